//! What is to happen and when: the events of a play in their order.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// What happens next, in the order of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// An agent's call is over.
    Over { agent: u32 },
    /// An agent's stretch of duty begins.
    Come { stretch: u32 },
    /// An agent who was away is back, unless something came between.
    Back { agent: u32, stamp: u32 },
    /// The caller in this place hangs up, if it is still the same one.
    Tired { place: u32, stamp: u32 },
    /// Those who wait on the line are cut off.
    Cut { line: u32 },
    /// An agent's stretch of duty ends.
    Go { stretch: u32 },
    /// An agent owes a spell away.
    Due { agent: u32, stamp: u32 },
    /// A first call comes on the line.
    First { line: u32 },
    /// The caller in this place calls again.
    Again { place: u32 },
}

/// An event and its time.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Event {
    at: f64,
    what: What,
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.total_cmp(&other.at).then_with(|| self.what.cmp(&other.what))
    }
}

/// Events to come.
#[derive(Default)]
pub(super) struct Agenda(BinaryHeap<Reverse<Event>>);

impl Agenda {
    #[inline]
    pub(super) fn add(&mut self, at: f64, what: What) {
        self.0.push(Reverse(Event { at, what }));
    }

    /// The next event and its time; it is taken off.
    #[inline]
    pub(super) fn next(&mut self) -> Option<(f64, What)> {
        self.0.pop().map(|Reverse(event)| (event.at, event.what))
    }
}
