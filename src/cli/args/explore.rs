//! Flags of `explore`.

use super::Lang;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `explore`.
#[derive(Debug, Args)]
pub struct ExploreArguments {
    /// Scenario file (TOML); without it the page begins with a short form, or is about the scenario that the roster names
    pub scenario: Option<PathBuf>,
    /// Roster (JSON of `roster` or of a repair) for the planner's board: the page opens with it, and plans nothing before
    /// that is asked for
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// The page to write
    #[arg(long, short, value_name = "FILE", default_value = "page.html")]
    pub output: PathBuf,
    /// Language that the page begins in; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Leave all planning to the browser: the page is written at once, and has no answer yet when it is opened
    #[arg(long)]
    pub unplanned: bool,
    /// Threads; all cores unless given. The plan is the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256), allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// Overwrite the page if it exists
    #[arg(long)]
    pub force: bool,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}
