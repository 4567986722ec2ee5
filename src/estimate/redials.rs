//! Callers who hang up and call again.
//!
//! Callers are told apart by their salted hash, whose value decides nothing: the salt is another in
//! every run. Memory is bounded by keeping whole days, and half as many of them (picked by a fixed
//! scramble of the date) whenever the calls kept grow too many: a fair sample, whatever the order of the
//! records. A redial after midnight is not seen if its day is not kept.

use super::day::half_hour;
use super::stats::wilson;
use super::{Estimate, HALF_HOURS, Method};
use crate::records::Outcome;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// Half-hour of its arrival.
    half_hour: u8,
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
    /// Share of those who hung up who call again within the window, less those who would have called anyway;
    /// records: those who hung up with the whole window left before the last call of the day.
    pub after_hanging_up: Estimate,
    /// The same of those who were answered, for comparison.
    pub after_answer: Option<Estimate>,
    /// Part of the days looked at.
    pub sampled: f64,
    /// Redials among all calls, estimated from the days looked at.
    pub calls: f64,
}

impl Sample {
    pub(super) fn add(
        &mut self,
        caller: u64,
        date: Date,
        (start_s, wall_s): (f64, f64),
        end_s: f64,
        outcome: Outcome,
    ) {
        if !self.keeps(date) {
            return;
        }
        let half_hour = half_hour(wall_s) as u8;
        self.kept.push(Kept { caller, date, half_hour, start_s, end_s, outcome });
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

    /// The calls kept, those of a caller in order of time.
    fn by_caller(&self) -> Vec<Kept> {
        let mut kept = self.kept.clone();
        kept.sort_by(|a, b| a.caller.cmp(&b.caller).then(a.start_s.total_cmp(&b.start_s)));
        kept
    }

    /// When the last call of each day began: nobody can call again after it.
    fn last_calls(&self) -> BTreeMap<Date, f64> {
        let mut last: BTreeMap<Date, f64> = BTreeMap::new();
        for call in &self.kept {
            let end = last.entry(call.date).or_insert(call.start_s);
            *end = end.max(call.start_s);
        }
        last
    }

    fn tally(&self) -> Tally {
        let (kept, last) = (self.by_caller(), self.last_calls());
        let mut tally = Tally {
            hung_up: [0.0; 2],
            answered: [0.0; 2],
            again: BTreeMap::new(),
            calls: [0.0; HALF_HOURS],
        };
        for (index, call) in kept.iter().enumerate() {
            tally.calls[usize::from(call.half_hour)] += 1.0;
            let next = kept.get(index + 1).filter(|next| follows(call, next));
            let side = match call.outcome {
                Outcome::Abandoned => &mut tally.hung_up,
                Outcome::Answered => &mut tally.answered,
                Outcome::CutOff => continue,
            };
            // Who hangs up shortly before closing has no time left to call again.
            if last.get(&call.date).is_some_and(|last| call.end_s + WINDOW_S <= *last) {
                side[0] += 1.0;
                side[1] += f64::from(u8::from(next.is_some()));
            }
            if let (Outcome::Abandoned, Some(next)) = (call.outcome, next) {
                let of_day = tally.again.entry(next.date).or_insert([0.0; HALF_HOURS]);
                of_day[usize::from(next.half_hour)] += 1.0;
            }
        }
        tally
    }

    /// Shares of callers who call again; `None` where callers cannot be told apart or nobody hung up with
    /// time left to call again.
    pub fn redials(&self) -> Option<Redials> {
        let tally = self.tally();
        let ([n, again], [answered, back]) = (tally.hung_up, tally.answered);
        if n == 0.0 {
            return None;
        }
        let (low, high) = wilson(again, n);
        let interval = (tally.beyond_chance(low), tally.beyond_chance(high));
        let share = tally.beyond_chance(again / n);
        let after_answer = (answered > 0.0).then(|| {
            Estimate::new(back / answered, wilson(back, answered), answered as u64, Method::Share)
        });
        let sampled = 0.5_f64.powi(self.bits as i32);
        let found: f64 = tally.again.values().flatten().sum();
        Some(Redials {
            after_hanging_up: Estimate::new(share, interval, n as u64, Method::Share),
            after_answer,
            sampled,
            calls: found * tally.real() / sampled,
        })
    }

    /// Redials by day and half-hour.
    pub(super) fn by_half_hour(&self) -> Again {
        let tally = self.tally();
        let real = tally.real();
        let mut again =
            Again { days: tally.again, shares: [0.0; HALF_HOURS], all_days: self.bits == 0 };
        again.days.values_mut().flatten().for_each(|calls| *calls *= real);
        for (half_hour, share) in again.shares.iter_mut().enumerate() {
            let redials: f64 = again.days.values().map(|day| day[half_hour]).sum();
            *share = redials / tally.calls[half_hour].max(1.0);
        }
        again
    }
}

/// Who called again, counted.
struct Tally {
    /// Those who hung up with the whole window left before the last call of the day, and of these who called
    /// again within it.
    hung_up: [f64; 2],
    /// The same of those who were answered.
    answered: [f64; 2],
    /// Calls again after hanging up, by day and half-hour.
    again: BTreeMap<Date, [f64; HALF_HOURS]>,
    /// All calls, by half-hour of the day.
    calls: [f64; HALF_HOURS],
}

impl Tally {
    /// A share of callers who call again, less those who would have called anyway: as many as of those
    /// answered, who need not call again.
    fn beyond_chance(&self, share: f64) -> f64 {
        let [answered, back] = self.answered;
        let chance = if answered > 0.0 { (back / answered).min(0.99) } else { 0.0 };
        ((share - chance) / (1.0 - chance)).clamp(0.0, 1.0)
    }

    /// The part of the calls again that are redials, not chance.
    fn real(&self) -> f64 {
        let [n, again] = self.hung_up;
        if again > 0.0 { self.beyond_chance(again / n) / (again / n) } else { 1.0 }
    }
}

/// Redials by day and half-hour.
#[derive(Debug, Clone)]
pub(super) struct Again {
    /// Of the days that were kept.
    days: BTreeMap<Date, [f64; HALF_HOURS]>,
    /// Part of the calls of a half-hour of the day that are redials.
    shares: [f64; HALF_HOURS],
    /// Whether all days were kept.
    all_days: bool,
}

impl Again {
    /// First calls among the calls of a half-hour of a day.
    pub fn first_calls(&self, date: Date, half_hour: usize, calls: f64) -> f64 {
        let redials = match self.days.get(&date) {
            Some(day) => day[half_hour],
            None if self.all_days => 0.0,
            None => calls * self.shares[half_hour],
        };
        (calls - redials).max(0.0)
    }
}

/// Whether a call is the next of the same caller, within the window after the one before has ended.
fn follows(call: &Kept, next: &Kept) -> bool {
    next.caller == call.caller && next.start_s - call.end_s <= WINDOW_S
}
