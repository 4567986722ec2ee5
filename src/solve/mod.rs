//! The whole flow in one page: scenario → demand → requirements → shift plan → through the day → figures
//! → check.

mod apart;
mod assemble;
mod candidate;
mod few_times;
mod remedies;
pub mod rule;
mod solved;

use crate::domain::error::{Error, Limit};
use crate::domain::shift::PlannedShift;
use crate::domain::time::{SecondsLeft, none_left};
use crate::parallel;
use crate::plan::closed_loop::bound::Known;
use crate::plan::milp::Solver;
use crate::plan::shift_plan::memory::Memory;
use crate::plan::shift_plan::search::Settings;
use crate::plan::through_day::Playing;
use crate::scenario::{Closing, Scenario};
use crate::wire::answer::{Candidate, Plan, Status, Stop, answered_per_week};
pub use apart::{one, plan_of, settle};
use assemble::Shown;
use candidate::{Wanted, solve_closing, take_over};
use rule::Contender;
pub use solved::Solved;

/// Gap at which a programme's search may stop unless another is asked for. A programme is a way to find plans, which
/// the queue through the day judges; a smaller gap of it takes long and proves nothing of the plan.
pub const GAP: f64 = 0.005;

/// One choice of closing per line.
type Choices<'a> = Vec<Option<&'a Closing>>;

/// How solid the promises are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// By the formula of a steady queue in each interval alone.
    Formula,
    /// With the queue carried through the day: followed, and the plan tightened until it holds.
    ThroughDay(Playing),
}

impl Promise {
    /// How queues are played out; `None` where nothing is followed through the day.
    fn playing(self) -> Option<Playing> {
        match self {
            Promise::Formula => None,
            Promise::ThroughDay(playing) => Some(playing),
        }
    }
}

/// How to solve.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The solver.
    pub solver: Solver,
    /// Gap at which a candidate's search may stop.
    pub gap: f64,
    /// How solid the promises are.
    pub promise: Promise,
    /// Seconds left for everything, asked again and again; `None`: no limit.
    pub seconds_left: SecondsLeft<'a>,
    /// Where searches of weeks like this one ended, to start from; `None`: from nothing.
    pub memory: Option<&'a Memory>,
    /// For each combination of closing times, shifts of a week like it to begin from; empty: none.
    pub like: &'a [Option<Vec<PlannedShift>>],
    /// Whether a lower bound of the cost is worked out for plans that keep their promises through the day, which takes about as
    /// long as to find them. Without it the bound is 0.
    pub bounds: bool,
    /// Whether [`solve`] plans the recommended hours with fewer and fewer shift times as well.
    pub fewer_times: bool,
    /// Called after each candidate with how many are done and how many there are.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Options<'_> {
    /// What a search of the programme has of these.
    fn settings(&self) -> Settings<'_> {
        Settings { solver: self.solver, gap: self.gap, seconds_left: self.seconds_left }
    }

    /// Whether there is a limit of time, and it is over.
    pub fn out_of_time(&self) -> bool {
        none_left(self.seconds_left)
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            solver: Solver::Default,
            gap: GAP,
            promise: Promise::ThroughDay(Playing::default()),
            seconds_left: None,
            memory: None,
            like: &[],
            bounds: true,
            fewer_times: false,
            progress: None,
        }
    }
}

/// Plans a scenario: every combination of candidate closing times, one of those that keep their promises
/// recommended by the [`rule`], the result checked by independent code. If none keeps them all through the day, the
/// plan that comes back says so ([`Plan::holds`]).
///
/// # Errors
/// [`Error::Infeasible`] if no candidate can meet the targets, [`Error::Limit`] if a limit ended the
/// search before any plan was found, [`Error::CheckFailed`] if the check finds the plan wanting.
pub fn solve(scenario: &Scenario, options: &Options<'_>) -> Result<Plan, Error> {
    let choices = scenario.closings();
    let mut solved = closings(scenario, &choices, options)?;
    if let (true, Some(best)) = (options.fewer_times, recommended(scenario, &solved)) {
        let settings = options.settings();
        let playing = promise(scenario, options).playing();
        few_times::steps((scenario, &choices[best]), &mut solved[best], &settings, playing)?;
        add_marginal_costs(&mut solved);
    }
    shown(scenario, &choices, &solved, None, options)
}

/// The plan of one combination of closing times, or of the one that is recommended.
fn shown(
    scenario: &Scenario,
    choices: &[Choices<'_>],
    solved: &[Solved],
    asked: Option<usize>,
    options: &Options<'_>,
) -> Result<Plan, Error> {
    let shown = match asked {
        None => Shown::Recommended(
            recommended(scenario, solved).ok_or_else(|| explained(scenario, solved, options))?,
        ),
        Some(k) if solved[k].candidate.objective.is_some() => Shown::Asked(k),
        Some(k) => return Err(no_plan(&solved[k..=k])),
    };
    assemble::plan(scenario, choices, solved, shown, options)
}

/// The same with a plan for each combination of closing times, in their order; where one has none, why.
///
/// # Errors
/// Those of an engine that fails.
pub fn each(scenario: &Scenario, options: &Options<'_>) -> Result<Vec<Result<Plan, Error>>, Error> {
    let choices = scenario.closings();
    let solved = closings(scenario, &choices, options)?;
    let plan = |k: usize| shown(scenario, &choices, &solved, Some(k), options);
    Ok((0..choices.len()).map(plan).collect())
}

/// The plan that is recommended, and with it that of each combination of closing times which has one.
///
/// # Errors
/// Those of [`solve`].
pub fn all(scenario: &Scenario, options: &Options<'_>) -> Result<(Plan, Vec<Option<Plan>>), Error> {
    let choices = scenario.closings();
    let solved = closings(scenario, &choices, options)?;
    let recommended = shown(scenario, &choices, &solved, None, options)?;
    let planned = |k: usize| solved[k].candidate.objective.is_some();
    let plan = |k: usize| shown(scenario, &choices, &solved, Some(k), options);
    let each = (0..choices.len()).map(|k| planned(k).then(|| plan(k)).transpose());
    Ok((recommended, each.collect::<Result<_, _>>()?))
}

/// How solid the promises are: where the consultants needed are stated there is no queue to follow through the day.
fn promise(scenario: &Scenario, options: &Options<'_>) -> Promise {
    let stated = scenario.lines.iter().any(|line| line.demand.needs.is_some());
    if stated { Promise::Formula } else { options.promise }
}

/// Every combination of closing times, planned.
fn closings(
    scenario: &Scenario,
    choices: &[Choices<'_>],
    options: &Options<'_>,
) -> Result<Vec<Solved>, Error> {
    let options = &Options { promise: promise(scenario, options), ..*options };
    let known = Known::default();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let one = |k: &usize| {
        let like = options.like.get(*k).and_then(|like| like.as_deref());
        let wanted = if options.bounds { Wanted::Answer(&known) } else { Wanted::Plan };
        let solved = solve_closing(scenario, (&choices[*k], like), options, wanted);
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if let Some(progress) = options.progress {
            progress(done, choices.len());
        }
        solved
    };
    let mut solved: Vec<Solved> = parallel::each(&(0..choices.len()).collect::<Vec<usize>>(), one)
        .into_iter()
        .collect::<Result<_, _>>()?;
    compared(scenario, choices, &mut solved, options);
    Ok(solved)
}

/// What each closing has from the others.
fn compared(
    scenario: &Scenario,
    choices: &[Choices<'_>],
    solved: &mut [Solved],
    options: &Options<'_>,
) {
    if let Promise::ThroughDay(playing) = options.promise {
        share_plans(scenario, choices, solved, options, playing);
    }
    add_marginal_costs(solved);
}

/// Plans of other closings that are tried on each.
const TRIED: usize = 2;
/// Times that plans are handed on.
const HANDED_ON: usize = 2;

/// No closing's plan costs more than what another's comes to with the people added that this closing takes: the cheapest
/// ones are tried in the order of their wages, as long as that betters some closing.
fn share_plans(
    scenario: &Scenario,
    choices: &[Choices<'_>],
    solved: &mut [Solved],
    options: &Options<'_>,
    playing: Playing,
) {
    let time_left = || !options.out_of_time();
    let judging = (playing, Some(&time_left as &(dyn Fn() -> bool + Sync)));
    if scenario.costs.count_waiting {
        return;
    }
    let places: Vec<usize> = (0..solved.len()).collect();
    let mut tried: Vec<Vec<Vec<PlannedShift>>> = vec![Vec::new(); solved.len()];
    for _ in 0..HANDED_ON {
        let offered = offers(solved, &tried);
        let taken: Vec<Option<Solved>> = parallel::each(&places, |k| {
            let mut copy = solved[*k].clone();
            let mut better = false;
            for shifts in offered[*k].iter().take_while(|_| time_left()) {
                let known = wages(&copy).unwrap_or(f64::INFINITY);
                better |= take_over(scenario, &choices[*k], &mut copy, (shifts, known), judging);
            }
            better.then_some(copy)
        });
        tried.iter_mut().zip(offered).for_each(|(tried, offered)| tried.extend(offered));
        if taken.iter().all(Option::is_none) {
            return;
        }
        for (own, taken) in solved.iter_mut().zip(taken) {
            if let Some(taken) = taken {
                *own = taken;
            }
        }
    }
}

/// Wages of a plan that keeps its promises.
fn wages(solved: &Solved) -> Option<f64> {
    solved.candidate.wages_per_week.filter(|_| solved.candidate.holds())
}

/// For each closing that has a plan, the cheapest plans of others that cost less and were not tried on it.
fn offers(solved: &[Solved], tried: &[Vec<Vec<PlannedShift>>]) -> Vec<Vec<Vec<PlannedShift>>> {
    let mut known: Vec<(f64, &Vec<PlannedShift>)> =
        solved.iter().filter_map(|s| Some((wages(s)?, &s.shifts))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    known.dedup_by(|a, b| a.1 == b.1);
    let of_others = |(own, tried): (&Solved, &Vec<Vec<PlannedShift>>)| {
        if own.candidate.wages_per_week.is_none() {
            return Vec::new();
        }
        let own = wages(own).unwrap_or(f64::INFINITY);
        let cheaper = known.iter().take_while(|(other, _)| *other < own - 1e-9);
        let new = cheaper.map(|(_, shifts)| *shifts).filter(|shifts| !tried.contains(shifts));
        new.take(TRIED).cloned().collect()
    };
    solved.iter().zip(tried).map(of_others).collect()
}

/// The candidate that the [`rule`] recommends among those that keep their promises, or if none does, among
/// all that have a plan.
fn recommended(scenario: &Scenario, solved: &[Solved]) -> Option<usize> {
    let contender = |k: usize| {
        let candidate = &solved[k].candidate;
        Some(Contender {
            closing: k,
            cost: candidate.objective?,
            bound: candidate.bound?,
            served: answered_per_week(&candidate.lines),
            open_hours: candidate.open_hours,
        })
    };
    let all: Vec<Contender> = (0..solved.len()).filter_map(contender).collect();
    let mut kept = all.clone();
    kept.retain(|c| solved[c.closing].candidate.holds());
    let worth = scenario.costs.served_call.as_ref().map_or(0.0, |value| value.value.get());
    let contenders = if kept.is_empty() { &all } else { &kept };
    rule::recommended(contenders, worth, resolution(solved))
}

/// Differences of cost below this are not told apart ([`rule::resolution`]); none where every plan is proven.
fn resolution(solved: &[Solved]) -> f64 {
    let kept = || solved.iter().map(|s| &s.candidate).filter(|c| c.holds());
    if kept().all(|candidate| candidate.status == Status::Optimal) {
        return 0.0;
    }
    rule::resolution(&kept().filter_map(Candidate::beside_formula).collect::<Vec<_>>())
}

/// Why no closing has a plan, with what was tried and helps.
fn explained(scenario: &Scenario, solved: &[Solved], options: &Options<'_>) -> Error {
    match no_plan(solved) {
        Error::Infeasible(cause) => {
            let tried = remedies::explained(scenario, solved, options);
            Error::Infeasible(tried.map_or(cause, Box::new))
        }
        other => other,
    }
}

fn no_plan(solved: &[Solved]) -> Error {
    let stopped = solved.iter().any(|s| s.candidate.status == Status::Unknown);
    let least = solved
        .iter()
        .filter_map(|s| s.candidate.infeasibility.as_ref())
        .min_by(|a, b| a.shortage_hours.total_cmp(&b.shortage_hours));
    match least {
        Some(cause) if !stopped => Error::Infeasible(Box::new(cause.clone())),
        _ if solved.iter().any(|s| s.candidate.stopped_by == Some(Stop::Time)) => {
            Error::Limit(Limit::Time)
        }
        _ => Error::Limit(Limit::Work),
    }
}

/// Extra cost for each extra half-hour against the candidate with the next fewer opening hours that
/// differs in one line only.
fn add_marginal_costs(solved: &mut [Solved]) {
    let marginal = |k: usize| -> Option<f64> {
        let own = &solved[k].candidate;
        let differs = |other: &Candidate| {
            own.closing
                .iter()
                .filter(|(line, label)| other.closing.get(*line) != Some(label))
                .count()
        };
        let next = solved
            .iter()
            .map(|s| &s.candidate)
            .filter(|c| c.cost_per_week.is_some() && differs(c) == 1)
            .filter(|c| c.open_hours < own.open_hours)
            .max_by(|a, b| a.open_hours.total_cmp(&b.open_hours))?;
        let half_hours = 2.0 * (own.open_hours - next.open_hours);
        Some((own.cost_per_week? - next.cost_per_week?) / half_hours)
    };
    let values: Vec<Option<f64>> = (0..solved.len()).map(marginal).collect();
    for (solved, value) in solved.iter_mut().zip(values) {
        solved.candidate.marginal_cost_per_half_hour = value;
    }
}
