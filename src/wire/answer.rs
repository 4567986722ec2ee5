//! What leaves obsada: the plan as data, in the shape of the JSON schema `obsada.plan/1`.
//!
//! Text, CSV and `obsada check` all read this one structure, so a figure printed in one place is the
//! figure printed everywhere. Times are `HH:MM` local time, amounts in the scenario's currency,
//! waits in seconds; maps are ordered so that the same plan gives the same bytes.

mod carried;
mod times;
mod today;

pub use carried::{
    Broken, Decided, Figure, LineInterval, Method, Obstacle, Raised, Stricter, TargetThroughDay,
    ThroughDay, Tightened,
};

pub use times::{FewerTimes, ShiftTimeUse, ShiftTimes};
pub use today::{Known, Today, TodayLine};

pub use super::shortage::{
    BindingLimit, Cause, Change, ExtraShift, GivenDuty, Infeasibility, Limit, MissedPromise,
    Shortage, Tried,
};
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::{Between, LevelOf, MeasureName, Over};
use crate::domain::units::{Basis, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema this version writes and reads.
pub const SCHEMA: &str = "obsada.plan/1";

/// A plan for the week with everything needed to judge and to recompute it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// `obsada.plan/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Version of obsada that made it.
    pub version: String,
    /// What was planned.
    pub scenario: ScenarioRef,
    /// How the recommended plan was found and how good it is proven to be.
    pub solver: SolverReport,
    /// Recommended closing by line: the candidate's label, or the hours' own end where the line has
    /// no candidates.
    pub closing: BTreeMap<String, String>,
    /// Costs a week of closing times that differ by less are not told apart: what the difference of two plans
    /// scatters by, from how far the candidates' plans lie below the bound of the formula's programme
    /// (`tightened.bound_before`): their standard deviation times √2. Of closing times that are not told
    /// apart the shortest hours are recommended.
    #[serde(default)]
    pub cost_resolution: f64,
    /// What one more answered call is worth (`cost.served_call` of the scenario), if it says so: recommended is
    /// the least cost less this worth.
    #[serde(default)]
    pub served_call: Option<f64>,
    /// Cost of the week: wages with premiums and opening costs (callers' waiting apart).
    pub cost_per_week: f64,
    /// Paid hours of all shifts.
    pub paid_hours_per_week: f64,
    /// Recommended plan, line by line.
    pub lines: Vec<LineReport>,
    /// The present state as the scenario tells it, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Today>,
    /// Every candidate, in the order of the scenario; the recommended one included.
    pub candidates: Vec<Candidate>,
    /// Groups and the lines they answer.
    pub groups: Vec<GroupReport>,
    /// Every open interval of every sharing set, by day, start and set.
    pub intervals: Vec<Interval>,
    /// Shifts to staff, by group, day, start, end.
    pub shifts: Vec<Shift>,
    /// The starts and lengths of these shifts; not in files made before they were told.
    #[serde(default)]
    pub shift_times: Option<ShiftTimes>,
    /// What callers of each line experience in each interval, with the queue carried through the day.
    /// Empty where only the formula was asked for.
    pub through_day: Vec<LineInterval>,
    /// Consultants needed in the hours that a later close adds, with shared and with separate crews.
    pub evening: Vec<EveningNeed>,
    /// What was stated, estimated and assumed.
    pub assumptions: Vec<AssumptionReport>,
    /// Things a reader must know to read the figures rightly.
    pub notes: Vec<Note>,
    /// Verdict of the independent check.
    pub check: CheckReport,
}

/// The scenario a plan belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioRef {
    /// Title of the scenario.
    pub title: String,
    /// SHA-256 of its text and of the demand files it names, lowercase hexadecimal.
    pub sha256: String,
    /// File, as the user named it.
    pub file: String,
    /// Currency of all amounts.
    pub currency: String,
    /// Language of reports.
    pub locale: Language,
    /// Length of an interval, minutes.
    pub interval_minutes: u32,
}

/// How far a solve came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Proven best.
    Optimal,
    /// Found by a search that was not stopped; bound and gap say how good it is proven to be.
    Gap,
    /// Best plan found when a limit stopped the search; bound and gap say how good it is.
    Limit,
    /// No plan can meet the targets with this closing.
    Infeasible,
    /// A limit stopped the search before any plan was found.
    Unknown,
}

/// What stopped a search before its proof was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stop {
    /// The time allowed.
    Time,
    /// The work allowed: counted steps, the same on every machine.
    Work,
}

/// Status, objective and proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SolverReport {
    /// `default` (pure Rust) or `highs`.
    pub name: String,
    /// How far the recommended candidate's solve came.
    pub status: Status,
    /// What was minimised: cost of the week, and callers' waiting if the scenario counts it.
    pub objective: f64,
    /// No plan for the recommended closing that keeps every promise can cost less: through the day, or by
    /// the formula where only that was asked for.
    pub bound: f64,
    /// No plan that meets the requirements of the programme that this one began as can cost less. Other
    /// requirements may keep the promises too, so this is no bound of the question.
    #[serde(default)]
    pub bound_programme: Option<f64>,
    /// (objective − bound) ÷ objective.
    pub gap: f64,
}

/// What callers of a line experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineReport {
    /// Line identifier.
    pub line: String,
    /// Line name.
    pub name: String,
    /// Label of the closing.
    pub closing: String,
    /// Whether the scenario states the consultants that the line needs, in place of calls: then there is no queue,
    /// and the figures of calls and waits say nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_stated: bool,
    /// First calls in the week while the line is open.
    pub calls_per_week: f64,
    /// Calls offered: first calls, and those of callers who hung up and call again.
    pub attempts_per_week: f64,
    /// Calls offered after the line's baseline close (its evening table's, else its earliest
    /// candidate), that are served because it is open later.
    pub evening_calls_per_week: f64,
    /// Calls that come when the line is already closed.
    pub calls_outside_hours: f64,
    /// Mean time in queue over all offered calls.
    #[serde(deserialize_with = "infinite_if_null")]
    pub mean_wait_s: f64,
    /// Mean time in queue of answered calls; equals `mean_wait_s` where nobody hangs up.
    #[serde(deserialize_with = "infinite_if_null")]
    pub asa_s: f64,
    /// Threshold of `service_level`: the line's own target, else 20 s.
    pub threshold_s: f64,
    /// Calls answered within the threshold, as a share of those that `service_level_of` says; 1 where none of these comes.
    pub service_level: f64,
    /// What service levels of the line are shares of; in files made before it could be chosen: of the calls offered.
    #[serde(default)]
    pub service_level_of: LevelOf,
    /// Share of the offered calls whose callers hang up; 0 where the line has no patience.
    pub p_abandon: f64,
    /// Mean of the exponential patience with which the formulas are computed, where the scenario states another law of
    /// patience or callers who hang up at once: the nearest one. Weeks that are played out have the law as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula_patience_s: Option<f64>,
    /// Opening hours in the week.
    pub open_hours: f64,
    /// What the waiting of the week's callers costs them by the formula, where the scenario prices a minute; none where
    /// the formula knows no end of their waiting.
    pub waiting_cost: Option<f64>,
    /// The same with the queue carried through the day; none where only the formula was asked for.
    #[serde(default)]
    pub waiting_cost_through_day: Option<f64>,
    /// The line's targets and what the plan reaches, one a target.
    pub targets: Vec<TargetReport>,
    /// The same with the queue carried from one interval into the next; the figures above are those
    /// of a steady queue in each interval.
    pub through_day: Option<ThroughDay>,
}

impl LineReport {
    /// First calls whose callers are answered, at once or when they call again; through the day where that
    /// was followed. Callers who hang up for good are not among them.
    pub fn answered_per_week(&self) -> f64 {
        let redials = self.attempts_per_week > self.calls_per_week;
        match &self.through_day {
            None => self.attempts_per_week * (1.0 - self.p_abandon),
            // Played-out calls scatter around the expected ones; the share who hang up does so less.
            Some(through) if !redials => self.calls_per_week * (1.0 - through.p_abandon.value),
            Some(through) => through.attempts_per_week * (1.0 - through.p_abandon.value),
        }
    }
}

/// A target and what the plan reaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetReport {
    /// What is promised.
    pub measure: MeasureName,
    /// What it is averaged over.
    pub over: Over,
    /// The stretch of each day that counts, `["17:00", "20:00"]`; none: all of it.
    #[serde(default)]
    pub between: Option<Between>,
    /// Seconds, share or agents promised.
    pub promised: f64,
    /// Threshold in seconds, for a service level.
    pub within_s: Option<f64>,
    /// What a service level is a share of; of other measures, and in files made before it could be chosen, missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level_of: Option<LevelOf>,
    /// The worst value over the intervals, the days, or the week's value; infinite, in JSON `null`, where
    /// the queue keeps growing.
    #[serde(deserialize_with = "infinite_if_null")]
    pub reached: f64,
    /// Whether it is met.
    pub met: bool,
    /// The worst value through the day and whether it is met; none for least agents, who depend on no
    /// queue, and where only the formula was asked for.
    pub through_day: Option<TargetThroughDay>,
}

/// JSON has no infinity: it is written as `null`.
fn infinite_if_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Option::<f64>::deserialize(from).map(|value| value.unwrap_or(f64::INFINITY))
}

/// One combination of closing times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// Label of the closing by line.
    pub closing: BTreeMap<String, String>,
    /// How far its solve came.
    pub status: Status,
    /// What stopped the search, where the status is `limit` or `unknown`.
    #[serde(default)]
    pub stopped_by: Option<Stop>,
    /// Why it can't be done, where it can't.
    pub infeasibility: Option<Infeasibility>,
    /// Objective as minimised.
    pub objective: Option<f64>,
    /// Proven lower bound of the objective of every plan that keeps the promises: through the day, or by the
    /// formula where only that was asked for.
    pub bound: Option<f64>,
    /// Proven lower bound for the requirements of the programme that the plan began as, and for them alone.
    #[serde(default)]
    pub bound_programme: Option<f64>,
    /// (objective − bound) ÷ objective.
    pub gap: Option<f64>,
    /// Wages with premiums and opening costs.
    pub cost_per_week: Option<f64>,
    /// Wages with premiums.
    pub wages_per_week: Option<f64>,
    /// Opening costs.
    pub opening_cost_per_week: Option<f64>,
    /// Callers' cost of waiting by the formula, where a minute is priced.
    pub waiting_cost_per_week: Option<f64>,
    /// Paid hours.
    pub paid_hours_per_week: Option<f64>,
    /// Paid hours ÷ 40.
    pub full_time_equivalents: Option<f64>,
    /// Least number of people who can work its shifts, all contracts together.
    #[serde(default)]
    pub people_needed: Option<u32>,
    /// Starts and lengths that its shifts have.
    #[serde(default)]
    pub shift_times: Option<u32>,
    /// Opening hours of all lines together.
    pub open_hours: f64,
    /// Extra cost for each extra half-hour of opening a week against the candidate with the next
    /// fewer opening hours that differs in one line only.
    pub marginal_cost_per_half_hour: Option<f64>,
    /// Line by line.
    pub lines: Vec<LineReport>,
    /// How the promises came to hold through the day; none where only the formula was asked for.
    pub tightened: Option<Tightened>,
}

/// Calls of all lines that are answered in a week.
pub fn answered_per_week(lines: &[LineReport]) -> f64 {
    lines.iter().map(LineReport::answered_per_week).sum()
}

impl Candidate {
    /// Whether there is a plan whose promises hold: through the day, or by the formula where only that
    /// was asked for.
    pub fn holds(&self) -> bool {
        self.objective.is_some() && self.tightened.as_ref().is_none_or(|loop_| loop_.holds)
    }

    /// Callers' cost of waiting with the queue carried through the day, by the formula where only that was asked for.
    pub fn waiting_cost_through_day(&self) -> Option<f64> {
        let of = |line: &LineReport| match line.through_day {
            Some(_) => line.waiting_cost_through_day,
            None => line.waiting_cost,
        };
        if self.lines.is_empty() { None } else { self.lines.iter().map(of).sum() }
    }

    /// What the plan costs beside the bound of the formula's programme for the same hours.
    pub fn beside_formula(&self) -> Option<(f64, f64)> {
        let before = self.tightened.as_ref().map(|tightened| tightened.bound_before);
        Some((self.objective?, before.or(self.bound_programme)?))
    }
}

impl Plan {
    /// Whether the recommended plan keeps every promise, as far as was asked for.
    pub fn holds(&self) -> bool {
        self.candidates.iter().filter(|c| c.closing == self.closing).all(Candidate::holds)
    }

    /// What service levels are shares of, of every line.
    pub fn service_level_of(&self) -> LevelOf {
        self.lines.first().map(|line| line.service_level_of).unwrap_or_default()
    }
}

/// A group and what it answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupReport {
    /// Group identifier.
    pub group: String,
    /// Group name.
    pub name: String,
    /// Lines, first priority first.
    pub lines: Vec<String>,
    /// Paid hours in the week.
    pub paid_hours: f64,
    /// Contracts with the people that the shifts need at least.
    pub contracts: Vec<ContractReport>,
}

/// How much of a contract the plan uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContractReport {
    /// Contract identifier.
    pub contract: String,
    /// Shifts in the week.
    pub shifts: u32,
    /// Paid hours in the week.
    pub paid_hours: f64,
    /// Least number of people who can work these shifts, by days and hours a week.
    pub people_needed: u32,
    /// People there are, where the scenario says.
    pub heads: Option<u32>,
}

/// A sharing set of lines in one interval: one row a set of lines that are open then, whose
/// consultants are connected by shared skills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// Lines of the set, sorted.
    pub lines: Vec<String>,
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// First calls expected of the whole set.
    pub calls: f64,
    /// Calls offered: first calls, and those of callers who hung up and call again.
    pub attempts: f64,
    /// Handle time, weighted by calls.
    pub aht_s: f64,
    /// Agents required at the phone by the targets of the interval.
    pub agents_required: u32,
    /// People required on duty by the minimum crews of the lines, breaks taken off.
    #[serde(default)]
    pub crew_required: u32,
    /// Agents on duty who can answer any of the lines, breaks taken off; fractional where a break
    /// covers part of the interval.
    pub agents: f64,
    /// Agents at the phone: on duty less shrinkage.
    pub agents_at_phone: f64,
    /// Mean wait of the pooled queue.
    #[serde(deserialize_with = "infinite_if_null")]
    pub mean_wait_s: f64,
    /// Service level at the strictest threshold of its lines' targets, else 20 s.
    pub service_level: f64,
    /// Share of the offered calls whose callers hang up; 0 where no line has a patience.
    pub p_abandon: f64,
    /// Share of time at the phone spent on calls.
    pub occupancy: f64,
    /// Whether everyone counted answers every line of the set; if not the figures are optimistic.
    pub exact: bool,
}

/// Consultants who start and end together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shift {
    /// Group identifier.
    pub group: String,
    /// Contract identifier.
    pub contract: String,
    /// Identifier of the rule it follows.
    pub rule: String,
    /// Weekday code of the start.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// End, `HH:MM`; earlier than the start where the shift runs past midnight.
    pub end: TimeOfDay,
    /// Breaks, start and end.
    pub breaks: Vec<[TimeOfDay; 2]>,
    /// Paid hours of one consultant.
    pub paid_hours: f64,
    /// Cost of one consultant's shift, premiums included.
    pub cost: f64,
    /// How many consultants work it.
    pub count: u32,
}

/// Agents required in an interval that a later close adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EveningNeed {
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Lines open then that share consultants, sorted.
    pub lines: Vec<String>,
    /// Calls of each line, in the order of `lines`.
    pub calls: Vec<f64>,
    /// Agents each line would need on its own.
    pub separate: Vec<u32>,
    /// Agents that all of them need as one pooled queue.
    pub shared: u32,
}

/// One number and how it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AssumptionReport {
    /// Where it stands in the scenario: `line.mopr.aht`.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// `low–high` as written, where given.
    pub range: Option<String>,
    /// How it is known.
    pub basis: Basis,
    /// The author's note.
    pub note: Option<String>,
}

impl AssumptionReport {
    /// Whether plans rest on it: what is told of the present state is only laid beside them.
    pub fn bears_on_plans(&self) -> bool {
        !self.key.starts_with("today.")
    }
}

/// What a reader is told beside the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// Not everyone answers every line of a set: figures of its pooled queue are optimistic.
    OverlappingSkills,
    /// Calls come when a line is closed.
    CallsOutsideHours,
    /// Patience of a line is not exponential, or some of its callers hang up at once: the formulas take the nearest
    /// exponential one.
    PatienceLaw,
    /// The clocks change in the week, on a night in which a line is open.
    ClockChange,
    /// The time allowed stopped the search for a closing.
    TimeLimit,
    /// The work allowed stopped the search for a closing.
    WorkLimit,
    /// A closing may be cheaper than the recommended one: its bound is lower.
    RankingOpen,
}

/// A remark with a stable code, worded by the report in the reader's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What it says.
    pub code: NoteCode,
    /// What it is about: a line, a set of lines, a number.
    pub subject: String,
}

/// Verdict of the independent check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// Whether everything recomputed agrees and holds.
    pub passed: bool,
    /// What does not.
    pub violations: Vec<String>,
    /// What holds and is worth knowing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}
