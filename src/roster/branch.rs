//! Branching on counts: how much of a kind of work a week holds is a whole number.
//!
//! Prices alone prove what fractional lines cost; wages come in whole shifts. So the tree asks of one
//! branch at most k and of the other at least k + 1 of some sum: hours or shifts of all, of people who
//! may work the same (a *family*), of one length, day or start (Vanderbeck 2000). Such a sum is one more
//! row that choices give to, so the cheapest line stays exact and every leaf has a bound that holds for
//! all rosters of its branch; the least of the leaves holds for all. The leaf with the least bound is
//! grown first; dives at the first nodes find whole lines of another kind than the root's.

use super::columns::{Pooled, Priced, dive, generate};
use super::line::Line;
use super::master::Need;
use super::search::{Effort, Problem};
use crate::parallel;
use std::collections::BTreeMap;

/// Rounds of pricing at a node.
const ROUNDS: usize = 200;
/// Nodes whose fractional lines are dived from.
const DIVES: u32 = 6;
/// Growths in a row that may each win less than a fiftieth of what lacks.
const PATIENCE: u32 = 3;
/// Lines that a node hands to its children, for each row.
const LINES: usize = 3;
/// A sum is fractional if it lies this far from a whole number.
const FRACTION: f64 = 0.02;

/// A sum that is whole in every roster: agent, day and choice with what each gives.
struct Sum {
    level: usize,
    parts: Vec<(usize, usize, usize, f64)>,
}

/// A sum held to at most, or to at least, so many.
#[derive(Clone, Copy)]
struct Cut {
    sum: usize,
    at_most: bool,
    count: f64,
}

struct Leaf {
    cuts: Vec<Cut>,
    bound: f64,
    lines: Vec<(usize, Line)>,
    values: Vec<f64>,
}

/// The tree with its leaves.
pub(super) struct Tree<'a> {
    problem: &'a Problem,
    effort: Effort<'a>,
    sums: Vec<Sum>,
    open: Vec<Leaf>,
    /// Least bound of the leaves that no sum divides.
    whole: f64,
    left: u32,
    /// Growths in a row that won little.
    idle: u32,
    found: Vec<Vec<Vec<Line>>>,
}

impl<'a> Tree<'a> {
    /// The tree with its root only.
    pub fn new(problem: &'a Problem, pool: &[Pooled], root: &Priced, effort: &Effort<'a>) -> Self {
        let sums = if effort.nodes > 0 { sums(problem) } else { Vec::new() };
        let mut tree = Self {
            problem,
            effort: *effort,
            sums,
            open: Vec::new(),
            whole: f64::INFINITY,
            left: effort.nodes,
            idle: 0,
            found: Vec::new(),
        };
        let leaf = tree.leaf(problem, Vec::new(), pool, root);
        tree.open.push(leaf);
        tree
    }

    /// No roster costs less.
    pub fn bound(&self) -> f64 {
        self.open.iter().map(|leaf| leaf.bound).fold(self.whole, f64::min)
    }

    /// Whole lines found since this was last asked.
    pub fn found(&mut self) -> Vec<Vec<Vec<Line>>> {
        std::mem::take(&mut self.found)
    }

    /// Divides the leaf with the least bound below `enough`; false if there is none, all work is done or it
    /// wins little.
    pub fn grow(&mut self, enough: f64, dives: bool) -> bool {
        let before = self.bound();
        let least = (0..self.open.len())
            .min_by(|a, b| self.open[*a].bound.total_cmp(&self.open[*b].bound))
            .filter(|k| self.open[*k].bound < enough);
        let Some(least) = least.filter(|_| self.left > 0 && self.idle < PATIENCE) else {
            return false;
        };
        let leaf = self.open.swap_remove(least);
        let Some(sum) = self.fractional(&leaf.values) else {
            self.whole = self.whole.min(leaf.bound);
            return true;
        };
        let dives = dives && self.left + DIVES > self.effort.nodes;
        let count = leaf.values[sum].floor();
        let cuts =
            [Cut { sum, at_most: true, count }, Cut { sum, at_most: false, count: count + 1.0 }];
        let children = parallel::each(&cuts, |cut| self.child(&leaf, *cut, enough, dives));
        for (mut child, lines) in children {
            child.bound = child.bound.max(leaf.bound);
            self.open.push(child);
            self.found.extend(lines);
        }
        self.left = self.left.saturating_sub(2);
        let little = self.bound() - before < 0.02 * (enough - before);
        self.idle = if little { self.idle + 1 } else { 0 };
        true
    }

    fn child(
        &self,
        parent: &Leaf,
        cut: Cut,
        enough: f64,
        dives: bool,
    ) -> (Leaf, Option<Vec<Vec<Line>>>) {
        let mut cuts = parent.cuts.clone();
        cuts.push(cut);
        let problem = self.with(&cuts);
        let lines = parent.lines.iter().cloned();
        let mut pool: Vec<Pooled> = lines.map(|(a, l)| Pooled::of(&problem, a, l)).collect();
        let priced = generate(&problem, &mut pool, (ROUNDS, enough), &self.effort);
        let leaf = self.leaf(&problem, cuts, &pool, &priced);
        let dives = dives && leaf.bound < enough;
        let found = dives.then(|| dive(&problem, &mut pool, priced.master, &self.effort));
        (leaf, found.flatten())
    }

    /// The problem with a row for each cut.
    fn with(&self, cuts: &[Cut]) -> Problem {
        let mut problem = self.problem.clone();
        let dearest = |n: &Need| n.under.max(n.over);
        let force = 10.0 * self.problem.needs.iter().map(dearest).fold(1.0, f64::max);
        for cut in cuts {
            let row = problem.needs.len();
            let (under, over) = if cut.at_most { (0.0, force) } else { (force, 0.0) };
            problem.needs.push(Need { need: cut.count, under, over });
            for (a, d, c, amount) in &self.sums[cut.sum].parts {
                problem.agents[*a].choices[*d][*c].cover.push((row, *amount));
            }
        }
        problem
    }

    fn leaf(&self, problem: &Problem, cuts: Vec<Cut>, pool: &[Pooled], priced: &Priced) -> Leaf {
        let mut worked: Vec<Vec<Vec<f64>>> = problem
            .agents
            .iter()
            .map(|a| a.choices.iter().map(|c| vec![0.0; c.len()]).collect())
            .collect();
        for (p, value) in pool.iter().zip(priced.master.lines()) {
            for (d, day) in p.line.days.iter().enumerate() {
                day.iter().for_each(|(c, _)| worked[p.agent][d][*c] += value);
            }
        }
        let value = |sum: &Sum| sum.parts.iter().map(|(a, d, c, n)| worked[*a][*d][*c] * n).sum();
        let prices = priced.master.prices();
        let rows = problem.needs.len();
        let reduced = |p: &Pooled| {
            let worth: f64 = p.cover.iter().map(|(r, amount)| prices[*r] * amount).sum();
            p.cost - worth - prices[rows + p.agent]
        };
        let mut order: Vec<(f64, usize)> = pool.iter().map(reduced).zip(0..).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        order.truncate(LINES * (rows + problem.agents.len()));
        let lines = order.into_iter().map(|(_, k)| (pool[k].agent, pool[k].line.clone())).collect();
        let values = self.sums.iter().map(value).collect();
        Leaf { cuts, bound: priced.bound, lines, values }
    }

    /// The sum to branch on: of the coarsest level that has one, that nearest to a half.
    fn fractional(&self, values: &[f64]) -> Option<usize> {
        let off = |k: &usize| (values[*k] - values[*k].round()).abs();
        let open = (0..values.len()).filter(|k| off(k) > FRACTION);
        open.min_by(|a, b| {
            let level = self.sums[*a].level.cmp(&self.sums[*b].level);
            level.then(off(b).total_cmp(&off(a))).then(a.cmp(b))
        })
    }
}

/// Families of agents: those who share a kind of choice, directly or through others.
fn families(problem: &Problem) -> Vec<usize> {
    let mut family: Vec<usize> = (0..problem.agents.len()).collect();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (a, agent) in problem.agents.iter().enumerate() {
        for choice in agent.choices.iter().flatten() {
            let other = family[*first.entry(choice.kind).or_insert(a)];
            let own = family[a];
            if other != own {
                family.iter_mut().filter(|f| **f == own).for_each(|f| *f = other);
            }
        }
    }
    family
}

/// The sums from coarse to fine.
fn sums(problem: &Problem) -> Vec<Sum> {
    let family = families(problem);
    let choices = || problem.agents.iter().flat_map(|a| a.choices.iter().flatten());
    let unit = choices().map(|c| c.paid).fold(0, gcd).max(1);
    type Key = (usize, Option<usize>, Option<usize>, Option<u32>, Option<usize>);
    let mut by_key: BTreeMap<Key, Vec<(usize, usize, usize, f64)>> = BTreeMap::new();
    for (a, agent) in problem.agents.iter().enumerate() {
        let own = Some(family[a]);
        for (d, day) in agent.choices.iter().enumerate() {
            for (c, choice) in day.iter().enumerate() {
                let hours = f64::from(choice.paid / unit);
                let mut add = |key: Key, amount| {
                    by_key.entry(key).or_default().push((a, d, c, amount));
                };
                let (day, paid, kind) = (Some(d), Some(choice.paid), Some(choice.kind));
                add((0, None, None, None, None), hours);
                add((1, own, None, None, None), hours);
                add((2, own, None, None, None), 1.0);
                add((2, own, None, paid, None), 1.0);
                add((3, own, day, None, None), 1.0);
                add((3, own, day, paid, None), 1.0);
                add((4, own, day, paid, kind), 1.0);
            }
        }
    }
    by_key.into_iter().map(|(key, parts)| Sum { level: key.0, parts }).collect()
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::super::line::{Agent, Choice, Limits};
    use super::super::search::{bound, solve};
    use super::*;
    use crate::plan::milp::Solver;

    /// Three intervals that need one person each, and shifts that hold any two of them.
    fn triangle() -> Problem {
        let shift = |kind: usize| Choice {
            kind,
            start: 480,
            end: 960,
            paid: 480,
            cost: 1.0,
            cover: (0..3).filter(|row| *row != kind).map(|row| (row, 1.0)).collect(),
            breaks: Vec::new(),
        };
        let agent = Agent {
            count: 3,
            choices: vec![(0..3).map(shift).collect()],
            off: vec![Some(0.0)],
            limits: Limits::default(),
            free_from: 0,
            last_end: 0,
        };
        let needs = vec![Need { need: 1.0, under: 100.0, over: 0.0 }; 3];
        Problem { agents: vec![agent], needs }
    }

    fn effort(nodes: u32) -> Effort<'static> {
        let solver = Solver::Default;
        let known_bound = f64::NEG_INFINITY;
        Effort {
            rounds: 8,
            nodes,
            freed: 2,
            gap: 1e-6,
            paid_anyway: 0.0,
            hasty: false,
            known_bound,
            seed: 1,
            solver,
            time_left: None,
        }
    }

    #[test]
    fn half_shifts_are_proven_away() {
        // Half of each of the three is enough for prices; no single shift is enough, two are.
        let problem = triangle();
        assert!((bound(&problem, 2.0, &effort(0)) - 1.5).abs() < 1e-3);
        let proven = bound(&problem, 2.0, &effort(8));
        assert!((proven - 2.0).abs() < 1e-3, "{proven}");
        let solved = solve(&problem, &effort(8)).unwrap();
        assert!((solved.objective - 2.0).abs() < 1e-9 && solved.bound <= 2.0 + 1e-9);
    }

    #[test]
    fn a_cut_is_kept_or_costs_more_than_anything() {
        let problem = triangle();
        let pool = Vec::new();
        let mut lines = Vec::new();
        let root = generate(&problem, &mut lines, (ROUNDS, f64::INFINITY), &effort(8));
        let tree = Tree::new(&problem, &pool, &root, &effort(8));
        // Some sum holds all shifts: at most one leaves a row short, at least three costs three.
        let all = tree.sums.iter().position(|s| s.parts.len() == 3).unwrap();
        let with = |at_most, count| {
            let cut = tree.with(&[Cut { sum: all, at_most, count }]);
            bound(&cut, f64::INFINITY, &effort(0))
        };
        assert!(with(true, 1.0) > 40.0 && (with(false, 3.0) - 3.0).abs() < 1e-3);
    }
}
