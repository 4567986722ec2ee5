//! What reading finds, counted while the rows go by.

use super::call::{BadRows, Quirk, Reading};
use super::fault::Fault;
use super::privacy::shown;
use super::rows::Rows;
use crate::domain::cause::{Cause, Many, RecordsCause};
use crate::domain::error::{Error, Place, Problem};
use jiff::civil::Date;
use std::collections::HashMap;

/// Problems of one kind that are kept with their places.
const FIRST_KEPT: usize = 5;

/// Most different lines and agents. A mapping that takes a caller's number for the name of a line
/// would otherwise fill the memory, and print numbers.
const LINES_MAX: usize = 200;
const AGENTS_MAX: usize = 50_000;

/// Digits from which a name without letters may be a telephone number.
const NUMBER_DIGITS: usize = 7;

/// Codes that do not count as unusable rows: the row is a total, not a record.
const NO_ROW: [&str; 1] = ["E937"];

/// Counts rows, problems and oddities, and gives names their numbers.
pub(super) struct Ledger<'a> {
    file: &'a str,
    pub reading: Reading,
    lines: HashMap<String, u32>,
    agents: HashMap<String, u32>,
}

impl<'a> Ledger<'a> {
    pub fn new(file: &'a str) -> Self {
        let (lines, agents) = (HashMap::new(), HashMap::new());
        Self { file, reading: Reading::default(), lines, agents }
    }

    /// A row that cannot be used, told at one of its fields. The message never repeats what the row
    /// holds: it may be a caller's number in the wrong column.
    pub fn bad(&mut self, rows: &Rows, (field, cause): Fault) {
        self.bad_at((rows.line(), rows.column(field)), cause);
    }

    /// The same at a line and column of the file.
    pub fn bad_at(&mut self, (line, column): (u64, usize), cause: RecordsCause) {
        let code = cause.code();
        let list = &mut self.reading.problems;
        let index = list.iter().position(|bad| bad.code == code).unwrap_or_else(|| {
            list.push(BadRows { code, count: 0, first: Vec::new() });
            list.len() - 1
        });
        let bad = &mut list[index];
        bad.count += 1;
        if bad.first.len() < FIRST_KEPT {
            let line = line as usize;
            let place = Place { file: self.file.to_owned(), line, column, span: 0..0 };
            bad.first.push(Problem { place: Some(place), cause: cause.into() });
        }
    }

    /// Something odd about a row.
    pub fn quirk(&mut self, kind: &'static str, about: &str, line: u64) {
        let list = &mut self.reading.quirks;
        match list.iter_mut().find(|quirk| quirk.kind == kind && quirk.about == about) {
            Some(quirk) => quirk.count += 1,
            None => list.push(Quirk { kind, about: about.to_owned(), count: 1, first_line: line }),
        }
    }

    /// Index of a line. A name that may be a telephone number is not kept: a number in the wrong
    /// column must not be printed as the name of a line.
    ///
    /// # Errors
    /// E926 if there are more lines than any centre has.
    pub fn line(&mut self, name: &str) -> Result<u32, Error> {
        if let Some(index) = self.lines.get(name) {
            return Ok(*index);
        }
        let index = self.reading.lines.len();
        if index == LINES_MAX {
            return Err(self.too_many(Many::Lines, LINES_MAX));
        }
        let number = name.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS
            && !name.chars().any(char::is_alphabetic);
        let mut title = shown(name);
        if number {
            title = format!("line {}", index + 1);
        } else if self.reading.lines.contains(&title) {
            // Masked, two names may look the same.
            title = format!("{title} (line {})", index + 1);
        }
        self.reading.lines.push(title);
        self.lines.insert(name.to_owned(), index as u32);
        Ok(index as u32)
    }

    /// Index of an agent.
    ///
    /// # Errors
    /// E926 if there are more agents than any centre has.
    pub fn agent(&mut self, name: &str) -> Result<u32, Error> {
        if let Some(index) = self.agents.get(name) {
            return Ok(*index);
        }
        if self.agents.len() == AGENTS_MAX {
            return Err(self.too_many(Many::Agents, AGENTS_MAX));
        }
        let index = self.agents.len() as u32;
        self.agents.insert(name.to_owned(), index);
        Ok(index)
    }

    /// Index of an agent who was named before.
    pub fn known_agent(&self, name: &str) -> Option<u32> {
        self.agents.get(name).copied()
    }

    /// The time of a log runs back to where nobody can say any more what it held.
    pub fn before_memory(&self, line: u64, back_s: f64) -> Error {
        let hours = back_s / 3600.0;
        let place =
            Place { file: self.file.to_owned(), line: line as usize, column: 1, span: 0..0 };
        Problem { place: Some(place), cause: RecordsCause::RunsBack { hours }.into() }.into()
    }

    fn too_many(&self, what: Many, most: usize) -> Error {
        whole(RecordsCause::TooManyDifferent { file: self.file.to_owned(), most, what })
    }

    /// Notes the day of a call or interval that is used.
    pub fn day(&mut self, date: Date) {
        let r = &mut self.reading;
        r.first_day = Some(r.first_day.map_or(date, |first| first.min(date)));
        r.last_day = Some(r.last_day.map_or(date, |last| last.max(date)));
    }

    /// The reading, if enough rows could be used.
    ///
    /// # Errors
    /// E924 with the first problems of each kind if more than `bad_rows` of the rows could not be
    /// used, E925 if none could.
    pub fn finish(mut self, bad_rows: f64) -> Result<Reading, Error> {
        self.reading.agents = self.agents.len();
        let r = &self.reading;
        let counted = r.problems.iter().filter(|bad| !NO_ROW.contains(&bad.code));
        let bad: u64 = counted.map(|bad| bad.count).sum();
        let first = r.problems.iter().flat_map(|bad| bad.first.iter().cloned());
        let verdict = if bad as f64 > bad_rows * r.rows as f64 {
            let (rows, file) = (r.rows, self.file.to_owned());
            Some(RecordsCause::TooManyBad { bad, rows, file, allowed: bad_rows })
        } else if r.used == 0 {
            Some(RecordsCause::NothingUsable { file: self.file.to_owned() })
        } else {
            None
        };
        match verdict {
            Some(verdict) => {
                Err(Error::Input(first.chain([Problem::without_place(verdict)]).collect()))
            }
            None => Ok(self.reading),
        }
    }
}

/// A problem with a source as a whole.
pub(super) fn whole(cause: impl Into<Cause>) -> Error {
    Problem::without_place(cause).into()
}

/// A log whose lines are not in order of time, so that too many of them make no sense.
pub(super) fn out_of_order(file: &str, backward: u64, rows: u64) -> Error {
    whole(RecordsCause::OutOfOrder { backward, rows, file: file.to_owned() })
}
