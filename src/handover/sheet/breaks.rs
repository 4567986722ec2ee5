//! The sheet of breaks, laid out as the grid.

use super::Book;
use super::grid::{day_heads, kind, page, text_cell};
use super::layout::{Column, DATES_ROW, FIRST_DAY, FIRST_PERSON, ID, NAME, Row, TOTALS, WEEKS_ROW};
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (facts, w) = (&book.facts, book.w);
    let title = format!("{} – {}", w.breaks, facts.roster.scenario.title);
    sheet.write_string_with_format(0, NAME, title, &book.styles.title)?;
    day_heads(book, sheet)?;
    for (row, text) in [(WEEKS_ROW, ""), (WEEKS_ROW + 1, ""), (DATES_ROW, w.name)] {
        sheet.write_string_with_format(row, NAME, text, &book.styles.head)?;
    }
    sheet.set_column_width(ID, 4)?.set_column_hidden(ID)?.set_column_width(NAME, 24)?;
    sheet.set_column_range_hidden(TOTALS, FIRST_DAY - 1)?;
    let width = if facts.breaks + facts.offs > 1 { 22.0 } else { 10.3 };
    sheet.set_column_range_width(FIRST_DAY, FIRST_DAY + facts.dates.len() as Column - 1, width)?;
    for (p, days) in facts.days.iter().enumerate() {
        let row = FIRST_PERSON + p as Row;
        let name = &facts.roster.people[p].name;
        sheet.write_string(row, ID, name)?;
        sheet.write_string_with_format(row, NAME, book.names.shown(name), &book.styles.name)?;
        for (d, worked) in days.iter().enumerate() {
            let format = book.styles.day(kind(book, d), false);
            text_cell(sheet, row, FIRST_DAY + d as Column, &worked.breaks_text, &format)?;
        }
    }
    sheet.set_freeze_panes(FIRST_PERSON, FIRST_DAY)?;
    page(book, sheet)
}

/// The cell of the breaks of a person's day.
pub(super) fn day_cell(book: &Book<'_>, p: usize, d: usize) -> String {
    let cell = super::layout::cell(FIRST_PERSON + p as Row, FIRST_DAY + d as Column);
    super::layout::on(book.w.breaks_sheet, &cell)
}
