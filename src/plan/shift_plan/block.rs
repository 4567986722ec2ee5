//! The week as data for the programme: blocks of days that no shift ties together, and the ties.
//!
//! A *block* holds the days that shifts past midnight join (usually one day): duties, break
//! families, coverage needs and wait curves, with indices of its own so that two equal days are
//! equal values. A *tie* is a row over the whole week: a promise about waits, or a contract's days,
//! hours or share. Every tie reads `Σ usage ≤ limit`.

use super::catalogue::Duty;
use crate::domain::clock::Weekday;

/// The week, ready for the programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Days that can be planned apart but for the ties.
    pub blocks: Vec<Block>,
    /// Rows over the whole week.
    pub ties: Vec<Tie>,
    /// The catalogue the blocks' duties come from.
    pub duties: Vec<Duty>,
    /// Length of an interval, minutes.
    pub interval_minutes: u32,
}

impl Week {
    /// Whether every duty of the blocks is one of the catalogue; where limits are lifted, an explanation has duties that are
    /// not.
    pub fn is_of_catalogue(&self) -> bool {
        self.blocks.iter().all(|block| block.duty_ids.len() == block.body.duties.len())
    }
}

/// What a tie limits.
#[derive(Debug, Clone, PartialEq)]
pub enum TieKind {
    /// A promise to the callers of a line, averaged by calls over a day or the week.
    Promise {
        /// Index of the line.
        line: usize,
        /// Index of the target in the line's list.
        target: usize,
        /// The day; `None` for the week.
        day: Option<Weekday>,
    },
    /// Days a week of a contract: group and contract.
    Days(usize, usize),
    /// Paid minutes a week of a contract.
    Minutes(usize, usize),
    /// Largest share of the group's paid minutes.
    ShareMax(usize, usize),
}

/// A row over the whole week: the blocks' usages sum to at most the limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// What it limits.
    pub kind: TieKind,
    /// Largest sum.
    pub limit: f64,
}

/// Days planned together.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Index of each duty in [`Week::duties`]; not part of what makes two blocks equal.
    pub duty_ids: Vec<usize>,
    /// Interval of the week of each of the block's intervals; likewise.
    pub interval_ids: Vec<usize>,
    /// What the programme sees.
    pub body: Body,
}

/// A block in indices of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Duties.
    pub duties: Vec<BlockDuty>,
    /// Break families.
    pub families: Vec<Family>,
    /// Sets of groups with what they must cover.
    pub covers: Vec<Cover>,
    /// Waits of a line in an interval.
    pub values: Vec<Value>,
    /// Limits within the block: these duties together, at most so many.
    pub caps: Vec<(Vec<usize>, f64)>,
    /// Limits of sums over the block: rows of the week that only this block uses.
    pub limits: Vec<Limit>,
}

/// A row within a block: amounts for each duty and each value sum to at most a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Duty and amount for one.
    pub duties: Vec<(usize, f64)>,
    /// Value and its weight.
    pub values: Vec<(usize, f64)>,
    /// Largest sum.
    pub most: f64,
}

/// A duty within a block.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockDuty {
    /// Index of the group.
    pub group: usize,
    /// Cost of one.
    pub cost: f64,
    /// Intervals covered (block's own indices), before breaks.
    pub cover: Vec<usize>,
    /// Usage of ties: tie and amount for one duty.
    pub usage: Vec<(usize, f64)>,
}

/// Breaks of the same kind, pooled over the shifts of one length (Bechtold & Jacobs 1990): how many
/// start in each slot, and which shifts need one between which slots.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Index of the group.
    pub group: usize,
    /// Which break of its rule it is.
    pub break_index: usize,
    /// Slots in order: the intervals (block's own) and the shares the break takes of them.
    pub slots: Vec<Slot>,
    /// Duties with their first and last slot (excluded); both ascend together.
    pub windows: Vec<(usize, usize, usize)>,
}

/// One slot of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Intervals (block's own) with the share that one break takes.
    pub loss: Vec<(usize, f64)>,
    /// What taking an unpaid break here saves in premium, as a (negative) cost.
    pub cost: f64,
    /// Intervals after midnight of the first interval, to find the slot again.
    pub key: u32,
}

/// The agents of a set of groups in an interval: how many are needed and what more of them do.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Block's own interval.
    pub interval: usize,
    /// Groups, with what one agent on duty counts: 1 where all of them have the same shrinkage (the
    /// need and the curves are then in agents on duty), else the share of time at the phone.
    pub groups: Vec<(usize, f64)>,
    /// Agents needed, so counted.
    pub need: f64,
    /// Agents that are there whatever is planned (shifts fixed before), so counted.
    pub given: f64,
    /// Wait curves over the agents, so counted.
    pub curves: Vec<Curve>,
}

/// A convex decreasing function of the agents at the phone, given at whole numbers and linear
/// between them; beyond the last number it stays at its last value.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The whole number at which it starts.
    pub first: f64,
    /// Values at `first`, `first + 1`, …
    pub values: Vec<f64>,
}

impl Curve {
    /// The value at a number of agents at the phone, at least `first`.
    pub fn at(&self, agents: f64) -> f64 {
        let position = (agents - self.first).max(0.0);
        let k = position.floor() as usize;
        match (self.values.get(k), self.values.get(k + 1)) {
            (Some(here), Some(next)) => here + (next - here) * (position - k as f64),
            _ => self.values.last().copied().unwrap_or(0.0),
        }
    }
}

/// A line's mean wait (or missed share) in an interval: the largest of some curves.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Curves, as cover and curve within it.
    pub curves: Vec<(usize, usize)>,
    /// Objective coefficient (callers' cost of waiting).
    pub price: f64,
    /// Usage of ties: tie and weight.
    pub usage: Vec<(usize, f64)>,
}

/// Amounts by place, those of the same place added up in the order given, by place.
pub fn added_up<P: Ord + Copy>(mut amounts: Vec<(P, f64)>) -> Vec<(P, f64)> {
    amounts.sort_by_key(|amount| amount.0);
    amounts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_linear_between_whole_numbers() {
        let curve = Curve { first: 2.0, values: vec![8.0, 4.0, 2.0] };
        assert_eq!(
            [curve.at(2.0), curve.at(2.5), curve.at(3.5), curve.at(9.0)],
            [8.0, 6.0, 3.0, 2.0]
        );
    }
}
