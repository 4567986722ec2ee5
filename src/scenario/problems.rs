//! The list of problems while a scenario is read: places, suggestions, and what is known of numbers.

use super::Assumption;
use crate::domain::cause::Cause;
use crate::domain::error::{Place, Problem};
use crate::domain::text::is_hidden;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// Bytes of a text.
pub(crate) type Span = Range<usize>;

/// A value and the bytes of the file it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> At<T> {
    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At { value: change(self.value), span: self.span }
    }
}

/// Most problems that are kept: who has more corrects some and runs again.
const KEPT_MAX: usize = 200;

/// Collects problems and assumptions while one scenario file is read.
pub(crate) struct Log<'a> {
    /// File name as the user gave it.
    pub file: &'a str,
    /// Text of the file.
    pub text: &'a str,
    problems: RefCell<Vec<Problem>>,
    reported: Cell<usize>,
    assumptions: RefCell<Vec<(usize, Assumption)>>,
}

impl<'a> Log<'a> {
    /// An empty log for this file.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            problems: RefCell::default(),
            reported: Cell::default(),
            assumptions: RefCell::default(),
        }
    }

    /// Adds a problem at these bytes of the scenario file.
    pub fn report(&self, span: &Span, cause: impl Into<Cause>) {
        self.report_in(self.file, self.text, span, cause);
    }

    /// Adds a problem at these bytes of another file that the scenario names.
    pub fn report_in(&self, file: &str, text: &str, span: &Span, cause: impl Into<Cause>) {
        self.reported.set(self.reported.get() + 1);
        if self.reported.get() <= KEPT_MAX {
            let place = Some(place(file, text, span));
            self.problems.borrow_mut().push(Problem { place, cause: cause.into() });
        }
    }

    /// Whether nothing has been reported so far.
    pub fn is_clean(&self) -> bool {
        self.reported.get() == 0
    }

    /// How many problems have been reported so far.
    pub fn count(&self) -> usize {
        self.reported.get()
    }

    /// Notes how a number is known.
    pub fn assume(&self, at: usize, assumption: Assumption) {
        self.assumptions.borrow_mut().push((at, assumption));
    }

    /// All problems in the order of the file (those of other files last).
    pub fn into_problems(self) -> Vec<Problem> {
        let main = self.file;
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|p| p.place.as_ref().map(|at| (at.file != main, at.span.start)));
        problems.dedup();
        problems
    }

    /// All numbers in the order of the file.
    pub fn take_assumptions(&self) -> Vec<Assumption> {
        let mut list = self.assumptions.take();
        list.sort_by_key(|(at, _)| *at);
        list.into_iter().map(|(_, assumption)| assumption).collect()
    }
}

/// The place of these bytes in a text: line and column counted from 1, columns in characters.
pub(crate) fn place(file: &str, text: &str, span: &Span) -> Place {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        span: start..end,
    }
}

/// The known word nearest to `word`, if it is near enough to be meant.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = match word.chars().count() {
        0..=2 => 1,
        3..=7 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(d, candidate)| *d <= limit && *d < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// A number without needless digits.
pub(crate) fn plain(value: f64) -> String {
    if value.is_finite() && value.abs() < 1e9 {
        let text = format!("{value:.4}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{value:e}")
    }
}

/// Text from the file, cut short and without control characters, for use in a message.
pub(crate) fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    if text.chars().count() > 40 { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_suggested_only_when_near() {
        let known = ["close", "open", "close_candidates"];
        assert_eq!(nearest("clsoe", known), Some("close"));
        assert_eq!(nearest("close_candidate", known), Some("close_candidates"));
        assert_eq!(nearest("zebra", known), None);
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn columns_count_characters() {
        let at = place("f", "a\nżó = x", &(7..8));
        assert_eq!((at.line, at.column), (2, 4));
        let beyond = place("f", "ż", &(1..99));
        assert_eq!((beyond.line, beyond.column, beyond.span), (1, 1, 0..2));
    }

    #[test]
    fn numbers_are_shown_without_needless_digits() {
        assert_eq!(plain(0.9), "0.9");
        assert_eq!(plain(20.0), "20");
        assert_eq!(plain(1.0 / 3.0), "0.3333");
    }
}
