//! Days and times as telephone systems write them.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// Which of the two numbers `03/04/2026` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// How days and times are written: patterns of `strftime` where the mapping gives them, and the order of
/// day and month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates<'a> {
    pub date: Option<&'a str>,
    pub time: Option<&'a str>,
    pub timestamp: Option<&'a str>,
    pub order: Order,
}

impl Dates<'_> {
    /// Without a pattern.
    pub fn iso() -> Self {
        Self { date: None, time: None, timestamp: None, order: Order::DayFirst }
    }
}

/// What a year of two digits counts from: no telephone system kept records in the last century that anybody
/// plans by.
const CENTURY: i16 = 2000;

/// What a day says about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Only this order makes it a day.
    Only(Order),
    /// Either does, and they differ.
    Either,
    /// It is the same day in both orders.
    Same,
    /// Its form leaves no doubt, or it is no day.
    Nothing,
}

/// What the day at the beginning of a text says about the order of day and month. With points the day comes
/// first, as nobody writes otherwise.
pub(super) fn says(text: &str) -> Says {
    let day = text.trim().split([' ', 'T']).next().unwrap_or("");
    let mut parts = day.split(['-', '/']);
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Says::Nothing;
    };
    let small = |part: &str| part.parse::<u8>().ok().filter(|_| (1..=2).contains(&part.len()));
    match (small(first), small(second)) {
        (Some(a), Some(b)) if third.len() == 4 || third.len() == 2 && day.contains('/') => {
            match (a, b) {
                (13..=31, 1..=12) => Says::Only(Order::DayFirst),
                (1..=12, 13..=31) => Says::Only(Order::MonthFirst),
                (1..=12, 1..=12) if a == b => Says::Same,
                (1..=12, 1..=12) => Says::Either,
                _ => Says::Nothing,
            }
        }
        _ => Says::Nothing,
    }
}

/// A day: `2026-11-25`, `2026/11/25`, `25.11.2026`, `25-11-2026` or `25/11/2026`, the latter two with the
/// month first where that is the order; or as the pattern (of `strftime`) says. After points or strokes a year
/// may have two digits: of this century.
pub(super) fn date(text: &str, pattern: Option<&str>, order: Order) -> Option<Date> {
    let text = text.trim();
    if let Some(pattern) = pattern {
        return strtime::parse(pattern, text).ok()?.to_date().ok();
    }
    let mut parts = text.split(['-', '.', '/']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let rest_is_empty = parts.next().is_none_or(|rest| rest.trim().is_empty());
    let month_first = order == Order::MonthFirst && !text.contains('.');
    let (year, month, day) = match (first.len() == 4, month_first) {
        (true, _) => (first, second, third),
        (false, true) => (third, first, second),
        (false, false) => (third, second, first),
    };
    let digits = |part: &str, most: usize| {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| good)
    };
    // With dashes a year of two digits may stand at either end.
    let short = year.len() == 2 && !text.contains('-');
    let year = digits(year, 4).filter(|_| (year.len() == 4 || short) && rest_is_empty)?;
    let year = if short { year + CENTURY } else { year };
    let (month, day) = (digits(month, 2)?, digits(day, 2)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether a text ends in `AM` or `PM`: which of them (`true` for `PM`), and the text before it.
pub(super) fn half_day(text: &str) -> Option<(bool, &str)> {
    let lower = text.to_ascii_lowercase();
    [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)]
        .iter()
        .find(|(mark, _)| lower.ends_with(mark))
        .map(|(mark, afternoon)| (*afternoon, text[..text.len() - mark.len()].trim_end()))
}

/// A time of day, seconds after midnight below 86,400: `7:30`, `07:30:15`, `07:30:15.25`, `7:30 PM`, or as
/// the pattern says.
pub(super) fn time(text: &str, pattern: Option<&str>) -> Option<f64> {
    let text = text.trim();
    if let Some(pattern) = pattern {
        let t = strtime::parse(pattern, text).ok()?.to_time().ok()?;
        let whole = i32::from(t.hour()) * 3600 + i32::from(t.minute()) * 60 + i32::from(t.second());
        return Some(f64::from(whole) + f64::from(t.subsec_nanosecond()) / 1e9);
    }
    if let Some((afternoon, clock)) = half_day(text) {
        let at = time(clock, None).or_else(|| time(&format!("{clock}:00"), None))?;
        // Twelve comes before one.
        let of_half = if (43_200.0..46_800.0).contains(&at) { at - 43_200.0 } else { at };
        let good = (3_600.0..46_800.0).contains(&at);
        return good.then_some(of_half + if afternoon { 43_200.0 } else { 0.0 });
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

/// Both ends of a stretch of time such as `2026-03-02 08:00 - 08:30` or `8:00 to 9:00`; `None` for the second
/// where there is one only. Days may have dashes in them, so that these are no marks without blanks.
pub(super) fn stretch(text: &str) -> (&str, Option<&str>) {
    let mark = [" - ", " – ", " — ", " to ", " do "].into_iter().find(|mark| text.contains(mark));
    match mark.and_then(|mark| text.split_once(mark)) {
        Some((from, to)) => (from.trim(), Some(to.trim())),
        None => (text, None),
    }
}

/// A time of day as interval reports also write it: an hour alone, `8`, or with a point, `8.30`.
pub(super) fn start_of_interval(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = |part: &str, most: usize| {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<f64>().ok().filter(|_| good)
    };
    let clock = match text.split_once('.') {
        Some((hour, minute)) if minute.len() == 2 => digits(hour, 2).zip(digits(minute, 2)),
        _ => digits(text, 2).map(|hour| (hour, 0.0)),
    };
    let clock = clock.filter(|(hour, minute)| *hour < 24.0 && *minute < 60.0);
    time(text, None).or(clock.map(|(hour, minute)| hour * 3600.0 + minute * 60.0))
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
/// or seconds since 1970. Or as the patterns say.
pub(super) fn moment(text: &str, dates: &Dates) -> Option<Moment> {
    let text = text.trim();
    if let Some(pattern) = dates.timestamp {
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
    // A pattern of a day may have blanks in it.
    let blanks = dates.date.map_or(0, |pattern| pattern.trim().matches(' ').count());
    let (cut, _) = text.match_indices([' ', 'T']).nth(blanks)?;
    let (day, rest) = (&text[..cut], text[cut + 1..].trim_start_matches([',', ' ']));
    if let Some(wall) = time(rest, dates.time) {
        return Some(Moment::Wall(date(day.trim_end_matches(','), dates.date, dates.order)?, wall));
    }
    let stamp: jiff::Timestamp = text.parse().ok().or_else(|| with_offset(text)?.parse().ok())?;
    Some(Moment::Epoch(stamp.as_nanosecond() as f64 / 1e9))
}

/// The text with its offset as ISO has it, where a blank stands before it or a word for that of Greenwich.
fn with_offset(text: &str) -> Option<String> {
    let (stamp, offset) = text.rsplit_once(' ')?;
    match offset {
        "UTC" | "GMT" | "Z" => Some(format!("{stamp}Z")),
        offset if offset.starts_with(['+', '-']) => Some(format!("{stamp}{offset}")),
        _ => None,
    }
}

/// Seconds since 1970 (UTC), from 1973 on, with fractions allowed; thirteen digits are milliseconds.
pub(super) fn epoch(text: &str) -> Option<f64> {
    if text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().map(|at: f64| at / 1000.0);
    }
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
    fn what_a_day_says_about_day_and_month() {
        for (text, said) in [
            ("13/02/2026", Says::Only(Order::DayFirst)),
            ("02/13/2026 08:00", Says::Only(Order::MonthFirst)),
            ("3-2-2026", Says::Either),
            ("03/02/2026", Says::Either),
            ("03/03/2026", Says::Same),
            ("3.2.2026", Says::Nothing),
            ("2026-03-02", Says::Nothing),
            ("3/2/26 8:00 AM", Says::Either),
            ("3/13/26", Says::Only(Order::MonthFirst)),
            ("03-02-26", Says::Nothing),
            ("13/13/2026", Says::Nothing),
            ("x", Says::Nothing),
        ] {
            assert_eq!(says(text), said, "{text}");
        }
        assert_eq!(date("03/02/2026", None, Order::MonthFirst), Date::new(2026, 3, 2).ok());
        assert_eq!(date("03.02.2026", None, Order::MonthFirst), Date::new(2026, 2, 3).ok());
    }

    #[test]
    fn halves_of_the_day() {
        for (text, seconds) in [
            ("8:05 AM", 29_100.0),
            ("8:05:30pm", 72_330.0),
            ("12:00 AM", 0.0),
            ("12:30 p.m.", 45_000.0),
            ("8AM", 28_800.0),
        ] {
            assert_eq!(time(text, None), Some(seconds), "{text}");
        }
        for text in ["13:00 PM", "0:30 AM", "AM", "x PM"] {
            assert_eq!(time(text, None), None, "{text}");
        }
    }

    #[test]
    fn days_and_times() {
        let day = Date::new(2026, 11, 5).ok();
        for text in [
            "2026-11-05",
            "5.11.2026",
            "05.11.26",
            "05/11/2026",
            "5/11/26",
            "2026/11/05",
            "05-11-2026",
        ] {
            assert_eq!(date(text, None, Order::DayFirst), day, "{text}");
        }
        assert_eq!(date("261105", Some("%y%m%d"), Order::DayFirst), day);
        for text in
            ["", "2026-13-01", "31.02.2026", "5-11-26", "26.11.226", "2026-11", "2026-11-05-1", "x"]
        {
            assert_eq!(date(text, None, Order::DayFirst), None, "{text}");
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
        assert_eq!(moment("2026-11-05 07:30:15", &Dates::iso()), wall);
        assert_eq!(moment("05.11.2026T7:30:15", &Dates::iso()), wall);
        assert_eq!(
            moment(
                "5 Nov 2026 07:30:15",
                &Dates { timestamp: Some("%d %b %Y %H:%M:%S"), ..Dates::iso() }
            ),
            wall
        );
        let by_day = Dates { date: Some("%d %b %Y"), ..Dates::iso() };
        assert_eq!(moment("5 Nov 2026 7:30:15 AM", &by_day), wall);
        let epoch = Some(Moment::Epoch(1_793_860_215.0));
        assert_eq!(moment("2026-11-05T07:30:15+01:00", &Dates::iso()), epoch);
        assert_eq!(moment("2026-11-05T06:30:15Z", &Dates::iso()), epoch);
        assert_eq!(moment("1793860215", &Dates::iso()), epoch);
        assert_eq!(moment("1793860215000", &Dates::iso()), epoch);
        for text in ["", "2026-11-05", "07:30", "12345678", "x y"] {
            assert_eq!(moment(text, &Dates::iso()), None, "{text}");
        }
    }
}
