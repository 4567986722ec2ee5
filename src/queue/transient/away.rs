//! Calls of agents on a break, jointly with the system.
//!
//! A call that an agent takes along when leaving for a break ends at the rate μ whatever else happens. So
//! whether it still goes on at the end of the break is an independent coin, thrown at the start:
//! a binomial number of the calls taken along *comes back*. The state of the system is followed apart for
//! each number of them, as a *layer*; within a stretch layers do not mix.

use super::state::State;
use std::collections::BTreeMap;

/// Mass by the calls that will come back from breaks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Joint {
    /// Stretches, counted on beyond the last and in order, at whose start people come back.
    returns: Vec<usize>,
    /// By the calls that come back, a number for each of the returns.
    layers: BTreeMap<Vec<u32>, State>,
}

impl Joint {
    /// Nobody there, with certainty.
    pub fn empty_system() -> Self {
        Self { returns: Vec::new(), layers: [(Vec::new(), State::empty_system())].into() }
    }

    /// No mass, and the same returns as another.
    pub fn like(other: &Self) -> Self {
        Self { returns: other.returns.clone(), layers: BTreeMap::new() }
    }

    pub fn layers(&self) -> impl Iterator<Item = (&Vec<u32>, &State)> {
        self.layers.iter()
    }

    pub fn layer(&mut self, back: &[u32]) -> &mut State {
        if !self.layers.contains_key(back) {
            self.layers.insert(back.to_vec(), State::default());
        }
        self.layers.get_mut(back).expect("it was put there")
    }

    /// Takes a layer out.
    pub fn take(&mut self, back: &[u32]) -> State {
        self.layers.remove(back).unwrap_or_default()
    }

    /// Puts a layer in, unless it is empty.
    pub fn put(&mut self, back: &[u32], state: State) {
        if state.lo < state.hi {
            self.layers.insert(back.to_vec(), state);
        }
    }

    /// Keys of this and another, in order.
    pub fn keys_with(&self, other: &Self) -> Vec<Vec<u32>> {
        let mut keys: Vec<Vec<u32>> =
            self.layers.keys().chain(other.layers.keys()).cloned().collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    pub fn total(&self) -> f64 {
        self.layers.values().map(State::total).sum()
    }

    /// The mass whatever comes back.
    pub fn all(&self) -> State {
        let mut all = State::default();
        self.layers.values().for_each(|state| all.add_scaled(1.0, state));
        all
    }

    /// Calls that come back with the return at this place of the keys, on average.
    pub fn mean_back(&self, place: usize) -> f64 {
        self.layers.iter().map(|(back, state)| f64::from(back[place]) * state.total()).sum()
    }

    /// Where in the keys the return at the start of a stretch is.
    pub fn place(&self, stretch: usize) -> Option<usize> {
        self.returns.iter().position(|r| *r == stretch)
    }

    /// The same with a return more, unless it is there already; and its place in the keys.
    pub fn expecting(mut self, stretch: usize) -> (Self, usize) {
        if let Some(place) = self.place(stretch) {
            return (self, place);
        }
        let place = self.returns.partition_point(|r| *r < stretch);
        self.returns.insert(place, stretch);
        let with = |(mut back, state): (Vec<u32>, State)| {
            back.insert(place, 0);
            (back, state)
        };
        self.layers = self.layers.into_iter().map(with).collect();
        (self, place)
    }

    /// The same after the return at this place of the keys, with the mass of each layer as `arrive`
    /// changes it, from the calls that come back.
    pub fn returned(self, place: usize, mut arrive: impl FnMut(u32, &State, &mut State)) -> Self {
        let mut after = Self { returns: self.returns, layers: BTreeMap::new() };
        after.returns.remove(place);
        for (mut back, state) in self.layers {
            let calls = back.remove(place);
            arrive(calls, &state, after.layer(&back));
        }
        after
    }

    /// Each layer changed.
    pub fn map(&self, mut change: impl FnMut(&State) -> State) -> Self {
        let mut after = Self::like(self);
        self.layers.iter().for_each(|(back, state)| after.put(back, change(state)));
        after
    }

    /// Without the returns after the start of stretch `last`.
    pub fn up_to(&self, last: usize) -> Self {
        let keep = self.returns.partition_point(|r| *r <= last);
        let mut after = Self { returns: self.returns[..keep].to_vec(), layers: BTreeMap::new() };
        for (back, state) in &self.layers {
            after.layer(&back[..keep]).add_scaled(1.0, state);
        }
        after
    }

    /// The same a number of stretches earlier.
    pub fn earlier(mut self, stretches: usize) -> Self {
        self.returns.iter_mut().for_each(|r| *r -= stretches);
        self
    }

    pub fn scale(&mut self, factor: f64) {
        self.layers.values_mut().for_each(|state| state.v.iter_mut().for_each(|x| *x *= factor));
    }

    /// Drops the lightest layers, at most `cut` in all, and tells how much.
    pub fn drop_light(&mut self, cut: f64) -> f64 {
        let mut masses: Vec<(f64, Vec<u32>)> =
            self.layers.iter().map(|(back, state)| (state.total(), back.clone())).collect();
        masses.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let mut dropped = 0.0;
        for (mass, back) in masses {
            if dropped + mass > cut {
                break;
            }
            dropped += mass;
            self.layers.remove(&back);
        }
        dropped
    }

    /// Half the sum of differences.
    pub fn distance(&self, other: &Self) -> f64 {
        if self.returns != other.returns {
            return 1.0;
        }
        let none = State::default();
        let keys = self.keys_with(other);
        let apart = keys.iter().map(|back| {
            let own = self.layers.get(back).unwrap_or(&none);
            own.distance(other.layers.get(back).unwrap_or(&none))
        });
        apart.sum()
    }
}

/// Probabilities that 0, 1, 2 … of so many calls come back, each with probability `p`.
pub(super) fn binomial(calls: usize, p: f64) -> Vec<f64> {
    let mut shares = vec![1.0];
    for _ in 0..calls {
        shares.push(0.0);
        for x in (1..shares.len()).rev() {
            shares[x] = (1.0 - p) * shares[x] + p * shares[x - 1];
        }
        shares[0] *= 1.0 - p;
    }
    shares
}
