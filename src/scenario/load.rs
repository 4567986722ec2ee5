//! Reads a scenario and the demand files it names.

use super::Scenario;
use super::problems::place;
use super::validate::parse;
use crate::domain::cause::{FileFault, SyntaxCause};
use crate::domain::error::{Error, Problem};
use crate::domain::units::Language;
use std::cell::RefCell;
use std::collections::BTreeMap;
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
    Ok(load_keeping(path, anywhere)?.scenario)
}

/// A scenario with the texts it was read from.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Its own text.
    pub text: String,
    /// Those of the demand files that it names, by their names in it.
    pub files: BTreeMap<String, String>,
}

/// The same with the texts, for a page that reads it again.
///
/// # Errors
/// As [`load_with`].
pub fn load_keeping(path: &Path, anywhere: bool) -> Result<Loaded, Error> {
    let file = path.display().to_string();
    let text = match crate::files::read(path) {
        Ok(bytes) => text(&file, bytes)?,
        Err(fault) => return Err(Error::Input(vec![unreadable(&file, fault)])),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let files = RefCell::new(BTreeMap::new());
    let from_disk = demand_reader(path, anywhere);
    let read_csv = |name: &str| {
        let text = from_disk(name)?;
        files.borrow_mut().insert(name.to_owned(), text.clone());
        Ok(text)
    };
    let scenario = parse(&text, &file, &read_csv).map_err(|mut problems| {
        for at in problems.iter_mut().filter_map(|p| p.place.as_mut()).filter(|at| at.file != file)
        {
            at.file = folder.join(&at.file).display().to_string();
        }
        Error::Input(problems)
    })?;
    Ok(Loaded { scenario, text, files: files.into_inner() })
}

/// Reads the files that the scenario at `path` names: those in its folder, or from anywhere if that is allowed.
pub fn demand_reader(
    path: &Path,
    anywhere: bool,
) -> impl Fn(&str) -> Result<String, FileFault> + Sync {
    let folder = path.parent().unwrap_or(Path::new(""));
    move |name: &str| {
        let demand = folder.join(name);
        if !anywhere && !lies_within(&demand, folder) {
            return Err(FileFault::Outside);
        }
        let bytes = crate::files::read(&demand)?;
        String::from_utf8(bytes).map_err(|_| FileFault::NotUtf8)
    }
}

/// Whether a file is in a folder, links followed. One that does not exist is refused as such later.
fn lies_within(file: &Path, folder: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match (fs::canonicalize(file), fs::canonicalize(folder)) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => true,
    }
}

fn unreadable(file: &str, fault: FileFault) -> Problem {
    let cause = SyntaxCause::Unreadable { file: file.to_owned(), fault };
    Problem { place: None, cause: cause.into() }
}

/// The bytes as text.
fn text(file: &str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let head = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let place = Some(place(file, &head, &(good..good)));
        Problem { place, cause: SyntaxCause::NotUtf8.into() }.into()
    })
}

/// The language that the text of a scenario asks for, as far as that can be seen without reading it: its
/// key `locale` above the first table. For the words of what is wrong with it.
pub fn language_of(text: &str) -> Option<Language> {
    let root = text.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    let mut values = root.filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "locale").then(|| value.trim().trim_start_matches(['"', '\'']))
    });
    let value = values.next()?;
    [("pl", Language::Pl), ("en", Language::En)]
        .into_iter()
        .find(|(word, _)| value.starts_with(word))
        .map(|(_, language)| language)
}
