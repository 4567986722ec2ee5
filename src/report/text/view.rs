//! A plan together with the names, days and amounts in the reader's words.

use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::report::words::{Labels, labels, numbers};
use crate::wire::answer::{Candidate, LineReport, Plan, Status};
use std::collections::BTreeSet;

/// A plan and how its reader calls things.
pub(super) struct View<'a> {
    pub(super) plan: &'a Plan,
    pub(super) language: Language,
    pub(super) labels: &'static Labels,
    /// Lines whose closing differs between the candidates, in the order of the lines.
    pub(super) varying: Vec<&'a str>,
}

impl<'a> View<'a> {
    pub(super) fn new(plan: &'a Plan, language: Language) -> Self {
        let varies = |line: &&LineReport| {
            let closings: BTreeSet<Option<&String>> =
                plan.candidates.iter().map(|c| c.closing.get(&line.line)).collect();
            closings.len() > 1
        };
        let varying = plan.lines.iter().filter(varies).map(|line| line.line.as_str()).collect();
        Self { plan, language, labels: labels(language), varying }
    }

    /// Whether the scenario states the consultants needed, in place of calls.
    pub(super) fn needs_stated(&self) -> bool {
        self.plan.lines.iter().any(|line| line.needs_stated)
    }

    /// The name of a line; an unknown identifier stays as it is.
    pub(super) fn line(&self, id: &'a str) -> &'a str {
        let line = self.plan.lines.iter().find(|line| line.line == id);
        line.map_or(id, |line| line.name.as_str())
    }

    /// The name of a group; an unknown identifier stays as it is.
    pub(super) fn group(&self, id: &'a str) -> &'a str {
        let group = self.plan.groups.iter().find(|group| group.group == id);
        group.map_or(id, |group| group.name.as_str())
    }

    /// An amount in the scenario's currency.
    pub(super) fn money(&self, value: f64) -> String {
        numbers::money(value, &self.plan.scenario.currency, self.language)
    }

    /// A label with the currency after it, for amounts without one.
    pub(super) fn in_currency(&self, label: &str) -> String {
        let currency = &self.plan.scenario.currency;
        format!("{label}, {}", numbers::currency_name(currency, self.language))
    }

    /// An amount without its currency; a dash for none.
    pub(super) fn amount(&self, value: Option<f64>, decimals: usize) -> String {
        numbers::number(value.unwrap_or(f64::NAN), decimals, self.language)
    }

    /// The candidate that is recommended.
    pub(super) fn recommended(&self) -> Option<&'a Candidate> {
        self.plan.candidates.iter().find(|candidate| self.is_recommended(candidate))
    }

    /// Whether a candidate is the recommended one.
    pub(super) fn is_recommended(&self, candidate: &Candidate) -> bool {
        let same = |(line, label): (&String, &String)| self.plan.closing.get(line) == Some(label);
        let can_be_done = !matches!(candidate.status, Status::Infeasible | Status::Unknown);
        can_be_done && candidate.closing.iter().all(same)
    }

    /// The closing of a line under a candidate.
    pub(super) fn closing(&self, candidate: &'a Candidate, line: &str) -> &'a str {
        candidate.closing.get(line).map_or(numbers::NONE, String::as_str)
    }

    /// A candidate, named by the closings in which it differs from the others.
    pub(super) fn candidate(&self, candidate: &'a Candidate) -> String {
        match self.varying.as_slice() {
            [line] => self.closing(candidate, line).to_owned(),
            lines => lines
                .iter()
                .map(|line| format!("{} {}", self.line(line), self.closing(candidate, line)))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// Whether a candidate's cost is not told apart from that of the next shorter hours.
    pub(super) fn tied_with_shorter(&self, own: &Candidate) -> bool {
        let in_one_line = |other: &&Candidate| {
            let differs =
                |(line, label): &(&String, &String)| other.closing.get(*line) != Some(*label);
            other.open_hours < own.open_hours && own.closing.iter().filter(differs).count() == 1
        };
        let others = self.plan.candidates.iter().filter(|c| c.cost_per_week.is_some());
        let next = others.filter(in_one_line).max_by(|a, b| a.open_hours.total_cmp(&b.open_hours));
        let costs = next.and_then(|next| own.cost_per_week.zip(next.cost_per_week));
        costs.is_some_and(|(own, next)| (own - next).abs() < self.plan.cost_resolution)
    }

    /// A subject of a note: identifiers of lines become their names.
    pub(super) fn subject(&self, subject: &'a str) -> String {
        let named = |part: &'a str| self.line(part.trim());
        subject.split('+').map(named).collect::<Vec<_>>().join(" + ")
    }

    /// Whether waits come from a model in which callers hang up.
    pub(super) fn callers_hang_up(&self) -> bool {
        self.plan.lines.iter().any(|line| line.p_abandon > 0.0)
            || self.plan.intervals.iter().any(|interval| interval.p_abandon > 0.0)
    }
}

/// Days with equal content drawn together, in the order of their first day. Days are expected in the
/// order of the week.
pub(super) fn equal_days<T>(
    days: Vec<(Weekday, T)>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Vec<Weekday>, Vec<T>)> {
    let mut groups: Vec<(Vec<Weekday>, Vec<T>)> = Vec::new();
    for (day, content) in days {
        let found = groups
            .iter_mut()
            .find(|(_, members)| members.first().is_some_and(|first| same(first, &content)));
        match found {
            Some((days, members)) => {
                days.push(day);
                members.push(content);
            }
            None => groups.push((vec![day], vec![content])),
        }
    }
    groups
}

/// A figure that can be drawn and added: what is not finite or below zero counts as zero.
pub(super) fn drawable(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}
