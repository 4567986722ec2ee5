//! Fewer shift times from shifts that keep every promise.
//!
//! Planners want few starts and lengths; which of them a week can do without no formula says. So one time after another
//! is given up, one of the rarest: whoever works it goes to the times nearest to it among those that are left, people are
//! added and moved among these until every promise holds again, and what comes out cheapest goes on.

use super::judge::Judge;
use super::looks::Followed;
use super::moves::{Move, after, allowed, with_breaks};
use super::{LARGE, ascent, cheaper as cheaper_shifts};
use crate::domain::shift::{PlannedShift, ShiftTime, cost, shift_times};
use crate::domain::time::TimeLeft;
use crate::plan::figures::Situation;
use crate::plan::shift_plan::catalogue::{self, Duty};
use crate::plan::through_day::{LineThroughDay, Playing};
use crate::scenario::{Scenario, ShiftTimes};
use std::collections::BTreeSet;

/// Times that are tried to be given up next.
const TRIED: usize = 2;
/// People of a time that is given up are dealt out to so many of the nearest.
const NEAREST: usize = 2;

/// Shifts of few times that keep every promise.
#[derive(Debug, Clone)]
pub struct FewTimes {
    /// The shifts.
    pub shifts: Vec<PlannedShift>,
    /// What callers experience.
    pub through: Vec<LineThroughDay>,
}

/// The scenario with these shift times alone.
pub fn only(scenario: &Scenario, times: BTreeSet<ShiftTime>) -> Scenario {
    let shift_times = ShiftTimes { only: Some(times), ..scenario.shift_times.clone() };
    Scenario { shift_times, ..scenario.clone() }
}

/// The times of shifts, those first that the fewest people work.
pub fn rarest(shifts: &[PlannedShift]) -> Vec<ShiftTime> {
    let mut times: Vec<(u32, ShiftTime)> =
        shift_times(shifts).into_iter().map(|(time, people)| (people, time)).collect();
    times.sort_unstable();
    times.into_iter().map(|(_, time)| time).collect()
}

/// Shifts of fewer and fewer times, every promise kept: the first of fewer than those given, the last of no more than
/// asked for, unless the search ends before.
pub fn fewer(
    situation: &Situation<'_>,
    (playing, time_left): (Playing, TimeLeft<'_>),
    shifts: &[PlannedShift],
    most: usize,
) -> Vec<FewTimes> {
    let mut found: Vec<FewTimes> = Vec::new();
    let judge = Judge { situation, playing: Some(playing), time_left };
    if judge.work() >= LARGE {
        return found;
    }
    let mut now = judge.in_full(shifts.to_vec());
    while shift_times(&now.shifts).len() > most && !judge.out_of_time() {
        let tried = rarest(&now.shifts).into_iter().take(TRIED);
        let tried = tried.filter_map(|gone| without(&judge, &now, gone));
        let Some(next) = tried.min_by(|a, b| cost(&a.shifts).total_cmp(&cost(&b.shifts))) else {
            break;
        };
        let through = next.judgement.through.clone();
        found.push(FewTimes { shifts: next.shifts.clone(), through });
        now = next;
    }
    found
}

/// The shifts made cheaper among their own times.
pub fn cheaper(
    situation: &Situation<'_>,
    (playing, time_left): (Playing, TimeLeft<'_>),
    few: FewTimes,
) -> FewTimes {
    let own = shift_times(&few.shifts).into_keys().collect();
    let scenario = only(situation.scenario, own);
    let situation = &Situation { scenario: &scenario, ..*situation };
    let judge = Judge { situation, playing: Some(playing), time_left };
    let now = judge.in_full(few.shifts.clone());
    // What was kept within chance may be open when all of it is followed anew.
    if now.judgement.strain > 0.0 {
        return few;
    }
    let found = cheaper_shifts(&judge, now);
    FewTimes { through: found.judgement.through, shifts: found.shifts }
}

/// The shifts without one of their times, every promise kept; `None` where that is not found.
fn without(judge: &Judge<'_>, now: &Followed, gone: ShiftTime) -> Option<Followed> {
    let mut left: BTreeSet<ShiftTime> = shift_times(&now.shifts).into_keys().collect();
    left.remove(&gone);
    let scenario = only(judge.situation.scenario, left);
    let situation = &Situation { scenario: &scenario, ..*judge.situation };
    let judge = Judge { situation, ..*judge };
    let moved = moved(&scenario, now.shifts.clone(), gone);
    if !allowed(&scenario, &moved) {
        return None;
    }
    ascent::ascend(&judge, moved, Some(now), f64::INFINITY)
}

/// The shifts with the people of a time at the times nearest to it that the scenario allows; without those for whom there is
/// none.
fn moved(scenario: &Scenario, mut shifts: Vec<PlannedShift>, gone: ShiftTime) -> Vec<PlannedShift> {
    let duties = catalogue::catalogue(scenario);
    let mut person = 0;
    while let Some(at) = shifts.iter().position(|s| s.crew.worked.time() == gone) {
        let places = nearest(&duties, &shifts[at]);
        let duty = places.get(person % places.len().max(1));
        let breaks = shifts[at].crew.worked.breaks();
        let come = duty.and_then(|d| with_breaks(scenario, d, breaks).into_iter().next());
        shifts = after(&shifts, &Move { gone: Some(at), come, extra: 0.0, rank: 0.0 });
        person += 1;
    }
    shifts
}

/// The duties nearest to a shift, of its group, contract and day.
fn nearest<'d>(duties: &'d [Duty], shift: &PlannedShift) -> Vec<&'d Duty> {
    let span = shift.crew.worked.span();
    let of_crew = |duty: &&Duty| {
        (duty.group, duty.day, duty.contract) == (shift.crew.group, shift.crew.day, shift.contract)
    };
    let mut near: Vec<&Duty> = duties.iter().filter(of_crew).collect();
    near.sort_by_key(|duty| {
        let end = duty.start + duty.length;
        duty.start.abs_diff(span.from()) + end.abs_diff(span.to())
    });
    near.truncate(NEAREST);
    near
}
