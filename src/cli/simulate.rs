//! `simulate`.

use super::args::{SimulateArguments, SimulateFormat};
use super::check::scenario_of;
use super::output::{refuse, write};
use super::{Failure, Outcome, read, refusal};
use crate::domain::cause::CommandCause;
use crate::domain::error::Error;
use crate::domain::shift::{Crew, crews};
use crate::domain::units::Language;
use crate::plan::demand::{LineDemand, demand};
use crate::report::write::Manner;
use crate::report::{csv, json, text};
use crate::scenario::{Closing, Scenario, load};
use crate::simulate::verdict::{simulation, thresholds};
use crate::simulate::{Options, Results, Traffic, play};
use crate::wire::answer::Plan;
use crate::wire::shifts;
use crate::witness::check;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::time::{Duration, Instant};

/// Weeks played unless asked otherwise.
const WEEKS: u32 = 1000;
/// Most calls that are written as records.
const RECORDS_MAX: f64 = 5e6;

/// `obsada simulate`. A broken promise gives exit code 5.
pub(super) fn simulate(arguments: &SimulateArguments) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.records {
        refuse(path, arguments.force, &[&arguments.plan])?;
    }
    let file = arguments.plan.display().to_string();
    let plan = check::parse_plan(&read(&arguments.plan)?, &file)?;
    let path = scenario_of(&arguments.plan, arguments.scenario.as_deref(), &plan.scenario.file);
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    belongs(&plan, &scenario)?;
    not_too_large(&plan)?;
    let demand = demand(&scenario, &closings(&plan, &scenario)?);
    let weeks = weeks(arguments, &demand);
    if arguments.records.is_some() {
        few_enough(&demand, weeks)?;
    }
    let crews = crews(&shifts::read(&scenario, &plan.shifts)?);
    let results = played(arguments, &scenario, (&plan, &crews), &demand, weeks)?;
    if let Some(path) = &arguments.records {
        refuse(path, arguments.force, &[&arguments.plan, Path::new(&scenario.source.file)])?;
        let manner = Manner { overwrite: arguments.force, private: false };
        write(path, csv::records(&scenario, &results), manner)?;
    }
    let found = simulation(&scenario, &plan, &demand, (&results, weeks));
    let text = match arguments.format {
        SimulateFormat::Text => text::simulation(&plan, &found, language),
        SimulateFormat::Json => json::text(&found)?,
        SimulateFormat::Csv => csv::simulation(&found),
    };
    Ok(Outcome { text, exit_code: if found.passed { 0 } else { 5 } })
}

/// The plan holds no more shifts than can be played out.
fn not_too_large(plan: &Plan) -> Result<(), Error> {
    let held = check::shifts_held(plan);
    if held <= check::MOST_SHIFTS {
        return Ok(());
    }
    let parser = format!("it holds {held} shifts, more than {}", check::MOST_SHIFTS);
    Err(refusal(CommandCause::NotPlan { parser }))
}

/// The plan was made for this very scenario.
fn belongs(plan: &Plan, scenario: &Scenario) -> Result<(), Error> {
    if plan.scenario.sha256 == scenario.source.sha256 {
        return Ok(());
    }
    Err(refusal(CommandCause::OtherScenario { file: scenario.source.file.clone() }))
}

/// The closing of each line that the plan names.
fn closings<'s>(plan: &Plan, scenario: &'s Scenario) -> Result<Vec<Option<&'s Closing>>, Error> {
    let of = |line: &'s crate::scenario::Line| {
        let label = plan.closing.get(&line.id);
        let found = line.candidates.iter().find(|candidate| Some(&candidate.label) == label);
        if found.is_none() && !line.candidates.is_empty() {
            return Err(refusal(CommandCause::NoClosing { line: line.id.clone() }));
        }
        Ok(found)
    };
    scenario.lines.iter().map(of).collect()
}

fn weeks(arguments: &SimulateArguments, demand: &[LineDemand]) -> u32 {
    let Some(days) = arguments.days else {
        return arguments.weeks.unwrap_or(WEEKS);
    };
    let per_day = demand.first().map_or(1, |line| line.open.len() / 7);
    let open = |day: &usize| {
        demand.iter().any(|line| line.open[day * per_day..(day + 1) * per_day].contains(&true))
    };
    days.div_ceil((0..7).filter(open).count().max(1) as u32)
}

/// The records fit into memory.
fn few_enough(demand: &[LineDemand], weeks: u32) -> Result<(), Error> {
    let calls = demand.iter().map(LineDemand::total).sum::<f64>() * f64::from(weeks);
    if calls <= RECORDS_MAX {
        return Ok(());
    }
    Err(refusal(CommandCause::TooManyCalls { calls }))
}

fn played(
    arguments: &SimulateArguments,
    scenario: &Scenario,
    (plan, crews): (&Plan, &[Crew]),
    demand: &[LineDemand],
    weeks: u32,
) -> Result<Results, Error> {
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    let bar = bar(weeks);
    let progress = |more: u32| bar.inc(u64::from(more));
    let started = Instant::now();
    let limit = arguments.time_limit.unwrap_or(f64::INFINITY);
    let left = || started.elapsed().as_secs_f64() < limit;
    let options = Options {
        weeks,
        seed: arguments.seed,
        thresholds: &thresholds(plan),
        records: arguments.records.is_some(),
        progress: Some(&progress),
        time_left: arguments.time_limit.map(|_| &left as &(dyn Fn() -> bool + Sync)),
    };
    let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
    let results = threads.install(|| play(scenario, &traffic, crews, &options));
    bar.finish_and_clear();
    Ok(results)
}

/// A bar on standard error, where that is a terminal.
fn bar(weeks: u32) -> ProgressBar {
    let bar = ProgressBar::new(u64::from(weeks));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} weeks, {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
