//! Reads a scenario and the demand files it names.

use super::Scenario;
use super::problems::place;
use super::validate::parse;
use crate::domain::error::{Error, Problem};
use std::fs;
use std::path::Path;

/// Reads the scenario at `path`. Names of demand files are relative to its folder, and lead nowhere else.
///
/// # Errors
/// As [`load_with`].
pub fn load(path: &Path) -> Result<Scenario, Error> {
    load_with(path, false)
}

/// The same, with demand files from `anywhere` if that is allowed.
///
/// # Errors
/// [`Error::Input`] with every problem found. Places in demand files carry the path they were read
/// from, so that they can be opened as named.
pub fn load_with(path: &Path, anywhere: bool) -> Result<Scenario, Error> {
    let file = path.display().to_string();
    let text = match crate::domain::file::read(path) {
        Ok(bytes) => text(&file, bytes).map_err(|problem| Error::Input(vec![problem]))?,
        Err(error) => return Err(Error::Input(vec![unreadable(&file, &error)])),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let read_csv = |name: &str| {
        let demand = folder.join(name);
        if !anywhere && !lies_within(&demand, folder) {
            return Err(
                "it lies outside of the scenario's folder: either copy it there, or allow it \
                        with --allow-outside"
                    .to_owned(),
            );
        }
        let bytes = crate::domain::file::read(&demand).map_err(|error| reason(&error))?;
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
    };
    parse(&text, &file, &read_csv).map_err(|mut problems| {
        for at in problems.iter_mut().filter_map(|p| p.place.as_mut()).filter(|at| at.file != file)
        {
            at.file = folder.join(&at.file).display().to_string();
        }
        Error::Input(problems)
    })
}

/// Whether a file is in a folder, links followed. One that does not exist is refused as such later.
fn lies_within(file: &Path, folder: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match (fs::canonicalize(file), fs::canonicalize(folder)) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => true,
    }
}

fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    Problem {
        code: "E101",
        place: None,
        message: format!("the scenario `{file}` cannot be read: {}", reason(error)),
        remedy: "either correct the path, or write a first scenario with `obsada new`".to_owned(),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// The bytes as text.
fn text(file: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let head = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        Problem {
            code: "E102",
            place: Some(place(file, &head, &(good..good))),
            message: "the file is not UTF-8 text from here on".to_owned(),
            remedy: "either save it as UTF-8, or retype the letter at this place".to_owned(),
        }
    })
}
