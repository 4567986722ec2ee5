//! A roster as somebody typed or dragged it: cells become days, days a roster like any other, of which nothing is proven.

use crate::domain::cause::HandoverCause;
use crate::domain::clock::clock_text;
use crate::domain::shift::{Stretch, Worked};
use crate::plan::shift_plan::catalogue::{self, Duty};
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::roster::{self, Options, Solved};
use crate::wire::roster_answer::{Code, Roster, Shift};
use std::collections::BTreeSet;

/// A shift with the minutes at which its breaks start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub assigned: Assigned,
    pub breaks: Vec<u32>,
}

/// A day as the cells say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    Off,
    Absent,
    Works(Given),
}

/// Who is away when.
pub(super) fn said_absent(days: &[Vec<Day>]) -> Vec<(usize, usize)> {
    let people = days.iter().enumerate();
    people
        .flat_map(|(p, days)| days.iter().enumerate().map(move |(d, day)| ((p, d), day)))
        .filter(|(_, day)| matches!(day, Day::Absent))
        .map(|(at, _)| at)
        .collect()
}

/// The duty of a person on a day that starts then and is so long.
///
/// # Errors
/// Why their contract has no such shift.
pub(super) fn duty(
    setting: &Setting<'_>,
    (p, d): (usize, usize),
    (start, length): (u32, u32),
) -> Result<usize, HandoverCause> {
    let duties = &setting.weeks[d / 7].week.duties;
    let found = setting
        .duties_of(&setting.people[p], d)
        .find(|k| (duties[*k].start, duties[*k].length) == (start, length));
    found.ok_or_else(|| refused(setting, (p, d), (start, length)))
}

/// Why a contract has no such shift.
fn refused(
    setting: &Setting<'_>,
    (p, d): (usize, usize),
    (start, length): (u32, u32),
) -> HandoverCause {
    let step = setting.grid().minutes();
    let shift = format!("{}-{}", clock_text(start), clock_text(start + length));
    if !start.is_multiple_of(step) || !length.is_multiple_of(step) {
        let near = |m: u32| (m + step / 2) / step * step;
        let near = (near(start), near(start + length));
        return HandoverCause::OffGrid { shift, step, near };
    }
    let duties = &setting.weeks[d / 7].week.duties;
    let own: Vec<&Duty> = setting.duties_of(&setting.people[p], d).map(|k| &duties[k]).collect();
    let contract = setting.scenario.consultants[p].contract.clone();
    let starts: BTreeSet<u32> =
        own.iter().filter(|k| k.length == length).map(|k| k.start).collect();
    let lengths: BTreeSet<u32> = own.iter().map(|k| k.length).collect();
    if own.is_empty() {
        HandoverCause::NoShiftThatDay { contract, date: setting.date(d) }
    } else if let (Some(first), Some(last)) = (starts.first(), starts.last()) {
        HandoverCause::OtherStarts { contract, length, start, first: *first, last: *last }
    } else {
        HandoverCause::OtherLengths {
            contract,
            shift,
            length,
            known: lengths.into_iter().collect(),
        }
    }
}

/// A duty with its breaks where they were asked for; those that do not fit lie in the middle of where they may, and
/// come second, as text. A break outside of its window fits if it was written so (`earlier` is the shift as it was
/// written).
pub(super) fn breaks(
    setting: &Setting<'_>,
    (d, duty): (usize, usize),
    asked: &[(u32, u32)],
    earlier: Option<&Shift>,
) -> Option<(Given, Vec<String>)> {
    let week = &setting.weeks[d / 7];
    let own = &week.week.duties[duty];
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
        let asked = asked.get(k).copied().and_then(|(from, to)| {
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
    Some((given, moved))
}

/// What the search works with.
pub(super) fn grid(days: &[Vec<Day>]) -> Assignments {
    let assigned = |day: &Day| match day {
        Day::Works(given) => Some(given.assigned.clone()),
        _ => None,
    };
    days.iter().map(|days| days.iter().map(assigned).collect()).collect()
}

/// The roster of these days. Breaks lie and days are off where the cells say so.
pub(super) fn assembled(setting: &Setting<'_>, days: &[Vec<Day>], options: &Options<'_>) -> Roster {
    let solved = Solved::unproven(grid(days));
    let mut roster = roster::answer(setting, &solved, options);
    for (person, days) in roster.people.iter_mut().zip(days) {
        for (own, day) in person.days.iter_mut().zip(days) {
            match (day, &mut own.shift) {
                (Day::Works(given), Some(shift)) => {
                    let lengths = shift.worked.breaks().iter().map(|pause| pause.minutes());
                    let breaks = given.breaks.iter().zip(lengths);
                    let breaks = breaks.map(|(from, long)| Stretch::lasting(*from, long)).collect();
                    shift.worked = Worked::with_breaks(shift.worked.span(), breaks);
                }
                (Day::Off, None) => own.code = Code::Off,
                _ => {}
            }
        }
    }
    roster
}
