//! Agents who leave and come between two stretches.
//!
//! First those go who go, for a break before those for good, then those come who come; in the end that is the
//! same in any order, since nobody waits unless everyone is busy and all agents are alike. Numbers
//! of agents that are whole follow the rule of the module above. Of δ agents who leave for good, not a
//! whole number, ⌊δ⌋ or ⌈δ⌉ do, δ on average; where callers wait, just so often the one or the other that
//! (k − c)⁺ of them wait after as before.

use super::away::{Joint, binomial};
use super::rates::Agents;
use super::state::State;

/// People who go together, on a break from which they come back together, or for good; then `stretches` lead
/// to closing, when it is asked which of their calls go on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leave {
    pub people: usize,
    /// Stretches until they are back.
    pub stretches: usize,
    /// Probability that a call in hand at the start goes on at the end.
    pub goes_on: f64,
    /// Whether their calls are followed jointly with the system; else nobody notices.
    pub felt: bool,
}

impl Leave {
    /// Mass after a break began at the start of stretch `index`: `go` tells, from a layer, what is left with
    /// 0, 1, 2 … calls taken along, and each of these comes back or not.
    fn split(
        &self,
        index: usize,
        expected: bool,
        before: Joint,
        mut go: impl FnMut(&State, &mut [State]),
    ) -> Joint {
        let goes_on = if expected { self.goes_on } else { 0.0 };
        let (before, place) = match expected {
            true => before.expecting(index + self.stretches),
            false => (before, 0),
        };
        let mut after = Joint::like(&before);
        for (back, state) in before.layers() {
            let mut taken = vec![State::default(); self.people + 1];
            go(state, &mut taken);
            let mut back = back.clone();
            let already = back.get(place).copied();
            for (taken, state) in taken.iter().enumerate().filter(|(_, s)| s.lo < s.hi) {
                for (calls, share) in binomial(taken, goes_on).into_iter().enumerate() {
                    if let (true, Some(already)) = (expected, already) {
                        back[place] = already + calls as u32;
                    }
                    if share > 0.0 {
                        after.layer(&back).add_scaled(share, state);
                    }
                }
            }
        }
        after
    }
}

/// Who goes and comes at the start of a stretch.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub old: Agents,
    /// Who goes, for a break or for good.
    pub leave: Vec<Leave>,
    /// Breaks that end.
    pub back: Vec<Leave>,
    /// When those who go are gone, and nobody has come.
    pub left: Agents,
    pub new: Agents,
}

impl Change {
    /// The system after the change at the start of stretch `index`, and by how much the calls of those who are
    /// away change on average.
    pub fn system(&self, index: usize, mut system: Joint) -> (Joint, f64) {
        let mut taken = 0.0;
        let mut here = self.old;
        for leave in &self.leave {
            let left = Agents::of(here.number - leave.people as f64);
            system = leave.split(index, leave.felt, system, |state, parts| {
                for (k, mass) in state.iter() {
                    for (busy, share) in on_call(here, k, leave.people) {
                        let waits = k > here.whole;
                        let stay = if waits { k - busy } else { (k - busy).min(left.whole) };
                        taken += mass * share * (k - stay) as f64;
                        parts[busy].add(stay, mass * share);
                    }
                }
            });
            here = left;
        }
        let gone = Gone { old: here, left: self.left };
        let mut after = system.map(|state| gone.system(state, &mut taken));
        if let Some(place) = after.place(index) {
            taken -= after.mean_back(place);
            after = after.returned(place, |calls, state, to| {
                state.iter().for_each(|(k, mass)| to.add(k + calls as usize, mass));
            });
        }
        (after, taken)
    }

    /// Waiting callers after the change at the start of stretch `index`: leavers take calls ahead of them along,
    /// comers take callers. Everyone is busy where somebody waits, so that of breaks that begin at the
    /// start of stretch `apart` or later it need not be followed how many calls come back: that is
    /// independent of all else.
    pub fn callers(&self, index: usize, apart: usize, mut callers: Joint) -> Joint {
        let mut here = self.old;
        for leave in &self.leave {
            callers = leave.split(index, leave.felt && index < apart, callers, |state, parts| {
                let ahead = |(ahead, mass)| parts[leave.people].add(ahead - leave.people, mass);
                state.iter().for_each(ahead);
            });
            here = Agents::of(here.number - leave.people as f64);
        }
        let gone = Gone { old: here, left: self.left };
        let callers = callers.map(|state| gone.callers(state));
        let apart: Vec<f64> = self.back_apart(index, apart);
        match callers.place(index) {
            Some(place) => callers.returned(place, |calls, state, to| {
                self.come(calls as usize, &apart, state, to);
            }),
            None => callers.map(|state| {
                let mut to = State::default();
                self.come(0, &apart, state, &mut to);
                to
            }),
        }
    }

    /// Probabilities of the calls that come back from breaks begun at the start of stretch `apart` or later.
    fn back_apart(&self, index: usize, apart: usize) -> Vec<f64> {
        let mut shares = vec![1.0];
        for back in &self.back {
            let begun = index.checked_sub(back.stretches);
            if back.felt && begun.is_some_and(|begun| begun >= apart) {
                let own = binomial(back.people, back.goes_on);
                let mut sum = vec![0.0; shares.len() + own.len() - 1];
                for (x, p) in shares.iter().enumerate() {
                    own.iter().enumerate().for_each(|(y, q)| sum[x + y] += p * q);
                }
                shares = sum;
            }
        }
        shares
    }

    /// Callers after those who come have taken theirs, some being back with a call in hand.
    fn come(&self, calls: usize, apart: &[f64], left: &State, to: &mut State) {
        for (more, share) in apart.iter().enumerate() {
            for (ahead, mass) in left.iter() {
                let now = ahead + calls + more;
                let waits = match now.cmp(&self.new.whole) {
                    std::cmp::Ordering::Less => 0.0,
                    std::cmp::Ordering::Greater => 1.0,
                    // Whoever was next already is known to have to wait then.
                    _ if ahead == self.left.whole => (self.new.waits / self.left.waits).min(1.0),
                    _ => self.new.waits,
                };
                to.add(now, share * waits * mass);
            }
        }
    }
}

/// Probabilities of how many of `people` who leave have a call in hand, with `k` in the system.
fn on_call(here: Agents, k: usize, people: usize) -> Vec<(usize, f64)> {
    if k > here.whole {
        vec![(people, 1.0)]
    } else {
        hypergeometric(here.number.ceil() as usize, k, people)
    }
}

/// Those who leave for good and whose calls nobody follows any further.
struct Gone {
    old: Agents,
    left: Agents,
}

impl Gone {
    /// Leavers as a whole number and the probability of one more.
    fn parts(&self) -> (usize, f64) {
        let parts = Agents::of(self.old.number - self.left.number);
        (parts.whole, 1.0 - parts.waits)
    }

    /// The system after; adds the calls that leavers take with them on average.
    fn system(&self, before: &State, taken: &mut f64) -> State {
        let mut left = State::default();
        for (k, mass) in before.iter() {
            let mut stay = |number: usize, share: f64| {
                left.add(number, mass * share);
                *taken += mass * share * (k - number) as f64;
            };
            if k > self.old.whole {
                self.everyone_busy(k, &mut stay);
            } else {
                self.some_free(k, &mut stay);
            }
        }
        left
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

    /// Waiting callers after: leavers take calls ahead of them along.
    fn callers(&self, before: &State) -> State {
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
        left
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
