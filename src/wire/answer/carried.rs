//! What a plan says of the queue carried through the day, and how it came to keep its promises there.

use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::{Between, Direction, MeasureName, Over, TakenOver};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A promise that is missed by less than this share of what is promised is missed by too little to matter.
const TOO_LITTLE: f64 = 0.01;

/// How figures through the day are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Computed from the equations of the queue through time, to a truncation error below 1e-8.
    Exact,
    /// Played out call by call.
    Simulated,
}

/// A figure with the half-width of its 95% confidence interval; 0 where it is computed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Half the width of its 95% confidence interval.
    pub half_width: f64,
}

/// What callers of a line experience when a queue left at the end of an interval is still there in
/// the next. Averages are over the calls offered, redials included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThroughDay {
    /// How the figures are known.
    pub method: Method,
    /// Weeks played out; none where computed.
    pub weeks: Option<u32>,
    /// Calls offered: first calls, and those of callers who hung up and call again.
    pub attempts_per_week: f64,
    /// Mean time in queue over all offered calls.
    pub mean_wait_s: Figure,
    /// Mean time in queue of answered calls.
    pub asa_s: Figure,
    /// Share answered within the line's threshold, of the calls that its `service_level_of` counts.
    pub service_level: Figure,
    /// Share of callers who hang up.
    pub p_abandon: Figure,
    /// Mean time after closing until the last call in hand is done, minutes; none where the line
    /// never closes.
    pub overrun_minutes: Option<f64>,
}

/// A line in one interval, through the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineInterval {
    /// Line identifier.
    pub line: String,
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Calls offered, redials included.
    pub attempts: f64,
    /// Mean time in queue of the calls that arrive in the interval.
    pub mean_wait_s: Figure,
    /// Share of them answered within the line's threshold, of those that the line's `service_level_of` counts.
    pub service_level: Figure,
    /// How many that counts; missing where it counts all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level_calls: Option<f64>,
    /// Share of them given up.
    pub p_abandon: Figure,
}

impl LineInterval {
    /// Calls that the service level is a share of.
    pub fn counted_calls(&self) -> f64 {
        self.service_level_calls.unwrap_or(self.attempts)
    }
}

/// What a plan reaches of a target with the queue carried through the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetThroughDay {
    /// The worst value over the intervals, the days, or the week's value.
    pub reached: Figure,
    /// Where that is: day and start, the day, or `week`.
    pub at: TakenOver,
    /// Whether it is met.
    pub met: bool,
    /// What that says of the promise; missing in answers of versions before 0.2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Decided>,
}

/// What the weeks that were followed, or played out, say of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Decided {
    /// It is kept: computed so, or by more than the figure's confidence interval.
    Kept,
    /// The weeks played out leave it undecided, or it is missed by too little to matter.
    Open,
    /// It is missed by more than the figure's confidence interval.
    Broken,
}

impl TargetThroughDay {
    /// What the figure and its interval say of a promise of this value. A figure that misses it by less than
    /// a hundredth of what is promised (of a service level: of the share that may be late) is open.
    pub fn decided(&self, measure: MeasureName, promised: f64) -> Decided {
        let Figure { value, half_width } = self.reached;
        let (missed_by, room) = match measure.direction() {
            Direction::AtMost => (value - promised, promised),
            Direction::AtLeast => (promised - value, 1.0 - promised),
        };
        let little = if half_width > 0.0 { half_width.max(TOO_LITTLE * room) } else { 0.0 };
        match () {
            () if half_width == 0.0 && self.met => Decided::Kept,
            () if missed_by <= -half_width => Decided::Kept,
            () if missed_by <= little => Decided::Open,
            () => Decided::Broken,
        }
    }
}

/// How a candidate's plan came to keep its promises through the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tightened {
    /// How often the week was planned again.
    pub rounds: u32,
    /// Whether every promise holds through the day.
    pub holds: bool,
    /// The first plan's objective: the promises kept by the formula of each interval.
    pub objective_before: f64,
    /// Its proven lower bound.
    pub bound_before: f64,
    /// Promises that the first plan would have broken.
    pub broken_before: Vec<Broken>,
    /// Promises that the plan breaks.
    pub broken: Vec<Broken>,
    /// Intervals in which more agents are required than the formula asks for.
    pub raised: Vec<Raised>,
    /// Averages over a day or the week that are planned for more strictly than promised.
    pub stricter: Vec<Stricter>,
    /// Why the programme could not be tightened further, where promises remain broken.
    pub obstacle: Option<Obstacle>,
}

/// Why a plan could not be tightened until it keeps every promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Obstacle {
    /// It was planned again as often as is tried.
    Rounds,
    /// No plan meets still stricter requirements.
    Infeasible,
    /// A limit stopped the search.
    Limit,
}

/// A promise that is broken through the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Broken {
    /// Line identifier.
    pub line: String,
    /// As in [`super::TargetReport`].
    pub measure: MeasureName,
    /// As in [`super::TargetReport`].
    pub over: Over,
    /// As in [`super::TargetReport`].
    #[serde(default)]
    pub between: Option<Between>,
    /// Where it is worst: day and start, the day, or `week`.
    pub at: TakenOver,
    /// In how many intervals or days it is broken.
    pub places: u32,
    /// What is promised.
    pub promised: f64,
    /// The worst value reached.
    pub reached: Figure,
}

/// More agents required in an interval than the formula asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Raised {
    /// Line whose consultants these are.
    pub line: String,
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Agents at the phone by the formula.
    pub by_formula: u32,
    /// Agents at the phone planned for.
    pub planned: u32,
}

/// A promise over a day or the week that is planned for more strictly than it is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stricter {
    /// Line identifier.
    pub line: String,
    /// What is promised.
    pub measure: MeasureName,
    /// The day's code, or `week`.
    pub over: TakenOver,
    /// As in [`super::TargetReport`].
    #[serde(default)]
    pub between: Option<Between>,
    /// What the formula must come to, as a share of what is promised (of a service level: of the
    /// share that may be late).
    pub share: f64,
}
