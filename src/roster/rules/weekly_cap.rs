//! `weekly-cap`: hours a week on average over every settlement period, overtime included, which is never planned
//! (KP 131 §1). For every contract under labour law; any day of the period may mend it.

use super::{PersonRules, Worked, by_week};

/// `weekly-cap`: hours a week on average over every settlement period.
pub fn weekly_cap(rules: &PersonRules, worked: &[Worked], per: u32, weeks: u32) -> Option<i32> {
    let most = rules.weekly_cap?;
    let sums = by_week(worked, weeks);
    sums.chunks(per as usize).enumerate().find_map(|(k, sums)| {
        (sums.iter().sum::<u32>() > most * sums.len() as u32).then_some(7 * per as i32 * k as i32)
    })
}
