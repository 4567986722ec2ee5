//! Mirror of the TOML text: every key, read once, with its type and range checked and its place kept.
//!
//! What can be wrong with one value alone is found here; the rules between values are in
//! [`validate`](super::validate). The text is walked rather than deserialized so that all unknown
//! keys, missing keys and wrong types are reported together.

use super::file_number::uncertain;
use super::file_patience::PatienceFile;
use super::file_staff::{ConsultantFile, CostFile, GroupFile, ShiftFile};
use super::file_today::TodayFile;
use super::keys::{self, Keys};
use super::problems::{At, Span, shown};
use super::read::Node;
use super::table::Table;
use super::{AtClose, LevelOf, Measure, Over};
use crate::domain::cause::SyntaxCause;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::units::{Basis, Language, Uncertain};
use jiff::civil::Date;
use toml::de::DeValue;

/// The whole file.
pub(super) struct ScenarioFile {
    pub title: Option<At<String>>,
    pub locale: Option<At<Language>>,
    pub currency: Option<At<String>>,
    pub shift_times_max: Option<At<u32>>,
    pub calendar: CalendarFile,
    pub level_of: Option<At<LevelOf>>,
    pub lines: Vec<LineFile>,
    pub groups: Vec<GroupFile>,
    pub shifts: Vec<ShiftFile>,
    pub cost: CostFile,
    pub today: Option<TodayFile>,
    pub consultants: Vec<ConsultantFile>,
    pub roster: Option<super::file_roster::RosterFile>,
    /// Where a missing list of tables is reported.
    pub span: Span,
    /// Keys that are there, readable or not.
    pub given: Vec<&'static str>,
}

/// `[calendar]`.
#[derive(Default)]
pub(super) struct CalendarFile {
    pub interval_minutes: Option<At<u32>>,
    pub week_start: Option<At<Date>>,
    pub week_start_given: bool,
    pub days: Option<Vec<At<Weekday>>>,
    /// Whether some day could not be read.
    pub days_lost: bool,
    pub holidays: Option<HolidaysFile>,
    pub busyness_cv: Option<Uncertain<f64>>,
}

/// `holidays = "PL"` or a list of dates.
pub(super) enum HolidaysFile {
    Poland(Span),
    Dates(Vec<At<Date>>),
}

/// `[[line]]`.
pub(super) struct LineFile {
    pub span: Span,
    pub id: At<String>,
    pub name: Option<String>,
    pub hours: HoursFile,
    pub open_on_holidays: bool,
    pub candidates: Vec<CandidateFile>,
    pub candidates_span: Span,
    /// How many candidates are there, readable or not.
    pub candidates_given: usize,
    pub aht: Option<Uncertain<f64>>,
    pub aht_given: bool,
    /// Keys that are there and say nothing where needs are stated.
    pub idle: Vec<At<&'static str>>,
    pub patience: Option<PatienceFile>,
    pub redial_share: Option<Uncertain<f64>>,
    pub redial_after: Option<At<Uncertain<f64>>>,
    pub redial_share_given: bool,
    pub handle_times: Option<HandleTimesFile>,
    pub at_close: Option<AtClose>,
    pub demand: Option<DemandFile>,
    pub branches: Option<BranchesFile>,
    pub targets: Vec<TargetFile>,
    pub targets_given: bool,
    pub evening: Option<EveningFile>,
}

/// `handle_times`.
pub(super) struct HandleTimesFile {
    pub span: Span,
    pub shape: Option<At<Shape>>,
    pub cv: Option<At<Uncertain<f64>>>,
    pub csv: Option<At<String>>,
    /// Which of `cv` and `csv` are there, readable or not.
    pub given: [bool; 2],
}

/// `shape` of `handle_times`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Exponential,
    LogNormal,
    Empirical,
}

/// A stretch as written, not yet known to be in order.
pub(super) type RawStretch = At<(TimeOfDay, TimeOfDay)>;

/// `open` and `close`, or `hours`.
pub(super) struct HoursFile {
    pub span: Span,
    pub open: Option<At<TimeOfDay>>,
    pub close: Option<At<TimeOfDay>>,
    pub by_day: Vec<(At<Weekday>, Vec<RawStretch>)>,
    /// Which of `open`, `close` and `hours` are there.
    pub given: [bool; 3],
    /// Whether all that is there could be read.
    pub complete: bool,
}

/// An entry of `close_candidates`.
pub(super) enum CandidateFile {
    Every(At<TimeOfDay>),
    Named { label: At<String>, days: Vec<(At<Weekday>, At<TimeOfDay>)> },
}

/// `[line.demand]`.
pub(super) struct DemandFile {
    pub span: Span,
    pub per_week: Option<At<Uncertain<f64>>>,
    pub per_year: Option<At<Uncertain<f64>>>,
    pub working_days: Option<At<f64>>,
    pub csv: Option<At<String>>,
    pub csv_basis: Basis,
    pub csv_note: Option<String>,
    /// A file of consultants needed, in place of calls.
    pub needs: Option<At<String>>,
    pub weekday_share: Option<At<Shares<At<Weekday>>>>,
    pub profile: Option<At<Shares<RawStretch>>>,
    /// Keys among `calls_per_week`, `calls_per_year`, `csv`, `needs` that are there, readable or not.
    pub sources: Vec<At<&'static str>>,
    pub working_days_span: Option<Span>,
}

/// Shares of what they are shares of.
pub(super) struct Shares<T> {
    pub list: Vec<(T, f64)>,
    /// Whether all of them could be read, so that their sum means something.
    pub complete: bool,
}

impl<T> Shares<T> {
    /// The shares that could be read.
    pub fn of(entries: impl Iterator<Item = Option<(T, f64)>>) -> Self {
        let entries: Vec<Option<(T, f64)>> = entries.collect();
        let complete = entries.iter().all(Option::is_some);
        Self { list: entries.into_iter().flatten().collect(), complete }
    }
}

/// `[line.branches]`.
pub(super) struct BranchesFile {
    pub calls_per_week: At<Uncertain<f64>>,
    pub moves_to_line: Uncertain<f64>,
    pub moves_from_line: Uncertain<f64>,
}

/// `[[line.target]]`.
pub(super) struct TargetFile {
    pub span: Span,
    /// Keys of measures that are there, readable or not.
    pub measures: Vec<At<&'static str>>,
    pub measure: Option<At<Measure>>,
    pub over: Option<At<Over>>,
    pub between: Option<RawStretch>,
}

/// `[line.evening]`.
pub(super) struct EveningFile {
    pub span: Span,
    pub baseline_close: Option<At<TimeOfDay>>,
    pub moved_share_per_hour: Option<At<Uncertain<f64>>>,
    pub new_calls_per_hour: Option<At<Uncertain<f64>>>,
    pub moved_from: Option<RawStretch>,
}

/// Reads every table of the file.
pub(super) fn read(root: &Table) -> ScenarioFile {
    let locales = [("pl", Language::Pl), ("en", Language::En)];
    ScenarioFile {
        title: root.need("title", "title = \"Our line until 20:00\"").and_then(|n| n.name()),
        locale: root.get("locale").and_then(|n| n.word(&locales)),
        currency: root.get("currency").and_then(|n| n.name()),
        shift_times_max: root.get("shift_times_max").and_then(|n| n.whole()),
        level_of: root
            .get("service_level_of")
            .and_then(|n| n.word(&LevelOf::ALL.map(|of| (of.code(), of)))),
        calendar: root.get("calendar").and_then(|n| calendar(&n)).unwrap_or_default(),
        lines: some(root, "line").iter().filter_map(super::file_line::line).collect(),
        groups: some(root, "group").iter().filter_map(super::file_staff::group).collect(),
        shifts: some(root, "shift").iter().filter_map(super::file_staff::shift).collect(),
        cost: root.get("cost").and_then(|n| super::file_staff::cost(&n)).unwrap_or_default(),
        today: root.get("today").and_then(|n| super::file_today::today(&n)),
        consultants: root
            .list("consultant")
            .iter()
            .filter_map(super::file_staff::consultant)
            .collect(),
        roster: root.get("roster").and_then(|n| super::file_roster::roster(&n)),
        span: root.span.clone(),
        given: keys::ROOT.names().into_iter().filter(|key| root.has(key)).collect(),
    }
}

fn calendar(node: &Node) -> Option<CalendarFile> {
    let t = node.table(&keys::CALENDAR)?;
    let holidays = t.get("holidays").and_then(|n| match n.value {
        DeValue::String(_) => n.word(&[("PL", ())]).map(|found| HolidaysFile::Poland(found.span)),
        _ => Some(HolidaysFile::Dates(n.list().iter().filter_map(|d| d.date()).collect())),
    });
    let days = t.get("days").map(|n| weekdays(&n));
    Some(CalendarFile {
        days_lost: t.has("days") && days.as_ref().is_none_or(|d| d.len() != t.list_length("days")),
        days,
        interval_minutes: t.get("interval_minutes").and_then(|n| n.whole_within(1..=1440)),
        week_start: t.get("week_start").and_then(|n| n.date()),
        week_start_given: t.has("week_start"),
        holidays,
        busyness_cv: t
            .get("busyness_cv")
            .and_then(|n| uncertain(&n, |n| n.number()))
            .map(|u| u.value),
    })
}

/// A list of weekdays, each at most once.
pub(super) fn weekdays(node: &Node) -> Vec<At<Weekday>> {
    let words = Weekday::ALL.map(|day| (day.code(), day));
    let mut days: Vec<At<Weekday>> = Vec::new();
    for entry in node.list() {
        let Some(day) = entry.word(&words) else {
            continue;
        };
        if days.iter().any(|d| d.value == day.value) {
            entry.report(SyntaxCause::DayTwice { path: entry.path.clone(), day: day.value });
        }
        days.push(day);
    }
    not_empty(node, days.is_empty());
    days
}

/// The entries of a list that may be left out but not be empty.
pub(super) fn some<'a>(table: &Table<'a>, key: &str) -> Vec<Node<'a>> {
    let Some(node) = table.get(key) else {
        return Vec::new();
    };
    let entries = node.list();
    not_empty(&node, entries.is_empty());
    entries
}

/// Reports a list without entries.
pub(super) fn not_empty(node: &Node, empty: bool) {
    if empty && matches!(node.value, DeValue::Array(entries) if entries.is_empty()) {
        node.report(SyntaxCause::EmptyList { path: node.path.clone() });
    }
}

/// Reads the identifier of a table, and gives the table the path `kind.id`.
pub(super) fn identified<'a>(
    node: &Node<'a>,
    kind: &str,
    known: &Keys,
) -> Option<(Table<'a>, At<String>)> {
    let table = node.table(known)?;
    let id = table.need("id", &format!("id = \"{}\"", kind.rsplit('.').next().unwrap_or(kind)));
    let id = id.and_then(|n| n.text().map(|text| (n, text))).map(|(n, text)| {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        if text.value.is_empty() || text.value.len() > 64 || !text.value.chars().all(good) {
            n.report(SyntaxCause::BadId { id: shown(&text.value) });
        }
        text
    });
    let id = id.unwrap_or(At { value: String::new(), span: table.span.clone() });
    let path = format!("{kind}.{}", if id.value.is_empty() { "?" } else { &id.value });
    Some((table.named(path), id))
}
