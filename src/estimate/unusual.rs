//! Days out of the ordinary, by their volume against the median of their weekday.
//!
//! With y the calls of a day and m the median of its weekday, r = ln(y/m) is compared with the spread
//! of all days: 1.4826 × the median of |r|, but at least that of Poisson counts. A day further out
//! than 3.5 such spreads is shown (the modified z-score of Iglewicz & Hoaglin 1993, ch. 3). Medians
//! are not moved by the very days they are to find.

use super::stats::median;
use super::{HALF_HOURS, History};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Spreads from which a day counts as out of the ordinary.
const FAR: f64 = 3.5;

/// Days of a weekday from which its median means something.
const DAYS_MIN: usize = 3;

/// One day out of the ordinary.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnusualDay {
    /// The day.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub date: Date,
    /// Calls offered on it.
    pub calls: f64,
    /// Median calls of its weekday.
    pub usual: f64,
    /// Spreads from the median, negative below; 0 where only the clock change makes the day unusual.
    pub spreads: f64,
    /// Whether the clock was changed on it: it has 46 or 50 half-hours.
    pub clock_change: bool,
}

/// The days out of the ordinary, in order.
pub fn unusual_days(history: &History) -> Vec<UnusualDay> {
    let days: Vec<(Date, f64, bool)> =
        history.open_days().map(|(date, day)| (date, day.offered(), day.clock_changed())).collect();
    let volumes: Vec<(Date, f64)> = days.iter().map(|(date, calls, _)| (*date, *calls)).collect();
    let far = far_days(&volumes);
    days.iter()
        .zip(far)
        .filter(|((_, _, changed), (_, spreads))| *changed || spreads.abs() > FAR)
        .map(|((date, calls, changed), (usual, spreads))| UnusualDay {
            date: *date,
            calls: *calls,
            usual,
            spreads: if spreads.abs() > FAR { spreads } else { 0.0 },
            clock_change: *changed,
        })
        .collect()
}

/// For each day the median of its weekday and how many spreads the day lies from it.
pub(super) fn far_days(days: &[(Date, f64)]) -> Vec<(f64, f64)> {
    let mut medians = [0.0; 7];
    let mut counts = [0; 7];
    for (weekday, slot) in medians.iter_mut().enumerate() {
        let own: Vec<f64> =
            days.iter().filter(|(d, _)| weekday_index(*d) == weekday).map(|(_, y)| *y).collect();
        counts[weekday] = own.len();
        *slot = median(&own);
    }
    let ratio = |(date, calls): &(Date, f64)| {
        let weekday = weekday_index(*date);
        let known = counts[weekday] >= DAYS_MIN && medians[weekday] > 0.0;
        known.then(|| (calls.max(0.5) / medians[weekday]).ln())
    };
    let distances: Vec<f64> = days.iter().filter_map(ratio).map(f64::abs).collect();
    let spread = 1.4826 * median(&distances);
    days.iter()
        .map(|day| {
            let usual = medians[weekday_index(day.0)];
            let poisson = 1.0 / usual.max(1.0).sqrt();
            (usual, ratio(day).map_or(0.0, |r| r / spread.max(poisson)))
        })
        .collect()
}

/// 0 for Monday to 6 for Sunday.
pub(super) fn weekday_index(date: Date) -> usize {
    date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7
}

/// Calls of each day by half-hour.
pub fn volumes(history: &History) -> Vec<(Date, [f64; HALF_HOURS])> {
    let of_day = |day: &super::day::Day| std::array::from_fn(|i| day.cells[i].offered);
    history.open_days().map(|(date, day)| (date, of_day(day))).collect()
}

/// First calls of each day by half-hour: without those of callers who hung up and call again, as far as
/// callers can be told apart.
pub fn first_calls(history: &History) -> Vec<(Date, [f64; HALF_HOURS])> {
    let again = history.redials.by_half_hour();
    let mut volumes = volumes(history);
    for (date, day) in &mut volumes {
        for (half_hour, calls) in day.iter_mut().enumerate() {
            *calls = again.first_calls(*date, half_hour, *calls);
        }
    }
    volumes
}
