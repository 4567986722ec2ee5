//! Leaders on duty, minute by minute, wherever a line asks for some.

use super::Case;
use super::cover::{closing, first_start, present};
use super::person::Person;
use crate::domain::finding::{Counted, Fault};
use crate::wire::roster_answer::Roster;
use crate::witness::check::needs::open;

const WEEK: i32 = 7 * 1440;

/// Recounts the leaders of every open interval; person-hours short of them.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) -> f64 {
    let (mut short, mut rows) = (0.0, 0);
    for w in 0..case.settings.weeks as i32 {
        let scenario = case.week(7 * w);
        let open = open(scenario, &closing(scenario, case.settings));
        for (line, open) in open.iter().enumerate() {
            let least = case.settings.leaders[line];
            let asked = open.iter().enumerate().filter(|(_, open)| **open && least > 0);
            for (interval, _) in asked {
                rows += 1;
                short += interval_of(case, roster, people, (w, interval, line, least));
            }
        }
    }
    if rows != roster.leaders.len() {
        let (claimed, expected) = (roster.leaders.len().to_string(), rows.to_string());
        case.add("leaders", Fault::InsteadOf { claimed, what: Counted::Rows, expected });
    }
    short
}

/// Person-hours short of leaders in one interval, whose row is held against what people work.
fn interval_of(
    case: &mut Case<'_>,
    roster: &Roster,
    people: &[Person<'_>],
    (w, interval, line, least): (i32, usize, usize, u32),
) -> f64 {
    let grid = case.scenario.calendar.grid;
    let (weekday, minute) = grid.start_of(interval);
    let day = 7 * w + weekday.index() as i32;
    let from = w * WEEK + weekday.index() as i32 * 1440 + minute as i32;
    let step = grid.minutes() as i32;
    let leads = |p: &&Person<'_>| {
        p.consultant.personal.leader && p.consultant.personal.lines.contains(&line)
    };
    let minutes: u32 = people.iter().filter(leads).map(|p| present(p, from, from + step)).sum();
    let on_duty = f64::from(minutes) / f64::from(step);
    let id = case.scenario.lines[line].id.clone();
    let (date, start) =
        (case.date(day).to_string(), format!("{:02}:{:02}", minute / 60, minute % 60));
    let place = format!("leaders, {date} {start} {id}");
    let row = |row: &&crate::wire::roster_answer::Leaders| {
        (&row.date, &row.start, &row.line) == (&date, &start, &id)
    };
    match roster.leaders.iter().find(row) {
        None => case.add(&place, Fault::NoCoverage),
        Some(row) => {
            if (row.on_duty - on_duty).abs() > 1e-4 {
                let claimed = row.on_duty;
                case.add(&place, Fault::OnDutyClaimed { claimed, recomputed: on_duty });
            }
            if row.required != least {
                case.add(&place, Fault::RequiredClaimed { claimed: row.required, least });
            }
        }
    }
    // What only a night shift of the week before could give is asked of nobody.
    let asked = !(day == 0 && minute < first_start(case));
    let lack = f64::from(least) - on_duty;
    if asked && lack > 1e-6 { lack * grid.hours() } else { 0.0 }
}
