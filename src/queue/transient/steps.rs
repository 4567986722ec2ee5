//! Uniformization: a time h of a process whose states are left at rates up to Λ is a Poisson(Λh) number
//! of steps of a chain in discrete time (Jensen 1953),
//!
//! π(h) = Σ_n e^(−Λh)(Λh)^n/n! · πPⁿ,   ∫₀ʰ π = (1/Λ)·Σ_n P(N > n)·πPⁿ   (Grassmann 1977).
//!
//! Waiting callers have a source, the system; their ages have one too, the callers. Both are parts of
//! one linear system and take the same steps.

use super::rates::Rates;
use super::state::{Layer, State};
use super::{STATES_MAX, Tagged};

/// Steps that one Poisson sum takes at most, about.
const STEPS: f64 = 400.0;

/// What a piece leaves out by its choice, of Poisson terms and of states above its largest number.
const LEFT_OUT: f64 = 1e-16;

/// Step probabilities of one process; see [`State`] for the two there are.
struct Kernel {
    /// Arrival.
    up: f64,
    /// Numbers below this drop out.
    floor: usize,
    /// Layer 0: stay at k, leave from k to k − 1.
    stay: Vec<f64>,
    down: Vec<f64>,
    /// Other layers: what their number waiting takes off `stay`, and leads to one fewer.
    hang_up: Vec<f64>,
    /// By surplus calls: to one fewer; and staying with nobody waiting.
    surplus_down: Vec<f64>,
    surplus_stay: Vec<f64>,
    /// Share that goes on from layer 1 to the floor of layer 0.
    entry: f64,
}

impl Kernel {
    fn system(rates: &Rates, size: usize, layers: usize, lambda: f64) -> Self {
        let leaves = |k: usize| rates.leaves(k) / lambda;
        let up = rates.arrivals / lambda;
        Self {
            up,
            floor: 0,
            stay: (0..size).map(|k| 1.0 - up - leaves(k)).collect(),
            down: (0..=size).map(leaves).collect(),
            hang_up: Self::hang_ups(rates, if layers > 1 { size } else { 0 }, lambda),
            surplus_down: (0..layers).map(|r| rates.surplus_ends(r) / lambda).collect(),
            surplus_stay: (0..layers).map(|r| 1.0 - up - rates.surplus_ends(r) / lambda).collect(),
            entry: 1.0,
        }
    }

    /// Waiting callers: no arrivals, and each hangs up at the rate θ.
    fn callers(rates: &Rates, size: usize, layers: usize, lambda: f64) -> Self {
        let m = rates.whole;
        let own = rates.hang_up / lambda;
        let mut kernel = Self::system(&rates.without_arrivals(), size, layers, lambda);
        kernel.stay.iter_mut().chain(&mut kernel.surplus_stay).for_each(|stay| *stay -= own);
        if m < size {
            kernel.stay[m] = 1.0 - own - rates.answers_next() / lambda;
            kernel.down[m + 1] *= rates.waits;
        }
        (kernel.floor, kernel.entry) = (m, rates.waits);
        kernel
    }

    fn hang_ups(rates: &Rates, size: usize, lambda: f64) -> Vec<f64> {
        (0..=size).map(|q| rates.hang_up * q as f64 / lambda).collect()
    }

    /// One step; numbers from `size` on are cut off. What was in `to` is lost.
    fn step(&self, rates: &Rates, from: &State, to: &mut State) {
        let size = self.stay.len();
        to.layers.resize_with(from.layers.len(), Layer::default);
        to.layers.iter_mut().for_each(Layer::clear);
        for (surplus, v) in from.layers.iter().enumerate() {
            let above = from.layers.get(surplus + 1);
            let u = &mut to.layers[surplus];
            if surplus == 0 {
                step_layer(v, u, self.floor, size, self.up, &self.down, |k| self.stay[k]);
            } else {
                let stay = self.surplus_stay[surplus];
                let hang_up = &self.hang_up;
                step_layer(v, u, 0, size, self.up, hang_up, |q| stay - hang_up[q]);
            }
            let Some(above) = above.filter(|a| a.lo < a.hi) else { continue };
            let down = self.surplus_down[surplus + 1];
            if surplus > 0 {
                u.add_scaled(down, above);
                continue;
            }
            for (q, mass) in above.iter().filter(|(q, _)| rates.whole + q < size) {
                let entry = if q == 0 { self.entry } else { 1.0 };
                u.add(rates.whole + q, entry * down * mass);
            }
        }
    }
}

/// One step within a layer.
fn step_layer(
    v: &Layer,
    u: &mut Layer,
    floor: usize,
    size: usize,
    up: f64,
    down: &[f64],
    stay: impl Fn(usize) -> f64,
) {
    if v.lo == v.hi {
        return;
    }
    let lo = v.lo.saturating_sub(1).max(floor);
    let hi = (v.hi + 1).min(size);
    u.room_for(hi);
    (u.lo, u.hi) = (lo, hi.max(lo));
    let mass = &v.v[lo..hi + 2];
    let down = &down[lo + 1..hi + 1];
    for (i, u) in u.v[lo + 1..hi + 1].iter_mut().enumerate() {
        *u = stay(lo + i) * mass[i + 1] + up * mass[i] + down[i] * mass[i + 2];
    }
}

/// What [`advance`] works with: rates, time and how much may be cut off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub rates: Rates,
    pub seconds: f64,
    /// Mass of the system, and of callers, that may be trimmed in the whole span.
    pub cut: f64,
    pub cut_callers: f64,
}

/// Follows the system and the callers who arrive at it through a span in which nothing changes. Adds
/// the time integral of the system to `integral`; returns the mass of the system cut off, or `None`
/// where there are too many states.
pub(super) fn advance(
    span: &Span,
    system: &mut State,
    mut callers: Option<&mut Tagged>,
    integral: &mut State,
) -> Option<f64> {
    let mut left = span.seconds;
    let mut lost = 0.0;
    while left > 0.0 {
        let in_callers = callers.as_ref().map_or(0, |tagged| highest(&tagged.mass));
        let most = highest(system).max(in_callers);
        let layers = system.layers.len().max(callers.as_ref().map_or(0, |c| c.mass.layers.len()));
        let piece = Piece::new(&span.rates, left, most, layers, STATES_MAX)?;
        let share = piece.seconds / span.seconds;
        let cut = (span.cut * share, span.cut_callers * share);
        lost += piece.follow(&span.rates, cut, Some((system, integral)), callers.as_deref_mut());
        left = if piece.seconds >= left { 0.0 } else { left - piece.seconds };
    }
    Some(lost)
}

/// The same for callers alone, after their arrival.
pub(super) fn advance_callers(span: &Span, callers: &mut Tagged) -> Option<()> {
    let mut left = span.seconds;
    let rates = span.rates.without_arrivals();
    while left > 0.0 && callers.mass.size() > 0 {
        let layers = callers.mass.layers.len();
        let piece = Piece::new(&rates, left, highest(&callers.mass), layers, STATES_MAX)?;
        piece.follow(&rates, (0.0, span.cut_callers), None, Some(callers));
        left = if piece.seconds >= left { 0.0 } else { left - piece.seconds };
    }
    Some(())
}

fn highest(state: &State) -> usize {
    state.layers.iter().map(|layer| layer.hi).max().unwrap_or(0)
}

/// A time short enough for one Poisson sum.
struct Piece {
    seconds: f64,
    lambda: f64,
    /// Numbers below this are kept.
    size: usize,
    layers: usize,
    /// P(N = n), and P(N > n).
    weights: Vec<f64>,
    tails: Vec<f64>,
}

impl Piece {
    fn new(rates: &Rates, left: f64, most: usize, layers: usize, states: usize) -> Option<Self> {
        let rate = |size: usize| {
            let surplus = rates.surplus_ends(layers.saturating_sub(1));
            let surplus = if layers > 1 { surplus + rates.hang_up * size as f64 } else { 0.0 };
            // A little more than the largest rate, so that no state is left for certain.
            1.02 * (rates.arrivals + rates.hang_up + rates.leaves(size).max(surplus)) + 1e-12
        };
        let size = |seconds: f64| {
            // Chernoff: more arrivals than this have a probability below 1e-18.
            let arrivals = rates.arrivals * seconds;
            most + (arrivals + 28.0 + 9.1 * arrivals.sqrt()).ceil() as usize
        };
        let mut seconds = left.min(STEPS / rate(most));
        while rate(size(seconds)) * seconds > 1.5 * STEPS {
            seconds *= 0.7;
        }
        let size = size(seconds);
        if size.checked_mul(layers.max(1))? > states {
            return None;
        }
        let lambda = rate(size);
        let weights = poisson(lambda * seconds);
        let mut tails: Vec<f64> = weights.clone();
        let mut tail = 0.0;
        for (t, weight) in tails.iter_mut().zip(&weights).rev() {
            *t = tail;
            tail += weight;
        }
        Some(Self { seconds, lambda, size, layers, weights, tails })
    }

    /// Takes the steps and returns the mass of the system cut off.
    fn follow(
        &self,
        rates: &Rates,
        cut: (f64, f64),
        mut system: Option<(&mut State, &mut State)>,
        mut callers: Option<&mut Tagged>,
    ) -> f64 {
        let steps = self.weights.len() as f64;
        let kernel = Kernel::system(rates, self.size, self.layers, self.lambda);
        let callers_kernel = Kernel::callers(rates, self.size, self.layers, self.lambda);
        let mut lost = 0.0;
        let mut v = system.as_mut().map(|(now, _)| std::mem::take(*now));
        let mut y = callers.as_mut().map(|now| {
            (std::mem::take(&mut now.mass), std::mem::take(&mut now.age))
        });
        let mut spare = State::default();
        for (n, (weight, tail)) in self.weights.iter().zip(&self.tails).enumerate() {
            let last = n + 1 == self.weights.len();
            if let (Some(now), Some((mass, age))) = (&mut callers, &mut y) {
                now.collect(*weight, tail / self.lambda, rates.hang_up, mass, age);
                if !last {
                    callers_kernel.step(rates, age, &mut spare);
                    spare.add_scaled(1.0 / self.lambda, mass);
                    std::mem::swap(age, &mut spare);
                    callers_kernel.step(rates, mass, &mut spare);
                    if let Some(v) = &v {
                        v.add_arrivals_to(&mut spare, rates, rates.arrivals / self.lambda);
                    }
                    std::mem::swap(mass, &mut spare);
                    now.lost += mass.trim(cut.1 / steps);
                    clip(age, mass);
                }
            }
            if let (Some(v), Some((now, integral))) = (&mut v, &mut system) {
                now.add_scaled(*weight, v);
                integral.add_scaled(tail / self.lambda, v);
                if !last {
                    kernel.step(rates, v, &mut spare);
                    std::mem::swap(v, &mut spare);
                    lost += v.trim(cut.0 / steps);
                }
            }
        }
        lost + LEFT_OUT
    }
}

fn clip(age: &mut State, mass: &State) {
    age.layers.truncate(mass.layers.len());
    for (age, mass) in age.layers.iter_mut().zip(&mass.layers) {
        age.clip_to(mass);
    }
}

/// Poisson probabilities from 0 until what is left is negligible; the mean is at most some 700.
fn poisson(mean: f64) -> Vec<f64> {
    let mut weights = vec![(-mean).exp()];
    for n in 1.. {
        let weight = weights[n - 1] * mean / n as f64;
        weights.push(weight);
        // Beyond the mean the terms fall faster than a geometric series.
        let ratio = mean / (n + 1) as f64;
        if ratio < 1.0 && weight * ratio / (1.0 - ratio) <= LEFT_OUT {
            break;
        }
    }
    weights
}
