//! The one door to the solvers: a mixed-integer programme in, a verdict out.
//!
//! Every verdict says what was proven. A programme that a limit stopped comes back with the bound
//! that holds all the same; a solution is never called optimal unless the solver says so and the
//! rows, recomputed here from the rounded values, hold.

//!
//! microlp is called directly and not through good_lp, which HiGHS is: only so can a solve be limited
//! by counted work, start from a known solution, and hand out the bound it has reached.

use crate::wire::answer::Stop;
use microlp::{ComparisonOp, OptimizationDirection, SolveOptions, SolveOutcome, TerminationReason};
use std::fmt;

/// A row may be exceeded by this much, in its own unit; solvers work to 1e-7.
pub const FEASIBILITY: f64 = 1e-6;

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

/// When a solve may stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Stop when (objective − bound) ÷ objective is at most this.
    pub gap: f64,
    /// Stop after this many seconds; `None`: never.
    pub seconds: Option<f64>,
    /// Stop after this much work: nodes of the search tree, each as much as the programme has rows and
    /// columns. Unlike time it is the same on every machine.
    pub work: u64,
}

/// A variable: bounds, whether it is whole, and its cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Least value.
    pub low: f64,
    /// Largest value; infinite where there is none.
    pub high: f64,
    /// Whether only whole values are allowed.
    pub integer: bool,
    /// Objective coefficient.
    pub cost: f64,
}

/// A row: `low ≤ Σ coefficient × variable ≤ high`.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Variable and coefficient.
    pub terms: Vec<(usize, f64)>,
    /// Least value; minus infinity where there is none.
    pub low: f64,
    /// Largest value; infinite where there is none.
    pub high: f64,
}

/// A programme to be minimised.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Programme {
    /// Variables.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Added to the objective.
    pub constant: f64,
    /// The objectives of whole solutions lie this far apart; 0 where nothing is known of that.
    pub step: f64,
}

/// What a solve came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// A solution, and a bound that no solution can undercut.
    Solved(Found),
    /// No solution exists.
    Infeasible,
    /// A limit stopped the solve before a solution was found.
    Stopped(Stop),
    /// The solver failed.
    Failed(String),
}

/// A solution that meets every row.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Values; those of whole variables are whole.
    pub values: Vec<f64>,
    /// Objective of these values.
    pub objective: f64,
    /// No solution has a smaller objective than this.
    pub bound: f64,
    /// What stopped the solve, if anything did.
    pub stopped: Option<Stop>,
    /// Simplex iterations, where the solver tells: a measure of the work done.
    pub iterations: u64,
}

impl Programme {
    /// Adds a variable and returns its index.
    pub fn column(&mut self, low: f64, high: f64, integer: bool, cost: f64) -> usize {
        self.columns.push(Column { low, high, integer, cost });
        self.columns.len() - 1
    }

    /// Adds `Σ terms ≥ low`.
    pub fn at_least(&mut self, terms: Vec<(usize, f64)>, low: f64) {
        self.rows.push(Row { terms, low, high: f64::INFINITY });
    }

    /// Adds `Σ terms ≤ high`.
    pub fn at_most(&mut self, terms: Vec<(usize, f64)>, high: f64) {
        self.rows.push(Row { terms, low: f64::NEG_INFINITY, high });
    }

    /// Adds `Σ terms = value`.
    pub fn equal(&mut self, terms: Vec<(usize, f64)>, value: f64) {
        self.rows.push(Row { terms, low: value, high: value });
    }

    /// The objective of these values.
    pub fn objective(&self, values: &[f64]) -> f64 {
        self.constant + self.columns.iter().zip(values).map(|(c, v)| c.cost * v).sum::<f64>()
    }

    /// By how much the worst row or bound is exceeded, relative to the size of the row.
    pub fn violation(&self, values: &[f64]) -> f64 {
        let columns = self.columns.iter().zip(values).map(|(c, v)| (c.low - v).max(v - c.high));
        let rows = self.rows.iter().map(|row| {
            let sum: f64 = row.terms.iter().map(|(j, a)| a * values[*j]).sum();
            let size: f64 = row.terms.iter().map(|(_, a)| a.abs()).fold(1.0, f64::max);
            (row.low - sum).max(sum - row.high) / size
        });
        columns.chain(rows).fold(0.0, f64::max)
    }

    /// The same programme with every variable allowed to be fractional.
    pub fn relaxed(&self) -> Programme {
        let mut relaxed = self.clone();
        relaxed.columns.iter_mut().for_each(|c| c.integer = false);
        relaxed
    }

    /// Minimises the programme.
    pub fn solve(&self, solver: Solver, limits: Limits) -> Verdict {
        self.solve_from(solver, limits, None)
    }

    /// Minimises the programme from a solution that is known; HiGHS does without it.
    pub fn solve_from(&self, solver: Solver, limits: Limits, start: Option<&[f64]>) -> Verdict {
        let contradicted =
            |r: &Row| r.terms.is_empty() && (r.low > FEASIBILITY || r.high < -FEASIBILITY);
        if self.rows.iter().any(contradicted) || self.columns.iter().any(|c| c.low > c.high) {
            return Verdict::Infeasible;
        }
        if limits.seconds.is_some_and(|s| s <= 0.0) {
            return Verdict::Stopped(Stop::Time);
        }
        match solver {
            // A basis that cannot be factorized lies on one path and not on another.
            Solver::Default => match self.solve_microlp(limits, start, false) {
                Verdict::Failed(_) => self.solve_microlp(limits, None, true),
                verdict => verdict,
            },
            Solver::Highs => self.solve_highs(limits),
        }
    }

    /// Rows and columns: what a node of the search tree counts for.
    fn size(&self) -> u64 {
        (self.rows.len() + self.columns.len()).max(1) as u64
    }

    /// The programme as the solver takes it, the rows in this order or the other way round.
    fn problem(&self, reversed: bool) -> (microlp::Problem, Vec<microlp::Variable>) {
        let mut problem = microlp::Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<microlp::Variable> =
            self.columns
                .iter()
                .map(|c| match c.integer {
                    true => problem
                        .add_integer_var(c.cost, (c.low.ceil() as i32, c.high.floor() as i32)),
                    false => problem.add_var(c.cost, (c.low, c.high)),
                })
                .collect();
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| !row.terms.is_empty()).collect();
        if reversed {
            rows.reverse();
        }
        for row in rows {
            let terms: Vec<(microlp::Variable, f64)> =
                row.summed().into_iter().map(|(j, a)| (variables[j], a)).collect();
            if row.low == row.high {
                problem.add_constraint(&terms, ComparisonOp::Eq, row.low);
                continue;
            }
            if row.low.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Ge, row.low);
            }
            if row.high.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Le, row.high);
            }
        }
        (problem, variables)
    }

    fn solve_microlp(&self, limits: Limits, start: Option<&[f64]>, reversed: bool) -> Verdict {
        let (problem, variables) = self.problem(reversed);
        let mut options = SolveOptions::default();
        options.mip_gap = limits.gap;
        options.node_limit = Some(limits.work / self.size());
        options.time_limit = limits.seconds.map(std::time::Duration::from_secs_f64);
        let known = start.map_or(f64::INFINITY, |values| self.objective(values) - self.constant);
        // What cannot improve on a solution by a part of the gap, or by a step, is not looked at.
        let step = 0.999 * self.step / known.abs().max(1.0);
        let margin = (0.1 * limits.gap).max(step).max(1e-9);
        options.tolerances.prune_epsilon = margin;
        options.warm_start = start.map(|values| {
            let whole = (0..self.columns.len()).filter(|j| self.columns[*j].integer);
            whole.map(|j| (variables[j], values[j])).collect()
        });
        let outcome = match problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(microlp::Error::Infeasible) => return Verdict::Infeasible,
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
        let values = self.rounded(|j| solution.var_value(variables[j]));
        let reached = solution.objective();
        let stats = solution.stats();
        let whole = self.columns.iter().any(|c| c.integer);
        let searched = match stats.best_bound {
            Some(bound) => bound.min(reached - margin.max(margin * reached.abs())),
            None if reason == TerminationReason::ProvenOptimal => reached,
            None => f64::NEG_INFINITY,
        };
        let bound = self.constant + if whole { searched } else { reached };
        self.found(values, self.next_objective(bound), stopped, stats.lp_iterations)
    }

    /// The least objective that a whole solution can have from this bound on.
    pub fn next_objective(&self, bound: f64) -> f64 {
        if self.step <= 0.0 || !bound.is_finite() {
            return bound;
        }
        let steps = (bound - self.constant) / self.step;
        let rounding = 1e-6 + 1e-9 * steps.abs();
        bound.max(self.constant + self.step * (steps - rounding).ceil())
    }

    #[cfg(feature = "highs")]
    fn solve_highs(&self, limits: Limits) -> Verdict {
        use good_lp::solvers::highs::highs;
        use good_lp::{Expression, ProblemVariables, Solution, SolverModel, variable};
        let mut variables = ProblemVariables::new();
        let handles: Vec<good_lp::Variable> = self
            .columns
            .iter()
            .map(|c| {
                let definition = variable().min(c.low).max(c.high);
                variables.add(if c.integer { definition.integer() } else { definition })
            })
            .collect();
        let mut objective = Expression::with_capacity(self.columns.len());
        for (column, handle) in self.columns.iter().zip(&handles) {
            objective.add_mul(column.cost, handle);
        }
        let mut model = variables.minimise(objective).using(highs);
        model.set_verbose(false);
        for row in self.rows.iter().filter(|row| !row.terms.is_empty()) {
            let mut sum = Expression::with_capacity(row.terms.len());
            row.terms.iter().for_each(|(j, a)| sum.add_mul(*a, handles[*j]));
            if row.low.is_finite() {
                model.add_constraint(sum.clone().geq(row.low));
            }
            if row.high.is_finite() {
                model.add_constraint(sum.leq(row.high));
            }
        }
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
        let values = self.rounded(|j| solution.value(handles[j]));
        let timed_out = matches!(solution.status(), good_lp::SolutionStatus::TimeLimit);
        // The library does not hand out the bound; the gap that was asked for and reached gives one.
        let objective = self.objective(&values);
        let bound = if timed_out {
            f64::NEG_INFINITY
        } else {
            objective - limits.gap * objective.abs() - 1e-6
        };
        self.found(values, bound, timed_out.then_some(Stop::Time), 0)
    }

    #[cfg(not(feature = "highs"))]
    fn solve_highs(&self, _: Limits) -> Verdict {
        Verdict::Failed("this obsada was built without the cargo feature `highs`".into())
    }

    fn rounded(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..self.columns.len())
            .map(|j| if self.columns[j].integer { value(j).round() } else { value(j) })
            .collect()
    }

    fn found(
        &self,
        values: Vec<f64>,
        bound: f64,
        stopped: Option<Stop>,
        iterations: u64,
    ) -> Verdict {
        let violation = self.violation(&values);
        if violation > 1e-5 {
            return Verdict::Failed(format!("a row is exceeded by {violation:e} after rounding"));
        }
        let objective = self.objective(&values);
        Verdict::Solved(Found {
            objective,
            bound: bound.min(objective),
            values,
            stopped,
            iterations,
        })
    }
}

impl Row {
    /// The terms with each variable once.
    fn summed(&self) -> Vec<(usize, f64)> {
        let mut terms = self.terms.clone();
        terms.sort_by_key(|t| t.0);
        terms.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1 += b.1;
            }
            same
        });
        terms
    }
}

#[cfg(feature = "highs")]
fn failure(error: good_lp::ResolutionError) -> Verdict {
    use good_lp::ResolutionError;
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
    }

    #[test]
    fn a_limit_of_no_time_finds_nothing() {
        let limits = Limits { seconds: Some(0.0), ..EXACT };
        assert_eq!(knapsack().solve(Solver::Default, limits), Verdict::Stopped(Stop::Time));
    }
}
