//! How long a play goes on where there is a limit of time.
//!
//! A limit changes which weeks are played and nothing else: those that were played are the first, each to its end. When
//! time is over, weeks go on beginning until confidence intervals mean something ([`LEAST`]), as long as that is
//! quickly done ([`GRACE`]); two are played in any case, since without two nothing is known of their spread.

use crate::domain::time::{TimeLeft, is_over};
use std::sync::atomic::{AtomicU64, Ordering};

/// Weeks that are played out when time is over if they are quickly played: with fewer, intervals are wide.
const LEAST: u32 = 10;

/// Weeks that are always played out.
const FEWEST: u32 = 2;

/// Events that are worked off when time is over, beyond the fewest weeks: some tenths of a second.
const GRACE: u64 = 1_000_000;

/// Events after which time is asked for.
const OFTEN: u32 = 4096;

/// What all weeks of a play share.
pub(super) struct Pace<'a> {
    time_left: TimeLeft<'a>,
    /// Events worked off since time is over.
    late: AtomicU64,
}

impl<'a> Pace<'a> {
    pub(super) fn new(time_left: TimeLeft<'a>) -> Self {
        Self { time_left, late: AtomicU64::new(0) }
    }

    /// Whether the week with this number begins.
    pub(super) fn begins(&self, week: u32) -> bool {
        week < FEWEST || !is_over(self.time_left) || (week < LEAST && self.is_quick())
    }

    fn is_quick(&self) -> bool {
        self.late.load(Ordering::Relaxed) < GRACE
    }

    /// The steps of the week with this number.
    pub(super) fn of_week(&self, week: u32) -> Steps<'_> {
        Steps { pace: self, limited: week >= FEWEST && self.time_left.is_some(), count: 0 }
    }
}

/// Counts the events of one week.
pub(super) struct Steps<'a> {
    pace: &'a Pace<'a>,
    limited: bool,
    count: u32,
}

impl Steps<'_> {
    /// Counts an event; whether the week goes on.
    #[inline]
    pub(super) fn go_on(&mut self) -> bool {
        self.count += 1;
        self.count < OFTEN || self.still_time()
    }

    #[cold]
    fn still_time(&mut self) -> bool {
        self.count = 0;
        if !self.limited || !is_over(self.pace.time_left) {
            return true;
        }
        self.pace.late.fetch_add(u64::from(OFTEN), Ordering::Relaxed);
        self.pace.is_quick()
    }
}
