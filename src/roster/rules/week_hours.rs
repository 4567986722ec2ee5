//! `weekly-hours` (contract; KP 129 §1) and `disability-week` (Rehabilitation Act 15 (2)): paid hours of every week. The first
//! for every contract, the second for who is protected.

use super::{PersonRules, Worked, by_week};
use crate::domain::labour::RuleId;
use std::ops::Range;

/// Days of which one must change for the rule to hold again in the week of a day.
pub(super) fn days(day: i32) -> Range<i32> {
    let week = day.div_euclid(7) * 7;
    week..week + 7
}

/// `weekly-hours` and `disability-week`: paid minutes of every week.
pub fn week_hours(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<(RuleId, i32)> {
    let sums = by_week(worked, weeks);
    rules.week_minutes.iter().find_map(|(id, most)| {
        sums.iter().position(|sum| sum > most).map(|week| (*id, 7 * week as i32))
    })
}
