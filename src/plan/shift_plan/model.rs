//! The programme of a block, in mathematics.
//!
//! Whole variables: `x_d`, consultants who work duty `d`; `y_fs`, breaks of family `f` that start in
//! slot `s`. Continuous: `δ_ck ∈ [0, 1]`, the k-th agent beyond the number at which curve `c`
//! starts; `v_i`, the value (mean wait or missed share) of a line in an interval.
//!
//! Agents of cover `c`; one of group `g` counts `a_g` (1, or the share of time at the phone where the
//! groups differ in it); shifts fixed before give some:
//!
//! ```text
//!     A_c = given_c + Σ_g a_g ( Σ_{d of g covers c} x_d − Σ_{f of g} Σ_s loss_fs,c y_fs )
//!
//!     minimise   Σ cost_d x_d + Σ cost_fs y_fs + Σ (price_i + Σ_r u_r weight_ir) v_i
//!                + Σ_d Σ_r u_r usage_dr x_d
//!     (need)     A_c ≥ need_c
//!     (curve)    A_c − Σ_k δ_ck ≥ first_c
//!     (value)    v_i ≥ V_c(first) − Σ_k (V_c(first+k−1) − V_c(first+k)) δ_ck   for its curves c
//!     (breaks)   Σ_s y_fs = Σ_d x_d over the duties of f
//!     (earlier)  Σ_{s < e} y_fs ≥ Σ_{d: window ends by e} x_d                  for each window end e
//!     (later)    Σ_{s ≥ b} y_fs ≥ Σ_{d: window begins at b or later} x_d       for each begin b
//!     (caps)     Σ_{d in cap} x_d ≤ cap
//!     (limits)   Σ_d amount_d x_d + Σ_i weight_i v_i ≤ most        for rows that only this block uses
//! ```
//!
//! **Why this form.** The textbook has one variable for each start, length *and* break; here breaks
//! are implicit. Within a family the windows ascend together, so (earlier) and (later) are Hall's
//! condition and every whole `y` can be dealt out to the shifts, first come first served (Bechtold &
//! Jacobs 1990). Without breaks and with whole needs the matrix has consecutive ones and the
//! relaxation is whole (Veinott & Wagner 1962); with them it nearly is. As the curves are convex
//! with corners at whole numbers, the `δ` fill up in order by themselves (one bounded variable a
//! corner, no row), and with multipliers `u` on the ties in place of the ties' rows the block stays
//! as easy as a plain covering problem. A row over the week, on the other hand, makes it a knapsack;
//! that is why the ties are left to [`super::search`].

use super::block::{Body, Cover, Curve, Family, Tie, Week};
use crate::plan::milp::Programme;

/// Where the variables of a block lie in a programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Column of the first duty; the others follow.
    pub duties: usize,
    /// Column of the first slot of each family.
    pub families: Vec<usize>,
    /// Column of each value.
    pub values: Vec<usize>,
    /// Rows of covers' needs: row index by cover, to allow shortage.
    pub needs: Vec<usize>,
}

/// Adds a block to a programme. `multipliers[r]` prices the use of tie `r`.
pub fn add_block(programme: &mut Programme, body: &Body, multipliers: &[f64]) -> Layout {
    let priced = |usage: &[(usize, f64)]| -> f64 {
        usage.iter().map(|(r, a)| multipliers.get(*r).map_or(0.0, |u| u * a)).sum()
    };
    let most = most_consultants(body);
    let duties = programme.columns.len();
    for (d, duty) in body.duties.iter().enumerate() {
        programme.column(0.0, most[d], true, duty.cost + priced(&duty.usage));
    }
    let families: Vec<usize> =
        body.families.iter().map(|f| add_family(programme, f, duties, &most)).collect();
    let mut curve_columns: Vec<Vec<usize>> = vec![Vec::new(); body.covers.len()];
    let mut needs = Vec::new();
    for (c, cover) in body.covers.iter().enumerate() {
        let agents = agents_terms(body, cover, duties, &families);
        needs.push(programme.rows.len());
        programme.at_least(agents.clone(), cover.need - cover.given);
        for curve in &cover.curves {
            let first = programme.columns.len();
            let mut terms = agents.clone();
            for _ in 1..curve.values.len() {
                terms.push((programme.column(0.0, 1.0, false, 0.0), -1.0));
            }
            programme.at_least(terms, curve.first - cover.given);
            curve_columns[c].push(first);
        }
    }
    let values: Vec<usize> = body
        .values
        .iter()
        .map(|value| {
            // Where the highest of its curves starts: no value is larger.
            let starts =
                value.curves.iter().map(|(c, k)| body.covers[*c].curves[*k].values.first());
            let most = starts.flatten().copied().fold(0.0, f64::max);
            let column = programme.column(0.0, most, false, value.price + priced(&value.usage));
            for &(c, k) in &value.curves {
                let curve = &body.covers[c].curves[k];
                let mut terms = falls(curve, curve_columns[c][k]);
                terms.push((column, 1.0));
                programme.at_least(terms, curve.values.first().copied().unwrap_or(0.0));
            }
            column
        })
        .collect();
    for (members, cap) in &body.caps {
        programme.at_most(members.iter().map(|d| (duties + d, 1.0)).collect(), *cap);
    }
    for limit in &body.limits {
        let own = limit.duties.iter().map(|(d, a)| (duties + d, *a));
        let waits = limit.values.iter().map(|(v, a)| (values[*v], *a));
        programme.at_most(own.chain(waits).collect(), limit.most);
    }
    Layout { duties, families, values, needs }
}

/// Adds the ties over all blocks as rows.
pub fn add_ties(programme: &mut Programme, week: &Week, layouts: &[Layout]) {
    for (r, tie) in week.ties.iter().enumerate() {
        programme.at_most(tie_terms(week, layouts, r), tie.limit);
    }
}

/// The terms of one tie over all blocks.
pub fn tie_terms(week: &Week, layouts: &[Layout], r: usize) -> Vec<(usize, f64)> {
    let mut terms = Vec::new();
    for (block, layout) in week.blocks.iter().zip(layouts) {
        terms.extend(block_tie_terms(&block.body, layout, r));
    }
    terms
}

/// The terms of one tie within one block.
pub fn block_tie_terms(body: &Body, layout: &Layout, r: usize) -> Vec<(usize, f64)> {
    let of = |usage: &[(usize, f64)]| usage.iter().find(|(tie, _)| *tie == r).map(|(_, a)| *a);
    let duties = body.duties.iter().enumerate();
    let values = body.values.iter().zip(&layout.values);
    duties
        .filter_map(|(d, duty)| of(&duty.usage).map(|a| (layout.duties + d, a)))
        .chain(values.filter_map(|(value, column)| of(&value.usage).map(|a| (*column, a))))
        .collect()
}

/// The whole week as one programme with the ties as rows.
pub fn whole_week(week: &Week) -> (Programme, Vec<Layout>) {
    let mut programme = Programme::default();
    let layouts: Vec<Layout> =
        week.blocks.iter().map(|b| add_block(&mut programme, &b.body, &[])).collect();
    add_ties(&mut programme, week, &layouts);
    programme.step = wage_step(week);
    (programme, layouts)
}

/// Wages and usages that differ by less are the same.
pub(super) const STEP: f64 = 1e-4;

/// The largest step of which all amounts are multiples, or [`STEP`] where they are not multiples of
/// that.
pub(super) fn lattice_step(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut step = 0_u64;
    for amount in amounts {
        let units = amount.abs() / STEP;
        if (units - units.round()).abs() > 1e-6 || units > 1e12 {
            return STEP;
        }
        let (mut a, mut b) = (step, units.round() as u64);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        step = a;
    }
    (step as f64).max(1.0) * STEP
}

/// How far apart the objectives of whole weeks lie: wages are sums of shifts and breaks. 0 where
/// nothing is known of that, as when callers' waiting is paid for too.
pub fn wage_step(week: &Week) -> f64 {
    let bodies = || week.blocks.iter().map(|block| &block.body);
    if bodies().any(|body| body.values.iter().any(|v| v.price > 0.0)) {
        return 0.0;
    }
    let duties = bodies().flat_map(|body| body.duties.iter().map(|d| d.cost));
    let slots = bodies().flat_map(|b| b.families.iter().flat_map(|f| &f.slots)).map(|s| s.cost);
    let step = lattice_step(duties.chain(slots));
    // The smallest unit is what is left where the costs have no step: then nothing is rounded.
    if step > STEP { step } else { 0.0 }
}

/// Whether a tie is about waits (and so measured by values) or about contracts (by duties).
pub fn is_promise(tie: &Tie) -> bool {
    matches!(tie.kind, super::block::TieKind::Promise { .. })
}

/// More consultants on one duty than this are never of use: as many as any need or curve asks for,
/// breaks and shrinkage allowed for.
fn most_consultants(body: &Body) -> Vec<f64> {
    let mut most = vec![0.0_f64; body.duties.len()];
    let top = |cover: &Cover| {
        let curves = cover.curves.iter().map(|c| c.first + c.values.len() as f64);
        let phone = cover.groups.iter().map(|g| g.1).fold(1.0, f64::min).max(0.01);
        ((curves.fold(cover.need, f64::max) + 1.0) / phone).ceil()
    };
    let breaks: f64 = 2.0;
    for (d, duty) in body.duties.iter().enumerate() {
        for cover in body.covers.iter().filter(|c| duty.cover.contains(&c.interval)) {
            if cover.groups.iter().any(|g| g.0 == duty.group) {
                most[d] = most[d].max((breaks * top(cover)).min(1e6));
            }
        }
    }
    for (members, cap) in &body.caps {
        members.iter().for_each(|d| most[*d] = most[*d].min(*cap));
    }
    most
}

fn add_family(programme: &mut Programme, family: &Family, duties: usize, most: &[f64]) -> usize {
    let total: f64 = family.windows.iter().map(|w| most[w.0]).sum::<f64>().min(1e6);
    let first = programme.columns.len();
    for slot in &family.slots {
        programme.column(0.0, total, true, slot.cost);
    }
    let slots = |from: usize, to: usize| (from..to).map(move |s| (first + s, 1.0));
    let needing = |filter: &dyn Fn(&(usize, usize, usize)) -> bool| -> Vec<(usize, f64)> {
        family.windows.iter().filter(|w| filter(w)).map(|w| (duties + w.0, -1.0)).collect()
    };
    let all = family.slots.len();
    let mut terms = needing(&|_| true);
    terms.extend(slots(0, all));
    programme.equal(terms, 0.0);
    let mut ends: Vec<usize> = family.windows.iter().map(|w| w.2).filter(|e| *e < all).collect();
    ends.dedup();
    for end in ends {
        let mut terms = needing(&|w| w.2 <= end);
        terms.extend(slots(0, end));
        programme.at_least(terms, 0.0);
    }
    let mut begins: Vec<usize> = family.windows.iter().map(|w| w.1).filter(|b| *b > 0).collect();
    begins.dedup();
    for begin in begins {
        let mut terms = needing(&|w| w.1 >= begin);
        terms.extend(slots(begin, all));
        programme.at_least(terms, 0.0);
    }
    first
}

fn agents_terms(
    body: &Body,
    cover: &Cover,
    duties: usize,
    families: &[usize],
) -> Vec<(usize, f64)> {
    let phone = |group: usize| cover.groups.iter().find(|g| g.0 == group).map(|g| g.1);
    let mut terms = Vec::new();
    for (d, duty) in body.duties.iter().enumerate() {
        if let (Some(share), true) = (phone(duty.group), duty.cover.contains(&cover.interval)) {
            terms.push((duties + d, share));
        }
    }
    for (family, first) in body.families.iter().zip(families) {
        let Some(share) = phone(family.group) else { continue };
        for (s, slot) in family.slots.iter().enumerate() {
            if let Some((_, loss)) = slot.loss.iter().find(|(t, _)| *t == cover.interval) {
                terms.push((first + s, -share * loss));
            }
        }
    }
    terms
}

/// The falls of a curve from corner to corner, as terms of its `δ`.
fn falls(curve: &Curve, first_column: usize) -> Vec<(usize, f64)> {
    curve
        .values
        .windows(2)
        .enumerate()
        .map(|(k, pair)| (first_column + k, pair[0] - pair[1]))
        .collect()
}
