//! Mirror of `[roster]` and of the personal keys of `[[consultant]]`.

use super::file::not_empty;
use super::file_line::stretch_text;
use super::keys;
use super::problems::{At, Span};
use super::read::Node;
use super::roster::Protection;
use super::table::Table;
use crate::domain::cause::Expected;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::labour::{RULES, RuleId, Unit};
use jiff::civil::Date;
use toml::de::DeValue;

/// `[roster]`.
pub(super) struct RosterFile {
    pub span: Span,
    pub weeks: Option<At<u32>>,
    pub settlement_weeks: Option<At<u32>>,
    pub closing: Vec<(At<String>, At<String>)>,
    pub leaders: Vec<(At<String>, At<u32>)>,
    pub evening_from: Option<At<TimeOfDay>>,
    pub early_before: Option<At<TimeOfDay>>,
    pub flexible_start: bool,
    pub contractors: Vec<At<String>>,
    pub equivalent: Vec<At<String>>,
    pub sick_pay: Option<At<f64>>,
    pub call_in_notice: Option<At<u32>>,
    pub rules: Vec<RuleFile>,
    pub previous: Option<At<String>>,
    pub activities: Vec<super::file_activity::ActivityFile>,
    pub pairs: Vec<super::file_activity::PairFile>,
}

/// An entry of `[roster.rules]`.
pub(super) struct RuleFile {
    pub rule: RuleId,
    pub parameter: Option<u32>,
    pub off: bool,
    pub off_for: Vec<At<String>>,
}

/// The personal keys of a `[[consultant]]`.
#[derive(Default)]
pub(super) struct PersonalFile {
    pub lines: Vec<At<String>>,
    pub leader: bool,
    pub available: Vec<(At<Weekday>, Vec<super::file::RawStretch>)>,
    pub absent: Vec<At<(Date, Date)>>,
    pub fixed: Vec<FixedFile>,
    pub wishes: Vec<WishFile>,
    pub daily_limit: Option<At<u32>>,
    pub protections: Vec<Protection>,
    pub carried_hours: Option<At<f64>>,
}

/// An entry of `fixed`.
pub(super) struct FixedFile {
    pub date: At<Date>,
    pub start: At<TimeOfDay>,
    pub length: At<u32>,
}

/// An entry of `wishes`.
pub(super) struct WishFile {
    pub span: Span,
    pub off: Option<At<Date>>,
    pub late: Option<At<bool>>,
    pub start: Option<At<TimeOfDay>>,
    pub date: Option<At<Date>>,
    pub grade: u32,
    /// Which of `off`, `prefer` and `start` are there.
    pub given: usize,
}

/// Reads `[roster]`.
pub(super) fn roster(node: &Node) -> Option<RosterFile> {
    let t = node.table(&keys::ROSTER)?;
    let names = |key: &str| t.list(key).iter().filter_map(|n| n.text()).collect();
    Some(RosterFile {
        span: t.span.clone(),
        weeks: t.get("weeks").and_then(|n| n.whole()),
        settlement_weeks: t.get("settlement_weeks").and_then(|n| n.whole()),
        closing: t.get("closing").map(|n| closing(&n)).unwrap_or_default(),
        leaders: t.get("leaders").map(|n| leaders(&n)).unwrap_or_default(),
        evening_from: t.get("evening_from").and_then(|n| n.time()),
        early_before: t.get("early_before").and_then(|n| n.time()),
        flexible_start: t.get("flexible_start").and_then(|n| n.boolean()).is_some_and(|b| b.value),
        contractors: names("contractors"),
        equivalent: names("equivalent"),
        sick_pay: t.get("sick_pay").and_then(|n| n.number()),
        call_in_notice: t.get("call_in_notice").and_then(|n| n.minutes()),
        rules: t.get("rules").map(|n| rules(&n)).unwrap_or_default(),
        previous: t.get("previous").and_then(|n| n.text()),
        activities: t.list("activity").iter().filter_map(super::file_activity::activity).collect(),
        pairs: t.list("pair").iter().filter_map(super::file_activity::pair).collect(),
    })
}

fn closing(node: &Node) -> Vec<(At<String>, At<String>)> {
    by_line(node, Expected::Closings, &|n| n.text())
}

fn leaders(node: &Node) -> Vec<(At<String>, At<u32>)> {
    by_line(node, Expected::Leaders, &|n| n.whole_within(1..=keys::LEADERS_MOST))
}

/// A table whose keys are the lines' ids, which are known only later.
fn by_line<T>(
    node: &Node,
    expected: Expected,
    read: &dyn Fn(&Node) -> Option<At<T>>,
) -> Vec<(At<String>, At<T>)> {
    let DeValue::Table(entries) = node.value else {
        node.wrong_type(expected);
        return Vec::new();
    };
    let ids: Vec<String> = entries.keys().map(|k| k.get_ref().to_string()).collect();
    let known: Vec<&str> = ids.iter().map(String::as_str).collect();
    let Some(t) = node.table_of(&known) else { return Vec::new() };
    t.keys().into_iter().filter_map(|key| Some((key.clone(), read(&t.get(&key.value)?)?))).collect()
}

fn rules(node: &Node) -> Vec<RuleFile> {
    let Some(t) = node.table(&keys::RULE_KEYS) else { return Vec::new() };
    RULES
        .iter()
        .filter_map(|r| Some((r, t.get(r.id.code())?)))
        .filter_map(|(r, n)| rule(r, &n))
        .collect()
}

/// `false`, a parameter, or a table with `value` and `off_for`.
fn rule(rule: &'static crate::domain::labour::Rule, node: &Node) -> Option<RuleFile> {
    let mut file = RuleFile { rule: rule.id, parameter: None, off: false, off_for: Vec::new() };
    match node.value {
        DeValue::Boolean(on) => file.off = !on,
        DeValue::Table(_) => {
            let t = node.table(keys::rule_keys(rule.unit))?;
            let value = t.get("value").filter(|_| rule.unit != Unit::Nothing);
            file.parameter = value.and_then(|n| parameter(rule.unit, &n));
            file.off_for = t.list("off_for").iter().filter_map(|n| n.text()).collect();
        }
        _ => file.parameter = Some(parameter(rule.unit, node)?),
    }
    Some(file)
}

fn parameter(unit: Unit, node: &Node) -> Option<u32> {
    match unit {
        Unit::Minutes => node.minutes().map(|m| m.value),
        Unit::Weeks | Unit::Days => node.whole().map(|n| n.value),
        Unit::Nothing => {
            node.wrong_type(Expected::Rule);
            None
        }
    }
}

/// Reads the personal keys.
pub(super) fn personal(t: &Table) -> PersonalFile {
    let protections = [
        ("disability", Protection::Disability),
        ("pregnancy", Protection::Pregnancy),
        ("child", Protection::Child),
    ];
    PersonalFile {
        lines: t.get("lines").map(|n| lines(&n)).unwrap_or_default(),
        leader: t.get("leader").and_then(|n| n.boolean()).is_some_and(|b| b.value),
        available: t.get("available").map(|n| available(&n)).unwrap_or_default(),
        absent: t.list("absent").iter().filter_map(absence).collect(),
        fixed: t.list("fixed").iter().filter_map(fixed).collect(),
        wishes: t.list("wishes").iter().filter_map(wish).collect(),
        daily_limit: t.get("daily_limit").and_then(|n| n.minutes()),
        protections: t
            .list("protected")
            .iter()
            .filter_map(|n| n.private_word(&protections))
            .map(|p| p.value)
            .collect(),
        carried_hours: t.get("carried_hours").and_then(|n| n.number()),
    }
}

fn lines(node: &Node) -> Vec<At<String>> {
    let lines: Vec<At<String>> = node.list().iter().filter_map(|n| n.text()).collect();
    not_empty(node, lines.is_empty());
    lines
}

fn available(node: &Node) -> Vec<(At<Weekday>, Vec<super::file::RawStretch>)> {
    let Some(days) = node.table(&keys::AVAILABLE) else { return Vec::new() };
    let keys = days.keys().into_iter();
    keys.filter_map(|key| {
        let day = Weekday::from_code(&key.value)?;
        let entries = days.get(&key.value)?.list();
        Some((key.map(|_| day), entries.iter().filter_map(stretch_text).collect()))
    })
    .collect()
}

/// A date, or a table with `from` and `to`; `kind` is for the planner and goes nowhere.
fn absence(node: &Node) -> Option<At<(Date, Date)>> {
    if !node.is_table() {
        return node.date().map(|at| at.map(|date| (date, date)));
    }
    let t = node.table(&keys::ABSENCE)?;
    let from = t.need("from", "from = 2026-11-23").and_then(|n| n.date());
    let to = t.need("to", "to = 2026-11-27").and_then(|n| n.date());
    t.get("kind").and_then(|n| n.text());
    Some(At { value: (from?.value, to?.value), span: node.span.clone() })
}

fn fixed(node: &Node) -> Option<FixedFile> {
    let t = node.table(&keys::FIXED)?;
    let date = t.need("date", "date = 2026-11-25").and_then(|n| n.date());
    let start = t.need("start", "start = \"08:00\"").and_then(|n| n.time());
    let length = t.need("length", "length = \"8h\"").and_then(|n| n.minutes());
    Some(FixedFile { date: date?, start: start?, length: length? })
}

fn wish(node: &Node) -> Option<WishFile> {
    let t = node.table(&keys::WISH)?;
    t.get("reason").and_then(|n| n.text());
    Some(WishFile {
        span: t.span.clone(),
        given: ["off", "prefer", "start"].into_iter().filter(|key| t.has(key)).count(),
        off: t.get("off").and_then(|n| n.date()),
        late: t.get("prefer").and_then(|n| n.word(&[("early", false), ("late", true)])),
        start: t.get("start").and_then(|n| n.time()),
        date: t.get("date").and_then(|n| n.date()),
        grade: t.get("grade").and_then(|n| n.whole()).map_or(1, |g| g.value),
    })
}
