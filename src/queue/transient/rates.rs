//! The rates of one stretch.

use super::Stretch;

/// Agents this close to a whole number are that number: on duty × (1 − shrinkage) is rounded.
const WHOLE: f64 = 1e-9;

/// A number of agents, split into whole ones and a rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agents {
    /// c.
    pub number: f64,
    /// m: whole agents.
    pub whole: usize,
    /// w = 1 − f: probability that a call that comes to place m + 1 in the system has to wait.
    pub waits: f64,
}

impl Agents {
    pub fn of(number: f64) -> Self {
        let nearest = number.round();
        let near = (number - nearest).abs() <= WHOLE;
        let number = if near { nearest } else { number };
        Self { number, whole: number.floor() as usize, waits: 1.0 - number.fract() }
    }

    /// Callers who wait on average with `k` in the system, (k − c)⁺.
    pub fn waiting(&self, k: usize) -> f64 {
        if k <= self.whole { 0.0 } else { (k - self.whole - 1) as f64 + self.waits }
    }
}

/// Rates a second, and the agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rates {
    /// λ: calls.
    pub arrivals: f64,
    pub agents: Agents,
    /// μ: calls that one agent ends.
    pub handle: f64,
    /// θ: hang-ups of one waiting caller.
    pub hang_up: f64,
    /// θ′: hang-ups of a caller who waits at place m + 1, as the system feels them; see the module
    /// above.
    pub next_hang_up: f64,
}

impl Rates {
    pub fn of(stretch: &Stretch) -> Self {
        let agents = Agents::of(stretch.agents);
        let handle = stretch.aht_s.recip();
        let hang_up = stretch.patience_s.map_or(0.0, f64::recip);
        let part = agents.number.fract();
        Self {
            arrivals: stretch.calls_per_s,
            agents,
            handle,
            hang_up,
            next_hang_up: if part > 0.0 {
                hang_up.min(agents.number * handle / part)
            } else {
                hang_up
            },
        }
    }

    /// The same after closing.
    pub fn without_arrivals(self) -> Self {
        Self { arrivals: 0.0, ..self }
    }

    /// Whether callers who wait notice no difference.
    pub fn serves_like(&self, other: &Self) -> bool {
        self.without_arrivals() == other.without_arrivals()
    }

    /// All calls that end a second when everyone is busy.
    pub fn capacity(&self) -> f64 {
        self.agents.number * self.handle
    }

    /// Callers waiting with `k` in the system.
    pub fn waiting(&self, k: usize) -> f64 {
        let (m, waits) = (self.agents.whole, self.agents.waits);
        let next = if self.hang_up > 0.0 { self.next_hang_up / self.hang_up } else { 1.0 };
        if k <= m { 0.0 } else { (k - m - 1) as f64 + waits * next }
    }

    /// Rate at which calls end with `k` in the system.
    pub fn ends(&self, k: usize) -> f64 {
        if k <= self.agents.whole { k as f64 * self.handle } else { self.capacity() }
    }

    /// Rate at which one of `k` in the system leaves, served or not.
    pub fn leaves(&self, k: usize) -> f64 {
        self.ends(k) + self.hang_up * self.waiting(k)
    }

    /// Rate at which a caller who waits at place m + 1 is answered: what is left of the events at that
    /// place, cμ + wθ′, when the caller's own hanging up is taken off.
    pub fn answers_next(&self) -> f64 {
        (self.capacity() - (1.0 - self.agents.waits) * self.next_hang_up).max(0.0)
    }
}
