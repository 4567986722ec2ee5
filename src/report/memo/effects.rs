//! The second page: what callers notice, what the hours cost, and what each promise does.

use super::document::{Block, Table};
use super::figures::beside_responses;
use super::{View, WEEKS_A_YEAR};
use crate::report::words::memo::{self, words};
use crate::report::words::memo_pages::{self, pages};
use crate::report::words::numbers::{self, NONE};
use crate::wire::proposal::{DayPart, LineDayParts, PlannedWeek};

pub(super) fn effects(view: &View<'_>, blocks: &mut Vec<Block>) {
    callers(view, blocks);
    cost(view, blocks);
    promises(view, blocks);
}

/// Calls, waits and hang-ups by day and in the evening.
fn callers(view: &View<'_>, blocks: &mut Vec<Block>) {
    let pages = pages(view.language);
    blocks.push(Block::Heading(pages.callers.into()));
    blocks.push(Block::Paragraph(memo_pages::callers(view.language).into()));
    blocks.push(Block::Table(beside_responses(view, pages.callers, caller_rows)));
}

fn caller_rows(view: &View<'_>, weeks: &[&PlannedWeek]) -> Vec<Vec<String>> {
    let (w, pages) = (words(view.language), pages(view.language));
    let number = |value: f64| view.number(value, 1);
    let share = |value: f64| numbers::percent(value, 1, view.language);
    let wait = |value: f64| view.duration(Some(value));
    let mut rows = Vec::new();
    for line in &view.present().lines {
        let named = |part: &str, what: &str| format!("{}, {part}: {what}", line.name);
        let mut row = |name: String, of: &dyn Fn(&LineDayParts) -> String| {
            let cell = |week: &&PlannedWeek| {
                week.day_parts.iter().find(|own| own.line == line.line).map_or(NONE.into(), of)
            };
            rows.push(std::iter::once(name).chain(weeks.iter().map(cell)).collect());
        };
        let told =
            |value: Option<f64>, text: &dyn Fn(f64) -> String| value.map_or(NONE.to_owned(), text);
        type Of = fn(&LineDayParts) -> &DayPart;
        let parts: [(&str, Of); 2] = [(pages.by_day, |p| &p.day), (pages.evening, |p| &p.evening)];
        let lost = weeks.iter().any(|w| w.lines.iter().any(|own| own.p_abandon > 0.0));
        for (part, of) in parts {
            row(named(part, pages.calls), &|own| number(of(own).attempts));
            row(named(part, w.wait), &|own| told(of(own).mean_wait_s, &wait));
            if lost {
                row(named(part, pages.lost), &|own| told(of(own).p_abandon, &share));
            }
        }
    }
    rows
}

fn cost(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.cost.into()));
    let present = view.present().cost_per_week;
    let rows = p.closings.iter().map(|closing| {
        let week = &closing.central;
        let more = week.cost_per_week.zip(present).map(|(own, present)| own - present);
        let above = week.objective.zip(week.bound).filter(|(_, bound)| *bound > 0.0);
        let above = above.map_or(NONE.into(), |(objective, bound)| {
            numbers::at_most(objective / bound - 1.0, view.language)
        });
        let count = |v: Option<f64>, d| v.map_or(NONE.into(), |v| view.number(v, d));
        vec![
            closing.label.clone(),
            view.amount(week.cost_per_week),
            view.amount(more),
            view.amount(more.map(|more| more * WEEKS_A_YEAR)),
            count(week.paid_hours_per_week, 1),
            count(week.full_time_equivalents, 2),
            above,
            if week.check_passed { w.passed } else { NONE }.to_owned(),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: view.in_currency(w.cost_week),
        head: vec![
            w.closing.into(),
            w.cost_week.into(),
            w.extra_week.into(),
            w.cost_year.into(),
            w.paid_hours.into(),
            w.posts.into(),
            w.above_least.into(),
            w.check.into(),
        ],
        rows: rows.collect(),
        chosen: Some(p.recommended),
    }));
}

/// What each promise costs at the recommended hours.
fn promises(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w, l) = (view.p, words(view.language), view.language);
    if p.promise_costs.is_empty() {
        return;
    }
    blocks.push(Block::Heading(w.promise_costs.into()));
    let resolution = view.money(p.decision.cost_resolution);
    blocks.push(Block::Paragraph(memo::promise_costs(view.label(p.recommended), &resolution, l)));
    let rows = p.promise_costs.iter().map(|cost| {
        let name =
            p.closings[p.recommended].central.lines.iter().find(|line| line.line == cost.line);
        let name = name.map_or(cost.line.as_str(), |line| line.name.as_str());
        let value =
            |value: Option<f64>| value.map_or(NONE.into(), |v| memo::value(cost.measure, v, l));
        let threshold = numbers::duration(cost.within_s.unwrap_or(0.0), l);
        let promise = memo::promise_of((cost.measure, &threshold), cost.over, cost.between, l);
        vec![
            format!("{name}: {promise}"),
            value(Some(cost.promised)),
            value(cost.loosened.promised),
            view.number(cost.loosened.saved, 2),
            view.number(cost.dropped.saved, 2),
            view.duration(cost.dropped.mean_wait_s),
        ]
    });
    let rows = rows.collect();
    blocks.push(Block::Table(Table {
        caption: view.in_currency(w.promise_costs),
        head: vec![
            w.promise.into(),
            w.promised.into(),
            w.loosened.into(),
            w.saved_loosened.into(),
            w.saved_dropped.into(),
            w.wait_dropped.into(),
        ],
        rows,
        chosen: None,
    }));
}
