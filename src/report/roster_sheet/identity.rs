//! The sheet nobody sees: what the workbook is, so that it can be read back.
//!
//! Schema, scenario and its hash, the names of the sheets, the people in the scenario's words with the
//! names shown, what was proven, what is required beyond the formula, what callers experience, and a digest
//! of the days as they were written.

use super::Book;
use super::layout::SCHEMA;
use crate::roster_answer::{Person, Roster};
use rust_xlsxwriter::{Worksheet, XlsxError};
use sha2::{Digest, Sha256};

/// Digest of everybody's days.
pub fn digest(people: &[Person]) -> String {
    let mut hash = Sha256::new();
    for person in people {
        // Data of text keys written to memory; nothing can fail.
        let days = serde_json::to_string(&person.days).unwrap_or_default();
        hash.update(format!("{}\n{days}\n", person.name));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let roster: &Roster = book.facts.roster;
    sheet.set_very_hidden(true);
    let stages = serde_json::to_string(&roster.stages).unwrap_or_default();
    let days = digest(&roster.people);
    let rows = [
        ("schema", SCHEMA),
        ("version", &roster.version),
        ("scenario", &roster.scenario.file),
        ("sha256", &roster.scenario.sha256),
        ("grid", book.w.grid_sheet),
        ("breaks", book.w.breaks_sheet),
        ("first-day", roster.weeks.first().map_or("", String::as_str)),
        ("days", &days),
        ("stages", &stages),
    ];
    let mut next = 0;
    for (key, value) in rows {
        sheet.write_string(next, 0, key)?;
        sheet.write_string(next, 1, value)?;
        next += 1;
    }
    for person in &roster.people {
        sheet.write_string(next, 0, "person")?;
        sheet.write_string(next, 1, &person.name)?;
        sheet.write_string(next, 2, book.names.shown(&person.name))?;
        next += 1;
    }
    // One to a cell, whose length is limited.
    let raised = roster.raised.iter().map(|row| ("raised", serde_json::to_string(row)));
    let weeks = roster.through_day.iter().map(|week| ("through-day", serde_json::to_string(week)));
    for (key, value) in raised.chain(weeks) {
        sheet.write_string(next, 0, key)?;
        sheet.write_string(next, 1, value.unwrap_or_default())?;
        next += 1;
    }
    Ok(())
}
