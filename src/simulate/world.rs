//! What is played: lines, groups and people as plain data, without a scenario behind them.

pub use super::patience::PatienceLaw;
use crate::scenario::{AtClose, LevelOf, Routing};
use rand_distr::{Distribution, Exp1, LogNormal};
use rand_pcg::Pcg64Mcg;

/// A horizon that repeats is played this many times at most.
pub(super) const CYCLES_MAX: f64 = 4.0;

/// Everything the play depends on. Times are seconds from the start of the horizon (in a scenario:
/// Monday 00:00), which is cut into equal intervals, and those into days.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Length of an interval, seconds.
    pub interval_s: f64,
    /// Intervals of the horizon.
    pub intervals: usize,
    /// Intervals of a day; divides `intervals`.
    pub per_day: usize,
    /// Whether the horizon repeats without ever emptying. It is then played once to warm up, and
    /// the second time counts. Otherwise it starts empty and is played until nobody is left.
    pub continuous: bool,
    /// Lines.
    pub lines: Vec<Line>,
    /// Groups; a line that no group answers is never answered.
    pub groups: Vec<Group>,
    /// People, one for each shift that somebody works.
    pub agents: Vec<Agent>,
    /// Coefficient of variation of the factor, Gamma with mean 1, by which all calls of a day are
    /// more or fewer; 0: none.
    pub busyness_cv: f64,
}

impl World {
    /// Length of the horizon, seconds.
    pub fn horizon(&self) -> f64 {
        self.interval_s * self.intervals as f64
    }

    /// Days of the horizon.
    pub fn days(&self) -> usize {
        self.intervals / self.per_day
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// First calls expected by interval; they come as a Poisson process of constant rate within it.
    pub calls: Vec<f64>,
    /// Whether the line is open, by interval.
    pub open: Vec<bool>,
    /// Handle time.
    pub handle: HandleTime,
    /// Mean patience of those who do not hang up at once, seconds; `None`: they never do.
    pub patience: Option<f64>,
    /// Law of their patience.
    pub patience_law: PatienceLaw,
    /// Share of the callers who hang up at once unless they are answered at once.
    pub at_once: f64,
    /// Share of those who hang up that call again.
    pub redial_share: f64,
    /// Mean time after which they do, exponential, seconds.
    pub redial_after: f64,
    /// What becomes of those who wait at closing.
    pub at_close: AtClose,
    /// Thresholds of interest, seconds.
    pub thresholds: Vec<f64>,
    /// What service levels are shares of.
    pub level_of: LevelOf,
    /// Stretches of the day of interest: intervals of a day, the first and the one after the last.
    pub stretches: Vec<(usize, usize)>,
}

/// A group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Lines answered, first priority first.
    pub lines: Vec<usize>,
    /// Which call a free agent takes.
    pub routing: Routing,
    /// Share of the time on duty away from the phone, below 1.
    pub shrinkage: f64,
}

/// A person on one shift.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    /// Group.
    pub group: usize,
    /// Stretches on duty, from and to, in order and apart: the shift without its breaks. With
    /// `continuous` the first starts within the horizon, and all end within another one.
    pub duty: Vec<(f64, f64)>,
}

/// How long a call keeps an agent.
#[derive(Debug, Clone, PartialEq)]
pub enum HandleTime {
    /// Exponential with this mean, seconds.
    Exponential(f64),
    /// Log-normal.
    LogNormal(LogNormal<f64>),
    /// One of these, each as likely as the other, seconds; not empty.
    Empirical(Vec<f64>),
}

impl HandleTime {
    /// Log-normal with this mean (seconds) and coefficient of variation: σ² = ln(1 + cv²), μ = ln
    /// mean − σ²/2 (Johnson, Kotz & Balakrishnan 1994, *Continuous Univariate Distributions* 1, ch.
    /// 14). `None` unless both are positive and finite.
    pub fn log_normal(mean: f64, cv: f64) -> Option<Self> {
        let variance = libm::log(cv.mul_add(cv, 1.0));
        let usable = mean > 0.0 && cv > 0.0 && mean.is_finite() && variance.is_finite();
        let law = LogNormal::new(libm::log(mean) - variance / 2.0, variance.sqrt()).ok()?;
        usable.then_some(Self::LogNormal(law))
    }

    /// A handle time.
    #[inline]
    pub fn draw(&self, random: &mut Pcg64Mcg) -> f64 {
        match self {
            Self::Exponential(mean) => {
                let unit: f64 = Exp1.sample(random);
                mean * unit
            }
            Self::LogNormal(law) => law.sample(random),
            Self::Empirical(sample) => sample[super::random::below(random, sample.len())],
        }
    }
}
