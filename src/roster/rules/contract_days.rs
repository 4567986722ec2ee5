//! `contract-days`: days worked in every week, as the contract says. For every contract.

use super::{PersonRules, Worked};
use std::ops::Range;

/// Days of which one must change for the rule to hold again in the week of a day.
pub(super) fn days(day: i32) -> Range<i32> {
    let week = day.div_euclid(7) * 7;
    week..week + 7
}

/// `contract-days`: days worked in every week.
pub fn contract_days(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let most = rules.week_days? as usize;
    (0..weeks as i32)
        .find(|week| worked.iter().filter(|d| d.day().div_euclid(7) == *week).count() > most)
        .map(|week| 7 * week)
}
