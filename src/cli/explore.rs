//! `explore`.

use super::args::ExploreArguments;
use super::check::scenario_of;
use super::hand_over::read_json;
use super::output::{refuse, say, write};
use super::{Failure, Outcome, read_bytes, text_of};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::handover::board::Board;
use crate::report::explore::{Case, page};
use crate::report::json;
use crate::report::write::Manner;
use crate::scenario::Scenario;
use crate::scenario::load::{Loaded, load_keeping};
use crate::solve::{self, Options};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;

/// `obsada explore`. A scenario that cannot be planned has its page too, which says why.
pub(super) fn explore(arguments: &ExploreArguments) -> Result<Outcome, Failure> {
    let read: Vec<&Path> =
        arguments.scenario.iter().chain(&arguments.roster).map(|p| &**p).collect();
    refuse(&arguments.output, arguments.force, &read)?;
    let case = match (&arguments.roster, &arguments.scenario) {
        (Some(roster), scenario) => Some(board(arguments, roster, scenario.as_deref())?),
        (None, Some(path)) => Some(case(arguments, path)?),
        (None, None) => None,
    };
    let page = page(case.as_ref()).map_err(Error::Internal)?;
    // A roster says who works when.
    let manner = Manner { overwrite: arguments.force, private: arguments.roster.is_some() };
    write(&arguments.output, page, manner)?;
    Ok(Outcome::done(String::new()))
}

fn case(arguments: &ExploreArguments, path: &Path) -> Result<Case, Failure> {
    let Loaded { scenario, text, files } = load_keeping(path, arguments.allow_outside)?;
    let locale = arguments.lang.map_or(scenario.locale, Language::from);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    let plans = match arguments.unplanned {
        true => Ok(BTreeMap::new()),
        false => threads.install(|| plans(&scenario)),
    };
    let plans = plans.map_err(|error| Failure { error, language: Some(locale) })?;
    let (file, title, text) = (scenario.source.file, scenario.title, without_people(text));
    let (roster, roster_text) = (None, String::new());
    Ok(Case { file, title, locale, text, files, roster, roster_text, plans })
}

/// A page with a roster on the planner's board. A roster that does not fit its scenario is refused here already.
fn board(
    arguments: &ExploreArguments,
    roster: &Path,
    scenario: Option<&Path>,
) -> Result<Case, Failure> {
    let file = roster.display().to_string();
    let bytes = read_bytes(roster)?;
    let named = read_json(roster, bytes.clone())?.scenario.file;
    let path = scenario_of(roster, scenario, &named);
    let Loaded { scenario, text, files } = load_keeping(&path, arguments.allow_outside)?;
    let locale = arguments.lang.map_or(scenario.locale, Language::from);
    let roster_text = text_of(roster, bytes)?;
    Board::open(&scenario, &roster_text, &file)
        .map_err(|error| Failure { error, language: Some(locale) })?;
    let text = without_circumstances(text);
    let (file, title, roster) = (scenario.source.file, scenario.title, Some(file));
    let plans = BTreeMap::new();
    Ok(Case { file, title, locale, text, files, roster, roster_text, plans })
}

/// A scenario's text for the board: the people with what their shifts are checked by, and without kinds of absence and
/// reasons of wishes. Where somebody is protected, which is nobody's to hand around, it is without all people: then
/// whoever plans opens the scenario in the page.
fn without_circumstances(text: String) -> String {
    let Ok(mut tables) = text.parse::<toml::Table>() else { return without_people(text) };
    let people = tables.get_mut("consultant").and_then(toml::Value::as_array_mut);
    let mut people: Vec<&mut toml::Table> =
        people.into_iter().flatten().filter_map(toml::Value::as_table_mut).collect();
    if people
        .iter()
        .any(|own| ["protected", "daily_limit"].iter().any(|key| own.contains_key(*key)))
    {
        return without_people(text);
    }
    for (list, key) in [("absent", "kind"), ("wishes", "reason")] {
        let lists = people.iter_mut().filter_map(|own| own.get_mut(list)?.as_array_mut());
        for entry in lists.flatten().filter_map(toml::Value::as_table_mut) {
            entry.remove(key);
        }
    }
    tables.to_string()
}

/// A scenario's text as a page may hold it that goes from hand to hand: without the people, their absences and
/// wishes, which no plan of shifts needs. Then comments, which may speak of them, are gone too.
fn without_people(text: String) -> String {
    match text.parse::<toml::Table>() {
        Ok(mut tables) if tables.contains_key("consultant") || tables.contains_key("roster") => {
            tables.remove("consultant");
            tables.remove("roster");
            tables.to_string()
        }
        _ => text,
    }
}

/// The plan that is recommended and that of each closing time; none where there is none.
fn plans(scenario: &Scenario) -> Result<BTreeMap<String, String>, Error> {
    let terminal = std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if terminal && all > 1 {
            say(format!("\rclosing times planned: {done} of {all} "));
        }
    };
    let options = Options { progress: Some(&progress), ..Options::default() };
    let found = solve::all(scenario, &options);
    if terminal {
        say("\r                                        \r");
    }
    let (recommended, each) = match found {
        Ok(found) => found,
        // The page finds out the same, and says so.
        Err(Error::Infeasible(_) | Error::Limit(_)) => return Ok(BTreeMap::new()),
        Err(error) => return Err(error),
    };
    let mut plans = BTreeMap::from([(String::new(), json::plan(&recommended)?)]);
    for (k, plan) in each.iter().enumerate() {
        if let Some(plan) = plan {
            plans.insert(k.to_string(), json::plan(plan)?);
        }
    }
    Ok(plans)
}
