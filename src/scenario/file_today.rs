//! Mirror of `[today]`.

use super::file_number::{share, uncertain};
use super::keys;
use super::problems::At;
use super::read::Node;
use crate::domain::cause::Expected;
use crate::domain::units::Uncertain;
use toml::de::DeValue;

/// `[today]`.
pub(super) struct TodayFile {
    pub consultants: Option<Uncertain<f64>>,
    pub paid_hours: Option<Uncertain<f64>>,
    pub cost: Option<Uncertain<f64>>,
    pub lines: Vec<(At<String>, TodayLineFile)>,
}

/// `[today.line.ID]`.
pub(super) struct TodayLineFile {
    pub close: Option<At<String>>,
    pub mean_wait: Option<Uncertain<f64>>,
    pub abandoned: Option<Uncertain<f64>>,
    pub service_level: Option<Uncertain<f64>>,
}

/// Reads `[today]`.
pub(super) fn today(node: &Node) -> Option<TodayFile> {
    let t = node.table(&keys::TODAY)?;
    let amount = |key: &str| t.get(key).and_then(|n| uncertain(&n, |n| n.number())).map(value);
    Some(TodayFile {
        consultants: amount("consultants"),
        paid_hours: amount("paid_hours"),
        cost: amount("cost"),
        lines: t.get("line").map(|n| lines(&n)).unwrap_or_default(),
    })
}

/// A table whose keys are the lines' ids, which are known only later.
fn lines(node: &Node) -> Vec<(At<String>, TodayLineFile)> {
    let DeValue::Table(entries) = node.value else {
        node.wrong_type(Expected::TodayLines);
        return Vec::new();
    };
    let ids: Vec<String> = entries.keys().map(|k| k.get_ref().to_string()).collect();
    let known: Vec<&str> = ids.iter().map(String::as_str).collect();
    let Some(t) = node.table_of(&known) else { return Vec::new() };
    let entry = |key: At<String>| Some((key.clone(), line(&t.get(&key.value)?)?));
    t.keys().into_iter().filter_map(entry).collect()
}

fn line(node: &Node) -> Option<TodayLineFile> {
    let t = node.table(&keys::TODAY_LINE)?;
    let share_of = |key: &str| t.get(key).and_then(|n| share(&n)).map(value);
    Some(TodayLineFile {
        close: t.get("close").and_then(|n| n.text()),
        mean_wait: t.get("mean_wait").and_then(|n| uncertain(&n, |n| n.seconds())).map(value),
        abandoned: share_of("abandoned"),
        service_level: share_of("service_level"),
    })
}

fn value<T>(at: At<T>) -> T {
    at.value
}
