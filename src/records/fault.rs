//! What can be wrong with a row of records, told so that it never repeats what the row holds.

use super::numbers::NotNumber;
use super::rows::Rows;
use crate::domain::cause::RecordsCause;

/// Longest wait or conversation, seconds. What is longer is something else in the wrong column, maybe
/// a caller's number.
pub(super) const LONGEST_S: f64 = 86_400.0;

/// Something that a row lacks, at one of its fields.
pub(super) type Fault = (usize, RecordsCause);

/// A row whose quotes are closed and whose bytes are letters.
pub(super) fn well_formed(rows: &Rows) -> Result<(), Fault> {
    if rows.well_formed() { Ok(()) } else { Err((0, RecordsCause::OpenQuote)) }
}

/// A field that must be there and filled.
pub(super) fn needed(rows: &Rows, field: usize) -> Result<&str, Fault> {
    let fields = rows.len();
    if field >= fields {
        return Err((fields.saturating_sub(1), RecordsCause::FewFields { fields }));
    }
    rows.field(field).ok_or((field, RecordsCause::NoLetters))
}

/// The fault of a field that is no number or length of time.
pub(super) fn not_number(field: usize, why: NotNumber, time: bool) -> Fault {
    let cause = match why {
        NotNumber::Ambiguous => RecordsCause::AmbiguousNumber,
        NotNumber::Unreadable if time => RecordsCause::NotLength,
        NotNumber::Unreadable => RecordsCause::NotNumber,
    };
    (field, cause)
}
