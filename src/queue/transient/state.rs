//! Probability mass over states, and what a change of agents does to it.

use super::rates::Rates;

/// Mass over numbers lo..hi; zero elsewhere. Number k is kept at `v[k + 1]`, so that both neighbours of
/// every number exist.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Layer {
    pub lo: usize,
    pub hi: usize,
    pub v: Vec<f64>,
}

impl Layer {
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

    /// Adds a multiple of another layer.
    pub fn add_scaled(&mut self, factor: f64, other: &Self) {
        self.add_scaled_from(0, factor, other);
    }

    /// Adds a multiple of what another layer has at `first` and above.
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

    /// Takes mass off both ends, at most `cut` from each, and tells how much.
    pub fn trim(&mut self, cut: f64) -> f64 {
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

    /// Zero outside another layer's numbers.
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
}

/// Mass by surplus calls (the layer) and number in the system (layer 0) or waiting (the others).
///
/// Two things are kept in this form. The *system*: k calls are there, or r surplus calls in hand and q
/// callers waiting. And waiting *callers*, each with the calls ahead: j in the system, or r surplus
/// calls in hand and a callers waiting ahead; who is answered drops out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct State {
    pub layers: Vec<Layer>,
}

impl State {
    /// Nobody there, with certainty.
    pub fn empty_system() -> Self {
        let mut state = Self::default();
        state.layer(0).add(0, 1.0);
        state
    }

    pub fn layer(&mut self, surplus: usize) -> &mut Layer {
        if self.layers.len() <= surplus {
            self.layers.resize_with(surplus + 1, Layer::default);
        }
        &mut self.layers[surplus]
    }

    pub fn total(&self) -> f64 {
        self.layers.iter().map(Layer::total).sum()
    }

    /// Numbers that carry mass.
    pub fn size(&self) -> usize {
        self.layers.iter().map(|l| l.hi - l.lo).sum()
    }

    pub fn add_scaled(&mut self, factor: f64, other: &Self) {
        for (surplus, layer) in other.layers.iter().enumerate() {
            self.layer(surplus).add_scaled(factor, layer);
        }
    }

    /// Takes off at most `cut` at the ends of all layers together; tells how much.
    pub fn trim(&mut self, cut: f64) -> f64 {
        let each = 0.5 * cut / self.layers.len().max(1) as f64;
        let lost = self.layers.iter_mut().map(|layer| layer.trim(each)).sum();
        while self.layers.last().is_some_and(|layer| layer.lo == layer.hi) {
            self.layers.pop();
        }
        lost
    }

    /// Half the sum of differences.
    pub fn distance(&self, other: &Self) -> f64 {
        let none = Layer::default();
        let get = |state: &Self, r: usize| state.layers.get(r).cloned().unwrap_or(none.clone());
        let layers = self.layers.len().max(other.layers.len());
        let differences = (0..layers).map(|r| {
            let (a, b) = (get(self, r), get(other, r));
            let range = a.lo.min(b.lo)..a.hi.max(b.hi);
            range.map(|k| (a.at(k) - b.at(k)).abs()).sum::<f64>()
        });
        0.5 * differences.sum::<f64>()
    }

    /// The system when the rates change: calls in hand are finished, free agents take those waiting.
    pub fn system_after(&self, old: &Rates, new: &Rates) -> Self {
        let mut to = Self::default();
        self.change(
            old,
            new,
            |to, in_hand, waiting, mass| match in_hand.checked_sub(new.whole) {
                Some(surplus @ 1..) => to.layer(surplus).add(waiting, mass),
                _ => to.layer(0).add(in_hand + waiting, mass),
            },
            &mut to,
        );
        to
    }

    /// Waiting callers when the rates change.
    pub fn callers_after(&self, old: &Rates, new: &Rates) -> Self {
        let mut to = Self::default();
        let place = |to: &mut Self, in_hand: usize, ahead: usize, mass: f64| {
            if let Some(surplus @ 1..) = in_hand.checked_sub(new.whole) {
                to.layer(surplus).add(ahead, mass);
            } else if in_hand + ahead == new.whole {
                to.layer(0).add(new.whole, new.waits * mass);
            } else if in_hand + ahead > new.whole {
                to.layer(0).add(in_hand + ahead, mass);
            }
        };
        let next = self.layers.first().map_or(0.0, |layer| layer.at(old.whole));
        if new.whole == old.whole {
            to.layer(0).add(new.whole, next * (new.waits / old.waits).min(1.0));
        } else {
            place(&mut to, old.whole, 0, next);
        }
        let mut behind = self.clone();
        if let Some(layer) = behind.layers.first_mut()
            && (layer.lo..layer.hi).contains(&old.whole)
        {
            layer.v[old.whole + 1] = 0.0;
        }
        behind.change(old, new, place, &mut to);
        to
    }

    /// Moves mass by calls in hand and waiting. Beyond place m + 1 of layer 0 the call at that place is
    /// in hand with probability 1 − w. Where m stays and w grows, just as many states keep their
    /// place as make that share right again; in the rest the call in hand is surplus.
    fn change(
        &self,
        old: &Rates,
        new: &Rates,
        place: impl Fn(&mut Self, usize, usize, f64),
        to: &mut Self,
    ) {
        let m = old.whole;
        for (k, mass) in self.layers.iter().take(1).flat_map(Layer::iter) {
            if k <= m {
                place(to, k, 0, mass);
            } else if new.whole == m {
                let stays = (old.waits / new.waits).min(1.0);
                to.layer(0).add(k, stays * mass);
                if stays < 1.0 {
                    to.layer(1).add(k - m - 1, (1.0 - stays) * mass);
                }
            } else {
                place(to, m, k - m, old.waits * mass);
                if old.waits < 1.0 {
                    place(to, m + 1, k - m - 1, (1.0 - old.waits) * mass);
                }
            }
        }
        for (surplus, layer) in self.layers.iter().enumerate().skip(1) {
            for (waiting, mass) in layer.iter() {
                place(to, m + surplus, waiting, mass);
            }
        }
    }

    /// The callers who arrive at the system in this state and have to wait, as `factor` times its mass.
    pub fn add_arrivals_to(&self, callers: &mut Self, rates: &Rates, factor: f64) {
        for (surplus, layer) in self.layers.iter().enumerate() {
            if surplus > 0 {
                callers.layer(surplus).add_scaled(factor, layer);
                continue;
            }
            let m = rates.whole;
            if m < layer.hi {
                let to = callers.layer(0);
                to.add(m, factor * rates.waits * layer.at(m));
                to.add_scaled_from(m + 1, factor, layer);
            }
        }
    }
}
