//! Erlang C by the textbook: the recursion of the loss formula and the waiting probability from it.
//!
//! B(0) = 1 and B(n) = a·B(n−1) ÷ (n + a·B(n−1)); C = n·B ÷ (n − a·(1 − B)), with a the offered load
//! in erlangs (R. B. Cooper, *Introduction to Queueing Theory*, 2nd edition 1981, chapter 3). Nobody
//! hangs up, handle times are exponential, calls are answered in the order of arrival:
//! mean wait = C·aht ÷ (n − a), service level = 1 − C·exp(−(n − a)·threshold ÷ aht).

/// Agents that lie this near a whole number, or this little above one, are that whole number.
const WHOLE: f64 = 1e-6;

/// A product that lies this little below a whole number is that whole number.
const NEARLY: f64 = 1e-9;

/// No search for a number of agents goes further than this.
const MOST_AGENTS: u32 = 1_000_000;

/// A pooled queue: calls of one mean handle time that find `n` agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pool {
    /// Calls expected in the interval.
    pub(super) calls: f64,
    /// Mean handle time, seconds; 0 without calls.
    pub(super) aht: f64,
    /// Offered load, erlangs.
    pub(super) load: f64,
}

impl Pool {
    /// Pools calls of several lines, each with its own handle time, over an interval of `seconds`.
    pub(super) fn new(parts: impl IntoIterator<Item = (f64, f64)>, seconds: f64) -> Self {
        let (calls, work) = parts
            .into_iter()
            .fold((0.0, 0.0), |(calls, work), (c, aht)| (calls + c, work + c * aht));
        let aht = if calls > 0.0 { work / calls } else { 0.0 };
        Self { calls, aht, load: calls * aht / seconds }
    }

    /// The queue in front of a whole number of agents.
    pub(super) fn with(&self, agents: u32) -> Station {
        let mut blocking = 1.0;
        for n in 1..=agents {
            blocking = next_blocking(blocking, n, self.load);
        }
        Station { agents, load: self.load, aht: self.aht, blocking }
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
        let stable = (self.load.floor() + 1.0).min(f64::from(MOST_AGENTS)) as u32;
        let mut station = self.with(least.max(stable));
        while !good(&station) && station.agents < MOST_AGENTS {
            station = station.one_more();
        }
        station.agents
    }
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Station {
    agents: u32,
    load: f64,
    aht: f64,
    blocking: f64,
}

impl Station {
    fn one_more(self) -> Self {
        let agents = self.agents + 1;
        Self { agents, blocking: next_blocking(self.blocking, agents, self.load), ..self }
    }

    /// Agents less load: the work that could still be done, erlangs.
    fn spare(&self) -> f64 {
        f64::from(self.agents) - self.load
    }

    /// Probability that a caller waits at all.
    pub(super) fn waiting(&self) -> f64 {
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
    pub(super) fn mean_wait(&self) -> f64 {
        if self.load <= 0.0 {
            0.0
        } else if self.spare() <= 0.0 {
            f64::INFINITY
        } else {
            self.waiting() * self.aht / self.spare()
        }
    }

    /// Share of callers answered within `threshold` seconds.
    pub(super) fn service_level(&self, threshold: f64) -> f64 {
        if self.load <= 0.0 {
            1.0
        } else if self.spare() <= 0.0 {
            0.0
        } else {
            1.0 - self.waiting() * (-self.spare() * threshold / self.aht).exp()
        }
    }

    /// Share of the agents' time spent on calls.
    pub(super) fn occupancy(&self) -> f64 {
        if self.load <= 0.0 { 0.0 } else { self.load / f64::from(self.agents) }
    }
}

/// A queue whose number of agents may be fractional: whole numbers in turn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Service {
    /// Shares of the interval, above zero, with the queue that holds for them.
    parts: Vec<(f64, Station)>,
}

impl Service {
    fn average(&self, measure: impl Fn(&Station) -> f64) -> f64 {
        self.parts.iter().map(|(share, station)| share * measure(station)).sum()
    }

    /// Whether the queue stays finite all the time.
    pub(super) fn stable(&self) -> bool {
        self.parts.iter().all(|(_, station)| station.load <= 0.0 || station.spare() > 0.0)
    }

    /// Mean time in queue, seconds.
    pub(super) fn mean_wait(&self) -> f64 {
        self.average(Station::mean_wait)
    }

    /// Share of callers answered within `threshold` seconds.
    pub(super) fn service_level(&self, threshold: f64) -> f64 {
        self.average(|station| station.service_level(threshold))
    }

    /// Share of the agents' time spent on calls.
    pub(super) fn occupancy(&self) -> f64 {
        self.average(Station::occupancy)
    }
}
