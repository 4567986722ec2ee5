//! Some of the draws planned in full, to see how far the sums of effects are off.
//!
//! What a thousand draws cost is summed from effects of single numbers, since planning each takes seconds. How far the sums are
//! off is measured: draws are put in the order of what the sums say of them, cut into parts of equal size, and of each part
//! one is taken by lot and planned like any scenario, for the proposed and for the baseline's hours. The mean difference of plans
//! and sums is an estimate without bias of the mean over all draws (the difference estimator of surveys, Cochran 1977,
//! *Sampling Techniques*, chapter 7); its interval is that of a simple sample, which is rather too wide for one that is spread.

use super::samples::Samples;
use super::{Work, variant};
use crate::domain::error::Error;
use crate::domain::shift::PlannedShift;
use crate::parallel;
use crate::plan::shift_plan::catalogue::{Duty, catalogue, saved};
use crate::scenario::Scenario;
use crate::wire::answer::{Infeasibility, Plan, answered_per_week};
use crate::wire::proposal::{DrawError, PlannedDraw, PlannedDraws, Proposal, WithoutPlan};
use crate::wire::shifts;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// What sets the lots of these draws apart from the draws themselves.
const LOTS: u64 = 0x706c_616e;

/// What planning a closing for a draw came to.
enum Outcome {
    /// Cost, and that less the worth of calls answered.
    Planned { cost: f64, net: f64 },
    /// No plan keeps every promise; why, where it is known.
    Without(Option<Box<Infeasibility>>),
    /// There was no time.
    Unknown,
}

/// Draws planned in full for the baseline's hours and the proposed.
pub(super) fn planned_draws(
    work: &Work<'_>,
    samples: &Samples<'_>,
    (proposal, plans): (&Proposal, &[Option<Plan>]),
    summed: &[Option<f64>],
) -> Result<Option<PlannedDraws>, Error> {
    let taken = spread(summed, work.options.planned_draws, proposal.seed);
    let pair = [proposal.baseline, proposal.proposed];
    if taken.is_empty() || pair[0] == pair[1] {
        return Ok(None);
    }
    let like = pair.map(|k| {
        let shifts = |plan: &Plan| shifts::read(work.scenario, &plan.shifts).ok();
        plans[k].as_ref().and_then(shifts)
    });
    work.expect(taken.len() * pair.len());
    let of_draw = |number: &u32| -> Result<[Outcome; 2], Error> {
        let scenario = samples.scenario(proposal.seed, *number);
        let duties = catalogue(&scenario);
        let one = |k: usize| {
            let like = like[k].as_deref().and_then(|like| repriced(&scenario, &duties, like));
            outcome(work, &scenario, pair[k], &[like])
        };
        Ok([one(0)?, one(1)?])
    };
    let outcomes = parallel::each(&taken, of_draw).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut told = PlannedDraws {
        draws: taken.len() as u32,
        planned: 0,
        each: Vec::new(),
        without_plan: Vec::new(),
        summed: mean(&summed.iter().flatten().copied().collect::<Vec<f64>>()),
        error: None,
    };
    for (draw, outcomes) in taken.into_iter().zip(outcomes) {
        tell(&mut told, (draw, summed[draw as usize]), pair, outcomes);
    }
    told.planned = told.each.len() as u32;
    told.error = told.summed.and_then(|summed| error(&told.each, summed));
    Ok(Some(told))
}

/// Numbers of draws, one by lot of each of so many parts of equal size of their order.
fn spread(summed: &[Option<f64>], count: u32, seed: u64) -> Vec<u32> {
    let known = summed.iter().enumerate().filter_map(|(k, net)| Some((k as u32, (*net)?)));
    let mut known: Vec<(u32, f64)> = known.collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let parts = (count as usize).min(known.len());
    let mut random = Pcg64Mcg::seed_from_u64(seed ^ LOTS);
    let each = (0..parts).map(|part| {
        let (from, to) = (part * known.len() / parts, (part + 1) * known.len() / parts);
        known[random.random_range(from..to)].0
    });
    each.collect()
}

/// Shifts as they cost in another scenario, where wages may differ but shifts do not.
fn repriced(
    scenario: &Scenario,
    duties: &[Duty],
    shifts: &[PlannedShift],
) -> Option<Vec<PlannedShift>> {
    let priced = |shift: &PlannedShift| {
        let (crew, span) = (&shift.crew, shift.crew.worked.span());
        let own = |duty: &&Duty| {
            (duty.group, duty.contract, duty.rule) == (crew.group, shift.contract, shift.rule)
                && (duty.day, duty.start, duty.length) == (crew.day, span.from(), span.minutes())
        };
        let duty = duties.iter().find(own)?;
        let cost = duty.cost - saved(scenario, duty, crew.worked.breaks());
        Some(PlannedShift { cost, ..shift.clone() })
    };
    shifts.iter().map(priced).collect()
}

fn outcome(
    work: &Work<'_>,
    scenario: &Scenario,
    closing: usize,
    like: &[Option<Vec<PlannedShift>>],
) -> Result<Outcome, Error> {
    if work.out_of_time() {
        return Ok(Outcome::Unknown);
    }
    let variant = variant::closing(scenario, &work.choices[closing]);
    let worth = super::moved::worth(scenario);
    let plan = work.one(&variant, like)?;
    work.piece_done();
    Ok(match plan {
        Some(Ok(plan)) if plan.holds() => {
            let cost = plan.solver.objective;
            Outcome::Planned { cost, net: cost - worth * answered_per_week(&plan.lines) }
        }
        _ if work.out_of_time() => Outcome::Unknown,
        Some(Err(Error::Infeasible(cause))) => Outcome::Without(Some(cause)),
        Some(Err(Error::Limit(_)) | Ok(_)) => Outcome::Without(None),
        Some(Err(other)) => return Err(other),
        None => Outcome::Unknown,
    })
}

fn tell(
    told: &mut PlannedDraws,
    (draw, summed): (u32, Option<f64>),
    pair: [usize; 2],
    outcomes: [Outcome; 2],
) {
    let [Outcome::Planned { cost, net }, Outcome::Planned { cost: then, net: net_then }] =
        &outcomes
    else {
        let each = pair.into_iter().zip(outcomes).filter_map(|(closing, outcome)| match outcome {
            Outcome::Without(cause) => {
                let cause = cause.map(|cause| *cause);
                Some(WithoutPlan { draw, closing, short: None, cause })
            }
            _ => None,
        });
        told.without_plan.extend(each);
        return;
    };
    if let Some(summed) = summed {
        let cost_per_week = [*cost, *then];
        told.each.push(PlannedDraw { draw, summed, planned: net_then - net, cost_per_week });
    }
}

/// How far the sums are off, as far as two draws or more tell.
fn error(draws: &[PlannedDraw], summed: f64) -> Option<DrawError> {
    let errors: Vec<f64> = draws.iter().map(|draw| draw.planned - draw.summed).collect();
    let mean = mean(&errors).filter(|_| errors.len() >= 2)?;
    let count = errors.len() as f64;
    let squares: f64 = errors.iter().map(|error| (error - mean).powi(2)).sum();
    let spread = (squares / (count - 1.0)).sqrt();
    let student = StudentsT::new(0.0, 1.0, count - 1.0).ok()?.inverse_cdf(0.975);
    let half = student * spread / count.sqrt();
    let interval = [mean - half, mean + half];
    let advantage = interval.map(|error| summed + error);
    let decides = advantage.iter().all(|end| end * summed > 0.0);
    Some(DrawError { mean, spread, interval, advantage, decides })
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_draw_is_taken_of_each_part_of_their_order() {
        // Some of them unknown; in the order of the sums number 9 comes first.
        let summed: Vec<Option<f64>> =
            (0..100).map(|k| (k % 10 != 3).then(|| f64::from((k * 37 + 67) % 100))).collect();
        for seed in 0..20 {
            let taken = spread(&summed, 9, seed);
            let values: Vec<f64> = taken.iter().map(|k| summed[*k as usize].unwrap()).collect();
            let mut order: Vec<f64> = summed.iter().flatten().copied().collect();
            order.sort_by(f64::total_cmp);
            for (part, value) in values.iter().enumerate() {
                assert!((order[part * 10]..=order[part * 10 + 9]).contains(value), "{values:?}");
            }
        }
        assert!(spread(&summed, 0, 1).is_empty());
        assert_eq!(spread(&summed, 1_000, 1).len(), 90);
    }

    /// Over many samples of a population the interval covers its mean in 95% or more, and not in all.
    #[test]
    fn the_interval_covers_the_mean_that_all_plans_would_have() {
        let mut random = Pcg64Mcg::seed_from_u64(5);
        let population: Vec<(f64, f64)> = (0..400)
            .map(|_| {
                let sum = 1_000.0 * random.random::<f64>();
                (sum, sum * 0.9 + 300.0 * (random.random::<f64>() - 0.3))
            })
            .collect();
        let summed: Vec<Option<f64>> = population.iter().map(|(sum, _)| Some(*sum)).collect();
        let all = |of: fn(&(f64, f64)) -> f64| population.iter().map(of).sum::<f64>() / 400.0;
        let (of_sums, of_plans) = (all(|p| p.0), all(|p| p.1));
        let (mut covered, mut middle, trials) = (0, 0.0, 2_000);
        for seed in 0..trials {
            let draws: Vec<PlannedDraw> = spread(&summed, 8, seed)
                .into_iter()
                .map(|draw| {
                    let (summed, planned) = population[draw as usize];
                    PlannedDraw { draw, summed, planned, cost_per_week: [0.0, planned] }
                })
                .collect();
            let found = error(&draws, of_sums).unwrap();
            let [low, high] = found.advantage;
            covered += u32::from((low..=high).contains(&of_plans));
            middle += of_sums + found.mean;
        }
        let share = f64::from(covered) / trials as f64;
        // Student's interval of a simple sample; that of a spread one is a little wide.
        assert!((0.94..0.995).contains(&share), "{share}");
        // Without bias: the standard error of a mean is some 30, of 2,000 of them 0.7.
        assert!((middle / trials as f64 - of_plans).abs() < 3.0, "{middle} {of_plans}");
    }
}
