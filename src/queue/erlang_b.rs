//! Erlang B: the share of calls turned away when there is no room to wait.
//!
//! With `n` agents and `a` erlangs, the number of busy agents is a Poisson(a) count cut off at `n`, so
//!
//! B(n, a) = (aⁿ/n!) / Σ_{k=0..n} aᵏ/k!     (Erlang 1917)
//!
//! Powers and factorials overflow beyond some hundred agents. Three forms avoid that, each made of
//! positive terms only, so no digits cancel, and the two for many agents need about 10·√n terms.

/// Below this many agents the plain recursion is as fast as a series.
const FEW_AGENTS: u32 = 64;

/// A term this small against its sum no longer changes it.
const NEGLIGIBLE: f64 = 1e-18;

/// Erlang's B formula: the probability that all agents are busy when callers who would have to wait
/// are turned away.
///
/// `agents` is 0 or more and `offered_load` is in erlangs, 0 or more. The relative error is below
/// 1e-11 for up to a million agents; values below about 1e-300 come out as 0. A load that is negative
/// or not a number yields NaN.
///
/// Source: Erlang (1917); for more agents than load the Poisson form with Loader's (2000) probability.
///
/// ```
/// use obsada::queue::erlang_b;
/// assert!((erlang_b(2, 1.0) - 0.2).abs() < 1e-15);
/// ```
#[must_use]
pub fn erlang_b(agents: u32, offered_load: f64) -> f64 {
    if offered_load.is_nan() || offered_load < 0.0 {
        return f64::NAN;
    }
    if agents == 0 || offered_load.is_infinite() {
        return 1.0;
    }
    if offered_load == 0.0 {
        return 0.0;
    }
    let n = f64::from(agents);
    if agents < FEW_AGENTS {
        1.0 / inverse_by_recursion(agents, offered_load)
    } else if n <= offered_load {
        1.0 / inverse_by_series(n, offered_load)
    } else {
        by_poisson(n, offered_load)
    }
}

/// Blocking with one agent more, from the blocking with one agent fewer: B(n) = aB/(n + aB). A
/// relative error in `blocking` shrinks at each step.
pub(super) fn next_blocking(blocking: f64, agents: u32, offered_load: f64) -> f64 {
    let carried = offered_load * blocking;
    carried / (f64::from(agents) + carried)
}

/// 1/B(n) = 1 + (n/a)/B(n−1), starting from 1/B(0) = 1.
fn inverse_by_recursion(agents: u32, load: f64) -> f64 {
    (1..=agents).fold(1.0, |inverse, k| 1.0 + f64::from(k) / load * inverse)
}

/// 1/B = Σ_{k=0..n} n(n−1)…(n−k+1)/aᵏ, whose terms fall from the start when n ≤ a.
fn inverse_by_series(n: f64, load: f64) -> f64 {
    let (mut sum, mut term, mut left) = (1.0, 1.0, n);
    while left > 0.0 && term > NEGLIGIBLE * sum {
        term *= left / load;
        sum += term;
        left -= 1.0;
    }
    sum
}

/// B = P(N = n)/P(N ≤ n) for a Poisson(a) count N. With n > a the upper tail is the smaller part:
/// P(N > n) = P(N = n) · Σ_{j≥1} aʲ/((n+1)…(n+j)), so taking it from 1 costs no digits.
fn by_poisson(n: f64, load: f64) -> f64 {
    let at_n = poisson_probability(n, load);
    let (mut sum, mut term, mut place) = (0.0, 1.0, n);
    loop {
        place += 1.0;
        term *= load / place;
        sum += term;
        if term <= NEGLIGIBLE * sum {
            break;
        }
    }
    at_n / (1.0 - at_n * sum)
}

/// P(N = n) for a Poisson(a) count with n ≥ 30, in Loader's (2000) saddle-point form
/// exp(−δ(n) − D(n, a)) / √(2πn): both exponents are small where the probability is not.
fn poisson_probability(n: f64, load: f64) -> f64 {
    libm::exp(-stirling_error(n) - deviance(n, load)) / (std::f64::consts::TAU * n).sqrt()
}

/// δ(n) = ln n! − ln(√(2πn)(n/e)ⁿ), by Stirling's series. From n = 30 the first term left out is below
/// 1e-16.
fn stirling_error(n: f64) -> f64 {
    let square = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / n
}

/// D(x, m) = x ln(x/m) + m − x, without cancellation when x is close to m (Loader 2000, `bd0`).
/// Both arguments are positive.
pub(super) fn deviance(x: f64, mean: f64) -> f64 {
    let v = (x - mean) / (x + mean);
    if v.abs() >= 0.1 {
        return x * libm::log(x / mean) + mean - x;
    }
    // With v = (x−m)/(x+m): D = (x−m)v + 2x Σ_{j≥1} v^(2j+1)/(2j+1). At |v| < 0.1 ten terms are
    // more than a double can hold.
    let square = v * v;
    let mut power = 2.0 * x * v;
    let mut sum = (x - mean) * v;
    for odd in (3..=21).step_by(2) {
        power *= square;
        sum += power / f64::from(odd);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, tolerance: f64) {
        assert!(((left - right) / right).abs() <= tolerance, "{left:e} is not {right:e}");
    }

    #[test]
    fn the_three_forms_agree_where_they_meet() {
        for load in [64.5, 80.0, 99.9] {
            close(by_poisson(100.0, load), 1.0 / inverse_by_recursion(100, load), 1e-13);
        }
        for load in [100.0, 101.0, 500.0, 1e6] {
            close(inverse_by_series(100.0, load), inverse_by_recursion(100, load), 1e-13);
        }
    }

    #[test]
    fn poisson_probability_matches_a_product() {
        let product = (1..=40).fold((-30.0_f64).exp(), |p, k| p * 30.0 / f64::from(k));
        close(poisson_probability(40.0, 30.0), product, 1e-13);
    }

    #[test]
    fn deviance_is_quadratic_close_to_the_mean() {
        // D(m+d, m) = d²/2m − d³/6m² + …, far below the size of its own terms.
        let (mean, d) = (1e6, 1e-2);
        close(deviance(mean + d, mean), d * d / (2.0 * mean), 1e-6);
        let (x, mean) = (1.2222, 1.0);
        close(deviance(x, mean), x * f64::ln(x) + mean - x, 1e-13);
    }

    #[test]
    fn inputs_outside_the_range_are_not_numbers() {
        assert!(erlang_b(3, -1.0).is_nan());
        assert!(erlang_b(3, f64::NAN).is_nan());
        assert_eq!(erlang_b(0, 5.0), 1.0);
        assert_eq!(erlang_b(5, 0.0), 0.0);
    }
}
