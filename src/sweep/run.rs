//! One variant, planned.

use super::{Spec, edit};
use crate::compare;
use crate::domain::cause::{FileFault, SweepCause};
use crate::domain::error::{Error, Problem};
use crate::plan::through_day::Playing;
use crate::scenario::Scenario;
use crate::scenario::validate::parse;
use crate::solve::{Options, Promise, solve};
use crate::wire::answer::{Candidate, LineReport, Plan};
use crate::wire::sweep::{ClosingOutcome, LineOutcome, Outcome, Planned, Variant, Without};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A scenario's text with what it reads, so that variants of it can be made.
pub struct Source<'a> {
    /// Name of the file, for messages.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Reads a demand file that it names.
    pub read_csv: &'a (dyn Fn(&str) -> Result<String, FileFault> + Sync),
}

impl Source<'_> {
    /// The scenario with what a variant sets.
    ///
    /// # Errors
    /// A key that leads nowhere, and whatever is wrong with the scenario that is made so.
    pub fn with(&self, set: &BTreeMap<String, String>) -> Result<Scenario, Vec<Problem>> {
        if set.is_empty() {
            return parse(self.text, self.file, &|name| (self.read_csv)(name));
        }
        // A text that is no TOML is told with its place by who reads scenarios.
        let Ok(mut table) = self.text.parse::<Table>() else {
            return parse(self.text, self.file, &|name| (self.read_csv)(name));
        };
        let mut lost = Vec::new();
        for (key, value) in set {
            let set = |part: String| SweepCause::NoSuchKey { key: key.clone(), part };
            let value = parsed(value);
            if let Err(part) = edit::set(&mut table, key, &value) {
                lost.push(Problem::without_place(set(part)));
            }
        }
        if !lost.is_empty() {
            return Err(lost);
        }
        parse(&table.to_string(), self.file, &|name| (self.read_csv)(name))
    }
}

/// A value as TOML wrote it.
fn parsed(text: &str) -> Value {
    let read = format!("v = {text}").parse::<Table>();
    read.ok().and_then(|mut table| table.remove("v")).unwrap_or_else(|| Value::from(text))
}

/// Plans a variant. The same variant comes out the same, whatever else is run.
///
/// # Errors
/// A defect; what a variant cannot do is an outcome.
pub fn outcome(spec: &Spec, source: &Source<'_>, variant: &Variant) -> Result<Outcome, Error> {
    let mut found = Outcome {
        variant: variant.clone(),
        drawn: BTreeMap::new(),
        plan: None,
        without: None,
        closings: Vec::new(),
    };
    let mut scenario = match source.with(&variant.set) {
        Ok(scenario) => scenario,
        Err(problems) => {
            let mut codes: Vec<String> = problems.iter().map(|p| p.code().to_owned()).collect();
            codes.dedup();
            found.without = Some(Without::Invalid { codes });
            return Ok(found);
        }
    };
    if let Some(draw) = variant.draw {
        found.drawn = compare::draw(&mut scenario, spec.seed, draw - 1);
    }
    let playing = Playing { seed: spec.seed, ..Playing::default() };
    let promise = if spec.through_day { Promise::ThroughDay(playing) } else { Promise::Formula };
    match solve(&scenario, &Options { promise, ..Options::default() }) {
        Ok(plan) => {
            found.closings = plan.candidates.iter().map(closing).collect();
            found.plan = Some(planned(&plan));
        }
        Err(Error::Infeasible(_)) => found.without = Some(Without::Infeasible),
        Err(Error::Limit(_)) => found.without = Some(Without::Limit),
        Err(Error::CheckFailed { .. }) => found.without = Some(Without::CheckFailed),
        Err(other) => return Err(other),
    }
    Ok(found)
}

fn closing(candidate: &Candidate) -> ClosingOutcome {
    ClosingOutcome {
        closing: candidate.closing.clone(),
        status: candidate.status,
        cost_per_week: candidate.cost_per_week,
        holds: candidate.holds(),
    }
}

fn planned(plan: &Plan) -> Planned {
    Planned {
        closing: plan.closing.clone(),
        cost_per_week: plan.cost_per_week,
        bound: plan.solver.bound,
        paid_hours_per_week: plan.paid_hours_per_week,
        holds: plan.holds(),
        cost_resolution: plan.cost_resolution,
        lines: plan.lines.iter().map(line).collect(),
    }
}

fn line(report: &LineReport) -> LineOutcome {
    let finite = |wait: f64| wait.is_finite().then_some(wait);
    let (mean_wait_s, service_level, p_abandon) = match &report.through_day {
        Some(t) => (t.mean_wait_s.value, t.service_level.value, t.p_abandon.value),
        None => (report.mean_wait_s, report.service_level, report.p_abandon),
    };
    LineOutcome {
        line: report.line.clone(),
        calls_per_week: report.calls_per_week,
        mean_wait_s: finite(mean_wait_s),
        service_level,
        service_level_of: report.service_level_of,
        p_abandon,
    }
}
