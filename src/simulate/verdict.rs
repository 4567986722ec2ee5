//! A plan beside its simulation, as data: what is planned, what callers of the simulated weeks met,
//! and which promises hold. JSON schema `obsada.simulation/2`.
//!
//! A promise in every interval (or over every day) is many at once. The verdict takes account of
//! that: its intervals cover all of them together with 95% (Bonferroni). A promise is *kept* if
//! they all lie on its side, *broken* if one lies wholly on the other, and *open* if these weeks
//! cannot tell.

use super::estimate::{CONFIDENCE, Estimate, factor};
use super::results::{Figures, GroupFigures, Results};
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::Direction;
use crate::plan::demand::LineDemand;
use crate::scenario::{LevelOf, Measure, Over, Scenario, Target};
use crate::wire::answer::{Decided, LineReport, Plan, ScenarioRef, TargetReport};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The schema this version writes.
pub const SCHEMA: &str = "obsada.simulation/2";

/// What values may differ by in rounding.
const ROUNDING: f64 = 1e-9;

/// A plan and its simulation. Waits are in seconds; an estimate is `{value, half_width,
/// standard_error}`, the half-width being that of its own 95% interval.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Simulation {
    /// `obsada.simulation/2`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Version of obsada that made it.
    pub version: String,
    /// Scenario of the plan.
    pub scenario: ScenarioRef,
    /// Closing by line, as in the plan.
    pub closing: BTreeMap<String, String>,
    /// Weeks played.
    pub weeks: u32,
    /// Weeks asked for: more than were played where a limit of time was over before.
    pub weeks_asked: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Probability with which an interval covers the true value.
    pub confidence: f64,
    /// Lines.
    pub lines: Vec<SimulatedLine>,
    /// Groups.
    pub groups: Vec<SimulatedGroup>,
    /// Open intervals of every line, by line, day and start.
    pub intervals: Vec<SimulatedInterval>,
    /// Whether no promise is broken.
    pub passed: bool,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedLine {
    /// Identifier.
    pub line: String,
    /// Name.
    pub name: String,
    /// Label of the closing.
    pub closing: String,
    /// What the plan says.
    pub planned: PlannedLine,
    /// First calls a week.
    pub calls_per_week: Estimate,
    /// All attempts a week, with those of callers who call again.
    pub attempts_per_week: Estimate,
    /// Mean time in queue over all attempts.
    pub mean_wait_s: Option<Estimate>,
    /// Mean wait of answered calls.
    pub asa_s: Option<Estimate>,
    /// Threshold of the service level, as in the plan.
    pub threshold_s: f64,
    /// Attempts answered within it, as a share of those that the plan's `service_level_of` says.
    pub service_level: Option<Estimate>,
    /// Share of the attempts whose callers hang up.
    pub p_abandon: Option<Estimate>,
    /// Share of the attempts cut off at closing.
    pub p_cut_off: Option<Estimate>,
    /// How many wait long.
    pub longer: Vec<Longer>,
    /// Promises, in the order of the scenario.
    pub targets: Vec<TargetVerdict>,
    /// Closings, by day.
    pub closings: Vec<SimulatedClosing>,
}

/// What the plan says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PlannedLine {
    /// First calls a week.
    pub calls_per_week: f64,
    /// Mean time in queue over all attempts, seconds.
    pub mean_wait_s: f64,
    /// Mean wait of answered calls, seconds.
    pub asa_s: f64,
    /// Share of the attempts answered within the threshold.
    pub service_level: f64,
    /// What service levels of the line, planned and simulated, are shares of.
    pub service_level_of: LevelOf,
    /// Share of the attempts whose callers hang up.
    pub p_abandon: f64,
}

/// Share of calls that wait longer than so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Longer {
    /// The wait in question, seconds.
    pub seconds: f64,
    /// Share of the attempts that wait longer; `None` if no call ever came.
    pub share: Option<Estimate>,
}

/// A promise in the simulation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TargetVerdict {
    /// The promise, and what the plan reaches by its own account.
    #[serde(flatten)]
    pub planned: TargetReport,
    /// Where it fares worst, with its own 95% interval; `None` if no call ever came.
    pub simulated: Option<Estimate>,
    /// Weekday code of that place, unless it is the week.
    pub day: Option<Weekday>,
    /// Start of that interval, unless it is a day or the week.
    pub start: Option<TimeOfDay>,
    /// In how many intervals or days the promise is made.
    pub places: usize,
    /// In how many of them it is broken beyond chance.
    pub broken: usize,
    /// What it comes to.
    pub verdict: Decided,
}

/// What is left when a line closes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedClosing {
    /// Weekday code.
    pub day: Weekday,
    /// Calls in queue.
    pub queue_left: Estimate,
    /// Seconds until nobody waits any more.
    pub queue_s: Estimate,
    /// Seconds until the last call is over.
    pub overrun_s: Estimate,
}

/// A group over the week.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedGroup {
    /// Identifier.
    pub group: String,
    /// Name.
    pub name: String,
    /// Share of the time at the phone spent on calls.
    pub occupancy: Option<Estimate>,
    /// Hours at the phone a week.
    pub phone_hours: f64,
}

/// A line in an interval in which it is open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedInterval {
    /// Identifier of the line.
    pub line: String,
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Attempts a week, with those of callers who call again.
    pub attempts: Estimate,
    /// Mean time in queue, seconds; this and the shares are `None` if no call ever came.
    pub mean_wait_s: Option<Estimate>,
    /// Share of the attempts answered within the line's threshold.
    pub service_level: Option<Estimate>,
    /// Share of the attempts whose callers hang up.
    pub p_abandon: Option<Estimate>,
    /// Share of the attempts cut off at closing.
    pub p_cut_off: Option<Estimate>,
    /// Of all groups that answer the line.
    pub occupancy: Option<Estimate>,
}

/// The plan beside its simulation. `results` come from [`play`](super::play) with the thresholds
/// that [`thresholds`] names.
pub fn simulation(
    scenario: &Scenario,
    plan: &Plan,
    demand: &[LineDemand],
    (results, weeks): (&Results, u32),
) -> Simulation {
    let stage = Stage { scenario, demand, results };
    let lines: Vec<SimulatedLine> = (0..scenario.lines.len())
        .filter_map(|index| {
            let report = plan.lines.iter().find(|l| l.line == scenario.lines[index].id)?;
            Some(stage.line(index, report))
        })
        .collect();
    Simulation {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: plan.scenario.clone(),
        closing: plan.closing.clone(),
        weeks: results.replications,
        weeks_asked: weeks.max(results.replications),
        seed: results.seed,
        confidence: CONFIDENCE,
        passed: lines.iter().flat_map(|l| &l.targets).all(|t| t.verdict != Decided::Broken),
        lines,
        groups: stage.groups(),
        intervals: (0..scenario.lines.len()).flat_map(|index| stage.intervals(index)).collect(),
    }
}

/// Thresholds to play with: those that the plan reports, and waits of one, five and ten minutes.
pub fn thresholds(plan: &Plan) -> Vec<f64> {
    plan.lines.iter().map(|line| line.threshold_s).chain(LONG_WAITS).collect()
}

/// Waits whose share is told, seconds.
const LONG_WAITS: [f64; 3] = [60.0, 300.0, 600.0];

struct Stage<'a> {
    scenario: &'a Scenario,
    demand: &'a [LineDemand],
    results: &'a Results,
}

/// Where a promise is looked at.
#[derive(Debug, Clone, Copy)]
struct Place {
    over: Over,
    index: usize,
}

impl Stage<'_> {
    fn threshold(&self, line: usize, seconds: f64) -> Option<usize> {
        self.results.lines[line].thresholds.iter().position(|t| *t == seconds)
    }

    fn level(&self, line: usize, figures: &Figures, seconds: f64) -> Option<Estimate> {
        figures.service_level[self.threshold(line, seconds)?]
    }

    fn line(&self, index: usize, report: &LineReport) -> SimulatedLine {
        let found = &self.results.lines[index];
        let week = &found.week;
        let longer = |seconds: f64| Longer {
            seconds,
            share: self.threshold(index, seconds).and_then(|k| week.longer[k]),
        };
        let line = &self.scenario.lines[index];
        let targets = line.targets.iter().zip(&report.targets);
        SimulatedLine {
            line: line.id.clone(),
            name: line.name.clone(),
            closing: report.closing.clone(),
            planned: PlannedLine {
                calls_per_week: report.calls_per_week,
                mean_wait_s: report.mean_wait_s,
                asa_s: report.asa_s,
                service_level: report.service_level,
                service_level_of: report.service_level_of,
                p_abandon: report.p_abandon,
            },
            calls_per_week: week.first_calls,
            attempts_per_week: week.offered,
            mean_wait_s: week.mean_wait,
            asa_s: week.asa,
            threshold_s: report.threshold_s,
            service_level: self.level(index, week, report.threshold_s),
            p_abandon: week.abandonment,
            p_cut_off: week.cut_off,
            longer: LONG_WAITS.map(longer).into(),
            targets: targets.map(|(target, told)| self.target(index, target, told)).collect(),
            closings: self.closings(index),
        }
    }

    fn closings(&self, line: usize) -> Vec<SimulatedClosing> {
        let open = |day: &Weekday| !self.scenario.lines[line].hours[day.index()].is_empty();
        Weekday::ALL
            .into_iter()
            .filter(open)
            .map(|day| {
                let found = &self.results.lines[line].closings[day.index()];
                SimulatedClosing {
                    day,
                    queue_left: found.queue_left,
                    queue_s: found.queue_s,
                    overrun_s: found.overrun_s,
                }
            })
            .collect()
    }

    fn groups(&self) -> Vec<SimulatedGroup> {
        let groups = self.scenario.groups.iter().zip(&self.results.groups);
        groups
            .map(|(group, found)| SimulatedGroup {
                group: group.id.clone(),
                name: group.name.clone(),
                occupancy: found.week.occupancy,
                phone_hours: found.week.phone_s.value / 3600.0,
            })
            .collect()
    }

    fn intervals(&self, line: usize) -> Vec<SimulatedInterval> {
        let grid = self.scenario.calendar.grid;
        let open = |interval: &usize| self.demand[line].open[*interval];
        let report = |interval: usize| {
            let (day, minute) = grid.start_of(interval);
            let found = &self.results.lines[line].intervals[interval];
            SimulatedInterval {
                line: self.scenario.lines[line].id.clone(),
                day,
                start: TimeOfDay::on_clock(minute),
                attempts: found.offered,
                mean_wait_s: found.mean_wait,
                service_level: self.level(line, found, self.told_threshold(line)),
                p_abandon: found.abandonment,
                p_cut_off: found.cut_off,
                occupancy: self.results.crews[line].intervals[interval].occupancy,
            }
        };
        (0..grid.per_week()).filter(open).map(report).collect()
    }

    /// The threshold of a line's own service level, else the least one that was played with.
    fn told_threshold(&self, line: usize) -> f64 {
        let own =
            self.scenario.lines[line].targets.iter().find_map(|t| t.measure.answered_within_s());
        own.unwrap_or(self.results.lines[line].thresholds[0])
    }

    fn target(&self, line: usize, target: &Target, told: &TargetReport) -> TargetVerdict {
        let promised = target.measure.promised();
        let at_most = target.measure.name().direction() == Direction::AtMost;
        let found: Vec<(Place, Estimate)> = self
            .places(line, target)
            .into_iter()
            .filter_map(|place| Some((place, self.reading(line, target, place)?)))
            .collect();
        let factor = factor(self.results.replications, found.len());
        // How far beyond the promise the best and the worst end of the interval lie.
        let beyond = |e: &Estimate| {
            let excess = if at_most { e.value - promised } else { promised - e.value };
            let half = if e.standard_error > 0.0 { factor * e.standard_error } else { 0.0 };
            (excess - half, excess + half)
        };
        let room = ROUNDING * promised.max(1.0);
        let broken = found.iter().filter(|(_, e)| beyond(e).0 > room).count();
        let kept = found.iter().all(|(_, e)| beyond(e).1 <= room);
        let rank = |e: &Estimate| (beyond(e).0 > room, beyond(e).0 + beyond(e).1);
        let worst = found.iter().max_by(|(_, a), (_, b)| {
            let ((a_broken, a), (b_broken, b)) = (rank(a), rank(b));
            a_broken.cmp(&b_broken).then(a.total_cmp(&b))
        });
        let (day, start) = worst.map_or((None, None), |(place, _)| self.name(*place));
        TargetVerdict {
            planned: told.clone(),
            simulated: worst.map(|(_, estimate)| *estimate),
            day,
            start,
            places: found.len(),
            broken,
            verdict: match (broken > 0, kept) {
                (true, _) => Decided::Broken,
                (false, true) => Decided::Kept,
                (false, false) => Decided::Open,
            },
        }
    }

    fn places(&self, line: usize, target: &Target) -> Vec<Place> {
        let (open, over) = (&self.demand[line].open, target.over);
        let looked_at = |i: &usize| target.looks_at(self.scenario.calendar.grid, *i);
        let indices: Vec<usize> = match over {
            Over::Interval => (0..open.len()).filter(|i| open[*i]).filter(looked_at).collect(),
            Over::Day => (0..7).collect(),
            Over::Week => vec![0],
        };
        indices.into_iter().map(|index| Place { over, index }).collect()
    }

    /// What is measured at a place; `None` where no call ever came.
    fn reading(&self, line: usize, target: &Target, place: Place) -> Option<Estimate> {
        let (lines, crew) = (&self.results.lines[line], &self.results.crews[line]);
        let (days, week) = lines.averages(target.between)?;
        let (figures, group): (&Figures, &GroupFigures) = match place.over {
            Over::Interval => (&lines.intervals[place.index], &crew.intervals[place.index]),
            Over::Day => (&days[place.index], &crew.days[place.index]),
            Over::Week => (week, &crew.week),
        };
        match target.measure {
            Measure::OccupancyMax(_) => group.occupancy,
            Measure::AgentsMin(_) => {
                let value = crew.on_duty.get(place.index).copied()?;
                Some(Estimate { value, half_width: 0.0, standard_error: 0.0 })
            }
            of_callers => figures.of(of_callers, &lines.thresholds),
        }
    }

    fn name(&self, place: Place) -> (Option<Weekday>, Option<TimeOfDay>) {
        match place.over {
            Over::Interval => {
                let (day, minute) = self.scenario.calendar.grid.start_of(place.index);
                (Some(day), Some(TimeOfDay::on_clock(minute)))
            }
            Over::Day => (Some(Weekday::ALL[place.index]), None),
            Over::Week => (None, None),
        }
    }
}
