//! `check`, of a plan, a roster or a workbook.

use super::args::CheckArguments;
use super::output;
use super::{Failure, Outcome, hand_over, read_bytes, refusal, text_of};
use crate::domain::cause::{Asked, CommandCause, RosterFault};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::handover::read_back;
use crate::report::text;
use crate::roster::Options;
use crate::scenario::{Scenario, load};
use crate::wire::roster_answer::{self, REPAIR_SCHEMA, Roster, SCHEMA};
use crate::witness::{check, roster_check};
use std::path::{Path, PathBuf};

/// `obsada check`.
pub(super) fn check(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let file = arguments.plan.display().to_string();
    let bytes = read_bytes(&arguments.plan)?;
    if read_back::is_workbook(&bytes) {
        return check_workbook(arguments, bytes, &file);
    }
    let text = text_of(&arguments.plan, bytes)?;
    if is_roster(&text) {
        return check_roster(arguments, &text, &file);
    }
    let plan = check::parse_plan(&text, &file)?;
    let path = scenario_of(&arguments.plan, arguments.scenario.as_deref(), &plan.scenario.file);
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let verdict = check::check(&scenario, &plan);
    let exit_code = if verdict.passed() { 0 } else { 5 };
    Ok(Outcome { text: text::check(&verdict, &file, language), exit_code })
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

/// Whether a file to be checked is a roster, or a repair with one.
fn is_roster(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let schema = value.as_ref().and_then(|value| value.get("schema")?.as_str());
    matches!(schema, Some(SCHEMA | REPAIR_SCHEMA))
}

/// The version published before, where one is named.
fn published(arguments: &CheckArguments, scenario: &Scenario) -> Result<Option<Roster>, Error> {
    let read = |path| hand_over::read_roster(path, scenario, &Options::default());
    let found = arguments.published.as_deref().map(read).transpose()?;
    Ok(found.map(|found| found.roster))
}

/// `obsada check` of a roster.
fn check_roster(arguments: &CheckArguments, text: &str, file: &str) -> Result<Outcome, Failure> {
    let roster = roster_answer::parse(text).map_err(|words| {
        refusal(CommandCause::NotRoster {
            file: file.to_owned(),
            fault: RosterFault::Parser(words),
            asked: Asked::Json,
        })
    })?;
    let path = scenario_of(&arguments.plan, arguments.scenario.as_deref(), &roster.scenario.file);
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let before = published(arguments, &scenario)?;
    let verdict = roster_check::check_against(&scenario, &roster, before.as_ref());
    let exit_code = if verdict.passed() { 0 } else { 5 };
    Ok(Outcome { text: text::roster::check(&verdict, file, language), exit_code })
}

/// `obsada check` of a workbook: what the cells hold, whoever wrote them.
fn check_workbook(
    arguments: &CheckArguments,
    bytes: Vec<u8>,
    file: &str,
) -> Result<Outcome, Failure> {
    let named = read_back::scenario_of(bytes.clone(), file)?;
    let path = scenario_of(&arguments.plan, arguments.scenario.as_deref(), &named);
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let found = read_back::read(bytes, file, &scenario, &Options::default())?;
    output::note(&found.notes);
    let before = published(arguments, &scenario)?;
    let verdict = roster_check::check_against(&scenario, &found.roster, before.as_ref());
    let exit_code = if verdict.passed() { 0 } else { 5 };
    let text = text::roster::check(&verdict, file, language)
        + &text::roster::covered(&found.roster, found.edited, language);
    Ok(Outcome { text, exit_code })
}
