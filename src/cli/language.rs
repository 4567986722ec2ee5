//! The language in which a command says what went wrong, where it may know little of its input.

use super::args::{Command, Lang};
use super::check::scenario_of;
use crate::domain::units::Language;
use crate::scenario::load::language_of;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most bytes of a file that are looked at.
const LOOK_MAX: u64 = 1 << 24;

/// What `--lang` asks for; else what the scenario asks for, as far as that can be seen; else English.
pub(super) fn language(command: &Command) -> Language {
    let (asked, scenario) = match command {
        Command::Plan(a) => (a.lang, Some(a.scenario.clone())),
        Command::Compare(a) => (a.lang, Some(a.scenario.clone())),
        Command::Roster(a) => (a.lang, Some(a.scenario.clone())),
        Command::Check(a) => (a.lang, a.scenario.clone().or_else(|| named_in(&a.plan))),
        Command::Publish(a) => (a.lang, a.scenario.clone().or_else(|| named_in(&a.roster))),
        Command::Simulate(a) => (a.lang, a.scenario.clone().or_else(|| named_in(&a.plan))),
        Command::Wait(a) => (a.lang, a.scenario.clone()),
        Command::Explore(a) => (a.lang, a.scenario.clone()),
        Command::Fit(a) => (a.lang, None),
        Command::Sweep(a) => (a.lang, None),
        Command::Explain(a) => (Some(a.lang), None),
        Command::Erlang(a) => (a.lang, None),
        Command::New(_) | Command::Schema(_) | Command::Completions(_) => (None, None),
    };
    let seen = || language_of(&beginning(&scenario?)?);
    asked.map(Language::from).or_else(seen).unwrap_or_default()
}

/// What the arguments ask for where they could not be understood.
pub(super) fn asked_for(arguments: impl Iterator<Item = String>) -> Language {
    let arguments: Vec<String> = arguments.collect();
    let polish = arguments.iter().any(|word| word == "--lang=pl")
        || arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "pl");
    if polish { Lang::Pl.into() } else { Lang::En.into() }
}

/// The scenario that a plan or roster names.
fn named_in(plan: &Path) -> Option<PathBuf> {
    let answer: serde_json::Value = serde_json::from_str(&beginning(plan)?).ok()?;
    let file = answer.get("scenario")?.get("file")?.as_str()?;
    Some(scenario_of(plan, None, file))
}

/// The beginning of a file, if it is one.
fn beginning(path: &Path) -> Option<String> {
    let file = std::fs::metadata(path).ok()?.is_file().then(|| std::fs::File::open(path))?.ok()?;
    let mut bytes = Vec::new();
    file.take(LOOK_MAX).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
