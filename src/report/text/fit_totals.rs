//! Every combination that explains totals, for reading.

use super::page::{Align, Page, Table};
use crate::domain::units::Language;
use crate::estimate::totals::{AGENTS, Combination, PATIENCE_S, Range};
use crate::estimate::totals_change::Changes;
use crate::report::words::fit::labels;
use crate::report::words::fit_totals as say;
use crate::report::words::numbers::{NONE, duration, number, percent};

/// One period after the other, then what changed from each to the next.
pub fn totals(ranges: &[Range], changes: &[Changes], language: Language) -> String {
    let mut page = Page::default();
    page.title(say::title(language));
    for range in ranges {
        page.section(&range.period.label);
        page.paragraph(&say::figures(range, language));
        page.paragraph(&say::assumed(&range.profile, language));
        page.paragraph(&say::table_head(language));
        page.blank();
        page.table(&combinations(range, language));
        page.blank();
        page.paragraph(&say::range(range, language));
        if let Some(text) = say::sensitivity(range, language) {
            page.paragraph(&text);
        }
    }
    for (pair, change) in ranges.windows(2).zip(changes) {
        let [before, after] = pair else { continue };
        page.section(&say::change_title(&before.period.label, &after.period.label, language));
        page.paragraph(&say::change(change, before, after, language));
        page.blank();
        page.table(&changed(change, language));
    }
    page.finish()
}

fn patience(seconds: Option<f64>, language: Language) -> String {
    seconds.map_or(labels(language).nobody.to_owned(), |s| duration(s, language))
}

fn combinations(range: &Range, language: Language) -> Table {
    let mut table = Table::new(&[Align::Right; PATIENCE_S.len() + 1]);
    let heads = PATIENCE_S.iter().map(|s| patience(*s, language));
    table.head(std::iter::once(labels(language).agents.to_owned()).chain(heads).collect());
    for (agents, row) in AGENTS.iter().zip(&range.table) {
        let cells = row.iter().map(|c| c.as_ref().map_or(NONE.to_owned(), |c| cell(c, language)));
        table.row(std::iter::once(number(*agents, 1, language)).chain(cells).collect());
    }
    table
}

/// Minutes and seconds in little room: `3:50`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `3:50 (12%)`; in brackets where it is not plausible.
fn cell(c: &Combination, language: Language) -> String {
    let text = clock(c.aht_s);
    let gone = match c.patience_s {
        None => String::new(),
        Some(_) => format!(" ({})", percent(c.p_abandon, 0, language)),
    };
    if c.plausible { text + &gone } else { format!("[{text}{gone}]") }
}

fn changed(changes: &Changes, language: Language) -> Table {
    let mut table = Table::new(&[Align::Right; 6]);
    table.head(say::change_heads(language).map(String::from).into());
    for row in &changes.rows {
        let against = |new: f64, old: f64| {
            let change = new / old - 1.0;
            let sign = if change > 0.0 { "+" } else { "" };
            format!("{sign}{}", percent(change, 0, language))
        };
        table.row(vec![
            row.before.patience_s.map_or("∞".to_owned(), |s| duration(s, language)),
            number(row.before.agents, 1, language),
            clock(row.before.aht_s),
            row.wait_unchanged_s.map_or(NONE.to_owned(), clock),
            row.aht_s.map_or(NONE.to_owned(), |aht| {
                format!("{} ({})", clock(aht), against(aht, row.before.aht_s))
            }),
            row.agents.map_or(NONE.to_owned(), |n| {
                format!("{} ({})", number(n, 2, language), against(n, row.before.agents))
            }),
        ]);
    }
    table
}
