//! From the text of a cell to a shift that the scenario has.

use super::book::{Sheet, Value};
use super::identity::date_of;
use super::problems::{Log, shown};
use super::stretch::stretch;
use crate::domain::cause::{CellOf, HandoverCause, NumberCell};
use crate::domain::clock::clock_text;
use crate::handover::sheet::ABSENT;
use crate::handover::sheet::layout::{Column, Row};
use crate::handover::typed::{self, Given};
use crate::roster::setting::Setting;
use crate::wire::roster_answer::Shift;

/// What a cell of the grid says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Off,
    Absent,
    Duty(usize),
}

/// The text of a cell without blanks around it, empty if there is none; what else it holds is reported.
fn text_of<'s>(
    (sheet, at): (&'s Sheet, (Row, Column)),
    of: CellOf,
    log: &mut Log<'_>,
) -> Option<&'s str> {
    match sheet.cells.get(&at) {
        None => return Some(""),
        Some(Value::Text(text)) => return Some(text.trim()),
        Some(Value::Formula) => {
            log.at(sheet, at, HandoverCause::Formula { of });
        }
        Some(Value::Number(number) | Value::Date(number)) => {
            log.at(sheet, at, HandoverCause::Number { of, number: turned(*number) });
        }
        Some(Value::Other) => {
            let cause = match of {
                CellOf::Shift => HandoverCause::ShiftNotText,
                CellOf::Breaks => HandoverCause::BreaksNotText,
            };
            log.at(sheet, at, cause);
        }
    }
    None
}

/// Reads one cell of the grid; what it cannot be is reported.
pub(super) fn said(
    setting: &Setting<'_>,
    (sheet, at): (&Sheet, (Row, Column)),
    (p, d): (usize, usize),
    log: &mut Log<'_>,
) -> Option<Said> {
    let text = text_of((sheet, at), CellOf::Shift, log)?;
    if text.is_empty() {
        return Some(Said::Off);
    }
    if text.eq_ignore_ascii_case(ABSENT) {
        return Some(Said::Absent);
    }
    let Some((start, end)) = stretch(text) else {
        log.at(sheet, at, HandoverCause::NotShift { text: shown(text) });
        return None;
    };
    let length = if end > start { end - start } else { end + 1440 - start };
    match typed::duty(setting, (p, d), (start, length)) {
        Ok(duty) => Some(Said::Duty(duty)),
        Err(cause) => {
            log.at(sheet, at, cause);
            None
        }
    }
}

/// What a program has made of a text that it took for a date or time.
fn turned(number: f64) -> NumberCell {
    let minutes = (number.fract() * 1440.0).round() as u32;
    match date_of(number) {
        Some(date) if minutes == 0 => NumberCell::Date(date),
        _ if (0.0..1.0).contains(&number) => NumberCell::Time(minutes),
        _ => NumberCell::Number(number),
    }
}

/// The breaks of a shift as the cell says them; those that do not fit are placed in the middle of where
/// they may lie, which is noted. A break outside of its window fits if it was written so (`earlier` is
/// the shift as it was written).
pub(super) fn breaks(
    setting: &Setting<'_>,
    cell: Option<(&Sheet, (Row, Column))>,
    (d, duty): (usize, usize),
    earlier: Option<&Shift>,
    log: &mut Log<'_>,
) -> Option<Given> {
    let written = match cell {
        Some((sheet, at)) => read(setting, sheet, at, log)?,
        None => Vec::new(),
    };
    let (given, moved) = typed::breaks(setting, (d, duty), &written, earlier)?;
    if let (false, Some((sheet, at))) = (moved.is_empty(), cell) {
        let own = &setting.weeks[d / 7].week.duties[duty];
        let shift = format!("{}-{}", clock_text(own.start), clock_text(own.start + own.length));
        let place = sheet.place(log.file, at.0, at.1);
        log.notes
            .push(format!("{place}: no break that fits {shift}; placed at {}", moved.join(", ")));
    }
    Some(given)
}

/// The stretches of a cell of breaks; activities beside them are known already.
fn read(
    setting: &Setting<'_>,
    sheet: &Sheet,
    at: (Row, Column),
    log: &mut Log<'_>,
) -> Option<Vec<(u32, u32)>> {
    let text = text_of((sheet, at), CellOf::Breaks, log)?;
    let pieces = text.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty());
    let activity = |piece: &&str| {
        let ids = setting.settings.activities.iter().map(|a| a.id.as_str());
        ids.into_iter().any(|id| piece.strip_prefix(id).is_some_and(|rest| rest.starts_with(' ')))
    };
    let pieces = pieces.filter(|piece| !activity(piece));
    let all: Option<Vec<(u32, u32)>> = pieces.map(stretch).collect();
    if all.is_none() {
        log.at(sheet, at, HandoverCause::NotBreaks { text: shown(text) });
    }
    all
}
