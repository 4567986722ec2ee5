//! Everything that can go wrong, as data: problems with a code, a place, a cause and a remedy.

use super::finding::Finding;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// Where in an input a problem lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// File name as the user gave it; for a cell of a workbook with its sheet and cell, such as
    /// `roster.xlsx:Grid!F12`.
    pub file: String,
    /// Line, counted from 1; 0 for a cell of a workbook.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The offending bytes of the file.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// Stable code, such as `E101`; `docs/errors.md` lists them all.
    pub code: &'static str,
    /// Where, if the problem lies in a file.
    pub place: Option<Place>,
    /// What was found and why it cannot be used, one sentence.
    pub message: String,
    /// What to do about it: "either … or …".
    pub remedy: String,
}

/// The reasons why no plan comes out.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The input is wrong: every problem found, in the order of the file. Exit code 2.
    Input(Vec<Problem>),
    /// No plan can meet the scenario; the cause and the remedy. Exit code 3.
    Infeasible(Box<crate::wire::answer::Infeasibility>),
    /// A limit was reached before any plan was found. Exit code 4.
    Limit(crate::wire::answer::Stop),
    /// A plan or roster failed its independent check. Exit code 5.
    CheckFailed {
        /// `plan` or `roster`.
        what: &'static str,
        /// What does not hold.
        findings: Vec<Finding>,
    },
    /// A defect of obsada or of a solver. Exit code 1.
    Internal(String),
}

impl Error {
    /// The exit code of the program for this error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Internal(_) => 1,
            Error::Input(_) => 2,
            Error::Infeasible(_) => 3,
            Error::Limit(_) => 4,
            Error::CheckFailed { .. } => 5,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input(problems) => {
                let lines: Vec<String> = problems
                    .iter()
                    .map(|p| match &p.place {
                        Some(at) if at.line == 0 => {
                            format!("{}: {}: {}", at.file, p.code, p.message)
                        }
                        Some(at) => format!(
                            "{}:{}:{}: {}: {}",
                            at.file, at.line, at.column, p.code, p.message
                        ),
                        None => format!("{}: {}", p.code, p.message),
                    })
                    .collect();
                f.write_str(&lines.join("\n"))
            }
            Error::Infeasible(cause) => write!(f, "infeasible: {:?}", cause.cause),
            Error::Limit(stop) => write!(f, "limit: {stop:?}"),
            Error::Internal(text) => f.write_str(text),
            Error::CheckFailed { findings, .. } => {
                let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Error {}
