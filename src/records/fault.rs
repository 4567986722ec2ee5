//! What can be wrong with a row of records, told so that it never repeats what the row holds.

use super::rows::Rows;
use super::values::NotNumber;

/// Longest wait or conversation, seconds. What is longer is something else in the wrong column, maybe
/// a caller's number.
pub(super) const LONGEST_S: f64 = 86_400.0;
pub(super) const CORRECT_COLUMN: &str =
    "either correct the row, or the mapping: the column may hold something else";

/// Something that a row lacks: code, field, message, remedy.
pub(super) type Fault = (&'static str, usize, String, &'static str);

/// A row whose quotes are closed and whose bytes are letters.
pub(super) fn well_formed(rows: &Rows) -> Result<(), Fault> {
    let remedy = "correct the row: quotes are closed on the line, text is in one encoding";
    if !rows.well_formed() {
        return Err(("E930", 0, "the row has an open quote or no end".to_owned(), remedy));
    }
    Ok(())
}

/// A field that must be there and filled.
pub(super) fn needed(rows: &Rows, field: usize) -> Result<&str, Fault> {
    if field >= rows.len() {
        let message = format!("the row has {} fields, too few", rows.len());
        let remedy = "correct the row, or the `separator` in the mapping";
        return Err(("E930", rows.len().saturating_sub(1), message, remedy));
    }
    rows.field(field).ok_or((
        "E930",
        field,
        "the row holds bytes that are no letters in its encoding".to_owned(),
        "either correct the row, or name the file's `encoding` in the mapping",
    ))
}

/// The fault of a field that is no number or length of time.
pub(super) fn not_number(field: usize, why: NotNumber, time: bool) -> Fault {
    match why {
        NotNumber::Ambiguous => (
            "E933",
            field,
            "the number may have decimals or thousands".to_owned(),
            "say in the mapping which mark is the `decimal` one",
        ),
        NotNumber::Unreadable if time => (
            "E933",
            field,
            "the length of time cannot be read".to_owned(),
            "write seconds, mm:ss or hh:mm:ss",
        ),
        NotNumber::Unreadable => {
            ("E933", field, "the number cannot be read".to_owned(), "write a number")
        }
    }
}
