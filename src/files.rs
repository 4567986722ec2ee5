//! Reading a file that the user named: regular files, and the pipes that a shell hands over.

use crate::domain::cause::FileFault;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The most that is read of any file at once, bytes.
pub const LARGEST: u64 = 1 << 30;

/// Everything a file holds. Devices and named pipes are refused, for reading them may never end.
///
/// # Errors
/// [`FileFault::Device`] of a device or a pipe, [`FileFault::TooLarge`] beyond [`LARGEST`]; else whatever
/// the file system says.
pub fn read(path: &Path) -> Result<Vec<u8>, FileFault> {
    let fault = |error: io::Error| FileFault::from(&error);
    let found = fs::metadata(path).map_err(fault)?;
    if found.is_dir() {
        return Err(fault(io::ErrorKind::IsADirectory.into()));
    }
    if !found.is_file() && !handed_over(path, &found) {
        return Err(FileFault::Device);
    }
    let file = fs::File::open(path).map_err(fault)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileFault::TooLarge);
    }
    Ok(bytes)
}

/// Whether a path is a pipe that the process has open already, as `/dev/stdin` or `<(…)` of a shell are.
#[cfg(unix)]
fn handed_over(path: &Path, found: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let open = ["/dev/stdin", "/dev/fd", "/proc/self/fd"].iter().any(|p| path.starts_with(p));
    open && found.file_type().is_fifo()
}

#[cfg(not(unix))]
fn handed_over(_: &Path, _: &fs::Metadata) -> bool {
    false
}
