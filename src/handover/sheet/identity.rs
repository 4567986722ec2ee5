//! The sheet nobody sees: what the workbook is, so that it can be read back.
//!
//! Schema, scenario and its hash, the names of the sheets, what was proven, the people in the scenario's
//! words with the names shown and their days as they were written, its edition, what is required beyond the
//! formula, and what callers experience.

use super::Book;
use super::layout::{Column, SCHEMA};
use crate::wire::roster_answer::Roster;
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let roster: &Roster = book.facts.roster;
    sheet.set_very_hidden(true);
    let stages = serde_json::to_string(&roster.stages).unwrap_or_default();
    let parts = serde_json::to_string(&roster.parts).unwrap_or_default();
    let rows = [
        ("schema", SCHEMA),
        ("version", &roster.version),
        ("scenario", &roster.scenario.file),
        ("sha256", &roster.scenario.sha256),
        ("parts", &parts),
        ("grid", book.w.grid_sheet),
        ("breaks", book.w.breaks_sheet),
        ("first-day", roster.weeks.first().map_or("", String::as_str)),
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
        // Data of text keys written to memory; nothing can fail.
        let days = serde_json::to_string(&person.days).unwrap_or_default();
        for (k, part) in pieces(&days).enumerate() {
            sheet.write_string(next, 3 + k as Column, part)?;
        }
        next += 1;
    }
    if let Some(edition) = &roster.edition {
        sheet.write_string(next, 0, "edition")?;
        let text = serde_json::to_string(edition).unwrap_or_default();
        for (k, part) in pieces(&text).enumerate() {
            sheet.write_string(next, 1 + k as Column, part)?;
        }
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

/// A text in pieces that a cell can hold: 32,767 characters are the most.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(30_000);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (head, tail) = rest.split_at(end);
        rest = tail;
        (!head.is_empty()).then_some(head)
    })
}
