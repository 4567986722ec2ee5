//! Lines for everybody: column generation for the bound, a dive for a whole solution, then parts of it
//! solved again.
//!
//! 1. **Bound.** The master programme over lines (Dantzig & Wolfe 1960) prices the needs; every agent's
//!    cheapest line at these prices gives the bound `Σ price·need + Σ count·cheapest` (Lasdon 1970;
//!    Farley 1990), which holds whatever the prices are.
//! 2. **Dive.** Lines with the largest values are fixed, the rest is priced again, until all is fixed.
//!    Then each person in turn gets the line that is best while all others stay.
//! 3. **Neighbourhoods.** A few agents are freed, the others stay, and the small problem is dived
//!    again; what is better is kept (Pisinger & Ropke 2010).
//!
//! All choices are drawn from a stated seed and all work is counted, so the same problem gives the
//! same lines. A limit of time ends the search early and is reported.

use super::line::{Agent, Line};
use super::master::{Master, Need};
use crate::milp::{Limits, Programme, Solver, Verdict};
use crate::parallel;
use std::collections::BTreeSet;

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
    /// Agents freed at once.
    pub freed: usize,
    /// Stop at (objective − bound) ÷ objective.
    pub gap: f64,
    /// A bound that is known from elsewhere.
    pub known_bound: f64,
    /// Seed of the choices.
    pub seed: u64,
    /// HiGHS also chooses among all lines that were priced; the default solver does not.
    pub solver: Solver,
    /// Whether there is time left.
    pub time_left: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl Effort<'_> {
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

/// A line of an agent in the pool.
struct Pooled {
    agent: usize,
    line: Line,
    cost: f64,
    cover: Vec<(usize, f64)>,
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

/// A master programme whose lines are priced, with the best bound and the prices that gave it.
struct Priced {
    master: Master,
    bound: f64,
    prices: Vec<f64>,
}

/// Prices lines until the bound is reached (or enough rounds are done).
fn generate(
    problem: &Problem,
    pool: &mut Vec<Pooled>,
    rounds: usize,
    effort: &Effort<'_>,
) -> Priced {
    let counts: Vec<u32> = problem.agents.iter().map(|a| a.count).collect();
    let mut master = Master::new(&problem.needs, &counts);
    let rows = problem.needs.len();
    pool.iter().for_each(|p| master.add(rows + p.agent, p.cost, &p.cover));
    let mut bound = f64::NEG_INFINITY;
    let mut best_prices = vec![0.0; rows];
    for _ in 0..rounds {
        master.optimise(20_000);
        let prices = master.prices();
        let worth: Vec<f64> = prices[..rows]
            .iter()
            .zip(&problem.needs)
            .map(|(p, n)| p.clamp(-n.over, n.under))
            .collect();
        let found = parallel::each(&problem.agents, |agent| agent.cheapest(&worth));
        let mut here: f64 = worth.iter().zip(&problem.needs).map(|(p, n)| p * n.need).sum();
        let before = pool.len();
        for (a, found) in found.into_iter().enumerate() {
            let Some((priced, line)) = found else {
                here = f64::INFINITY;
                continue;
            };
            here += f64::from(problem.agents[a].count) * priced;
            if priced < prices[rows + a] - 1e-7 * (1.0 + priced.abs()) {
                let (cost, cover) = (problem.agents[a].cost(&line), problem.agents[a].cover(&line));
                master.add(rows + a, cost, &cover);
                pool.push(Pooled { agent: a, line, cost, cover });
            }
        }
        if here > bound {
            bound = here;
            best_prices.clone_from(&worth);
        }
        let reached = master.objective();
        if pool.len() == before
            || reached - bound <= 1e-6 * (1.0 + reached.abs())
            || effort.out_of_time()
        {
            break;
        }
    }
    master.optimise(20_000);
    Priced { master, bound, prices: best_prices }
}

/// Fixes lines step by step until everybody has one; `None` if somebody can have none.
fn dive(
    problem: &Problem,
    pool: &mut Vec<Pooled>,
    first: Master,
    effort: &Effort<'_>,
) -> Option<Vec<Vec<Line>>> {
    let mut left = problem.clone();
    let mut lines: Vec<Vec<Line>> = vec![Vec::new(); problem.agents.len()];
    let mut master = first;
    loop {
        let values = master.lines();
        let mut order: Vec<(f64, usize)> = values
            .iter()
            .enumerate()
            .filter(|(k, v)| **v > 1e-6 && left.agents[pool[*k].agent].count > 0)
            .map(|(k, v)| (*v, k))
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let open: u32 = left.agents.iter().map(|a| a.count).sum();
        let quota = (open / 8).max(1);
        let mut fixed = 0;
        for (value, k) in order {
            let agent = pool[k].agent;
            let whole = (value + 1e-4).floor() as u32;
            let take = if whole > 0 {
                whole
            } else if fixed < quota {
                1
            } else {
                break;
            };
            let take = take.min(left.agents[agent].count);
            left.agents[agent].count -= take;
            for _ in 0..take {
                pool[k].cover.iter().for_each(|(r, a)| left.needs[*r].need -= a);
                lines[agent].push(pool[k].line.clone());
            }
            fixed += take;
        }
        if left.agents.iter().all(|a| a.count == 0) {
            return Some(lines);
        }
        if fixed == 0 {
            return None;
        }
        pool.retain(|p| left.agents[p.agent].count > 0);
        let (reduced, back) = shrunk(&left);
        let mut small: Vec<Pooled> = Vec::new();
        for p in pool.drain(..) {
            if let Some(agent) = back.iter().position(|b| *b == p.agent) {
                small.push(Pooled { agent, ..p });
            }
        }
        master = generate(&reduced, &mut small, 12, effort).master;
        pool.extend(small.into_iter().map(|p| Pooled { agent: back[p.agent], ..p }));
    }
}

/// The problem without the agents who are done.
fn shrunk(problem: &Problem) -> (Problem, Vec<usize>) {
    let back: Vec<usize> =
        (0..problem.agents.len()).filter(|a| problem.agents[*a].count > 0).collect();
    let agents = back.iter().map(|a| problem.agents[*a].clone()).collect();
    (Problem { agents, needs: problem.needs.clone() }, back)
}

/// Rows that can cost nothing whatever the agents do are left out: covered already, and surplus free.
fn tightened(problem: &Problem) -> Problem {
    let idle = |n: &Need| n.need <= 1e-9 && n.over == 0.0;
    let mut at = vec![usize::MAX; problem.needs.len()];
    let mut needs = Vec::new();
    for (r, need) in problem.needs.iter().enumerate() {
        // A break takes from a row, so a row may fall short again only if it has nothing to spare.
        if !idle(need) || need.need > -1.0 + 1e-9 {
            at[r] = needs.len();
            needs.push(need.clone());
        }
    }
    let map = |cover: &mut Vec<(usize, f64)>| {
        cover.retain_mut(|(r, _)| {
            *r = at[*r];
            *r != usize::MAX
        });
    };
    let mut agents = problem.agents.clone();
    for choice in agents.iter_mut().flat_map(|a| a.choices.iter_mut().flatten()) {
        map(&mut choice.cover);
        choice.breaks.iter_mut().flatten().for_each(|s| map(&mut s.loss));
    }
    Problem { agents, needs }
}

/// Lines of a problem kept from one pricing to the next, whatever they cost then.
#[derive(Default)]
pub struct Pool(Vec<(usize, Line)>);

/// The bound of a problem, and for each agent the paid hours of the fractional lines that reach it.
/// `pool` holds the lines of an earlier pricing and afterwards those of this one.
pub fn hours_at_bound(problem: &Problem, pool: &mut Pool, effort: &Effort<'_>) -> (f64, Vec<f64>) {
    let known = std::mem::take(&mut pool.0).into_iter();
    let mut lines: Vec<Pooled> = known
        .map(|(agent, line)| {
            let own = &problem.agents[agent];
            Pooled { agent, cost: own.cost(&line), cover: own.cover(&line), line }
        })
        .collect();
    let Priced { master, bound, .. } = generate(problem, &mut lines, 60, effort);
    let mut hours = vec![0.0; problem.agents.len()];
    for (pooled, value) in lines.iter().zip(master.lines()) {
        hours[pooled.agent] += value * problem.agents[pooled.agent].hours(&pooled.line);
    }
    pool.0 = lines.into_iter().map(|p| (p.agent, p.line)).collect();
    (bound, hours)
}

/// The bound of a problem alone.
pub fn bound(problem: &Problem, effort: &Effort<'_>) -> f64 {
    generate(problem, &mut Vec::new(), 400, effort).bound
}

/// Finds lines for everybody; `None` if somebody can have none.
pub fn solve(problem: &Problem, effort: &Effort<'_>) -> Option<Solution> {
    let mut pool = Vec::new();
    let Priced { master, bound, prices } = generate(problem, &mut pool, 400, effort);
    let bound = bound.max(effort.known_bound);
    if bound == f64::INFINITY {
        return None;
    }
    let mut seen: Vec<(usize, Line)> = Vec::new();
    if effort.solver == Solver::Highs {
        seen.extend(pool.iter().map(|p| (p.agent, p.line.clone())));
    }
    let lines = dive(problem, &mut pool, master, effort)?;
    let objective = problem.objective(&lines);
    let mut best =
        Solution { lines, objective, bound: bound.min(objective), prices, stopped: false };
    respond(problem, &mut best);
    improve(problem, &mut best, &mut seen, effort);
    respond(problem, &mut best);
    best.bound = bound.min(best.objective);
    if effort.solver == Solver::Highs && best.objective - best.bound > effort.gap * best.objective {
        choose(problem, &mut best, seen, effort);
    }
    best.bound = bound.min(best.objective);
    Some(best)
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

/// Frees a few agents at a time and dives again.
fn improve(
    problem: &Problem,
    best: &mut Solution,
    seen: &mut Vec<(usize, Line)>,
    effort: &Effort<'_>,
) {
    let mut draw = Draw(effort.seed);
    let units: Vec<(usize, usize)> = best
        .lines
        .iter()
        .enumerate()
        .flat_map(|(a, lines)| (0..lines.len()).map(move |k| (a, k)))
        .collect();
    for round in 0..effort.rounds {
        let done = best.objective - best.bound <= effort.gap * best.objective.abs();
        if done || units.is_empty() {
            return;
        }
        if effort.out_of_time() {
            best.stopped = true;
            return;
        }
        let size = effort.freed + (round as usize % 3);
        let mut freed: Vec<(usize, usize)> = Vec::new();
        for _ in 0..4 * size {
            let unit = units[draw.below(units.len())];
            if freed.len() < size.min(units.len()) && !freed.contains(&unit) {
                freed.push(unit);
            }
        }
        freed.sort_unstable();
        refine(problem, best, &freed, seen, effort);
    }
}

/// Solves for the freed people with all others as they are.
fn refine(
    problem: &Problem,
    best: &mut Solution,
    freed: &[(usize, usize)],
    seen: &mut Vec<(usize, Line)>,
    effort: &Effort<'_>,
) {
    let mut sub = Problem { agents: Vec::new(), needs: problem.needs.clone() };
    let mut owners: Vec<usize> = Vec::new();
    for (a, lines) in best.lines.iter().enumerate() {
        let count = freed.iter().filter(|u| u.0 == a).count() as u32;
        if count > 0 {
            sub.agents.push(Agent { count, ..problem.agents[a].clone() });
            owners.push(a);
        }
        for (_, line) in lines.iter().enumerate().filter(|(k, _)| !freed.contains(&(a, *k))) {
            let cover = problem.agents[a].cover(line);
            cover.into_iter().for_each(|(r, amount)| sub.needs[r].need -= amount);
        }
    }
    let sub = tightened(&sub);
    let mut pool: Vec<Pooled> = Vec::new();
    let single = Effort { time_left: None, ..*effort };
    let first = generate(&sub, &mut pool, 40, &single).master;
    if effort.solver == Solver::Highs {
        seen.extend(pool.iter().map(|p| (owners[p.agent], p.line.clone())));
    }
    let Some(found) = dive(&sub, &mut pool, first, &single) else { return };
    let mut lines = best.lines.clone();
    for (owner, new) in owners.iter().zip(found) {
        let places = freed.iter().filter(|u| u.0 == *owner).map(|u| u.1);
        places.zip(new).for_each(|(k, line)| lines[*owner][k] = line);
    }
    let objective = problem.objective(&lines);
    if objective < best.objective + 1e-9 {
        best.lines = lines;
        best.objective = objective;
    }
}
