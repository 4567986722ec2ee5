//! Uncertain numbers moved one at a time and all at once.
//!
//! What a number does to the cost of a closing time is the difference of two weeks planned by the formula,
//! one with the number at its central value; it is added to the cost through the day. Where the people
//! there are would not suffice, the week is planned with as many as it takes. What a number does to waits
//! is seen with the staffing as it is, by the formula half-hour by half-hour, multiplied by what the
//! queue carried through the day comes to with central numbers.

use super::samples::Samples;
use super::variant::{self, Parameter};
use super::{Work, fixed::Fixed};
use crate::answer::Plan;
use crate::demand::demand;
use crate::error::Error;
use crate::parallel;
use crate::proposal::rule::{self, Contender};
use crate::proposal::{End, Flip, Joint, Missed, ParameterReport, Proposal, Uncertainty};
use crate::scenario::Scenario;
use crate::solve::Promise;

/// A search for the effect of a number may stop at this gap.
const GAP: f64 = 0.002;
/// Share of the samples in which a robust recommendation is the best.
const ROBUST: f64 = 0.9;
/// Halvings between a value that leaves the recommendation and one that changes it.
const HALVINGS: usize = 4;

/// No uncertainty, before it is looked at.
pub(super) fn nothing() -> Uncertainty {
    let missed = Missed { any: 0.0, half_width: 0.0, promises: Vec::new(), mean_wait_s: [None; 3] };
    Uncertainty {
        parameters: Vec::new(),
        joint: Joint {
            samples: 0,
            best: Vec::new(),
            cost_difference: None,
            calls_served: None,
            proposed: missed.clone(),
            baseline: missed,
        },
        robust: true,
        pilot: None,
    }
}

/// Changes of the cost of each contender from its central value: at the low and at the high value.
pub(super) struct Effect {
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

/// All that costs at moved numbers are made of.
pub(super) struct Model<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) contenders: &'a [Contender],
    /// Cost by the formula with central numbers, by contender.
    central: Vec<f64>,
}

impl Model<'_> {
    /// Cost by the formula of a contender in a scenario with some number moved; not a number where it is
    /// not known.
    fn cost(&self, scenario: &Scenario, contender: &Contender) -> Result<f64, Error> {
        let choice = &self.work.choices[contender.closing];
        let mut variant = variant::closing(scenario, choice);
        if let Some(cost) = self.solved(&variant)? {
            return Ok(cost);
        }
        for group in &mut variant.groups {
            group.head_count = None;
            group.contracts.iter_mut().for_each(|contract| contract.heads = None);
        }
        Ok(self.solved(&variant)?.unwrap_or(f64::NAN))
    }

    /// Least cost by the formula; `None` where there is no plan, or none was found with the work that a
    /// search may take.
    fn solved(&self, variant: &Scenario) -> Result<Option<f64>, Error> {
        let out_of_time = || self.work.options.seconds_left.is_some_and(|left| left() <= 0.0);
        match self.work.solve(variant, Promise::Formula, GAP) {
            Ok(plan) => Ok(Some(plan.solver.objective)),
            Err(Error::Infeasible(_)) => Ok(None),
            Err(Error::Limit(_)) if !out_of_time() => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Changes of the costs of all contenders when a number moves to a value.
    fn changes(&self, parameter: &Parameter, value: f64) -> Result<Vec<f64>, Error> {
        let none = value == parameter.central || !parameter.bears_on_cost(self.work.scenario);
        if none {
            return Ok(vec![0.0; self.contenders.len()]);
        }
        let variant = parameter.at(self.work.scenario, value);
        let numbers: Vec<usize> = (0..self.contenders.len()).collect();
        let change = |k: &usize| {
            let choice = &self.work.choices[self.contenders[*k].closing];
            let same = parameter.only_bears_on_calls()
                && demand(&variant, choice) == demand(self.work.scenario, choice);
            if same {
                Ok(0.0)
            } else {
                Ok(self.cost(&variant, &self.contenders[*k])? - self.central[*k])
            }
        };
        parallel::each(&numbers, change).into_iter().collect()
    }

    /// The contenders in a scenario with numbers moved, their costs changed by this much.
    pub(super) fn moved(&self, scenario: &Scenario, changes: &[f64]) -> Vec<Contender> {
        let moved = |(c, change): (&Contender, &f64)| Contender {
            cost: c.cost + change,
            bound: c.bound + change,
            served: served(scenario, self.work, c.closing),
            ..*c
        };
        self.contenders.iter().zip(changes).map(moved).collect()
    }

    fn recommended(&self, parameter: &Parameter, value: f64) -> Result<Option<usize>, Error> {
        let scenario = parameter.at(self.work.scenario, value);
        let moved = self.moved(&scenario, &self.changes(parameter, value)?);
        Ok(rule::best(&moved, worth(&scenario)))
    }
}

/// First calls in opening hours.
pub(super) fn served(scenario: &Scenario, work: &Work<'_>, closing: usize) -> f64 {
    // The choices are of the scenario as it is; closing times do not move.
    demand(scenario, &work.choices[closing]).iter().map(|line| line.total()).sum()
}

/// What a served call is worth.
pub(super) fn worth(scenario: &Scenario) -> f64 {
    scenario.costs.served_call.as_ref().map_or(0.0, |value| value.value.get())
}

/// One number at a time, then all at once.
pub(super) fn uncertainty(
    work: &Work<'_>,
    proposal: &Proposal,
    contenders: &[Contender],
    plans: &[Option<Plan>],
) -> Result<Uncertainty, Error> {
    let parameters = variant::parameters(work.scenario);
    work.expect(1 + 2 * parameters.len() + usize::from(work.options.samples > 0));
    let mut model = Model { work, contenders, central: Vec::new() };
    let central = parallel::each(contenders, |c| model.cost(work.scenario, c));
    model.central = central.into_iter().collect::<Result<_, Error>>()?;
    work.piece_done();
    let ends: Vec<(&Parameter, f64)> =
        parameters.iter().flat_map(|p| [(p, p.low), (p, p.high)]).collect();
    let changes = parallel::each(&ends, |(parameter, value)| {
        let changes = model.changes(parameter, *value);
        work.piece_done();
        changes
    });
    let mut changes = changes.into_iter().collect::<Result<Vec<_>, Error>>()?.into_iter();
    let mut effects = Vec::new();
    while let (Some(low), Some(high)) = (changes.next(), changes.next()) {
        effects.push(Effect { low, high });
    }
    let fixed = |k: usize| plans[k].as_ref().map(|plan| Fixed::new(work, k, plan));
    let (proposed, baseline) = (fixed(proposal.proposed), fixed(proposal.baseline));
    let look = Look { model: &model, proposal, fixed: proposed.as_ref() };
    let numbered: Vec<(&Parameter, &Effect)> = parameters.iter().zip(&effects).collect();
    let reports = parallel::each(&numbered, |(parameter, effect)| look.report(parameter, effect));
    let mut reports = reports.into_iter().collect::<Result<Vec<ParameterReport>, Error>>()?;
    let samples = Samples { model: &model, parameters: &parameters, effects: &effects };
    let joint = samples.joint(proposal, proposed.as_ref(), baseline.as_ref());
    work.piece_done();
    let measurable =
        |r: &&ParameterReport| parameters.iter().any(|p| p.key == r.key && p.can_be_measured());
    let widest = |a: &&ParameterReport, b: &&ParameterReport| width(a).total_cmp(&width(b));
    let pilot = reports.iter().filter(measurable).filter(|r| width(r) > 0.0).max_by(widest);
    let pilot = pilot.map(|r| r.key.clone());
    reports.sort_by(|a, b| width(b).total_cmp(&width(a)));
    let share = joint.best.get(proposal.recommended).copied().unwrap_or(1.0);
    Ok(Uncertainty { parameters: reports, joint, robust: share >= ROBUST, pilot })
}

/// How far a number's range moves the advantage of the proposed hours.
fn width(report: &ParameterReport) -> f64 {
    let ends = [&report.low, &report.central, &report.high].map(|end| end.net_difference);
    let known = || ends.iter().flatten().copied();
    (known().fold(f64::NEG_INFINITY, f64::max) - known().fold(f64::INFINITY, f64::min)).max(0.0)
}

/// What is looked at when a single number moves.
struct Look<'a> {
    model: &'a Model<'a>,
    proposal: &'a Proposal,
    fixed: Option<&'a Fixed<'a>>,
}

impl Look<'_> {
    fn report(&self, parameter: &Parameter, effect: &Effect) -> Result<ParameterReport, Error> {
        let none = vec![0.0; self.model.contenders.len()];
        let low = self.end(parameter, parameter.low, &effect.low);
        let high = self.end(parameter, parameter.high, &effect.high);
        let mut flips = Vec::new();
        for (side, end) in [(-1, &low), (1, &high)] {
            if let Some(to) = end.recommended.filter(|to| *to != self.proposal.recommended) {
                flips.push(self.flip(parameter, side, end.value, to)?);
            }
        }
        Ok(ParameterReport {
            key: parameter.key.clone(),
            basis: parameter.basis,
            note: parameter.note.clone(),
            low,
            central: self.end(parameter, parameter.central, &none),
            high,
            flips,
        })
    }

    fn end(&self, parameter: &Parameter, value: f64, changes: &[f64]) -> End {
        let scenario = parameter.at(self.model.work.scenario, value);
        let moved = self.model.moved(&scenario, changes);
        let of = |closing: usize| moved.iter().find(|c| c.closing == closing);
        let pair = of(self.proposal.proposed).zip(of(self.proposal.baseline));
        let finite = |value: f64| value.is_finite().then_some(value);
        let worth = worth(&scenario);
        End {
            value,
            cost_difference: pair.and_then(|(a, b)| finite(a.cost - b.cost)),
            net_difference: pair.and_then(|(a, b)| finite(a.net(worth) - b.net(worth))),
            mean_wait_s: self.fixed.and_then(|fixed| finite(fixed.mean_wait_s(&scenario))),
            recommended: rule::best(&moved, worth),
        }
    }

    /// Halves the way from the central value to one that changes the recommendation.
    fn flip(&self, p: &Parameter, side: i8, end: f64, mut to: usize) -> Result<Flip, Error> {
        let (mut leaves, mut changes) = (p.central, end);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (leaves + changes);
            match self.model.recommended(p, middle)? {
                Some(found) if found != self.proposal.recommended => {
                    (changes, to) = (middle, found)
                }
                _ => leaves = middle,
            }
        }
        Ok(Flip { side, to, between: [leaves, changes] })
    }
}
