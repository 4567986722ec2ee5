//! A roster as data, in the shape of the JSON schema `obsada.roster/1`.
//!
//! Text, CSV, `obsada check`, repair and every hand-over read this one structure. Dates are
//! `YYYY-MM-DD`, times `HH:MM` local time, amounts in the scenario's currency. It names people and
//! their shifts and nothing more about them: every kind of absence has the one code `absent`, and no
//! reason, protection or carried hours are in it.

mod activity;
mod edition;
mod names;
mod read;
mod repair;
mod rhythm;
mod shift;

pub use activity::{Excused, Held, Open, Unplaced};
pub use edition::{Against, Changed, Earlier, Edition, FirstNew, OnDay, Standing};
pub use names::{Given, Goal, Obstacle, Wished};
pub use read::parse;
pub use repair::{
    Away, Breach, Busier, ChangeReport, DayWait, Fairness, Promise, REPAIR_SCHEMA, Repair,
    RepairOption, Ring, Shortened, Trade, Wait,
};
pub use rhythm::{Rhythm, Span, Spread};
pub use shift::{OffPhone, Shift};

use crate::domain::labour::Reason;
use crate::domain::measure::LevelOf;
use crate::domain::shift::{Stretch, Worked};
use crate::wire::answer::{Broken, CheckReport, ScenarioRef, Status, TargetReport, ThroughDay};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema this version writes and reads.
pub const SCHEMA: &str = "obsada.roster/1";
/// What every file that relies on the labour rules says.
pub const NOTICE: &str =
    "The rules are a reading of Polish labour law for planning; this is not legal advice.";

/// A roster of named people over one to five weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Roster {
    /// `obsada.roster/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Version of obsada that made it.
    pub version: String,
    /// What it was made for.
    pub scenario: ScenarioRef,
    /// What the parts of that scenario say, as hashes: comments and layout apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// State and version, and what changes against the one published before; none: a draft of the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// The dated set of rules it keeps.
    pub rule_set: String,
    /// That it is not legal advice.
    pub notice: String,
    /// Mondays of the weeks planned.
    pub weeks: Vec<String>,
    /// Closing by line: the candidate's label, or `hours` where the line closes as its hours say.
    pub closing: BTreeMap<String, String>,
    /// What was minimised, in this order, each with what is proven of it.
    pub stages: Vec<Stage>,
    /// Cost to the employer over all weeks: wages with premiums of what is planned, and hours owed that are not.
    pub cost: f64,
    /// Hours owed that no shift fills, part of the cost; without it the cost is that of what is planned alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<Owed>,
    /// Paid hours over all weeks.
    pub paid_hours: f64,
    /// People in the order of the scenario.
    pub people: Vec<Person>,
    /// How their days fall; rosters made before tell nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
    /// Every open interval of every set of lines that share consultants.
    pub coverage: Vec<Coverage>,
    /// Leaders in every open interval of every line that asks for some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaders: Vec<Leaders>,
    /// What callers experience with the queue carried through the day, by week; empty where needs are
    /// kept by the formula of a steady queue alone.
    #[serde(default)]
    pub through_day: Vec<WeekThroughDay>,
    /// Where more agents are required than the formula asks for, so that promises hold through the day.
    #[serde(default)]
    pub raised: Vec<Raised>,
    /// Work away from the phone, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Held>,
    /// Where people are short; empty if all is covered.
    pub shortages: Vec<Shortage>,
    /// What would help against the shortages, the most helpful first.
    pub relaxations: Vec<Relaxation>,
    /// Wishes, and what those not granted would have taken.
    pub wishes: Vec<WishReport>,
    /// Rules changed by the scenario, as `rule = value`.
    pub rules_changed: Vec<String>,
    /// Verdict of the independent check.
    pub check: CheckReport,
}

/// Hours of the norms of employment contracts that are paid though no shift fills them (KP 81), of all people
/// together; personal limits and hours carried over are not in it, as in the norms of the list of people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Owed {
    /// Hours.
    pub hours: f64,
    /// Their pay.
    pub cost: f64,
}

/// A hash of each part of a scenario that a roster rests on: SHA-256, lowercase hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Parts {
    /// People and groups.
    pub people: String,
    /// Shifts, pay, and the rules of the roster.
    pub rules: String,
    /// Lines, calls, promises and the calendar.
    pub demand: String,
}

/// One stage of the objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// Which.
    pub stage: Goal,
    /// Unit of the figures: `person-hours`, the currency, `grades`, `deviation` or `starts`.
    pub unit: String,
    /// What the roster reaches; smaller is better.
    pub value: f64,
    /// Nothing smaller is possible given the stages before.
    pub bound: f64,
    /// (value − bound) ÷ value.
    pub gap: f64,
    /// How far the proof came.
    pub status: Status,
    /// What the bound holds for.
    pub scope: Scope,
}

/// What the bound of a stage holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Scope {
    /// Every lawful roster.
    #[serde(rename = "every lawful roster of these people")]
    Lawful,
    /// Every lawful roster that covers the needs as well.
    #[serde(rename = "every lawful roster of these people with this coverage")]
    Coverage,
    /// The same shifts, dealt out in another way.
    #[serde(rename = "these shifts dealt out anew within class, contract and day")]
    Dealt,
    /// The same, with as many wishes granted.
    #[serde(
        rename = "these shifts dealt out anew within class, contract and day, no more wishes missed"
    )]
    Granted,
}

/// A person and their days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Group identifier.
    pub group: String,
    /// Contract identifier.
    pub contract: String,
    /// Lines answered, first priority first.
    pub lines: Vec<String>,
    /// Paid hours over all weeks.
    pub paid_hours: f64,
    /// Hours of the contract's norm over all weeks, less public holidays and absences (KP 130), without
    /// personal limits and hours carried over; `None` outside labour law.
    #[serde(default)]
    pub norm_hours: Option<f64>,
    /// Evenings worked.
    pub evenings: u32,
    /// Saturdays, Sundays and public holidays worked.
    pub weekend_days: u32,
    /// Every day of the weeks planned.
    pub days: Vec<Day>,
}

/// What a person does on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Code {
    Shift,
    Off,
    /// Away, for whatever reason.
    Absent,
}

/// One day of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Day {
    /// Date.
    pub date: String,
    /// What it is.
    pub code: Code,
    /// The shift, where it is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shift: Option<Shift>,
}

/// A sharing set of lines in one interval of one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Date.
    pub date: String,
    /// Start, `HH:MM`.
    pub start: String,
    /// Lines of the set, sorted.
    pub lines: Vec<String>,
    /// Agents at the phone required.
    pub required: u32,
    /// People required on duty by the minimum crews of the lines, breaks taken off.
    #[serde(default)]
    pub crew_required: u32,
    /// Agents on duty who answer any of the lines, breaks taken off.
    pub on_duty: f64,
    /// Those at the phone: on duty less shrinkage.
    pub at_phone: f64,
}

/// Leaders of a line in one interval of one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Leaders {
    /// Date.
    pub date: String,
    /// Start, `HH:MM`.
    pub start: String,
    /// Line identifier.
    pub line: String,
    /// Leaders required on duty, breaks taken off.
    pub required: u32,
    /// Leaders on duty who answer the line, breaks taken off.
    pub on_duty: f64,
}

/// What the callers of a week experience, with a queue left over still there in the next interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeekThroughDay {
    /// Monday of the week.
    pub monday: String,
    /// How often the week was solved again with stricter needs.
    pub again: u32,
    /// Why promises stay broken.
    pub obstacle: Option<Obstacle>,
    /// By line.
    pub lines: Vec<LineThroughDay>,
    /// Promises that are broken.
    pub broken: Vec<Broken>,
}

/// A line through a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineThroughDay {
    /// Line identifier.
    pub line: String,
    /// Seconds within which `service_level` counts calls as answered.
    pub threshold_s: f64,
    /// What service levels are shares of; in files made before it could be chosen: of the calls offered.
    #[serde(default)]
    pub service_level_of: LevelOf,
    /// Figures of the week.
    pub figures: ThroughDay,
    /// Promises, by the formula of a steady queue in each interval and through the day.
    pub targets: Vec<TargetReport>,
}

/// More agents required in an interval than the formula of a steady queue asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Raised {
    /// Date.
    pub date: String,
    /// Start, `HH:MM`.
    pub start: String,
    /// Lines of the set, sorted.
    pub lines: Vec<String>,
    /// Agents at the phone that the formula asks for.
    pub by_formula: u32,
    /// Agents at the phone required.
    pub planned: u32,
}

/// Agents short in one stretch of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shortage {
    /// Date.
    pub date: String,
    /// Start of the stretch.
    pub start: String,
    /// Its end.
    pub end: String,
    /// Lines of the set.
    pub lines: Vec<String>,
    /// Agents on duty short, at the most.
    pub short: f64,
    /// Whether leaders are short, not agents for the calls.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leaders: bool,
    /// People of the set who do not work then, each with the first rule that keeps them from it.
    pub blocked: Vec<Blocked>,
}

/// Why a person cannot fill a shortage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Blocked {
    /// Name.
    pub name: String,
    /// The rule: a name of the rule set, `absent`, `not-available` or `at-work`.
    pub rule: Reason,
}

/// One thing given up, and what remains short then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relaxation {
    /// Of what kind it is.
    pub kind: Given,
    /// The rule's name, or the person's.
    pub subject: String,
    /// Person-hours still short.
    pub short_hours: f64,
}

/// A wish and what became of it; its reason is nowhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WishReport {
    /// Name.
    pub name: String,
    /// What is wished for.
    pub wish: Wished,
    /// The day, where it is about one.
    pub date: Option<String>,
    /// The start wished for.
    pub start: Option<String>,
    /// 1 to 5.
    pub grade: u32,
    /// Whether it is granted on every day it is about.
    pub granted: bool,
    /// Days on which it is not.
    pub days_missed: u32,
    /// What granting it (on its first day missed) would take.
    pub price: Option<Price>,
}

/// What granting a wish would take, with as few changes as possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// Assignments changed, the person's own included; `None`: more than were tried.
    pub changes: Option<u32>,
    /// Extra wages.
    pub cost: f64,
    /// Person-hours short.
    pub short_hours: f64,
    /// Grades of other wishes lost (below zero: gained).
    pub other_wishes: f64,
}

/// A duty of a named person.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Duty {
    pub name: String,
    pub date: String,
    /// From coming to going, in minutes after midnight of that date.
    pub span: Stretch,
}

impl Roster {
    /// What everybody works, by person and day.
    pub fn worked(&self) -> Vec<Vec<Option<Worked>>> {
        let day = |day: &Day| day.shift.as_ref().map(|shift| shift.worked.clone());
        self.people.iter().map(|person| person.days.iter().map(day).collect()).collect()
    }

    /// The same as it is at the phone, by person and day: without breaks and activities.
    pub fn at_phone(&self) -> Vec<Vec<Option<Worked>>> {
        let day = |day: &Day| day.shift.as_ref().map(Shift::at_phone);
        self.people.iter().map(|person| person.days.iter().map(day).collect()).collect()
    }

    /// All duties, by person and day.
    pub fn duties(&self) -> impl Iterator<Item = Duty> + '_ {
        self.people.iter().flat_map(|person| {
            person.days.iter().filter_map(|day| {
                let shift = day.shift.as_ref()?;
                let span = shift.worked.span();
                Some(Duty { name: person.name.clone(), date: day.date.clone(), span })
            })
        })
    }
}
