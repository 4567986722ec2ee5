//! Cheaper shifts from shifts that keep every promise: one person fewer, or one on a cheaper shift.
//!
//! The programme plans for requirements; here shifts are tried on the question itself. Moves are taken in the
//! order of what they save for each person-interval that is missed where waits are long, the queue through the day
//! judges each, and the first that keeps every promise is made. Fewer people wait no shorter, so what was refused once
//! is not tried again.

use super::judge::{Judge, Judgement};
use crate::domain::shift::{Crew, PlannedShift, Stretch, Worked, crews};
use crate::plan::coverage;
use crate::plan::shift_plan::catalogue::{self, Duty, breaks_of, slots, window};
use crate::plan::shift_plan::curve::{scheduled, uniform_phone_share};
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// Judgements at the most; where queues are followed by their equations, as many as this work allows
/// ([`Judge::work`]). A look at a few weeks alone counts for a small part of one.
const MOST_EXACT: f64 = 600.0;
const MOST_WORK: f64 = 4e7;
const MOST_PLAYED: f64 = 3.0;
const A_LOOK: f64 = 0.08;
/// A move saves at least so much of the week's cost.
const WORTH: f64 = 1e-9;

/// One person of a shift goes; another may come.
#[derive(Debug, Clone)]
struct Move {
    gone: usize,
    come: Option<PlannedShift>,
    saves: f64,
    rank: f64,
}

/// Shifts that cost less and keep every promise, with their judgement; the same where none is found.
pub(super) fn descend(
    judge: &Judge<'_>,
    shifts: Vec<PlannedShift>,
    judged: Judgement,
    exact: bool,
) -> (Vec<PlannedShift>, Judgement) {
    let scenario = judge.situation.scenario;
    let duties = catalogue::catalogue(scenario);
    let mut refused: BTreeSet<String> = BTreeSet::new();
    let (mut best, mut judged) = (shifts, judged);
    let by_work = (MOST_WORK / judge.work()).min(MOST_EXACT);
    let mut left = if exact { by_work } else { MOST_PLAYED };
    loop {
        let moves = moves(judge, &duties, &best, &judged);
        let mut made = None;
        for step in moves {
            let name = name(&best, &step);
            if left <= 0.0 || refused.contains(&name) {
                continue;
            }
            let tried = after(&best, &step);
            if !allowed(scenario, &tried) || !crewed(judge, &tried) {
                continue;
            }
            let people = crews(&tried);
            if !exact {
                left -= A_LOOK;
                if judge.fails_soon(&people) {
                    refused.insert(name);
                    continue;
                }
            }
            left -= 1.0;
            let judgement = judge.surely(judge.judge_in_full(&people));
            if judgement.strain <= 0.0 {
                made = Some((tried, judgement));
                break;
            }
            refused.insert(name);
        }
        match made {
            Some((shifts, judgement)) => (best, judged) = (shifts, judgement),
            None => return (best, judged),
        }
    }
}

fn name(shifts: &[PlannedShift], step: &Move) -> String {
    let of = |s: &PlannedShift| {
        format!("{} {:?} {} {:?}", s.crew.group, s.crew.day, s.contract, s.crew.worked)
    };
    format!("{} {:?}", of(&shifts[step.gone]), step.come.as_ref().map(of))
}

/// Every move that saves, the most promising first.
fn moves(
    judge: &Judge<'_>,
    duties: &[Duty],
    shifts: &[PlannedShift],
    judged: &Judgement,
) -> Vec<Move> {
    let scenario = judge.situation.scenario;
    let pressure = judge.pressure(judged);
    let felt = |shift: &PlannedShift| -> f64 {
        let one = Crew { count: 1, ..shift.crew.clone() };
        let there = coverage::on_duty(scenario, &[one]);
        let lines = &scenario.groups[shift.crew.group].lines;
        let at = |t: usize| lines.iter().map(|l| pressure[*l][t]).fold(0.0, f64::max);
        there[shift.crew.group].iter().enumerate().map(|(t, share)| share * at(t)).sum()
    };
    let mut found = Vec::new();
    for (gone, shift) in shifts.iter().enumerate() {
        let lost = felt(shift);
        let fewest = shift.cost * WORTH;
        found.push(Move { gone, come: None, saves: shift.cost, rank: shift.cost / (lost + 0.01) });
        for duty in duties.iter().filter(|duty| duty.day == shift.crew.day) {
            for come in with_breaks(scenario, duty, shift) {
                let saves = shift.cost - come.cost;
                if saves > fewest {
                    let rank = saves / ((lost - felt(&come)).max(0.0) + 0.01);
                    found.push(Move { gone, come: Some(come), saves, rank });
                }
            }
        }
    }
    found.sort_by(|a, b| {
        b.rank.total_cmp(&a.rank).then(b.saves.total_cmp(&a.saves)).then(a.gone.cmp(&b.gone))
    });
    found
}

/// A duty with its breaks as near as can be to those of a shift, and as far.
fn with_breaks(scenario: &Scenario, duty: &Duty, like: &PlannedShift) -> Vec<PlannedShift> {
    let grid = scenario.calendar.grid;
    let Some(span) = Stretch::new(duty.start, duty.start + duty.length) else { return Vec::new() };
    let mut all: Vec<Vec<Stretch>> = vec![Vec::new()];
    for (k, rule) in breaks_of(scenario, duty).enumerate() {
        let found = slots(grid, rule.minutes, window(duty, rule));
        let near = like.crew.worked.breaks().get(k).map_or(span.from(), |b| b.from());
        let distance = |minute: &u32| minute.abs_diff(near);
        let starts = || found.iter().map(|slot| slot.minute);
        let ends = [starts().min_by_key(distance), starts().max_by_key(distance)];
        let mut starts: Vec<u32> = ends.into_iter().flatten().collect();
        starts.dedup();
        all = all
            .iter()
            .flat_map(|before| {
                starts.iter().filter_map(|from| {
                    let pause = Stretch::new(*from, from + rule.minutes)?;
                    Some(before.iter().copied().chain([pause]).collect())
                })
            })
            .take(4)
            .collect();
    }
    all.into_iter()
        .filter_map(|breaks| {
            let cost = duty.cost - catalogue::saved(scenario, duty, &breaks);
            let worked = Worked::new(span, breaks)?;
            let crew = Crew { group: duty.group, day: duty.day, worked, count: 1 };
            let (contract, rule) = (duty.contract, duty.rule);
            Some(PlannedShift { crew, contract, rule, paid_minutes: duty.paid_minutes, cost })
        })
        .collect()
}

fn after(shifts: &[PlannedShift], step: &Move) -> Vec<PlannedShift> {
    let mut tried = shifts.to_vec();
    tried[step.gone].crew.count -= 1;
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
    tried.sort_by_key(|s| {
        let span = s.crew.worked.span();
        let breaks: Vec<u32> = s.crew.worked.breaks().iter().map(|b| b.from()).collect();
        let Crew { group, day, .. } = s.crew;
        (group, day, span.from(), span.to(), s.contract, s.rule, breaks)
    });
    tried
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
    let scenario = judge.situation.scenario;
    let on_duty = coverage::on_duty(scenario, &crews(shifts));
    judge.situation.sets.iter().all(|set| {
        let least = f64::from(set.stable);
        let duty = |g: &usize| on_duty[*g][set.interval];
        let people: f64 = set.groups.iter().map(duty).sum();
        if set.calls > 0.0 && people <= 0.0 || people < f64::from(set.crew) - 1e-6 {
            return false;
        }
        let phone = |g: &usize| duty(g) * (1.0 - scenario.groups[*g].shrinkage.value.get());
        match uniform_phone_share(scenario, &set.groups) {
            Some(share) => people >= scheduled(least, share) - 1e-6,
            None => set.groups.iter().map(phone).sum::<f64>() >= least - 1e-6,
        }
    })
}
