//! Agents that a sharing set needs at the phone so that every promise for the interval can be kept.

use super::patience::{hang_up_rate, planned_s};
use super::queue::{Pool, Station};
use crate::scenario::{LevelOf, Line, Measure, Over, Target};

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
    /// In the queue for longer than so many seconds at most this share, however the wait ends.
    LongWait(f64, f64),
    /// Occupancy at most this.
    Occupancy(f64),
    /// So many people on duty, whatever the queue is like.
    Crew(u32),
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

/// Agents required by a set in an interval of the week, which begins at this minute of the day. `exact`: everyone counted answers every line of the set, so that each
/// line's own promise holds for the pool; otherwise only what must hold however calls are shared out.
pub(super) fn required(
    parts: &[Part<'_>],
    pool: &Pool,
    exact: bool,
    (interval, minute): (usize, u32),
    known: &mut Known,
) -> Required {
    let crew = crew(parts, interval, minute);
    let calling: Vec<Part<'_>> = parts.iter().copied().filter(|(_, calls)| *calls > 0.0).collect();
    let conditions =
        if exact { own_promises(&calling, minute) } else { necessary(&calling, pool, minute) };
    let with_room = |room: f64| {
        let good = |station: &Station| {
            station.stable() && conditions.iter().all(|c| c.holds(station, room, pool.level_of))
        };
        pool.smallest(0, good)
    };
    let alike = known.0.iter().find(|(queue, asked, _)| queue == pool && *asked == conditions);
    let (least, most) = match alike {
        Some((.., found)) => *found,
        None => {
            let found = (with_room(ROOM), with_room(-ROOM));
            known.0.push((*pool, conditions, found));
            found
        }
    };
    Required { least, most, crew }
}

/// Least agents found before, computed with promises a hair looser and a hair stricter, for each queue and what was asked of
/// it: many intervals of a week are alike.
#[derive(Debug, Default)]
pub(super) struct Known(Vec<(Pool, Vec<Condition>, (u32, u32))>);

impl Condition {
    fn holds(self, station: &Station, room: f64, of: LevelOf) -> bool {
        match self.limit {
            Limit::MeanWait(seconds) => {
                station.experience(self.hang_up).wait <= seconds * (1.0 + room)
            }
            Limit::ServiceLevel(within, share) => {
                let counted = station.counted(of, self.hang_up, within);
                station.service_level(self.hang_up, within) >= (share - room) * counted
            }
            Limit::LongWait(beyond, share) => {
                station.wait_exceeds(self.hang_up, beyond) <= share * (1.0 + room)
            }
            Limit::Occupancy(share) => station.occupancy() <= share * (1.0 + room),
            Limit::Crew(_) => true,
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

/// A figure that reports have of their lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    MeanWait,
    ServiceLevel,
    HangUps,
}

/// The figure of a report, with a service level of this threshold, that a promise is about; `None` where it has none.
pub(super) fn told(measure: Measure, threshold_s: f64) -> Option<Told> {
    match measure {
        Measure::MeanWait(_) => Some(Told::MeanWait),
        Measure::AbandonmentMax(_) => Some(Told::HangUps),
        Measure::ServiceLevel { within, .. } => {
            (within.get() == threshold_s).then_some(Told::ServiceLevel)
        }
        Measure::LongWait { .. } | Measure::OccupancyMax(_) | Measure::AgentsMin(_) => None,
    }
}

/// The fewest people on duty that a line promises.
fn agents_min(line: &Line, minute: u32) -> Option<u32> {
    let limits = interval_measures(line, minute).filter_map(|measure| limit(line, measure));
    limits
        .filter_map(|limit| if let Limit::Crew(people) = limit { Some(people) } else { None })
        .max()
}

/// People on duty: each line's fewest, one where it promises none and does not say what it needs; and what all that
/// say it need together, since nobody answers two of them at once.
fn crew(parts: &[Part<'_>], interval: usize, minute: u32) -> u32 {
    let mut together = 0;
    let mut most = 0;
    for (line, _) in parts {
        let stated = line.demand.needs.as_ref().map(|needs| needs[interval]);
        together += stated.unwrap_or(0);
        most = most.max(agents_min(line, minute).unwrap_or(if stated.is_some() { 0 } else { 1 }));
    }
    most.max(together)
}

/// What a promise of a line asks of its queue. A share of callers who hang up is a promise about the mean wait
/// too: it is the mean wait over the mean patience (Little 1961).
fn limit(line: &Line, measure: Measure) -> Option<Limit> {
    Some(match measure {
        Measure::MeanWait(seconds) => Limit::MeanWait(seconds.get()),
        Measure::AbandonmentMax(share) => Limit::MeanWait(share.get() * planned_s(line)?),
        Measure::ServiceLevel { within, share } => Limit::ServiceLevel(within.get(), share.get()),
        Measure::LongWait { beyond, share } => Limit::LongWait(beyond.get(), share.get()),
        Measure::OccupancyMax(share) => Limit::Occupancy(share.get()),
        Measure::AgentsMin(people) => Limit::Crew(people),
    })
}

/// What a line promises of the interval.
fn limits(line: &Line, minute: u32) -> Vec<Limit> {
    interval_measures(line, minute).filter_map(|measure| limit(line, measure)).collect()
}

/// Every interval promise of every line.
fn own_promises(parts: &[Part<'_>], minute: u32) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (line, _) in parts {
        let hang_up = hang_up_rate(line);
        let own = limits(line, minute).into_iter();
        conditions.extend(own.map(|limit| Condition { hang_up, limit }));
    }
    conditions
}

/// What the pool must meet if every line's promise is to be kept somehow: the mean wait averaged by calls, of each
/// other kind the loosest. A kind of promise that some line of the set does not make binds nobody.
fn necessary(parts: &[Part<'_>], pool: &Pool, minute: u32) -> Vec<Condition> {
    let all: Vec<(f64, Vec<Limit>)> =
        parts.iter().map(|(line, calls)| (*calls, limits(line, minute))).collect();
    let mut found = Vec::new();
    let strictest = |own: &[Limit]| {
        let waits =
            own.iter().filter_map(|l| if let Limit::MeanWait(s) = l { Some(*s) } else { None });
        waits.reduce(f64::min)
    };
    let calls: f64 = parts.iter().map(|(_, calls)| calls).sum();
    let waits: Option<f64> = all.iter().map(|(calls, own)| Some(calls * strictest(own)?)).sum();
    if let Some(total) = waits.filter(|_| calls > 0.0) {
        found.push(Limit::MeanWait(total / calls));
    }
    let pairs = |of: fn(&Limit) -> Option<(f64, f64)>| -> Option<Vec<(f64, f64)>> {
        let own: Vec<Vec<(f64, f64)>> =
            all.iter().map(|(_, own)| own.iter().filter_map(of).collect()).collect();
        let promised = own.iter().all(|own| !own.is_empty());
        (promised && !own.is_empty()).then(|| own.concat())
    };
    let largest = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
    let smallest = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let level = |l: &Limit| if let Limit::ServiceLevel(w, s) = l { Some((*w, *s)) } else { None };
    if let Some(levels) = pairs(level) {
        let within = largest(&mut levels.iter().map(|level| level.0));
        found.push(Limit::ServiceLevel(within, smallest(&mut levels.iter().map(|level| level.1))));
    }
    let long = |l: &Limit| if let Limit::LongWait(b, s) = l { Some((*b, *s)) } else { None };
    if let Some(longer) = pairs(long) {
        let beyond = largest(&mut longer.iter().map(|longer| longer.0));
        found.push(Limit::LongWait(beyond, largest(&mut longer.iter().map(|longer| longer.1))));
    }
    // Of several of one line the strictest counts.
    let busiest = |own: &[Limit]| {
        let shares =
            own.iter().filter_map(|l| if let Limit::Occupancy(s) = l { Some(*s) } else { None });
        shares.reduce(f64::min)
    };
    let shares: Option<Vec<f64>> = all.iter().map(|(_, own)| busiest(own)).collect();
    let loosest = shares.into_iter().flatten().reduce(f64::max);
    found.extend(loosest.map(Limit::Occupancy));
    found.into_iter().map(|limit| Condition { hang_up: pool.hang_up, limit }).collect()
}
