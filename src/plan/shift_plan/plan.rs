//! A plan of a block or of the week, and what it comes to: computed from the counts, not taken from
//! the solver.

use super::block::{Block, Body, Limit, Week};
use super::model::Layout;
use crate::plan::milp::FEASIBILITY;
use crate::wire::answer::Stop;

/// Gaps that differ by less are equal.
pub(super) const GAP_ROUNDING: f64 = 1e-8;

/// How many consultants work each duty of a block, and how many breaks start in each slot.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockPlan {
    /// By duty of the block.
    pub duties: Vec<u32>,
    /// By family and slot.
    pub breaks: Vec<Vec<u32>>,
    /// Wages of the block.
    pub wages: f64,
    /// Wages and, where it is counted, callers' cost of waiting.
    pub objective: f64,
    /// Usage of each tie.
    pub usage: Vec<f64>,
}

impl BlockPlan {
    /// Reads the plan of a block out of a solution.
    pub fn read(body: &Body, layout: &Layout, values: &[f64], ties: usize) -> Self {
        let count = |column: usize| values[column].round().max(0.0) as u32;
        let duties = (0..body.duties.len()).map(|d| count(layout.duties + d)).collect();
        let breaks = body
            .families
            .iter()
            .zip(&layout.families)
            .map(|(family, first)| (0..family.slots.len()).map(|s| count(first + s)).collect())
            .collect();
        Self::new(body, duties, breaks, ties)
    }

    /// Writes the counts where [`Self::read`] finds them.
    pub fn write(&self, layout: &Layout, values: &mut [f64]) {
        for (d, count) in self.duties.iter().enumerate() {
            values[layout.duties + d] = f64::from(*count);
        }
        for (first, counts) in layout.families.iter().zip(&self.breaks) {
            for (s, count) in counts.iter().enumerate() {
                values[first + s] = f64::from(*count);
            }
        }
    }

    /// The plan with these counts.
    pub fn new(body: &Body, duties: Vec<u32>, breaks: Vec<Vec<u32>>, ties: usize) -> Self {
        let mut plan = Self { duties, breaks, wages: 0.0, objective: 0.0, usage: vec![0.0; ties] };
        for (duty, count) in body.duties.iter().zip(&plan.duties) {
            plan.wages += duty.cost * f64::from(*count);
            for (r, amount) in &duty.usage {
                plan.usage[*r] += amount * f64::from(*count);
            }
        }
        for (family, counts) in body.families.iter().zip(&plan.breaks) {
            for (slot, count) in family.slots.iter().zip(counts) {
                plan.wages += slot.cost * f64::from(*count);
            }
        }
        plan.objective = plan.wages;
        let reached = plan.reached(body);
        for (value, reached) in body.values.iter().zip(reached) {
            plan.objective += value.price * reached;
            for (r, weight) in &value.usage {
                plan.usage[*r] += weight * reached;
            }
        }
        plan
    }

    /// What each value comes to: the largest of its curves.
    fn reached(&self, body: &Body) -> Vec<f64> {
        let agents = self.agents(body);
        let at = |(c, k): &(usize, usize)| body.covers[*c].curves[*k].at(agents[*c]);
        body.values.iter().map(|value| value.curves.iter().map(at).fold(0.0, f64::max)).collect()
    }

    /// Whether the limits within the block hold.
    pub(super) fn keeps_limits(&self, body: &Body) -> bool {
        let reached = self.reached(body);
        let used = |limit: &Limit| -> f64 {
            let duties = limit.duties.iter().map(|(d, a)| a * f64::from(self.duties[*d]));
            duties.chain(limit.values.iter().map(|(v, a)| a * reached[*v])).sum()
        };
        body.limits.iter().all(|limit| used(limit) <= limit.most + FEASIBILITY)
    }

    /// Agents of each cover, counted as the cover counts them.
    pub fn agents(&self, body: &Body) -> Vec<f64> {
        let groups = body.duties.iter().map(|d| d.group + 1).max().unwrap_or(0);
        let intervals = body.covers.iter().map(|c| c.interval + 1).max().unwrap_or(0);
        let mut on_duty = vec![vec![0.0; intervals]; groups];
        let mut add = |group: usize, interval: usize, agents: f64| {
            if interval < intervals {
                on_duty[group][interval] += agents;
            }
        };
        for (duty, count) in body.duties.iter().zip(&self.duties).filter(|(_, n)| **n > 0) {
            duty.cover.iter().for_each(|t| add(duty.group, *t, f64::from(*count)));
        }
        for (family, counts) in body.families.iter().zip(&self.breaks) {
            for (slot, count) in family.slots.iter().zip(counts).filter(|(_, n)| **n > 0) {
                for (t, share) in &slot.loss {
                    add(family.group, *t, -share * f64::from(*count));
                }
            }
        }
        body.covers
            .iter()
            .map(|cover| {
                let counted = cover.groups.iter().map(|(g, counts)| {
                    on_duty.get(*g).map_or(0.0, |row| counts * row[cover.interval])
                });
                cover.given + counted.sum::<f64>()
            })
            .collect()
    }
}

/// A plan of the week with its proof.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPlan {
    /// By block.
    pub blocks: Vec<BlockPlan>,
    /// No plan has a smaller objective than this.
    pub bound: f64,
    /// What stopped the search before the gap was reached, if anything did.
    pub stopped: Option<Stop>,
}

impl WeekPlan {
    /// What was minimised.
    pub fn objective(&self) -> f64 {
        self.blocks.iter().map(|b| b.objective).sum()
    }

    /// Wages of the week.
    pub fn wages(&self) -> f64 {
        self.blocks.iter().map(|b| b.wages).sum()
    }

    /// (objective − bound) ÷ objective; 0 for a week that costs nothing.
    pub fn gap(&self) -> f64 {
        gap(self.objective(), self.bound)
    }

    /// Whether it is proven to this gap.
    pub fn is_proven(&self, gap: f64) -> bool {
        self.gap() <= gap + GAP_ROUNDING
    }

    /// Usage of each tie over the week.
    pub fn usage(&self, week: &Week) -> Vec<f64> {
        (0..week.ties.len()).map(|r| self.blocks.iter().map(|b| b.usage[r]).sum()).collect()
    }
}

/// (objective − bound) ÷ objective; 0 where the objective is not above zero.
pub fn gap(objective: f64, bound: f64) -> f64 {
    if objective > 0.0 { ((objective - bound) / objective).max(0.0) } else { 0.0 }
}

/// A break of one consultant: family and slot.
pub type Dealt = Vec<(usize, usize)>;

/// Deals the breaks of a block out to its shifts, first come first served: for each duty, one entry
/// a consultant with the slots of their breaks in order.
pub fn deal_breaks(block: &Block, plan: &BlockPlan) -> Vec<Vec<Dealt>> {
    let mut dealt: Vec<Vec<Dealt>> =
        plan.duties.iter().map(|count| vec![Vec::new(); *count as usize]).collect();
    for (f, family) in block.body.families.iter().enumerate() {
        let mut starts = (0..family.slots.len())
            .flat_map(|s| std::iter::repeat_n(s, plan.breaks[f][s] as usize));
        for (duty, _, _) in &family.windows {
            for consultant in &mut dealt[*duty] {
                if let Some(slot) = starts.next() {
                    consultant.push((f, slot));
                }
            }
        }
    }
    for consultant in dealt.iter_mut().flatten() {
        consultant.sort_by_key(|(f, _)| block.body.families[*f].break_index);
    }
    dealt
}
