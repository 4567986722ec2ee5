//! What a scenario is, as hashes: of its text, and of what its parts say whatever the comments, the order
//! of the keys and the layout.

use crate::wire::roster_answer::Parts;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use toml::de::{DeTable, DeValue};

/// Keys whose values change no roster: for people to read, ranges of what is uncertain, and what only a repair asks.
const TOLD: [&str; 13] = [
    "title",
    "locale",
    "note",
    "csv_note",
    "reason",
    "kind",
    "basis",
    "csv_basis",
    "low",
    "high",
    "sick_pay",
    "call_in_notice",
    "today",
];

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
    let rules =
        |key: &str| ["roster", "shift", "shift_times_max", "cost", "currency"].contains(&key);
    let demand = of(&|key| !people(key) && !rules(key));
    // Blanks at the ends of lines, empty lines and the kind of line ends say nothing.
    let rows = |text: &String| -> String {
        let rows = text.lines().map(str::trim_end).filter(|row| !row.is_empty());
        rows.map(|row| format!("{row}\n")).collect()
    };
    let csv_texts: Vec<String> = csv_texts.iter().map(rows).collect();
    let csv_texts = csv_texts.iter().map(String::as_str);
    Parts {
        people: of_texts([of(&people).as_str()]),
        rules: of_texts([of(&rules).as_str()]),
        demand: of_texts(std::iter::once(demand.as_str()).chain(csv_texts)),
    }
}

/// A table with its keys in order, those apart that are not wanted or only told. Lines and groups are known by their
/// ids; their names are for people to read.
fn table(table: &DeTable<'_>, wanted: &dyn Fn(&str) -> bool) -> String {
    let mut entries: Vec<(&str, &DeValue<'_>)> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect();
    entries.sort_by_key(|(key, _)| *key);
    let identified = entries.iter().any(|(key, _)| *key == "id");
    let told = |key: &str| TOLD.contains(&key) || (identified && key == "name");
    entries.retain(|(key, _)| wanted(key) && !told(key));
    let mut text = String::new();
    for (key, inner) in entries {
        // Writing to memory cannot fail.
        let _ = write!(text, "{key:?}={},", value(inner));
    }
    text
}

fn value(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(whole) => number(&whole.to_string()),
        DeValue::Float(float) => number(&float.to_string()),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(list) => {
            let entries: Vec<String> =
                list.iter().map(|entry| self::value(entry.get_ref())).collect();
            format!("[{}]", entries.join(","))
        }
        DeValue::Table(inner) => {
            // A number with its range and basis is the number.
            let plain = |key: &str| TOLD.contains(&key) || key == "value";
            match inner.get("value").filter(|_| inner.keys().all(|key| plain(key.get_ref()))) {
                Some(only) => self::value(only.get_ref()),
                None => format!("{{{}}}", table(inner, &|_| true)),
            }
        }
    }
}

/// A number however it is written: 52, 52.0 and 5.2e1 are one.
fn number(text: &str) -> String {
    match text.replace('_', "").parse::<f64>() {
        Ok(number) => format!("{number}"),
        Err(_) => text.to_owned(),
    }
}
