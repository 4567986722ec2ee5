//! A plan's staffing held as it is while numbers move.

use super::Work;
use crate::domain::error::Error;
use crate::domain::measure::{Direction, MeasureUnit};
use crate::domain::shift::{Crew, crews};
use crate::plan::coverage;
use crate::plan::demand::demand;
use crate::plan::figures::Situation;
use crate::plan::requirements::requirements;
use crate::scenario::Scenario;
use crate::wire::answer::{LineReport, Plan, TargetReport};
use crate::wire::shifts;

/// Relative room within which a promise counts as kept.
const TOLERANCE: f64 = 1e-6;

/// The crews of a closing time, and how far the formula is off for them with central numbers.
pub(super) struct Fixed<'a> {
    work: &'a Work<'a>,
    closing: usize,
    crews: Vec<Crew>,
    lines: &'a [LineReport],
    /// The line whose wait is told: the first that has candidates.
    line: usize,
    /// Mean wait through the day ÷ by the formula, of that line.
    wait_correction: f64,
    /// By line and target: the value through the day ÷ by the formula.
    pub(super) corrections: Vec<Vec<f64>>,
}

impl<'a> Fixed<'a> {
    pub(super) fn new(work: &'a Work<'a>, closing: usize, plan: &'a Plan) -> Result<Self, Error> {
        let lines = &work.scenario.lines;
        let line = lines.iter().position(|l| !l.candidates.is_empty()).unwrap_or(0);
        let report = &plan.lines[line];
        let through = report.through_day.as_ref().map(|through| through.mean_wait_s.value);
        Ok(Self {
            work,
            closing,
            crews: crews(&shifts::read(work.scenario, &plan.shifts)?),
            lines: &plan.lines,
            line,
            wait_correction: through.map_or(1.0, |through| ratio(through, report.mean_wait_s)),
            corrections: plan
                .lines
                .iter()
                .map(|line| line.targets.iter().map(correction).collect())
                .collect(),
        })
    }

    /// What callers experience by the formula, in a scenario with numbers moved.
    pub(super) fn lines(&self, scenario: &Scenario) -> Vec<LineReport> {
        let choice = &self.work.choices[self.closing];
        let demand = demand(scenario, choice);
        let sets = requirements(scenario, &demand);
        let situation = Situation { scenario, choice, demand: &demand, sets: &sets };
        situation.lines(&situation.services(&coverage::on_duty(scenario, &self.crews)))
    }

    /// Every promise with its line and its correction, line by line.
    pub(super) fn promises(&self) -> Vec<(String, &TargetReport, f64)> {
        let lines = self.lines.iter().zip(&self.corrections);
        let each = lines.flat_map(|(line, corrections)| {
            line.targets.iter().zip(corrections).map(|(t, c)| (line.line.clone(), t, *c))
        });
        each.collect()
    }

    /// Mean wait of the compared line, corrected; infinite where the queue grows without end.
    pub(super) fn mean_wait_s(&self, scenario: &Scenario) -> f64 {
        self.wait_of(&self.lines(scenario))
    }

    /// The same of figures at hand.
    pub(super) fn wait_of(&self, lines: &[LineReport]) -> f64 {
        lines[self.line].mean_wait_s * self.wait_correction
    }
}

fn ratio(through: f64, formula: f64) -> f64 {
    if formula > 0.0 && formula.is_finite() { through / formula } else { 1.0 }
}

fn correction(target: &TargetReport) -> f64 {
    match (&target.through_day, target.measure.direction()) {
        (None, _) => 1.0,
        (Some(through), Direction::AtLeast) => {
            ratio(1.0 - through.reached.value, 1.0 - target.reached)
        }
        (Some(through), Direction::AtMost) => ratio(through.reached.value, target.reached),
    }
}

/// Whether a promise is missed when the formula's value is so corrected.
pub(super) fn missed(target: &TargetReport, correction: f64) -> bool {
    match (target.measure.unit(), target.measure.direction()) {
        (MeasureUnit::Agents, _) => target.reached < target.promised - TOLERANCE,
        (MeasureUnit::Share, Direction::AtLeast) => {
            (1.0 - target.reached) * correction > (1.0 - target.promised) * (1.0 + TOLERANCE)
        }
        (MeasureUnit::Share | MeasureUnit::Seconds, _) => {
            let value = target.reached * correction;
            !value.is_finite() || value > target.promised * (1.0 + TOLERANCE)
        }
    }
}
