//! Limits that may bind, and the week without each of them.

use crate::domain::clock::Weekday;
use crate::plan::demand::LineDemand;
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::block::{Block, BlockDuty, Body, TieKind, Week};
use crate::plan::shift_plan::build;
use crate::plan::shift_plan::catalogue::Duty;
use crate::scenario::{Closing, Scenario};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A limit that can be lifted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lift<'a> {
    /// Days a week of a contract: group and contract.
    Days(usize, usize),
    /// Paid hours a week of a contract.
    Hours(usize, usize),
    /// Largest share of a contract.
    Share(usize, usize),
    /// People on a contract.
    ContractHeads(usize, usize),
    /// People of a group on one day.
    GroupHeads(usize),
    /// The shifts that are allowed.
    Shapes,
    /// A line's closing time.
    Close(usize, &'a Closing),
    /// All limits on people and contracts at once.
    AllStaff,
}

/// A tie without a limit, for programmes that want finite rows.
const NO_LIMIT: f64 = 1e9;
/// Presence in minutes of a contract for which no shift is allowed at all.
const ORDINARY_DAY: u32 = 480;

/// The limits of a scenario, those that lift less first.
pub fn limits<'a>(scenario: &'a Scenario, sets: &[SetInterval], ties: &[TieKind]) -> Vec<Lift<'a>> {
    let mut found = Vec::new();
    for tie in ties {
        found.push(match *tie {
            TieKind::Days(g, c) => Lift::Days(g, c),
            TieKind::Minutes(g, c) => Lift::Hours(g, c),
            TieKind::ShareMax(g, c) => Lift::Share(g, c),
            TieKind::Promise { .. } => continue,
        });
    }
    for (g, group) in scenario.groups.iter().enumerate() {
        let heads = |c: &usize| group.contracts[*c].heads.is_some();
        let contracts = (0..group.contracts.len()).filter(heads);
        found.extend(contracts.map(|c| Lift::ContractHeads(g, c)));
    }
    for (g, group) in scenario.groups.iter().enumerate() {
        found.extend(group.head_count.map(|_| Lift::GroupHeads(g)));
    }
    found.push(Lift::Shapes);
    for (line, of) in scenario.lines.iter().enumerate() {
        let earlier = |c: &&Closing| closes_earlier(scenario, sets, line, c);
        found.extend(of.candidates.iter().filter(earlier).map(|c| Lift::Close(line, c)));
    }
    found
}

/// Whether a closing is earlier than the line's present one on some day and later on none.
fn closes_earlier(
    scenario: &Scenario,
    sets: &[SetInterval],
    line: usize,
    closing: &Closing,
) -> bool {
    let grid = scenario.calendar.grid;
    let mut present: [u32; 7] = [0; 7];
    for set in sets.iter().filter(|s| s.lines.contains(&line)) {
        let (day, minute) = grid.start_of(set.interval);
        present[day.index()] = present[day.index()].max(minute + grid.minutes());
    }
    let order: Vec<Ordering> = (0..7)
        .filter(|d| present[*d] > 0)
        .filter_map(|d| closing.close[d].map(|close| close.minutes().cmp(&present[d])))
        .collect();
    order.iter().any(|o| o.is_lt()) && !order.iter().any(|o| o.is_gt())
}

/// Whether a set lies after a closing of one of its lines.
pub fn after_close(scenario: &Scenario, interval: usize, closing: &Closing) -> bool {
    let (day, minute) = scenario.calendar.grid.start_of(interval);
    closing.close[day.index()].is_some_and(|close| minute >= close.minutes())
}

/// The week with a limit lifted. `calls` tells whether promises about waits are part of it.
pub fn week_without(
    scenario: &Scenario,
    sets: &[SetInterval],
    lift: Option<Lift<'_>>,
    calls: bool,
) -> Week {
    let mut changed = scenario.clone();
    match lift {
        Some(Lift::Share(g, c)) => changed.groups[g].contracts[c].share_max = None,
        Some(Lift::ContractHeads(g, c)) => changed.groups[g].contracts[c].heads = None,
        Some(Lift::GroupHeads(g)) => changed.groups[g].head_count = None,
        Some(Lift::AllStaff) => {
            for group in &mut changed.groups {
                group.head_count = None;
                for contract in &mut group.contracts {
                    (contract.heads, contract.share_max) = (None, None);
                }
            }
        }
        _ => {}
    }
    let kept: Vec<SetInterval> = sets
        .iter()
        .filter(|s| match lift {
            Some(Lift::Close(line, closing)) => {
                !(s.lines.contains(&line) && after_close(scenario, s.interval, closing))
            }
            _ => true,
        })
        .cloned()
        .collect();
    let mut week = build::week(&changed, &demand(scenario, &kept, calls), &kept);
    for tie in &mut week.ties {
        let lifted = match (lift, &tie.kind) {
            (Some(Lift::Days(g, c)), TieKind::Days(h, d)) => (g, c) == (*h, *d),
            (Some(Lift::Hours(g, c)), TieKind::Minutes(h, d)) => (g, c) == (*h, *d),
            _ => false,
        };
        if lifted {
            tie.limit = NO_LIMIT;
        }
    }
    if lift == Some(Lift::Shapes) { free_shapes(scenario, &week) } else { week }
}

/// The lines' calls, read back from the sets of one line.
fn demand(scenario: &Scenario, sets: &[SetInterval], calls: bool) -> Vec<LineDemand> {
    let per_week = scenario.calendar.grid.per_week();
    let mut lines = vec![
        LineDemand {
            open: vec![false; per_week],
            calls: vec![0.0; per_week],
            outside_hours: 0.0,
            evening_from: [None; 7],
        };
        scenario.lines.len()
    ];
    for set in sets {
        if let ([line], true) = (&set.lines[..], calls) {
            lines[*line].open[set.interval] = true;
            lines[*line].calls[set.interval] = set.calls;
        }
    }
    lines
}

/// The week with a free duty for each group, contract and interval in place of the shifts: as many
/// people and paid hours as before, each present no longer than the longest shift of the day, but
/// at any hours and without breaks.
fn free_shapes(scenario: &Scenario, week: &Week) -> Week {
    let mut free = week.clone();
    free.duties.clear();
    for block in &mut free.blocks {
        *block = free_block(scenario, week, block);
    }
    free
}

fn free_block(scenario: &Scenario, week: &Week, block: &Block) -> Block {
    let grid = scenario.calendar.grid;
    let mut body = Body {
        covers: block.body.covers.clone(),
        values: block.body.values.clone(),
        ..Body::default()
    };
    let wanted: BTreeSet<(usize, usize)> =
        body.covers.iter().flat_map(|c| c.groups.iter().map(|g| (g.0, c.interval))).collect();
    let contracts = |g: usize| 0..scenario.groups[g].contracts.len();
    let keys: Vec<(usize, usize, usize)> =
        wanted.iter().flat_map(|&(g, t)| contracts(g).map(move |c| (g, c, t))).collect();
    for &(g, c, t) in &keys {
        let day = grid.start_of(block.interval_ids[t]).0;
        let presence = longest(week, day, |d| (d.group, d.contract) == (g, c));
        let usage = free_usage(scenario, week, (g, c), grid.hours(), presence);
        body.duties.push(BlockDuty { group: g, cost: 0.0, cover: vec![t], usage });
    }
    body.caps = free_caps(scenario, week, &block.interval_ids, &keys);
    Block { duty_ids: Vec::new(), interval_ids: block.interval_ids.clone(), body }
}

/// At any time no more people than there are, and in the day no more presence than all of them
/// would have on the longest shift. `keys`: group, contract and interval of each free duty.
fn free_caps(
    scenario: &Scenario,
    week: &Week,
    interval_ids: &[usize],
    keys: &[(usize, usize, usize)],
) -> Vec<(Vec<usize>, f64)> {
    let grid = scenario.calendar.grid;
    let mut caps = Vec::new();
    let mut cap = |heads: Option<u32>, mine: &dyn Fn(usize, usize) -> bool| {
        let Some(heads) = heads.map(f64::from) else { return };
        let mut by_time: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut by_day: BTreeMap<Weekday, Vec<usize>> = BTreeMap::new();
        for (k, (_, _, t)) in keys.iter().enumerate().filter(|(_, k)| mine(k.0, k.1)) {
            by_time.entry(*t).or_default().push(k);
            by_day.entry(grid.start_of(interval_ids[*t]).0).or_default().push(k);
        }
        caps.extend(by_time.into_values().map(|members| (members, heads)));
        for (day, members) in by_day {
            let presence = longest(week, day, |d| mine(d.group, d.contract));
            caps.push((members, heads * f64::from(presence / grid.minutes())));
        }
    };
    for (g, group) in scenario.groups.iter().enumerate() {
        cap(group.head_count, &|h, _| h == g);
        for (c, contract) in group.contracts.iter().enumerate() {
            cap(contract.heads, &|h, d| (h, d) == (g, c));
        }
    }
    caps
}

/// Minutes of the longest shift of some consultants on a day; else on any day.
fn longest(week: &Week, day: Weekday, mine: impl Fn(&Duty) -> bool) -> u32 {
    let own = || week.duties.iter().filter(|d| mine(d));
    let of_day = own().filter(|d| d.day == day).map(|d| d.length).max();
    of_day.or_else(|| own().map(|d| d.length).max()).unwrap_or(ORDINARY_DAY)
}

fn free_usage(
    scenario: &Scenario,
    week: &Week,
    contract: (usize, usize),
    hours: f64,
    presence: u32,
) -> Vec<(usize, f64)> {
    let amount = |kind: &TieKind| match *kind {
        TieKind::Days(g, c) if (g, c) == contract => Some(hours * 60.0 / f64::from(presence)),
        TieKind::Minutes(g, c) if (g, c) == contract => Some(hours),
        TieKind::ShareMax(g, c) if g == contract.0 => {
            let share = scenario.groups[g].contracts[c].share_max.map_or(1.0, |s| s.get());
            Some(if c == contract.1 { hours * (1.0 - share) } else { -hours * share })
        }
        _ => None,
    };
    let ties = week.ties.iter().enumerate();
    ties.filter_map(|(r, tie)| amount(&tie.kind).map(|a| (r, a))).collect()
}
