//! What a bad morning asks of a repair: whether promises hold through the rest of the day, who must be told and
//! by when, and what those away are paid.

use super::waits::Followed;
use super::{Before, News};
use crate::domain::clock::{Weekday, clock_text};
use crate::plan::through_day::{Experience, LineThroughDay};
use crate::roster::assemble::on_duty;
use crate::roster::moves::Change;
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::scenario::{Measure, Over, Target};
use crate::wire::answer::{Decided, Figure};
use crate::wire::roster_answer::{ChangeReport, Promise, Ring};

/// Relative room within which a promise counts as kept.
const TOLERANCE: f64 = 1e-6;

/// What the employer pays to people who are away, once their hours are no longer owed: the share that the
/// scenario states (`sick_pay`; 80% unless it does, KP 92 §1) of the hours that the absence takes off the norms of their
/// contracts, so that nobody's own hours can be read from it.
/// Contracts to which no norm is owed are paid nothing.
pub(super) fn absence_pay(setting: &Setting<'_>, norms_before: f64) -> f64 {
    setting.settings.sick_pay * (norms_before - setting.norm_pay()).max(0.0)
}

/// Every promise from now to the end of the day with the people of a grid, in the order of lines and promises.
pub(super) fn rest_of_day(
    setting: &Setting<'_>,
    before: &Before<'_>,
    (followed, grid): (Option<&mut Followed<'_>>, &Assignments),
) -> Vec<Promise> {
    let Some(now) = before.now else { return Vec::new() };
    let (w, weekday) = (before.from / 7, Weekday::ALL[before.from % 7]);
    let through = followed.map_or(Vec::new(), |followed| followed.through(w, grid));
    let duty = on_duty(setting, grid, w);
    let slots = setting.grid();
    // The interval that has begun is one that callers still wait in.
    let ahead: Vec<usize> = (0..slots.per_week())
        .filter(|t| {
            let (day, start) = slots.start_of(*t);
            day == weekday && start + slots.minutes() > now
        })
        .collect();
    let mut all = Vec::new();
    for (l, line) in setting.weeks[w].scenario.lines.iter().enumerate() {
        for target in &line.targets {
            let looked_at = ahead.iter().copied().filter(|t| target.looks_at(slots, *t));
            let looked_at: Vec<usize> = looked_at.collect();
            let found = match target.measure {
                Measure::AgentsMin(_) => crew(setting, (w, l), &looked_at, &duty),
                _ => through
                    .get(l)
                    .and_then(|own| of_queue(line.targets.as_slice(), target, own, &looked_at)),
            };
            if target.measure.is_of_queue() && through.is_empty() {
                continue;
            }
            let state = found.map_or(Decided::Kept, |(figure, _)| state(target.measure, figure));
            all.push(Promise {
                line: line.id.clone(),
                measure: target.measure.name(),
                over: target.over,
                between: target.between,
                promised: target.measure.promised(),
                within_s: target.measure.threshold_s(),
                value: found.map(|(figure, _)| figure),
                worst_at: found.and_then(|(_, t)| Some(clock_text(slots.start_of(t?).1))),
                state,
            });
        }
    }
    all
}

/// Kept or broken beyond chance, or open.
fn state(measure: Measure, figure: Figure) -> Decided {
    let strain = measure.strain(figure.value);
    let chance = figure.half_width / measure.room().max(1e-9);
    if strain + chance <= 1.0 + TOLERANCE {
        Decided::Kept
    } else if strain - chance > 1.0 + TOLERANCE {
        Decided::Broken
    } else {
        Decided::Open
    }
}

/// What a promise of the queue comes to in these intervals: the worst of them, or the average over their calls.
fn of_queue(
    targets: &[Target],
    target: &Target,
    through: &LineThroughDay,
    intervals: &[usize],
) -> Option<(Figure, Option<usize>)> {
    let number = targets.iter().position(|own| own.measure == target.measure)?;
    let value = |e: &Experience| e.values.get(number).copied().flatten();
    if target.over == Over::Week {
        return Some((value(through.week.as_ref()?)?, None));
    }
    let here = intervals.iter().filter_map(|t| Some((*t, through.intervals.get(*t)?.as_ref()?)));
    let here: Vec<(usize, f64, Figure)> =
        here.filter_map(|(t, e)| Some((t, e.attempts * e.bases.get(number)?, value(e)?))).collect();
    if target.over == Over::Interval {
        let strain = |figure: &Figure| target.measure.strain(figure.value);
        let worst =
            here.iter().max_by(|a, b| strain(&a.2).total_cmp(&strain(&b.2)).then(b.0.cmp(&a.0)));
        return worst.map(|(t, _, figure)| (*figure, Some(*t)));
    }
    let calls: f64 = here.iter().map(|(_, calls, _)| calls).sum();
    let mean = |of: &dyn Fn(&Figure) -> f64| {
        here.iter().map(|(_, calls, figure)| calls * of(figure)).sum::<f64>() / calls
    };
    // Waits of neighbouring intervals move together, so their half-widths are averaged as they are.
    let figure = Figure { value: mean(&|f| f.value), half_width: mean(&|f| f.half_width) };
    (calls > 0.0).then_some((figure, None))
}

/// The fewest people on duty who answer a line in these intervals while it is open.
fn crew(
    setting: &Setting<'_>,
    (w, line): (usize, usize),
    intervals: &[usize],
    duty: &[Vec<f64>],
) -> Option<(Figure, Option<usize>)> {
    let week = &setting.weeks[w];
    let open =
        |t: &&usize| week.sets.iter().any(|set| set.interval == **t && set.lines.contains(&line));
    let groups = &week.scenario.groups;
    let there = |t: usize| -> f64 {
        let classes = (0..groups.len()).filter(|g| groups[*g].lines.contains(&line));
        classes.map(|g| duty[g][t]).sum()
    };
    let least = intervals.iter().filter(open).map(|t| (there(*t), *t));
    let least = least.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    least.map(|(value, t)| (Figure { value, half_width: 0.0 }, Some(t)))
}

/// Who must be told of these changes, those first who must know first; each by when what changes begins,
/// less the notice.
pub(super) fn ring(
    setting: &Setting<'_>,
    news: &News,
    nothing: &Assignments,
    changes: &[(Change, ChangeReport)],
) -> Vec<Ring> {
    let mut all: Vec<((i64, usize), Ring)> = Vec::new();
    for (change, report) in changes {
        let (p, d) = change.cell;
        let old = nothing[p][d].as_ref();
        let minute = begins(setting, d, old, change.to.as_ref());
        let at = d as i64 * 1440 + i64::from(minute) - i64::from(news.notice);
        let (day, minute) = (at.div_euclid(1440).max(0), at.rem_euclid(1440) as u32);
        let by = format!("{} {}", setting.date(day as usize), clock_text(minute));
        let (name, date) = (report.name.clone(), report.date.clone());
        let (before, after) = (report.before.clone(), report.after.clone());
        all.push(((at, p), Ring { name, by, date, before, after }));
    }
    all.sort_by_key(|(key, _)| *key);
    all.into_iter().map(|(_, ring)| ring).collect()
}

/// The minute of the day from which somebody's work differs.
fn begins(setting: &Setting<'_>, d: usize, old: Option<&Assigned>, new: Option<&Assigned>) -> u32 {
    let span = |a: &Assigned| {
        let duty = &setting.weeks[d / 7].week.duties[a.duty];
        (duty.start, duty.start + duty.length)
    };
    match (old, new) {
        (Some(old), Some(new)) if span(old) == span(new) => {
            let moved = old.slots.iter().zip(&new.slots).filter(|(a, b)| a != b);
            let first = moved.map(|(a, b)| *a.min(b)).min();
            first.map_or(span(old).0, |slot| slot * setting.grid().minutes())
        }
        (Some(old), Some(new)) if span(old).0 == span(new).0 => span(old).1.min(span(new).1),
        (Some(old), Some(new)) => span(old).0.min(span(new).0),
        (Some(one), None) | (None, Some(one)) => span(one).0,
        (None, None) => 0,
    }
}
