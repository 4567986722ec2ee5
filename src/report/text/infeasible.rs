//! Why no plan can meet a scenario, and what would help.

use super::page::{Align, Page, Table};
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::report::words::{labels, numbers, remarks, remedies, shortage, through_day};
use crate::wire::answer::{BindingLimit, Infeasibility, Shortage};

/// The cause for each closing, where consultants are short, which limits bind and what was tried.
pub fn infeasible(cause: &Infeasibility, language: Language) -> String {
    let mut page = Page::default();
    page.title(remarks::infeasible_heads(language)[0]);
    for closing in std::iter::once(cause).chain(&cause.others) {
        if !closing.closing.is_empty() {
            page.section(&remedies::closing(closing, language));
        }
        one(&mut page, closing, language);
    }
    page.finish()
}

/// One closing.
fn one(page: &mut Page, cause: &Infeasibility, language: Language) {
    let [_, short, missed, limits, nearest] = remarks::infeasible_heads(language);
    page.paragraph(&shortage::summary(cause, language));
    let part = |page: &mut Page, head: &str| match cause.closing.is_empty() {
        true => page.section(head),
        false => page.paragraph(&format!("{head}:")),
    };
    // Hours short by the formula of each interval mislead where it is known what shifts are missing.
    if !cause.short.is_empty() && remedies::lack(cause, language).is_none() {
        part(page, short);
        page.table(&shortages(&cause.short, language));
    }
    if !cause.promises.is_empty() {
        part(page, missed);
        for promise in &cause.promises {
            page.item("  • ", &shortage::missed(promise, &cause.names, language));
        }
    }
    if !cause.nearest.is_empty() {
        part(page, nearest);
        for broken in &cause.nearest {
            let name = cause.names.get(&broken.line).unwrap_or(&broken.line);
            page.item("  • ", &through_day::broken(name, broken, language));
        }
    }
    if !cause.limits.is_empty() {
        part(page, limits);
    }
    for (index, limit) in cause.limits.iter().enumerate() {
        page.item(&format!("{:>3}. ", index + 1), &remedy(cause, limit, language));
    }
    if let Some(text) = remedies::in_vain(&cause.in_vain, language) {
        page.paragraph(&text);
    }
}

/// What to do about a limit, and how that comes out where it was tried.
fn remedy(cause: &Infeasibility, limit: &BindingLimit, language: Language) -> String {
    let name = remarks::limit_name(limit.limit, language);
    let subject = remarks::subject(limit, language);
    match &limit.tried {
        Some(tried) => {
            let change = remedies::change(&limit.change, language);
            remedies::tried((name, subject), &change, (tried, &cause.names), language)
        }
        None => {
            let remedy = shortage::remedy(&limit.change, &cause.names, language);
            remarks::limit(name, subject, limit.shortage_without, &remedy, language)
        }
    }
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
