//! Why no plan can meet a scenario, and what would help.

use super::page::{Align, Page, Table};
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::report::words::{labels, numbers, remarks, sentences};
use crate::wire::answer::{Infeasibility, Shortage};

/// Stretches named in the summary.
const NAMED: usize = 3;

/// The cause, where consultants are short, and which limits bind.
pub fn infeasible(cause: &Infeasibility, language: Language) -> String {
    let mut page = Page::default();
    let [title, short, missed, limits] = remarks::infeasible_heads(language);
    page.title(title);
    match language {
        Language::En => page.paragraph(&cause.summary),
        Language::Pl => page.paragraph(&summary(cause, language, str::to_owned)),
    }
    if !cause.short.is_empty() {
        page.section(short);
        page.table(&shortages(&cause.short, language));
    }
    if language == Language::En && !cause.missed.is_empty() {
        page.section(missed);
        cause.missed.iter().for_each(|text| page.item("  • ", text));
    }
    if !cause.limits.is_empty() {
        page.section(limits);
    }
    for (index, limit) in cause.limits.iter().enumerate() {
        let remedy = match language {
            Language::En => &limit.remedy,
            Language::Pl => remarks::remedy_pl(limit.limit),
        };
        let name = remarks::limit_name(limit.limit, language);
        let text = remarks::limit(name, &limit.subject, limit.shortage_without, remedy, language);
        page.item(&format!("{:>3}. ", index + 1), &text);
    }
    page.finish()
}

/// The cause in one or two sentences made of its figures; `name` gives the name of a line.
pub(super) fn summary(
    cause: &Infeasibility,
    language: Language,
    name: impl Fn(&str) -> String,
) -> String {
    let one = |(days, s): &(Vec<Weekday>, &Shortage)| {
        let lines: Vec<String> = s.lines.iter().map(|line| name(line)).collect();
        let day = numbers::days(days, language);
        let short = numbers::tenths(s.short, language);
        format!("{day} {}–{} {} (−{short})", s.start, s.end, lines.join(" + "))
    };
    let first: Vec<String> = equal_stretches(&cause.short).iter().take(NAMED).map(one).collect();
    let mut parts = Vec::new();
    if !first.is_empty() || cause.missed.is_empty() {
        parts.push(sentences::shortage(cause.shortage_hours, cause.proven, &first, language));
    }
    if !cause.missed.is_empty() {
        parts.push(sentences::missed(cause.missed.len() as u64, language));
    }
    parts.join(" ")
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
