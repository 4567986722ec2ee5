//! Flags of `sweep`.

use super::Lang;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `sweep`.
#[derive(Debug, Args)]
pub struct SweepArguments {
    /// Sweep file (TOML): a scenario, and what varies in it
    pub file: PathBuf,
    /// Folder for the manifest, for a part a variant, and, once all are there, for the results. Parts that are there
    /// already are not run again
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Run the I-th of N shards, such as 3/8
    #[arg(long, value_name = "I/N", conflicts_with = "shards")]
    pub shard: Option<String>,
    /// Run one of so many shards; which one is read from the job system: SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or
    /// HQ_TASK_ID
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub shards: Option<u32>,
    /// Threads; all cores unless given. The results are the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Read demand files outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
    /// Begin anew in a folder that holds another sweep
    #[arg(long)]
    pub force: bool,
    /// Language of the summary; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}
