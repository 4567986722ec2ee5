//! Finding the cheapest week and proving it: decomposition by day.
//!
//! Few rows tie the days (promises about a week's or a day's waits, contracts), and they are what
//! makes the programme hard: with them it is a knapsack over days, without them nearly a network
//! (see [`super::model`]). So the ties get multipliers instead of rows (Lagrangian relaxation;
//! Dantzig & Wolfe 1960, Geoffrion 1974):
//!
//! 1. **Bound.** `L(u) = Σ_b min (objective + u·usage) − u·limits` bounds every plan from below.
//!    The best `u` is found by cutting planes (Kelley 1960); every cut is a whole plan of a block,
//!    solved as a small integer programme, equal days only once.
//! 2. **Plan.** These block plans are combined exactly, one a block, to the cheapest week that keeps
//!    the ties ([`super::combine`]).
//! 3. **Proof.** If bound and plan are still further apart than the gap asked for, the block plans
//!    that could take part in a better week are listed: all with a priced value below
//!    `best + (plan − bound)`. A plan of the list is found by an integer programme; what is left is
//!    split by cost and by contract usage into boxes that hold no listed plan, the most promising
//!    box first. Combining the list again gives a better week or the proof that there is none.
//!
//! Steps 1 and 2 are in `bound`, step 3 in `proof`. A small week that is still open
//! then is searched as one programme, from the plan that is known. Where all that ends without a plan, one
//! is built shift by shift (`greedy`).
//!
//! Nothing here reads a clock: the same week gives the same plan, and all work is counted. A limit of
//! time, if one is asked for, only ends the search early and says so.

use super::block::{Body, Week};
use super::bound::{BLOCK_GAP, Search};
use super::greedy;
use super::local::localised;
use super::memory::Memory;
use super::model;
use super::plan::{BlockPlan, WeekPlan};
use crate::domain::time::{SecondsLeft, none_left};
use crate::plan::milp::{Limits, Programme, Solver, Verdict};
use crate::wire::answer::Stop;

/// What a search may use and when it may stop.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The solver.
    pub solver: Solver,
    /// Gap at which the search may stop.
    pub gap: f64,
    /// Seconds left, asked again and again; `None`: no limit.
    pub seconds_left: SecondsLeft<'a>,
}

impl Settings<'_> {
    /// Limits for one programme.
    pub fn limits(&self, gap: f64) -> Limits {
        Limits { gap, seconds: self.seconds_left.map(|left| left().max(0.0)), work: MOST_WORK }
    }

    /// What stopped a search that was not finished.
    pub(super) fn limit_reached(&self) -> Stop {
        if self.out_of_time() { Stop::Time } else { Stop::Work }
    }

    /// Whether there was a limit of time, and it is over.
    pub fn out_of_time(&self) -> bool {
        none_left(self.seconds_left)
    }
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A plan with its bound.
    Found(WeekPlan),
    /// No plan exists.
    Infeasible,
    /// A limit stopped the search before a plan was found.
    Stopped(Stop),
    /// A solver failed.
    Failed(String),
}

/// Finds the cheapest week, from where an earlier search of a week like it ended if there is one.
pub fn search(week: &Week, settings: &Settings<'_>, memory: Option<&Memory>) -> Outcome {
    search_by_days(week, settings, BLOCK_GAP, f64::NEG_INFINITY, memory)
}

/// The same where a bound is known already: blocks are solved to this gap, relative to the gap asked
/// for, and the search ends when a plan is close enough to the bound.
pub(super) fn search_above(
    week: &Week,
    settings: &Settings<'_>,
    block_gap: f64,
    known_bound: f64,
) -> Outcome {
    search_by_days(week, settings, block_gap, known_bound, None)
}

fn search_by_days(
    week: &Week,
    settings: &Settings<'_>,
    block_gap: f64,
    known_bound: f64,
    memory: Option<&Memory>,
) -> Outcome {
    if settings.solver == Solver::Highs || week.blocks.len() <= 1 {
        return as_one(week, settings, None);
    }
    let local = localised(week);
    let mut search = Search::new(&local, settings, block_gap);
    search.known_bound = known_bound;
    if let Some(start) = memory.and_then(|memory| memory.recall(&local)) {
        search.start_from(start);
    }
    let found = search.run();
    if let Some(memory) = memory {
        memory.remember(&local, &search.multipliers, search.plans_by_block());
    }
    match found {
        Ok(Some(plan)) => Outcome::Found(of_week(week, plan)),
        Ok(None) => from_hand(week, settings, search.bound),
        Err(stop) => in_hand(week, stop, search.bound),
    }
}

/// The week as one programme, from a plan that is built at once if there is one.
fn from_hand(week: &Week, settings: &Settings<'_>, bound: f64) -> Outcome {
    match greedy::build(week, bound, settings.limit_reached()) {
        None => with_bound(as_one(week, settings, None), bound),
        Some(known) => {
            let whole = as_one(week, settings, Some(&known));
            let mut plan = better_of(known, whole);
            plan.stopped = (!plan.is_proven(settings.gap)).then(|| settings.limit_reached());
            Outcome::Found(plan)
        }
    }
}

/// A search that ended without a plan, with one that is built at once where that can be done: a limit
/// leaves the best there is, not nothing.
pub(super) fn in_hand(week: &Week, outcome: Outcome, bound: f64) -> Outcome {
    let stop = match &outcome {
        Outcome::Stopped(stop) => *stop,
        Outcome::Failed(_) => Stop::Work,
        Outcome::Found(_) | Outcome::Infeasible => return outcome,
    };
    greedy::build(week, bound, stop).map_or(outcome, Outcome::Found)
}

/// A plan of the week in another form, its duties and breaks the same, as a plan of the week.
pub(super) fn of_week(week: &Week, mut plan: WeekPlan) -> WeekPlan {
    for (block, own) in week.blocks.iter().zip(&mut plan.blocks) {
        let BlockPlan { duties, breaks, .. } = own.clone();
        *own = BlockPlan::new(&block.body, duties, breaks, week.ties.len());
    }
    plan
}

/// The whole week as one programme, from a plan of it if one is known.
pub(super) fn as_one(week: &Week, settings: &Settings<'_>, known: Option<&WeekPlan>) -> Outcome {
    let (programme, layouts) = model::whole_week(week);
    let start = known.map(|plan| {
        let mut values = vec![0.0; programme.columns.len()];
        let blocks = plan.blocks.iter().zip(&layouts);
        blocks.for_each(|(plan, layout)| plan.write(layout, &mut values));
        values
    });
    let limits = settings.limits(settings.gap);
    match programme.solve_from(settings.solver, limits, start.as_deref()) {
        Verdict::Solved(found) => {
            let blocks = week
                .blocks
                .iter()
                .zip(&layouts)
                .map(|(b, layout)| BlockPlan::read(&b.body, layout, &found.values, week.ties.len()))
                .collect();
            let bound =
                if found.bound.is_finite() { found.bound } else { relaxation_bound(&programme) };
            Outcome::Found(WeekPlan { blocks, bound, stopped: found.stopped })
        }
        Verdict::Infeasible => Outcome::Infeasible,
        Verdict::Stopped(stop) => Outcome::Stopped(stop),
        Verdict::Failed(text) => Outcome::Failed(text),
    }
}

/// The better of two plans with the better of their bounds.
pub(super) fn better_of(known: WeekPlan, other: Outcome) -> WeekPlan {
    let Outcome::Found(other) = other else { return known };
    let bound = known.bound.max(other.bound);
    let best = if other.objective() < known.objective() - 1e-6 { other } else { known };
    WeekPlan { bound: bound.min(best.objective()), ..best }
}

fn relaxation_bound(programme: &Programme) -> f64 {
    match programme.relaxed().solve(Solver::Default, RELAXED) {
        Verdict::Solved(found) => found.objective,
        _ => f64::NEG_INFINITY,
    }
}

/// Work on one programme at the most.
const MOST_WORK: u64 = 4_000_000;
/// Limits of a programme without whole variables.
pub(super) const RELAXED: Limits = Limits { gap: 0.0, seconds: None, work: 0 };
/// Weeks of so many whole variables are searched as one programme where all else leaves a gap.
pub(super) const SMALL_WEEK: usize = 400;

/// Whole variables of a week.
pub(super) fn size(week: &Week) -> usize {
    let of = |body: &Body| {
        body.duties.len() + body.families.iter().map(|f| f.slots.len()).sum::<usize>()
    };
    week.blocks.iter().map(|block| of(&block.body)).sum()
}

fn with_bound(outcome: Outcome, bound: f64) -> Outcome {
    match outcome {
        Outcome::Found(mut plan) => {
            plan.bound = plan.bound.max(bound);
            Outcome::Found(plan)
        }
        other => other,
    }
}
