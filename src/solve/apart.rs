//! The same flow in pieces, for a program whose threads share no memory: [`one`] closing planned by each,
//! what they came to brought together by [`settle`], and any of them shown by [`plan_of`]. Together they are
//! [`solve`](super::solve), to the byte.

use super::candidate::{Wanted, solve_closing};
use super::solved::Solved;
use super::{Choices, Options, compared, shown};
use crate::domain::error::Error;
use crate::plan::closed_loop::bound::Known;
use crate::scenario::Scenario;
use crate::wire::answer::Plan;

/// One combination of closing times planned: its place among [`Scenario::closings`].
///
/// # Errors
/// [`Error::Internal`] if there is no such combination; those of an engine that fails.
pub fn one(scenario: &Scenario, closing: usize, options: &Options<'_>) -> Result<Solved, Error> {
    let choices = scenario.closings();
    let choice = choices.get(closing).ok_or_else(|| missing(closing, choices.len()))?;
    let like = options.like.get(closing).and_then(|like| like.as_deref());
    solve_closing(scenario, (choice, like), options, Wanted::Answer(&Known::default()))
}

/// What every combination of closing times has from the others, once each is planned.
///
/// # Errors
/// [`Error::Internal`] if they are not as many as the scenario has.
pub fn settle(
    scenario: &Scenario,
    solved: Vec<Solved>,
    options: &Options<'_>,
) -> Result<Vec<Solved>, Error> {
    let choices = scenario.closings();
    let mut solved = restored(scenario, &choices, solved)?;
    compared(scenario, &choices, &mut solved, options);
    Ok(solved)
}

/// The plan of one combination of closing times that were settled, or of the one that is recommended.
///
/// # Errors
/// Those of [`solve`](super::solve), and of [`settle`].
pub fn plan_of(
    scenario: &Scenario,
    solved: Vec<Solved>,
    closing: Option<usize>,
    options: &Options<'_>,
) -> Result<Plan, Error> {
    let choices = scenario.closings();
    let solved = restored(scenario, &choices, solved)?;
    match closing.filter(|k| *k >= choices.len()) {
        Some(k) => Err(missing(k, choices.len())),
        None => shown(scenario, &choices, &solved, closing, options),
    }
}

fn restored(
    scenario: &Scenario,
    choices: &[Choices<'_>],
    solved: Vec<Solved>,
) -> Result<Vec<Solved>, Error> {
    if solved.len() != choices.len() {
        return Err(missing(solved.len(), choices.len()));
    }
    let whole = solved.into_iter().zip(choices);
    Ok(whole.map(|(solved, choice)| solved.restored(scenario, choice)).collect())
}

fn missing(closing: usize, count: usize) -> Error {
    Error::Internal(format!("closing {closing} of {count}"))
}
