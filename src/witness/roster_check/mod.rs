//! The independent witness of rosters: every rule, every need and every sum recomputed from the scenario
//! and the roster's own days.
//!
//! Nothing here comes from the rooms that made the roster. `person` reads what everybody works and holds
//! each shift against the scenario, `rules` has one function for each rule, minute by minute where that
//! is simplest, `cover` puts people on the phone and `leaders` those who lead, `activities` recounts what is
//! done away from it, `pairs` looks at two people at a time, `stages` recounts what was minimised, `through_day` plays weeks out anew, `told` has the wishes
//! and names what is not recounted, `edition` sets a version against the one published before. A shortage that the roster owns up to is not a
//! violation; one that it keeps quiet about is. Promises averaged over a day or a week are not recomputed.

mod activities;
mod cover;
mod edition;
mod leaders;
mod pairs;
mod patterns;
mod person;
mod rhythm;
mod rules;
mod stages;
mod through_day;
mod told;

use crate::domain::finding::{Counted, Fault, Finding, Verdict};
use crate::domain::labour;
use crate::domain::time::TimeLeft;
use crate::scenario::Scenario;
use crate::scenario::roster::RosterSettings;
use crate::wire::roster_answer::{Roster, SCHEMA};
use jiff::civil::Date;

/// What is being checked, and what was found wrong.
struct Case<'a> {
    scenario: &'a Scenario,
    settings: &'a RosterSettings,
    monday: Date,
    found: Vec<Finding>,
    remarks: Vec<Finding>,
    time_left: TimeLeft<'a>,
}

impl<'a> Case<'a> {
    fn add(&mut self, place: &str, fault: Fault) {
        self.found.push(Finding::new(place, fault));
    }

    fn days(&self) -> i32 {
        7 * self.settings.weeks as i32
    }

    fn date(&self, day: i32) -> Date {
        self.monday.checked_add(jiff::Span::new().days(i64::from(day))).unwrap_or(self.monday)
    }

    /// The scenario of the week that holds a day.
    fn week(&self, day: i32) -> &'a Scenario {
        match (day / 7) as usize {
            0 => self.scenario,
            k => self.scenario.later_weeks.get(k - 1).unwrap_or(self.scenario),
        }
    }

    fn holiday(&self, day: i32) -> bool {
        self.week(day).calendar.holidays[(day % 7) as usize]
    }
}

/// Recomputes everything that a roster claims and lists what does not hold.
pub fn check(scenario: &Scenario, roster: &Roster) -> Verdict {
    check_against(scenario, roster, None)
}

/// The same within a limit of time: where it is over, figures through the day are held against fewer weeks.
pub fn check_within(scenario: &Scenario, roster: &Roster, time_left: TimeLeft<'_>) -> Verdict {
    checked(scenario, (roster, None), time_left)
}

/// The same; what changes against the version published before is counted anew from that.
pub fn check_against(scenario: &Scenario, roster: &Roster, published: Option<&Roster>) -> Verdict {
    checked(scenario, (roster, published), None)
}

fn checked(
    scenario: &Scenario,
    (roster, published): (&Roster, Option<&Roster>),
    time_left: TimeLeft<'_>,
) -> Verdict {
    let (Some(settings), Some(monday)) = (&scenario.roster, scenario.calendar.week_start) else {
        let findings = vec![Finding::new("roster", Fault::NoRoster)];
        return Verdict { findings, remarks: Vec::new() };
    };
    let mut case =
        Case { scenario, settings, monday, found: Vec::new(), remarks: Vec::new(), time_left };
    identity(&mut case, roster);
    let people = person::read(&mut case, roster);
    for person in &people {
        rules::check(&mut case, person);
        patterns::check(&mut case, person);
    }
    activities::check(&mut case, roster, &people);
    pairs::check(&mut case, &people);
    let led = leaders::check(&mut case, roster, &people);
    let short = cover::check(&mut case, roster, &people, led);
    stages::check(&mut case, roster, &people, short);
    sums(&mut case, roster, &people);
    rhythm::check(&mut case, roster, &people);
    through_day::check(&mut case, roster, &people);
    told::check(&mut case, roster, &people);
    edition::check(&mut case, roster, &people, published);
    Verdict { findings: case.found, remarks: case.remarks }
}

fn identity(case: &mut Case<'_>, roster: &Roster) {
    let mut same = |what: &'static str, claimed: &str, own: &str| {
        if claimed != own {
            let (claimed, expected) = (claimed.to_owned(), own.to_owned());
            let fault = Fault::Expected { what, claimed, expected };
            case.found.push(Finding::new("roster", fault));
        }
    };
    same("schema", &roster.schema, SCHEMA);
    same("rule_set", &roster.rule_set, labour::RULE_SET);
    let own = &case.scenario.source;
    match &roster.parts {
        // Comments, layout and names for people to read may have changed since.
        Some(claimed) => {
            let parts = [
                (claimed.people == own.parts.people, Fault::OtherPeople),
                (claimed.rules == own.parts.rules, Fault::OtherRules),
                (claimed.demand == own.parts.demand, Fault::OtherDemand),
            ];
            let changed = parts.into_iter().filter(|(same, _)| !same);
            changed.for_each(|(_, fault)| case.add("roster", fault));
        }
        None => same("scenario.sha256", &roster.scenario.sha256, &own.sha256),
    }
    let weeks: Vec<String> =
        (0..case.settings.weeks as i32).map(|w| case.date(7 * w).to_string()).collect();
    if roster.weeks != weeks {
        let (claimed, expected) = (format!("{:?}", roster.weeks), format!("{weeks:?}"));
        case.add("weeks", Fault::InsteadOf { claimed, what: Counted::Those, expected });
    }
    if roster.notice.is_empty() {
        case.add("notice", Fault::Missing);
    }
}

/// Whether a figure claimed is the one recomputed, but for rounding.
fn near(claimed: f64, own: f64) -> bool {
    (claimed - own).abs() <= 1e-6 * own.abs().max(1.0) + 1e-4
}

/// What the employer pays: wages of what is planned; where the roster tells what is owed beside it, that too.
fn cost(case: &Case<'_>, roster: &Roster, people: &[person::Person<'_>]) -> f64 {
    let planned: f64 = people.iter().flat_map(|p| &p.shifts).map(|s| s.cost).sum();
    let owed = if roster.owed.is_some() { owed(case, people).1 } else { 0.0 };
    planned + owed
}

/// Hours owed that no shift fills, and their pay.
fn owed(case: &Case<'_>, people: &[person::Person<'_>]) -> (f64, f64) {
    let of = |p: &person::Person<'_>| {
        let hours = rules::unplanned(case, p);
        (hours, hours * person::hourly(case, p.consultant))
    };
    people.iter().map(of).fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
}

fn sums(case: &mut Case<'_>, roster: &Roster, people: &[person::Person<'_>]) {
    let cost = cost(case, roster, people);
    if let Some(claimed) = roster.owed {
        let own = owed(case, people);
        for (place, claimed, own) in
            [("owed.hours", claimed.hours, own.0), ("owed.cost", claimed.cost, own.1)]
        {
            if !near(claimed, own) {
                case.add(place, Fault::SumClaimed { claimed, recomputed: own });
            }
        }
    }
    let hours: f64 = people.iter().flat_map(|p| &p.shifts).map(|s| f64::from(s.paid) / 60.0).sum();
    if !near(roster.cost, cost) {
        case.add("cost", Fault::SumClaimed { claimed: roster.cost, recomputed: cost });
    }
    if !near(roster.paid_hours, hours) {
        let claimed = roster.paid_hours;
        case.add("paid_hours", Fault::SumClaimed { claimed, recomputed: hours });
    }
}
