//! State and version of a roster, and what it says changes against the version published before: counted anew from the
//! days of both files, where the other is given; else held against the roster's own days.

use super::person::Person;
use super::{Case, rules};
use crate::domain::finding::{Fault, Finding};
use crate::domain::labour::RuleId;
use crate::wire::roster_answer::{
    Changed, Code, Day, Earlier, Edition, FirstNew, OnDay, Roster, Standing,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody does on a day: begin, end and breaks in minutes; `None`: nothing.
type Does = Option<(Code, Vec<(u32, u32)>)>;

/// Days by person and date.
type Grid = BTreeMap<(String, String), Does>;

/// What is known beside the roster.
struct Recount<'a, 'b> {
    own: Grid,
    edition: &'a Edition,
    people: &'a [Person<'b>],
    on: Option<Date>,
}

/// Holds what a roster says of its edition against its days and those of the version published before.
pub(super) fn check(
    case: &mut Case<'_>,
    roster: &Roster,
    people: &[Person<'_>],
    published: Option<&Roster>,
) {
    let Some(edition) = &roster.edition else {
        if published.is_some() {
            case.add("edition", Fault::Missing);
        }
        return;
    };
    let on = edition.on.as_ref().and_then(|on| on.parse().ok());
    let recount = Recount { own: grid(roster), edition, people, on };
    numbers(case, edition);
    for (k, change) in edition.changes.iter().enumerate() {
        recount.change(case, change, &edition.changes[..k]);
    }
    recount.earlier(case);
    match (published, &edition.against) {
        (Some(old), _) => recount.against(case, old),
        (None, None) => recount.begins(case, &BTreeSet::new()),
        (None, Some(_)) => {
            case.remarks.push(Finding::new("edition", Fault::ChangesNotRecounted));
            if let Some(first) = &edition.first_new {
                recount.noticed(case, "edition, first_new", first);
            }
        }
    }
}

fn claim(case: &mut Case<'_>, place: &str, what: &'static str, claimed: String, own: String) {
    if claimed != own {
        case.add(place, Fault::Claimed { what, claimed, recomputed: own });
    }
}

/// A version follows the one before it, and what is published says when.
fn numbers(case: &mut Case<'_>, edition: &Edition) {
    let follows = edition.against.as_ref().map_or(1, |before| u64::from(before.version) + 1);
    claim(case, "edition", "version", edition.version.to_string(), follows.to_string());
    if edition.state == Standing::Published && edition.on.is_none() {
        case.add("edition, on", Fault::Missing);
    }
    let nothing_before = edition.against.is_none();
    if nothing_before && !(edition.changes.is_empty() && edition.earlier.is_empty()) {
        case.add("edition, changes", Fault::Unasked);
    }
    let before = edition.against.as_ref().and_then(|b| b.on.parse::<Date>().ok());
    let on = edition.on.as_ref().and_then(|on| on.parse::<Date>().ok());
    if let (Some(before), Some(on)) = (before, on)
        && on < before
    {
        let expected = format!("≥ {before}");
        case.add("edition", Fault::Expected { what: "on", claimed: on.to_string(), expected });
    }
}

/// What everybody does, by name and date.
fn grid(roster: &Roster) -> Grid {
    let days = roster.people.iter().flat_map(|p| p.days.iter().map(move |day| (p, day)));
    days.map(|(p, day)| ((p.name.clone(), day.date.clone()), does(day))).collect()
}

fn does(day: &Day) -> Does {
    let Some(shift) = &day.shift else {
        return (day.code == Code::Absent).then(|| (Code::Absent, Vec::new()));
    };
    let all = std::iter::once(shift.worked.span()).chain(shift.worked.breaks().iter().copied());
    Some((Code::Shift, all.map(|s| (s.from(), s.to())).collect()))
}

fn told(day: &OnDay) -> Does {
    match day {
        OnDay::Off => None,
        OnDay::Absent => Some((Code::Absent, Vec::new())),
        OnDay::Works(worked) => {
            let all = std::iter::once(worked.span()).chain(worked.breaks().iter().copied());
            Some((Code::Shift, all.map(|s| (s.from(), s.to())).collect()))
        }
    }
}

/// First and last minute of work.
fn hours(does: &Does) -> Option<(u32, u32)> {
    does.as_ref().and_then(|(_, stretches)| stretches.first().copied())
}

impl Recount<'_, '_> {
    fn at(&self, name: &str, date: &str) -> Does {
        self.own.get(&(name.to_owned(), date.to_owned())).cloned().flatten()
    }

    fn planned(&self, date: &str) -> bool {
        self.own.keys().any(|(_, own)| own == date)
    }

    /// A change by itself: of a day that is planned, told once, to what the roster has, with the notice there is.
    fn change(&self, case: &mut Case<'_>, change: &Changed, before: &[Changed]) {
        let Changed { name, date, .. } = change;
        let place = format!("edition, {name} {date}");
        if before.iter().any(|other| (&other.name, &other.date) == (name, date)) {
            case.add(&place, Fault::ListedTwice);
        }
        if !self.planned(date) {
            case.add(&place, Fault::Dated { date: date.clone() });
        }
        let own = self.at(name, date);
        if told(&change.after) != own {
            let claimed = change.after.text();
            let what = "after";
            case.add(&place, Fault::Claimed { what, claimed, recomputed: said(&own) });
        }
        if told(&change.before) == own {
            case.add(&place, Fault::Unasked);
        }
        let days = self.days(date);
        claim(case, &place, "notice_days", text(change.notice_days), text(days));
        // Hours of work that become others; who is away was not moved by the employer.
        let away = matches!(&own, Some((Code::Absent, _)));
        let moved = !away && hours(&told(&change.before)) != hours(&own);
        let asked = self.asked(case, name).filter(|_| moved);
        self.late(case, &place, change.late, (days, asked));
    }

    /// Days from handing out to a date, by the number of days since a fixed one.
    fn days(&self, date: &str) -> Option<i32> {
        let number = |date: Date| Date::constant(2000, 1, 1).duration_until(date).as_hours() / 24;
        let date: Date = date.parse().ok()?;
        Some((number(date) - number(self.on?)) as i32)
    }

    /// Days of notice that a person of the scenario is owed.
    fn asked(&self, case: &Case<'_>, name: &str) -> Option<u32> {
        let person = self.people.iter().find(|p| p.consultant.name == name)?;
        rules::in_force(case, person, RuleId::ScheduleNotice)
    }

    /// Whether a notice is told as too short where it is; then it is a remark.
    fn late(
        &self,
        case: &mut Case<'_>,
        place: &str,
        claimed: bool,
        (days, asked): (Option<i32>, Option<u32>),
    ) {
        let short = days.zip(asked).filter(|(days, asked)| i64::from(*days) < i64::from(*asked));
        claim(case, place, "late", claimed.to_string(), short.is_some().to_string());
        if let Some((days, asked)) = short {
            case.remarks.push(Finding::new(place, Fault::ShortNotice { days, asked }));
        }
    }

    /// Days that changed before are planned, are told once, and changed between the second version and this one.
    fn earlier(&self, case: &mut Case<'_>) {
        let edition = self.edition;
        let mut seen: BTreeSet<(&String, &String)> =
            edition.changes.iter().map(|c| (&c.name, &c.date)).collect();
        for Earlier { name, date, version, before } in &edition.earlier {
            let place = format!("edition, earlier, {name} {date}");
            if !seen.insert((name, date)) {
                case.add(&place, Fault::ListedTwice);
            }
            if !self.planned(date) {
                case.add(&place, Fault::Dated { date: date.clone() });
            }
            if *version < 2 || *version >= edition.version {
                let expected = format!("2–{}", edition.version.saturating_sub(1));
                let claimed = version.to_string();
                case.add(&place, Fault::Expected { what: "version", claimed, expected });
            }
            if told(before) == self.at(name, date) {
                case.add(&place, Fault::Unasked);
            }
        }
    }

    /// Everything that differs from the version published before, and nothing else.
    fn against(&self, case: &mut Case<'_>, old: &Roster) {
        let Some(before) = old.edition.as_ref().filter(|e| e.state == Standing::Published) else {
            case.add("edition, against", Fault::Unpublished);
            return;
        };
        let named = self.edition.against.as_ref();
        let named = named.map(|b| (b.version.to_string(), b.on.clone())).unwrap_or_default();
        let on = before.on.clone().unwrap_or_default();
        claim(case, "edition, against", "version", named.0, before.version.to_string());
        claim(case, "edition, against", "on", named.1, on);
        let then = grid(old);
        let covered: BTreeSet<&String> = then.keys().map(|(_, date)| date).collect();
        let planned: BTreeSet<&String> = self.own.keys().map(|(_, date)| date).collect();
        let names: BTreeSet<&String> = then.keys().chain(self.own.keys()).map(|k| &k.0).collect();
        let mut changed = BTreeSet::new();
        for name in names {
            for date in covered.intersection(&planned) {
                let cell = (name.clone(), (*date).clone());
                let was = then.get(&cell).cloned().flatten();
                if was != self.at(name, date) {
                    self.listed(case, &cell, &was);
                    changed.insert(cell);
                }
            }
        }
        for c in &self.edition.changes {
            if !changed.contains(&(c.name.clone(), c.date.clone())) {
                case.add(&format!("edition, {} {}", c.name, c.date), Fault::Unasked);
            }
        }
        self.remembered(case, before, &changed);
        self.begins(case, &old_dates(old));
    }

    /// A change that there is is told, with what the day held before.
    fn listed(&self, case: &mut Case<'_>, (name, date): &(String, String), was: &Does) {
        let place = format!("edition, {name} {date}");
        let change = self.edition.changes.iter().find(|c| (&c.name, &c.date) == (name, date));
        match change {
            None => case.add(&place, Fault::Missing),
            Some(change) => claim(case, &place, "before", said(&told(&change.before)), said(was)),
        }
    }

    /// What changed in versions before is what the published roster says, without what changes now.
    fn remembered(
        &self,
        case: &mut Case<'_>,
        before: &Edition,
        changed: &BTreeSet<(String, String)>,
    ) {
        let mut expected: BTreeMap<(String, String), (u32, Does)> = BTreeMap::new();
        for e in &before.earlier {
            expected.insert((e.name.clone(), e.date.clone()), (e.version, told(&e.before)));
        }
        for c in &before.changes {
            let of = (before.version, told(&c.before));
            expected.insert((c.name.clone(), c.date.clone()), of);
        }
        expected.retain(|cell, _| self.planned(&cell.1) && !changed.contains(cell));
        let claimed: BTreeMap<(String, String), (u32, Does)> = self
            .edition
            .earlier
            .iter()
            .map(|e| ((e.name.clone(), e.date.clone()), (e.version, told(&e.before))))
            .collect();
        for cell in expected.keys().chain(claimed.keys()).collect::<BTreeSet<_>>() {
            if expected.get(cell) != claimed.get(cell) {
                let told = |of: Option<&(u32, Does)>| {
                    of.map_or("–".to_owned(), |(version, was)| {
                        format!("{version}, {}", said(was))
                    })
                };
                let (claimed, own) = (told(claimed.get(cell)), told(expected.get(cell)));
                let place = format!("edition, earlier, {} {}", cell.0, cell.1);
                claim(case, &place, "version", claimed, own);
            }
        }
    }

    /// The first day of work beyond what was published.
    fn begins(&self, case: &mut Case<'_>, covered: &BTreeSet<String>) {
        let place = "edition, first_new";
        let works = |does: &Does| hours(does).is_some();
        let new =
            self.own.iter().filter(|((_, date), does)| works(does) && !covered.contains(date));
        let mut first: BTreeMap<&String, &String> = BTreeMap::new();
        for ((name, date), _) in new {
            let own = first.entry(name).or_insert(date);
            *own = (*own).min(date);
        }
        let own = first.values().min().map(|date| (*date).clone());
        let claimed = self.edition.first_new.as_ref().map(|first| first.date.clone());
        claim(case, place, "date", claimed.unwrap_or_default(), own.unwrap_or_default());
        let Some(told) = &self.edition.first_new else { return };
        self.noticed(case, place, told);
        let owed = |(name, date): (&&String, &&String)| {
            let asked = self.asked(case, name)?;
            let days = self.days(date)?;
            (i64::from(days) < i64::from(asked)).then_some((days, asked))
        };
        let short = first.iter().filter_map(owed).min();
        claim(case, place, "late", told.late.to_string(), short.is_some().to_string());
        if let Some((days, asked)) = short {
            case.remarks.push(Finding::new(place, Fault::ShortNotice { days, asked }));
        }
    }

    fn noticed(&self, case: &mut Case<'_>, place: &str, first: &FirstNew) {
        let days = self.days(&first.date);
        claim(case, place, "notice_days", text(first.notice_days), text(days));
    }
}

/// Dates of a roster.
fn old_dates(old: &Roster) -> BTreeSet<String> {
    grid(old).into_keys().map(|(_, date)| date).collect()
}

fn text(days: Option<i32>) -> String {
    days.map_or("–".to_owned(), |days| days.to_string())
}

/// What somebody does on a day, as minutes.
fn said(does: &Does) -> String {
    let clock = |m: u32| format!("{:02}:{:02}", m / 60 % 24, m % 60);
    let stretch = |(from, to): &(u32, u32)| format!("{}-{}", clock(*from), clock(*to));
    match does {
        None => "off".to_owned(),
        Some((Code::Absent, _)) => "absent".to_owned(),
        Some((_, stretches)) => stretches.iter().map(stretch).collect::<Vec<_>>().join(" "),
    }
}
