//! Sheets of XLSX workbooks, as rows of text.

use super::rows::Sheet;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// A workbook's sheet of this name, or its first.
///
/// # Errors
/// In words, why there is no such sheet. Rows of a workbook are held in memory: a sheet has a million
/// at most.
pub(super) fn sheet(bytes: Vec<u8>, name: Option<&str>) -> Result<Sheet, String> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| format!("it is no workbook: {error}"))?;
    let names = book.sheet_names();
    let chosen = match name {
        Some(name) => names.iter().find(|n| *n == name),
        None => names.first(),
    };
    let Some(chosen) = chosen else { return Err("it has no sheet of that name".to_owned()) };
    let range = book.worksheet_range(chosen).map_err(|error| error.to_string())?;
    let (first, left) = range.start().unwrap_or((0, 0));
    let rows = range.rows().map(|row| {
        let blank = std::iter::repeat_n(String::new(), left as usize);
        blank.chain(row.iter().map(text)).collect()
    });
    Ok(Sheet::new(rows.collect(), u64::from(first) + 1))
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
