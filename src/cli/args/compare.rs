//! Flags of `compare`.

use super::{Lang, SolverName, seconds, share};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How a proposal is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MemoFormat {
    /// For reading, 80 columns.
    Text,
    /// The memo: one page for a browser or printer, nothing fetched.
    Html,
    /// Markdown.
    Md,
    /// Everything, schema obsada.proposal/1.
    Json,
    /// A table of closing times and levels of demand response.
    Csv,
    /// A workbook with formulas and charts; needs --output.
    Xlsx,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Scenario file (TOML) with close_candidates
    pub scenario: PathBuf,
    /// How to print the proposal
    #[arg(long, value_enum, default_value = "text")]
    pub format: MemoFormat,
    /// Language of the memo; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Seed of the samples and of weeks that are played out
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Samples of the joint uncertainty
    #[arg(long, default_value = "1000", value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    pub samples: u32,
    /// Samples that are planned in full, to see how far the others are off; 0: none
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u32).range(0..=1_000))]
    pub planned_draws: u32,
    /// Weeks to play out where the queue cannot be computed; as many as two million calls take unless given
    #[arg(long, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub weeks: Option<u32>,
    /// Solver
    #[arg(long, value_enum, default_value = "default")]
    pub solver: SolverName,
    /// Stop a search when its plan is proven to be within this share of the least cost of its programme, where
    /// that is wider than what the part of the comparison asks for
    #[arg(long, default_value = "0.0005", value_parser = share)]
    pub gap: f64,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value = "900", value_parser = seconds)]
    pub time_limit: f64,
    /// Threads; all cores unless given. The proposal is the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
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
