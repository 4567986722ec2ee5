//! Lines and intervals of a plan, figure by figure, beside the recomputed ones.

use super::findings::{Findings, TOLERANCE, claimed_as, shown};
use super::hours::LineWeek;
use super::patience::{hang_up_rate, planned_s};
use super::requirement::{Told, told};
use super::service::{LineFigures, Row, ids, keeps, set_threshold, threshold};
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::finding::Fault;
use crate::scenario::{LevelOf, Line, Over, Scenario, Target};
use crate::wire::answer::{Interval, LineReport, Plan, TargetReport};
use std::collections::BTreeMap;

/// Day, start and lines, by which a plan names a row.
type RowKey = (Weekday, TimeOfDay, Vec<String>);

/// Compares the plan's interval rows with the recomputed ones; each must be there once.
pub(super) fn intervals(scenario: &Scenario, plan: &Plan, rows: &[Row], findings: &mut Findings) {
    let mut claimed: BTreeMap<RowKey, &Interval> = BTreeMap::new();
    for row in &plan.intervals {
        let key = (row.day, row.start, row.lines.clone());
        if claimed.insert(key, row).is_some() {
            findings.add(&claimed_place(row), Fault::RowTwice);
        }
    }
    for row in rows {
        let (day, minute) = scenario.calendar.grid.start_of(row.interval);
        let lines = ids(scenario, &row.set.lines);
        match claimed.remove(&(day, TimeOfDay::on_clock(minute), lines)) {
            Some(claim) => interval(scenario, claim, row, findings),
            None => findings.add(&row.place(scenario), Fault::RowMissing),
        }
    }
    for extra in claimed.values() {
        findings.add(&claimed_place(extra), Fault::NoSuchSet);
    }
}

fn claimed_place(row: &Interval) -> String {
    format!("line {}, {} {}", row.lines.join("+"), row.day, row.start)
}

fn interval(scenario: &Scenario, claim: &Interval, row: &Row, findings: &mut Findings) {
    let place = row.place(scenario);
    let threshold = set_threshold(scenario, &row.set);
    let required = row.required.least..=row.required.most;
    findings.expect(required.contains(&claim.agents_required), &place, || {
        let (claimed, least) = (claim.agents_required, row.required.least);
        claimed_as("agents_required", claimed, least)
    });
    findings.same(&place, "crew_required", claim.crew_required, row.required.crew);
    let mut number = |what, claimed, own| findings.number(&place, what, claimed, own);
    number("calls", claim.calls, row.pool.calls);
    if row.pool.calls > 0.0 {
        number("aht_s", claim.aht_s, row.pool.aht);
    }
    number("agents", claim.agents, row.agents);
    number("agents_at_phone", claim.agents_at_phone, row.at_phone);
    number("attempts", claim.attempts, row.pool.calls * row.service.attempts());
    number("mean_wait_s", claim.mean_wait_s, row.service.mean_wait());
    number(
        "service_level",
        claim.service_level,
        row.service.service_level(row.pool.level_of, row.pool.hang_up, threshold),
    );
    number("p_abandon", claim.p_abandon, row.service.abandonment());
    number("occupancy", claim.occupancy, row.service.occupancy());
    findings.same(&place, "exact", claim.exact, row.set.exact);
}

/// A plan's reports of lines: each line of the scenario once, in any order, and no other.
pub(super) fn one_report_a_line<'p>(
    scenario: &Scenario,
    reports: &'p [LineReport],
    place: &str,
    findings: &mut Findings,
) -> Vec<(usize, &'p LineReport)> {
    let mut found = Vec::new();
    for (index, line) in scenario.lines.iter().enumerate() {
        let own: Vec<&LineReport> = reports.iter().filter(|r| r.line == line.id).collect();
        match own[..] {
            [report] => found.push((index, report)),
            _ => findings.add(
                &format!("{place}line {}", line.id),
                Fault::ReportedTimes { times: own.len() },
            ),
        }
    }
    for report in reports {
        let known = scenario.lines.iter().any(|line| line.id == report.line);
        findings.expect(known, &format!("{place}line {}", report.line), || Fault::NoSuchLine);
    }
    found
}

/// What follows from the scenario and the closing alone, whatever the shifts.
pub(super) fn line_hours(
    line: &Line,
    report: &LineReport,
    week: &LineWeek,
    place: &str,
    findings: &mut Findings,
) {
    findings.same(place, "name", &report.name, &line.name);
    findings.same(place, "closing", &report.closing, &week.label);
    let mut number = |what, claimed, own| findings.number(place, what, claimed, own);
    number("calls_per_week", report.calls_per_week, week.calls.iter().sum());
    number("evening_calls_per_week", report.evening_calls_per_week, week.evening);
    number("calls_outside_hours", report.calls_outside_hours, week.outside);
    number("open_hours", report.open_hours, week.open_hours);
    number("threshold_s", report.threshold_s, threshold(line));
}

/// What follows from the shifts as well.
pub(super) fn line_service(
    line: &Line,
    report: &LineReport,
    own: &LineFigures,
    place: &str,
    findings: &mut Findings,
) {
    let mut number = |what, claimed, own| findings.number(place, what, claimed, own);
    number("attempts_per_week", report.attempts_per_week, own.attempts);
    number("mean_wait_s", report.mean_wait_s, own.mean_wait);
    number("asa_s", report.asa_s, own.asa);
    number("service_level", report.service_level, own.service_level);
    number("p_abandon", report.p_abandon, own.abandonment);
    findings.optional(place, "waiting_cost", report.waiting_cost, own.waiting_cost);
    nearest_patience(line, report, place, findings);
    findings.same(place, "service_level_of", report.service_level_of.code(), own.level_of.code());
    findings.same(place, "targets", report.targets.len(), line.targets.len());
    let each = report.targets.iter().zip(&line.targets).zip(&own.targets);
    for (number, ((claim, target), (reached, met))) in each.enumerate() {
        let place = format!("{place}, target {}", number + 1);
        target_text(claim, (target, own.level_of), &place, findings);
        findings.number(&place, "reached", claim.reached, *reached);
        findings.same(&place, "met", claim.met, *met);
    }
}

/// The exponential patience of the formulas is told where it is not the one stated.
fn nearest_patience(line: &Line, report: &LineReport, place: &str, findings: &mut Findings) {
    let other = line.patience.as_ref().is_some_and(|patience| !patience.is_exponential());
    let own = planned_s(line).filter(|_| other);
    findings.optional(place, "formula_patience_s", report.formula_patience_s, own);
}

/// What a target report copies from the scenario.
fn target_text(
    claim: &TargetReport,
    (target, level_of): (&Target, LevelOf),
    place: &str,
    findings: &mut Findings,
) {
    let (promised, within) = (target.measure.promised(), target.measure.threshold_s());
    findings.same(place, "measure", claim.measure.code(), target.measure.name().code());
    findings.same(place, "over", claim.over.code(), target.over.code());
    let between = claim.between.map(|between| (between.0, between.1));
    findings.same(place, "between", between == target.between.map(|b| (b.0, b.1)), true);
    findings.number(place, "promised", claim.promised, promised);
    findings.optional(place, "within_s", claim.within_s, within);
    // Files made before it could be chosen name none, and mean all calls offered.
    if target.measure.answered_within_s().is_some() {
        let claimed = claim.service_level_of.unwrap_or_default();
        findings.same(place, "service_level_of", claimed.code(), level_of.code());
    } else {
        findings.same(place, "service_level_of", claim.service_level_of.is_some(), false);
    }
}

/// What must hold within a report whose shifts are not known: its figures against each other.
pub(super) fn line_consistent(
    scenario: &Scenario,
    line: &Line,
    report: &LineReport,
    place: &str,
    findings: &mut Findings,
) {
    if line.patience.is_none() && report.p_abandon == 0.0 {
        // Nobody hangs up, not even on lines that share the queue.
        findings.number(place, "asa_s", report.asa_s, report.mean_wait_s);
    }
    let calls = report.attempts_per_week;
    findings.expect(calls >= report.calls_per_week * (1.0 - TOLERANCE), place, || {
        Fault::FewerAttempts { attempts: shown(calls) }
    });
    hang_ups_consistent(line, report, place, findings);
    nearest_patience(line, report, place, findings);
    findings.same(
        place,
        "service_level_of",
        report.service_level_of.code(),
        scenario.level_of.code(),
    );
    let minute = scenario.costs.caller_minute.as_ref().map(|minute| minute.value.get());
    let waiting = minute.map(|minute| minute * calls * report.mean_wait_s / 60.0);
    let waiting = waiting.filter(|cost| cost.is_finite());
    findings.optional(place, "waiting_cost", report.waiting_cost, waiting);
    let through = report.through_day.as_ref().zip(minute).map(|(through, minute)| {
        minute * through.attempts_per_week * through.mean_wait_s.value / 60.0
    });
    let claimed = report.waiting_cost_through_day;
    findings.optional(place, "waiting_cost_through_day", claimed, through);
    findings.same(place, "targets", report.targets.len(), line.targets.len());
    for (number, (claim, target)) in report.targets.iter().zip(&line.targets).enumerate() {
        let place = format!("{place}, target {}", number + 1);
        target_text(claim, (target, scenario.level_of), &place, findings);
        let met = keeps(target.measure, claim.reached);
        findings.same(&place, "met", claim.met, met);
        let whole = target.over == Over::Week && target.between.is_none();
        if let Some(own) = own_figure(target, report).filter(|_| whole) {
            findings.number(&place, "reached", claim.reached, own);
        }
        let judged_elsewhere = report.through_day.is_some() || target.over == Over::Interval;
        findings.expect(met || judged_elsewhere, &place, || Fault::NotReached {
            reached: claim.reached,
            promised: claim.promised,
        });
    }
}

/// Waiting callers hang up at the rate 1/patience (Little 1961), and a share of those call again.
fn hang_ups_consistent(line: &Line, report: &LineReport, place: &str, findings: &mut Findings) {
    let hang_up = hang_up_rate(line);
    let leaving = if hang_up > 0.0 { (hang_up * report.mean_wait_s).min(1.0) } else { 0.0 };
    findings.number(place, "p_abandon", report.p_abandon, leaving);
    let again = line.redial_share.as_ref().map_or(0.0, |share| share.value.get()) * leaving;
    let first_calls = report.attempts_per_week * (1.0 - again);
    findings.number(place, "first calls of attempts_per_week", first_calls, report.calls_per_week);
}

/// What a report itself says of a target over the week, if it has it.
fn own_figure(target: &Target, report: &LineReport) -> Option<f64> {
    Some(match told(target.measure, report.threshold_s)? {
        Told::MeanWait => report.mean_wait_s,
        Told::HangUps => report.p_abandon,
        Told::ServiceLevel => report.service_level,
    })
}
