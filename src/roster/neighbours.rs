//! Parts of a solution solved anew: a few people, or a day or two of many.

use super::columns::{Pooled, dive, generate};
use super::line::{Agent, Choice, Line};
use super::master::Need;
use super::search::{Draw, Effort, Problem, Solution, enough};
use crate::plan::milp::Solver;

/// People whose days are solved anew together.
const AT_ONCE: usize = 30;

/// Rows that cost the same whatever the agents do are left out: covered already with surplus free, or out
/// of their reach.
fn tightened(problem: &Problem) -> Problem {
    let idle = |n: &Need| n.need <= 1e-9 && n.over == 0.0;
    let mut reached = vec![false; problem.needs.len()];
    for choice in problem.agents.iter().flat_map(|a| a.choices.iter().flatten()) {
        let lost = choice.breaks.iter().flatten().flat_map(|s| &s.loss);
        choice.cover.iter().chain(lost).for_each(|(r, _)| reached[*r] = true);
    }
    let mut at = vec![usize::MAX; problem.needs.len()];
    let mut needs = Vec::new();
    for (r, need) in problem.needs.iter().enumerate() {
        // A break takes from a row, so a row may fall short again only if it has nothing to spare.
        if reached[r] && (!idle(need) || need.need > -1.0 + 1e-9) {
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

/// Frees a few people, or a day or two of many, at a time and dives again.
pub(super) fn improve(
    problem: &Problem,
    best: &mut Solution,
    (rounds, draw): (u32, &mut Draw),
    seen: &mut Vec<(usize, Line)>,
    effort: &Effort<'_>,
) {
    let units: Vec<(usize, usize)> = best
        .lines
        .iter()
        .enumerate()
        .flat_map(|(a, lines)| (0..lines.len()).map(move |k| (a, k)))
        .collect();
    let can = |d: &usize| problem.agents.iter().any(|a| !a.choices[*d].is_empty());
    let span = problem.agents.first().map_or(0, |a| a.choices.len());
    let open: Vec<usize> = (0..span).filter(can).collect();
    for round in 0..rounds {
        let done = best.bound >= enough(best, effort);
        if done || units.is_empty() {
            return;
        }
        if effort.out_of_time() {
            best.stopped = true;
            return;
        }
        // People with their whole weeks, then days with all or many of the people.
        let size = effort.freed + (round as usize % 3);
        if round % 2 == 0 || open.len() < 2 {
            let freed = some(&units, size, draw);
            refine(problem, best, &freed, seen, effort);
        } else {
            let days = some_days(&open, 1 + (round as usize / 2) % 2, draw);
            let freed = some(&units, AT_ONCE, draw);
            redo_days(problem, best, (&days, &freed), effort);
        }
    }
}

/// So many days of a week; of a longer span so many times its weeks, in a row.
fn some_days(open: &[usize], size: usize, draw: &mut Draw) -> Vec<usize> {
    let weeks = open.len().div_ceil(7);
    if weeks < 2 {
        return some(open, size, draw);
    }
    let long = size * weeks;
    let first = draw.below(open.len() - long + 1);
    open[first..first + long].to_vec()
}

/// So many of these, in order.
fn some<T: Copy + Ord>(of: &[T], size: usize, draw: &mut Draw) -> Vec<T> {
    let mut left = of.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < size && !left.is_empty() {
        chosen.push(left.swap_remove(draw.below(left.len())));
    }
    chosen.sort_unstable();
    chosen
}

/// Solves some days anew for some people; their other days and the other people stay.
fn redo_days(
    problem: &Problem,
    best: &mut Solution,
    (days, freed): (&[usize], &[(usize, usize)]),
    effort: &Effort<'_>,
) {
    let mut sub = Problem { agents: Vec::new(), needs: problem.needs.clone() };
    let mut members: Vec<Vec<(usize, usize)>> = Vec::new();
    for (a, lines) in best.lines.iter().enumerate() {
        for (k, line) in lines.iter().enumerate() {
            let free = |d: usize| days.contains(&d) && freed.contains(&(a, k));
            let mut stays = line.clone();
            (0..stays.days.len()).filter(|d| free(*d)).for_each(|d| stays.days[d] = None);
            let cover = problem.agents[a].cover(&stays);
            cover.into_iter().for_each(|(r, amount)| sub.needs[r].need -= amount);
            if !freed.contains(&(a, k)) {
                continue;
            }
            let agent = held(&problem.agents[a], &stays, days);
            match (0..sub.agents.len()).find(|j| {
                members[*j][0].0 == a && Agent { count: 1, ..sub.agents[*j].clone() } == agent
            }) {
                Some(j) => {
                    sub.agents[j].count += 1;
                    members[j].push((a, k));
                }
                None => {
                    sub.agents.push(agent);
                    members.push(vec![(a, k)]);
                }
            }
        }
    }
    let Some(found) = dived(&sub, effort, |_| {}) else { return };
    let mut lines = best.lines.clone();
    for (members, new) in members.iter().zip(found) {
        for ((a, k), new) in members.iter().zip(new) {
            days.iter().for_each(|d| lines[*a][*k].days[*d] = new.days[*d].clone());
        }
    }
    keep(problem, best, lines);
}

/// Whole lines of a part, to its end whatever the time; `priced` sees the lines before they are dived from.
fn dived(
    part: &Problem,
    effort: &Effort<'_>,
    priced: impl FnOnce(&[Pooled]),
) -> Option<Vec<Vec<Line>>> {
    let part = tightened(part);
    let single = Effort { time_left: None, ..*effort };
    let mut pool: Vec<Pooled> = Vec::new();
    let first = generate(&part, &mut pool, (40, f64::INFINITY), &single).master;
    priced(&pool);
    dive(&part, &mut pool, first, &single)
}

/// The agent with all days but some held as they are; what these give and cost is counted elsewhere.
fn held(agent: &Agent, stays: &Line, days: &[usize]) -> Agent {
    let mut held = Agent { count: 1, ..agent.clone() };
    for d in (0..agent.choices.len()).filter(|d| !days.contains(d)) {
        let kept = stays.days[d].as_ref().map(|(c, _)| {
            let choice = agent.choices[d][*c].clone();
            Choice { cost: 0.0, cover: Vec::new(), breaks: Vec::new(), ..choice }
        });
        held.off[d] = kept.is_none().then_some(0.0);
        held.choices[d] = kept.into_iter().collect();
    }
    held
}

fn keep(problem: &Problem, best: &mut Solution, lines: Vec<Vec<Line>>) {
    let objective = problem.objective(&lines);
    if objective < best.objective + 1e-9 {
        best.lines = lines;
        best.objective = objective;
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
    let found = dived(&sub, effort, |pool| {
        if effort.solver == Solver::Highs {
            seen.extend(pool.iter().map(|p| (owners[p.agent], p.line.clone())));
        }
    });
    let Some(found) = found else { return };
    let mut lines = best.lines.clone();
    for (owner, new) in owners.iter().zip(found) {
        let places = freed.iter().filter(|u| u.0 == *owner).map(|u| u.1);
        places.zip(new).for_each(|(k, line)| lines[*owner][k] = line);
    }
    keep(problem, best, lines);
}
