//! What went wrong, as the page shows it.

use obsada::domain::error::{Error, Problem};
use obsada::domain::units::Language;
use obsada::report::words::failures;
use obsada::report::words::problems::message;
use obsada::report::{diagnostics, text};
use serde::Serialize;

/// A call that ended without its answer.
#[derive(Debug)]
pub struct Failed {
    /// `input`, `infeasible`, `limit`, `check`, `defect`, `refused` where a contract has no such shift, or `call` where the page
    /// asked for something strange.
    pub kind: &'static str,
    /// In the reader's language.
    pub text: String,
    /// Each problem of the input, where it is one, as JSON.
    problems: Vec<u8>,
}

/// A problem of the scenario.
#[derive(Debug, Serialize)]
struct Told {
    code: &'static str,
    file: String,
    line: usize,
    column: usize,
    message: String,
    remedy: String,
}

impl Failed {
    /// A call that the page made wrongly.
    pub fn call(what: &str) -> Self {
        Self { kind: "call", text: what.to_owned(), problems: Vec::new() }
    }

    /// Cells that no contract has, each with its words.
    pub fn refused(text: String, all: &impl Serialize) -> Self {
        Self { kind: "refused", text, problems: serde_json::to_vec(all).unwrap_or_default() }
    }

    /// Kind, text, and the problems as JSON.
    pub fn answers(self) -> Vec<Vec<u8>> {
        vec![self.kind.into(), self.text.into_bytes(), self.problems]
    }
}

/// An error in the words of the reports, with the text of the scenario beside its problems.
pub fn told(error: &Error, scenario: &str, language: Language) -> Failed {
    let (kind, text) = match error {
        Error::Input(problems) => {
            let own = problems.iter().find_map(|p| p.place.as_ref()).map(|at| at.file.clone());
            let source =
                |file: &str| own.as_deref().filter(|own| *own == file).map(|_| scenario.to_owned());
            ("input", diagnostics::render(problems, source, language, false))
        }
        Error::Infeasible(cause) => ("infeasible", text::infeasible(cause, language)),
        Error::Limit(limit) => ("limit", failures::limit(*limit, language)),
        Error::CheckFailed { what, findings } => ("check", text::failed(what, findings, language)),
        Error::Internal(text) => ("defect", failures::defect(text, language)),
    };
    let problems = match error {
        Error::Input(problems) => problems.iter().map(|p| one(p, language)).collect(),
        _ => Vec::<Told>::new(),
    };
    let problems = serde_json::to_vec(&problems).unwrap_or_default();
    Failed { kind, text, problems }
}

fn one(problem: &Problem, language: Language) -> Told {
    let words = message(&problem.cause, language);
    let (file, line, column) = match &problem.place {
        Some(at) => (at.file.clone(), at.line, at.column),
        None => (String::new(), 0, 0),
    };
    let code = problem.code();
    Told { code, file, line, column, message: words.message, remedy: words.remedy }
}
