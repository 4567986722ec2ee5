//! Estimates with their uncertainty.
//!
//! Replications are independent and alike. A mean per week is estimated by the mean over
//! replications. A mean per call (a wait, a service level) is a ratio of two such means; its variance
//! is that of the delta method, Σ(yᵢ − r·xᵢ)² ÷ ((n − 1)·n·x̄²) (Cochran 1977, *Sampling Techniques*,
//! chapter 6; for simulations Law 2015, *Simulation Modeling and Analysis*, chapter 9). Intervals are
//! Student's with n − 1 degrees of freedom.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Probability with which an interval covers the true value.
pub const CONFIDENCE: f64 = 0.95;

/// An estimate from independent replications.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Half the width of its 95% confidence interval; infinite from a single replication (in JSON `null`).
    #[schemars(with = "Option<f64>")]
    pub half_width: f64,
    /// Its standard error; infinite from a single replication (in JSON `null`).
    #[schemars(with = "Option<f64>")]
    pub standard_error: f64,
}

impl Estimate {
    /// Lower end of the interval.
    pub fn low(&self) -> f64 {
        self.value - self.half_width
    }

    /// Upper end of the interval.
    pub fn high(&self) -> f64 {
        self.value + self.half_width
    }
}

/// Sums over replications of a numerator y and a denominator x.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sums {
    pub(super) y: f64,
    pub(super) yy: f64,
    pub(super) x: f64,
    pub(super) xx: f64,
    pub(super) xy: f64,
}

/// How many replications there are, and the factor from a standard error to half an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sample {
    pub(super) count: f64,
    pub(super) factor: f64,
}

impl Sample {
    pub(super) fn new(count: u32) -> Self {
        Self { count: f64::from(count), factor: factor(count, 1) }
    }

    fn estimate(&self, value: f64, variance: f64) -> Estimate {
        let standard_error =
            if self.count > 1.0 { (variance.max(0.0) / self.count).sqrt() } else { f64::INFINITY };
        Estimate { value, half_width: self.factor * standard_error, standard_error }
    }

    /// The mean of y per replication.
    pub(super) fn mean(&self, sums: &Sums) -> Estimate {
        let mean = sums.y / self.count;
        self.estimate(mean, (sums.yy - self.count * mean * mean) / (self.count - 1.0))
    }

    /// The mean of y per x; `None` where there is no x.
    pub(super) fn ratio(&self, sums: &Sums) -> Option<Estimate> {
        if sums.x <= 0.0 {
            return None;
        }
        let (ratio, per) = (sums.y / sums.x, sums.x / self.count);
        let squares = sums.yy - 2.0 * ratio * sums.xy + ratio * ratio * sums.xx;
        Some(self.estimate(ratio, squares / ((self.count - 1.0) * per * per)))
    }

    /// The share of y in x. Where no or every call of x is a y, the interval reaches as far as the
    /// rule of three says (Hanley & Lippman-Hand 1983, *JAMA* 249): 3 ÷ x.
    pub(super) fn share(&self, sums: &Sums) -> Option<Estimate> {
        let share = self.ratio(sums)?;
        if sums.y > 0.0 && sums.y < sums.x {
            return Some(share);
        }
        let half_width = (3.0 / sums.x).min(1.0);
        Some(Estimate { half_width, standard_error: half_width / self.factor, ..share })
    }
}

/// Standard errors in half an interval that covers all of `among` true values at once with
/// probability [`CONFIDENCE`] (Bonferroni); infinite from a single replication.
pub fn factor(replications: u32, among: usize) -> f64 {
    let freedom = f64::from(replications.saturating_sub(1));
    let tail = (1.0 - CONFIDENCE) / (2.0 * among.max(1) as f64);
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |law| law.inverse_cdf(1.0 - tail))
}

/// The difference of two ratios, the first less the second, from replications that met the same
/// callers.
pub(super) fn difference(first: &[(f64, f64)], second: &[(f64, f64)]) -> Option<Estimate> {
    let count = first.len().min(second.len());
    let total = |side: &[(f64, f64)]| {
        side[..count].iter().fold((0.0, 0.0), |(y, x), one| (y + one.0, x + one.1))
    };
    let ((ya, xa), (yb, xb)) = (total(first), total(second));
    if xa <= 0.0 || xb <= 0.0 {
        return None;
    }
    let (ra, rb, n) = (ya / xa, yb / xb, count as f64);
    let influence =
        |(a, b): (&(f64, f64), &(f64, f64))| (a.0 - ra * a.1) * n / xa - (b.0 - rb * b.1) * n / xb;
    let squares: f64 = first.iter().zip(second).map(influence).map(|z| z * z).sum();
    Some(Sample::new(count as u32).estimate(ra - rb, squares / (n - 1.0)))
}
