//! The exponential patience that is nearest to a law of another kind.
//!
//! Erlang A knows one rate of hanging up. What decides there is the share who hang up for each second waited: in a queue
//! that is neither idle nor overloaded it is the density of patience at 0 (Zeltyn & Mandelbaum 2005, *Queueing Systems*
//! 51, theorem 4.1: P(hang up) ≈ g₀·E[wait]), for the waits are short beside patience. Of a Weibull or log-normal law
//! that density is 0 or infinite, so the rate is taken as it is over waits of a given length w that matter:
//!
//! rate = P(patience ≤ w) ÷ ∫₀ʷ P(patience > t) dt
//!
//! hang-ups ÷ time waited of callers who would have to wait w. It is the density at 0 for w → 0 and 1 ÷ mean patience for
//! w → ∞, and for exponential patience it is the same for every w.

/// Law of the patience of those who do not hang up at once, apart from its mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PatienceLaw {
    /// Hang-ups at one rate.
    Exponential,
    /// exp(−(t/scale)^shape).
    Weibull {
        /// The shape, above 0.
        shape: f64,
    },
    /// A normal logarithm.
    LogNormal {
        /// Its standard deviation, above 0.
        spread: f64,
    },
}

/// Longest patience that it comes to, seconds: a law under which nobody hangs up so soon says no more.
const LONGEST_S: f64 = 86_400.0;

/// Mean of the exponential patience that loses as many callers for each second waited, seconds, where a share hangs up
/// `at_once` and the others have this law and mean, to those who would have to wait `within_s`.
pub fn nearest_exponential_s(law: PatienceLaw, mean_s: f64, at_once: f64, within_s: f64) -> f64 {
    let (survival, waited) = match law {
        // At once or at one rate.
        PatienceLaw::Exponential if at_once == 0.0 => return mean_s,
        PatienceLaw::Exponential => {
            let survival = libm::exp(-within_s / mean_s);
            (survival, mean_s * (1.0 - survival))
        }
        PatienceLaw::Weibull { shape } => weibull(mean_s, shape, within_s),
        PatienceLaw::LogNormal { spread } => log_normal(mean_s, spread, within_s),
    };
    let gone = at_once + (1.0 - at_once) * (1.0 - survival);
    ((1.0 - at_once) * waited / gone).min(LONGEST_S)
}

/// P(patience > w) and ∫₀ʷ P(patience > t) dt. The integral is an incomplete gamma function: with x = (w/scale)^shape
/// and a = 1/shape it is w·e^(−x)·Σ xⁿ/((a+1)…(a+n)) (DLMF 8.7.1).
fn weibull(mean_s: f64, shape: f64, within_s: f64) -> (f64, f64) {
    let a = 1.0 / shape;
    let scale = mean_s / libm::tgamma(1.0 + a);
    let x = libm::pow(within_s / scale, shape);
    // Beyond this nobody is left.
    if x > 700.0 {
        return (0.0, mean_s);
    }
    let survival = libm::exp(-x);
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while term > 1e-17 * sum {
        term *= x / (a + n);
        sum += term;
        n += 1.0;
    }
    (survival, (within_s * survival * sum).min(mean_s))
}

/// The same: mean·Φ((ln w − μ)/σ − σ) + w·P(patience > w) (Johnson, Kotz & Balakrishnan 1994, ch. 14).
fn log_normal(mean_s: f64, spread: f64, within_s: f64) -> (f64, f64) {
    let normal_above = |z: f64| 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
    let z = libm::log(within_s / mean_s) / spread + 0.5 * spread;
    let survival = normal_above(z);
    (survival, mean_s * normal_above(spread - z) + within_s * survival)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAWS: [PatienceLaw; 4] = [
        PatienceLaw::Weibull { shape: 0.5 },
        PatienceLaw::Weibull { shape: 2.5 },
        PatienceLaw::LogNormal { spread: 0.3 },
        PatienceLaw::LogNormal { spread: 1.4 },
    ];

    /// Survival by its definition, the mean being 180 s.
    fn survival(law: PatienceLaw, t: f64) -> f64 {
        match law {
            PatienceLaw::Exponential => (-t / 180.0).exp(),
            PatienceLaw::Weibull { shape } => {
                let scale = 180.0 / libm::tgamma(1.0 + 1.0 / shape);
                (-(t / scale).powf(shape)).exp()
            }
            PatienceLaw::LogNormal { spread } => {
                let median = 180.0 * (-0.5 * spread * spread).exp();
                0.5 * libm::erfc((t / median).ln() / spread / 2_f64.sqrt())
            }
        }
    }

    #[test]
    fn hang_ups_for_each_second_waited_are_those_of_the_law() {
        for law in LAWS {
            for (within, at_once) in [(5.0, 0.0), (20.0, 0.1), (60.0, 0.0), (600.0, 0.3)] {
                // The time waited by the midpoint rule.
                let step = within / 200_000.0;
                let points = (0..200_000).map(|k| (f64::from(k) + 0.5) * step);
                let waited: f64 = points.map(|t| survival(law, t) * step).sum();
                let left = (1.0 - at_once) * survival(law, within);
                let rate = (1.0 - left) / ((1.0 - at_once) * waited);
                let found = nearest_exponential_s(law, 180.0, at_once, within);
                // No longer than a day.
                let own = (1.0 / rate).min(86_400.0);
                assert!((found / own - 1.0).abs() < 1e-4, "{law:?} {within}: {found}, {own}");
            }
        }
    }

    #[test]
    fn exponential_patience_is_nearest_to_itself() {
        let weibull = PatienceLaw::Weibull { shape: 1.0 };
        for within in [1.0, 20.0, 3_600.0] {
            let exponential = nearest_exponential_s(PatienceLaw::Exponential, 180.0, 0.0, within);
            assert_eq!(exponential, 180.0);
            let found = nearest_exponential_s(weibull, 180.0, 0.0, within);
            assert!((found - 180.0).abs() < 1e-9, "{found}");
        }
    }

    #[test]
    fn for_the_longest_waits_it_has_the_same_mean() {
        for law in LAWS {
            let found = nearest_exponential_s(law, 180.0, 0.0, 1e7);
            assert!((found - 180.0).abs() < 1e-3, "{law:?}: {found}");
        }
    }
}
