//! What is proven of a roster's cost and shortage.

use super::around::Around;
use super::search::{Effort, Solution, bound};
use super::setting::{Person, Setting};
use super::weeks::{WISHES, WeekProblem};
use crate::plan::shift_plan::block::{TieKind, Week};
use crate::plan::shift_plan::catalogue::Duty;
use crate::plan::shift_plan::search::{Outcome, Settings};
use crate::{parallel, plan::shift_plan};

/// Person-hours of shortage that are none.
const EPS: f64 = 1e-6;

impl Setting<'_> {
    /// A bound on what a week adds to the employer's cost, and on its shortage, that holds whatever the other weeks are: the week's own, or
    /// where they leave it less room than they might, that of the week with all the room.
    pub fn free_bound(
        &self,
        w: usize,
        (own, hour): (&WeekProblem, &[f64]),
        solution: &Solution,
        effort: &Effort<'_>,
    ) -> f64 {
        let free = self.week_problem(w, Around::Any, hour);
        let bound = if free.problem == own.problem {
            solution.bound
        } else {
            let here = free.problem.bound_at(&solution.prices);
            let near = solution.objective - here <= 0.5 * effort.allowed(solution.objective);
            let enough = solution.objective - effort.allowed(solution.objective);
            if near || effort.out_of_time() {
                here
            } else {
                here.max(bound(&free.problem, enough, effort))
            }
        };
        // The bound is one of wages, of hours held for dearer than they are, and of wishes together.
        let bound = bound - self.held(w);
        let wished = self.people.iter().any(|p| !p.wishes.is_empty());
        if wished { bound - WISHES } else { bound }
    }

    /// A bound on a week's shortage, person-hours: the needs without any cost. `short` is what was found: where
    /// nobody can give any of it, there is nothing to search for.
    pub fn short_bound(&self, w: usize, short: f64, effort: &Effort<'_>) -> f64 {
        let mut free = self.week_problem(w, Around::Any, &[]).problem;
        let unreached = free.unreached() * self.grid().hours();
        if unreached >= short - EPS || effort.out_of_time() {
            return unreached;
        }
        for agent in &mut free.agents {
            agent.off.iter_mut().flatten().for_each(|cost| *cost = 0.0);
            for choice in agent.choices.iter_mut().flatten() {
                choice.cost = 0.0;
                choice.breaks.iter_mut().flatten().for_each(|slot| slot.cost = 0.0);
            }
        }
        free.needs.iter_mut().for_each(|need| need.under = 1.0);
        bound(&free, f64::INFINITY, &Effort { nodes: 0, ..*effort }).max(0.0) * self.grid().hours()
    }

    /// A bound on what each week adds to the employer's cost from the anonymous shift plan, which knows who is there on each
    /// day and nothing of the rules between days: whole shifts, so often sharper than that of the lines.
    /// Equal weeks are planned once. Minus infinity where nothing is proven.
    pub fn plan_bounds(&self, settings: &Settings<'_>) -> Vec<f64> {
        if self.joins_weeks() {
            return vec![f64::NEG_INFINITY; self.weeks.len()];
        }
        let weeks: Vec<Week> = (0..self.weeks.len()).map(|w| self.limited(w)).collect();
        let mut distinct: Vec<usize> = Vec::new();
        for w in 0..weeks.len() {
            if !distinct.iter().any(|d| weeks[*d] == weeks[w]) {
                distinct.push(w);
            }
        }
        let solved = parallel::each(&distinct, |w| {
            match shift_plan::plan_week(weeks[*w].clone(), self.grid(), settings).1 {
                Outcome::Found(plan) => plan.bound,
                _ => f64::NEG_INFINITY,
            }
        });
        let of = |w: usize| distinct.iter().position(|d| weeks[*d] == weeks[w]);
        (0..weeks.len()).map(|w| of(w).map_or(f64::NEG_INFINITY, |k| solved[k])).collect()
    }

    /// The week of the shift plan with the limits of those who are there.
    fn limited(&self, w: usize) -> Week {
        let mut week = self.weeks[w].week.clone();
        for block in &mut week.blocks {
            let mut caps: Vec<(Vec<usize>, f64)> = Vec::new();
            let able: Vec<Vec<usize>> =
                block.duty_ids.iter().map(|id| self.able(w, &week.duties[*id], *id)).collect();
            let kind = |k: usize| {
                let d = &week.duties[block.duty_ids[k]];
                (d.group, d.contract, d.day)
            };
            for k in 0..able.len() {
                // Duties that only these people can work, together at most so many.
                let members: Vec<usize> = (0..able.len())
                    .filter(|j| kind(*j) == kind(k) && able[*j].iter().all(|p| able[k].contains(p)))
                    .collect();
                let cap = (members, able[k].len() as f64);
                if !caps.contains(&cap) {
                    caps.push(cap);
                }
            }
            block.body.caps = caps;
            for (duty, id) in block.body.duties.iter_mut().zip(&block.duty_ids) {
                duty.cost = (duty.cost - self.owed_anyway(&week.duties[*id])).max(0.0);
            }
        }
        let people = |g: usize, c: usize| {
            self.people.iter().filter(move |p| (p.class, p.contract) == (g, c))
        };
        for tie in &mut week.ties {
            match tie.kind {
                TieKind::Days(g, c) => {
                    let days = |p: &Person| {
                        let there = (7 * w..7 * w + 7).filter(|d| !p.absent[*d]).count() as u32;
                        f64::from(p.rules.week_days.unwrap_or(7).min(there))
                    };
                    tie.limit = people(g, c).map(days).sum();
                }
                TieKind::Minutes(g, c) => {
                    let most = |p: &Person| p.rules.week_minutes.iter().map(|m| m.1).min();
                    let hours = |p: &Person| f64::from(most(p).unwrap_or(10_080)) / 60.0;
                    tie.limit = people(g, c).map(hours).sum();
                }
                _ => {}
            }
        }
        week
    }

    /// People who can work a duty of a week.
    fn able(&self, w: usize, duty: &Duty, id: usize) -> Vec<usize> {
        let day = 7 * w + duty.day.index();
        (0..self.people.len())
            .filter(|p| {
                let person = &self.people[*p];
                (person.class, person.contract) == (duty.group, duty.contract)
                    && self.refusal(person, day, id).is_none()
            })
            .collect()
    }
}
