//! Which records were read already, so that a record that comes again is noticed.
//!
//! Only a bounded number is remembered, the latest: what is older is known to be forgotten.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The latest records, as hashes of 64 bits.
pub(super) struct Seen {
    most: usize,
    known: HashSet<u64>,
    order: VecDeque<(u64, u32)>,
    /// Latest time of a record that is no longer remembered, seconds since 1970.
    forgotten_until: Option<u32>,
}

impl Seen {
    /// Remembers so many records.
    pub fn new(most: usize) -> Self {
        Self { most, known: HashSet::new(), order: VecDeque::new(), forgotten_until: None }
    }

    /// Notes a record of this time; whether it was there before.
    pub fn again(&mut self, record: impl Hash, at: f64) -> bool {
        // The keys are fixed, so that every run finds the same.
        let mut hasher = DefaultHasher::new();
        record.hash(&mut hasher);
        let hash = hasher.finish();
        if !self.known.insert(hash) {
            return true;
        }
        if self.order.len() == self.most
            && let Some((oldest, its_time)) = self.order.pop_front()
        {
            self.known.remove(&oldest);
            self.forgotten_until = self.forgotten_until.max(Some(its_time));
        }
        self.order.push_back((hash, at.clamp(0.0, f64::from(u32::MAX)) as u32));
        false
    }

    /// Whether a record of this time could have come before and be forgotten.
    pub fn forgotten(&self, at: f64) -> bool {
        self.forgotten_until.is_some_and(|until| at <= f64::from(until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_known_and_the_forgotten_are_known_to_be() {
        let mut seen = Seen::new(2);
        assert!(!seen.again("a", 10.0) && !seen.again("b", 20.0) && seen.again("a", 10.0));
        assert!(!seen.forgotten(10.0));
        assert!(!seen.again("c", 30.0));
        assert!(seen.forgotten(10.0) && !seen.forgotten(11.0));
        assert!(seen.again("b", 20.0) && !seen.again("a", 10.0));
    }
}
