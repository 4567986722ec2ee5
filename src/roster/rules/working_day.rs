//! `working-day`: the 24 hours from a start (KP 128 §3), within which no other shift starts; lifted where starts may
//! differ from day to day (KP 140¹). For every contract under labour law.

use super::{PersonRules, Worked};
use std::ops::Range;

/// Days of which one must change for the rule to hold again on a day: those of the two shifts.
pub(super) fn days(day: i32) -> Range<i32> {
    day - 2..day + 1
}

/// `working-day`: no start within 24 h of the start before.
pub fn working_day(rules: &PersonRules, worked: &[Worked]) -> Option<i32> {
    let least = rules.working_day? as i32;
    worked.windows(2).find(|w| w[1].start - w[0].start < least).map(|w| w[1].day())
}
