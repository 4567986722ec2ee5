//! Calls by weekday and half-hour.
//!
//! The rates of a weekday are smoothed over its half-hours (penalised likelihood, in `smooth`) with one penalty for
//! all weekdays: the one that best foretells how the calls of days held out fall over the half-hours
//! (multinomial likelihood, up to ten folds of days), so no more than the data warrant. Intervals add
//! up what is left unknown of the shape, widened by the variance between half-hours that Poisson
//! counts would not have, and what is unknown of the level, from the busyness of days.

use super::busyness::busyness;
use super::smooth::smooth;
use super::stats::{Z, poisson};
use super::unusual::weekday_index;
use super::{Estimate, HALF_HOURS, Method};
use crate::domain::clock::Weekday;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Calls of one day by half-hour.
pub type Volumes = (Date, [f64; HALF_HOURS]);

/// Share of a weekday's days that a half-hour must have had calls on more than, for the line to be open in it.
const OPEN_SHARE: f64 = 0.5;

/// Half-hours without regular calls that opening hours may span: a break at noon.
const PAUSE_MAX: usize = 4;

/// Share of the calls of the weekday's busiest half-hour that an open one must have had.
const OPEN_CALLS: f64 = 0.02;

/// The same where no half-hour has calls on most days.
const SPARSE_CALLS: f64 = 0.2;

/// Most folds of the cross-validation.
const FOLDS_MAX: usize = 10;

/// Rates of one weekday.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DayRates {
    /// The weekday.
    pub weekday: Weekday,
    /// Days counted.
    pub days: u64,
    /// First half-hour of the opening hours.
    pub first: usize,
    /// Calls a day, in all.
    pub calls: Estimate,
    /// Calls expected in each half-hour from the first on.
    pub rates: Vec<Estimate>,
    /// Calls counted in each of them.
    pub counted: Vec<f64>,
}

/// Rates of the week.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Arrivals {
    /// Weekdays on which the line is open.
    pub weekdays: Vec<DayRates>,
    /// Penalty chosen; `None` where no weekday had two days to choose it by, so nothing is smoothed.
    pub penalty: Option<f64>,
    /// Variance between half-hours within a day, Poisson = 1.
    pub dispersion: f64,
    /// Coefficient of variation of the factor common to a day.
    pub busyness: Option<Estimate>,
    /// Calls outside the opening hours found.
    pub outside: f64,
}

impl Arrivals {
    /// Calls of an ordinary week, with an interval.
    pub fn per_week(&self) -> (f64, f64, f64) {
        let value: f64 = self.weekdays.iter().map(|d| d.calls.value).sum();
        let half = |d: &DayRates| d.calls.high.map_or(0.0, |h| h - d.calls.value);
        let spread = self.weekdays.iter().map(|d| half(d).powi(2)).sum::<f64>().sqrt();
        (value, (value - spread).max(0.0), value + spread)
    }

    /// Expected calls of a weekday's half-hour, 0 outside the opening hours.
    pub fn rate(&self, weekday: usize, half_hour: usize) -> f64 {
        let day = self.weekdays.iter().find(|d| d.weekday.index() == weekday);
        day.and_then(|d| half_hour.checked_sub(d.first).and_then(|i| d.rates.get(i)))
            .map_or(0.0, |rate| rate.value)
    }
}

/// The days of one weekday cut to its opening hours.
struct Rows {
    weekday: Weekday,
    first: usize,
    days: Vec<Vec<f64>>,
}

impl Rows {
    fn total(&self, keep: impl Fn(usize) -> bool) -> (f64, Vec<f64>) {
        let mut sums = vec![0.0; self.days[0].len()];
        let mut count = 0.0;
        for (_, day) in self.days.iter().enumerate().filter(|(index, _)| keep(*index)) {
            sums.iter_mut().zip(day).for_each(|(sum, calls)| *sum += calls);
            count += 1.0;
        }
        (count, sums)
    }
}

/// Rates by weekday and half-hour from the calls of days.
pub fn arrivals(volumes: &[Volumes]) -> Arrivals {
    let rows: Vec<Rows> = Weekday::ALL.into_iter().filter_map(|day| rows(volumes, day)).collect();
    let all: f64 = volumes.iter().flat_map(|(_, calls)| calls).sum();
    let inside: f64 = rows.iter().flat_map(|r| r.days.iter().flatten()).sum();
    let totals: Vec<(Date, f64)> = volumes.iter().map(|(d, v)| (*d, v.iter().sum())).collect();
    let busyness = busyness(&totals);
    let penalty = penalty(&rows);
    // Hardly any penalty leaves the counts as they are.
    let kappa = penalty.unwrap_or(1e-6);
    let dispersion = dispersion(&rows, kappa);
    let cv = busyness.map_or(0.0, |b| b.value);
    Arrivals {
        weekdays: rows.iter().map(|r| rates(r, kappa, dispersion, cv)).collect(),
        penalty,
        dispersion,
        busyness,
        outside: all - inside,
    }
}

/// The opening hours of a weekday: the half-hours with calls on most of its days, from the first to the last of
/// those around its busiest that are no more than a break apart. A stray call at night opens nothing.
pub(super) fn open_hours(volumes: &[Volumes], weekday: usize) -> Option<(usize, usize)> {
    let own: Vec<&[f64; HALF_HOURS]> = of_weekday(volumes, weekday).collect();
    let sum = |i: usize| own.iter().map(|day| day[i]).sum::<f64>();
    let peak = (0..HALF_HOURS).max_by(|a, b| sum(*a).total_cmp(&sum(*b)))?;
    let used = |i: usize| {
        let days = own.iter().filter(|day| day[i] > 0.0).count() as f64;
        days > OPEN_SHARE * own.len() as f64 && sum(i) >= OPEN_CALLS * sum(peak)
    };
    if sum(peak) == 0.0 {
        return None;
    }
    // A line with a call now and then has no half-hour with calls on most days.
    let regular = used(peak);
    let used = |i: usize| if regular { used(i) } else { sum(i) >= SPARSE_CALLS * sum(peak) };
    let reach = |half_hours: &mut dyn Iterator<Item = usize>| {
        let mut end = peak;
        for i in half_hours {
            if used(i) {
                end = i;
            } else if i.abs_diff(end) > PAUSE_MAX {
                break;
            }
        }
        end
    };
    Some((reach(&mut (0..peak).rev()), reach(&mut (peak + 1..HALF_HOURS))))
}

fn of_weekday(volumes: &[Volumes], weekday: usize) -> impl Iterator<Item = &[f64; HALF_HOURS]> {
    let own = volumes.iter().filter(move |(date, _)| weekday_index(*date) == weekday);
    own.map(|(_, calls)| calls)
}

/// The days of a weekday within its opening hours.
fn rows(volumes: &[Volumes], weekday: Weekday) -> Option<Rows> {
    let (first, last) = open_hours(volumes, weekday.index())?;
    let own = of_weekday(volumes, weekday.index());
    Some(Rows { weekday, first, days: own.map(|day| day[first..=last].to_vec()).collect() })
}

/// The penalty under which days held out are foretold best.
fn penalty(rows: &[Rows]) -> Option<f64> {
    if rows.iter().all(|r| r.days.len() < 2) {
        return None;
    }
    let candidates = (-4..=12).map(|half| 10_f64.powf(f64::from(half) / 2.0));
    let scored = candidates.map(|kappa| (kappa, held_out(rows, kappa)));
    scored.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(kappa, _)| kappa)
}

/// Logarithm of the multinomial likelihood of days held out, fold by fold.
fn held_out(rows: &[Rows], kappa: f64) -> f64 {
    let mut score = 0.0;
    for row in rows.iter().filter(|r| r.days.len() > 1) {
        let folds = row.days.len().min(FOLDS_MAX);
        for fold in 0..folds {
            let (days, counts) = row.total(|day| day % folds != fold);
            let fit = smooth(&counts, days, kappa);
            let rates: Vec<f64> = fit.log_rate.iter().map(|e| e.exp()).collect();
            let sum: f64 = rates.iter().sum();
            let (_, held) = row.total(|day| day % folds == fold);
            score += held.iter().zip(rates).map(|(n, r)| n * (r / sum).ln()).sum::<f64>();
        }
    }
    score
}

/// Pearson's statistic of the days' shapes given their totals, per degree of freedom; at least 1.
fn dispersion(rows: &[Rows], kappa: f64) -> f64 {
    let (mut statistic, mut freedom) = (0.0, 0.0);
    for row in rows.iter().filter(|r| r.days.len() > 1) {
        let (days, counts) = row.total(|_| true);
        let fit = smooth(&counts, days, kappa);
        let rates: Vec<f64> = fit.log_rate.iter().map(|e| e.exp()).collect();
        let sum: f64 = rates.iter().sum();
        let mut cells = 0.0;
        for day in &row.days {
            let total: f64 = day.iter().sum();
            for (calls, rate) in day.iter().zip(&rates) {
                let expected = total * rate / sum;
                if expected > 0.5 {
                    statistic += (calls - expected).powi(2) / expected;
                    cells += 1.0;
                }
            }
        }
        freedom += cells * (1.0 - 1.0 / days) - days;
    }
    if freedom > 0.0 { (statistic / freedom).max(1.0) } else { 1.0 }
}

fn rates(row: &Rows, kappa: f64, dispersion: f64, cv: f64) -> DayRates {
    let (days, counted) = row.total(|_| true);
    let fit = smooth(&counted, days, kappa);
    let level = cv * cv / days;
    let rates = fit.log_rate.iter().zip(&fit.variance).zip(&counted).map(|((eta, v), n)| {
        let half = Z * (dispersion * v + level).sqrt();
        let interval = ((eta - half).exp(), (eta + half).exp());
        Estimate::new(eta.exp(), interval, n.round() as u64, Method::SmoothedRate)
    });
    let total: f64 = counted.iter().sum();
    // Counts of a day vary by m + c²m²: as if so many fewer had been counted.
    let inflation = 1.0 + cv * cv * total / days;
    let (low, high) = poisson(total / inflation);
    let scale = inflation / days;
    let calls = Estimate::new(
        total / days,
        (low * scale, high * scale),
        total as u64,
        Method::SmoothedRate,
    );
    DayRates {
        weekday: row.weekday,
        days: row.days.len() as u64,
        first: row.first,
        calls,
        rates: rates.collect(),
        counted,
    }
}
