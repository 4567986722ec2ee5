//! `daily-rest`: uninterrupted rest from the end of a shift to the next start (KP 132 §1). For every contract under labour
//! law.

use super::{PersonRules, Worked};
use std::ops::Range;

/// Days of which one must change for the rule to hold again on a day: those of the two shifts.
pub(super) fn days(day: i32) -> Range<i32> {
    day - 2..day + 1
}

/// `daily-rest`: days whose shift starts too soon after the one before.
pub fn daily_rest(rules: &PersonRules, worked: &[Worked]) -> Option<i32> {
    let least = rules.daily_rest? as i32;
    worked.windows(2).find(|w| w[1].start - w[0].end < least).map(|w| w[1].day())
}
