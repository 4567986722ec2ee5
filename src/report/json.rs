//! The plan as JSON in the shape of the schema `obsada.plan/1`, its simulation as
//! `obsada.simulation/1`, and a proposal as `obsada.proposal/1`.

use super::words::shortage;
use crate::domain::units::Language;
use crate::simulate::verdict::Simulation;
use crate::wire::answer::Plan;
use crate::wire::proposal::Proposal;
use crate::wire::roster_answer::{Repair, Roster};

/// The plan, indented, with a newline at the end.
///
/// Numbers are written with the fewest digits that read back as the same number. A number that is
/// not finite, which no plan should hold, is written as `null`.
pub fn plan(plan: &Plan) -> String {
    let mut plan = plan.clone();
    for candidate in &mut plan.candidates {
        candidate.infeasibility = candidate.infeasibility.as_ref().map(shortage::written);
    }
    // A plan has text keys only and is written to memory, so nothing can fail here.
    let mut text = serde_json::to_string_pretty(&plan).unwrap_or_default();
    text.push('\n');
    text
}

/// A proposal, indented, with a newline at the end. A figure that does not exist is `null`.
pub fn proposal(proposal: &Proposal) -> String {
    let mut proposal = proposal.clone();
    for plans in &mut proposal.closings {
        for week in [&mut plans.low, &mut plans.central, &mut plans.high] {
            let cause = week.cause.as_ref();
            week.infeasible = cause.map(|cause| shortage::summary(cause, Language::En));
        }
    }
    let mut text = serde_json::to_string_pretty(&proposal).unwrap_or_default();
    text.push('\n');
    text
}

/// The roster, in the same way; schema `obsada.roster/1`.
pub fn roster(roster: &Roster) -> String {
    let mut text = serde_json::to_string_pretty(roster).unwrap_or_default();
    text.push('\n');
    text
}

/// A repair, in the same way; schema `obsada.repair/1`.
pub fn repair(repair: &Repair) -> String {
    let mut text = serde_json::to_string_pretty(repair).unwrap_or_default();
    text.push('\n');
    text
}

/// A simulation, indented, with a newline at the end. The half-width of an interval is `null` where
/// nothing is known of it, as after a single week.
pub fn simulation(simulation: &Simulation) -> String {
    // Text keys only, written to memory, so nothing can fail here.
    let mut text = serde_json::to_string_pretty(simulation).unwrap_or_default();
    text.push('\n');
    text
}
