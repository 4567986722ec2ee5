//! Everything that can go wrong, as data: problems with a code, a place, a cause and a remedy.

use super::cause::Cause;
use super::finding::Finding;
use schemars::JsonSchema;
use serde::Serialize;
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

/// One thing that is wrong with an input. Its sentences are made in the reports' words.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where, if the problem lies in a file.
    pub place: Option<Place>,
    /// What is wrong.
    pub cause: Cause,
}

impl Problem {
    /// A problem of an input as a whole.
    pub fn without_place(cause: impl Into<Cause>) -> Self {
        Self { place: None, cause: cause.into() }
    }

    /// Stable code, such as `E101`; `docs/errors.md` lists them all.
    pub fn code(&self) -> &'static str {
        self.cause.code()
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Error::Input(vec![problem])
    }
}

/// A limit of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Of time.
    Time,
    /// Of work, counted the same on every machine.
    Work,
}

/// The reasons why no plan comes out.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The input is wrong: every problem found, in the order of the file. Exit code 2.
    Input(Vec<Problem>),
    /// No plan can meet the scenario; the cause and the remedy. Exit code 3.
    Infeasible(Box<crate::wire::answer::Infeasibility>),
    /// A limit was reached before any plan was found: which, and what to do. Exit code 4.
    Limit(Limit),
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
