//! Calendars, read by a parser that shares nothing with their writer.

use super::desk::{made, scenario};
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarProperty};
use obsada::domain::units::Language;
use obsada::handover::calendar::{File, Setting, calendars};
use obsada::handover::names::Names;
use obsada::wire::roster_answer::{Code, Roster};
use std::collections::BTreeMap;

fn written(roster: &Roster, earlier: &BTreeMap<String, String>) -> Vec<File> {
    let names = Names::default();
    let (scenario, zone, language) = (scenario(), "Europe/Warsaw", Language::Pl);
    calendars(&Setting { scenario, roster, names: &names, zone, language }, earlier).unwrap()
}

fn folder(files: &[File]) -> BTreeMap<String, String> {
    let calendars = files.iter().filter(|f| f.name.ends_with(".ics"));
    calendars.map(|f| (f.name.clone(), f.text.clone())).collect()
}

/// Value of a property as the parser writes it again, or its line in the file.
fn line<'a>(text: &'a str, uid: &str, name: &str) -> &'a str {
    let entry = text.split("BEGIN:VEVENT").find(|e| e.contains(&format!("UID:{uid}"))).unwrap();
    entry.lines().find_map(|l| l.strip_prefix(&format!("{name}:"))).unwrap().trim_end()
}

fn events(text: &str) -> Vec<ICalendarComponent> {
    let calendar = ICalendar::parse(text).unwrap();
    calendar.components.into_iter().filter(|c| c.uid().is_some()).collect()
}

#[test]
fn every_shift_is_an_entry_with_its_own_identity() {
    let files = written(made(), &BTreeMap::new());
    assert_eq!(files, written(made(), &BTreeMap::new()));
    let mut uids = Vec::new();
    for (person, file) in made().people.iter().zip(&files) {
        assert_eq!(file.name, format!("{}.ics", person.name.to_lowercase()));
        let own = events(&file.text);
        let days: Vec<_> = person.days.iter().filter(|d| d.code != Code::Off).collect();
        assert_eq!(own.len(), days.len());
        for (event, day) in own.iter().zip(days) {
            let summary = event.property(&ICalendarProperty::Summary).unwrap();
            let summary = summary.values[0].as_text().unwrap();
            let expected = match &day.shift {
                Some(shift) => format!("Zmiana {}", shift.hours_text().join("-")),
                None => "N (nieobecność)".to_owned(),
            };
            assert_eq!(summary, expected);
            let uid = event.uid().unwrap().to_owned();
            assert!(uid.contains(&day.date.replace('-', "")));
            if let Some(shift) = day.shift.as_ref().filter(|s| !s.worked.breaks().is_empty()) {
                let text = event.property(&ICalendarProperty::Description).unwrap();
                let text = text.values[0].as_text().unwrap();
                assert!(
                    text.contains(&shift.breaks_text()[0].join("-"))
                        && text.contains("City, day; night")
                );
            }
            uids.push(uid);
        }
        assert!(file.text.split("\r\n").all(|line| line.len() <= 75));
        for word in ["sick", "court", "P0"] {
            let name = format!("X-WR-CALNAME:{}", person.name);
            assert!(!file.text.replace(&name, "").contains(word), "{word}");
        }
    }
    let count = uids.len();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), count);
}

/// Local minutes of a day as UTC: summer time ends on 25 October 2026 at 3:00.
fn utc(date: &str, clock: &str, next: bool) -> String {
    let (hour, minute): (i32, i32) = (clock[..2].parse().unwrap(), clock[3..].parse().unwrap());
    let day: i32 = date[8..].parse().unwrap();
    let november = date.contains("-11-");
    let absolute = (if november { day + 31 } else { day } + i32::from(next)) * 24 + hour;
    let summer = absolute < 25 * 24 + 3;
    let at = absolute - if summer { 2 } else { 1 };
    let (day, hour) = (at / 24, at % 24);
    let (month, day) = if day > 31 { (11, day - 31) } else { (10, day) };
    format!("2026{month:02}{day:02}T{hour:02}{minute:02}00Z")
}

#[test]
fn times_are_right_on_both_sides_of_the_change_of_clocks() {
    let mut over = 0;
    for (person, file) in made().people.iter().zip(written(made(), &BTreeMap::new())) {
        let own = events(&file.text);
        for day in person.days.iter().filter(|d| d.shift.is_some()) {
            let shift = day.shift.as_ref().unwrap();
            let compact = day.date.replace('-', "");
            let uid = own.iter().filter_map(|e| e.uid()).find(|u| u.contains(&compact)).unwrap();
            let [start, end] = shift.hours_text();
            let night = end <= start;
            assert_eq!(line(&file.text, uid, "DTSTART"), utc(&day.date, &start, false));
            assert_eq!(line(&file.text, uid, "DTEND"), utc(&day.date, &end, night));
            over += usize::from(night && day.date == "2026-10-24");
        }
    }
    assert!(over > 0, "nobody works in the night of the change");
}

#[test]
fn a_later_folder_replaces_cancels_and_keeps() {
    let first = written(made(), &BTreeMap::new());
    assert_eq!(written(made(), &folder(&first)), first, "the same roster changes nothing");
    let mut later = made().clone();
    let person =
        later.people.iter_mut().find(|p| p.days.iter().any(|d| d.shift.is_some())).unwrap();
    let name = person.name.clone();
    let days: Vec<usize> = (0..14).filter(|d| person.days[*d].shift.is_some()).collect();
    let (gone, ill) = (days[0], days[1]);
    for (d, code) in [(gone, Code::Off), (ill, Code::Absent)] {
        person.days[d].shift = None;
        person.days[d].code = code;
    }
    let dates = [gone, ill].map(|d| person.days[d].date.replace('-', ""));
    let second = written(&later, &folder(&first));
    let of = |files: &[File]| {
        files.iter().find(|f| f.name.starts_with(&name.to_lowercase())).unwrap().text.clone()
    };
    let (before, after) = (of(&first), of(&second));
    let uid = |text: &str, date: &str| {
        events(text).iter().filter_map(|e| e.uid()).find(|u| u.contains(date)).unwrap().to_owned()
    };
    for (date, status) in [(&dates[0], "CANCELLED"), (&dates[1], "CONFIRMED")] {
        let own = uid(&before, date);
        assert_eq!(uid(&after, date), own);
        assert_eq!(line(&after, &own, "SEQUENCE"), "1");
        assert_eq!(line(&after, &own, "STATUS"), status);
        assert!(line(&after, &own, "DTSTAMP") > line(&before, &own, "DTSTAMP"));
    }
    assert_eq!(after.matches("SEQUENCE:1").count(), 2);
    // Back to the first: the numbers go on.
    let third = of(&written(made(), &folder(&second)));
    assert_eq!(third.matches("SEQUENCE:2").count(), 2);
    assert!(!third.contains("CANCELLED"));
    // Who is no longer in the roster has all entries cancelled.
    later.people.retain(|p| p.name != name);
    let left = of(&written(&later, &folder(&second)));
    assert_eq!(left.matches("CANCELLED").count(), left.matches("BEGIN:VEVENT").count());
}

#[test]
fn an_earlier_file_that_is_not_ours_stops_everything() {
    let names = Names::default();
    let setting = Setting {
        scenario: scenario(),
        roster: made(),
        names: &names,
        zone: "Europe/Warsaw",
        language: Language::En,
    };
    let earlier =
        BTreeMap::from([("a.ics".to_owned(), "BEGIN:VCALENDAR\nX:1\nEND:VCALENDAR\n".to_owned())]);
    assert_eq!(calendars(&setting, &earlier).unwrap_err()[0].code(), "E988");
    let lost = Setting { zone: "Europe/Warszawa", ..setting };
    assert_eq!(calendars(&lost, &BTreeMap::new()).unwrap_err()[0].code(), "E923");
}
