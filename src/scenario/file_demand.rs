//! Mirror of `[line.demand]` and `[line.branches]`.

use super::Assumption;
use super::file::{BranchesFile, DemandFile, RawStretch, Shares};
use super::file_number::{BASES, known, share, uncertain};
use super::keys;
use super::problems::{At, Span, plain};
use super::read::Node;
use super::table::Table;
use crate::domain::clock::Weekday;
use crate::domain::units::{Basis, Uncertain};

const SOURCES: [&str; 4] = ["calls_per_week", "calls_per_year", "csv", "needs"];

/// Reads `[line.demand]`.
pub(super) fn demand(node: &Node) -> Option<DemandFile> {
    let t = node.table(&keys::DEMAND)?;
    let calls = |n: Node| uncertain(&n, |n| n.number());
    let (csv_basis, csv_note) = origin(&t, "csv");
    let found = DemandFile {
        span: t.span.clone(),
        per_week: t.get("calls_per_week").and_then(calls),
        per_year: t.get("calls_per_year").and_then(calls),
        working_days: t.get("working_days_per_year").and_then(|n| known(&n, |n| n.number())),
        csv: t.get("csv").and_then(|n| n.name()),
        csv_basis,
        csv_note,
        needs: t.get("needs").and_then(|n| n.name()),
        weekday_share: t.get("weekday_share").and_then(|n| weekday_share(&n)),
        profile: t.get("profile").map(|n| profile(&n, t.key_span("profile"))),
        sources: SOURCES
            .into_iter()
            .filter(|key| t.has(key))
            .map(|key| At { value: key, span: t.key_span(key) })
            .collect(),
        working_days_span: t
            .has("working_days_per_year")
            .then(|| t.key_span("working_days_per_year")),
    };
    note_shares(&t, &found, origin(&t, "profile"));
    Some(found)
}

fn origin(t: &Table, what: &str) -> (Basis, Option<String>) {
    let basis = t.get(&format!("{what}_basis")).and_then(|n| n.word(&BASES));
    let note = t.get(&format!("{what}_note")).and_then(|n| n.note());
    (basis.map_or(Basis::Assumed, |b| b.value), note)
}

/// Notes how the spread of the calls over the week is known.
fn note_shares(t: &Table, found: &DemandFile, spread: (Basis, Option<String>)) {
    let note = |key: &str, at: usize, value: String, (basis, note): (Basis, Option<String>)| {
        let key = format!("{}.{key}", t.path);
        t.log.assume(at, Assumption { key, value, range: None, basis, note });
    };
    if let Some(shares) = &found.weekday_share {
        let parts: Vec<String> = shares
            .value
            .list
            .iter()
            .map(|(day, s)| format!("{} {}", day.value.code(), plain(*s)))
            .collect();
        note("weekday_share", shares.span.start, parts.join(", "), spread.clone());
    }
    if let Some(profile) = &found.profile {
        let parts: Vec<String> = profile
            .value
            .list
            .iter()
            .map(|(s, share)| format!("{}–{} {}", s.value.0, s.value.1, plain(*share)))
            .collect();
        note("profile", profile.span.start, parts.join(", "), spread);
    }
    if let Some(needs) = &found.needs {
        note("needs", needs.span.start, needs.value.clone(), (Basis::Stated, None));
    }
    if let Some(csv) = &found.csv {
        note("csv", csv.span.start, csv.value.clone(), (found.csv_basis, found.csv_note.clone()));
    }
}

/// Shares by weekday; `complete` is false if one of them could not be read.
fn weekday_share(node: &Node) -> Option<At<Shares<At<Weekday>>>> {
    let t = node.table(&keys::WEEKDAY_SHARE)?;
    let shares = t.keys().into_iter().map(|key| {
        let day = Weekday::from_code(&key.value)?;
        let share = t.get(&key.value)?.number()?;
        Some((key.map(|_| day), share.value))
    });
    Some(At { value: Shares::of(shares), span: node.span.clone() })
}

fn profile(node: &Node, span: Span) -> At<Shares<RawStretch>> {
    let stretches = node.list().into_iter().map(|entry| {
        let t = entry.table(&keys::PROFILE)?;
        let from = t.need("from", "from = \"07:30\"").and_then(|n| n.time());
        let to = t.need("to", "to = \"10:00\"").and_then(|n| n.time());
        let share = t.need("share", "share = 0.25").and_then(|n| n.number());
        Some((At { value: (from?.value, to?.value), span: entry.span.clone() }, share?.value))
    });
    At { value: Shares::of(stretches), span }
}

/// Reads `[line.branches]`.
pub(super) fn branches(node: &Node) -> Option<BranchesFile> {
    let t = node.table(&keys::BRANCHES)?;
    let moves = |key: &str| {
        t.get(key).and_then(|n| share(&n)).map_or(Uncertain::plain(0.0, Basis::Stated), |u| u.value)
    };
    let calls = t
        .need("calls_per_week", "calls_per_week = 200")
        .and_then(|n| uncertain(&n, |n| n.number()));
    Some(BranchesFile {
        moves_to_line: moves("moves_to_line"),
        moves_from_line: moves("moves_from_line"),
        calls_per_week: calls?,
    })
}
