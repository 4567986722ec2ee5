//! How people's days fall, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How people's days fall. A day of absence or a public holiday makes no run of days too short, and a run that began
/// before anything is known, or may go on after the plan, is not counted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Rhythm {
    /// Days worked with a day off before and after.
    pub single_days: u32,
    /// Days off with a day worked before and after.
    pub single_days_off: u32,
    /// Weeks of one or two days of people on contracts of at least 35 h, of those with at least four weekdays on which
    /// they are there.
    pub thin_weeks: u32,
    /// Minutes between the starts of two days worked in a row, on average.
    pub start_jump_minutes: f64,
    /// Evenings and Saturdays within each contract, in the order of the scenario.
    pub spread: Vec<Spread>,
}

/// How far evenings and Saturdays of people on a contract lie apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// Group identifier.
    pub group: String,
    /// Contract identifier.
    pub contract: String,
    /// People on it.
    pub people: u32,
    /// Evenings of a person.
    pub evenings: Span,
    /// Saturdays of a person.
    pub saturdays: Span,
}

/// The least and the most of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Least.
    pub least: u32,
    /// Most.
    pub most: u32,
}

impl Span {
    /// The span with a count in it.
    pub fn widen(&mut self, count: u32) {
        self.least = self.least.min(count);
        self.most = self.most.max(count);
    }
}
