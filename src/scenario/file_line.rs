//! Mirror of `[[line]]`.

use super::file::{
    CandidateFile, EveningFile, HandleTimesFile, HoursFile, LineFile, RawStretch, Shape,
    TargetFile, identified, some,
};
use super::file_demand::{branches, demand};
use super::file_number::{share, uncertain};
use super::file_patience::patience;
use super::keys;
use super::problems::{At, shown};
use super::read::Node;
use super::table::Table;
use super::{AtClose, Measure, Over};
use crate::domain::cause::SyntaxCause;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::units::{Seconds, Share};
use toml::de::DeValue;

/// Keys that say nothing of a line whose needs are stated.
const IDLE: [&str; 8] = [
    "aht",
    "patience",
    "redial_share",
    "redial_after",
    "handle_times",
    "at_close",
    "branches",
    "evening",
];

fn at(t: &Table, key: &'static str) -> At<&'static str> {
    At { value: key, span: t.key_span(key) }
}

/// Reads a `[[line]]`.
pub(super) fn line(node: &Node) -> Option<LineFile> {
    let (t, id) = identified(node, "line", &keys::LINE)?;
    let positive = |n: &Node| uncertain(n, |n| n.seconds()).map(|u| u.value);
    Some(LineFile {
        span: t.span.clone(),
        id,
        name: t.get("name").and_then(|n| n.name()).map(|n| n.value),
        hours: hours(&t),
        open_on_holidays: t
            .get("open_on_holidays")
            .and_then(|n| n.boolean())
            .is_some_and(|b| b.value),
        candidates: some(&t, "close_candidates").iter().filter_map(candidate).collect(),
        candidates_span: t.key_span("close_candidates"),
        candidates_given: t.list_length("close_candidates"),
        aht: t.get("aht").and_then(|n| positive(&n)),
        aht_given: t.has("aht"),
        idle: IDLE.into_iter().filter(|key| t.has(key)).map(|key| at(&t, key)).collect(),
        patience: t.get("patience").and_then(|n| patience(&n)),
        redial_share: t.get("redial_share").and_then(|n| share(&n)).map(|u| u.value),
        redial_after: t.get("redial_after").and_then(|n| uncertain(&n, |n| n.seconds())),
        redial_share_given: t.has("redial_share"),
        handle_times: t.get("handle_times").and_then(|n| handle_times(&n)),
        at_close: t
            .get("at_close")
            .and_then(|n| n.word(&[("serve", AtClose::Serve), ("cut-off", AtClose::CutOff)]))
            .map(|at| at.value),
        demand: t
            .need_with("demand", "[line.demand]", Some("calls_per_week = 630"))
            .and_then(|n| demand(&n)),
        branches: t.get("branches").and_then(|n| branches(&n)),
        targets: some(&t, "target").iter().filter_map(target).collect(),
        targets_given: t.has("target"),
        evening: t.get("evening").and_then(|n| evening(&n)),
    })
}

fn handle_times(node: &Node) -> Option<HandleTimesFile> {
    let t = node.table(&keys::HANDLE_TIMES)?;
    let shapes = [
        ("exponential", Shape::Exponential),
        ("log-normal", Shape::LogNormal),
        ("empirical", Shape::Empirical),
    ];
    Some(HandleTimesFile {
        span: t.span.clone(),
        shape: t.need("shape", "shape = \"log-normal\"").and_then(|n| n.word(&shapes)),
        cv: t.get("cv").and_then(|n| uncertain(&n, |n| n.number())),
        csv: t.get("csv").and_then(|n| n.name()),
        given: ["cv", "csv"].map(|key| t.has(key)),
    })
}

fn hours(t: &Table) -> HoursFile {
    let given = ["open", "close", "hours"].map(|key| t.has(key));
    let first = ["hours", "open", "close"].into_iter().find(|key| t.has(key));
    let mut by_day = Vec::new();
    let before = t.log.count();
    if let Some(days) = t.get("hours").and_then(|n| n.table(&keys::HOURS)) {
        for key in days.keys() {
            if let (Some(day), Some(node)) = (Weekday::from_code(&key.value), days.get(&key.value))
            {
                by_day.push((
                    key.map(|_| day),
                    node.list().iter().filter_map(stretch_text).collect(),
                ));
            }
        }
    }
    let (open, close) =
        (t.get("open").and_then(|n| n.time()), t.get("close").and_then(|n| n.time()));
    HoursFile {
        span: first.map_or(t.span.clone(), |key| t.key_span(key)),
        complete: before == t.log.count()
            && given == [open.is_some(), close.is_some(), t.get("hours").is_some()],
        open,
        close,
        by_day,
        given,
    }
}

/// `"07:30-15:30"`.
pub(super) fn stretch_text(node: &Node) -> Option<RawStretch> {
    let text = node.text()?;
    let ends = text.value.split_once(['-', '–']).and_then(|(from, to)| {
        Some((TimeOfDay::parse(from.trim())?, TimeOfDay::parse(to.trim())?))
    });
    if ends.is_none() {
        node.report(SyntaxCause::NotStretch { text: shown(&text.value) });
    }
    ends.map(|ends| text.map(|_| ends))
}

fn candidate(node: &Node) -> Option<CandidateFile> {
    if !node.is_table() {
        return node.time().map(CandidateFile::Every);
    }
    let t = node.table(&keys::CANDIDATE)?;
    let label = t.need("label", "label = \"20:00 on Tuesdays\"").and_then(|n| n.name())?;
    let days = t.keys().into_iter().filter_map(|key| {
        let day = Weekday::from_code(&key.value)?;
        let time = t.get(&key.value)?.time()?;
        Some((key.map(|_| day), time))
    });
    Some(CandidateFile::Named { label, days: days.collect() })
}

/// The measures a target may have.
const MEASURES: [&str; 6] =
    ["mean_wait", "service_level", "long_wait", "occupancy_max", "agents_min", "abandonment_max"];

fn target(node: &Node) -> Option<TargetFile> {
    let t = node.table(&keys::TARGET)?;
    let overs = [("interval", Over::Interval), ("day", Over::Day), ("week", Over::Week)];
    let measures: Vec<At<&'static str>> = MEASURES
        .into_iter()
        .filter(|key| t.has(key))
        .map(|key| At { value: key, span: t.key_span(key) })
        .collect();
    let measure = match measures.as_slice() {
        [only] => t.get(only.value).and_then(|n| measure(only.value, &n)),
        _ => None,
    };
    Some(TargetFile {
        span: t.span.clone(),
        measures,
        measure,
        over: t.get("over").and_then(|n| n.word(&overs)),
        between: t.get("between").and_then(|n| times(&n)),
    })
}

fn measure(key: &str, node: &Node) -> Option<At<Measure>> {
    let at = |value| At { value, span: node.span.clone() };
    match key {
        "mean_wait" => Seconds::new(node.seconds()?.value).map(|s| at(Measure::MeanWait(s))),
        "occupancy_max" => Share::new(node.number()?.value).map(|s| at(Measure::OccupancyMax(s))),
        "abandonment_max" => {
            Share::new(node.number()?.value).map(|s| at(Measure::AbandonmentMax(s)))
        }
        "agents_min" => Some(at(Measure::AgentsMin(node.whole()?.value))),
        "long_wait" => {
            let t = node.table(&keys::LONG_WAIT)?;
            let beyond = t.need("beyond", "beyond = \"5m\"").and_then(|n| n.seconds());
            let share = t.need("share", "share = 0.05").and_then(|n| n.number())?;
            Some(At {
                value: Measure::LongWait {
                    beyond: Seconds::new(beyond?.value)?,
                    share: Share::new(share.value)?,
                },
                span: share.span,
            })
        }
        "service_level" => {
            let t = node.table(&keys::SERVICE_LEVEL)?;
            let within = t.need("within", "within = \"20s\"").and_then(|n| n.seconds());
            let share = t.need("share", "share = 0.8").and_then(|n| n.number())?;
            Some(At {
                value: Measure::ServiceLevel {
                    within: Seconds::new(within?.value)?,
                    share: Share::new(share.value)?,
                },
                span: share.span,
            })
        }
        _ => None,
    }
}

fn evening(node: &Node) -> Option<EveningFile> {
    let t = node.table(&keys::EVENING)?;
    let moved_from =
        t.need("moved_from", "moved_from = [\"10:00\", \"13:00\"]").and_then(|n| times(&n));
    Some(EveningFile {
        span: t.span.clone(),
        baseline_close: t.get("baseline_close").and_then(|n| n.time()),
        moved_share_per_hour: t
            .need("moved_share_per_hour", "moved_share_per_hour = 0.03")
            .and_then(|n| share(&n)),
        new_calls_per_hour: t
            .need("new_calls_per_hour", "new_calls_per_hour = 2.0")
            .and_then(|n| uncertain(&n, |n| n.number())),
        moved_from,
    })
}

/// `["10:00", "13:00"]`.
pub(super) fn times(node: &Node) -> Option<RawStretch> {
    let entries = node.list();
    match entries.as_slice() {
        [from, to] => {
            let (from, to) = (from.time(), to.time());
            Some(At { value: (from?.value, to?.value), span: node.span.clone() })
        }
        _ => {
            if matches!(node.value, DeValue::Array(_)) {
                node.report(SyntaxCause::NotTwoTimes {
                    path: node.path.clone(),
                    entries: entries.len(),
                });
            }
            None
        }
    }
}
