//! Pools whose queue is followed by its equations.

use super::pools::Pool;
use super::together::together;
use super::{Experience, LineThroughDay, Stretched, stretches as stretches_of};
use crate::domain::clock::{DAY_MINUTES, Weekday};
use crate::domain::shift::Crew;
use crate::domain::time::{TimeLeft, is_over};
use crate::plan::coverage::{Presence, presence};
use crate::plan::demand::LineDemand;
use crate::plan::requirements::threshold_s;
use crate::queue::transient::{AtClose, Break, ByTime, Cohort, Day, Stretch, TOLERANCE};
use crate::scenario::{self, Between, LevelOf, Measure, Scenario};
use crate::wire::answer::{Figure, Method};
use std::collections::BTreeMap;

/// A run of intervals of the week without a pause, past midnight too.
struct Run {
    first: usize,
    intervals: usize,
    at_close: AtClose,
    /// From its end to the start of the next; infinite after the last of the week.
    pause_s: f64,
}

/// The chance that an opening finds somebody still at work on the calls of the one before, up to which that is
/// left out: far below what anybody could see in a figure.
const LEFT_OVER: f64 = 1e-6;

/// The lines of a pool through the week; `None` where the engine declines, or time is over.
pub(super) fn follow(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    pool: &Pool,
    time_left: TimeLeft<'_>,
) -> Option<Vec<LineThroughDay>> {
    let grid = scenario.calendar.grid;
    let open: Vec<bool> =
        (0..grid.per_week()).map(|t| pool.lines.iter().any(|l| demand[*l].open[t])).collect();
    let staff = Staff::of(scenario, crews, pool);
    let mut intervals: Vec<Vec<Option<Experience>>> =
        vec![vec![None; grid.per_week()]; pool.lines.len()];
    let (mut overrun, mut closings) = (0.0, 0.0);
    for run in runs(&open, at_close(scenario.lines[pool.lines[0]].at_close), grid.seconds()) {
        let (stretches, breaks) = stretches(scenario, demand, pool, &staff, &run);
        let limits = (TOLERANCE, time_left);
        // Where nobody is on duty at closing, nobody stays to serve those who wait.
        let last = ((run.first + run.intervals) * grid.minutes() as usize - 1) % staff.people.len();
        let at_close = match run.at_close {
            AtClose::Serve if staff.people[last] == 0 => AtClose::CutOff,
            given => given,
        };
        let day = Day::within(&stretches, &breaks, at_close, limits).ok()?;
        if let Some(closing) = day.closing() {
            // Each run begins with nobody there: an opening that finds work of the one before is not followed.
            if closing.p_at_work_after(run.pause_s) > LEFT_OVER {
                return None;
            }
            overrun += closing.overrun_s;
            closings += 1.0;
        }
        for (k, cohort) in day.cohorts().iter().enumerate() {
            if is_over(time_left) {
                return None;
            }
            let t = (run.first + k) % grid.per_week();
            let followed = Followed { day: &day, k, cohort, time_left };
            for (line, found) in pool.lines.iter().zip(&mut intervals) {
                found[t] = experience(scenario, demand, pool, (*line, t), &followed)?;
            }
        }
    }
    let overrun_s = (closings > 0.0).then(|| overrun / closings);
    let lines = pool.lines.iter().zip(intervals);
    Some(lines.map(|(l, all)| line(scenario, *l, all, overrun_s)).collect())
}

fn at_close(policy: scenario::AtClose) -> AtClose {
    match policy {
        scenario::AtClose::Serve => AtClose::Serve,
        scenario::AtClose::CutOff => AtClose::CutOff,
    }
}

/// Runs of open intervals, cyclic over the week.
fn runs(open: &[bool], at_close: AtClose, interval_s: f64) -> Vec<Run> {
    let all = open.len();
    let Some(closed) = open.iter().position(|open| !open) else {
        return vec![Run {
            first: 0,
            intervals: all,
            at_close: AtClose::Repeat,
            pause_s: f64::INFINITY,
        }];
    };
    let mut runs = Vec::new();
    let mut k = 0;
    while k < all {
        let first = (closed + k) % all;
        let intervals = (0..all - k).take_while(|i| open[(first + i) % all]).count();
        if intervals > 0 {
            runs.push(Run { first, intervals, at_close, pause_s: f64::INFINITY });
        }
        k += intervals.max(1);
    }
    for k in 1..runs.len() {
        let pause = (runs[k].first + all - runs[k - 1].first - runs[k - 1].intervals) % all;
        runs[k - 1].pause_s = pause as f64 * interval_s;
    }
    runs
}

/// Everyone in a pool, by minute of the week.
struct Staff {
    people: Vec<u32>,
    leave: Vec<u32>,
    /// Breaks: from, to, people.
    breaks: Vec<(usize, usize, u32)>,
    /// Whether a break ends.
    back: Vec<bool>,
}

impl Staff {
    fn of(scenario: &Scenario, crews: &[Crew], pool: &Pool) -> Self {
        let groups = presence(scenario, crews);
        let week = (7 * DAY_MINUTES) as usize;
        let sum = |of: fn(&Presence) -> &Vec<u32>| -> Vec<u32> {
            (0..week).map(|m| pool.groups.iter().map(|g| of(&groups[*g])[m]).sum()).collect()
        };
        let mut breaks = BTreeMap::new();
        let mut back = vec![false; week];
        for (from, to, people) in pool.groups.iter().flat_map(|g| &groups[*g].breaks) {
            *breaks.entry((*from, *to)).or_insert(0) += people;
            back[*to] = true;
        }
        Self {
            people: sum(|g| &g.people),
            leave: sum(|g| &g.leave),
            breaks: breaks.into_iter().map(|((from, to), people)| (from, to, people)).collect(),
            back,
        }
    }

    /// Who goes at a minute while as many others come.
    fn relieved(&self, minute: usize) -> u32 {
        let before = self.people[(minute + self.people.len() - 1) % self.people.len()];
        self.leave[minute].saturating_sub(before.saturating_sub(self.people[minute]))
    }
}

/// The stretches of a run, with the breaks that begin and end in it: who is on a break when the line opens, or
/// still is when it closes, has no call that matters.
fn stretches(
    scenario: &Scenario,
    demand: &[LineDemand],
    pool: &Pool,
    staff: &Staff,
    run: &Run,
) -> (Vec<Stretch>, Vec<Break>) {
    let grid = scenario.calendar.grid;
    let first_line = &scenario.lines[pool.lines[0]];
    let mut stretches: Vec<Stretch> = Vec::new();
    // By minute of the week, the stretch that begins there.
    let mut begins = BTreeMap::new();
    for k in 0..run.intervals {
        let t = (run.first + k) % grid.per_week();
        let calls: f64 = pool.lines.iter().map(|l| demand[*l].calls[t]).sum();
        let minutes = grid.minutes() as usize;
        for minute in t * minutes..(t + 1) * minutes {
            let here = f64::from(staff.people[minute]);
            match stretches.last_mut() {
                Some(last)
                    if last.cohort == k
                        && last.agents == here
                        && staff.leave[minute] == 0
                        && !staff.back[minute] =>
                {
                    last.seconds += 60.0;
                }
                _ => {
                    begins.insert(minute, stretches.len());
                    stretches.push(Stretch {
                        cohort: k,
                        seconds: 60.0,
                        calls_per_s: calls / grid.seconds(),
                        agents: here,
                        aht_s: first_line.aht.value.get(),
                        patience_s: first_line.patience.as_ref().map(|p| p.mean.value.get()),
                        relieved: staff.relieved(minute),
                    });
                }
            }
        }
    }
    let within = |(from, to, people): &(usize, usize, u32)| {
        let (from, to) = (*begins.get(from)?, *begins.get(to)?);
        let follows = run.at_close == AtClose::Repeat || (from > 0 && from < to);
        follows.then_some(Break { from, to, people: *people })
    };
    let breaks = staff.breaks.iter().filter_map(within).collect();
    (stretches, breaks)
}

/// A cohort of a day that was followed.
struct Followed<'a> {
    day: &'a Day,
    k: usize,
    cohort: &'a Cohort,
    time_left: TimeLeft<'a>,
}

impl Followed<'_> {
    /// What has become of its callers so many seconds after they came.
    fn by_time(&self, seconds: f64) -> Option<ByTime> {
        self.day.by_time_within(self.k, seconds, self.time_left)
    }
}

/// What a line's callers of one interval experience: `Some(None)` without calls, `None` where the
/// engine declines.
fn experience(
    scenario: &Scenario,
    demand: &[LineDemand],
    pool: &Pool,
    (line, t): (usize, usize),
    followed: &Followed<'_>,
) -> Option<Option<Experience>> {
    let cohort = followed.cohort;
    let all: f64 = pool.lines.iter().map(|l| demand[*l].calls[t]).sum();
    let own = demand[line].calls[t];
    if own <= 0.0 {
        return Some(None);
    }
    let figure = |value| Figure { value, half_width: 0.0 };
    let targets = scenario.lines[line].targets.iter();
    let of = scenario.level_of;
    let values = targets.clone().map(|target| value(target.measure, of, followed));
    let base = |within| Some(level(within, of, followed)?.1);
    let bases = targets.map(|t| t.measure.answered_within_s().map_or(Some(1.0), base));
    let (reported, level_base) = level(threshold_s(scenario, line), of, followed)?;
    Some(Some(Experience {
        attempts: cohort.calls * own / all,
        mean_wait_s: figure(cohort.mean_wait_s),
        asa_s: figure(cohort.asa_s.unwrap_or(0.0)),
        p_abandon: figure(cohort.p_abandon),
        p_answered: cohort.p_answered(),
        service_level: figure(reported),
        level_base,
        bases: bases.collect::<Option<Vec<f64>>>()?,
        values: values
            .collect::<Option<Vec<Option<f64>>>>()?
            .into_iter()
            .map(|value| value.map(figure))
            .collect(),
    }))
}

/// What a promise looks at: `Some(None)` of what depends on no queue, `None` where the engine declines.
fn value(measure: Measure, of: LevelOf, followed: &Followed<'_>) -> Option<Option<f64>> {
    let cohort = followed.cohort;
    Some(match measure {
        Measure::MeanWait(_) => Some(cohort.mean_wait_s),
        Measure::AbandonmentMax(_) => Some(cohort.p_abandon),
        Measure::ServiceLevel { within, .. } => Some(level(within.get(), of, followed)?.0),
        Measure::LongWait { beyond, .. } => Some(followed.by_time(beyond.get())?.waiting),
        Measure::OccupancyMax(_) => Some(cohort.occupancy),
        Measure::AgentsMin(_) => None,
    })
}

/// The service level of a threshold, and the share of the calls offered that it is a share of.
fn level(within_s: f64, of: LevelOf, followed: &Followed<'_>) -> Option<(f64, f64)> {
    let by = followed.by_time(within_s)?;
    let base = of.base(by.answered, by.waiting + by.cut_off, followed.cohort.p_answered());
    Some((of.level(by.answered, base), base))
}

fn line(
    scenario: &Scenario,
    line: usize,
    intervals: Vec<Option<Experience>>,
    overrun_s: Option<f64>,
) -> LineThroughDay {
    let grid = scenario.calendar.grid;
    let over = |day: Option<Weekday>, between: Option<Between>| {
        let here = intervals.iter().enumerate().filter(|(t, _)| {
            let (of, minute) = grid.start_of(*t);
            day.is_none_or(|day| of == day) && between.is_none_or(|b| b.holds(minute))
        });
        together(here.filter_map(|(_, e)| e.as_ref()))
    };
    let stretched = |between: Between| Stretched {
        between,
        days: Weekday::ALL.map(|day| over(Some(day), Some(between))),
        week: over(None, Some(between)),
    };
    LineThroughDay {
        method: Method::Exact,
        weeks: None,
        days: Weekday::ALL.map(|day| over(Some(day), None)),
        week: over(None, None),
        stretches: stretches_of(scenario, line).into_iter().map(stretched).collect(),
        intervals,
        overrun_s,
    }
}
