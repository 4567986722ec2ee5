//! `wait`: how likely a single wait is.

use super::args::{WaitArguments, WaitFormat};
use super::{Failure, Outcome, read, refusal};
use crate::calculator::wait::{Question, waits};
use crate::domain::cause::CommandCause;
use crate::domain::clock::{Weekday, parse_moment};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::report::{json, text};
use crate::scenario::{Scenario, load};
use crate::solve::{Options, solve};
use crate::wire::answer::Plan;
use crate::witness::check;

/// `obsada wait`.
pub(super) fn wait(arguments: &WaitArguments) -> Result<Outcome, Failure> {
    if let Some(log) = &arguments.lookup.log {
        return super::lookup::lookup(arguments, log);
    }
    // clap asks for a scenario where there is no log.
    let path = arguments.scenario.clone().unwrap_or_default();
    let mut scenario = load::load(&path)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let line = line(&scenario, arguments.line.as_deref())?;
    let at = arguments.at.as_deref().map(moment).transpose()?;
    if let Some(label) = &arguments.closing {
        keep_closing(&mut scenario, line, label)?;
    }
    let plan =
        plan(&scenario, arguments).map_err(|error| Failure { error, language: Some(language) })?;
    let question = Question { line, at, longer_than_s: arguments.longer_than };
    let answer = waits(&scenario, &plan, &question)
        .map_err(|error| refusal(CommandCause::NotFollowed { words: error.to_string() }))?;
    Ok(Outcome::done(match arguments.format {
        WaitFormat::Text => text::wait(&answer, &scenario.lines[line].name, language),
        WaitFormat::Json => json::text(&answer)?,
    }))
}

fn plan(scenario: &Scenario, arguments: &WaitArguments) -> Result<Plan, Error> {
    match &arguments.plan {
        Some(path) => check::parse_plan(&read(path)?, &path.display().to_string()),
        None => solve(scenario, &Options::default()),
    }
}

/// The line asked for; the only one need not be named.
fn line(scenario: &Scenario, id: Option<&str>) -> Result<usize, Error> {
    let ids: Vec<&str> = scenario.lines.iter().map(|l| l.id.as_str()).collect();
    let found = match id {
        None if ids.len() == 1 => Some(0),
        None => None,
        Some(id) => ids.iter().position(|own| *own == id),
    };
    found.ok_or_else(|| {
        refusal(CommandCause::WaitLine {
            named: id.map(str::to_owned),
            known: ids.iter().map(|id| (*id).to_owned()).collect(),
        })
    })
}

fn keep_closing(scenario: &mut Scenario, line: usize, label: &str) -> Result<(), Error> {
    let candidates = &mut scenario.lines[line].candidates;
    let labels: Vec<String> = candidates.iter().map(|c| c.label.clone()).collect();
    candidates.retain(|c| c.label == label);
    if candidates.is_empty() {
        return Err(refusal(CommandCause::UnknownClosing {
            label: label.to_owned(),
            known: labels,
        }));
    }
    Ok(())
}

/// A day and a time of day, such as `mon 11:00`.
fn moment(text: &str) -> Result<(Weekday, u32), Error> {
    let moment = parse_moment(text).map(|(day, time)| (day, time.minutes()));
    moment.ok_or_else(|| refusal(CommandCause::NotMoment { text: text.to_owned() }))
}
