//! Figures of a row: what stands in a column, or what follows from several.

use super::fault::{Fault, LONGEST_S, needed, not_number};
use super::numbers::{self, Decimal};
use super::rows::Rows;
use crate::domain::cause::RecordsCause;

/// Columns added and subtracted, maybe divided by another; in units of so many seconds where it is a length of
/// time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub terms: Vec<(f64, usize)>,
    pub divisor: Option<usize>,
    pub unit_s: f64,
    /// Whether the mapping or the heading says the unit.
    pub unit_said: bool,
    /// The key of `[columns]` that it is the figure of.
    pub key: &'static str,
}

impl Default for Figure {
    fn default() -> Self {
        Self { terms: vec![(1.0, 0)], divisor: None, unit_s: 1.0, unit_said: false, key: "wait" }
    }
}

/// What a mapping writes for such a figure, in names of columns.
#[derive(Debug, PartialEq)]
pub(super) struct Terms {
    pub terms: Vec<(f64, String)>,
    pub divisor: Option<String>,
}

/// Reads `a + b - c` or `a + b / d`, where the division is of all before it; `None` for a plain name.
pub(super) fn terms(text: &str) -> Option<Terms> {
    let (sum, divisor) = match text.rsplit_once(" / ") {
        Some((sum, divisor)) => (sum, Some(divisor.trim().to_owned())),
        None => (text, None),
    };
    let mut terms = Vec::new();
    let (mut sign, mut rest) = (1.0, sum);
    loop {
        let next = [(" + ", 1.0), (" - ", -1.0), (" − ", -1.0)]
            .into_iter()
            .filter_map(|(mark, sign)| Some((rest.find(mark)?, mark.len(), sign)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, length, following)) = next else { break };
        terms.push((sign, rest[..at].trim().to_owned()));
        (sign, rest) = (following, &rest[at + length..]);
    }
    terms.push((sign, rest.trim().to_owned()));
    (terms.len() > 1 || divisor.is_some()).then_some(Terms { terms, divisor })
}

/// Words of databases, languages and spreadsheets for nothing.
const NOTHING: [&str; 11] =
    ["null", "(null)", "nil", "none", "nan", "na", "n/a", "#n/a", "brak", "b/d", "n.d."];

/// Whether a cell holds nothing: it is empty, or a word or mark that stands for nothing.
pub(super) fn blank(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "–" | "—" | "\\N")
        || NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

impl Figure {
    /// The column that a problem with it is reported at.
    pub fn place(&self) -> usize {
        self.terms.first().map_or(0, |(_, field)| *field)
    }

    /// A length of time in seconds; `None` where a cell is blank.
    pub fn seconds(&self, rows: &Rows, decimal: Decimal) -> Result<Option<f64>, Fault> {
        let read = |text: &str| numbers::duration(text, decimal, self.unit_s);
        let Some(value) = self.value(rows, decimal, true, read)? else { return Ok(None) };
        if value < 0.0 {
            return Err((self.place(), RecordsCause::NegativeLength));
        }
        if value > LONGEST_S {
            return Err((self.place(), RecordsCause::LongLength { key: self.key }));
        }
        Ok(Some(value))
    }

    /// A number; `None` where a cell is blank.
    pub fn number(&self, rows: &Rows, decimal: Decimal) -> Result<Option<f64>, Fault> {
        self.value(rows, decimal, false, |text| numbers::number(text, decimal))
    }

    fn value(
        &self,
        rows: &Rows,
        decimal: Decimal,
        time: bool,
        read: impl Fn(&str) -> Result<f64, numbers::NotNumber>,
    ) -> Result<Option<f64>, Fault> {
        let mut sum = 0.0;
        for (sign, field) in &self.terms {
            let text = needed(rows, *field)?;
            if blank(text) {
                return Ok(None);
            }
            sum += sign * read(text).map_err(|why| not_number(*field, why, time))?;
        }
        let Some(field) = self.divisor else { return Ok(Some(sum)) };
        let text = needed(rows, field)?;
        if blank(text) {
            return Ok(None);
        }
        let by = numbers::number(text, decimal).map_err(|why| not_number(field, why, false))?;
        Ok((by > 0.0).then_some(sum / by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_quotients_are_told_from_names() {
        let of = |text: &str| {
            terms(text).map(|t| {
                let names: Vec<_> =
                    t.terms.into_iter().map(|(sign, n)| format!("{sign:+}{n}")).collect();
                (names.join(" "), t.divisor)
            })
        };
        assert_eq!(of("duration - billsec"), Some(("+1duration -1billsec".to_owned(), None)));
        assert_eq!(of("a b + c + d"), Some(("+1a b +1c +1d".to_owned(), None)));
        assert_eq!(of("t + w / n"), Some(("+1t +1w".to_owned(), Some("n".to_owned()))));
        assert_eq!(of("Talk-time"), None);
        assert_eq!(of("Czas"), None);
    }
}
