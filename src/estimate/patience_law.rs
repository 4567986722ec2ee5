//! Patience that need not be exponential: callers who hang up at once, and the law of the others.
//!
//! A share q hangs up as soon as it has to wait; the patience of the others follows a law with survival S, so that
//! P(patience > t) = (1 − q)·S(t). Waits of those who did not hang up are censored observations. Beyond the first
//! [`AT_ONCE_S`] seconds q cancels: there the law is fitted by maximum likelihood, conditional on a wait that long
//! (Lawless 2003, §2.4 and §5.2), and q is what the product-limit estimator (Kaplan & Meier 1958) loses in these
//! seconds beyond what the law would. Laws are exponential, Weibull and log-normal; Weibull is held against
//! exponential, which it contains, by the likelihood ratio (Wilks 1938), and the law with the least Akaike criterion
//! (1974) is taken where that test speaks against exponential. Intervals: of a shape and of the mean from the
//! observed information, on the log scale.

use super::stats::{Z, chi_squared, wilson};
use super::{Estimate, Method};
use schemars::JsonSchema;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::ln_gamma;
use std::collections::BTreeMap;

/// Who hangs up within so many seconds may have done so at once.
pub const AT_ONCE_S: u32 = 2;

/// Fewest hang-ups beyond these seconds from which a law is told.
const HANG_UPS_MIN: f64 = 50.0;

/// Probability with which the test may speak against exponential patience where it is.
const SIGNIFICANCE: f64 = 0.01;

/// A law of patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LawName {
    /// Hang-ups at one rate.
    Exponential,
    /// S(t) = exp(−(t/scale)^shape); below shape 1 the rate falls with the time waited.
    Weibull,
    /// The logarithm of patience is normal, with mean ln scale and standard deviation shape.
    LogNormal,
}

/// What is told of the law of patience.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Law {
    /// The law that fits best.
    pub law: LawName,
    /// Its shape; `None` for exponential patience.
    pub shape: Option<Estimate>,
    /// Its scale, seconds: the mean of an exponential law, the 63rd percentile of a Weibull law, the median of a
    /// log-normal one.
    pub scale_s: f64,
    /// Mean patience of those who do not hang up at once, seconds. Beyond the longest waits it rests on the law.
    pub mean_s: Estimate,
    /// Share of callers who have to wait that hangs up at once.
    pub at_once: Estimate,
    /// Twice the log-likelihood of Weibull patience over exponential.
    pub likelihood_ratio: f64,
    /// Probability of as large a ratio were patience exponential.
    pub p_value: f64,
}

/// Hang-ups and other ends by second of waiting, rounded up.
type Waits = BTreeMap<u32, [f64; 2]>;

/// Waits beyond [`AT_ONCE_S`]: when each ended, how many hung up then, how many did not.
struct Beyond(Vec<(f64, f64, f64)>);

impl Beyond {
    fn of(waits: &Waits) -> Self {
        let later = waits.range(AT_ONCE_S + 1..);
        Self(
            later
                .map(|(second, [gone, stayed])| (f64::from(*second) - 0.5, *gone, *stayed))
                .collect(),
        )
    }

    fn hang_ups(&self) -> f64 {
        self.0.iter().map(|(_, gone, _)| gone).sum()
    }

    /// Log-likelihood of a law, given a wait beyond [`AT_ONCE_S`].
    fn log_likelihood(&self, law: &Curve) -> f64 {
        let from = law.log_survival(f64::from(AT_ONCE_S));
        let one = |(t, gone, stayed): &(f64, f64, f64)| {
            let mut sum = -(gone + stayed) * from;
            if *gone > 0.0 {
                sum += gone * law.log_density(*t);
            }
            if *stayed > 0.0 {
                sum += stayed * law.log_survival(*t);
            }
            sum
        };
        self.0.iter().map(one).sum()
    }
}

/// A law with its parameters: ln scale, ln shape.
#[derive(Debug, Clone, Copy)]
struct Curve {
    law: LawName,
    ln_scale: f64,
    ln_shape: f64,
}

impl Curve {
    fn log_survival(&self, t: f64) -> f64 {
        let shape = self.ln_shape.exp();
        match self.law {
            LawName::Exponential => -t * (-self.ln_scale).exp(),
            LawName::Weibull => -((t.ln() - self.ln_scale) * shape).exp(),
            LawName::LogNormal => log_upper_tail((t.ln() - self.ln_scale) / shape),
        }
    }

    fn log_density(&self, t: f64) -> f64 {
        let (ln_t, shape) = (t.ln(), self.ln_shape.exp());
        let z = ln_t - self.ln_scale;
        match self.law {
            LawName::Exponential => -self.ln_scale - z.exp(),
            LawName::Weibull => self.ln_shape - ln_t + z * shape - (z * shape).exp(),
            LawName::LogNormal => {
                let half_log_tau = 0.5 * std::f64::consts::TAU.ln();
                -half_log_tau - self.ln_shape - ln_t - 0.5 * (z / shape).powi(2)
            }
        }
    }

    fn ln_mean(&self) -> f64 {
        match self.law {
            LawName::Exponential => self.ln_scale,
            LawName::Weibull => self.ln_scale + ln_gamma(1.0 + (-self.ln_shape).exp()),
            LawName::LogNormal => self.ln_scale + 0.5 * (2.0 * self.ln_shape).exp(),
        }
    }
}

/// ln P(Z > z) for a normal Z; far out by its asymptotic series (Abramowitz & Stegun 1964, 26.2.12).
fn log_upper_tail(z: f64) -> f64 {
    if z > 10.0 {
        let square = z * z;
        return -0.5 * (square + std::f64::consts::TAU.ln()) - z.ln() + (-1.0 / square).ln_1p();
    }
    Normal::standard().sf(z).ln()
}

/// The law of patience; `None` with too few hang-ups to tell one.
pub(super) fn law(waits: &Waits) -> Option<Law> {
    let beyond = Beyond::of(waits);
    if beyond.hang_ups() < HANG_UPS_MIN {
        return None;
    }
    let exponential = exponential(&beyond);
    let weibull = fitted(&beyond, LawName::Weibull, exponential.ln_scale);
    let log_normal = fitted(&beyond, LawName::LogNormal, exponential.ln_scale);
    let value = |curve: &Curve| beyond.log_likelihood(curve);
    let ratio = (2.0 * (value(&weibull) - value(&exponential))).max(0.0);
    let p_value = upper_tail_of_one_degree(ratio);
    let richer = if value(&weibull) >= value(&log_normal) { weibull } else { log_normal };
    let chosen = if p_value < SIGNIFICANCE { richer } else { exponential };
    Some(told(waits, &beyond, &chosen, ratio, p_value))
}

/// P(χ² > x) with one degree of freedom.
fn upper_tail_of_one_degree(x: f64) -> f64 {
    (2.0 * Normal::standard().sf(x.sqrt())).min(1.0)
}

/// Exponential patience beyond the first seconds: time waited there ÷ hang-ups.
fn exponential(beyond: &Beyond) -> Curve {
    let from = f64::from(AT_ONCE_S);
    let time: f64 = beyond.0.iter().map(|(t, gone, stayed)| (gone + stayed) * (t - from)).sum();
    let ln_scale = (time / beyond.hang_ups()).ln();
    Curve { law: LawName::Exponential, ln_scale, ln_shape: 0.0 }
}

/// Shapes that are looked through, on the log scale: 0.1 to 10.
const LN_SHAPES: (f64, f64) = (-2.3, 2.3);

/// The parameters with the greatest likelihood.
fn fitted(beyond: &Beyond, law: LawName, about: f64) -> Curve {
    // The scale of a heavy-tailed law may lie far from the mean of the waits.
    let scales = (about - 8.0, about + 8.0);
    let best_scale = |ln_shape: f64| {
        let curve = |ln_scale: f64| Curve { law, ln_scale, ln_shape };
        highest(scales, |ln_scale| beyond.log_likelihood(&curve(ln_scale)))
    };
    let ln_shape = highest(LN_SHAPES, |ln_shape| {
        let ln_scale = best_scale(ln_shape);
        beyond.log_likelihood(&Curve { law, ln_scale, ln_shape })
    });
    Curve { law, ln_scale: best_scale(ln_shape), ln_shape }
}

/// Where a function with one hill is highest, by golden sections to a hundred-thousandth.
fn highest((mut low, mut high): (f64, f64), f: impl Fn(f64) -> f64) -> f64 {
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_a, mut at_b) = (f(a), f(b));
    while high - low > 1e-5 {
        if at_a < at_b {
            (low, a, at_a) = (a, b, at_b);
            b = low + golden * (high - low);
            at_b = f(b);
        } else {
            (high, b, at_b) = (b, a, at_a);
            a = high - golden * (high - low);
            at_a = f(a);
        }
    }
    0.5 * (low + high)
}

/// Step of the second differences that make the observed information.
const STEP: f64 = 1e-3;

fn told(waits: &Waits, beyond: &Beyond, curve: &Curve, ratio: f64, p_value: f64) -> Law {
    let records = beyond.hang_ups() as u64;
    let interval = |ln: f64, error: f64| ((ln - Z * error).exp(), (ln + Z * error).exp());
    let ln_mean = curve.ln_mean();
    let (mean_interval, shape) = match curve.law {
        LawName::Exponential => {
            let (n, mean) = (2.0 * beyond.hang_ups(), curve.ln_scale.exp());
            ((mean * n / chi_squared(0.975, n), mean * n / chi_squared(0.025, n)), None)
        }
        LawName::Weibull | LawName::LogNormal => {
            let [[scale, both], [_, shape]] = covariance(beyond, curve);
            let moved = |step: f64| Curve { ln_shape: curve.ln_shape + step, ..*curve }.ln_mean();
            let slope = (moved(STEP) - moved(-STEP)) / (2.0 * STEP);
            let variance = scale + 2.0 * slope * both + slope * slope * shape;
            let of_shape = interval(curve.ln_shape, shape.max(0.0).sqrt());
            let method = Method::CensoredLaw;
            let shape = Estimate::new(curve.ln_shape.exp(), of_shape, records, method);
            (interval(ln_mean, variance.max(0.0).sqrt()), Some(shape))
        }
    };
    Law {
        law: curve.law,
        shape,
        scale_s: curve.ln_scale.exp(),
        mean_s: Estimate::new(ln_mean.exp(), mean_interval, records, Method::CensoredLaw),
        at_once: at_once(waits, curve),
        likelihood_ratio: ratio,
        p_value,
    }
}

/// Covariance of ln scale and ln shape: the inverse of the observed information.
fn covariance(beyond: &Beyond, curve: &Curve) -> [[f64; 2]; 2] {
    let at = |scale: f64, shape: f64| {
        beyond.log_likelihood(&Curve {
            ln_scale: curve.ln_scale + scale * STEP,
            ln_shape: curve.ln_shape + shape * STEP,
            ..*curve
        })
    };
    let (middle, square) = (at(0.0, 0.0), STEP * STEP);
    let a = -(at(1.0, 0.0) - 2.0 * middle + at(-1.0, 0.0)) / square;
    let c = -(at(0.0, 1.0) - 2.0 * middle + at(0.0, -1.0)) / square;
    let b = -(at(1.0, 1.0) - at(1.0, -1.0) - at(-1.0, 1.0) + at(-1.0, -1.0)) / (4.0 * square);
    let determinant = a * c - b * b;
    [[c / determinant, -b / determinant], [-b / determinant, a / determinant]]
}

/// Those who hang up at once: what the product-limit estimator loses in the first seconds beyond what the law does.
fn at_once(waits: &Waits, curve: &Curve) -> Estimate {
    // Who was answered at once never had to wait.
    let gone_at_once = waits.get(&0).map_or(0.0, |n| n[0]);
    let mut at_risk = gone_at_once + waits.range(1..).map(|(_, n)| n[0] + n[1]).sum::<f64>();
    let (had_to_wait, mut survival, mut gone) = (at_risk, 1.0, 0.0);
    for (second, [left, stayed]) in waits.range(..=AT_ONCE_S) {
        if at_risk > 0.0 {
            survival *= 1.0 - left / at_risk;
        }
        gone += left;
        at_risk -= left + if *second == 0 { 0.0 } else { *stayed };
    }
    let others = curve.log_survival(f64::from(AT_ONCE_S)).exp();
    let beyond_law = |lost: f64| (1.0 - (1.0 - lost) / others).clamp(0.0, 1.0);
    // The law is taken as known: where it is the right one, it is known far better than this share.
    let (low, high) = wilson(gone, had_to_wait);
    let interval = (beyond_law(low), beyond_law(high));
    Estimate::new(beyond_law(1.0 - survival), interval, gone as u64, Method::Share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uniform numbers between 0 and 1 (Steele, Lea & Flood 2014).
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / 2_f64.powi(53) + 2_f64.powi(-54)
        }
    }

    /// Callers whose offered wait is exponential with a mean of 90 s; a share hangs up at once.
    fn waits(seed: u64, calls: usize, at_once: f64, patience: impl Fn(f64) -> f64) -> Waits {
        let (mut dice, mut waits) = (Dice(seed), Waits::new());
        for _ in 0..calls {
            let offered = -90.0 * dice.throw().ln();
            let goes = dice.throw() < at_once;
            let patience = if goes { 0.3 } else { patience(dice.throw()) };
            let second = offered.min(patience).ceil() as u32;
            waits.entry(second).or_default()[usize::from(patience >= offered)] += 1.0;
        }
        waits
    }

    fn weibull(scale: f64, shape: f64) -> impl Fn(f64) -> f64 {
        move |u| scale * (-u.ln()).powf(1.0 / shape)
    }

    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        // Mean of Weibull patience: scale·Γ(1 + 1/shape) = 200·Γ(2.25) for a shape of 0.8.
        let mean = 200.0 * ln_gamma(2.25_f64).exp();
        let (runs, mut held) = (200, [0; 3]);
        for run in 0..runs {
            let found = law(&waits(run, 3000, 0.08, weibull(200.0, 0.8))).unwrap();
            let shape = if found.law == LawName::Weibull { found.shape } else { None };
            held[0] += u32::from(shape.is_some_and(|shape| shape.holds(0.8)));
            held[1] += u32::from(found.mean_s.holds(mean));
            held[2] += u32::from(found.at_once.holds(0.08));
        }
        // 95% of 200 is 190; three standard deviations of chance are 9. Where log-normal is taken for Weibull, the shape
        // is another's and so is what the law says of the first two seconds, which the share at once is beyond.
        assert!(held[1] >= 181 && held[0] >= 175 && held[2] >= 170, "{held:?}");
    }

    #[test]
    fn exponential_patience_is_seldom_called_anything_else() {
        let wrong = (0..300).filter(|run| {
            let found = law(&waits(1000 + run, 2000, 0.0, weibull(180.0, 1.0))).unwrap();
            found.law != LawName::Exponential
        });
        // 1% of 300 are 3; ten are beyond chance.
        assert!(wrong.count() <= 9);
    }

    #[test]
    fn a_log_normal_law_is_told() {
        // Median 100 s, standard deviation 1 of the logarithm: by Box & Muller with one uniform, as the normal's own
        // quantile.
        let normal = Normal::standard();
        let found = law(&waits(7, 20_000, 0.0, |u| (100.0_f64.ln() + normal.inverse_cdf(u)).exp()));
        let found = found.unwrap();
        assert_eq!(found.law, LawName::LogNormal);
        assert!((found.scale_s / 100.0 - 1.0).abs() < 0.05, "{}", found.scale_s);
        assert!(found.shape.unwrap().holds(1.0) && found.at_once.value < 0.01, "{found:?}");
    }

    #[test]
    fn few_hang_ups_tell_no_law() {
        assert_eq!(law(&waits(1, 60, 0.0, weibull(180.0, 1.0))), None);
    }

    #[test]
    fn the_far_tail_meets_the_near_one() {
        let near = Normal::standard().sf(10.0).ln();
        assert!(
            (log_upper_tail(10.0 + 1e-9) - near).abs() < 1e-3,
            "{}",
            log_upper_tail(10.0 + 1e-9)
        );
    }
}
