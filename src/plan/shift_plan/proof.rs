//! The proof: listing the block plans that could take part in a better week.
//!
//! See [`super::search`] for the method; this file holds its step 3.

use super::block::Body;
use super::bound::{Early, Search};
use super::combine::{Choice, combine};
use super::model::{self, Layout, STEP, lattice_step};
use super::plan::BlockPlan;
use crate::parallel::each;
use crate::plan::milp::Programme;

/// Block programmes solved at the most to list plans for the proof, and their simplex iterations: a
/// measure of work that, unlike time, is the same on every machine.
const MOST_REGIONS: usize = 600;
const MOST_ITERATIONS: u64 = 120_000;

impl Search<'_> {
    /// Lists block plans until the best week is proven, or the work allowed is done.
    pub(super) fn prove(&mut self) -> Result<(), Early> {
        if self.good_enough() || self.limits.is_empty() {
            return Ok(());
        }
        let start = self.bound;
        let values = self.values.clone();
        let multipliers = self.multipliers.clone();
        let mut open: Vec<Open> = Vec::new();
        for (class, (plan, _)) in
            self.best_of_each(&multipliers)?.unwrap_or_default().into_iter().enumerate()
        {
            open.push(Open { excess: 0.0, class, region: Region::default(), plan });
        }
        let (mut solved, mut iterations) = (0, 0);
        let mut next_combine = 16;
        while let Some(least) = pop_least(&mut open) {
            // Every week better than this has all its plans on the list.
            let reached = start + least.excess;
            let spent = solved >= MOST_REGIONS
                || iterations >= MOST_ITERATIONS
                || self.settings.out_of_time();
            if reached >= self.target() || spent {
                self.close(reached, &multipliers);
                if self.good_enough() || spent {
                    return Ok(());
                }
            }
            let class = least.class;
            let plan = self.classes[class].plans[least.plan].clone();
            let forms = self.split_forms(class, &multipliers, &plan);
            let ceiling = values[class] + (self.target() - start);
            let mut regions = least.region.split(forms);
            regions.iter_mut().for_each(|region| region.ceiling = Some(ceiling));
            solved += regions.len();
            let found = each(&regions, |region| self.best_of(class, &multipliers, region));
            for (region, best) in regions.into_iter().zip(found) {
                let Some((plan, found)) = best? else { continue };
                iterations += found.iterations;
                let excess = (found.bound - values[class]).max(least.excess);
                let plan = self.record(class, plan);
                open.push(Open { excess, class, region, plan });
            }
            if solved >= next_combine {
                self.combine();
                next_combine = solved * 3 / 2;
            }
        }
        // Whatever is not on the list cannot beat the target that was in force.
        let reached = self.target();
        self.close(reached, &multipliers);
        Ok(())
    }

    /// The objective a better week would have to undercut to matter.
    fn target(&self) -> f64 {
        self.best.as_ref().map_or(f64::INFINITY, |b| b.0 * (1.0 - self.settings.gap))
    }

    /// Combines the list for the plan, and a relaxation of it for the bound: weeks with a plan that
    /// is not on the list come to `reached` at least.
    fn close(&mut self, reached: f64, multipliers: &[f64]) {
        self.combine();
        let best = self.best.as_ref().map_or(f64::INFINITY, |b| b.0);
        if let Some(listed) = self.least_listed(multipliers, reached.min(best)) {
            self.bound = self.bound.max(reached.min(listed).min(best));
        }
    }

    /// A bound on every week whose plans are all on the list, where a listed plan stands for all
    /// others with the same wages and the same usage of the contracts that carry a price: ties
    /// without a price are dropped, promises are added up at their prices. `cutoff` if no such week
    /// comes to less; `None` if the list is too long to combine.
    fn least_listed(&self, multipliers: &[f64], cutoff: f64) -> Option<f64> {
        let ties = &self.week.ties;
        let kept: Vec<usize> = (0..ties.len())
            .filter(|r| multipliers[*r] > 0.0 && !model::is_promise(&ties[*r]))
            .collect();
        let promises: Vec<usize> =
            (0..ties.len()).filter(|r| model::is_promise(&ties[*r])).collect();
        let priced =
            |usage: &[f64]| promises.iter().map(|r| multipliers[*r] * usage[*r]).sum::<f64>();
        let budget = promises.iter().map(|r| multipliers[*r] * self.limits[*r]).sum::<f64>();
        // With waiting in the objective too, the sum of both is all that a listed plan bounds.
        let waiting = self.week.blocks.iter().any(|b| b.body.values.iter().any(|v| v.price > 0.0));
        let weight = if waiting { 1.0 } else { 0.0 };
        let relaxed: Vec<Vec<Choice>> = self
            .classes
            .iter()
            .map(|class| {
                let choice = |c: &Choice| {
                    let mut usage: Vec<f64> = kept.iter().map(|r| c.usage[*r]).collect();
                    usage.push((1.0 - weight) * priced(&c.usage));
                    Choice { objective: c.objective + weight * priced(&c.usage), usage }
                };
                class.choices.iter().map(choice).collect()
            })
            .collect();
        let options: Vec<&[Choice]> =
            self.class_of.iter().map(|c| relaxed[*c].as_slice()).collect();
        let mut limits: Vec<f64> = kept.iter().map(|r| self.limits[*r]).collect();
        limits.push((1.0 - weight) * budget);
        let mut prices: Vec<f64> = kept.iter().map(|r| multipliers[*r]).collect();
        prices.push(1.0 - weight);
        let combined = combine(&options, &limits, &prices, cutoff + weight * budget);
        let least = combined.best.map_or(cutoff, |b| b.objective - weight * budget);
        combined.complete.then_some(least)
    }

    /// By what a region is split: wages, and the usage of contracts that carry a price.
    fn split_forms(&self, class: usize, multipliers: &[f64], plan: &BlockPlan) -> Vec<Form> {
        let body = self.body(class);
        let used = |r: usize| body.duties.iter().any(|d| d.usage.iter().any(|u| u.0 == r));
        let contracts = (0..self.limits.len()).filter(|r| {
            multipliers[*r] > 0.0 && !model::is_promise(&self.week.ties[*r]) && used(*r)
        });
        let step_of = |r: usize| {
            let amounts = body.duties.iter().flat_map(|d| d.usage.iter().filter(move |u| u.0 == r));
            lattice_step(amounts.map(|u| u.1))
        };
        let slots = body.families.iter().flat_map(|f| f.slots.iter().map(|s| s.cost));
        let wages_step = lattice_step(body.duties.iter().map(|d| d.cost).chain(slots));
        std::iter::once(Form { tie: None, value: plan.wages, step: wages_step })
            .chain(contracts.map(|r| Form { tie: Some(r), value: plan.usage[r], step: step_of(r) }))
            .collect()
    }
}

/// A measure by which regions are split: wages or a tie, a value it has, and the distance to the
/// next value it can have.
struct Form {
    tie: Option<usize>,
    value: f64,
    step: f64,
}

/// A region still to be looked through: its best plan, and by how much that plan's priced value
/// exceeds the class's least.
struct Open {
    excess: f64,
    class: usize,
    region: Region,
    plan: usize,
}

fn pop_least(open: &mut Vec<Open>) -> Option<Open> {
    let least = (0..open.len()).min_by(|a, b| open[*a].excess.total_cmp(&open[*b].excess))?;
    Some(open.remove(least))
}

/// Bounds on the wages and on the contract usages of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Region {
    /// `None` for wages, else a tie; least and largest value.
    sides: Vec<(Option<usize>, f64, f64)>,
    /// Largest priced value of interest.
    ceiling: Option<f64>,
}

impl Region {
    pub(super) fn add_rows(&self, programme: &mut Programme, body: &Body, layout: &Layout) {
        for (form, low, high) in &self.sides {
            let terms = match form {
                Some(tie) => model::block_tie_terms(body, layout, *tie),
                None => wages_terms(body, layout),
            };
            if low.is_finite() {
                programme.at_least(terms.clone(), *low);
            }
            if high.is_finite() {
                programme.at_most(terms, *high);
            }
        }
        if let Some(ceiling) = self.ceiling {
            let priced: Vec<(usize, f64)> = (0..programme.columns.len())
                .map(|j| (j, programme.columns[j].cost))
                .filter(|(_, cost)| *cost != 0.0)
                .collect();
            programme.at_most(priced, ceiling);
        }
    }

    /// The rest of this region without the plans that have these values.
    fn split(&self, forms: Vec<Form>) -> Vec<Region> {
        let mut children = Vec::new();
        let mut pinned = self.clone();
        for Form { tie, value, step } in forms {
            let (below, above) = (value - step + STEP / 2.0, value + step - STEP / 2.0);
            for (low, high) in [(f64::NEG_INFINITY, below), (above, f64::INFINITY)] {
                let mut child = pinned.clone();
                if child.narrow(tie, low, high) {
                    children.push(child);
                }
            }
            pinned.narrow(tie, value - STEP / 2.0, value + STEP / 2.0);
        }
        children
    }

    /// Adds a bound; whether anything is left.
    fn narrow(&mut self, form: Option<usize>, low: f64, high: f64) -> bool {
        match self.sides.iter_mut().find(|s| s.0 == form) {
            Some(side) => {
                side.1 = side.1.max(low);
                side.2 = side.2.min(high);
                side.1 <= side.2
            }
            None => {
                self.sides.push((form, low, high));
                true
            }
        }
    }
}

fn wages_terms(body: &Body, layout: &Layout) -> Vec<(usize, f64)> {
    let duties = body.duties.iter().enumerate().map(|(d, duty)| (layout.duties + d, duty.cost));
    let breaks = body.families.iter().zip(&layout.families).flat_map(|(family, first)| {
        family.slots.iter().enumerate().map(move |(s, slot)| (first + s, slot.cost))
    });
    duties.chain(breaks.filter(|(_, cost)| *cost != 0.0)).collect()
}
