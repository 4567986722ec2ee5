//! The queue by the textbook: Erlang C from the recursion of the loss formula, Erlang A from the
//! balance of births and deaths (`impatient`).
//!
//! B(0) = 1 and B(n) = a·B(n−1) ÷ (n + a·B(n−1)); C = n·B ÷ (n − a·(1 − B)), with a the offered load
//! in erlangs (R. B. Cooper, *Introduction to Queueing Theory*, 2nd edition 1981, chapter 3). Where
//! nobody hangs up, handle times are exponential and calls are answered in the order of arrival:
//! mean wait = C·aht ÷ (n − a), service level = 1 − C·exp(−(n − a)·threshold ÷ aht).

use super::impatient::{Experience, Impatient};
use crate::scenario::LevelOf;

/// Agents that lie this near a whole number, or this little above one, are that whole number.
const WHOLE: f64 = 1e-6;

/// A product that lies this little below a whole number is that whole number.
const NEARLY: f64 = 1e-9;

/// No search for a number of agents goes further than this.
const MOST_AGENTS: u32 = 1_000_000;

/// One line's calls in an interval, to be pooled with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stream {
    /// First calls.
    pub(super) calls: f64,
    /// Mean handle time, seconds.
    pub(super) aht: f64,
    /// Mean patience, seconds; `None`: nobody hangs up.
    pub(super) patience: Option<f64>,
    /// Share of those who hang up that call again.
    pub(super) redial: f64,
}

/// How callers of one line behave in a queue that they share with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Caller {
    /// Rate at which they hang up while they wait, per second.
    pub(super) hang_up: f64,
    /// Share of those who hang up that call again.
    pub(super) redial: f64,
}

/// A pooled queue: calls of one mean handle time that find `n` agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pool {
    /// Calls expected in the interval.
    pub(super) calls: f64,
    /// Mean handle time, seconds; 0 without calls.
    pub(super) aht: f64,
    /// Load offered by first calls, erlangs.
    pub(super) load: f64,
    /// Rate at which one waiting caller hangs up, per second.
    pub(super) hang_up: f64,
    /// Share of those who hang up that call again.
    pub(super) redial: f64,
    /// What service levels are shares of.
    pub(super) level_of: LevelOf,
}

impl Pool {
    /// Pools calls of several lines over an interval of `seconds`. Handle times and hang-up rates are
    /// averaged by calls, redial shares by those who hang up.
    pub(super) fn new(
        streams: impl IntoIterator<Item = Stream>,
        seconds: f64,
        level_of: LevelOf,
    ) -> Self {
        let (mut calls, mut work, mut leaving, mut again) = (0.0, 0.0, 0.0, 0.0);
        for stream in streams {
            let rate = stream.patience.map_or(0.0, |patience| 1.0 / patience);
            calls += stream.calls;
            work += stream.calls * stream.aht;
            leaving += stream.calls * rate;
            again += stream.calls * rate * stream.redial;
        }
        let each = |sum: f64, of: f64| if of > 0.0 { sum / of } else { 0.0 };
        let (aht, hang_up) = (each(work, calls), each(leaving, calls));
        let (load, redial) = (calls * aht / seconds, each(again, leaving));
        Self { calls, aht, load, hang_up, redial, level_of }
    }

    /// The queue in front of a whole number of agents.
    pub(super) fn with(&self, agents: u32) -> Station {
        if self.hang_up > 0.0 && self.calls > 0.0 {
            return Station::Impatient(Impatient::new(self, agents));
        }
        Station::Patient(self.patient(agents))
    }

    fn patient(&self, agents: u32) -> Patient {
        let mut blocking = 1.0;
        for n in 1..=agents {
            blocking = next_blocking(blocking, n, self.load);
        }
        Patient { agents, load: self.load, aht: self.aht, blocking }
    }

    /// What callers experience with `people` on duty, each at the phone for the share `phone` of the
    /// time. A fraction of a person is one person more for that part of the interval, and a fraction of
    /// an agent at the phone likewise.
    pub(super) fn served_by(&self, people: f64, phone: f64) -> Service {
        let nearest = people.round();
        let people = if (people - nearest).abs() <= WHOLE { nearest } else { people };
        let mut parts = Vec::new();
        for (share, whole) in mix(people) {
            let at_phone = mix(whole * phone);
            parts.extend(at_phone.map(|(part, agents)| (share * part, self.with(count(agents)))));
        }
        Service { parts }
    }

    /// The smallest number of agents, at least `least`, with which the queue is stable and `good`.
    pub(super) fn smallest(&self, least: u32, good: impl Fn(&Station) -> bool) -> u32 {
        if self.calls <= 0.0 {
            return least;
        }
        if self.hang_up > 0.0 {
            return smallest_by_halving(least.max(1), |agents| good(&self.with(agents)));
        }
        let stable = (self.load.floor() + 1.0).min(f64::from(MOST_AGENTS)) as u32;
        let mut station = self.patient(least.max(stable));
        while !good(&Station::Patient(station)) && station.agents < MOST_AGENTS {
            station = station.one_more();
        }
        station.agents
    }
}

/// The smallest number from `least` upwards that is good, where all beyond it are good too.
fn smallest_by_halving(least: u32, good: impl Fn(u32) -> bool) -> u32 {
    if good(least) {
        return least;
    }
    let (mut bad, mut step) = (least, 1);
    while !good(bad + step) {
        if bad + step >= MOST_AGENTS {
            return MOST_AGENTS;
        }
        bad += step;
        step *= 2;
    }
    let mut enough = bad + step;
    while enough - bad > 1 {
        let middle = bad + (enough - bad) / 2;
        if good(middle) { enough = middle } else { bad = middle }
    }
    enough
}

/// A number as the average of the whole numbers about it: each with its share, which is above zero.
fn mix(number: f64) -> impl Iterator<Item = (f64, f64)> {
    let whole = (number + NEARLY).floor().max(0.0);
    let part = if number - whole < WHOLE { 0.0 } else { number - whole };
    [(1.0 - part, whole), (part, whole + 1.0)].into_iter().filter(|(share, _)| *share > 0.0)
}

/// A whole number that a float holds; a plan cannot hold more than a u32 counts.
fn count(agents: f64) -> u32 {
    (agents as u32).min(MOST_AGENTS)
}

/// One step of the recursion: the loss probability with `n` agents from that with one fewer.
fn next_blocking(blocking: f64, n: u32, load: f64) -> f64 {
    load * blocking / (f64::from(n) + load * blocking)
}

/// A pooled queue in front of a whole number of agents.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Station {
    /// Callers wait, however long.
    Patient(Patient),
    /// Callers hang up when their patience runs out.
    Impatient(Impatient),
}

impl Station {
    /// Whether the queue stays finite.
    pub(super) fn stable(&self) -> bool {
        match self {
            Self::Patient(queue) => queue.load <= 0.0 || queue.spare() > 0.0,
            Self::Impatient(queue) => queue.attempts().is_finite(),
        }
    }

    /// Calls offered for each first call: more than 1 where some call again.
    pub(super) fn attempts(&self) -> f64 {
        match self {
            Self::Patient(_) => 1.0,
            Self::Impatient(queue) => queue.attempts(),
        }
    }

    /// Mean time in queue, seconds; infinite if the agents cannot keep up.
    pub(super) fn mean_wait(&self) -> f64 {
        match self {
            Self::Patient(queue) => queue.mean_wait(),
            Self::Impatient(queue) => queue.mean_wait(),
        }
    }

    /// Share of callers who hang up at the rate `own` that are answered within `threshold` seconds.
    pub(super) fn service_level(&self, own: f64, threshold: f64) -> f64 {
        match self {
            Self::Patient(queue) => queue.service_level(threshold),
            Self::Impatient(queue) => queue.by_time(own, threshold).0,
        }
    }

    /// Of callers who hang up at the rate `own`, the share of the calls offered that the service level counts.
    pub(super) fn counted(&self, of: LevelOf, own: f64, threshold: f64) -> f64 {
        match (of, self) {
            // Where nobody hangs up all are counted, however it is done.
            (LevelOf::Offered, _) | (_, Self::Patient(_)) => 1.0,
            (LevelOf::LessEarly, Self::Impatient(_)) => {
                self.service_level(own, threshold) + self.wait_exceeds(own, threshold)
            }
            (LevelOf::Answered, Self::Impatient(queue)) => 1.0 - queue.experience(own).hang_up,
        }
    }

    /// Share of callers who hang up at the rate `own` that wait longer than `time` seconds, whatever ends it.
    pub(super) fn wait_exceeds(&self, own: f64, time: f64) -> f64 {
        match self {
            // Nobody hangs up: who is not answered by then still waits.
            Self::Patient(queue) => 1.0 - queue.service_level(time),
            Self::Impatient(queue) => queue.by_time(own, time).1,
        }
    }

    /// Share of callers who hang up.
    pub(super) fn abandonment(&self) -> f64 {
        match self {
            Self::Patient(_) => 0.0,
            Self::Impatient(queue) => queue.abandonment(),
        }
    }

    /// What callers who hang up at the rate `own` experience; all the same where nobody hangs up.
    pub(super) fn experience(&self, own: f64) -> Experience {
        match self {
            Self::Patient(queue) => {
                let wait = queue.mean_wait();
                Experience { wait, hang_up: 0.0, answered_wait: wait }
            }
            Self::Impatient(queue) => queue.experience(own),
        }
    }

    /// Calls that one line offers for each of its first calls.
    fn attempts_of(&self, caller: Caller) -> f64 {
        let leaving = self.experience(caller.hang_up).hang_up.min(1.0);
        if leaving > 0.0 { 1.0 / (1.0 - caller.redial * leaving) } else { 1.0 }
    }

    /// Share of the agents' time spent on calls.
    pub(super) fn occupancy(&self) -> f64 {
        match self {
            Self::Patient(queue) => queue.occupancy(),
            Self::Impatient(queue) => queue.occupancy(),
        }
    }
}

/// A queue that nobody leaves, in front of a whole number of agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Patient {
    agents: u32,
    load: f64,
    aht: f64,
    blocking: f64,
}

impl Patient {
    fn one_more(self) -> Self {
        let agents = self.agents + 1;
        Self { agents, blocking: next_blocking(self.blocking, agents, self.load), ..self }
    }

    /// Agents less load: the work that could still be done, erlangs.
    fn spare(&self) -> f64 {
        f64::from(self.agents) - self.load
    }

    /// Probability that a caller waits at all.
    fn waiting(&self) -> f64 {
        if self.load <= 0.0 {
            return 0.0;
        }
        if self.spare() <= 0.0 {
            return 1.0;
        }
        let n = f64::from(self.agents);
        n * self.blocking / (n - self.load * (1.0 - self.blocking))
    }

    /// Mean time in queue, seconds; infinite if the agents cannot keep up.
    fn mean_wait(&self) -> f64 {
        if self.load <= 0.0 {
            0.0
        } else if self.spare() <= 0.0 {
            f64::INFINITY
        } else {
            self.waiting() * self.aht / self.spare()
        }
    }

    /// Share of callers answered within `threshold` seconds.
    fn service_level(&self, threshold: f64) -> f64 {
        if self.load <= 0.0 {
            1.0
        } else if self.spare() <= 0.0 {
            0.0
        } else {
            1.0 - self.waiting() * (-self.spare() * threshold / self.aht).exp()
        }
    }

    /// Share of the agents' time spent on calls; all of it where the queue grows.
    fn occupancy(&self) -> f64 {
        if self.load <= 0.0 { 0.0 } else { (self.load / f64::from(self.agents)).min(1.0) }
    }
}

/// A queue whose number of agents may be fractional: whole numbers in turn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Service {
    /// Shares of the interval, above zero, with the queue that holds for them.
    parts: Vec<(f64, Station)>,
}

impl Service {
    fn over_time(&self, measure: impl Fn(&Station) -> f64) -> f64 {
        self.parts.iter().map(|(share, station)| share * measure(station)).sum()
    }

    /// Average over the calls offered, of which more come while more call again.
    fn over_calls(&self, attempts: impl Fn(&Station) -> f64, of: impl Fn(&Station) -> f64) -> f64 {
        self.over_time(|station| attempts(station) * of(station)) / self.over_time(attempts)
    }

    /// Whether the queue stays finite all the time.
    pub(super) fn stable(&self) -> bool {
        self.parts.iter().all(|(_, station)| station.stable())
    }

    /// Calls offered for each first call, all lines of the pool together.
    pub(super) fn attempts(&self) -> f64 {
        self.over_time(Station::attempts)
    }

    /// Mean time in queue, seconds.
    pub(super) fn mean_wait(&self) -> f64 {
        self.over_calls(Station::attempts, Station::mean_wait)
    }

    /// The service level for `threshold` seconds, where `own` is the hang-up rate of the whole pool.
    pub(super) fn service_level(&self, of: LevelOf, own: f64, threshold: f64) -> f64 {
        let in_time = |station: &Station| station.service_level(own, threshold);
        let counted = |station: &Station| station.counted(of, own, threshold);
        let counted = self.over_calls(Station::attempts, counted);
        if counted > 0.0 { self.over_calls(Station::attempts, in_time) / counted } else { 1.0 }
    }

    /// Share of callers who hang up.
    pub(super) fn abandonment(&self) -> f64 {
        self.over_calls(Station::attempts, Station::abandonment)
    }

    /// Calls that one line offers for each of its first calls.
    pub(super) fn attempts_of(&self, caller: Caller) -> f64 {
        self.over_time(|station| station.attempts_of(caller))
    }

    /// Mean time in queue of a line's callers, seconds.
    pub(super) fn mean_wait_of(&self, caller: Caller) -> f64 {
        let wait = |station: &Station| station.experience(caller.hang_up).wait;
        self.over_calls(|station| station.attempts_of(caller), wait)
    }

    /// The service level of a line's callers for `threshold` seconds, and the share of their calls that it counts.
    pub(super) fn service_level_of(
        &self,
        of: LevelOf,
        caller: Caller,
        threshold: f64,
    ) -> (f64, f64) {
        let attempts = |station: &Station| station.attempts_of(caller);
        let in_time = |station: &Station| station.service_level(caller.hang_up, threshold);
        let counted = |station: &Station| station.counted(of, caller.hang_up, threshold);
        let (in_time, counted) =
            (self.over_calls(attempts, in_time), self.over_calls(attempts, counted));
        (if counted > 0.0 { in_time / counted } else { 1.0 }, counted)
    }

    /// Share of a line's callers who wait longer than `time` seconds.
    pub(super) fn wait_exceeds_of(&self, caller: Caller, time: f64) -> f64 {
        if self.parts.is_empty() {
            return 0.0;
        }
        let longer = |station: &Station| station.wait_exceeds(caller.hang_up, time);
        self.over_calls(|station| station.attempts_of(caller), longer)
    }

    /// Mean time in queue of a line's callers who are answered, for each of its calls, seconds.
    pub(super) fn answered_wait_of(&self, caller: Caller) -> f64 {
        let wait = |station: &Station| station.experience(caller.hang_up).answered_wait;
        self.over_calls(|station| station.attempts_of(caller), wait)
    }

    /// Share of the agents' time spent on calls.
    pub(super) fn occupancy(&self) -> f64 {
        self.over_time(Station::occupancy)
    }
}
