//! One combination of closing times, planned and followed through the day.

use super::Options;
use super::few_times::{Limited, limited};
use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, cost, crews, shift_times};
use crate::domain::time::TimeLeft;
use crate::domain::units::FULL_TIME_HOURS;
use crate::plan::closed_loop::bound::{Known, least_cost};
use crate::plan::closed_loop::shift_times::only;
use crate::plan::closed_loop::{Attempt, Closed, Planned, Tightening, close, from_other};
use crate::plan::coverage;
use crate::plan::demand::{Choice, LineDemand, demand};
use crate::plan::figures::{self, Situation};
use crate::plan::requirements::{SetInterval, requirements};
use crate::plan::shift_plan::memory::Memory;
use crate::plan::shift_plan::plan::gap;
use crate::plan::shift_plan::search::{Outcome, Settings};
use crate::plan::shift_plan::{self, build, shortage};
use crate::plan::through_day::{LineThroughDay, Playing, report};
use crate::scenario::Scenario;
use crate::wire::answer::{Broken, Candidate, FewerTimes, Infeasibility, Status, Stop};
use serde::{Deserialize, Serialize};

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

/// A plan costs less where it costs less by this much.
const A_LITTLE_MONEY: f64 = 1e-6;
/// How many times what is promised an average may be by the formula where plans are begun that it has none for.
const LOOSER: [f64; 5] = [1.0, 1.5, 3.0, 10.0, 100.0];
/// A gap no larger than this is rounding.
const PROVEN: f64 = 1e-6;

/// What is wanted of a combination of closing times.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// A plan with a bound, with what is known of the bound's intervals already, or the cause why there is none.
    Answer(&'a Known),
    /// A plan that keeps every promise, if there is one: neither bound nor cause.
    Trial,
}

pub(super) fn solve_closing(
    scenario: &Scenario,
    (choice, like): (&Choice<'_>, Option<&[PlannedShift]>),
    options: &Options<'_>,
    wanted: Wanted<'_>,
) -> Result<Solved, Error> {
    let demand = demand(scenario, choice);
    let sets = requirements(scenario, &demand);
    let situation = Situation { scenario, choice, demand: &demand, sets: &sets };
    let settings = options.settings();
    let mut candidate = empty_candidate(&situation);
    let (mut shifts, mut through) = (Vec::new(), Vec::new());
    // The same week is planned again and again: each search starts where the last one ended.
    let own = Memory::default();
    let memory = options.memory.unwrap_or(&own);
    let time_left = || !settings.out_of_time();
    let attempt = |tight: &Tightening| planned(&situation, tight, &settings, Some(memory));
    // A plan is in hand: without time left no other one is looked for.
    let again = |tight: &Tightening| match settings.out_of_time() {
        true => Ok(Attempt::Stopped(Stop::Time)),
        false => attempt(tight),
    };
    let playing = options.promise.playing();
    let first = attempt(&Tightening::default())?;
    // What the formula calls impossible, or what is too hard a programme, may keep its promises through the day.
    let below = match (&first, playing) {
        (Attempt::Infeasible | Attempt::Stopped(Stop::Work), Some(_))
            if !scenario.costs.count_waiting =>
        {
            begun_looser(&attempt)?
        }
        _ => Attempt::Infeasible,
    };
    let looped = |planned| close(&situation, planned, (playing, like), Some(&time_left), &again);
    let mut nearest = Vec::new();
    let closed = match (first, below) {
        (Attempt::Found(first), _) => Some(looped(first)?),
        (first, below) => {
            if let Attempt::Stopped(stop) = first {
                candidate.stopped_by = Some(stop);
            }
            let closed = match below {
                Attempt::Found(below) => Some(looped(below)?),
                _ => None,
            };
            if let Some(broken) = closed.as_ref().filter(|c| !c.tightened.holds) {
                nearest.clone_from(&broken.tightened.broken);
            }
            closed.filter(|c| c.tightened.holds)
        }
    };
    let (closed, fewest) = match closed {
        Some(closed) => of_few_times((&situation, &settings), playing, closed)?,
        None => (None, None),
    };
    if let Some(closed) = closed {
        candidate.stopped_by = None;
        candidate.tightened = playing.map(|_| closed.tightened);
        through = closed.through;
        let planned = closed.planned;
        let question = match playing {
            Some(_) if closed.proven => planned.objective,
            Some(_) => match wanted {
                Wanted::Answer(known) => least_cost(&situation, &settings, known).unwrap_or(0.0),
                Wanted::Trial => 0.0,
            },
            None => planned.bound,
        };
        fill(&situation, &mut candidate, &planned, question);
        report::add(scenario, &mut candidate.lines, &through);
        shifts = planned.shifts;
    } else if let Some(least) = fewest {
        candidate.status = Status::Infeasible;
        candidate.infeasibility = Some(least);
    } else if matches!(wanted, Wanted::Answer(_)) && candidate.stopped_by != Some(Stop::Time) {
        unplanned(&situation, &settings, &mut candidate);
    }
    Ok(Solved { candidate, demand, sets, shifts, through, nearest, fewer_times: None })
}

/// The plan, or one made of it that has no more shift times than allowed; where none is found, why.
fn of_few_times(
    (situation, settings): (&Situation<'_>, &Settings<'_>),
    playing: Option<Playing>,
    closed: Closed,
) -> Result<(Option<Closed>, Option<Infeasibility>), Error> {
    let used = shift_times(&closed.planned.shifts).len();
    let Some(most) = situation.scenario.shift_times.most.filter(|most| used > *most as usize)
    else {
        return Ok((Some(closed), None));
    };
    Ok(match limited((situation, settings), playing, closed, most as usize)? {
        Limited::Within(closed) => (Some(closed), None),
        Limited::Fewest(least) => {
            (None, Some(shortage::of_times(situation.scenario, most, least as u32)))
        }
    })
}

/// Why there is no plan, as far as it is known.
fn unplanned(situation: &Situation<'_>, settings: &Settings<'_>, candidate: &mut Candidate) {
    let Situation { scenario, demand, sets, .. } = *situation;
    let week = build::week(scenario, demand, sets);
    let cause = shortage::explain(scenario, &week, sets, settings);
    // A search that ended without a plan leaves open whether there is one, unless something is short for certain.
    if candidate.stopped_by.is_none() || cause.certain() {
        (candidate.status, candidate.stopped_by) = (Status::Infeasible, None);
        candidate.infeasibility = Some(cause);
    } else if settings.out_of_time() {
        // The programme was too hard, and then there was no time to begin otherwise.
        candidate.stopped_by = Some(Stop::Time);
    }
}

/// A plan to begin from where the formula has none: as few agents as may be, with averages that are near what is promised.
fn begun_looser(attempt: &dyn Fn(&Tightening) -> Result<Attempt, Error>) -> Result<Attempt, Error> {
    for times in LOOSER {
        match attempt(&Tightening::fewest(times))? {
            Attempt::Infeasible => {}
            ended => return Ok(ended),
        }
    }
    Ok(Attempt::Infeasible)
}

/// Makes a plan of the shifts of another closing where it costs less and keeps every promise of this one too.
pub(super) fn take_over(
    scenario: &Scenario,
    choice: &Choice<'_>,
    solved: &mut Solved,
    (shifts, known): (&[PlannedShift], f64),
    (playing, time_left): (Playing, TimeLeft<'_>),
) -> bool {
    let (demand, sets) = (&solved.demand, &solved.sets);
    // Where few shift times are allowed, those of the other plan are the ones.
    let own = scenario.shift_times.most.map(|_| shift_times(shifts).into_keys().collect());
    let few = own.map(|times| only(scenario, times));
    let scenario = few.as_ref().unwrap_or(scenario);
    let situation = Situation { scenario, choice, demand, sets };
    let grid = scenario.calendar.grid;
    let open = |shift: &PlannedShift| {
        let span = shift.crew.worked.span();
        let mut minutes = (span.from()..span.to()).step_by(grid.minutes() as usize);
        minutes.any(|m| demand.iter().any(|line| line.open[grid.at(shift.crew.day, m)]))
    };
    if !shifts.iter().all(open) {
        return false;
    }
    let known = known - A_LITTLE_MONEY;
    let Some((shifts, through)) = from_other(&situation, (playing, time_left), shifts, known)
    else {
        return false;
    };
    refill(&situation, &mut solved.candidate, &shifts, &through);
    (solved.shifts, solved.through) = (shifts, through);
    true
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

fn empty_candidate(situation: &Situation<'_>) -> Candidate {
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

fn fill(situation: &Situation<'_>, candidate: &mut Candidate, planned: &Planned, question: f64) {
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
