//! What a scenario is, as hashes: of its text, and of what its parts say whatever the comments, the order
//! of the keys and the layout.

use crate::wire::roster_answer::Parts;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use toml::de::{DeTable, DeValue};

/// Keys whose values are for people to read and change no result.
const TOLD: [&str; 8] =
    ["title", "locale", "note", "csv_note", "reason", "kind", "basis", "csv_basis"];

/// SHA-256 of texts one after another, lowercase hexadecimal.
pub(super) fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    texts.into_iter().for_each(|text| hash.update(text));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A hash of each part of a scenario: who there is, what they may work and at what pay, and what is asked
/// for, demand files included.
pub(super) fn parts(tree: &DeTable<'_>, csv_texts: &[String]) -> Parts {
    let of = |mine: &dyn Fn(&str) -> bool| table(tree, mine);
    let people = |key: &str| ["consultant", "group"].contains(&key);
    let rules = |key: &str| ["roster", "shift", "cost", "currency"].contains(&key);
    let demand = of(&|key| !people(key) && !rules(key));
    let csv_texts = csv_texts.iter().map(String::as_str);
    Parts {
        people: of_texts([of(&people).as_str()]),
        rules: of_texts([of(&rules).as_str()]),
        demand: of_texts(std::iter::once(demand.as_str()).chain(csv_texts)),
    }
}

/// A table with its keys in order, those apart that are not wanted or only told.
fn table(table: &DeTable<'_>, wanted: &dyn Fn(&str) -> bool) -> String {
    let mut entries: Vec<(&str, &DeValue<'_>)> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect();
    entries.sort_by_key(|(key, _)| *key);
    let mut text = String::new();
    for (key, inner) in entries.into_iter().filter(|(key, _)| wanted(key) && !TOLD.contains(key)) {
        // Writing to memory cannot fail.
        let _ = write!(text, "{key:?}={},", value(inner));
    }
    text
}

fn value(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => format!("{number}"),
        DeValue::Float(number) => format!("{number}"),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(list) => {
            let entries: Vec<String> =
                list.iter().map(|entry| self::value(entry.get_ref())).collect();
            format!("[{}]", entries.join(","))
        }
        DeValue::Table(inner) => format!("{{{}}}", table(inner, &|_| true)),
    }
}
