//! The week's bound by priced ties, and plans from the block plans found on the way.
//!
//! See [`super::search`] for the method; this file holds its steps 1 and 2.

use super::block::{Body, Week};
use super::combine::{Choice, combine};
use super::memory::Start;
use super::model;
use super::plan::{BlockPlan, GAP_ROUNDING, WeekPlan, gap};
use super::proof::Region;
use super::search::{Outcome, RELAXED, SMALL_WEEK, Settings, as_one, better_of, size};
use crate::parallel::each;
use crate::plan::milp::{Found, Programme, Solver, Verdict};

/// Gap to which a block is solved for a bound, relative to the gap asked for.
pub(super) const BLOCK_GAP: f64 = 0.2;
/// Rounds of cutting planes at the most.
const MOST_ROUNDS: usize = 60;
/// Times that a price reaches what it may be at the most until it is asked whether the ties can be kept at all.
const ENDLESS: usize = 4;

/// Blocks that are equal, and the plans of them that are known.
pub(super) struct Class {
    /// One of the blocks.
    pub(super) block: usize,
    /// How many blocks are like it.
    pub(super) count: f64,
    /// Known plans.
    pub(super) plans: Vec<BlockPlan>,
    /// The same as choices for [`combine`].
    pub(super) choices: Vec<Choice>,
}

/// A search for the cheapest week.
pub(super) struct Search<'a> {
    pub(super) week: &'a Week,
    pub(super) settings: &'a Settings<'a>,
    /// Gap to which a block is solved.
    pub(super) block_gap: f64,
    /// A bound from elsewhere.
    pub(super) known_bound: f64,
    pub(super) classes: Vec<Class>,
    /// Class of each block.
    pub(super) class_of: Vec<usize>,
    pub(super) limits: Vec<f64>,
    /// Best bound, with its multipliers and the least priced value of each class.
    pub(super) bound: f64,
    pub(super) multipliers: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) best: Option<(f64, Vec<usize>)>,
    /// How far apart the objectives of whole weeks lie; 0 where nothing is known of that.
    step: f64,
}

/// A way the search ends early.
pub(super) type Early = Outcome;
/// The best plan of a class and what the solver says of it; `None`: there is none.
pub(super) type Best = Result<Option<(BlockPlan, Found)>, Early>;

impl<'a> Search<'a> {
    pub(super) fn new(week: &'a Week, settings: &'a Settings<'a>, block_gap: f64) -> Self {
        let mut classes: Vec<Class> = Vec::new();
        let mut class_of = Vec::new();
        for (b, block) in week.blocks.iter().enumerate() {
            let known = classes.iter().position(|c| week.blocks[c.block].body == block.body);
            let class = known.unwrap_or_else(|| {
                classes.push(Class { block: b, count: 0.0, plans: vec![], choices: vec![] });
                classes.len() - 1
            });
            classes[class].count += 1.0;
            class_of.push(class);
        }
        Self {
            week,
            settings,
            block_gap: settings.gap * block_gap,
            known_bound: f64::NEG_INFINITY,
            values: vec![0.0; classes.len()],
            classes,
            class_of,
            limits: week.ties.iter().map(|t| t.limit).collect(),
            bound: f64::NEG_INFINITY,
            multipliers: vec![0.0; week.ties.len()],
            best: None,
            step: model::wage_step(week),
        }
    }

    /// Starts with these prices of the ties and these plans of each block.
    pub(super) fn start_from(&mut self, (multipliers, plans): Start) {
        self.multipliers = multipliers;
        for class in 0..self.classes.len() {
            for plan in &plans[self.classes[class].block] {
                self.record(class, plan.clone());
            }
        }
    }

    /// The plans known of each block.
    pub(super) fn plans_by_block(&self) -> Vec<Vec<BlockPlan>> {
        self.class_of.iter().map(|class| self.classes[*class].plans.clone()).collect()
    }

    /// `None`: no combination of the plans found keeps the ties.
    pub(super) fn run(&mut self) -> Result<Option<WeekPlan>, Early> {
        let steps = self.raise_bound().and_then(|()| {
            self.combine();
            // Listing every plan of every day would prove it too, and take long.
            if self.best.is_none() && self.is_impossible() {
                return Err(Outcome::Infeasible);
            }
            self.prove()
        });
        match steps {
            Ok(()) => {}
            // Whatever was found before the limit is a plan all the same.
            Err(Outcome::Stopped(stop)) => {
                self.combine();
                if self.best.is_none() {
                    return Err(Outcome::Stopped(stop));
                }
            }
            Err(stop) => return Err(stop),
        }
        let Some((objective, picks)) = &self.best else { return Ok(None) };
        let blocks: Vec<BlockPlan> = picks
            .iter()
            .enumerate()
            .map(|(b, k)| self.classes[self.class_of[b]].plans[*k].clone())
            .collect();
        // Nothing costs less than nothing, however early the search was stopped.
        let bound = self.next_step(self.bound).max(0.0).min(*objective);
        let mut plan = WeekPlan { blocks, bound, stopped: None };
        if self.is_open(&plan) && size(self.week) <= SMALL_WEEK {
            let whole = as_one(self.week, self.settings, Some(&plan));
            plan = better_of(plan, whole);
        }
        plan.stopped = self.is_open(&plan).then(|| self.settings.limit_reached());
        Ok(Some(plan))
    }

    fn is_open(&self, plan: &WeekPlan) -> bool {
        !plan.is_proven(self.settings.gap)
    }

    /// The least objective of a whole week from this bound on.
    fn next_step(&self, bound: f64) -> f64 {
        Programme { step: self.step, ..Programme::default() }.next_objective(bound)
    }

    pub(super) fn body(&self, class: usize) -> &'a Body {
        &self.week.blocks[self.classes[class].block].body
    }

    /// The best priced plan of a class, within a region.
    pub(super) fn best_of(&self, class: usize, multipliers: &[f64], region: &Region) -> Best {
        let body = self.body(class);
        let mut programme = Programme::default();
        let layout = model::add_block(&mut programme, body, multipliers);
        region.add_rows(&mut programme, body, &layout);
        match programme.solve(Solver::Default, self.settings.limits(self.block_gap)) {
            Verdict::Solved(found) => {
                let plan = BlockPlan::read(body, &layout, &found.values, self.limits.len());
                Ok(Some((plan, found)))
            }
            Verdict::Infeasible => Ok(None),
            Verdict::Stopped(stop) => Err(Outcome::Stopped(stop)),
            Verdict::Failed(text) => Err(Outcome::Failed(text)),
        }
    }

    /// The best priced plan of every class, recorded; `None` where a class has no plan at all.
    pub(super) fn best_of_each(
        &mut self,
        multipliers: &[f64],
    ) -> Result<Option<Vec<(usize, Found)>>, Early> {
        let classes: Vec<usize> = (0..self.classes.len()).collect();
        let whole = Region::default();
        let solved = each(&classes, |class| self.best_of(*class, multipliers, &whole));
        let mut recorded = Vec::new();
        for (class, best) in solved.into_iter().enumerate() {
            let Some((plan, found)) = best? else { return Ok(None) };
            recorded.push((self.record(class, plan), found));
        }
        Ok(Some(recorded))
    }

    pub(super) fn record(&mut self, class: usize, plan: BlockPlan) -> usize {
        let class = &mut self.classes[class];
        if let Some(known) = class.plans.iter().position(|p| *p == plan) {
            return known;
        }
        class.choices.push(Choice { objective: plan.objective, usage: plan.usage.clone() });
        class.plans.push(plan);
        class.plans.len() - 1
    }

    /// Cutting planes on the multipliers until bound and master agree to a part of the gap.
    fn raise_bound(&mut self) -> Result<(), Early> {
        let ties = self.limits.len();
        let mut multipliers = self.multipliers.clone();
        let mut ceiling = vec![f64::INFINITY; ties];
        let mut too_low = 0;
        for round in 0..MOST_ROUNDS {
            let known = self.plans_known();
            let mut bound = -dot(&multipliers, &self.limits);
            let Some(solved) = self.best_of_each(&multipliers)? else {
                return Err(Outcome::Infeasible);
            };
            let values: Vec<f64> = solved.iter().map(|(_, found)| found.bound).collect();
            bound += self.classes.iter().zip(&values).map(|(c, v)| c.count * v).sum::<f64>();
            if bound > self.bound {
                (self.bound, self.values) = (bound, values);
                self.multipliers.clone_from(&multipliers);
            }
            if ties == 0 {
                break;
            }
            if round == 0 {
                let scale = self.bound.abs().max(1.0);
                let typical = |r: usize| {
                    let used = self.classes.iter().map(|c| c.count * c.choices[0].usage[r].abs());
                    self.limits[r].abs().max(0.1 * used.sum::<f64>()).max(1e-6)
                };
                ceiling = (0..ties).map(|r| scale / typical(r)).collect();
            }
            if self.known_bound.is_finite() {
                self.combine();
                if self.good_enough() {
                    break;
                }
            }
            let Some((next, promised)) = self.master(&ceiling) else { break };
            let dear = |r: &usize| next[*r] >= ceiling[*r] * 0.999 && ceiling[*r] < 1e9;
            let dear: Vec<usize> = (0..ties).filter(dear).collect();
            dear.iter().for_each(|r| ceiling[*r] *= 4.0);
            too_low += usize::from(!dear.is_empty());
            // Ties that cannot be kept have no price at which they would be.
            if too_low == ENDLESS && !dear.is_empty() && self.is_impossible() {
                return Err(Outcome::Infeasible);
            }
            let done = promised - self.bound <= 0.1 * self.settings.gap * self.bound.abs() + 1e-9;
            // Prices from an earlier search are not the master's: only its own can be exhausted.
            let exhausted = round > 0 && self.plans_known() == known;
            if done || exhausted || self.settings.out_of_time() {
                break;
            }
            multipliers = next;
        }
        Ok(())
    }

    /// Whether there is no plan even of people who can be split.
    fn is_impossible(&self) -> bool {
        let (programme, _) = model::whole_week(self.week);
        let limits = self.settings.limits(0.0);
        programme.relaxed().solve(Solver::Default, limits) == Verdict::Infeasible
    }

    fn plans_known(&self) -> usize {
        self.classes.iter().map(|c| c.plans.len()).sum()
    }

    /// The multipliers that look best from the plans known, and the bound they promise.
    fn master(&self, ceiling: &[f64]) -> Option<(Vec<f64>, f64)> {
        let mut master = Programme::default();
        let multipliers: Vec<usize> = ceiling
            .iter()
            .zip(&self.limits)
            .map(|(most, limit)| master.column(0.0, *most, false, *limit))
            .collect();
        for class in &self.classes {
            let theta = master.column(f64::NEG_INFINITY, f64::INFINITY, false, -class.count);
            for choice in &class.choices {
                let mut terms = vec![(theta, -1.0)];
                terms.extend(multipliers.iter().zip(&choice.usage).map(|(u, a)| (*u, *a)));
                master.at_least(terms, -choice.objective);
            }
        }
        match master.solve(Solver::Default, RELAXED) {
            Verdict::Solved(found) => {
                Some((found.values[..ceiling.len()].to_vec(), -found.objective))
            }
            _ => None,
        }
    }

    /// Combines the known plans; whether every combination below the best was considered.
    pub(super) fn combine(&mut self) -> bool {
        let options: Vec<&[Choice]> =
            self.class_of.iter().map(|c| self.classes[*c].choices.as_slice()).collect();
        let cutoff = self.best.as_ref().map_or(f64::INFINITY, |b| b.0 - 1e-6);
        let combined = combine(&options, &self.limits, &self.multipliers, cutoff);
        if let Some(better) = combined.best {
            self.best = Some((better.objective, better.picks));
        }
        combined.complete
    }

    pub(super) fn good_enough(&self) -> bool {
        let bound = self.next_step(self.bound).max(self.known_bound);
        self.best.as_ref().is_some_and(|b| gap(b.0, bound) <= self.settings.gap + GAP_ROUNDING)
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
