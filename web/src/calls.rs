//! The calls themselves: bytes in, bytes out, without a pointer.

use crate::told::{Failed, told};
use crate::{board, edit, fields, short};
use obsada::compare;
use obsada::domain::cause::FileFault;
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::{json, memo};
use obsada::roster;
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::solve::{self, Options, Promise, Solved};
use std::collections::BTreeMap;

/// Seconds that are never over.
const FOR_EVER: f64 = 1e9;

/// Called again and again while work is done.
pub type Step = fn();
type Answers = Vec<Vec<u8>>;

/// Runs a call: its name, then its arguments.
pub fn run(arguments: &[Vec<u8>], step: Step) -> Answers {
    let Some((name, rest)) = arguments.split_first() else { return Failed::call("").answers() };
    let arguments = Arguments { all: rest, step };
    let done = match name.as_slice() {
        b"read" => read(&arguments),
        b"edit" => arguments.text(0).and_then(|text| edit::edit(text, arguments.text(1)?)).map(one),
        b"short" => arguments.text(0).and_then(short::scenario).map(one),
        b"one" => one_closing(&arguments),
        b"settle" => settle(&arguments),
        b"plan" => plan(&arguments),
        b"memo" => memo_page(&arguments),
        b"board" => board::open(&arguments),
        b"look" => board::look(&arguments),
        b"mend" => board::mend(&arguments),
        b"table" => (arguments.text(0))
            .and_then(|text| board::table(text, arguments.text(1)? == "excel"))
            .map(one),
        b"names" => names(&arguments).map(one),
        name => Err(Failed::call(&String::from_utf8_lossy(name))),
    };
    match done {
        Ok(answers) => std::iter::once(b"ok".to_vec()).chain(answers).collect(),
        Err(failed) => failed.answers(),
    }
}

fn one(text: String) -> Answers {
    vec![text.into_bytes()]
}

/// The arguments of a call. Calls about a scenario begin with its file name, its text, the demand files by
/// name as JSON, the language, and what promises must hold by.
pub(crate) struct Arguments<'a> {
    all: &'a [Vec<u8>],
    step: Step,
}

/// Where the arguments after those of the scenario begin.
const OWN: usize = 5;

impl Arguments<'_> {
    pub(crate) fn text(&self, at: usize) -> Result<&str, Failed> {
        let bytes = self.all.get(at).ok_or_else(|| Failed::call("argument"))?;
        std::str::from_utf8(bytes).map_err(|_| Failed::call("UTF-8"))
    }

    /// An argument after those of the scenario.
    pub(crate) fn own(&self, at: usize) -> Result<&str, Failed> {
        self.text(OWN + at)
    }

    pub(crate) fn language(&self) -> Result<Language, Failed> {
        Ok(if self.text(3)? == "pl" { Language::Pl } else { Language::En })
    }

    pub(crate) fn scenario(&self) -> Result<Scenario, Failed> {
        let files: BTreeMap<String, String> =
            serde_json::from_str(self.text(2)?).map_err(|_| Failed::call("files"))?;
        let read = |name: &str| files.get(name).cloned().ok_or(FileFault::Outside);
        parse(self.text(1)?, self.text(0)?, &read)
            .map_err(Error::Input)
            .or_else(|error| Err(told(&error, self.text(1)?, self.language()?)))
    }

    /// What was asked for, with as much time as it takes.
    fn with_options<T>(
        &self,
        work: impl FnOnce(&Options<'_>) -> Result<T, Error>,
    ) -> Result<T, Failed> {
        let step = self.step;
        let left = || {
            step();
            FOR_EVER
        };
        let usual = Options::default();
        let promise = match self.text(4)? {
            "formula" => Promise::Formula,
            _ => usual.promise,
        };
        let options = Options { promise, seconds_left: Some(&left), ..usual };
        work(&options).or_else(|error| Err(told(&error, self.text(1)?, self.language()?)))
    }

    /// Work on a roster, with as much time as it takes.
    pub(crate) fn within<T>(&self, work: impl FnOnce(&roster::Options<'_>) -> T) -> T {
        let step = self.step;
        let left = || {
            step();
            FOR_EVER
        };
        work(&roster::Options { seconds_left: Some(&left), ..roster::Options::default() })
    }

    /// Plans of single closings from an argument on.
    fn solved(&self, from: usize) -> Result<Vec<Solved>, Failed> {
        let parts = self.all.iter().skip(from);
        parts
            .map(|bytes| ciborium::from_reader(bytes.as_slice()))
            .collect::<Result<_, _>>()
            .map_err(|_| Failed::call("part"))
    }
}

fn written(solved: &Solved) -> Result<Vec<u8>, Failed> {
    let mut bytes = Vec::new();
    ciborium::into_writer(solved, &mut bytes).map_err(|_| Failed::call("part"))?;
    Ok(bytes)
}

/// What a scenario says that the page shows, and which numbers of it can be changed.
fn read(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let scenario = arguments.scenario()?;
    Ok(one(fields::desk(&scenario, arguments.text(1)?)?))
}

/// One combination of closing times, planned.
fn one_closing(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let scenario = arguments.scenario()?;
    let k = arguments.text(OWN)?.parse().map_err(|_| Failed::call("closing"))?;
    let solved = arguments.with_options(|options| solve::one(&scenario, k, options))?;
    Ok(vec![written(&solved)?])
}

/// All of them, each with what it has from the others.
fn settle(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let scenario = arguments.scenario()?;
    let solved = arguments.solved(OWN)?;
    let settled = arguments.with_options(|options| solve::settle(&scenario, solved, options))?;
    settled.iter().map(written).collect()
}

/// The plan of one of them, or without its number of the one recommended: as `obsada plan --format json` has it.
fn plan(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let scenario = arguments.scenario()?;
    let asked = match arguments.text(OWN)? {
        "" => None,
        k => Some(k.parse().map_err(|_| Failed::call("closing"))?),
    };
    let solved = arguments.solved(OWN + 1)?;
    let plan =
        arguments.with_options(|options| solve::plan_of(&scenario, solved, asked, options))?;
    let language = arguments.language()?;
    let text = json::plan(&plan).map_err(|error| told(&error, "", language))?;
    Ok(one(text))
}

/// Names by people's words: a file, its text, the people as JSON, the language.
fn names(arguments: &Arguments<'_>) -> Result<String, Failed> {
    let text = |at: usize| arguments.text(at);
    board::named(text(0)?, text(1)?, text(2)?, text(3)? == "pl")
}

/// The memo of `obsada compare`, as a page.
fn memo_page(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let scenario = arguments.scenario()?;
    let language = arguments.language()?;
    let proposal = arguments.with_options(|solving| {
        let options =
            compare::Options { seconds_left: solving.seconds_left, ..compare::Options::default() };
        compare::compare(&scenario, &options)
    })?;
    let page = memo::html(&proposal, language);
    page.map(one).map_err(|text| told(&Error::Internal(text), "", language))
}
