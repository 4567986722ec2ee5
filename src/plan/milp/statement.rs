//! A programme stated with good_lp, the same way for every solver.

use super::programme::{Programme, Row};
use good_lp::{Expression, ProblemVariables, Solver, SolverModel, Variable, variable};

/// How the rows are stated. It does not change the programme, but the path of a solver.
#[derive(Clone, Copy, PartialEq)]
pub enum Order {
    Stated,
    Reversed,
    /// As stated, each row divided by a power of two that brings its largest coefficient near one: no digit
    /// is lost, and coefficients of cents and of weeks no longer stand in one basis.
    Scaled,
}

/// The model of a solver that states this programme, and a handle for each of its variables.
///
/// The objective's constant stays outside: HiGHS does not receive it from good_lp.
pub fn state<S: Solver>(
    programme: &Programme,
    mut solver: S,
    order: Order,
) -> (S::Model, Vec<Variable>) {
    let mut variables = ProblemVariables::new();
    let handles = programme.columns.iter().map(|c| {
        let definition = variable().min(reachable(c.low)).max(reachable(c.high));
        variables.add(if c.integer { definition.integer() } else { definition })
    });
    let handles: Vec<Variable> = handles.collect();
    let costs = programme.columns.iter().map(|c| c.cost).enumerate();
    let objective = sum(costs, &handles);
    let mut model = solver.create_model(variables.minimise(objective));
    let rows = programme.rows.iter().filter(|row| !row.terms.is_empty());
    match order {
        Order::Stated => rows.for_each(|row| add(&mut model, row, &handles)),
        Order::Reversed => rows.rev().for_each(|row| add(&mut model, row, &handles)),
        Order::Scaled => rows.for_each(|row| add(&mut model, &scaled(row), &handles)),
    }
    (model, handles)
}

/// A bound, or an infinite one in place of a bound so large that it cuts nothing off: microlp's whole variables
/// have bounds of 32 bits.
fn reachable(bound: f64) -> f64 {
    if bound.abs() <= f64::from(i32::MAX) { bound } else { bound.signum() * f64::INFINITY }
}

fn scaled(row: &Row) -> Row {
    let largest = row.terms.iter().map(|(_, a)| a.abs()).fold(0.0, f64::max);
    let power = if largest > 0.0 { libm::exp2(-libm::floor(libm::log2(largest))) } else { 1.0 };
    let terms = row.terms.iter().map(|(j, a)| (*j, a * power)).collect();
    Row { terms, low: row.low * power, high: row.high * power }
}

fn add(model: &mut impl SolverModel, row: &Row, handles: &[Variable]) {
    let left = sum(row.terms.iter().copied(), handles);
    match (row.low.is_finite(), row.high.is_finite()) {
        _ if row.low == row.high => {
            model.add_constraint(left.eq(row.low));
        }
        (true, true) => {
            model.add_constraint(left.clone().geq(row.low));
            model.add_constraint(left.leq(row.high));
        }
        (true, false) => {
            model.add_constraint(left.geq(row.low));
        }
        (false, true) => {
            model.add_constraint(left.leq(row.high));
        }
        (false, false) => {}
    }
}

/// Σ coefficient × variable; a variable that is named twice has the sum of its coefficients.
fn sum(terms: impl ExactSizeIterator<Item = (usize, f64)>, handles: &[Variable]) -> Expression {
    let mut sum = Expression::with_capacity(terms.len());
    terms.for_each(|(j, coefficient)| sum.add_mul(coefficient, handles[j]));
    sum
}
