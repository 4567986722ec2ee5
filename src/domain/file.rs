//! Reading a file that the user named: regular files, and the pipes that a shell hands over.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The most that is read of any file at once, bytes.
pub const LARGEST: u64 = 1 << 30;

/// Everything a file holds. Devices and named pipes are refused, for reading them may never end.
///
/// # Errors
/// [`io::ErrorKind::IsADirectory`] of a folder, [`io::ErrorKind::InvalidInput`] of a device or a pipe,
/// [`io::ErrorKind::FileTooLarge`] beyond [`LARGEST`]; else whatever the file system says.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !found.is_file() && !handed_over(path, &found) {
        let what = "it is a device or a pipe, not a file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 GiB"));
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn devices_and_folders_are_refused_at_once() {
        let kind = |path: &str| read(Path::new(path)).unwrap_err().kind();
        assert_eq!(kind("/dev/zero"), io::ErrorKind::InvalidInput);
        assert_eq!(kind("/"), io::ErrorKind::IsADirectory);
        assert_eq!(kind("/there/is/none"), io::ErrorKind::NotFound);
    }
}
