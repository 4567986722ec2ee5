//! A plan read from its JSON text.

use crate::domain::cause::CommandCause;
use crate::domain::error::{Error, Place, Problem};
use crate::wire::answer::{Plan, SCHEMA};

/// Reads a plan; `file` is named in problems.
///
/// # Errors
/// [`Error::Input`] with code `E901` if the text is not JSON or not a plan, `E902` if it follows another
/// schema than [`SCHEMA`].
pub fn parse_plan(text: &str, file: &str) -> Result<Plan, Error> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| unreadable(text, file, &error))?;
    let schema = value.get("schema").and_then(serde_json::Value::as_str);
    if let Some(other) = schema.filter(|schema| *schema != SCHEMA) {
        return Err(other_schema(text, file, other));
    }
    serde_json::from_str(text).map_err(|error| unreadable(text, file, &error))
}

fn unreadable(text: &str, file: &str, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line().max(1), error.column().max(1));
    let line_start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mut at = (line_start + column - 1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let full = error.to_string();
    let cause = full.rsplit_once(" at line ").map_or(full.as_str(), |(cause, _)| cause);
    let cause = CommandCause::NotPlan { parser: cause.to_owned() };
    Error::Input(vec![Problem { place: Some(place(text, file, at, 1)), cause: cause.into() }])
}

fn other_schema(text: &str, file: &str, other: &str) -> Error {
    // The first place where the key is followed by this value; the top level comes first in plans.
    let quoted = format!("\"{other}\"");
    let after_key = text.find("\"schema\"").unwrap_or(0);
    let at = text[after_key..].find(&quoted).map_or(after_key, |offset| after_key + offset);
    let length = if text[at..].starts_with(&quoted) { quoted.len() } else { 1 };
    let place = Some(place(text, file, at, length));
    let cause = CommandCause::OtherSchema { found: other.to_owned(), expected: SCHEMA };
    Error::Input(vec![Problem { place, cause: cause.into() }])
}

fn place(text: &str, file: &str, at: usize, length: usize) -> Place {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        span: at..(at + length).min(text.len()).max(at),
    }
}
