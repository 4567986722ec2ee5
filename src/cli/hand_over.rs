//! How a roster comes in and goes out: JSON and workbooks read, files and folders written.

use super::args::{RosterArguments, RosterFormat};
use super::output::{self, deliver, write_folder};
use super::{Outcome, read, read_bytes, refusal};
use crate::domain::cause::{Asked, CommandCause, RosterFault};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::handover::names::{self, Names};
use crate::handover::read_back::{self, ReadBack};
use crate::handover::{calendar, page, sheet};
use crate::report::write::Manner;
use crate::report::{csv, json, text};
use crate::roster::moves::Cell;
use crate::roster::repair::Written;
use crate::roster::setting::{Assignments, Setting};
use crate::roster::{Options, repair};
use crate::scenario::Scenario;
use crate::wire::roster_answer::{self, Roster};
use std::collections::BTreeMap;
use std::path::Path;

/// Refuses before the work what cannot be written after it.
pub(super) fn refuse(arguments: &RosterArguments) -> Result<(), Error> {
    let format = arguments.format;
    let to_people = matches!(format, RosterFormat::Xlsx | RosterFormat::Html | RosterFormat::Ics);
    if arguments.names.is_some() && !to_people {
        return Err(refusal(CommandCause::NamesNotJoined));
    }
    if arguments.why.is_some()
        && (to_people || matches!(format, RosterFormat::Csv | RosterFormat::CsvExcel))
    {
        return Err(refusal(CommandCause::WhyFormat));
    }
    match (&arguments.output, format) {
        (None, RosterFormat::Xlsx | RosterFormat::Ics) => {
            Err(refusal(CommandCause::HandoverPrinted))
        }
        (None, _) => Ok(()),
        (Some(path), RosterFormat::Ics) => refuse_folder(path, arguments.force),
        (Some(path), _) => {
            let names = arguments.names.as_deref();
            let inputs: Vec<&Path> =
                std::iter::once(arguments.scenario.as_path()).chain(names).collect();
            output::refuse(path, arguments.force, &inputs)
        }
    }
}

/// A folder that has calendars is written into only where that is asked for; a file never.
fn refuse_folder(path: &Path, force: bool) -> Result<(), Error> {
    if path.exists() && !path.is_dir() {
        return Err(refusal(CommandCause::NotFolder { file: path.display().to_string() }));
    }
    if !force && !earlier(path)?.is_empty() {
        return Err(refusal(CommandCause::HoldsCalendars { folder: path.display().to_string() }));
    }
    Ok(())
}

/// The calendars of a folder by name; none if there is no folder.
fn earlier(path: &Path) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(path) else { return Ok(found) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".ics") {
            found.insert(name, read(&entry.path())?);
        }
    }
    Ok(found)
}

/// The file of names, where one is given.
pub(super) fn names(arguments: &RosterArguments, scenario: &Scenario) -> Result<Names, Error> {
    let Some(path) = &arguments.names else { return Ok(Names::default()) };
    let people: Vec<&str> = scenario.consultants.iter().map(|c| c.name.as_str()).collect();
    let file = path.display().to_string();
    let (names, notes) = names::parse(&read(path)?, &file, &people).map_err(Error::Input)?;
    output::note(&notes);
    Ok(names)
}

/// Reads a roster, from JSON or from a workbook; a workbook also tells whether it was edited since.
pub(super) fn read_roster(
    path: &Path,
    scenario: &Scenario,
    options: &Options<'_>,
) -> Result<ReadBack, Error> {
    let bytes = read_bytes(path)?;
    if read_back::is_workbook(&bytes) {
        let file = path.display().to_string();
        let found = read_back::read(bytes, &file, scenario, options)?;
        output::note(&found.notes);
        return Ok(found);
    }
    let roster = read_json(path, bytes)?;
    Ok(ReadBack { roster, written: None, edited: false, notes: Vec::new() })
}

/// Reads a roster from the JSON of a file.
pub(super) fn read_json(path: &Path, bytes: Vec<u8>) -> Result<Roster, Error> {
    let text = String::from_utf8(bytes).map_err(|_| unusable(path, RosterFault::NotText))?;
    roster_answer::parse(&text).map_err(|words| unusable(path, RosterFault::Parser(words)))
}

/// What a roster says of itself before it was edited, and breaks outside of their windows.
pub(super) fn known(
    path: &Path,
    setting: &Setting<'_>,
    roster: &Roster,
    written: Option<&Roster>,
) -> Result<(Written, Vec<Cell>), Error> {
    repair::known(setting, roster, written)
        .map_err(|misfit| unusable(path, RosterFault::Misfit(misfit)))
}

/// A roster that does not fit the scenario, or none at all.
fn unusable(path: &Path, fault: RosterFault) -> Error {
    refusal(CommandCause::NotRoster {
        file: path.display().to_string(),
        fault,
        asked: Asked::JsonOrWorkbook,
    })
}

/// The grid of a roster that was read; days away beyond the scenario's, and what is required beyond the
/// formula, are kept so.
pub(super) fn grid(
    path: &Path,
    setting: &mut Setting<'_>,
    roster: &Roster,
) -> Result<Assignments, Error> {
    setting.raise(&roster.raised);
    let grid = repair::grid_of(setting, roster)
        .map_err(|misfit| unusable(path, RosterFault::Misfit(misfit)))?;
    setting
        .mark_absences_of(roster)
        .map_err(|misfit| unusable(path, RosterFault::Misfit(misfit)))?;
    roster.people.iter().for_each(|person| setting.take_pieces(&person.name, &person.days));
    Ok(grid)
}

/// Prints or writes a roster in the format asked for; text and JSON may be given as they are.
pub(super) fn hand_over(
    arguments: &RosterArguments,
    (scenario, names): (&Scenario, &Names),
    (roster, told, exit_code): (&Roster, Option<String>, u8),
    language: Language,
) -> Result<Outcome, Error> {
    let bytes = match arguments.format {
        RosterFormat::Text => {
            told.unwrap_or_else(|| text::roster::roster(roster, language)).into_bytes()
        }
        RosterFormat::Json => told.map_or_else(|| json::text(roster), Ok)?.into_bytes(),
        RosterFormat::Csv => csv::roster(roster).into_bytes(),
        RosterFormat::CsvExcel => csv::roster_excel(roster).into_bytes(),
        RosterFormat::Html => {
            let page = page::html(scenario, roster, names, language);
            page.map_err(Error::Internal)?.into_bytes()
        }
        RosterFormat::Xlsx => {
            sheet::workbook(scenario, roster, names, language).map_err(Error::Internal)?
        }
        RosterFormat::Ics => {
            return folder(arguments, scenario, (roster, names), language, exit_code);
        }
    };
    let manner = Manner { overwrite: arguments.force, private: true };
    deliver(arguments.output.as_deref(), manner, bytes, exit_code)
}

/// Writes the folder of calendars; earlier ones are read first, and none is touched if one cannot be
/// carried on.
fn folder(
    arguments: &RosterArguments,
    scenario: &Scenario,
    (roster, names): (&Roster, &Names),
    language: Language,
    exit_code: u8,
) -> Result<Outcome, Error> {
    let Some(path) = &arguments.output else {
        return refuse(arguments).map(|()| Outcome::done(String::new()));
    };
    let setting = calendar::Setting { scenario, roster, names, zone: &arguments.zone, language };
    let files = calendar::calendars(&setting, &earlier(path)?).map_err(|mut problems| {
        for place in problems.iter_mut().filter_map(|p| p.place.as_mut()) {
            place.file = path.join(&place.file).display().to_string();
        }
        Error::Input(problems)
    })?;
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|file| (file.name.as_str(), file.text.as_bytes())).collect();
    write_folder(path, &files)?;
    Ok(Outcome { text: String::new(), exit_code })
}
