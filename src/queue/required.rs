//! The smallest number of agents that meets the targets.
//!
//! Every measure improves with each further agent, so the counts that meet all targets form an
//! unbroken range up to the largest, and its lower end is found by search: a few single steps (the
//! answer usually lies within some √load of the load), then doubling steps, then halving.
//!
//! So do service levels whose denominator depends on the count. Less early hang-ups, the level is A ÷ (A + W) with A
//! answered in time, which rises, and W still in the queue by then, which falls. Of the calls answered it is the mean of
//! exp(−θv) over v ≤ t ÷ that over all v, where v is the time a caller would have to wait (Zeltyn & Mandelbaum 2005,
//! *Queueing Systems* 51): density ∝ exp(λ(1 − exp(−θv))/θ − nμv), and nobody waits with the mass in proportion
//! 1 ÷ (λ·B(n − 1)) to the density at 0, B being Erlang's blocking. One agent more multiplies the density by exp(−μv),
//! which falls with v, and raises that mass: the law moves towards short waits in likelihood ratio, which the weights
//! exp(−θv) keep. Fewer redials (λ falls) move it the same way.
//!
//! # What counts as met
//!
//! A target that is met exactly is met. Decimal targets and loads are rounded when they become binary
//! numbers, so comparisons allow a relative slack of 1e-12 (and for a service level the rounding of
//! the share itself): 17 erlangs on 20 agents do not exceed an occupancy of 0.85, although
//! 17/0.85 comes out slightly above 20.

use super::erlang_b::next_blocking;
use super::{AGENTS_MAX, ErlangC, Queue, erlang_b};
use crate::domain::measure::LevelOf;

/// Relative slack of every comparison; see the module's documentation.
const SLACK: f64 = 1e-12;

/// How many counts are tried one by one before the search takes longer steps.
const SINGLE_STEPS: u32 = 64;

/// What the agents must achieve together. A target that is `None` asks for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Targets {
    /// Longest mean wait over all offered calls, seconds, more than 0.
    pub mean_wait_s: Option<f64>,
    /// Seconds within which a call should be answered (0 or more), and the least share of offered
    /// calls for which this must hold (below 1).
    pub service_level: Option<(f64, f64)>,
    /// What the service level is a share of.
    pub level_of: LevelOf,
    /// Seconds beyond which a wait is long (0 or more), and the largest share of offered calls that may wait
    /// longer (above 0), however their wait ends.
    pub long_wait: Option<(f64, f64)>,
    /// Largest share of staffed time spent on calls, more than 0.
    pub occupancy_max: Option<f64>,
    /// Largest share of offered calls whose caller hangs up, more than 0; always met where nobody does.
    pub abandonment_max: Option<f64>,
    /// Fewest agents, whatever the load.
    pub agents_min: u32,
}

impl Targets {
    /// Whether some finite number of agents can meet these targets when there are calls. No wait at all
    /// and a share of 1 are only approached, never reached.
    fn reachable(&self) -> bool {
        self.mean_wait_s.is_none_or(|wait| wait > 0.0)
            && self.service_level.is_none_or(|(within, share)| within >= 0.0 && share < 1.0)
            && self.long_wait.is_none_or(|(beyond, share)| beyond >= 0.0 && share > 0.0)
            && self.occupancy_max.is_none_or(|most| most > 0.0)
            && self.abandonment_max.is_none_or(|most| most > 0.0)
    }

    fn wait_met(&self, mean_wait_s: f64) -> bool {
        self.mean_wait_s.is_none_or(|target| mean_wait_s <= target * (1.0 + SLACK))
    }

    /// Compared by the share that is late, where nearly perfect targets keep their digits.
    fn service_level_met(&self, late_after: impl FnOnce(f64) -> f64) -> bool {
        self.service_level.is_none_or(|(within, share)| {
            let late = late_after(within);
            late <= (1.0 - share) * (1.0 + SLACK) + f64::EPSILON / 4.0
        })
    }

    fn long_wait_met(&self, longer_than: impl FnOnce(f64) -> f64) -> bool {
        self.long_wait.is_none_or(|(beyond, share)| longer_than(beyond) <= share * (1.0 + SLACK))
    }

    fn occupancy_met(&self, occupancy: f64) -> bool {
        self.occupancy_max.is_none_or(|most| occupancy <= most * (1.0 + SLACK))
    }

    fn abandonment_met(&self, p_abandon: f64) -> bool {
        self.abandonment_max.is_none_or(|most| p_abandon <= most * (1.0 + SLACK))
    }

    fn met_without_patience(&self, queue: &ErlangC) -> bool {
        self.wait_met(queue.mean_wait_s())
            && self.service_level_met(|within| queue.wait_exceeds(within))
            && self.long_wait_met(|beyond| queue.wait_exceeds(beyond))
            && self.occupancy_met(queue.occupancy())
    }

    fn met_with_patience(&self, queue: &Queue) -> bool {
        self.wait_met(queue.mean_wait_s())
            && self.abandonment_met(queue.p_abandon())
            && self.service_level_met(|within| match self.level_of {
                // To more digits than one less the level.
                LevelOf::Offered => queue.missed(within),
                LevelOf::LessEarly | LevelOf::Answered => {
                    1.0 - queue.level_of(self.level_of, queue.patience_s(), within)
                }
            })
            && self.long_wait_met(|beyond| queue.wait_exceeds(beyond))
            && self.occupancy_met(queue.occupancy())
    }

    /// The same for callers of their own mean patience, who share the queue with others.
    fn met_for(&self, queue: &Queue, patience_s: Option<f64>) -> bool {
        let seen = queue.seen_by(patience_s);
        self.wait_met(seen.mean_wait_s)
            && self.abandonment_met(seen.p_abandon)
            && self
                .service_level_met(|within| 1.0 - queue.level_of(self.level_of, patience_s, within))
            && self.long_wait_met(|beyond| queue.wait_exceeds_of(patience_s, beyond))
            && self.occupancy_met(queue.occupancy())
    }
}

/// Smallest number of agents that meets all targets when nobody hangs up (Erlang C).
///
/// `offered_load` is in erlangs, 0 or more; `aht_s` in seconds, more than 0. Without calls the answer
/// is `agents_min`; with calls it exceeds the load, because with fewer the queue never settles.
///
/// `None` if an argument or a target is outside its range, if a target cannot be reached (a mean wait
/// of 0, a share of 1), or if more than 1,000,000 agents would be needed.
///
/// ```
/// use obsada::queue::{Targets, required_agents};
/// let targets = Targets { service_level: Some((20.0, 0.8)), ..Targets::default() };
/// assert_eq!(required_agents(10.0, 180.0, &targets), Some(14));
/// ```
#[must_use]
pub fn required_agents(offered_load: f64, aht_s: f64, targets: &Targets) -> Option<u32> {
    check(offered_load, aht_s, targets)?;
    if offered_load == 0.0 {
        return Some(targets.agents_min);
    }
    let first = (whole(offered_load.floor())?.checked_add(1)?)
        .max(targets.agents_min)
        .max(whole(fewest_by_occupancy(offered_load, targets))?);
    if first > AGENTS_MAX {
        return None;
    }
    // One step of Erlang's recursion per agent is far cheaper than a fresh start for each count.
    let mut blocking = erlang_b(first, offered_load);
    let last = first.saturating_add(SINGLE_STEPS).min(AGENTS_MAX);
    for agents in first..=last {
        if agents > first {
            blocking = next_blocking(blocking, agents, offered_load);
        }
        let queue = ErlangC::with_blocking(agents, offered_load, aht_s, blocking);
        if targets.met_without_patience(&queue) {
            return Some(agents);
        }
    }
    smallest_beyond(last, |agents| {
        ErlangC::new(agents, offered_load, aht_s)
            .is_some_and(|queue| targets.met_without_patience(&queue))
    })
}

/// Smallest number of agents that meets all targets when callers hang up after `patience_s` seconds on
/// average (Erlang A).
///
/// Ranges and `None` as for [`required_agents`], and `None` too where [`super::ErlangA::new`] declines. With
/// calls at least one agent is needed, however short the patience. The answer may lie below the load,
/// and above or below that of Erlang C: callers who hang up shorten the queue, but count as unanswered.
#[must_use]
pub fn required_agents_with_patience(
    offered_load: f64,
    aht_s: f64,
    patience_s: f64,
    targets: &Targets,
) -> Option<u32> {
    required_agents_with_redials(offered_load, aht_s, patience_s, 0.0, targets)
}

/// Smallest number of agents that meets all targets when callers hang up and a share of those who do
/// calls again ([`Queue`]); `offered_load` is that of the first calls, the targets are met over all
/// attempts.
///
/// Ranges and `None` as for [`required_agents_with_patience`]; `redial_share` is 0..=1.
#[must_use]
pub fn required_agents_with_redials(
    offered_load: f64,
    aht_s: f64,
    patience_s: f64,
    redial_share: f64,
    targets: &Targets,
) -> Option<u32> {
    let met = |queue: &Queue| targets.met_with_patience(queue);
    smallest((offered_load, aht_s), (patience_s, redial_share), targets, met)
}

/// Smallest number of agents in front of a queue that is shared with others, that meets all targets for
/// callers of their own mean patience (`None`: they never hang up; [`Queue::seen_by`]). The queue is that
/// of [`required_agents_with_redials`], with the mean patience and redial share of all its callers.
#[must_use]
pub fn required_agents_for(
    own_patience_s: Option<f64>,
    (offered_load, aht_s): (f64, f64),
    (patience_s, redial_share): (f64, f64),
    targets: &Targets,
) -> Option<u32> {
    let met = |queue: &Queue| targets.met_for(queue, own_patience_s);
    smallest((offered_load, aht_s), (patience_s, redial_share), targets, met)
}

/// Smallest number of agents with which the queue of impatient callers is as it must be.
fn smallest(
    (offered_load, aht_s): (f64, f64),
    (patience_s, redial_share): (f64, f64),
    targets: &Targets,
    good: impl Fn(&Queue) -> bool,
) -> Option<u32> {
    check(offered_load, aht_s, targets)?;
    if offered_load == 0.0 {
        return Some(targets.agents_min);
    }
    let met = |agents| {
        Queue::new(agents, offered_load / aht_s, aht_s, Some(patience_s), redial_share)
            .map(|queue| good(&queue))
    };
    // With a redial share of 1 there is no steady queue with fewer agents than the load.
    let settles =
        if redial_share == 1.0 { whole(offered_load.floor())?.checked_add(1)? } else { 1 };
    let first = targets.agents_min.max(settles);
    // The answer usually lies near the load.
    let near = whole(offered_load.floor())?.max(first);
    match met(near)? {
        true => Some(smallest_down_to(first, near, |agents| met(agents) == Some(true))),
        false => smallest_beyond(near, |agents| met(agents) == Some(true)),
    }
}

fn check(offered_load: f64, aht_s: f64, targets: &Targets) -> Option<()> {
    let in_range = offered_load >= 0.0
        && offered_load.is_finite()
        && aht_s > 0.0
        && aht_s.is_finite()
        && targets.agents_min <= AGENTS_MAX
        && (offered_load == 0.0 || targets.reachable());
    in_range.then_some(())
}

/// Smallest n with load/n ≤ occupancy, within the slack.
fn fewest_by_occupancy(offered_load: f64, targets: &Targets) -> f64 {
    targets.occupancy_max.map_or(0.0, |most| (offered_load / (most * (1.0 + SLACK))).ceil())
}

/// The number as a count of agents, if it is one that may be needed.
fn whole(number: f64) -> Option<u32> {
    // The comparison makes the conversion exact; it fails for NaN and infinity too.
    (0.0..=f64::from(AGENTS_MAX)).contains(&number).then_some(number as u32)
}

/// Smallest count above `failing` that `met` accepts: steps that double, then bisection.
fn smallest_beyond(failing: u32, met: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut below, mut step) = (failing, 1_u32);
    let mut meets = loop {
        if below >= AGENTS_MAX {
            return None;
        }
        let candidate = below.saturating_add(step).min(AGENTS_MAX);
        if met(candidate) {
            break candidate;
        }
        below = candidate;
        step = step.saturating_mul(2);
    };
    halved(&mut below, &mut meets, met);
    Some(meets)
}

/// Smallest count from `first` on that `met` accepts, where it accepts `meets`: steps that double, then bisection.
fn smallest_down_to(first: u32, mut meets: u32, met: impl Fn(u32) -> bool) -> u32 {
    let mut step = 1_u32;
    while meets > first {
        let mut candidate = meets.saturating_sub(step).max(first);
        if !met(candidate) {
            halved(&mut candidate, &mut meets, met);
            break;
        }
        meets = candidate;
        step = step.saturating_mul(2);
    }
    meets
}

/// Brings a count that fails and one above it that meets together.
fn halved(below: &mut u32, meets: &mut u32, met: impl Fn(u32) -> bool) {
    while *meets - *below > 1 {
        let middle = *below + (*meets - *below) / 2;
        let end = if met(middle) { &mut *meets } else { &mut *below };
        *end = middle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_finds_every_edge() {
        for edge in [2, 3, 4, 5, 100, 999_999, AGENTS_MAX] {
            assert_eq!(smallest_beyond(1, |n| n >= edge), Some(edge));
        }
        for edge in [1, 2, 3, 50, 99, 100] {
            assert_eq!(smallest_down_to(1, 100, |n| n >= edge), edge);
        }
        assert_eq!(smallest_down_to(7, 100, |_| true), 7);
        assert_eq!(smallest_beyond(1, |_| false), None);
        assert_eq!(smallest_beyond(AGENTS_MAX, |_| true), None);
    }

    #[test]
    fn occupancy_met_exactly_is_met() {
        let at_most = |most| Targets { occupancy_max: Some(most), ..Targets::default() };
        assert_eq!(required_agents(17.0, 60.0, &at_most(0.85)), Some(20));
        assert_eq!(required_agents(17.000001, 60.0, &at_most(0.85)), Some(21));
        for n in 1..2000_u32 {
            for most in [0.1, 0.3, 0.55, 0.7, 0.8, 0.85, 0.9] {
                assert_eq!(required_agents(most * f64::from(n), 60.0, &at_most(most)), Some(n));
            }
        }
    }

    #[test]
    fn waits_met_exactly_are_met() {
        for (n, load) in [(14, 10.0), (3, 1.3), (120, 101.7), (2000, 1950.0)] {
            let queue = ErlangC::new(n, load, 240.0).expect("stable");
            let wait = Targets { mean_wait_s: Some(queue.mean_wait_s()), ..Targets::default() };
            assert_eq!(required_agents(load, 240.0, &wait), Some(n));
            let level = Targets {
                service_level: Some((20.0, queue.service_level(20.0))),
                ..Targets::default()
            };
            assert_eq!(required_agents(load, 240.0, &level), Some(n));
        }
    }

    #[test]
    fn no_calls_need_the_minimum_only() {
        let impossible = Targets { mean_wait_s: Some(0.0), agents_min: 2, ..Targets::default() };
        assert_eq!(required_agents(0.0, 60.0, &impossible), Some(2));
        assert_eq!(required_agents_with_patience(0.0, 60.0, 60.0, &impossible), Some(2));
        assert_eq!(required_agents(0.0, 60.0, &Targets::default()), Some(0));
    }

    #[test]
    fn out_of_reach_is_none() {
        let no_wait = Targets { mean_wait_s: Some(0.0), ..Targets::default() };
        let everyone = Targets { service_level: Some((20.0, 1.0)), ..Targets::default() };
        let idle = Targets { occupancy_max: Some(1e-5), ..Targets::default() };
        let too_many = Targets { agents_min: AGENTS_MAX + 1, ..Targets::default() };
        for targets in [no_wait, everyone, idle, too_many] {
            assert_eq!(required_agents(20.0, 60.0, &targets), None, "{targets:?}");
            assert_eq!(
                required_agents_with_patience(20.0, 60.0, 60.0, &targets),
                None,
                "{targets:?}"
            );
        }
        assert_eq!(required_agents(1e6, 60.0, &Targets::default()), None);
        assert_eq!(required_agents(999_999.5, 60.0, &Targets::default()), Some(AGENTS_MAX));
        assert_eq!(required_agents(f64::NAN, 60.0, &Targets::default()), None);
        assert_eq!(required_agents(5.0, -1.0, &Targets::default()), None);
    }
}
