//! Flags, as typed options: each command's in a file of its own, what several share here.

mod compare;
mod erlang;
mod explain;
mod explore;
mod fit;
mod plan;
mod publish;
mod roster;
mod simulate;
mod sweep;
mod wait;

pub use compare::{CompareArguments, MemoFormat};
pub use erlang::ErlangArguments;
pub use explain::ExplainArguments;
pub use explore::ExploreArguments;
pub use fit::{FitArguments, FitFormat, FitTable, HorizonName};
pub use plan::{CheckArguments, Format, PlanArguments, Table};
pub use publish::PublishArguments;
pub use roster::{RosterArguments, RosterFormat};
pub use simulate::{SimulateArguments, SimulateFormat};
pub use sweep::SweepArguments;
pub use wait::{LookupArguments, WaitArguments, WaitFormat};

use crate::domain::units::Language;
use crate::plan::milp::Solver;
use crate::schema::Document;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Staffing and opening hours for call centres.
///
/// Data go to standard output, everything else to standard error. Exit codes: 0 done and checked,
/// 1 internal error, 2 bad arguments or input, 3 infeasible with the cause, 4 a limit was reached
/// without a plan, 5 a check failed.
#[derive(Debug, Parser)]
#[command(name = "obsada", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shift plan and closing time for a scenario
    Plan(PlanArguments),
    /// Closing times side by side, as a memo that a manager can decide on
    Compare(CompareArguments),
    /// Recompute every promise of a plan from the files alone
    Check(CheckArguments),
    /// Play a plan out, call by call
    Simulate(SimulateArguments),
    /// Many variants of a scenario, planned on this machine or on many
    Sweep(SweepArguments),
    /// The Erlang calculator, for one case or a table
    Erlang(ErlangArguments),
    /// Who works when: named people, the labour code kept, wishes and fairness
    Roster(RosterArguments),
    /// Mark a roster as published: its version, and what changes for whom against the one before
    Publish(PublishArguments),
    /// Scenario parameters from call records, interval reports or reported totals
    Fit(FitArguments),
    /// How likely a single wait is, by half-hour, and what a place in the queue means; with --log, one
    /// call of a log examined
    Wait(WaitArguments),
    /// One HTML file that shows a scenario's answer and plans again in the browser, without a network
    Explore(ExploreArguments),
    /// Write a commented scenario that works, to start from
    New(NewArguments),
    /// JSON Schema of the scenario file or of an answer, to standard output
    Schema(SchemaArguments),
    /// What the code of a problem means, with an input that causes it and what to do
    Explain(ExplainArguments),
    /// Completions of commands and options for a shell, to standard output
    Completions(CompletionsArguments),
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of what
    #[arg(default_value = "scenario", value_parser = documents())]
    pub name: Document,
}

/// The names of documents that have a schema.
fn documents() -> impl TypedValueParser<Value = Document> {
    let names = Document::ALL.map(|d| PossibleValue::new(d.name()).help(d.about()));
    PossibleValuesParser::new(names).try_map(|name| {
        Document::ALL.into_iter().find(|d| d.name() == name).ok_or("no such document")
    })
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Lang {
    Pl,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Pl => Language::Pl,
            Lang::En => Language::En,
        }
    }
}

/// Solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SolverName {
    /// In pure Rust, always there.
    Default,
    /// HiGHS; needs the cargo feature of that name.
    Highs,
}

impl From<SolverName> for Solver {
    fn from(name: SolverName) -> Self {
        match name {
            SolverName::Default => Solver::Default,
            SolverName::Highs => Solver::Highs,
        }
    }
}

/// What promises must hold by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PromiseName {
    /// The queue carried from each interval into the next.
    ThroughDay,
    /// A steady queue in each interval.
    Formula,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// File to write
    #[arg(default_value = "scenario.toml")]
    pub file: PathBuf,
    /// Overwrite the file if it exists
    #[arg(long)]
    pub force: bool,
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|n: &f64| n.is_finite()).ok_or_else(|| "expected a number".into())
}

fn share(text: &str) -> Result<f64, String> {
    number(text)
        .ok()
        .filter(|n| (0.0..=1.0).contains(n))
        .ok_or("expected a share from 0 to 1".into())
}

fn seconds(text: &str) -> Result<f64, String> {
    number(text).ok().filter(|n| *n >= 0.0).ok_or("expected seconds, 0 or more".into())
}

/// Whole minutes from `2h` or `90m`, a day at the most.
fn notice(text: &str) -> Result<u32, String> {
    let minutes = crate::scenario::read::duration(text).map(|seconds| seconds / 60.0);
    let whole = minutes.filter(|m| m.fract() == 0.0 && (0.0..=1440.0).contains(m));
    whole.map(|m| m as u32).ok_or("expected whole minutes of a day at the most, such as 2h".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
