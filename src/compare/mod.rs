//! `obsada compare`: every closing time solved under every level of demand response, on the budget of the present
//! hours, along a frontier, and with uncertain numbers moved; put together as a [`Proposal`].
//!
//! Most questions are a scenario that differs in one thing and is solved as any other ([`crate::solve`]).
//! The side-by-side plans keep their promises with the queue carried through the day. The frontier and
//! the budget plan by the formula of each half-hour, and what they come to is followed through the day;
//! effects of uncertain numbers are differences of costs planned by the formula.

mod fixed;
pub mod frontier;
mod moved;
mod pilot;
mod planned;
mod promises;
mod replanned;
mod safety;
mod samples;
mod steps;
pub mod trial;
mod uncertainty;
mod variant;
mod waits;

use crate::domain::clock::TimeOfDay;
use crate::domain::error::Error;
use crate::domain::shift::PlannedShift;
use crate::domain::time::{SecondsLeft, none_left};
use crate::plan::demand::{Choice, demand};
use crate::plan::figures;
use crate::plan::milp::Solver;
use crate::plan::shift_plan::memory::Memory;
use crate::plan::through_day::Playing;
use crate::plan::today;
use crate::scenario::{Closing, Scenario};
use crate::solve::rule::{self, Contender};
use crate::solve::{self, GAP, Promise};
use crate::wire::answer::Plan;
use crate::wire::proposal::{ClosingPlans, Decision, Proposal, SCHEMA};
use crate::wire::shifts;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use variant::Response;

/// Place of the central response between low and high.
const CENTRAL: usize = 1;

/// How to compare.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The solver.
    pub solver: Solver,
    /// Gap at which a search may stop, where it is wider than what the part of the comparison asks for.
    pub gap: f64,
    /// How queues are played out where they cannot be computed; its seed is that of the samples too.
    pub playing: Playing,
    /// Samples of the joint uncertainty.
    pub samples: u32,
    /// Samples that are planned in full beside.
    pub planned_draws: u32,
    /// Seconds left for everything, asked again and again; `None`: no limit.
    pub seconds_left: SecondsLeft<'a>,
    /// Called with the pieces of work done and all that are known of.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            solver: Solver::Default,
            gap: 0.0005,
            playing: Playing::default(),
            samples: 1000,
            planned_draws: 8,
            seconds_left: None,
            progress: None,
        }
    }
}

/// What every part of the comparison shares.
struct Work<'a> {
    scenario: &'a Scenario,
    choices: &'a [Vec<Option<&'a Closing>>],
    options: &'a Options<'a>,
    done: AtomicUsize,
    known: AtomicUsize,
}

impl Work<'_> {
    fn expect(&self, pieces: usize) {
        self.known.fetch_add(pieces, Ordering::Relaxed);
    }

    fn out_of_time(&self) -> bool {
        none_left(self.options.seconds_left)
    }

    fn piece_done(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = self.options.progress {
            progress(done, self.known.load(Ordering::Relaxed));
        }
    }

    /// Plans every closing of a variant, its promises kept through the day, from shifts of weeks like them.
    fn each(
        &self,
        variant: &Scenario,
        like: &[Option<Vec<PlannedShift>>],
    ) -> Result<Vec<Result<Plan, Error>>, Error> {
        let planned = |_: usize, _: usize| self.piece_done();
        let promise = Promise::ThroughDay(self.options.playing);
        let progress: Option<&(dyn Fn(usize, usize) + Sync)> = Some(&planned);
        let options = solve::Options { like, progress, ..self.solving(promise, GAP) };
        solve::each(variant, &options)
    }

    /// The same of a variant with one closing and without a bound; `None` where there is no combination of closing times.
    fn one(
        &self,
        variant: &Scenario,
        like: &[Option<Vec<PlannedShift>>],
    ) -> Result<Option<Result<Plan, Error>>, Error> {
        let promise = Promise::ThroughDay(self.options.playing);
        let options = solve::Options { like, bounds: false, ..self.solving(promise, GAP) };
        Ok(solve::each(variant, &options)?.into_iter().next())
    }

    /// Solves a variant; its search may stop at this gap, if that is wider than what was asked for.
    /// It starts where the memory's searches ended.
    fn solve(
        &self,
        variant: &Scenario,
        promise: Promise,
        gap: f64,
        memory: &Memory,
    ) -> Result<Plan, Error> {
        let options = solve::Options { memory: Some(memory), ..self.solving(promise, gap) };
        solve::solve(variant, &options)
    }

    /// How variants are solved.
    fn solving(&self, promise: Promise, gap: f64) -> solve::Options<'_> {
        solve::Options {
            solver: self.options.solver,
            gap: self.options.gap.max(gap),
            promise,
            seconds_left: self.options.seconds_left,
            ..solve::Options::default()
        }
    }
}

/// How many uncertain numbers of a scenario have a range.
pub fn ranges(scenario: &Scenario) -> usize {
    variant::parameters(scenario).len()
}

/// Gives every uncertain number of a scenario the value that it has in a draw of the comparison; returns the values by key.
pub fn draw(scenario: &mut Scenario, seed: u64, number: u32) -> BTreeMap<String, f64> {
    let parameters = variant::parameters(scenario);
    let values = samples::draw(&parameters, seed, number);
    for (parameter, value) in parameters.iter().zip(&values) {
        parameter.apply(scenario, *value);
    }
    parameters.into_iter().map(|parameter| parameter.key).zip(values).collect()
}

/// Compares the closing times of a scenario.
///
/// # Errors
/// [`Error::Infeasible`] if no closing time can be planned, [`Error::Limit`] if a limit came first, and
/// whatever [`crate::solve::solve`] reports that is neither.
pub fn compare(scenario: &Scenario, options: &Options<'_>) -> Result<Proposal, Error> {
    let choices = scenario.closings();
    let (done, known) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = Work { scenario, choices: &choices, options, done, known };
    let (closings, plans) = closings(&work)?;
    let contenders = contenders(&closings);
    let (baseline, baseline_is_present) = baseline(scenario, &closings);
    let value = scenario.costs.served_call.as_ref().map(|v| v.value.get());
    let worth = value.unwrap_or(0.0);
    let resolution = plans.iter().flatten().next().map_or(0.0, |plan| plan.cost_resolution);
    let effects = match uncertainty::effects(&work, &contenders, resolution) {
        // The comparison stands without it.
        Err(Error::Limit(_)) => None,
        other => Some(other?),
    };
    let average = effects.as_ref().and_then(|effects| effects.average.as_ref());
    // On average over the samples the worth of calls is taken off already.
    let (judged, worth) = average.map_or((&contenders, worth), |means| (means, 0.0));
    let not_told_apart = rule::not_told_apart(judged, worth, resolution);
    let recommended = rule::recommended(judged, worth, resolution).unwrap_or(baseline);
    let longest = rule::best(&contenders, f64::MAX.sqrt()).unwrap_or(recommended);
    let proposed = if recommended == baseline { longest } else { recommended };
    let peak = variant::peak(scenario, &choices[baseline]);
    let mut proposal = Proposal {
        schema: SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: figures::scenario_ref(scenario),
        seed: options.playing.seed,
        peak: peak.map_or([TimeOfDay::START; 2], |p| [p.from, p.to]),
        decision: Decision {
            served_call: value,
            cost_resolution: resolution,
            not_told_apart,
            breakpoints: rule::breakpoints(&contenders),
            proven: rule::proven(&contenders, recommended, value.unwrap_or(0.0)),
        },
        steps: steps::steps(&closings, baseline),
        budget_hours: closings[baseline].central.paid_hours_per_week,
        budget: Vec::new(),
        frontier: Vec::new(),
        promise_costs: Vec::new(),
        uncertainty: uncertainty::nothing(),
        assumptions: figures::assumptions(scenario),
        closings,
        baseline,
        baseline_is_present,
        today: today::today(scenario),
        recommended,
        proposed,
    };
    if let Some(plan) = &plans[recommended] {
        proposal.promise_costs = promises::costs(&work, recommended, plan)?;
    }
    (proposal.frontier, proposal.budget) = waits::frontier_and_budget(&work, &proposal, peak)?;
    if let Some(effects) = &effects {
        proposal.uncertainty = match uncertainty::uncertainty(&work, &proposal, effects, &plans) {
            Err(Error::Limit(_)) => uncertainty::nothing(),
            other => other?,
        };
    }
    Ok(proposal)
}

/// Every closing under every response; beside it the plans of the central response.
fn closings(work: &Work<'_>) -> Result<(Vec<ClosingPlans>, Vec<Option<Plan>>), Error> {
    let scenario = work.scenario;
    let peak = variant::peak(scenario, &present_or_first(scenario, work.choices));
    let levels = [Response::Low, Response::Central, Response::High];
    let variants = levels.map(|level| variant::response(scenario, level));
    // Where a closing adds no evening, the response changes nothing.
    let same = |k: usize, r: usize| {
        let of = |r: usize| demand(&variants[r], &work.choices[k]);
        r != CENTRAL && of(r) == of(CENTRAL)
    };
    let all: Vec<usize> = (0..work.choices.len()).collect();
    let levels: Vec<usize> = [CENTRAL, 0, 2]
        .into_iter()
        .filter(|r| *r == CENTRAL || all.iter().any(|k| !same(*k, *r)))
        .collect();
    work.expect(levels.len() * all.len());
    let mut planned = vec![BTreeMap::new(); all.len()];
    // With some calls more or less the week hardly changes.
    let mut like: Vec<Option<Vec<PlannedShift>>> = Vec::new();
    for r in levels {
        // The range of a response can be left out; what it is a range of cannot.
        let found = match r != CENTRAL && work.out_of_time() {
            true => planned::not_planned(&variants[r], work.choices),
            false => planned::planned(work, &variants[r], peak, &like)?,
        };
        if r == CENTRAL {
            let shifts = |plan: &Plan| shifts::read(scenario, &plan.shifts).ok();
            like = found.iter().map(|(_, plan)| plan.as_ref().ok().and_then(shifts)).collect();
        }
        for (k, found) in found.into_iter().enumerate().filter(|(k, _)| !same(*k, r)) {
            planned[k].insert(r, found);
        }
    }
    let (mut closings, mut plans, mut why) = (Vec::new(), Vec::new(), None);
    for (choice, mut found) in work.choices.iter().zip(planned) {
        let Some((central, plan)) = found.remove(&CENTRAL) else { continue };
        let mut other = |r: usize| found.remove(&r).map_or_else(|| central.clone(), |f| f.0);
        let (low, high) = (other(0), other(2));
        let demand = demand(scenario, choice);
        let closing = labels(scenario, choice);
        let intervals: usize = demand.iter().map(|line| line.open_intervals()).sum();
        let open_hours = intervals as f64 * scenario.calendar.grid.hours();
        let label = label(scenario, choice);
        closings.push(ClosingPlans { label, closing, open_hours, low, central, high });
        match plan {
            Ok(plan) => plans.push(Some(plan)),
            Err(error) => {
                why.get_or_insert(error);
                plans.push(None);
            }
        }
    }
    match why {
        Some(error) if plans.iter().all(Option::is_none) => Err(error),
        _ => Ok((closings, plans)),
    }
}

/// The closings whose plans keep their promises; where none does, all that have a plan.
fn contenders(closings: &[ClosingPlans]) -> Vec<Contender> {
    let any = closings.iter().any(|c| c.central.holds);
    let contender = |(k, c): (usize, &ClosingPlans)| {
        Some(Contender {
            closing: k,
            cost: c.central.objective?,
            bound: c.central.bound?,
            served: c.central.calls_served,
            open_hours: c.open_hours,
        })
    };
    let kept = closings.iter().enumerate().filter(|(_, c)| c.central.holds || !any);
    kept.filter_map(contender).collect()
}

/// The closing with the present hours, if it can be planned; else the shortest that can.
fn baseline(scenario: &Scenario, closings: &[ClosingPlans]) -> (usize, bool) {
    let own = scenario.present_hours().filter(|k| closings[*k].central.objective.is_some());
    let shortest = || {
        let planned = (0..closings.len()).filter(|k| closings[*k].central.objective.is_some());
        planned.min_by(|a, b| closings[*a].open_hours.total_cmp(&closings[*b].open_hours))
    };
    own.map_or_else(|| (shortest().unwrap_or(0), false), |own| (own, true))
}

/// The closing with the present hours; where none has, the first.
fn present_or_first<'a>(
    scenario: &Scenario,
    choices: &[Vec<Option<&'a Closing>>],
) -> Vec<Option<&'a Closing>> {
    choices.get(scenario.present_hours().unwrap_or(0)).cloned().unwrap_or_default()
}

/// Label of each candidate's closing by line; lines without candidates are left out.
fn labels(scenario: &Scenario, choice: &Choice<'_>) -> BTreeMap<String, String> {
    let named = scenario.lines.iter().zip(choice);
    named.filter_map(|(line, c)| Some((line.id.clone(), c.as_ref()?.label.clone()))).collect()
}

/// `20:00`, or with several compared lines `mopr 20:00 + city 21:00`.
fn label(scenario: &Scenario, choice: &Choice<'_>) -> String {
    let named: Vec<(&str, &str)> = scenario
        .lines
        .iter()
        .zip(choice)
        .filter_map(|(line, c)| Some((line.id.as_str(), c.as_ref()?.label.as_str())))
        .collect();
    match named[..] {
        [] => "—".into(),
        [(_, label)] => label.into(),
        _ => named.iter().map(|(l, c)| format!("{l} {c}")).collect::<Vec<_>>().join(" + "),
    }
}
