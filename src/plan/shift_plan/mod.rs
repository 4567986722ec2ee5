//! Which shifts to staff: the cheapest week that keeps every promise, with a proof.
//!
//! [`catalogue`] lists the legal shifts, [`block`] is the week as data, [`build`] lays it out, [`model`] states the
//! programme, [`search`] and [`midnight`] solve it, `greedy` builds a plan where they end without one, [`combine`] joins days to a week, [`plan`] is
//! what comes out, [`tidy`] picks among equals, [`shifts`] deals out the breaks, [`shortage`] says why
//! nothing comes out.

pub mod block;
mod bound;
pub mod build;
pub mod catalogue;
pub mod combine;
pub mod curve;
mod greedy;
mod local;
pub mod memory;
pub mod midnight;
pub mod model;
mod parts;
pub mod plan;
mod proof;
pub mod search;
pub mod shifts;
pub mod shortage;
pub mod tidy;
mod tighten;

use crate::domain::clock::Grid;
use crate::plan::milp::Solver;
use block::Week;
use memory::Memory;
use plan::WeekPlan;
use search::{Outcome, Settings};

/// Plans a week: its parts apart, each by days or, where shifts past midnight tie all days together,
/// around those shifts. HiGHS gets the whole week as one programme.
pub fn plan_week(week: Week, grid: Grid, settings: &Settings<'_>) -> (Week, Outcome) {
    plan_week_from(week, grid, settings, None)
}

/// The same, starting where an earlier search of a week like it ended, if there is one.
pub fn plan_week_from(
    week: Week,
    grid: Grid,
    settings: &Settings<'_>,
    memory: Option<&Memory>,
) -> (Week, Outcome) {
    let tight = tighten::tightened(&week);
    let outcome = match settings.solver {
        Solver::Highs => {
            let one = search::as_one(&tight, settings, None);
            search::in_hand(&tight, one, f64::NEG_INFINITY)
        }
        Solver::Default => by_parts(&tight, grid, settings, memory),
    };
    match outcome {
        Outcome::Found(plan) => {
            let plan = search::of_week(&week, plan);
            let plan = if week.is_of_catalogue() { tidy::tidy(&week, plan) } else { plan };
            (week, Outcome::Found(plan))
        }
        other => (week, other),
    }
}

fn by_parts(week: &Week, grid: Grid, settings: &Settings<'_>, memory: Option<&Memory>) -> Outcome {
    let parts = parts::parts(week);
    let outcomes = crate::parallel::each(&parts, |part| {
        let week = &part.week;
        let past_midnight = week.duties.iter().any(catalogue::Duty::crosses_midnight);
        let found = if week.blocks.len() == 1 && past_midnight && week.is_of_catalogue() {
            midnight::search_joined(week, grid, settings)
        } else {
            search::search(week, settings, memory)
        };
        search::in_hand(week, found, f64::NEG_INFINITY)
    });
    let (mut plans, mut bound, mut stopped) = (Vec::new(), 0.0, None);
    let mut none = None;
    for outcome in outcomes {
        match outcome {
            Outcome::Found(plan) => {
                bound += plan.bound;
                stopped = stopped.or(plan.stopped);
                plans.push(plan.blocks);
            }
            Outcome::Failed(text) => return Outcome::Failed(text),
            // A part that has no plan decides, however far the others came.
            Outcome::Infeasible => none = Some(Outcome::Infeasible),
            other => none = none.or(Some(other)),
        }
    }
    none.unwrap_or_else(|| {
        let blocks = parts::joined(week, &parts, &plans);
        let mut plan = WeekPlan { blocks, bound, stopped };
        // What one part leaves open the others may make up for.
        plan.stopped = stopped.filter(|_| !plan.is_proven(settings.gap));
        Outcome::Found(plan)
    })
}
