//! Weekdays, times of day, the grid of intervals and public holidays.
//!
//! **The planned week** runs from Monday 00:00 to Sunday 24:00 in local clock time and is cut into
//! intervals of 15, 30 or 60 minutes, numbered from Monday 00:00.
//!
//! **Past midnight.** Opening hours lie within one calendar day (a night line is written as two
//! stretches, one up to 24:00 and one from 00:00). A shift may run past midnight: what it covers
//! after 24:00 belongs to the next weekday, and after Sunday comes the Monday of the same plan, for
//! the plan is taken to repeat from week to week.
//!
//! **Clock changes.** On the Sunday of a clock change an hour is missing or doubled. The grid keeps
//! 24 hours for that day; [`clock_change_in_week`] tells whether the planned week holds one, so that
//! a plan for a line that is open at night can say so.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Minutes in a day.
pub const DAY_MINUTES: u32 = 24 * 60;

/// A day of the week, Monday first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// 0 for Monday to 6 for Sunday.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The three-letter code used in scenario files and answers: `mon` … `sun`.
    pub fn code(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self.index()]
    }

    /// The weekday with this three-letter code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.code() == code)
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Whether a text, such as the label of a closing, is a time of day.
pub fn is_time(text: &str) -> bool {
    TimeOfDay::parse(text).is_some()
}

/// Reads a day and a moment of it, such as `mon 11:00`.
pub fn parse_moment(text: &str) -> Option<(Weekday, TimeOfDay)> {
    let (day, time) = text.trim().split_once(char::is_whitespace)?;
    let time = TimeOfDay::parse(time.trim()).filter(|time| *time < TimeOfDay::END)?;
    Some((Weekday::from_code(&day.to_lowercase())?, time))
}

/// A time of day in minutes after midnight, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// Midnight at the start of the day.
    pub const START: TimeOfDay = TimeOfDay(0);
    /// Midnight at the end of the day, 24:00.
    pub const END: TimeOfDay = TimeOfDay(DAY_MINUTES);

    /// The time this many minutes after midnight, up to 24:00.
    pub fn from_minutes(minutes: u32) -> Option<Self> {
        (minutes <= DAY_MINUTES).then_some(Self(minutes))
    }

    /// What the clock shows so many minutes after some midnight, which may be past the next: 1500 is 01:00.
    /// Exactly 24:00 stays 24:00.
    pub fn on_clock(minutes: u32) -> Self {
        Self(if minutes == DAY_MINUTES { minutes } else { minutes % DAY_MINUTES })
    }

    /// Reads `HH:MM`, 00:00 to 24:00.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(hours) || !digits(minutes) {
            return None;
        }
        let minutes: u32 = minutes.parse().ok().filter(|m| *m < 60)?;
        Self::from_minutes(hours.parse::<u32>().ok()? * 60 + minutes)
    }

    /// Minutes after midnight, 0 to 1440.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// How a date is described in the schemas of answers: text, year, month and day.
pub(crate) fn date_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({"type": "string", "format": "date"})
}

/// `HH:MM` of a minute count that may lie past midnight (a shift's end): 1500 is `01:00`.
/// Exactly 24:00 stays `24:00`.
pub fn clock_text(minutes: u32) -> String {
    TimeOfDay::on_clock(minutes).to_string()
}

/// Start and end of a stretch: what begins at midnight begins at `00:00`, what ends then ends at `24:00`.
pub fn stretch_text(from: u32, to: u32) -> [String; 2] {
    [clock_text(from % DAY_MINUTES), clock_text(to)]
}

/// The week cut into equal intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    minutes: u32,
}

impl Grid {
    /// A grid of 15, 30 or 60 minutes.
    pub fn new(minutes: u32) -> Option<Self> {
        [15, 30, 60].contains(&minutes).then_some(Self { minutes })
    }

    /// Length of an interval, minutes.
    pub fn minutes(self) -> u32 {
        self.minutes
    }

    /// Length of an interval, seconds.
    pub fn seconds(self) -> f64 {
        f64::from(self.minutes) * 60.0
    }

    /// Length of an interval, hours.
    pub fn hours(self) -> f64 {
        f64::from(self.minutes) / 60.0
    }

    /// Intervals in a day.
    pub fn per_day(self) -> usize {
        (DAY_MINUTES / self.minutes) as usize
    }

    /// Intervals in the week.
    pub fn per_week(self) -> usize {
        7 * self.per_day()
    }

    /// The interval of the week that starts at this minute of this day; minutes past midnight fall
    /// on the following day and Sunday is followed by Monday.
    pub fn at(self, day: Weekday, minute: u32) -> usize {
        (day.index() * self.per_day() + (minute / self.minutes) as usize) % self.per_week()
    }

    /// The weekday and the minute of that day at which an interval of the week starts.
    pub fn start_of(self, interval: usize) -> (Weekday, u32) {
        let interval = interval % self.per_week();
        let day = Weekday::ALL[interval / self.per_day()];
        (day, (interval % self.per_day()) as u32 * self.minutes)
    }

    /// Whether a minute count lies on the grid.
    pub fn divides(self, minutes: u32) -> bool {
        minutes.is_multiple_of(self.minutes)
    }
}

/// Easter Sunday of a year of the Gregorian calendar.
///
/// The anonymous algorithm published in Nature 13 (1876), in the form of Meeus, *Astronomical
/// Algorithms* (1991), chapter 8.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Whether a date is a public holiday in Poland: the fourteen days of the act of 18 January 1951 on
/// days off work as it stands since 2025 (24 December since 2025 only, 6 January since 2011).
pub fn is_polish_holiday(date: Date) -> bool {
    let fixed = match (date.month(), date.day()) {
        (1, 1) | (5, 1) | (5, 3) | (8, 15) | (11, 1) | (11, 11) | (12, 25) | (12, 26) => true,
        (1, 6) => date.year() >= 2011,
        (12, 24) => date.year() >= 2025,
        _ => false,
    };
    let movable = easter_sunday(date.year()).is_some_and(|easter| {
        // Easter Sunday and Monday, Pentecost, Corpus Christi.
        let days = date.since(easter).map_or(-1, |span| span.get_days());
        [0, 1, 49, 60].contains(&days)
    });
    fixed || movable
}

/// The Sunday of a week on which European clocks change (the last of March and of October;
/// Directive 2000/84/EC), if the week from this Monday holds it.
pub fn clock_change_in_week(monday: Date) -> Option<Date> {
    let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
    (matches!(sunday.month(), 3 | 10) && sunday.day() > 24).then_some(sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_strictly() {
        assert_eq!(TimeOfDay::parse("07:30").map(TimeOfDay::minutes), Some(450));
        assert_eq!(TimeOfDay::parse("24:00"), Some(TimeOfDay::END));
        for wrong in ["7:30", "24:01", "12:60", "12", "ab:cd", "+7:30", "", "12:3", "99:00"] {
            assert_eq!(TimeOfDay::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn sunday_night_is_followed_by_monday() {
        let grid = Grid::new(30).unwrap();
        assert_eq!(grid.at(Weekday::Sun, 25 * 60), grid.at(Weekday::Mon, 60));
        assert_eq!(grid.start_of(grid.at(Weekday::Tue, 450)), (Weekday::Tue, 450));
        assert_eq!(Grid::new(20), None);
    }

    #[test]
    fn easter_falls_on_published_dates() {
        // Dates from the church calendar, spread over the range of the algorithm's branches.
        for (year, month, day) in [
            (2016, 3, 27),
            (2017, 4, 16),
            (2018, 4, 1),
            (2024, 3, 31),
            (2025, 4, 20),
            (2038, 4, 25),
            (1954, 4, 18),
        ] {
            assert_eq!(easter_sunday(year), Date::new(year, month, day).ok());
        }
    }

    #[test]
    fn polish_working_days_of_2016_and_of_early_2017() {
        // 252 working days in 2016 and 64 in January to March 2017.
        let working = |from: Date, to: Date| {
            let mut date = from;
            let mut count = 0;
            while date <= to {
                let workday = date.weekday().to_monday_zero_offset() < 5;
                count += u32::from(workday && !is_polish_holiday(date));
                date = date.tomorrow().unwrap();
            }
            count
        };
        let date = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(working(date(2016, 1, 1), date(2016, 12, 31)), 252);
        assert_eq!(working(date(2017, 1, 1), date(2017, 3, 31)), 64);
        assert!(!is_polish_holiday(date(2024, 12, 24)) && is_polish_holiday(date(2025, 12, 24)));
    }

    #[test]
    fn clock_changes_are_on_last_sundays() {
        let date = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(clock_change_in_week(date(2026, 3, 23)), Some(date(2026, 3, 29)));
        assert_eq!(clock_change_in_week(date(2026, 10, 19)), Some(date(2026, 10, 25)));
        assert_eq!(clock_change_in_week(date(2026, 3, 16)), None);
        assert_eq!(clock_change_in_week(date(2026, 11, 23)), None);
    }
}
