//! `publish`: a draft becomes the version that people work by.

use super::args::PublishArguments;
use super::check::scenario_of;
use super::output::{self, write};
use super::{Failure, Outcome, hand_over, read_bytes, refusal, roster};
use crate::domain::cause::{CommandCause, EditionFault};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::handover::read_back;
use crate::report::write::Manner;
use crate::report::{json, text};
use crate::roster::Options;
use crate::roster::edition::Issue;
use crate::scenario::{Scenario, load};
use crate::wire::roster_answer::{Roster, Standing};
use std::path::{Path, PathBuf};

/// `obsada publish`.
pub(super) fn publish(arguments: &PublishArguments) -> Result<Outcome, Failure> {
    refuse(arguments)?;
    let path = scenario_of(
        &arguments.roster,
        arguments.scenario.as_deref(),
        &named(&arguments.roster)?.display().to_string(),
    );
    let scenario = load::load_with(&path, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    published(arguments, &scenario, language)
        .map_err(|error| Failure { error, language: Some(language) })
}

/// What is published is never written over, whatever is asked.
fn refuse(arguments: &PublishArguments) -> Result<(), Error> {
    let file = arguments.output.display().to_string();
    if arguments.output.exists() {
        return Err(refusal(CommandCause::Kept { file }));
    }
    let inputs: Vec<&Path> = std::iter::once(&arguments.roster)
        .chain(&arguments.published)
        .map(PathBuf::as_path)
        .collect();
    output::refuse(&arguments.output, false, &inputs)
}

/// The scenario that a roster names.
fn named(path: &Path) -> Result<PathBuf, Error> {
    let bytes = read_bytes(path)?;
    if read_back::is_workbook(&bytes) {
        return Ok(read_back::scenario_of(bytes, &path.display().to_string())?.into());
    }
    Ok(hand_over::read_json(path, bytes)?.scenario.file.into())
}

fn published(
    arguments: &PublishArguments,
    scenario: &Scenario,
    language: Language,
) -> Result<Outcome, Error> {
    let options = Options::default();
    let (draft, written_from) = roster::given(scenario, &arguments.roster, &options)?;
    let named = arguments.published.as_deref();
    let named = named.map(|path| hand_over::read_roster(path, scenario, &options)).transpose()?;
    let before = named.map(|found| found.roster).or(written_from);
    still_open(&arguments.roster, &draft, before.is_some())?;
    let on = Some(roster::date(&arguments.on)?);
    let issue = Issue { state: Standing::Published, on, published: before.as_ref() };
    let of = arguments.published.as_deref().unwrap_or(&arguments.roster);
    let roster = roster::issued(scenario, draft, issue, of)?;
    something_new(&arguments.roster, &roster)?;
    let manner = Manner { overwrite: false, private: true };
    write(&arguments.output, json::text(&roster)?, manner)?;
    Ok(Outcome::done(text::published(&roster, language)))
}

/// Whether a roster may be published: it is not yet, and the version that it was set against is there.
fn still_open(path: &Path, draft: &Roster, before: bool) -> Result<(), Error> {
    roster::still_draft(path, draft)?;
    match draft.edition.as_ref().and_then(|edition| edition.against.as_ref()) {
        Some(against) if !before => {
            let fault = EditionFault::BeforeMissing { version: against.version };
            Err(roster::unpublishable(path, fault))
        }
        _ => Ok(()),
    }
}

/// Whether there is anything that was not published before.
fn something_new(path: &Path, roster: &Roster) -> Result<(), Error> {
    let edition = roster.edition.as_ref();
    let same = edition.filter(|e| e.changes.is_empty() && e.first_new.is_none());
    match same.and_then(|e| e.against.as_ref()) {
        Some(before) => {
            let fault = EditionFault::NothingNew { version: before.version };
            Err(roster::unpublishable(path, fault))
        }
        None => Ok(()),
    }
}
