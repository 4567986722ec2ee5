//! Work away from the phone, recounted from what people's shifts say of it and from the scenario alone.

use super::Case;
use super::person::{Off, Person, Shift};
use crate::domain::clock::Weekday;
use crate::domain::finding::{Counted, Fault, Finding};
use crate::scenario::roster::{Activity, When};
use crate::wire::roster_answer::{Held, Roster};

const DAY: i32 = 1440;

/// Every stretch away from the phone is one that the scenario asks for and lies in its shift beside all else; what is at a
/// set time is attended by everybody who is there; the sums that are told are those of the shifts.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    for person in people {
        for shift in &person.shifts {
            within(case, person, shift);
            shift.off.iter().for_each(|off| asked_for(case, person, (shift, off)));
        }
        let settings = case.settings;
        for activity in &settings.activities {
            if of(case, activity, person) {
                attended(case, person, activity);
            }
        }
    }
    if roster.activities.len() != case.settings.activities.len() {
        let claimed = roster.activities.len().to_string();
        let expected = case.settings.activities.len().to_string();
        case.add("activities", Fault::InsteadOf { claimed, what: Counted::Rows, expected });
        return;
    }
    for (held, activity) in roster.activities.iter().zip(&case.settings.activities) {
        told(case, people, (held, activity));
    }
}

/// Whether an activity is for a person.
fn of(case: &Case<'_>, activity: &Activity, person: &Person<'_>) -> bool {
    let names = activity.people.iter().map(|p| &case.scenario.consultants[*p].name);
    names.into_iter().any(|name| *name == person.consultant.name)
}

fn place(case: &Case<'_>, person: &Person<'_>, day: i32) -> String {
    format!("{} {}", person.consultant.name, case.date(day))
}

/// Stretches lie inside the shift, beside its breaks and each other.
fn within(case: &mut Case<'_>, person: &Person<'_>, shift: &Shift) {
    for (k, off) in shift.off.iter().enumerate() {
        let meets = |(a, b): (i32, i32)| off.from < b && a < off.to;
        let inside = shift.start <= off.from && off.to <= shift.end;
        let alone = !shift.breaks.iter().any(|pause| meets(*pause))
            && !shift.off[..k].iter().any(|other| meets((other.from, other.to)));
        if !(inside && alone) {
            let place = place(case, person, shift.day());
            case.add(&place, Fault::ActivityOverlaps { activity: off.activity.clone() });
        }
    }
}

/// The minutes of a day at which an activity is at a set time.
fn set_on(case: &Case<'_>, activity: &Activity, day: i32) -> Option<(i32, i32)> {
    let When::Set { date, days, start, length } = &activity.when else { return None };
    let weekday = Weekday::ALL[(day % 7) as usize];
    let held = match date {
        Some(date) => *date == case.date(day),
        None => days.contains(&weekday) && !case.holiday(day),
    };
    let from = day * DAY + *start as i32;
    held.then_some((from, from + *length as i32))
}

/// A stretch is one of an activity of the person, at its time, or a piece of it where pieces may lie.
fn asked_for(case: &mut Case<'_>, person: &Person<'_>, (shift, off): (&Shift, &Off)) {
    let known = case.settings.activities.iter().find(|a| a.id == off.activity);
    let day = shift.day();
    let right =
        known.filter(|a| of(case, a, person)).is_some_and(|activity| match &activity.when {
            When::Set { .. } => set_on(case, activity, day) == Some((off.from, off.to)),
            When::Placed { piece, days, between, .. } => {
                let base = day * DAY;
                days.iter().any(|d| d.index() as i32 == day % 7)
                    && off.to - off.from == *piece as i32
                    && base + between.0 as i32 <= off.from
                    && off.to <= base + between.1 as i32
            }
        });
    if !right {
        let place = place(case, person, day);
        case.add(&place, Fault::ActivityElsewhere { activity: off.activity.clone() });
    }
}

/// Who is there attends what is at a set time.
fn attended(case: &mut Case<'_>, person: &Person<'_>, activity: &Activity) {
    for day in 0..case.days() {
        let Some(at) = set_on(case, activity, day) else { continue };
        let here = |off: &Off| off.activity == activity.id && (off.from, off.to) == at;
        let shifts = person.shifts.iter().filter(|shift| shift.day() == day);
        if !person.away[day as usize] && !shifts.flat_map(|s| &s.off).any(here) {
            let place = place(case, person, day);
            case.add(&place, Fault::ActivityMissing { activity: activity.id.clone() });
        }
    }
}

/// Minutes of an activity in the shifts that people start on some days.
fn minutes(people: &[Person<'_>], activity: &Activity, (from, to): (i32, i32)) -> i32 {
    let shifts = people.iter().flat_map(|p| &p.shifts);
    let shifts = shifts.filter(|shift| (from..to).contains(&shift.day()));
    let off = shifts.flat_map(|shift| &shift.off).filter(|off| off.activity == activity.id);
    off.map(|off| off.to - off.from).sum()
}

/// What is told of an activity: its hours, who is excused, and what is not placed.
fn told(case: &mut Case<'_>, people: &[Person<'_>], (held, activity): (&Held, &Activity)) {
    let address = format!("activities, {}", activity.id);
    if held.activity != activity.id {
        case.add(&address, Fault::Missing);
        return;
    }
    let hours = f64::from(minutes(people, activity, (0, case.days()))) / 60.0;
    if (held.hours - hours).abs() > 1e-6 {
        case.add(&address, Fault::SumClaimed { claimed: held.hours, recomputed: hours });
    }
    let mine: Vec<&Person<'_>> = people.iter().filter(|p| of(case, activity, p)).collect();
    let mut excused = Vec::new();
    for person in &mine {
        let away = |day: &i32| person.away[*day as usize] && set_on(case, activity, *day).is_some();
        let days = (0..case.days()).filter(away);
        excused
            .extend(days.map(|day| (person.consultant.name.clone(), case.date(day).to_string())));
    }
    let claimed: Vec<_> = held.excused.iter().map(|e| (e.name.clone(), e.date.clone())).collect();
    if claimed != excused {
        let (claimed, expected) = (claimed.len().to_string(), excused.len().to_string());
        case.add(&address, Fault::InsteadOf { claimed, what: Counted::Those, expected });
    }
    placed(case, people, (held, activity), &mine);
}

/// Pieces of every week, and what is open of them.
fn placed(
    case: &mut Case<'_>,
    people: &[Person<'_>],
    (held, activity): (&Held, &Activity),
    mine: &[&Person<'_>],
) {
    let When::Placed { per_week, shared, .. } = activity.when else { return };
    for w in 0..case.settings.weeks as i32 {
        let monday = case.date(7 * w).to_string();
        let all = |people: &[Person<'_>]| minutes(people, activity, (7 * w, 7 * w + 7));
        let mut own: Vec<(Option<String>, i32)> = Vec::new();
        if shared {
            own.push((None, all(people)));
        } else {
            let of_one = |p: &&Person<'_>| {
                let name = Some(p.consultant.name.clone());
                (name, all(std::slice::from_ref(*p)))
            };
            own.extend(mine.iter().map(of_one));
        }
        for (name, minutes) in own {
            let open = i32::try_from(per_week).unwrap_or(i32::MAX) - minutes;
            let told = held.open.iter().filter(|o| o.name == name && o.week == monday);
            let told: u32 = told.map(|o| o.minutes).sum();
            if open != told as i32 {
                let place = name.map_or_else(|| monday.clone(), |name| format!("{name} {monday}"));
                let (claimed, recomputed) = (f64::from(told), f64::from(open));
                case.add(
                    &format!("activities, {}, {place}", activity.id),
                    Fault::OpenClaimed { claimed, recomputed },
                );
            }
        }
    }
}

/// Notes whoever does placed work off the phone from one minute to another while people are short.
pub(super) fn where_short(case: &mut Case<'_>, people: &[&Person<'_>], (from, to): (i32, i32)) {
    for person in people {
        for off in person.shifts.iter().flat_map(|shift| &shift.off) {
            let known = case.settings.activities.iter().find(|a| a.id == off.activity);
            let to_place = known.is_some_and(|a| matches!(a.when, When::Placed { .. }));
            if to_place && off.from < to && from < off.to {
                let place = place(case, person, from.div_euclid(DAY));
                let fault = Fault::PlacedWhereShort { activity: off.activity.clone() };
                let finding = Finding::new(&place, fault);
                if !case.remarks.contains(&finding) {
                    case.remarks.push(finding);
                }
            }
        }
    }
}
