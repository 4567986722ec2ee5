//! `period-hours`: hours of every settlement period (KP 130), in proportion for part time, less holidays, absences and
//! hours carried over. For every contract under labour law; any day of the period may mend it.

use super::{Worked, by_week, parameter};
use crate::domain::labour::RuleId;
use crate::scenario::Contract;
use crate::scenario::roster::RosterSettings;

/// Minutes of a period without a norm: more than anybody works, and little enough to be added up.
const UNLIMITED: i64 = 1 << 40;

/// `period-hours`: paid minutes of every settlement period against its norm (see [`norms`]).
pub fn period_hours(worked: &[Worked], norms: &[i64], per: u32, weeks: u32) -> Option<i32> {
    let sums = by_week(worked, weeks);
    sums.chunks(per as usize).zip(norms).enumerate().find_map(|(k, (sums, norm))| {
        (sums.iter().map(|m| i64::from(*m)).sum::<i64>() > *norm)
            .then_some(7 * per as i32 * k as i32)
    })
}

/// Whose hours a norm is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Owing {
    /// Norm of one day, minutes; `None` where no norm is in force.
    pub day: Option<f64>,
    /// Minutes carried over into the first period.
    pub carried: i32,
}

/// Norm of each settlement period, minutes (KP 130, scaled for part time): a day's norm for every
/// Monday to Friday, less one for every public holiday that is not a Sunday, less what falls on days
/// of absence, less what is carried over. `holiday` and `absent` tell about days from the first.
pub fn norms(
    Owing { day, carried }: Owing,
    (per, weeks): (u32, u32),
    holiday: &dyn Fn(u32) -> bool,
    absent: &dyn Fn(u32) -> bool,
) -> Vec<i64> {
    let Some(day_norm) = day else {
        return vec![UNLIMITED; weeks.div_ceil(per) as usize];
    };
    (0..weeks.div_ceil(per))
        .map(|k| {
            let days = 7 * per * k..7 * (per * (k + 1)).min(weeks);
            let count: i64 = days
                .map(|d| match (d % 7, holiday(d)) {
                    (5, true) => -1,
                    (0..=4, false) if !absent(d) => 1,
                    _ => 0,
                })
                .sum();
            let norm = count as f64 * day_norm;
            (norm.round() as i64 - if k == 0 { i64::from(carried) } else { 0 }).max(0)
        })
        .collect()
}

/// Hours of one day of a contract's norm, and days of so many whole weeks that count before absences
/// (KP 130); `None` outside labour law and where `period-hours` is off. Personal limits and hours carried over
/// are not in it: it is what may be shown to everybody.
pub fn contract_norm(
    settings: &RosterSettings,
    contract: &Contract,
    (days, holiday): (usize, &dyn Fn(usize) -> bool),
) -> Option<(f64, f64)> {
    let day = parameter(settings, &contract.id, RuleId::PeriodHours)?;
    let share = f64::from(contract.weekly_minutes) / 2400.0;
    let off = (0..days).filter(|d| holiday(*d) && d % 7 != 6).count();
    Some((f64::from(day) / 60.0 * share, 5.0 * (days / 7) as f64 - off as f64))
}

/// Hours of a [`contract_norm`] when a person is away on so many days that count, to the minute.
pub fn norm_hours((each, days): (f64, f64), away: usize) -> f64 {
    ((days - away as f64) * each * 60.0).round() / 60.0
}
