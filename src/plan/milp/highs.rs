//! HiGHS, in C++, through good_lp. It solves the same programme without a known solution to start from.

use super::programme::{Limits, Programme, Verdict};
use super::statement::{Order, state};
use crate::wire::answer::Stop;
use good_lp::solvers::highs::highs;
use good_lp::{ResolutionError, Solution, SolutionStatus, SolverModel};

/// Minimises a programme.
pub fn solve(programme: &Programme, limits: Limits) -> Verdict {
    let (mut model, handles) = state(programme, highs, Order::Stated);
    model.set_verbose(false);
    if let Some(seconds) = limits.seconds {
        model = model.set_time_limit(seconds);
    }
    let model = model
        .set_option("output_flag", false)
        .set_option("random_seed", 0)
        .set_threads(1)
        .set_option("mip_rel_gap", limits.gap)
        .set_option("mip_abs_gap", 1e-6);
    let solution = match model.solve() {
        Ok(solution) => solution,
        Err(error) => return failure(error),
    };
    let values = programme.rounded(|j| solution.value(handles[j]));
    let timed_out = matches!(solution.status(), SolutionStatus::TimeLimit);
    // The library does not hand out the bound; the gap that was asked for and reached gives one.
    let objective = programme.objective(&values);
    let bound =
        if timed_out { f64::NEG_INFINITY } else { objective - limits.gap * objective.abs() - 1e-6 };
    programme.found(values, bound, timed_out.then_some(Stop::Time), 0)
}

fn failure(error: ResolutionError) -> Verdict {
    match error {
        ResolutionError::Infeasible => Verdict::Infeasible,
        ResolutionError::Other(text)
            if text.contains("Time limit") || text == "NoSolutionFound" =>
        {
            Verdict::Stopped(Stop::Time)
        }
        other => Verdict::Failed(other.to_string()),
    }
}
