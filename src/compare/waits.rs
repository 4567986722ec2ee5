//! Cost against wait, and the best wait for the paid hours of the present ones.
//!
//! Promises about waits are replaced by one, the mean wait of each line over the week; the week is
//! planned for it by the formula, with a proven bound, and what callers would experience of that plan is
//! followed through the day. The frontier runs through the plans that no other beats; the budget halves
//! the promise, on a scale of ratios, between one that fits into the hours and one that does not.

use super::planned::peak_wait;
use super::{Work, variant};
use crate::compare::frontier::undominated;
use crate::domain::error::Error;
use crate::domain::shift::crews;
use crate::parallel;
use crate::plan::demand::demand;
use crate::plan::shift_plan::memory::Memory;
use crate::plan::through_day::{Playing, report, through_day_within};
use crate::scenario::Stretch;
use crate::solve::Promise;
use crate::wire::proposal::{Budget, Frontier, LinePeak, Proposal, WaitPoint};
use crate::wire::shifts;

/// Mean waits promised along the frontier, seconds.
const PROMISES_S: [f64; 6] = [15.0, 30.0, 60.0, 90.0, 150.0, 300.0];
/// Halvings of the promise for the budget.
const HALVINGS: usize = 3;
/// A search along the frontier may stop at this gap: programmes with one promise over the week are hard
/// to prove, and the bound is told with each point.
const GAP: f64 = 0.005;
/// Weeks played out for a point where the queue cannot be computed.
const WEEKS: u32 = 50;
/// Room in the budget of hours, for sums of halves and quarters.
const ROUNDING: f64 = 1e-6;

/// A plan for a promise, and its waits in the peak.
#[derive(Clone)]
struct Found {
    point: WaitPoint,
    peak_waits: Vec<LinePeak>,
}

/// The frontier and the budget of every closing time.
pub(super) fn frontier_and_budget(
    work: &Work<'_>,
    proposal: &Proposal,
    peak: Option<Stretch>,
) -> Result<(Vec<Frontier>, Vec<Budget>), Error> {
    let each: Vec<usize> = (0..work.choices.len()).collect();
    work.expect(each.len() * (PROMISES_S.len() + 1));
    let found = parallel::each(&each, |k| closing(work, *k, proposal.budget_hours, peak));
    Ok(found.into_iter().collect::<Result<Vec<_>, Error>>()?.into_iter().unzip())
}

/// The frontier and the budget of a closing time, promise after promise: each search starts where the
/// one before ended.
fn closing(
    work: &Work<'_>,
    k: usize,
    hours: Option<f64>,
    peak: Option<Stretch>,
) -> Result<(Frontier, Budget), Error> {
    let memory = Memory::default();
    let point = |promise: f64| wait_point(work, k, promise, peak, &memory);
    let mut found = Vec::new();
    for promise in PROMISES_S {
        found.push(point(promise)?);
        work.piece_done();
    }
    let budget = budget(k, &found, hours, &point)?;
    work.piece_done();
    let points = found.into_iter().flatten().map(|found| found.point).collect();
    Ok((Frontier { closing: k, points: undominated(points) }, budget))
}

/// The cheapest week whose lines all wait no longer than this on average, by the formula; `None` where
/// there is none with the people there are, or none in time.
fn wait_point(
    work: &Work<'_>,
    k: usize,
    promised_s: f64,
    peak: Option<Stretch>,
    memory: &Memory,
) -> Result<Option<Found>, Error> {
    if work.out_of_time() {
        return Ok(None);
    }
    let choice = &work.choices[k];
    let variant = variant::one_promise(&variant::closing(work.scenario, choice), promised_s);
    let plan = match work.solve(&variant, Promise::Formula, GAP, memory) {
        Ok(plan) => plan,
        Err(Error::Infeasible(_) | Error::Limit(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let demand = demand(work.scenario, choice);
    let playing = work.options.playing;
    let playing = Playing { weeks: playing.weeks.or(Some(WEEKS)), ..playing };
    let crews = crews(&shifts::read(&variant, &plan.shifts)?);
    let time_left = || !work.out_of_time();
    let through = through_day_within(&variant, &demand, &crews, playing, Some(&time_left));
    let rows = report::intervals(&variant, &through);
    let wait = |l: usize| through[l].week.as_ref().map(|week| week.mean_wait_s.value);
    let lines = || variant.lines.iter().map(|line| line.id.clone()).enumerate();
    let named = |value: &dyn Fn(usize, &str) -> Option<f64>| -> Vec<LinePeak> {
        lines().map(|(l, line)| LinePeak { mean_wait_s: value(l, &line), line }).collect()
    };
    Ok(Some(Found {
        point: WaitPoint {
            promised_s,
            cost_per_week: plan.cost_per_week,
            bound: plan.solver.bound,
            paid_hours_per_week: plan.paid_hours_per_week,
            by_formula_s: plan.lines.iter().map(|line| line.mean_wait_s).fold(0.0, f64::max),
            through_day_s: (0..variant.lines.len()).filter_map(wait).fold(0.0, f64::max),
            waits: named(&|l, _| wait(l)),
        },
        peak_waits: named(&|_, line| peak.and_then(|peak| peak_wait(&rows, line, peak))),
    }))
}

fn budget(
    k: usize,
    found: &[Option<Found>],
    hours: Option<f64>,
    point: &dyn Fn(f64) -> Result<Option<Found>, Error>,
) -> Result<Budget, Error> {
    let nothing = Budget { closing: k, found: None, peak_waits: Vec::new() };
    let Some(hours) = hours else { return Ok(nothing) };
    let fits = |found: &Found| found.point.paid_hours_per_week <= hours + ROUNDING;
    let first = found.iter().position(|found| found.as_ref().is_some_and(fits));
    let Some(first) = first else { return Ok(nothing) };
    let mut best = found[first].clone();
    let mut long = PROMISES_S[first];
    let mut short = if first == 0 { 1.0 } else { PROMISES_S[first - 1] };
    for _ in 0..HALVINGS {
        let middle = (short * long).sqrt();
        match point(middle)? {
            Some(found) if fits(&found) => {
                long = middle;
                best = Some(found);
            }
            _ => short = middle,
        }
    }
    Ok(best.map_or(nothing, |found| Budget {
        closing: k,
        found: Some(found.point),
        peak_waits: found.peak_waits,
    }))
}
