//! The command line: parse, call, print, exit code.

mod args;
mod compare;
mod erlang;
mod fit;
mod hand_over;
mod lookup;
mod output;
mod plan;
mod roster;
mod simulate;
mod wait;

pub use args::Arguments;

use crate::domain::error::{Error, Problem};
use crate::domain::file;
use crate::domain::units::Language;
use crate::report::{diagnostics, text};
use crate::schema::Document;
use args::Command;
use clap::{CommandFactory, Parser};
use std::io::{IsTerminal, Write};
use std::path::Path;

/// What a command prints to standard output and the exit code it ends with.
struct Outcome {
    text: String,
    exit_code: u8,
}

impl Outcome {
    fn done(text: String) -> Self {
        Self { text, exit_code: 0 }
    }
}

/// A failure with the language it is to be told in.
struct Failure {
    error: Error,
    language: Language,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, language: Language::En }
    }
}

/// Runs the program with the process's arguments and returns its exit code.
pub fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if let Some(problem) = bad_value(&error) {
                output::say(told(&problem.into()));
                return 2;
            }
            // Help and version are no errors; a closed standard output is nobody's business.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let result = match arguments.command {
        Command::Plan(arguments) => plan::plan(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Check(arguments) => plan::check(&arguments),
        Command::Simulate(arguments) => simulate::simulate(&arguments),
        Command::Erlang(arguments) => erlang::erlang(&arguments),
        Command::Fit(arguments) => fit::fit(&arguments),
        Command::New(arguments) => plan::new(&arguments),
        Command::Roster(arguments) => roster::roster(&arguments),
        Command::Wait(arguments) => wait::wait(&arguments),
        Command::Schema(arguments) => Ok(schema(arguments.name)),
        Command::Completions(arguments) => Ok(completions(arguments.shell)),
    };
    match result {
        Ok(outcome) => print(&outcome),
        Err(failure) => {
            output::say(told(&failure));
            failure.error.exit_code()
        }
    }
}

/// `obsada schema`.
fn schema(document: Document) -> Outcome {
    Outcome::done(format!("{:#}\n", document.schema()))
}

/// `obsada completions`.
fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "obsada", &mut script);
    Outcome::done(String::from_utf8_lossy(&script).into_owned())
}

/// A value that an option cannot take, as a problem like any other.
fn bad_value(error: &clap::Error) -> Option<Error> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    if error.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let option = text(ContextKind::InvalidArg)?.split(' ').next()?;
    let value = text(ContextKind::InvalidValue)?;
    let cause = std::error::Error::source(error).map_or(String::new(), |s| format!(": {s}"));
    let message = format!("{option} cannot be `{value}`{cause}");
    Some(problem("E914", message, "change the value named; `--help` has the units and ranges"))
}

/// Prints to standard output; a reader who has gone away is no error.
fn print(outcome: &Outcome) -> u8 {
    match std::io::stdout().lock().write_all(outcome.text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            output::say(format!("error: standard output cannot be written: {error}\n"));
            1
        }
        _ => outcome.exit_code,
    }
}

/// An error as the user reads it.
fn told(failure: &Failure) -> String {
    match &failure.error {
        Error::Input(problems) => {
            let source = |file: &str| std::fs::read_to_string(file).ok();
            diagnostics::render(problems, source, std::io::stderr().is_terminal())
        }
        Error::Infeasible(cause) => text::infeasible(cause, failure.language),
        Error::Limit(text) => format!("error: {text}\n"),
        Error::CheckFailed { what: "roster", violations } => {
            text::roster::failed(violations, failure.language)
        }
        Error::CheckFailed { what, violations } => format!(
            "error: the {what} fails its independent check and is not shown:\n  {}\n",
            violations.join("\n  ")
        ),
        Error::Internal(text) => {
            format!("error: {text}\nThis is a defect; the scenario would help to find it.\n")
        }
    }
}

/// A problem with a file as a whole, or with an argument.
fn problem(code: &'static str, message: String, remedy: &str) -> Error {
    Error::Input(vec![Problem { code, place: None, message, remedy: remedy.into() }])
}

/// Reads a file the user named.
fn read(path: &Path) -> Result<String, Error> {
    text_of(path, read_bytes(path)?)
}

/// What was read from a file, as text.
fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| {
        let reason = "stream did not contain valid UTF-8";
        unreadable(path, &std::io::Error::new(std::io::ErrorKind::InvalidData, reason))
    })
}

/// Reads a file the user named that may be no text.
fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    file::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    problem(
        "E910",
        format!("{} cannot be read: {error}", path.display()),
        "either correct the name, or make the file readable",
    )
}
