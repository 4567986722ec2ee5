//! What callers experience when a queue left at the end of an interval is still there in the next.
//!
//! The programme plans with a steady queue in each interval; this room takes the shifts it came to
//! and follows the queue through the day. Lines fall into *pools*, connected by the groups that answer
//! them. A pool is followed exactly ([`crate::queue::transient`]) where everyone in it answers
//! everything, its lines are alike in handle time and patience, both are exponential and all paid
//! time is at the phone. People who leave for a break or for good finish the call in hand, as in the
//! simulation; what is simplified about them is told there. All others are played out call by call ([`crate::simulate`]): where skills
//! only overlap, where lines differ, where patience has another law, where people are away from the phone at random moments.

mod exact;
mod played;
pub(crate) mod pools;
pub mod report;
mod together;

use crate::domain::clock::Weekday;
use crate::domain::shift::Crew;
use crate::domain::time::TimeLeft;
use crate::plan::demand::LineDemand;
use crate::plan::requirements::threshold_s;
use crate::scenario::{Between, Measure, Over, Scenario, Target};
use crate::wire::answer::{Figure, Method};
use serde::{Deserialize, Serialize};
pub use together::{days_anew, days_apart};

/// How the queue is followed where it is played out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Playing {
    /// Weeks to play out; `None`: as many as a stated number of calls takes.
    pub weeks: Option<u32>,
    /// Where the random numbers start.
    pub seed: u64,
}

impl Default for Playing {
    fn default() -> Self {
        Self { weeks: None, seed: 1 }
    }
}

/// Weeks that are played out of this demand; `None` where every queue is followed by its equations.
pub fn weeks_played(scenario: &Scenario, demand: &[LineDemand], playing: Playing) -> Option<u32> {
    let all_exact = pools::pools(scenario).iter().all(|pool| pool.exact);
    (!all_exact).then(|| played::weeks(demand, playing))
}

/// Whether some lines are one queue of like callers in front of like agents, so that all wait alike.
pub fn one_queue(scenario: &Scenario, lines: &[usize]) -> bool {
    pools::pools(scenario)
        .iter()
        .any(|pool| pool.exact && lines.iter().all(|l| pool.lines.contains(l)))
}

/// What the callers of some interval, day or week experience. Averages are over the calls offered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Experience {
    /// Calls offered, redials included.
    pub attempts: f64,
    /// Mean time in queue, seconds.
    pub mean_wait_s: Figure,
    /// Mean time in queue of those answered, seconds.
    pub asa_s: Figure,
    /// Share of callers who hang up.
    pub p_abandon: Figure,
    /// Share of callers who are answered: neither hang up nor are cut off.
    pub p_answered: f64,
    /// Service level with the threshold that the line is reported by.
    pub service_level: Figure,
    /// Share of the calls offered that it is a share of.
    pub level_base: f64,
    /// What each target of the line looks at, in their order; `None` of what depends on no queue, and of who are
    /// busy over more than an interval.
    pub values: Vec<Option<Figure>>,
    /// Share of the calls offered that each of them is an average over: of a service level those that its definition
    /// counts, of all others 1.
    pub bases: Vec<f64>,
}

/// A line through the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineThroughDay {
    /// How the figures are known.
    pub method: Method,
    /// Weeks played out.
    pub weeks: Option<u32>,
    /// By interval of the week; `None` where no call is expected.
    pub intervals: Vec<Option<Experience>>,
    /// By weekday.
    pub days: [Option<Experience>; 7],
    /// All calls of the week; `None` without calls.
    pub week: Option<Experience>,
    /// The same of the calls in stretches of the day that promises are restricted to.
    pub stretches: Vec<Stretched>,
    /// Mean time after closing until the last call in hand is done, seconds; `None` where the line
    /// never closes.
    pub overrun_s: Option<f64>,
}

/// A line in a stretch of its days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stretched {
    /// The stretch.
    pub between: Between,
    /// Its calls by weekday.
    pub days: [Option<Experience>; 7],
    /// Its calls of the week.
    pub week: Option<Experience>,
}

/// Stretches of the day that promises of a line are restricted to, each once.
fn stretches(scenario: &Scenario, line: usize) -> Vec<Between> {
    let mut all: Vec<Between> =
        scenario.lines[line].targets.iter().filter_map(|target| target.between).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl LineThroughDay {
    /// By weekday and over the week, the calls that a promise looks at.
    fn averages(&self, target: &Target) -> Option<(&[Option<Experience>; 7], &Option<Experience>)> {
        match target.between {
            None => Some((&self.days, &self.week)),
            Some(between) => {
                let own = self.stretches.iter().find(|own| own.between == between)?;
                Some((&own.days, &own.week))
            }
        }
    }
}

/// Seconds within which the line's calls are counted as answered in time: its targets' thresholds and
/// the one it is reported by, ascending.
pub fn thresholds(scenario: &Scenario, line: usize) -> Vec<f64> {
    let targets = scenario.lines[line].targets.iter();
    let mut all: Vec<f64> = targets.filter_map(|t| t.measure.threshold_s()).collect();
    all.push(threshold_s(scenario, line));
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// Follows the queues of all lines through the week with these crews.
pub fn through_day(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    playing: Playing,
) -> Vec<LineThroughDay> {
    through_day_within(scenario, demand, crews, playing, None)
}

/// The same within a limit of time: what it does not suffice to follow by its equations is played out, and what
/// it does not suffice to play out for all weeks is played out for fewer, the first of them.
pub fn through_day_within(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    playing: Playing,
    time_left: TimeLeft<'_>,
) -> Vec<LineThroughDay> {
    let mut found: Vec<Option<LineThroughDay>> = vec![None; scenario.lines.len()];
    for pool in pools::pools(scenario).iter().filter(|pool| pool.exact) {
        // An engine that declines (a queue beyond its size, no time) leaves the pool to be played out.
        if let Some(lines) = exact::follow(scenario, demand, crews, pool, time_left) {
            for (line, through) in pool.lines.iter().zip(lines) {
                found[*line] = Some(through);
            }
        }
    }
    if found.iter().any(Option::is_none) {
        let played = played::play(scenario, demand, crews, playing, time_left);
        for (place, through) in found.iter_mut().zip(played) {
            place.get_or_insert(through);
        }
    }
    found.into_iter().flatten().collect()
}

/// A value of a target somewhere, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Interval of the week, for an interval target.
    pub interval: Option<usize>,
    /// The day; `None` for the week.
    pub day: Option<Weekday>,
    /// The value.
    pub figure: Figure,
    /// How far it is from what is promised: above 1 it is broken. For a service level the share that is
    /// late ÷ the share that may be.
    pub strain: f64,
}

/// Relative room within which a promise counts as kept.
const TOLERANCE: f64 = 1e-6;

impl Reached {
    /// Whether the promise is kept here.
    pub fn kept(&self) -> bool {
        self.strain <= 1.0 + TOLERANCE
    }

    /// How far the promise is broken by `widths` half-widths of the confidence interval less, in the
    /// measure of [`Self::strain`].
    pub fn strain_less(&self, measure: Measure, widths: f64) -> f64 {
        self.strain - widths * self.figure.half_width / measure.room().max(1e-9)
    }
}

/// The value of one of a line's targets in every interval, on every day or over the week; `None` for least agents, who
/// depend on no queue.
pub fn reached(
    scenario: &Scenario,
    line: usize,
    target: &Target,
    through: &LineThroughDay,
) -> Option<Vec<Reached>> {
    let alike = |own: &Target| own.measure == target.measure;
    let number = scenario.lines[line].targets.iter().position(alike)?;
    if !target.measure.is_of_queue() {
        return None;
    }
    let grid = scenario.calendar.grid;
    let found = |interval: Option<usize>, day: Option<Weekday>, e: &Experience| {
        e.values[number].map(|figure| {
            let strain = target.measure.strain(figure.value);
            Reached { interval, day, figure, strain }
        })
    };
    let looked_at = |(t, _): &(usize, &Option<Experience>)| target.looks_at(grid, *t);
    let intervals = through.intervals.iter().enumerate().filter(looked_at);
    let (days, week) = through.averages(target)?;
    Some(match target.over {
        Over::Interval => intervals
            .filter_map(|(t, e)| found(Some(t), Some(grid.start_of(t).0), e.as_ref()?))
            .collect(),
        Over::Day => Weekday::ALL
            .into_iter()
            .zip(days)
            .filter_map(|(day, e)| found(None, Some(day), e.as_ref()?))
            .collect(),
        Over::Week => week.iter().filter_map(|e| found(None, None, e)).collect(),
    })
}
