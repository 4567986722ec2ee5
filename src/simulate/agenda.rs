//! What is to happen and when: the events of a play in their order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What happens next, in the order of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// An event as one number, so that putting it in its place is one comparison: its time above (numbers from 0 up are
/// in the order of their bits), then what it is, of whom, and the stamp.
type Event = u128;

/// Bits of whom an event is about: agents, stretches, lines and places are fewer.
const WHO: u32 = 28;
const STAMP: u32 = 32;
/// Later than anything that happens.
const NEVER: Event = Event::MAX;

fn event(at: f64, what: What) -> Event {
    let (kind, who, stamp) = match what {
        What::Over { agent } => (0, agent, 0),
        What::Come { stretch } => (1, stretch, 0),
        What::Back { agent, stamp } => (2, agent, stamp),
        What::Tired { place, stamp } => (3, place, stamp),
        What::Cut { line } => (4, line, 0),
        What::Go { stretch } => (5, stretch, 0),
        What::Due { agent, stamp } => (6, agent, stamp),
        What::First { line } => (7, line, 0),
        What::Again { place } => (8, place, 0),
    };
    debug_assert!(at >= 0.0 && who >> WHO == 0, "{at} {what:?}");
    let low = (kind << (WHO + STAMP)) | (u64::from(who) << STAMP) | u64::from(stamp);
    // Adding zero makes a zero of either sign the one whose bits are zero.
    (u128::from((at + 0.0).to_bits()) << 64) | u128::from(low)
}

fn read(event: Event) -> (f64, What) {
    let low = event as u64;
    let stamp = low as u32;
    let who = (low >> STAMP) as u32 & ((1 << WHO) - 1);
    let what = match low >> (WHO + STAMP) {
        0 => What::Over { agent: who },
        1 => What::Come { stretch: who },
        2 => What::Back { agent: who, stamp },
        3 => What::Tired { place: who, stamp },
        4 => What::Cut { line: who },
        5 => What::Go { stretch: who },
        6 => What::Due { agent: who, stamp },
        7 => What::First { line: who },
        _ => What::Again { place: who },
    };
    (f64::from_bits((event >> 64) as u64), what)
}

/// Events to come.
pub(super) struct Agenda {
    /// All but first calls.
    others: BinaryHeap<Reverse<Event>>,
    /// The next first call of each line, and the earliest of them: every other event is one.
    first: Vec<Event>,
    earliest: Event,
}

impl Agenda {
    pub(super) fn new(lines: usize) -> Self {
        Self { others: BinaryHeap::new(), first: vec![NEVER; lines], earliest: NEVER }
    }

    #[inline]
    pub(super) fn add(&mut self, at: f64, what: What) {
        let event = event(at, what);
        if let What::First { line } = what {
            self.first[line as usize] = event;
            self.earliest = self.earliest.min(event);
        } else {
            self.others.push(Reverse(event));
        }
    }

    /// The next event and its time; it is taken off.
    #[inline]
    pub(super) fn next(&mut self) -> Option<(f64, What)> {
        let other = self.others.peek().map_or(NEVER, |Reverse(event)| *event);
        if other <= self.earliest {
            return self.others.pop().map(|Reverse(event)| read(event));
        }
        let (at, what) = read(self.earliest);
        if let What::First { line } = what {
            self.first[line as usize] = NEVER;
        }
        self.earliest = self.first.iter().copied().min().unwrap_or(NEVER);
        Some((at, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_back_in_the_order_of_time_and_of_what_they_are() {
        let of_one_moment = [
            What::Over { agent: 7 },
            What::Come { stretch: 3 },
            What::Back { agent: 2, stamp: 9 },
            What::Back { agent: 2, stamp: u32::MAX },
            What::Tired { place: 1, stamp: 4 },
            What::Cut { line: 0 },
            What::Go { stretch: (1 << WHO) - 1 },
            What::Due { agent: 5, stamp: 1 },
            What::First { line: 1 },
            What::Again { place: 6 },
        ];
        let mut agenda = Agenda::new(2);
        for what in of_one_moment.iter().rev() {
            agenda.add(2.5, *what);
        }
        agenda.add(1e9, What::Over { agent: 0 });
        agenda.add(-0.0, What::First { line: 0 });
        let order: Vec<(f64, What)> = std::iter::from_fn(|| agenda.next()).collect();
        let mut expected = vec![(0.0, What::First { line: 0 })];
        expected.extend(of_one_moment.map(|what| (2.5, what)));
        expected.push((1e9, What::Over { agent: 0 }));
        assert_eq!(order, expected);
    }
}
