//! Flags of `plan` and `check`.

use super::{Lang, PromiseName, SolverName, seconds, share};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How a plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.plan/1.
    Json,
    /// A table; see --table.
    Csv,
}

/// Which table goes to CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Every open interval of every set of lines that share consultants.
    Intervals,
    /// Every shift to staff.
    Shifts,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// How to print the plan
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Which table to print as CSV
    #[arg(long, value_enum, default_value = "shifts")]
    pub table: Table,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Solver
    #[arg(long, value_enum, default_value = "default")]
    pub solver: SolverName,
    /// What the promises must hold by: the queue carried through the day, or the formula of a steady
    /// queue in each interval alone
    #[arg(long, value_enum, default_value = "through-day")]
    pub promise: PromiseName,
    /// Weeks to play out where the queue cannot be computed; as many as two million calls take unless given
    #[arg(long, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub weeks: Option<u32>,
    /// Where the random numbers of played-out weeks start
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Plan the recommended hours with fewer and fewer shift times as well, and say what each step costs
    #[arg(long)]
    pub fewer_shift_times: bool,
    /// Stop when the plan is proven to be within this share of the least cost
    #[arg(long, default_value = "0.005", value_parser = share, allow_negative_numbers = true)]
    pub gap: f64,
    /// Stop after so many seconds with the best plan found
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = seconds, allow_negative_numbers = true)]
    pub time_limit: f64,
    /// Threads; all cores unless given. The plan is the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256), allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the output file if it exists
    #[arg(long)]
    pub force: bool,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Plan as written by `plan --format json`, or roster (JSON or XLSX)
    pub plan: PathBuf,
    /// Scenario file; the one named in the plan unless given
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Version of the roster published before, from which what changes is counted anew
    #[arg(long, value_name = "ROSTER")]
    pub published: Option<PathBuf>,
    /// Language of the verdict; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}
