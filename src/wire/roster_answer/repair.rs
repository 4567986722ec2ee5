//! A repair as data, in the shape of the JSON schema `obsada.repair/1`.

use super::Roster;
use crate::domain::labour::Reason;
use crate::domain::measure::{Between, MeasureName, Over};
use crate::wire::answer::{Decided, Figure, Method};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The schema of a repair.
pub const REPAIR_SCHEMA: &str = "obsada.repair/1";

/// What to do when somebody is away, a day is busier, or what was edited breaks a rule or leaves people
/// short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// `obsada.repair/1`.
    #[schemars(extend("const" = REPAIR_SCHEMA))]
    pub schema: String,
    /// That it is not legal advice.
    pub notice: String,
    /// Who is away when.
    pub absent: Vec<Away>,
    /// Which days are busier than expected; the roster below is judged by what was expected.
    pub busier: Vec<Busier>,
    /// Days edited since the roster was written; `None` where the file does not tell.
    pub edited: Option<Vec<ChangeReport>>,
    /// Rules that the roster breaks as it was handed in, each once a person (rules of one day: each day).
    pub broken: Vec<Breach>,
    /// First day that may change.
    pub from: String,
    /// Fewest assignments (of others than those away) that must change so that every rule is kept and
    /// nothing is shorter than before, with breaks within their windows; `None` if so many as were tried
    /// do not suffice.
    pub least_changes: Option<u32>,
    /// No fewer changes than this suffice, which is proven.
    #[serde(default)]
    pub at_least: u32,
    /// Whether the least number is proven, or that so many as were tried do not suffice.
    pub proven: bool,
    /// Largest number of changes tried.
    pub tried: u32,
    /// Where two people trade a day: whether that is lawful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<Trade>,
    /// What the employer pays to those away for these days, part of the cost of every option.
    #[serde(default)]
    pub absence_pay: f64,
    /// Day and time at which it is, `2026-12-14 07:10`; `None` where nobody said.
    #[serde(default)]
    pub now: Option<String>,
    /// Options, the best first; where it is known what time it is, doing nothing comes before them.
    pub options: Vec<RepairOption>,
    /// The option whose roster this is, from 1.
    #[serde(default = "first")]
    pub chosen: u32,
    /// The roster after it.
    pub roster: Roster,
}

fn first() -> u32 {
    1
}

/// A person away on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Away {
    /// Name.
    pub name: String,
    /// Date.
    pub date: String,
}

/// A day with more calls than expected, or fewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Busier {
    /// Date.
    pub date: String,
    /// Calls, as a multiple of those expected.
    pub times: f64,
}

/// A rule that somebody's days break.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Breach {
    /// Who.
    pub name: String,
    /// First day on which it is broken; for a week or a period its first day.
    pub date: String,
    /// The rule: a name of the rule set, `absent`, `not-available`, `fixed` or `break-window`.
    pub rule: Reason,
    /// Whether a day that may still change could mend it; if not, it lies before `from`.
    pub mendable: bool,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepairOption {
    /// `stand-in`, `shift-moved`, `shift-longer` (comes earlier or stays longer), `break-moved`, `swap`, `day-off`, `edit-undone` (only days edited, as
    /// they were written), `combination`, `window-shortened` (a break outside of its window),
    /// `part-cover` (the shortage made smaller, not ended), `accept-shortage`, `rule-broken` (no
    /// change found keeps every rule), `no-change` where nothing is wrong, or `do-nothing`.
    pub kind: String,
    /// Changes, without those of who is away.
    pub changes: Vec<ChangeReport>,
    /// How many of them change a day that was edited; 0 where the file does not tell.
    pub edits_changed: u32,
    /// What the employer pays more than for the roster before, pay for absence included.
    pub cost: f64,
    /// Grades of wishes missed on top.
    pub wishes: f64,
    /// Person-hours short on top.
    pub short_hours: f64,
    /// What callers experience on the days that change, with the queue carried through them; empty where
    /// only the formula was asked for.
    #[serde(default)]
    pub days: Vec<DayWait>,
    /// What the formula says where people are short and callers wait longer than before, the worst first.
    pub waits: Vec<Wait>,
    /// Every promise through the rest of the day, where it is known what time it is.
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// Of a trade, how evenly burdens lie before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fairness: Option<Fairness>,
    /// Who must be told, in the order of by when.
    #[serde(default)]
    pub ring: Vec<Ring>,
    /// Rules still broken.
    pub broken: Vec<Breach>,
}

/// Whether a trade may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trade {
    /// It keeps every rule that is kept now.
    Lawful,
    /// It breaks a rule; the roster that comes with it is the one before.
    Unlawful,
}

/// How evenly evenings, weekend days and hours lie, as in the stage `fairness`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fairness {
    /// The deviation before; smaller is fairer.
    pub before: f64,
    /// The same afterwards.
    pub after: f64,
    /// Of each of the two: name, and evenings and weekend days before and afterwards.
    pub burdens: Vec<(String, [u32; 2], [u32; 2])>,
}

/// A promise from now to the end of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// Line identifier.
    pub line: String,
    /// What is promised.
    pub measure: MeasureName,
    /// What it is averaged over; of a day what is left of it, a week counts whole.
    pub over: Over,
    /// The stretch of each day that counts, `["17:00", "20:00"]`; none: all of it.
    #[serde(default)]
    pub between: Option<Between>,
    /// Seconds, share or agents promised.
    pub promised: f64,
    /// Threshold in seconds, for a service level.
    pub within_s: Option<f64>,
    /// What it comes to: for intervals the worst; `None` without calls.
    pub value: Option<Figure>,
    /// Start of the worst interval, `HH:MM`.
    pub worst_at: Option<String>,
    /// Whether it holds.
    pub state: Decided,
}

/// Somebody who must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ring {
    /// Who.
    pub name: String,
    /// Day and time by which, `2026-12-14 07:30`: before what changes begins, less the notice.
    pub by: String,
    /// When it is about.
    pub date: String,
    /// What they would work, as in `changes`.
    pub before: String,
    /// What they are asked to work.
    pub after: String,
}

/// One assignment changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeReport {
    /// Who.
    pub name: String,
    /// When.
    pub date: String,
    /// `07:30-15:30 (break 11:00)`, `off` or `absent`.
    pub before: String,
    /// The same afterwards.
    pub after: String,
    /// Breaks that lie outside of their windows afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortened: Vec<Shortened>,
}

/// A break outside of the window of its shift rule, inside the shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shortened {
    /// Start of the break.
    pub start: String,
    /// What the window is measured from: `start` or `end` of the shift; `before` or `after` where the
    /// window lies between two times of the day.
    pub edge: String,
    /// Minutes from that edge; for `before` and `after` minutes outside of the window.
    pub minutes: u32,
    /// Minutes from that edge which the rule asks for; 0 for `before` and `after`.
    pub rule_minutes: u32,
}

/// Mean wait of a line on a day with the queue carried through it, before a repair and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DayWait {
    /// Date.
    pub date: String,
    /// Line identifier.
    pub line: String,
    /// How the figures are known.
    pub method: Method,
    /// Mean wait of the day's calls before, seconds; `None` without calls.
    pub before: Option<Figure>,
    /// The same afterwards.
    pub after: Figure,
    /// The longest mean wait of an interval afterwards, seconds.
    pub worst: Figure,
    /// Start of that interval, `HH:MM`.
    pub worst_at: String,
}

/// Mean wait of a set of lines in an interval, before and after; by the Erlang C formula, half-hour by
/// half-hour. `None`: the queue grows as long as it lasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Wait {
    /// Date.
    pub date: String,
    /// Start of the interval, `HH:MM`.
    pub start: String,
    /// Lines of the set, sorted.
    pub lines: Vec<String>,
    /// Mean wait before the change, seconds.
    pub before_s: Option<f64>,
    /// Mean wait after it, seconds.
    pub after_s: Option<f64>,
}
