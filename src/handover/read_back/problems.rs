//! Problems of a workbook, each with its sheet and cell.

use super::book::Sheet;
use crate::domain::error::{Place, Problem};
use crate::handover::sheet::layout::{Column, Row};

/// The list while a workbook is read.
pub(super) struct Log<'a> {
    pub file: &'a str,
    pub problems: Vec<Problem>,
    /// What was changed by the way, for the user to know.
    pub notes: Vec<String>,
}

/// Most problems that are kept: who has more corrects some and runs again.
const KEPT_MAX: usize = 200;

impl Log<'_> {
    /// A problem in a cell.
    pub fn at(
        &mut self,
        code: &'static str,
        sheet: &Sheet,
        (row, column): (Row, Column),
        message: String,
        remedy: &str,
    ) {
        let file = sheet.place(self.file, row, column);
        self.add(code, Some(Place { file, line: 0, column: 0, span: 0..0 }), message, remedy);
    }

    /// A problem of the file.
    pub fn file(&mut self, code: &'static str, message: String, remedy: &str) {
        self.add(code, None, format!("{}: {message}", self.file), remedy);
    }

    fn add(&mut self, code: &'static str, place: Option<Place>, message: String, remedy: &str) {
        if self.problems.len() < KEPT_MAX {
            let message = message.replace(char::is_control, " ");
            self.problems.push(Problem { code, place, message, remedy: remedy.into() });
        }
    }
}

/// Text of a cell, cut short.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if text.chars().count() > 40 { format!("{short}…") } else { short }
}
