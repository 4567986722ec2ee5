//! Versions of a roster handed over: calendars of a later version in a folder of their own, and a workbook written from
//! what was published.

use super::desk::{changed, made, scenario, text_cell, with_cell};
use calcard::icalendar::ICalendar;
use obsada::domain::units::Language;
use obsada::handover::calendar::{File, Setting, calendars};
use obsada::handover::names::Names;
use obsada::handover::{read_back, sheet};
use obsada::roster::Options;
use obsada::roster::edition::{Issue, edition};
use obsada::wire::roster_answer::{Code, Roster, Standing};
use std::collections::{BTreeMap, BTreeSet};

fn published(mut roster: Roster, before: Option<&Roster>) -> Roster {
    let on = Some("2026-10-01".parse().unwrap());
    let issue = Issue { state: Standing::Published, on, published: before };
    let settings = scenario().roster.as_ref().unwrap();
    roster.edition = Some(edition((scenario(), settings), &roster, issue).unwrap());
    roster
}

/// A second version, in which four days of two people change.
pub fn later_version() -> Roster {
    let first = published(made().clone(), None);
    let (later, ..) = taken(&first, 2);
    published(later, Some(&first))
}

fn written(roster: &Roster, earlier: &BTreeMap<String, String>) -> Vec<File> {
    let names = Names::default();
    let (scenario, zone, language) = (scenario(), "Europe/Warsaw", Language::En);
    calendars(&Setting { scenario, roster, names: &names, zone, language }, earlier).unwrap()
}

fn folder(files: &[File]) -> BTreeMap<String, String> {
    let calendars = files.iter().filter(|f| f.name.ends_with(".ics"));
    calendars.map(|f| (f.name.clone(), f.text.clone())).collect()
}

/// By identity: number, whether it is cancelled, and the rest, of all calendars.
fn entries(files: &[File]) -> BTreeMap<String, (u32, bool, String)> {
    let mut all = BTreeMap::new();
    for (_, text) in folder(files) {
        assert!(ICalendar::parse(&text).is_ok());
        for entry in text.split("BEGIN:VEVENT\r\n").skip(1) {
            let of =
                |key: &str| entry.lines().find_map(|l| l.strip_prefix(key)).unwrap().to_owned();
            assert!(entry.contains("DTSTART"), "{entry}");
            let rest = entry
                .lines()
                .filter(|l| !["SEQ", "DTSTAMP", "STATUS"].iter().any(|k| l.starts_with(k)));
            let number = of("SEQUENCE:").parse().unwrap();
            let cancelled = of("STATUS:") == "CANCELLED";
            let rest = rest.collect::<Vec<_>>().join("\n");
            assert!(all.insert(of("UID:"), (number, cancelled, rest)).is_none());
        }
    }
    all
}

/// Days of the first people who work, two of each: the first is off afterwards, the second away.
fn taken(roster: &Roster, people: usize) -> (Roster, BTreeSet<String>, BTreeSet<String>) {
    let mut later = roster.clone();
    let (mut off, mut away) = (BTreeSet::new(), BTreeSet::new());
    for person in later.people.iter_mut().filter(|p| p.paid_hours > 20.0).take(people) {
        let worked: Vec<usize> = (0..14).filter(|d| person.days[*d].shift.is_some()).collect();
        for (d, code) in [(worked[0], Code::Off), (worked[1], Code::Absent)] {
            person.days[d].shift = None;
            person.days[d].code = code;
            let day = format!("{} {}", person.name, person.days[d].date);
            if code == Code::Off {
                off.insert(day)
            } else {
                away.insert(day)
            };
        }
    }
    (later, off, away)
}

#[test]
fn a_later_version_raises_and_cancels_in_a_folder_of_its_own() {
    let none = BTreeMap::new();
    let first = published(made().clone(), None);
    let before = entries(&written(&first, &none));
    assert!(before.values().all(|(number, cancelled, _)| (*number, *cancelled) == (0, false)));
    let (later, off, away) = taken(&first, 2);
    let second = published(later, Some(&first));
    let after = entries(&written(&second, &none));
    // The same identities: nobody gets a second entry for a day.
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let raised: Vec<_> = after.iter().filter(|(_, entry)| entry.0 == 1).collect();
    assert_eq!(raised.len(), off.len() + away.len());
    let cancelled = after.values().filter(|entry| entry.1).count();
    assert_eq!(cancelled, off.len());
    for (uid, (number, ..)) in &after {
        assert_eq!(*number == 1, before[uid].2 != after[uid].2 || after[uid].1, "{uid}");
    }
    // What is cancelled lies where it lay, so that programs find it.
    for (uid, (_, cancelled, rest)) in &after {
        let start =
            |text: &str| text.lines().find(|l| l.starts_with("DTSTART")).unwrap().to_owned();
        assert!(!cancelled || start(rest) == start(&before[uid].2));
    }
    // Back to what was first published: higher again, cancelled no more; the second folder carried on says the same.
    let third = published(made().clone(), Some(&second));
    let fresh = entries(&written(&third, &none));
    let carried = entries(&written(&third, &folder(&written(&second, &none))));
    for (uid, (number, cancelled, rest)) in &fresh {
        assert!(!cancelled);
        let expected = if after[uid].0 == 1 { 2 } else { 0 };
        assert_eq!((*number, rest), (expected, &before[uid].2), "{uid}");
        assert_eq!((carried[uid].0, carried[uid].1), (*number, false));
    }
    // A folder that saw the first version only goes past the number of the second, which others may hold.
    let skipped = entries(&written(&third, &folder(&written(&first, &none))));
    assert_eq!(skipped.values().filter(|e| e.0 == 2).count(), off.len() + away.len());
    // A version that changes nothing of those days remembers their numbers.
    let (other, ..) = taken(&second, 3);
    let fourth = published(other, Some(&second));
    let kept = entries(&written(&fourth, &none));
    assert!(raised.iter().all(|(uid, _)| kept[*uid].0 >= 1));
}

#[test]
fn who_is_gone_gets_a_calendar_of_cancelled_entries() {
    let none = BTreeMap::new();
    let first = published(made().clone(), None);
    let mut later = made().clone();
    let name = later.people.iter().find(|p| p.paid_hours > 20.0).unwrap().name.clone();
    let own = later.people.iter().find(|p| p.name == name).unwrap();
    let there = own.days.iter().filter(|d| d.code != Code::Off).count();
    later.people.retain(|p| p.name != name);
    let files = written(&published(later, Some(&first)), &none);
    let file = files.iter().find(|f| f.name == format!("{}.ics", name.to_lowercase())).unwrap();
    let own = entries(std::slice::from_ref(file));
    assert_eq!(own.len(), there);
    assert!(own.values().all(|(number, cancelled, _)| (*number, *cancelled) == (1, true)));
}

#[test]
fn a_workbook_of_what_was_published_is_a_draft_once_edited() {
    let first = published(made().clone(), None);
    let book = sheet::workbook(scenario(), &first, &Names::default(), Language::En).unwrap();
    let options = Options { rounds: 10, ..Options::default() };
    let read = |bytes| read_back::read(bytes, "r.xlsx", scenario(), &options).unwrap();
    let same = read(book.clone());
    assert_eq!(same.roster.edition, first.edition);
    // A day beyond the three on which the first person is away.
    let edited = changed(&book, |sheet, xml| match sheet {
        1 => with_cell(&xml, "I6", &text_cell("I6", "N")),
        _ => xml,
    });
    let edited = read(edited);
    assert!(edited.edited);
    assert_eq!(edited.roster.edition, None);
    assert_eq!(edited.written.unwrap().edition, first.edition);
}
