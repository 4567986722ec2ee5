//! Uncertain numbers moved one at a time and all at once.
//!
//! What a number does to the cost of a closing time is the difference of two weeks planned by the formula,
//! one with the number at its central value; it is added to the cost through the day. Where the people
//! there are would not suffice, the week is planned with as many as it takes. What a number does to waits
//! is seen with the staffing as it is, by the formula half-hour by half-hour, multiplied by what the
//! queue carried through the day comes to with central numbers.

use super::moved::{Model, Trial, worth};
use super::samples::{Effect, Samples};
use super::variant::{self, Parameter};
use super::{Work, fixed::Fixed, pilot, replanned, safety};
use crate::domain::error::Error;
use crate::parallel;
use crate::solve::rule::Contender;
use crate::wire::answer::Plan;
use crate::wire::proposal::{End, Flip, Joint, Missed, ParameterReport, Proposal, Uncertainty};

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
            net: Vec::new(),
            cost_difference: None,
            calls_served: None,
            proposed: missed.clone(),
            baseline: missed,
        },
        robust: true,
        pilot: None,
        pilot_plan: None,
        planned_draws: None,
        safety: None,
    }
}

/// What each uncertain number does to the cost of each closing time.
pub(super) struct Effects<'a> {
    model: Model<'a>,
    parameters: Vec<Parameter>,
    effects: Vec<Effect>,
    /// The contenders on average over all samples ([`Samples::on_average`]).
    pub(super) average: Option<Vec<Contender>>,
}

impl Effects<'_> {
    fn samples(&self) -> Samples<'_> {
        Samples { model: &self.model, parameters: &self.parameters, effects: &self.effects }
    }
}

/// Every number moved to both ends of its range, one at a time.
pub(super) fn effects<'a>(
    work: &'a Work<'a>,
    contenders: &'a [Contender],
    resolution: f64,
) -> Result<Effects<'a>, Error> {
    let parameters = variant::parameters(work.scenario);
    work.expect(1 + 2 * parameters.len() + usize::from(work.options.samples > 0));
    let model = Model::new(work, contenders, resolution)?;
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
    let mut found = Effects { model, parameters, effects, average: None };
    found.average = found.samples().on_average(work.options.playing.seed);
    Ok(found)
}

/// One number at a time, then all at once.
pub(super) fn uncertainty(
    work: &Work<'_>,
    proposal: &Proposal,
    found: &Effects<'_>,
    plans: &[Option<Plan>],
) -> Result<Uncertainty, Error> {
    let Effects { model, parameters, effects, .. } = found;
    let fixed = |k: usize| {
        plans[k].as_ref().map(|plan| Fixed::new(work, k, (work.scenario, plan))).transpose()
    };
    let (proposed, baseline) = (fixed(proposal.proposed)?, fixed(proposal.baseline)?);
    let look = Look { model, proposal, fixed: proposed.as_ref() };
    let numbered: Vec<(&Parameter, &Effect)> = parameters.iter().zip(effects).collect();
    let reports = parallel::each(&numbered, |(parameter, effect)| look.report(parameter, effect));
    let mut reports = reports.into_iter().collect::<Result<Vec<ParameterReport>, Error>>()?;
    let samples = found.samples();
    let (joint, nets) =
        samples.joint(proposal, found.average.as_deref(), proposed.as_ref(), baseline.as_ref());
    work.piece_done();
    let (pilot, pilot_plan) =
        pilot::pilot(work, &samples, (proposal, plans), &widest(parameters, &reports));
    let planned_draws = replanned::planned_draws(work, &samples, (proposal, plans), &nets)?;
    let missed = match proposal.recommended == proposal.proposed {
        true => &joint.proposed,
        false => &joint.baseline,
    };
    let safety = match &plans[proposal.recommended] {
        Some(plan) => safety::safety(work, &samples, (proposal, plan), missed)?,
        None => None,
    };
    reports.sort_by(|a, b| width(b).total_cmp(&width(a)));
    let share = joint.best.get(proposal.recommended).copied().unwrap_or(1.0);
    let robust = share >= ROBUST;
    Ok(Uncertainty { parameters: reports, joint, robust, pilot, pilot_plan, planned_draws, safety })
}

/// Places of the numbers that a pilot could measure, from the one whose range moves the advantage most.
fn widest(parameters: &[Parameter], reports: &[ParameterReport]) -> Vec<usize> {
    let measurable = |k: &usize| parameters[*k].measurable().is_some() && width(&reports[*k]) > 0.0;
    let mut places: Vec<usize> = (0..parameters.len()).filter(measurable).collect();
    places.sort_by(|a, b| width(&reports[*b]).total_cmp(&width(&reports[*a])));
    places
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
        let central = self.end(parameter, parameter.central, &none);
        let high = self.end(parameter, parameter.high, &effect.high);
        // On average over all samples the rule may recommend other hours than with central numbers, from which nothing flips.
        let from = central.recommended.unwrap_or(self.proposal.recommended);
        let mut flips = Vec::new();
        for (side, end) in [(-1, &low), (1, &high)] {
            if let Some(to) = end.recommended.filter(|to| *to != from) {
                flips.push(self.flip(parameter, (side, end.value), from, to)?);
            }
        }
        Ok(ParameterReport {
            key: parameter.key.clone(),
            basis: parameter.basis,
            note: parameter.note.clone(),
            low,
            central,
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
            recommended: self.model.recommended(&moved, worth),
        }
    }

    /// Halves the way from the central value to one that changes the recommendation.
    fn flip(
        &self,
        p: &Parameter,
        (side, end): (i8, f64),
        from: usize,
        mut to: usize,
    ) -> Result<Flip, Error> {
        let (mut leaves, mut changes) = (p.central, end);
        let mut last = None;
        for _ in 0..HALVINGS {
            let middle = 0.5 * (leaves + changes);
            let mut trial = Trial::new(self.model, p, middle);
            match trial.better_than(from, to)? {
                Some(better) => {
                    (changes, to) = (middle, better);
                    last = Some(trial);
                }
                None => leaves = middle,
            }
        }
        if let Some(mut trial) = last {
            to = trial.recommended()?.unwrap_or(to);
        }
        Ok(Flip { side, to, between: [leaves, changes] })
    }
}
