//! Uniformization: a time h of a process whose states are left at rates up to Λ is a Poisson(Λh) number
//! of steps of a chain in discrete time (Jensen 1953),
//!
//! π(h) = Σ_n e^(−Λh)(Λh)^n/n! · πPⁿ,   ∫₀ʰ π = (1/Λ)·Σ_n P(N > n)·πPⁿ   (Grassmann 1977).
//!
//! Waiting callers have a source, the system; their ages have one too, the callers. Both are parts of
//! one linear system and take the same steps.

use super::STATES_MAX;
use super::rates::Rates;
use super::state::State;

/// Steps that one Poisson sum takes at most, about.
const STEPS: f64 = 400.0;

/// What a piece leaves out by its choice, of Poisson terms and of states above its largest number.
const LEFT_OUT: f64 = 1e-16;

/// What waiting callers have been through, as expected numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Time waited by all.
    pub waited: f64,
    /// Callers who hung up, and the time they had waited.
    pub hung: f64,
    pub hung_waited: f64,
    /// Callers cut off by truncation.
    pub lost: f64,
}

/// Waiting callers, in front of one layer of the system.
#[derive(Debug, Clone, Default)]
pub(super) struct Tagged {
    /// Those still waiting, by the calls ahead of them.
    pub mass: State,
    /// The same, each multiplied by the time waited so far; only where `ages` are asked for.
    pub age: State,
    pub ages: bool,
    pub sums: Sums,
}

impl Tagged {
    /// Adds a Poisson term: its weight, and its share of the time integral.
    fn collect(&mut self, weight: f64, time: f64, hang_up: f64, mass: &State, age: &State) {
        self.mass.add_scaled(weight, mass);
        self.age.add_scaled(weight, age);
        let waited = time * mass.total();
        self.sums.waited += waited;
        self.sums.hung += hang_up * waited;
        if hang_up > 0.0 {
            self.sums.hung_waited += hang_up * time * age.total();
        }
    }
}

/// Step probabilities of one process; see [`State`] for the two there are.
struct Kernel {
    /// Arrival.
    up: f64,
    /// Numbers below this drop out.
    floor: usize,
    /// Staying, but for what leaves the number.
    stay: f64,
    /// Leaving k, and coming from k to k − 1.
    leave: Vec<f64>,
    down: Vec<f64>,
}

impl Kernel {
    fn system(rates: &Rates, size: usize, lambda: f64) -> Self {
        let down: Vec<f64> = (0..=size).map(|k| rates.leaves(k) / lambda).collect();
        let up = rates.arrivals / lambda;
        Self { up, floor: 0, stay: 1.0 - up, leave: down.clone(), down }
    }

    /// Waiting callers: no arrivals, and each hangs up at the rate θ.
    fn callers(rates: &Rates, size: usize, lambda: f64) -> Self {
        let m = rates.agents.whole;
        let mut kernel = Self::system(&rates.without_arrivals(), size, lambda);
        kernel.stay -= rates.hang_up / lambda;
        if m < size {
            kernel.leave[m] = rates.answers_next() / lambda;
            kernel.down[m + 1] *= rates.agents.waits;
        }
        kernel.floor = m;
        kernel
    }

    /// One step; numbers from the largest on are cut off. What was in `to` is lost.
    fn step(&self, from: &State, to: &mut State) {
        to.clear();
        if from.lo == from.hi {
            return;
        }
        let lo = from.lo.saturating_sub(1).max(self.floor);
        let hi = (from.hi + 1).min(self.leave.len() - 1);
        if lo >= hi {
            return;
        }
        to.room_for(hi);
        (to.lo, to.hi) = (lo, hi);
        let count = hi - lo;
        // Slices of one length let the compiler drop bounds checks and use vector instructions.
        let (below, own, above) =
            (&from.v[lo..][..count], &from.v[lo + 1..][..count], &from.v[lo + 2..][..count]);
        let (down, less) = (&self.down[lo + 1..][..count], &self.leave[lo..][..count]);
        let to = &mut to.v[lo + 1..][..count];
        for i in 0..count {
            to[i] = (self.stay - less[i]) * own[i] + self.up * below[i] + down[i] * above[i];
        }
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

impl Span {
    /// The same for one of so many layers.
    pub fn part(self, layers: usize) -> Self {
        let share = 1.0 / layers.max(1) as f64;
        Self { cut: self.cut * share, cut_callers: self.cut_callers * share, ..self }
    }
}

/// Follows one layer of the system and the callers who arrive at it through a span in which nothing changes. Adds
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
    // Where nobody hangs up the queue grows at least by what is not handled: no need to see it grow.
    let surely = (span.rates.arrivals - span.rates.capacity()) * span.seconds;
    if span.rates.hang_up == 0.0 && surely > STATES_MAX as f64 {
        return None;
    }
    while left > 0.0 {
        let most = system.hi.max(callers.as_ref().map_or(0, |tagged| tagged.mass.hi));
        let piece = Piece::new(&span.rates, left, most)?;
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
    while left > 0.0 && callers.mass.lo < callers.mass.hi {
        // Half of what may be cut off goes to the last few.
        let waiting = callers.mass.total();
        if waiting <= 0.5 * span.cut_callers {
            callers.sums.lost += waiting;
            (callers.mass, callers.age) = Default::default();
            break;
        }
        let piece = Piece::new(&rates, left, callers.mass.hi)?;
        let cut = 0.5 * span.cut_callers * piece.seconds / span.seconds;
        piece.follow(&rates, (0.0, cut), None, Some(callers));
        left = if piece.seconds >= left { 0.0 } else { left - piece.seconds };
    }
    Some(())
}

/// A time short enough for one Poisson sum.
struct Piece {
    seconds: f64,
    lambda: f64,
    /// Numbers below this are kept.
    size: usize,
    /// P(N = n), and P(N > n).
    weights: Vec<f64>,
    tails: Vec<f64>,
}

impl Piece {
    fn new(rates: &Rates, left: f64, most: usize) -> Option<Self> {
        let rate = |size: usize| {
            // A little more than the largest rate, so that no state is left for certain.
            1.02 * (rates.arrivals + rates.hang_up + rates.leaves(size)) + 1e-12
        };
        let size = |seconds: f64| {
            let all = most + beyond(rates.arrivals * seconds);
            if rates.hang_up == 0.0 {
                return all;
            }
            // Those who wait are no more than if nobody were ever answered: each hangs up at the
            // rate θ, so that of the new ones a Poisson number with this mean is left at any time.
            let left = rates.arrivals * -libm::expm1(-rates.hang_up * seconds) / rates.hang_up;
            all.min(most.max(rates.agents.whole + 1) + beyond(left))
        };
        let mut seconds = left.min(STEPS / rate(most));
        while rate(size(seconds)) * seconds > 1.5 * STEPS {
            seconds *= 0.7;
        }
        let size = size(seconds);
        if size > STATES_MAX {
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
        Some(Self { seconds, lambda, size, weights, tails })
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
        let kernel = system.as_ref().map(|_| Kernel::system(rates, self.size, self.lambda));
        let callers_kernel =
            callers.as_ref().map(|_| Kernel::callers(rates, self.size, self.lambda));
        let mut lost = LEFT_OUT * system.as_ref().map_or(0.0, |(now, _)| now.total());
        let mut v = system.as_mut().map(|(now, _)| std::mem::take(*now));
        let mut y = callers
            .as_mut()
            .map(|now| (std::mem::take(&mut now.mass), std::mem::take(&mut now.age)));
        let mut spare = State::default();
        for (n, (weight, tail)) in self.weights.iter().zip(&self.tails).enumerate() {
            let last = n + 1 == self.weights.len();
            if let (Some(now), Some((mass, age)), Some(kernel)) =
                (&mut callers, &mut y, &callers_kernel)
            {
                now.collect(*weight, tail / self.lambda, rates.hang_up, mass, age);
                if !last {
                    if now.ages {
                        kernel.step(age, &mut spare);
                        spare.add_scaled(1.0 / self.lambda, mass);
                        std::mem::swap(age, &mut spare);
                    }
                    kernel.step(mass, &mut spare);
                    if let Some(v) = &v {
                        let factor = rates.arrivals / self.lambda;
                        v.add_arrivals_to(&mut spare, &rates.agents, factor);
                    }
                    std::mem::swap(mass, &mut spare);
                    now.sums.lost += mass.trim(cut.1 / steps);
                    if now.ages {
                        age.clip_to(mass);
                    }
                }
            }
            if let (Some(v), Some((now, integral)), Some(kernel)) = (&mut v, &mut system, &kernel) {
                now.add_scaled(*weight, v);
                integral.add_scaled(tail / self.lambda, v);
                if !last {
                    kernel.step(v, &mut spare);
                    std::mem::swap(v, &mut spare);
                    lost += v.trim(cut.0 / steps);
                }
            }
        }
        lost
    }
}

/// A number that a Poisson number with this mean exceeds with probability below 1e-16 by far.
fn beyond(mean: f64) -> usize {
    // Bennett's bound: P(N ≥ mean + d) ≤ exp(−mean·h(d/mean)), h(x) = (1 + x)ln(1 + x) − x.
    let mut above = 8.0;
    while (mean + above) * libm::log1p(above / mean) - above < 38.0 {
        above *= 1.1;
    }
    (mean + above).ceil() as usize + 1
}

/// Poisson probabilities from 0 until what is left is negligible; the mean is at most some 700.
fn poisson(mean: f64) -> Vec<f64> {
    let mut weights = vec![libm::exp(-mean)];
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
