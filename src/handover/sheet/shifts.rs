//! The sheet of the shifts that contracts may have, and the legend.

use super::layout::{Column, Row, on, range};
use super::{ABSENT, Book};
use rust_xlsxwriter::{Worksheet, XlsxError};

const CONTRACT: Column = 0;
const TEXT: Column = 1;
const PAID: Column = 2;
const KEY: Column = 3;
const TOP: Row = 2;

/// First and last row of a contract's shifts; the last is the code of absence.
fn rows(book: &Book<'_>, contract: &str) -> Option<(Row, Row)> {
    let mut next = TOP;
    for (name, offered) in &book.facts.offered {
        let last = next + offered.len() as Row;
        if name == contract {
            return Some((next, last));
        }
        next = last + 1;
    }
    None
}

/// The cells that a drop-down list of a contract shows.
pub(super) fn list(book: &Book<'_>, contract: &str) -> String {
    let (first, last) = rows(book, contract).unwrap_or((TOP, TOP));
    on(book.w.shifts_sheet, &range((first, TEXT), (last, TEXT)))
}

/// The cells of a contract's keys and of its paid hours.
pub(super) fn keys(book: &Book<'_>, contract: &str) -> Option<(String, String)> {
    let (first, last) = rows(book, contract)?;
    let cells = |column| on(book.w.shifts_sheet, &range((first, column), (last, column)));
    Some((cells(KEY), cells(PAID)))
}

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (w, styles) = (book.w, &book.styles);
    sheet.write_string_with_format(0, CONTRACT, w.shifts_sheet, &styles.title)?;
    for (column, text) in [(CONTRACT, w.group), (TEXT, w.shift), (PAID, w.paid)] {
        sheet.write_string_with_format(TOP - 1, column, text, &styles.head)?;
    }
    sheet.set_column_width(CONTRACT, 24)?.set_column_width(TEXT, 14)?.set_column_width(PAID, 12)?;
    sheet.set_column_hidden(KEY)?;
    let mut row = TOP;
    for (contract, offered) in &book.facts.offered {
        for one in offered {
            sheet.write_string_with_format(row, CONTRACT, contract, &styles.name)?;
            sheet.write_string_with_format(row, TEXT, &one.text, &styles.head)?;
            sheet.write_number_with_format(row, PAID, one.paid, &styles.hours)?;
            sheet.write_number(row, KEY, f64::from(one.key))?;
            row += 1;
        }
        sheet.write_string_with_format(row, CONTRACT, contract, &styles.name)?;
        sheet.write_string_with_format(row, TEXT, ABSENT, &styles.head)?;
        sheet.write_number_with_format(row, PAID, 0, &styles.hours)?;
        sheet.write_number(row, KEY, -1)?;
        row += 1;
    }
    sheet.set_freeze_panes(TOP, 0)?;
    sheet.set_paper_size(9).set_repeat_rows(TOP - 1, TOP - 1)?;
    Ok(())
}

pub(super) fn legend(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 20)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, book.w.legend_sheet, &book.styles.title)?;
    let mut row = 2;
    for (word, text) in crate::report::words::hand_over::legend(book.language) {
        sheet.write_string_with_format(row, 0, word, &book.styles.strong)?;
        sheet.write_string_with_format(row, 1, text, &book.styles.wrapped)?;
        // Rows do not grow by themselves in every program.
        sheet.set_row_height(row, 13.0 * (1 + text.chars().count() / 105) as f64)?;
        row += 1;
    }
    sheet.write_string_with_format(row + 1, 1, book.w.notice, &book.styles.note)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 1);
    Ok(())
}
