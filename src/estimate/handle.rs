//! Handle times: mean, variation and shape.
//!
//! The shape is judged between the exponential law, which queue formulas assume, and the log-normal,
//! which Brown et al. (2005, §4.3) found in a bank's calls: by Akaike's criterion (1974) from the
//! likelihoods at their maxima, and by the greatest distance between the distribution of the records
//! and each law (Kolmogorov), on a scale of twenty steps to a doubling. It is judged twice, over all
//! calls and over those of ten seconds and more, as Brown et al. did: shorter ones are mostly
//! callers cut off. There the exponential law is that of the time beyond ten seconds.

use super::day::{Day, LOG_STEPS, Moments, SHORT_S};
use super::stats::{Z, student};
use super::{Estimate, HALF_HOURS, Method};
use schemars::JsonSchema;
use serde::Serialize;
use statrs::function::erf::erf;
use std::f64::consts::{PI, SQRT_2};

/// Laws that handle times may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Exponential.
    Exponential,
    /// Log-normal.
    LogNormal,
}

/// How well the two laws agree with the records.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct ShapeFit {
    /// The law with the smaller criterion.
    pub better: Shape,
    /// Akaike's criterion of the exponential law less that of the log-normal: above 0 the log-normal
    /// is better.
    pub aic_difference: f64,
    /// Greatest distance from the exponential law.
    pub distance_exponential: f64,
    /// Greatest distance from the log-normal law.
    pub distance_log_normal: f64,
    /// Mean and standard deviation of the logarithms.
    pub log_mean: f64,
    /// See `log_mean`.
    pub log_deviation: f64,
}

/// What the records say of handle times, seconds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Handle {
    /// Mean.
    pub mean_s: Estimate,
    /// Coefficient of variation, 1 for exponential times; `None` from interval reports.
    pub variation: Option<Estimate>,
    /// Shape; `None` from interval reports and below a hundred calls.
    pub shape: Option<ShapeFit>,
    /// Shape of those of ten seconds and more.
    pub shape_of_long: Option<ShapeFit>,
    /// Mean by half-hour of the day in which the call arrived, where there are calls.
    pub by_half_hour: Vec<Option<Estimate>>,
    /// Mean by half-hour of the day of all answered calls, those that name no consultant included: what
    /// keeps consultants busy.
    pub busy_by_half_hour: Vec<Option<Estimate>>,
    /// The same over the day, seconds.
    pub busy_mean_s: f64,
    /// Calls shorter than 10 seconds.
    pub short: u64,
    /// Calls left out because they name no consultant, while most do.
    pub unnamed_left_out: u64,
    /// Mean of those, seconds.
    pub unnamed_mean_s: Option<f64>,
}

impl Handle {
    /// The mean for which a call of a half-hour keeps a consultant busy: its own where thirty calls
    /// stand behind it.
    pub fn at(&self, half_hour: usize) -> f64 {
        let own = self.busy_by_half_hour[half_hour].filter(|e| e.records >= 30 && e.value > 0.0);
        own.map_or(self.busy_mean_s, |e| e.value)
    }
}

/// Handle times of some days; `None` where there are none. Where most calls name a consultant, those that
/// name none count apart: nobody may have spoken.
pub fn handle(days: &[&Day]) -> Option<Handle> {
    let sum = |of: fn(&super::day::Cell) -> &Moments| {
        let mut sums = Moments::default();
        days.iter().flat_map(|day| &day.cells).for_each(|cell| sums.merge(of(cell)));
        sums
    };
    let (everything, unnamed) = (sum(|c| &c.handle), sum(|c| &c.unnamed));
    let apart = unnamed.count() > 0.0 && unnamed.count() < 0.5 * everything.count();
    let all = if apart { everything.without(&unnamed) } else { everything };
    let mut by_half_hour = vec![Moments::default(); HALF_HOURS];
    let mut busy = by_half_hour.clone();
    let mut steps = vec![0.0; LOG_STEPS];
    let mut short = 0;
    for day in days {
        for ((cell, sums), all) in day.cells.iter().zip(&mut by_half_hour).zip(&mut busy) {
            all.merge(&cell.handle);
            sums.merge(&if apart { cell.handle.without(&cell.unnamed) } else { cell.handle });
        }
        for side in 0..if apart { 1 } else { 2 } {
            let own = day.handle_steps[side].iter();
            steps.iter_mut().zip(own).for_each(|(sum, n)| *sum += f64::from(*n));
            short += day.short_handles[side];
        }
    }
    // Reports give means only, so nothing is known of the spread but between half-hours.
    let from_calls = all.powers[2] > 0.0;
    let mean_s = if from_calls { mean(&all) } else { mean_of_reports(days) };
    let mean_s = mean_s.filter(|m| m.value > 0.0)?;
    Some(Handle {
        mean_s,
        variation: variation(&all).filter(|_| from_calls),
        shape: shape(&all.logs[0], &steps, 0.0).filter(|_| from_calls),
        shape_of_long: shape(&all.logs[1], &steps, SHORT_S).filter(|_| from_calls),
        by_half_hour: by_half_hour.iter().map(mean).collect(),
        busy_by_half_hour: busy.iter().map(mean).collect(),
        busy_mean_s: everything.mean().unwrap_or(mean_s.value),
        short,
        unnamed_left_out: if apart { unnamed.count() as u64 } else { 0 },
        unnamed_mean_s: unnamed.mean().filter(|_| apart),
    })
}

/// Mean with Student's interval; without one where only sums are known.
fn mean(m: &Moments) -> Option<Estimate> {
    let n = m.count();
    let mean = m.mean()?;
    let variance = ((m.powers[2] - n * mean * mean) / (n - 1.0)).max(0.0);
    let half = if n > 1.0 && m.powers[2] > 0.0 {
        student(n - 1.0) * (variance / n).sqrt()
    } else {
        f64::INFINITY
    };
    let interval = ((mean - half).max(0.0), mean + half);
    Some(Estimate::new(mean, interval, n.round() as u64, Method::Mean))
}

/// The mean where only sums of half-hours are known: a ratio of two sums over half-hours.
fn mean_of_reports(days: &[&Day]) -> Option<Estimate> {
    let cells = || {
        let all = days.iter().flat_map(|day| &day.cells).map(|cell| &cell.handle);
        all.filter(|handle| handle.count() > 0.0)
    };
    let half_hours = cells().count() as f64;
    let answered: f64 = cells().map(Moments::count).sum();
    let mean = cells().map(|handle| handle.powers[1]).sum::<f64>() / answered;
    if half_hours < 2.0 || !mean.is_finite() {
        return None;
    }
    let squares: f64 = cells().map(|h| (h.powers[1] - mean * h.count()).powi(2)).sum();
    let error = (squares * half_hours / (half_hours - 1.0)).sqrt() / answered;
    let half = student(half_hours - 1.0) * error;
    let interval = ((mean - half).max(0.0), mean + half);
    Some(Estimate::new(mean, interval, answered.round() as u64, Method::MeanOfReports))
}

/// The coefficient of variation; its variance from the first four moments (Cramér 1946, §27.7).
fn variation(m: &Moments) -> Option<Estimate> {
    let n = m.count();
    let mean = m.mean().filter(|mean| n > 2.0 && *mean > 0.0)?;
    let raw = |k: usize| m.powers[k] / n;
    let second = raw(2) - mean * mean;
    let third = raw(3) - 3.0 * mean * raw(2) + 2.0 * mean.powi(3);
    let fourth = raw(4) - 4.0 * mean * raw(3) + 6.0 * mean * mean * raw(2) - 3.0 * mean.powi(4);
    if second <= 0.0 {
        return None;
    }
    let cv = second.sqrt() / mean;
    let relative =
        (fourth - second * second) / (4.0 * second * second) + cv * cv - third / (second * mean);
    let half = Z * cv * (relative.max(0.0) / n).sqrt();
    let interval = ((cv - half).max(0.0), cv + half);
    Some(Estimate::new(cv, interval, n.round() as u64, Method::Variation))
}

/// Fewest calls whose shape is judged.
const SHAPE_MIN: f64 = 100.0;

/// Judges the shape of times of `least` seconds and more, from how many there are, their sum and those of
/// their logarithms and squared logarithms.
fn shape(sums: &[f64; 4], steps: &[f64], least: f64) -> Option<ShapeFit> {
    let [n, sum, logs, squares] = *sums;
    let (mean, log_mean) = (sum / n - least, logs / n);
    let log_variance = squares / n - log_mean * log_mean;
    if n < SHAPE_MIN || log_variance <= 0.0 || mean <= 0.0 {
        return None;
    }
    let exponential = -n * (mean.ln() + 1.0);
    let log_normal = -n * 0.5 * ((2.0 * PI * log_variance).ln() + 1.0) - logs;
    let aic_difference = (2.0 - 2.0 * exponential) - (4.0 - 2.0 * log_normal);
    let deviation = log_variance.sqrt();
    let normal = |x: f64| 0.5 * (1.0 + erf((x.ln() - log_mean) / (deviation * SQRT_2)));
    Some(ShapeFit {
        better: if aic_difference > 0.0 { Shape::LogNormal } else { Shape::Exponential },
        aic_difference,
        distance_exponential: distance(steps, least, |x| -(-(x - least).max(0.0) / mean).exp_m1()),
        distance_log_normal: distance(steps, least, normal),
        log_mean,
        log_deviation: deviation,
    })
}

/// Greatest distance between the records of `least` and more and a law, at the ends of the steps.
fn distance(steps: &[f64], least: f64, law: impl Fn(f64) -> f64) -> f64 {
    let end = |step: usize| ((step + 1) as f64 / 20.0).exp2();
    let first = (0..steps.len()).find(|step| end(*step) > least + 0.5).unwrap_or(0);
    let all: f64 = steps[first..].iter().sum();
    let mut below = 0.0;
    let mut greatest: f64 = 0.0;
    for (step, count) in steps.iter().enumerate().skip(first) {
        below += count;
        greatest = greatest.max((below / all - law(end(step))).abs());
    }
    greatest
}
