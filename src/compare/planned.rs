//! One closing planned, and what the proposal tells of it.

use super::Work;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::error::{Error, Limit};
use crate::domain::shift::{Crew, PlannedShift, crews};
use crate::plan::demand::{Choice, LineDemand, demand};
use crate::scenario::{Closing, Scenario, Stretch};
use crate::wire::answer::{LineInterval, Plan, Status, answered_per_week};
use crate::wire::proposal::{
    DayPart, HalfHourStaff, HalfHourWait, LineDayParts, LinePeak, PlannedWeek,
};
use crate::wire::shifts;
use std::collections::BTreeMap;

/// A closing's week as the proposal tells it, and its plan, or why there is none.
pub(super) type Planned = (PlannedWeek, Result<Plan, Error>);

/// The cheapest week of each closing whose promises hold through the day; where there is no plan, why.
pub(super) fn planned(
    work: &Work<'_>,
    scenario: &Scenario,
    peak: Option<Stretch>,
    like: &[Option<Vec<PlannedShift>>],
) -> Result<Vec<Planned>, Error> {
    let plans = work.each(scenario, like)?;
    let each = plans.into_iter().zip(scenario.closings());
    each.map(|(plan, choice)| one(scenario, &choice, plan, peak)).collect()
}

fn one(
    scenario: &Scenario,
    choice: &Choice<'_>,
    plan: Result<Plan, Error>,
    peak: Option<Stretch>,
) -> Result<Planned, Error> {
    let demand = demand(scenario, choice);
    let mut week = empty(&demand);
    match &plan {
        Ok(plan) => {
            let crews = crews(&shifts::read(scenario, &plan.shifts)?);
            fill(scenario, &demand, (plan, &crews), peak, &mut week);
        }
        Err(Error::Infeasible(cause)) => {
            week.status = Status::Infeasible;
            week.cause = Some((**cause).clone());
        }
        Err(_) => {}
    }
    Ok((week, plan))
}

/// Closings that there was no time to plan.
pub(super) fn not_planned(scenario: &Scenario, choices: &[Vec<Option<&Closing>>]) -> Vec<Planned> {
    let none = |choice: &Vec<Option<&Closing>>| {
        (empty(&demand(scenario, choice)), Err(Error::Limit(Limit::Time)))
    };
    choices.iter().map(none).collect()
}

fn empty(demand: &[LineDemand]) -> PlannedWeek {
    PlannedWeek {
        status: Status::Unknown,
        infeasible: None,
        cause: None,
        holds: false,
        check_passed: false,
        objective: None,
        bound: None,
        cost_per_week: None,
        paid_hours_per_week: None,
        full_time_equivalents: None,
        people_needed: None,
        waiting_minutes: None,
        waiting_cost: None,
        calls_offered: demand.iter().map(LineDemand::total).sum(),
        calls_served: 0.0,
        evening_calls: 0.0,
        evening_shifts: 0,
        lines: Vec::new(),
        peak_waits: Vec::new(),
        day_parts: Vec::new(),
        waits: Vec::new(),
        staffing: Vec::new(),
    }
}

fn fill(
    scenario: &Scenario,
    demand: &[LineDemand],
    (plan, crews): (&Plan, &[Crew]),
    peak: Option<Stretch>,
    week: &mut PlannedWeek,
) {
    let candidate = plan.candidates.iter().find(|c| c.closing == plan.closing);
    week.status = plan.solver.status;
    week.holds = plan.holds();
    week.check_passed = plan.check.passed;
    week.objective = Some(plan.solver.objective);
    week.bound = Some(plan.solver.bound);
    week.cost_per_week = Some(plan.cost_per_week);
    week.paid_hours_per_week = Some(plan.paid_hours_per_week);
    week.full_time_equivalents = candidate.and_then(|c| c.full_time_equivalents);
    week.people_needed = candidate.and_then(|c| c.people_needed);
    week.lines = plan.lines.clone();
    week.calls_served = answered_per_week(&week.lines);
    week.evening_calls = week.lines.iter().map(|line| line.evening_calls_per_week).sum();
    let minutes = |row: &LineInterval| row.attempts * row.mean_wait_s.value / 60.0;
    let minutes: f64 = plan.through_day.iter().map(minutes).sum();
    week.waiting_minutes = Some(minutes);
    week.waiting_cost = scenario.costs.caller_minute.as_ref().map(|m| m.value.get() * minutes);
    let late = |crew: &&Crew| ends_in_the_evening(scenario, demand, crew);
    week.evening_shifts = crews.iter().filter(late).map(|crew| crew.count).sum();
    week.peak_waits = scenario
        .lines
        .iter()
        .map(|line| LinePeak {
            line: line.id.clone(),
            mean_wait_s: peak.and_then(|peak| peak_wait(&plan.through_day, &line.id, peak)),
        })
        .collect();
    week.day_parts = day_parts(scenario, demand, plan);
    week.waits = waits(&plan.through_day);
    week.staffing = staffing(plan);
}

/// Whether a crew ends after the baseline close of a line under comparison.
fn ends_in_the_evening(scenario: &Scenario, demand: &[LineDemand], crew: &Crew) -> bool {
    let close = evening_from(scenario, demand, crew.day);
    close.is_some_and(|close| crew.worked.span().to() > close)
}

/// The earliest baseline close of a line under comparison, minutes.
fn evening_from(scenario: &Scenario, demand: &[LineDemand], day: Weekday) -> Option<u32> {
    let compared = scenario.lines.iter().zip(demand).filter(|(l, _)| !l.candidates.is_empty());
    compared.filter_map(|(_, demand)| demand.evening_from[day.index()]).min()
}

/// Callers before and after the baseline close of the lines under comparison.
fn day_parts(scenario: &Scenario, demand: &[LineDemand], plan: &Plan) -> Vec<LineDayParts> {
    let late = |row: &&LineInterval| {
        evening_from(scenario, demand, row.day).is_some_and(|close| row.start.minutes() >= close)
    };
    let parts = |line: &crate::scenario::Line| {
        let own = plan.through_day.iter().filter(|row| row.line == line.id);
        let (evening, day): (Vec<_>, Vec<_>) = own.partition(late);
        LineDayParts { line: line.id.clone(), day: day_part(&day), evening: day_part(&evening) }
    };
    scenario.lines.iter().map(parts).collect()
}

fn day_part(rows: &[&LineInterval]) -> DayPart {
    let attempts: f64 = rows.iter().map(|row| row.attempts).sum();
    let mean = |of: fn(&LineInterval) -> f64| {
        let sum: f64 = rows.iter().map(|row| row.attempts * of(row)).sum();
        (attempts > 0.0).then(|| sum / attempts)
    };
    let (wait, lost) = (mean(|row| row.mean_wait_s.value), mean(|row| row.p_abandon.value));
    DayPart { attempts, mean_wait_s: wait, p_abandon: lost }
}

/// Mean wait over the calls of the peak.
pub(super) fn peak_wait(rows: &[LineInterval], line: &str, peak: Stretch) -> Option<f64> {
    let within =
        |row: &&LineInterval| row.line == line && (peak.from..peak.to).contains(&row.start);
    let (calls, sum) = rows.iter().filter(within).fold((0.0, 0.0), |(calls, sum), row| {
        (calls + row.attempts, sum + row.attempts * row.mean_wait_s.value)
    });
    (calls > 0.0).then(|| sum / calls)
}

fn waits(rows: &[LineInterval]) -> Vec<HalfHourWait> {
    let mut sums: BTreeMap<(&str, TimeOfDay), (f64, f64)> = BTreeMap::new();
    for row in rows {
        let (calls, sum) = sums.entry((&row.line, row.start)).or_default();
        *calls += row.attempts;
        *sum += row.attempts * row.mean_wait_s.value;
    }
    let row = |((line, start), (attempts, sum)): ((&str, TimeOfDay), (f64, f64))| HalfHourWait {
        line: line.to_owned(),
        start,
        attempts,
        mean_wait_s: if attempts > 0.0 { sum / attempts } else { 0.0 },
    };
    sums.into_iter().map(row).collect()
}

/// Consultants by start: of each moment the largest sets of lines, which no other holds; averaged over
/// the days on which anything is open then.
fn staffing(plan: &Plan) -> Vec<HalfHourStaff> {
    let mut by_start: BTreeMap<TimeOfDay, (Vec<Weekday>, [f64; 3])> = BTreeMap::new();
    for row in &plan.intervals {
        let same_time = |other: &&crate::wire::answer::Interval| {
            other.day == row.day && other.start == row.start && other.lines.len() > row.lines.len()
        };
        let mut larger = plan.intervals.iter().filter(same_time);
        if larger.any(|other| row.lines.iter().all(|line| other.lines.contains(line))) {
            continue;
        }
        let (days, sums) = by_start.entry(row.start).or_default();
        if !days.contains(&row.day) {
            days.push(row.day);
        }
        sums[0] += f64::from(row.agents_required);
        sums[1] += row.agents_at_phone;
        sums[2] += row.agents;
    }
    by_start
        .into_iter()
        .map(|(start, (days, sums))| {
            let [required, at_phone, on_duty] = sums.map(|sum| sum / days.len() as f64);
            HalfHourStaff { start, required, at_phone, on_duty }
        })
        .collect()
}
