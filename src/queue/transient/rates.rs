//! The rates of one stretch.

use super::Stretch;

/// Agents this close to a whole number are that number: on duty × (1 − shrinkage) is rounded.
const WHOLE: f64 = 1e-9;

/// Rates a second, and how the agents are split into whole ones and a rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rates {
    /// λ: calls.
    pub arrivals: f64,
    /// m: whole agents.
    pub whole: usize,
    /// c: agents.
    pub agents: f64,
    /// μ: calls that one agent ends.
    pub handle: f64,
    /// θ: hang-ups of one waiting caller.
    pub hang_up: f64,
    /// w = 1 − f: probability that a call that comes to place m + 1 in the system has to wait.
    pub waits: f64,
    /// θ′: hang-ups of a caller who waits at that place, as the system feels them; see the module above.
    pub next_hang_up: f64,
}

impl Rates {
    pub fn of(stretch: &Stretch) -> Self {
        let nearest = stretch.agents.round();
        let near = (stretch.agents - nearest).abs() <= WHOLE;
        let agents = if near { nearest } else { stretch.agents };
        let handle = stretch.aht_s.recip();
        let hang_up = stretch.patience_s.map_or(0.0, f64::recip);
        let part = agents.fract();
        Self {
            arrivals: stretch.calls_per_s,
            whole: agents.floor() as usize,
            agents,
            handle,
            hang_up,
            waits: 1.0 - part,
            next_hang_up: if part > 0.0 { hang_up.min(agents * handle / part) } else { hang_up },
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

    /// Callers waiting with `k` in the system and no surplus calls.
    pub fn waiting(&self, k: usize) -> f64 {
        let next = if self.hang_up > 0.0 { self.next_hang_up / self.hang_up } else { 1.0 };
        if k <= self.whole { 0.0 } else { (k - self.whole - 1) as f64 + self.waits * next }
    }

    /// Rate at which calls end with `k` in the system and no surplus calls.
    pub fn ends(&self, k: usize) -> f64 {
        if k <= self.whole { k as f64 * self.handle } else { self.agents * self.handle }
    }

    /// Rate at which one of `k` in the system leaves, served or not.
    pub fn leaves(&self, k: usize) -> f64 {
        self.ends(k) + self.hang_up * self.waiting(k)
    }

    /// Rate at which calls end while `surplus` calls (1 or more) are in hand.
    pub fn surplus_ends(&self, surplus: usize) -> f64 {
        (self.whole + surplus) as f64 * self.handle
    }

    /// Rate at which a caller who waits at place m + 1 is answered: what is left of the events at that
    /// place, cμ + wθ′, when the caller's own hanging up is taken off.
    pub fn answers_next(&self) -> f64 {
        (self.agents * self.handle - (1.0 - self.waits) * self.next_hang_up).max(0.0)
    }
}
