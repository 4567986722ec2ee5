//! The roster as calendar files (RFC 5545), one for each person.
//!
//! **Identity.** An entry is a person's day: its UID is made of a digest of the person's word in the
//! scenario and the date, whatever is worked that day. So a later file replaces the old entry of the day,
//! and a shift that becomes another, or an absence, never leaves a second entry behind.
//!
//! **Versions.** The folder remembers: an entry that the earlier file has in the same words keeps its
//! SEQUENCE, one that changed has the next number, one that is gone stays as `STATUS:CANCELLED` with the
//! next number, so that programs take it out. Entries outside the weeks planned stay as they are. DTSTAMP
//! comes from no clock: it is the day a week before the first Monday (the notice of KP 129 §3), a minute
//! later for each number of the sequence; so it grows with it, and the same roster gives the same bytes.
//!
//! Where the roster is a version after another ([`Edition`](crate::wire::roster_answer::Edition)), entries that changed
//! since have the next number and those that are gone are cancelled in any folder, also a new one.
//!
//! **Times** are instants in UTC, from the wall clock of the zone, with the zone database built into
//! obsada: right on both sides of a change of the clocks, without a VTIMEZONE for programs to read
//! differently.

mod event;
mod issued;

use crate::domain::cause::HandoverCause;
use crate::domain::error::{Place, Problem};
use crate::domain::units::Language;
use crate::handover::names::Names;
use crate::records::{Occurs, Zone};
use crate::report::words::hand_over::{Words, words};
use crate::report::words::numbers;
use crate::report::words::roster::off_phone;
use crate::scenario::Scenario;
use crate::wire::roster_answer::{Code, Day, Person, Roster, Shift};
use event::{Calendar, Event, escaped};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Who made the files.
const PRODUCT: &str = "PRODID:-//obsada//roster//EN";

/// What calendars are written from.
pub struct Setting<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The roster.
    pub roster: &'a Roster,
    /// Names and addresses.
    pub names: &'a Names,
    /// IANA name of the zone of the scenario's times.
    pub zone: &'a str,
    /// Language of the entries.
    pub language: Language,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name within the folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The files of a folder: a calendar for each person, those of people who are gone with their entries
/// cancelled, and `people.csv`, which says whose is which. `earlier` are the calendars that the folder
/// has, by name.
///
/// # Errors
/// E923 for an unknown zone, E988 for each earlier calendar that is not as it was written.
pub fn calendars(
    setting: &Setting<'_>,
    earlier: &BTreeMap<String, String>,
) -> Result<Vec<File>, Vec<Problem>> {
    let Some(mut zone) = Zone::named(setting.zone) else {
        let zone = setting.zone.to_owned();
        return Err(vec![Problem::without_place(HandoverCause::NoZone { zone })]);
    };
    let mut before = read(earlier)?;
    let mut files = Vec::new();
    let mut table = Vec::new();
    let gone = issued::gone(setting);
    let people: Vec<&Person> = setting.roster.people.iter().chain(&gone).collect();
    for (person, name) in people.iter().copied().zip(file_names(&people)) {
        let old = before.remove(&name).map_or_else(Vec::new, |calendar| calendar.events);
        let old = issued::with_published(setting, &mut zone, (person, old));
        let own: Vec<Event> =
            person.days.iter().filter_map(|day| entry(setting, &mut zone, person, day)).collect();
        let shown = setting.names.shown(&person.name);
        let events = issued::numbered(setting, person, merged(setting, old, own));
        let calendar = Calendar { head: head(setting, shown), events };
        let email = setting.names.email(&person.name).unwrap_or_default();
        table.push(vec![person.name.clone(), shown.into(), email.into(), name.clone()]);
        files.push(File { name, text: event::written(&calendar) });
    }
    for (name, mut calendar) in before {
        calendar.events = merged(setting, calendar.events, Vec::new());
        files.push(File { name, text: event::written(&calendar) });
    }
    let text = crate::report::csv::written(&["id", "name", "email", "file"], table.into_iter());
    files.push(File { name: "people.csv".into(), text });
    Ok(files)
}

fn read(earlier: &BTreeMap<String, String>) -> Result<BTreeMap<String, Calendar>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut all = BTreeMap::new();
    for (name, text) in earlier {
        match event::read(text, PRODUCT) {
            Ok(calendar) => {
                all.insert(name.clone(), calendar);
            }
            Err((line, why)) => problems.push(Problem {
                place: Some(Place { file: name.clone(), line, column: 1, span: 0..0 }),
                cause: HandoverCause::Calendar { file: name.clone(), words: why }.into(),
            }),
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

/// A file name for each person: letters and digits of their word in the scenario; where two would share
/// one, or where it is a name that some systems keep for devices, a digest stands behind it.
fn file_names(people: &[&Person]) -> Vec<String> {
    let plain: Vec<String> = people.iter().map(|p| slug(&p.name)).collect();
    let twice = |k: usize| plain.iter().filter(|other| **other == plain[k]).count() > 1;
    (0..people.len())
        .map(|k| {
            let digest = if plain[k].is_empty() || twice(k) || is_device(&plain[k]) {
                digest(&people[k].name)
            } else {
                String::new()
            };
            let joint = if plain[k].is_empty() || digest.is_empty() { "" } else { "-" };
            format!("{}{joint}{}.ics", plain[k], digest.get(..8).unwrap_or_default())
        })
        .collect()
}

/// Whether Windows keeps a name for a device, whatever ending follows it.
fn is_device(name: &str) -> bool {
    let numbered = ["com", "lpt"].iter().find_map(|kind| name.strip_prefix(kind));
    ["con", "prn", "aux", "nul"].contains(&name)
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
}

fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        let plain = match c {
            'ą' => 'a',
            'ć' => 'c',
            'ę' => 'e',
            'ł' => 'l',
            'ń' => 'n',
            'ó' => 'o',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        };
        if plain != '-' || !(out.is_empty() || out.ends_with('-')) {
            out.push(plain);
        }
    }
    out.trim_end_matches('-').chars().take(60).collect()
}

/// Twenty hexadecimal digits that stand for a person.
fn digest(name: &str) -> String {
    let hash = Sha256::digest(format!("obsada calendar\n{name}"));
    hash.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

fn head(setting: &Setting<'_>, shown: &str) -> Vec<String> {
    let title = &setting.roster.scenario.title;
    vec![
        "VERSION:2.0".into(),
        PRODUCT.into(),
        "CALSCALE:GREGORIAN".into(),
        "METHOD:PUBLISH".into(),
        format!("X-WR-CALNAME:{}", escaped(&format!("{shown} – {title}"))),
        format!("X-WR-TIMEZONE:{}", setting.zone),
    ]
}

/// The entry of a day, in its first version; a day off has none.
fn entry(setting: &Setting<'_>, zone: &mut Zone, person: &Person, day: &Day) -> Option<Event> {
    let w = words(setting.language);
    let date: Date = day.date.parse().ok()?;
    let compact = compact(date);
    let mut lines = match (&day.shift, day.code) {
        (Some(shift), _) => {
            let (start, end) = instants(zone, date, shift)?;
            vec![
                format!("DTSTART:{start}"),
                format!("DTEND:{end}"),
                format!("SUMMARY:{} {}", w.calendar_shift, shift.hours_text().join("-")),
                format!("DESCRIPTION:{}", escaped(&description(setting, w, person, shift))),
                "TRANSP:OPAQUE".to_owned(),
            ]
        }
        (None, Code::Absent) => vec![
            format!("DTSTART;VALUE=DATE:{compact}"),
            format!("DTEND;VALUE=DATE:{}", self::compact(date.tomorrow().ok()?)),
            format!("SUMMARY:{}", w.calendar_absent),
            "TRANSP:TRANSPARENT".to_owned(),
        ],
        _ => return None,
    };
    lines.push("CLASS:PRIVATE".to_owned());
    Some(Event {
        uid: event::uid(&digest(&person.name), &compact),
        day: compact,
        sequence: 0,
        cancelled: false,
        stamp: String::new(),
        lines,
    })
}

fn description(setting: &Setting<'_>, w: &Words, person: &Person, shift: &Shift) -> String {
    let breaks: Vec<String> = shift.breaks_text().into_iter().map(|pair| pair.join("-")).collect();
    let line = |id: &String| {
        let lines = &setting.scenario.lines;
        lines.iter().find(|l| l.id == *id).map_or(id.clone(), |l| l.name.clone())
    };
    let lines: Vec<String> = person.lines.iter().map(line).collect();
    let mut rows = Vec::new();
    if !breaks.is_empty() {
        rows.push(format!("{}: {}", w.breaks, breaks.join(", ")));
    }
    let off = shift.off_phone_text();
    if !off.is_empty() {
        rows.push(format!("{}: {}", off_phone(setting.language), off.join(", ")));
    }
    rows.push(format!("{}: {}", w.paid, numbers::tenths(shift.paid_hours, setting.language)));
    rows.push(format!("{}: {}", w.lines, lines.join(", ")));
    rows.join("\n")
}

/// Start and end of a shift in UTC.
fn instants(zone: &mut Zone, date: Date, shift: &Shift) -> Option<(String, String)> {
    let span = shift.worked.span();
    Some((instant(zone, date, span.from())?, instant(zone, date, span.to())?))
}

/// A minute after midnight of a day; where clocks are put forward over it, the minute after the change.
fn instant(zone: &mut Zone, date: Date, minute: u32) -> Option<String> {
    let days = i64::from(minute / 1440);
    let date = date.checked_add(jiff::Span::new().days(days)).ok()?;
    let wall = f64::from(minute % 1440) * 60.0;
    let second = match zone.occurs(date, wall) {
        Occurs::Once(at) | Occurs::Twice(at, _) => at,
        Occurs::Never => match zone.occurs(date, wall + 3600.0) {
            Occurs::Once(at) | Occurs::Twice(at, _) => at,
            Occurs::Never => return None,
        },
    };
    let at = jiff::Timestamp::from_second(second as i64).ok()?;
    Some(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}

fn compact(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// The entries of a person after the earlier ones: kept, changed, cancelled.
fn merged(setting: &Setting<'_>, old: Vec<Event>, own: Vec<Event>) -> Vec<Event> {
    let planned = |day: &str| {
        setting
            .roster
            .people
            .iter()
            .take(1)
            .flat_map(|p| &p.days)
            .any(|d| d.date.replace('-', "") == day)
    };
    let mut all: BTreeMap<(String, String), Event> = BTreeMap::new();
    for mut event in old {
        if planned(&event.day) && !event.cancelled {
            let gone = !own.iter().any(|new| new.uid == event.uid);
            if gone {
                event.cancelled = true;
                event.sequence += 1;
                event.stamp = stamp(setting, event.sequence);
            }
        }
        all.insert((event.day.clone(), event.uid.clone()), event);
    }
    for mut event in own {
        let key = (event.day.clone(), event.uid.clone());
        if let Some(before) = all.get(&key) {
            if !before.cancelled && before.lines == event.lines {
                continue;
            }
            event.sequence = before.sequence + 1;
        }
        event.stamp = stamp(setting, event.sequence);
        all.insert(key, event);
    }
    all.into_values().collect()
}

/// When a version counts as written.
fn stamp(setting: &Setting<'_>, sequence: u32) -> String {
    let monday = setting.roster.weeks.first().and_then(|w| w.parse::<Date>().ok());
    let monday = monday.unwrap_or(Date::constant(2000, 1, 10));
    let notice = monday.checked_sub(jiff::Span::new().days(7)).unwrap_or(monday);
    let minutes = jiff::Span::new().minutes(i64::from(sequence));
    let at = notice.to_datetime(jiff::civil::Time::midnight());
    at.checked_add(minutes).unwrap_or(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}
