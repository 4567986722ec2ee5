//! Consultants needed in the hours that a later close adds: with shared and with separate crews.

use super::findings::{Findings, agree, claimed_as};
use super::hours::{self, LineWeek};
use super::requirement::{Known, Part, required};
use super::service::pool;
use crate::domain::finding::Fault;
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
        return findings.add(place, Fault::UnknownLines);
    };
    let minute = row.start.minutes();
    let interval = scenario.calendar.grid.at(row.day, minute);
    if row.calls.len() != lines.len() || row.separate.len() != lines.len() {
        return findings.add(place, Fault::NotForEachLine);
    }
    let parts: Vec<Part<'_>> = lines
        .iter()
        .zip(&row.calls)
        .map(|(line, calls)| (&scenario.lines[*line], *calls))
        .collect();
    let mut asked = Known::default();
    for ((index, part), separate) in lines.iter().zip(&parts).zip(&row.separate) {
        let known = choices.iter().any(|weeks| agree(weeks[*index].calls[interval], part.1));
        findings.expect(known, place, || Fault::CallsOfNoClosing {
            line: part.0.id.clone(),
            calls: part.1,
        });
        let (queue, at) = (pool(scenario, &[*part]), (interval, minute));
        let alone = required(&[*part], &queue, true, at, &mut asked);
        findings.expect(alone.agents().contains(separate), place, || {
            let line = part.0.id.clone();
            Fault::Separate { line, claimed: *separate, recomputed: *alone.agents().start() }
        });
    }
    let queue = pool(scenario, &parts);
    let together = required(&parts, &queue, true, (interval, minute), &mut asked);
    findings.expect(together.agents().contains(&row.shared), place, || {
        claimed_as("shared", row.shared, *together.agents().start())
    });
}
