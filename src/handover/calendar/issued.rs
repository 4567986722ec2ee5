//! What calendars know of the versions of a roster published before, without the folder that they went to.
//!
//! A day that changed last in version n has the sequence n − 1, and one that is as it was first published 0. So whoever
//! took the calendar of an older version takes the new entry for the newer one, wherever the files of this version lie.

use super::Setting;
use super::event::Event;
use crate::records::Zone;
use crate::wire::roster_answer::{Code, Day, OnDay, Person, Shift};

/// The entries of a person as the versions before leave them: those of the folder, and where it has none those that
/// changed since they were published, each as it was last.
pub(super) fn with_published(
    setting: &Setting<'_>,
    zone: &mut Zone,
    (person, old): (&Person, Vec<Event>),
) -> Vec<Event> {
    let mut all = old;
    for (date, _, held) in changed(setting, person) {
        // An entry that there was not counts as one that was cancelled: its number is taken.
        let shown = if held == OnDay::Off { OnDay::Absent } else { held.clone() };
        let known = super::entry(setting, zone, person, &day(&date, &shown));
        let Some(mut event) = known.filter(|e| all.iter().all(|own| own.uid != e.uid)) else {
            continue;
        };
        event.cancelled = held == OnDay::Off;
        event.lines.retain(|line| !line.starts_with("DESCRIPTION"));
        event.stamp = super::stamp(setting, event.sequence);
        all.push(event);
    }
    all
}

/// The entries with no sequence below that of the version which changed their day.
pub(super) fn numbered(setting: &Setting<'_>, person: &Person, mut all: Vec<Event>) -> Vec<Event> {
    for (date, version, _) in changed(setting, person) {
        let least = version.saturating_sub(1);
        let compact = date.replace('-', "");
        for event in all.iter_mut().filter(|e| e.day == compact && e.sequence < least) {
            event.sequence = least;
            event.stamp = super::stamp(setting, least);
        }
    }
    all
}

/// Days of a person that changed, each with the version that changed it and what it held before.
fn changed(setting: &Setting<'_>, person: &Person) -> Vec<(String, u32, OnDay)> {
    let Some(edition) = &setting.roster.edition else { return Vec::new() };
    let name = &person.name;
    let now = edition.changes.iter().filter(|c| c.name == *name);
    let now = now.map(|c| (c.date.clone(), edition.version, c.before.clone()));
    let then = edition.earlier.iter().filter(|e| e.name == *name);
    now.chain(then.map(|e| (e.date.clone(), e.version, e.before.clone()))).collect()
}

/// People of versions before who are in the roster no more, without their days.
pub(super) fn gone(setting: &Setting<'_>) -> Vec<Person> {
    let Some(edition) = &setting.roster.edition else { return Vec::new() };
    let names = edition.changes.iter().map(|c| &c.name);
    let mut gone: Vec<&String> = names
        .chain(edition.earlier.iter().map(|e| &e.name))
        .filter(|name| setting.roster.people.iter().all(|p| p.name != **name))
        .collect();
    gone.sort();
    gone.dedup();
    gone.into_iter().map(|name| nobody(name)).collect()
}

fn nobody(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        group: String::new(),
        contract: String::new(),
        lines: Vec::new(),
        paid_hours: 0.0,
        norm_hours: None,
        evenings: 0,
        weekend_days: 0,
        days: Vec::new(),
    }
}

/// A day as a roster has it; what it was paid is not known any more and in no calendar.
fn day(date: &str, held: &OnDay) -> Day {
    let (code, shift) = match held {
        OnDay::Off => (Code::Off, None),
        OnDay::Absent => (Code::Absent, None),
        OnDay::Works(worked) => {
            let worked = worked.clone();
            let (rule, paid_hours, cost) = (String::new(), 0.0, 0.0);
            let shift = Shift {
                worked,
                rule,
                paid_hours,
                cost,
                fixed: false,
                window_shortened: false,
                off_phone: Vec::new(),
            };
            (Code::Shift, Some(shift))
        }
    };
    Day { date: date.to_owned(), code, shift }
}
