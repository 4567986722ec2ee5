//! What is wrong with an input, as sentences: each cause in English beside Polish, by family.

mod activities;
mod command;
mod demand;
mod edition;
mod handover;
mod hours;
mod people;
mod pieces;
mod profile;
mod records;
mod records_files;
mod staff;
mod sweep;
mod syntax;
mod targets;

use crate::domain::cause::Cause;
use crate::domain::error::{Error, Problem};
use crate::domain::text::is_hidden;
use crate::domain::units::Language;
use crate::report::words::failures::limit_reached;
use crate::report::words::findings::plain;
use crate::report::words::shortage;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// The sentences of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What was found and why it cannot be used, one sentence.
    pub message: String,
    /// What to do about it: "either … or …".
    pub remedy: String,
}

/// Message and remedy in English, and the same in Polish.
struct Both {
    english: [String; 2],
    polish: [String; 2],
}

/// Message and remedy in English, then in Polish, as patterns of what is in scope.
macro_rules! both {
    ([$message:literal, $remedy:literal], [$wiadomosc:literal, $rada:literal $(,)?]) => {
        crate::report::words::problems::Both {
            english: [format!($message), format!($remedy)],
            polish: [format!($wiadomosc), format!($rada)],
        }
    };
}
use both;

/// The sentences of a cause in a language.
pub fn message(cause: &Cause, language: Language) -> Message {
    let both = match cause {
        Cause::Syntax(cause) => syntax::both(cause),
        Cause::Hours(cause) => hours::both(cause),
        Cause::Demand(cause) => demand::both(cause),
        Cause::Target(cause) => targets::both(cause),
        Cause::Staff(cause) => staff::both(cause),
        Cause::People(cause) => people::both(cause),
        Cause::Activity(cause) => activities::both(cause),
        Cause::Command(cause) => command::both(cause),
        Cause::Handover(cause) => handover::both(cause),
        Cause::Sweep(cause) => sweep::both(cause),
        Cause::Records(cause) => records::both(cause),
    };
    let [message, remedy] = match language {
        Language::En => both.english,
        Language::Pl => both.polish,
    };
    // Words of a file may hold line breaks, which would break the picture of the problem.
    Message { message: message.replace(is_hidden, " "), remedy }
}

impl Problem {
    /// What was found, in English.
    pub fn message(&self) -> String {
        message(&self.cause, Language::En).message
    }

    /// What to do about it, in English.
    pub fn remedy(&self) -> String {
        message(&self.cause, Language::En).remedy
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(at) if at.line == 0 => write!(f, "{}: ", at.file)?,
            Some(at) => write!(f, "{}:{}:{}: ", at.file, at.line, at.column)?,
            None => {}
        }
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input(problems) => {
                let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
            Error::Infeasible(cause) => f.write_str(&shortage::summary(cause, Language::En)),
            Error::Limit(limit) => f.write_str(limit_reached(*limit, Language::En)),
            Error::Internal(text) => f.write_str(text),
            Error::CheckFailed { findings, .. } => {
                let lines: Vec<String> = findings.iter().map(plain).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Error {}

/// A problem as it stands in an answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
/// One thing that is wrong with an input.
struct Answer<'p> {
    /// Stable code, such as `E101`; `docs/errors.md` lists them all.
    code: &'static str,
    /// Where, if the problem lies in a file.
    place: &'p Option<crate::domain::error::Place>,
    /// What was found and why it cannot be used, one sentence.
    message: String,
    /// What to do about it: "either … or …".
    remedy: String,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Message { message, remedy } = message(&self.cause, Language::En);
        Answer { code: self.code(), place: &self.place, message, remedy }.serialize(serializer)
    }
}

impl JsonSchema for Problem {
    fn schema_name() -> Cow<'static, str> {
        "Problem".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Answer::json_schema(generator)
    }
}
