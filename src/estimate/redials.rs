//! Callers who hang up and call again.
//!
//! Callers are told apart by their salted hash. Memory is bounded by keeping the callers whose hash
//! falls into a slice, which is halved whenever the calls kept grow too many: a fair sample of
//! callers, whatever the order of the records.

use super::stats::wilson;
use super::{Estimate, Method};
use crate::records::Outcome;
use jiff::civil::Date;
use serde::Serialize;

/// Most calls that are kept.
const KEPT_MAX: usize = 1 << 20;

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

/// Calls of a sample of callers.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    kept: Vec<Kept>,
    /// Low bits of the hash that must be 0.
    bits: u32,
}

/// What the records say of calling again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Redials {
    /// Share of those who hung up who call again within the window; records: those who hung up.
    pub after_hanging_up: Estimate,
    /// The same of those who were answered, for comparison.
    pub after_answer: Option<Estimate>,
    /// Part of the callers looked at.
    pub sampled: f64,
}

impl Sample {
    pub(super) fn add(&mut self, caller: u64, date: Date, start_s: f64, end_s: f64, outcome: Outcome) {
        if caller & self.mask() != 0 {
            return;
        }
        self.kept.push(Kept { caller, date, start_s, end_s, outcome });
        while self.kept.len() > KEPT_MAX {
            self.bits += 1;
            let mask = self.mask();
            self.kept.retain(|k| k.caller & mask == 0);
        }
    }

    fn mask(&self) -> u64 {
        (1_u64 << self.bits.min(63)) - 1
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
