//! Shift times of a plan: the starts and lengths that anybody works.

use crate::domain::clock::TimeOfDay;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The shift times of the recommended plan, and what fewer of them would cost where that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShiftTimes {
    /// Most of them that the scenario allows (`shift_times_max`), if it says so.
    pub most: Option<u32>,
    /// Those that are worked, by start and end.
    pub used: Vec<ShiftTimeUse>,
    /// Plans of fewer and fewer shift times that keep every promise, each cheaper than all that were found with no more of
    /// them; only where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fewer: Option<Vec<FewerTimes>>,
}

/// A shift time and how often it is worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ShiftTimeUse {
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// End, `HH:MM`; not after the start where the shift runs past midnight.
    pub end: TimeOfDay,
    /// Shifts in the week.
    pub shifts: u32,
}

/// A plan of fewer shift times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FewerTimes {
    /// Its shift times.
    pub used: Vec<ShiftTimeUse>,
    /// Cost of its week: wages with premiums and opening costs.
    pub cost_per_week: f64,
    /// Its paid hours.
    pub paid_hours_per_week: f64,
}
