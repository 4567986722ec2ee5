//! A week that days planned anew have changed: its lines read back, its days made cheaper one by one, its parts solved
//! again.

use super::line::Line;
use super::search::{Effort, Solution, improved};
use super::setting::{Assignments, Setting};
use super::weeks::WeekProblem;

/// Half-hours of one person by which a week may be shorter than what is proven of it, so that a longer search is not
/// worth its while.
const NEAR: f64 = 4.0;

impl Setting<'_> {
    /// What days planned anew have changed in a week is what a bound is held against, and is made cheaper.
    pub(super) fn as_replanned(
        &self,
        w: usize,
        (problem, grid): (&WeekProblem, &mut Assignments),
        solution: &mut Solution,
        (hour, effort): (&[f64], &Effort<'_>),
    ) {
        let Some(lines) = problem.read(w, grid) else { return };
        solution.objective = problem.problem.objective(&lines);
        let changed = lines != solution.lines && effort.nodes > 0;
        solution.lines = lines;
        if changed {
            self.cheaper_days(w, (problem, grid), solution, (hour, effort));
            improved(&problem.problem, solution, effort);
            problem.write(w, &solution.lines, grid);
            self.cheaper_days(w, (problem, grid), solution, (hour, effort));
        }
        solution.bound = solution.bound.min(solution.objective);
    }

    /// Plans every day of a week anew by itself, and takes what is cheaper.
    fn cheaper_days(
        &self,
        w: usize,
        (problem, grid): (&WeekProblem, &mut Assignments),
        solution: &mut Solution,
        (hour, effort): (&[f64], &Effort<'_>),
    ) {
        for d in 7 * w..7 * w + 7 {
            if effort.out_of_time() {
                return;
            }
            let Some(other) = self.day_anew(grid, d, hour) else { continue };
            let Some(lines) = problem.read(w, &other) else { continue };
            let objective = problem.problem.objective(&lines);
            if objective < solution.objective - 1e-6 {
                (solution.objective, solution.lines, *grid) = (objective, lines, other);
            }
        }
    }
}

impl WeekProblem {
    /// Whether about as much as a grid leaves short in a week is proven to stay so.
    pub(super) fn proven_short(&self, w: usize, grid: &Assignments, bound: f64) -> bool {
        let objective = self.read(w, grid).map(|lines| self.problem.objective(&lines));
        objective.is_some_and(|objective| objective - bound < NEAR * self.under)
    }

    /// The lines that a grid holds in a week; `None` where it holds a shift that is no choice of the problem.
    fn read(&self, w: usize, grid: &Assignments) -> Option<Vec<Vec<Line>>> {
        let of_day = |a: usize, p: usize, d: usize| -> Option<Option<(usize, Vec<usize>)>> {
            let Some(assigned) = &grid[p][7 * w + d] else { return Some(None) };
            let c = self.duties[a][d].iter().position(|k| *k == assigned.duty)?;
            let breaks = &self.problem.agents[a].choices[d][c].breaks;
            let slots = breaks.iter().zip(&assigned.slots);
            let slots = slots.map(|(slots, key)| slots.iter().position(|s| s.key == *key));
            Some(Some((c, slots.collect::<Option<_>>()?)))
        };
        let line = |a: usize, p: usize| -> Option<Line> {
            Some(Line { days: (0..7).map(|d| of_day(a, p, d)).collect::<Option<_>>()? })
        };
        let agents = self.members.iter().enumerate();
        agents.map(|(a, people)| people.iter().map(|p| line(a, *p)).collect()).collect()
    }
}
