//! Numbers and lengths of time as telephone systems write them.

/// How decimals are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `2,5`; a point groups thousands.
    Comma,
    /// `2.5`; a comma groups thousands.
    Point,
    /// Not said: either, as long as it cannot mean thousands.
    Unsaid,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotNumber {
    /// It has something else in it.
    Unreadable,
    /// `1,234` is one and a bit or more than a thousand.
    Ambiguous,
}

/// A number, with blanks between thousands allowed.
pub(super) fn number(text: &str, decimal: Decimal) -> Result<f64, NotNumber> {
    let text = text.trim();
    if !text.is_empty() && text.len() < 16 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map_err(|_| NotNumber::Unreadable);
    }
    let compact: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (sign, digits) = match compact.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, compact.as_str()),
    };
    let plain = match decimal {
        Decimal::Comma => decimals(digits, ',', '.')?,
        Decimal::Point => decimals(digits, '.', ',')?,
        Decimal::Unsaid => {
            let marks: Vec<char> = digits.chars().filter(|c| matches!(c, '.' | ',')).collect();
            match marks[..] {
                [] => digits.to_owned(),
                [mark] if groups(digits, mark) => return Err(NotNumber::Ambiguous),
                [mark] => digits.replace(mark, "."),
                [.., last] => decimals(digits, last, if last == ',' { '.' } else { ',' })?,
            }
        }
    };
    let shape = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && plain.bytes().any(|b| b.is_ascii_digit());
    let value = plain.parse::<f64>().ok().filter(|v| shape && v.is_finite());
    value.map(|v| sign * v).ok_or(NotNumber::Unreadable)
}

/// Digits with `mark` turned into a point and `grouping` taken out, where it stands before groups of
/// three; a single `grouping` that cannot be one is taken for a decimal mark.
fn decimals(digits: &str, mark: char, grouping: char) -> Result<String, NotNumber> {
    let (whole, fraction) = digits.split_once(mark).unwrap_or((digits, ""));
    let whole = match whole.matches(grouping).count() {
        0 => whole.to_owned(),
        1 if !groups(whole, grouping) && fraction.is_empty() => whole.replace(grouping, "."),
        _ if groups(whole, grouping) => whole.replace(grouping, ""),
        _ => return Err(NotNumber::Unreadable),
    };
    Ok(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

/// Whether marks stand before groups of three digits, after one to three digits that are not just 0.
fn groups(digits: &str, mark: char) -> bool {
    let mut parts = digits.split(mark);
    let first = parts.next().unwrap_or("");
    (1..=3).contains(&first.len()) && !first.starts_with('0') && parts.all(|part| part.len() == 3)
}

/// Names of units of time in lower case, with the length of each in seconds.
const UNITS: [(f64, &[&str]); 5] = [
    (0.001, &["ms", "msec", "millis", "milliseconds", "milisekundy", "milisekund"]),
    (1.0, &["s", "sec", "secs", "second", "seconds", "sek", "sekunda", "sekundy", "sekund"]),
    (60.0, &["m", "min", "mins", "minute", "minutes", "minuta", "minuty", "minut"]),
    (3600.0, &["h", "hr", "hrs", "hour", "hours", "godz", "godzina", "godziny", "godzin"]),
    (86_400.0, &["d", "day", "days", "dzień", "dni"]),
];

/// Length of a unit of time in seconds, by its name.
pub(super) fn unit(name: &str) -> Option<f64> {
    let name = name.trim().trim_end_matches('.').to_lowercase();
    UNITS.iter().find(|(_, words)| words.contains(&name.as_str())).map(|(seconds, _)| *seconds)
}

/// A length of time in seconds: a bare number in units of `unit_s` seconds, numbers with units as in
/// `1m 5s`, `250 ms` or `PT1M5S`, or `mm:ss`, `hh:mm:ss` or `:ss`, the latter with days before it as in
/// `0.00:01:05`, `0:00:01:05` or `0 days 00:01:05`.
pub(super) fn duration(text: &str, decimal: Decimal, unit_s: f64) -> Result<f64, NotNumber> {
    let text = text.trim();
    if text.contains(':') {
        return clock_length(text);
    }
    if let Some(parts) = text.strip_prefix(['P', 'p']).filter(|rest| rest.contains(['T', 't'])) {
        let (days, clock) = parts.split_once(['T', 't']).ok_or(NotNumber::Unreadable)?;
        let length = |part: &str| match part {
            "" => Ok(0.0),
            part => duration(part, Decimal::Point, f64::NAN),
        };
        let total = length(days)? + length(clock)?;
        let empty = days.is_empty() && clock.is_empty();
        return if empty || total.is_nan() { Err(NotNumber::Unreadable) } else { Ok(total) };
    }
    if !text.contains(char::is_alphabetic) {
        return number(text, decimal).map(|value| value * unit_s);
    }
    let (sign, mut rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text),
    };
    let (mut total, mut last) = (0.0, f64::INFINITY);
    while !rest.is_empty() {
        let digits = rest.find(char::is_alphabetic).ok_or(NotNumber::Unreadable)?;
        let (amount, tail) = rest.split_at(digits);
        let end = tail.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(tail.len());
        let (name, tail) = tail.split_at(end);
        let length = unit(name).filter(|length| *length < last).ok_or(NotNumber::Unreadable)?;
        total += length * number(amount, decimal)?;
        (last, rest) = (length, tail.trim_start());
    }
    Ok(sign * total)
}

/// `mm:ss`, `hh:mm:ss`, or `:ss` where there are no minutes; days may stand before hours.
fn clock_length(text: &str) -> Result<f64, NotNumber> {
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let whole = |part: &str| {
        let good = !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<f64>().ok().filter(|_| good)
    };
    // Days are a number with a point or a word after it.
    let (days, text) = match text.rsplit_once(' ') {
        Some((days, clock)) => (Some(duration(days, Decimal::Point, f64::NAN)?), clock),
        None => match text.split_once('.').filter(|(_, clock)| clock.contains(':')) {
            Some((days, clock)) => {
                (Some(whole(days).ok_or(NotNumber::Unreadable)? * 86_400.0), clock)
            }
            None => (None, text),
        },
    };
    let parts: Vec<&str> = text.split(':').collect();
    let seconds = |part: &str| {
        part.replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|s| (0.0..60.0).contains(s) && part.starts_with(|c: char| c.is_ascii_digit()))
    };
    let total = match parts[..] {
        ["", s] => seconds(s).filter(|_| s.len() >= 2),
        [m, s] => whole(m).zip(seconds(s)).map(|(m, s)| m * 60.0 + s),
        [h, m, s] => whole(h)
            .zip(whole(m).filter(|m| *m < 60.0))
            .zip(seconds(s))
            .map(|((h, m), s)| h * 3600.0 + m * 60.0 + s),
        [d, h, m, s] if days.is_none() && h.len() == 2 && m.len() == 2 => whole(d)
            .zip(whole(h).filter(|h| *h < 24.0))
            .zip(whole(m).filter(|m| *m < 60.0))
            .zip(seconds(s))
            .map(|(((d, h), m), s)| d * 86_400.0 + h * 3600.0 + m * 60.0 + s),
        _ => None,
    };
    let total = total.filter(|_| days.is_none() || parts.len() == 3);
    let total = total.map(|t| sign * (days.unwrap_or(0.0) + t));
    total.filter(|t| !t.is_nan()).ok_or(NotNumber::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_each_dialect() {
        use Decimal::{Comma, Point, Unsaid};
        for (text, decimal, value) in [
            ("12", Unsaid, 12.0),
            ("12,5", Unsaid, 12.5),
            ("12.5", Unsaid, 12.5),
            ("12,5", Comma, 12.5),
            ("12.5", Comma, 12.5),
            ("1.234,5", Comma, 1234.5),
            ("1.234,5", Unsaid, 1234.5),
            ("1,234.5", Unsaid, 1234.5),
            ("1.234", Comma, 1234.0),
            ("1,234", Comma, 1.234),
            ("1,234", Point, 1234.0),
            ("1.234", Point, 1.234),
            ("1 234,5", Comma, 1234.5),
            ("1\u{a0}234", Unsaid, 1234.0),
            ("0,853", Unsaid, 0.853),
            ("0.853", Comma, 0.853),
            ("-57", Unsaid, -57.0),
            ("1,234,567", Point, 1_234_567.0),
        ] {
            assert_eq!(number(text, decimal), Ok(value), "{text} {decimal:?}");
        }
        assert_eq!(number("1,234", Unsaid), Err(NotNumber::Ambiguous));
        for text in ["", "x", "1x", "1e5", "inf", "NaN", "1,2,3", ".", "--1", "12;5"] {
            for decimal in [Comma, Point, Unsaid] {
                assert_eq!(number(text, decimal), Err(NotNumber::Unreadable), "{text} {decimal:?}");
            }
        }
    }

    #[test]
    fn lengths_of_time() {
        for (text, seconds) in [
            ("107", 107.0),
            ("1:47", 107.0),
            ("00:01:47", 107.0),
            ("75:30", 4530.0),
            ("0:00:01,5", 1.5),
            ("107 s", 107.0),
            ("107 sek.", 107.0),
            ("-0:05", -5.0),
            (":21", 21.0),
            ("1:05", 65.0),
            ("3m", 180.0),
            ("1m 5s", 65.0),
            ("1 h 2 min 3 sek.", 3723.0),
            ("250 ms", 0.25),
            ("1,5 min", 90.0),
        ] {
            let found = duration(text, Decimal::Unsaid, 1.0).unwrap_or(f64::NAN);
            assert!((found - seconds).abs() < 1e-9, "{text}: {found}");
        }
        for text in [
            "1:60", "1:60:00", ":3", "1:", "1:2:3:4", "a:b", "1:-5", "1:inf", "5s 1m", "3 weeks",
            "m",
        ] {
            assert!(duration(text, Decimal::Unsaid, 1.0).is_err(), "{text}");
        }
    }

    #[test]
    fn bare_numbers_have_the_unit_of_their_column() {
        assert_eq!(
            duration("21666", Decimal::Unsaid, 0.001).map(|s| (s * 1e6).round()),
            Ok(21_666_000.0)
        );
        assert_eq!(duration("2.5", Decimal::Unsaid, 60.0), Ok(150.0));
        // What says its own unit keeps it.
        assert_eq!(duration("0:21", Decimal::Unsaid, 0.001), Ok(21.0));
    }
}
