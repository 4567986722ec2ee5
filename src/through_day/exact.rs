//! Pools whose queue is followed by its equations.

use super::pools::Pool;
use super::{Experience, LineThroughDay, thresholds};
use crate::answer::{self, Figure, Method};
use crate::clock::Weekday;
use crate::coverage::{Minute, on_duty_by_minute};
use crate::demand::LineDemand;
use crate::queue::transient::{AtClose, Cohort, Day, Stretch, TOLERANCE, Turnover};
use crate::scenario::{self, Scenario};

/// A run of intervals of the week without a pause, past midnight too.
struct Run {
    first: usize,
    intervals: usize,
    at_close: AtClose,
}

/// The lines of a pool through the week; `None` where the engine declines.
pub(super) fn follow(
    scenario: &Scenario,
    demand: &[LineDemand],
    shifts: &[answer::Shift],
    pool: &Pool,
) -> Option<Vec<LineThroughDay>> {
    let grid = scenario.calendar.grid;
    let open: Vec<bool> =
        (0..grid.per_week()).map(|t| pool.lines.iter().any(|l| demand[*l].open[t])).collect();
    let duty = on_duty_by_minute(scenario, shifts);
    let agents: Vec<Minute> = (0..duty.first().map_or(0, Vec::len))
        .map(|minute| pool.groups.iter().map(|g| duty[*g][minute]).sum())
        .collect();
    let mut intervals: Vec<Vec<Option<Experience>>> =
        vec![vec![None; grid.per_week()]; pool.lines.len()];
    let (mut overrun, mut closings) = (0.0, 0.0);
    for run in runs(&open, at_close(scenario.lines[pool.lines[0]].at_close)) {
        let stretches = stretches(scenario, demand, pool, &agents, &run);
        let day = Day::new(&stretches, run.at_close, TOLERANCE).ok()?;
        if let Some(closing) = day.closing() {
            overrun += closing.overrun_s;
            closings += 1.0;
        }
        for (k, cohort) in day.cohorts().iter().enumerate() {
            let t = (run.first + k) % grid.per_week();
            for (line, found) in pool.lines.iter().zip(&mut intervals) {
                found[t] = experience(scenario, demand, pool, (*line, t), (&day, k, cohort))?;
            }
        }
    }
    let overrun_s = (closings > 0.0).then(|| overrun / closings);
    Some(intervals.into_iter().map(|all| line(scenario, all, overrun_s)).collect())
}

fn at_close(policy: scenario::AtClose) -> AtClose {
    match policy {
        scenario::AtClose::Serve => AtClose::Serve,
        scenario::AtClose::CutOff => AtClose::CutOff,
    }
}

/// Runs of open intervals, cyclic over the week.
fn runs(open: &[bool], at_close: AtClose) -> Vec<Run> {
    let all = open.len();
    let Some(closed) = open.iter().position(|open| !open) else {
        return vec![Run { first: 0, intervals: all, at_close: AtClose::Repeat }];
    };
    let mut runs = Vec::new();
    let mut k = 0;
    while k < all {
        let first = (closed + k) % all;
        let intervals = (0..all - k).take_while(|i| open[(first + i) % all]).count();
        if intervals > 0 {
            runs.push(Run { first, intervals, at_close });
        }
        k += intervals.max(1);
    }
    runs
}

fn stretches(
    scenario: &Scenario,
    demand: &[LineDemand],
    pool: &Pool,
    agents: &[Minute],
    run: &Run,
) -> Vec<Stretch> {
    let grid = scenario.calendar.grid;
    let first_line = &scenario.lines[pool.lines[0]];
    let mut stretches: Vec<Stretch> = Vec::new();
    for k in 0..run.intervals {
        let t = (run.first + k) % grid.per_week();
        let calls: f64 = pool.lines.iter().map(|l| demand[*l].calls[t]).sum();
        let minutes = grid.minutes() as usize;
        for minute in t * minutes..(t + 1) * minutes {
            let here = f64::from(agents[minute].people);
            match stretches.last_mut() {
                Some(last)
                    if last.cohort == k
                        && last.agents == here
                        && (agents[minute].leave, agents[minute].from_break) == (0, 0) =>
                {
                    last.seconds += 60.0;
                }
                _ => stretches.push(Stretch {
                    cohort: k,
                    seconds: 60.0,
                    calls_per_s: calls / grid.seconds(),
                    agents: here,
                    aht_s: first_line.aht.value.get(),
                    patience_s: first_line.patience.as_ref().map(|p| p.value.get()),
                    turnover: turnover(agents, minute),
                }),
            }
        }
    }
    stretches
}

/// Who goes and comes at a minute.
fn turnover(agents: &[Minute], minute: usize) -> Turnover {
    let now = agents[minute];
    let before = agents[(minute + agents.len() - 1) % agents.len()];
    Turnover {
        relieved: now.leave - before.people.saturating_sub(now.people).min(now.leave),
        to_break: now.to_break,
        from_break: now.from_break,
    }
}

/// What a line's callers of one interval experience: `Some(None)` without calls, `None` where the
/// engine declines.
fn experience(
    scenario: &Scenario,
    demand: &[LineDemand],
    pool: &Pool,
    (line, t): (usize, usize),
    (day, k, cohort): (&Day, usize, &Cohort),
) -> Option<Option<Experience>> {
    let all: f64 = pool.lines.iter().map(|l| demand[*l].calls[t]).sum();
    let own = demand[line].calls[t];
    if own <= 0.0 {
        return Some(None);
    }
    let figure = |value| Figure { value, half_width: 0.0 };
    let levels: Option<Vec<f64>> =
        thresholds(scenario, line).into_iter().map(|t| day.service_level(k, t)).collect();
    Some(Some(Experience {
        attempts: cohort.calls * own / all,
        mean_wait_s: figure(cohort.mean_wait_s),
        asa_s: figure(cohort.asa_s.unwrap_or(0.0)),
        p_abandon: figure(cohort.p_abandon),
        levels: levels?.into_iter().map(figure).collect(),
    }))
}

fn line(
    scenario: &Scenario,
    intervals: Vec<Option<Experience>>,
    overrun_s: Option<f64>,
) -> LineThroughDay {
    let grid = scenario.calendar.grid;
    let of_day = |day: Weekday| {
        let here = intervals.iter().enumerate().filter(|(t, _)| grid.start_of(*t).0 == day);
        together(here.filter_map(|(_, e)| e.as_ref()))
    };
    LineThroughDay {
        method: Method::Exact,
        weeks: None,
        days: Weekday::ALL.map(of_day),
        week: together(intervals.iter().flatten()),
        intervals,
        overrun_s,
    }
}

/// Intervals as one, averaged by calls (the wait of the answered by those who are).
fn together<'e>(parts: impl Iterator<Item = &'e Experience> + Clone) -> Option<Experience> {
    let attempts: f64 = parts.clone().map(|e| e.attempts).sum();
    let levels = parts.clone().next()?.levels.len();
    let mean = |of: &dyn Fn(&Experience) -> f64| {
        let sum: f64 = parts.clone().map(|e| e.attempts * of(e)).sum();
        Figure { value: sum / attempts, half_width: 0.0 }
    };
    let answered = mean(&|e| 1.0 - e.p_abandon.value).value;
    let answered_wait = mean(&|e| e.asa_s.value * (1.0 - e.p_abandon.value)).value;
    let asa = if answered > 0.0 { answered_wait / answered } else { 0.0 };
    Some(Experience {
        attempts,
        mean_wait_s: mean(&|e| e.mean_wait_s.value),
        asa_s: Figure { value: asa, half_width: 0.0 },
        p_abandon: mean(&|e| e.p_abandon.value),
        levels: (0..levels).map(|k| mean(&|e| e.levels[k].value)).collect(),
    })
}
