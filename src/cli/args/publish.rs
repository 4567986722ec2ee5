//! Flags of `publish`.

use super::Lang;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub struct PublishArguments {
    /// The roster to publish (JSON or XLSX)
    pub roster: PathBuf,
    /// Day on which it is handed to people, from which notice is counted (2026-11-16)
    #[arg(long, value_name = "DAY")]
    pub on: String,
    /// The version published before, which this one replaces; none for the first
    #[arg(long, value_name = "ROSTER")]
    pub published: Option<PathBuf>,
    /// File to write; one that exists is never replaced
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// Scenario file; the one named in the roster unless given
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}
