//! How many consultants the evening needs, with one crew for all lines and with a crew for each.

use super::page::{Align, Page, Table};
use super::view::{View, drawable, equal_days};
use crate::domain::clock::{Weekday, clock_text};
use crate::report::words::{captions, numbers, sentences};
use crate::wire::answer::EveningNeed;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    page.section(view.labels.evening);
    let rows = &view.plan.evening;
    if rows.is_empty() {
        page.paragraph(sentences::no_evening(view.language));
        return;
    }
    let mut sets: Vec<&[String]> = Vec::new();
    for row in rows {
        if !sets.contains(&row.lines.as_slice()) {
            sets.push(&row.lines);
        }
    }
    for (index, set) in sets.into_iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        let rows: Vec<&EveningNeed> = rows.iter().filter(|row| row.lines == set).collect();
        one_set(page, view, set, &rows);
    }
}

/// The needs of one set of lines that share consultants.
fn one_set<'a>(page: &mut Page, view: &View<'a>, set: &'a [String], rows: &[&'a EveningNeed]) {
    let names: Vec<String> = set.iter().map(|id| view.line(id).to_owned()).collect();
    if let [name] = names.as_slice() {
        page.paragraph(&sentences::alone(name, view.language));
    } else {
        page.paragraph(&sentences::in_this_order(&names, view.language));
    }
    page.table(&table(view, rows));
    if set.len() < 2 {
        return;
    }
    let hours = f64::from(view.plan.scenario.interval_minutes) / 60.0;
    let shared: f64 = rows.iter().map(|row| f64::from(row.shared) * hours).sum();
    let separate: f64 = rows.iter().map(|row| alone(row) as f64 * hours).sum();
    page.paragraph(&sentences::pooling(shared, separate, view.language));
    if let Some(text) = example(view, rows) {
        page.paragraph(&text);
    }
    let free =
        rows.iter().filter(|row| row.separate.iter().max().is_some_and(|m| row.shared <= *m));
    page.paragraph(&sentences::free_rides(free.count() as u64, rows.len() as u64, view.language));
}

/// Agents of all separate crews together.
fn alone(row: &EveningNeed) -> u64 {
    row.separate.iter().map(|agents| u64::from(*agents)).sum()
}

/// The busiest interval of two lines, in words.
fn example(view: &View<'_>, rows: &[&EveningNeed]) -> Option<String> {
    let total = |row: &EveningNeed| row.calls.iter().map(|c| drawable(*c)).sum::<f64>();
    let row = rows.iter().rev().max_by(|a, b| total(a).total_cmp(&total(b)))?;
    let line =
        |i: usize| Some((view.line(row.lines.get(i)?), *row.calls.get(i)?, *row.separate.get(i)?));
    let (first, second) = (line(0)?, line(1)?);
    if row.lines.len() != 2 {
        return None;
    }
    let first_is_large = (first.2, drawable(first.1)) >= (second.2, drawable(second.1));
    let (large, small) = if first_is_large { (first, second) } else { (second, first) };
    let at = format!("{} {}", numbers::day(row.day, view.language), row.start);
    let pair = sentences::Pair { at: &at, small, large, shared: row.shared };
    Some(sentences::pair(&pair, view.language))
}

/// Consecutive intervals with equal needs.
#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    from: u32,
    to: u32,
    separate: Vec<u32>,
    shared: u32,
    /// Fewest and most calls of each line.
    calls: Vec<[f64; 2]>,
}

/// The stretches of one day, in order.
fn stretches(rows: &[&EveningNeed], minutes: u32) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for row in rows {
        let from = row.start.minutes();
        match all.last_mut() {
            Some(s) if s.to == from && s.separate == row.separate && s.shared == row.shared => {
                s.to = from.saturating_add(minutes);
                widen(&mut s.calls, row.calls.iter().map(|c| [*c, *c]));
            }
            _ => all.push(Stretch {
                from,
                to: from.saturating_add(minutes),
                separate: row.separate.clone(),
                shared: row.shared,
                calls: row.calls.iter().map(|c| [*c, *c]).collect(),
            }),
        }
    }
    all
}

fn widen(ranges: &mut [[f64; 2]], more: impl Iterator<Item = [f64; 2]>) {
    for (range, more) in ranges.iter_mut().zip(more) {
        *range = [range[0].min(more[0]), range[1].max(more[1])];
    }
}

/// One row a stretch, equal days drawn together.
fn table(view: &View<'_>, rows: &[&EveningNeed]) -> Table {
    let minutes = view.plan.scenario.interval_minutes;
    let mut days: Vec<Weekday> = rows.iter().map(|row| row.day).collect();
    days.sort_unstable();
    days.dedup();
    let of_day = |day: Weekday| {
        let rows: Vec<&EveningNeed> = rows.iter().copied().filter(|r| r.day == day).collect();
        stretches(&rows, minutes)
    };
    let days = days.into_iter().map(|day| (day, of_day(day))).collect();
    let key = |s: &Stretch| (s.from, s.to, s.separate.clone(), s.shared);
    let groups = equal_days(days, |a: &Vec<Stretch>, b| a.iter().map(key).eq(b.iter().map(key)));
    let l = view.labels;
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Right]);
    let calls = captions::calls_per_interval(minutes, view.language);
    table.head(vec![l.days_head.into(), l.time.into(), calls, l.separate.into(), l.shared.into()]);
    for (days, members) in groups {
        let mut members = members.into_iter();
        let mut merged = members.next().unwrap_or_default();
        for other in members {
            for (stretch, more) in merged.iter_mut().zip(other) {
                widen(&mut stretch.calls, more.calls.into_iter());
            }
        }
        for (index, stretch) in merged.iter().enumerate() {
            let days = if index == 0 { numbers::days(&days, view.language) } else { String::new() };
            table.row(cells(view, days, stretch));
        }
    }
    table
}

fn cells(view: &View<'_>, days: String, stretch: &Stretch) -> Vec<String> {
    let range = |range: &[f64; 2]| {
        let [low, high] = range.map(|calls| numbers::number(calls, 1, view.language));
        if low == high { low } else { format!("{low}–{high}") }
    };
    let calls: Vec<String> = stretch.calls.iter().map(range).collect();
    let separate: Vec<String> = stretch.separate.iter().map(u32::to_string).collect();
    let sum: u64 = stretch.separate.iter().map(|agents| u64::from(*agents)).sum();
    let separate = match separate.as_slice() {
        [_] => sum.to_string(),
        parts => format!("{} = {sum}", parts.join(" + ")),
    };
    vec![
        days,
        format!("{}–{}", clock_text(stretch.from), clock_text(stretch.to)),
        calls.join(" + "),
        separate,
        stretch.shared.to_string(),
    ]
}
