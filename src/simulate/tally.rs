//! What one replication comes to: sums by line and interval of arrival, from which everything else
//! is computed.

use super::arrivals::Call;
use super::world::{CYCLES_MAX, World};
use crate::scenario::LevelOf;

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// By an agent.
    Answered,
    /// The caller hung up.
    Abandoned,
    /// The line closed, or nobody was left to answer.
    CutOff,
}

/// One call as it went, seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// Line.
    pub line: usize,
    /// When it came, from the start of the horizon.
    pub at: f64,
    /// 1 for a first call, 2 for the next attempt of the same caller …
    pub attempt: u32,
    /// Time in queue.
    pub wait: f64,
    /// How it ended.
    pub outcome: Outcome,
    /// Group of the agent who answered.
    pub group: Option<usize>,
    /// Handle time, 0 unless answered.
    pub handle: f64,
}

/// Sums kept of each line and interval, in this order; then for each threshold the calls answered
/// within it, then for each threshold those that waited longer, then for each threshold those that the service level is
/// a share of.
pub(super) const FIRST: usize = 0;
pub(super) const ATTEMPTS: usize = 1;
pub(super) const ANSWERED: usize = 2;
pub(super) const ABANDONED: usize = 3;
pub(super) const CUT: usize = 4;
pub(super) const WAIT: usize = 5;
pub(super) const WAIT_ANSWERED: usize = 6;
pub(super) const PLAIN: usize = 7;

/// Sums of one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineTally {
    thresholds: Vec<f64>,
    level_of: LevelOf,
    /// Sums a cell.
    pub(super) width: usize,
    /// Cells of all intervals, one after the other.
    pub(super) cells: Vec<f64>,
    /// By day: calls in queue at closing, seconds until the last of them was answered, and seconds
    /// until the last call was over.
    pub(super) closing: Vec<[f64; 3]>,
}

/// Sums of one replication.
pub(super) struct Tally<'w> {
    world: &'w World,
    /// When the part that counts began.
    start: f64,
    /// Intervals in a second.
    per_second: f64,
    pub(super) lines: Vec<LineTally>,
    /// By group and interval: seconds on calls, and seconds at the phone.
    pub(super) groups: Vec<Vec<[f64; 2]>>,
    /// Every call, if wanted.
    pub(super) records: Option<Vec<Record>>,
}

impl<'w> Tally<'w> {
    pub(super) fn new(world: &'w World, keep_records: bool) -> Self {
        let line = |line: &super::world::Line| {
            let width = PLAIN + 3 * line.thresholds.len();
            LineTally {
                thresholds: line.thresholds.clone(),
                level_of: line.level_of,
                width,
                cells: vec![0.0; width * world.intervals],
                closing: vec![[0.0; 3]; world.days()],
            }
        };
        Self {
            world,
            start: if world.continuous { world.horizon() } else { 0.0 },
            per_second: 1.0 / world.interval_s,
            lines: world.lines.iter().map(line).collect(),
            groups: vec![vec![[0.0; 2]; world.intervals]; world.groups.len()],
            records: keep_records.then(Vec::new),
        }
    }

    /// When the part that counts ends.
    pub(super) fn end(&self) -> f64 {
        self.start + self.world.horizon()
    }

    /// When the play stops: who waits then is never answered.
    #[inline]
    pub(super) fn stop(&self) -> f64 {
        if self.world.continuous { CYCLES_MAX * self.world.horizon() } else { f64::INFINITY }
    }

    /// Whether a call that comes at this time counts.
    #[inline]
    pub(super) fn counts(&self, at: f64) -> bool {
        at >= self.start && at < self.end()
    }

    /// A call that left the queue at `left`: to an agent of `group`, or else without an answer.
    #[inline]
    pub(super) fn call(
        &mut self,
        line: usize,
        call: &Call,
        left: f64,
        outcome: Outcome,
        group: Option<usize>,
    ) {
        if !self.counts(call.at) {
            return;
        }
        let interval = call.interval as usize;
        let wait = left - call.at;
        let tally = &mut self.lines[line];
        tally.add(interval, call.attempt == 1, wait, outcome);
        let over = if outcome == Outcome::Answered { left + call.handle } else { left };
        if left > call.close || over > call.close {
            tally.after_close(interval / self.world.per_day, call.close, left, over);
        } else if outcome == Outcome::CutOff {
            tally.closing[interval / self.world.per_day][0] += 1.0;
        }
        if let Some(records) = &mut self.records {
            records.push(Record {
                line,
                at: call.at - self.start,
                attempt: call.attempt,
                wait,
                outcome,
                group,
                handle: if outcome == Outcome::Answered { call.handle } else { 0.0 },
            });
        }
    }

    /// An agent of the group was on a call from then to then.
    #[inline]
    pub(super) fn busy(&mut self, group: usize, from: f64, to: f64) {
        self.spread(group, 0, from, to);
    }

    /// An agent of the group was at the phone from then to then.
    pub(super) fn phone(&mut self, group: usize, from: f64, to: f64) {
        self.spread(group, 1, from, to);
    }

    #[inline]
    fn spread(&mut self, group: usize, what: usize, from: f64, to: f64) {
        let (from, to) = (from.max(self.start) - self.start, to.min(self.end()) - self.start);
        if from >= to {
            return;
        }
        let length = self.world.interval_s;
        let cells = &mut self.groups[group];
        // Rounding here puts no more than a nanosecond into the wrong interval.
        let mut interval = ((from * self.per_second) as usize).min(cells.len() - 1);
        let mut at = from;
        while at < to && interval < cells.len() {
            let until = to.min((interval + 1) as f64 * length);
            cells[interval][what] += until - at;
            at = until;
            interval += 1;
        }
    }
}

impl LineTally {
    #[inline]
    fn add(&mut self, interval: usize, first: bool, wait: f64, outcome: Outcome) {
        let count = self.thresholds.len();
        let cell = &mut self.cells[interval * self.width..(interval + 1) * self.width];
        cell[FIRST] += f64::from(u8::from(first));
        cell[ATTEMPTS] += 1.0;
        cell[WAIT] += wait;
        let answered = outcome == Outcome::Answered;
        match outcome {
            Outcome::Answered => {
                cell[ANSWERED] += 1.0;
                cell[WAIT_ANSWERED] += wait;
            }
            Outcome::Abandoned => cell[ABANDONED] += 1.0,
            Outcome::CutOff => cell[CUT] += 1.0,
        }
        for (k, threshold) in self.thresholds.iter().enumerate() {
            let within = wait <= *threshold;
            cell[PLAIN + k] += f64::from(u8::from(within && answered));
            cell[PLAIN + count + k] += f64::from(u8::from(!within));
            let counted = match self.level_of {
                LevelOf::Offered => true,
                LevelOf::LessEarly => !within || outcome != Outcome::Abandoned,
                LevelOf::Answered => answered,
            };
            cell[PLAIN + 2 * count + k] += f64::from(u8::from(counted));
        }
    }

    #[cold]
    fn after_close(&mut self, day: usize, close: f64, left: f64, over: f64) {
        let [waiting, clear, last] = &mut self.closing[day];
        if left > close {
            *waiting += 1.0;
            *clear = clear.max(left - close);
        }
        *last = last.max(over - close);
    }
}
