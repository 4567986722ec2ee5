//! Agents that a sharing set needs at the phone so that every promise for the interval can be kept.

use super::queue::{Pool, Station};
use crate::scenario::{Line, Measure, Over, Target};

/// Relative room given to a promise: one that is met or missed by less counts as either, so that two
/// ways of computing the same wait cannot disagree over the last digit.
const ROOM: f64 = 1e-9;

/// What the pooled queue of a set must be like, for callers who hang up at a rate of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    /// Hang-up rate of these callers, per second.
    hang_up: f64,
    limit: Limit,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    /// Mean wait at most this, seconds.
    MeanWait(f64),
    /// Within the threshold (seconds) at least this share.
    ServiceLevel(f64, f64),
    /// Occupancy at most this.
    Occupancy(f64),
}

/// One line of a set with its calls in the interval.
pub(super) type Part<'s> = (&'s Line, f64);

/// Least agents required, computed with promises a hair looser and a hair stricter than written. They
/// are equal unless a promise is met to the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Required {
    /// With promises a hair looser.
    pub(super) least: u32,
    /// With promises a hair stricter.
    pub(super) most: u32,
    /// People on duty, breaks taken off: the largest minimum crew, one where a line states none.
    pub(super) crew: u32,
}

impl Required {
    /// Agents needed, who are a crew as well.
    pub(super) fn agents(&self) -> std::ops::RangeInclusive<u32> {
        self.least.max(self.crew)..=self.most.max(self.crew)
    }
}

/// Agents required by a set in the interval that begins at this minute of the day. `exact`: everyone counted answers every line of the set, so that each
/// line's own promise holds for the pool; otherwise only what must hold however calls are shared out.
pub(super) fn required(parts: &[Part<'_>], pool: &Pool, exact: bool, minute: u32) -> Required {
    let crew =
        parts.iter().map(|(line, _)| agents_min(line, minute).unwrap_or(1)).max().unwrap_or(0);
    let calling: Vec<Part<'_>> = parts.iter().copied().filter(|(_, calls)| *calls > 0.0).collect();
    let conditions =
        if exact { own_promises(&calling, minute) } else { necessary(&calling, pool, minute) };
    let with_room = |room: f64| {
        let good = |station: &Station| {
            station.stable() && conditions.iter().all(|c| c.holds(station, room))
        };
        pool.smallest(0, good)
    };
    Required { least: with_room(ROOM), most: with_room(-ROOM), crew }
}

impl Condition {
    fn holds(self, station: &Station, room: f64) -> bool {
        match self.limit {
            Limit::MeanWait(seconds) => {
                station.experience(self.hang_up).wait <= seconds * (1.0 + room)
            }
            Limit::ServiceLevel(within, share) => {
                station.service_level(self.hang_up, within) >= share - room
            }
            Limit::Occupancy(share) => station.occupancy() <= share * (1.0 + room),
        }
    }
}

/// Whether a promise is for this minute of the day.
pub(super) fn asked(target: &Target, minute: u32) -> bool {
    target
        .between
        .is_none_or(|stretch| stretch.0.minutes() <= minute && minute < stretch.1.minutes())
}

fn interval_measures(line: &Line, minute: u32) -> impl Iterator<Item = Measure> {
    let here = move |t: &&Target| t.over == Over::Interval && asked(t, minute);
    line.targets.iter().filter(here).map(|t| t.measure)
}

fn agents_min(line: &Line, minute: u32) -> Option<u32> {
    let minima = interval_measures(line, minute).filter_map(|measure| match measure {
        Measure::AgentsMin(agents) => Some(agents),
        _ => None,
    });
    minima.max()
}

/// Every interval promise of every line.
fn own_promises(parts: &[Part<'_>], minute: u32) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (line, _) in parts {
        let hang_up = line.patience.as_ref().map_or(0.0, |patience| 1.0 / patience.value.get());
        let mut limits: Vec<Limit> =
            mean_wait(line, minute).map(Limit::MeanWait).into_iter().collect();
        limits.extend(
            service_levels(line, minute).into_iter().map(|(w, s)| Limit::ServiceLevel(w, s)),
        );
        limits.extend(occupancy_max(line, minute).map(Limit::Occupancy));
        conditions.extend(limits.into_iter().map(|limit| Condition { hang_up, limit }));
    }
    conditions
}

/// What the pool must meet if every line's promise is to be kept somehow. A kind of promise that some
/// line of the set does not make binds nobody.
fn necessary(parts: &[Part<'_>], pool: &Pool, minute: u32) -> Vec<Condition> {
    let mut limits = Vec::new();
    let calls: f64 = parts.iter().map(|(_, calls)| calls).sum();
    let waits: Option<f64> =
        parts.iter().map(|(line, calls)| Some(calls * mean_wait(line, minute)?)).sum();
    if let Some(total) = waits.filter(|_| calls > 0.0) {
        limits.push(Limit::MeanWait(total / calls));
    }
    let levels: Vec<Vec<(f64, f64)>> =
        parts.iter().map(|(line, _)| service_levels(line, minute)).collect();
    if levels.iter().all(|own| !own.is_empty()) {
        let all = || levels.iter().flatten();
        let within = all().map(|(within, _)| *within).reduce(f64::max);
        let share = all().map(|(_, share)| *share).reduce(f64::min);
        limits.extend(within.zip(share).map(|(w, s)| Limit::ServiceLevel(w, s)));
    }
    let shares: Option<Vec<f64>> =
        parts.iter().map(|(line, _)| occupancy_max(line, minute)).collect();
    let loosest = shares.into_iter().flatten().reduce(f64::max);
    limits.extend(loosest.map(Limit::Occupancy));
    limits.into_iter().map(|limit| Condition { hang_up: pool.hang_up, limit }).collect()
}

/// The strictest mean wait a line promises in every interval. A share of callers who hang up is a
/// promise about the mean wait too: it is the mean wait over the mean patience (Little 1961).
fn mean_wait(line: &Line, minute: u32) -> Option<f64> {
    let waits = interval_measures(line, minute).filter_map(|measure| match measure {
        Measure::MeanWait(seconds) => Some(seconds.get()),
        Measure::AbandonmentMax(share) => {
            line.patience.as_ref().map(|patience| share.get() * patience.value.get())
        }
        _ => None,
    });
    waits.reduce(f64::min)
}

/// Threshold and share of each service level a line promises in every interval.
fn service_levels(line: &Line, minute: u32) -> Vec<(f64, f64)> {
    let levels = interval_measures(line, minute).filter_map(|measure| match measure {
        Measure::ServiceLevel { within, share } => Some((within.get(), share.get())),
        _ => None,
    });
    levels.collect()
}

/// The strictest occupancy a line promises in every interval.
fn occupancy_max(line: &Line, minute: u32) -> Option<f64> {
    let shares = interval_measures(line, minute).filter_map(|measure| match measure {
        Measure::OccupancyMax(share) => Some(share.get()),
        _ => None,
    });
    shares.reduce(f64::min)
}
