//! The present state as the scenario tells it, to lay beside what is planned.

use crate::domain::units::Basis;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The present state: stated, estimated or assumed by the scenario (`[today]`), never planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Today {
    /// Today's closing by line, as candidates name it.
    pub closing: BTreeMap<String, String>,
    /// Index of the candidate (of the closing times of a proposal) that has today's hours: what these come to where
    /// they are planned; `null`: none has.
    pub same_hours: Option<usize>,
    /// People who answer the lines.
    pub consultants: Option<Known>,
    /// Hours paid.
    pub paid_hours_per_week: Option<Known>,
    /// What they cost.
    pub cost_per_week: Option<Known>,
    /// Line by line.
    pub lines: Vec<TodayLine>,
}

/// What is known of a line's present state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TodayLine {
    /// Line identifier.
    pub line: String,
    /// Mean wait of its callers, seconds.
    pub mean_wait_s: Option<Known>,
    /// Share of its callers who hang up.
    pub p_abandon: Option<Known>,
    /// Share of its callers who are answered within the threshold of the line's reports.
    pub service_level: Option<Known>,
}

/// A number with its range and how it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Known {
    /// The number.
    pub value: f64,
    /// The lowest value held possible; `null`: none is given.
    pub low: Option<f64>,
    /// The highest.
    pub high: Option<f64>,
    /// How it is known.
    pub basis: Basis,
    /// The author's note.
    pub note: Option<String>,
}
