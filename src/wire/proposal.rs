//! The hours proposal as data, in the shape of the JSON schema `obsada.proposal/1`, and the rule by
//! which it recommends.
//!
//! Every report reads this one structure, so a figure of the memo is the figure of the JSON. Waits are in
//! seconds, amounts in the scenario's currency and a week unless said otherwise. Closing times are named
//! by their index into [`Proposal::closings`]; a figure that there is none of (no plan, a queue without
//! end) is `null`.

mod risk;

use crate::domain::clock::TimeOfDay;
use crate::domain::measure::{Between, MeasureName, Over};
use crate::domain::units::Basis;
use crate::wire::answer::{
    AssumptionReport, Infeasibility, LineReport, ScenarioRef, Status, Today,
};
pub use risk::{
    DrawError, Look, Observed, Pilot, PlannedDraw, PlannedDraws, SafePlan, Safety, WithoutPlan,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema this version writes.
pub const SCHEMA: &str = "obsada.proposal/1";

/// Closing times side by side, with a recommendation and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// `obsada.proposal/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Version of obsada that made it.
    pub version: String,
    /// What was compared.
    pub scenario: ScenarioRef,
    /// Seed of every random number in it.
    pub seed: u64,
    /// The busiest three hours of the compared lines with the present hours, `HH:MM`.
    pub peak: [TimeOfDay; 2],
    /// Every combination of candidate closing times, in the order of the scenario.
    pub closings: Vec<ClosingPlans>,
    /// The present hours, planned: the lines' own, or those that the scenario says are today's; where these cannot be
    /// planned, the shortest hours that can.
    pub baseline: usize,
    /// Whether `baseline` has the present hours.
    #[serde(rename = "baseline_is_today")]
    pub baseline_is_present: bool,
    /// The present state as the scenario tells it, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Today>,
    /// What the rule recommends.
    pub recommended: usize,
    /// What is laid beside the present hours: the recommended, or if these are recommended, the longest hours whose
    /// plan keeps its promises.
    pub proposed: usize,
    /// The rule and where it changes its mind.
    pub decision: Decision,
    /// Each closing time against the next shorter one and against the baseline.
    pub steps: Vec<Step>,
    /// Paid hours a week of the baseline, which [`Proposal::budget`] may not exceed.
    pub budget_hours: Option<f64>,
    /// The best wait found for the baseline's paid hours, for each closing time.
    pub budget: Vec<Budget>,
    /// Cost against wait, for each closing time.
    pub frontier: Vec<Frontier>,
    /// What the recommendation does when uncertain numbers move.
    pub uncertainty: Uncertainty,
    /// What each promise about callers costs at the recommended hours; empty where there was no time to plan that.
    #[serde(default)]
    pub promise_costs: Vec<PromiseCost>,
    /// What was stated, estimated and assumed.
    pub assumptions: Vec<AssumptionReport>,
}

/// A promise, and what the week costs without it: all others kept, the hours those that are recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PromiseCost {
    /// Line identifier.
    pub line: String,
    /// What is promised.
    pub measure: MeasureName,
    /// Over what it is taken.
    pub over: Over,
    /// The stretch of each day that counts; `null`: all of it.
    pub between: Option<Between>,
    /// The threshold in seconds, for a measure that has one.
    pub within_s: Option<f64>,
    /// Seconds or a share, as promised.
    pub promised: f64,
    /// A quarter looser.
    pub loosened: Relaxed,
    /// Not promised at all.
    pub dropped: Relaxed,
}

/// The week with a promise relaxed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relaxed {
    /// What is promised then; `null`: nothing.
    pub promised: Option<f64>,
    /// Cost of the cheapest plan found, at most that of the plan with all promises.
    pub cost_per_week: f64,
    /// How much less that is. Differences below the decision's `cost_resolution` are not told apart.
    pub saved: f64,
    /// Mean wait of the line's callers then, through the day.
    pub mean_wait_s: Option<f64>,
}

/// A closing time under the three levels of demand response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClosingPlans {
    /// How reports name it: the labels of the lines that have candidates.
    pub label: String,
    /// Label of the closing by line.
    pub closing: BTreeMap<String, String>,
    /// Opening hours a week of all lines together.
    pub open_hours: f64,
    /// Moved and new calls at their low values.
    pub low: PlannedWeek,
    /// At their central values.
    pub central: PlannedWeek,
    /// At their high values.
    pub high: PlannedWeek,
}

impl ClosingPlans {
    /// The three levels with their names.
    pub fn responses(&self) -> [(&'static str, &PlannedWeek); 3] {
        [("low", &self.low), ("central", &self.central), ("high", &self.high)]
    }
}

/// The cheapest plan found for a closing time, its promises kept with the queue carried through the
/// day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedWeek {
    /// How far its solve came.
    pub status: Status,
    /// Why there is no plan, where there is none; one sentence in English.
    pub infeasible: Option<String>,
    /// The same in codes and numbers.
    #[serde(skip)]
    pub cause: Option<Infeasibility>,
    /// Whether every promise holds.
    pub holds: bool,
    /// Verdict of the independent check of this plan.
    pub check_passed: bool,
    /// What was minimised: the cost, and callers' waiting if the scenario counts it.
    pub objective: Option<f64>,
    /// Proven lower bound of the objective, for the requirements as tightened.
    pub bound: Option<f64>,
    /// Wages with premiums and opening costs.
    pub cost_per_week: Option<f64>,
    /// Paid hours.
    pub paid_hours_per_week: Option<f64>,
    /// Paid hours ÷ 40.
    pub full_time_equivalents: Option<f64>,
    /// Least number of people who can work the shifts, all contracts together.
    #[serde(default)]
    pub people_needed: Option<u32>,
    /// Minutes that callers wait, all lines, through the day.
    pub waiting_minutes: Option<f64>,
    /// What that costs them, where a minute is priced.
    pub waiting_cost: Option<f64>,
    /// First calls in opening hours, all lines.
    pub calls_offered: f64,
    /// Of these, calls whose callers are answered, at once or when they call again.
    pub calls_served: f64,
    /// First calls offered after the baseline close of their line.
    pub evening_calls: f64,
    /// Shifts of one consultant on one day that end after the baseline close of a compared line.
    pub evening_shifts: u32,
    /// What callers of each line experience.
    pub lines: Vec<LineReport>,
    /// Mean wait through the day in the peak, by line; `null` without calls.
    pub peak_waits: Vec<LinePeak>,
    /// What callers experience by day and in the evening, line by line.
    #[serde(default)]
    pub day_parts: Vec<LineDayParts>,
    /// Mean wait through the day by line and start, averaged over the calls of all days.
    pub waits: Vec<HalfHourWait>,
    /// Consultants by start, averaged over the open days.
    pub staffing: Vec<HalfHourStaff>,
}

/// Mean wait of a line in the peak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinePeak {
    /// Line identifier.
    pub line: String,
    /// Mean wait, seconds; `None` without calls.
    pub mean_wait_s: Option<f64>,
}

/// Callers of a line by day and in the evening, with the queue carried through the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineDayParts {
    /// Line identifier.
    pub line: String,
    /// Those who ring before the baseline close of the compared lines (the earliest of them).
    pub day: DayPart,
    /// Those who ring later.
    pub evening: DayPart,
}

/// Callers of a part of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DayPart {
    /// Their calls in the week, redials included.
    pub attempts: f64,
    /// Their mean wait, seconds; `null` without calls.
    pub mean_wait_s: Option<f64>,
    /// Share of them who hang up; `null` without calls.
    pub p_abandon: Option<f64>,
}

/// Mean wait of a line in an interval of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HalfHourWait {
    /// Line identifier.
    pub line: String,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Calls of the week that come then, redials included.
    pub attempts: f64,
    /// Their mean wait.
    pub mean_wait_s: f64,
}

/// Consultants in an interval of the day, average of the open days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HalfHourStaff {
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// At the phone, required by the promises of the interval.
    pub required: f64,
    /// At the phone: on duty less shrinkage.
    pub at_phone: f64,
    /// On duty, breaks taken off.
    pub on_duty: f64,
}

/// The rule applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// What one more answered call is worth (`cost.served_call`); none: 0, the cheapest is recommended.
    pub served_call: Option<f64>,
    /// Costs a week that differ by less are not told apart: what the difference of two plans scatters by
    /// (`cost_resolution` of a plan).
    pub cost_resolution: f64,
    /// Closing times not told apart from the one with the least cost less worth, on average over the samples or where
    /// there are none, with central numbers; of these the one open shortest is recommended.
    pub not_told_apart: Vec<usize>,
    /// Closing times whose promises hold, from the cheapest to what is recommended however much a
    /// served call is worth; each from its own break-even value on.
    pub breakpoints: Vec<Breakpoint>,
    /// Whether the bounds prove the recommendation: no closing could come out better, for the
    /// requirements as tightened until the promises hold through the day.
    pub proven: bool,
}

/// From which value of a served call on a closing time is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breakpoint {
    /// The closing time.
    pub closing: usize,
    /// The value of a served call from which it is recommended; 0 for the cheapest.
    pub from_value: f64,
    /// The least and the greatest that this value can be, as far as the bounds of both plans, for
    /// their requirements as tightened, prove;
    /// none for the cheapest.
    pub proven_between: Option<[f64; 2]>,
}

/// A closing time against another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The closing time it is compared with.
    pub against: usize,
    /// Extra opening hours a week.
    pub open_hours: f64,
    /// Extra cost a week.
    pub cost: f64,
    /// Extra cost for each extra half-hour of opening.
    pub cost_per_half_hour: f64,
    /// Extra paid hours a week.
    pub paid_hours: f64,
    /// Further first calls in opening hours a week.
    pub calls_offered: f64,
    /// Further calls answered a week.
    pub calls_served: f64,
    /// Extra cost of each further call; none where no further call is served.
    pub cost_per_call: Option<f64>,
    /// Further calls in the evening, moved ones included.
    pub evening_calls: f64,
    /// Change of the mean wait in the peak, by line, seconds; negative: shorter.
    pub peak_waits: Vec<LinePeak>,
    /// Change of the minutes that callers wait.
    pub waiting_minutes: f64,
    /// What that is worth to them, where a minute is priced.
    pub waiting_cost: Option<f64>,
    /// Further evenings asked of consultants: shifts that end after the baseline close.
    pub evening_shifts: i64,
}

/// What longer hours cost and buy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The closing time.
    pub closing: usize,
    /// Against the one with the next fewer opening hours; none for the shortest and without a plan.
    pub to_next_shorter: Option<Difference>,
    /// Against the baseline; none for itself and without a plan.
    pub to_baseline: Option<Difference>,
}

/// The best wait found for the baseline's paid hours. The scenario's promises about waits are replaced by
/// one: the mean wait of each line over the week, as short as these hours allow by the formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Budget {
    /// The closing time.
    pub closing: usize,
    /// The plan found; none if none was found within the hours.
    pub found: Option<WaitPoint>,
    /// Mean wait through the day in the peak, by line.
    pub peak_waits: Vec<LinePeak>,
}

/// A plan with one promise: the mean wait of each line over the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WaitPoint {
    /// Mean wait promised of each line, by the formula.
    pub promised_s: f64,
    /// Cost a week.
    pub cost_per_week: f64,
    /// Proven: no plan of this closing that keeps this promise by the formula costs less.
    pub bound: f64,
    /// Paid hours a week.
    pub paid_hours_per_week: f64,
    /// Mean wait of the line that waits longest, by the formula.
    pub by_formula_s: f64,
    /// The same with the queue carried through the day.
    pub through_day_s: f64,
    /// Mean wait through the day, by line.
    pub waits: Vec<LinePeak>,
}

/// Cost against wait for a closing time: plans found of which none is both cheaper and shorter in wait
/// through the day; from the shortest wait to the cheapest plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frontier {
    /// The closing time.
    pub closing: usize,
    /// Its plans.
    pub points: Vec<WaitPoint>,
}

/// Uncertain numbers and what they do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Uncertainty {
    /// Every number with a range, the widest effect first.
    pub parameters: Vec<ParameterReport>,
    /// All of them at once.
    pub joint: Joint,
    /// Whether the recommendation stays the best in at least 90% of the samples.
    pub robust: bool,
    /// What a pilot should measure: of the numbers that can be measured and turn the recommendation somewhere in their range,
    /// the one whose range moves the advantage of the proposed hours most; of all that can be measured where none does.
    /// Absent without ranges.
    pub pilot: Option<String>,
    /// That pilot, with its size; none where no value of the number turns the recommendation.
    #[serde(default)]
    pub pilot_plan: Option<Pilot>,
    /// Draws planned in full; none where none were asked for.
    #[serde(default)]
    pub planned_draws: Option<PlannedDraws>,
    /// What safety costs; none without draws.
    #[serde(default)]
    pub safety: Option<Safety>,
}

/// A number at its low and high value, all others at their central ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ParameterReport {
    /// As in the scenario: `line.mopr.aht`.
    pub key: String,
    /// How it is known.
    pub basis: Basis,
    /// The author's note.
    pub note: Option<String>,
    /// At its low value.
    pub low: End,
    /// At its central value.
    pub central: End,
    /// At its high value.
    pub high: End,
    /// Where the recommendation flips between the low and the high value.
    pub flips: Vec<Flip>,
}

/// What comes of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// The value: seconds, share, calls or money.
    pub value: f64,
    /// Cost of the proposed hours less the baseline's, both planned again.
    pub cost_difference: Option<f64>,
    /// The same less the worth of the further calls served.
    pub net_difference: Option<f64>,
    /// Mean wait of the compared line with the proposed staffing as it is; none where the queue would
    /// grow without end.
    pub mean_wait_s: Option<f64>,
    /// What the rule recommends.
    pub recommended: Option<usize>,
}

/// Between two values of a number the recommendation changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Flip {
    /// Towards the low (−1) or the high (+1) value.
    pub side: i8,
    /// Recommended beyond it instead of what is recommended with central numbers.
    pub to: usize,
    /// The last value found to leave the recommendation, and the first found to change it.
    pub between: [f64; 2],
}

/// All uncertain numbers drawn at once, independently, each from a triangular law between its low and high
/// value with the central value most likely.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Joint {
    /// Samples drawn.
    pub samples: u32,
    /// Share of the samples in which the rule recommends each closing time (of those not told apart the shortest);
    /// costs by adding up the effects of single numbers.
    pub best: Vec<f64>,
    /// Mean over the samples of each closing time's cost less the worth of the calls answered; none for those that are not
    /// in question, and where some cost is not known.
    pub net: Vec<Option<f64>>,
    /// Extra cost of the proposed hours against the baseline: 5%, 50% and 95% of the samples lie below.
    pub cost_difference: Option<[f64; 3]>,
    /// Further calls answered a week, likewise.
    pub calls_served: Option<[f64; 3]>,
    /// Promises with the proposed staffing as it is.
    pub proposed: Missed,
    /// Promises with the baseline's staffing as it is.
    pub baseline: Missed,
}

/// How often promises are missed with the staffing as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Missed {
    /// Share of the samples in which any promise is missed.
    pub any: f64,
    /// Half the width of its 95% confidence interval (Wilson 1927).
    pub half_width: f64,
    /// Promise by promise.
    pub promises: Vec<MissedPromise>,
    /// Mean wait of the compared line, known likewise: 5%, 50% and 95% of the samples lie below; `null` without
    /// samples.
    pub mean_wait_s: [Option<f64>; 3],
}

/// How often a promise is missed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MissedPromise {
    /// Line identifier.
    pub line: String,
    /// As in a plan's targets.
    pub measure: MeasureName,
    /// What it is averaged over.
    pub over: Over,
    /// The stretch of each day that counts; none: all of it.
    #[serde(default)]
    pub between: Option<Between>,
    /// Seconds, share or agents.
    pub promised: f64,
    /// Share of the samples in which it is missed: by the queue followed through the day or, where that takes long, by a
    /// sketch of it, corrected.
    pub share: f64,
    /// Value through the day ÷ by the sketch with central numbers, a fiftieth of what is promised added to both (of a service
    /// level: of the share that is late): how far off the sketch is before it is corrected. About 1 where the queue is followed.
    pub correction: f64,
}
