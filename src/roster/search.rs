//! Lines for everybody: column generation for the bound, a dive for a whole solution, then parts of it
//! solved again.
//!
//! 1. **Bound.** The master programme over lines (Dantzig & Wolfe 1960) prices the needs; every agent's
//!    cheapest line at these prices gives the bound `Σ price·need + Σ count·cheapest` (Lasdon 1970;
//!    Farley 1990), which holds whatever the prices are.
//! 2. **Dive.** Lines with the largest values are fixed, the rest is priced again, until all is fixed.
//!    Then each person in turn gets the line that is best while all others stay.
//! 3. **Branching.** Where that proves too little, counts are branched on (`branch`).
//! 4. **Neighbourhoods.** A few people, or a day or two of many, are freed, the rest stays, and the small
//!    problem is dived again; what is not worse is kept (Pisinger & Ropke 2010).
//!
//! All choices are drawn from a stated seed and all work is counted, so the same problem gives the
//! same lines. A limit of time ends the search early and is reported.

use super::branch::Tree;
use super::columns::{Priced, dive, generate};
use super::line::{Agent, Line};
use super::master::Need;
use super::neighbours::improve;
use crate::parallel;
use crate::plan::milp::{Limits, Programme, Solver, Verdict};
use std::collections::BTreeSet;

/// Rounds of pricing for a bound at the most.
const ROUNDS: usize = 400;
/// Seconds that HiGHS may take to choose among the lines of a week.
const CHOOSING: f64 = 10.0;

/// Needs and the people who may meet them.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// People.
    pub agents: Vec<Agent>,
    /// Rows.
    pub needs: Vec<Need>,
}

/// Lines for everybody with the proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// For each agent one line a person.
    pub lines: Vec<Vec<Line>>,
    /// Cost, shortage and surplus included.
    pub objective: f64,
    /// No lines cost less than this.
    pub bound: f64,
    /// Prices of the needs at which the bound was reached.
    pub prices: Vec<f64>,
    /// Whether time ended the search.
    pub stopped: bool,
}

/// How hard to search.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Rounds of neighbourhoods.
    pub rounds: u32,
    /// Nodes of the tree that branches on counts.
    pub nodes: u32,
    /// Agents freed at once.
    pub freed: usize,
    /// Stop at (objective − bound) ÷ (objective + `paid_anyway`).
    pub gap: f64,
    /// What is paid whatever is found; the objective does not hold it.
    pub paid_anyway: f64,
    /// A bound that is known from elsewhere.
    pub known_bound: f64,
    /// Seed of the choices.
    pub seed: u64,
    /// HiGHS also chooses among all lines that were priced; the default solver does not.
    pub solver: Solver,
    /// Come back early with lines that leave people short: something else is tried first.
    pub hasty: bool,
    /// Whether there is time left.
    pub time_left: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl Effort<'_> {
    /// How far a bound may stay below an objective.
    pub fn allowed(&self, objective: f64) -> f64 {
        self.gap * (objective.abs() + self.paid_anyway)
    }

    /// Whether the time allowed has ended.
    pub fn out_of_time(&self) -> bool {
        self.time_left.is_some_and(|left| !left())
    }
}

/// Numbers from a seed: the generator of Steele, Lea & Flood (2014), SplitMix64.
pub(super) struct Draw(pub u64);

impl Draw {
    /// A whole number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

impl Problem {
    /// The bound that these prices of the needs give; it holds whatever they are.
    pub fn bound_at(&self, prices: &[f64]) -> f64 {
        let worth: Vec<f64> =
            prices.iter().zip(&self.needs).map(|(p, n)| p.clamp(-n.over, n.under)).collect();
        let rows: f64 = worth.iter().zip(&self.needs).map(|(p, n)| p * n.need).sum();
        let cheapest = parallel::each(&self.agents, |agent| {
            agent.cheapest(&worth).map_or(f64::INFINITY, |(cost, _)| f64::from(agent.count) * cost)
        });
        rows + cheapest.into_iter().sum::<f64>()
    }

    /// What the rows lack or have too much, given what is covered.
    pub fn penalty(&self, covered: &[f64]) -> f64 {
        let each = self.needs.iter().zip(covered).map(|(need, have)| {
            let lack = need.need - have;
            if lack > 1e-9 { need.under * lack } else { need.over * (-lack).max(0.0) }
        });
        each.sum()
    }

    /// Whether the lines leave a row short that some choice of somebody gives to.
    fn lacks_what_somebody_gives(&self, lines: &[Vec<Line>]) -> bool {
        let covered = self.covered(lines);
        let mut rows = self.needs.iter().zip(covered).zip(self.given());
        rows.any(|((need, have), given)| given && need.need - have > 1e-6)
    }

    /// The rows to which some choice of somebody gives.
    fn given(&self) -> Vec<bool> {
        let choices = self.agents.iter().flat_map(|a| a.choices.iter().flatten());
        let mut given = vec![false; self.needs.len()];
        choices.flat_map(|c| &c.cover).for_each(|(r, _)| given[*r] = true);
        given
    }

    /// What is needed in rows to which nobody can give.
    pub fn unreached(&self) -> f64 {
        let rows = self.needs.iter().zip(self.given());
        rows.filter(|(_, given)| !given).map(|(need, _)| need.need.max(0.0)).sum()
    }

    /// What the lines cover, by row.
    pub fn covered(&self, lines: &[Vec<Line>]) -> Vec<f64> {
        let mut covered = vec![0.0; self.needs.len()];
        for (agent, lines) in self.agents.iter().zip(lines) {
            for line in lines {
                agent.cover(line).into_iter().for_each(|(r, a)| covered[r] += a);
            }
        }
        covered
    }

    /// Cost of the lines with shortage and surplus.
    pub fn objective(&self, lines: &[Vec<Line>]) -> f64 {
        let own =
            self.agents.iter().zip(lines).map(|(a, l)| l.iter().map(|l| a.cost(l)).sum::<f64>());
        own.sum::<f64>() + self.penalty(&self.covered(lines))
    }
}

/// The bound of a problem alone; `enough` is where more need not be proven.
pub fn bound(problem: &Problem, enough: f64, effort: &Effort<'_>) -> f64 {
    let mut pool = Vec::new();
    let root = generate(problem, &mut pool, (ROUNDS, enough), effort);
    let mut tree = Tree::new(problem, &pool, &root, effort);
    while tree.bound() < enough && tree.grow(enough, false) {}
    tree.bound()
}

/// Finds lines for everybody; `None` if somebody can have none.
pub fn solve(problem: &Problem, effort: &Effort<'_>) -> Option<Solution> {
    let mut pool = Vec::new();
    let root = generate(problem, &mut pool, (ROUNDS, f64::INFINITY), effort);
    let bound = root.bound.max(effort.known_bound);
    if bound == f64::INFINITY {
        return None;
    }
    let mut seen: Vec<(usize, Line)> = Vec::new();
    if effort.solver == Solver::Highs {
        seen.extend(pool.iter().map(|p| (p.agent, p.line.clone())));
    }
    let mut tree = Tree::new(problem, &pool, &root, effort);
    let Priced { master, prices, .. } = root;
    let lines = dive(problem, &mut pool, master, effort)?;
    let objective = problem.objective(&lines);
    let mut best =
        Solution { lines, objective, bound: bound.min(objective), prices, stopped: false };
    respond(problem, &mut best);
    let mut draw = Draw(effort.seed);
    improve(problem, &mut best, (effort.rounds / 4, &mut draw), &mut seen, effort);
    if effort.hasty && problem.lacks_what_somebody_gives(&best.lines) {
        respond(problem, &mut best);
        best.bound = best.bound.min(best.objective);
        return Some(best);
    }
    while wanting(&best, effort) && tree.grow(enough(&best, effort), true) {
        best.bound = best.bound.max(tree.bound()).min(best.objective);
        if take_better(problem, &mut best, tree.found()) {
            improve(problem, &mut best, (effort.rounds / 8, &mut draw), &mut seen, effort);
        }
    }
    improve(problem, &mut best, (effort.rounds, &mut draw), &mut seen, effort);
    respond(problem, &mut best);
    best.bound = bound.max(tree.bound()).min(best.objective);
    if effort.solver == Solver::Highs && wanting(&best, effort) {
        choose(problem, &mut best, seen, effort);
    }
    best.bound = best.bound.min(best.objective);
    Some(best)
}

/// Betters lines that were found in another way, by parts of them solved again.
pub fn improved(problem: &Problem, best: &mut Solution, effort: &Effort<'_>) {
    let mut draw = Draw(effort.seed);
    improve(problem, best, (effort.rounds / 2, &mut draw), &mut Vec::new(), effort);
    respond(problem, best);
}

/// Takes the best of other lines where they are better; whether any is.
fn take_better(problem: &Problem, best: &mut Solution, found: Vec<Vec<Vec<Line>>>) -> bool {
    let mut better = false;
    for lines in found {
        let objective = problem.objective(&lines);
        let mut other = Solution { lines, objective, ..best.clone() };
        respond(problem, &mut other);
        if other.objective < best.objective - 1e-6 {
            *best = other;
            better = true;
        }
    }
    better
}

/// What a bound must reach to be within the gap that is asked for.
pub(super) fn enough(best: &Solution, effort: &Effort<'_>) -> f64 {
    best.objective - effort.allowed(best.objective)
}

fn wanting(best: &Solution, effort: &Effort<'_>) -> bool {
    best.bound < enough(best, effort) && !effort.out_of_time()
}

/// The best choice among lines that were priced (the restricted master programme in whole numbers).
fn choose(problem: &Problem, best: &mut Solution, seen: Vec<(usize, Line)>, effort: &Effort<'_>) {
    let own =
        best.lines.iter().enumerate().flat_map(|(a, l)| l.iter().map(move |l| (a, l.clone())));
    let lines: BTreeSet<(usize, Line)> = seen.into_iter().chain(own).collect();
    let lines: Vec<(usize, Line)> = lines.into_iter().collect();
    let mut programme = Programme::default();
    let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.needs.len()];
    let mut people: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.agents.len()];
    for (a, line) in &lines {
        let agent = &problem.agents[*a];
        let k = programme.column(0.0, f64::from(agent.count), true, agent.cost(line));
        agent.cover(line).into_iter().for_each(|(r, amount)| rows[r].push((k, amount)));
        people[*a].push((k, 1.0));
    }
    for (need, mut terms) in problem.needs.iter().zip(rows) {
        let short = programme.column(0.0, f64::INFINITY, false, need.under);
        terms.push((short, 1.0));
        if need.over > 0.0 {
            let more = programme.column(0.0, f64::INFINITY, false, need.over);
            terms.push((more, -1.0));
            programme.equal(terms, need.need);
        } else {
            programme.at_least(terms, need.need);
        }
    }
    for (agent, terms) in problem.agents.iter().zip(people) {
        programme.equal(terms, f64::from(agent.count));
    }
    let limits = Limits { gap: effort.gap, seconds: Some(CHOOSING), work: u64::MAX };
    let Verdict::Solved(found) = programme.solve(effort.solver, limits) else { return };
    let mut chosen: Vec<Vec<Line>> = vec![Vec::new(); problem.agents.len()];
    for ((a, line), value) in lines.iter().zip(&found.values) {
        (0..*value as u32).for_each(|_| chosen[*a].push(line.clone()));
    }
    let objective = problem.objective(&chosen);
    let whole = chosen.iter().zip(&problem.agents).all(|(l, a)| l.len() == a.count as usize);
    if whole && objective < best.objective {
        best.lines = chosen;
        best.objective = objective;
    }
}

/// Gives each person in turn the line that is best while all others stay, as long as that helps. A dive
/// rounds down what is needed a little of; here a need that lacks a quarter is worth its quarter.
fn respond(problem: &Problem, best: &mut Solution) {
    let mut covered = problem.covered(&best.lines);
    for (a, agent) in problem.agents.iter().enumerate() {
        for k in 0..best.lines[a].len() {
            let own = agent.cover(&best.lines[a][k]);
            own.iter().for_each(|(r, amount)| covered[*r] -= amount);
            let price = |(need, have): (&Need, &f64)| match need.need - have {
                lack if lack > 1e-9 => need.under * lack.min(1.0),
                _ => -need.over,
            };
            let prices: Vec<f64> = problem.needs.iter().zip(&covered).map(price).collect();
            let value = |line: &Line, covered: &[f64]| {
                let mut with = covered.to_vec();
                agent.cover(line).into_iter().for_each(|(r, amount)| with[r] += amount);
                agent.cost(line) + problem.penalty(&with)
            };
            if let Some((_, line)) = agent.cheapest(&prices)
                && value(&line, &covered) < value(&best.lines[a][k], &covered) - 1e-6
            {
                best.lines[a][k] = line;
            }
            let own = agent.cover(&best.lines[a][k]);
            own.iter().for_each(|(r, amount)| covered[*r] += amount);
        }
    }
    best.objective = problem.objective(&best.lines);
}
