//! A set of changes as an option: what kind it is, what it costs and leaves short.

use super::{Before, News, breaches, morning};
use crate::domain::clock::clock_text;
use crate::roster::assemble::clean;
use crate::roster::moves::Change;
use crate::roster::owed;
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::wire::roster_answer::{ChangeReport, RepairOption};

/// A set of changes to the roster with those away taken out, and the roster after it; waits are not yet
/// in it.
pub(super) fn option(
    setting: &Setting<'_>,
    before: &Before<'_>,
    news: &News,
    nothing: &Assignments,
    way: &[Change],
) -> (RepairOption, Assignments) {
    let mut after = nothing.clone();
    way.iter().for_each(|c| after[c.cell.0][c.cell.1].clone_from(&c.to));
    let short = clean(before.may.beyond(setting, &after));
    // A day that a change touches lies in its windows or says so.
    let touched = |cell: &(usize, usize)| way.iter().any(|c| c.cell == *cell);
    let unsaid: Vec<(usize, usize)> =
        before.unsaid.iter().copied().filter(|cell| !touched(cell)).collect();
    let broken = breaches(setting, &after, &unsaid, before.from);
    let told: Vec<(Change, ChangeReport)> = way
        .iter()
        .map(|c| {
            let old = nothing[c.cell.0][c.cell.1].as_ref();
            (c.clone(), change(setting, c.cell, old, c.to.as_ref()))
        })
        .collect();
    let ring = morning::ring(setting, news, nothing, &told);
    let changes: Vec<ChangeReport> = told.into_iter().map(|(_, report)| report).collect();
    let kind = if broken.iter().any(|b| b.mendable) {
        "rule-broken"
    } else if changes.iter().any(|c| !c.shortened.is_empty()) {
        "window-shortened"
    } else {
        match (short > 0.0, way.is_empty()) {
            (false, true) => "no-change",
            (true, true) => "accept-shortage",
            (true, false) => "part-cover",
            (false, false) => kind(setting, before, nothing, way),
        }
    };
    let option = RepairOption {
        kind: kind.into(),
        edits_changed: way.iter().filter(|c| before.typed.contains(&c.cell)).count() as u32,
        changes,
        cost: clean(owed::cost(setting, &after) - before.cost),
        wishes: missed(setting, &after) - missed(setting, nothing),
        short_hours: short,
        days: Vec::new(),
        waits: Vec::new(),
        promises: Vec::new(),
        fairness: None,
        ring,
        broken,
    };
    (option, after)
}

/// Grades of wishes missed.
fn missed(setting: &Setting<'_>, grid: &Assignments) -> f64 {
    let people = setting.people.iter().zip(grid);
    let all = people.flat_map(|(person, days)| {
        let of = |(d, a): (usize, &Option<Assigned>)| {
            setting.missed(person, d, a.as_ref().map(|a| a.duty))
        };
        days.iter().enumerate().map(of)
    });
    f64::from(all.sum::<u32>())
}

/// The changes from one grid to another.
pub(super) fn between(from: &Assignments, to: &Assignments) -> Vec<Change> {
    let cells = super::differing(from, to).into_iter();
    cells.map(|cell| Change { cell, to: to[cell.0][cell.1].clone() }).collect()
}

fn kind(
    setting: &Setting<'_>,
    before: &Before<'_>,
    nothing: &Assignments,
    way: &[Change],
) -> &'static str {
    let old = |c: &Change| nothing[c.cell.0][c.cell.1].clone();
    let undone = |c: &Change| {
        before.typed.contains(&c.cell)
            && before.written.is_some_and(|written| written[c.cell.0][c.cell.1] == c.to)
    };
    if way.iter().all(undone) {
        return "edit-undone";
    }
    match way {
        [one] => match (&old(one), &one.to) {
            (None, _) => "stand-in",
            (Some(_), None) => "day-off",
            (Some(a), Some(b)) if a.duty == b.duty => "break-moved",
            (Some(a), Some(b)) if longer(setting, one.cell.1, a, b) => "shift-longer",
            _ => "shift-moved",
        },
        [a, b] if a.cell.1 == b.cell.1 => {
            let duty = |x: &Option<Assigned>| x.as_ref().map(|x| x.duty);
            let (first, second) = (old(a), old(b));
            let exchanged = duty(&first) == duty(&b.to) || duty(&second) == duty(&a.to);
            let same = (setting.people[a.cell.0].class, setting.people[a.cell.0].contract)
                == (setting.people[b.cell.0].class, setting.people[b.cell.0].contract);
            if exchanged && same { "swap" } else { "combination" }
        }
        _ => "combination",
    }
}

/// Whether a shift begins as another does and ends later, or ends as it does and begins earlier.
fn longer(setting: &Setting<'_>, d: usize, old: &Assigned, new: &Assigned) -> bool {
    let span = |a: &Assigned| {
        let duty = &setting.weeks[d / 7].week.duties[a.duty];
        (duty.start, duty.start + duty.length)
    };
    let ((a, b), (from, to)) = (span(old), span(new));
    (a == from && to > b) || (b == to && from < a)
}

/// Days that were edited: as they were written, and as they are.
pub(super) fn edited(
    setting: &Setting<'_>,
    written: &Assignments,
    now: &Assignments,
) -> Vec<ChangeReport> {
    let cells = super::differing(written, now).into_iter();
    cells
        .map(|(p, d)| {
            let mut report = change(setting, (p, d), written[p][d].as_ref(), now[p][d].as_ref());
            if now[p][d].is_none() && setting.people[p].absent[d] {
                report.after = "absent".into();
            }
            report
        })
        .collect()
}

pub(super) fn change(
    setting: &Setting<'_>,
    (p, d): (usize, usize),
    before: Option<&Assigned>,
    after: Option<&Assigned>,
) -> ChangeReport {
    let text = |a: Option<&Assigned>| {
        let Some(a) = a else { return "off".to_owned() };
        let week = &setting.weeks[d / 7];
        let duty = &week.week.duties[a.duty];
        let start = |(b, key): (&usize, &u32)| {
            setting.break_slot(week, duty, *b, *key).map(|slot| clock_text(slot.minute))
        };
        let breaks: Vec<String> = duty.breaks.iter().zip(&a.slots).filter_map(start).collect();
        let pause = match breaks.as_slice() {
            [] => String::new(),
            breaks => format!(" (break {})", breaks.join(", ")),
        };
        format!("{}-{}{pause}", clock_text(duty.start), clock_text(duty.start + duty.length))
    };
    ChangeReport {
        name: setting.scenario.consultants[p].name.clone(),
        date: setting.date(d).to_string(),
        before: text(before),
        after: text(after),
        shortened: after.map_or(Vec::new(), |a| setting.shortened(d, a)),
    }
}
