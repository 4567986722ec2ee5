//! What is kept of a day: sums by half-hour, counts of waits by second, and how many were busy and
//! how many waited at instants ten seconds apart.

use super::{HALF_HOUR_S, HALF_HOURS};
use crate::records::{Call, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Seconds between the instants at which the day is looked at.
pub const INSTANT_S: f64 = 10.0;

/// A conversation shorter than this is hardly one, seconds.
pub const SHORT_S: f64 = 10.0;

/// How many instants a half-hour has.
pub(super) const INSTANTS: usize = 180;

/// How many instants a day has.
const DAY_INSTANTS: usize = INSTANTS * HALF_HOURS;

/// Power sums of handle times and of their logarithms.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many, and the sums of their first four powers.
    pub powers: [f64; 5],
    /// Of those above 0, and of those of ten seconds and more: how many, their sum, and the sums of
    /// their logarithms and squared logarithms.
    pub logs: [[f64; 4]; 2],
}

impl Moments {
    /// Adds one value, 0 or more.
    pub(super) fn add(&mut self, x: f64) {
        let mut power = 1.0;
        for sum in &mut self.powers {
            *sum += power;
            power *= x;
        }
        for (least, sums) in [f64::MIN_POSITIVE, SHORT_S].into_iter().zip(&mut self.logs) {
            if x >= least {
                let log = x.ln();
                sums.iter_mut().zip([1.0, x, log, log * log]).for_each(|(sum, term)| *sum += term);
            }
        }
    }

    /// Adds the sums of others.
    pub(super) fn merge(&mut self, other: &Moments) {
        self.powers.iter_mut().zip(other.powers).for_each(|(a, b)| *a += b);
        let logs = self.logs.iter_mut().flatten();
        logs.zip(other.logs.into_iter().flatten()).for_each(|(a, b)| *a += b);
    }

    /// Takes the sums of some of its values out.
    pub(super) fn without(mut self, other: &Moments) -> Self {
        self.powers.iter_mut().zip(other.powers).for_each(|(a, b)| *a -= b);
        let logs = self.logs.iter_mut().flatten();
        logs.zip(other.logs.into_iter().flatten()).for_each(|(a, b)| *a -= b);
        self
    }

    /// How many values.
    pub fn count(&self) -> f64 {
        self.powers[0]
    }

    /// Their mean, if there are any.
    pub fn mean(&self) -> Option<f64> {
        (self.powers[0] > 0.0).then(|| self.powers[1] / self.powers[0])
    }
}

/// One half-hour of one day, by the time at which calls arrived; busy time and agents by the time at
/// which they were so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Calls offered.
    pub offered: f64,
    /// Calls answered.
    pub answered: f64,
    /// Calls given up in the queue.
    pub abandoned: f64,
    /// Seconds in the queue, all offered calls whose wait is known.
    pub wait_s: f64,
    /// Calls whose wait is not known.
    pub waits_unknown: f64,
    /// Seconds in the queue, answered calls; and answered calls of which a report does not tell it.
    pub answered_wait_s: f64,
    /// See `answered_wait_s`.
    pub answered_waits_unknown: f64,
    /// Calls answered within the threshold.
    pub within: f64,
    /// Offered calls of which a report does not tell how many were.
    pub within_unknown: f64,
    /// Handle times.
    pub handle: Moments,
    /// Of these, those of calls that name no consultant.
    pub unnamed: Moments,
    /// Different agents seen with a call.
    pub agents: BTreeSet<u32>,
    /// Consultants logged in and available, where the source tells.
    pub duty: Option<(f64, f64)>,
}

/// Steps of the histogram of handle times: twenty to a doubling, from one second.
pub(super) const LOG_STEPS: usize = 320;

/// One day of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// By half-hour.
    pub cells: Vec<Cell>,
    /// Calls by whole seconds waited (rounded up): ended by a hang-up, ended otherwise.
    pub waits: BTreeMap<u32, [u32; 2]>,
    /// Handle times by step of their logarithm: of calls that name a consultant, of the others.
    pub handle_steps: [Vec<u32>; 2],
    /// Handle times below [`SHORT_S`], likewise.
    pub short_handles: [u64; 2],
    /// Agents busy and callers waiting at each instant; empty without calls.
    busy: Vec<u16>,
    waiting: Vec<u16>,
    /// Least and greatest distance between the two clocks of its calls, seconds.
    clock: Option<(f64, f64)>,
    /// Whether sums came from a report rather than from calls.
    pub from_report: bool,
}

impl Default for Day {
    fn default() -> Self {
        Self {
            cells: vec![Cell::default(); HALF_HOURS],
            waits: BTreeMap::new(),
            handle_steps: [Vec::new(), Vec::new()],
            short_handles: [0; 2],
            busy: Vec::new(),
            waiting: Vec::new(),
            clock: None,
            from_report: false,
        }
    }
}

impl Day {
    /// Calls offered on the day.
    pub fn offered(&self) -> f64 {
        self.cells.iter().map(|c| c.offered).sum()
    }

    /// Whether the clock was changed between two of its calls.
    pub fn clock_changed(&self) -> bool {
        self.clock.is_some_and(|(low, high)| high - low > HALF_HOUR_S)
    }

    /// Adds what a call is to the half-hour of its arrival.
    pub(super) fn count(&mut self, call: &Call, threshold_s: f64) {
        let cell = &mut self.cells[half_hour(call.wall_s)];
        cell.offered += 1.0;
        cell.wait_s += call.wait_s.unwrap_or(0.0);
        cell.waits_unknown += f64::from(u8::from(call.wait_s.is_none()));
        let answered = call.outcome == Outcome::Answered;
        let gave_up = call.outcome == Outcome::Abandoned;
        cell.abandoned += f64::from(u8::from(gave_up));
        if answered {
            cell.answered += 1.0;
            cell.answered_wait_s += call.wait_s.unwrap_or(0.0);
            cell.within += f64::from(u8::from(call.wait_s.is_some_and(|w| w <= threshold_s)));
        }
        if let (true, Some(handle)) = (answered, call.handle_s) {
            cell.handle.add(handle);
            if call.agent.is_none() {
                cell.unnamed.add(handle);
            }
            let side = usize::from(call.agent.is_none());
            self.short_handles[side] += u64::from(handle < SHORT_S);
            let steps = &mut self.handle_steps[side];
            if steps.is_empty() {
                *steps = vec![0; LOG_STEPS];
            }
            let step = (handle.max(1.0).log2() * 20.0) as usize;
            steps[step.min(LOG_STEPS - 1)] += 1;
        }
        if let Some(wait_s) = call.wait_s {
            let seconds = wait_s.ceil().min(f64::from(u32::MAX)) as u32;
            self.waits.entry(seconds).or_default()[usize::from(!gave_up)] += 1;
        }
        let distance = call.epoch_s - call.wall_s;
        let (low, high) = self.clock.unwrap_or((distance, distance));
        self.clock = Some((low.min(distance), high.max(distance)));
    }

    /// Marks the instants from `from` to `to` (seconds after this day's midnight), as far as they fall
    /// on this day, as those of a busy agent or a waiting caller.
    pub(super) fn occupy(&mut self, from: f64, to: f64, waiting: bool) {
        let marks = if waiting { &mut self.waiting } else { &mut self.busy };
        if marks.is_empty() {
            *marks = vec![0; DAY_INSTANTS];
        }
        let at =
            |seconds: f64| (seconds / INSTANT_S).ceil().clamp(0.0, DAY_INSTANTS as f64) as usize;
        let (from, to) = (at(from), at(to));
        if from < to {
            marks[from..to].iter_mut().for_each(|n| *n = n.saturating_add(1));
        }
    }

    /// Agents busy and callers waiting at the instants of a half-hour.
    pub(super) fn instants(&self, half_hour: usize) -> impl Iterator<Item = (u16, u16)> + '_ {
        let first = half_hour * INSTANTS;
        let at = |marks: &[u16], i: usize| marks.get(i).copied().unwrap_or(0);
        (first..first + INSTANTS).map(move |i| (at(&self.busy, i), at(&self.waiting, i)))
    }

    /// Agents busy, averaged over a half-hour.
    pub fn mean_busy(&self, half_hour: usize) -> f64 {
        self.instants(half_hour).map(|(busy, _)| f64::from(busy)).sum::<f64>() / INSTANTS as f64
    }
}

/// The half-hour of a time of day in seconds.
pub(super) fn half_hour(wall_s: f64) -> usize {
    ((wall_s / HALF_HOUR_S) as usize).min(HALF_HOURS - 1)
}
