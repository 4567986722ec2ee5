//! A whole plan in hand, whatever the search comes to: built consultant by consultant.
//!
//! One after another is put on the shift that takes away most of what is missing for what it costs:
//! first agents below a need, then promises above their limit; never above a contract or a cap. Each break
//! is placed where it takes least. Where contracts leave no room for another one, those there are move to shifts
//! where they help more. Then whoever is not needed any more is taken off again, the dearest
//! first. Nothing is proven by it, and where contracts are tight it may end without a plan; but it ends
//! soon, and what it finds keeps every row of the programme.

use super::block::{Body, Cover, Week, added_up};
use super::model::is_promise;
use super::plan::{BlockPlan, WeekPlan};
use crate::plan::milp::FEASIBILITY;
use crate::wire::answer::Stop;

/// Consultants placed at the most.
const MOST_CONSULTANTS: usize = 20_000;
/// Pairs of a consultant and another shift that are tried at the most for one move.
const MOST_PAIRS: usize = 10_000;
/// Moves at the most.
const MOST_MOVES: usize = 40;
/// A part of what is missing is filled by the same shift before others are looked at again.
const AT_ONCE: f64 = 0.2;
/// What all curves of a value fall by counts this much beside what the largest of them falls by.
const HELPS: f64 = 1e-3;

/// What a consultant on a shift is weighed by.
#[derive(Debug, Clone, Copy)]
enum Weight {
    /// Its cost: for a cheap plan.
    Cost,
    /// Nothing: for a plan with few consultants, where contracts are tight.
    Head,
    /// The intervals it covers: for shifts that cover nothing in vain.
    Length,
}

/// The cheapest of some plans built so; `None` if none of them is whole.
pub(super) fn build(week: &Week, bound: f64, stop: Stop) -> Option<WeekPlan> {
    let plans = [Weight::Cost, Weight::Length, Weight::Head].into_iter();
    let cost = |blocks: &Vec<BlockPlan>| blocks.iter().map(|b| b.objective).sum::<f64>();
    let best = plans
        .filter_map(|weight| Crew::new(week)?.staffed(weight))
        .reduce(|a, b| if cost(&b) < cost(&a) - 1e-6 { b } else { a })?;
    let bound = bound.max(0.0).min(cost(&best));
    Some(WeekPlan { blocks: best, bound, stopped: Some(stop) })
}

/// One consultant on a shift of a block, with the slot of each break.
#[derive(Debug, Clone)]
struct Placed {
    block: usize,
    duty: usize,
    breaks: Vec<(usize, usize)>,
}

/// What is staffed so far.
struct Crew<'a> {
    week: &'a Week,
    blocks: Vec<Staffed<'a>>,
    /// Usage of every tie.
    usage: Vec<f64>,
    placed: Vec<Placed>,
    /// How often somebody was moved.
    moves: usize,
}

/// A block with what is staffed of it.
struct Staffed<'a> {
    body: &'a Body,
    /// Covers of each interval of the block.
    at: Vec<Vec<usize>>,
    /// Values that each cover has a part in.
    values_of: Vec<Vec<usize>>,
    /// Families with the window of each duty.
    windows: Vec<Vec<(usize, usize, usize)>>,
    duties: Vec<u32>,
    /// Agents of each cover, and the least that it needs.
    agents: Vec<f64>,
    floor: Vec<f64>,
}

impl<'a> Staffed<'a> {
    fn new(body: &'a Body) -> Self {
        let intervals = body.covers.iter().map(|c| c.interval + 1).max().unwrap_or(0);
        let mut at = vec![Vec::new(); intervals];
        body.covers.iter().enumerate().for_each(|(c, cover)| at[cover.interval].push(c));
        let mut values_of = vec![Vec::new(); body.covers.len()];
        for (v, value) in body.values.iter().enumerate() {
            value.curves.iter().for_each(|(c, _)| values_of[*c].push(v));
        }
        let mut windows = vec![Vec::new(); body.duties.len()];
        for (f, family) in body.families.iter().enumerate() {
            family.windows.iter().for_each(|(d, from, to)| windows[*d].push((f, *from, *to)));
        }
        let floor = |cover: &Cover| cover.curves.iter().map(|c| c.first).fold(cover.need, f64::max);
        Self {
            body,
            at,
            values_of,
            windows,
            duties: vec![0; body.duties.len()],
            agents: body.covers.iter().map(|cover| cover.given).collect(),
            floor: body.covers.iter().map(floor).collect(),
        }
    }

    /// Agents below what is needed.
    fn missing(&self, cover: usize) -> f64 {
        (self.floor[cover] - self.agents[cover]).max(0.0)
    }

    /// Covers that a duty's group has a part in over some intervals, with what one agent counts.
    fn touched(
        &self,
        group: usize,
        intervals: impl Iterator<Item = (usize, f64)>,
    ) -> Vec<(usize, f64)> {
        let mut touched = Vec::new();
        for (t, share) in intervals {
            for c in self.at.get(t).into_iter().flatten() {
                let counts = self.body.covers[*c].groups.iter().find(|g| g.0 == group);
                touched.extend(counts.map(|(_, counts)| (*c, counts * share)));
            }
        }
        touched
    }

    fn on_duty(&self, duty: usize) -> Vec<(usize, f64)> {
        let duty = &self.body.duties[duty];
        self.touched(duty.group, duty.cover.iter().map(|t| (*t, 1.0)))
    }

    fn on_break(&self, family: usize, slot: usize) -> Vec<(usize, f64)> {
        let family = &self.body.families[family];
        let loss = family.slots[slot].loss.iter().map(|(t, share)| (*t, -share));
        self.touched(family.group, loss)
    }

    /// The slot of a break that leaves least missing, and among those the most to spare.
    fn best_slot(&self, (family, from, to): (usize, usize, usize)) -> Option<usize> {
        let harm = |slot: usize| {
            let mut harm = (0.0, 0.0);
            for (c, change) in self.on_break(family, slot) {
                let spare = self.agents[c] + change - self.floor[c];
                harm.0 += (-spare).max(0.0) - self.missing(c);
                harm.1 -= spare.min(1e3);
            }
            harm
        };
        (from..to)
            .map(|slot| (slot, harm(slot)))
            .min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map(|(slot, _)| slot)
    }

    fn change(&mut self, touched: &[(usize, f64)]) {
        touched.iter().for_each(|(c, change)| self.agents[*c] += change);
    }

    /// What a value comes to: the largest of its curves, and all of them together.
    fn reached(&self, value: usize) -> (f64, f64) {
        let curves = self.body.values[value].curves.iter();
        let each = curves.map(|(c, k)| self.body.covers[*c].curves[*k].at(self.agents[*c]));
        each.fold((0.0, 0.0), |(most, sum), reached| (f64::max(most, reached), sum + reached))
    }

    fn room_in_caps(&self, duty: usize) -> bool {
        let full = |(members, most): &(Vec<usize>, f64)| {
            let count: u32 = members.iter().map(|d| self.duties[*d]).sum();
            f64::from(count) + 1.0 > most + FEASIBILITY
        };
        !self.body.caps.iter().any(|cap| cap.0.contains(&duty) && full(cap))
    }
}

impl<'a> Crew<'a> {
    fn new(week: &'a Week) -> Option<Self> {
        if week.blocks.iter().any(|block| !block.body.limits.is_empty()) {
            return None;
        }
        let blocks: Vec<Staffed<'a>> =
            week.blocks.iter().map(|block| Staffed::new(&block.body)).collect();
        let mut crew =
            Self { week, blocks, usage: vec![0.0; week.ties.len()], placed: Vec::new(), moves: 0 };
        crew.count_promises();
        Some(crew)
    }

    /// Staffs the week; `None` if something is missing at the end.
    fn staffed(mut self, weight: Weight) -> Option<Vec<BlockPlan>> {
        while self.placed.len() < MOST_CONSULTANTS {
            let missing = self.missing();
            if missing <= FEASIBILITY && self.promises_kept() {
                self.thin_out();
                return self.plans();
            }
            let covering = missing > FEASIBILITY;
            let Some((block, duty)) = self.best(covering, weight) else {
                // Contracts leave no room for another one: those there are may still stand better.
                if self.move_one() { continue } else { return None }
            };
            let deepest = |(c, counts): &(usize, f64)| self.blocks[block].missing(*c) / counts;
            let gaps = self.blocks[block].on_duty(duty);
            let gaps = gaps.iter().map(deepest).fold(0.0, f64::max);
            for _ in 0..((AT_ONCE * gaps).floor() as u32).max(1) {
                if !self.allowed(block, duty) {
                    break;
                }
                self.place(block, duty);
            }
        }
        None
    }

    /// Agents below what is needed, all together.
    fn missing(&self) -> f64 {
        let of =
            |block: &Staffed<'_>| (0..block.agents.len()).map(|c| block.missing(c)).sum::<f64>();
        self.blocks.iter().map(of).sum()
    }

    /// By how much a promise exceeds its limit, as a share of it.
    fn excess(&self, tie: usize, usage: f64) -> f64 {
        let limit = self.week.ties[tie].limit;
        ((usage - limit) / limit.abs().max(1e-6)).max(0.0)
    }

    fn promises_kept(&self) -> bool {
        let ties = self.week.ties.iter().enumerate();
        ties.filter(|(_, tie)| is_promise(tie)).all(|(r, _)| self.excess(r, self.usage[r]) <= 1e-9)
    }

    /// Usage of the promises' ties, counted anew.
    fn count_promises(&mut self) {
        for (r, tie) in self.week.ties.iter().enumerate() {
            if is_promise(tie) {
                self.usage[r] = 0.0;
            }
        }
        for block in &self.blocks {
            for (v, value) in block.body.values.iter().enumerate() {
                let reached = block.reached(v).0;
                value.usage.iter().for_each(|(r, weight)| self.usage[*r] += weight * reached);
            }
        }
    }

    /// Whether one more on a duty stays within caps and contracts.
    fn allowed(&self, block: usize, duty: usize) -> bool {
        let usage = &self.blocks[block].body.duties[duty].usage;
        let fits = |(r, amount): &(usize, f64)| {
            let limit = self.week.ties[*r].limit;
            *amount <= 0.0 || self.usage[*r] + amount <= limit + FEASIBILITY
        };
        usage.iter().all(fits) && self.blocks[block].room_in_caps(duty)
    }

    /// The duty that helps most for its weight: to cover what is needed, or to keep the promises.
    fn best(&self, covering: bool, weight: Weight) -> Option<(usize, usize)> {
        let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
        for (b, block) in self.blocks.iter().enumerate() {
            for (d, duty) in block.body.duties.iter().enumerate() {
                let helps = self.gain(b, &block.on_duty(d), covering);
                if helps > 0.0 && self.allowed(b, d) {
                    let weight = match weight {
                        Weight::Cost => duty.cost.max(1e-6),
                        Weight::Head => 1.0,
                        Weight::Length => duty.cover.len().max(1) as f64,
                    };
                    ranked.push((helps / weight, b, d));
                }
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        // Breaks only take away: what a duty helps without them is the most that it can.
        let mut best: Option<(f64, usize, usize)> = None;
        for (most, b, d) in ranked {
            if best.is_some_and(|best| best.0 >= most) {
                break;
            }
            let block = &self.blocks[b];
            if block.windows[d].is_empty() {
                best = Some((most, b, d));
                break;
            }
            let alone = self.gain(b, &block.on_duty(d), covering);
            let with_breaks = most * self.gain(b, &self.with_breaks(b, d), covering) / alone;
            if with_breaks > best.map_or(0.0, |best| best.0) {
                best = Some((with_breaks, b, d));
            }
        }
        best.map(|(_, b, d)| (b, d))
    }

    /// What a duty changes, its breaks where they take least.
    fn with_breaks(&self, b: usize, d: usize) -> Vec<(usize, f64)> {
        let block = &self.blocks[b];
        let mut changes = block.on_duty(d);
        for window in &block.windows[d] {
            let slot = block.best_slot(*window);
            changes.extend(slot.into_iter().flat_map(|slot| block.on_break(window.0, slot)));
        }
        added_up(changes)
    }

    /// How much less is missing, or by how much promises are exceeded less, after changes.
    fn gain(&self, b: usize, changes: &[(usize, f64)], covering: bool) -> f64 {
        let block = &self.blocks[b];
        if covering {
            let less = |(c, change): &(usize, f64)| {
                block.missing(*c) - (block.floor[*c] - block.agents[*c] - change).max(0.0)
            };
            return changes.iter().map(less).sum();
        }
        let change_of = |c: usize| changes.iter().find(|change| change.0 == c).map_or(0.0, |x| x.1);
        let mut values: Vec<usize> =
            changes.iter().flat_map(|(c, _)| block.values_of[*c].iter().copied()).collect();
        values.sort_unstable();
        values.dedup();
        let mut gain = 0.0;
        for v in values {
            let value = &block.body.values[v];
            let (most, sum) = block.reached(v);
            let after = value.curves.iter().map(|(c, k)| {
                block.body.covers[*c].curves[*k].at(block.agents[*c] + change_of(*c))
            });
            let (most_after, sum_after) =
                after.fold((0.0, 0.0), |(most, sum), x| (f64::max(most, x), sum + x));
            let fall = (most - most_after) + HELPS * (sum - sum_after);
            for (r, weight) in &value.usage {
                let excess = self.excess(*r, self.usage[*r]);
                if excess > 0.0 {
                    gain += weight * fall / self.week.ties[*r].limit.abs().max(1e-6);
                }
            }
        }
        gain
    }

    fn place(&mut self, b: usize, d: usize) {
        let block = &mut self.blocks[b];
        let on_duty = block.on_duty(d);
        block.change(&on_duty);
        block.duties[d] += 1;
        let mut breaks = Vec::new();
        for window in block.windows[d].clone() {
            let Some(slot) = block.best_slot(window) else { continue };
            let lost = block.on_break(window.0, slot);
            block.change(&lost);
            breaks.push((window.0, slot));
        }
        for (r, amount) in &block.body.duties[d].usage {
            self.usage[*r] += amount;
        }
        self.placed.push(Placed { block: b, duty: d, breaks });
        self.count_promises();
    }

    /// Moves the consultant whose move helps most to another shift; whether any move helps.
    fn move_one(&mut self) -> bool {
        let duties: usize = self.blocks.iter().map(|block| block.duties.len()).sum();
        if self.moves == MOST_MOVES || self.placed.len() * duties > MOST_PAIRS {
            return false;
        }
        self.moves += 1;
        let now = self.lack();
        let mut best: Option<(f64, usize, usize, usize)> = None;
        for k in 0..self.placed.len() {
            let gone = self.placed[k].clone();
            self.take_off(&gone);
            for (b, d) in self.every_duty() {
                if (b, d) == (gone.block, gone.duty) || !self.allowed(b, d) {
                    continue;
                }
                self.place(b, d);
                let lack = self.lack();
                if lack < best.map_or(now * (1.0 - HELPS), |best| best.0) && self.shares_kept() {
                    best = Some((lack, k, b, d));
                }
                if let Some(placed) = self.placed.pop() {
                    self.take_off(&placed);
                }
            }
            self.put_back(&gone);
        }
        let Some((_, k, b, d)) = best else { return false };
        let gone = self.placed.remove(k);
        self.take_off(&gone);
        self.place(b, d);
        true
    }

    fn every_duty(&self) -> Vec<(usize, usize)> {
        let of = |(b, block): (usize, &Staffed<'_>)| (0..block.duties.len()).map(move |d| (b, d));
        self.blocks.iter().enumerate().flat_map(of).collect()
    }

    /// What is missing, an agent for an interval counting more than any promise.
    fn lack(&self) -> f64 {
        let ties = self.week.ties.iter().enumerate().filter(|(_, tie)| is_promise(tie));
        let excess: f64 = ties.map(|(r, _)| self.excess(r, self.usage[r])).sum();
        1e3 * self.missing() + excess
    }

    /// Whether shares that a contract may have of its group are kept: who leaves may leave too few others.
    fn shares_kept(&self) -> bool {
        let ties = self.week.ties.iter().enumerate().filter(|(_, tie)| !is_promise(tie));
        let mut ties = ties;
        ties.all(|(r, tie)| self.usage[r] <= tie.limit + FEASIBILITY)
    }

    fn take_off(&mut self, placed: &Placed) {
        self.blocks[placed.block].duties[placed.duty] -= 1;
        self.move_off(placed, -1.0);
    }

    fn put_back(&mut self, placed: &Placed) {
        self.blocks[placed.block].duties[placed.duty] += 1;
        self.move_off(placed, 1.0);
    }

    /// Takes off whoever is not needed, the dearest first.
    fn thin_out(&mut self) {
        let cost = |p: &Placed| self.blocks[p.block].body.duties[p.duty].cost;
        let mut order: Vec<usize> = (0..self.placed.len()).collect();
        order.sort_by(|a, b| cost(&self.placed[*b]).total_cmp(&cost(&self.placed[*a])));
        let mut kept = vec![true; self.placed.len()];
        for k in order {
            let placed = self.placed[k].clone();
            self.take_off(&placed);
            let usage = &self.blocks[placed.block].body.duties[placed.duty].usage;
            let contracts = usage.iter().all(|(r, amount)| {
                *amount >= 0.0 || self.usage[*r] <= self.week.ties[*r].limit + FEASIBILITY
            });
            let block = &self.blocks[placed.block];
            let covered = block
                .on_duty(placed.duty)
                .iter()
                .all(|(c, _)| block.agents[*c] >= block.floor[*c] - FEASIBILITY);
            if contracts && covered && self.promises_kept() {
                kept[k] = false;
            } else {
                self.put_back(&placed);
            }
        }
        let mut kept = kept.into_iter();
        self.placed.retain(|_| kept.next() == Some(true));
    }

    /// Takes one off (−1), or puts them back (1).
    fn move_off(&mut self, placed: &Placed, sign: f64) {
        let block = &mut self.blocks[placed.block];
        let mut changes = block.on_duty(placed.duty);
        for (family, slot) in &placed.breaks {
            changes.extend(block.on_break(*family, *slot));
        }
        changes.iter_mut().for_each(|(_, change)| *change *= sign);
        block.change(&changes);
        for (r, amount) in &block.body.duties[placed.duty].usage {
            self.usage[*r] += sign * amount;
        }
        self.count_promises();
    }

    /// The plan of each block, every row looked at once more.
    fn plans(&self) -> Option<Vec<BlockPlan>> {
        let ties = self.week.ties.len();
        let bodies = self.week.blocks.iter().map(|block| &block.body);
        let mut plans = Vec::new();
        for (b, body) in bodies.enumerate() {
            let mut duties = vec![0; body.duties.len()];
            let mut breaks: Vec<Vec<u32>> =
                body.families.iter().map(|f| vec![0; f.slots.len()]).collect();
            for placed in self.placed.iter().filter(|placed| placed.block == b) {
                duties[placed.duty] += 1;
                placed.breaks.iter().for_each(|(f, slot)| breaks[*f][*slot] += 1);
            }
            let plan = BlockPlan::new(body, duties, breaks, ties);
            let agents = plan.agents(body).into_iter().zip(&self.blocks[b].floor);
            let covered = |(agents, floor): (f64, &f64)| agents >= floor - FEASIBILITY;
            if !agents.into_iter().all(covered) {
                return None;
            }
            plans.push(plan);
        }
        let used = |r: usize| plans.iter().map(|plan| plan.usage[r]).sum::<f64>();
        let kept = |(r, tie): (usize, &super::block::Tie)| {
            used(r) <= tie.limit + FEASIBILITY * tie.limit.abs().max(1.0)
        };
        self.week.ties.iter().enumerate().all(kept).then_some(plans)
    }
}
