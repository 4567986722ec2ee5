//! The proposal as a workbook: real numbers a finance officer can go on with, the worth of a served
//! call and the weeks of a year as inputs that the sheets compute from.
//!
//! Waits are in seconds, shares are shares shown as per cent; every figure is that of the JSON.

mod closings;
mod curves;
mod today;
mod uncertainty;
mod words;

use super::{View, WEEKS_A_YEAR, decision};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::report::words::memo as phrases;
use crate::report::workbook::{self as book, Cell, Kind, Table, defect};
use crate::wire::proposal::Proposal;
use rust_xlsxwriter::{Workbook, XlsxError};
use words::{Sheets, sheets};

/// Where the inputs stand on the first sheet.
const WORTH_ROW: u32 = 9;
const WEEKS_ROW: u32 = 10;
/// Width of the first sheet, columns.
const LAST: u16 = 3;

/// The proposal as the bytes of a workbook.
///
/// # Errors
/// [`Error::Internal`] if the writer refuses what it is given.
pub fn xlsx(proposal: &Proposal, language: Language) -> Result<Vec<u8>, Error> {
    written(&View { p: proposal, language }).map_err(|error| defect(&error))
}

fn written(view: &View<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = book::new(&view.p.scenario.title)?;
    let names = sheets(view.language);
    recommendation(view, &mut workbook, names)?;
    closings::closings(view, &mut workbook, names)?;
    curves::half_hours(view, &mut workbook, names)?;
    curves::frontier(view, &mut workbook, names)?;
    uncertainty::uncertainty(view, &mut workbook, names)?;
    words::definitions(view, &mut workbook, names)?;
    today::today(view, &mut workbook)?;
    workbook.save_to_buffer()
}

/// A cell of the first sheet, for formulas elsewhere.
fn input(names: &Sheets, row: u32) -> String {
    format!("'{}'!$B${}", names.recommendation, row + 1)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// The letter of a column.
fn letter(column: usize) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column as u16)
}

fn recommendation(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, w) = (view.p, phrases::words(view.language));
    let sheet = book::sheet(workbook, names.recommendation, false)?;
    book::paragraph(sheet, 0, LAST, &p.scenario.title, 2, true)?;
    let said = decision::told(view);
    // What the first rows have room for; the memo says all.
    for (row, paragraph) in (1..WORTH_ROW - 1).zip(&said) {
        let lines = 1 + paragraph.chars().count() as u32 / 85;
        book::paragraph(sheet, row, LAST, paragraph, lines, row == 1)?;
    }
    let worth = p.decision.served_call.unwrap_or(0.0);
    let rows = p.closings.len() as u32;
    let range = |column: usize| closings::range(names, column, rows);
    let net = range(closings::NET);
    let best = format!("=INDEX({},MATCH(MIN({net}),{net},0))", range(0));
    let inputs = [
        (WORTH_ROW, view.in_currency(w.served_call_key), Cell::Number(worth, Kind::Input)),
        (WEEKS_ROW, names.weeks.to_owned(), Cell::Number(WEEKS_A_YEAR, Kind::Input)),
        (
            WEEKS_ROW + 1,
            names.best_now.to_owned(),
            Cell::Word(best, view.label(p.recommended).to_owned()),
        ),
    ];
    let plain = |format| format;
    for (row, label, cell) in inputs {
        book::write(sheet, row, 0, &Cell::Text(label), &plain)?;
        book::write(sheet, row, 1, &cell, &plain)?;
    }
    book::paragraph(sheet, WEEKS_ROW + 2, LAST, names.inputs_note, 2, false)?;
    let rows = p.decision.breakpoints.iter().map(|point| {
        let between = point.proven_between;
        vec![
            text(view.label(point.closing)),
            Cell::Number(point.from_value, Kind::Hundredths),
            Cell::some(between.map(|b| b[0]), Kind::Hundredths),
            Cell::some(between.map(|b| b[1]), Kind::Hundredths),
        ]
    });
    let table = Table {
        at: WEEKS_ROW + 4,
        head: vec![
            w.closing.into(),
            view.in_currency(w.from_value),
            names.proven_low.into(),
            names.proven_high.into(),
        ],
        rows: rows.collect(),
        chosen: p.decision.breakpoints.iter().position(|b| b.closing == p.recommended),
    };
    book::table(sheet, &table)?;
    sheet.set_column_width(0, 34)?;
    sheet.set_column_range_width(1, LAST, 18)?;
    Ok(())
}
