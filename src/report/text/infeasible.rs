//! Why no plan can meet a scenario, and what would help.

use super::page::{Align, Page, Table};
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::report::words::{labels, numbers, remarks, shortage};
use crate::wire::answer::{Infeasibility, Shortage};

/// The cause, where consultants are short, and which limits bind.
pub fn infeasible(cause: &Infeasibility, language: Language) -> String {
    let mut page = Page::default();
    let [title, short, missed, limits] = remarks::infeasible_heads(language);
    page.title(title);
    page.paragraph(&shortage::summary(cause, language));
    if !cause.short.is_empty() {
        page.section(short);
        page.table(&shortages(&cause.short, language));
    }
    if !cause.promises.is_empty() {
        page.section(missed);
        for promise in &cause.promises {
            page.item("  • ", &shortage::missed(promise, &cause.names, language));
        }
    }
    if !cause.limits.is_empty() {
        page.section(limits);
    }
    for (index, limit) in cause.limits.iter().enumerate() {
        let remedy = shortage::remedy(&limit.change, &cause.names, language);
        let name = remarks::limit_name(limit.limit, language);
        let subject = shortage::subject(limit, language);
        let text = remarks::limit(name, subject, limit.shortage_without, &remedy, language);
        page.item(&format!("{:>3}. ", index + 1), &text);
    }
    page.finish()
}

/// One row a stretch, equal stretches of several days drawn together.
fn shortages(rows: &[Shortage], language: Language) -> Table {
    let l = labels(language);
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Left, Align::Right, Align::Right]);
    table.head([l.days_head, l.time, l.line, l.required, l.short].map(String::from).into());
    for (days, row) in equal_stretches(rows) {
        table.row(vec![
            numbers::days(&days, language),
            format!("{}–{}", row.start, row.end),
            row.lines.join(" + "),
            numbers::tenths(row.required, language),
            numbers::tenths(row.short, language),
        ]);
    }
    table
}

/// Stretches that differ in the day only, drawn together.
fn equal_stretches(rows: &[Shortage]) -> Vec<(Vec<Weekday>, &Shortage)> {
    let mut groups: Vec<(Vec<Weekday>, &Shortage)> = Vec::new();
    for row in rows {
        let same = |other: &Shortage| Shortage { day: row.day, ..other.clone() } == *row;
        match groups.iter_mut().find(|(_, first)| same(first)) {
            Some((days, _)) => days.push(row.day),
            None => groups.push((vec![row.day], row)),
        }
    }
    groups
}
