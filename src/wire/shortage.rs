//! Why no plan can meet a scenario: codes, names and numbers. The sentences beside them are English and are
//! filled in where JSON is written.

use super::answer::Broken;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::labour::Reason;
use crate::domain::measure::{Between, LevelOf, MeasureName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why no plan can meet a scenario.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Infeasibility {
    /// One sentence, in English.
    #[serde(default)]
    pub summary: String,
    /// What kind of reason it is.
    #[serde(default)]
    pub cause: Cause,
    /// Least total shortage, agent-hours a week, if the solve that allows shortage was proven;
    /// otherwise the best found.
    pub shortage_hours: f64,
    /// Whether `shortage_hours` is proven least.
    pub proven: bool,
    /// Where consultants are short, by day and start.
    pub short: Vec<Shortage>,
    /// The promises of `promises`, a phrase in English each.
    #[serde(default)]
    pub missed: Vec<String>,
    /// Mean-wait or service-level promises that cannot be kept although every interval is covered.
    #[serde(default)]
    pub promises: Vec<MissedPromise>,
    /// Limits that bind, the decisive first. Where lifting them was tried, only those whose lifting was enough.
    pub limits: Vec<BindingLimit>,
    /// What the plan that comes nearest with the people and shifts there are breaks through the day; empty where none
    /// was found.
    #[serde(default)]
    pub nearest: Vec<Broken>,
    /// Limits that were lifted as well, as far as their changes say, without a plan being found.
    #[serde(default)]
    pub in_vain: Vec<BindingLimit>,
    /// Names of the lines by their identifiers.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Labels of the closings of the lines that have a choice.
    #[serde(default)]
    pub closing: BTreeMap<String, String>,
    /// Why the other closings have no plan, in their order.
    #[serde(default)]
    pub others: Vec<Infeasibility>,
}

impl Infeasibility {
    /// Whether it shows that no plan meets the requirements, however the search for one ended: something is short,
    /// or a promise out of reach, even where consultants could be split.
    pub fn certain(&self) -> bool {
        match self.cause {
            Cause::Short { at_least } => at_least || self.proven && self.shortage_hours > 0.0,
            Cause::Promises => !self.promises.is_empty(),
            Cause::Unreachable => true,
            _ => false,
        }
    }
}

/// Kinds of reasons why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Consultants are short.
    Short {
        /// Whether the hours are a lower bound only.
        at_least: bool,
    },
    /// Promises over a day or the week cannot be kept, although every interval can be covered.
    Promises,
    /// No number of consultants keeps a promise.
    Unreachable,
    /// Somebody's fixed duties leave no lawful week.
    FixedDuties {
        /// The consultant; empty where it is not known who.
        name: String,
        /// First day of the week.
        week: String,
    },
    /// Fixed duties that a rule refuses whatever else the person works.
    RefusedDuties {
        /// Which, with the reasons.
        duties: Vec<GivenDuty>,
    },
    /// Activities at a set time that no lawful shift of a person covers.
    RefusedActivities {
        /// Whose and when, with the reasons.
        duties: Vec<GivenDuty>,
    },
    /// Two people who must not, or must, work together, though what is given beforehand says otherwise.
    RefusedPair {
        /// The two.
        people: [String; 2],
        /// Date.
        date: String,
        /// Which of both.
        reason: Reason,
    },
    /// No plan of so few shift times was found; whether there is one is not known.
    ShiftTimes {
        /// As many as the scenario allows.
        most: u32,
        /// As few as a plan was found with.
        least: u32,
    },
    /// The search for the cause was stopped.
    #[default]
    Stopped,
}

/// A duty given beforehand that cannot be worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GivenDuty {
    /// The consultant.
    pub name: String,
    /// Date of the start.
    pub date: String,
    /// Code of the rule that refuses it, or of another reason.
    pub reason: Reason,
}

/// Consultants short in one stretch of intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shortage {
    /// Lines of the sharing set.
    pub lines: Vec<String>,
    /// Weekday code.
    pub day: Weekday,
    /// Start and end of the stretch.
    pub start: TimeOfDay,
    /// See `start`.
    pub end: TimeOfDay,
    /// Agents at the phone required.
    pub required: f64,
    /// Agents on duty short; with shrinkage that can be more than `required`.
    pub short: f64,
}

impl Shortage {
    /// Minutes of the stretch.
    pub fn minutes(&self) -> u32 {
        self.end.minutes().saturating_sub(self.start.minutes())
    }
}

/// A promise that cannot be kept, and the best that can be reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MissedPromise {
    /// The line.
    pub line: String,
    /// What is promised; not in files made before long waits could be: then a service level where there is a
    /// threshold, else a mean wait.
    #[serde(default)]
    pub measure: Option<MeasureName>,
    /// Weekday code; `null` for the week.
    pub day: Option<Weekday>,
    /// The stretch of each day that counts; none: all of it.
    #[serde(default)]
    pub between: Option<Between>,
    /// The threshold in seconds, for a measure that has one.
    pub within_s: Option<f64>,
    /// What a service level is a share of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level_of: Option<LevelOf>,
    /// Seconds or a share, as promised.
    pub promised: f64,
    /// The best that can be reached.
    pub at_best: f64,
}

impl MissedPromise {
    /// What is promised.
    pub fn measure(&self) -> MeasureName {
        let before = match self.within_s {
            Some(_) => MeasureName::ServiceLevel,
            None => MeasureName::MeanWait,
        };
        self.measure.unwrap_or(before)
    }
}

/// A kind of limit on who can work when.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// People of a contract.
    HeadCount,
    /// Hours of a contract in the week.
    ContractHours,
    /// Days of a contract in the week.
    ContractDays,
    /// Largest share of a group's hours that a contract may have.
    ShareMax,
    /// Starts, lengths and days that a rule allows.
    ShiftRules,
    /// Opening hours.
    OpeningHours,
    /// All limits of staff together.
    Staff,
}

/// A limit that keeps the shortage from being filled, and what lifting it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BindingLimit {
    /// Which limit.
    pub limit: Limit,
    /// The group, `group/contract` or rule it belongs to; empty for all limits of staff together.
    pub subject: String,
    /// What would remain short without this limit, agent-hours a week.
    pub shortage_without: f64,
    /// What to change, in English.
    #[serde(default)]
    pub remedy: String,
    /// The same in numbers.
    #[serde(default)]
    pub change: Change,
    /// How the week comes out with that change, where it was tried.
    #[serde(default)]
    pub tried: Option<Tried>,
}

/// A week with a limit lifted as far as needed, planned: every promise is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tried {
    /// Cost of the week.
    pub cost_per_week: f64,
    /// Its currency.
    pub currency: String,
    /// Mean wait of each line's callers through the day, seconds.
    pub mean_wait_s: BTreeMap<String, f64>,
    /// Shifts of that week that the people there are could not work, or that are not allowed now.
    pub extra: Vec<ExtraShift>,
}

/// A shift beyond what the limits allow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExtraShift {
    /// Name of the group.
    pub group: String,
    /// Weekday code.
    pub day: Weekday,
    /// From coming to going.
    pub start: TimeOfDay,
    /// See `start`.
    pub end: TimeOfDay,
    /// Which person of the group, or of the contract, it is on that day: 2 where there is one; `null` for a shift that is
    /// not allowed now.
    pub person: Option<u32>,
}

/// What lifting a limit takes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// More people in a group, or on one contract of it.
    People {
        /// The group.
        group: String,
        /// The contract; `null` for the whole group.
        contract: Option<String>,
        /// People now.
        now: u32,
        /// How many more are needed at least, where that is known.
        more: Option<u32>,
    },
    /// More working days a week.
    Days {
        /// The contract.
        contract: String,
        /// How many more at least, of all its people together.
        more: Option<u32>,
    },
    /// More paid hours a week.
    Hours {
        /// The contract.
        contract: String,
        /// How many more at least, of all its people together.
        more: Option<f64>,
    },
    /// A larger share of the group's hours.
    Share {
        /// The contract.
        contract: String,
        /// Largest share now.
        now: f64,
        /// The share that is enough.
        enough: Option<f64>,
    },
    /// Other shifts.
    Shifts {
        /// Whether shifts allowed now cover every hour that is short.
        covered: bool,
        /// Day, start and end of the first hours to be covered.
        first: Option<(Weekday, TimeOfDay, TimeOfDay)>,
    },
    /// An earlier close.
    Close {
        /// The line.
        line: String,
        /// The latest closing without a shortage.
        closing: String,
    },
    /// Several limits on people at once.
    #[default]
    Staff,
}
