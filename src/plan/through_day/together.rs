//! What callers experience in several parts of a week as one, and weeks of which some days changed.

use super::{Experience, LineThroughDay, Playing, through_day_within};
use crate::domain::clock::{DAY_MINUTES, Weekday};
use crate::domain::shift::Crew;
use crate::domain::time::TimeLeft;
use crate::plan::demand::LineDemand;
use crate::scenario::Scenario;
use crate::wire::answer::Figure;

/// Parts as one, averaged by calls (the wait of the answered by those who are); parts are independent of one another.
pub(super) fn together<'e>(
    parts: impl Iterator<Item = &'e Experience> + Clone,
) -> Option<Experience> {
    let values = parts.clone().next()?.values.len();
    let answered = |e: &Experience| e.attempts * e.p_answered;
    let mean =
        |of: &dyn Fn(&Experience) -> Figure| averaged(parts.clone().map(|e| (e.attempts, of(e))));
    let attempts: f64 = parts.clone().map(|e| e.attempts).sum();
    // Where every part counts all calls, so does the whole.
    let base = |of: &dyn Fn(&Experience) -> f64| {
        let counted: f64 = parts.clone().map(|e| e.attempts * of(e)).sum();
        if attempts > 0.0 { counted / attempts } else { 1.0 }
    };
    let all_answered: f64 = parts.clone().map(answered).sum();
    Some(Experience {
        attempts,
        p_answered: if attempts > 0.0 { all_answered / attempts } else { 0.0 },
        mean_wait_s: mean(&|e| e.mean_wait_s),
        asa_s: averaged(parts.clone().map(|e| (answered(e), e.asa_s))),
        p_abandon: mean(&|e| e.p_abandon),
        service_level: counted(parts.clone().map(|e| (e.attempts * e.level_base, e.service_level))),
        level_base: base(&|e| e.level_base),
        values: (0..values)
            .map(|k| {
                let known = parts.clone().all(|e| e.values[k].is_some());
                let value =
                    |e: &Experience| e.values[k].unwrap_or(Figure { value: 0.0, half_width: 0.0 });
                let weighed = |e: &Experience| (e.attempts * e.bases[k], value(e));
                known.then(|| counted(parts.clone().map(weighed)))
            })
            .collect(),
        bases: (0..values).map(|k| base(&|e| e.bases[k])).collect(),
    })
}

/// The same of a share that not all calls count in: 1 where none does.
fn counted(parts: impl Iterator<Item = (f64, Figure)> + Clone) -> Figure {
    let any = parts.clone().any(|(weight, _)| weight > 0.0);
    if any { averaged(parts) } else { Figure { value: 1.0, half_width: 0.0 } }
}

/// A mean by weight; variances of independent figures add up. 0 without any weight.
fn averaged(parts: impl Iterator<Item = (f64, Figure)>) -> Figure {
    let (mut all, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for (weight, Figure { value, half_width }) in parts {
        all += weight;
        sum += weight * value;
        squares += (weight * half_width).powi(2);
    }
    if all <= 0.0 {
        return Figure { value: 0.0, half_width: 0.0 };
    }
    Figure { value: sum / all, half_width: squares.sqrt() / all }
}

/// Whether what happens on a day is felt on that day alone: nobody is on duty and no line open at midnight, and
/// nobody calls again.
pub fn days_apart(scenario: &Scenario, demand: &[LineDemand], crews: &[Crew]) -> bool {
    let grid = scenario.calendar.grid;
    let all = grid.per_week();
    let through_midnight = |line: &LineDemand| {
        (0..7).any(|day| {
            line.open[day * grid.per_day()] && line.open[(day * grid.per_day() + all - 1) % all]
        })
    };
    let redials = scenario.lines.iter().filter_map(|line| line.redial_share.as_ref());
    redials.into_iter().all(|share| share.value.get() == 0.0)
        && !demand.iter().any(through_midnight)
        && crews.iter().all(|crew| crew.worked.span().to() <= DAY_MINUTES)
}

/// What callers experience after shifts changed on these days alone, where days are apart
/// ([`days_apart`]): those days are followed anew, the others are as they were.
pub fn days_anew(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    (playing, time_left): (Playing, TimeLeft<'_>),
    (before, days): (&[LineThroughDay], &[Weekday]),
) -> Vec<LineThroughDay> {
    let grid = scenario.calendar.grid;
    let mut own = demand.to_vec();
    for line in &mut own {
        for t in (0..grid.per_week()).filter(|t| !days.contains(&grid.start_of(*t).0)) {
            (line.open[t], line.calls[t]) = (false, 0.0);
        }
    }
    let own_crews: Vec<Crew> = crews.iter().filter(|c| days.contains(&c.day)).cloned().collect();
    let anew = through_day_within(scenario, &own, &own_crews, playing, time_left);
    before.iter().zip(anew).map(|(before, anew)| with_days(scenario, before, anew, days)).collect()
}

/// A line with these days of another week.
fn with_days(
    scenario: &Scenario,
    before: &LineThroughDay,
    mut anew: LineThroughDay,
    days: &[Weekday],
) -> LineThroughDay {
    let grid = scenario.calendar.grid;
    let mut line = before.clone();
    for (t, interval) in line.intervals.iter_mut().enumerate() {
        if days.contains(&grid.start_of(t).0) {
            *interval = anew.intervals[t].take();
        }
    }
    // The days, and the week that they make.
    let replace = |own: (&mut [Option<Experience>; 7], &mut Option<Experience>),
                   other: &mut [Option<Experience>; 7]| {
        days.iter().for_each(|day| own.0[day.index()] = other[day.index()].take());
        *own.1 = together(own.0.iter().flatten());
    };
    replace((&mut line.days, &mut line.week), &mut anew.days);
    for (own, other) in line.stretches.iter_mut().zip(&mut anew.stretches) {
        replace((&mut own.days, &mut own.week), &mut other.days);
    }
    line
}
