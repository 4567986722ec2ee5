//! What a sweep leaves behind as JSON: what is run, and how each variant came out.

use super::answer::Status;
use crate::domain::measure::LevelOf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema of a sweep's results.
pub const SCHEMA: &str = "obsada.sweep/1";

/// A sweep with everything that its results depend on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// `obsada.sweep/1`.
    pub schema: String,
    /// Version of obsada.
    pub version: String,
    /// Title of the scenario.
    pub title: String,
    /// Its currency.
    pub currency: String,
    /// SHA-256 of the scenario's text and of every file that it reads.
    pub scenario_sha256: String,
    /// SHA-256 of the sweep's text.
    pub sweep_sha256: String,
    /// Whether promises are kept through the day, or by the formula of each interval alone.
    pub through_day: bool,
    /// Seed of the draws and of weeks that are played out.
    pub seed: u64,
    /// Names of the lines by their identifiers.
    pub lines: BTreeMap<String, String>,
    /// What is run, in order.
    pub variants: Vec<Variant>,
}

/// One variant: what is set in the scenario, and which draw of its uncertain numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// Its number, from 1.
    pub number: u32,
    /// Keys of the scenario with their values, as TOML writes them.
    pub set: BTreeMap<String, String>,
    /// Which draw, from 1; `null` where every number has its central value.
    pub draw: Option<u32>,
}

/// How a variant came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The variant.
    #[serde(flatten)]
    pub variant: Variant,
    /// Uncertain numbers as they were drawn, by key.
    pub drawn: BTreeMap<String, f64>,
    /// The plan that is recommended; `null` without one.
    pub plan: Option<Planned>,
    /// Why there is none.
    pub without: Option<Without>,
    /// Every combination of closing times.
    pub closings: Vec<ClosingOutcome>,
}

/// The plan that a variant recommends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Planned {
    /// Closing time of each line.
    pub closing: BTreeMap<String, String>,
    /// Cost a week.
    pub cost_per_week: f64,
    /// No plan that keeps its promises costs less than this.
    pub bound: f64,
    /// Paid hours a week.
    pub paid_hours_per_week: f64,
    /// Whether every promise is kept.
    pub holds: bool,
    /// Differences of cost below this are not told apart.
    pub cost_resolution: f64,
    /// What callers of each line experience.
    pub lines: Vec<LineOutcome>,
}

/// What the callers of a line experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineOutcome {
    /// The line.
    pub line: String,
    /// First calls a week within opening hours.
    pub calls_per_week: f64,
    /// Mean wait, seconds: through the day unless only the formula was asked for; `null` where it grows without end.
    pub mean_wait_s: Option<f64>,
    /// Calls answered within the line's threshold, as a share of those that `service_level_of` says.
    pub service_level: f64,
    /// What the service level is a share of; in files made before it could be chosen: of the calls offered.
    #[serde(default)]
    pub service_level_of: LevelOf,
    /// Share of callers who hang up.
    pub p_abandon: f64,
}

/// One combination of closing times in a variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClosingOutcome {
    /// Closing time of each line.
    pub closing: BTreeMap<String, String>,
    /// How the search ended.
    pub status: Status,
    /// Cost a week; `null` without a plan.
    pub cost_per_week: Option<f64>,
    /// Whether every promise is kept.
    pub holds: bool,
}

/// Why a variant has no plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Without {
    /// No plan meets it.
    Infeasible,
    /// A limit of counted work was reached.
    Limit,
    /// What is set makes no scenario: the codes of what is wrong with it.
    Invalid {
        /// Such as `E109`.
        codes: Vec<String>,
    },
    /// The independent check found the plan wanting.
    CheckFailed,
}

/// The results of a whole sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sweep {
    /// What was run.
    #[serde(flatten)]
    pub manifest: Manifest,
    /// How each variant came out, in order.
    pub outcomes: Vec<Outcome>,
}
