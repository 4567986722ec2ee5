//! The whole flow in one page: scenario → demand → requirements → shift plan → figures → check.

use crate::answer::{self, Candidate, Plan, Status, Stop};
use crate::check;
use crate::coverage;
use crate::demand::{Choice, LineDemand, demand};
use crate::error::Error;
use crate::figures::{self, Situation};
use crate::milp::Solver;
use crate::requirements::{SetInterval, requirements};
use crate::scenario::Scenario;
use crate::shift_plan::plan::gap;
use crate::shift_plan::search::{Outcome, Settings};
use crate::shift_plan::{self, build, parallel, shortage};
use std::cmp::Ordering;

/// How to solve.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The solver.
    pub solver: Solver,
    /// Gap at which a candidate's search may stop.
    pub gap: f64,
    /// Seconds left for everything, asked again and again; `None`: no limit.
    pub seconds_left: Option<&'a (dyn Fn() -> f64 + Sync)>,
    /// Called after each candidate with how many are done and how many there are.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { solver: Solver::Default, gap: 0.005, seconds_left: None, progress: None }
    }
}

/// One closing, planned.
struct Solved {
    candidate: Candidate,
    demand: Vec<LineDemand>,
    sets: Vec<SetInterval>,
    shifts: Vec<answer::Shift>,
}

/// Plans a scenario: every combination of candidate closing times, the cheapest recommended, the
/// result checked by independent code.
///
/// # Errors
/// [`Error::Infeasible`] if no candidate can meet the targets, [`Error::Limit`] if a limit ended the
/// search before any plan was found, [`Error::CheckFailed`] if the check finds the plan wanting.
pub fn solve(scenario: &Scenario, options: &Options<'_>) -> Result<Plan, Error> {
    let choices = scenario.closings();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let one = |choice: &Vec<Option<&crate::scenario::Closing>>| {
        let solved = solve_closing(scenario, choice, options);
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if let Some(progress) = options.progress {
            progress(done, choices.len());
        }
        solved
    };
    let mut solved: Vec<Solved> =
        parallel::each(&choices, one).into_iter().collect::<Result<_, _>>()?;
    let best = recommended(&solved).ok_or_else(|| no_plan(&solved))?;
    add_marginal_costs(&mut solved);
    let plan = assemble(scenario, &choices, &solved, best, options)?;
    if plan.check.passed { Ok(plan) } else { Err(Error::CheckFailed(plan.check.violations)) }
}

fn solve_closing(
    scenario: &Scenario,
    choice: &Choice<'_>,
    options: &Options<'_>,
) -> Result<Solved, Error> {
    let demand = demand(scenario, choice);
    let sets = requirements(scenario, &demand);
    let week = build::week(scenario, &demand, &sets);
    let settings =
        Settings { solver: options.solver, gap: options.gap, seconds_left: options.seconds_left };
    let situation = Situation { scenario, choice, demand: &demand, sets: &sets };
    let mut candidate = empty_candidate(&situation);
    let mut shifts = Vec::new();
    let reachable = sets.iter().all(|set| set.required.is_some());
    let (week, outcome) = if reachable {
        shift_plan::plan_week(week, scenario.calendar.grid, &settings)
    } else {
        (week, Outcome::Infeasible)
    };
    match outcome {
        Outcome::Found(plan) => {
            shifts = shift_plan::shifts::shifts(scenario, &week, &plan);
            fill(&situation, &mut candidate, &shifts, &plan);
        }
        Outcome::Infeasible => {
            candidate.status = Status::Infeasible;
            candidate.infeasibility = Some(shortage::explain(scenario, &week, &sets, &settings));
        }
        Outcome::Stopped(stop) => {
            (candidate.status, candidate.stopped_by) = (Status::Unknown, Some(stop));
        }
        Outcome::Failed(text) => return Err(Error::Internal(text)),
    }
    Ok(Solved { candidate, demand, sets, shifts })
}

fn empty_candidate(situation: &Situation<'_>) -> Candidate {
    let lines = situation.scenario.lines.len();
    Candidate {
        closing: situation.closing(),
        status: Status::Unknown,
        stopped_by: None,
        infeasibility: None,
        objective: None,
        bound: None,
        gap: None,
        cost_per_week: None,
        wages_per_week: None,
        opening_cost_per_week: Some(situation.opening_cost()),
        waiting_cost_per_week: None,
        paid_hours_per_week: None,
        full_time_equivalents: None,
        open_hours: (0..lines).map(|l| situation.open_hours(l)).sum(),
        marginal_cost_per_half_hour: None,
        lines: Vec::new(),
    }
}

/// Hours a week of one full-time post.
const FULL_TIME_HOURS: f64 = 40.0;
/// A gap no larger than this is rounding.
const PROVEN: f64 = 1e-6;

fn fill(
    situation: &Situation<'_>,
    candidate: &mut Candidate,
    shifts: &[answer::Shift],
    plan: &shift_plan::plan::WeekPlan,
) {
    let services = situation.services(&coverage::on_duty(situation.scenario, shifts));
    let count = |s: &answer::Shift| f64::from(s.count);
    let wages: f64 = shifts.iter().map(|s| s.cost * count(s)).sum();
    let paid_hours: f64 = shifts.iter().map(|s| s.paid_hours * count(s)).sum();
    candidate.lines = situation.lines(&services);
    let waiting: Option<f64> = candidate.lines.iter().map(|l| l.waiting_cost).sum();
    let opening = situation.opening_cost();
    let counted = if situation.scenario.costs.count_waiting { waiting.unwrap_or(0.0) } else { 0.0 };
    let objective = wages + opening + counted;
    let bound = (plan.bound + opening).min(objective);
    let gap = gap(objective, bound);
    candidate.status = match gap {
        g if g <= PROVEN => Status::Optimal,
        _ if plan.stopped.is_some() => Status::Limit,
        _ => Status::Gap,
    };
    candidate.stopped_by = plan.stopped.filter(|_| candidate.status == Status::Limit);
    candidate.objective = Some(objective);
    candidate.bound = Some(bound);
    candidate.gap = Some(gap);
    candidate.cost_per_week = Some(wages + opening);
    candidate.wages_per_week = Some(wages);
    candidate.waiting_cost_per_week = waiting;
    candidate.paid_hours_per_week = Some(paid_hours);
    candidate.full_time_equivalents = Some(paid_hours / FULL_TIME_HOURS);
}

/// The candidate with the least objective; among equals the one open longest, then the first.
fn recommended(solved: &[Solved]) -> Option<usize> {
    let key = |k: usize| Some((solved[k].candidate.objective?, solved[k].candidate.open_hours));
    (0..solved.len()).filter(|k| key(*k).is_some()).min_by(|a, b| {
        let (Some(a), Some(b)) = (key(*a), key(*b)) else { return Ordering::Equal };
        if (a.0 - b.0).abs() <= 1e-6 * a.0.abs() {
            b.1.total_cmp(&a.1)
        } else {
            a.0.total_cmp(&b.0)
        }
    })
}

fn no_plan(solved: &[Solved]) -> Error {
    let stopped = solved.iter().any(|s| s.candidate.status == Status::Unknown);
    let least = solved
        .iter()
        .filter_map(|s| s.candidate.infeasibility.as_ref())
        .min_by(|a, b| a.shortage_hours.total_cmp(&b.shortage_hours));
    match least {
        Some(cause) if !stopped => Error::Infeasible(Box::new(cause.clone())),
        _ if solved.iter().any(|s| s.candidate.stopped_by == Some(Stop::Time)) => Error::Limit(
            "the time limit was reached before a plan was found\n\
             Either give more time with --time-limit, or allow a wider --gap."
                .into(),
        ),
        _ => Error::Limit(
            "the work allowed was done before a plan was found\n\
             Either allow a wider --gap, or make the scenario smaller: fewer starts, lengths or lines."
                .into(),
        ),
    }
}

/// Extra cost for each extra half-hour against the candidate with the next fewer opening hours that
/// differs in one line only.
fn add_marginal_costs(solved: &mut [Solved]) {
    let marginal = |k: usize| -> Option<f64> {
        let own = &solved[k].candidate;
        let differs = |other: &Candidate| {
            own.closing
                .iter()
                .filter(|(line, label)| other.closing.get(*line) != Some(label))
                .count()
        };
        let next = solved
            .iter()
            .map(|s| &s.candidate)
            .filter(|c| c.cost_per_week.is_some() && differs(c) == 1)
            .filter(|c| c.open_hours < own.open_hours)
            .max_by(|a, b| a.open_hours.total_cmp(&b.open_hours))?;
        let half_hours = 2.0 * (own.open_hours - next.open_hours);
        Some((own.cost_per_week? - next.cost_per_week?) / half_hours)
    };
    let values: Vec<Option<f64>> = (0..solved.len()).map(marginal).collect();
    for (solved, value) in solved.iter_mut().zip(values) {
        solved.candidate.marginal_cost_per_half_hour = value;
    }
}

fn assemble(
    scenario: &Scenario,
    choices: &[Vec<Option<&crate::scenario::Closing>>],
    solved: &[Solved],
    best: usize,
    options: &Options<'_>,
) -> Result<Plan, Error> {
    let chosen = &solved[best];
    let situation =
        Situation { scenario, choice: &choices[best], demand: &chosen.demand, sets: &chosen.sets };
    let services = situation.services(&coverage::on_duty(scenario, &chosen.shifts));
    let candidate = &chosen.candidate;
    let missing = || Error::Internal("the recommended candidate has no figures".into());
    let latest = (0..solved.len())
        .max_by(|a, b| {
            let hours = |k: &usize| solved[*k].candidate.open_hours;
            hours(a).total_cmp(&hours(b)).then(b.cmp(a))
        })
        .unwrap_or(best);
    let latest = Situation {
        scenario,
        choice: &choices[latest],
        demand: &solved[latest].demand,
        sets: &solved[latest].sets,
    };
    let mut plan = Plan {
        schema: answer::SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: answer::ScenarioRef {
            title: scenario.title.clone(),
            sha256: scenario.source.sha256.clone(),
            file: scenario.source.file.clone(),
            currency: scenario.currency.clone(),
            locale: scenario.locale,
            interval_minutes: scenario.calendar.grid.minutes(),
        },
        solver: answer::SolverReport {
            name: options.solver.to_string(),
            status: candidate.status,
            objective: candidate.objective.ok_or_else(missing)?,
            bound: candidate.bound.ok_or_else(missing)?,
            gap: candidate.gap.ok_or_else(missing)?,
        },
        closing: candidate.closing.clone(),
        cost_per_week: candidate.cost_per_week.ok_or_else(missing)?,
        paid_hours_per_week: candidate.paid_hours_per_week.ok_or_else(missing)?,
        lines: candidate.lines.clone(),
        candidates: solved.iter().map(|s| s.candidate.clone()).collect(),
        groups: figures::groups(scenario, &chosen.shifts),
        intervals: situation.intervals(&services),
        shifts: chosen.shifts.clone(),
        evening: latest.evening(),
        assumptions: scenario.assumptions.iter().map(assumption).collect(),
        notes: notes(scenario, solved, best),
        check: answer::CheckReport::default(),
    };
    plan.check = check::check(scenario, &plan);
    Ok(plan)
}

fn assumption(a: &crate::scenario::Assumption) -> answer::AssumptionReport {
    answer::AssumptionReport {
        key: a.key.clone(),
        value: a.value.clone(),
        range: a.range.clone(),
        basis: a.basis,
        note: a.note.clone(),
    }
}

/// What a reader must know to read the figures rightly.
fn notes(scenario: &Scenario, solved: &[Solved], best: usize) -> Vec<answer::Note> {
    let chosen = &solved[best];
    let note = |code: &str, subject: String| answer::Note { code: code.into(), subject };
    let mut notes = Vec::new();
    for line in scenario.lines.iter().filter(|l| l.patience.is_some()) {
        notes.push(note("patience-unused", line.id.clone()));
    }
    let mut overlapping: Vec<String> = Vec::new();
    for set in chosen.sets.iter().filter(|s| !s.exact && s.calls > 0.0) {
        let ids: Vec<&str> = set.lines.iter().map(|l| scenario.lines[*l].id.as_str()).collect();
        let subject = ids.join("+");
        if !overlapping.contains(&subject) {
            overlapping.push(subject);
        }
    }
    notes.extend(overlapping.into_iter().map(|subject| note("overlapping-skills", subject)));
    for line in chosen.candidate.lines.iter().filter(|l| l.calls_outside_hours > 0.0) {
        notes.push(note("calls-outside-hours", line.line.clone()));
    }
    let night = |demand: &LineDemand| {
        let grid = scenario.calendar.grid;
        (0..grid.per_week()).any(|t| {
            let (day, minute) = grid.start_of(t);
            day == crate::clock::Weekday::Sun && (60..180).contains(&minute) && demand.open[t]
        })
    };
    let change = scenario.calendar.week_start.and_then(crate::clock::clock_change_in_week);
    if let (Some(sunday), true) = (change, chosen.demand.iter().any(night)) {
        notes.push(note("clock-change", sunday.to_string()));
    }
    let labels = |s: &Solved| {
        let varying = scenario.lines.iter().filter(|l| !l.candidates.is_empty());
        let labels = varying.filter_map(|l| s.candidate.closing.get(&l.id).cloned());
        labels.collect::<Vec<String>>().join(" + ")
    };
    for solved in solved.iter().filter(|s| matches!(s.candidate.status, Status::Limit)) {
        let time = solved.candidate.stopped_by == Some(Stop::Time);
        notes.push(note(if time { "time-limit" } else { "work-limit" }, labels(solved)));
    }
    let reached = chosen.candidate.objective.unwrap_or(f64::INFINITY);
    for (k, other) in solved.iter().enumerate() {
        let could_be = other.candidate.bound.is_some_and(|bound| bound < reached * (1.0 - 1e-6));
        if k != best && could_be {
            notes.push(note("ranking-open", labels(other)));
        }
    }
    notes
}
