//! `free-sunday`: one of so many Sundays in a row is free (KP 151¹²), each from 6:00 to 6:00 (KP 151⁹ §2). For every
//! contract under labour law.

use super::{DAY, PersonRules, WEEK, Worked};

/// Sundays and public holidays run from 6:00 to 6:00 (KP 151⁹ §2).
const SUNDAY_FROM: i32 = 360;

/// The Sundays a duty touches, as weeks (0: that of the first week planned).
pub fn sundays(duty: &Worked) -> impl Iterator<Item = i32> + use<> {
    let (start, end) = (duty.start, duty.end);
    let first = start.div_euclid(WEEK) - 1;
    (first..first + 3).filter(move |week| {
        let from = week * WEEK + 6 * DAY + SUNDAY_FROM;
        start < from + DAY && from < end
    })
}

/// `free-sunday`: among so many Sundays in a row one is free.
pub fn free_sunday(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let every = rules.free_sunday? as i32;
    let busy: Vec<i32> = worked.iter().flat_map(sundays).collect();
    (0..weeks as i32)
        .find(|week| (0..every).all(|back| busy.contains(&(week - back))))
        .map(|week| 7 * week + 6)
}
