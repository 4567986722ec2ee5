//! A stretch of somebody's day away from the phone.

use crate::plan::shift_plan::catalogue::Duty;

/// A stretch of a person's day away from the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Off {
    /// Minutes after midnight of the day on which the shift begins.
    pub from: u32,
    /// The same; after the start.
    pub to: u32,
    /// Index into the scenario's activities.
    pub activity: usize,
    /// Whether it was placed; else it is at a set time.
    pub placed: bool,
}

impl Off {
    /// Whether a duty covers it.
    pub fn within(&self, duty: &Duty) -> bool {
        duty.start <= self.from && self.to <= duty.start + duty.length
    }

    /// Whether it takes anything of an interval after midnight.
    pub fn touches(&self, interval: u32, step: u32) -> bool {
        self.from < (interval + 1) * step && interval * step < self.to
    }

    /// The intervals after midnight that it takes something of, each with the share.
    pub fn taken(self, step: u32) -> impl Iterator<Item = (u32, f64)> {
        (self.from / step..self.to.div_ceil(step)).map(move |k| {
            let minutes = self.to.min((k + 1) * step) - self.from.max(k * step);
            (k, f64::from(minutes) / f64::from(step))
        })
    }
}
