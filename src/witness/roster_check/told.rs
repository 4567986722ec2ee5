//! What a roster tells beside its shifts: wishes, changed rules and how promises were kept; and what of all that is not
//! recounted, by name.

use super::person::Person;
use super::{Case, stages};
use crate::domain::clock::clock_text;
use crate::domain::finding::{Fault, Finding};
use crate::scenario::roster::{Wish, WishKind};
use crate::wire::roster_answer::{Roster, WeekThroughDay, WishReport, Wished};

/// Holds what is told against the scenario and against what everybody works.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    wishes(case, roster, people);
    rules(case, roster);
    roster.through_day.iter().for_each(|week| obstacle(case, week));
    not_recounted(case, roster);
}

fn claimed(case: &mut Case<'_>, place: &str, what: &'static str, claimed: String, own: String) {
    if claimed != own {
        case.add(place, Fault::Claimed { what, claimed, recomputed: own });
    }
}

/// Every wish of the scenario is told once, with the days on which it is missed. A roster that was mended or typed by hand
/// tells none.
fn wishes(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    let mut told: Vec<&WishReport> = roster.wishes.iter().collect();
    if told.is_empty() {
        return;
    }
    for person in people {
        for wish in &person.consultant.personal.wishes {
            let name = &person.consultant.name;
            let own = |report: &&WishReport| report.name == *name && same(report, wish);
            let place = format!("{name}, {}", said(wish));
            match told.iter().position(own) {
                Some(k) => became(case, &place, told.remove(k), stages::missed(case, person, wish)),
                None => case.add(&place, Fault::Missing),
            }
        }
    }
    for left in told {
        let place = format!("{}, {:?}", left.name, left.wish);
        claimed(case, &place, "a wish", "told".into(), "not in the scenario".into());
    }
}

/// Whether a report is about a wish.
fn same(report: &WishReport, wish: &Wish) -> bool {
    let (kind, date, start) = match wish.kind {
        WishKind::Off(date) => (Wished::Off, Some(date.to_string()), None),
        WishKind::Early => (Wished::Early, None, None),
        WishKind::Late => (Wished::Late, None, None),
        WishKind::Start(date, start) => {
            (Wished::Start, Some(date.to_string()), Some(clock_text(start)))
        }
    };
    (report.wish, &report.date, &report.start, report.grade) == (kind, &date, &start, wish.grade)
}

/// A wish as a place of a finding.
fn said(wish: &Wish) -> String {
    match wish.kind {
        WishKind::Off(date) => format!("off {date}"),
        WishKind::Early => "early".into(),
        WishKind::Late => "late".into(),
        WishKind::Start(date, start) => format!("start {} {date}", clock_text(start)),
    }
}

/// What became of a wish.
fn became(case: &mut Case<'_>, place: &str, report: &WishReport, missed: u32) {
    claimed(case, place, "days_missed", report.days_missed.to_string(), missed.to_string());
    claimed(case, place, "granted", report.granted.to_string(), (missed == 0).to_string());
    let priced = report.price.is_some();
    claimed(case, place, "price", priced.to_string(), (missed > 0).to_string());
}

/// Each rule that the scenario changes is told, and no other.
fn rules(case: &mut Case<'_>, roster: &Roster) {
    let settings = case.settings;
    let flexible = settings.flexible_start.then_some("working-day");
    let own = flexible.into_iter().chain(settings.rules.iter().map(|change| change.rule.code()));
    let own: Vec<&str> = own.collect();
    let rule = |told: &String| told.split(" = ").next().unwrap_or_default().to_owned();
    let told: Vec<String> = roster.rules_changed.iter().map(rule).collect();
    claimed(case, "roster", "rules_changed", format!("{told:?}"), format!("{own:?}"));
}

/// Nothing stands in the way of promises that are kept.
fn obstacle(case: &mut Case<'_>, week: &WeekThroughDay) {
    if let (Some(obstacle), true) = (week.obstacle, week.broken.is_empty()) {
        let place = format!("week of {}", week.monday);
        claimed(case, &place, "obstacle", obstacle.code().into(), "none".into());
    }
}

/// Names what is taken as it is.
fn not_recounted(case: &mut Case<'_>, roster: &Roster) {
    let mut say = |place: &str, fault: Fault| case.remarks.push(Finding::new(place, fault));
    say("search", Fault::RosterSearchNotRecounted);
    if !roster.through_day.is_empty() {
        say("through the day", Fault::OnlyPlayedOut);
    }
    if !roster.shortages.is_empty() || !roster.wishes.is_empty() {
        say("advice", Fault::AdviceNotRecounted);
    }
    let wished = case.scenario.consultants.iter().any(|c| !c.personal.wishes.is_empty());
    if wished && roster.wishes.is_empty() {
        case.remarks.push(Finding::new("wishes", Fault::WishesNotTold));
    }
}
