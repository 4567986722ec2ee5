//! What may be promised to callers: one table of measures, and over what each is taken.
//!
//! Every room that knows promises matches on [`Measure`] without a wildcard, so that the compiler leads
//! whoever adds one from here through all of them.

use super::clock::{Grid, TimeOfDay, Weekday};
use super::units::{Seconds, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a target measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// Mean time in queue over all offered calls, at most this; above zero.
    MeanWait(Seconds),
    /// At least this share of the offered calls answered within this time; share below 1.
    ServiceLevel {
        /// The threshold.
        within: Seconds,
        /// The share.
        share: Share,
    },
    /// At most this share of the offered calls given up by their callers; between 0 and 1, both
    /// excluded. Only on lines with a patience.
    AbandonmentMax(Share),
    /// At most this share of the offered calls in the queue for longer than this, whatever ends the wait: an
    /// answer, the caller or the closing of the line; share between 0 and 1, both excluded.
    LongWait {
        /// The wait that is long beyond it.
        beyond: Seconds,
        /// The share.
        share: Share,
    },
    /// At most this share of staffed time spent handling calls; above zero.
    OccupancyMax(Share),
    /// At least this many people on duty, breaks taken off; without this promise it is one.
    AgentsMin(u32),
}

/// Over what a target is averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Over {
    /// In every interval.
    Interval,
    /// Over the calls of each day.
    Day,
    /// Over the calls of the week.
    Week,
}

/// What one value of a measure is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenOver {
    /// An interval.
    Interval {
        /// Its day.
        day: Weekday,
        /// Its start.
        start: TimeOfDay,
    },
    /// The calls of a day.
    Day(Weekday),
    /// The calls of the week.
    Week,
}

/// A promise to callers. Occupancy and least agents hold in every interval only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// What is promised.
    pub measure: Measure,
    /// In every interval, or on average over a day or the week.
    pub over: Over,
    /// The stretch of each day that counts; `None`: all of it.
    pub between: Option<Between>,
}

/// A stretch of the day that a promise is restricted to: from the first time to the second.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Between(pub TimeOfDay, pub TimeOfDay);

impl Between {
    /// Whether a minute of the day lies in the stretch.
    pub fn holds(self, minute: u32) -> bool {
        (self.0.minutes()..self.1.minutes()).contains(&minute)
    }
}

impl Target {
    /// A promise for the whole day.
    pub fn new(measure: Measure, over: Over) -> Self {
        Self { measure, over, between: None }
    }

    /// Whether the promise looks at an interval of the week.
    pub fn looks_at(&self, grid: Grid, interval: usize) -> bool {
        self.between.is_none_or(|between| between.holds(grid.start_of(interval).1))
    }
}

/// The name of a measure in scenario files and answers.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MeasureName {
    /// Mean time in queue over all offered calls, seconds.
    MeanWait,
    /// Share of the offered calls answered within a threshold.
    ServiceLevel,
    /// Share of the offered calls whose callers hang up.
    AbandonmentMax,
    /// Share of the offered calls that wait longer than a threshold, whatever ends the wait.
    LongWait,
    /// Share of staffed time spent on calls.
    OccupancyMax,
    /// People on duty.
    AgentsMin,
}

/// What counts as better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The promise is a largest value.
    AtMost,
    /// The promise is a smallest value.
    AtLeast,
}

/// What the figures of a measure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureUnit {
    /// Seconds.
    Seconds,
    /// A share, 0 to 1.
    Share,
    /// Consultants.
    Agents,
}

impl MeasureName {
    /// As it is written in scenario files and answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::MeanWait => "mean_wait",
            Self::ServiceLevel => "service_level",
            Self::AbandonmentMax => "abandonment_max",
            Self::LongWait => "long_wait",
            Self::OccupancyMax => "occupancy_max",
            Self::AgentsMin => "agents_min",
        }
    }

    /// Whether a promise is a largest or a smallest value.
    pub fn direction(self) -> Direction {
        match self {
            Self::MeanWait | Self::AbandonmentMax | Self::LongWait | Self::OccupancyMax => {
                Direction::AtMost
            }
            Self::ServiceLevel | Self::AgentsMin => Direction::AtLeast,
        }
    }

    /// Whether it is about what callers experience, and so can be averaged over their calls.
    pub fn is_of_callers(self) -> bool {
        match self {
            Self::MeanWait | Self::ServiceLevel | Self::AbandonmentMax | Self::LongWait => true,
            Self::OccupancyMax | Self::AgentsMin => false,
        }
    }

    /// Unit of its figures.
    pub fn unit(self) -> MeasureUnit {
        match self {
            Self::MeanWait => MeasureUnit::Seconds,
            Self::ServiceLevel | Self::AbandonmentMax | Self::LongWait | Self::OccupancyMax => {
                MeasureUnit::Share
            }
            Self::AgentsMin => MeasureUnit::Agents,
        }
    }
}

/// What the calls answered in time are a share of.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum LevelOf {
    /// All calls offered: who hangs up, however early, counts against it.
    #[default]
    Offered,
    /// The calls offered, less those whose callers hung up within the threshold. Who is cut off at closing is counted.
    LessEarly,
    /// The calls answered: who hangs up counts neither way.
    Answered,
}

impl LevelOf {
    /// Every definition, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Offered, Self::LessEarly, Self::Answered];

    /// How it is written.
    pub fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::LessEarly => "less-early",
            Self::Answered => "answered",
        }
    }

    /// Share of the calls offered that the calls answered in time are a share of: of all offered calls the shares
    /// answered in time, neither answered nor hung up by then, and answered at all.
    pub fn base(self, in_time: f64, not_yet: f64, answered: f64) -> f64 {
        match self {
            Self::Offered => 1.0,
            Self::LessEarly => (in_time + not_yet).min(1.0),
            Self::Answered => answered,
        }
    }

    /// The least that a call offered can count against a share s = 1 − `limit` of calls answered in time, each of which
    /// may count `limit` on average, where at least these shares are not answered in time and are in the queue for longer.
    ///
    /// What is asked is in time ≥ s·counted, summed over calls. Of all offered that is 1 − in time ≤ 1 − s. Less early
    /// hang-ups, counted is in time and what is left in the queue then or is cut off: (1 − s)·(1 − in time) + s·left ≤
    /// 1 − s, and both terms can only fall where people are added. Of the calls answered nothing is known from that side:
    /// people who come later answer callers who would have hung up, late, and the level *falls* with them. As long as none
    /// of those is answered the level is 1, so nothing is counted.
    pub fn missed_at_best(self, missed: f64, longer: f64, limit: f64) -> f64 {
        match self {
            Self::Offered => missed,
            Self::LessEarly => limit * missed + (1.0 - limit) * longer,
            Self::Answered => 0.0,
        }
    }

    /// The service level; 1 where nothing is counted.
    pub fn level(self, in_time: f64, base: f64) -> f64 {
        match self {
            Self::Offered => in_time,
            Self::LessEarly | Self::Answered if base > 0.0 => (in_time / base).min(1.0),
            Self::LessEarly | Self::Answered => 1.0,
        }
    }
}

impl Measure {
    /// Its name.
    pub fn name(self) -> MeasureName {
        match self {
            Self::MeanWait(_) => MeasureName::MeanWait,
            Self::ServiceLevel { .. } => MeasureName::ServiceLevel,
            Self::AbandonmentMax(_) => MeasureName::AbandonmentMax,
            Self::LongWait { .. } => MeasureName::LongWait,
            Self::OccupancyMax(_) => MeasureName::OccupancyMax,
            Self::AgentsMin(_) => MeasureName::AgentsMin,
        }
    }

    /// Whether it is about what callers experience, and so can be averaged over their calls; occupancy and
    /// crews are about those who answer.
    pub fn is_of_callers(self) -> bool {
        self.name().is_of_callers()
    }

    /// Whether it depends on the queue at all.
    pub fn is_of_queue(self) -> bool {
        self.name() != MeasureName::AgentsMin
    }

    /// Seconds, share or agents promised.
    pub fn promised(self) -> f64 {
        match self {
            Self::MeanWait(seconds) => seconds.get(),
            Self::ServiceLevel { share, .. }
            | Self::AbandonmentMax(share)
            | Self::LongWait { share, .. }
            | Self::OccupancyMax(share) => share.get(),
            Self::AgentsMin(agents) => f64::from(agents),
        }
    }

    /// Seconds within which calls are to be answered, of a service level.
    pub fn answered_within_s(self) -> Option<f64> {
        let level = self.name() == MeasureName::ServiceLevel;
        self.threshold_s().filter(|_| level)
    }

    /// The threshold in seconds, for a measure that has one.
    pub fn threshold_s(self) -> Option<f64> {
        match self {
            Self::ServiceLevel { within, .. } => Some(within.get()),
            Self::LongWait { beyond, .. } => Some(beyond.get()),
            Self::MeanWait(_)
            | Self::AbandonmentMax(_)
            | Self::OccupancyMax(_)
            | Self::AgentsMin(_) => None,
        }
    }

    /// How far a value is from what is promised: above 1 the promise is broken. Of a promise of at least a
    /// share it is the share that misses ÷ the share that may.
    pub fn strain(self, value: f64) -> f64 {
        match self {
            Self::ServiceLevel { share, .. } => (1.0 - value) / (1.0 - share.get()),
            Self::AgentsMin(agents) => f64::from(agents) / value,
            Self::MeanWait(_)
            | Self::AbandonmentMax(_)
            | Self::LongWait { .. }
            | Self::OccupancyMax(_) => value / self.promised(),
        }
    }

    /// The value at which a promise is so far from what is promised: [`Self::strain`] the other way round.
    pub fn at_strain(self, strain: f64) -> f64 {
        match self {
            Self::ServiceLevel { share, .. } => 1.0 - strain * (1.0 - share.get()),
            Self::AgentsMin(agents) => f64::from(agents) / strain,
            Self::MeanWait(_)
            | Self::AbandonmentMax(_)
            | Self::LongWait { .. }
            | Self::OccupancyMax(_) => strain * self.promised(),
        }
    }

    /// The same promise, so many times as far from perfect, as far as there is such a value.
    pub fn loosened(self, times: f64) -> Self {
        let seconds = |of: Seconds| Seconds::new(of.get() * times).unwrap_or(of);
        let share = |of: Share| Share::new((of.get() * times).min(1.0)).unwrap_or(of);
        match self {
            Self::MeanWait(wait) => Self::MeanWait(seconds(wait)),
            Self::ServiceLevel { within, share: of } => {
                let less = Share::new((1.0 - times * (1.0 - of.get())).max(0.0));
                Self::ServiceLevel { within, share: less.unwrap_or(of) }
            }
            Self::AbandonmentMax(of) => Self::AbandonmentMax(share(of)),
            Self::LongWait { beyond, share: of } => Self::LongWait { beyond, share: share(of) },
            Self::OccupancyMax(of) => Self::OccupancyMax(share(of)),
            Self::AgentsMin(agents) => Self::AgentsMin((f64::from(agents) / times).floor() as u32),
        }
    }

    /// The value where nobody calls, or where the line is closed: the best there is.
    pub fn without_calls(self) -> f64 {
        match self {
            Self::ServiceLevel { .. } => 1.0,
            Self::AgentsMin(agents) => f64::from(agents),
            Self::MeanWait(_)
            | Self::AbandonmentMax(_)
            | Self::LongWait { .. }
            | Self::OccupancyMax(_) => 0.0,
        }
    }

    /// How much of the measure the promise leaves to be missed or waited: a strain of one.
    pub fn room(self) -> f64 {
        match self {
            Self::ServiceLevel { share, .. } => 1.0 - share.get(),
            Self::MeanWait(_)
            | Self::AbandonmentMax(_)
            | Self::LongWait { .. }
            | Self::OccupancyMax(_)
            | Self::AgentsMin(_) => self.promised(),
        }
    }
}

impl Over {
    /// As it is written in scenario files and answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Interval => "interval",
            Self::Day => "day",
            Self::Week => "week",
        }
    }
}
