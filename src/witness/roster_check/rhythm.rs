//! How the days fall, counted anew from each person's calendar.

use super::patterns::Calendar;
use super::person::Person;
use super::{Case, near, rules};
use crate::domain::finding::{Fault, Finding};
use crate::wire::roster_answer::{Goal, Rhythm, Roster};

const DAY: i32 = 1440;

/// Holds what the roster tells of how its days fall against a count of its own; rosters made before tell nothing.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    let Some(claimed) = &roster.rhythm else {
        // A stage of the days that says nothing of them is half told.
        if roster.stages.iter().any(|stage| stage.stage == Goal::Rhythm) {
            case.add("rhythm", Fault::Missing);
        }
        return;
    };
    let own = counts(case, people);
    let each = people.iter().map(|person| jumps(case, person));
    let (minutes, pairs) = each.fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    let jump = if pairs == 0 { 0.0 } else { f64::from(minutes) / f64::from(pairs) };
    let told = [
        ("rhythm.single_days", f64::from(claimed.single_days), f64::from(own[0])),
        ("rhythm.single_days_off", f64::from(claimed.single_days_off), f64::from(own[1])),
        ("rhythm.thin_weeks", f64::from(claimed.thin_weeks), f64::from(own[2])),
        ("rhythm.start_jump_minutes", claimed.start_jump_minutes, jump),
    ];
    for (place, claimed, recomputed) in told {
        if !near(claimed, recomputed) {
            case.add(place, Fault::SumClaimed { claimed, recomputed });
        }
    }
    spread(case, claimed, people);
}

/// Single working days, single days off and thin weeks of all.
pub(super) fn uneven(case: &Case<'_>, people: &[Person<'_>]) -> u32 {
    counts(case, people).into_iter().sum()
}

fn counts(case: &Case<'_>, people: &[Person<'_>]) -> [u32; 3] {
    let mut own = [0; 3];
    for person in people {
        let calendar = Calendar::of(case, person, &rules::times(case, person));
        // The last day before the plan may be a single one that only the plan's first day shows.
        for day in -1..case.days() {
            let off_around = calendar.off(day - 1) && calendar.off(day + 1);
            let at_work_around = calendar.works(day - 1) && calendar.works(day + 1);
            own[0] += u32::from(calendar.works(day) && off_around);
            own[1] += u32::from(calendar.off(day) && at_work_around);
        }
        let mondays = (0..case.days()).step_by(7);
        own[2] += mondays.filter(|day| thin(case, person, *day, &calendar)).count() as u32;
    }
    own
}

/// A week of one or two days, of at least four weekdays on which somebody full time is there.
fn thin(case: &Case<'_>, person: &Person<'_>, monday: i32, calendar: &Calendar) -> bool {
    let there = |d: &i32| !case.holiday(*d) && !person.away[*d as usize];
    let there = (monday..monday + 5).filter(there).count();
    let worked = (monday..monday + 7).filter(|d| calendar.works(*d)).count();
    person.contract.weekly_minutes >= 2100 && there >= 4 && (worked == 1 || worked == 2)
}

/// Minutes by which starts of days in a row differ, and how many such pairs there are.
fn jumps(case: &Case<'_>, person: &Person<'_>) -> (i32, i32) {
    let times = rules::times(case, person);
    let start = |day: i32| {
        let own = times.iter().find(|(start, _)| start.div_euclid(DAY) == day);
        own.map(|(start, _)| start - day * DAY)
    };
    let days = (0..case.days()).filter_map(|day| Some((start(day - 1)?, start(day)?)));
    days.fold((0, 0), |(sum, count), (a, b)| (sum + (a - b).abs(), count + 1))
}

/// The least and the most evenings and Saturdays of every contract that somebody is on.
fn spread(case: &mut Case<'_>, claimed: &Rhythm, people: &[Person<'_>]) {
    let mut told = claimed.spread.iter();
    for group in &case.scenario.groups {
        for contract in &group.contracts {
            let of = |p: &&Person<'_>| {
                case.scenario.groups[p.consultant.group].id == group.id
                    && p.contract.id == contract.id
            };
            let mine: Vec<&Person<'_>> = people.iter().filter(of).collect();
            if mine.is_empty() {
                continue;
            }
            let evening = case.settings.evening_from as i32;
            let counts = |is: &dyn Fn(&super::person::Shift) -> bool| -> (u32, u32) {
                let each = mine.iter().map(|p| p.shifts.iter().filter(|s| is(s)).count() as u32);
                (each.clone().min().unwrap_or(0), each.max().unwrap_or(0))
            };
            let evenings = counts(&|s| s.end - s.day() * DAY > evening);
            let saturdays = counts(&|s| s.day() % 7 == 5);
            let right = told.next().is_some_and(|t| {
                (&t.group, &t.contract, t.people as usize) == (&group.id, &contract.id, mine.len())
                    && (t.evenings.least, t.evenings.most) == evenings
                    && (t.saturdays.least, t.saturdays.most) == saturdays
            });
            if !right {
                let place = format!("rhythm.spread {} {}", group.id, contract.id);
                case.found.push(Finding::new(&place, Fault::Spread));
            }
        }
    }
    if told.next().is_some() {
        case.add("rhythm.spread", Fault::Spread);
    }
}
