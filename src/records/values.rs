//! Numbers, lengths of time, days and times as telephone systems write them.

use jiff::civil::Date;
use jiff::fmt::strtime;

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

/// A length of time in seconds: a number of seconds, `mm:ss` or `hh:mm:ss`.
pub(super) fn duration(text: &str, decimal: Decimal) -> Result<f64, NotNumber> {
    let text = text.trim();
    if !text.contains(':') {
        let bare = text.strip_suffix("sek.").or(text.strip_suffix("sek"));
        return number(bare.or(text.strip_suffix('s')).unwrap_or(text), decimal);
    }
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let parts: Vec<&str> = text.split(':').collect();
    let whole = |part: &str| {
        let good = !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<f64>().ok().filter(|_| good)
    };
    let seconds = |part: &str| {
        part.replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|s| (0.0..60.0).contains(s) && part.starts_with(|c: char| c.is_ascii_digit()))
    };
    let total = match parts[..] {
        [m, s] => whole(m).zip(seconds(s)).map(|(m, s)| m * 60.0 + s),
        [h, m, s] => whole(h)
            .zip(whole(m).filter(|m| *m < 60.0))
            .zip(seconds(s))
            .map(|((h, m), s)| h * 3600.0 + m * 60.0 + s),
        _ => None,
    };
    total.map(|t| sign * t).ok_or(NotNumber::Unreadable)
}

/// A day: `2026-11-25`, `2026/11/25`, `25.11.2026`, `25-11-2026` or `25/11/2026`, or as the pattern
/// (of `strftime`) says.
pub(super) fn date(text: &str, pattern: Option<&str>) -> Option<Date> {
    let text = text.trim();
    if let Some(pattern) = pattern {
        return strtime::parse(pattern, text).ok()?.to_date().ok();
    }
    let mut parts = text.split(['-', '.', '/']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let rest_is_empty = parts.next().is_none_or(|rest| rest.trim().is_empty());
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    let digits = |part: &str, most: usize| {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| good)
    };
    let year = digits(year, 4).filter(|_| year.len() == 4 && rest_is_empty)?;
    let (month, day) = (digits(second, 2)?, digits(day, 2)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A time of day, seconds after midnight below 86,400: `7:30`, `07:30:15`, `07:30:15.25`, or as the
/// pattern says.
pub(super) fn time(text: &str, pattern: Option<&str>) -> Option<f64> {
    let text = text.trim();
    if let Some(pattern) = pattern {
        let t = strtime::parse(pattern, text).ok()?.to_time().ok()?;
        let whole = i32::from(t.hour()) * 3600 + i32::from(t.minute()) * 60 + i32::from(t.second());
        return Some(f64::from(whole) + f64::from(t.subsec_nanosecond()) / 1e9);
    }
    let mut parts = text.split(':');
    let two = |part: &str| {
        let good = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<f64>().ok().filter(|_| good)
    };
    let hours = two(parts.next()?)?;
    let minutes = two(parts.next()?)?;
    let seconds = match parts.next() {
        None => 0.0,
        Some(part) if part.starts_with(|c: char| c.is_ascii_digit()) => {
            part.replace(',', ".").parse().ok()?
        }
        Some(_) => return None,
    };
    let in_range = hours < 24.0 && minutes < 60.0 && (0.0..60.0).contains(&seconds);
    (in_range && parts.next().is_none()).then_some(hours * 3600.0 + minutes * 60.0 + seconds)
}

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moment {
    /// By the wall clock: day and seconds after midnight.
    Wall(Date, f64),
    /// Seconds since 1970 (UTC).
    Epoch(f64),
}

/// A day and time in one text: any day above with a time after a blank or `T`; with `Z` or an offset;
/// or seconds since 1970. Or as the pattern says.
pub(super) fn moment(text: &str, pattern: Option<&str>) -> Option<Moment> {
    let text = text.trim();
    if let Some(pattern) = pattern {
        let parsed = strtime::parse(pattern, text).ok()?;
        let civil = parsed.to_datetime().ok()?;
        if let Some(offset) = parsed.offset() {
            return Some(Moment::Epoch(offset.to_timestamp(civil).ok()?.as_second() as f64));
        }
        let t = civil.time();
        let whole = i32::from(t.hour()) * 3600 + i32::from(t.minute()) * 60 + i32::from(t.second());
        let wall = f64::from(whole) + f64::from(t.subsec_nanosecond()) / 1e9;
        return Some(Moment::Wall(civil.date(), wall));
    }
    if let Some(at) = epoch(text) {
        return Some(Moment::Epoch(at));
    }
    let (day, rest) = text.split_once([' ', 'T'])?;
    if let Some(wall) = time(rest, None) {
        return Some(Moment::Wall(date(day, None)?, wall));
    }
    let stamp: jiff::Timestamp = text.parse().ok()?;
    Some(Moment::Epoch(stamp.as_nanosecond() as f64 / 1e9))
}

/// Seconds since 1970 (UTC), from 1973 on, with fractions allowed.
pub(super) fn epoch(text: &str) -> Option<f64> {
    let whole = text.split('.').next()?;
    let good = (9..=11).contains(&whole.len())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|b| *b == b'.').count() <= 1;
    text.parse().ok().filter(|_| good)
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
        ] {
            assert_eq!(duration(text, Decimal::Unsaid), Ok(seconds), "{text}");
        }
        for text in ["1:60", "1:60:00", ":30", "1:", "1:2:3:4", "a:b", "1:-5", "1:inf"] {
            assert!(duration(text, Decimal::Unsaid).is_err(), "{text}");
        }
    }

    #[test]
    fn days_and_times() {
        let day = Date::new(2026, 11, 5).ok();
        for text in
            ["2026-11-05", "5.11.2026", "05.11.2026", "05/11/2026", "2026/11/05", "05-11-2026"]
        {
            assert_eq!(date(text, None), day, "{text}");
        }
        assert_eq!(date("261105", Some("%y%m%d")), day);
        for text in ["", "2026-13-01", "31.02.2026", "5.11.26", "2026-11", "2026-11-05-1", "x"] {
            assert_eq!(date(text, None), None, "{text}");
        }
        for (text, seconds) in [("7:30", 27000.0), ("07:30:15", 27015.0), ("0:00:00.25", 0.25)] {
            assert_eq!(time(text, None), Some(seconds), "{text}");
        }
        assert_eq!(time("7.30", Some("%H.%M")), Some(27000.0));
        for text in ["24:00", "7", "7:60", "7:30:60", "7:30:-1", "7:30:00:00", "a:b", ""] {
            assert_eq!(time(text, None), None, "{text}");
        }
    }

    #[test]
    fn moments() {
        let wall = Some(Moment::Wall(Date::new(2026, 11, 5).unwrap(), 27015.0));
        assert_eq!(moment("2026-11-05 07:30:15", None), wall);
        assert_eq!(moment("05.11.2026T7:30:15", None), wall);
        assert_eq!(moment("5 Nov 2026 07:30:15", Some("%d %b %Y %H:%M:%S")), wall);
        let epoch = Some(Moment::Epoch(1_793_860_215.0));
        assert_eq!(moment("2026-11-05T07:30:15+01:00", None), epoch);
        assert_eq!(moment("2026-11-05T06:30:15Z", None), epoch);
        assert_eq!(moment("1793860215", None), epoch);
        for text in ["", "2026-11-05", "07:30", "12345678", "x y"] {
            assert_eq!(moment(text, None), None, "{text}");
        }
    }
}
