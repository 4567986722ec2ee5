//! Opens files of records and mappings.

use super::ledger::whole;
use super::mapping::Mapping;
use super::source::Records;
use crate::domain::cause::CommandCause;
use crate::domain::error::Error;
use std::fs::{self, File};
use std::path::Path;

/// Reads the mapping file at `path`, or takes the ready mapping of that name where there is no such file.
///
/// # Errors
/// [`Error::Input`]: E910 if it cannot be read, E920 if it is not a mapping.
pub fn mapping(path: &Path) -> Result<Mapping, Error> {
    if let Some(ready) = path.to_str().filter(|_| !path.exists()).and_then(Mapping::ready) {
        return Ok(ready);
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    Mapping::parse(&text, &path.display().to_string())
}

/// Opens the records at `path`.
///
/// # Errors
/// [`Error::Input`]: E910 if the file cannot be read, else as [`Records::open`].
pub fn records(path: &Path, mapping: Mapping) -> Result<Records, Error> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    Records::open(file, &path.display().to_string(), mapping)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    whole(CommandCause::Unreadable { file: path.display().to_string(), fault: error.into() })
}
