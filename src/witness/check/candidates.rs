//! The proof of the recommended plan and the closing times that it was compared with.

use super::figures::{line_consistent, line_hours, line_service, one_report_a_line};
use super::findings::{Findings, TOLERANCE, agree, claimed_as, shown};
use super::hours::{self, LineWeek};
use super::service::LineFigures;
use crate::domain::finding::Fault;
use crate::scenario::Scenario;
use crate::wire::answer::{Candidate, LineReport, Plan, SolverReport, Status};
use std::collections::BTreeMap;

/// Hours of work a week that make one full-time equivalent.
const FULL_TIME_HOURS: f64 = 40.0;

/// Totals of the recommended plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Totals {
    /// Wages with premiums.
    pub(super) wages: f64,
    /// Cost of keeping the lines open.
    pub(super) opening: f64,
    /// Callers' cost of waiting, where a minute is priced.
    pub(super) waiting: Option<f64>,
    /// Paid hours.
    pub(super) paid_hours: f64,
    /// People whom the shifts need at least.
    pub(super) people: u64,
}

impl Totals {
    fn cost(&self) -> f64 {
        self.wages + self.opening
    }

    fn objective(&self, scenario: &Scenario) -> f64 {
        objective(scenario, self.cost(), self.waiting)
    }
}

/// What is minimised: the cost, and callers' waiting if the scenario counts it.
fn objective(scenario: &Scenario, cost: f64, waiting: Option<f64>) -> f64 {
    let waiting = waiting.filter(|_| scenario.costs.count_waiting);
    cost + waiting.unwrap_or(0.0)
}

/// Cost of keeping all lines open as long as they are.
pub(super) fn opening_cost(scenario: &Scenario, weeks: &[LineWeek]) -> f64 {
    let hour = scenario.costs.opening_hour.as_ref().map_or(0.0, |hour| hour.value.get());
    hour * open_hours(weeks)
}

fn open_hours(weeks: &[LineWeek]) -> f64 {
    weeks.iter().map(|week| week.open_hours).sum()
}

/// The plan's own totals and proof.
pub(super) fn solver(scenario: &Scenario, plan: &Plan, own: &Totals, findings: &mut Findings) {
    findings.number("plan", "cost_per_week", plan.cost_per_week, own.cost());
    findings.number("plan", "paid_hours_per_week", plan.paid_hours_per_week, own.paid_hours);
    findings.number("solver", "objective", plan.solver.objective, own.objective(scenario));
    let SolverReport { status, objective, bound, gap, .. } = plan.solver;
    proof("solver", status, objective, (bound, gap), findings);
}

/// Whether objective, bound, gap and status fit together.
fn proof(
    place: &str,
    status: Status,
    objective: f64,
    (bound, gap): (f64, f64),
    findings: &mut Findings,
) {
    let below = bound <= objective || agree(bound, objective);
    findings.expect(below, place, || Fault::BoundAboveObjective {
        bound: shown(bound),
        objective: shown(objective),
    });
    let own = if objective == 0.0 { 0.0 } else { (objective - bound) / objective };
    findings.expect((gap - own).abs() <= TOLERANCE, place, || {
        claimed_as("gap", shown(gap), shown(own))
    });
    let fits = match status {
        Status::Optimal => own <= TOLERANCE,
        Status::Gap | Status::Limit => true,
        Status::Infeasible | Status::Unknown => false,
    };
    findings.expect(fits, place, || Fault::StatusAgainstGap {
        status: status_text(status),
        gap: shown(own),
    });
}

fn status_text(status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Gap => "gap",
        Status::Limit => "limit",
        Status::Infeasible => "infeasible",
        Status::Unknown => "unknown",
    }
}

/// Every candidate of the scenario, in its order; the recommended one against the recomputed figures,
/// the others as far as they can be known without their shifts.
pub(super) fn check(
    scenario: &Scenario,
    plan: &Plan,
    own: &Totals,
    lines: &[LineFigures],
    findings: &mut Findings,
) {
    let closings = scenario.closings();
    let expected: Vec<BTreeMap<String, String>> =
        closings.iter().map(|closing| hours::labels(scenario, closing)).collect();
    let claimed: Vec<&BTreeMap<String, String>> =
        plan.candidates.iter().map(|candidate| &candidate.closing).collect();
    if claimed != expected.iter().collect::<Vec<_>>() {
        let names = |all: &[&BTreeMap<String, String>]| {
            all.iter().map(|closing| name(closing)).collect::<Vec<_>>().join("; ")
        };
        let expected = names(&expected.iter().collect::<Vec<_>>());
        let claimed = names(&claimed);
        findings.add("candidates", Fault::OtherCandidates { claimed, expected });
    }
    for candidate in &plan.candidates {
        let Some(closing) = expected.iter().position(|labels| *labels == candidate.closing) else {
            continue;
        };
        let weeks = hours::weeks(scenario, &closings[closing]);
        one(scenario, candidate, &weeks, findings);
        marginal(plan, candidate, findings);
        if candidate.closing == plan.closing {
            recommended(scenario, plan, candidate, own, lines, findings);
        }
    }
    findings.number("plan", "cost_resolution", plan.cost_resolution, resolution(plan));
    let worth = scenario.costs.served_call.as_ref().map(|value| value.value.get());
    findings.optional("plan", "served_call", plan.served_call, worth);
}

/// How messages name a candidate.
pub(super) fn name(closing: &BTreeMap<String, String>) -> String {
    let parts: Vec<String> =
        closing.iter().map(|(line, label)| format!("{line} {label}")).collect();
    parts.join(", ")
}

/// What must hold of a candidate whatever its shifts are.
fn one(scenario: &Scenario, candidate: &Candidate, weeks: &[LineWeek], findings: &mut Findings) {
    let place = format!("candidate {}", name(&candidate.closing));
    let has_plan = !matches!(candidate.status, Status::Infeasible | Status::Unknown);
    findings.number(&place, "open_hours", candidate.open_hours, open_hours(weeks));
    for (what, there) in [
        ("objective", candidate.objective.is_some()),
        ("cost_per_week", candidate.cost_per_week.is_some()),
        ("wages_per_week", candidate.wages_per_week.is_some()),
        ("paid_hours_per_week", candidate.paid_hours_per_week.is_some()),
        ("full_time_equivalents", candidate.full_time_equivalents.is_some()),
    ] {
        findings.expect(there == has_plan, &place, || {
            let status = status_text(candidate.status);
            Fault::StatusAgainstFigure { status, what, given: there }
        });
    }
    let reports = if has_plan || !candidate.lines.is_empty() {
        one_report_a_line(scenario, &candidate.lines, &format!("{place}: "), findings)
    } else {
        Vec::new()
    };
    for (index, report) in reports {
        let (line, place) = (&scenario.lines[index], format!("{place}: line {}", report.line));
        line_hours(line, report, &weeks[index], &place, findings);
        if has_plan {
            line_consistent(scenario, line, report, &place, findings);
        }
    }
    if has_plan {
        amounts(scenario, candidate, weeks, &place, findings);
    }
}

/// The amounts of a candidate with a plan, against each other.
fn amounts(
    scenario: &Scenario,
    candidate: &Candidate,
    weeks: &[LineWeek],
    place: &str,
    findings: &mut Findings,
) {
    let opening = opening_cost(scenario, weeks);
    let waiting: Option<f64> = scenario
        .costs
        .caller_minute
        .as_ref()
        .and_then(|_| candidate.lines.iter().map(|line| line.waiting_cost).sum());
    let cost = candidate.wages_per_week.map(|wages| wages + opening);
    let full_time = candidate.paid_hours_per_week.map(|hours| hours / FULL_TIME_HOURS);
    let own_objective = candidate.cost_per_week.map(|cost| objective(scenario, cost, waiting));
    let mut same = |what, claimed, own| findings.optional(place, what, claimed, own);
    same("opening_cost_per_week", candidate.opening_cost_per_week, Some(opening));
    same("waiting_cost_per_week", candidate.waiting_cost_per_week, waiting);
    same("cost_per_week", candidate.cost_per_week, cost);
    same("full_time_equivalents", candidate.full_time_equivalents, full_time);
    same("objective", candidate.objective, own_objective);
    match (candidate.objective, candidate.bound, candidate.gap) {
        (Some(objective), Some(bound), Some(gap)) => {
            proof(place, candidate.status, objective, (bound, gap), findings);
        }
        _ => findings.add(place, Fault::ProofMissing),
    }
}

/// The extra cost of each half-hour against the candidate with the next fewer opening hours that
/// differs in one line only. Where several have these hours, any of them may be meant.
fn marginal(plan: &Plan, candidate: &Candidate, findings: &mut Findings) {
    let differ = |other: &Candidate| {
        candidate
            .closing
            .iter()
            .filter(|(line, label)| other.closing.get(*line) != Some(label))
            .count()
    };
    let shorter: Vec<&Candidate> = plan
        .candidates
        .iter()
        .filter(|other| differ(other) == 1 && other.open_hours < candidate.open_hours)
        .collect();
    let next = |all: &[&Candidate]| all.iter().map(|other| other.open_hours).reduce(f64::max);
    let planned: Vec<&Candidate> =
        shorter.iter().copied().filter(|other| other.cost_per_week.is_some()).collect();
    let values: Vec<f64> = planned
        .iter()
        .filter(|other| Some(other.open_hours) == next(&planned))
        .filter_map(|other| {
            let half_hours = 2.0 * (candidate.open_hours - other.open_hours);
            Some((candidate.cost_per_week? - other.cost_per_week?) / half_hours)
        })
        .collect();
    // Where the very next one has no plan, there may also be no figure.
    let may_miss = values.is_empty() || next(&planned) != next(&shorter);
    let right = match candidate.marginal_cost_per_half_hour {
        Some(claimed) => values.iter().any(|own| agree(claimed, *own)),
        None => may_miss,
    };
    findings.expect(right, &format!("candidate {}", name(&candidate.closing)), || {
        let claimed = candidate.marginal_cost_per_half_hour;
        claimed_as("marginal_cost_per_half_hour", format!("{claimed:?}"), format!("{values:?}"))
    });
}

/// The recommended candidate against the plan and the recomputed figures.
fn recommended(
    scenario: &Scenario,
    plan: &Plan,
    candidate: &Candidate,
    own: &Totals,
    lines: &[LineFigures],
    findings: &mut Findings,
) {
    let place = format!("candidate {}", name(&candidate.closing));
    let solver = &plan.solver;
    findings.expect(candidate.status == solver.status, &place, || {
        let (status, plan) = (status_text(candidate.status), status_text(solver.status));
        Fault::StatusOfPlan { status, plan }
    });
    let mut same = |what, claimed, own| findings.optional(&place, what, claimed, own);
    same("objective", candidate.objective, Some(own.objective(scenario)));
    same("bound", candidate.bound, Some(solver.bound));
    same("gap", candidate.gap, Some(solver.gap));
    same("cost_per_week", candidate.cost_per_week, Some(own.cost()));
    same("wages_per_week", candidate.wages_per_week, Some(own.wages));
    same("waiting_cost_per_week", candidate.waiting_cost_per_week, own.waiting);
    same("paid_hours_per_week", candidate.paid_hours_per_week, Some(own.paid_hours));
    if let Some(people) = candidate.people_needed {
        findings.same(&place, "people_needed", u64::from(people), own.people);
    }
    for (line, figures) in scenario.lines.iter().zip(lines) {
        for report in candidate.lines.iter().filter(|report| report.line == line.id) {
            line_service(line, report, figures, &format!("{place}: line {}", line.id), findings);
        }
    }
}

/// What a candidate is recommended by: its objective less what the calls that are answered are worth.
fn net(scenario: &Scenario, candidate: &Candidate) -> Option<f64> {
    let worth = scenario.costs.served_call.as_ref().map_or(0.0, |value| value.value.get());
    Some(candidate.objective? - worth * candidate.lines.iter().map(answered).sum::<f64>())
}

/// First calls whose callers are answered, from a line's own figures. Played-out counts of calls scatter, so
/// where nobody calls again the expected calls are taken.
fn answered(line: &LineReport) -> f64 {
    let (attempts, lost) = match &line.through_day {
        None => (line.attempts_per_week, line.p_abandon),
        Some(through) if line.attempts_per_week > line.calls_per_week => {
            (through.attempts_per_week, through.p_abandon.value)
        }
        Some(through) => (line.calls_per_week, through.p_abandon.value),
    };
    attempts * (1.0 - lost)
}

/// What differences of cost scatter by: how far plans lie below the bound of the formula's programme, its standard
/// deviation times √2; nothing where every plan is proven.
fn resolution(plan: &Plan) -> f64 {
    let kept = || plan.candidates.iter().filter(|c| c.objective.is_some() && holds(c));
    if kept().all(|c| c.status == Status::Optimal) {
        return 0.0;
    }
    let below: Vec<f64> = kept()
        .filter_map(|c| {
            let before = c.tightened.as_ref().map(|through| through.bound_before);
            Some(c.objective? - before.or(c.bound_programme)?)
        })
        .collect();
    let count = below.len() as f64;
    let sums = below.iter().fold((0.0, 0.0), |(sum, squares), b| (sum + b, squares + b * b));
    let variance = (sums.1 - sums.0 * sums.0 / count) / (count - 1.0);
    if below.len() < 2 { 0.0 } else { (2.0 * variance.max(0.0)).sqrt() }
}

fn holds(candidate: &Candidate) -> bool {
    candidate.tightened.as_ref().is_none_or(|through| through.holds)
}

/// Whether the recommended candidate keeps its promises if any does, is not told apart from the best by the rule,
/// and is open no longer than others of which that is true.
pub(super) fn recommendation(scenario: &Scenario, plan: &Plan, findings: &mut Findings) {
    let chosen = || plan.candidates.iter().filter(|c| c.closing == plan.closing);
    let keeps = chosen().all(holds);
    let Some(own) = chosen().find_map(|c| Some((net(scenario, c)?, c.open_hours))) else { return };
    let room = TOLERANCE * plan.solver.objective.abs();
    let rivals = || plan.candidates.iter().filter(|c| !keeps || holds(c));
    let least = rivals().filter_map(|c| net(scenario, c)).fold(f64::INFINITY, f64::min);
    for candidate in &plan.candidates {
        let Some(other) = net(scenario, candidate) else { continue };
        findings.expect(keeps || !holds(candidate), "recommendation", || Fault::BreaksPromises {
            keeper: name(&candidate.closing),
        });
        if keeps && !holds(candidate) {
            continue;
        }
        let told_apart = own.0 > other + plan.cost_resolution + room && !agree(own.0, other);
        findings.expect(!told_apart, "recommendation", || Fault::Dearer {
            objective: shown(own.0),
            other: name(&candidate.closing),
            cheaper: shown(other),
        });
        // Of equal amounts the one that answers more calls may be open longer.
        let may_be_best = plan.cost_resolution > 0.0 && other < least + plan.cost_resolution - room;
        let shorter = candidate.open_hours < own.1 - 1.0 / 60.0;
        findings.expect(!(may_be_best && shorter), "recommendation", || Fault::OpenLonger {
            other: name(&candidate.closing),
            hours: shown(candidate.open_hours),
            own: shown(own.1),
        });
    }
}
