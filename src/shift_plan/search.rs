//! Finding the cheapest week and proving it: decomposition by day.
//!
//! Few rows tie the days (promises about a week's or a day's waits, contracts), and they are what
//! makes the programme hard: with them it is a knapsack over days, without them nearly a network
//! (see [`super::model`]). So the ties get multipliers instead of rows (Lagrangian relaxation;
//! Dantzig & Wolfe 1960, Geoffrion 1974):
//!
//! 1. **Bound.** `L(u) = Σ_b min (objective + u·usage) − u·limits` bounds every plan from below.
//!    The best `u` is found by cutting planes (Kelley 1960); every cut is a whole plan of a block,
//!    solved as a small integer programme, equal days only once.
//! 2. **Plan.** These block plans are combined exactly, one a block, to the cheapest week that keeps
//!    the ties ([`super::combine`]).
//! 3. **Proof.** If bound and plan are still further apart than the gap asked for, the block plans
//!    that could take part in a better week are listed: all with a priced value below
//!    `best + (plan − bound)`. A plan of the list is found by an integer programme; what is left is
//!    split by cost and by contract usage into boxes that hold no listed plan, the most promising
//!    box first. Combining the list again gives a better week or the proof that there is none.
//!
//! Nothing here reads a clock: the same week gives the same plan. A limit of time, if one is asked
//! for, only ends the search early and says so.

use super::block::{Body, Week};
use super::combine::{Choice, combine};
use super::model::{self, Layout};
use super::parallel::each;
use super::plan::{BlockPlan, WeekPlan, gap};
use crate::milp::{Found, Limits, Programme, Solver, Verdict};

/// What a search may use and when it may stop.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The solver.
    pub solver: Solver,
    /// Gap at which the search may stop.
    pub gap: f64,
    /// Seconds left, asked again and again; `None`: no limit.
    pub seconds_left: Option<&'a (dyn Fn() -> f64 + Sync)>,
}

impl Settings<'_> {
    /// Limits for one programme.
    pub fn limits(&self, gap: f64) -> Limits {
        Limits { gap, seconds: self.seconds_left.map(|left| left().max(0.0)) }
    }

    fn out_of_time(&self) -> bool {
        self.seconds_left.is_some_and(|left| left() <= 0.0)
    }
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A plan with its bound.
    Found(WeekPlan),
    /// No plan exists.
    Infeasible,
    /// A limit stopped the search before a plan was found.
    Stopped,
    /// A solver failed.
    Failed(String),
}

/// Finds the cheapest week.
pub fn search(week: &Week, settings: &Settings<'_>) -> Outcome {
    search_above(week, settings, BLOCK_GAP, f64::NEG_INFINITY)
}

/// The same where a bound is known already: blocks are solved to this gap, relative to the gap asked
/// for, and the search ends when a plan is close enough to the bound.
pub(super) fn search_above(
    week: &Week,
    settings: &Settings<'_>,
    block_gap: f64,
    known_bound: f64,
) -> Outcome {
    let promises = week.ties.iter().any(model::is_promise);
    if settings.solver == Solver::Highs || (week.blocks.len() <= 1 && !promises) {
        return as_one(week, settings);
    }
    let mut search = Search::new(week, settings, block_gap);
    search.known_bound = known_bound;
    match search.run() {
        Ok(Some(plan)) => Outcome::Found(plan),
        Ok(None) => with_bound(as_one(week, settings), search.bound),
        Err(stop) => stop,
    }
}

/// The whole week as one programme.
pub(super) fn as_one(week: &Week, settings: &Settings<'_>) -> Outcome {
    let (programme, layouts) = model::whole_week(week);
    match programme.solve(settings.solver, settings.limits(settings.gap)) {
        Verdict::Solved(found) => {
            let blocks = week
                .blocks
                .iter()
                .zip(&layouts)
                .map(|(b, layout)| BlockPlan::read(&b.body, layout, &found.values, week.ties.len()))
                .collect();
            let bound =
                if found.bound.is_finite() { found.bound } else { relaxation_bound(&programme) };
            Outcome::Found(WeekPlan { blocks, bound, stopped: found.stopped })
        }
        Verdict::Infeasible => Outcome::Infeasible,
        Verdict::Stopped => Outcome::Stopped,
        Verdict::Failed(text) => Outcome::Failed(text),
    }
}

fn relaxation_bound(programme: &Programme) -> f64 {
    match programme.relaxed().solve(Solver::Default, Limits { gap: 0.0, seconds: None }) {
        Verdict::Solved(found) => found.objective,
        _ => f64::NEG_INFINITY,
    }
}

/// Whole variables of a week.
fn size(week: &Week) -> usize {
    let of = |body: &Body| {
        body.duties.len() + body.families.iter().map(|f| f.slots.len()).sum::<usize>()
    };
    week.blocks.iter().map(|block| of(&block.body)).sum()
}

fn with_bound(outcome: Outcome, bound: f64) -> Outcome {
    match outcome {
        Outcome::Found(mut plan) => {
            plan.bound = plan.bound.max(bound);
            Outcome::Found(plan)
        }
        other => other,
    }
}

/// Gap to which a block is solved for a bound, relative to the gap asked for.
const BLOCK_GAP: f64 = 0.2;
/// Rounds of cutting planes at the most.
const MOST_ROUNDS: usize = 60;
/// Block programmes solved at the most to list plans for the proof, and their simplex iterations: a
/// measure of work that, unlike time, is the same on every machine.
const MOST_REGIONS: usize = 600;
const MOST_ITERATIONS: u64 = 120_000;
/// Weeks of so many whole variables are solved as one programme if the list leaves a gap.
const SMALL_WEEK: usize = 200;
/// Gaps that differ by less are equal.
const GAP_ROUNDING: f64 = 1e-9;

/// Blocks that are equal, and the plans of them that are known.
struct Class {
    /// One of the blocks.
    block: usize,
    /// How many blocks are like it.
    count: f64,
    /// Known plans.
    plans: Vec<BlockPlan>,
    /// The same as choices for [`combine`].
    choices: Vec<Choice>,
}

struct Search<'a> {
    week: &'a Week,
    settings: &'a Settings<'a>,
    /// Gap to which a block is solved.
    block_gap: f64,
    /// A bound from elsewhere.
    known_bound: f64,
    classes: Vec<Class>,
    /// Class of each block.
    class_of: Vec<usize>,
    limits: Vec<f64>,
    /// Best bound, with its multipliers and the least priced value of each class.
    bound: f64,
    multipliers: Vec<f64>,
    values: Vec<f64>,
    best: Option<(f64, Vec<usize>)>,
    /// Whether the list of block plans is complete without a proof: of plans with the same wages and
    /// contracts but different waits only one is listed, and the best week may need another.
    exhausted: bool,
}

/// A way the search ends early.
type Stop = Outcome;
/// The best plan of a class and what the solver says of it; `None`: there is none.
type Best = Result<Option<(BlockPlan, Found)>, Stop>;

impl<'a> Search<'a> {
    fn new(week: &'a Week, settings: &'a Settings<'a>, block_gap: f64) -> Self {
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
            exhausted: false,
        }
    }

    /// `None`: no combination of the plans found keeps the ties.
    fn run(&mut self) -> Result<Option<WeekPlan>, Stop> {
        let steps = self.raise_bound().and_then(|()| {
            self.combine();
            self.prove()
        });
        match steps {
            Ok(()) => {}
            // Whatever was found before the limit is a plan all the same.
            Err(Outcome::Stopped) => {
                self.combine();
                if self.best.is_none() {
                    return Err(Outcome::Stopped);
                }
            }
            Err(stop) => return Err(stop),
        }
        let Some((objective, picks)) = &self.best else { return Ok(None) };
        if self.exhausted
            && !self.good_enough()
            && size(self.week) <= SMALL_WEEK
            && let Outcome::Found(plan) = with_bound(as_one(self.week, self.settings), self.bound)
            && plan.objective() < *objective
        {
            return Ok(Some(plan));
        }
        let blocks: Vec<BlockPlan> = picks
            .iter()
            .enumerate()
            .map(|(b, k)| self.classes[self.class_of[b]].plans[*k].clone())
            .collect();
        // Nothing costs less than nothing, however early the search was stopped.
        let bound = self.bound.max(0.0).min(*objective);
        let stopped = gap(*objective, bound) > self.settings.gap + GAP_ROUNDING;
        Ok(Some(WeekPlan { blocks, bound, stopped }))
    }

    fn body(&self, class: usize) -> &'a Body {
        &self.week.blocks[self.classes[class].block].body
    }

    /// The best priced plan of a class, within a region.
    fn best_of(&self, class: usize, multipliers: &[f64], region: &Region) -> Best {
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
            Verdict::Stopped => Err(Outcome::Stopped),
            Verdict::Failed(text) => Err(Outcome::Failed(text)),
        }
    }

    /// The best priced plan of every class, recorded; `None` where a class has no plan at all.
    fn best_of_each(&mut self, multipliers: &[f64]) -> Result<Option<Vec<(usize, Found)>>, Stop> {
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

    fn record(&mut self, class: usize, plan: BlockPlan) -> usize {
        let class = &mut self.classes[class];
        if let Some(known) = class.plans.iter().position(|p| *p == plan) {
            return known;
        }
        class.choices.push(Choice { objective: plan.objective, usage: plan.usage.clone() });
        class.plans.push(plan);
        class.plans.len() - 1
    }

    /// Cutting planes on the multipliers until bound and master agree to a part of the gap.
    fn raise_bound(&mut self) -> Result<(), Stop> {
        let ties = self.limits.len();
        let mut multipliers = vec![0.0; ties];
        let mut ceiling = vec![f64::INFINITY; ties];
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
            for r in 0..ties {
                if next[r] >= ceiling[r] * 0.999 && ceiling[r] < 1e9 {
                    ceiling[r] *= 4.0;
                }
            }
            let done = promised - self.bound <= 0.1 * self.settings.gap * self.bound.abs() + 1e-9;
            if done || self.plans_known() == known || self.settings.out_of_time() {
                break;
            }
            multipliers = next;
        }
        Ok(())
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
        match master.solve(Solver::Default, Limits { gap: 0.0, seconds: None }) {
            Verdict::Solved(found) => {
                Some((found.values[..ceiling.len()].to_vec(), -found.objective))
            }
            _ => None,
        }
    }

    /// Combines the known plans; whether every combination below the best was considered.
    fn combine(&mut self) -> bool {
        let options: Vec<&[Choice]> =
            self.class_of.iter().map(|c| self.classes[*c].choices.as_slice()).collect();
        let cutoff = self.best.as_ref().map_or(f64::INFINITY, |b| b.0 - 1e-6);
        let combined = combine(&options, &self.limits, &self.multipliers, cutoff);
        if let Some(better) = combined.best {
            self.best = Some((better.objective, better.picks));
        }
        combined.complete
    }

    fn good_enough(&self) -> bool {
        let bound = self.bound.max(self.known_bound);
        self.best.as_ref().is_some_and(|b| gap(b.0, bound) <= self.settings.gap + GAP_ROUNDING)
    }

    /// Lists block plans until the best week is proven, or the work allowed is done.
    fn prove(&mut self) -> Result<(), Stop> {
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
        self.exhausted = true;
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

/// The largest step of which all amounts are multiples, or [`STEP`] if there is none to speak of.
fn lattice_step(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut step = 0.0_f64;
    for amount in amounts {
        let (mut a, mut b) = (step, amount.abs());
        while b > STEP {
            (a, b) = (b, a % b);
            if a - b < STEP {
                b = 0.0;
            }
        }
        step = a;
    }
    step.max(STEP)
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

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Bounds on the wages and on the contract usages of a block.
#[derive(Debug, Clone, Default)]
struct Region {
    /// `None` for wages, else a tie; least and largest value.
    sides: Vec<(Option<usize>, f64, f64)>,
    /// Largest priced value of interest.
    ceiling: Option<f64>,
}

/// Wages and usages that differ by less are the same.
const STEP: f64 = 1e-4;

impl Region {
    fn add_rows(&self, programme: &mut Programme, body: &Body, layout: &Layout) {
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
