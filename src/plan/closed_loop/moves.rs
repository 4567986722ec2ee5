//! Small changes of shifts: somebody goes, somebody comes.

use super::judge::Judge;
use crate::domain::clock::{DAY_MINUTES, Weekday};
use crate::domain::shift::{Crew, PlannedShift, Stretch, Worked, crews};
use crate::plan::coverage;
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::catalogue::{self, Duty, breaks_of, slots, window};
use crate::plan::shift_plan::curve::{scheduled, uniform_phone_share};
use crate::scenario::Scenario;

/// Places of the breaks of one new shift that are looked at.
const MOST_PLACED: usize = 4;

/// One person of a shift goes, one comes, or both.
#[derive(Debug, Clone)]
pub(super) struct Move {
    /// Index of the shift that has one person fewer.
    pub(super) gone: Option<usize>,
    /// The shift that has one person more.
    pub(super) come: Option<PlannedShift>,
    /// What it adds to the week's cost; negative where it saves.
    pub(super) extra: f64,
    /// The most promising first.
    pub(super) rank: f64,
}

impl Move {
    /// Days whose callers feel it.
    pub(super) fn days(&self, shifts: &[PlannedShift]) -> Vec<Weekday> {
        let gone = self.gone.map(|gone| &shifts[gone]);
        let days = gone.into_iter().chain(&self.come).flat_map(|shift| {
            let day = shift.crew.day;
            let past = shift.crew.worked.span().to() > DAY_MINUTES;
            [Some(day), past.then(|| Weekday::ALL[(day.index() + 1) % 7])].into_iter().flatten()
        });
        days.collect()
    }
}

/// Names a move among the moves from the same shifts and from those that other moves made of them.
pub(super) fn name(shifts: &[PlannedShift], step: &Move) -> String {
    let of = |s: &PlannedShift| {
        format!("{} {:?} {} {:?}", s.crew.group, s.crew.day, s.contract, s.crew.worked)
    };
    format!("{:?} {:?}", step.gone.map(|gone| of(&shifts[gone])), step.come.as_ref().map(of))
}

/// The shifts after a move.
pub(super) fn after(shifts: &[PlannedShift], step: &Move) -> Vec<PlannedShift> {
    let mut tried = shifts.to_vec();
    if let Some(gone) = step.gone {
        tried[gone].crew.count -= 1;
    }
    if let Some(come) = &step.come {
        let alike = |s: &PlannedShift| {
            let count = s.crew.count;
            let other = Crew { count, ..come.crew.clone() };
            s.crew == other && (s.contract, s.rule) == (come.contract, come.rule)
        };
        match tried.iter_mut().find(|s| alike(s)) {
            Some(shift) => shift.crew.count += 1,
            None => tried.push(come.clone()),
        }
    }
    tried.retain(|s| s.crew.count > 0);
    in_order(&mut tried);
    tried
}

/// The order in which the shifts of a plan stand.
pub(super) fn in_order(shifts: &mut [PlannedShift]) {
    shifts.sort_by_key(|s| {
        let span = s.crew.worked.span();
        let breaks: Vec<u32> = s.crew.worked.breaks().iter().map(|b| b.from()).collect();
        let Crew { group, day, .. } = s.crew;
        (group, day, span.from(), span.to(), s.contract, s.rule, breaks)
    });
}

/// A duty with its breaks as near as can be to these, and as far; without them, as early and as late.
pub(super) fn with_breaks(scenario: &Scenario, duty: &Duty, like: &[Stretch]) -> Vec<PlannedShift> {
    placed(scenario, duty, MOST_PLACED, |k, starts| {
        let near = like.get(k).map_or(duty.start, |b| b.from());
        let distance = |minute: &&u32| minute.abs_diff(near);
        let ends = [starts.iter().min_by_key(distance), starts.iter().max_by_key(distance)];
        let mut ends: Vec<u32> = ends.into_iter().flatten().copied().collect();
        ends.dedup();
        ends
    })
}

/// A duty with its breaks at those of the minutes where they may begin that are chosen for each: every combination, the
/// first `most` of them.
pub(super) fn placed(
    scenario: &Scenario,
    duty: &Duty,
    most: usize,
    chosen: impl Fn(usize, Vec<u32>) -> Vec<u32>,
) -> Vec<PlannedShift> {
    let grid = scenario.calendar.grid;
    let Some(span) = Stretch::new(duty.start, duty.start + duty.length) else { return Vec::new() };
    let mut all: Vec<Vec<Stretch>> = vec![Vec::new()];
    for (k, rule) in breaks_of(scenario, duty).enumerate() {
        let found = slots(grid, rule.minutes, window(duty, rule));
        let starts = chosen(k, found.iter().map(|slot| slot.minute).collect());
        let pause = |from: &u32| Stretch::new(*from, from + rule.minutes);
        let pauses: Vec<Stretch> = starts.iter().filter_map(pause).collect();
        let longer = |before: &Vec<Stretch>| -> Vec<Vec<Stretch>> {
            pauses.iter().map(|pause| [before.as_slice(), &[*pause]].concat()).collect()
        };
        all = all.iter().flat_map(longer).take(most).collect();
    }
    let shift = |breaks: Vec<Stretch>| {
        let cost = duty.cost - catalogue::saved(scenario, duty, &breaks);
        let worked = Worked::new(span, breaks)?;
        let crew = Crew { group: duty.group, day: duty.day, worked, count: 1 };
        let (contract, rule) = (duty.contract, duty.rule);
        Some(PlannedShift { crew, contract, rule, paid_minutes: duty.paid_minutes, cost })
    };
    all.into_iter().filter_map(shift).collect()
}

/// What one person of a shift means to callers, by how much an agent of each line and interval does.
pub(super) fn felt(scenario: &Scenario, shift: &PlannedShift, worth: &[Vec<f64>]) -> f64 {
    let group = shift.crew.group;
    let one = Crew { count: 1, ..shift.crew.clone() };
    let there = coverage::on_duty(scenario, &[one]);
    let lines = &scenario.groups[group].lines;
    let at = |t: usize| lines.iter().map(|l| worth[*l][t]).fold(0.0, f64::max);
    let present = there[group].iter().enumerate().filter(|(_, share)| **share > 0.0);
    present.map(|(t, share)| share * at(t)).sum()
}

/// Whether shifts keep the limits of groups and contracts.
pub(super) fn allowed(scenario: &Scenario, shifts: &[PlannedShift]) -> bool {
    scenario.groups.iter().enumerate().all(|(g, group)| {
        let of_group = || shifts.iter().filter(move |s| s.crew.group == g);
        let on_day = |contract: Option<usize>, day: usize| -> u32 {
            let mine = of_group().filter(|s| contract.is_none_or(|c| s.contract == c));
            mine.filter(|s| s.crew.day.index() == day).map(|s| s.crew.count).sum()
        };
        let heads = group.head_count.is_none_or(|most| (0..7).all(|d| on_day(None, d) <= most));
        let minutes = |contract: Option<usize>| -> f64 {
            let mine = of_group().filter(|s| contract.is_none_or(|c| s.contract == c));
            mine.map(|s| f64::from(s.paid_minutes * s.crew.count)).sum()
        };
        heads
            && group.contracts.iter().enumerate().all(|(c, contract)| {
                let people = contract.heads.is_none_or(|heads| {
                    let days: u32 = (0..7).map(|d| on_day(Some(c), d)).sum();
                    (0..7).all(|d| on_day(Some(c), d) <= heads)
                        && days <= heads * contract.days_per_week
                        && minutes(Some(c)) <= f64::from(heads * contract.weekly_minutes) + 1e-6
                });
                let share = contract.share_max.map_or(1.0, |share| share.get());
                people && minutes(Some(c)) <= share * minutes(None) + 1e-6
            })
    })
}

/// Whether every interval has the crew without which it may not be: somebody on duty where anybody calls.
pub(super) fn crewed(judge: &Judge<'_>, shifts: &[PlannedShift]) -> bool {
    lacking(judge, shifts, |_, _| 0.0).is_empty()
}

/// The sharing sets that lack that crew, or agents without whom the formula's queue grows without end, by index, with how
/// many they lack: a plan to begin from has both, though through the day it may do with less.
pub(super) fn uncrewed(judge: &Judge<'_>, shifts: &[PlannedShift]) -> Vec<(usize, f64)> {
    let scenario = judge.situation.scenario;
    lacking(judge, shifts, |set, on_duty| {
        let least = f64::from(set.stable);
        let duty = |g: &usize| on_duty[*g][set.interval];
        let phone = |g: &usize| duty(g) * (1.0 - scenario.groups[*g].shrinkage.value.get());
        match uniform_phone_share(scenario, &set.groups) {
            Some(share) => scheduled(least, share) - set.groups.iter().map(duty).sum::<f64>(),
            None => least - set.groups.iter().map(phone).sum::<f64>(),
        }
    })
}

/// The sharing sets that lack the crew without which they may not be, or what else they are asked for.
fn lacking(
    judge: &Judge<'_>,
    shifts: &[PlannedShift],
    more: impl Fn(&SetInterval, &[Vec<f64>]) -> f64,
) -> Vec<(usize, f64)> {
    let on_duty = coverage::on_duty(judge.situation.scenario, &crews(shifts));
    let lacks = |set: &SetInterval| {
        let people: f64 = set.groups.iter().map(|g| on_duty[*g][set.interval]).sum();
        let nobody: f64 = if set.calls > 0.0 && people <= 0.0 { 1.0 } else { 0.0 };
        nobody.max(f64::from(set.crew) - people).max(more(set, &on_duty))
    };
    let sets = judge.situation.sets.iter().enumerate();
    sets.map(|(index, set)| (index, lacks(set))).filter(|(_, lack)| *lack > 1e-6).collect()
}
