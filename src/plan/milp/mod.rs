//! The one door to the solvers: a mixed-integer programme in, a verdict out.
//!
//! A programme is stated once, with good_lp, for every solver ([`statement`]). HiGHS is asked through
//! good_lp as well. microlp is asked directly, with the model that good_lp has made: only there can a solve be limited by
//! counted work, and only there does the bound of an interrupted search come out.
//!
//! Every verdict says what was proven. A programme that a limit stopped comes back with the bound
//! that holds all the same; a solution is never called optimal unless the solver says so and the
//! rows, recomputed here from the rounded values, hold.

mod default;
#[cfg(feature = "highs")]
mod highs;
mod programme;
mod statement;

pub use programme::{Column, FEASIBILITY, Found, Limits, Programme, Row, Verdict};

use crate::wire::answer::Stop;
use std::fmt;

/// Which solver does the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Solver {
    /// microlp, in pure Rust.
    #[default]
    Default,
    /// HiGHS; needs the cargo feature `highs`.
    Highs,
}

impl fmt::Display for Solver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Solver::Default => "default",
            Solver::Highs => "highs",
        })
    }
}

impl Programme {
    /// Minimises the programme.
    pub fn solve(&self, solver: Solver, limits: Limits) -> Verdict {
        self.solve_from(solver, limits, None)
    }

    /// Minimises the programme from a solution that is known; HiGHS does without it.
    pub fn solve_from(&self, solver: Solver, limits: Limits, start: Option<&[f64]>) -> Verdict {
        if self.contradicts_itself() {
            return Verdict::Infeasible;
        }
        if limits.seconds.is_some_and(|s| s <= 0.0) {
            return Verdict::Stopped(Stop::Time);
        }
        match solver {
            Solver::Default => default::solve(self, limits, start),
            #[cfg(feature = "highs")]
            Solver::Highs => highs::solve(self, limits),
            #[cfg(not(feature = "highs"))]
            Solver::Highs => {
                Verdict::Failed("this obsada was built without the cargo feature `highs`".into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXACT: Limits = Limits { gap: 0.0, seconds: None, work: 1_000_000 };

    /// A knapsack: values 10, 13, 7 and weights 3, 4, 2 in a sack of 6; the best is the last two.
    fn knapsack() -> Programme {
        let mut programme = Programme { constant: 5.0, ..Default::default() };
        let items: Vec<usize> =
            [10.0, 13.0, 7.0].iter().map(|v| programme.column(0.0, 1.0, true, -v)).collect();
        programme.at_most(items.iter().copied().zip([3.0, 4.0, 2.0]).collect(), 6.0);
        programme
    }

    #[test]
    fn a_knapsack_is_solved_and_bounded() {
        let Verdict::Solved(found) = knapsack().solve(Solver::Default, EXACT) else { panic!() };
        assert_eq!(found.values, [0.0, 1.0, 1.0]);
        assert_eq!(found.objective, -15.0);
        assert!((found.bound - found.objective).abs() < 1e-6 && found.stopped.is_none());
    }

    #[test]
    fn the_relaxation_bounds_the_programme() {
        let Verdict::Solved(found) = knapsack().relaxed().solve(Solver::Default, EXACT) else {
            panic!()
        };
        // Best value per weight first: 7/2, then 10/3 whole, then a quarter of 13.
        assert!((found.objective - (5.0 - 7.0 - 10.0 - 13.0 / 4.0)).abs() < 1e-9);
    }

    #[test]
    fn contradictions_are_infeasible() {
        let mut programme = knapsack();
        programme.at_least(vec![(0, 1.0), (1, 1.0)], 2.0);
        assert_eq!(programme.solve(Solver::Default, EXACT), Verdict::Infeasible);
        let mut empty = Programme::default();
        empty.at_least(vec![], 1.0);
        assert_eq!(empty.solve(Solver::Default, EXACT), Verdict::Infeasible);
        let mut between = knapsack();
        between.column(0.25, 0.75, true, 1.0);
        assert_eq!(between.solve(Solver::Default, EXACT), Verdict::Infeasible);
    }

    /// The first search for a whole solution starts from the one given and looks for no worse one.
    #[test]
    fn a_known_solution_is_where_the_search_starts() {
        let limits = Limits { gap: 0.5, ..EXACT };
        let known = [1.0, 0.0, 1.0];
        let verdict = knapsack().solve_from(Solver::Default, limits, Some(&known));
        let Verdict::Solved(found) = verdict else { panic!() };
        assert!(found.objective <= knapsack().objective(&known) && found.bound <= -15.0 + 1e-6);
    }

    #[test]
    fn a_limit_of_no_time_finds_nothing() {
        let limits = Limits { seconds: Some(0.0), ..EXACT };
        assert_eq!(knapsack().solve(Solver::Default, limits), Verdict::Stopped(Stop::Time));
    }
}
