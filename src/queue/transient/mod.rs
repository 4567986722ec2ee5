//! The queue carried through a day: M(t)/M/c(t) and M(t)/M/c(t)+M, exactly.
//!
//! Calls arrive as a Poisson process whose rate, like the agents, the handle time and the patience, is
//! constant in each [`Stretch`] and changes between them. The probabilities of every state are followed
//! by uniformization (Jensen 1953; Grassmann 1977), so nothing is assumed to settle within a half-hour:
//! a queue that builds up at 11:50 is still there at 12:00. [`Day`] gives what callers experience by
//! *cohort*, all who arrive in the same half-hour, however late they are answered, and what is
//! left at closing.
//!
//! # When agents leave
//!
//! Breaks and ends of shifts are those of named people, and the particular agents leave, as in
//! the simulation: one who is idle goes at once, one who is on a call finishes it and goes,
//! and those who stay go on taking calls. (So an agent who leaves with a call in hand no longer counts in the
//! system; in the exhaustive discipline of Ingolfsson, Akhmetshina, Budge, Li & Wu 2007 nobody
//! waiting is taken until as many calls have ended as agents are too many.) When d of c agents leave and k calls
//! are in the system:
//! - k ≥ c: all are busy, the d leavers take their calls with them, k − d are left. The queue is
//!   the same, in front of fewer agents;
//! - k < c: whoever leaves is as likely to be busy as anyone, so that a hypergeometric number of
//!   the d is, and takes as many calls along.
//!
//! That all agents are alike is a simplification where people leave shortly after others came, who are
//! idle more often than not.
//!
//! Agents who come take those waiting. Of those who come *back* from a [`Break`] one may still be on the
//! call of before. Whether a call taken along outlasts the break is independent of all else, with
//! probability e^(−μ·its length), but whether there was one is not: when everyone is on a call, all
//! who leave have one, and the queue is long. So the number of calls that will come back is followed jointly
//! with the system.
//!
//! # Fractional agents
//!
//! Shrinkage and breaks that cover part of an interval make `agents` fractional: c = m + f stands for the
//! limit of many short absences, a modelling choice. With k in the system calls end at the rate
//! μ·min(k, c), and (k − c)⁺ callers wait on average: a call that comes to place m + 1 in the system,
//! by arriving or by moving up, is answered at once with probability f, and otherwise waits until the
//! next event there. Whole c is the classical queue; while the agents stay, every figure moves
//! continuously between whole numbers. Waits by callers and by time balance at every moment, except where
//! patience is so short that callers at that place hang up faster than calls end (θf > cμ): then
//! all who wait there hang up, the system feels them leave at the rate cμ/f instead of θ, and the
//! two balance over the day but for what is under way when the rates change.
//!
//! When c falls by a δ that is not whole, ⌊δ⌋ or ⌈δ⌉ agents leave, δ on average, under the rule above; where
//! callers wait, as often the one or the other as keeps their mean number (k − c)⁺: nobody is
//! taken and nobody put back because agents leave. Where all are busy and nobody waits, ⌈δ⌉ leave
//! with their calls and the part of an agent who is left over is free.
//!
//! # Errors that are bounded
//!
//! Probability mass that is cut off (states, Poisson terms) is counted, never exceeds the tolerance
//! asked for over the whole day, and is told as [`Day::error`].

mod away;
mod callers;
mod change;
mod closing;
mod follow;
mod input;
mod rates;
mod state;
mod steps;
mod times;

use crate::domain::time::TimeLeft;
use away::Joint;
use closing::Tail;
use follow::Course;
use std::fmt;

/// Largest number of states (numbers in the system) that are followed at once.
pub const STATES_MAX: usize = 2_000_000;

/// The total variation that [`Day::new`] may cut off in a day unless told otherwise.
pub const TOLERANCE: f64 = 1e-10;

/// Rounds after which the fixed point of redials is given up.
const REDIAL_ROUNDS: usize = 1000;

/// A part of the day during which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Number of the half-hour (or other group of callers) to which its arrivals belong: 0 in the first
    /// stretch, then the same or one more.
    pub cohort: usize,
    /// Length, more than 0.
    pub seconds: f64,
    /// Calls a second, 0 or more.
    pub calls_per_s: f64,
    /// Agents at the phone, 0..=10,000; may be fractional.
    pub agents: f64,
    /// Mean handle time of calls in service, seconds, more than 0.
    pub aht_s: f64,
    /// Mean patience of waiting callers, seconds, more than 0; `None`: nobody hangs up.
    pub patience_s: Option<f64>,
    /// Agents who go at its start while as many others come: c − c′ + `relieved` leave where there are c before
    /// and c′ now, or just `relieved` where c′ ≥ c.
    pub relieved: u32,
}

/// People who leave together for a break and come back together. Whoever leaves without one does not come
/// back, and whoever comes without one was not there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Stretch at whose start they leave, with all others who do; not the first, unless the stretches repeat.
    pub from: usize,
    /// Stretch at whose start they are back: a later one or, where the stretches repeat, any other.
    pub to: usize,
    /// How many.
    pub people: u32,
}

/// What happens after the last stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtClose {
    /// No further arrivals; the agents of the last stretch stay until those waiting are answered (or
    /// have hung up) and the calls in hand are done.
    Serve,
    /// Callers still waiting are turned away, neither answered nor hung up; calls in hand are done.
    CutOff,
    /// There is no closing: the stretches, a week around the clock, repeat, and begin as they end.
    Repeat,
}

/// Callers who arrive in the same half-hour. Shares and means are over its offered calls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cohort {
    /// Expected calls.
    pub calls: f64,
    /// Mean time in queue over all of them, however they end, seconds; 0 without calls.
    pub mean_wait_s: f64,
    /// Mean time in queue of those answered, seconds; `None` if nobody is.
    pub asa_s: Option<f64>,
    /// Share that hangs up.
    pub p_abandon: f64,
    /// Share turned away at closing.
    pub p_cut_off: f64,
    /// Calls in hand during the half-hour, on average over its time; those of agents who have left
    /// included.
    pub busy: f64,
    /// Callers waiting during the half-hour, on average over its time.
    pub waiting: f64,
    /// `busy` per agent, at most 1: calls that leavers finish count, their time does not. 0 without
    /// agents.
    pub occupancy: f64,
}

impl Cohort {
    /// Share that is answered, sooner or later.
    #[must_use]
    pub fn p_answered(&self) -> f64 {
        (1.0 - self.p_abandon - self.p_cut_off).max(0.0)
    }
}

/// The state at closing and what it takes until everyone is home. Calls that agents who left before have
/// taken along count in all of it, in the overrun those of whole agents only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closing {
    /// Callers waiting at closing, on average.
    pub waiting: f64,
    /// Probability that anybody waits.
    pub p_waiting: f64,
    /// Calls in hand at closing, on average.
    pub in_hand: f64,
    /// Mean time until nobody waits, seconds; 0 when they are cut off.
    pub until_no_one_waits_s: f64,
    /// Mean time until the last call in hand is done, seconds: the expected overrun.
    pub overrun_s: f64,
    /// Expected time spent on calls after closing, agent-seconds.
    pub handling_s: f64,
    tail: Tail,
}

impl Closing {
    /// A bound on the probability that somebody is still on a call, or waits, so many seconds (0 or more)
    /// after closing: what the next opening finds left over. At most 1.
    #[must_use]
    pub fn p_at_work_after(&self, seconds: f64) -> f64 {
        self.tail.beyond(seconds).min(1.0)
    }
}

/// What becomes of callers by a time after their arrival, as shares of the offered calls.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ByTime {
    /// Answered by then: the service level.
    pub answered: f64,
    /// Still waiting then.
    pub waiting: f64,
    /// Turned away at closing by then.
    pub cut_off: f64,
}

/// Why a day cannot be computed.
#[derive(Debug, Clone, PartialEq)]
pub enum TransientError {
    /// A number is outside its range.
    Input {
        /// Index of the stretch; the number of stretches for the tolerance.
        stretch: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// The queue grows beyond [`STATES_MAX`] states.
    TooManyStates {
        /// Index of the stretch.
        stretch: usize,
    },
    /// Callers are left at closing, and nobody who ever answers them.
    NeverServed,
    /// The week does not repeat: its queue grows from week to week.
    NotPeriodic,
    /// Redials bring more redials without end.
    Redials,
    /// The stated tolerance could not be kept.
    Tolerance,
    /// The time allowed is over.
    OutOfTime,
}

impl fmt::Display for TransientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { stretch, what } => write!(f, "stretch {stretch}: {what}"),
            Self::TooManyStates { stretch } => {
                write!(f, "stretch {stretch}: the queue needs more than {STATES_MAX} states")
            }
            Self::NeverServed => write!(f, "callers wait at closing and no agent is there"),
            Self::NotPeriodic => write!(f, "the queue grows from week to week"),
            Self::Redials => write!(f, "attempts grow from redial to redial"),
            Self::OutOfTime => write!(f, "the time allowed is over"),
            Self::Tolerance => write!(f, "the tolerance is below what rounding allows"),
        }
    }
}

impl std::error::Error for TransientError {}

/// A day (or a week around the clock) with the probabilities of its states.
#[derive(Debug, Clone)]
pub struct Day {
    course: Course,
    /// The system at the start of every stretch.
    starts: Vec<Joint>,
    cohorts: Vec<Cohort>,
    closing: Option<Closing>,
    error: f64,
}

impl Day {
    /// Follows the queue through the stretches. `tolerance` bounds the total variation that is cut off
    /// over the day; [`TOLERANCE`] is a good choice.
    ///
    /// # Errors
    /// [`TransientError`]: numbers outside their ranges, too many states, callers whom nobody will ever
    /// answer, a week that does not repeat.
    pub fn new(
        stretches: &[Stretch],
        at_close: AtClose,
        tolerance: f64,
    ) -> Result<Self, TransientError> {
        Self::follow(stretches, &[], at_close, (tolerance, None))
    }

    /// The same with people who go on breaks and come back.
    ///
    /// # Errors
    /// As [`Day::new`]; breaks of more people than leave, or are there again, too.
    pub fn with_breaks(
        stretches: &[Stretch],
        breaks: &[Break],
        at_close: AtClose,
        tolerance: f64,
    ) -> Result<Self, TransientError> {
        Self::follow(stretches, breaks, at_close, (tolerance, None))
    }

    /// The same within a limit of time, beside the tolerance.
    ///
    /// # Errors
    /// As [`Day::with_breaks`]; [`TransientError::OutOfTime`] too.
    pub fn within(
        stretches: &[Stretch],
        breaks: &[Break],
        at_close: AtClose,
        limits: (f64, TimeLeft<'_>),
    ) -> Result<Self, TransientError> {
        Self::follow(stretches, breaks, at_close, limits)
    }

    /// What callers experience, cohort by cohort.
    #[must_use]
    pub fn cohorts(&self) -> &[Cohort] {
        &self.cohorts
    }

    /// The state at closing; `None` where the stretches repeat.
    #[must_use]
    pub fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref()
    }

    /// Total variation that was cut off, at most the tolerance.
    #[must_use]
    pub fn error(&self) -> f64 {
        self.error
    }

    /// What has become of a cohort's callers `time_s` seconds (0 or more) after their arrival: `answered`
    /// is the service level at that threshold, `waiting` the share that waits longer. `None` for a
    /// cohort that is not there, and for a time out of range.
    #[must_use]
    pub fn by_time(&self, cohort: usize, time_s: f64) -> Option<ByTime> {
        self.by_time_within(cohort, time_s, None)
    }

    /// The same within a limit of time; `None` where that is over too.
    #[must_use]
    pub fn by_time_within(
        &self,
        cohort: usize,
        time_s: f64,
        time_left: TimeLeft<'_>,
    ) -> Option<ByTime> {
        let in_range = cohort < self.cohorts.len() && (0.0..=1e9).contains(&time_s);
        if in_range { self.outcome(cohort, time_s, time_left) } else { None }
    }

    /// Share of a cohort answered within `within_s` seconds; `None` as for [`Self::by_time`].
    #[must_use]
    pub fn service_level(&self, cohort: usize, within_s: f64) -> Option<f64> {
        self.by_time(cohort, within_s).map(|by| by.answered)
    }

    /// Share of a cohort that waits longer than `t_s` seconds; `None` as for [`Self::by_time`].
    #[must_use]
    pub fn wait_exceeds(&self, cohort: usize, t_s: f64) -> Option<f64> {
        self.by_time(cohort, t_s).map(|by| by.waiting)
    }

    /// The time in queue, within a hundredth of a second, that a share `p` of the cohort does not
    /// exceed; `None` unless 0 ≤ p < 1, and for a cohort that is not there.
    #[must_use]
    pub fn wait_percentile_s(&self, cohort: usize, p: f64) -> Option<f64> {
        if !(0.0..1.0).contains(&p) || self.cohorts.get(cohort)?.calls == 0.0 {
            return None;
        }
        let longer = 1.0 - p;
        // In logarithms the tail is close to a straight line.
        let above = |t: f64| {
            let share = self.wait_exceeds(cohort, t)?;
            Some(libm::log((share / longer).max(1e-12)))
        };
        let (mut low, mut at_low) = (0.0, above(0.0)?);
        if at_low <= 0.0 {
            return Some(0.0);
        }
        let mut high = (2.0 * self.cohorts[cohort].mean_wait_s).max(1.0);
        let mut at_high = above(high)?;
        while at_high > 0.0 {
            (low, at_low) = (high, at_high);
            high *= 2.0;
            at_high = above(high)?;
        }
        // False position with the Illinois rule; every third step halves, in case of a jump.
        for step in 1.. {
            if high - low <= 0.01 {
                break;
            }
            let secant = (low * -at_high + high * at_low) / (at_low - at_high);
            let secant = secant.clamp(low + 0.004, high - 0.004);
            let middle = if step % 3 == 0 { 0.5 * (low + high) } else { secant };
            let value = above(middle)?;
            if value > 0.0 {
                (low, at_low) = (middle, value);
                at_high *= 0.5;
            } else {
                (high, at_high) = (middle, value);
                at_low *= 0.5;
            }
        }
        Some(high)
    }
}

/// A day whose callers who hang up call again: of those who hang up, the share `redial_share` (0..=1)
/// calls once more in the same cohort, with a fresh patience. `calls_per_s` of the stretches are first
/// calls; the day returned has all attempts, solved as a fixed point.
///
/// # Errors
/// As [`Day::new`].
pub fn day_with_redials(
    first_calls: &[Stretch],
    at_close: AtClose,
    redial_share: f64,
    tolerance: f64,
) -> Result<Day, TransientError> {
    if !(0.0..=1.0).contains(&redial_share) {
        return Err(TransientError::Input { stretch: 0, what: "the redial share must be 0 to 1" });
    }
    let mut attempts = first_calls.to_vec();
    for _ in 0..REDIAL_ROUNDS {
        let day = Day::new(&attempts, at_close, tolerance)?;
        let mut apart: f64 = 0.0;
        for (now, first) in attempts.iter_mut().zip(first_calls) {
            let again = redial_share * day.cohorts[first.cohort].p_abandon;
            let next = first.calls_per_s + again * now.calls_per_s;
            apart = apart.max((next - now.calls_per_s) / next.max(f64::MIN_POSITIVE));
            now.calls_per_s = next;
        }
        if apart <= tolerance {
            return Ok(day);
        }
    }
    Err(TransientError::Redials)
}
