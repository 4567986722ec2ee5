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
//!
//! The formula asks for more than the promise does, too: an interval rounded up to whole people leaves slack to the next.
//! So the same loop is begun again with fewer agents than the formula requires, and where skills overlap with more agents for the lines together
//! instead of for the one that is late; the cheapest plan that keeps every promise is taken, and from it persons go or move to
//! cheaper shifts as long as it does (`descent`); where queues are played out, a long walk of small changes judged by a sketch goes
//! on from there (`anneal`); where few plans cost less, all of them are gone through (`every`). What no
//! plan can undercut says [`bound`].

mod anneal;
mod ascent;
pub mod bound;
mod descent;
mod every;
pub mod held;
mod judge;
mod looks;
mod moves;
mod outline;
pub mod shift_times;
mod sketch;

pub use judge::{Judge, Judgement, Tightening};
use looks::Followed;

use crate::domain::error::Error;
use crate::domain::shift::{PlannedShift, cost, crews};
use crate::domain::time::TimeLeft;
use crate::plan::figures::Situation;
use crate::plan::through_day::{LineThroughDay, Playing, weeks_played};
use crate::wire::answer::{self, Obstacle, Tightened};

/// Most times that a week is planned again.
const ROUNDS: u32 = 25;
/// The same where it is begun below the formula's requirements.
const ROUNDS_BELOW: u32 = 3;
/// An average is planned for this much below what would just do, relatively, so that the loop ends.
const A_LITTLE: f64 = 0.002;
/// Halvings when an average is loosened again.
const HALVINGS: u32 = 3;

/// Fewer agents than the formula asks for that plans are begun from: where queues are played out, and where
/// they are followed by their equations, which is quick.
const BEGUN_PLAYED: [u32; 1] = [1];
const BEGUN_EXACT: [u32; 3] = [1, 2, u32::MAX];

/// Plans in a row that could not be mended, where queues are played out, until that is given up.
const MOST_IN_VAIN: usize = 4;

/// Weeks of more sharing sets in all their intervals are not begun with more agents for lines together.
const FEW_SETS: usize = 150;
/// Weeks whose queues take more work than this are begun at the formula's requirements alone.
const LARGE: f64 = 1e7;

/// A plan of the week as shifts.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The shifts.
    pub shifts: Vec<PlannedShift>,
    /// What was minimised, without the cost of keeping lines open.
    pub objective: f64,
    /// No plan that meets the same requirements has a smaller one.
    pub bound: f64,
    /// What stopped the search before its gap was reached, if anything did.
    pub stopped: Option<answer::Stop>,
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

/// A plan that keeps every promise of this closing, made from the shifts of another one's, with what callers experience; `None`
/// where it would not cost less than what is known.
pub fn from_other(
    situation: &Situation<'_>,
    (playing, time_left): (Playing, TimeLeft<'_>),
    shifts: &[PlannedShift],
    cheaper_than: f64,
) -> Option<(Vec<PlannedShift>, Vec<LineThroughDay>)> {
    let judge = Judge { situation, playing: Some(playing), time_left };
    if !moves::allowed(situation.scenario, shifts) || judge.work() >= LARGE {
        return None;
    }
    let found = if anneal::walks(&judge, shifts) {
        let offered = judge.sure(judge.in_full(shifts.to_vec()));
        let own = (offered.judgement.strain <= 0.0 && cost(shifts) < cheaper_than)
            .then(|| offered.clone());
        let known = own.as_ref().map_or(cheaper_than, |own| cost(&own.shifts));
        anneal::anneal(&judge, offered, known).or(own)?
    } else {
        let found = ascent::ascend(&judge, shifts.to_vec(), None, cheaper_than)?;
        cheaper(&judge, found)
    };
    Some((found.shifts, found.judgement.through))
}

/// Shifts that cost less and keep every promise, or the same. A queue that is followed by its equations is followed soon;
/// elsewhere a sketch shows the way.
fn cheaper(judge: &Judge<'_>, found: Followed) -> Followed {
    let Situation { scenario, demand, .. } = *judge.situation;
    if !anneal::walks(judge, &found.shifts) {
        let played = judge.playing.and_then(|playing| weeks_played(scenario, demand, playing));
        return descent::descend(judge, found, played.is_none());
    }
    let known = cost(&found.shifts);
    anneal::anneal(judge, found.clone(), known).unwrap_or(found)
}

/// What shifts break to which everybody is added who helps and may be: as near as they come to keeping every promise.
/// Nothing where that is too much work, or where all are kept.
pub fn broken_by_all(
    situation: &Situation<'_>,
    (playing, time_left): (Playing, TimeLeft<'_>),
    shifts: Vec<PlannedShift>,
) -> Vec<answer::Broken> {
    let judge = Judge { situation, playing: Some(playing), time_left };
    if judge.work() >= LARGE {
        return Vec::new();
    }
    judge.broken(&ascent::filled(&judge, shifts).judgement)
}

/// The plan that the loop ended with.
pub struct Closed {
    /// The plan.
    pub planned: Planned,
    /// What callers experience of it.
    pub through: Vec<LineThroughDay>,
    /// How it came about.
    pub tightened: Tightened,
    /// Whether every plan that costs less was found to break a promise.
    pub proven: bool,
}

/// Plans again until every promise holds through the day, or without `playing`, by the formula alone:
/// there too a plan can fall short, where callers hang up and the curve of an average is not convex.
///
/// Beside it, a plan of a week like this one is begun from, if there is one, instead of below the formula.
///
/// # Errors
/// Those of `again` and of the engines.
pub fn close(
    situation: &Situation<'_>,
    first: Planned,
    (playing, like): (Option<Playing>, Option<&[PlannedShift]>),
    time_left: TimeLeft<'_>,
    again: &dyn Fn(&Tightening) -> Result<Attempt, Error>,
) -> Result<Closed, Error> {
    let run = Loop { judge: Judge { situation, playing, time_left }, again };
    let first = run.judge(first);
    let before = first.clone();
    let mut course = run.tighten(Tightening::default(), first, f64::INFINITY)?;
    course.rounds += run.loosen(&mut course)?;
    let time = !run.judge.out_of_time();
    let counted = situation.scenario.costs.count_waiting;
    let mut proven = false;
    if let (Some(playing), false, true) = (playing, counted, time) {
        let exact = weeks_played(situation.scenario, situation.demand, playing).is_none();
        let begun = like.is_some_and(|like| run.begin_like(&mut course, like));
        // Walks lead further than other programmes do.
        let kept = course.best.strain() <= 0.0;
        let walks = kept && anneal::walks(&run.judge, &course.best.planned.shifts);
        if run.judge.work() < LARGE && !begun && !walks {
            run.begin_below(&mut course, exact)?;
        }
        if course.best.strain() > 0.0 && run.judge.work() < LARGE {
            let nearly = (course.tight.clone(), course.best.planned.clone());
            let tried = std::mem::take(&mut course.tried);
            run.mend(&mut course, tried.into_iter().chain([nearly]).collect());
        }
        if course.best.strain() <= 0.0 {
            proven = run.descend(&mut course.best, exact);
        }
    }
    if playing.is_some() && !(counted && time) && course.best.strain() > 0.0 {
        // What is told as broken is what these weeks say.
        let shifts = course.best.planned.shifts.clone();
        course.best.judgement = run.judge.in_full(shifts).judgement;
    }
    let tightened = run.report(&before, &course);
    let best = course.best;
    Ok(Closed { planned: best.planned, through: best.judgement.through, tightened, proven })
}

/// A plan with what its callers experience.
#[derive(Clone)]
struct Judged {
    planned: Planned,
    judgement: Judgement,
}

impl Judged {
    /// Shifts made of a plan's, whose bound is that of the programme that the plan began as.
    fn made_of(plan: &Planned, Followed { shifts, judgement, .. }: Followed) -> Self {
        let objective = cost(&shifts);
        let (bound, stopped) = (plan.bound.min(objective), plan.stopped);
        Self { planned: Planned { shifts, objective, bound, stopped }, judgement }
    }

    fn strain(&self) -> f64 {
        self.judgement.strain
    }
}

/// Where tightening led to.
struct Course {
    /// The best plan, and what it was planned for.
    best: Judged,
    tight: Tightening,
    /// Plans of the rounds that broke a promise, with what they were planned for.
    tried: Vec<(Tightening, Planned)>,
    /// The last tightening under which a promise was broken, with its objective.
    last_broken: Option<(Tightening, f64)>,
    rounds: u32,
    /// Why it went no further, where promises are still broken.
    obstacle: Option<Obstacle>,
}

impl Course {
    /// The least that a plan that keeps every promise is known to cost; infinite without one.
    fn known(&self) -> f64 {
        if self.best.strain() <= 0.0 { self.best.planned.objective } else { f64::INFINITY }
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

    /// Tightens until every promise holds, as long as that costs less than something known.
    fn tighten(
        &self,
        mut tight: Tightening,
        first: Judged,
        cheaper_than: f64,
    ) -> Result<Course, Error> {
        let below = cheaper_than.is_finite();
        let judged = |planned: Planned| {
            let Judged { planned, judgement } = self.judge(planned);
            let sure = if below { self.judge.surely(judgement) } else { judgement };
            Judged { planned, judgement: sure }
        };
        let mut now = first;
        if below {
            now.judgement = self.judge.surely(now.judgement);
        }
        let mut course = Course {
            best: now.clone(),
            // What the best plan was planned for; after an obstacle that is not the last tightening.
            tight: tight.clone(),
            tried: Vec::new(),
            last_broken: None,
            rounds: 0,
            obstacle: None,
        };
        while now.strain() > 0.0 && course.obstacle.is_none() {
            let most = if below { ROUNDS_BELOW } else { ROUNDS };
            if course.rounds == most || now.planned.objective >= cheaper_than {
                course.obstacle = Some(Obstacle::Rounds);
                break;
            }
            course.last_broken = Some((tight.clone(), now.planned.objective));
            course.tried.push((tight.clone(), now.planned.clone()));
            tight = self.judge.tighten(&tight, &crews(&now.planned.shifts), &now.judgement);
            course.rounds += 1;
            match (self.again)(&tight)? {
                Attempt::Found(planned) => now = judged(planned),
                Attempt::Infeasible => course.obstacle = Some(Obstacle::Infeasible),
                Attempt::Stopped(_) => course.obstacle = Some(Obstacle::Limit),
            }
            if course.obstacle.is_none() && now.strain() <= course.best.strain() {
                course.best = now.clone();
                course.tight = tight.clone();
            }
        }
        Ok(course)
    }

    /// Begins below the formula's requirements, and where skills overlap with more agents for all lines
    /// instead of for one; keeps what comes out cheaper.
    fn begin_below(&self, course: &mut Course, exact: bool) -> Result<(), Error> {
        let begun: &[u32] = if exact { &BEGUN_EXACT } else { &BEGUN_PLAYED };
        let sets = self.judge.situation.sets;
        let overlapping = sets.len() <= FEW_SETS && sets.iter().any(|set| set.lines.len() > 1);
        let narrow = begun.iter().map(|fewer| (*fewer, false));
        let wide = begun.iter().chain(&[0]).map(|fewer| (*fewer, true));
        for (fewer, wide) in narrow.chain(wide.filter(|_| overlapping)) {
            if self.judge.out_of_time() {
                break;
            }
            let known = course.known();
            let tight = Tightening { fewer, wide, ..Tightening::default() };
            let Attempt::Found(planned) = (self.again)(&tight)? else { continue };
            if planned.objective >= known {
                continue;
            }
            let other = self.tighten(tight, self.judge(planned), known)?;
            course.rounds += other.rounds;
            let cheaper = other.best.planned.objective < known - 1e-9;
            if other.best.strain() <= 0.0 && cheaper {
                (course.best, course.tight) = (other.best, other.tight);
                course.obstacle = None;
            }
            self.mend(course, other.tried);
        }
        Ok(())
    }

    /// Begins from a plan of a week like this one; whether that came out cheaper than what is known.
    fn begin_like(&self, course: &mut Course, like: &[PlannedShift]) -> bool {
        let known = course.known();
        if !moves::allowed(self.judge.situation.scenario, like) || cost(like) >= known {
            return false;
        }
        let Some(found) = ascent::ascend(&self.judge, like.to_vec(), None, known) else {
            return false;
        };
        course.best = Judged::made_of(&course.best.planned, found);
        course.obstacle = None;
        true
    }

    /// Adds people to plans that nearly keep their promises, the cheapest first; keeps what comes out cheaper.
    fn mend(&self, course: &mut Course, mut tried: Vec<(Tightening, Planned)>) {
        tried.sort_by(|(_, a), (_, b)| a.objective.total_cmp(&b.objective));
        let (mut in_vain, most) = (0, self.most_in_vain());
        // The dearest is the nearest: where that cannot be mended, the others rarely can.
        if course.known().is_infinite() && tried.len() > most {
            tried.rotate_right(1);
        }
        for (tight, nearly) in tried {
            let known = course.known();
            let hopeless = known.is_infinite() && in_vain >= most;
            if nearly.objective >= known || hopeless || self.judge.out_of_time() {
                return;
            }
            let shifts = nearly.shifts.clone();
            let Some(found) = ascent::ascend(&self.judge, shifts, None, known) else {
                in_vain += 1;
                continue;
            };
            (course.best, course.tight) = (Judged::made_of(&nearly, found), tight);
            course.obstacle = None;
        }
    }

    /// Plans that could not be mended after which no other is tried where nothing that keeps the promises is known.
    fn most_in_vain(&self) -> usize {
        let Judge { situation, playing, .. } = &self.judge;
        let played = |playing| weeks_played(situation.scenario, situation.demand, playing);
        if playing.and_then(played).is_some() { MOST_IN_VAIN } else { usize::MAX }
    }

    /// Takes away what the promises do without; whether nothing that costs less keeps them, for certain.
    fn descend(&self, best: &mut Judged, exact: bool) -> bool {
        let shifts = best.planned.shifts.clone();
        let begun = Followed { shifts, judgement: best.judgement.clone(), whole: true };
        let found = cheaper(&self.judge, begun);
        let found = if exact { ascent::thin(&self.judge, found) } else { found };
        let (found, proven) = every::cheapest(&self.judge, found, exact);
        let thinner = Judged::made_of(&best.planned, found);
        if thinner.planned.objective < best.planned.objective {
            *best = thinner;
        }
        proven
    }

    /// Loosens averages again between the last tightening that broke a promise and the first that
    /// keeps all, where that saves anything. Returns how often the week was planned.
    fn loosen(&self, course: &mut Course) -> Result<u32, Error> {
        let (None, Some((mut broken, cost_broken))) = (&course.obstacle, course.last_broken.take())
        else {
            return Ok(0);
        };
        let mut rounds = 0;
        let worth = |best: &Judged| best.planned.objective > cost_broken * (1.0 + A_LITTLE);
        while rounds < HALVINGS && worth(&course.best) && !course.tight.shares.is_empty() {
            let mut middle = course.tight.clone();
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
                course.tight = middle;
                if judged.planned.objective < course.best.planned.objective {
                    course.best = judged;
                }
            }
        }
        Ok(rounds)
    }

    fn report(&self, before: &Judged, course: &Course) -> Tightened {
        let opening = self.judge.situation.opening_cost();
        let after = &course.best;
        Tightened {
            rounds: course.rounds,
            holds: after.strain() <= 0.0,
            objective_before: before.planned.objective + opening,
            bound_before: before.planned.bound + opening,
            broken_before: self.judge.broken(&before.judgement),
            broken: self.judge.broken(&after.judgement),
            raised: self.judge.raised(&course.tight),
            stricter: self.judge.stricter(&course.tight),
            obstacle: course.obstacle.filter(|_| after.strain() > 0.0),
        }
    }
}
