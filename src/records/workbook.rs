//! Sheets of XLSX workbooks, as rows of text.
//!
//! A workbook is small and can ask for much: parts that unpack to a thousand times their size, and a sheet
//! of two cells that are a million rows apart. Its parts are unpacked once to nowhere and counted before
//! anything reads them, and only filled cells are held.

use super::rows::Sheet;
use crate::domain::cause::SheetFault;
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};

/// What the parts of a workbook may unpack to in all, bytes.
const UNPACKED_MAX: u64 = 256 << 20;

/// Filled cells that a sheet may have.
const CELLS_MAX: usize = 5_000_000;

/// Cells that its rows may have from their first column to their last filled one, empty ones included.
const WIDTHS_MAX: u64 = 100_000_000;

/// A workbook's sheet of this name, or its first.
///
/// # Errors
/// Why there is no such sheet, or that it is too large.
pub(super) fn sheet(bytes: Vec<u8>, name: Option<&str>) -> Result<Sheet, SheetFault> {
    unpacks_within_reason(&bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|e| SheetFault::NotWorkbook(e.to_string()))?;
    let names = book.sheet_names();
    let chosen = match name {
        Some(name) => names.iter().find(|n| *n == name),
        None => names.first(),
    };
    let Some(chosen) = chosen else { return Err(SheetFault::NoSheet) };
    let unreadable = |error: calamine::XlsxError| SheetFault::Cell(error.to_string());
    let mut reader = book.worksheet_cells_reader(chosen).map_err(unreadable)?;
    let mut cells: Vec<(u32, u32, String)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => (*text).to_owned(),
            value => text(&Data::from(value.clone())),
        };
        if text.trim().is_empty() {
            continue;
        }
        if cells.len() == CELLS_MAX {
            return Err(SheetFault::Cells(CELLS_MAX));
        }
        cells.push((row, column, text));
    }
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
    let last_of_row =
        |pair: &[(u32, u32, String)]| pair.get(1).is_none_or(|next| next.0 != pair[0].0);
    let widths = (0..cells.len()).map(|at| &cells[at..cells.len().min(at + 2)]);
    let widths = widths.filter(|pair| last_of_row(pair)).map(|pair| u64::from(pair[0].1) + 1);
    if widths.sum::<u64>() > WIDTHS_MAX {
        return Err(SheetFault::Span(WIDTHS_MAX));
    }
    Ok(Sheet::new(cells))
}

/// Unpacks every part to nowhere; what a part says of its own size counts for nothing.
fn unpacks_within_reason(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| SheetFault::NotWorkbook(error.to_string()))?;
    let mut left = UNPACKED_MAX;
    for part in 0..parts.len() {
        // What cannot be unpacked is not read either: the reader says so where it needs it.
        let Ok(part) = parts.by_index(part) else { continue };
        let count = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let count = count.unwrap_or_default();
        if count > left {
            return Err(SheetFault::Unpacks(UNPACKED_MAX >> 20));
        }
        left -= count;
    }
    Ok(())
}

/// A cell as a text table would have it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) if value.fract() == 0.0 => format!("{value:.0}"),
        // Nine decimals can be taken for decimals only, never for groups of thousands.
        Data::Float(value) => format!("{value:.9}"),
        Data::DateTime(value) if value.is_duration() || value.as_f64() < 1.0 => {
            clock((value.as_f64() * 86_400_000.0).round() as i64)
        }
        Data::DateTime(value) => {
            let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let parts = [hour, minute, second].map(i64::from);
            let of_day = (parts[0] * 3600 + parts[1] * 60 + parts[2]) * 1000 + i64::from(milli);
            if of_day == 0 { date } else { format!("{date} {}", clock(of_day)) }
        }
    }
}

/// Milliseconds as `hh:mm:ss`, with a fraction where there is one.
fn clock(millis: i64) -> String {
    let (sign, millis) = (if millis < 0 { "-" } else { "" }, millis.abs());
    let (seconds, rest) = (millis / 1000, millis % 1000);
    let whole = format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { whole } else { format!("{whole}.{rest:03}") }
}
