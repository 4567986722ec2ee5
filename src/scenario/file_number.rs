//! Numbers of the file: plain, or with their range and how they are known.

use super::Assumption;
use super::keys;
use super::problems::At;
use super::read::Node;
use super::table::Table;
use crate::domain::cause::SyntaxCause;
use crate::domain::units::{Basis, Uncertain};
use toml::de::DeValue;

/// How a number may be known.
pub(super) const BASES: [(&str, Basis); 3] =
    [("stated", Basis::Stated), ("estimated", Basis::Estimated), ("assumed", Basis::Assumed)];

/// A plain number, or a table with its range and how it is known; noted as an assumption.
pub(super) fn uncertain(
    node: &Node,
    number: impl Fn(&Node) -> Option<At<f64>>,
) -> Option<At<Uncertain<f64>>> {
    if !node.is_table() {
        let value = number(node)?;
        assume(node, node, None, Basis::Assumed, None);
        return Some(value.map(|v| Uncertain::plain(v, Basis::Assumed)));
    }
    let t = node.table_of(&keys::UNCERTAIN)?;
    let source = t.need("value", "value = 1");
    let value = source.as_ref().and_then(&number);
    let low = t.get("low").and_then(|n| number(&n));
    let high = t.get("high").and_then(|n| number(&n));
    let basis = t.get("basis").and_then(|n| n.word(&BASES)).map_or(Basis::Assumed, |b| b.value);
    let note = t.get("note").and_then(|n| n.note());
    let (source, value) = (source?, value?);
    let above = low.as_ref().is_some_and(|l| l.value > value.value);
    let below = high.as_ref().is_some_and(|h| h.value < value.value);
    if let (true, Some(bound)) = (above, t.get("low")) {
        bound.report(SyntaxCause::LowAbove { bound: written(&bound), value: written(&source) });
    }
    if let (true, Some(bound)) = (below, t.get("high")) {
        bound.report(SyntaxCause::HighBelow { bound: written(&bound), value: written(&source) });
    }
    assume(node, &source, range(&t), basis, note.clone());
    Some(At {
        value: Uncertain {
            value: value.value,
            low: low.map(|l| l.value),
            high: high.map(|h| h.value),
            basis,
            note,
        },
        span: node.span.clone(),
    })
}

/// A number without a range, plainly or as a table with basis and note.
pub(super) fn known<T>(node: &Node, number: impl Fn(&Node) -> Option<At<T>>) -> Option<At<T>> {
    if !node.is_table() {
        let value = number(node)?;
        assume(node, node, None, Basis::Assumed, None);
        return Some(value);
    }
    let t = node.table_of(&keys::KNOWN)?;
    let source = t.need("value", "value = 1")?;
    let basis = t.get("basis").and_then(|n| n.word(&BASES)).map_or(Basis::Assumed, |b| b.value);
    let note = t.get("note").and_then(|n| n.note());
    let value = number(&source)?;
    assume(node, &source, None, basis, note);
    Some(value)
}

fn assume(node: &Node, value: &Node, range: Option<String>, basis: Basis, note: Option<String>) {
    let assumption =
        Assumption { key: node.path.clone(), value: written(value), range, basis, note };
    node.log.assume(node.span.start, assumption);
}

/// A value as it stands in the file, without its quotes.
fn written(node: &Node) -> String {
    match node.value {
        DeValue::String(text) => text.to_string(),
        _ => node.log.text.get(node.span.clone()).unwrap_or_default().to_owned(),
    }
}

fn range(table: &Table) -> Option<String> {
    let bound = |key: &str| table.get(key).map(|n| written(&n));
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) => Some(format!("{low}–{high}")),
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => None,
    }
}

/// A share from 0 to 1, with or without its range.
pub(super) fn share(node: &Node) -> Option<At<Uncertain<f64>>> {
    uncertain(node, |n| n.number())
}
