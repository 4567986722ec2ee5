//! What a roster tells beside its shifts: wishes, changed rules and how promises were kept; and what of all that is not
//! recounted, by name.

use super::person::Person;
use super::{Case, stages};
use crate::domain::clock::clock_text;
use crate::domain::finding::{Fault, Finding};
use crate::scenario::roster::{Wish, WishKind};
use crate::scenario::{LevelOf, Line};
use crate::wire::answer::{Broken, TargetReport};
use crate::wire::roster_answer::{Goal, Roster, WeekThroughDay, WishReport, Wished};
use std::collections::BTreeMap;

/// Seconds within which calls are counted as answered where no promise says.
const THRESHOLD_S: f64 = 20.0;

/// Holds what is told against the scenario and against what everybody works.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    wishes(case, roster, people);
    rules(case, roster);
    made_for(case, roster);
    for week in &roster.through_day {
        obstacle(case, week);
        thresholds(case, week);
        week.broken.iter().for_each(|broken| listed(case, week, broken));
    }
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
        case.add(&format!("{}, {}", left.name, left.wish.code()), Fault::Unasked);
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

/// What the roster was made for: closing times, currency, grid; and the units of its stages.
fn made_for(case: &mut Case<'_>, roster: &Roster) {
    let scenario = case.scenario;
    let lines = scenario.lines.iter().zip(&case.settings.closing);
    let label = |(line, k): (&Line, &Option<usize>)| {
        let label = k.map_or("hours".into(), |k| line.candidates[k].label.clone());
        (line.id.clone(), label)
    };
    let closing: BTreeMap<String, String> = lines.map(label).collect();
    claimed(case, "roster", "closing", format!("{:?}", roster.closing), format!("{closing:?}"));
    let told = (&roster.scenario.currency, roster.scenario.interval_minutes);
    let own = (&scenario.currency, scenario.calendar.grid.minutes());
    claimed(case, "roster", "scenario", format!("{told:?}"), format!("{own:?}"));
    for stage in &roster.stages {
        let unit = match stage.stage {
            Goal::Coverage => "person-hours",
            Goal::Cost => &scenario.currency,
            Goal::Wishes => "grades",
            Goal::Rhythm => "days",
            Goal::Fairness => "deviation",
            Goal::Steadiness => "starts",
        };
        claimed(case, stage.stage.code(), "unit", stage.unit.clone(), unit.to_owned());
    }
}

/// Seconds that figures of a line and its promises are about.
fn thresholds(case: &mut Case<'_>, week: &WeekThroughDay) {
    for (told, line) in week.lines.iter().zip(&case.scenario.lines) {
        let place = format!("week of {}, line {}", week.monday, told.line);
        let own = line.targets.iter().find_map(|target| target.measure.answered_within_s());
        let own = own.unwrap_or(THRESHOLD_S);
        claimed(case, &place, "threshold_s", told.threshold_s.to_string(), own.to_string());
        let of = case.scenario.level_of.code();
        let what = "service_level_of";
        claimed(case, &place, what, told.service_level_of.code().into(), of.into());
        for (target, own) in told.targets.iter().zip(&line.targets) {
            within(case, &place, target.within_s, own.measure.threshold_s());
            let level = own.measure.answered_within_s().is_some();
            let told =
                target.service_level_of.map_or(if level { "offered" } else { "" }, LevelOf::code);
            claimed(case, &place, what, told.into(), (if level { of } else { "" }).into());
        }
    }
}

/// Seconds within which a promise looks at calls, where it does.
fn within(case: &mut Case<'_>, place: &str, told: Option<f64>, own: Option<f64>) {
    let what = "within_s";
    match (told, own) {
        (Some(told), Some(own)) => claimed(case, place, what, told.to_string(), own.to_string()),
        (Some(claimed), None) => case.add(place, Fault::Unwanted { what, claimed }),
        (None, Some(recomputed)) => case.add(place, Fault::Absent { what, recomputed }),
        (None, None) => {}
    }
}

/// A promise that is listed as broken is one of the week's, with what it reaches.
fn listed(case: &mut Case<'_>, week: &WeekThroughDay, broken: &Broken) {
    let line = week.lines.iter().find(|line| line.line == broken.line);
    let same = |target: &TargetReport| {
        let promise = (target.measure, target.over, target.between, target.promised);
        let through = target.through_day.as_ref();
        promise == (broken.measure, broken.over, broken.between, broken.promised)
            && through.is_some_and(|through| {
                through.at == broken.at && through.reached.value == broken.reached.value
            })
    };
    if !line.is_some_and(|line| line.targets.iter().any(same)) {
        let place = format!("week of {}, line {}", week.monday, broken.line);
        let (measure, over) = (broken.measure.code().to_owned(), broken.over.code().to_owned());
        case.add(&place, Fault::ListedOtherwise { measure, over });
    }
}

/// Nothing stands in the way of promises that are kept.
fn obstacle(case: &mut Case<'_>, week: &WeekThroughDay) {
    if week.obstacle.is_some() && week.broken.is_empty() {
        case.add(&format!("week of {}", week.monday), Fault::NothingInTheWay);
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
    let callers = case.scenario.lines.iter().flat_map(|line| &line.targets);
    let promised = callers.filter(|target| target.measure.is_of_callers()).count() > 0;
    if promised && roster.through_day.is_empty() {
        case.remarks.push(Finding::new("through the day", Fault::NothingThroughDay));
    }
    let wished = case.scenario.consultants.iter().any(|c| !c.personal.wishes.is_empty());
    if wished && roster.wishes.is_empty() {
        case.remarks.push(Finding::new("wishes", Fault::WishesNotTold));
    }
}
