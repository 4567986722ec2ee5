//! Somebody is away: as few changes as can be, ranked, and what nothing at all would mean for callers.

use super::assemble::{clean, lacking, on_duty, short_hours};
use super::moves::{Change, Mended, Moves};
use super::setting::{Assigned, Assignments, PlanWeek, Setting};
use super::{NOTICE, Options, Solved, answer, polish, promises, wages};
use crate::clock::{TimeOfDay, clock_text};
use crate::coverage::Service;
use crate::requirements::SetInterval;
use crate::roster_answer::{
    Away, Busier, ChangeReport, REPAIR_SCHEMA, Repair, RepairOption, Roster, Wait,
};
use crate::shift_plan::catalogue;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Most changes tried, as far as the work allowed goes.
const MOST_CHANGES: usize = 6;
/// Most changes to make a shortage smaller that cannot be ended.
const EASING: usize = 6;
/// Options told.
const OPTIONS: usize = 6;
/// Waits told for each.
const WAITS: usize = 6;

/// The grid of a roster that was written before.
///
/// # Errors
/// What does not fit the scenario, one sentence.
pub fn grid_of(setting: &Setting<'_>, roster: &Roster) -> Result<Assignments, String> {
    let mut grid: Assignments = vec![vec![None; setting.days()]; setting.people.len()];
    for person in &roster.people {
        let p = person_named(setting, &person.name)?;
        for day in person.days.iter() {
            let Some(shift) = &day.shift else { continue };
            let d = day_of(setting, &day.date)?;
            let unknown =
                || format!("{} on {}: no such shift in the scenario", person.name, day.date);
            let minute =
                |text: &str| TimeOfDay::parse(text).map(TimeOfDay::minutes).ok_or_else(unknown);
            let (start, end) = (minute(&shift.start)?, minute(&shift.end)?);
            let length = if end > start { end - start } else { end + 1440 - start };
            let duties = &setting.weeks[d / 7].week.duties;
            let duty = setting
                .duties_of(&setting.people[p], d)
                .find(|k| (duties[*k].start, duties[*k].length) == (start, length))
                .ok_or_else(unknown)?;
            let mut slots = Vec::new();
            for (b, [from, _]) in duties[duty].breaks.iter().zip(&shift.breaks) {
                let from = minute(from)?;
                let from = if from < start { from + 1440 } else { from };
                slots.push(slot(setting, d, duty, *b, from).ok_or_else(unknown)?);
            }
            if slots.len() != duties[duty].breaks.len() {
                return Err(unknown());
            }
            grid[p][d] = Some(Assigned { duty, slots });
        }
    }
    Ok(grid)
}

fn slot(setting: &Setting<'_>, d: usize, duty: usize, b: usize, from: u32) -> Option<u32> {
    let week = &setting.weeks[d / 7];
    let own = &week.week.duties[duty];
    let rule = &week.scenario.shifts[own.rule].breaks[b];
    let slots = catalogue::slots(setting.grid(), rule.minutes, catalogue::window(own, rule));
    slots.iter().find(|s| s.holds(from, rule.minutes)).map(|s| s.loss[0].0)
}

/// Index of a person.
///
/// # Errors
/// That there is no such person.
pub fn person_named(setting: &Setting<'_>, name: &str) -> Result<usize, String> {
    let people = &setting.scenario.consultants;
    people
        .iter()
        .position(|c| c.name == name)
        .ok_or_else(|| format!("there is no consultant called `{name}`"))
}

/// Index of a day.
///
/// # Errors
/// That it is no date of the weeks planned.
pub fn day_of(setting: &Setting<'_>, date: &str) -> Result<usize, String> {
    let parsed: Date =
        date.parse().map_err(|_| format!("`{date}` is not a date such as 2026-11-23"))?;
    (0..setting.days())
        .find(|d| setting.date(*d) == parsed)
        .ok_or_else(|| format!("{date} does not lie in the planned weeks"))
}

/// What has happened since a roster was made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// People who are away, each with the day.
    pub away: Vec<(usize, usize)>,
    /// Days with so many times the calls expected.
    pub busier: Vec<(usize, f64)>,
}

/// The roster as it was, and what was short in it.
struct Before<'a> {
    grid: &'a Assignments,
    weeks: &'a [PlanWeek],
    short_hours: f64,
}

/// Mends a roster when some people are away or some days are busier. Days before `from` stay as they are.
/// The roster in the result is judged by what the scenario asks for.
pub fn repair(
    setting: &mut Setting<'_>,
    before: &Assignments,
    news: &News,
    from: usize,
    options: &Options<'_>,
) -> Repair {
    let away = &news.away;
    let lacks: Vec<Vec<(usize, f64)>> =
        (0..setting.weeks.len()).map(|w| lacking(setting, before, w)).collect();
    let short = short_hours(setting, before);
    let calm = setting.busier(&news.busier);
    for (p, d) in away {
        setting.people[*p].absent[*d] = true;
    }
    let before = Before { grid: before, weeks: &calm, short_hours: short };
    let (mended, ways) = ways(setting, &before, &lacks, away, from);
    let grid = ways.first().map_or_else(|| before.grid.clone(), |(_, grid)| grid.clone());
    setting.weeks = calm;
    let mut roster = answer(setting, &Solved::unproven(grid), options);
    promises::tell(setting, &mut roster, options.playing, &[]);
    Repair {
        schema: REPAIR_SCHEMA.into(),
        notice: NOTICE.into(),
        absent: away
            .iter()
            .map(|(p, d)| Away {
                name: setting.scenario.consultants[*p].name.clone(),
                date: setting.date(*d).to_string(),
            })
            .collect(),
        busier: news
            .busier
            .iter()
            .map(|(d, times)| Busier { date: setting.date(*d).to_string(), times: *times })
            .collect(),
        from: setting.date(from.min(setting.days() - 1)).to_string(),
        least_changes: mended.ways.first().map(|way| way.len() as u32),
        proven: mended.proven,
        tried: mended.tried as u32,
        options: ways.into_iter().map(|(option, _)| option).collect(),
        roster,
    }
}

/// What the search came to, and its ways with the best first; never none.
fn ways(
    setting: &Setting<'_>,
    before: &Before<'_>,
    lacks: &[Vec<(usize, f64)>],
    away: &[(usize, usize)],
    from: usize,
) -> (Mended, Vec<(RepairOption, Assignments)>) {
    let mut moves = Moves::new(setting, before.grid, from);
    moves.against(before.weeks, lacks);
    away.iter().for_each(|cell| moves.put(*cell, None));
    let nothing = moves.grid().clone();
    let mended = moves.mend(MOST_CHANGES);
    let mut ways: Vec<(RepairOption, Assignments)> =
        mended.ways.iter().map(|way| option(setting, before, &nothing, way)).collect();
    ways.sort_by(|(a, _), (b, _)| {
        let key = |o: &RepairOption| ((o.cost * 100.0).round() as i64, o.wishes as i64);
        key(a).cmp(&key(b))
    });
    let least_changes = mended.ways.first().map(Vec::len);
    let mut kept = ranked(ways);
    if least_changes.is_none() {
        let eased = moves.ease(EASING);
        if !eased.is_empty() {
            kept.push(option(setting, before, &nothing, &eased));
        }
    }
    if least_changes != Some(0) || kept.is_empty() {
        kept.push(option(setting, before, &nothing, &[]));
    }
    debug_assert!(kept[0].0.changes.len() <= MOST_CHANGES);
    (mended, kept)
}

/// The best of each kind and set of people first, at most so many.
fn ranked(ways: Vec<(RepairOption, Assignments)>) -> Vec<(RepairOption, Assignments)> {
    let mut seen: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    let mut kept: Vec<(RepairOption, Assignments)> = Vec::new();
    for (option, grid) in ways {
        let who = option.changes.iter().map(|c| c.name.clone()).collect();
        if kept.len() < OPTIONS && seen.insert((option.kind.clone(), who)) {
            kept.push((option, grid));
        }
    }
    kept
}

fn option(
    setting: &Setting<'_>,
    before: &Before<'_>,
    nothing: &Assignments,
    way: &[Change],
) -> (RepairOption, Assignments) {
    let mut after = nothing.clone();
    way.iter().for_each(|c| after[c.cell.0][c.cell.1].clone_from(&c.to));
    let wished = |grid: &Assignments| polish::total(setting, grid).wishes as f64;
    let short = clean((short_hours(setting, &after) - before.short_hours).max(0.0));
    let kind = match (short > 0.0, way.is_empty()) {
        (false, true) => "no-change",
        (true, false) => "part-cover",
        _ => kind(setting, nothing, way),
    };
    let option = RepairOption {
        kind: kind.into(),
        changes: way.iter().map(|c| change(setting, nothing, c)).collect(),
        cost: clean(wages(setting, &after) - wages(setting, before.grid)),
        wishes: wished(&after) - wished(nothing),
        short_hours: short,
        waits: waits(setting, before, &after),
    };
    (option, after)
}

fn kind(setting: &Setting<'_>, nothing: &Assignments, way: &[Change]) -> &'static str {
    let old = |c: &Change| nothing[c.cell.0][c.cell.1].clone();
    match way {
        [] => "accept-shortage",
        [one] => match (old(one), &one.to) {
            (None, _) => "stand-in",
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

fn change(setting: &Setting<'_>, nothing: &Assignments, c: &Change) -> ChangeReport {
    let (p, d) = c.cell;
    let text = |a: &Option<Assigned>| match a {
        None => "off".to_owned(),
        Some(a) => {
            let duty = &setting.weeks[d / 7].week.duties[a.duty];
            let step = setting.grid().minutes();
            let breaks: Vec<String> = a.slots.iter().map(|k| clock_text(k * step)).collect();
            let pause = if breaks.is_empty() {
                String::new()
            } else {
                format!(" (break {})", breaks.join(", "))
            };
            format!("{}-{}{pause}", clock_text(duty.start), clock_text(duty.start + duty.length))
        }
    };
    ChangeReport {
        name: setting.scenario.consultants[p].name.clone(),
        date: setting.date(d).to_string(),
        before: text(&nothing[p][d]),
        after: text(&c.to),
    }
}

/// Where agents are fewer or calls more than before so that callers wait longer, the worst first.
fn waits(setting: &Setting<'_>, before: &Before<'_>, after: &Assignments) -> Vec<Wait> {
    let mut all: Vec<Wait> = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let calm = &before.weeks[w];
        let days = 7 * w..7 * w + 7;
        let moved = |d: usize| after.iter().zip(before.grid).any(|(a, b)| a[d] != b[d]);
        if week.sets == calm.sets && !days.into_iter().any(moved) {
            continue;
        }
        let (old, new) = (on_duty(setting, before.grid, w), on_duty(setting, after, w));
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
