//! `compare`.

use super::args::{CompareArguments, MemoFormat};
use super::output::{deliver, refuse};
use super::{Failure, Outcome, refusal, refuse_absent};
use crate::compare::{Options, compare as compared};
use crate::domain::cause::CommandCause;
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::plan::milp::Solver;
use crate::plan::through_day::Playing;
use crate::report::write::Manner;
use crate::report::{json, memo};
use crate::scenario::{Scenario, load};
use crate::wire::proposal::Proposal;
use indicatif::{ProgressBar, ProgressStyle};

use std::time::{Duration, Instant};

/// `obsada compare`. Hours whose promises do not all hold give exit code 3.
pub(super) fn compare(arguments: &CompareArguments) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.output {
        refuse(path, arguments.force, &[&arguments.scenario])?;
    }
    if arguments.format == MemoFormat::Xlsx && arguments.output.is_none() {
        return Err(refusal(CommandCause::WorkbookPrinted).into());
    }
    refuse_absent(arguments.solver)?;
    let scenario = load::load_with(&arguments.scenario, arguments.allow_outside)?;
    if scenario.lines.iter().any(|line| line.demand.needs.is_some()) {
        let file = arguments.scenario.display().to_string();
        return Err(refusal(CommandCause::NeedsToCompare { file }).into());
    }
    if scenario.lines.iter().all(|line| line.candidates.is_empty()) {
        return Err(refusal(CommandCause::NothingToCompare {
            file: arguments.scenario.display().to_string(),
        })
        .into());
    }
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let proposal = worked_out(arguments, &scenario)
        .map_err(|error| Failure { error, language: Some(language) })?;
    let bytes = match arguments.format {
        MemoFormat::Text => memo::text(&proposal, language).into_bytes(),
        MemoFormat::Html => memo::html(&proposal, language).map_err(Error::Internal)?.into_bytes(),
        MemoFormat::Md => memo::markdown(&proposal, language).into_bytes(),
        MemoFormat::Json => json::proposal(&proposal)?.into_bytes(),
        MemoFormat::Csv => memo::csv(&proposal).into_bytes(),
        MemoFormat::Xlsx => memo::xlsx(&proposal, language)?,
    };
    let exit_code = if proposal.closings[proposal.recommended].central.holds { 0 } else { 3 };
    let manner = Manner { overwrite: arguments.force, private: false };
    Ok(deliver(arguments.output.as_deref(), manner, bytes, exit_code)?)
}

fn worked_out(arguments: &CompareArguments, scenario: &Scenario) -> Result<Proposal, Error> {
    let started = Instant::now();
    let limit = arguments.time_limit;
    let left = move || limit - started.elapsed().as_secs_f64();
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} steps, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    let progress = |done: usize, known: usize| {
        bar.set_length(known as u64);
        bar.set_position(done as u64);
    };
    let options = Options {
        solver: Solver::from(arguments.solver),
        gap: arguments.gap,
        playing: Playing { weeks: arguments.weeks, seed: arguments.seed },
        samples: arguments.samples,
        planned_draws: arguments.planned_draws,
        seconds_left: Some(&left),
        progress: Some(&progress),
    };
    let proposal = threads.install(|| compared(scenario, &options));
    bar.finish_and_clear();
    proposal
}
