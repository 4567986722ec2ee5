//! What the workbook says it is, and which row is whose.

use super::book::{Book, Sheet, Value};
use super::problems::{Log, shown};
use crate::domain::cause::{HandoverCause, WorkbookFault};
use crate::handover::sheet::layout::{
    Column, DATES_MARK, FIRST_PERSON, ID, IDENTITY, NAME, Row, SCHEMA, SUMS_MARK,
};
use crate::wire::roster_answer::{Day, Edition, Parts, Raised, Stage, WeekThroughDay};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The hidden sheet.
#[derive(Debug, Default)]
pub(super) struct Identity {
    keys: BTreeMap<String, String>,
    /// People in the scenario's words, with the names shown and their days as they were written.
    pub people: Vec<(String, String, Option<Vec<Day>>)>,
    /// Which edition it was written from.
    pub edition: Option<Edition>,
    raised: Vec<String>,
    through_day: Vec<String>,
}

impl Identity {
    pub fn get(&self, key: &str) -> &str {
        self.keys.get(key).map_or("", String::as_str)
    }

    /// Where more agents are required than the formula asks for.
    pub fn raised(&self) -> Option<Vec<Raised>> {
        self.raised.iter().map(|row| serde_json::from_str(row).ok()).collect()
    }

    /// What callers experience of the roster as it was written.
    pub fn through_day(&self) -> Option<Vec<WeekThroughDay>> {
        self.through_day.iter().map(|row| serde_json::from_str(row).ok()).collect()
    }

    /// A person's days as they were written.
    pub fn days(&self, id: &str) -> Option<&Vec<Day>> {
        self.people.iter().find(|(own, ..)| own == id)?.2.as_ref()
    }

    /// What the parts of the scenario said that it was written for.
    pub fn parts(&self) -> Option<Parts> {
        serde_json::from_str(self.get("parts")).ok()?
    }

    /// What was proven of the roster as it was written.
    pub fn stages(&self) -> Option<Vec<Stage>> {
        serde_json::from_str(self.get("stages")).ok()
    }
}

/// Reads the hidden sheet.
///
/// # Errors
/// Why the workbook is none of ours.
pub(super) fn identity(book: &mut Book) -> Result<Identity, WorkbookFault> {
    let sheet = book.sheet(IDENTITY).ok_or(WorkbookFault::NoIdentity)?;
    let mut identity = Identity::default();
    let rows = sheet.cells.keys().map(|at| at.0).collect::<std::collections::BTreeSet<Row>>();
    for row in rows {
        let (key, value) = (sheet.text(row, 0), sheet.text(row, 1));
        match key {
            "person" => {
                let pieces = (3..).map(|column| sheet.text(row, column));
                let days: String = pieces.take_while(|text| !text.is_empty()).collect();
                let days = serde_json::from_str(&days).ok();
                identity.people.push((value.to_owned(), sheet.text(row, 2).to_owned(), days));
            }
            "edition" => {
                let pieces = (1..).map(|column| sheet.text(row, column));
                let text: String = pieces.take_while(|text| !text.is_empty()).collect();
                identity.edition = serde_json::from_str(&text).ok();
            }
            "raised" => identity.raised.push(value.to_owned()),
            "through-day" => identity.through_day.push(value.to_owned()),
            _ => {
                identity.keys.insert(key.to_owned(), value.to_owned());
            }
        }
    }
    match identity.get("schema") {
        SCHEMA => Ok(identity),
        other => Err(WorkbookFault::OtherSchema { found: shown(other), expected: SCHEMA }),
    }
}

/// The columns of the days, by their dates in the row that is marked.
pub(super) fn columns(sheet: &Sheet, dates: &[Date], log: &mut Log<'_>) -> Option<Vec<Column>> {
    let marked = sheet
        .cells
        .keys()
        .find(|(row, column)| *column == ID && sheet.text(*row, *column) == DATES_MARK);
    let Some((row, _)) = marked else {
        log.file(HandoverCause::NoDates {
            file: log.file.to_owned(),
            sheet: sheet.name.to_owned(),
        });
        return None;
    };
    let mut found: BTreeMap<Date, Column> = BTreeMap::new();
    for ((at, column), value) in sheet.cells.range((*row, 0)..=(*row, Column::MAX)) {
        let (Value::Date(serial) | Value::Number(serial)) = value else { continue };
        let Some(date) = date_of(*serial) else { continue };
        if found.insert(date, *column).is_some() {
            log.at(sheet, (*at, *column), HandoverCause::DateTwice { date });
        }
    }
    let missing: Vec<Date> = dates.iter().filter(|d| !found.contains_key(d)).copied().collect();
    if !missing.is_empty() {
        log.file(HandoverCause::DatesMissing {
            file: log.file.to_owned(),
            sheet: sheet.name.to_owned(),
            dates: missing,
        });
        return None;
    }
    for (date, column) in found.iter().filter(|(d, _)| !dates.contains(d)) {
        log.at(sheet, (*row, *column), HandoverCause::DateOutside { date: *date });
    }
    dates.iter().map(|date| found.get(date).copied()).collect()
}

/// A spreadsheet's day as a date.
pub(super) fn date_of(serial: f64) -> Option<Date> {
    if !(1.0..100_000.0).contains(&serial) {
        return None;
    }
    let first = Date::constant(1899, 12, 30);
    first.checked_add(jiff::Span::new().days(serial.floor() as i64)).ok()
}

/// The row of every person of the scenario; whoever is added, gone, doubled or renamed is reported.
pub(super) fn rows(
    sheet: &Sheet,
    identity: &Identity,
    (people, columns): (&[&str], &[Column]),
    log: &mut Log<'_>,
) -> Vec<Option<Row>> {
    let mut found: Vec<Option<Row>> = vec![None; people.len()];
    let all = sheet.cells.keys().map(|at| at.0).collect::<std::collections::BTreeSet<Row>>();
    for row in all.into_iter().filter(|row| *row >= FIRST_PERSON) {
        let id = sheet.text(row, ID);
        let name = sheet.text(row, NAME);
        if id == SUMS_MARK || id == DATES_MARK {
            continue;
        }
        if id.is_empty() {
            let used = columns.iter().any(|c| sheet.cells.contains_key(&(row, *c)));
            if used || !name.is_empty() {
                log.at(
                    sheet,
                    (row, NAME),
                    HandoverCause::NobodysRow { row: row + 1, name: shown(name) },
                );
            }
            continue;
        }
        let Some(p) = people.iter().position(|own| *own == id) else {
            log.at(sheet, (row, NAME), HandoverCause::StrangersRow { id: shown(id) });
            continue;
        };
        if found[p].is_some() {
            log.at(sheet, (row, NAME), HandoverCause::RowTwice { id: id.to_owned() });
            continue;
        }
        found[p] = Some(row);
        let written = identity.people.iter().find(|(own, ..)| own == id).map(|(_, name, _)| name);
        if written.is_some_and(|written| written != name) {
            let (id, name) = (id.to_owned(), shown(name));
            log.at(sheet, (row, NAME), HandoverCause::Renamed { id, name });
        }
    }
    for (p, row) in found.iter().enumerate() {
        if row.is_none() {
            log.file(HandoverCause::NoRow {
                file: log.file.to_owned(),
                sheet: sheet.name.to_owned(),
                id: people[p].to_owned(),
            });
        }
    }
    found
}
