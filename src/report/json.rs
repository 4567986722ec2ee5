//! Answers as JSON, each in the shape of its schema.

use crate::domain::error::Error;
use serde::Serialize;

/// An answer as JSON, indented, with a newline at the end.
///
/// Numbers are written with the fewest digits that read back as the same number. A number that is
/// not finite, or one that there is none of, is written as `null`.
///
/// # Errors
/// [`Error::Internal`] if the answer cannot be written, which would be a defect.
pub fn text(answer: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(answer);
    text.map(|text| text + "\n").map_err(|error| Error::Internal(error.to_string()))
}
