//! Mirror of `[[roster.activity]]` and `[[roster.pair]]`.

use super::file::{RawStretch, identified, not_empty, weekdays};
use super::file_line::stretch_text;
use super::keys;
use super::problems::{At, Span};
use super::read::Node;
use super::roster::PairKind;
use super::table::Table;
use crate::domain::clock::{TimeOfDay, Weekday};
use jiff::civil::Date;

/// An entry of `[[roster.activity]]`.
pub(super) struct ActivityFile {
    pub id: At<String>,
    pub people: Option<Vec<At<String>>>,
    pub groups: Vec<At<String>>,
    pub contracts: Vec<At<String>>,
    pub date: Option<At<Date>>,
    pub days: Option<Vec<At<Weekday>>>,
    pub start: Option<At<TimeOfDay>>,
    pub length: Option<At<u32>>,
    pub per_week: Option<At<u32>>,
    pub shared: bool,
    pub piece: Option<At<u32>>,
    pub between: Option<RawStretch>,
    /// Whether keys are there that only an activity at a set time has, and such as only one to place has.
    pub set_keys: bool,
    pub placed_keys: bool,
}

/// An entry of `[[roster.pair]]`.
pub(super) struct PairFile {
    pub span: Span,
    /// What is said of whom; both kinds may be there by mistake.
    pub people: Vec<(PairKind, Vec<At<String>>)>,
    pub by_day: bool,
}

fn names(t: &Table, key: &str) -> Option<Vec<At<String>>> {
    let node = t.get(key)?;
    let names: Vec<At<String>> = node.list().iter().filter_map(|n| n.text()).collect();
    not_empty(&node, names.is_empty());
    Some(names)
}

/// Reads an entry of `[[roster.activity]]`.
pub(super) fn activity(node: &Node) -> Option<ActivityFile> {
    let (t, id) = identified(node, "roster.activity", &keys::ACTIVITY)?;
    let minutes = |key: &str| t.get(key).and_then(|n| n.minutes());
    let has = |keys: &[&str]| keys.iter().any(|key| t.has(key));
    Some(ActivityFile {
        id,
        people: names(&t, "people"),
        groups: names(&t, "groups").unwrap_or_default(),
        contracts: names(&t, "contracts").unwrap_or_default(),
        date: t.get("date").and_then(|n| n.date()),
        days: t.get("days").map(|n| weekdays(&n)),
        start: t.get("start").and_then(|n| n.time()),
        length: minutes("length"),
        per_week: minutes("per_week"),
        shared: t.get("shared").and_then(|n| n.boolean()).is_some_and(|b| b.value),
        piece: minutes("piece"),
        between: t.get("between").and_then(|n| stretch_text(&n)),
        set_keys: has(&["date", "start", "length"]),
        placed_keys: has(&["per_week", "shared", "piece", "between"]),
    })
}

/// Reads an entry of `[[roster.pair]]`.
pub(super) fn pair(node: &Node) -> Option<PairFile> {
    let t = node.table(&keys::PAIR)?;
    let kinds = [("apart", PairKind::Apart), ("together", PairKind::Together)];
    let people = kinds.into_iter().filter(|(key, _)| t.has(key));
    let people = people
        .map(|(key, kind)| (kind, t.list(key).iter().filter_map(|n| n.text()).collect::<Vec<_>>()));
    Some(PairFile {
        span: t.span.clone(),
        people: people.collect(),
        by_day: t
            .get("by")
            .and_then(|n| n.word(&[("time", false), ("day", true)]))
            .is_some_and(|by| by.value),
    })
}
