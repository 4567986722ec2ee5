//! What each promise costs: the recommended hours planned with that promise a quarter looser, and without it.

use super::{Work, variant};
use crate::domain::error::Error;
use crate::domain::shift::PlannedShift;
use crate::parallel;
use crate::scenario::{Measure, Over, Scenario, Target};
use crate::wire::answer::Plan;
use crate::wire::proposal::{PromiseCost, Relaxed};
use crate::wire::shifts;

/// How many times as far from perfect a loosened promise may be.
const LOOSER: f64 = 1.25;

/// A promise: its line and its place among the line's targets.
type Promise = (usize, usize);

/// Every promise about callers of a closing, with what the week costs where it is loosened and where it is dropped, all others
/// kept. Its own plan keeps looser promises too, so none costs more.
pub(super) fn costs(
    work: &Work<'_>,
    closing: usize,
    plan: &Plan,
) -> Result<Vec<PromiseCost>, Error> {
    let scenario = variant::closing(work.scenario, &work.choices[closing]);
    let lines = scenario.lines.iter().enumerate();
    let promises: Vec<Promise> = lines
        .flat_map(|(l, line)| {
            let targets = line.targets.iter().enumerate();
            targets.filter(|(_, t)| t.measure.is_of_callers()).map(move |(k, _)| (l, k))
        })
        .collect();
    work.expect(2 * promises.len());
    let like = vec![shifts::read(work.scenario, &plan.shifts).ok()];
    let one = |promise: &Promise| -> Result<Option<PromiseCost>, Error> {
        let target = scenario.lines[promise.0].targets[promise.1];
        let loosened = target.measure.loosened(LOOSER);
        let looser = with(&scenario, *promise, Some(Target { measure: loosened, ..target }));
        let loosened = relaxed(work, (&looser, &like), plan, Some(loosened.promised()), promise.0)?;
        let dropped =
            relaxed(work, (&with(&scenario, *promise, None), &like), plan, None, promise.0)?;
        Ok(loosened.zip(dropped).map(|(loosened, dropped)| PromiseCost {
            line: scenario.lines[promise.0].id.clone(),
            measure: target.measure.name(),
            over: target.over,
            between: target.between,
            within_s: target.measure.threshold_s(),
            promised: target.measure.promised(),
            loosened,
            dropped,
        }))
    };
    let found: Result<Vec<Option<PromiseCost>>, Error> =
        parallel::each(&promises, one).into_iter().collect();
    Ok(found?.into_iter().flatten().collect())
}

/// The scenario with a promise replaced, or without it.
fn with(scenario: &Scenario, (line, target): Promise, replaced: Option<Target>) -> Scenario {
    let mut variant = scenario.clone();
    let targets = &mut variant.lines[line].targets;
    match replaced {
        Some(replaced) => targets[target] = replaced,
        None => {
            targets.remove(target);
            // A line promises something; that somebody is there it does anyhow.
            if targets.is_empty() {
                targets.push(Target::new(Measure::AgentsMin(0), Over::Interval));
            }
        }
    }
    variant
}

/// What the week then costs and how long the line's callers wait; `None` if time ran out.
fn relaxed(
    work: &Work<'_>,
    (variant, like): (&Scenario, &[Option<Vec<PlannedShift>>]),
    plan: &Plan,
    promised: Option<f64>,
    line: usize,
) -> Result<Option<Relaxed>, Error> {
    if work.out_of_time() {
        return Ok(None);
    }
    let found = work.each(variant, like)?.into_iter().next();
    let wait = |plan: &Plan| plan.lines[line].through_day.as_ref().map(|t| t.mean_wait_s.value);
    let cheaper = |found: &Plan| found.holds() && found.cost_per_week < plan.cost_per_week;
    Ok(match found {
        Some(Ok(found)) if cheaper(&found) => Some(Relaxed {
            promised,
            saved: plan.cost_per_week - found.cost_per_week,
            cost_per_week: found.cost_per_week,
            mean_wait_s: wait(&found),
        }),
        // Without time for a better plan, what is known says nothing of the promise.
        _ if work.out_of_time() => None,
        _ => Some(Relaxed {
            promised,
            saved: 0.0,
            cost_per_week: plan.cost_per_week,
            mean_wait_s: wait(plan),
        }),
    })
}
