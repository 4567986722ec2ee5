//! Among plans of equal cost, a tidier one: fewer distinct shifts, then earlier starts.
//!
//! The search proves a cost, and many plans may have it. Planners want few kinds of shift, so kinds
//! are emptied one after the other into kinds that are used anyway, and what is left starts earlier
//! where it can. A step is taken only if wages stay equal, the objective does not rise and every need,
//! break and tie still holds. The order of steps is fixed, so the result is too.

use super::block::{Body, Family, Week};
use super::plan::{BlockPlan, WeekPlan};
use std::collections::BTreeMap;

/// Plans tried at the most.
const MOST_TRIES: usize = 12_000;
/// Sums that differ by less are equal.
const ROUNDING: f64 = 1e-7;

/// A kind of shift: group, contract, start and length.
type Kind = (usize, usize, u32, u32);

/// Tidies a plan.
pub fn tidy(week: &Week, plan: WeekPlan) -> WeekPlan {
    let mut tidy = Tidy { week, plan, tries: 0 };
    let mut kinds: Vec<(u32, Kind)> = tidy.used().into_iter().map(|(k, n)| (n, k)).collect();
    // The rarest first, and of these the latest.
    kinds.sort_by_key(|(count, kind)| (*count, std::cmp::Reverse(*kind)));
    for (_, kind) in kinds {
        tidy.empty(kind);
    }
    tidy.start_earlier();
    tidy.plan
}

struct Tidy<'w> {
    week: &'w Week,
    plan: WeekPlan,
    tries: usize,
}

impl Tidy<'_> {
    fn kind(&self, block: usize, duty: usize) -> Kind {
        let duty = &self.week.duties[self.week.blocks[block].duty_ids[duty]];
        (duty.group, duty.contract, duty.start, duty.length)
    }

    /// The kinds in use, with how many consultants work them in the week.
    fn used(&self) -> BTreeMap<Kind, u32> {
        let mut used = BTreeMap::new();
        for (b, plan) in self.plan.blocks.iter().enumerate() {
            for (d, count) in plan.duties.iter().enumerate().filter(|(_, n)| **n > 0) {
                *used.entry(self.kind(b, d)).or_default() += count;
            }
        }
        used
    }

    /// Moves every consultant of a kind to other kinds in use, or nobody.
    fn empty(&mut self, kind: Kind) {
        let before = self.plan.clone();
        let used = self.used();
        for b in 0..self.week.blocks.len() {
            for d in 0..self.plan.blocks[b].duties.len() {
                while self.plan.blocks[b].duties[d] > 0 && self.kind(b, d) == kind {
                    let mut targets = self.alike(b, d);
                    targets.retain(|to| used.contains_key(&self.kind(b, *to)));
                    let moved = targets.into_iter().any(|to| self.shift(b, d, to));
                    if !moved {
                        self.plan = before;
                        return;
                    }
                }
            }
        }
    }

    /// Moves consultants to kinds in use that start earlier.
    fn start_earlier(&mut self) {
        let used = self.used();
        for b in 0..self.week.blocks.len() {
            for d in 0..self.plan.blocks[b].duties.len() {
                for to in self.alike(b, d) {
                    let earlier = self.kind(b, to).2 < self.kind(b, d).2;
                    while earlier
                        && self.plan.blocks[b].duties[d] > 0
                        && used.contains_key(&self.kind(b, to))
                        && self.shift(b, d, to)
                    {}
                }
            }
        }
    }

    /// Duties of the same day, group, contract and length that cost and use the same, earliest first.
    fn alike(&self, block: usize, duty: usize) -> Vec<usize> {
        let block = &self.week.blocks[block];
        if block.body.covers.is_empty() {
            // Shifts fixed before: what they cover is counted elsewhere.
            return Vec::new();
        }
        let of = |d: usize| &self.week.duties[block.duty_ids[d]];
        let own = of(duty);
        let bodies = &block.body.duties;
        (0..bodies.len())
            .filter(|d| *d != duty)
            .filter(|d| {
                let other = of(*d);
                (other.day, other.group, other.contract, other.length, other.rule)
                    == (own.day, own.group, own.contract, own.length, own.rule)
                    && (bodies[*d].cost - bodies[duty].cost).abs() < ROUNDING
                    && bodies[*d].usage == bodies[duty].usage
            })
            .collect()
    }

    /// Moves one consultant from a duty to another, the breaks as they are or moved along; whether it
    /// could be done.
    fn shift(&mut self, b: usize, from: usize, to: usize) -> bool {
        let start = |d: usize| i64::from(self.week.duties[self.week.blocks[b].duty_ids[d]].start);
        let along = (start(to) - start(from)) / i64::from(self.week.interval_minutes);
        for move_breaks in [false, true] {
            if self.tries >= MOST_TRIES {
                return false;
            }
            self.tries += 1;
            if let Some(next) = self.shifted(b, (from, to), if move_breaks { along } else { 0 }) {
                self.plan.blocks[b] = next;
                return true;
            }
        }
        false
    }

    fn shifted(&self, b: usize, (from, to): (usize, usize), along: i64) -> Option<BlockPlan> {
        let body = &self.week.blocks[b].body;
        let old = &self.plan.blocks[b];
        let mut duties = old.duties.clone();
        duties[from] -= 1;
        duties[to] += 1;
        let mut breaks = old.breaks.clone();
        for (family, counts) in body.families.iter().zip(&mut breaks) {
            if along != 0 && family.windows.iter().any(|w| w.0 == from) {
                move_break(family, counts, from, along)?;
            }
        }
        let families = body.families.iter().zip(&breaks);
        if !families.into_iter().all(|(family, counts)| breaks_fit(family, &duties, counts)) {
            return None;
        }
        let next = BlockPlan::new(body, duties, breaks, self.week.ties.len());
        (next.objective <= old.objective + ROUNDING
            && (next.wages - old.wages).abs() < ROUNDING
            && covered(body, &next)
            && self.ties_hold(b, &next))
        .then_some(next)
    }

    fn ties_hold(&self, b: usize, next: &BlockPlan) -> bool {
        self.week.ties.iter().enumerate().all(|(r, tie)| {
            let others = self.plan.blocks.iter().enumerate().filter(|(k, _)| *k != b);
            let used: f64 = others.map(|(_, plan)| plan.usage[r]).sum::<f64>() + next.usage[r];
            let before = used - next.usage[r] + self.plan.blocks[b].usage[r];
            used <= tie.limit.max(before) + ROUNDING
        })
    }
}

/// Moves one break that the duty could have taken by some slots.
fn move_break(family: &Family, counts: &mut [u32], duty: usize, along: i64) -> Option<()> {
    let (_, first, last) = *family.windows.iter().find(|w| w.0 == duty)?;
    let from = (first..last).find(|s| {
        let to = *s as i64 + along;
        counts[*s] > 0 && (0..counts.len() as i64).contains(&to)
    })?;
    counts[from] -= 1;
    counts[(from as i64 + along) as usize] += 1;
    Some(())
}

/// Whether the breaks of a family can be dealt out to its shifts (Hall's condition for windows that
/// ascend together).
fn breaks_fit(family: &Family, duties: &[u32], counts: &[u32]) -> bool {
    let sum = |range: std::ops::Range<usize>| counts[range].iter().sum::<u32>();
    let needing = |filter: &dyn Fn(&(usize, usize, usize)) -> bool| -> u32 {
        family.windows.iter().filter(|w| filter(w)).map(|w| duties[w.0]).sum()
    };
    let all = counts.len();
    sum(0..all) == needing(&|_| true)
        && (1..all).all(|end| sum(0..end) >= needing(&|w| w.2 <= end))
        && (1..all).all(|begin| sum(begin..all) >= needing(&|w| w.1 >= begin))
}

pub(super) fn covered(body: &Body, plan: &BlockPlan) -> bool {
    plan.agents(body)
        .iter()
        .zip(&body.covers)
        .all(|(agents, cover)| *agents >= cover.need - ROUNDING)
}

#[cfg(test)]
mod tests {
    use super::super::block::{Block, BlockDuty, Cover, Slot};
    use super::super::catalogue::Duty;
    use super::*;
    use crate::domain::clock::Weekday;

    fn duty(start: u32) -> Duty {
        Duty {
            group: 0,
            contract: 0,
            rule: 0,
            day: Weekday::Mon,
            start,
            length: 60,
            paid_minutes: 60,
            cost: 1.0,
            breaks: vec![],
        }
    }

    /// Three one-hour shifts at 8:00, 8:30 and 9:00; two people are needed from 8:30 to 9:00.
    fn week() -> Week {
        let block_duty =
            |from| BlockDuty { group: 0, cost: 1.0, cover: vec![from, from + 1], usage: vec![] };
        let cover =
            Cover { interval: 1, groups: vec![(0, 1.0)], need: 2.0, given: 0.0, curves: vec![] };
        let body = Body {
            duties: vec![block_duty(0), block_duty(1), block_duty(2)],
            covers: vec![cover],
            ..Body::default()
        };
        let block = Block { duty_ids: vec![0, 1, 2], interval_ids: vec![16, 17, 18, 19], body };
        let duties = vec![duty(480), duty(510), duty(540)];
        Week { blocks: vec![block], ties: vec![], duties, interval_minutes: 30 }
    }

    fn planned(week: &Week, duties: Vec<u32>) -> WeekPlan {
        let plan = BlockPlan::new(&week.blocks[0].body, duties, vec![], 0);
        WeekPlan { blocks: vec![plan], bound: 2.0, stopped: None }
    }

    #[test]
    fn kinds_are_emptied_into_one_that_is_used() {
        let week = week();
        assert_eq!(tidy(&week, planned(&week, vec![1, 1, 0])).blocks[0].duties, [2, 0, 0]);
        // The shift at 9:00 covers nothing that is needed; it joins the others all the same.
        assert_eq!(tidy(&week, planned(&week, vec![1, 1, 1])).blocks[0].duties, [3, 0, 0]);
    }

    #[test]
    fn a_need_keeps_shifts_where_they_are() {
        let mut week = week();
        week.blocks[0].body.covers.push(Cover {
            interval: 2,
            groups: vec![(0, 1.0)],
            need: 1.0,
            given: 0.0,
            curves: vec![],
        });
        assert_eq!(tidy(&week, planned(&week, vec![1, 1, 0])).blocks[0].duties, [0, 2, 0]);
    }

    #[test]
    fn breaks_fit_only_within_windows() {
        let slot = |key| Slot { loss: vec![], cost: 0.0, key };
        let family = Family {
            group: 0,
            break_index: 0,
            slots: vec![slot(0), slot(1), slot(2)],
            windows: vec![(0, 0, 2), (1, 1, 3)],
        };
        assert!(breaks_fit(&family, &[1, 1], &[1, 1, 0]));
        assert!(breaks_fit(&family, &[1, 1], &[0, 2, 0]));
        assert!(!breaks_fit(&family, &[1, 1], &[2, 0, 0]));
        assert!(!breaks_fit(&family, &[1, 1], &[0, 0, 2]));
        assert!(!breaks_fit(&family, &[1, 1], &[1, 0, 0]));
    }
}
