//! Calls of the coming weeks, half-hour by half-hour, from the days there were.
//!
//! **The plain model** expects of a half-hour what it has brought on average on its weekday.
//!
//! **The richer models** keep the shape of each weekday and let a common level move. The volume of a
//! day is level × weekday factor × factors of special days; the level is smoothed exponentially,
//!
//! ln L_t = ln L_(t−1) + φ b_(t−1) + α·e_t,   b_t = φ b_(t−1) + αβ·e_t,
//!
//! with e_t the surprise ln(volume ÷ expectation) of an ordinary day, b the trend (none unless asked
//! for) damped by φ a day (Gardner & McKenzie 1985; multiplicative errors as in Hyndman et al. 2008,
//! ch. 2). α is the one that foretold the days so far best, five open days ahead. Days far out of the
//! ordinary teach the level nothing. Factors for the first and last days of a month, for the days
//! before and after a day off and for holidays are geometric means, shrunk towards 1 as far as few
//! days stand behind them.
//!
//! Which model is used is decided by a back-test: [`super::backtest`].

use super::HALF_HOURS;
use super::arrivals::{Volumes, open_hours};
use super::unusual::{far_days, weekday_index};
use crate::domain::clock::is_polish_holiday;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Candidates for α.
const ALPHAS: [f64; 7] = [0.01, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4];

/// Open days ahead at which α is judged: about the middle of a week and the weekend before it.
const AHEAD_DAYS: usize = 5;

/// β, the part of a surprise in the level that the trend takes over.
const BETA: f64 = 0.1;

/// φ, what is left of the trend after a day.
const DAMPING: f64 = 0.98;

/// A special factor counts in full once far more days than this stand behind it.
const SHRINKAGE_DAYS: f64 = 4.0;

/// Spreads from the median of its weekday from which a day teaches the level nothing.
const FAR: f64 = 3.5;

/// A model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// The average of the weekday.
    WeekdayAverage,
    /// A moving level.
    Level,
    /// A moving level with a damped trend.
    LevelTrend,
    /// A moving level and the first and last days of a month.
    LevelMonth,
    /// All of these.
    LevelTrendMonth,
}

impl Model {
    /// All, the plain one first.
    pub const ALL: [Model; 5] = [
        Model::WeekdayAverage,
        Model::Level,
        Model::LevelTrend,
        Model::LevelMonth,
        Model::LevelTrendMonth,
    ];

    fn has_trend(self) -> bool {
        matches!(self, Model::LevelTrend | Model::LevelTrendMonth)
    }

    fn has_month(self) -> bool {
        matches!(self, Model::LevelMonth | Model::LevelTrendMonth)
    }
}

/// What makes a day special.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// Days 1 to 4 of a month.
    MonthStart,
    /// Days from the 27th of a month.
    MonthEnd,
    /// The day before a day off that would have been a working day.
    Eve,
    /// The first open day after one.
    After,
    /// A public holiday on which the line is open.
    Holiday,
}

const SPECIAL: [Special; 5] =
    [Special::MonthStart, Special::MonthEnd, Special::Eve, Special::After, Special::Holiday];

/// The days off that are known: gaps of the history, and public holidays if they are to be minded.
#[derive(Debug, Clone)]
pub(super) struct DaysOff {
    open_weekdays: [bool; 7],
    gaps: BTreeSet<Date>,
    polish: bool,
    open_on_holidays: bool,
}

impl DaysOff {
    pub(super) fn new(days: &[Volumes], polish: bool) -> Self {
        let dates: BTreeSet<Date> = days.iter().map(|(date, _)| *date).collect();
        let mut counts = [[0_u32; 2]; 7];
        let (first, last) = (days[0].0, days[days.len() - 1].0);
        let mut calendar = Vec::new();
        let mut date = first;
        while date <= last {
            calendar.push(date);
            counts[weekday_index(date)][usize::from(dates.contains(&date))] += 1;
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        let open_weekdays = counts.map(|[shut, open]| open > shut);
        let gap = |d: &Date| open_weekdays[weekday_index(*d)] && !dates.contains(d);
        Self {
            open_weekdays,
            gaps: calendar.into_iter().filter(gap).collect(),
            polish,
            open_on_holidays: dates.iter().any(|d| is_polish_holiday(*d)),
        }
    }

    /// Whether the line is open on a day that is yet to come.
    pub(super) fn will_open(&self, date: Date) -> bool {
        let holiday = self.polish && is_polish_holiday(date) && !self.open_on_holidays;
        self.open_weekdays[weekday_index(date)] && !holiday
    }

    fn off(&self, date: Date) -> bool {
        let holiday =
            self.polish && is_polish_holiday(date) && self.open_weekdays[weekday_index(date)];
        self.gaps.contains(&date) || holiday
    }

    fn kinds(&self, date: Date, month: bool) -> Vec<Special> {
        let mut kinds = Vec::new();
        if month && date.day() <= 4 {
            kinds.push(Special::MonthStart);
        }
        if month && date.day() >= 27 {
            kinds.push(Special::MonthEnd);
        }
        if self.polish && is_polish_holiday(date) {
            kinds.push(Special::Holiday);
        } else if self.neighbour_off(date, Date::yesterday) {
            kinds.push(Special::After);
        } else if self.neighbour_off(date, Date::tomorrow) {
            kinds.push(Special::Eve);
        }
        kinds
    }

    /// Whether the next day that would be a working day, in one direction, is a day off.
    fn neighbour_off(&self, date: Date, step: fn(Date) -> Result<Date, jiff::Error>) -> bool {
        let mut at = date;
        for _ in 0..7 {
            let Ok(next) = step(at) else { return false };
            at = next;
            if self.off(at) {
                return true;
            }
            if self.open_weekdays[weekday_index(at)] {
                return false;
            }
        }
        false
    }
}

/// A model that has learnt from days.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    days_off: DaysOff,
    month: bool,
    /// Mean calls by weekday and half-hour.
    average: Vec<[f64; HALF_HOURS]>,
    /// Level over the mean of the weekday, trend of its logarithm a day, and when they were so; `None`
    /// for the plain model.
    level: Option<(f64, f64, Date)>,
    factors: [f64; 5],
}

/// Learns from days; `None` without any.
pub(super) fn fit(days: &[Volumes], model: Model, polish: bool) -> Option<Fitted> {
    let (last, _) = *days.last()?;
    let mut average = vec![[0.0; HALF_HOURS]; 7];
    let mut counts = [0.0; 7];
    for (date, calls) in days {
        counts[weekday_index(*date)] += 1.0;
        let sums = &mut average[weekday_index(*date)];
        sums.iter_mut().zip(calls).for_each(|(sum, n)| *sum += n);
    }
    for (weekday, sums) in average.iter_mut().enumerate() {
        sums.iter_mut().for_each(|sum| *sum /= f64::max(counts[weekday], 1.0));
        // A stray call outside the opening hours is no reason to expect one.
        let (first, last) = open_hours(days, weekday).unwrap_or((1, 0));
        let closed = sums.iter_mut().enumerate().filter(|(i, _)| *i < first || last < *i);
        closed.for_each(|(_, sum)| *sum = 0.0);
    }
    let days_off = DaysOff::new(days, polish);
    let mut fitted =
        Fitted { days_off, month: model.has_month(), average, level: None, factors: [1.0; 5] };
    if model == Model::WeekdayAverage {
        return Some(fitted);
    }
    let totals: Vec<(Date, f64)> =
        days.iter().map(|(date, calls)| (*date, calls.iter().sum::<f64>())).collect();
    fitted.learn(&totals, model.has_trend(), last);
    Some(fitted)
}

impl Fitted {
    fn usual(&self, date: Date) -> f64 {
        self.average[weekday_index(date)].iter().sum()
    }

    fn special(&self, date: Date) -> f64 {
        let kinds = self.days_off.kinds(date, self.month);
        kinds.iter().map(|kind| self.factors[*kind as usize]).product()
    }

    /// Level, trend and factors from daily totals.
    fn learn(&mut self, totals: &[(Date, f64)], trend: bool, last: Date) {
        let ordinary: Vec<bool> =
            far_days(totals).iter().map(|(_, spreads)| spreads.abs() <= FAR).collect();
        // Factors need the level and the level needs the factors: two rounds settle both.
        for _ in 0..2 {
            let best = ALPHAS
                .iter()
                .map(|alpha| self.run(totals, &ordinary, *alpha, trend))
                .min_by(|a, b| a.error.total_cmp(&b.error));
            let Some(best) = best else { return };
            self.level = Some((best.level, best.trend, last));
            self.factors = self.special_factors(totals, &best.path);
        }
    }

    /// One pass of the recursion over the days.
    fn run(&self, totals: &[(Date, f64)], ordinary: &[bool], alpha: f64, trend: bool) -> Run {
        let start = totals.len().min(2 * AHEAD_DAYS);
        let first: Vec<f64> = totals[..start]
            .iter()
            .map(|(d, y)| (y.max(0.5) / self.usual(*d).max(0.5)).ln())
            .collect();
        let mut level = super::stats::median(&first);
        let (mut slope, mut error, mut path) = (0.0, 0.0, Vec::with_capacity(totals.len()));
        for (index, ((date, calls), ordinary)) in totals.iter().zip(ordinary).enumerate() {
            level += slope;
            let expected = self.usual(*date) * self.special(*date) * level.exp();
            let surprise = (calls.max(0.5) / expected.max(0.5)).ln();
            path.push(level);
            if index >= start && *ordinary {
                let known = path[index - AHEAD_DAYS];
                error += (calls - expected * (known - level).exp()).abs();
            }
            if *ordinary {
                level += alpha * surprise;
                slope += if trend { alpha * BETA * surprise } else { 0.0 };
            }
            slope *= DAMPING;
        }
        Run { error, level, trend: slope, path }
    }

    fn special_factors(&self, totals: &[(Date, f64)], path: &[f64]) -> [f64; 5] {
        SPECIAL.map(|kind| {
            let (mut sum, mut count) = (0.0, 0.0);
            for ((date, calls), level) in totals.iter().zip(path) {
                let kinds = self.days_off.kinds(*date, self.month);
                if kinds.contains(&kind) {
                    let others: f64 = kinds
                        .iter()
                        .filter(|k| **k != kind)
                        .map(|k| self.factors[*k as usize])
                        .product();
                    let expected = self.usual(*date) * level.exp() * others;
                    sum += (calls.max(0.5) / expected.max(0.5)).ln();
                    count += 1.0;
                }
            }
            (sum / (count + SHRINKAGE_DAYS)).exp()
        })
    }

    /// Calls expected on a day by half-hour; nothing where the line will be closed.
    pub(super) fn expect(&self, date: Date) -> [f64; HALF_HOURS] {
        let mut calls = self.average[weekday_index(date)];
        if let Some((level, trend, since)) = self.level {
            let ahead = date.since(since).map_or(0, |span| span.get_days()).max(0);
            // φ + φ² + … of the trend is still to come.
            let to_come = DAMPING * (1.0 - DAMPING.powi(ahead)) / (1.0 - DAMPING);
            let factor = (level + trend * to_come).exp() * self.special(date);
            calls.iter_mut().for_each(|c| *c *= factor);
        }
        calls
    }

    pub(super) fn will_open(&self, date: Date) -> bool {
        self.days_off.will_open(date)
    }

    pub(super) fn factors(&self) -> Vec<(Special, f64)> {
        SPECIAL.into_iter().zip(self.factors).filter(|(_, f)| *f != 1.0).collect()
    }

    pub(super) fn level(&self) -> Option<f64> {
        self.level.map(|(level, _, _)| level.exp())
    }
}

struct Run {
    error: f64,
    level: f64,
    trend: f64,
    /// Level expected for each day, before the day was known.
    path: Vec<f64>,
}
