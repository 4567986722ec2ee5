//! Where earlier searches of weeks like this one ended, to start from.
//!
//! A comparison plans the same week again and again with one thing changed: the limit of a promise, a
//! number, a closing time. The prices of the ties hardly move then, and most block plans still cover
//! what is needed; both save rounds of cutting planes. Plans are evaluated anew in the week at hand and
//! dropped where they do not fit, and any prices give a true bound, so what is found is as true as
//! without a memory. It is the same again only if the weeks come in the same order: a memory that
//! several threads read is closed before.

use super::block::{Block, BlockDuty, Body, Family, Tie, TieKind, Week};
use super::plan::BlockPlan;
use super::tidy::covered;
use std::sync::{Mutex, PoisonError};

/// What earlier searches ended with.
#[derive(Debug, Default)]
pub struct Memory {
    ends: Mutex<Vec<End>>,
    closed: bool,
}

/// The end of a search: prices of the ties, and the plans known of each block.
#[derive(Debug)]
struct End {
    kinds: Vec<TieKind>,
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

    /// Where the last search of a week like this one ended.
    pub(super) fn recall(&self, week: &Week) -> Option<Start> {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let end = ends.iter().find(|end| end.is_like(week))?;
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

    /// Remembers an end instead of the last one of such a week.
    pub(super) fn remember(&self, week: &Week, multipliers: &[f64], plans: Vec<Vec<BlockPlan>>) {
        if self.closed {
            return;
        }
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|end| !end.is_like(week));
        ends.push(End {
            kinds: kinds(&week.ties),
            blocks: week.blocks.iter().map(|block| block.body.clone()).collect(),
            multipliers: multipliers.to_vec(),
            plans,
        });
    }
}

impl End {
    /// Whether plans and prices of this week can be read as those of the other: the same ties, and
    /// block by block the same duties and breaks. Costs, needs and limits may differ.
    fn is_like(&self, week: &Week) -> bool {
        self.kinds == kinds(&week.ties)
            && self.blocks.len() == week.blocks.len()
            && self.blocks.iter().zip(&week.blocks).all(|(own, other)| alike(own, &other.body))
    }
}

fn kinds(ties: &[Tie]) -> Vec<TieKind> {
    ties.iter().map(|tie| tie.kind.clone()).collect()
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
