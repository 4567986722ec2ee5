//! Typed access to the parsed TOML: each reader gives a value or reports why it cannot.

use super::keys::Keys;
use super::problems::{At, Log, Span, any_of, nearest, plain, shown};
use super::table::Table;
use crate::domain::clock::TimeOfDay;
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
}

impl<'a> Node<'a> {
    fn at<T>(&self, value: T) -> At<T> {
        At { value, span: self.span.clone() }
    }

    /// Reports this value under a code.
    pub fn report(
        &self,
        code: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.log.report(code, &self.span, message, remedy);
    }

    /// Reports that something else was expected here.
    pub fn wrong_type(&self, expected: &str, example: &str) {
        let found = match self.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(
            "E108",
            format!("`{}` is {found}, but {expected} is expected", self.path),
            format!("write it as {example}"),
        );
    }

    /// Text.
    pub fn text(&self) -> Option<At<String>> {
        match self.value {
            DeValue::String(text) => Some(self.at(text.to_string())),
            _ => {
                self.wrong_type("text", "text in quotes");
                None
            }
        }
    }

    /// Text with at least one visible character.
    pub fn name(&self) -> Option<At<String>> {
        let text = self.text()?;
        if text.value.trim().is_empty() || text.value.chars().any(char::is_control) {
            self.report(
                "E115",
                format!(
                    "`{}` is empty or holds control characters, so reports could not show it",
                    self.path
                ),
                "write a short name on one line",
            );
            return None;
        }
        Some(text)
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<At<bool>> {
        if let DeValue::Boolean(value) = self.value {
            return Some(self.at(*value));
        }
        self.wrong_type("true or false", "`true` or `false`, without quotes");
        None
    }

    /// The entries of a list, each with its own place.
    pub fn list(&self) -> Vec<Node<'a>> {
        let DeValue::Array(entries) = self.value else {
            self.wrong_type("a list", &self.as_list());
            return Vec::new();
        };
        entries
            .iter()
            .map(|entry| Node {
                log: self.log,
                value: entry.get_ref(),
                span: entry.span(),
                path: self.path.clone(),
            })
            .collect()
    }

    /// How this value would look as a list.
    fn as_list(&self) -> String {
        let text = self.log.text.get(self.span.clone()).unwrap_or_default();
        match (self.value, text.starts_with('[')) {
            (DeValue::Table(_), true) => {
                format!("an entry of a list, with a header in double brackets: [{}]", shown(text))
            }
            _ => "a list in square brackets".to_owned(),
        }
    }

    /// A table with these keys.
    pub fn table(&self, keys: &Keys) -> Option<Table<'a>> {
        self.table_of(&keys.names())
    }

    /// A table with keys of these names.
    pub fn table_of(&self, known: &[&str]) -> Option<Table<'a>> {
        let DeValue::Table(entries) = self.value else {
            self.wrong_type("a table", &format!("a table with {}", any_of(known.iter().copied())));
            return None;
        };
        Some(Table::new(self.log, entries, self.span.clone(), &self.path, known))
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
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

    /// A number within a range.
    pub fn number(&self, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let Some(value) = self.raw_number() else {
            self.wrong_type("a number", "a number without quotes");
            return None;
        };
        self.in_range(value, range, "").map(|value| self.at(value))
    }

    /// A whole number within a range.
    pub fn whole(&self, range: RangeInclusive<u32>) -> Option<At<u32>> {
        let (low, high) = (f64::from(*range.start()), f64::from(*range.end()));
        let Some(value) = self.raw_number() else {
            self.wrong_type("a whole number", "a number without quotes");
            return None;
        };
        if value.fract() == 0.0 && (low..=high).contains(&value) {
            return Some(self.at(value as u32));
        }
        let why = if value.fract() == 0.0 { "out of its range" } else { "not a whole number" };
        self.report(
            "E109",
            format!("`{}` is {}, which is {why}", self.path, plain(value)),
            format!("write a whole number from {} to {high}", low.max(1.0)),
        );
        None
    }

    fn in_range(&self, value: f64, range: RangeInclusive<f64>, unit: &str) -> Option<f64> {
        if range.contains(&value) {
            return Some(value);
        }
        let (low, high) = (range.start(), range.end());
        self.report(
            "E109",
            format!("`{}` is {}{unit}, which is out of its range", self.path, plain(value)),
            if *low > 0.0 && *low < 1e-3 {
                format!("write a number above 0 and at most {}{unit}", plain(*high))
            } else {
                format!("write a number from {} to {}{unit}", plain(*low), plain(*high))
            },
        );
        None
    }

    /// A length of time in seconds: text such as `4m 30s` or a plain number of seconds.
    pub fn seconds(&self, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let value = match self.value {
            DeValue::String(text) => match duration(text) {
                Some(seconds) => seconds,
                None => {
                    self.report(
                        "E110",
                        format!("`{}` is not a length of time", shown(text)),
                        "write hours, minutes and seconds as in \"1h 15m\", \"4m 30s\" or \"90s\"",
                    );
                    return None;
                }
            },
            _ => match self.raw_number() {
                Some(seconds) => seconds,
                None => {
                    self.wrong_type(
                        "a length of time",
                        "text such as \"4m 30s\", or a number of seconds",
                    );
                    return None;
                }
            },
        };
        self.in_range(value, range, " s").map(|value| self.at(value))
    }

    /// A length of time in whole minutes.
    pub fn minutes(&self, range: RangeInclusive<u32>) -> Option<At<u32>> {
        let (low, high) = (f64::from(*range.start()) * 60.0, f64::from(*range.end()) * 60.0);
        let seconds = self.seconds(low..=high)?.value;
        if seconds % 60.0 != 0.0 {
            self.report(
                "E109",
                format!(
                    "`{}` is {} s, which is not a whole number of minutes",
                    self.path,
                    plain(seconds)
                ),
                "write whole minutes, for example \"15m\" (a number without unit is in seconds)",
            );
            return None;
        }
        Some(self.at((seconds / 60.0) as u32))
    }

    /// A time of day.
    pub fn time(&self) -> Option<At<TimeOfDay>> {
        let DeValue::String(text) = self.value else {
            self.wrong_type("a time of day", "text in quotes, such as \"07:30\"");
            return None;
        };
        let time = TimeOfDay::parse(text);
        if time.is_none() {
            self.report(
                "E111",
                format!("`{}` is not a time of day from 00:00 to 24:00", shown(text)),
                "write hours and minutes with two digits each, such as \"07:30\"",
            );
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
            self.wrong_type("a date", "year, month and day without quotes, such as 2026-11-23");
        }
        date.map(|date| self.at(date))
    }

    /// One of these words.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text()?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(self.at(*value));
        }
        let names = || words.iter().map(|(word, _)| *word);
        let meant = nearest(&text.value, names())
            .map(|word| format!("did you mean `{word}`? "))
            .unwrap_or_default();
        self.report(
            "E113",
            format!("`{}` cannot be used for `{}`", shown(&text.value), self.path),
            format!("{meant}write {}", any_of(names())),
        );
        None
    }
}

/// Reads `1h 15m`, `4m 30s`, `90s`: numbers with the units h, m, s in this order, each at most once.
pub(crate) fn duration(text: &str) -> Option<f64> {
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
