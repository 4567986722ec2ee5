//! Planning until the promises hold through the day.
//!
//! The programme promises by the formula of a steady queue in each interval. Where the plan's queue,
//! followed through the day, breaks a promise, the programme is given a stricter one and solved again:
//!
//! - a promise over a day or the week is planned for at the share of the promise that would have come
//!   out right, were the formula wrong by the same factor in the next plan;
//! - where an interval breaks its promise, more agents are required there, as many as the formula says
//!   it takes to make up the excess, one at least. A queue is inherited, so in a run of broken intervals
//!   the first is raised, and those after it only if they break the promise by far.
//!
//! Requirements only rise, so the loop ends: with every promise kept, with a programme that has no plan
//! any more, or after a fixed number of rounds. Averages are then loosened again by halving, as far as the promise
//! holds, so that no more is paid than the promise takes.

mod judge;

pub use judge::{Judge, Judgement, Tightening};

use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, crews};
use crate::plan::figures::Situation;
use crate::plan::shift_plan::plan::WeekPlan;
use crate::plan::through_day::{LineThroughDay, Playing};
use crate::wire::answer::{self, Obstacle, Tightened};

/// Most times that a week is planned again.
const ROUNDS: u32 = 25;
/// An average is planned for this much below what would just do, relatively, so that the loop ends.
const A_LITTLE: f64 = 0.002;
/// Halvings when an average is loosened again.
const HALVINGS: u32 = 3;

/// A plan of the week as shifts.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The shifts.
    pub shifts: Vec<PlannedShift>,
    /// Counts, bound and whether a limit stopped the search.
    pub plan: WeekPlan,
}

/// What planning again came to.
pub enum Attempt {
    /// A plan.
    Found(Planned),
    /// No plan meets the stricter requirements.
    Infeasible,
    /// A limit stopped the search.
    Stopped(answer::Stop),
}

/// The plan that the loop ended with.
pub struct Closed {
    /// The plan.
    pub planned: Planned,
    /// What callers experience of it.
    pub through: Vec<LineThroughDay>,
    /// How it came about.
    pub tightened: Tightened,
}

/// Plans again until every promise holds through the day, or without `playing`, by the formula alone:
/// there too a plan can fall short, where callers hang up and the curve of an average is not convex.
///
/// # Errors
/// Those of `again` and of the engines.
pub fn close(
    situation: &Situation<'_>,
    first: Planned,
    playing: Option<Playing>,
    again: &dyn Fn(&Tightening) -> Result<Attempt, Error>,
) -> Result<Closed, Error> {
    let run = Loop { judge: Judge { situation, playing }, again };
    let first = run.judge(first);
    let before = first.clone();
    let (mut tight, mut now, mut obstacle) = (Tightening::default(), first, None);
    let (mut best, mut rounds) = (now.clone(), 0);
    // What the best plan was planned for; after an obstacle that is not the last tightening.
    let mut best_tight = tight.clone();
    let mut last_broken: Option<(Tightening, f64)> = None;
    while now.strain() > 0.0 && obstacle.is_none() {
        if rounds == ROUNDS {
            obstacle = Some(Obstacle::Rounds);
            break;
        }
        last_broken = Some((tight.clone(), now.planned.plan.objective()));
        tight = run.judge.tighten(&tight, &crews(&now.planned.shifts), &now.judgement);
        rounds += 1;
        match again(&tight)? {
            Attempt::Found(planned) => now = run.judge(planned),
            Attempt::Infeasible => obstacle = Some(Obstacle::Infeasible),
            Attempt::Stopped(_) => obstacle = Some(Obstacle::Limit),
        }
        if obstacle.is_none() && now.strain() <= best.strain() {
            best = now.clone();
            best_tight = tight.clone();
        }
    }
    if let (None, Some(broken)) = (&obstacle, last_broken) {
        rounds += run.loosen(&mut best_tight, &mut best, broken)?;
    }
    let tightened = run.report(&before, &best, &best_tight, rounds, obstacle);
    Ok(Closed { planned: best.planned, through: best.judgement.through, tightened })
}

/// A plan with what its callers experience.
#[derive(Clone)]
struct Judged {
    planned: Planned,
    judgement: Judgement,
}

impl Judged {
    fn strain(&self) -> f64 {
        self.judgement.strain
    }
}

struct Loop<'a> {
    judge: Judge<'a>,
    again: &'a dyn Fn(&Tightening) -> Result<Attempt, Error>,
}

impl Loop<'_> {
    fn judge(&self, planned: Planned) -> Judged {
        Judged { judgement: self.judge.judge(&crews(&planned.shifts)), planned }
    }

    /// Loosens averages again between the last tightening that broke a promise and the first that
    /// keeps all, where that saves anything. Returns how often the week was planned.
    fn loosen(
        &self,
        tight: &mut Tightening,
        best: &mut Judged,
        (mut broken, cost_broken): (Tightening, f64),
    ) -> Result<u32, Error> {
        let mut rounds = 0;
        let worth = |best: &Judged| {
            let cost = best.planned.plan.objective();
            cost > cost_broken * (1.0 + A_LITTLE)
        };
        while rounds < HALVINGS && worth(best) && !tight.shares.is_empty() {
            let mut middle = tight.clone();
            for (key, share) in &mut middle.shares {
                let other = broken.shares.get(key).copied().unwrap_or(1.0);
                *share = (*share * other).sqrt();
            }
            rounds += 1;
            let Attempt::Found(planned) = (self.again)(&middle)? else { break };
            let judged = self.judge(planned);
            if judged.strain() > 0.0 {
                broken = middle;
            } else {
                *tight = middle;
                if judged.planned.plan.objective() < best.planned.plan.objective() {
                    *best = judged;
                }
            }
        }
        Ok(rounds)
    }

    fn report(
        &self,
        before: &Judged,
        after: &Judged,
        tight: &Tightening,
        rounds: u32,
        obstacle: Option<Obstacle>,
    ) -> Tightened {
        let opening = self.judge.situation.opening_cost();
        Tightened {
            rounds,
            holds: after.strain() <= 0.0,
            objective_before: before.planned.plan.objective() + opening,
            bound_before: before.planned.plan.bound + opening,
            broken_before: self.judge.broken(&before.judgement),
            broken: self.judge.broken(&after.judgement),
            raised: self.judge.raised(tight),
            stricter: self.judge.stricter(tight),
            obstacle: obstacle.filter(|_| after.strain() > 0.0),
        }
    }
}
