//! What is known of one combination of closing times: its plan with figures and bounds.

use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, cost, crews, shift_times};
use crate::domain::units::FULL_TIME_HOURS;
use crate::plan::closed_loop::{Attempt, Planned, Tightening};
use crate::plan::coverage;
use crate::plan::demand::{Choice, LineDemand, demand};
use crate::plan::figures::{self, Situation};
use crate::plan::requirements::{SetInterval, requirements};
use crate::plan::shift_plan::memory::Memory;
use crate::plan::shift_plan::plan::gap;
use crate::plan::shift_plan::search::{Outcome, Settings};
use crate::plan::shift_plan::{self, build};
use crate::plan::through_day::{LineThroughDay, report};
use crate::scenario::Scenario;
use crate::wire::answer::{Broken, Candidate, FewerTimes, Status, Stop};
use serde::{Deserialize, Serialize};

/// A gap no larger than this is rounding.
const PROVEN: f64 = 1e-6;

/// One combination of closing times, planned. Written and read again it may cross from one thread to another that
/// shares no memory with it, as in a page; nobody else is meant to read it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Solved {
    pub(super) candidate: Candidate,
    /// Not written: it follows from the scenario.
    #[serde(skip)]
    pub(super) demand: Vec<LineDemand>,
    /// Not written either.
    #[serde(skip)]
    pub(super) sets: Vec<SetInterval>,
    pub(super) shifts: Vec<PlannedShift>,
    /// What callers experience through the day; empty without a plan or where only the formula was
    /// asked for.
    pub(super) through: Vec<LineThroughDay>,
    /// Where there is no plan, what the one that came nearest breaks.
    pub(super) nearest: Vec<Broken>,
    /// Plans of fewer shift times, where they were asked for.
    #[serde(default)]
    pub(super) fewer_times: Option<Vec<FewerTimes>>,
}

impl Solved {
    /// What was not written, worked out anew.
    pub(super) fn restored(mut self, scenario: &Scenario, choice: &Choice<'_>) -> Self {
        self.demand = demand(scenario, choice);
        self.sets = requirements(scenario, &self.demand);
        self
    }
}

/// A candidate of which nothing is known yet.
pub(super) fn empty_candidate(situation: &Situation<'_>) -> Candidate {
    let lines = situation.scenario.lines.len();
    Candidate {
        closing: situation.closing(),
        status: Status::Unknown,
        stopped_by: None,
        infeasibility: None,
        objective: None,
        bound: None,
        bound_programme: None,
        gap: None,
        cost_per_week: None,
        wages_per_week: None,
        opening_cost_per_week: Some(situation.opening_cost()),
        waiting_cost_per_week: None,
        paid_hours_per_week: None,
        full_time_equivalents: None,
        people_needed: None,
        shift_times: None,
        open_hours: (0..lines).map(|l| situation.open_hours(l)).sum(),
        marginal_cost_per_half_hour: None,
        lines: Vec::new(),
        tightened: None,
    }
}

/// The figures of a candidate with this plan, whose question has this bound.
pub(super) fn fill(
    situation: &Situation<'_>,
    candidate: &mut Candidate,
    planned: &Planned,
    question: f64,
) {
    let Planned { shifts, bound: least, stopped, .. } = planned;
    let services = situation.services(&coverage::on_duty(situation.scenario, &crews(shifts)));
    let count = |s: &PlannedShift| f64::from(s.crew.count);
    let wages = cost(shifts);
    let paid_hours: f64 = shifts.iter().map(|s| s.paid_hours() * count(s)).sum();
    candidate.lines = situation.lines(&services);
    let waiting: Option<f64> = candidate.lines.iter().map(|l| l.waiting_cost).sum();
    let opening = situation.opening_cost();
    let counted = if situation.scenario.costs.count_waiting { waiting.unwrap_or(0.0) } else { 0.0 };
    let objective = wages + opening + counted;
    let bound = (question + opening).min(objective);
    candidate.bound_programme = Some(least + opening);
    let gap = gap(objective, bound);
    candidate.status = match gap {
        g if g <= PROVEN => Status::Optimal,
        _ if stopped.is_some() => Status::Limit,
        _ => Status::Gap,
    };
    candidate.stopped_by = stopped.filter(|_| candidate.status == Status::Limit);
    candidate.objective = Some(objective);
    candidate.bound = Some(bound);
    candidate.gap = Some(gap);
    candidate.cost_per_week = Some(wages + opening);
    candidate.wages_per_week = Some(wages);
    candidate.waiting_cost_per_week = waiting;
    candidate.paid_hours_per_week = Some(paid_hours);
    candidate.full_time_equivalents = Some(paid_hours / FULL_TIME_HOURS);
    candidate.shift_times = Some(shift_times(shifts).len() as u32);
    candidate.people_needed =
        Some(figures::people_needed(&figures::groups(situation.scenario, shifts)));
}

/// The figures of a candidate that has other shifts now, which keep every promise.
pub(super) fn refill(
    situation: &Situation<'_>,
    candidate: &mut Candidate,
    shifts: &[PlannedShift],
    through: &[LineThroughDay],
) {
    let objective = cost(shifts);
    let opening = situation.opening_cost();
    let bound = (candidate.bound_programme.unwrap_or(0.0) - opening).min(objective);
    let question = candidate.bound.unwrap_or(0.0) - opening;
    let planned = Planned { shifts: shifts.to_vec(), objective, bound, stopped: None };
    fill(situation, candidate, &planned, question);
    report::add(situation.scenario, &mut candidate.lines, through);
    if let Some(tightened) = &mut candidate.tightened {
        (tightened.holds, tightened.obstacle) = (true, None);
        tightened.broken.clear();
    }
}

/// The cheapest week that meets the requirements so tightened.
pub(super) fn planned(
    situation: &Situation<'_>,
    tight: &Tightening,
    settings: &Settings<'_>,
    memory: Option<&Memory>,
) -> Result<Attempt, Error> {
    let scenario = situation.scenario;
    let sets = tight.raised(situation.sets);
    if sets.iter().any(|set| set.required.is_none()) {
        return Ok(Attempt::Infeasible);
    }
    let mut week = build::week(scenario, situation.demand, &sets);
    tight.lower(&mut week);
    let (week, outcome) =
        shift_plan::plan_week_from(week, scenario.calendar.grid, settings, memory);
    match outcome {
        Outcome::Found(plan) => {
            let shifts = shift_plan::shifts::shifts(scenario, &week, &plan)
                .ok_or_else(|| Error::Internal("breaks of a shift overlap".into()))?;
            let (objective, bound, stopped) = (plan.objective(), plan.bound, plan.stopped);
            Ok(Attempt::Found(Planned { shifts, objective, bound, stopped }))
        }
        Outcome::Infeasible => Ok(Attempt::Infeasible),
        Outcome::Stopped(stop) => Ok(Attempt::Stopped(stop)),
        Outcome::Failed(text) => Err(Error::Internal(text)),
    }
}

/// The same where a plan is in hand: without time left no other one is looked for.
pub(super) fn planned_in_time(
    situation: &Situation<'_>,
    tight: &Tightening,
    settings: &Settings<'_>,
    memory: Option<&Memory>,
) -> Result<Attempt, Error> {
    match settings.out_of_time() {
        true => Ok(Attempt::Stopped(Stop::Time)),
        false => planned(situation, tight, settings, memory),
    }
}
