//! Writing files: whole or not at all, and only ever in place of a regular file, where that is asked for.
//!
//! What is written lies beside its place under a name of its own, `.NAME.PROCESS.part`, until it is
//! complete, and takes the place by being renamed. A run that is killed leaves that file; the next one
//! that writes the same name takes it away. A link stays a link: the file that it leads to is replaced.
//! Streams (pipes, terminals, `/dev/null`) are written to as they are. Folders, disks and sockets are
//! refused.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How a file is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Whether a file of that name may be replaced.
    pub overwrite: bool,
    /// Whether it names people: then a new file can be read by its owner only. A file that is replaced
    /// keeps its permissions.
    pub private: bool,
}

/// Writes a file under a temporary name beside its place and renames it.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] if the file exists and may not be replaced,
/// [`io::ErrorKind::IsADirectory`] if it is a folder, [`io::ErrorKind::InvalidInput`] if it is a device that
/// holds data or a link that leads nowhere; else whatever the file system says. A file that was there is then unchanged.
pub fn write(path: &Path, contents: impl AsRef<[u8]>, manner: Manner) -> io::Result<()> {
    let place = match place(path)? {
        Place::Stream => {
            let mut stream = OpenOptions::new().append(true).open(path)?;
            return stream.write_all(contents.as_ref()).and_then(|()| stream.flush());
        }
        Place::File(_) if !manner.overwrite => return Err(io::ErrorKind::AlreadyExists.into()),
        Place::File(place) => place,
        Place::Free => path.to_owned(),
    };
    tidy(&place);
    let temporary = temporary(&place)?;
    let written = create(&temporary, manner.private || place.exists())
        .and_then(|mut file| file.write_all(contents.as_ref()).and_then(|()| file.sync_all()))
        .and_then(|()| keep_permissions(&place, &temporary))
        .and_then(|()| fs::rename(&temporary, &place));
    if written.is_err() {
        // The temporary file may not exist; the first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Refuses what could not be written later: the same errors, before the work is done.
///
/// # Errors
/// Those of [`write()`] that can be seen before.
pub fn allowed(path: &Path, manner: Manner) -> io::Result<()> {
    match place(path)? {
        Place::File(_) if !manner.overwrite => Err(io::ErrorKind::AlreadyExists.into()),
        // Nothing is written into a folder that is not there.
        Place::Free => fs::metadata(folder(path)).and_then(|found| match found.is_dir() {
            true => Ok(()),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }),
        _ => Ok(()),
    }
}

/// What is at a path.
enum Place {
    /// Nothing.
    Free,
    /// A regular file, here.
    File(PathBuf),
    /// A pipe, a terminal or the like: nothing that could be replaced.
    Stream,
}

fn place(path: &Path) -> io::Result<Place> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match fs::symlink_metadata(path) {
                Ok(_) => Err(io::ErrorKind::InvalidInput.into()),
                Err(_) => Ok(Place::Free),
            };
        }
        Err(error) => return Err(error),
    };
    let is_stream = is_stream(&found);
    if is_stream || opened_elsewhere(path) && found.is_file() {
        return Ok(Place::Stream);
    }
    match found.is_file() {
        true => Ok(Place::File(fs::canonicalize(path)?)),
        false if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Whether a path stands for what the process has open already, such as `/dev/stdout`.
fn opened_elsewhere(path: &Path) -> bool {
    let open = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    open.iter().any(|place| path.starts_with(place))
}

#[cfg(unix)]
fn is_stream(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    found.file_type().is_char_device() || found.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_stream(_: &fs::Metadata) -> bool {
    false
}

/// A new file; nothing that is there already is opened.
fn create(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

/// Gives a new file the permissions of the one that it replaces, if there is one.
fn keep_permissions(place: &Path, new: &Path) -> io::Result<()> {
    match fs::metadata(place) {
        Ok(old) => fs::set_permissions(new, old.permissions()),
        Err(_) => Ok(()),
    }
}

/// Longest part of a name that is taken over into a temporary one, bytes.
const LONGEST: usize = 180;

/// The folder that a path lies in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What temporary names of a path begin with.
fn beginning(path: &Path) -> io::Result<String> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    Ok(format!(".{}.", &name[..end]))
}

/// The name under which this process writes what will be at a path.
fn temporary(path: &Path) -> io::Result<PathBuf> {
    let name = format!("{}{}.part", beginning(path)?, std::process::id());
    Ok(path.with_file_name(name))
}

/// Takes away what runs that are no more left beside a path. What cannot be taken away does no harm.
fn tidy(path: &Path) {
    for (left, ending) in left_behind(path) {
        match ending {
            Ending::Part if left.is_dir() => drop(fs::remove_dir_all(left)),
            Ending::Part => drop(fs::remove_file(left)),
            Ending::Old => {}
        }
    }
}

/// How a name ends that a process gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// What was being written.
    Part,
    /// What was being replaced.
    Old,
}

/// Files and folders beside a path that runs which are no more left there.
fn left_behind(path: &Path) -> Vec<(PathBuf, Ending)> {
    let Ok(beginning) = beginning(path) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder(path)) else { return Vec::new() };
    let left = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let rest = name.to_str()?.strip_prefix(&beginning)?;
        let (process, ending) = rest.split_once('.')?;
        let ending = match ending {
            "part" => Ending::Part,
            "old" => Ending::Old,
            _ => return None,
        };
        let process: u32 = process.parse().ok()?;
        (process == std::process::id() || !is_running(process)).then(|| (entry.path(), ending))
    };
    entries.flatten().filter_map(left).collect()
}

/// Whether a process of this number runs; where that cannot be seen, it may.
fn is_running(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

/// Writes a folder of files, whole or not at all: what is new lies beside its place until it is complete.
/// Files in a folder that is replaced are kept, unless they are among the new ones.
///
/// # Errors
/// Whatever the file system says; a folder that was there is then as it was.
pub fn write_folder(path: &Path, files: &[(&str, &[u8])], private: bool) -> io::Result<()> {
    // A folder is known by its own name, not by `.` or a link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    restore(&place)?;
    tidy(&place);
    let new = temporary(&place)?;
    let made = fill(&new, files, private).and_then(|()| exchange(&place, &new));
    if made.is_err() {
        // It may not exist; the first error is the one to report.
        let _ = fs::remove_dir_all(&new);
    }
    made
}

fn fill(folder: &Path, files: &[(&str, &[u8])], private: bool) -> io::Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::create_dir(folder)?;
    for (name, contents) in files {
        let mut file = create(&folder.join(name), private)?;
        file.write_all(contents).and_then(|()| file.sync_all())?;
    }
    Ok(())
}

/// Puts a complete folder in the place of the one that may be there.
fn exchange(place: &Path, new: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(new, place);
    }
    for entry in fs::read_dir(new)?.flatten() {
        keep_permissions(&place.join(entry.file_name()), &entry.path())?;
    }
    keep_permissions(place, new)?;
    let old = place.with_file_name(format!("{}{}.old", beginning(place)?, std::process::id()));
    fs::rename(place, &old)?;
    if let Err(error) = fs::rename(new, place) {
        return fs::rename(&old, place).and(Err(error));
    }
    take_over(&old, place)
}

/// Moves what a replaced folder holds beyond the new one, and takes it away.
fn take_over(old: &Path, place: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let kept = place.join(entry.file_name());
        if fs::symlink_metadata(&kept).is_err() {
            fs::rename(entry.path(), kept)?;
        }
    }
    fs::remove_dir_all(old)
}

/// Completes the exchange of a folder that a run began and did not end.
fn restore(place: &Path) -> io::Result<()> {
    for (old, _) in left_behind(place).into_iter().filter(|(_, e)| *e == Ending::Old) {
        match place.exists() {
            true => take_over(&old, place)?,
            false => fs::rename(&old, place)?,
        }
    }
    Ok(())
}
