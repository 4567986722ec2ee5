//! A profile of the day: which share of a day's calls comes when, for records that have one row a day.
//!
//! A table with a time and a share a row, `07:30,0.05`, under a heading that says so. A row stands for the time up to
//! the next one as far as the least distance between rows goes, so quarters, half-hours and hours can be given.

use super::moments;
use crate::domain::cause::ProfileFault;

/// Half-hours of a day.
pub const HALF_HOURS: usize = 48;
/// How far shares may be from 1 together: those of whole percents are.
const ROUNDING: f64 = 0.02;
/// First words of headings.
const TIMES: [&str; 8] = ["time", "start", "from", "hour", "godzina", "godz", "czas", "od"];
const SHARES: [&str; 6] = ["share", "percent", "%", "udział", "udzial", "procent"];

/// Shares of a day's calls by half-hour, together 1.
#[derive(Debug, Clone, PartialEq)]
pub struct DayProfile(pub [f64; HALF_HOURS]);

impl DayProfile {
    /// What calls by half-hour come to; `None` without calls.
    pub fn of_calls(calls: [f64; HALF_HOURS]) -> Option<Self> {
        let all: f64 = calls.iter().sum();
        (all > 0.0).then(|| Self(calls.map(|calls| calls / all)))
    }

    /// Reads a table of times and shares; `None` where its heading is none of such a table.
    pub fn parse(text: &str) -> Option<Result<Self, ProfileFault>> {
        let mut rows = text.trim_start_matches('\u{feff}').lines().enumerate();
        let (_, heading) = rows.find(|(_, row)| !row.trim().is_empty())?;
        let separator = [';', '\t', ','].into_iter().find(|mark| heading.contains(*mark))?;
        let first_word = |cell: Option<&str>| {
            let cell = cell?.trim().trim_matches('"').to_lowercase();
            cell.split([' ', '.', '(']).next().map(str::to_owned)
        };
        let mut cells = heading.split(separator);
        let (time, share) = (first_word(cells.next())?, first_word(cells.next())?);
        if !TIMES.contains(&time.as_str()) || !SHARES.contains(&share.as_str()) {
            return None;
        }
        let filled = rows.filter(|(_, row)| !row.trim().is_empty());
        let read = filled.map(|(at, row)| {
            row_of(row, separator).ok_or(ProfileFault::Row { line: at as u64 + 1 })
        });
        Some(read.collect::<Result<Vec<(u32, f64)>, ProfileFault>>().and_then(of_rows))
    }
}

/// Minute of the day and share of a row.
fn row_of(row: &str, separator: char) -> Option<(u32, f64)> {
    let mut cells = row.split(separator).map(|cell| cell.trim().trim_matches('"').trim());
    let time = cells.next()?.split(['-', '–']).next()?.trim();
    let seconds = moments::time(time, None)?;
    let minute = (seconds / 60.0) as u32;
    let text = cells.next()?;
    let bare = text.trim_end_matches('%').trim();
    // Where commas part the cells they are no decimal marks.
    let number: f64 = match separator {
        ',' => bare.parse().ok()?,
        _ => bare.replace(',', ".").parse().ok()?,
    };
    let share = if bare.len() < text.len() { number / 100.0 } else { number };
    let sound = seconds % 900.0 == 0.0 && share.is_finite() && share >= 0.0;
    sound.then_some((minute, share))
}

/// Half-hours from rows, each of which stands for as long as the least distance between two of them, an hour at most.
fn of_rows(mut rows: Vec<(u32, f64)>) -> Result<DayProfile, ProfileFault> {
    rows.sort_by_key(|(minute, _)| *minute);
    let distances = || rows.windows(2).map(|pair| pair[1].0 - pair[0].0);
    if distances().any(|distance| distance == 0) {
        return Err(ProfileFault::Twice);
    }
    let least = distances().min().ok_or(ProfileFault::Few)?;
    let quarters = (least / 15).clamp(1, 4);
    let sum: f64 = rows.iter().map(|(_, share)| share).sum();
    let whole = if (sum - 100.0).abs() <= 100.0 * ROUNDING { 100.0 } else { 1.0 };
    if (sum - whole).abs() > whole * ROUNDING {
        return Err(ProfileFault::Sum { sum });
    }
    let mut shares = [0.0; HALF_HOURS];
    for (minute, share) in rows {
        for quarter in (minute / 15..minute / 15 + quarters).map(|quarter| quarter as usize) {
            shares[(quarter / 2).min(HALF_HOURS - 1)] += share / sum / f64::from(quarters);
        }
    }
    Ok(DayProfile(shares))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<DayProfile, ProfileFault> {
        DayProfile::parse(text).expect("a profile")
    }

    #[test]
    fn quarters_half_hours_and_hours_are_read() {
        let half_hours = read("time,share\n8:00,0.2\n08:30,0.5\n09:30,0.3\n").unwrap().0;
        assert_eq!(
            (half_hours[16], half_hours[17], half_hours[18], half_hours[19]),
            (0.2, 0.5, 0.0, 0.3)
        );
        let hours = read("Godzina;Udział\n08:00;60%\n09:00;40,0%\n").unwrap().0;
        assert_eq!((hours[16], hours[17], hours[18], hours[19]), (0.3, 0.3, 0.2, 0.2));
        let quarters = read("start\tshare (%)\n08:15\t25\n08:30\t50\n08:45\t25\n").unwrap().0;
        assert_eq!((quarters[16], quarters[17]), (0.25, 0.75));
    }

    #[test]
    fn what_is_no_profile_is_told() {
        assert_eq!(DayProfile::parse("date,offered\n2026-03-02,300\n"), None);
        assert_eq!(read("time,share\n08:00,0.5\n08:30,0.2\n"), Err(ProfileFault::Sum { sum: 0.7 }));
        assert_eq!(
            read("time,share\n08:00,0.5\n8 o'clock,0.5\n"),
            Err(ProfileFault::Row { line: 3 })
        );
        assert_eq!(read("time,share\n08:00,0.5\n08:00,0.5\n"), Err(ProfileFault::Twice));
        assert_eq!(read("time,share\n08:00,1\n"), Err(ProfileFault::Few));
    }
}
