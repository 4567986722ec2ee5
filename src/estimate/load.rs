//! What the half-hours of a day ask of the queue, and sums of what their callers meet with.

use super::HALF_HOURS;
use schemars::JsonSchema;
use serde::Serialize;

/// What a half-hour of a day asks of the queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Calls offered.
    pub calls: f64,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Consultants at the phone, on average.
    pub agents: f64,
}

/// What callers of a half-hour meet with.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
pub struct Waits {
    /// Mean time in queue over all offered calls, seconds.
    pub mean_wait_s: f64,
    /// Share of offered calls answered within the threshold.
    pub service_level: f64,
    /// Share of offered calls given up.
    pub p_abandon: f64,
}

/// A day of half-hours; `None` where nobody called.
pub type DayLoad = [Option<Load>; HALF_HOURS];

/// Sums of waits over calls.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub calls: f64,
    pub wait_s: f64,
    pub within: f64,
    pub gave_up: f64,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Tally) {
        self.calls += other.calls;
        self.wait_s += other.wait_s;
        self.within += other.within;
        self.gave_up += other.gave_up;
    }

    pub(super) fn of(waits: &Waits, calls: f64) -> Self {
        Self {
            calls,
            wait_s: waits.mean_wait_s * calls,
            within: waits.service_level * calls,
            gave_up: waits.p_abandon * calls,
        }
    }

    pub(super) fn waits(&self) -> Waits {
        let n = if self.calls > 0.0 { self.calls } else { 1.0 };
        Waits {
            mean_wait_s: self.wait_s / n,
            service_level: self.within / n,
            p_abandon: self.gave_up / n,
        }
    }
}

/// Tallies of the half-hours of days.
pub(super) type Tallies = Vec<[Tally; HALF_HOURS]>;
