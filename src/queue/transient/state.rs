//! Probability mass over states.

use super::rates::Agents;

/// Mass over numbers lo..hi; zero elsewhere. Number k is kept at `v[k + 1]`, so that both neighbours of
/// every number exist.
///
/// Two things are kept in this form. The *system*: k calls are there, in hand or waiting. And waiting
/// *callers*, each with the calls ahead, j in the system; who is answered drops out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct State {
    pub lo: usize,
    pub hi: usize,
    pub v: Vec<f64>,
}

impl State {
    /// Nobody there, with certainty.
    pub fn empty_system() -> Self {
        let mut state = Self::default();
        state.add(0, 1.0);
        state
    }

    pub fn add(&mut self, number: usize, mass: f64) {
        if mass <= 0.0 {
            return;
        }
        self.room_for(number);
        if self.lo == self.hi {
            (self.lo, self.hi) = (number, number + 1);
        } else {
            (self.lo, self.hi) = (self.lo.min(number), self.hi.max(number + 1));
        }
        self.v[number + 1] += mass;
    }

    /// Lets numbers up to `number` be written, with two neighbours above.
    pub fn room_for(&mut self, number: usize) {
        if self.v.len() < number + 4 {
            self.v.resize(number + 4, 0.0);
        }
    }

    pub fn at(&self, number: usize) -> f64 {
        if (self.lo..self.hi).contains(&number) { self.v[number + 1] } else { 0.0 }
    }

    /// Numbers with their mass.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        (self.lo..self.hi).map(|k| (k, self.v[k + 1]))
    }

    pub fn total(&self) -> f64 {
        self.v[(self.lo + 1).min(self.v.len())..(self.hi + 1).min(self.v.len())].iter().sum()
    }

    /// Adds a multiple of another state.
    pub fn add_scaled(&mut self, factor: f64, other: &Self) {
        self.add_scaled_from(0, factor, other);
    }

    /// Adds a multiple of what another state has at `first` and above.
    pub fn add_scaled_from(&mut self, first: usize, factor: f64, other: &Self) {
        let lo = other.lo.max(first);
        if lo >= other.hi {
            return;
        }
        self.room_for(other.hi - 1);
        if self.lo == self.hi {
            (self.lo, self.hi) = (lo, other.hi);
        } else {
            (self.lo, self.hi) = (self.lo.min(lo), self.hi.max(other.hi));
        }
        let range = lo + 1..other.hi + 1;
        for (to, from) in self.v[range.clone()].iter_mut().zip(&other.v[range]) {
            *to += factor * from;
        }
    }

    /// Takes at most `cut` off, half of it at each end, and tells how much.
    pub fn trim(&mut self, cut: f64) -> f64 {
        let cut = 0.5 * cut;
        let (mut below, mut above) = (0.0, 0.0);
        while self.lo < self.hi && below + self.v[self.lo + 1] <= cut {
            below += self.v[self.lo + 1];
            self.v[self.lo + 1] = 0.0;
            self.lo += 1;
        }
        while self.lo < self.hi && above + self.v[self.hi] <= cut {
            above += self.v[self.hi];
            self.v[self.hi] = 0.0;
            self.hi -= 1;
        }
        below + above
    }

    /// Zero outside another state's numbers.
    pub fn clip_to(&mut self, other: &Self) {
        if other.lo == other.hi {
            self.clear();
            return;
        }
        while self.lo < self.hi && self.lo < other.lo {
            self.v[self.lo + 1] = 0.0;
            self.lo += 1;
        }
        while self.lo < self.hi && self.hi > other.hi {
            self.v[self.hi] = 0.0;
            self.hi -= 1;
        }
    }

    pub fn clear(&mut self) {
        if self.lo < self.hi {
            self.v[self.lo + 1..self.hi + 1].fill(0.0);
        }
        (self.lo, self.hi) = (0, 0);
    }

    /// Half the sum of differences.
    pub fn distance(&self, other: &Self) -> f64 {
        let range = self.lo.min(other.lo)..self.hi.max(other.hi);
        0.5 * range.map(|k| (self.at(k) - other.at(k)).abs()).sum::<f64>()
    }

    /// The callers who arrive at the system in this state and have to wait, as `factor` times its mass.
    pub fn add_arrivals_to(&self, callers: &mut Self, agents: &Agents, factor: f64) {
        let m = agents.whole;
        callers.add(m, factor * agents.waits * self.at(m));
        callers.add_scaled_from(m + 1, factor, self);
    }
}
