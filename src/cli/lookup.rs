//! `wait --log`: one call of a log examined.

use super::args::{LookupArguments, WaitArguments, WaitFormat};
use super::output::say;
use super::{Failure, Outcome, refusal};
use crate::domain::cause::CommandCause;
use crate::domain::clock::Weekday;
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::plan::requirements::Caller;
use crate::records::lookup::{Given, Query, Target, look_up};
use crate::records::{Call, Mapping, Options, Salt, load};
use crate::report::{diagnostics, json, text};
use crate::scenario::{self, Scenario};
use std::io::Read;
use std::path::Path;

/// `obsada wait --log`: the call's wait among others, and what the model expects: what the scenario says if
/// one is given, else what the log shows.
pub(super) fn lookup(asked: &WaitArguments, log: &Path) -> Result<Outcome, Failure> {
    let arguments = &asked.lookup;
    let scenario = asked.scenario.as_deref().map(scenario::load::load).transpose()?;
    let locale = scenario.as_ref().map_or(Language::En, |scenario| scenario.locale);
    let language = asked.lang.map_or(locale, Language::from);
    let mapping = arguments.mapping.as_deref().map_or(Ok(Mapping::default()), load::mapping)?;
    let salt = Salt::random().map_err(|reason| {
        Error::Internal(format!("the system has no randomness to hide numbers with: {reason}"))
    })?;
    let query =
        Query { target: target(arguments, &salt)?, date: arguments.date, agents: arguments.agents };
    let expected = match &scenario {
        Some(scenario) => {
            let line = line_of(scenario, asked.line.as_deref())?;
            Some(move |call: &Call| given(scenario, line, call))
        }
        None => None,
    };
    let expected = expected.as_ref().map(|given| given as &dyn Fn(&Call) -> Given);
    let (bad_rows, zone) = (arguments.bad_rows, arguments.zone.clone());
    let options = Options { salt, bad_rows, zone, by_line: true };
    let open = || load::records(log, mapping.clone());
    let (found, reading) = look_up(&open, &options, &query, expected)
        .map_err(|error| Failure { error, language: Some(language) })?;
    let problems: Vec<_> =
        reading.problems.iter().flat_map(|bad| bad.first.iter().cloned()).collect();
    if !problems.is_empty() {
        say(diagnostics::render(&problems, |_| None, language, false));
    }
    say(text::reading(&reading, &log.display().to_string(), language));
    if asked.format == WaitFormat::Json {
        return Ok(Outcome::done(json::text(&found)?));
    }
    Ok(Outcome::done(text::look_up(&found, language)))
}

/// Who or what is asked for; a number is hashed here and not kept.
fn target(arguments: &LookupArguments, salt: &Salt) -> Result<Target, Error> {
    if let Some(id) = &arguments.call {
        return Ok(Target::Id(id.clone()));
    }
    let hash = match (&arguments.number, &arguments.number_file) {
        (Some(number), _) => salt.caller(number),
        (None, Some(file)) => salt.caller(first_line(file)?.trim()),
        (None, None) => {
            return Err(refusal(CommandCause::NoCallNamed));
        }
    };
    hash.map(Target::Caller).ok_or_else(|| refusal(CommandCause::NotNumber))
}

fn first_line(file: &Path) -> Result<String, Error> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| refusal(CommandCause::InputUnreadable { fault: (&error).into() }))?;
    } else {
        text = super::read(file)?;
    }
    Ok(text.lines().next().unwrap_or("").to_owned())
}

/// The scenario's line: the one named, or its only one.
fn line_of(scenario: &Scenario, named: Option<&str>) -> Result<usize, Error> {
    let found = match (named, &scenario.lines[..]) {
        (Some(named), lines) => lines.iter().position(|line| line.id == named),
        (None, [_]) => Some(0),
        (None, _) => None,
    };
    found.ok_or_else(|| {
        refusal(CommandCause::ScenarioLine {
            named: named.map(str::to_owned),
            known: scenario.lines.iter().map(|line| line.id.clone()).collect(),
        })
    })
}

/// What the scenario says about the half-hour of a call.
fn given(scenario: &Scenario, line: usize, call: &Call) -> Given {
    let grid = scenario.calendar.grid;
    let day = Weekday::ALL[usize::from(call.date.weekday().to_monday_zero_offset().unsigned_abs())];
    let from = (call.wall_s / 1800.0) as u32 * 30;
    let line = &scenario.lines[line];
    // Finer intervals are added up, coarser ones shared out.
    let parts = (30 / grid.minutes()).max(1);
    let calls: f64 = (0..parts)
        .map(|part| line.demand.calls[grid.at(day, from + part * grid.minutes())])
        .sum::<f64>()
        * 30.0
        / f64::from(parts * grid.minutes());
    Given { calls, aht_s: line.aht.value.get(), patience_s: Caller::of(line).patience_s }
}
