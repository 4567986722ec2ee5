//! Flags of `erlang`.

use super::{Lang, number};
use crate::calculator::read;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `erlang`.
#[derive(Debug, Args)]
pub struct ErlangArguments {
    /// Calls in an interval
    #[arg(long, value_parser = number, allow_negative_numbers = true, required_unless_present = "csv")]
    pub calls: Option<f64>,
    /// Mean handle time: seconds, or such as 3m
    #[arg(long, value_name = "SECONDS", value_parser = time, allow_negative_numbers = true, required_unless_present = "csv")]
    pub aht: Option<f64>,
    /// Agents, such as 3 or 2.5 (3 for half the time and 2 for the rest); without it the fewest that meet the
    /// targets
    #[arg(long, value_parser = number, allow_negative_numbers = true)]
    pub agents: Option<f64>,
    /// Length of the interval, minutes [default: 30]
    #[arg(long, value_name = "MINUTES", value_parser = number, allow_negative_numbers = true)]
    pub interval: Option<f64>,
    /// Time within which a call should be answered: seconds, or such as 1m [default: 20]
    #[arg(long, value_name = "SECONDS", value_parser = time, allow_negative_numbers = true)]
    pub threshold: Option<f64>,
    /// Mean patience of callers, seconds or such as 3m (Erlang A); without it nobody hangs up (Erlang C)
    #[arg(long, value_name = "SECONDS", value_parser = time, allow_negative_numbers = true)]
    pub patience: Option<f64>,
    /// Target: least share answered within the threshold, such as 0.8 or 80%
    #[arg(long, value_name = "SHARE", value_parser = part, allow_negative_numbers = true)]
    pub service_level: Option<f64>,
    /// Target: longest mean wait, seconds or such as 1m
    #[arg(long, value_name = "SECONDS", value_parser = time, allow_negative_numbers = true)]
    pub mean_wait: Option<f64>,
    /// Target: largest occupancy, such as 0.85 or 85%
    #[arg(long, value_name = "SHARE", value_parser = part, allow_negative_numbers = true)]
    pub occupancy: Option<f64>,
    /// Target: fewest agents [default: 0]
    #[arg(long, allow_negative_numbers = true)]
    pub agents_min: Option<u32>,
    /// Share of paid time away from the phone, such as 0.3 or 30%: how many to schedule
    #[arg(long, value_name = "SHARE", value_parser = part, allow_negative_numbers = true)]
    pub shrinkage: Option<f64>,
    /// Trunk lines: the share of calls that find all of them busy (Erlang B)
    #[arg(long, value_name = "LINES")]
    pub trunks: Option<u32>,
    /// Largest share of calls that may find all trunk lines busy: how many are needed
    #[arg(long, value_name = "SHARE", value_parser = part)]
    pub blocking: Option<f64>,
    /// Answer every row of this table instead (`-`: standard input); the options above fill empty cells
    /// and missing columns
    #[arg(long, value_name = "FILE", conflicts_with_all = ["calls", "aht", "agents"])]
    pub csv: Option<PathBuf>,
    /// Language of the report [default: en]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Print the single case as JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
}

/// A share, in percent too.
fn part(text: &str) -> Result<f64, String> {
    read::share(text).ok_or_else(|| "expected a number such as 0.8 or 80%".into())
}

/// A length of time.
fn time(text: &str) -> Result<f64, String> {
    read::seconds(text)
        .ok_or_else(|| "expected a number of seconds, or such as 3m or 1m 30s".into())
}
