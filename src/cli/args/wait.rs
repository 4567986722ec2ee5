//! Flags of `wait`.

use super::{Lang, number, share};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How an answer on waits is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WaitFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.wait/1.
    Json,
}

/// Arguments of `wait`.
#[derive(Debug, Args)]
pub struct WaitArguments {
    /// Scenario file (TOML); with --log what is expected of the call, instead of what the log shows
    #[arg(required_unless_present = "log")]
    pub scenario: Option<PathBuf>,
    /// Line; may be left out where there is only one
    #[arg(long)]
    pub line: Option<String>,
    /// Day and time of the call, such as "mon 11:00"
    #[arg(long, value_name = "DAY TIME")]
    pub at: Option<String>,
    /// The wait in question, such as 10m, "4m 30s" or seconds
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = wait_time)]
    pub longer_than: f64,
    /// Closing time of the line, one of those under comparison; the recommended one unless given
    #[arg(long, value_name = "LABEL", conflicts_with = "plan")]
    pub closing: Option<String>,
    /// Take the consultants of this plan (as written by `plan --format json`) instead of planning
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// One call of a log.
    #[command(flatten)]
    pub lookup: LookupArguments,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: WaitFormat,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

/// Arguments of `wait --log`.
#[derive(Args)]
pub struct LookupArguments {
    /// Log to look in: queue_log, or a table of calls (CSV, TSV, XLSX)
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Which column means what (TOML; see docs/records.md)
    #[arg(long, value_name = "FILE", requires = "log")]
    pub mapping: Option<PathBuf>,
    /// The caller's number; it stays in the shell's history: --number-file - does not
    #[arg(long, group = "asked", requires = "log")]
    pub number: Option<String>,
    /// File with the caller's number (`-`: standard input)
    #[arg(long, value_name = "FILE", group = "asked", requires = "log")]
    pub number_file: Option<PathBuf>,
    /// The system's id of the call
    #[arg(long, value_name = "ID", group = "asked", requires = "log")]
    pub call: Option<String>,
    /// Only calls of this day, such as 2026-11-25
    #[arg(long, value_name = "DAY", requires = "log")]
    pub date: Option<jiff::civil::Date>,
    /// Consultants at work in the half-hour, where known better than from the log
    #[arg(long, requires = "log", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub agents: Option<u32>,
    /// Time zone of the log's times, such as Europe/Warsaw; the mapping's unless given
    #[arg(long, requires = "log")]
    pub zone: Option<String>,
    /// Largest share of rows that may be unusable
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = share)]
    pub bad_rows: f64,
}

// The number must not come out where arguments are printed for a developer.
impl std::fmt::Debug for LookupArguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LookupArguments").field("log", &self.log).finish_non_exhaustive()
    }
}

fn wait_time(text: &str) -> Result<f64, String> {
    let read = number(text).ok().or_else(|| crate::scenario::read::duration(text));
    read.filter(|s| (0.0..=1e6).contains(s)).ok_or("expected a time such as 10m or 600".into())
}
