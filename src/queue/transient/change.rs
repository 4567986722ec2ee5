//! Agents who leave and come between two stretches.
//!
//! First those go who go, then those come who come; in the end that is the same in either order, since nobody
//! waits unless everyone is busy. Numbers of agents that are whole follow the rule of the module
//! above. Of δ agents who leave, not a whole number, ⌊δ⌋ or ⌈δ⌉ do, δ on average; where callers
//! wait, just so often the one or the other that (k − c)⁺ of them wait after as before.

use super::Stretch;
use super::rates::Agents;
use super::state::State;

/// Who goes and comes at the start of a stretch.
#[derive(Debug, Clone)]
pub(super) struct Change {
    old: Agents,
    /// When those who go are gone, and nobody has come.
    left: Agents,
    new: Agents,
    /// Probabilities of 0, 1, 2 … who come back from a break with the call in hand with which they
    /// left.
    pub busy_back: Vec<f64>,
    pub to_break: u32,
    pub from_break: u32,
}

impl Change {
    /// `None` if nobody goes or comes.
    pub fn between(before: &Stretch, now: &Stretch) -> Option<Self> {
        let (old, new) = (Agents::of(before.agents), Agents::of(now.agents));
        if old == new && now.turnover.relieved == 0 {
            return None;
        }
        let leave = (old.number - new.number).max(0.0) + f64::from(now.turnover.relieved);
        Some(Self {
            old,
            left: Agents::of((old.number - leave).max(0.0)),
            new,
            busy_back: vec![1.0],
            to_break: now.turnover.to_break,
            from_break: now.turnover.from_break,
        })
    }

    /// Agents who leave.
    pub fn leavers(&self) -> f64 {
        self.old.number - self.left.number
    }

    /// Leavers as a whole number and the probability of one more.
    fn parts(&self) -> (usize, f64) {
        let parts = Agents::of(self.leavers());
        (parts.whole, 1.0 - parts.waits)
    }

    /// The system after the change, and the calls that leavers take with them on average.
    pub fn system(&self, before: &State) -> (State, f64) {
        let mut left = State::default();
        let mut taken = 0.0;
        for (k, mass) in before.iter() {
            let mut stay = |number: usize, share: f64| {
                left.add(number, mass * share);
                taken += mass * share * (k - number) as f64;
            };
            if k > self.old.whole {
                self.everyone_busy(k, &mut stay);
            } else {
                self.some_free(k, &mut stay);
            }
        }
        let mut after = State::default();
        for (back, share) in self.busy_back.iter().enumerate() {
            left.iter().for_each(|(k, mass)| after.add(k + back, share * mass));
        }
        (after, taken)
    }

    /// All who leave take a call with them.
    fn everyone_busy(&self, k: usize, stay: &mut impl FnMut(usize, f64)) {
        let (whole, part) = self.parts();
        if part == 0.0 {
            return stay(k - whole, 1.0);
        }
        let (fewer, more) = (k - whole, k - whole - 1);
        let (many, few) = (self.left.waiting(fewer), self.left.waiting(more));
        let share = ((many - self.old.waiting(k)) / (many - few)).clamp(0.0, 1.0);
        stay(fewer, 1.0 - share);
        stay(more, share);
    }

    /// Whoever leaves is as likely to be busy as anyone: hypergeometric.
    fn some_free(&self, k: usize, stay: &mut impl FnMut(usize, f64)) {
        let (whole, part) = self.parts();
        let all = self.old.number.ceil() as usize;
        for (leave, weight) in [(whole, 1.0 - part), (whole + 1, part)] {
            if weight > 0.0 {
                for (busy, share) in hypergeometric(all, k, leave) {
                    // Nobody waited, and nobody is made to.
                    stay((k - busy).min(self.left.whole), weight * share);
                }
            }
        }
    }

    /// Waiting callers after the change: leavers take calls ahead of them along, comers take callers.
    pub fn callers(&self, before: &State) -> State {
        let (whole, part) = self.parts();
        let mut left = State::default();
        for (ahead, mass) in before.iter() {
            if ahead > self.old.whole {
                left.add(ahead - whole, (1.0 - part) * mass);
                left.add(ahead - whole - usize::from(part > 0.0), part * mass);
            } else {
                let next = (self.left.waits / self.old.waits).min(1.0);
                left.add(self.left.whole, next * mass);
                left.add(self.left.whole + 1, (1.0 - next) * mass);
            }
        }
        let mut after = State::default();
        for (back, share) in self.busy_back.iter().enumerate() {
            for (ahead, mass) in left.iter() {
                let now = ahead + back;
                let waits = match now.cmp(&self.new.whole) {
                    std::cmp::Ordering::Less => 0.0,
                    std::cmp::Ordering::Greater => 1.0,
                    // Whoever was next already is known to have to wait then.
                    _ if ahead == self.left.whole => (self.new.waits / self.left.waits).min(1.0),
                    _ => self.new.waits,
                };
                after.add(now, share * waits * mass);
            }
        }
        after
    }
}

/// Probabilities of how many busy agents are among `drawn` of `all`, of whom `busy` are.
fn hypergeometric(all: usize, busy: usize, drawn: usize) -> Vec<(usize, f64)> {
    let (low, high) = ((drawn + busy).saturating_sub(all), drawn.min(busy));
    // Ratios of neighbours, from the most likely number on, so that nothing overflows.
    let mode = ((drawn + 1) * (busy + 1) / (all + 2)).clamp(low, high);
    let ratio = |x: usize| {
        let up = (busy - x) as f64 * (drawn - x) as f64;
        up / ((x + 1) as f64 * (all + x + 1 - busy - drawn) as f64)
    };
    let mut shares = vec![(mode, 1.0)];
    let mut weight = 1.0;
    for x in (low..mode).rev() {
        weight /= ratio(x);
        shares.push((x, weight));
    }
    weight = 1.0;
    for x in mode..high {
        weight *= ratio(x);
        shares.push((x + 1, weight));
    }
    let total: f64 = shares.iter().map(|(_, weight)| weight).sum();
    shares.iter_mut().for_each(|(_, weight)| *weight /= total);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By drawing one agent after the other.
    #[test]
    fn leavers_are_drawn_without_replacement() {
        for (all, busy, drawn) in [(5, 3, 2), (7, 7, 3), (9, 0, 4), (40, 31, 17), (6, 2, 6)] {
            let mut shares = vec![1.0];
            for before in 0..drawn {
                let mut next = vec![0.0; shares.len() + 1];
                for (x, share) in shares.iter().enumerate() {
                    let left = (busy as f64 - x as f64).max(0.0) / (all - before) as f64;
                    next[x + 1] += share * left;
                    next[x] += share * (1.0 - left);
                }
                shares = next;
            }
            let found = hypergeometric(all, busy, drawn);
            assert!((found.iter().map(|(_, p)| p).sum::<f64>() - 1.0).abs() < 1e-14);
            for (x, share) in found {
                assert!((share - shares[x]).abs() < 1e-13, "{all} {busy} {drawn}: {x}");
            }
        }
    }
}
