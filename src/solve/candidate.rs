//! One combination of closing times, planned and followed through the day.

use super::Options;
use super::few_times::{Limited, limited};
use super::solved::{Solved, empty_candidate, fill, planned, planned_in_time, refill};
use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, shift_times};
use crate::domain::time::TimeLeft;
use crate::plan::closed_loop::bound::{Known, least_cost};
use crate::plan::closed_loop::shift_times::only;
use crate::plan::closed_loop::{Attempt, Closed, Tightening, broken_by_all, close, from_other};
use crate::plan::demand::{Choice, demand};
use crate::plan::figures::Situation;
use crate::plan::requirements::requirements;
use crate::plan::shift_plan::memory::Memory;
use crate::plan::shift_plan::search::Settings;
use crate::plan::shift_plan::{build, shortage};
use crate::plan::through_day::{Playing, report};
use crate::scenario::Scenario;
use crate::wire::answer::{Candidate, Infeasibility, Status, Stop};

/// A plan costs less where it costs less by this much.
const A_LITTLE_MONEY: f64 = 1e-6;
/// How many times what is promised an average may be by the formula where plans are begun that it has none for.
const LOOSER: [f64; 5] = [1.0, 1.5, 3.0, 10.0, 100.0];

/// What is wanted of a combination of closing times.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// A plan with a bound, with what is known of the bound's intervals already, or the cause why there is none.
    Answer(&'a Known),
    /// A plan, or the cause why there is none, without a bound.
    Plan,
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
    let again = |tight: &Tightening| planned_in_time(&situation, tight, &settings, Some(memory));
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
                if let (Some(playing), Wanted::Answer(_)) = (playing, wanted) {
                    let shifts = broken.planned.shifts.clone();
                    nearest = broken_by_all(&situation, (playing, Some(&time_left)), shifts);
                }
                if nearest.is_empty() {
                    nearest.clone_from(&broken.tightened.broken);
                }
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
                Wanted::Plan | Wanted::Trial => 0.0,
            },
            None => planned.bound,
        };
        fill(&situation, &mut candidate, &planned, question);
        report::add(scenario, &mut candidate.lines, &through);
        shifts = planned.shifts;
    } else if let Some(least) = fewest {
        match settings.out_of_time() {
            true => candidate.stopped_by = Some(Stop::Time),
            false => {
                candidate.status = Status::Infeasible;
                candidate.infeasibility = Some(least);
            }
        }
    } else if !matches!(wanted, Wanted::Trial) && candidate.stopped_by != Some(Stop::Time) {
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
