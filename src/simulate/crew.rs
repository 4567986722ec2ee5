//! Agents: on duty or not, idle, on a call, or away.
//!
//! **Shrinkage.** For the time at the phone, idle or on a call, an agent owes s ÷ (1 − s) of it
//! away from it. Once that makes a spell ([`SPELL`]) the agent goes as soon as no call is in hand,
//! for as long as is owed by then: an absence may be late, never shorter. A lead sees to it that at
//! most ⌈n·s⌉ of a group's n on duty are away at once; the others wait for their turn, longest due
//! first. Shifts begin at a random point of the cycle of presence and absence, so that the share
//! away is s at every moment, on average.
//!
//! **Breaks and the end of a shift.** A call in hand is finished. A break still ends as planned;
//! one spent away goes on being owed.

use super::agenda::{Agenda, What};
use super::random::{Key, Purpose};
use super::setting::Setting;
use super::tally::Tally;
use super::world::World;
use rand::RngExt;
use std::collections::{BTreeSet, VecDeque};

/// A number of people above a whole one by less than this is rounding.
const ROUNDING: f64 = 1e-9;

/// How much time away is owed before an agent goes, seconds. Assumed.
pub const SPELL: f64 = 300.0;

/// What an agent does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Off,
    Idle,
    Busy,
    Away,
}

/// What a freed agent does.
pub(super) enum Free {
    /// Is away.
    Away,
    /// Takes calls of lines that close no later than this.
    ForCalls { closing_until: f64 },
}

/// All agents.
pub(super) struct Crew<'w> {
    world: &'w World,
    setting: &'w Setting,
    key: Key,
    pub(super) state: Vec<State>,
    people: Vec<Person>,
    groups: Vec<Team>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Person {
    on_duty: bool,
    /// End of the current or last stretch.
    until: f64,
    /// Changes whenever an event or a place in the idle queue no longer holds.
    stamp: u32,
    /// Since when at the phone, to be counted.
    phone: f64,
    /// Since when time is owed, and what was owed then.
    since: f64,
    debt: f64,
    due: bool,
    /// The place among those of the group who are due, from when it came to be so.
    turn: u64,
    back_at: f64,
    /// Stretches begun, which names the random phase.
    shifts: u64,
}

#[derive(Debug, Clone, Default)]
struct Team {
    /// Agents idle, longest first, with their stamps; some may have left.
    idle: VecDeque<(u32, u32)>,
    /// Agents who are due to be away and idle, by whose turn it is. Those on a call are left out, so that nobody has to
    /// be passed over: where many are away for long, nearly all of a thousand people are due and busy.
    may_leave: BTreeSet<(u64, u32)>,
    /// Turns given so far.
    turns: u64,
    on_duty: usize,
    away: usize,
}

impl<'w> Crew<'w> {
    pub(super) fn new(world: &'w World, setting: &'w Setting, key: Key) -> Self {
        Self {
            world,
            setting,
            key,
            state: vec![State::Off; world.agents.len()],
            people: vec![Person::default(); world.agents.len()],
            groups: vec![Team::default(); world.groups.len()],
        }
    }

    fn group(&self, agent: usize) -> usize {
        self.world.agents[agent].group
    }

    fn shrinkage(&self, agent: usize) -> f64 {
        self.world.groups[self.group(agent)].shrinkage
    }

    /// What is owed by now.
    fn owed(&self, agent: usize, now: f64) -> f64 {
        let (person, s) = (&self.people[agent], self.shrinkage(agent));
        person.debt + (now - person.since) * s / (1.0 - s)
    }

    /// Takes the agent longest idle out of the queue of a group.
    #[inline]
    pub(super) fn longest_idle(&mut self, group: usize) -> Option<usize> {
        while let Some((agent, stamp)) = self.groups[group].idle.pop_front() {
            let agent = agent as usize;
            if self.state[agent] == State::Idle && self.people[agent].stamp == stamp {
                self.no_longer_idle(agent);
                return Some(agent);
            }
        }
        None
    }

    /// The agent's turn to be away comes after that of all who are due.
    fn next_turn(&mut self, agent: usize) {
        let team = &mut self.groups[self.world.agents[agent].group];
        team.turns += 1;
        self.people[agent].turn = team.turns;
        if self.state[agent] == State::Idle {
            team.may_leave.insert((team.turns, agent as u32));
        }
    }

    fn no_longer_idle(&mut self, agent: usize) {
        let person = &self.people[agent];
        if person.due {
            self.groups[self.world.agents[agent].group]
                .may_leave
                .remove(&(person.turn, agent as u32));
        }
    }

    /// Starts to count what is owed, and says when a spell will be due.
    fn at_phone(&mut self, agent: usize, now: f64, agenda: &mut Agenda) {
        let s = self.shrinkage(agent);
        let person = &mut self.people[agent];
        person.since = now;
        if s > 0.0 && !person.due {
            let left = (SPELL - person.debt).max(0.0) * (1.0 - s) / s;
            let what = What::Due { agent: agent as u32, stamp: person.stamp };
            agenda.add(now + left, what);
        }
    }

    /// A stretch begins; whether the agent is now free. `cycle` is when its cycle of the horizon
    /// began.
    pub(super) fn come(
        &mut self,
        stretch: usize,
        cycle: f64,
        now: f64,
        agenda: &mut Agenda,
    ) -> bool {
        let stretch = self.setting.stretches[stretch];
        let (agent, group) = (stretch.agent, self.group(stretch.agent));
        self.groups[group].on_duty += 1;
        let free = self.state[agent] != State::Busy;
        let person = &mut self.people[agent];
        person.on_duty = true;
        person.until = stretch.to + cycle;
        person.stamp += 1;
        if free {
            person.phone = now;
        }
        if stretch.first {
            person.shifts += 1;
            self.random_phase(agent);
        }
        if self.people[agent].due {
            self.next_turn(agent);
        }
        self.at_phone(agent, now, agenda);
        free
    }

    /// A point of the cycle in which a spell is earned at the phone and then spent away.
    fn random_phase(&mut self, agent: usize) {
        let s = self.shrinkage(agent);
        if s > 0.0 {
            let own = self.key.part(self.setting.names[agent]).part(self.people[agent].shifts);
            let mut random = own.stream(Purpose::Away);
            let person = &mut self.people[agent];
            person.due = random.random::<f64>() < s;
            person.debt = SPELL * random.random::<f64>();
        }
    }

    /// A stretch ends.
    pub(super) fn go(&mut self, agent: usize, now: f64, tally: &mut Tally) {
        let group = self.group(agent);
        if !self.people[agent].on_duty {
            return;
        }
        self.groups[group].on_duty -= 1;
        self.no_longer_idle(agent);
        match self.state[agent] {
            State::Idle => {
                self.settle(agent, now);
                self.off(agent, now, tally);
            }
            State::Busy => self.settle(agent, now),
            State::Away => {
                self.groups[group].away -= 1;
                let person = &mut self.people[agent];
                person.debt = person.back_at - now;
                person.due = true;
                self.state[agent] = State::Off;
            }
            State::Off => {}
        }
        let person = &mut self.people[agent];
        person.on_duty = false;
        person.stamp += 1;
    }

    /// Notes what is owed.
    fn settle(&mut self, agent: usize, now: f64) {
        let owed = self.owed(agent, now);
        let person = &mut self.people[agent];
        (person.debt, person.since) = (owed, now);
    }

    fn off(&mut self, agent: usize, now: f64, tally: &mut Tally) {
        tally.phone(self.group(agent), self.people[agent].phone, now);
        self.state[agent] = State::Off;
    }

    /// A spell is due; whether the event still holds.
    pub(super) fn due(&mut self, agent: usize, stamp: u32) -> bool {
        let person = &mut self.people[agent];
        let holds = person.stamp == stamp && person.on_duty && !person.due;
        if holds {
            person.due = true;
            self.next_turn(agent);
        }
        holds
    }

    /// The lead lets those go who are due and idle, as many as may be away at once.
    pub(super) fn let_go(
        &mut self,
        group: usize,
        now: f64,
        agenda: &mut Agenda,
        tally: &mut Tally,
    ) {
        while let Some((_, agent)) = self.groups[group].may_leave.first().copied() {
            if !self.may_go(group) {
                return;
            }
            self.away(agent as usize, now, agenda, tally);
        }
    }

    fn may_go(&self, group: usize) -> bool {
        let (team, s) = (&self.groups[group], self.world.groups[group].shrinkage);
        // 25 × 0.08 is 2 people, not 3.
        let most = (team.on_duty as f64 * s - ROUNDING).ceil();
        (team.away as f64) < most
    }

    fn away(&mut self, agent: usize, now: f64, agenda: &mut Agenda, tally: &mut Tally) {
        let group = self.group(agent);
        let owed = self.owed(agent, now);
        tally.phone(group, self.people[agent].phone, now);
        self.state[agent] = State::Away;
        self.groups[group].away += 1;
        self.no_longer_idle(agent);
        let person = &mut self.people[agent];
        person.due = false;
        person.debt = 0.0;
        person.stamp += 1;
        person.back_at = now + owed;
        agenda.add(person.back_at, What::Back { agent: agent as u32, stamp: person.stamp });
    }

    /// An agent is back at the phone; whether the event still holds.
    pub(super) fn back(&mut self, agent: usize, stamp: u32, now: f64, agenda: &mut Agenda) -> bool {
        if self.people[agent].stamp != stamp {
            return false;
        }
        let group = self.group(agent);
        self.groups[group].away -= 1;
        self.state[agent] = State::Busy;
        self.people[agent].phone = now;
        self.at_phone(agent, now, agenda);
        true
    }

    /// An agent without a call in hand. Whoever is off duty takes only calls of lines that closed
    /// before.
    pub(super) fn freed(
        &mut self,
        agent: usize,
        now: f64,
        agenda: &mut Agenda,
        tally: &mut Tally,
    ) -> Free {
        let person = self.people[agent];
        if !person.on_duty {
            return Free::ForCalls { closing_until: person.until };
        }
        if person.due && self.may_go(self.group(agent)) {
            self.away(agent, now, agenda, tally);
            return Free::Away;
        }
        Free::ForCalls { closing_until: f64::INFINITY }
    }

    /// An agent for whom there is no call: idle, or off.
    pub(super) fn rest(&mut self, agent: usize, now: f64, tally: &mut Tally) {
        let group = self.group(agent);
        if !self.people[agent].on_duty {
            self.off(agent, now, tally);
            return;
        }
        self.state[agent] = State::Idle;
        if self.people[agent].due {
            self.groups[group].may_leave.insert((self.people[agent].turn, agent as u32));
        }
        self.groups[group].idle.push_back((agent as u32, self.people[agent].stamp));
    }

    /// Counts the time of those still at the phone.
    pub(super) fn finish(&mut self, tally: &mut Tally) {
        let end = tally.end();
        for agent in 0..self.state.len() {
            if matches!(self.state[agent], State::Idle | State::Busy) {
                tally.phone(self.group(agent), self.people[agent].phone, end);
            }
        }
    }
}
