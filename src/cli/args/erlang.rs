//! Flags of `erlang`.

use super::number;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `erlang`.
#[derive(Debug, Args)]
pub struct ErlangArguments {
    /// Calls in an interval
    #[arg(long, value_parser = number, allow_negative_numbers = true, required_unless_present = "csv")]
    pub calls: Option<f64>,
    /// Mean handle time, seconds
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true, required_unless_present = "csv")]
    pub aht: Option<f64>,
    /// Agents; without it the fewest that meet the targets
    #[arg(long, allow_negative_numbers = true)]
    pub agents: Option<u32>,
    /// Length of the interval, minutes
    #[arg(long, value_name = "MINUTES", default_value = "30", value_parser = number, allow_negative_numbers = true)]
    pub interval: f64,
    /// Seconds within which a call should be answered
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = number, allow_negative_numbers = true)]
    pub threshold: f64,
    /// Mean patience of callers, seconds (Erlang A); without it nobody hangs up (Erlang C)
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true)]
    pub patience: Option<f64>,
    /// Target: least share answered within the threshold, such as 0.8
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    pub service_level: Option<f64>,
    /// Target: longest mean wait, seconds
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true)]
    pub mean_wait: Option<f64>,
    /// Target: largest occupancy, such as 0.85
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    pub occupancy: Option<f64>,
    /// Target: fewest agents
    #[arg(long, default_value = "0", allow_negative_numbers = true)]
    pub agents_min: u32,
    /// Answer every row of this table instead (`-`: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["calls", "aht", "agents"])]
    pub csv: Option<PathBuf>,
    /// Print the single case as JSON
    #[arg(long)]
    pub json: bool,
}
