//! The command line: parse, call, print, exit code.

mod args;
mod check;
mod compare;
mod erlang;
mod explain;
mod explore;
mod fit;
mod hand_over;
mod language;
mod lookup;
mod output;
mod plan;
mod planned;
mod publish;
mod roster;
mod simulate;
mod sweep;
mod wait;

pub use args::Arguments;

use crate::domain::cause::{CommandCause, FileFault};
use crate::domain::error::{Error, Problem};
use crate::domain::text::visible;
use crate::domain::units::Language;
use crate::files;
use crate::report::words::failures;
use crate::report::{diagnostics, text};
use crate::schema::Document;
use args::{Command, SolverName};
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

/// A failure, with the language of its sentences where that is known.
struct Failure {
    error: Error,
    language: Option<Language>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, language: None }
    }
}

/// Runs the program with the process's arguments and returns its exit code.
pub fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if let Some(problem) = bad_value(&error) {
                let language = language::asked_for(std::env::args());
                output::say(told(&problem, language));
                return 2;
            }
            // Help and version are no errors; a closed standard output is nobody's business.
            if !error.use_stderr() {
                let _ = error.print();
                return 0;
            }
            output::say(without_hidden(&error));
            return 2;
        }
    };
    let command = arguments.command;
    let result = match &command {
        Command::Plan(arguments) => plan::plan(arguments),
        Command::Compare(arguments) => compare::compare(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::Sweep(arguments) => sweep::sweep(arguments),
        Command::Simulate(arguments) => simulate::simulate(arguments),
        Command::Erlang(arguments) => erlang::erlang(arguments),
        Command::Fit(arguments) => fit::fit(arguments),
        Command::Explore(arguments) => explore::explore(arguments),
        Command::New(arguments) => plan::new(arguments),
        Command::Roster(arguments) => roster::roster(arguments),
        Command::Publish(arguments) => publish::publish(arguments),
        Command::Wait(arguments) => wait::wait(arguments),
        Command::Schema(arguments) => Ok(schema(arguments.name)),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Completions(arguments) => Ok(completions(arguments.shell)),
    };
    match result {
        Ok(outcome) => print(&outcome),
        Err(failure) => {
            let language = failure.language.unwrap_or_else(|| language::language(&command));
            output::say(told(&failure.error, language));
            failure.error.exit_code()
        }
    }
}

/// What is wrong with the arguments. They may hold what would steer it: a file's
/// name, say.
fn without_hidden(error: &clap::Error) -> String {
    let told = error.render().to_string();
    told.lines().map(|line| visible(line) + "\n").collect()
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
    Some(refusal(CommandCause::OptionValue {
        option: option.to_owned(),
        value: value.to_owned(),
        why: cause,
    }))
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
fn told(error: &Error, language: Language) -> String {
    match error {
        Error::Input(problems) => {
            let source = |file: &str| std::fs::read_to_string(file).ok();
            diagnostics::render(problems, source, language, std::io::stderr().is_terminal())
        }
        Error::Infeasible(cause) => text::infeasible(cause, language),
        Error::Limit(limit) => failures::limit(*limit, language),
        Error::CheckFailed { what, findings } => text::failed(what, findings, language),
        Error::Internal(text) => failures::defect(text, language),
    }
}

/// A problem with a file as a whole, or with an argument.
fn refusal(cause: CommandCause) -> Error {
    Problem::without_place(cause).into()
}

/// Reads a file the user named.
fn read(path: &Path) -> Result<String, Error> {
    text_of(path, read_bytes(path)?)
}

/// What was read from a file, as text.
fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| unreadable(path, FileFault::NotUtf8))
}

/// Reads a file the user named that may be no text.
fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    files::read(path).map_err(|fault| unreadable(path, fault))
}

fn unreadable(path: &Path, fault: FileFault) -> Error {
    refusal(CommandCause::Unreadable { file: path.display().to_string(), fault })
}

/// Refuses a solver that this program was built without.
fn refuse_absent(solver: SolverName) -> Result<(), Error> {
    if solver == SolverName::Highs && !cfg!(feature = "highs") {
        return Err(refusal(CommandCause::NoHighs));
    }
    Ok(())
}
