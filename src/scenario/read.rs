//! Typed access to the parsed TOML: each reader gives a value or reports why it cannot.

use super::keys::{Keys, Kind};
use super::problems::{At, Log, Span, nearest, shown};
use super::table::Table;
use crate::domain::cause::{Cause, Expected, Found, SyntaxCause};
use crate::domain::clock::TimeOfDay;
use crate::domain::text::is_hidden;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use toml::de::DeValue;

/// A value of the file with the path of its key.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub log: &'a Log<'a>,
    pub value: &'a DeValue<'a>,
    pub span: Span,
    /// Such as `line.mopr.aht`.
    pub path: String,
    /// What the table of keys says of it; `None` where its key is an id.
    pub kind: Option<Kind>,
}

impl<'a> Node<'a> {
    fn at<T>(&self, value: T) -> At<T> {
        At { value, span: self.span.clone() }
    }

    /// Reports what is wrong with this value.
    pub fn report(&self, cause: impl Into<Cause>) {
        self.log.report(&self.span, cause);
    }

    /// Reports that something else was expected here.
    pub fn wrong_type(&self, expected: Expected) {
        let found = match self.value {
            DeValue::String(_) => Found::Text,
            DeValue::Integer(_) => Found::Whole,
            DeValue::Float(_) => Found::Number,
            DeValue::Boolean(_) => Found::Flag,
            DeValue::Datetime(_) => Found::Date,
            DeValue::Array(_) => Found::List,
            DeValue::Table(_) => Found::Table,
        };
        self.report(SyntaxCause::WrongType { path: self.path.clone(), found, expected });
    }

    /// Text.
    pub fn text(&self) -> Option<At<String>> {
        match self.value {
            DeValue::String(text) => Some(self.at(text.to_string())),
            _ => {
                self.wrong_type(Expected::Text);
                None
            }
        }
    }

    /// Text with at least one visible character.
    pub fn name(&self) -> Option<At<String>> {
        let text = self.text()?;
        if text.value.trim().is_empty() || text.value.chars().any(is_hidden) {
            self.report(SyntaxCause::BadName { path: self.path.clone() });
            return None;
        }
        Some(text)
    }

    /// Text to read in reports: of several lines perhaps, and without characters that are not seen.
    pub fn note(&self) -> Option<String> {
        let seen = |c: char| if is_hidden(c) && c != '\n' { ' ' } else { c };
        self.text().map(|note| note.value.replace("\r\n", "\n").chars().map(seen).collect())
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<At<bool>> {
        if let DeValue::Boolean(value) = self.value {
            return Some(self.at(*value));
        }
        self.wrong_type(Expected::Flag);
        None
    }

    /// The entries of a list, each with its own place.
    pub fn list(&self) -> Vec<Node<'a>> {
        let DeValue::Array(entries) = self.value else {
            self.wrong_type(self.as_list());
            return Vec::new();
        };
        entries
            .iter()
            .map(|entry| Node {
                log: self.log,
                value: entry.get_ref(),
                span: entry.span(),
                path: self.path.clone(),
                kind: self.kind.map(Kind::entry),
            })
            .collect()
    }

    /// How this value would look as a list.
    fn as_list(&self) -> Expected {
        let text = self.log.text.get(self.span.clone()).unwrap_or_default();
        match (self.value, text.starts_with('[')) {
            (DeValue::Table(_), true) => Expected::ListOfTables { header: shown(text) },
            _ => Expected::List,
        }
    }

    /// A table with these keys.
    pub fn table(&self, keys: &Keys) -> Option<Table<'a>> {
        Some(self.table_of(&keys.names())?.of(keys))
    }

    /// A table with keys of these names.
    pub fn table_of(&self, known: &[&str]) -> Option<Table<'a>> {
        let DeValue::Table(entries) = self.value else {
            self.wrong_type(Expected::Table {
                known: known.iter().map(|k| (*k).to_owned()).collect(),
            });
            return None;
        };
        let table = Table::new(self.log, entries, self.span.clone(), &self.path, known);
        Some(table.with_numbers(self.kind))
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    /// Whether it is a table with one of these keys.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        match self.value {
            DeValue::Table(entries) => keys.iter().any(|key| entries.contains_key(*key)),
            _ => false,
        }
    }

    /// The plain number here, whole or not, without any check of range.
    fn raw_number(&self) -> Option<f64> {
        match self.value {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
                .ok()
                .map(|n| n as f64)
                .or(Some(f64::INFINITY)),
            DeValue::Float(n) => n.as_str().parse().ok(),
            _ => None,
        }
    }

    /// The range that the table of keys has for a number here.
    fn bounds(&self) -> RangeInclusive<f64> {
        self.kind.and_then(|kind| kind.bounds()).unwrap_or(f64::MIN..=f64::MAX)
    }

    /// The same for whole numbers.
    fn whole_bounds(&self) -> RangeInclusive<u32> {
        let bounds = self.bounds();
        // Saturates where there are no bounds.
        *bounds.start() as u32..=*bounds.end() as u32
    }

    /// A number within the range of its key.
    pub fn number(&self) -> Option<At<f64>> {
        self.number_within(self.bounds())
    }

    /// A number within a range, where a rule of its own judges what the key may be.
    pub fn number_within(&self, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let Some(value) = self.raw_number() else {
            self.wrong_type(Expected::Number);
            return None;
        };
        self.in_range(value, range, "").map(|value| self.at(value))
    }

    /// A whole number within the range of its key.
    pub fn whole(&self) -> Option<At<u32>> {
        self.whole_within(self.whole_bounds())
    }

    /// A whole number within a range, where a rule of its own judges what the key may be.
    pub fn whole_within(&self, range: RangeInclusive<u32>) -> Option<At<u32>> {
        let (low, high) = (f64::from(*range.start()), f64::from(*range.end()));
        let Some(value) = self.raw_number() else {
            self.wrong_type(Expected::Whole);
            return None;
        };
        if value.fract() == 0.0 && (low..=high).contains(&value) {
            return Some(self.at(value as u32));
        }
        self.report(SyntaxCause::NotWhole { path: self.path.clone(), value, low, high });
        None
    }

    fn in_range(&self, value: f64, range: RangeInclusive<f64>, unit: &'static str) -> Option<f64> {
        if range.contains(&value) {
            return Some(value);
        }
        self.report(SyntaxCause::OutOfRange {
            path: self.path.clone(),
            value,
            unit,
            low: *range.start(),
            high: *range.end(),
        });
        None
    }

    /// A length of time in seconds, within the range of its key: text such as `4m 30s` or a plain number of
    /// seconds.
    pub fn seconds(&self) -> Option<At<f64>> {
        self.seconds_within(self.bounds())
    }

    fn seconds_within(&self, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let value = match self.value {
            DeValue::String(text) => match duration(text) {
                Some(seconds) => seconds,
                None => {
                    self.report(SyntaxCause::NotLength { text: shown(text) });
                    return None;
                }
            },
            _ => match self.raw_number() {
                Some(seconds) => seconds,
                None => {
                    self.wrong_type(Expected::Length);
                    return None;
                }
            },
        };
        self.in_range(value, range, " s").map(|value| self.at(value))
    }

    /// A length of time in whole minutes, within the range of its key.
    pub fn minutes(&self) -> Option<At<u32>> {
        let bounds = self.bounds();
        let seconds = self.seconds_within(bounds.start() * 60.0..=bounds.end() * 60.0)?.value;
        if seconds % 60.0 != 0.0 {
            self.report(SyntaxCause::NotMinutes { path: self.path.clone(), seconds });
            return None;
        }
        Some(self.at((seconds / 60.0) as u32))
    }

    /// A time of day.
    pub fn time(&self) -> Option<At<TimeOfDay>> {
        let DeValue::String(text) = self.value else {
            self.wrong_type(Expected::Time);
            return None;
        };
        let time = TimeOfDay::parse(text);
        if time.is_none() {
            self.report(SyntaxCause::NotTime { text: shown(text) });
        }
        time.map(|time| self.at(time))
    }

    /// A date.
    pub fn date(&self) -> Option<At<Date>> {
        let date = match self.value {
            DeValue::Datetime(when) if when.time.is_none() && when.offset.is_none() => {
                when.date.and_then(|d| {
                    Date::new(i16::try_from(d.year).ok()?, d.month as i8, d.day as i8).ok()
                })
            }
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(Expected::Date);
        }
        date.map(|date| self.at(date))
    }

    /// One of these words.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text()?;
        let names = words.iter().map(|(word, _)| *word);
        let meant = nearest(&text.value, names).map(str::to_owned);
        self.known_word(&text.value, words, (shown(&text.value), meant))
    }

    /// One of these words, which no message repeats: it is a circumstance of a person.
    pub fn private_word<T: Copy>(&self, words: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text()?;
        self.known_word(&text.value, words, ("…".to_owned(), None))
    }

    /// What a text stands for; where it is none of the words, told as `said`, with the word that may be meant.
    fn known_word<T: Copy>(
        &self,
        text: &str,
        words: &[(&str, T)],
        (said, meant): (String, Option<String>),
    ) -> Option<At<T>> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(self.at(*value));
        }
        self.report(SyntaxCause::UnknownWord {
            word: said,
            path: self.path.clone(),
            meant,
            known: words.iter().map(|(word, _)| (*word).to_owned()).collect(),
        });
        None
    }
}

/// Reads `1h 15m`, `4m 30s`, `90s`: numbers with the units h, m, s in this order, each at most once.
pub fn duration(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut total = 0.0;
    let mut smallest = f64::INFINITY;
    if rest.is_empty() || rest.len() > 40 {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest
            .get(..digits)
            .filter(|n| !n.starts_with('.') && !n.ends_with('.'))?
            .parse()
            .ok()?;
        let after = rest.get(digits..)?.trim_start();
        let unit = match after.chars().next()? {
            'h' => 3600.0,
            'm' => 60.0,
            's' => 1.0,
            _ => return None,
        };
        if unit >= smallest {
            return None;
        }
        smallest = unit;
        total += number * unit;
        rest = after.get(1..)?.trim_start();
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        let cases = [
            ("4m 30s", 270.0),
            ("1h", 3600.0),
            ("90s", 90.0),
            ("1h 15m", 4500.0),
            ("1h15m", 4500.0),
            ("1.5h", 5400.0),
            (" 0s ", 0.0),
        ];
        for (text, seconds) in cases {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for wrong in [
            "",
            "4",
            "m",
            "30s 4m",
            "1h 1h",
            "4 minutes",
            "-3s",
            "1..5h",
            "1e3s",
            "5.s",
            "żs",
            "1mż",
        ] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
