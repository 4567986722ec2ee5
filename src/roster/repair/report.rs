//! A set of changes as an option: what kind it is, what it costs, leaves short and means for callers.

use super::{Before, breaches};
use crate::clock::clock_text;
use crate::coverage::Service;
use crate::requirements::SetInterval;
use crate::roster::assemble::{clean, lacking, on_duty};
use crate::roster::moves::Change;
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::roster::wages;
use crate::roster_answer::{ChangeReport, RepairOption, Wait};
use std::collections::BTreeSet;

/// Waits told for each option.
const WAITS: usize = 6;

/// A set of changes to the roster with those away taken out, and the roster after it; waits are not yet
/// in it.
pub(super) fn option(
    setting: &Setting<'_>,
    before: &Before<'_>,
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
    let changes: Vec<ChangeReport> = way
        .iter()
        .map(|c| change(setting, c.cell, nothing[c.cell.0][c.cell.1].as_ref(), c.to.as_ref()))
        .collect();
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
        cost: clean(wages(setting, &after) - wages(setting, before.grid)),
        wishes: missed(setting, &after) - missed(setting, nothing),
        short_hours: short,
        waits: Vec::new(),
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
        [one] => match (old(one), &one.to) {
            (None, _) => "stand-in",
            (Some(_), None) => "day-off",
            (Some(a), Some(b)) if a.duty == b.duty => "break-moved",
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

fn change(
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

/// Where agents are fewer or calls more than before so that callers wait longer, the worst first.
pub(super) fn waits(setting: &Setting<'_>, before: &Before<'_>, after: &Assignments) -> Vec<Wait> {
    let earlier = before.written.unwrap_or(before.grid);
    let mut all: Vec<Wait> = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let calm = &before.calm[w];
        let days = 7 * w..7 * w + 7;
        let moved = |d: usize| after.iter().zip(earlier).any(|(a, b)| a[d] != b[d]);
        if week.sets == calm.sets && !days.into_iter().any(moved) {
            continue;
        }
        let (old, new) = (on_duty(setting, earlier, w), on_duty(setting, after, w));
        let lacks: BTreeSet<usize> =
            lacking(setting, after, w).iter().map(|(r, _)| week.rows[*r].interval).collect();
        for set in week.sets.iter().filter(|s| s.calls > 0.0 && lacks.contains(&s.interval)) {
            let wait = |set: &SetInterval, duty: &[Vec<f64>]| {
                let wait = Service::of(&week.scenario, set, duty).mean_wait_s(set.caller);
                wait.is_finite().then_some(wait)
            };
            let same = |s: &&SetInterval| (s.interval, &s.lines) == (set.interval, &set.lines);
            let before_s = calm.sets.iter().find(same).and_then(|set| wait(set, &old));
            let after_s = wait(set, &new);
            if after_s.is_some_and(|a| before_s.is_some_and(|b| a <= b + 1e-6)) {
                continue;
            }
            let (day, minute) = setting.grid().start_of(set.interval);
            let mut lines: Vec<String> =
                set.lines.iter().map(|l| setting.scenario.lines[*l].id.clone()).collect();
            lines.sort();
            all.push(Wait {
                date: setting.date(7 * w + day.index()).to_string(),
                start: clock_text(minute),
                lines,
                before_s,
                after_s,
            });
        }
    }
    let worst = |w: &Wait| w.after_s.unwrap_or(f64::INFINITY);
    all.sort_by(|a, b| worst(b).total_cmp(&worst(a)).then(a.start.cmp(&b.start)));
    all.truncate(WAITS);
    all
}
