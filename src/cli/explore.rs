//! `explore`.

use super::args::ExploreArguments;
use super::output::{refuse, say, write};
use super::{Failure, Outcome};
use crate::domain::error::Error;
use crate::domain::units::Language;
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
    let read: Vec<&Path> = arguments.scenario.as_deref().into_iter().collect();
    refuse(&arguments.output, arguments.force, &read)?;
    let case = match &arguments.scenario {
        Some(path) => Some(case(arguments, path)?),
        None => None,
    };
    let page = page(case.as_ref()).map_err(Error::Internal)?;
    let manner = Manner { overwrite: arguments.force, private: false };
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
    Ok(Case { file, title, locale, text, files, plans })
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
