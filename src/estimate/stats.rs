//! Quantiles and the standard intervals, all two-sided at 95%.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

/// The 97.5% point of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A point of the χ² distribution; degrees of freedom above 0, a probability between 0 and 1.
pub(super) fn chi_squared(probability: f64, freedom: f64) -> f64 {
    // Beyond this the cube-root approximation (Wilson & Hilferty 1931) is right to nine digits, and
    // the exact inversion slow.
    if freedom > 2e4 {
        let z = if probability > 0.5 { Z } else { -Z };
        let c = 2.0 / (9.0 * freedom);
        return freedom * (1.0 - c + z * c.sqrt()).powi(3);
    }
    ChiSquared::new(freedom).map_or(f64::NAN, |d| d.inverse_cdf(probability))
}

/// The 97.5% point of Student's distribution; the normal one beyond 10,000 degrees of freedom.
pub(super) fn student(freedom: f64) -> f64 {
    if freedom > 1e4 {
        return Z;
    }
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |d| d.inverse_cdf(0.975))
}

/// Interval of a Poisson mean after `count` events (Garwood 1936); `count` may be a fraction.
pub(super) fn poisson(count: f64) -> (f64, f64) {
    let low = if count > 0.0 { 0.5 * chi_squared(0.025, 2.0 * count) } else { 0.0 };
    (low, 0.5 * chi_squared(0.975, 2.0 * count + 2.0))
}

/// Interval of a share after `hits` of `trials` (Wilson 1927).
pub(super) fn wilson(hits: f64, trials: f64) -> (f64, f64) {
    if trials <= 0.0 {
        return (0.0, 1.0);
    }
    let (p, z2) = (hits / trials, Z * Z);
    let middle = (p + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
    let half =
        Z / (1.0 + z2 / trials) * (p * (1.0 - p) / trials + z2 / (4.0 * trials * trials)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// A ratio Σy/Σx over clusters (days), with its linearised standard error (Cochran 1977, §6.4) and
/// Student's interval. `None` with fewer than two clusters or nothing below the line.
pub(super) fn clustered_ratio(pairs: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    let (top, bottom) = pairs.iter().fold((0.0, 0.0), |(t, b), (y, x)| (t + y, b + x));
    let n = pairs.len() as f64;
    if pairs.len() < 2 || bottom <= 0.0 {
        return None;
    }
    let ratio = top / bottom;
    let squares: f64 = pairs.iter().map(|(y, x)| (y - ratio * x).powi(2)).sum();
    let error = (squares * n / (n - 1.0)).sqrt() / bottom;
    let half = student(n - 1.0) * error;
    Some((ratio, ratio - half, ratio + half))
}

/// The middle of a list; 0 of an empty one.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]),
    }
}

/// Where an increasing function crosses zero between two points, by halving to the last digit.
pub(super) fn crossing(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_intervals_are_those_of_the_tables() {
        // Garwood (1936); Pearson & Hartley, Biometrika Tables, table 40.
        for (count, low, high) in [(0.0, 0.0, 3.689), (1.0, 0.0253, 5.572), (10.0, 4.795, 18.39)] {
            let (l, h) = poisson(count);
            assert!((l - low).abs() < 1e-3 && (h - high).abs() < 5e-3, "{count}: {l} {h}");
        }
    }

    #[test]
    fn the_approximation_for_many_degrees_meets_the_exact_value() {
        for p in [0.025, 0.975] {
            let below = chi_squared(p, 19_999.0);
            let above = chi_squared(p, 20_001.0);
            assert!((above - below - 2.0).abs() < 0.02, "{below} {above}");
        }
    }

    #[test]
    fn student_has_wide_tails_for_few_days() {
        assert!((student(1.0) - 12.706).abs() < 1e-3 && (student(10.0) - 2.228).abs() < 1e-3);
    }

    #[test]
    fn wilson_is_as_published() {
        // Newcombe (1998), table I: 15 of 148.
        let (low, high) = wilson(15.0, 148.0);
        assert!((low - 0.0624).abs() < 1e-4 && (high - 0.1605).abs() < 1e-4, "{low} {high}");
    }
}
