//! State and version of a roster: what changes for whom against the version published before, and with how much notice.
//!
//! No clock is read: notice is counted from the day that is given as that of handing out. The law asks for a week before
//! work begins in the period that a schedule is made for (KP 129 §3); the same is asked of changes, of which the law says
//! nothing, so that whoever plans sees them.

use super::rules;
use crate::domain::cause::EditionFault;
use crate::domain::labour::RuleId;
use crate::scenario::Scenario;
use crate::scenario::roster::RosterSettings;
use crate::wire::roster_answer::{
    Against, Changed, Day, Earlier, Edition, FirstNew, OnDay, Person, Roster, Standing,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What an edition is made from beside the roster itself.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// Draft or published.
    pub state: Standing,
    /// Day on which it is handed out, where that is known.
    pub on: Option<Date>,
    /// The version published before.
    pub published: Option<&'a Roster>,
}

/// What is asked of the notice of a scenario's people.
struct Notice<'a> {
    scenario: &'a Scenario,
    settings: &'a RosterSettings,
    on: Option<Date>,
}

/// The edition of a roster.
///
/// # Errors
/// That the roster named as published is none, is of other weeks, or was published later.
pub fn edition(
    (scenario, settings): (&Scenario, &RosterSettings),
    roster: &Roster,
    issue: Issue<'_>,
) -> Result<Edition, EditionFault> {
    let before = issue.published.map(of_published).transpose()?;
    let own: BTreeSet<&str> = dates(roster).collect();
    let covered: BTreeSet<&str> = issue.published.into_iter().flat_map(dates).collect();
    if before.is_some() && own.is_disjoint(&covered) {
        return Err(EditionFault::OtherWeeks);
    }
    let earlier_on = before.and_then(|b| b.on.as_deref()).and_then(|on| on.parse().ok());
    if let (Some(on), Some(earlier)) = (issue.on, earlier_on)
        && on < earlier
    {
        return Err(EditionFault::Backwards { on, earlier });
    }
    let notice = Notice { scenario, settings, on: issue.on };
    let changes = issue.published.map_or(Vec::new(), |old| changes(&notice, roster, old));
    Ok(Edition {
        state: issue.state,
        version: before.map_or(1, |b| b.version.saturating_add(1)),
        on: issue.on.map(|on| on.to_string()),
        against: before
            .map(|b| Against { version: b.version, on: b.on.clone().unwrap_or_default() }),
        first_new: first_new(&notice, roster, &covered),
        earlier: before.map_or(Vec::new(), |b| earlier(b, &changes, &own)),
        changes,
    })
}

/// Whether a roster has been published.
pub fn is_published(roster: &Roster) -> bool {
    of_published(roster).is_ok()
}

/// What a published roster says of itself.
fn of_published(roster: &Roster) -> Result<&Edition, EditionFault> {
    let published = roster.edition.as_ref().filter(|own| own.state == Standing::Published);
    published.ok_or(EditionFault::NotPublished)
}

fn dates(roster: &Roster) -> impl Iterator<Item = &str> {
    roster.people.iter().take(1).flat_map(|p| p.days.iter().map(|day| day.date.as_str()))
}

/// The days of a person by date; nothing for who is not in the roster.
fn days_of<'a>(roster: &'a Roster, name: &str) -> BTreeMap<&'a str, &'a Day> {
    let person = roster.people.iter().find(|p| p.name == name);
    person.into_iter().flat_map(|p| p.days.iter().map(|day| (day.date.as_str(), day))).collect()
}

/// Days that both rosters have and that are not the same; who is in one of them only is off in the other.
fn changes(notice: &Notice<'_>, roster: &Roster, old: &Roster) -> Vec<Changed> {
    let both: BTreeSet<&str> = dates(old).collect();
    let gone = old.people.iter().filter(|p| roster.people.iter().all(|own| own.name != p.name));
    let mut all = Vec::new();
    for person in roster.people.iter().chain(gone) {
        let (before, after) = (days_of(old, &person.name), days_of(roster, &person.name));
        for date in dates(roster).filter(|date| both.contains(date)) {
            let on =
                |days: &BTreeMap<&str, &Day>| days.get(date).map_or(OnDay::Off, |d| OnDay::of(d));
            let (before, after) = (on(&before), on(&after));
            if before != after {
                all.push(notice.changed(person, date, (before, after)));
            }
        }
    }
    all
}

/// The first day of work beyond those that were published.
fn first_new(notice: &Notice<'_>, roster: &Roster, covered: &BTreeSet<&str>) -> Option<FirstNew> {
    let begins = |person: &Person| {
        let new = |day: &&Day| day.shift.is_some() && !covered.contains(day.date.as_str());
        person.days.iter().find(new).map(|day| day.date.clone())
    };
    let starts: Vec<(&Person, String)> =
        roster.people.iter().filter_map(|p| Some((p, begins(p)?))).collect();
    let date = starts.iter().map(|(_, date)| date).min()?.clone();
    let late = starts.iter().any(|(person, date)| notice.too_short(person, date));
    Some(FirstNew { notice_days: notice.days(&date), date, late })
}

/// Days that changed last in a version before, of those that are still planned.
fn earlier(before: &Edition, changes: &[Changed], planned: &BTreeSet<&str>) -> Vec<Earlier> {
    let then = before.changes.iter().map(|c| Earlier {
        name: c.name.clone(),
        date: c.date.clone(),
        version: before.version,
        before: c.before.clone(),
    });
    let again = |e: &Earlier| changes.iter().any(|c| (&c.name, &c.date) == (&e.name, &e.date));
    let all = then.chain(before.earlier.iter().cloned());
    let mut all: Vec<Earlier> =
        all.filter(|e| planned.contains(e.date.as_str()) && !again(e)).collect();
    all.sort_by(|a, b| (&a.name, &a.date).cmp(&(&b.name, &b.date)));
    all
}

impl Notice<'_> {
    /// Days from handing out to a date.
    fn days(&self, date: &str) -> Option<i32> {
        let date: Date = date.parse().ok()?;
        Some(date.since(self.on?).ok()?.get_days())
    }

    /// Whether a person has less notice of work on a date than is asked for; nothing is asked for who is not in the
    /// scenario any more.
    fn too_short(&self, person: &Person, date: &str) -> bool {
        let known = self.scenario.consultants.iter().any(|c| c.name == person.name);
        let least = rules::parameter(self.settings, &person.contract, RuleId::ScheduleNotice);
        let least = least.filter(|_| known).map(i64::from);
        self.days(date).zip(least).is_some_and(|(days, least)| i64::from(days) < least)
    }

    fn changed(&self, person: &Person, date: &str, (before, after): (OnDay, OnDay)) -> Changed {
        let hours = before.span() != after.span() && after != OnDay::Absent;
        Changed {
            name: person.name.clone(),
            date: date.to_owned(),
            notice_days: self.days(date),
            late: hours && self.too_short(person, date),
            before,
            after,
        }
    }
}
