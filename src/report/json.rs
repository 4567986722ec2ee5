//! Answers as JSON, each in the shape of its schema.

use super::words::shortage;
use crate::domain::error::Error;
use crate::domain::text::is_hidden;
use crate::domain::units::Language;
use crate::wire::answer::{Infeasibility, Plan, ScenarioRef};
use crate::wire::no_plan::{NoPlan, SCHEMA};
use crate::wire::proposal::Proposal;
use serde::Serialize;

/// An answer as JSON, indented, with a newline at the end.
///
/// Characters that are not seen are written as escapes, so that no text of a file steers a terminal.
/// Numbers are written with the fewest digits that read back as the same number. A number that is
/// not finite, or one that does not exist, is written as `null`.
///
/// # Errors
/// [`Error::Internal`] if the answer cannot be written, which would be a defect.
pub fn text(answer: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(answer);
    text.map(|text| plain(&text) + "\n").map_err(|error| Error::Internal(error.to_string()))
}

/// JSON without characters that are not seen, but for its own line breaks. They stand nowhere but within texts.
pub(super) fn plain(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // Hidden characters are all of the first plane: four digits say them.
            c if is_hidden(c) && c != '\n' => plain.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => plain.push(c),
        }
    }
    plain
}

/// A plan as JSON, its reasons of shortage worded in English.
///
/// # Errors
/// Those of [`text`].
pub fn plan(plan: &Plan) -> Result<String, Error> {
    let mut plan = plan.clone();
    for candidate in &mut plan.candidates {
        candidate.infeasibility = candidate.infeasibility.as_ref().map(shortage::written);
    }
    text(&plan)
}

/// Why a scenario has no plan as JSON, worded in English.
///
/// # Errors
/// Those of [`text`].
pub fn no_plan(scenario: ScenarioRef, cause: &Infeasibility) -> Result<String, Error> {
    text(&NoPlan {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario,
        cause: shortage::written(cause),
    })
}

/// A proposal as JSON, its reasons of shortage worded in English.
///
/// # Errors
/// Those of [`text`].
pub fn proposal(proposal: &Proposal) -> Result<String, Error> {
    let mut proposal = proposal.clone();
    for plans in &mut proposal.closings {
        for week in [&mut plans.low, &mut plans.central, &mut plans.high] {
            let cause = week.cause.as_ref();
            week.infeasible = cause.map(|cause| shortage::summary(cause, Language::En));
        }
    }
    let draws = proposal.uncertainty.planned_draws.iter_mut();
    for draw in draws.flat_map(|draws| &mut draws.without_plan) {
        let cause = draw.cause.as_ref();
        draw.short = cause.map(|cause| shortage::summary(cause, Language::En));
    }
    if let Some(safety) = &mut proposal.uncertainty.safety {
        let cause = safety.cause.as_ref();
        safety.infeasible = cause.map(|cause| shortage::summary(cause, Language::En));
    }
    text(&proposal)
}
