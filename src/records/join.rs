//! One caller, one call: visits to queues that follow each other are put together.
//!
//! A caller whom a queue lets go of, after a time or by a key, is often put back into it or into
//! another within seconds, under the same id. Such visits are one call: its waits add up, and it ends
//! as the last of them does.

use super::call::{Call, Outcome};
use std::collections::{HashMap, VecDeque};

/// Most seconds between leaving a queue and entering the next within one call: room for an
/// announcement between the two.
pub(super) const JOIN_S: f64 = 30.0;

/// Clocks in whole seconds may put the next entry this much before the end of the visit, seconds.
const ROUNDING_S: f64 = 2.0;

/// A visit that may go on, and the line of the file that ended it.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub call: Call,
    pub row: u64,
}

impl Held {
    fn end_s(&self) -> f64 {
        self.call.epoch_s + self.call.wait_s.unwrap_or(0.0)
    }

    /// Whether an entry at this time goes on with it.
    fn goes_on(&self, at: f64) -> bool {
        (-ROUNDING_S..=JOIN_S).contains(&(at - self.end_s()))
    }
}

/// Visits whose callers may come back, by id of the call.
#[derive(Default)]
pub(super) struct Joiner {
    held: HashMap<String, Held>,
    /// In order of their ends; an id may have gone on in the meantime.
    order: VecDeque<(String, u64)>,
}

impl Joiner {
    /// Keeps a visit that the queue ended.
    pub fn hold(&mut self, id: &str, held: Held) {
        self.order.push_back((id.to_owned(), held.row));
        self.held.insert(id.to_owned(), held);
    }

    /// The visit that an entry of this id at this time goes on with.
    pub fn take(&mut self, id: &str, at: f64) -> Option<Held> {
        if self.held.is_empty() || !self.held.get(id)?.goes_on(at) {
            return None;
        }
        self.held.remove(id)
    }

    /// The next visit that ended too long before `now` to go on.
    pub fn expired(&mut self, now: f64) -> Option<(String, Held)> {
        self.next(|held| held.end_s() + JOIN_S < now)
    }

    /// The oldest visit, where more than so many are held.
    pub fn beyond(&mut self, most: usize) -> Option<(String, Held)> {
        let full = self.held.len() > most;
        self.next(|_| full)
    }

    fn next(&mut self, over: impl Fn(&Held) -> bool) -> Option<(String, Held)> {
        while let Some((id, row)) = self.order.front() {
            match self.held.get(id) {
                Some(held) if held.row == *row => {
                    if !over(held) {
                        return None;
                    }
                    let (id, _) = self.order.pop_front()?;
                    let held = self.held.remove(&id)?;
                    return Some((id, held));
                }
                _ => {
                    self.order.pop_front();
                }
            }
        }
        None
    }
}

/// Whether a call may go on as another visit: the queue let go of it.
pub(super) fn may_go_on(call: &Call) -> bool {
    call.outcome == Outcome::CutOff
}

/// The call that `before` and `next` are together.
pub(super) fn joined(before: &Call, next: &Call) -> Call {
    Call {
        date: before.date,
        wall_s: before.wall_s,
        epoch_s: before.epoch_s,
        wait_s: before.wait_s.zip(next.wait_s).map(|(a, b)| a + b),
        caller: before.caller.or(next.caller),
        ..next.clone()
    }
}
