//! Poisson counts in a row, smoothed on the logarithmic scale.
//!
//! With n_j calls counted over D days in half-hour j, the log-rates η maximise
//!
//! Σ_j (n_j η_j − D e^η_j) − ½ κ Σ_j (η_{j−1} − 2 η_j + η_{j+1})²
//!
//! (P-splines with a knot at every half-hour: Eilers & Marx 1996, eq. 15), found by Newton's method.
//! The inverse of the curvature, (diag(D e^η) + κ P)⁻¹, is the posterior covariance of η (Wahba 1983;
//! Nychka 1988): its intervals hold on average over the half-hours.

/// A smoothed row: log-rates and the variances of them.
#[derive(Debug, Clone)]
pub(super) struct Smoothed {
    /// Logarithms of calls per day.
    pub log_rate: Vec<f64>,
    /// Their posterior variances.
    pub variance: Vec<f64>,
}

/// Newton steps; some six are needed.
const STEPS_MAX: usize = 60;

/// Smooths `counts` over `days` days with the penalty κ (above 0).
pub(super) fn smooth(counts: &[f64], days: f64, penalty: f64) -> Smoothed {
    let n = counts.len();
    let mut eta: Vec<f64> = counts.iter().map(|c| ((c + 0.5) / days).ln()).collect();
    let mut inverse = vec![vec![0.0; n]; n];
    for step in 0..STEPS_MAX {
        let rates: Vec<f64> = eta.iter().map(|e| days * e.exp()).collect();
        let mut matrix = penalty_matrix(n, penalty);
        let pull = times(&matrix, &eta);
        for (j, rate) in rates.iter().enumerate() {
            matrix[j][j] += rate.max(1e-9);
        }
        let gradient: Vec<f64> = (0..n).map(|j| counts[j] - rates[j] - pull[j]).collect();
        inverse = inverted(matrix);
        let change = times(&inverse, &gradient);
        // A step of more than two on the log scale is shortened; the function is concave.
        let largest = change.iter().fold(0.0_f64, |m, c| m.max(c.abs()));
        let scale = if largest > 2.0 { 2.0 / largest } else { 1.0 };
        eta.iter_mut().zip(&change).for_each(|(e, c)| *e += scale * c);
        if largest < 1e-10 && step > 0 {
            break;
        }
    }
    Smoothed { variance: (0..n).map(|j| inverse[j][j]).collect(), log_rate: eta }
}

/// κ D'D for second differences D.
fn penalty_matrix(n: usize, penalty: f64) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; n]; n];
    for j in 1..n.saturating_sub(1) {
        let row = [(j - 1, 1.0), (j, -2.0), (j + 1, 1.0)];
        for (a, x) in row {
            for (b, y) in row {
                matrix[a][b] += penalty * x * y;
            }
        }
    }
    matrix
}

fn times(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

/// The inverse of a symmetric positive definite matrix, by Gauss–Jordan elimination.
fn inverted(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = a.len();
    let mut inverse: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for k in 0..n {
        let pivot = a[k][k];
        a[k].iter_mut().for_each(|x| *x /= pivot);
        inverse[k].iter_mut().for_each(|x| *x /= pivot);
        let (row, inverse_row) = (a[k].clone(), inverse[k].clone());
        for i in (0..n).filter(|i| *i != k) {
            let factor = a[i][k];
            if factor != 0.0 {
                a[i].iter_mut().zip(&row).for_each(|(x, r)| *x -= factor * r);
                inverse[i].iter_mut().zip(&inverse_row).for_each(|(x, r)| *x -= factor * r);
            }
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hardly_penalised_rates_are_the_counts_and_heavily_penalised_ones_a_line() {
        let counts = [3.0, 8.0, 30.0, 12.0, 5.0, 9.0];
        let raw = smooth(&counts, 2.0, 1e-9);
        for (eta, count) in raw.log_rate.iter().zip(counts) {
            assert!((eta.exp() * 2.0 - count).abs() < 1e-5);
        }
        // The variance of ln of a Poisson mean is 1/count.
        assert!((raw.variance[2] - 1.0 / 30.0).abs() < 1e-5);
        let line = smooth(&counts, 2.0, 1e9);
        let second: Vec<f64> = line.log_rate.windows(3).map(|w| w[0] - 2.0 * w[1] + w[2]).collect();
        assert!(second.iter().all(|s| s.abs() < 1e-6), "{second:?}");
        // The likelihood equation of a straight line keeps the total.
        let total: f64 = line.log_rate.iter().map(|e| 2.0 * e.exp()).sum();
        assert!((total - 67.0).abs() < 1e-6, "{total}");
    }
}
