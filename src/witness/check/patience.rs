//! The exponential patience that the formulas may take for a law of another kind.
//!
//! Formulas know one rate of hanging up: hang-ups ÷ time waited of callers who would all have to wait as long as the
//! shortest wait that their line promises. Here both are sums over the survival function by its definition (Simpson's
//! rule over the logarithm of time); the plan has closed forms.

use crate::scenario::{Line, Measure, Patience, PatienceLaw};

/// A wait of lines that promise none, and the shortest that is looked at, seconds.
const WITHOUT_PROMISE_S: f64 = 20.0;
const SHORTEST_S: f64 = 1.0;
/// No patience that the formulas take is longer, seconds.
const LONGEST_S: f64 = 86_400.0;
/// Steps of Simpson's rule, even, and how far it goes down on the logarithmic scale: to a wait of e^(−30) of the whole.
const STEPS: u32 = 4_000;
const DEPTH: f64 = 30.0;

/// Mean patience with which the formulas are recomputed, seconds; `None`: nobody hangs up.
pub(super) fn planned_s(line: &Line) -> Option<f64> {
    let patience = line.patience.as_ref()?;
    if patience.is_exponential() {
        return Some(patience.mean.value.get());
    }
    let promised = line.targets.iter().filter_map(|target| match target.measure {
        Measure::MeanWait(wait) => Some(wait.get()),
        Measure::ServiceLevel { within: threshold, .. }
        | Measure::LongWait { beyond: threshold, .. } => Some(threshold.get()),
        Measure::AbandonmentMax(_) | Measure::OccupancyMax(_) | Measure::AgentsMin(_) => None,
    });
    let within = promised.fold(f64::INFINITY, f64::min);
    let within = if within.is_finite() { within.max(SHORTEST_S) } else { WITHOUT_PROMISE_S };
    let hang_ups = 1.0 - survival(patience, within);
    Some((waited(patience, within) / hang_ups).min(LONGEST_S))
}

/// Rate of hanging up with which the formulas are recomputed, per second.
pub(super) fn hang_up_rate(line: &Line) -> f64 {
    planned_s(line).map_or(0.0, |patience| 1.0 / patience)
}

/// Mean time in the queue of callers who would have to wait so long: ∫₀ʷ survival(t) dt, with t = e^y.
fn waited(patience: &Patience, within: f64) -> f64 {
    let (top, step) = (within.ln(), DEPTH / f64::from(STEPS));
    let mut sum = 0.0;
    for k in 0..=STEPS {
        let weight = match k {
            0 | STEPS => 1.0,
            odd if odd % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let t = libm::exp(top - f64::from(k) * step);
        sum += weight * t * survival(patience, t);
    }
    sum * step / 3.0
}

/// P(patience > t), of all who would have to wait.
fn survival(patience: &Patience, t: f64) -> f64 {
    let mean = patience.mean.value.get();
    let of_law = match &patience.law {
        PatienceLaw::Exponential => libm::exp(-t / mean),
        PatienceLaw::Weibull(shape) => {
            let scale = mean / libm::exp(libm::lgamma(1.0 + 1.0 / shape.value));
            libm::exp(-libm::pow(t / scale, shape.value))
        }
        PatienceLaw::LogNormal(spread) => {
            let middle = mean.ln() - 0.5 * spread.value * spread.value;
            0.5 * libm::erfc((t.ln() - middle) / (spread.value * std::f64::consts::SQRT_2))
        }
    };
    (1.0 - patience.hang_up_at_once()) * of_law
}
