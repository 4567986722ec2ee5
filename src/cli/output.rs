//! Where answers go: standard output, a file, a folder; and what is said on standard error.

use super::{Outcome, refusal};
use crate::domain::cause::{CommandCause, FileFault};
use crate::domain::error::Error;
use crate::domain::text::visible;
use crate::report::write::{self, Manner};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

/// A path as it may be said: its name may steer a terminal.
fn named(path: &Path) -> String {
    visible(&path.display().to_string())
}

/// Says something on standard error. Where nobody can hear it, the work goes on.
pub(super) fn say(text: impl Display) {
    let _ = write!(io::stderr().lock(), "{text}");
}

/// Refuses before the work an output that could not be written after it: one that exists already, a
/// folder, a device, or a file that the command reads.
pub(super) fn refuse(path: &Path, force: bool, inputs: &[&Path]) -> Result<(), Error> {
    if inputs.iter().any(|input| same_file(path, input)) {
        let file = path.display().to_string();
        return Err(refusal(CommandCause::Unwritable { file, fault: FileFault::OwnInput }));
    }
    let manner = Manner { overwrite: force, private: false };
    write::allowed(path, manner).map_err(|error| unwritable(path, &error))
}

/// Whether two paths lead to one file.
fn same_file(a: &Path, b: &Path) -> bool {
    let (Ok(a), Ok(b)) = (std::fs::canonicalize(a), std::fs::canonicalize(b)) else {
        return false;
    };
    a == b || linked(&a, &b)
}

/// Whether two names are of one file on the disk.
#[cfg(unix)]
fn linked(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path: &Path| std::fs::metadata(path).ok().filter(|m| m.is_file());
    let places = place(a).zip(place(b));
    places.is_some_and(|(a, b)| (a.dev(), a.ino()) == (b.dev(), b.ino()))
}

#[cfg(not(unix))]
fn linked(_: &Path, _: &Path) -> bool {
    false
}

/// An answer to standard output, or to the file that `--output` names.
pub(super) fn deliver(
    output: Option<&Path>,
    manner: Manner,
    bytes: Vec<u8>,
    exit_code: u8,
) -> Result<Outcome, Error> {
    let Some(path) = output else {
        return Ok(Outcome { text: String::from_utf8_lossy(&bytes).into_owned(), exit_code });
    };
    write(path, bytes, manner)?;
    Ok(Outcome { text: String::new(), exit_code })
}

/// Says what was found beside the point while a file was read.
pub(super) fn note(notes: &[String]) {
    notes.iter().for_each(|note| say(format!("note: {}\n", visible(note))));
}

/// Writes a file the user asked for, and says so.
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>, manner: Manner) -> Result<(), Error> {
    store(path, contents, manner)?;
    say(format!("written: {}\n", named(path)));
    Ok(())
}

/// Writes a file without a word.
pub(super) fn store(path: &Path, contents: impl AsRef<[u8]>, manner: Manner) -> Result<(), Error> {
    write::write(path, contents, manner).map_err(|error| unwritable(path, &error))
}

/// Writes a folder of files that name people.
pub(super) fn write_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    write::write_folder(path, files, true).map_err(|error| unwritable(path, &error))?;
    say(format!("written: {} ({} files)\n", named(path), files.len()));
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let file = path.display().to_string();
    refusal(match error.kind() {
        io::ErrorKind::AlreadyExists => CommandCause::Exists { file },
        io::ErrorKind::InvalidInput => CommandCause::Unwritable { file, fault: FileFault::Device },
        _ => CommandCause::Unwritable { file, fault: error.into() },
    })
}
