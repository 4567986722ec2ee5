//! The programme that allows shortage, and the one that allows late answers.
//!
//! **Shortage.** Each interval gets a column `s ≥ 0` for each component of covers that share groups:
//! `A_c + s ≥ need_c` for all covers `c` of the component, so that one more consultant counts once
//! although he fills the need of several sets. What is minimised is `Σ hours × s`.
//!
//! **Exceedance.** Each promise `Σ weight × value ≤ limit` gets a column `σ ≥ 0`, relative to its
//! limit: `Σ weight × value − limit σ ≤ limit`; what is minimised is `Σ σ`.

use crate::domain::clock::Grid;
use crate::plan::milp::{Limits, Programme, Solver, Verdict};
use crate::plan::shift_plan::block::{Body, Cover, Curve, Value, Week};
use crate::plan::shift_plan::model::{self, Layout};
use crate::plan::shift_plan::plan_week;
use crate::plan::shift_plan::search::{Outcome, Settings};

/// Amounts below this are rounding.
pub const NOTHING: f64 = 1e-6;
/// Gap of the search for whole consultants.
const GAP: f64 = 0.01;
/// Most agents between two corners of a curve of shortage.
const UNIT: f64 = 100.0;
/// Weeks whose days are tied, past midnight or by contracts that bind, are left to the relaxation if
/// they have more whole columns than this: searching them would be work without a bound.
const MOST_TIED: usize = 250;

/// Consultants short of a set of groups in an interval of the week.
#[derive(Debug, Clone, PartialEq)]
pub struct Short {
    /// Interval of the week.
    pub interval: usize,
    /// Groups of the cover.
    pub groups: Vec<usize>,
    /// Consultants short, as the cover counts them.
    pub amount: f64,
}

/// The least shortage found.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// Agent-hours a week.
    pub hours: f64,
    /// No plan is short of less.
    pub bound: f64,
    /// Where, by interval.
    pub short: Vec<Short>,
}

/// What is allowed to give way, and is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Agents in an interval, agent-hours.
    Shortage,
    /// Promises over a day or the week, relative to their limits.
    Exceedance,
}

/// A programme of the week in which something may give way.
pub struct Elastic {
    /// The programme, fractions allowed.
    pub programme: Programme,
    /// Where each block's variables lie.
    pub layouts: Vec<Layout>,
    /// Columns of the blocks; what comes after them is what gives way.
    pub own_columns: usize,
    /// For an exceedance, the column of each tie that is a promise.
    pub beyond: Vec<Option<usize>>,
}

/// Builds the programme of a week; for a shortage, the week has no curves and no promises.
pub fn elastic(week: &Week, grid: Grid, aim: Aim) -> Elastic {
    let mut programme = Programme::default();
    let layouts: Vec<Layout> =
        week.blocks.iter().map(|b| model::add_block(&mut programme, &b.body, &[])).collect();
    programme.columns.iter_mut().for_each(|c| c.cost = 0.0);
    let own_columns = programme.columns.len();
    if aim == Aim::Shortage {
        for (block, layout) in week.blocks.iter().zip(&layouts) {
            for members in components(&block.body) {
                let s = programme.column(0.0, f64::INFINITY, false, grid.hours());
                members.iter().for_each(|c| programme.rows[layout.needs[*c]].terms.push((s, 1.0)));
            }
        }
    }
    let mut beyond = Vec::new();
    for (r, tie) in week.ties.iter().enumerate() {
        let mut terms = model::tie_terms(week, &layouts, r);
        let column = (aim == Aim::Exceedance && model::is_promise(tie))
            .then(|| programme.column(0.0, f64::INFINITY, false, 1.0));
        terms.extend(column.map(|sigma| (sigma, -tie.limit)));
        beyond.push(column);
        programme.at_most(terms, tie.limit);
    }
    Elastic { programme: programme.relaxed(), layouts, own_columns, beyond }
}

/// Covers of the same interval that are linked by shared groups, those without need left out.
fn components(body: &Body) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (c, cover) in body.covers.iter().enumerate().filter(|(_, c)| c.need > 0.0) {
        let linked = |other: &usize| {
            let other = &body.covers[*other];
            other.interval == cover.interval
                && other.groups.iter().any(|g| cover.groups.iter().any(|h| h.0 == g.0))
        };
        let (joined, apart): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|members| members.iter().any(linked));
        found = apart;
        found.push(joined.into_iter().flatten().chain([c]).collect());
    }
    found
}

/// Minimises a programme whose columns may be fractional.
pub fn least(programme: &Programme, settings: &Settings<'_>) -> Option<(f64, Vec<f64>)> {
    let limits = Limits { gap: 0.0, ..settings.limits(0.0) };
    match programme.solve(Solver::Default, limits) {
        Verdict::Solved(found) => Some((found.objective.max(0.0), found.values)),
        _ => None,
    }
}

/// The least shortage if consultants could be split, a bound for whole ones.
pub fn relaxed(week: &Week, grid: Grid, settings: &Settings<'_>) -> Option<Shortfall> {
    let Elastic { programme, layouts, own_columns, .. } = elastic(week, grid, Aim::Shortage);
    let (hours, values) = least(&programme, settings)?;
    let mut short = Vec::new();
    for (block, layout) in week.blocks.iter().zip(&layouts) {
        for (cover, row) in block.body.covers.iter().zip(&layout.needs) {
            let row = &programme.rows[*row];
            let staff = row.terms.iter().filter(|(j, _)| *j < own_columns);
            let agents: f64 = staff.map(|(j, a)| a * values[*j]).sum();
            push_short(&mut short, block.interval_ids[cover.interval], cover, row.low - agents);
        }
    }
    short.sort_by_key(|s: &Short| s.interval);
    Some(Shortfall { hours, bound: hours, short })
}

fn push_short(short: &mut Vec<Short>, interval: usize, cover: &Cover, amount: f64) {
    if amount > NOTHING {
        let groups = cover.groups.iter().map(|g| g.0).collect();
        short.push(Short { interval, groups, amount });
    }
}

/// The least shortage with whole consultants, as far as a bounded search finds it. What the search
/// minimises are curves that fall from the need to 0, in place of the needs.
pub fn whole(week: &Week, grid: Grid, lower: f64, settings: &Settings<'_>) -> Option<Shortfall> {
    let whole_columns: usize = week.blocks.iter().map(|b| whole_columns(&b.body)).sum();
    if whole_columns > MOST_TIED && tied(week, grid, lower, settings) {
        return None;
    }
    let mut soft = week.clone();
    soft.blocks.iter_mut().for_each(|b| soften(&mut b.body, grid));
    let settings = Settings { solver: Solver::Default, gap: GAP, ..*settings };
    let (soft, Outcome::Found(plan)) = plan_week(soft, grid, &settings) else { return None };
    let mut short = Vec::new();
    for (block, plan) in soft.blocks.iter().zip(&plan.blocks) {
        for (cover, agents) in block.body.covers.iter().zip(plan.agents(&block.body)) {
            let missing = cover.curves.first().map_or(0.0, |curve| curve.at(agents));
            push_short(&mut short, block.interval_ids[cover.interval], cover, missing);
        }
    }
    short.sort_by_key(|s: &Short| s.interval);
    let hours = plan.objective();
    Some(Shortfall { hours, bound: plan.bound.max(lower).min(hours), short })
}

/// Whether days are tied: by shifts past midnight, or by contracts without which less is short.
fn tied(week: &Week, grid: Grid, lower: f64, settings: &Settings<'_>) -> bool {
    let joined = week.duties.iter().any(|d| d.crosses_midnight()) && week.blocks.len() == 1;
    let mut free = week.clone();
    free.ties.clear();
    free.blocks.iter_mut().flat_map(|b| &mut b.body.duties).for_each(|d| d.usage.clear());
    joined || relaxed(&free, grid, settings).is_none_or(|f| f.hours < lower - NOTHING)
}

fn whole_columns(body: &Body) -> usize {
    body.duties.len() + body.families.iter().map(|f| f.slots.len()).sum::<usize>()
}

/// Puts a price on shortage in place of the needs and the wages. A cover then counts in units of up
/// to [`UNIT`] agents, as the curve is linear and needs few corners.
fn soften(body: &mut Body, grid: Grid) {
    body.duties.iter_mut().for_each(|d| d.cost = 0.0);
    body.families.iter_mut().flat_map(|f| &mut f.slots).for_each(|s| s.cost = 0.0);
    let value = |members: Vec<usize>| Value {
        curves: members.into_iter().map(|c| (c, 0)).collect(),
        price: grid.hours(),
        usage: Vec::new(),
    };
    body.values = components(body).into_iter().map(value).collect();
    for cover in body.covers.iter_mut().filter(|c| c.need > 0.0) {
        let steps = (cover.need / UNIT).ceil();
        let unit = cover.need / steps;
        let values = (0..=steps as usize).rev().map(|k| unit * k as f64).collect();
        cover.curves = vec![Curve { first: 0.0, values }];
        cover.groups.iter_mut().for_each(|g| g.1 /= unit);
        cover.need = 0.0;
    }
}
