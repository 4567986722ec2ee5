//! From the text of a cell to a shift that the scenario has.

use super::book::{Sheet, Value};
use super::identity::date_of;
use super::problems::{Log, shown};
use super::stretch::stretch;
use crate::domain::cause::{CellOf, HandoverCause, NumberCell};
use crate::domain::clock::clock_text;
use crate::handover::sheet::ABSENT;
use crate::handover::sheet::layout::{Column, Row};
use crate::plan::shift_plan::catalogue::{self, Duty};
use crate::roster::setting::{Assigned, Setting};
use crate::wire::roster_answer::Shift;
use std::collections::BTreeSet;

/// What a cell of the grid says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Off,
    Absent,
    Duty(usize),
}

/// A day of a person with the minutes at which its breaks start.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    pub assigned: Assigned,
    pub breaks: Vec<u32>,
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
    let week = &setting.weeks[d / 7].week;
    let found = setting
        .duties_of(&setting.people[p], d)
        .find(|k| (week.duties[*k].start, week.duties[*k].length) == (start, length));
    if found.is_none() {
        refused(setting, (sheet, at), (p, d), (start, length), log);
    }
    found.map(Said::Duty)
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

/// Says why a contract has no such shift.
fn refused(
    setting: &Setting<'_>,
    (sheet, at): (&Sheet, (Row, Column)),
    (p, d): (usize, usize),
    (start, length): (u32, u32),
    log: &mut Log<'_>,
) {
    let step = setting.grid().minutes();
    let text = format!("{}-{}", clock_text(start), clock_text(start + length));
    if !start.is_multiple_of(step) || !length.is_multiple_of(step) {
        let near = |m: u32| (m + step / 2) / step * step;
        let near = (near(start), near(start + length));
        log.at(sheet, at, HandoverCause::OffGrid { shift: text, step, near });
        return;
    }
    let duties = &setting.weeks[d / 7].week.duties;
    let own: Vec<&Duty> = setting.duties_of(&setting.people[p], d).map(|k| &duties[k]).collect();
    let contract = &setting.scenario.consultants[p].contract;
    let starts: BTreeSet<u32> =
        own.iter().filter(|k| k.length == length).map(|k| k.start).collect();
    let lengths: BTreeSet<u32> = own.iter().map(|k| k.length).collect();
    let contract = contract.clone();
    let cause = if own.is_empty() {
        HandoverCause::NoShiftThatDay { contract, date: setting.date(d) }
    } else if let (Some(first), Some(last)) = (starts.first(), starts.last()) {
        HandoverCause::OtherStarts { contract, length, start, first: *first, last: *last }
    } else {
        let known = lengths.into_iter().collect();
        HandoverCause::OtherLengths { contract, shift: text, length, known }
    };
    log.at(sheet, at, cause);
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
    let week = &setting.weeks[d / 7];
    let own = &week.week.duties[duty];
    let written = match cell {
        Some((sheet, at)) => read(setting, sheet, at, log)?,
        None => Vec::new(),
    };
    let mut given = Given { assigned: Assigned { duty, slots: Vec::new() }, breaks: Vec::new() };
    let mut moved = Vec::new();
    let kept = earlier.filter(|shift| {
        let span = shift.worked.span();
        shift.window_shortened && (span.from(), span.minutes()) == (own.start, own.length)
    });
    let shortened = kept.map_or(&[][..], |shift| shift.worked.breaks());
    for (k, rule) in catalogue::breaks_of(&week.scenario, own).enumerate() {
        let window = catalogue::window(own, rule);
        let slots = catalogue::slots(setting.grid(), rule.minutes, window);
        let asked = written.get(k).copied().and_then(|(from, to)| {
            let after = |m: u32, least: u32| if m < least { m + 1440 } else { m };
            let from = after(from, own.start);
            let fits = after(to, from) == from + rule.minutes && from + rule.minutes <= window.1;
            let slot = slots.iter().find(|slot| slot.holds(from, rule.minutes));
            let within = slot.filter(|_| fits).map(|slot| slot.loss[0].0);
            let kept = || {
                let same =
                    shortened.get(k).is_some_and(|b| (b.from(), b.to()) == (from, after(to, from)));
                let slot = same.then(|| setting.slot_at(week, own, own.breaks[k], from))?;
                slot.map(|(key, _)| key)
            };
            within.or_else(kept).map(|key| (key, from))
        });
        let middle = || slots.get(slots.len() / 2).map(|slot| (slot.loss[0].0, slot.minute));
        let (key, from) = asked.or_else(middle)?;
        if asked.is_none() {
            let end = clock_text(from + rule.minutes);
            moved.push(format!("{}-{end}", clock_text(from)));
        }
        given.assigned.slots.push(key);
        given.breaks.push(from);
    }
    if let (false, Some((sheet, at))) = (moved.is_empty(), cell) {
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
