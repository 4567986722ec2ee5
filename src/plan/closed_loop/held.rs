//! What callers would meet of shifts that stay while numbers move, by the sketch of the queue.
//!
//! The sketch carries the queue through the day as the queue itself is, and knows no endless wait; how far it is off for
//! these shifts with central numbers is for the caller to correct.

use super::outline::Outline;
use crate::domain::shift::Crew;
use crate::plan::demand::LineDemand;
use crate::scenario::Scenario;

/// A line by the sketch.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldLine {
    /// Mean wait of its callers, seconds; 0 without calls.
    pub mean_wait_s: f64,
    /// The worst value of what each of its promises keeps small, seconds or a share: of a service level, the share of the
    /// callers who wait longer. 0 without calls, and of a promise of people on duty.
    pub worst: Vec<f64>,
}

/// What the callers of each line meet of these crews.
pub fn by_sketch(scenario: &Scenario, demand: &[LineDemand], crews: &[Crew]) -> Vec<HeldLine> {
    let outline = Outline::drawn(scenario, demand, crews);
    let line = |l: usize| HeldLine {
        mean_wait_s: outline.mean_wait_s(l, &demand[l]).unwrap_or(0.0),
        worst: (0..scenario.lines[l].targets.len())
            .map(|k| outline.worst(l, k, &demand[l]).unwrap_or(0.0))
            .collect(),
    };
    (0..scenario.lines.len()).map(line).collect()
}
