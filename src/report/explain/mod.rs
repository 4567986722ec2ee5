//! What a code of a problem means: its title, an input that causes it, and what obsada says of it.
//!
//! Nothing here repeats a message: a page reads the input and shows what comes out.

mod examples;
mod samples;
mod titles;

use crate::domain::cause::FileFault;
use crate::domain::error::Problem;
use crate::domain::units::Language;
use crate::records::may_be_quoted;
use crate::report::diagnostics;
use crate::report::words::macros::either;
use crate::scenario::validate::parse;
use std::io::ErrorKind;
use titles::TITLES;

/// Name of a scenario in a page.
const NAME: &str = "scenario.toml";

/// Every code, in order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    TITLES.iter().map(|(code, ..)| *code)
}

/// What a code means, in a few words.
pub fn title(code: &str, language: Language) -> Option<&'static str> {
    let (_, english, polish) = TITLES.iter().find(|(own, ..)| *own == code)?;
    Some(match language {
        Language::En => english,
        Language::Pl => polish,
    })
}

/// Every code with its title, one a line.
pub fn list(language: Language) -> String {
    let line = |code| format!("{code}  {}\n", title(code, language).unwrap_or_default());
    codes().map(line).collect()
}

/// The page of a code: its title, and inputs with what is said of them; `None` if there is no such code.
pub fn page(code: &str, language: Language) -> Option<String> {
    let title = title(code, language)?;
    let mut page = format!("{code}: {title}\n");
    for problem in from_scenario(code) {
        page.push('\n');
        let source = |file: &str| Some(text_of(code, file)?.to_owned());
        page.push_str(diagnostics::pictures(&[problem], source, language, false).trim_end());
        page.push('\n');
    }
    for (input, cause) in samples::samples().into_iter().filter(|(_, c)| c.code() == code) {
        let problem = Problem { place: None, cause };
        let picture = diagnostics::pictures(&[problem], |_| None, language, false);
        page.push_str(&format!("\n    {input}\n\n{}\n", picture.trim_end()));
    }
    if of_records(code) {
        page.push_str(either(
            language,
            "\ndocs/records.md says how records are read and what can be done.\n",
            "\nJak czyta się rejestry i co można zrobić, opisuje docs/records.md.\n",
        ));
    }
    Some(page)
}

/// Whether a code is one of records or of their mappings.
fn of_records(code: &str) -> bool {
    code == "E920" || !may_be_quoted(code)
}

/// The problems of the scenario that the tests try for a code.
fn from_scenario(code: &str) -> Vec<Problem> {
    let Some(text) = text_of(code, NAME) else { return Vec::new() };
    let read_csv = |name: &str| {
        let missing =
            FileFault::System { kind: ErrorKind::NotFound, number: None, words: String::new() };
        text_of(code, name).map(str::to_owned).ok_or(missing)
    };
    parse(text, NAME, &read_csv).err().unwrap_or_default()
}

/// The scenario of a code, or a file that it names.
fn text_of(code: &str, file: &str) -> Option<&'static str> {
    let (list, key) =
        if file == NAME { (examples::SCENARIOS, code) } else { (examples::FILES, file) };
    list.iter().find(|(own, _)| *own == key).map(|(_, text)| *text)
}

/// The document of all codes, in English and in Polish: `docs/errors.md`.
pub fn document() -> String {
    let mut text = INTRODUCTION.to_owned();
    for code in codes() {
        let both = [Language::En, Language::Pl].map(|language| page(code, language));
        let [Some(english), Some(polish)] = both else { continue };
        let fenced = |page: &str| format!("```text\n{}```\n", page.trim_start());
        text.push_str(&format!("\n## {code}\n\n{}\n{}", fenced(&english), fenced(&polish)));
    }
    text
}

const INTRODUCTION: &str = "\
# Errors

Every problem of an input is shown with file, line, column, a code, the cause and what to do about it; all
problems of a file at once. `obsada explain CODE` prints a page of this document, `obsada explain` all titles,
with `--lang pl` in Polish.

A cell of a workbook is named as `roster.xlsx:Roster!F12`. Rows of records hold callers' numbers: E921 to E939, E948 and E949
name the place and never quote the row.

This document is made by `cargo test --test cli malformed` from the inputs that the tests try; with
`SNAPSHOTS=overwrite` it is written anew.
";
