//! Weeks whose days shifts past midnight tie together.
//!
//! Such a week is one block, and as one integer programme it is slow: days can no longer be planned
//! apart. But its relaxation is close to whole, so it serves twice. Its value is the bound. And the
//! shifts that tie the days are read from it and fixed, rounded so that nothing is broken: if
//! `X_k` is the running total over a family's duties in the order of their break windows, `⌊X_k + θ⌋`
//! is the running total of the rounded counts. Rounding the running total of the breaks with the
//! same `θ` keeps every inequality between the two, because rounding is monotone. With these shifts
//! fixed the days are planned apart by [`super::search`]. Several `θ` are tried; the cheapest wins.

use super::block::{Block, Body, Cover, Week};
use super::model;
use super::plan::{BlockPlan, WeekPlan};
use super::search::{Outcome, SMALL_WEEK, Settings, as_one, better_of, search_above, size};
use crate::domain::clock::Grid;
use crate::plan::milp::{Limits, Solver, Verdict};

/// Offsets with which running totals are rounded, in the order tried.
const OFFSETS: [f64; 4] = [0.5, 0.75, 0.999, 0.25];

/// Gap to which a day is solved, relative to the gap asked for: the bound does not depend on it.
const DAY_GAP: f64 = 0.5;

/// Plans a week of one joined block.
pub fn search_joined(week: &Week, grid: Grid, settings: &Settings<'_>) -> Outcome {
    let (programme, layouts) = model::whole_week(week);
    let limits = Limits { gap: 0.0, ..settings.limits(0.0) };
    let relaxed = match programme.relaxed().solve(Solver::Default, limits) {
        Verdict::Solved(found) => found,
        Verdict::Infeasible => return Outcome::Infeasible,
        Verdict::Stopped(stop) => return Outcome::Stopped(stop),
        Verdict::Failed(text) => return Outcome::Failed(text),
    };
    let bound = programme.next_objective(relaxed.objective);
    let block = &week.blocks[0];
    let layout = &layouts[0];
    let mut best: Option<WeekPlan> = None;
    let is_open = |plan: &WeekPlan| !plan.is_proven(settings.gap);
    for offset in OFFSETS {
        let fixed = round_crossing(week, block, &relaxed.values, layout, offset);
        let Some(blocks) = plan_days(week, grid, &fixed, settings, bound) else { continue };
        let mut plan = WeekPlan { blocks, bound, stopped: None };
        plan.bound = bound.min(plan.objective());
        if best.as_ref().is_none_or(|b| plan.objective() < b.objective() - 1e-6) {
            best = Some(plan);
        }
        if best.as_ref().is_some_and(|best| !is_open(best)) {
            break;
        }
    }
    let Some(mut plan) = best else { return as_one(week, settings, None) };
    if is_open(&plan) && size(week) <= SMALL_WEEK {
        let whole = as_one(week, settings, Some(&plan));
        plan = better_of(plan, whole);
    }
    plan.stopped = is_open(&plan).then(|| settings.limit_reached());
    Outcome::Found(plan)
}

/// A plan of single days and the shifts fixed, as a plan of the joined block.
fn joined_plan(week: &Week, days: &Week, plan: &WeekPlan, fixed: &BlockPlan) -> BlockPlan {
    let joined = &week.blocks[0];
    let body = &joined.body;
    let (mut duties, mut breaks) = (fixed.duties.clone(), fixed.breaks.clone());
    for (block, own) in days.blocks.iter().zip(&plan.blocks) {
        let place = |d: usize| joined.duty_ids.iter().position(|id| *id == block.duty_ids[d]);
        for (d, count) in own.duties.iter().enumerate() {
            place(d).into_iter().for_each(|at| duties[at] += count);
        }
        for (family, counts) in block.body.families.iter().zip(&own.breaks) {
            let Some(member) = family.windows.first().and_then(|w| place(w.0)) else { continue };
            let same = |f: &&super::block::Family| {
                f.break_index == family.break_index && f.windows.iter().any(|w| w.0 == member)
            };
            let Some(at) = body.families.iter().position(|f| same(&f)) else { continue };
            breaks[at].iter_mut().zip(counts).for_each(|(all, own)| *all += own);
        }
    }
    BlockPlan::new(body, duties, breaks, week.ties.len())
}

/// Whether a duty of the block runs past midnight.
fn crosses(week: &Week, block: &Block, duty: usize) -> bool {
    week.duties[block.duty_ids[duty]].crosses_midnight()
}

/// The rounded counts of the shifts past midnight and of their breaks; all others zero.
fn round_crossing(
    week: &Week,
    block: &Block,
    values: &[f64],
    layout: &model::Layout,
    offset: f64,
) -> BlockPlan {
    let body = &block.body;
    let mut duties = vec![0; body.duties.len()];
    let mut breaks: Vec<Vec<u32>> = body.families.iter().map(|f| vec![0; f.slots.len()]).collect();
    // Sums that ought to be equal differ by rounding; a millionth apart, they are.
    let round = |running: f64| ((running * 1e6).round() / 1e6 + offset + 1e-9).floor();
    let mut seen = vec![false; body.duties.len()];
    for (f, family) in body.families.iter().enumerate() {
        if !family.windows.iter().any(|w| crosses(week, block, w.0)) {
            continue;
        }
        let mut running = 0.0;
        for (duty, _, _) in &family.windows {
            let before = round(running);
            running += values[layout.duties + duty];
            if !seen[*duty] {
                duties[*duty] = (round(running) - before).max(0.0) as u32;
                seen[*duty] = true;
            }
        }
        let mut running = 0.0;
        for (s, count) in breaks[f].iter_mut().enumerate() {
            let before = round(running);
            running += values[layout.families[f] + s];
            *count = (round(running) - before).max(0.0) as u32;
        }
    }
    let mut running = 0.0;
    for d in 0..body.duties.len() {
        if !seen[d] && crosses(week, block, d) {
            let before = round(running);
            running += values[layout.duties + d];
            duties[d] = (round(running) - before).max(0.0) as u32;
        }
    }
    BlockPlan::new(body, duties, breaks, week.ties.len())
}

/// Plans the days apart around the fixed shifts; `bound` is that of the whole week.
fn plan_days(
    week: &Week,
    grid: Grid,
    fixed: &BlockPlan,
    settings: &Settings<'_>,
    bound: f64,
) -> Option<Vec<BlockPlan>> {
    let joined = &week.blocks[0];
    let is_fixed: Vec<bool> =
        (0..joined.body.duties.len()).map(|d| crosses(week, joined, d)).collect();
    let there = fixed.agents(&joined.body);
    let mut days = Week { blocks: Vec::new(), ..week.clone() };
    for (tie, used) in days.ties.iter_mut().zip(contract_usage(week, &joined.body, fixed)) {
        tie.limit -= used;
    }
    for day in 0..7 {
        let range = day * grid.per_day()..(day + 1) * grid.per_day();
        days.blocks.push(day_block(week, joined, &is_fixed, &there, fixed, range));
    }
    match search_above(&days, settings, DAY_GAP, bound - fixed.wages) {
        Outcome::Found(plan) => Some(vec![joined_plan(week, &days, &plan, fixed)]),
        _ => None,
    }
}

/// What the fixed shifts use of the contracts' ties (waits are counted with the days).
fn contract_usage(week: &Week, body: &Body, fixed: &BlockPlan) -> Vec<f64> {
    let mut usage = vec![0.0; week.ties.len()];
    for (duty, count) in body.duties.iter().zip(&fixed.duties) {
        for (r, amount) in &duty.usage {
            usage[*r] += amount * f64::from(*count);
        }
    }
    usage
}

/// One day of the joined block: its free duties, and its covers with what the fixed shifts give.
fn day_block(
    week: &Week,
    joined: &Block,
    is_fixed: &[bool],
    there: &[f64],
    fixed: &BlockPlan,
    range: std::ops::Range<usize>,
) -> Block {
    let body = &joined.body;
    let own = |k: &usize| range.contains(&joined.interval_ids[*k]);
    let place = |k: usize| joined.interval_ids[k] - range.start;
    let on_day = |d: usize| {
        let duty = &week.duties[joined.duty_ids[d]];
        range.contains(&(duty.day.index() * range.len()))
    };
    let free: Vec<usize> = (0..body.duties.len()).filter(|d| !is_fixed[*d] && on_day(*d)).collect();
    let new_duty = |d: usize| free.iter().position(|f| *f == d);
    let mut day = Body::default();
    for &d in &free {
        let mut duty = body.duties[d].clone();
        duty.cover = duty.cover.iter().filter(|k| own(k)).map(|k| place(*k)).collect();
        day.duties.push(duty);
    }
    for family in &body.families {
        let windows: Vec<_> =
            family.windows.iter().filter_map(|w| Some((new_duty(w.0)?, w.1, w.2))).collect();
        if windows.is_empty() {
            continue;
        }
        let mut family = family.clone();
        for slot in &mut family.slots {
            slot.loss = slot.loss.iter().filter(|l| own(&l.0)).map(|l| (place(l.0), l.1)).collect();
        }
        family.windows = windows;
        day.families.push(family);
    }
    let mut new_cover = vec![None; body.covers.len()];
    for (c, cover) in body.covers.iter().enumerate().filter(|(_, c)| own(&c.interval)) {
        new_cover[c] = Some(day.covers.len());
        day.covers.push(Cover {
            interval: place(cover.interval),
            given: there[c],
            ..cover.clone()
        });
    }
    for value in &body.values {
        let curves: Option<Vec<_>> =
            value.curves.iter().map(|(c, k)| Some((new_cover[*c]?, *k))).collect();
        if let Some(curves) = curves {
            day.values.push(super::block::Value { curves, ..value.clone() });
        }
    }
    for (members, cap) in &body.caps {
        let own: Vec<usize> = members.iter().filter_map(|d| new_duty(*d)).collect();
        let used: f64 = members.iter().map(|d| f64::from(fixed.duties[*d])).sum();
        if !own.is_empty() {
            day.caps.push((own, cap - used));
        }
    }
    Block {
        duty_ids: free.iter().map(|d| joined.duty_ids[*d]).collect(),
        interval_ids: range.collect(),
        body: day,
    }
}
