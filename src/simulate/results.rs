//! What the replications say, figure by figure.

use super::estimate::{Estimate, Sample, Sums, difference};
use super::stage::stretch;
use super::tally::{ABANDONED, ANSWERED, ATTEMPTS, CUT, FIRST, PLAIN, Record, WAIT, WAIT_ANSWERED};
use super::totals::{LineTotals, Totals, first_place};
use super::world::World;
use crate::domain::measure::{Between, Measure};

/// What a simulation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// Replications: weeks, for a scenario.
    pub replications: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Lines, in the order of the world.
    pub lines: Vec<LineResults>,
    /// Groups, in the order of the world.
    pub groups: Vec<GroupResults>,
    /// For each line, all groups together that answer it.
    pub crews: Vec<GroupResults>,
    /// The calls of each replication, if they were kept.
    pub records: Vec<Vec<Record>>,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineResults {
    /// By interval of arrival.
    pub intervals: Vec<Figures>,
    /// By day of arrival.
    pub days: Vec<Figures>,
    /// Over the whole horizon.
    pub week: Figures,
    /// The same in stretches of the day.
    pub stretches: Vec<StretchFigures>,
    /// By day: what is left at closing.
    pub closings: Vec<ClosingFigures>,
    /// Thresholds of [`Figures::service_level`] and [`Figures::longer`], seconds.
    pub thresholds: Vec<f64>,
    /// Sums of each replication, for comparisons.
    horizons: Vec<f64>,
    width: usize,
    per_day: usize,
}

/// What comes in a stretch of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct StretchFigures {
    /// Intervals of a day: the first and the one after the last.
    pub intervals: (usize, usize),
    /// By day of arrival.
    pub days: Vec<Figures>,
    /// Over the whole horizon.
    pub week: Figures,
}

/// Calls that come in some stretch of time. Means per call are over all attempts, and `None` if no
/// call came in any replication.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Calls offered per replication, every attempt counted.
    pub offered: Estimate,
    /// Those among them that are first calls.
    pub first_calls: Estimate,
    /// Mean time in queue over all offered calls, seconds.
    pub mean_wait: Option<Estimate>,
    /// Mean wait of answered calls, seconds.
    pub asa: Option<Estimate>,
    /// Share of the offered calls that are answered.
    pub answered: Option<Estimate>,
    /// Share of the offered calls whose callers hang up.
    pub abandonment: Option<Estimate>,
    /// Share of the offered calls that are cut off at closing.
    pub cut_off: Option<Estimate>,
    /// For each threshold: calls answered within it, as a share of those that the definition of the service level counts.
    pub service_level: Vec<Option<Estimate>>,
    /// For each threshold: share of the offered calls that these are.
    pub level_base: Vec<f64>,
    /// For each threshold: share of the offered calls that wait longer, however they end.
    pub longer: Vec<Option<Estimate>>,
}

impl Figures {
    /// What a promise looks at, where calls were counted by these thresholds; `None` where no call came, and of what is
    /// not about callers.
    pub fn of(&self, measure: Measure, thresholds: &[f64]) -> Option<Estimate> {
        let at = |all: &[Option<Estimate>], seconds: f64| {
            all[thresholds.iter().position(|t| *t == seconds)?]
        };
        match measure {
            Measure::MeanWait(_) => self.mean_wait,
            Measure::ServiceLevel { within, .. } => at(&self.service_level, within.get()),
            Measure::AbandonmentMax(_) => self.abandonment,
            Measure::LongWait { beyond, .. } => at(&self.longer, beyond.get()),
            Measure::OccupancyMax(_) | Measure::AgentsMin(_) => None,
        }
    }
}

/// A closing of a line, on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosingFigures {
    /// Calls in queue at closing.
    pub queue_left: Estimate,
    /// Seconds from closing until nobody waits any more.
    pub queue_s: Estimate,
    /// Seconds from closing until the last call is over.
    pub overrun_s: Estimate,
}

/// A group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupResults {
    /// By interval.
    pub intervals: Vec<GroupFigures>,
    /// By day.
    pub days: Vec<GroupFigures>,
    /// Over the whole horizon.
    pub week: GroupFigures,
    /// People on duty by interval, breaks taken off; a share of one who is there for a part of it.
    pub on_duty: Vec<f64>,
}

/// A group in some stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupFigures {
    /// Share of the time at the phone spent on calls; `None` if nobody was ever there.
    pub occupancy: Option<Estimate>,
    /// Seconds at the phone per replication.
    pub phone_s: Estimate,
}

impl Results {
    pub(super) fn new(world: &World, totals: Totals, replications: u32, seed: u64) -> Self {
        let sample = Sample::new(replications);
        let (intervals, days) = (world.intervals, world.days());
        let line = |(line, totals): (&super::world::Line, LineTotals)| {
            let at = |place| figures(&totals, &sample, place, line.thresholds.len());
            LineResults {
                intervals: (0..intervals).map(at).collect(),
                days: (intervals..intervals + days).map(at).collect(),
                week: at(intervals + days),
                stretches: line
                    .stretches
                    .iter()
                    .enumerate()
                    .map(|(k, own)| {
                        let first = first_place(world, k);
                        StretchFigures {
                            intervals: *own,
                            days: (first..first + days).map(at).collect(),
                            week: at(first + days),
                        }
                    })
                    .collect(),
                per_day: world.per_day,
                closings: totals
                    .closing
                    .iter()
                    .map(|[left, queue, overrun]| ClosingFigures {
                        queue_left: sample.mean(left),
                        queue_s: sample.mean(queue),
                        overrun_s: sample.mean(overrun),
                    })
                    .collect(),
                thresholds: line.thresholds.clone(),
                width: totals.width,
                horizons: totals.horizons,
            }
        };
        let group = |sums: &[Sums], on_duty: Vec<f64>| {
            let at = |place: usize| {
                let sums = sums[place];
                let phone = Sums { y: sums.x, yy: sums.xx, ..sums };
                GroupFigures { occupancy: sample.ratio(&sums), phone_s: sample.mean(&phone) }
            };
            GroupResults {
                intervals: (0..intervals).map(at).collect(),
                days: (intervals..intervals + days).map(at).collect(),
                week: at(intervals + days),
                on_duty,
            }
        };
        let duty = on_duty(world);
        let of_line = |line: usize| -> Vec<f64> {
            let answer = world.groups.iter().zip(&duty).filter(|(g, _)| g.lines.contains(&line));
            let sum = |i: usize| answer.clone().map(|(_, own)| own[i]).sum();
            (0..intervals).map(sum).collect()
        };
        let groups = totals.groups.iter().zip(&duty);
        let crews = totals.crews.iter().enumerate();
        Self {
            replications,
            seed,
            lines: world.lines.iter().zip(totals.lines).map(line).collect(),
            groups: groups.map(|(sums, own)| group(sums, own.clone())).collect(),
            crews: crews.map(|(line, sums)| group(sums, of_line(line))).collect(),
            records: totals.records,
        }
    }
}

/// People on duty by group and interval, breaks taken off; past the end of the horizon is at its beginning.
fn on_duty(world: &World) -> Vec<Vec<f64>> {
    let mut duty = vec![vec![0.0; world.intervals]; world.groups.len()];
    for agent in &world.agents {
        for (from, to) in &agent.duty {
            let mut at = *from;
            while at < *to {
                let interval = (at / world.interval_s + 1e-9).floor();
                let until = ((interval + 1.0) * world.interval_s).min(*to);
                let place = interval as usize % world.intervals;
                duty[agent.group][place] += (until - at) / world.interval_s;
                at = until;
            }
        }
    }
    duty
}

fn figures(totals: &LineTotals, sample: &Sample, place: usize, thresholds: usize) -> Figures {
    let sums = |figure| totals.sums(place, figure);
    let shares =
        |from: usize| (from..from + thresholds).map(|figure| sample.share(&sums(figure))).collect();
    Figures {
        offered: sample.mean(&sums(ATTEMPTS)),
        first_calls: sample.mean(&sums(FIRST)),
        mean_wait: sample.ratio(&sums(WAIT)),
        asa: sample.ratio(&sums(WAIT_ANSWERED)),
        answered: sample.share(&sums(ANSWERED)),
        abandonment: sample.share(&sums(ABANDONED)),
        cut_off: sample.share(&sums(CUT)),
        service_level: shares(PLAIN),
        level_base: (PLAIN..PLAIN + thresholds)
            .map(|figure| {
                let (counted, offered) = (sums(figure).x, sums(ATTEMPTS).y);
                if offered > 0.0 { counted / offered } else { 1.0 }
            })
            .collect(),
        longer: shares(PLAIN + thresholds),
    }
}

/// How one candidate differs from another on a line over the whole horizon, the first less the
/// second.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    /// Of the mean wait, seconds.
    pub mean_wait: Option<Estimate>,
    /// Of the share of callers who hang up.
    pub abandonment: Option<Estimate>,
    /// Of the service level, for each threshold that both have.
    pub service_level: Vec<(f64, Option<Estimate>)>,
}

impl LineResults {
    /// By day and over the horizon, what comes in a stretch of the day, or in all of it; `None` of a stretch that
    /// no promise of the line is restricted to.
    pub fn averages(&self, between: Option<Between>) -> Option<(&[Figures], &Figures)> {
        let Some(between) = between else { return Some((&self.days, &self.week)) };
        let own = stretch(self.per_day, between);
        let found = self.stretches.iter().find(|stretch| stretch.intervals == own)?;
        Some((&found.days, &found.week))
    }

    /// The paired difference from another candidate, played with the same seed: both met the same
    /// callers, so most of the chance in either cancels out.
    pub fn differences(&self, other: &LineResults) -> Differences {
        let side = |of: &LineResults, figure: usize, per: usize| -> Vec<(f64, f64)> {
            of.horizons.chunks_exact(of.width).map(|cell| (cell[figure], cell[per])).collect()
        };
        let of = |a, b| difference(&side(self, a, ATTEMPTS), &side(other, b, ATTEMPTS));
        let counted = |of: &LineResults, k: usize| PLAIN + 2 * of.thresholds.len() + k;
        let service_level = self.thresholds.iter().enumerate().filter_map(|(k, threshold)| {
            let other_k = other.thresholds.iter().position(|t| t == threshold)?;
            let own = side(self, PLAIN + k, counted(self, k));
            let others = side(other, PLAIN + other_k, counted(other, other_k));
            Some((*threshold, difference(&own, &others)))
        });
        Differences {
            mean_wait: of(WAIT, WAIT),
            abandonment: of(ABANDONED, ABANDONED),
            service_level: service_level.collect(),
        }
    }
}
