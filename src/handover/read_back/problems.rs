//! Problems of a workbook, each with its sheet and cell.

use super::book::Sheet;
use crate::domain::cause::HandoverCause;
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
    pub fn at(&mut self, sheet: &Sheet, (row, column): (Row, Column), cause: HandoverCause) {
        let file = sheet.place(self.file, row, column);
        self.add(Some(Place { file, line: 0, column: 0, span: 0..0 }), cause);
    }

    /// A problem of the file.
    pub fn file(&mut self, cause: HandoverCause) {
        self.add(None, cause);
    }

    fn add(&mut self, place: Option<Place>, cause: HandoverCause) {
        if self.problems.len() < KEPT_MAX {
            self.problems.push(Problem { place, cause: cause.into() });
        }
    }
}

/// Text of a cell, cut short.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if text.chars().count() > 40 { format!("{short}…") } else { short }
}
