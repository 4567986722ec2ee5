//! From records to parameters, each with its uncertainty, the number of records behind it and the
//! method that made it.
//!
//! Records stream through [`Gather`], which keeps sums by day and half-hour and forgets the call: its
//! memory grows with days and consultants, not with calls. [`estimate`] turns the [`History`] into
//! [`Estimates`]; [`goodness`](goodness::goodness) holds the queue model fed with them against the
//! waits observed; [`forecast`](backtest::forecast) carries the volumes forward; [`totals`] goes the
//! other way, from two reported figures to every combination of parameters that explains them.
//!
//! All intervals are two-sided at 95%. All half-hours are of the local clock.

pub mod against;
pub mod arrivals;
pub mod backtest;
pub mod busyness;
pub mod day;
mod estimates;
pub mod forecast;
mod gather;
pub mod goodness;
pub mod handle;
mod load;
pub mod patience;
pub mod patience_law;
pub mod phone;
pub mod redials;
mod replay;
mod smooth;
mod stats;
pub mod totals;
pub mod totals_change;
pub mod unusual;

pub use crate::records::HALF_HOURS;
pub use estimates::{Estimates, Options, estimate};
pub use gather::{Gather, History, start_minute};

use schemars::JsonSchema;
use serde::Serialize;

/// Seconds of a half-hour.
pub const HALF_HOUR_S: f64 = 1800.0;

/// How an estimate was made; the words and the source of each are in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Poisson rates smoothed over the half-hours, penalty by cross-validation over days (Eilers &
    /// Marx 1996); interval from the posterior covariance (Wahba 1983, Nychka 1988) and the busyness.
    SmoothedRate,
    /// Day-to-day variance beyond Poisson from Pearson's statistic, interval by the same (Paule &
    /// Mandel 1982, Viechtbauer 2007).
    PearsonProfile,
    /// Mean of the records, Student's interval.
    Mean,
    /// Means that reports give for half-hours, weighted by calls; the interval of a ratio from the
    /// differences between half-hours (Cochran 1977, eq. 6.13).
    MeanOfReports,
    /// Coefficient of variation of the records, interval by the delta method.
    Variation,
    /// Exponential patience with the answered as censored: time waited ÷ callers who hung up
    /// (Mandelbaum & Zeltyn 2004); interval by χ².
    CensoredExponential,
    /// Patience by a law fitted to censored waits, by maximum likelihood (Lawless 2003).
    CensoredLaw,
    /// Product-limit estimate (Kaplan & Meier 1958).
    ProductLimit,
    /// Share of the records, interval after Wilson (1927).
    Share,
    /// Ratio over days, interval from the differences between days (Cochran 1977).
    DayRatio,
}

/// A parameter as records tell it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end; `None` where the records set no bound.
    pub high: Option<f64>,
    /// Records behind it: calls, callers or days, as the field says.
    pub records: u64,
    /// How it was made.
    pub method: Method,
}

impl Estimate {
    fn new(value: f64, (low, high): (f64, f64), records: u64, method: Method) -> Self {
        Self { value, low, high: high.is_finite().then_some(high), records, method }
    }

    /// Whether a value lies in the interval.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && self.high.is_none_or(|high| value <= high)
    }
}
