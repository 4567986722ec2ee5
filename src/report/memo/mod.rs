//! The hours proposal as a memo: put together once in the reader's language ([`document`]), then
//! written as text, Markdown or one HTML page; and as a table.
//!
//! The HTML fetches nothing, reads without JavaScript and prints on A4. With JavaScript a control
//! steps through closing times and levels of demand response, all of them on the page already.

mod annex;
mod curves;
mod decision;
pub mod document;
mod effects;
mod figures;
mod html;
mod markdown;
mod panels;
mod pictures;
mod risks;
mod sections;
mod text;
mod uncertain;
#[cfg(not(target_family = "wasm"))]
mod workbook;

use crate::domain::measure::LevelOf;
use crate::domain::units::Language;
use crate::report::today::{Side, Sides};
use crate::report::words::memo::words;
use crate::report::words::{keys, memo_pages, numbers};
use crate::wire::proposal::{ClosingPlans, PlannedWeek, Proposal};
pub use html::html;
pub use markdown::markdown;
pub use text::text;
#[cfg(not(target_family = "wasm"))]
pub use workbook::xlsx;

/// Weeks of a year's figures.
const WEEKS_A_YEAR: f64 = 52.0;

/// The proposal and the language of the reader.
struct View<'a> {
    p: &'a Proposal,
    language: Language,
}

impl View<'_> {
    fn closing(&self, k: usize) -> &ClosingPlans {
        &self.p.closings[k]
    }

    fn label(&self, k: usize) -> &str {
        &self.p.closings[k].label
    }

    /// What service levels are shares of, of every line.
    fn level_of(&self) -> LevelOf {
        let mut lines = self.p.closings.iter().flat_map(|closing| &closing.central.lines);
        lines.next().map(|line| line.service_level_of).unwrap_or_default()
    }

    fn present(&self) -> &PlannedWeek {
        &self.closing(self.p.baseline).central
    }

    fn money(&self, value: f64) -> String {
        numbers::money(value, &self.p.scenario.currency, self.language)
    }

    /// An amount in a table whose head names the currency.
    fn amount(&self, value: Option<f64>) -> String {
        value.map_or(numbers::NONE.into(), |value| numbers::number(value, 2, self.language))
    }

    fn number(&self, value: f64, decimals: usize) -> String {
        numbers::number(value, decimals, self.language)
    }

    fn duration(&self, seconds: Option<f64>) -> String {
        seconds.map_or(numbers::NONE.into(), |s| numbers::duration(s, self.language))
    }

    /// A change of a wait, with its sign.
    fn change(&self, seconds: Option<f64>) -> String {
        let Some(seconds) = seconds else { return numbers::NONE.into() };
        let size = numbers::duration(seconds.abs(), self.language);
        match (seconds.abs() < 0.05, seconds < 0.0) {
            (true, _) => size,
            (_, true) => format!("−{size}"),
            (_, false) => format!("+{size}"),
        }
    }

    fn currency(&self) -> &str {
        numbers::currency_name(&self.p.scenario.currency, self.language)
    }

    /// A head with the currency behind it.
    fn in_currency(&self, head: &str) -> String {
        format!("{head}, {}", self.currency())
    }

    /// Why nothing is said of what is uncertain: no number has a range, or there were no draws.
    fn not_drawn(&self) -> &'static str {
        let mut numbers = self.p.assumptions.iter().filter(|a| a.bears_on_plans());
        match numbers.any(|a| a.range.is_some()) {
            true => memo_pages::not_drawn(self.language),
            false => words(self.language).nothing,
        }
    }

    /// Today, the present hours planned, and the proposal.
    fn sides(&self) -> Sides<'_> {
        let planned = |k: usize| {
            let closing = self.closing(k);
            let week = &closing.central;
            Side {
                closing: &closing.closing,
                people: week.people_needed,
                paid_hours: week.paid_hours_per_week,
                posts: week.full_time_equivalents,
                cost: week.cost_per_week,
                lines: &week.lines,
            }
        };
        Sides {
            today: self.p.today.as_ref(),
            present: Some(planned(self.p.baseline)),
            proposal: planned(self.p.proposed),
            currency: &self.p.scenario.currency,
            resolution: self.p.decision.cost_resolution,
            language: self.language,
        }
    }

    /// Lines whose hours are compared.
    fn compared(&self) -> Vec<(&str, &str)> {
        let names = self.closing(self.p.baseline).closing.keys();
        names
            .map(|id| {
                let line = self.present().lines.iter().find(|line| line.line == *id);
                (id.as_str(), line.map_or(id.as_str(), |line| line.name.as_str()))
            })
            .collect()
    }

    /// A number of the scenario by the name that people know.
    fn key(&self, key: &str) -> String {
        let name = |id: &str| {
            let line = self.present().lines.iter().find(|line| line.line == id);
            line.map(|line| line.name.clone())
        };
        keys::key(key, &name, self.language)
    }

    fn line_name<'s>(&'s self, id: &'s str) -> &'s str {
        let line = self.present().lines.iter().find(|line| line.line == id);
        line.map_or(id, |line| &line.name)
    }
}

/// Every closing time under every demand response, one a row; decimal points whatever the language.
pub fn csv(p: &Proposal) -> String {
    let head = [
        "closing",
        "response",
        "status",
        "holds",
        "check_passed",
        "cost_per_week",
        "bound",
        "paid_hours_per_week",
        "full_time_equivalents",
        "calls_served",
        "evening_calls",
        "evening_shifts",
        "waiting_minutes",
        "waiting_cost",
        "line",
        "mean_wait_s",
        "peak_mean_wait_s",
    ];
    let plain = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut rows = Vec::new();
    for closing in &p.closings {
        for (response, week) in closing.responses() {
            let status = serde_json::to_value(week.status).ok();
            let status = status.as_ref().and_then(|s| s.as_str()).unwrap_or_default().to_owned();
            let mut row = vec![
                closing.label.clone(),
                response.to_owned(),
                status,
                week.holds.to_string(),
                week.check_passed.to_string(),
                plain(week.cost_per_week),
                plain(week.bound),
                plain(week.paid_hours_per_week),
                plain(week.full_time_equivalents),
                week.calls_served.to_string(),
                week.evening_calls.to_string(),
                week.evening_shifts.to_string(),
                plain(week.waiting_minutes),
                plain(week.waiting_cost),
            ];
            if week.lines.is_empty() {
                row.extend([String::new(), String::new(), String::new()]);
                rows.push(row);
                continue;
            }
            for (line, peak) in week.lines.iter().zip(&week.peak_waits) {
                let mut row = row.clone();
                let wait = line.through_day.as_ref().map(|through| through.mean_wait_s.value);
                row.extend([line.line.clone(), plain(wait), plain(peak.mean_wait_s)]);
                rows.push(row);
            }
        }
    }
    super::csv::written(&head, rows.into_iter())
}
