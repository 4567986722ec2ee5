//! Mirror of `[[group]]`, `[[shift]]`, `[cost]` and `[[consultant]]`.

use super::Routing;
use super::file::{RawStretch, identified, not_empty, weekdays};
use super::file_line::times;
use super::file_number::{known, share, uncertain};
use super::keys;
use super::problems::{At, Span};
use super::read::Node;
use super::table::Table;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::units::Uncertain;
use toml::de::DeValue;

/// `[[group]]`.
pub(super) struct GroupFile {
    pub span: Span,
    pub id: At<String>,
    pub name: Option<String>,
    pub lines: Vec<At<String>>,
    pub head_count: Option<At<u32>>,
    pub contracts: Vec<ContractFile>,
    pub contracts_given: bool,
    pub routing: Option<Routing>,
    pub shrinkage: Option<At<Uncertain<f64>>>,
    pub hourly_cost: Option<Uncertain<f64>>,
}

/// An entry of `contracts`.
pub(super) struct ContractFile {
    pub id: At<String>,
    pub weekly_hours: Option<At<f64>>,
    pub days_per_week: Option<At<f64>>,
    pub heads: Option<At<u32>>,
    pub share_max: Option<At<f64>>,
    pub hourly_cost: Option<Uncertain<f64>>,
}

/// `[[shift]]`.
pub(super) struct ShiftFile {
    pub span: Span,
    pub id: At<String>,
    pub groups: Vec<At<String>>,
    pub contracts: Vec<At<String>>,
    pub days: Option<Vec<At<Weekday>>>,
    pub starts: Option<StartsFile>,
    pub lengths: Vec<At<u32>>,
    pub breaks: Vec<BreakFile>,
}

/// `starts`, as times or as a range.
pub(super) enum StartsFile {
    Times(Vec<At<TimeOfDay>>),
    Range { span: Span, from: At<TimeOfDay>, to: At<TimeOfDay>, every: At<u32> },
}

/// An entry of `breaks`.
pub(super) struct BreakFile {
    pub span: Span,
    pub minutes: Option<At<u32>>,
    pub paid: bool,
    pub min_shift: u32,
    pub after: Option<At<u32>>,
    pub before_end: Option<At<u32>>,
    pub window: Option<RawStretch>,
    /// Whether a window is named beside `after` or `before_end`.
    pub twice: bool,
}

/// `[cost]`.
#[derive(Default)]
pub(super) struct CostFile {
    pub evening: Option<(At<TimeOfDay>, At<Uncertain<f64>>)>,
    pub saturday: Option<At<Uncertain<f64>>>,
    pub sunday: Option<At<Uncertain<f64>>>,
    pub holiday: Option<At<Uncertain<f64>>>,
    pub opening_hour: Option<Uncertain<f64>>,
    pub caller_minute: Option<Uncertain<f64>>,
    pub caller_minute_given: bool,
    pub served_call: Option<Uncertain<f64>>,
    pub count_waiting: Option<At<bool>>,
}

/// `[[consultant]]`.
pub(super) struct ConsultantFile {
    pub name: At<String>,
    pub group: Option<At<String>>,
    pub contract: Option<At<String>>,
    pub personal: super::file_roster::PersonalFile,
}

/// The texts of a list that must not be empty.
fn texts(node: &Node) -> Vec<At<String>> {
    let texts: Vec<At<String>> = node.list().iter().filter_map(|n| n.text()).collect();
    not_empty(node, texts.is_empty());
    texts
}

/// Reads a `[[group]]`.
pub(super) fn group(node: &Node) -> Option<GroupFile> {
    let routings =
        [("longest-wait", Routing::LongestWait), ("first-priority", Routing::FirstPriority)];
    let (t, id) = identified(node, "group", &keys::GROUP)?;
    let contracts = t.get("contracts").map(|n| {
        let entries = n.list();
        not_empty(&n, entries.is_empty());
        entries.iter().filter_map(|entry| contract(entry, &t.path)).collect()
    });
    Some(GroupFile {
        span: t.span.clone(),
        id,
        name: t.get("name").and_then(|n| n.name()).map(|n| n.value),
        lines: t.need("lines", "lines = [\"city\"]").map(|n| texts(&n)).unwrap_or_default(),
        head_count: t.get("head_count").and_then(|n| known(&n, |n| n.whole_within(0..=100_000))),
        contracts_given: contracts.is_some(),
        contracts: contracts.unwrap_or_default(),
        routing: t.get("routing").and_then(|n| n.word(&routings)).map(|at| at.value),
        shrinkage: t.get("shrinkage").and_then(|n| share(&n)),
        hourly_cost: t
            .need("hourly_cost", "hourly_cost = 48.0")
            .and_then(|n| uncertain(&n, |n| n.number()))
            .map(|u| u.value),
    })
}

fn contract(node: &Node, group: &str) -> Option<ContractFile> {
    let (t, id) = identified(node, &format!("{group}.contract"), &keys::CONTRACT)?;
    Some(ContractFile {
        id,
        weekly_hours: t.need("weekly_hours", "weekly_hours = 40").and_then(|n| n.number()),
        days_per_week: t
            .need("days_per_week", "days_per_week = 5")
            .and_then(|n| n.number_within(-1e6..=1e6)),
        heads: t.get("heads").and_then(|n| known(&n, |n| n.whole_within(0..=100_000))),
        share_max: t.get("share_max").and_then(|n| n.number()),
        hourly_cost: t
            .get("hourly_cost")
            .and_then(|n| uncertain(&n, |n| n.number()))
            .map(|u| u.value),
    })
}

/// Reads a `[[shift]]`.
pub(super) fn shift(node: &Node) -> Option<ShiftFile> {
    let (t, id) = identified(node, "shift", &keys::SHIFT)?;
    let lengths = t.need("lengths", "lengths = [\"8h\"]").map(|n| {
        let entries = n.list();
        not_empty(&n, entries.is_empty());
        entries.iter().filter_map(|n| n.minutes()).collect()
    });
    Some(ShiftFile {
        span: t.span.clone(),
        id,
        groups: t.need("groups", "groups = [\"both\"]").map(|n| texts(&n)).unwrap_or_default(),
        contracts: t.get("contracts").map(|n| texts(&n)).unwrap_or_default(),
        days: t.get("days").map(|n| weekdays(&n)),
        starts: t.need("starts", "starts = [\"07:30\", \"12:00\"]").and_then(|n| starts(&n)),
        lengths: lengths.unwrap_or_default(),
        breaks: t.list("breaks").iter().filter_map(one_break).collect(),
    })
}

fn starts(node: &Node) -> Option<StartsFile> {
    if matches!(node.value, DeValue::Array(_)) {
        let times: Vec<At<TimeOfDay>> = node.list().iter().filter_map(|n| n.time()).collect();
        not_empty(node, times.is_empty());
        return Some(StartsFile::Times(times));
    }
    let t = node.table(&keys::STARTS)?;
    let from = t.need("from", "from = \"07:30\"").and_then(|n| n.time());
    let to = t.need("to", "to = \"12:00\"").and_then(|n| n.time());
    let every = t.need("every", "every = \"30m\"").and_then(|n| n.minutes());
    Some(StartsFile::Range { span: t.span.clone(), from: from?, to: to?, every: every? })
}

fn one_break(node: &Node) -> Option<BreakFile> {
    let t = node.table(&keys::BREAK)?;
    let minutes = |key: &str| t.get(key).and_then(|n| n.minutes());
    Some(BreakFile {
        span: t.span.clone(),
        minutes: t.need("length", "length = \"15m\"").and_then(|n| n.minutes()),
        paid: t.get("paid").and_then(|n| n.boolean()).is_some_and(|b| b.value),
        min_shift: minutes("min_shift").map_or(0, |m| m.value),
        after: minutes("after"),
        before_end: minutes("before_end"),
        window: t.get("window").and_then(|n| times(&n)),
        twice: t.has("window") && (t.has("after") || t.has("before_end")),
    })
}

/// Reads `[cost]`.
pub(super) fn cost(node: &Node) -> Option<CostFile> {
    let t = node.table(&keys::COST)?;
    let money = |key: &str| t.get(key).and_then(|n| uncertain(&n, |n| n.number())).map(|u| u.value);
    Some(CostFile {
        evening: t.get("evening").and_then(|n| {
            let evening = n.table(&keys::EVENING_PREMIUM)?;
            let from = evening.need("from", "from = \"18:00\"").and_then(|n| n.time());
            let premium = evening.need("premium", "premium = 0.2").and_then(|n| premium(&n));
            Some((from?, premium?))
        }),
        saturday: premium_of(&t, "saturday_premium"),
        sunday: premium_of(&t, "sunday_premium"),
        holiday: premium_of(&t, "holiday_premium"),
        opening_hour: money("opening_per_hour"),
        caller_minute: money("caller_minute"),
        caller_minute_given: t.has("caller_minute"),
        served_call: money("served_call"),
        count_waiting: t.get("count_waiting").and_then(|n| n.boolean()),
    })
}

fn premium_of(t: &Table, key: &str) -> Option<At<Uncertain<f64>>> {
    t.get(key).and_then(|n| premium(&n))
}

fn premium(node: &Node) -> Option<At<Uncertain<f64>>> {
    uncertain(node, |n| n.number_within(-1e6..=1e6))
}

/// Reads a `[[consultant]]`.
pub(super) fn consultant(node: &Node) -> Option<ConsultantFile> {
    let t = node.table(&keys::CONSULTANT)?;
    let name = t.need("name", "name = \"A. Nowak\"").and_then(|n| n.name());
    Some(ConsultantFile {
        name: name.unwrap_or(At { value: String::new(), span: t.span.clone() }),
        group: t.need("group", "group = \"both\"").and_then(|n| n.text()),
        contract: t.need("contract", "contract = \"full\"").and_then(|n| n.text()),
        personal: super::file_roster::personal(&t),
    })
}
