//! Work away from the phone, as a roster tells it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An activity over all weeks. Who does it when stands with the shifts (`off_phone`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// Activity of the scenario.
    pub activity: String,
    /// Hours of it within the shifts, of all people.
    pub hours: f64,
    /// Who is excused from what is at a set time, being away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excused: Vec<Excused>,
    /// What of the hours to place is not placed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<Open>,
}

/// Somebody who is away on the day of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excused {
    /// Name.
    pub name: String,
    /// Date.
    pub date: String,
}

/// Hours of a week that are not placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Open {
    /// Name; without it the hours are of all people of the activity together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Monday of the week.
    pub week: String,
    /// Minutes.
    pub minutes: u32,
    /// Why.
    pub reason: Unplaced,
}

/// Why a piece of an activity is not placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unplaced {
    /// No shift of the week has room for it within its days and hours.
    NoShift,
    /// Wherever there is room, people would be short.
    Short,
    /// Where nobody would be short, a promise would break through the day.
    Promise,
}
