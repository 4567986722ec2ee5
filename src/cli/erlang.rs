//! `erlang`, the calculator.

use super::args::ErlangArguments;
use super::output::say;
use super::{Failure, Outcome, read, refusal};
use crate::calculator::{self, Case, Measures, Staffing};
use crate::domain::cause::CommandCause;
use crate::domain::error::{Error, Place, Problem};
use crate::queue::Targets;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// `obsada erlang`.
pub(super) fn erlang(arguments: &ErlangArguments) -> Result<Outcome, Failure> {
    match &arguments.csv {
        Some(path) => table(path),
        None => one(arguments),
    }
}

/// Every row answered; rows that cannot be are told on standard error and give exit code 2.
fn table(path: &Path) -> Result<Outcome, Failure> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| refusal(CommandCause::InputUnreadable { fault: (&e).into() }))?;
        text
    } else {
        read(path)?
    };
    let answer = calculator::table(&text).map_err(|e| row_error(path, &text, &e))?;
    for error in &answer.errors {
        say(format!("{}: {error}\n", path.display()));
    }
    if !answer.errors.is_empty() {
        let (bad, all) = (answer.errors.len(), answer.rows);
        say(format!("{bad} of {all} rows could not be answered; the column `error` says why\n"));
    }
    let exit_code = if answer.errors.is_empty() { 0 } else { 2 };
    Ok(Outcome { text: answer.csv, exit_code })
}

fn row_error(path: &Path, text: &str, error: &calculator::CalculatorError) -> Error {
    let line = error.line.map(|line| line as usize);
    let place = line.filter(|l| *l > 0).map(|line| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let length = text[start..].lines().next().map_or(0, str::len);
        Place { file: path.display().to_string(), line, column: 1, span: start..start + length }
    });
    let cause = CommandCause::Table { words: error.to_string() };
    Problem { place, cause: cause.into() }.into()
}

fn one(arguments: &ErlangArguments) -> Result<Outcome, Failure> {
    let (Some(calls), Some(aht_s)) = (arguments.calls, arguments.aht) else {
        return Err(refusal(CommandCause::CallsAndAht).into());
    };
    let targets = Targets {
        mean_wait_s: arguments.mean_wait,
        service_level: arguments.service_level.map(|share| (arguments.threshold, share)),
        occupancy_max: arguments.occupancy,
        agents_min: arguments.agents_min,
        ..Targets::default()
    };
    let case = Case {
        calls,
        interval_s: arguments.interval * 60.0,
        aht_s,
        staffing: arguments.agents.map_or(Staffing::Targets(targets), Staffing::Agents),
        patience_s: arguments.patience,
        threshold_s: arguments.threshold,
    };
    let measures = calculator::measure(&case)
        .map_err(|error| refusal(CommandCause::Calculator { words: error.to_string() }))?;
    Ok(Outcome::done(if arguments.json { json(&measures) } else { text(&measures, arguments) }))
}

fn text(m: &Measures, arguments: &ErlangArguments) -> String {
    let model =
        if m.p_abandon > 0.0 || arguments.patience.is_some() { "Erlang A" } else { "Erlang C" };
    let mut text = String::new();
    let mut line = |name: &str, value: String, meaning: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<16}{value:>14}  {meaning}");
    };
    line("model", model.into(), "");
    line(
        "offered load",
        format!("{:.4}", m.offered_load),
        "erlangs: arrival rate × mean handle time",
    );
    let agents =
        if arguments.agents.is_some() { "given" } else { "the fewest that meet the targets" };
    line("agents", m.agents.to_string(), agents);
    line(
        "probability wait",
        format!("{:.4}", m.p_wait),
        "share of calls that find all agents busy",
    );
    line("mean wait", format!("{:.2} s", m.mean_wait_s), "over all offered calls");
    if let (Some(asa), true) = (m.asa_s, arguments.patience.is_some()) {
        line("answered waited", format!("{asa:.2} s"), "mean wait of answered calls");
        line("hang up", format!("{:.4}", m.p_abandon), "share of callers who give up waiting");
    }
    let within = format!("answered within {} s, of all offered calls", m.threshold_s);
    line("service level", format!("{:.4}", m.service_level), &within);
    line("occupancy", format!("{:.4}", m.occupancy), "share of staffed time spent on calls");
    text
}

fn json(m: &Measures) -> String {
    // Text keys only, written to memory, so nothing can fail here.
    let mut text = serde_json::to_string_pretty(m).unwrap_or_default();
    text.push('\n');
    text
}
