//! What changed between two periods that report two figures each.
//!
//! With the parameters that explain the first period, three questions have an answer for the
//! second: how long the wait would have been had nothing but the volume changed; how much longer the
//! calls must have become, staffing unchanged; how much less staffing there must have been, the calls
//! unchanged.

use super::totals::{Combination, PATIENCE_S, Range, bracket, combination, offered_for, root};
use schemars::JsonSchema;
use serde::Serialize;

/// A mean wait that differs from the reported one by less than this share is the reported one.
const SAME: f64 = 1e-6;

/// The answers for one combination of the first period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// Parameters of the first period.
    pub before: Combination,
    /// Wait of the handled in the second, had nothing but the volume changed, seconds.
    pub wait_unchanged_s: Option<f64>,
    /// Handle time of the second with the same consultants, seconds.
    pub aht_s: Option<f64>,
    /// Consultants of the second with the same handle time.
    pub agents: Option<f64>,
}

/// Two periods.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Changes {
    /// Handled calls a day: the second over the first, less 1.
    pub volume: f64,
    /// Answers for each plausible combination of the first period.
    pub rows: Vec<Change>,
}

/// What changed from the first period to the second, whose days have the second's profile.
pub fn changes(first: &Range, second: &Range) -> Changes {
    let per_day = |range: &Range| range.period.handled / range.period.days;
    let rows = PATIENCE_S.iter().flat_map(|patience| {
        first.plausible().filter(move |c| c.patience_s == *patience).map(|c| change(c, second))
    });
    Changes { volume: per_day(second) / per_day(first) - 1.0, rows: rows.collect() }
}

fn change(before: &Combination, second: &Range) -> Change {
    let (profile, period) = (&second.profile, &second.period);
    let handled = period.handled / period.days;
    let wait = |agents: f64| {
        offered_for(profile, handled, agents, before.aht_s, before.patience_s).map(|(_, d)| d.asa_s)
    };
    // In −ln(consultants) the wait increases.
    let excess = |x: f64| wait((-x).exp()).map(|asa| asa - period.mean_wait_s);
    let (many, few) = (-(before.agents * 8.0).ln(), -(0.05_f64).ln());
    let agents = excess(many)
        .filter(|e| *e < 0.0)
        .and_then(|_| bracket(many, few, excess))
        .and_then(|high| root(many, high, excess))
        .map(|x| (-x).exp())
        .filter(|n| wait(*n).is_some_and(|asa| (asa / period.mean_wait_s - 1.0).abs() < SAME));
    Change {
        before: *before,
        wait_unchanged_s: wait(before.agents),
        aht_s: combination(profile, period, before.agents, before.patience_s).map(|c| c.aht_s),
        agents,
    }
}
