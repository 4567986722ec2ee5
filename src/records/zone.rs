//! Wall-clock time and the time that runs through: where the clock is changed, an hour is missing or
//! comes twice.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};

/// Seconds of an ordinary day.
const DAY_S: f64 = 86_400.0;

/// A row may lie this much before the row above it without being taken for the second pass through a
/// repeated hour: logs are written when calls end, and are only nearly in order of arrival.
const JITTER_S: f64 = 300.0;

/// When a wall-clock time occurs, in seconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Occurs {
    /// As on any ordinary day.
    Once(f64),
    /// In the hour that is repeated when clocks are put back: the first and the second pass.
    Twice(f64, f64),
    /// In the hour that is left out when clocks are put forward.
    Never,
}

/// A time zone with the rules of the database that is built into obsada, the same on every machine.
#[derive(Debug, Clone)]
pub struct Zone {
    zone: TimeZone,
    /// The day asked for last, where it is an ordinary one, and its midnight.
    ordinary: Option<(Date, f64)>,
}

impl Zone {
    /// The zone of this IANA name, such as `Europe/Warsaw`; `None` if there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        Some(Self { zone, ordinary: None })
    }

    /// When it is this many seconds (0..86400) after midnight by the wall clock on this day.
    pub fn occurs(&mut self, date: Date, wall_s: f64) -> Occurs {
        if let Some((day, midnight)) = self.ordinary
            && day == date
        {
            return Occurs::Once(midnight + wall_s);
        }
        let whole = wall_s.floor().clamp(0.0, DAY_S - 1.0);
        let civil = date.to_datetime(time(whole as i64));
        let at = |offset: Offset| seconds(civil, offset) + (wall_s - whole);
        match self.zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                if self.is_ordinary(date) {
                    self.ordinary = Some((date, at(offset) - wall_s));
                }
                Occurs::Once(at(offset))
            }
            AmbiguousOffset::Fold { before, after } => Occurs::Twice(at(before), at(after)),
            AmbiguousOffset::Gap { .. } => Occurs::Never,
        }
    }

    /// Which of several occurrences is meant, going by the row above: rows are in order of time.
    pub fn in_order(occurs: Occurs, row_above: Option<f64>) -> Option<f64> {
        match occurs {
            Occurs::Once(at) => Some(at),
            Occurs::Never => None,
            Occurs::Twice(first, second) => {
                Some(if row_above.is_some_and(|above| first + JITTER_S < above) {
                    second
                } else {
                    first
                })
            }
        }
    }

    /// Local day and seconds after its midnight by the wall clock; `None` outside the years −9999 to
    /// 9999.
    pub fn local(&self, epoch_s: f64) -> Option<(Date, f64)> {
        let whole = epoch_s.floor();
        if !(-3e11..3e11).contains(&whole) {
            return None;
        }
        let stamp = Timestamp::from_second(whole as i64).ok()?;
        let civil = self.zone.to_datetime(stamp);
        let t = civil.time();
        let wall = i32::from(t.hour()) * 3600 + i32::from(t.minute()) * 60 + i32::from(t.second());
        Some((civil.date(), f64::from(wall) + (epoch_s - whole)))
    }

    /// Half-hours of a local day: 48, and 46 or 50 where the clock is changed by an hour.
    pub fn half_hours(&self, date: Date) -> u32 {
        let length = self.midnight(date).zip(date.tomorrow().ok().and_then(|d| self.midnight(d)));
        length.map_or(48, |(from, to)| ((to - from) / 1800.0).round() as u32)
    }

    fn midnight(&self, date: Date) -> Option<f64> {
        let civil = date.to_datetime(Time::midnight());
        let stamp = self.zone.to_ambiguous_timestamp(civil).compatible().ok()?;
        Some(stamp.as_second() as f64)
    }

    /// Whether the day has 24 hours and the clock runs on evenly through it.
    fn is_ordinary(&self, date: Date) -> bool {
        let offset_at = |date: Date, time: Time| match self
            .zone
            .to_ambiguous_timestamp(date.to_datetime(time))
            .offset()
        {
            AmbiguousOffset::Unambiguous { offset } => Some(offset),
            _ => None,
        };
        let start = offset_at(date, Time::midnight());
        let end = date.checked_add(1.day()).ok().and_then(|d| offset_at(d, Time::midnight()));
        start.is_some() && start == end
    }
}

/// A time of day from whole seconds.
fn time(seconds: i64) -> Time {
    let part = |value: i64| i8::try_from(value).unwrap_or(0);
    Time::new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), 0)
        .unwrap_or(Time::midnight())
}

/// Seconds since 1970 of a civil time at a known offset.
fn seconds(civil: DateTime, offset: Offset) -> f64 {
    offset.to_timestamp(civil).map_or(f64::NAN, |stamp| stamp.as_second() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i16, m: i8, d: i8) -> Date {
        Date::new(y, m, d).unwrap()
    }

    #[test]
    fn days_of_a_clock_change_have_46_or_50_half_hours() {
        let warsaw = Zone::named("Europe/Warsaw").unwrap();
        assert_eq!(warsaw.half_hours(date(2026, 3, 29)), 46);
        assert_eq!(warsaw.half_hours(date(2026, 10, 25)), 50);
        assert_eq!(warsaw.half_hours(date(2026, 10, 24)), 48);
        assert!(Zone::named("Europe/Poznan").is_none());
    }

    #[test]
    fn the_hour_left_out_never_comes_and_the_repeated_comes_twice() {
        let mut warsaw = Zone::named("Europe/Warsaw").unwrap();
        assert_eq!(warsaw.occurs(date(2026, 3, 29), 2.5 * 3600.0), Occurs::Never);
        // 25 October 2026, 02:30 in Warsaw: 00:30 UTC (summer time) and 01:30 UTC.
        let half_past = 1_792_888_200.0;
        let occurs = warsaw.occurs(date(2026, 10, 25), 2.5 * 3600.0);
        assert_eq!(occurs, Occurs::Twice(half_past, half_past + 3600.0));
        assert_eq!(Zone::in_order(occurs, None), Some(half_past));
        assert_eq!(Zone::in_order(occurs, Some(half_past + 60.0)), Some(half_past));
        assert_eq!(Zone::in_order(occurs, Some(half_past + 900.0)), Some(half_past + 3600.0));
    }

    #[test]
    fn local_time_and_back() {
        let mut warsaw = Zone::named("Europe/Warsaw").unwrap();
        for day in [date(1999, 2, 1), date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)] {
            for half in 0..48 {
                let wall = f64::from(half) * 1800.0 + 0.25;
                for at in match warsaw.occurs(day, wall) {
                    Occurs::Once(at) => vec![at],
                    Occurs::Twice(first, second) => vec![first, second],
                    Occurs::Never => vec![],
                } {
                    assert_eq!(warsaw.local(at), Some((day, wall)));
                }
            }
        }
    }
}
