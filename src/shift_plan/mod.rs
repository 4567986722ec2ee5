//! Which shifts to staff: the cheapest week that keeps every promise, with a proof.
//!
//! [`catalogue`] lists the legal shifts, [`block`] is the week as data, [`build`] lays it out, [`model`] states the
//! programme, [`search`] and [`midnight`] solve it, [`combine`] joins days to a week, [`plan`] is
//! what comes out, [`tidy`] picks among equals, [`shifts`] deals out the breaks, [`shortage`] says why
//! nothing comes out.

pub mod block;
mod bound;
pub mod build;
pub mod catalogue;
pub mod combine;
mod curve;
mod local;
pub mod midnight;
pub mod model;
pub use crate::parallel;
pub mod plan;
mod proof;
pub mod search;
pub mod shifts;
pub mod shortage;
pub mod tidy;

use crate::clock::Grid;
use block::Week;
use search::{Outcome, Settings};

/// Plans a week: by days, or, where shifts past midnight tie all days together, around those shifts.
/// The week that comes back may be cut into other blocks than the one handed in; the plan belongs to
/// it.
pub fn plan_week(week: Week, grid: Grid, settings: &Settings<'_>) -> (Week, Outcome) {
    let joined = week.blocks.len() == 1
        && settings.solver == crate::milp::Solver::Default
        && week.duties.iter().any(catalogue::Duty::crosses_midnight);
    let (week, outcome) = if joined {
        midnight::search_joined(&week, grid, settings)
    } else {
        let outcome = search::search(&week, settings);
        (week, outcome)
    };
    match outcome {
        Outcome::Found(plan) => {
            let plan = tidy::tidy(&week, plan);
            (week, Outcome::Found(plan))
        }
        other => (week, other),
    }
}
