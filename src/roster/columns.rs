//! Lines priced for a master programme, and the dive from its fractional lines to whole ones.

use super::line::Line;
use super::master::Master;
use super::search::{Effort, Problem};
use crate::parallel;

/// Rounds of pricing for the hours used at a bound: enough for lines to settle where everybody differs, else
/// the hours mean nothing. Lines are kept from one pricing to the next, so later ones take few.
const PRICED: usize = 240;

/// A line of an agent in the pool.
pub(super) struct Pooled {
    pub agent: usize,
    pub line: Line,
    pub cost: f64,
    pub cover: Vec<(usize, f64)>,
}

impl Pooled {
    /// A line of an agent of a problem.
    pub fn of(problem: &Problem, agent: usize, line: Line) -> Self {
        let own = &problem.agents[agent];
        Self { agent, cost: own.cost(&line), cover: own.cover(&line), line }
    }
}

/// A master programme whose lines are priced, with the best bound and the prices that gave it.
pub(super) struct Priced {
    pub master: Master,
    pub bound: f64,
    pub prices: Vec<f64>,
}

/// Prices lines until the bound is reached, is `enough`, or so many rounds are done.
pub(super) fn generate(
    problem: &Problem,
    pool: &mut Vec<Pooled>,
    (rounds, enough): (usize, f64),
    effort: &Effort<'_>,
) -> Priced {
    let counts: Vec<u32> = problem.agents.iter().map(|a| a.count).collect();
    let mut master = Master::new(&problem.needs, &counts);
    let rows = problem.needs.len();
    pool.iter().for_each(|p| master.add(rows + p.agent, p.cost, &p.cover));
    generate_from(master, problem, pool, (rounds, enough), effort)
}

/// The same from a master programme that holds the lines of the pool.
fn generate_from(
    mut master: Master,
    problem: &Problem,
    pool: &mut Vec<Pooled>,
    (rounds, enough): (usize, f64),
    effort: &Effort<'_>,
) -> Priced {
    let rows = problem.needs.len();
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
                let new = Pooled::of(problem, a, line);
                master.add(rows + a, new.cost, &new.cover);
                pool.push(new);
            }
        }
        if here > bound {
            bound = here;
            best_prices.clone_from(&worth);
        }
        let reached = master.objective();
        if pool.len() == before
            || bound >= enough
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
pub(super) fn dive(
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
        master = generate(&reduced, &mut small, (12, f64::INFINITY), effort).master;
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

/// Lines of a problem kept from one pricing to the next, whatever they cost then, with the programme that holds
/// them: where only costs differ, its basis is where the next one begins.
#[derive(Default)]
pub struct Pool {
    lines: Vec<(usize, Line)>,
    master: Option<Master>,
}

/// The bound of a problem, and for each agent the paid hours of the fractional lines that reach it.
/// `pool` holds the lines of an earlier pricing of a problem with the same needs and people, and afterwards those
/// of this one.
pub fn hours_at_bound(problem: &Problem, pool: &mut Pool, effort: &Effort<'_>) -> (f64, Vec<f64>) {
    let known = std::mem::take(&mut pool.lines).into_iter();
    let mut lines: Vec<Pooled> =
        known.map(|(agent, line)| Pooled::of(problem, agent, line)).collect();
    let limits = (PRICED, f64::INFINITY);
    let Priced { master, bound, .. } = match pool.master.take() {
        Some(mut master) => {
            master.reprice(lines.iter().map(|p| p.cost));
            generate_from(master, problem, &mut lines, limits, effort)
        }
        None => generate(problem, &mut lines, limits, effort),
    };
    let mut hours = vec![0.0; problem.agents.len()];
    for (pooled, value) in lines.iter().zip(master.lines()) {
        hours[pooled.agent] += value * problem.agents[pooled.agent].hours(&pooled.line);
    }
    pool.lines = lines.into_iter().map(|p| (p.agent, p.line)).collect();
    pool.master = Some(master);
    (bound, hours)
}
