//! What the contenders cost when a number moves.

use super::Work;
use super::variant::{self, Parameter};
use crate::domain::error::{Error, Limit};
use crate::parallel;
use crate::plan::demand::demand;
use crate::plan::shift_plan::memory::Memory;
use crate::scenario::Scenario;
use crate::solve::Promise;
use crate::solve::rule::{self, Contender};

/// A search for the effect of a number may stop at this gap.
const GAP: f64 = 0.002;

/// All that costs at moved numbers are made of.
pub(super) struct Model<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) contenders: &'a [Contender],
    /// Costs that differ by less are not told apart.
    resolution: f64,
    /// Cost by the formula with central numbers, by contender.
    central: Vec<f64>,
    /// First calls offered with central numbers, by contender.
    offered: Vec<f64>,
    /// Where the searches with central numbers ended, by contender.
    memories: Vec<Memory>,
}

impl<'a> Model<'a> {
    pub(super) fn new(
        work: &'a Work<'a>,
        contenders: &'a [Contender],
        resolution: f64,
    ) -> Result<Self, Error> {
        let memories = contenders.iter().map(|_| Memory::default()).collect();
        let offered = contenders.iter().map(|c| offered(work, work.scenario, c.closing)).collect();
        let central = Vec::new();
        let mut model = Self { work, contenders, resolution, central, offered, memories };
        let central = parallel::each(&model.all(), |k| model.cost(work.scenario, *k));
        model.central = central.into_iter().collect::<Result<_, Error>>()?;
        model.memories.iter_mut().for_each(Memory::close);
        Ok(model)
    }

    fn all(&self) -> Vec<usize> {
        (0..self.contenders.len()).collect()
    }

    /// Cost by the formula of a contender in a scenario with some number moved; not a number where it is
    /// not known.
    fn cost(&self, scenario: &Scenario, k: usize) -> Result<f64, Error> {
        let choice = &self.work.choices[self.contenders[k].closing];
        let mut variant = variant::closing(scenario, choice);
        if let Some(cost) = self.solved(&variant, k)? {
            return Ok(cost);
        }
        for group in &mut variant.groups {
            group.head_count = None;
            group.contracts.iter_mut().for_each(|contract| contract.heads = None);
        }
        Ok(self.solved(&variant, k)?.unwrap_or(f64::NAN))
    }

    /// Least cost by the formula; `None` where there is no plan, or none was found with the work that a
    /// search may take.
    fn solved(&self, variant: &Scenario, k: usize) -> Result<Option<f64>, Error> {
        let limit = || Err(Error::Limit(Limit::Time));
        if self.work.out_of_time() {
            return limit();
        }
        match self.work.solve(variant, Promise::Formula, GAP, &self.memories[k]) {
            // What a search without time comes to says nothing of the number that was moved.
            Ok(_) if self.work.out_of_time() => limit(),
            Ok(plan) => Ok(Some(plan.solver.objective)),
            Err(Error::Infeasible(_)) => Ok(None),
            Err(Error::Limit(_)) if !self.work.out_of_time() => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Change of the cost of a contender when a number moves to a value.
    fn change(
        &self,
        parameter: &Parameter,
        value: f64,
        variant: &Scenario,
        k: usize,
    ) -> Result<f64, Error> {
        let scenario = self.work.scenario;
        if value == parameter.central || !parameter.bears_on_cost(scenario) {
            return Ok(0.0);
        }
        let choice = &self.work.choices[self.contenders[k].closing];
        if parameter.only_bears_on_calls() && demand(variant, choice) == demand(scenario, choice) {
            return Ok(0.0);
        }
        Ok(self.cost(variant, k)? - self.central[k])
    }

    /// What the rule recommends of these.
    pub(super) fn recommended(&self, contenders: &[Contender], worth: f64) -> Option<usize> {
        rule::recommended(contenders, worth, self.resolution)
    }

    /// Changes of the costs of all contenders when a number moves to a value.
    pub(super) fn changes(&self, parameter: &Parameter, value: f64) -> Result<Vec<f64>, Error> {
        let mut trial = Trial::new(self, parameter, value);
        trial.learn(&self.all())?;
        Ok(trial.changes.into_iter().flatten().collect())
    }

    /// The contenders in a scenario with numbers moved, their costs changed by this much.
    pub(super) fn moved(&self, scenario: &Scenario, changes: &[f64]) -> Vec<Contender> {
        let each = changes.iter().enumerate();
        each.map(|(k, change)| self.changed(scenario, k, *change)).collect()
    }

    /// A contender with its cost changed.
    fn changed(&self, scenario: &Scenario, k: usize, change: f64) -> Contender {
        let contender = &self.contenders[k];
        Contender {
            cost: contender.cost + change,
            bound: contender.bound + change,
            served: self.served(scenario, k),
            ..*contender
        }
    }

    /// Calls answered: first calls in opening hours, of which the same share is answered as with central
    /// numbers.
    fn served(&self, scenario: &Scenario, k: usize) -> f64 {
        let (contender, central) = (&self.contenders[k], self.offered[k]);
        if central > 0.0 {
            offered(self.work, scenario, contender.closing) * contender.served / central
        } else {
            0.0
        }
    }
}

/// First calls in opening hours.
fn offered(work: &Work<'_>, scenario: &Scenario, closing: usize) -> f64 {
    // The choices are of the scenario as it is; closing times do not move.
    demand(scenario, &work.choices[closing]).iter().map(|line| line.total()).sum()
}

/// A number at a value, with the changes of cost that are known so far.
pub(super) struct Trial<'a> {
    model: &'a Model<'a>,
    parameter: &'a Parameter,
    value: f64,
    scenario: Scenario,
    changes: Vec<Option<f64>>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(model: &'a Model<'a>, parameter: &'a Parameter, value: f64) -> Self {
        let scenario = parameter.at(model.work.scenario, value);
        Self { model, parameter, value, scenario, changes: vec![None; model.contenders.len()] }
    }

    /// Plans these contenders, where they are not planned yet.
    fn learn(&mut self, contenders: &[usize]) -> Result<(), Error> {
        let new: Vec<usize> =
            contenders.iter().copied().filter(|k| self.changes[*k].is_none()).collect();
        let (model, trial) = (self.model, &*self);
        let change = |k: &usize| model.change(trial.parameter, trial.value, &trial.scenario, *k);
        let changes = parallel::each(&new, change);
        for (k, change) in new.into_iter().zip(changes) {
            self.changes[k] = Some(change?);
        }
        Ok(())
    }

    /// The best of those planned.
    fn best(&self) -> Option<usize> {
        let changes = self.changes.iter().enumerate();
        let known: Vec<Contender> = changes
            .filter_map(|(k, change)| Some(self.model.changed(&self.scenario, k, (*change)?)))
            .collect();
        self.model.recommended(&known, worth(&self.scenario))
    }

    /// What is recommended instead of a closing; `None` if nothing is. The closing that is likely to be
    /// better is looked at first: if it is, the others need not be planned to know that much.
    pub(super) fn better_than(
        &mut self,
        closing: usize,
        likely: usize,
    ) -> Result<Option<usize>, Error> {
        let place = |closing: usize| {
            self.model.contenders.iter().position(|contender| contender.closing == closing)
        };
        let pair: Vec<usize> = [closing, likely].into_iter().filter_map(place).collect();
        self.learn(&pair)?;
        if self.best() == Some(closing) {
            return Ok(self.recommended()?.filter(|best| *best != closing));
        }
        Ok(self.best())
    }

    /// The best of all.
    pub(super) fn recommended(&mut self) -> Result<Option<usize>, Error> {
        self.learn(&self.model.all())?;
        Ok(self.best())
    }
}

/// What a served call is worth.
pub(super) fn worth(scenario: &Scenario) -> f64 {
    scenario.costs.served_call.as_ref().map_or(0.0, |value| value.value.get())
}
