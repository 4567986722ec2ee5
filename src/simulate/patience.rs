//! Laws of patience, drawn by inversion.
//!
//! A caller's patience is where the survival function of the law comes down to e^(−u) for an exponential number u with
//! mean 1 (Devroye 1986, *Non-Uniform Random Variate Generation*, ch. II.2). It grows with u under every law, so plans
//! and laws under comparison meet the same callers, the impatient ones being the same.

/// A law of patience with mean 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PatienceLaw {
    /// Hang-ups at one rate.
    Exponential,
    /// exp(−(t/scale)^shape), as its inverse: scale·u^power.
    Weibull {
        /// 1 ÷ shape.
        power: f64,
        /// What makes the mean 1: 1 ÷ Γ(1 + 1/shape).
        scale: f64,
    },
    /// A normal logarithm with this standard deviation.
    LogNormal {
        /// The standard deviation.
        spread: f64,
    },
}

impl PatienceLaw {
    /// Weibull with this shape, above 0. The mean of scale·u^(1/shape) is scale·Γ(1 + 1/shape) (Johnson, Kotz &
    /// Balakrishnan 1994, ch. 21).
    pub fn weibull(shape: f64) -> Self {
        let power = 1.0 / shape;
        Self::Weibull { power, scale: 1.0 / libm::tgamma(1.0 + power) }
    }

    /// Log-normal with this standard deviation of the logarithm, above 0.
    pub fn log_normal(spread: f64) -> Self {
        Self::LogNormal { spread }
    }

    /// The patience whose survival is e^(−unit), as a multiple of the mean; `unit` is above 0.
    #[inline]
    pub(super) fn of(self, unit: f64) -> f64 {
        match self {
            Self::Exponential => unit,
            Self::Weibull { power, scale } => scale * libm::pow(unit, power),
            // The mean of exp(spread·z) is exp(spread²/2) (the same, ch. 14).
            Self::LogNormal { spread } => libm::exp(spread * (upper_quantile(unit) - 0.5 * spread)),
        }
    }
}

/// The z beyond which a normal number lies with probability e^(−unit).
fn upper_quantile(unit: f64) -> f64 {
    let (above, below) = (libm::exp(-unit), -libm::expm1(-unit));
    if above <= below { lower_half(above, unit) } else { -lower_half(below, -libm::log(below)) }
}

/// The z ≥ 0 beyond which a normal number lies with probability p ≤ 1/2, given −ln p too: algorithm AS 241, PPND7, whose
/// error is about 10⁻⁷ (Wichura 1988, *Applied Statistics* 37).
fn lower_half(p: f64, minus_ln_p: f64) -> f64 {
    let q = 0.5 - p;
    if q <= 0.425 {
        let r = 0.180625 - q * q;
        let above =
            ((59.109_374_72 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_6 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let r = minus_ln_p.sqrt();
    if r <= 5.0 {
        let r = r - 1.6;
        let above =
            ((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_39) * r + 1.423_437_277_7;
        let below = (0.120_211_329_75 * r + 0.737_001_642_5) * r + 1.0;
        return above / below;
    }
    let r = r - 5.0;
    let above =
        ((0.017_337_203_997 * r + 0.428_682_943_37) * r + 3.081_226_386) * r + 6.657_905_115;
    let below = (0.012_258_202_635 * r + 0.241_978_942_25) * r + 1.0;
    above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patience_is_where_its_survival_is_that_of_the_number_drawn() {
        for unit in [1e-9, 1e-4, 0.05, 0.3, 0.7, 1.0, 3.0, 10.0, 30.0] {
            // P(Z > z) by the complementary error function.
            let z = upper_quantile(unit);
            let survival = 0.5 * libm::erfc(z / 2_f64.sqrt());
            assert!((survival / libm::exp(-unit) - 1.0).abs() < 2e-5, "{unit}: {z}, {survival}");
            let half = PatienceLaw::weibull(0.5);
            // Γ(3) = 2: scale 1/2, patience u²/2.
            assert!((half.of(unit) / (0.5 * unit * unit) - 1.0).abs() < 1e-12);
            assert!((PatienceLaw::weibull(1.0).of(unit) / unit - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_mean_of_every_law_is_one() {
        let laws = [
            PatienceLaw::Exponential,
            PatienceLaw::weibull(0.4),
            PatienceLaw::weibull(3.0),
            PatienceLaw::log_normal(0.2),
            PatienceLaw::log_normal(1.5),
        ];
        for law in laws {
            // ∫ of(u)·e^(−u) du by the midpoint rule over u = e^y.
            let step = 1e-3;
            let y = (0..40_000).map(|k| -30.0 + (f64::from(k) + 0.5) * step);
            let mean: f64 = y
                .map(|y| {
                    let u = libm::exp(y);
                    law.of(u) * libm::exp(y - u) * step
                })
                .sum();
            assert!((mean - 1.0).abs() < 1e-5, "{law:?}: {mean}");
        }
    }
}
