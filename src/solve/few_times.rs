//! Plans of few shift times: no more than the scenario allows, or as few as can be when that is asked for.

use super::solved::{Solved, planned, planned_in_time, refill};
use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, ShiftTime, cost, shift_times};
use crate::plan::closed_loop::shift_times::{FewTimes, cheaper, fewer, only, rarest};
use crate::plan::closed_loop::{Attempt, Closed, Planned, Tightening, close};
use crate::plan::demand::Choice;
use crate::plan::figures::Situation;
use crate::plan::shift_plan::memory::Memory;
use crate::plan::shift_plan::search::Settings;
use crate::plan::through_day::Playing;
use crate::scenario::Scenario;
use crate::wire::shifts;
use std::collections::BTreeSet;

/// Shift times that are tried to be given up next in the formula's programme.
const TRIED: usize = 4;

/// What a search for few shift times ended with.
pub(super) enum Limited {
    /// A plan with no more than allowed.
    Within(Closed),
    /// None was found; a plan of so many is known.
    Fewest(usize),
}

/// A plan with no more shift times than allowed, from a plan of more: from its own shifts where these keep their promises
/// through the day, else from the programme's.
///
/// # Errors
/// Those of the engines.
pub(super) fn limited(
    (situation, settings): (&Situation<'_>, &Settings<'_>),
    playing: Option<Playing>,
    closed: Closed,
    most: usize,
) -> Result<Limited, Error> {
    let time_left = || !settings.out_of_time();
    let mut least = shift_times(&closed.planned.shifts).len();
    // Where waiting counts, moves that look at wages alone are no better.
    let by_moves = closed.tightened.holds && !situation.scenario.costs.count_waiting;
    if let (Some(playing), true) = (playing, by_moves) {
        let run = (playing, Some(&time_left as &(dyn Fn() -> bool + Sync)));
        let last = fewer(situation, run, &closed.planned.shifts, most).pop();
        if let Some(few) = last {
            least = shift_times(&few.shifts).len();
            if least <= most {
                return Ok(Limited::Within(made_of(closed, cheaper(situation, run, few))));
            }
        }
    }
    let shifts = &closed.planned.shifts;
    let last = by_programme((situation, settings), shifts, most)?.pop();
    let times = shift_times(last.as_ref().map_or(shifts, |last| &last.shifts));
    if times.len() > most {
        return Ok(Limited::Fewest(least.min(times.len())));
    }
    let times = times.into_keys().collect();
    let scenario = only(situation.scenario, times);
    let situation = &Situation { scenario: &scenario, ..*situation };
    let memory = Memory::default();
    let again = |tight: &Tightening| planned_in_time(situation, tight, settings, Some(&memory));
    let Attempt::Found(first) = planned(situation, &Tightening::default(), settings, None)? else {
        return Ok(Limited::Fewest(least));
    };
    let mut within = close(situation, first, (playing, None), Some(&time_left), &again)?;
    // What these times alone cannot undercut, others may.
    within.proven = false;
    within.planned.bound = within.planned.bound.min(closed.planned.bound);
    Ok(Limited::Within(within))
}

/// The plan of these shifts, whose bound is that of the plan they were made from.
fn made_of(closed: Closed, few: FewTimes) -> Closed {
    let FewTimes { shifts, through } = few;
    let objective = cost(&shifts);
    let bound = closed.planned.bound.min(objective);
    let planned = Planned { shifts, objective, bound, ..closed.planned };
    Closed { planned, through, tightened: closed.tightened, proven: false }
}

/// Plans of the programme of fewer and fewer shift times: the first of fewer than those of the shifts, the last of no more
/// than asked for, unless the search ends before. One time after another is given up, one of the rarest.
fn by_programme(
    (situation, settings): (&Situation<'_>, &Settings<'_>),
    shifts: &[PlannedShift],
    most: usize,
) -> Result<Vec<Planned>, Error> {
    let memory = Memory::default();
    let mut found: Vec<Planned> = Vec::new();
    loop {
        let shifts = found.last().map_or(shifts, |last| &last.shifts);
        let used: BTreeSet<ShiftTime> = shift_times(shifts).into_keys().collect();
        if used.len() <= most {
            return Ok(found);
        }
        let mut tried: Vec<Planned> = Vec::new();
        for gone in rarest(shifts) {
            if tried.len() == TRIED || settings.out_of_time() {
                break;
            }
            let left = used.iter().copied().filter(|time| *time != gone).collect();
            let scenario = only(situation.scenario, left);
            let situation = Situation { scenario: &scenario, ..*situation };
            let tight = Tightening::default();
            if let Attempt::Found(plan) = planned(&situation, &tight, settings, Some(&memory))? {
                tried.push(plan);
            }
        }
        match tried.into_iter().min_by(|a, b| a.objective.total_cmp(&b.objective)) {
            Some(next) => found.push(next),
            None => return Ok(found),
        }
    }
}

/// What fewer shift times cost: the plan of a closing is made with fewer and fewer of them as long as every promise can be
/// kept. Where one of these costs no more than the plan, it becomes the plan. Not where waiting counts: there wages alone do
/// not say which is better.
///
/// # Errors
/// Those of the engines.
pub(super) fn steps(
    (scenario, choice): (&Scenario, &Choice<'_>),
    solved: &mut Solved,
    settings: &Settings<'_>,
    playing: Option<Playing>,
) -> Result<(), Error> {
    if !solved.candidate.holds() || scenario.costs.count_waiting {
        return Ok(());
    }
    let (demand, sets) = (&solved.demand, &solved.sets);
    let situation = Situation { scenario, choice, demand, sets };
    let time_left = || !settings.out_of_time();
    let mut found: Vec<FewTimes> = match playing {
        Some(playing) => {
            let run = (playing, Some(&time_left as &(dyn Fn() -> bool + Sync)));
            let found = fewer(&situation, run, &solved.shifts, 1).into_iter();
            found.map(|few| cheaper(&situation, run, few)).collect()
        }
        None => by_programme((&situation, settings), &solved.shifts, 1)?
            .into_iter()
            .map(|plan| FewTimes { shifts: plan.shifts, through: Vec::new() })
            .collect(),
    };
    // The cheapest first, of equals that of the fewest times; none after it with as many times.
    let order = |a: &FewTimes, b: &FewTimes| {
        let times = |few: &FewTimes| shift_times(&few.shifts).len();
        let of_cents = |few: &FewTimes| (cost(&few.shifts) * 100.0).round();
        of_cents(a).total_cmp(&of_cents(b)).then(times(a).cmp(&times(b)))
    };
    found.sort_by(order);
    let plan = FewTimes { shifts: solved.shifts.clone(), through: solved.through.clone() };
    if found.first().is_some_and(|few| order(few, &plan).is_lt()) {
        let FewTimes { shifts, through } = found.remove(0);
        refill(&situation, &mut solved.candidate, &shifts, &through);
        (solved.shifts, solved.through) = (shifts, through);
    }
    let mut least = shift_times(&solved.shifts).len();
    found.retain(|few| {
        let less = shift_times(&few.shifts).len() < least;
        least = least.min(shift_times(&few.shifts).len());
        less
    });
    let opening = situation.opening_cost();
    let step = |few: FewTimes| shifts::few_times(&few.shifts, opening);
    solved.fewer_times = Some(found.into_iter().map(step).collect());
    Ok(())
}
