//! What would help where no closing can be planned: each limit that binds is lifted in a copy of the scenario, which is
//! then planned like any other. Only what was tried and keeps every promise is offered.

use super::candidate::{Wanted, solve_closing};
use super::solved::Solved;
use super::{Options, Promise};
use crate::domain::clock::{Grid, TimeOfDay, Weekday};
use crate::domain::shift::PlannedShift;
use crate::parallel;
use crate::plan::demand::{LineDemand, demand};
use crate::plan::through_day::{Playing, weeks_played};
use crate::scenario::{Contract, Scenario, ShiftRule};
use crate::wire::answer::{
    BindingLimit, Candidate, Change, ExtraShift, Infeasibility, LineReport, Tried,
};
use std::collections::BTreeMap;

/// Limits that are lifted for a closing, each alone.
const LIMITS: usize = 3;
/// How much more is tried of a limit than what is needed at least.
const MORE: u32 = 3;
/// Closings for which something is tried; of more, the first ones.
const CLOSINGS: usize = 6;
/// Other shifts are tried where a rule then allows no more starts than this.
const STARTS: usize = 100;
/// Gap at which the programme's search may stop for a week that is only tried: enough to see whether it keeps its promises;
/// its plan is mended and thinned as any other.
const GAP: f64 = 0.1;
/// Share of the weeks that are played out of it.
const WEEKS: u32 = 8;
/// Weeks that are played out at least, if as many are at all.
const FEWEST: u32 = 20;

/// Why no closing has a plan, with what helps: that of the first closing, the others after it.
pub(super) fn explained(
    scenario: &Scenario,
    solved: &[Solved],
    options: &Options<'_>,
) -> Option<Infeasibility> {
    let places: Vec<usize> =
        (0..solved.len()).filter(|k| solved[*k].candidate.infeasibility.is_some()).collect();
    let mut causes = parallel::each(&places, |k| {
        let candidate = &solved[*k].candidate;
        let mut cause = candidate.infeasibility.clone()?;
        cause.closing = labels(scenario, candidate);
        cause.nearest.clone_from(&solved[*k].nearest);
        if places.iter().take(CLOSINGS).any(|tried| tried == k) {
            try_limits(scenario, (*k, &solved[*k]), &mut cause, options);
        }
        Some(cause)
    })
    .into_iter()
    .flatten();
    let mut first = causes.next()?;
    first.others = causes.collect();
    Some(first)
}

/// The closings of the lines that have a choice.
fn labels(scenario: &Scenario, candidate: &Candidate) -> BTreeMap<String, String> {
    let choice = scenario.lines.iter().filter(|line| line.candidates.len() > 1);
    let label = |id: &String| Some((id.clone(), candidate.closing.get(id)?.clone()));
    choice.filter_map(|line| label(&line.id)).collect()
}

/// Lifts the limits of a cause; those whose lifting is enough stay, the others are named as tried in vain.
fn try_limits(
    scenario: &Scenario,
    (closing, solved): (usize, &Solved),
    cause: &mut Infeasibility,
    options: &Options<'_>,
) {
    let mut enough = Vec::new();
    // Other closings are planned as well: an earlier close is no remedy for this one.
    let limits = std::mem::take(&mut cause.limits).into_iter();
    let limits = limits.filter(|limit| !matches!(limit.change, Change::Close { .. }));
    for limit in limits.take(LIMITS) {
        let amounts = amounts(scenario, &limit.change);
        if amounts.is_empty() {
            // It cannot be lifted any further.
            continue;
        }
        let tried = amounts.iter().find_map(|change| {
            let changed = lifted(scenario, &solved.demand, change)?;
            let tried = trial(scenario, &changed, closing, change, options)?;
            Some(BindingLimit { change: change.clone(), tried: Some(tried), ..limit.clone() })
        });
        match tried {
            Some(limit) => enough.push(limit),
            // There was no time to try it.
            None if options.out_of_time() => enough.push(limit),
            None => {
                let change = amounts.last().cloned().unwrap_or(limit.change);
                cause.in_vain.push(BindingLimit { change, ..limit });
            }
        }
    }
    cause.limits = enough;
}

/// What is tried of a change, the least first. Days and hours of a contract are those of all its people together, and
/// everyone has as many more.
fn amounts(scenario: &Scenario, change: &Change) -> Vec<Change> {
    let from = |more: Option<u32>| more.unwrap_or(1)..more.unwrap_or(1) + MORE;
    match change {
        Change::People { group, contract, now, more } => from(*more)
            .map(|more| {
                let (group, contract) = (group.clone(), contract.clone());
                Change::People { group, contract, now: *now, more: Some(more) }
            })
            .collect(),
        Change::Days { contract: id, more } => {
            let Some(contract) = named(scenario, id) else { return Vec::new() };
            let (heads, days) = (heads(contract), contract.days_per_week);
            let each = more.unwrap_or(1).div_ceil(heads).max(1);
            let most = (Weekday::ALL.len() as u32).saturating_sub(days).min(each + MORE - 1);
            // Nobody works on more than all days.
            let least = each.min(most).max(1);
            (least..=most)
                .map(|each| Change::Days { contract: id.clone(), more: Some(each * heads) })
                .collect()
        }
        Change::Hours { contract: id, more: Some(more) } => {
            let Some(contract) = named(scenario, id) else { return Vec::new() };
            let heads = f64::from(heads(contract));
            let each = (more / heads).ceil().max(1.0);
            (0..MORE)
                .map(|k| (each + f64::from(k)) * heads)
                .map(|more| Change::Hours { contract: id.clone(), more: Some(more) })
                .collect()
        }
        Change::Hours { .. } | Change::Share { .. } | Change::Shifts { .. } | Change::Staff => {
            vec![change.clone()]
        }
        Change::Close { .. } => Vec::new(),
    }
}

/// The scenario with a limit lifted; `None` where nothing says how far.
fn lifted(scenario: &Scenario, demand: &[LineDemand], change: &Change) -> Option<Scenario> {
    let mut changed = scenario.clone();
    match change {
        Change::People { group, contract, now, more } => {
            let people = now + (*more)?;
            let group = changed.groups.iter_mut().find(|g| g.id == *group)?;
            match contract {
                None => group.head_count = Some(people),
                Some(id) => contract_of(&mut group.contracts, id)?.heads = Some(people),
            }
        }
        Change::Days { contract, more } => {
            let of = alone(&mut changed, contract)?;
            of.days_per_week += (*more)? / heads(of);
        }
        Change::Hours { contract, more } => {
            let of = alone(&mut changed, contract)?;
            let each = (*more)? / f64::from(heads(of));
            of.weekly_minutes += (each * 60.0).ceil() as u32;
        }
        Change::Share { contract, .. } => alone(&mut changed, contract)?.share_max = None,
        Change::Shifts { .. } => {
            let grid = scenario.calendar.grid;
            changed.shifts.iter_mut().for_each(|rule| widen(rule, grid, demand));
            if changed == *scenario || changed.shifts.iter().any(|r| r.starts.len() > STARTS) {
                return None;
            }
        }
        Change::Staff => {
            for group in &mut changed.groups {
                group.head_count = None;
                group.contracts.iter_mut().for_each(|c| (c.heads, c.share_max) = (None, None));
            }
        }
        Change::Close { .. } => return None,
    }
    Some(changed)
}

fn contract_of<'a>(contracts: &'a mut [Contract], id: &str) -> Option<&'a mut Contract> {
    contracts.iter_mut().find(|contract| contract.id == id)
}

/// The contract of this name, where only one group has it: which of its group.
fn place(scenario: &Scenario, id: &str) -> Option<(usize, usize)> {
    let groups = scenario.groups.iter().enumerate();
    let mut all = groups.flat_map(|(g, group)| {
        let contracts = group.contracts.iter().enumerate();
        contracts.filter(|(_, contract)| contract.id == id).map(move |(c, _)| (g, c))
    });
    all.next().filter(|_| all.next().is_none())
}

/// That contract, to be changed.
fn alone<'a>(scenario: &'a mut Scenario, id: &str) -> Option<&'a mut Contract> {
    let (group, contract) = place(scenario, id)?;
    Some(&mut scenario.groups[group].contracts[contract])
}

/// That contract, to be read.
fn named<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Contract> {
    let (group, contract) = place(scenario, id)?;
    Some(&scenario.groups[group].contracts[contract])
}

/// People on a contract, by whom days and hours of all of them are shared: one at least.
fn heads(contract: &Contract) -> u32 {
    contract.heads.unwrap_or(1).max(1)
}

/// A rule that allows every start on the grid while any line is open, and every length between its own.
fn widen(rule: &mut ShiftRule, grid: Grid, demand: &[LineDemand]) {
    let (Some(least), Some(most)) = (rule.lengths.first(), rule.lengths.last()) else { return };
    let step = grid.minutes() as usize;
    let any_open = |t: &usize| demand.iter().any(|line| line.open[*t]);
    let open: Vec<u32> =
        (0..grid.per_week()).filter(any_open).map(|t| grid.start_of(t).1).collect();
    let (Some(first), Some(last)) = (open.iter().min(), open.iter().max()) else { return };
    let last = (last + grid.minutes()).saturating_sub(*least).max(*first);
    rule.starts.extend((*first..=last).step_by(step));
    rule.starts.sort_unstable();
    rule.starts.dedup();
    rule.lengths = (*least..=*most).step_by(step).collect();
}

/// How a closing comes out in a changed scenario, if every promise is kept there.
fn trial(
    scenario: &Scenario,
    changed: &Scenario,
    closing: usize,
    change: &Change,
    options: &Options<'_>,
) -> Option<Tried> {
    if options.out_of_time() {
        return None;
    }
    let choices = changed.closings();
    let choice = choices.get(closing)?;
    let promise = match options.promise {
        Promise::Formula => Promise::Formula,
        Promise::ThroughDay(playing) => {
            let weeks = weeks_played(changed, &demand(changed, choice), playing);
            let weeks = weeks.map(|all| (all / WEEKS).max(FEWEST).min(all)).or(playing.weeks);
            Promise::ThroughDay(Playing { weeks, ..playing })
        }
    };
    let gap = options.gap.max(GAP);
    let options = Options { gap, promise, like: &[], memory: None, progress: None, ..*options };
    let solved = solve_closing(changed, (choice, None), &options, Wanted::Trial).ok()?;
    // A search that time ended says too little to be offered.
    if options.out_of_time() {
        return None;
    }
    let candidate = &solved.candidate;
    let cost_per_week = candidate.cost_per_week.filter(|_| candidate.holds())?;
    let wait = |line: &LineReport| {
        let through = line.through_day.as_ref().map(|t| t.mean_wait_s.value);
        (line.line.clone(), through.unwrap_or(line.mean_wait_s))
    };
    Some(Tried {
        cost_per_week,
        currency: scenario.currency.clone(),
        mean_wait_s: candidate.lines.iter().map(wait).collect(),
        extra: extra(scenario, change, &solved.shifts),
    })
}

/// The shifts that the people there are could not work, or that are not allowed: by day and start.
fn extra(scenario: &Scenario, change: &Change, shifts: &[PlannedShift]) -> Vec<ExtraShift> {
    let mut found: Vec<ExtraShift> = match change {
        Change::People { group, contract, now, .. } => {
            let own = |shift: &&PlannedShift| {
                let of = &scenario.groups[shift.crew.group];
                let on = &of.contracts[shift.contract].id;
                of.id == *group && contract.as_ref().is_none_or(|contract| contract == on)
            };
            let own: Vec<&PlannedShift> = shifts.iter().filter(own).collect();
            beyond(scenario, &own, *now)
        }
        Change::Shifts { .. } => {
            let new = shifts.iter().filter(|shift| !allowed(scenario, shift));
            new.map(|shift| told(scenario, shift, None)).collect()
        }
        _ => Vec::new(),
    };
    found.sort_by_key(|shift| (shift.day, shift.start, shift.end, shift.person));
    found.dedup();
    found
}

/// Of each day, the shortest shifts beyond those that so many people can work.
fn beyond(scenario: &Scenario, shifts: &[&PlannedShift], people: u32) -> Vec<ExtraShift> {
    let mut found = Vec::new();
    for day in Weekday::ALL {
        let mut own: Vec<&PlannedShift> = Vec::new();
        for shift in shifts.iter().filter(|shift| shift.crew.day == day) {
            own.extend(std::iter::repeat_n(shift, shift.crew.count as usize));
        }
        own.sort_by_key(|shift| {
            let span = shift.crew.worked.span();
            (std::cmp::Reverse(span.minutes()), span.from())
        });
        let more = own.iter().zip(1..).skip(people as usize);
        found.extend(more.map(|(shift, person)| told(scenario, shift, Some(person))));
    }
    found
}

/// Whether a rule allows a shift's start and length on its day.
fn allowed(scenario: &Scenario, shift: &PlannedShift) -> bool {
    let span = shift.crew.worked.span();
    scenario.shifts.iter().any(|rule| {
        rule.groups.contains(&shift.crew.group)
            && rule.days.contains(&shift.crew.day)
            && rule.starts.contains(&span.from())
            && rule.lengths.contains(&span.minutes())
    })
}

fn told(scenario: &Scenario, shift: &PlannedShift, person: Option<u32>) -> ExtraShift {
    let span = shift.crew.worked.span();
    ExtraShift {
        group: scenario.groups[shift.crew.group].name.clone(),
        day: shift.crew.day,
        start: TimeOfDay::on_clock(span.from()),
        end: TimeOfDay::on_clock(span.to()),
        person,
    }
}
