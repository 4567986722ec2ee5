//! The event loop: any lines, groups, priorities, breaks and shrinkage.
//!
//! **At one moment** things happen in this order: calls end; agents come on duty, then come back;
//! waiting callers hang up; those in queue at a closing are cut off; agents go; agents fall due to
//! be away; calls arrive. Among equals the lower index comes first. So an agent who becomes free at
//! the moment at which a caller would hang up takes that caller, and a shift that ends when the
//! next begins leaves no gap.

use super::agenda::{Agenda, What};
use super::arrivals::{Arrivals, Call, redial};
use super::crew::{Crew, Free, State};
use super::pace::Steps;
use super::random::Key;
use super::setting::{Fixed, Setting};
use super::tally::{Outcome, Tally};
use super::world::World;
use crate::scenario::Routing;
use std::collections::VecDeque;

/// A caller who waits, or who will call again.
#[derive(Debug, Clone, Copy)]
struct Caller {
    call: Call,
    line: u32,
    stamp: u32,
    waiting: bool,
}

/// Callers in numbered places, which are used again.
#[derive(Default)]
struct Callers {
    places: Vec<Caller>,
    empty: Vec<u32>,
}

impl Callers {
    fn add(&mut self, call: Call, line: u32, waiting: bool) -> (u32, u32) {
        if let Some(place) = self.empty.pop() {
            let stamp = self.places[place as usize].stamp + 1;
            self.places[place as usize] = Caller { call, line, stamp, waiting };
            return (place, stamp);
        }
        self.places.push(Caller { call, line, stamp: 0, waiting });
        (self.places.len() as u32 - 1, 0)
    }

    fn remove(&mut self, place: u32) -> Caller {
        let caller = &mut self.places[place as usize];
        caller.waiting = false;
        self.empty.push(place);
        *caller
    }
}

/// One replication under way.
struct Engine<'p, 'w> {
    world: &'w World,
    setting: &'w Setting,
    tally: &'p mut Tally<'w>,
    now: f64,
    agenda: Agenda,
    streams: Vec<Arrivals<'w>>,
    /// The next first call of each line.
    next: Vec<Option<Call>>,
    callers: Callers,
    /// Places of callers by line, in order of arrival, with their stamps; some may have left.
    queues: Vec<VecDeque<(u32, u32)>>,
    /// Callers waiting whose calls count.
    waiting: usize,
    crew: Crew<'w>,
    /// The next entry of the timetable, and when its cycle began.
    entry: usize,
    cycle: f64,
}

/// Plays one replication; whether to its end.
pub(super) fn play<'w>(
    world: &'w World,
    setting: &'w Setting,
    replication: Key,
    tally: &mut Tally<'w>,
    mut steps: Steps<'_>,
) -> bool {
    let mut engine = Engine {
        world,
        setting,
        tally,
        now: 0.0,
        agenda: Agenda::new(world.lines.len()),
        streams: (0..world.lines.len())
            .map(|line| Arrivals::new(world, setting, line, replication))
            .collect(),
        next: vec![None; world.lines.len()],
        callers: Callers::default(),
        queues: vec![VecDeque::new(); world.lines.len()],
        waiting: 0,
        crew: Crew::new(world, setting, replication.part(3)),
        entry: 0,
        cycle: 0.0,
    };
    (0..world.lines.len()).for_each(|line| engine.await_call(line));
    engine.await_entry();
    let whole = engine.run(&mut steps);
    engine.finish();
    whole
}

impl Engine<'_, '_> {
    /// Lets happen what happens until the end, or until there is no time; whether the end was reached.
    fn run(&mut self, steps: &mut Steps<'_>) -> bool {
        let end = self.tally.end();
        while let Some((at, what)) = self.agenda.next() {
            let done = self.world.continuous && at >= end && self.waiting == 0;
            if done || at > self.tally.stop() {
                break;
            }
            if !steps.go_on() {
                return false;
            }
            self.now = at;
            self.happen(what);
        }
        true
    }

    fn happen(&mut self, what: What) {
        match what {
            What::First { line } => self.first(line as usize),
            What::Over { agent } => self.free(agent as usize),
            What::Tired { place, stamp } => self.tired(place, stamp),
            What::Again { place } => {
                let caller = self.callers.remove(place);
                self.arrive(caller.line as usize, caller.call);
            }
            What::Come { stretch } => self.come(stretch as usize),
            What::Go { stretch } => self.go(stretch as usize),
            What::Cut { line } => self.cut(line as usize),
            What::Due { agent, stamp } => {
                if self.crew.due(agent as usize, stamp) {
                    let group = self.world.agents[agent as usize].group;
                    self.crew.let_go(group, self.now, &mut self.agenda, self.tally);
                }
            }
            What::Back { agent, stamp } => {
                let agent = agent as usize;
                if self.crew.back(agent, stamp, self.now, &mut self.agenda) {
                    let group = self.world.agents[agent].group;
                    self.crew.let_go(group, self.now, &mut self.agenda, self.tally);
                    self.free(agent);
                }
            }
        }
    }

    fn await_call(&mut self, line: usize) {
        self.next[line] = self.streams[line].next();
        if let Some(call) = self.next[line] {
            self.agenda.add(call.at, What::First { line: line as u32 });
        }
    }

    fn await_entry(&mut self) {
        if self.entry == self.setting.timetable.len() && self.world.continuous && self.entry > 0 {
            self.entry = 0;
            self.cycle += self.world.horizon();
        }
        if let Some(entry) = self.setting.timetable.get(self.entry) {
            let what = match entry.what {
                Fixed::Come(stretch) => What::Come { stretch: stretch as u32 },
                Fixed::Go(stretch) => What::Go { stretch: stretch as u32 },
                Fixed::Cut(line) => What::Cut { line: line as u32 },
            };
            self.agenda.add(entry.at + self.cycle, what);
            self.entry += 1;
        }
    }

    fn first(&mut self, line: usize) {
        if let Some(call) = self.next[line] {
            self.await_call(line);
            self.arrive(line, call);
        }
    }

    /// A call comes: to the agent longest idle of the first group that has one, or into the queue.
    fn arrive(&mut self, line: usize, call: Call) {
        let crew = &mut self.crew;
        let found = self.setting.tried[line].iter().find_map(|group| crew.longest_idle(*group));
        if let Some(agent) = found {
            self.start(agent, line, &call);
        } else if call.patience <= 0.0 {
            self.tally.call(line, &call, self.now, Outcome::Abandoned, None);
            self.maybe_again(line, &call);
        } else {
            let (place, stamp) = self.callers.add(call, line as u32, true);
            self.queues[line].push_back((place, stamp));
            self.waiting += usize::from(self.tally.counts(call.at));
            if call.patience < f64::INFINITY {
                self.agenda.add(call.at + call.patience, What::Tired { place, stamp });
            }
        }
    }

    fn start(&mut self, agent: usize, line: usize, call: &Call) {
        let group = self.world.agents[agent].group;
        let over = self.now + call.handle;
        self.crew.state[agent] = State::Busy;
        self.tally.call(line, call, self.now, Outcome::Answered, Some(group));
        self.tally.busy(group, self.now, over);
        self.agenda.add(over, What::Over { agent: agent as u32 });
    }

    fn tired(&mut self, place: u32, stamp: u32) {
        let caller = self.callers.places[place as usize];
        if caller.waiting && caller.stamp == stamp {
            let line = caller.line as usize;
            self.leave(place, Outcome::Abandoned);
            self.maybe_again(line, &caller.call);
        }
    }

    /// A waiting caller leaves without an answer.
    fn leave(&mut self, place: u32, outcome: Outcome) {
        let caller = self.callers.remove(place);
        self.waiting -= usize::from(self.tally.counts(caller.call.at));
        self.tally.call(caller.line as usize, &caller.call, self.now, outcome, None);
    }

    fn maybe_again(&mut self, line: usize, call: &Call) {
        if let Some(again) = redial(self.world, self.setting, line, call, self.now) {
            let (place, _) = self.callers.add(again, line as u32, false);
            self.agenda.add(again.at, What::Again { place });
        }
    }

    fn cut(&mut self, line: usize) {
        self.await_entry();
        // Callers of an earlier closing that was to be served go on waiting.
        for (place, stamp) in std::mem::take(&mut self.queues[line]) {
            let caller = self.callers.places[place as usize];
            if !caller.waiting || caller.stamp != stamp {
                continue;
            }
            if caller.call.cut {
                self.leave(place, Outcome::CutOff);
            } else {
                self.queues[line].push_back((place, stamp));
            }
        }
    }

    /// Who has waited longest on a line.
    fn head(&mut self, line: usize) -> Option<u32> {
        while let Some((place, stamp)) = self.queues[line].front().copied() {
            let caller = &self.callers.places[place as usize];
            if caller.waiting && caller.stamp == stamp {
                return Some(place);
            }
            self.queues[line].pop_front();
        }
        None
    }

    fn come(&mut self, stretch: usize) {
        // One entry at a time is on the agenda, so this is the cycle of the stretch that begins.
        let cycle = self.cycle;
        self.await_entry();
        let agent = self.setting.stretches[stretch].agent;
        let group = self.world.agents[agent].group;
        let free = self.crew.come(stretch, cycle, self.now, &mut self.agenda);
        self.crew.let_go(group, self.now, &mut self.agenda, self.tally);
        if free {
            self.free(agent);
        }
    }

    fn go(&mut self, stretch: usize) {
        self.await_entry();
        let agent = self.setting.stretches[stretch].agent;
        self.crew.go(agent, self.now, self.tally);
        let group = self.world.agents[agent].group;
        self.crew.let_go(group, self.now, &mut self.agenda, self.tally);
    }

    /// An agent is free: away if it is time for that, else on the next call, else idle; off duty
    /// only on a call of a line that closed while on duty.
    fn free(&mut self, agent: usize) {
        let group = self.world.agents[agent].group;
        match self.crew.freed(agent, self.now, &mut self.agenda, self.tally) {
            Free::Away => {}
            Free::ForCalls { closing_until } => {
                if let Some(place) = self.choose(group, closing_until) {
                    let caller = self.callers.remove(place);
                    self.waiting -= usize::from(self.tally.counts(caller.call.at));
                    self.queues[caller.line as usize].pop_front();
                    self.start(agent, caller.line as usize, &caller.call);
                } else {
                    self.crew.rest(agent, self.now, self.tally);
                }
            }
        }
    }

    /// The call that a free agent of a group takes: among those of lines that close no later than
    /// given.
    fn choose(&mut self, group: usize, closing_until: f64) -> Option<u32> {
        let world = self.world;
        let mut best: Option<(f64, u32)> = None;
        for line in &world.groups[group].lines {
            let Some(place) = self.head(*line) else { continue };
            let call = &self.callers.places[place as usize].call;
            if call.close > closing_until {
                continue;
            }
            if world.groups[group].routing == Routing::FirstPriority {
                return Some(place);
            }
            if best.is_none_or(|(at, _)| call.at < at) {
                best = Some((call.at, place));
            }
        }
        best.map(|(_, place)| place)
    }

    /// Whoever still waits is never answered; agents still at the phone are until the end.
    fn finish(&mut self) {
        self.now = self.tally.end();
        for line in 0..self.queues.len() {
            while let Some(place) = self.head(line) {
                self.queues[line].pop_front();
                self.leave(place, Outcome::CutOff);
            }
        }
        self.crew.finish(self.tally);
    }
}
