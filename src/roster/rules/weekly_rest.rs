//! `weekly-rest`: one uninterrupted rest in every week from Monday to Sunday (KP 133 §1). For every contract under labour
//! law.

use super::{PersonRules, WEEK, Worked};
use std::ops::Range;

/// Days of which one must change for the rule to hold again in the week of a day. A shift that runs into the week
/// from the evening before belongs to what is looked at.
pub(super) fn days(day: i32) -> Range<i32> {
    let week = day.div_euclid(7) * 7;
    week - 1..week + 7
}

/// `weekly-rest`: in every week of the plan one rest this long, wholly within it.
pub fn weekly_rest(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let least = rules.weekly_rest? as i32;
    (0..weeks as i32)
        .find(|week| {
            let (from, to) = (week * WEEK, (week + 1) * WEEK);
            let mut free = from;
            let mut longest = 0;
            for duty in worked.iter().filter(|d| d.end > from && d.start < to) {
                longest = longest.max(duty.start - free);
                free = free.max(duty.end);
            }
            longest.max(to - free) < least
        })
        .map(|week| 7 * week)
}
