//! The plan played out, call by call: an independent witness of what callers will experience.
//!
//! Who is at the phone, when lines close and how calls find their agents is derived here from the
//! scenario and the shifts alone; no queue formula and no model is looked at. A scenario and its
//! shifts become a [`World`] of plain data ([`stage`]); [`run`] plays it in independent
//! replications of a week, each from its own random numbers, and sums up what happened
//! ([`Results`]): by line and interval of arrival, by day and over the week, every figure with a
//! 95% confidence interval.
//!
//! **Weeks.** A week starts empty and is played until nobody is left. If some line or shift runs on
//! from Sunday to Monday, each replication is two weeks, of which the first fills the queues and
//! the second counts.
//!
//! **Calls** come as a Poisson process whose rate is constant within an interval, times the day's
//! busyness, a Gamma factor with mean 1 that all lines share. Patience is exponential unless
//! the scenario states another law; those who hang up at once do so when they would have to wait. A
//! share of those who hang up call again; an attempt that would come when the line is closed is not
//! made.
//!
//! **Routing.** An arriving call goes to an idle agent: of the groups that have one, that in whose
//! list the line stands first, then that with the fewest lines, then the first in the file; within
//! the group the agent longest idle. A free agent takes the call that has waited longest on any
//! line of the group, or, with first-priority routing, the longest on the first line in the group's
//! order on which any waits.
//!
//! **Closing.** Who waits when a line closes is served by those who are on duty then; they stay
//! past the end of their shift for that. If nobody is, or if the line cuts off, the wait ends at
//! closing without an answer.
//!
//! Shrinkage, breaks and the order of simultaneous events are described in [`crew`] and [`engine`].

mod agenda;
mod arrivals;
pub mod crew;
pub mod engine;
mod estimate;
mod pace;
mod patience;
mod random;
mod results;
mod setting;
mod single;
pub mod stage;
mod tally;
mod totals;
pub mod verdict;
pub mod world;

pub use estimate::{CONFIDENCE, Estimate, factor};
pub use results::{
    ClosingFigures, Differences, Figures, GroupFigures, GroupResults, LineResults, Results,
};
pub use tally::{Outcome, Record};
pub use totals::Play;
pub use world::World;

use crate::domain::shift::Crew;
use crate::domain::time::TimeLeft;
use crate::plan::demand::LineDemand;
use crate::scenario::Scenario;

/// How a plan is played.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Weeks, each on its own; from 2 on there are confidence intervals.
    pub weeks: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Thresholds of interest in seconds, beside those of each line's targets.
    pub thresholds: &'a [f64],
    /// Whether every call is kept in [`Results::records`].
    pub records: bool,
    /// Told how many more weeks are done, from any thread.
    pub progress: Option<&'a (dyn Fn(u32) + Sync)>,
    /// Whether there is time left; when it is over, the first weeks that were played by then are all.
    pub time_left: TimeLeft<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            weeks: 1000,
            seed: 1,
            thresholds: &[],
            records: false,
            progress: None,
            time_left: None,
        }
    }
}

/// A line under some closing time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traffic<'a> {
    /// Whether it is open, by interval of the week.
    pub open: &'a [bool],
    /// First calls expected, by interval of the week.
    pub calls: &'a [f64],
}

impl<'a> From<&'a LineDemand> for Traffic<'a> {
    fn from(demand: &'a LineDemand) -> Self {
        Self { open: &demand.open, calls: &demand.calls }
    }
}

/// Plays the crews of a plan with the traffic that its closing times bring. Lines, groups,
/// intervals and days of the results are those of the scenario; days are Monday to Sunday. The same
/// weeks, seed and rates meet the same callers, whatever the crews and the number of threads.
pub fn play(
    scenario: &Scenario,
    traffic: &[Traffic<'_>],
    crews: &[Crew],
    options: &Options,
) -> Results {
    let world = stage::world(scenario, traffic, crews, options.thresholds);
    run(
        &world,
        &Play {
            replications: options.weeks,
            seed: options.seed,
            records: options.records,
            progress: options.progress,
            time_left: options.time_left,
            short_way: true,
        },
    )
}

/// Plays a world.
pub fn run(world: &World, play: &Play) -> Results {
    let (totals, played) = totals::run(world, play);
    Results::new(world, totals, played, play.seed)
}
