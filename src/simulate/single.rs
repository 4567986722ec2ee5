//! The short way for one line and one group without shrinkage or redials: no events, only the
//! moment at which each agent is next free.
//!
//! Served in the order of arrival, a call starts when the first agent is free, at or after its
//! arrival (Kiefer & Wolfowitz 1955, *Trans. AMS* 78, for queues without patience; a caller whose
//! patience ends before that leaves no trace, Baccelli, Boyer & Hébuterne 1984, *Adv. Appl. Prob.*
//! 16). Rules and random numbers are those of the event loop, so both give the same calls to the
//! last digit.

use super::arrivals::Arrivals;
use super::pace::Steps;
use super::random::Key;
use super::setting::Setting;
use super::tally::{Outcome, Tally};
use super::world::World;

/// Whether the world can go this way.
pub(super) fn suits(world: &World) -> bool {
    world.lines.len() == 1
        && world.groups.len() == 1
        && world.groups[0].lines == [0]
        && world.groups[0].shrinkage == 0.0
        && (world.lines[0].redial_share == 0.0
            || world.lines[0].patience.is_none() && world.lines[0].at_once == 0.0)
}

/// Plays one replication; whether to its end.
pub(super) fn play(
    world: &World,
    setting: &Setting,
    replication: Key,
    tally: &mut Tally,
    mut steps: Steps<'_>,
) -> bool {
    let mut crew = Crew::new(world, setting);
    let (end, stop) = (tally.end(), tally.stop());
    for call in Arrivals::new(world, setting, 0, replication) {
        if call.at >= end {
            break;
        }
        if !steps.go_on() {
            return false;
        }
        let staying = if call.cut { f64::INFINITY } else { call.close };
        let start = crew.first_free(call.at, staying, tally);
        let cut = if call.cut { call.close } else { stop };
        let tired = call.at + call.patience;
        if start <= tired && start <= cut && start < f64::INFINITY {
            let over = start + call.handle;
            let until = crew.take(over);
            tally.call(0, &call, start, Outcome::Answered, Some(0));
            tally.busy(0, start, over);
            if over > until.0 {
                tally.phone(0, start.max(until.0), over.min(until.1));
            }
        } else if tired <= cut && tired < f64::INFINITY {
            tally.call(0, &call, tired, Outcome::Abandoned, None);
        } else {
            tally.call(0, &call, if call.cut { cut } else { end }, Outcome::CutOff, None);
        }
    }
    while crew.next_from < end {
        crew.begin(tally);
    }
    let cycles: &[f64] = if world.continuous { &[0.0, 1.0] } else { &[0.0] };
    for cycle in cycles {
        let shift = cycle * world.horizon();
        for stretch in &setting.stretches {
            tally.phone(0, stretch.from + shift, stretch.to + shift);
        }
    }
    true
}

/// Who is free when: a heap of those on duty, the one longest free on top.
struct Crew<'w> {
    setting: &'w Setting,
    horizon: f64,
    continuous: bool,
    /// Stretches that have not begun, as a position in the timetable of stretches and a cycle.
    next: usize,
    cycle: f64,
    next_from: f64,
    /// When each agent's last call is over.
    free: Vec<f64>,
    heap: Vec<Free>,
}

/// An agent in a stretch on duty.
#[derive(Debug, Clone, Copy)]
struct Free {
    at: f64,
    to: f64,
    /// When the agent's next stretch begins.
    back: f64,
    order: u32,
    agent: u32,
}

impl Free {
    #[inline]
    fn before(&self, other: &Self) -> bool {
        self.at < other.at || (self.at == other.at && self.order < other.order)
    }
}

impl<'w> Crew<'w> {
    fn new(world: &World, setting: &'w Setting) -> Self {
        Self {
            setting,
            horizon: world.horizon(),
            continuous: world.continuous,
            next: 0,
            cycle: 0.0,
            next_from: setting.stretches.first().map_or(f64::INFINITY, |s| s.from),
            free: vec![0.0; world.agents.len()],
            heap: Vec::new(),
        }
    }

    /// When somebody can take a call that comes at `at`, who is then on top of the heap; infinite
    /// if nobody can. Whoever is on duty until `staying` or longer answers it even after the end of
    /// the stretch.
    #[inline]
    fn first_free(&mut self, at: f64, staying: f64, tally: &mut Tally) -> f64 {
        loop {
            let top = self.heap.first().copied();
            let start = top.map_or(f64::INFINITY, |top| top.at.max(at));
            if self.next_from <= start && self.next_from < f64::INFINITY {
                self.begin(tally);
                continue;
            }
            let Some(top) = top else { return f64::INFINITY };
            if start < top.to || (top.to >= staying && start < top.back) {
                return start;
            }
            self.pop();
        }
    }

    /// The next stretch begins, maybe with a call in hand that outlasts it.
    #[cold]
    fn begin(&mut self, tally: &mut Tally) {
        let stretch = self.setting.stretches[self.next];
        let (from, to) = (stretch.from + self.cycle, stretch.to + self.cycle);
        let at = from.max(self.free[stretch.agent]);
        let back = stretch.back + self.cycle;
        if at > to {
            tally.phone(0, to, at.min(back));
        }
        self.push(Free { at, to, back, order: self.next as u32, agent: stretch.agent as u32 });
        self.next += 1;
        if self.next == self.setting.stretches.len() && self.continuous {
            self.next = 0;
            self.cycle += self.horizon;
        }
        self.next_from =
            self.setting.stretches.get(self.next).map_or(f64::INFINITY, |s| s.from + self.cycle);
    }

    /// The one on top is on a call until `over`. Gives the end of the stretch and the start of the
    /// next.
    #[inline]
    fn take(&mut self, over: f64) -> (f64, f64) {
        let top = &mut self.heap[0];
        top.at = over;
        let until = (top.to, top.back);
        self.free[top.agent as usize] = over;
        self.sink();
        until
    }

    fn push(&mut self, new: Free) {
        let mut hole = self.heap.len();
        self.heap.push(new);
        while hole > 0 {
            let parent = (hole - 1) / 2;
            if !new.before(&self.heap[parent]) {
                break;
            }
            self.heap[hole] = self.heap[parent];
            hole = parent;
        }
        self.heap[hole] = new;
    }

    fn pop(&mut self) {
        let last = self.heap.pop();
        if let (Some(last), Some(top)) = (last, self.heap.first_mut()) {
            *top = last;
            self.sink();
        }
    }

    /// Restores the order after a change on top.
    #[inline]
    fn sink(&mut self) {
        let heap = self.heap.as_mut_slice();
        let moving = heap[0];
        let mut hole = 0;
        loop {
            let mut child = 2 * hole + 1;
            if child >= heap.len() {
                break;
            }
            if child + 1 < heap.len() && heap[child + 1].before(&heap[child]) {
                child += 1;
            }
            if !heap[child].before(&moving) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = moving;
    }
}
