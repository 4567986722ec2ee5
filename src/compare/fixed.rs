//! A plan's staffing held as it is while numbers move.

use super::Work;
use crate::domain::error::Error;
use crate::domain::measure::MeasureUnit;
use crate::domain::shift::{Crew, crews};
use crate::plan::closed_loop::held::{HeldLine, Knowing, LITTLE, by_sketch, followed, knowing};
use crate::plan::coverage;
use crate::plan::demand::{LineDemand, demand};
use crate::plan::figures::Situation;
use crate::plan::requirements::requirements;
use crate::scenario::{Line, Scenario, Target};
use crate::wire::answer::{LineReport, Plan, TargetReport};
use crate::wire::shifts;

/// Relative room within which a promise counts as kept.
const TOLERANCE: f64 = 1e-6;
/// What is added to mean waits that are divided, seconds: next to nothing is not divided by.
const LITTLE_S: f64 = 1.0;

/// A value with central numbers: as it is through the day, or by the formula where only that was asked for, and as it
/// is known soon: mostly by the sketch.
#[derive(Clone, Copy)]
struct Central {
    through: f64,
    sketched: f64,
    little: f64,
}

impl Central {
    /// What the sketch's value of moved numbers stands for. What the sketch leaves out of a wait grows little as the wait
    /// does: above the central value it is added, below it shrinks along.
    fn moved(self, sketched: f64) -> f64 {
        match sketched >= self.sketched {
            true => self.through + (sketched - self.sketched),
            false => self.through * (sketched + self.little) / (self.sketched + self.little),
        }
    }

    /// Through the day ÷ by the sketch.
    fn ratio(self) -> f64 {
        (self.through + self.little) / (self.sketched + self.little)
    }
}

/// The crews of a closing time, and how far the sketch is off for them with central numbers.
pub(super) struct Fixed<'a> {
    work: &'a Work<'a>,
    closing: usize,
    crews: Vec<Crew>,
    lines: &'a [LineReport],
    /// The line whose wait is told: the first that has candidates.
    line: usize,
    knowing: Knowing,
    /// Its mean wait, seconds.
    wait: Central,
    /// How near each promise is to being broken, by line.
    central: Vec<Vec<Central>>,
}

impl<'a> Fixed<'a> {
    /// Those of a plan, made for this scenario: with central numbers, or harder.
    pub(super) fn new(
        work: &'a Work<'a>,
        closing: usize,
        (scenario, plan): (&Scenario, &'a Plan),
    ) -> Result<Self, Error> {
        let lines = &work.scenario.lines;
        let line = lines.iter().position(|l| !l.candidates.is_empty()).unwrap_or(0);
        let mut fixed = Self {
            work,
            closing,
            crews: crews(&shifts::read(work.scenario, &plan.shifts)?),
            lines: &plan.lines,
            line,
            knowing: knowing(
                work.scenario,
                &demand(work.scenario, &work.choices[closing]),
                work.options.playing,
            ),
            wait: Central { through: 0.0, sketched: 0.0, little: LITTLE_S },
            central: Vec::new(),
        };
        let held = fixed.held(scenario);
        let report = &plan.lines[line];
        let through = report.through_day.as_ref().map(|through| through.mean_wait_s.value);
        fixed.wait.through = through.unwrap_or(report.mean_wait_s);
        fixed.wait.sketched = held[line].mean_wait_s;
        let lines = work.scenario.lines.iter().zip(&plan.lines).zip(&held);
        fixed.central = lines.map(|((line, report), held)| central(line, report, held)).collect();
        Ok(fixed)
    }

    /// What callers meet in a scenario with numbers moved.
    pub(super) fn held(&self, scenario: &Scenario) -> Vec<HeldLine> {
        let choice = &self.work.choices[self.closing];
        let mut demand = demand(scenario, choice);
        if let Knowing::Followed(playing) = self.knowing {
            return followed(scenario, &demand, &self.crews, playing);
        }
        if scenario.lines.iter().any(|line| line.redial_share.is_some()) {
            self.call_again(scenario, &mut demand);
        }
        by_sketch(scenario, &demand, &self.crews)
    }

    /// Adds those who call again, as many as the formula says.
    fn call_again(&self, scenario: &Scenario, demand: &mut [LineDemand]) {
        let choice = &self.work.choices[self.closing];
        let sets = requirements(scenario, demand);
        let situation = Situation { scenario, choice, demand, sets: &sets };
        let on_duty = coverage::on_duty(scenario, &self.crews);
        let lines = situation.lines(&situation.services(&on_duty));
        for (demand, line) in demand.iter_mut().zip(lines) {
            let more = line.attempts_per_week / line.calls_per_week.max(f64::MIN_POSITIVE);
            let more = if more.is_finite() { more.max(1.0) } else { 1.0 };
            demand.calls.iter_mut().for_each(|calls| *calls *= more);
        }
    }

    /// Every promise with its line and what its value through the day is of the sketch's, line by line.
    pub(super) fn promises(&self) -> Vec<(String, &TargetReport, f64)> {
        let lines = self.lines.iter().zip(&self.central);
        let each = lines.flat_map(|(line, central)| {
            line.targets.iter().zip(central).map(|(t, c)| (line.line.clone(), t, c.ratio()))
        });
        each.collect()
    }

    /// Mean wait of the compared line, corrected.
    pub(super) fn mean_wait_s(&self, scenario: &Scenario) -> f64 {
        self.wait_of(&self.held(scenario))
    }

    /// The same of figures at hand.
    pub(super) fn wait_of(&self, held: &[HeldLine]) -> f64 {
        self.wait.moved(held[self.line].mean_wait_s)
    }

    /// Whether each promise is missed, line by line.
    pub(super) fn missed(&self, held: &[HeldLine]) -> Vec<bool> {
        let lines = self.lines.iter().zip(&self.central).zip(held);
        let each = lines.flat_map(|((line, central), held)| {
            let targets = line.targets.iter().zip(central).zip(&held.worst);
            targets.map(|((target, central), worst)| {
                // Nobody comes or goes: people on duty are as they are.
                let people = target.measure.unit() == MeasureUnit::Agents;
                let kept = central.moved(*worst) <= 1.0 + TOLERANCE;
                !(if people { target.met } else { kept })
            })
        });
        each.collect()
    }
}

/// How near each promise of a line is to being broken with central numbers.
fn central(line: &Line, report: &LineReport, held: &HeldLine) -> Vec<Central> {
    let targets = line.targets.iter().zip(&report.targets).zip(&held.worst);
    let of = |((promise, target), worst): ((&Target, &TargetReport), &f64)| {
        if target.measure.unit() == MeasureUnit::Agents {
            // Depends on no queue.
            return Central { through: 0.0, sketched: 0.0, little: LITTLE };
        }
        let through = target.through_day.as_ref().map(|through| through.reached.value);
        let reached = through.unwrap_or(target.reached);
        Central { through: promise.measure.strain(reached), sketched: *worst, little: LITTLE }
    };
    targets.map(of).collect()
}
