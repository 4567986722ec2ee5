//! Consultants needed in the hours that a later close adds: with shared and with separate crews.

use super::findings::{Findings, agree};
use super::hours::{self, LineWeek};
use super::requirement::{Part, required};
use super::service::pool;
use crate::scenario::Scenario;
use crate::wire::answer::{EveningNeed, Plan};

/// Holds every row against the scenario. A row may stand for any of the closing times compared, so its
/// calls must be those of one of them; what the calls require is recomputed.
pub(super) fn check(scenario: &Scenario, plan: &Plan, findings: &mut Findings) {
    if plan.evening.is_empty() {
        return;
    }
    let choices: Vec<Vec<LineWeek>> =
        scenario.closings().iter().map(|closing| hours::weeks(scenario, closing)).collect();
    for row in &plan.evening {
        let place = format!("evening, line {}, {} {}", row.lines.join("+"), row.day, row.start);
        one(scenario, row, &choices, &place, findings);
    }
}

fn one(
    scenario: &Scenario,
    row: &EveningNeed,
    choices: &[Vec<LineWeek>],
    place: &str,
    findings: &mut Findings,
) {
    let lines: Option<Vec<usize>> =
        row.lines.iter().map(|id| scenario.lines.iter().position(|line| line.id == *id)).collect();
    let Some(lines) = lines else {
        return findings.add(place, "the scenario does not have all its lines");
    };
    let interval = scenario.calendar.grid.at(row.day, row.start.minutes());
    if row.calls.len() != lines.len() || row.separate.len() != lines.len() {
        return findings.add(place, "it does not give calls and agents for each of its lines");
    }
    let parts: Vec<Part<'_>> = lines
        .iter()
        .zip(&row.calls)
        .map(|(line, calls)| (&scenario.lines[*line], *calls))
        .collect();
    for ((index, part), separate) in lines.iter().zip(&parts).zip(&row.separate) {
        let known = choices.iter().any(|weeks| agree(weeks[*index].calls[interval], part.1));
        findings.expect(known, place, || {
            format!(
                "calls of line {} are claimed as {}, which no closing brings",
                part.0.id, part.1
            )
        });
        let alone = required(&[*part], &pool(scenario, &[*part]), true);
        findings.expect((alone.least..=alone.most).contains(separate), place, || {
            format!(
                "separate is claimed as {separate} for line {}, recomputed {}",
                part.0.id, alone.least
            )
        });
    }
    let together = required(&parts, &pool(scenario, &parts), true);
    findings.expect((together.least..=together.most).contains(&row.shared), place, || {
        format!("shared is claimed as {}, recomputed {}", row.shared, together.least)
    });
}
