//! `plan`, `check` and `new`.

use super::args::{
    CheckArguments, Format, NewArguments, PlanArguments, PromiseName, SolverName, Table,
};
use super::output::{deliver, refuse, say, store};
use super::{Failure, Outcome, read_bytes, refusal, text_of};
use crate::domain::cause::CommandCause;
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::plan::milp::Solver;
use crate::plan::through_day::Playing;
use crate::report::write::Manner;
use crate::report::{csv, json, text};
use crate::scenario::{load, starter};
use crate::solve::{Options, Promise, solve};
use crate::{handover::read_back, scenario, witness::check};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// `obsada plan`.
pub(super) fn plan(arguments: &PlanArguments) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.output {
        refuse(path, arguments.force, &[&arguments.scenario])?;
    }
    refuse_absent(arguments.solver)?;
    let scenario = load::load_with(&arguments.scenario, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let plan = solved(arguments, &scenario)
        .map_err(|error| Failure { error, language: Some(language) })?;
    let text = match (arguments.format, arguments.table) {
        (Format::Text, _) => text::plan(&plan, language),
        (Format::Json, _) => json::plan(&plan),
        (Format::Csv, Table::Intervals) => csv::intervals(&plan),
        (Format::Csv, Table::Shifts) => csv::shifts(&plan),
    };
    // A plan whose promises do not all hold is shown, with what breaks them, but is not a success.
    let exit_code = if plan.holds() { 0 } else { 3 };
    let manner = Manner { overwrite: arguments.force, private: false };
    Ok(deliver(arguments.output.as_deref(), manner, text.into_bytes(), exit_code)?)
}

/// Refuses a solver that this program was built without.
pub(super) fn refuse_absent(solver: SolverName) -> Result<(), Error> {
    if solver == SolverName::Highs && !cfg!(feature = "highs") {
        return Err(refusal(CommandCause::NoHighs));
    }
    Ok(())
}

fn solved(
    arguments: &PlanArguments,
    scenario: &scenario::Scenario,
) -> Result<crate::wire::answer::Plan, Error> {
    let started = Instant::now();
    let limit = arguments.time_limit;
    let left = move || limit - started.elapsed().as_secs_f64();
    let terminal = std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if terminal && all > 1 {
            say(format!("\rclosing times planned: {done} of {all} "));
        }
    };
    let options = Options {
        solver: Solver::from(arguments.solver),
        gap: arguments.gap,
        promise: match arguments.promise {
            PromiseName::Formula => Promise::Formula,
            PromiseName::ThroughDay => {
                Promise::ThroughDay(Playing { weeks: arguments.weeks, seed: arguments.seed })
            }
        },
        memory: None,
        seconds_left: Some(&left),
        progress: Some(&progress),
    };
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    let plan = threads.install(|| solve(scenario, &options));
    if terminal {
        say("\r                                        \r");
    }
    plan
}

/// `obsada check`.
pub(super) fn check(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let file = arguments.plan.display().to_string();
    let bytes = read_bytes(&arguments.plan)?;
    if read_back::is_workbook(&bytes) {
        return super::roster::check_workbook(arguments, bytes, &file);
    }
    let text = text_of(&arguments.plan, bytes)?;
    if super::roster::is_roster(&text) {
        return super::roster::check(arguments, &text, &file);
    }
    let plan = check::parse_plan(&text, &file)?;
    let path = scenario_of(&arguments.plan, arguments.scenario.as_deref(), &plan.scenario.file);
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let report = check::check(&scenario, &plan);
    let exit_code = if report.passed { 0 } else { 5 };
    Ok(Outcome { text: text::check(&report, &file, language), exit_code })
}

/// The scenario of a plan: as asked for, or as the plan names it, seen from here or from the plan.
pub(super) fn scenario_of(plan: &Path, asked: Option<&Path>, named: &str) -> PathBuf {
    if let Some(path) = asked {
        return path.to_owned();
    }
    let beside = plan.parent().map(|folder| folder.join(named));
    match beside {
        Some(beside) if !Path::new(named).exists() && beside.exists() => beside,
        _ => named.into(),
    }
}

/// `obsada new`.
pub(super) fn new(arguments: &NewArguments) -> Result<Outcome, Failure> {
    let manner = Manner { overwrite: arguments.force, private: false };
    store(&arguments.file, starter::STARTER, manner)?;
    let name = arguments.file.display();
    Ok(Outcome::done(format!("written: {name}\nnext: obsada plan {name}\n")))
}
