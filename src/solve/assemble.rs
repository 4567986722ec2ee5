//! The answer, put together from the candidates.

use super::Options;
use super::solved::Solved;
use crate::domain::error::Error;
use crate::domain::shift::crews;
use crate::domain::time::TimeLeft;
use crate::plan::coverage;
use crate::plan::demand::LineDemand;
use crate::plan::figures::{self, Situation};
use crate::plan::through_day::report;
use crate::plan::today;
use crate::scenario::Scenario;
use crate::wire::answer::{self, NoteCode, Plan, Status};
use crate::wire::shifts;
use crate::witness::check;

/// Costs that differ by less than this share are the same.
const SAME: f64 = 1e-6;

/// Which closing a plan shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// The one that is recommended.
    Recommended(usize),
    /// One that was asked for, whether it is recommended or not.
    Asked(usize),
}

pub(super) fn plan(
    scenario: &Scenario,
    choices: &[Vec<Option<&crate::scenario::Closing>>],
    solved: &[Solved],
    shown: Shown,
    options: &Options<'_>,
) -> Result<Plan, Error> {
    let (Shown::Recommended(best) | Shown::Asked(best)) = shown;
    let chosen = &solved[best];
    let situation =
        Situation { scenario, choice: &choices[best], demand: &chosen.demand, sets: &chosen.sets };
    let services = situation.services(&coverage::on_duty(scenario, &crews(&chosen.shifts)));
    let candidate = &chosen.candidate;
    let missing = || Error::Internal("recommended candidate without figures".into());
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
    let plan = Plan {
        schema: answer::SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: figures::scenario_ref(scenario),
        solver: answer::SolverReport {
            name: options.solver.to_string(),
            status: candidate.status,
            objective: candidate.objective.ok_or_else(missing)?,
            bound: candidate.bound.ok_or_else(missing)?,
            bound_programme: candidate.bound_programme,
            gap: candidate.gap.ok_or_else(missing)?,
        },
        closing: candidate.closing.clone(),
        cost_resolution: super::resolution(solved),
        served_call: scenario.costs.served_call.as_ref().map(|worth| worth.value.get()),
        cost_per_week: candidate.cost_per_week.ok_or_else(missing)?,
        paid_hours_per_week: candidate.paid_hours_per_week.ok_or_else(missing)?,
        lines: candidate.lines.clone(),
        today: today::today(scenario),
        candidates: solved.iter().map(|s| s.candidate.clone()).collect(),
        groups: figures::groups(scenario, &chosen.shifts),
        intervals: situation.intervals(&services),
        shifts: shifts::write(scenario, &chosen.shifts),
        shift_times: Some(answer::ShiftTimes {
            most: scenario.shift_times.most,
            used: shifts::times(&chosen.shifts),
            fewer: chosen.fewer_times.clone(),
        }),
        through_day: report::intervals(scenario, &chosen.through),
        evening: latest.evening(),
        assumptions: figures::assumptions(scenario),
        notes: notes(scenario, solved, best),
        check: answer::CheckReport { passed: true, ..Default::default() },
    };
    let time_left = || !options.out_of_time();
    let time_left: TimeLeft<'_> = options.seconds_left.is_some().then_some(&time_left);
    let verdict = match shown {
        Shown::Recommended(_) => check::check_within(scenario, &plan, time_left),
        Shown::Asked(_) => check::check_asked(scenario, &plan, time_left),
    };
    match verdict.passed() {
        true => Ok(plan),
        false => Err(Error::CheckFailed { what: "plan", findings: verdict.findings }),
    }
}

/// What a reader must know to read the figures rightly.
fn notes(scenario: &Scenario, solved: &[Solved], best: usize) -> Vec<answer::Note> {
    let chosen = &solved[best];
    let note = |code: NoteCode, subject: String| answer::Note { code, subject };
    let mut notes = Vec::new();
    let mut overlapping: Vec<String> = Vec::new();
    for set in chosen.sets.iter().filter(|s| !s.exact && s.calls > 0.0) {
        let ids: Vec<&str> = set.lines.iter().map(|l| scenario.lines[*l].id.as_str()).collect();
        let subject = ids.join("+");
        if !overlapping.contains(&subject) {
            overlapping.push(subject);
        }
    }
    notes.extend(overlapping.into_iter().map(|subject| note(NoteCode::OverlappingSkills, subject)));
    for line in chosen.candidate.lines.iter().filter(|l| l.calls_outside_hours > 0.0) {
        notes.push(note(NoteCode::CallsOutsideHours, line.line.clone()));
    }
    for line in chosen.candidate.lines.iter().filter(|l| l.formula_patience_s.is_some()) {
        notes.push(note(NoteCode::PatienceLaw, line.line.clone()));
    }
    let night = |demand: &LineDemand| {
        let grid = scenario.calendar.grid;
        (0..grid.per_week()).any(|t| {
            let (day, minute) = grid.start_of(t);
            day == crate::domain::clock::Weekday::Sun
                && (60..180).contains(&minute)
                && demand.open[t]
        })
    };
    let change = scenario.calendar.week_start.and_then(crate::domain::clock::clock_change_in_week);
    if let (Some(sunday), true) = (change, chosen.demand.iter().any(night)) {
        notes.push(note(NoteCode::ClockChange, sunday.to_string()));
    }
    let labels = |s: &Solved| {
        let varying = scenario.lines.iter().filter(|l| !l.candidates.is_empty());
        let labels = varying.filter_map(|l| s.candidate.closing.get(&l.id).cloned());
        labels.collect::<Vec<String>>().join(" + ")
    };
    for solved in solved.iter().filter(|s| matches!(s.candidate.status, Status::Limit)) {
        let time = solved.candidate.stopped_by == Some(answer::Stop::Time);
        notes.push(note(
            if time { NoteCode::TimeLimit } else { NoteCode::WorkLimit },
            labels(solved),
        ));
    }
    let reached = chosen.candidate.objective.unwrap_or(f64::INFINITY);
    for (k, other) in solved.iter().enumerate() {
        let could_be = other.candidate.bound.is_some_and(|bound| bound < reached * (1.0 - SAME));
        if k != best && could_be {
            notes.push(note(NoteCode::RankingOpen, labels(other)));
        }
    }
    notes
}
