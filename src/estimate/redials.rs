//! Callers who hang up and call again.
//!
//! Callers are told apart by their salted hash, whose value decides nothing: the salt is another in
//! every run. Memory is bounded by keeping whole days, and half as many of them (picked by a fixed
//! scramble of the date) whenever the calls kept grow too many: a fair sample, whatever the order of the
//! records. A redial after midnight is not seen if its day is not kept.

use super::stats::wilson;
use super::{Estimate, Method};
use crate::records::Outcome;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Most calls that are kept.
const KEPT_MAX: usize = 1 << 20;

/// Most halvings of the sample.
const BITS_MAX: u32 = 12;

/// Seconds after hanging up within which a further call counts as a redial.
pub const WINDOW_S: f64 = 3600.0;

/// A call of a caller.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kept {
    caller: u64,
    date: Date,
    start_s: f64,
    end_s: f64,
    outcome: Outcome,
}

/// Calls of a sample of days.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    kept: Vec<Kept>,
    /// Low bits of the scrambled date that must be 0.
    bits: u32,
}

/// What the records say of calling again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Redials {
    /// Share of those who hung up who call again within the window; records: those who hung up.
    pub after_hanging_up: Estimate,
    /// The same of those who were answered, for comparison.
    pub after_answer: Option<Estimate>,
    /// Part of the days looked at.
    pub sampled: f64,
}

impl Sample {
    pub(super) fn add(
        &mut self,
        caller: u64,
        date: Date,
        start_s: f64,
        end_s: f64,
        outcome: Outcome,
    ) {
        if !self.keeps(date) {
            return;
        }
        self.kept.push(Kept { caller, date, start_s, end_s, outcome });
        while self.kept.len() > KEPT_MAX && self.bits < BITS_MAX {
            self.bits += 1;
            let mut kept = std::mem::take(&mut self.kept);
            kept.retain(|k| self.keeps(k.date));
            self.kept = kept;
        }
    }

    fn keeps(&self, date: Date) -> bool {
        let number =
            (i64::from(date.year()) * 12 + i64::from(date.month())) * 31 + i64::from(date.day());
        // The multiplier of Fibonacci hashing (Knuth, vol. 3, §6.4) mixes neighbouring days.
        let scrambled = number.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        scrambled & ((1 << self.bits) - 1) == 0
    }

    pub(super) fn leave_out(&mut self, dates: &[Date]) {
        self.kept.retain(|k| !dates.contains(&k.date));
    }

    /// Shares of callers who call again; `None` where callers cannot be told apart or nobody hung up.
    pub fn redials(&self) -> Option<Redials> {
        let mut kept = self.kept.clone();
        kept.sort_by(|a, b| a.caller.cmp(&b.caller).then(a.start_s.total_cmp(&b.start_s)));
        // Hung up, answered: how many, and how many of them called again.
        let mut counts = [[0.0; 2]; 2];
        for (index, call) in kept.iter().enumerate() {
            let next = kept.get(index + 1).filter(|n| n.caller == call.caller);
            let again = next.is_some_and(|n| n.start_s - call.end_s <= WINDOW_S);
            let slot = match call.outcome {
                Outcome::Abandoned => 0,
                Outcome::Answered => 1,
                Outcome::CutOff => continue,
            };
            counts[slot][0] += 1.0;
            counts[slot][1] += f64::from(u8::from(again));
        }
        let share = |[n, again]: [f64; 2]| {
            let interval = wilson(again, n);
            (n > 0.0).then(|| Estimate::new(again / n, interval, n as u64, Method::Share))
        };
        Some(Redials {
            after_hanging_up: share(counts[0])?,
            after_answer: share(counts[1]),
            sampled: 0.5_f64.powi(self.bits as i32),
        })
    }
}
