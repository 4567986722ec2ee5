//! Where earlier searches of weeks like this one ended, to start from.
//!
//! A comparison plans the same week again and again with one thing changed: the limit of a promise, a
//! number, a closing time. The prices of the ties hardly move then, and most block plans still cover
//! what is needed; both save rounds of cutting planes. Plans are evaluated anew in the week at hand and
//! dropped where they do not fit, and any prices give a true bound, so what is found is as true as
//! without a memory. It is the same again only if the weeks come in the same order: a memory that
//! several threads read is closed before.

use super::block::{Block, BlockDuty, Body, Family, Tie, Week};
use super::bound::dot;
use super::plan::BlockPlan;
use super::tidy::covered;
use std::sync::{Mutex, PoisonError};

/// Plans of a block that are remembered: those of the least priced values.
const MOST_PLANS: usize = 12;

/// What earlier searches ended with.
#[derive(Debug, Default)]
pub struct Memory {
    ends: Mutex<Vec<End>>,
    closed: bool,
}

/// The end of a search: prices of the ties, and the plans known of each block.
#[derive(Debug)]
struct End {
    ties: Vec<Tie>,
    blocks: Vec<Body>,
    multipliers: Vec<f64>,
    plans: Vec<Vec<BlockPlan>>,
}

/// What a search may start from: prices, and plans by block.
pub(super) type Start = (Vec<f64>, Vec<Vec<BlockPlan>>);

impl Memory {
    /// Nothing more is remembered.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Where the search of the week most like this one ended.
    pub(super) fn recall(&self, week: &Week) -> Option<Start> {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let like = ends.iter().filter(|end| end.is_like(week));
        let end = like.min_by(|a, b| a.distance(week).total_cmp(&b.distance(week)))?;
        let of_block = |(block, plans): (&Block, &Vec<BlockPlan>)| {
            let body = &block.body;
            let anew = |plan: &BlockPlan| {
                let (duties, breaks) = (plan.duties.clone(), plan.breaks.clone());
                BlockPlan::new(body, duties, breaks, week.ties.len())
            };
            let fits = |plan: &BlockPlan| covered(body, plan) && plan.keeps_limits(body);
            plans.iter().map(anew).filter(fits).collect()
        };
        let plans = week.blocks.iter().zip(&end.plans).map(of_block).collect();
        Some((end.multipliers.clone(), plans))
    }

    /// Remembers where a search ended: prices of the ties, and the plans known of each block.
    pub(super) fn remember(&self, week: &Week, multipliers: &[f64], plans: Vec<Vec<BlockPlan>>) {
        if self.closed {
            return;
        }
        let priced = |plan: &BlockPlan| plan.objective + dot(multipliers, &plan.usage);
        let best = |mut plans: Vec<BlockPlan>| {
            plans.sort_by(|a, b| priced(a).total_cmp(&priced(b)));
            plans.truncate(MOST_PLANS);
            plans
        };
        let end = End {
            ties: week.ties.clone(),
            blocks: week.blocks.iter().map(|block| block.body.clone()).collect(),
            multipliers: multipliers.to_vec(),
            plans: plans.into_iter().map(best).collect(),
        };
        self.ends.lock().unwrap_or_else(PoisonError::into_inner).push(end);
    }
}

impl End {
    /// Whether plans and prices of this week can be read as those of the other: the same ties, and
    /// block by block the same duties and breaks. Costs, needs and limits may differ.
    fn is_like(&self, week: &Week) -> bool {
        self.ties.iter().map(|t| &t.kind).eq(week.ties.iter().map(|t| &t.kind))
            && self.blocks.len() == week.blocks.len()
            && self.blocks.iter().zip(&week.blocks).all(|(own, other)| alike(own, &other.body))
    }

    /// How far the limits of the ties are apart, as the sum of their ratios' logarithms.
    fn distance(&self, week: &Week) -> f64 {
        let ratio = |(own, other): (&Tie, &Tie)| {
            if own.limit == other.limit { 0.0 } else { libm::log(own.limit / other.limit).abs() }
        };
        self.ties.iter().zip(&week.ties).map(ratio).sum()
    }
}

fn alike(a: &Body, b: &Body) -> bool {
    let duty = |(a, b): (&BlockDuty, &BlockDuty)| a.group == b.group && a.cover == b.cover;
    let family = |(a, b): (&Family, &Family)| {
        let slots = a.slots.iter().map(|s| s.key).eq(b.slots.iter().map(|s| s.key));
        a.group == b.group && a.windows == b.windows && slots
    };
    a.duties.len() == b.duties.len()
        && a.families.len() == b.families.len()
        && a.duties.iter().zip(&b.duties).all(duty)
        && a.families.iter().zip(&b.families).all(family)
        && a.caps == b.caps
}
