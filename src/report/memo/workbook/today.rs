//! The sheet of the present state beside what is planned; there is none where the scenario does not tell it.

use super::super::View;
use super::text;
use crate::report::today::{Row, Unit};
use crate::report::words::today::{self, words};
use crate::report::workbook::{self as book, Cell, Kind, Table};
use rust_xlsxwriter::{Workbook, XlsxError};

pub(super) fn today(view: &View<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let (sides, w) = (view.sides(), words(view.language));
    if sides.today.is_none() {
        return Ok(());
    }
    let sheet = book::sheet(workbook, w.today, true)?;
    let rows = (2..).zip(sides.rows()).map(|(line, row)| cells(view, line, &row));
    let head = [w.measure, w.today, w.low, w.high, w.basis, w.note, w.present, w.proposal];
    let head = head.into_iter().chain([w.by_planning, w.by_hours]).map(String::from);
    let table = Table { at: 0, head: head.collect(), rows: rows.collect(), chosen: None };
    book::table(sheet, &table)?;
    let end = table.rows.len() as u32 + 2;
    book::paragraph(sheet, end, 9, today::explained(view.language), 4, false)?;
    sheet.set_column_width(0, 38)?;
    sheet.set_column_range_width(1, 4, 12)?;
    sheet.set_column_width(5, 40)?;
    sheet.set_column_range_width(6, 9, 14)?;
    Ok(())
}

/// A figure; what it changes by is a formula of the cells beside it. Waits are in seconds.
fn cells(view: &View<'_>, line: u32, row: &Row) -> Vec<Cell> {
    let kind = match row.unit {
        Unit::People => Kind::Whole,
        Unit::Hours | Unit::Seconds => Kind::Tenths,
        Unit::Posts | Unit::Cost => Kind::Hundredths,
        Unit::Share => Kind::Percent,
    };
    let name = match row.unit {
        Unit::Seconds => format!("{}, s", row.name),
        _ => row.name.clone(),
    };
    let known = row.today.as_ref();
    let basis = known.map_or("", |known| today::basis(known.basis, view.language));
    let note = known.and_then(|known| known.note.as_deref()).unwrap_or_default();
    let [planning, hours] = row.changes();
    let change = |value: Option<f64>, formula: String| {
        value.map_or(Cell::Empty, |value| Cell::Formula(formula, value, kind))
    };
    vec![
        text(&name),
        Cell::some(known.map(|known| known.value), kind),
        Cell::some(known.and_then(|known| known.low), kind),
        Cell::some(known.and_then(|known| known.high), kind),
        text(basis),
        text(note),
        Cell::some(row.present, kind),
        Cell::some(row.proposal, kind),
        change(planning, format!("=G{line}-B{line}")),
        change(hours, format!("=H{line}-G{line}")),
    ]
}
