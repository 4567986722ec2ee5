//! The present state beside the same hours planned and the proposal: the figures that plans and hours proposals lay
//! side by side, for text, pages and workbooks.

use super::words::level_of_unusual;
use super::words::numbers::{self, NONE};
use super::words::today::{Words, basis, points, words};
use crate::domain::units::{FULL_TIME_HOURS, Language};
use crate::wire::answer::{Known, LineReport, Today};
use std::collections::BTreeMap;

/// A share of callers who hang up that is nobody.
const NOBODY: f64 = 5e-4;

/// A planned week, as far as it is laid beside today.
pub(super) struct Side<'a> {
    pub closing: &'a BTreeMap<String, String>,
    pub people: Option<u32>,
    pub paid_hours: Option<f64>,
    pub posts: Option<f64>,
    pub cost: Option<f64>,
    pub lines: &'a [LineReport],
}

/// What is laid side by side.
pub(super) struct Sides<'a> {
    /// As the scenario tells it; `None`: it does not.
    pub today: Option<&'a Today>,
    /// The same hours, planned; `None`: they are no candidate or there is no plan.
    pub present: Option<Side<'a>>,
    pub proposal: Side<'a>,
    pub currency: &'a str,
    /// Differences of cost below this are not told apart.
    pub resolution: f64,
    pub language: Language,
}

/// What a figure is a figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    People,
    Hours,
    Posts,
    Cost,
    Seconds,
    Share,
}

/// A figure of each side.
pub(super) struct Row {
    pub name: String,
    pub unit: Unit,
    pub today: Option<Known>,
    pub present: Option<f64>,
    pub proposal: Option<f64>,
}

impl Row {
    /// What planning changes, and what the hours change.
    pub fn changes(&self) -> [Option<f64>; 2] {
        let today = self.today.as_ref().map(|known| known.value);
        let less = |to: Option<f64>, from: Option<f64>| Some(to? - from?);
        [less(self.present, today), less(self.proposal, self.present)]
    }
}

impl Sides<'_> {
    pub fn words(&self) -> &'static Words {
        words(self.language)
    }

    /// Every figure that some side has.
    pub fn rows(&self) -> Vec<Row> {
        let w = self.words();
        let told = |of: fn(&Today) -> &Option<Known>| self.today.and_then(|t| of(t).clone());
        let row = |name: &str, unit, today, of: fn(&Side<'_>) -> Option<f64>| Row {
            name: name.to_owned(),
            unit,
            today,
            present: self.present.as_ref().and_then(of),
            proposal: of(&self.proposal),
        };
        let hours = told(|t| &t.paid_hours_per_week);
        let posts = hours.as_ref().map(in_posts);
        let cost = format!("{}, {}", w.cost, numbers::currency_name(self.currency, self.language));
        let mut rows = vec![
            row(w.people, Unit::People, told(|t| &t.consultants), |s| s.people.map(f64::from)),
            row(w.paid_hours, Unit::Hours, hours, |s| s.paid_hours),
            row(w.posts, Unit::Posts, posts, |s| s.posts),
            row(&cost, Unit::Cost, told(|t| &t.cost_per_week), |s| s.cost),
        ];
        rows.extend(self.proposal.lines.iter().flat_map(|line| self.of_line(line)));
        rows.retain(|r| r.today.is_some() || r.present.is_some() || r.proposal.is_some());
        rows
    }

    fn of_line(&self, line: &LineReport) -> Vec<Row> {
        if line.needs_stated {
            return Vec::new();
        }
        let w = self.words();
        let told = self.today.and_then(|t| t.lines.iter().find(|own| own.line == line.line));
        let before = self.present.as_ref();
        let before = before.and_then(|side| side.lines.iter().find(|own| own.line == line.line));
        let row = |what: &str, unit, today: Option<Known>, of: fn(&LineReport) -> f64| Row {
            name: format!("{}: {what}", line.name),
            unit,
            today,
            present: before.map(of).filter(|v| v.is_finite()),
            proposal: Some(of(line)).filter(|v| v.is_finite()),
        };
        let of = level_of_unusual(line.service_level_of, self.language);
        let within = numbers::duration(line.threshold_s, self.language);
        let level = format!("{}{of} ({within})", w.level);
        let lost = told.and_then(|t| t.p_abandon.clone());
        let level_told = told.and_then(|t| t.service_level.clone());
        let mut rows =
            vec![row(w.wait, Unit::Seconds, told.and_then(|t| t.mean_wait_s.clone()), waits)];
        if lost.is_some() || hang_up(line) > NOBODY || before.is_some_and(|b| hang_up(b) > NOBODY) {
            rows.push(row(w.abandoned, Unit::Share, lost, hang_up));
        }
        if level_told.is_some() {
            rows.push(row(&level, Unit::Share, level_told, answered_in_time));
        }
        rows
    }

    /// The close of a line, side by side.
    pub fn closes(&self, line: &str) -> [String; 3] {
        let of = |closing: Option<&BTreeMap<String, String>>| {
            closing.and_then(|closing| closing.get(line)).map_or(NONE, String::as_str).to_owned()
        };
        let present = self.present.as_ref().map(|side| side.closing);
        [of(self.today.map(|t| &t.closing)), of(present), of(Some(self.proposal.closing))]
    }

    /// A figure in its unit.
    pub fn text(&self, unit: Unit, value: Option<f64>) -> String {
        let Some(value) = value else { return NONE.to_owned() };
        let number = |decimals| numbers::number(value, decimals, self.language);
        match unit {
            Unit::People => number(0),
            Unit::Hours => number(1),
            Unit::Posts | Unit::Cost => number(2),
            Unit::Seconds => numbers::duration(value, self.language),
            Unit::Share => numbers::percent(value, 1, self.language),
        }
    }

    /// What is told of today, in its unit.
    pub fn told(&self, row: &Row) -> String {
        self.text(row.unit, row.today.as_ref().map(|known| known.value))
    }

    /// How that is known, and within which range.
    pub fn known_as(&self, row: &Row) -> Option<String> {
        let known = row.today.as_ref()?;
        let end = |value: Option<f64>| value.map(|value| self.text(row.unit, Some(value)));
        let range = match (end(known.low), end(known.high)) {
            (Some(low), Some(high)) => Some(format!("{low} – {high}")),
            (Some(low), None) => Some(format!("≥ {low}")),
            (None, Some(high)) => Some(format!("≤ {high}")),
            (None, None) => None,
        };
        let basis = basis(known.basis, self.language);
        Some(range.map_or(basis.to_owned(), |range| format!("{basis}, {range}")))
    }

    /// A change with its sign; of costs, those that planning cannot tell apart from none are marked.
    pub fn change(&self, unit: Unit, change: Option<f64>) -> String {
        let Some(change) = change else { return NONE.to_owned() };
        let size = |change: f64| match unit {
            Unit::Share => {
                points(&numbers::number(100.0 * change, 1, self.language), self.language)
            }
            _ => self.text(unit, Some(change)),
        };
        let none = size(0.0);
        let size = size(change.abs());
        let sign = match change {
            _ if size == none => "",
            change if change < 0.0 => "−",
            _ => "+",
        };
        let near = unit == Unit::Cost && change.abs() < self.resolution && !sign.is_empty();
        format!("{}{sign}{size}", if near { "≈ " } else { "" })
    }
}

/// Paid hours as full-time posts.
fn in_posts(hours: &Known) -> Known {
    let posts = |hours: f64| hours / FULL_TIME_HOURS;
    Known {
        value: posts(hours.value),
        low: hours.low.map(posts),
        high: hours.high.map(posts),
        ..hours.clone()
    }
}

fn waits(line: &LineReport) -> f64 {
    line.through_day.as_ref().map_or(line.mean_wait_s, |through| through.mean_wait_s.value)
}

fn hang_up(line: &LineReport) -> f64 {
    line.through_day.as_ref().map_or(line.p_abandon, |through| through.p_abandon.value)
}

fn answered_in_time(line: &LineReport) -> f64 {
    line.through_day.as_ref().map_or(line.service_level, |through| through.service_level.value)
}
