//! One call among the others, and what reading a log found.

use super::page::{Align, Page, Table};
use crate::domain::units::Language;
use crate::records::Reading;
use crate::records::lookup::{Found, LookUp};
use crate::report::words::records as words;

/// The calls of a look-up, each with its comparisons.
pub fn look_up(found: &LookUp, language: Language) -> String {
    let mut page = Page::default();
    for (index, call) in found.calls.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        one(&mut page, call, language);
    }
    page.blank();
    for note in words::notes(found.lines, found.calls.len(), found.matches, language) {
        page.item("• ", &note);
    }
    page.finish()
}

fn one(page: &mut Page, found: &Found, language: Language) {
    page.title(&words::title(found, language));
    pairs(page, &words::facts(found, language));
    let [compared, model] = words::headings(language);
    page.section(compared);
    let right = Align::Right;
    let mut table = Table::new(&[Align::Left, right, right, right, right, right]);
    table.head(words::comparison_head(language));
    for (name, comparison) in [
        (words::same_half_hour(found, language), &found.same_half_hour),
        (words::month(found, language), &found.same_month),
    ] {
        table.row(words::comparison(name, comparison, language));
    }
    page.table(&table);
    page.section(model);
    pairs(page, &words::expected(&found.expected, found.wait_s, language));
}

/// Names and values, aligned.
fn pairs(page: &mut Page, pairs: &[(&str, String)]) {
    let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in pairs {
        page.item(&format!("  {name:<width$}  "), value);
    }
}

/// What reading found: rows used, rows that could not be used, oddities.
pub fn reading(reading: &Reading, file: &str, language: Language) -> String {
    let mut page = Page::default();
    let rows = words::rows(reading.rows, reading.used, language);
    page.paragraph(&format!("{file}: {rows}"));
    for bad in &reading.problems {
        page.item("  • ", &words::bad(bad.code, bad.count, language));
    }
    for quirk in &reading.quirks {
        let counted = words::counted(quirk.count, quirk.first_line, language);
        page.item("  • ", &format!("{}: {counted}", words::quirk(quirk, language)));
    }
    page.finish()
}
