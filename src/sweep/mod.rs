//! Many variants of one scenario, each planned as `plan` plans it.
//!
//! A sweep says which keys of a scenario take which values, in every combination, as a list, or drawn from the ranges of
//! uncertain numbers. Its manifest has all variants in order before any is run; a variant's outcome depends on the
//! manifest and its number alone, so that it does not matter which machine runs it, nor in which order.

mod edit;
mod file;
mod run;

pub use file::{Spec, read};
pub use run::{Source, outcome};

use crate::compare;
use crate::domain::cause::SweepCause;
use crate::wire::sweep::Variant;
use std::collections::BTreeMap;

/// Most variants of a sweep.
pub const MOST: u64 = 1_000_000;

/// All variants, in order: the last key varies fastest, and draws faster than keys.
///
/// # Errors
/// A sweep that varies nothing, or too much.
pub fn variants(spec: &Spec) -> Result<Vec<Variant>, SweepCause> {
    let listed = spec.list.len().max(1) as u64;
    let draws = u64::from(spec.draws.max(1));
    let sizes = spec.grid.iter().map(|(_, values)| values.len() as u64);
    let count = sizes.chain([listed, draws]).try_fold(1_u64, u64::checked_mul);
    let count = count.unwrap_or(u64::MAX);
    if spec.grid.is_empty() && spec.list.is_empty() && spec.draws == 0 {
        return Err(SweepCause::NothingVaries);
    }
    if count > MOST {
        return Err(SweepCause::TooMany { variants: count, most: MOST });
    }
    let nothing = BTreeMap::new();
    let list = if spec.list.is_empty() { vec![&nothing] } else { spec.list.iter().collect() };
    let mut sets: Vec<BTreeMap<String, String>> = list.into_iter().cloned().collect();
    for (key, values) in &spec.grid {
        let with = |set: &BTreeMap<String, String>, value: &String| {
            let mut set = set.clone();
            set.insert(key.clone(), value.clone());
            set
        };
        sets = sets.iter().flat_map(|set| values.iter().map(move |v| with(set, v))).collect();
    }
    let drawn = |set: &BTreeMap<String, String>| -> Vec<(BTreeMap<String, String>, Option<u32>)> {
        match spec.draws {
            0 => vec![(set.clone(), None)],
            draws => (1..=draws).map(|draw| (set.clone(), Some(draw))).collect(),
        }
    };
    let all = sets.iter().flat_map(drawn).zip(1..);
    Ok(all.map(|((set, draw), number)| Variant { number, set, draw }).collect())
}

/// Which variants a shard runs: every so many-th, from its own number on, so that each shard has easy and hard ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Its number, from 1 to `of`.
    pub index: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// The whole sweep.
    pub const ALL: Shard = Shard { index: 1, of: 1 };

    /// Reads `3/8`.
    pub fn parse(text: &str) -> Option<Self> {
        let (index, of) = text.split_once('/')?;
        Self::new(index.trim().parse().ok()?, of.trim().parse().ok()?)
    }

    /// The shard of this number, from 1, of so many; `None` if there is no such one.
    pub fn new(index: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&index).then_some(Self { index, of })
    }

    /// Whether it runs a variant.
    pub fn runs(self, variant: &Variant) -> bool {
        variant.number % self.of == self.index % self.of
    }
}

/// Whether some number of the scenario has a range to draw from.
pub fn has_ranges(scenario: &crate::scenario::Scenario) -> bool {
    compare::ranges(scenario) > 0
}
