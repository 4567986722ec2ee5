//! `plan` and `new`.

use super::args::{Format, NewArguments, PlanArguments, PromiseName, Table};
use super::output::{deliver, refuse, say, store};
use super::{Failure, Outcome, refuse_absent};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::plan::figures::scenario_ref;
use crate::plan::milp::Solver;
use crate::plan::through_day::Playing;
use crate::report::write::Manner;
use crate::report::{csv, json, text};
use crate::scenario;
use crate::scenario::{load, starter};
use crate::solve::{Options, Promise, solve};
use std::io::IsTerminal;
use std::time::Instant;

/// `obsada plan`.
pub(super) fn plan(arguments: &PlanArguments) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.output {
        refuse(path, arguments.force, &[&arguments.scenario])?;
    }
    refuse_absent(arguments.solver)?;
    let scenario = load::load_with(&arguments.scenario, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let manner = Manner { overwrite: arguments.force, private: false };
    let plan = match solved(arguments, &scenario) {
        // The cause is an answer too.
        Err(Error::Infeasible(cause)) if arguments.format == Format::Json => {
            say(text::infeasible(&cause, language));
            let text = json::no_plan(scenario_ref(&scenario), &cause)?;
            return Ok(deliver(arguments.output.as_deref(), manner, text.into_bytes(), 3)?);
        }
        found => found.map_err(|error| Failure { error, language: Some(language) })?,
    };
    let text = match (arguments.format, arguments.table) {
        (Format::Text, _) => text::plan(&plan, language),
        (Format::Json, _) => json::plan(&plan)?,
        (Format::Csv, Table::Intervals) => csv::intervals(&plan),
        (Format::Csv, Table::Shifts) => csv::shifts(&plan),
    };
    // A plan whose promises do not all hold is shown, with what breaks them, but is not a success.
    let exit_code = if plan.holds() { 0 } else { 3 };
    Ok(deliver(arguments.output.as_deref(), manner, text.into_bytes(), exit_code)?)
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
        like: &[],
        seconds_left: Some(&left),
        bounds: true,
        fewer_times: arguments.fewer_shift_times,
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

/// `obsada new`.
pub(super) fn new(arguments: &NewArguments) -> Result<Outcome, Failure> {
    let manner = Manner { overwrite: arguments.force, private: false };
    store(&arguments.file, starter::STARTER, manner)?;
    let name = arguments.file.display();
    Ok(Outcome::done(format!("written: {name}\nnext: obsada plan {name}\n")))
}
