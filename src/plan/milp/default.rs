//! The default solver, microlp, in pure Rust.
//!
//! good_lp states the programme; the model inside is solved directly. Through good_lp a solve has no limit of
//! nodes and no margin below which branches are cut off, and neither the bound of an interrupted search nor the
//! number of iterations comes back.

use super::programme::{Limits, Programme, Verdict};
use super::statement::{Order, state};
use crate::wire::answer::Stop;
use ::microlp::{
    Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, TerminationReason, Variable,
};
use good_lp::solvers::microlp::microlp;

/// Minimises a programme, from a known solution where there is one.
pub fn solve(programme: &Programme, limits: Limits, start: Option<&[f64]>) -> Verdict {
    // A basis that cannot be factorized lies on one path and not on another.
    let paths = [(Order::Stated, start), (Order::Reversed, None), (Order::Scaled, None)];
    let mut verdicts =
        paths.into_iter().map(|(order, from)| solve_in(programme, limits, from, order));
    let found = verdicts.find(|verdict| !matches!(verdict, Verdict::Failed(_)));
    // Who asked has a plan in hand, or another way to one; nothing is proven.
    found.unwrap_or(Verdict::Stopped(Stop::Work))
}

/// Rows and columns: what a node of the search tree counts for.
fn size(programme: &Programme) -> u64 {
    (programme.rows.len() + programme.columns.len()).max(1) as u64
}

/// microlp's own names of a programme's variables, which good_lp keeps to itself. They are numbers in the
/// order in which variables are added, so any problem with as many variables has the same ones.
fn names(programme: &Programme) -> Vec<Variable> {
    let mut counted = Problem::new(OptimizationDirection::Minimize);
    programme.columns.iter().map(|_| counted.add_var(0.0, (0.0, 0.0))).collect()
}

fn solve_in(programme: &Programme, limits: Limits, start: Option<&[f64]>, order: Order) -> Verdict {
    let (model, _) = state(programme, microlp, order);
    let variables = names(programme);
    let mut options = SolveOptions::default();
    options.mip_gap = limits.gap;
    options.node_limit = Some(limits.work / size(programme));
    options.time_limit = limits.seconds.map(std::time::Duration::from_secs_f64);
    let known =
        start.map_or(f64::INFINITY, |values| programme.objective(values) - programme.constant);
    // What cannot improve on a solution by a part of the gap, or by a step, is not looked at.
    let step = 0.999 * programme.step / known.abs().max(1.0);
    let margin = (0.1 * limits.gap).max(step).max(1e-9);
    options.tolerances.prune_epsilon = margin;
    options.warm_start = start.map(|values| {
        let whole = (0..programme.columns.len()).filter(|j| programme.columns[*j].integer);
        whole.map(|j| (variables[j], values[j])).collect()
    });
    let outcome = match model.as_inner().solve_with(options) {
        Ok(outcome) => outcome,
        Err(Error::Infeasible) => return Verdict::Infeasible,
        Err(error) => return Verdict::Failed(error.to_string()),
    };
    let reason = outcome.termination_reason();
    let stopped = match reason {
        TerminationReason::ProvenOptimal | TerminationReason::MipGap => None,
        TerminationReason::NodeLimit => Some(Stop::Work),
        _ => Some(Stop::Time),
    };
    let SolveOutcome::Solution(solution) = outcome else {
        return Verdict::Stopped(stopped.unwrap_or(Stop::Work));
    };
    let values = programme.rounded(|j| solution.var_value(variables[j]));
    let reached = solution.objective();
    let stats = solution.stats();
    let whole = programme.columns.iter().any(|c| c.integer);
    let searched = match stats.best_bound {
        Some(bound) => bound.min(reached - margin.max(margin * reached.abs())),
        None if reason == TerminationReason::ProvenOptimal => reached,
        None => f64::NEG_INFINITY,
    };
    let bound = programme.constant + if whole { searched } else { reached };
    programme.found(values, programme.next_objective(bound), stopped, stats.lp_iterations)
}
