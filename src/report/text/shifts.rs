//! Who works when: shifts with equal days and equal hours drawn together, and the people needed.

use super::page::{Align, Page, Table};
use super::view::View;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::report::words::{captions, numbers};
use crate::wire::answer::{FewerTimes, Shift, ShiftTimeUse};
use std::collections::BTreeMap;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    page.section(view.labels.shifts);
    page.table(&shifts(view));
    let rows = || view.plan.shifts.iter();
    let count: u64 = rows().map(|s| u64::from(s.count)).sum();
    let hours: f64 = rows().map(|s| s.paid_hours * f64::from(s.count)).sum();
    let cost: f64 = rows().map(|s| s.cost * f64::from(s.count)).sum();
    page.paragraph(&captions::shift_totals(
        count,
        &numbers::tenths(hours, view.language),
        &view.money(cost),
        view.language,
    ));
    if let Some(times) = &view.plan.shift_times {
        page.paragraph(&captions::shift_times(times.used.len(), times.most, view.language));
        if let Some(fewer) = &times.fewer {
            page.paragraph(captions::fewer_shift_times(!fewer.is_empty(), view.language));
            if !fewer.is_empty() {
                page.table(&fewer_times(view, fewer));
            }
        }
    }
    if view.plan.groups.iter().any(|group| !group.contracts.is_empty()) {
        page.section(view.labels.people);
        page.table(&people(view));
    }
}

/// What plans of fewer shift times cost, with these times.
fn fewer_times(view: &View<'_>, fewer: &[FewerTimes]) -> Table {
    let l = view.labels;
    let mut table =
        Table::new(&[Align::Right, Align::Right, Align::Right, Align::Right, Align::Left]);
    table.head(vec![
        l.shift_time_count.to_owned(),
        view.in_currency(l.cost),
        l.dearer_by.to_owned(),
        l.hours.to_owned(),
        l.time.to_owned(),
    ]);
    for step in fewer {
        let stretch = |time: &ShiftTimeUse| numbers::stretch(time.start, time.end);
        table.row(vec![
            numbers::whole(step.used.len() as u64, view.language),
            view.amount(Some(step.cost_per_week), 2),
            view.amount(Some(step.cost_per_week - view.plan.cost_per_week), 2),
            numbers::tenths(step.paid_hours_per_week, view.language),
            step.used.iter().map(stretch).collect::<Vec<_>>().join(" "),
        ]);
    }
    table
}

/// Shifts of a contract that start and end together and are paid alike (in thousandths of an hour).
type Hours = (TimeOfDay, TimeOfDay, i64);

/// The breaks of one day: each list of breaks with the number of consultants who take it.
type Breaks = BTreeMap<Vec<[TimeOfDay; 2]>, u64>;

/// The shifts of a group's contract by their hours, then by day.
fn by_hours(rows: &[&Shift]) -> BTreeMap<Hours, BTreeMap<Weekday, Breaks>> {
    let mut all: BTreeMap<Hours, BTreeMap<Weekday, Breaks>> = BTreeMap::new();
    for shift in rows {
        let hours = (shift.start, shift.end, (shift.paid_hours * 1e3).round() as i64);
        let breaks = all.entry(hours).or_default().entry(shift.day).or_default();
        *breaks.entry(shift.breaks.clone()).or_default() += u64::from(shift.count);
    }
    all
}

fn shifts(view: &View<'_>) -> Table {
    let l = view.labels;
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Left]);
    table.head([l.days_head, l.time, l.hours_each, l.count, l.breaks].map(String::from).into());
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for shift in &view.plan.shifts {
        let kind = (shift.group.as_str(), shift.contract.as_str());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    for (group, contract) in kinds {
        table.across(&format!("{} · {}: {contract}", view.group(group), l.contract));
        let of_kind = |s: &&Shift| s.group == group && s.contract == contract;
        let rows: Vec<&Shift> = view.plan.shifts.iter().filter(of_kind).collect();
        for ((start, end, paid), days) in by_hours(&rows) {
            for (days, breaks) in drawn_together(days) {
                table.row(vec![
                    format!("  {}", numbers::days(&days, view.language)),
                    numbers::stretch(start, end),
                    numbers::tenths(paid as f64 / 1e3, view.language),
                    numbers::whole(breaks.values().sum(), view.language),
                    breaks_text(&breaks),
                ]);
            }
        }
    }
    table
}

/// Days with the same consultants and breaks.
fn drawn_together(days: BTreeMap<Weekday, Breaks>) -> Vec<(Vec<Weekday>, Breaks)> {
    let mut groups: Vec<(Vec<Weekday>, Breaks)> = Vec::new();
    for (day, breaks) in days {
        match groups.iter_mut().find(|(_, other)| *other == breaks) {
            Some((days, _)) => days.push(day),
            None => groups.push((vec![day], breaks)),
        }
    }
    groups
}

/// The breaks with how many take them where that is not everyone.
fn breaks_text(breaks: &Breaks) -> String {
    let one = |list: &[[TimeOfDay; 2]]| {
        let parts: Vec<String> =
            list.iter().map(|[from, to]| numbers::stretch(*from, *to)).collect();
        if parts.is_empty() { numbers::NONE.to_owned() } else { parts.join(", ") }
    };
    let several = breaks.len() > 1;
    let texts = breaks
        .iter()
        .map(|(list, count)| if several { format!("{count}×{}", one(list)) } else { one(list) });
    texts.collect::<Vec<_>>().join("; ")
}

fn people(view: &View<'_>) -> Table {
    let l = view.labels;
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Right]);
    let heads = [l.group, l.contract, l.shift_count, l.hours, l.people_short];
    table.head(heads.map(String::from).into());
    for group in &view.plan.groups {
        for (index, contract) in group.contracts.iter().enumerate() {
            table.row(vec![
                if index == 0 { group.name.clone() } else { String::new() },
                contract.contract.clone(),
                numbers::whole(u64::from(contract.shifts), view.language),
                numbers::tenths(contract.paid_hours, view.language),
                captions::of_heads(contract.people_needed, contract.heads, view.language),
            ]);
        }
    }
    table
}
