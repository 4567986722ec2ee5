//! Numbers of a fitted scenario: each with its range, how it is known and by which method.

use super::words::fit as say;
use crate::domain::text::visible;
use crate::domain::units::Language;
use crate::estimate::Estimate;

/// The records behind an estimate.
pub(super) fn counted(estimate: &Estimate, of: &str) -> String {
    format!("{} {of}", estimate.records)
}

/// Method and records behind an estimate.
pub(super) fn note(estimate: &Estimate, of: &str, language: Language) -> String {
    format!("{}; {}", say::method(estimate.method, language), counted(estimate, of))
}

/// An estimate as a table with its interval.
pub(super) fn uncertain(e: &Estimate, decimals: usize, unit: &str, note: &str) -> String {
    let text = |x: f64| format!("{x:.decimals$}{unit}");
    let value = kept_above_zero(e.value, decimals);
    let low = kept_above_zero(e.low, decimals).min(value);
    // An interval without an upper end says too little to plan with.
    let range = e
        .high
        .map_or(String::new(), |h| format!("low = {}, high = {}, ", text(low), text(h.max(value))));
    format!("{{ value = {}, {range}basis = \"estimated\", note = {} }}", text(value), quoted(note))
}

/// A length of time whose interval reaches 0, which no length of time is: it begins at the least that can be
/// written.
pub(super) fn positive(e: &Estimate) -> Estimate {
    Estimate { low: e.low.max(0.001), ..*e }
}

/// A value that its decimals would make 0, as the least that they can write: a handle time of nothing is none.
fn kept_above_zero(value: f64, decimals: usize) -> f64 {
    let least = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(0));
    if value > 0.0 && value < least { least } else { value.max(0.0) }
}

/// Value, low and high as a table.
pub(super) fn in_table(
    [value, low, high]: [f64; 3],
    decimals: usize,
    basis: &str,
    note: &str,
) -> String {
    format!(
        "{{ value = {value:.decimals$}, low = {low:.decimals$}, high = {high:.decimals$}, basis = \"{basis}\", note = {} }}",
        quoted(note)
    )
}

/// Text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(visible(text)).to_string()
}
