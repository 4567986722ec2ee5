//! A plan as half-hours to hold records against.

use crate::estimate::against::{Planned, PlannedWeek};
use crate::estimate::{HALF_HOURS, start_minute};
use crate::wire::answer::{Interval, Plan};

/// What a plan says of each half-hour, of one line or of all its lines together; intervals shorter than half an hour
/// are put together, hours are halved.
pub(super) fn week(plan: &Plan, line: Option<&str>) -> PlannedWeek {
    let mut week: PlannedWeek = [[None; HALF_HOURS]; 7];
    let length = plan.scenario.interval_minutes.max(1);
    let rows: Vec<&Interval> =
        plan.intervals.iter().filter(|row| counts(row, plan, line)).collect();
    for (day, halves) in week.iter_mut().enumerate() {
        for (at, slot) in halves.iter_mut().enumerate() {
            let from = start_minute(at);
            let overlap = |row: &&&Interval| {
                let start = row.start.minutes();
                let shared = (start + length).min(from + 30).saturating_sub(start.max(from));
                row.day.index() == day && shared > 0
            };
            let own: Vec<&&Interval> = rows.iter().filter(overlap).collect();
            if own.is_empty() {
                continue;
            }
            // Calls of an hour come in both of its halves alike.
            let share = 30.0 / f64::from(length.max(30));
            let calls: f64 = own.iter().map(|row| row.attempts * share).sum();
            let work: f64 = own.iter().map(|row| row.attempts * share * row.aht_s).sum();
            let people: f64 = own.iter().map(|row| row.agents_at_phone).sum();
            *slot = Some(Planned {
                calls,
                aht_s: if calls > 0.0 { work / calls } else { 0.0 },
                at_phone: people / own.len() as f64,
            });
        }
    }
    week
}

/// Whether a row is that of the line asked for; else of the largest set of lines of its interval.
fn counts(row: &Interval, plan: &Plan, line: Option<&str>) -> bool {
    match line {
        Some(line) => row.lines == [line],
        None => {
            let same = |other: &&Interval| (other.day, other.start) == (row.day, row.start);
            let most = plan.intervals.iter().filter(same).map(|other| other.lines.len()).max();
            most == Some(row.lines.len())
        }
    }
}
