//! One steady queue, with or without patience and redials, asked the same questions.

use super::root::falling_root;
use super::{ErlangA, ErlangC, Seen};
use crate::domain::measure::LevelOf;

/// A steady queue whose callers wait for ever (Erlang C), or hang up after an exponential patience
/// (Erlang A), in which case a share of those who hang up calls again.
///
/// # Redials
///
/// First calls and redials together are taken as one Poisson stream of *attempts*, each with a fresh
/// patience; their rate x solves x = first calls + redial share × `p_abandon`(x) × x (the
/// stationary fixed point of Aguir, Karaesmen, Akşin & Chauvet 2004; with exponential patience as in
/// Phung-Duc & Kawanishi 2014). It is an approximation that holds where redials come later than the
/// queue remembers. Written as first calls = (1 − share)·x + share × answered(x), its right side
/// rises with x, so that the solution is the only one.
///
/// Every measure is per attempt.
///
/// ```
/// use obsada::queue::Queue;
/// let plain = Queue::new(3, 1.0 / 120.0, 240.0, None, 0.0).ok_or("overloaded")?;
/// let impatient = Queue::new(3, 1.0 / 120.0, 240.0, Some(120.0), 0.5).ok_or("out of range")?;
/// assert!(plain.p_abandon() == 0.0 && impatient.p_abandon() > 0.0);
/// let again = 0.5 * impatient.p_abandon() * impatient.attempts_per_s();
/// assert!((impatient.attempts_per_s() - (1.0 / 120.0 + again)).abs() < 1e-12);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Queue {
    /// Nobody hangs up.
    Patient {
        /// The steady queue.
        queue: ErlangC,
        /// Calls a second.
        calls_per_s: f64,
    },
    /// Callers hang up, and some call again.
    Impatient {
        /// The steady queue of all attempts.
        queue: ErlangA,
        /// First calls a second.
        first_per_s: f64,
        /// Attempts a second: first calls and redials.
        attempts_per_s: f64,
    },
}

impl Queue {
    /// A queue of `agents` (0..=1,000,000), first calls a second (0 or more), mean handle time and mean
    /// patience in seconds (more than 0), and the share of those who hang up that calls again (0..=1;
    /// without effect where nobody hangs up).
    ///
    /// `None` if a number is outside its range; without patience if the load is not below `agents`;
    /// with a redial share of 1 if the first calls are more than the agents can handle, when attempts
    /// would grow without end.
    #[must_use]
    pub fn new(
        agents: u32,
        first_per_s: f64,
        aht_s: f64,
        patience_s: Option<f64>,
        redial_share: f64,
    ) -> Option<Self> {
        if !(0.0..=1.0).contains(&redial_share) {
            return None;
        }
        let Some(patience_s) = patience_s else {
            let queue = ErlangC::new(agents, first_per_s * aht_s, aht_s)?;
            return Some(Self::Patient { queue, calls_per_s: first_per_s });
        };
        let (queue, attempts_per_s) =
            redials(agents, first_per_s, aht_s, patience_s, redial_share)?;
        Some(Self::Impatient { queue, first_per_s, attempts_per_s })
    }

    /// First calls a second.
    #[must_use]
    pub fn first_per_s(&self) -> f64 {
        match self {
            Self::Patient { calls_per_s, .. } => *calls_per_s,
            Self::Impatient { first_per_s, .. } => *first_per_s,
        }
    }

    /// Attempts a second: first calls and redials.
    #[must_use]
    pub fn attempts_per_s(&self) -> f64 {
        match self {
            Self::Patient { calls_per_s, .. } => *calls_per_s,
            Self::Impatient { attempts_per_s, .. } => *attempts_per_s,
        }
    }

    /// Share of attempts that find all agents busy, 0..=1.
    #[must_use]
    pub fn p_wait(&self) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.p_wait(),
            Self::Impatient { queue, .. } => queue.p_wait(),
        }
    }

    /// Mean time in queue over all attempts, seconds.
    #[must_use]
    pub fn mean_wait_s(&self) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.mean_wait_s(),
            Self::Impatient { queue, .. } => queue.mean_wait_s(),
        }
    }

    /// Mean time in queue of the answered calls, seconds; `None` where none is answered.
    #[must_use]
    pub fn asa_s(&self) -> Option<f64> {
        match self {
            Self::Patient { queue, .. } => Some(queue.mean_wait_s()),
            Self::Impatient { queue, .. } => queue.asa_s(),
        }
    }

    /// Share of attempts answered within `threshold_s` seconds, 0..=1.
    #[must_use]
    pub fn service_level(&self, threshold_s: f64) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.service_level(threshold_s),
            Self::Impatient { queue, .. } => queue.service_level(threshold_s),
        }
    }

    /// Share of attempts not answered within `threshold_s` (0 or more) seconds: 1 − service level with
    /// all its digits where it is small.
    pub(super) fn missed(&self, threshold_s: f64) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.wait_exceeds(threshold_s),
            Self::Impatient { queue, .. } => queue.missed(threshold_s),
        }
    }

    /// Share of attempts that spend more than `t_s` seconds in the queue, however they end.
    #[must_use]
    pub fn wait_exceeds(&self, t_s: f64) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.wait_exceeds(t_s),
            Self::Impatient { queue, .. } => queue.wait_exceeds(t_s),
        }
    }

    /// The time in queue that a share `p` of the attempts does not exceed, seconds; `None` unless
    /// 0 ≤ p < 1.
    #[must_use]
    pub fn wait_percentile_s(&self, p: f64) -> Option<f64> {
        match self {
            Self::Patient { queue, .. } => queue.wait_percentile_s(p),
            Self::Impatient { queue, .. } => queue.wait_percentile_s(p),
        }
    }

    /// Share of attempts whose caller hangs up, 0..=1.
    #[must_use]
    pub fn p_abandon(&self) -> f64 {
        match self {
            Self::Patient { .. } => 0.0,
            Self::Impatient { queue, .. } => queue.p_abandon(),
        }
    }

    /// What callers of one line meet who share the queue with others: their own mean patience decides
    /// who of them hangs up. In a queue that nobody leaves, all meet the same.
    #[must_use]
    pub fn seen_by(&self, patience_s: Option<f64>) -> Seen {
        let own = self.patience_s().zip(patience_s);
        match self {
            Self::Impatient { queue, .. } if !own.is_some_and(|(all, one)| same(all, one)) => {
                queue.seen_by(patience_s)
            }
            _ => Seen {
                mean_wait_s: self.mean_wait_s(),
                p_abandon: self.p_abandon(),
                answered_wait_s: self.asa_s().map_or(0.0, |asa| asa * (1.0 - self.p_abandon())),
            },
        }
    }

    /// Share of the callers of one line who are answered within `threshold_s` seconds.
    #[must_use]
    pub fn service_level_of(&self, patience_s: Option<f64>, threshold_s: f64) -> f64 {
        let own = self.patience_s().zip(patience_s);
        match self {
            Self::Impatient { queue, .. } if !own.is_some_and(|(all, one)| same(all, one)) => {
                queue.service_level_of(patience_s, threshold_s)
            }
            _ => self.service_level(threshold_s),
        }
    }

    /// Of the callers of one line, the share of the calls offered that a service level is a share of.
    #[must_use]
    pub fn level_base(&self, of: LevelOf, patience_s: Option<f64>, threshold_s: f64) -> f64 {
        match of {
            LevelOf::Offered => 1.0,
            LevelOf::LessEarly | LevelOf::Answered => {
                // Nobody is cut off in a queue that does not close.
                let in_time = self.service_level_of(patience_s, threshold_s);
                let not_yet = self.wait_exceeds_of(patience_s, threshold_s);
                of.base(in_time, not_yet, 1.0 - self.seen_by(patience_s).p_abandon)
            }
        }
    }

    /// What one call offered counts against an average over several queues, which keeps its share s = 1 − `limit` where
    /// these are `limit` on average: Σ in time ≥ s·Σ counted is Σ (1 − in time − s·(1 − counted)) ≤ (1 − s)·Σ 1.
    #[must_use]
    pub fn missed_of(
        &self,
        of: LevelOf,
        patience_s: Option<f64>,
        (threshold_s, limit): (f64, f64),
    ) -> f64 {
        let missed = 1.0 - self.service_level_of(patience_s, threshold_s);
        missed - (1.0 - limit) * (1.0 - self.level_base(of, patience_s, threshold_s))
    }

    /// The service level of the callers of one line, by its definition.
    #[must_use]
    pub fn level_of(&self, of: LevelOf, patience_s: Option<f64>, threshold_s: f64) -> f64 {
        let in_time = self.service_level_of(patience_s, threshold_s);
        of.level(in_time, self.level_base(of, patience_s, threshold_s))
    }

    /// Share of the callers of one line who spend more than `t_s` (0 or more) seconds in the queue, however it
    /// ends.
    #[must_use]
    pub fn wait_exceeds_of(&self, patience_s: Option<f64>, t_s: f64) -> f64 {
        match self {
            Self::Impatient { queue, .. } => queue.wait_exceeds_of(patience_s, t_s),
            Self::Patient { queue, .. } => queue.wait_exceeds(t_s),
        }
    }

    /// Mean patience of all callers; `None` where nobody hangs up.
    #[must_use]
    pub fn patience_s(&self) -> Option<f64> {
        match self {
            Self::Patient { .. } => None,
            Self::Impatient { queue, .. } => Some(queue.patience_s()),
        }
    }

    /// Share of staffed time spent handling calls, 0..=1.
    #[must_use]
    pub fn occupancy(&self) -> f64 {
        match self {
            Self::Patient { queue, .. } => queue.occupancy(),
            Self::Impatient { queue, .. } => queue.occupancy(),
        }
    }
}

/// Whether two mean patiences are the same but for rounding.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a
}

/// The queue of all attempts and their rate a second.
fn redials(
    agents: u32,
    first_per_s: f64,
    aht_s: f64,
    patience_s: f64,
    share: f64,
) -> Option<(ErlangA, f64)> {
    let queue = |attempts: f64| ErlangA::new(agents, attempts * aht_s, aht_s, patience_s);
    let alone = queue(first_per_s)?;
    if share == 0.0 || alone.p_abandon() == 0.0 {
        return Some((alone, first_per_s));
    }
    // What is missing from a fixed point: positive below it, negative above.
    let missing = |attempts: f64| {
        queue(attempts).map(|q| first_per_s - attempts + share * q.p_abandon() * attempts)
    };
    if share == 1.0 && first_per_s * aht_s >= f64::from(agents) {
        return None;
    }
    // Were everyone to hang up there would be first/(1 − share) attempts; mostly there are far fewer.
    let most = first_per_s / (1.0 - share);
    let mut high = most.min(2.0 * first_per_s);
    while high < most && missing(high)? > 0.0 {
        high = most.min(2.0 * high);
    }
    queue(high)?;
    let attempts = falling_root(first_per_s, high, |x| missing(x).unwrap_or(f64::NAN));
    Some((queue(attempts)?, attempts))
}
