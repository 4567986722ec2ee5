//! A mixed-integer programme as the planner thinks of it, and what a solver can say about it.

use crate::wire::answer::Stop;

/// A row may be exceeded by this much, in its own unit; solvers work to 1e-7.
pub const FEASIBILITY: f64 = 1e-6;

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

    /// Whether a row without variables cannot hold, or a variable has no value.
    pub fn contradicts_itself(&self) -> bool {
        let unmet = |r: &Row| r.terms.is_empty() && (r.low > FEASIBILITY || r.high < -FEASIBILITY);
        let empty = |c: &Column| match c.integer {
            true => c.low.ceil() > c.high.floor(),
            false => c.low > c.high,
        };
        self.rows.iter().any(unmet) || self.columns.iter().any(empty)
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

    /// These values, those of whole variables rounded.
    pub fn rounded(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..self.columns.len())
            .map(|j| if self.columns[j].integer { value(j).round() } else { value(j) })
            .collect()
    }

    /// The verdict on values that a solver has found, once their rows hold.
    pub fn found(
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
