//! The independent witness: every promise of a plan recomputed from the scenario, its shifts and its
//! closing times alone.
//!
//! Nothing here comes from the rooms that made the plan. Opening hours, demand, coverage, shift rules,
//! contracts, wages and the Erlang C formula are derived a second time from the scenario, so that an
//! error would have to be made twice, in two ways, to pass unseen. In the order of the flow: `hours`
//! says when lines are open and who calls; `shifts` reads the shifts, holds them against their rules
//! and prices them; `contracts` counts people; `coverage` puts them on duty and finds the lines that
//! share them; `requirement` and `service` say what the queues need and get; `figures`, `candidates`
//! and `evening` lay the plan's figures beside the recomputed ones, and `through_day` beside those of
//! weeks that are played out anew ([`crate::simulate`], a witness too).
//!
//! Figures agree if they differ by no more than one millionth. Each disagreement and each broken rule
//! is one finding, which names the place and both values.

mod candidates;
mod carried;
mod contracts;
mod coverage;
mod evening;
mod figures;
mod findings;
mod hours;
mod impatient;
pub(crate) mod needs;
mod parse;
mod patience;
mod queue;
mod requirement;
mod service;
mod shifts;
pub(crate) mod through_day;
mod times;
mod today;

pub use parse::parse_plan;

use crate::domain::finding::{Fault, Verdict};
use crate::domain::time::TimeLeft;
use crate::scenario::Scenario;
use crate::wire::answer::{Plan, SCHEMA};
use candidates::Totals;
use findings::Findings;
use hours::LineWeek;
use service::LineFigures;
use shifts::Worked;

/// Shifts of single consultants that a week's plan may hold: far more than any centre has. Beyond it
/// nothing is counted or played out.
pub const MOST_SHIFTS: u64 = 100_000;

/// How many shifts of single consultants a plan holds.
pub fn shifts_held(plan: &Plan) -> u64 {
    plan.shifts.iter().map(|shift| u64::from(shift.count)).sum()
}

/// Recomputes everything that a plan claims about its scenario and lists what does not hold or does not
/// agree. The plan's own verdict ([`Plan::check`]) and its remarks ([`Plan::notes`]) are not looked at.
pub fn check(scenario: &Scenario, plan: &Plan) -> Verdict {
    check_within(scenario, plan, None)
}

/// The same within a limit of time: where it is over, figures through the day are held against fewer weeks.
pub fn check_within(scenario: &Scenario, plan: &Plan, time_left: TimeLeft<'_>) -> Verdict {
    let mut findings = checked(scenario, plan, time_left);
    candidates::recommendation(scenario, plan, &mut findings);
    findings.verdict()
}

/// The same for a plan of a closing that was asked for, whether or not it is the one to recommend.
pub fn check_asked(scenario: &Scenario, plan: &Plan, time_left: TimeLeft<'_>) -> Verdict {
    checked(scenario, plan, time_left).verdict()
}

fn checked(scenario: &Scenario, plan: &Plan, time_left: TimeLeft<'_>) -> Findings {
    let mut findings = Findings::default();
    identity(scenario, plan, &mut findings);
    if shifts_held(plan) > MOST_SHIFTS {
        findings.add("shifts", Fault::TooManyShifts { held: shifts_held(plan), most: MOST_SHIFTS });
        return findings;
    }
    let closing = hours::read_closing(scenario, &plan.closing, &mut findings);
    let weeks = hours::weeks(scenario, &closing);
    let shifts = shifts::read(scenario, plan, &mut findings);
    contracts::check(scenario, plan, &shifts, &mut findings);
    times::check(scenario, plan, &shifts, &mut findings);

    let duty = coverage::on_duty(scenario, &shifts);
    let rows = service::rows(scenario, &weeks, &duty, &mut findings);
    let carried = plan.lines.iter().any(|line| line.through_day.is_some());
    service::covered(scenario, &rows, carried, &mut findings);
    let lines = service::lines(scenario, &weeks, &rows, carried, &mut findings);
    figures::intervals(scenario, plan, &rows, &mut findings);
    report_lines(scenario, plan, &weeks, &lines, &mut findings);

    let totals = totals(scenario, &weeks, &shifts, &lines);
    candidates::solver(scenario, plan, &totals, &mut findings);
    candidates::check(scenario, plan, &totals, &lines, &mut findings);
    evening::check(scenario, plan, &mut findings);
    through_day::check(scenario, plan, (&weeks, &shifts, time_left), &mut findings);
    assumptions(scenario, plan, &mut findings);
    today::check(scenario, plan, &mut findings);
    not_recounted(plan, &mut findings);
    findings
}

/// Whether the plan belongs to this scenario.
fn identity(scenario: &Scenario, plan: &Plan, findings: &mut Findings) {
    let claimed = &plan.scenario;
    findings.same("plan", "schema", plan.schema.as_str(), SCHEMA);
    let place = "scenario";
    findings.same(place, "sha256", &claimed.sha256, &scenario.source.sha256);
    findings.same(place, "title", &claimed.title, &scenario.title);
    findings.same(place, "currency", &claimed.currency, &scenario.currency);
    let minutes = scenario.calendar.grid.minutes();
    findings.same(place, "interval_minutes", claimed.interval_minutes, minutes);
    findings.same(place, "locale", claimed.locale, scenario.locale);
}

/// Whether the plan names everything that is assumed, as the scenario has it.
fn assumptions(scenario: &Scenario, plan: &Plan, findings: &mut Findings) {
    let (claimed, own) = (&plan.assumptions, &scenario.assumptions);
    findings.same("assumptions", "their number", claimed.len(), own.len());
    for (claim, own) in claimed.iter().zip(own) {
        let place = format!("assumption {}", own.key);
        findings.same(&place, "its key", &claim.key, &own.key);
        findings.same(&place, "its value", &claim.value, &own.value);
        findings.same(&place, "its range", &claim.range, &own.range);
        findings.same(&place, "its basis", claim.basis, own.basis);
        findings.same(&place, "its note", &claim.note, &own.note);
    }
}

/// Names what is taken as it is: there is nothing from which it could be derived.
fn not_recounted(plan: &Plan, findings: &mut Findings) {
    findings.remark("search", Fault::SearchNotRecounted);
    if plan.lines.iter().any(|line| line.through_day.is_some()) {
        findings.remark("through the day", Fault::OnlyPlayedOut);
    }
    if plan.candidates.iter().any(|candidate| candidate.closing != plan.closing) {
        findings.remark("candidates", Fault::OthersNotRecounted);
    }
}

fn report_lines(
    scenario: &Scenario,
    plan: &Plan,
    weeks: &[LineWeek],
    lines: &[LineFigures],
    findings: &mut Findings,
) {
    for (index, report) in figures::one_report_a_line(scenario, &plan.lines, "", findings) {
        let (line, place) = (&scenario.lines[index], format!("line {}", report.line));
        figures::line_hours(line, report, &weeks[index], &place, findings);
        figures::line_service(line, report, &lines[index], &place, findings);
    }
}

fn totals(
    scenario: &Scenario,
    weeks: &[LineWeek],
    shifts: &[Worked],
    lines: &[LineFigures],
) -> Totals {
    let wages = shifts.iter().map(|shift| shift.cost(scenario) * f64::from(shift.count)).sum();
    Totals {
        wages,
        opening: candidates::opening_cost(scenario, weeks),
        waiting: lines.iter().map(|line| line.waiting_cost).sum(),
        paid_hours: contracts::paid_hours(shifts),
        people: contracts::people(scenario, shifts),
    }
}
