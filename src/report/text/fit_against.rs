//! A plan against the records, as text.

use super::page::{Align, Page, Table};
use crate::domain::clock::clock_text;
use crate::domain::units::Language;
use crate::estimate::against::{Against, Compared};
use crate::estimate::start_minute;
use crate::report::words::fit_against as say;
use crate::report::words::numbers::{number, whole};

pub(super) fn write(page: &mut Page, against: &Against, language: Language) {
    let w = say::against(language);
    page.section(w.title);
    page.paragraph(&say::days(against.days, language));
    sides(page, against, language);
    page.blank();
    page.paragraph(w.explained);
    causes(page, against, language);
    page.blank();
    for sentence in say::advice(against, language) {
        page.item("  • ", &sentence);
    }
}

/// Planned and recorded side by side.
fn sides(page: &mut Page, against: &Against, language: Language) {
    let w = say::against(language);
    let mut table = Table::new(&[Align::Right; 9]);
    table.head(w.heads.map(String::from).into());
    let row = |c: &Compared| {
        let (p, a) = (&c.planned, &c.actual);
        let figures = [
            (p.calls, 1),
            (a.calls, 1),
            (p.aht_s, 0),
            (a.aht_s, 0),
            (p.at_phone, 1),
            (a.at_phone, 1),
            (p.mean_wait_s, 0),
            (a.mean_wait_s, 0),
        ];
        let mut cells = vec![name(c, language)];
        cells.extend(figures.map(|(value, decimals)| number(value, decimals, language)));
        cells
    };
    against.rows.iter().for_each(|c| table.row(row(c)));
    table.row(row(&against.all));
    page.table(&table);
}

/// What explains the callers' time in the queue, minutes a day.
fn causes(page: &mut Page, against: &Against, language: Language) {
    let w = say::against(language);
    let mut table = Table::new(&[Align::Right; 6]);
    table.head(w.causes.map(String::from).into());
    let row = |c: &Compared| {
        let e = &c.explained;
        let all = e.calls_s + e.aht_s + e.at_phone_s + e.rest_s;
        let mut cells = vec![name(c, language)];
        let minutes = |s: f64| say::signed(s / 60.0, language);
        cells.extend([all, e.calls_s, e.aht_s, e.at_phone_s, e.rest_s].map(minutes));
        cells
    };
    against.rows.iter().for_each(|c| table.row(row(c)));
    table.row(row(&against.all));
    page.table(&table);
    if against.unanswerable > 0 {
        page.paragraph(&say::unanswerable(&whole(against.unanswerable, language), language));
    }
}

fn name(c: &Compared, language: Language) -> String {
    let all_day = || say::against(language).all_day.to_owned();
    c.half_hour.map_or_else(all_day, |at| clock_text(start_minute(at)))
}
