//! Flags of `simulate`.

use super::{Lang, seconds};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How a simulation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SimulateFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.simulation/2.
    Json,
    /// A table of every line and interval.
    Csv,
}

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArguments {
    /// Plan as written by `plan --format json`
    pub plan: PathBuf,
    /// Scenario file; the one named in the plan unless given
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Weeks to play, each on its own; 1000 unless given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub weeks: Option<u32>,
    /// The same in days: as many weeks as have so many days on which a line is open
    #[arg(long, value_name = "N", conflicts_with = "weeks",
          value_parser = clap::value_parser!(u32).range(1..=7_000_000))]
    pub days: Option<u32>,
    /// Seed of all random numbers
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Threads; all cores unless given. The results are the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Stop after so many seconds with the weeks played by then, two at least; no limit unless given
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<f64>,
    /// Write every simulated call to this CSV file
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// Overwrite the file of records if it exists
    #[arg(long)]
    pub force: bool,
    /// How to print the results
    #[arg(long, value_enum, default_value = "text")]
    pub format: SimulateFormat,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}
