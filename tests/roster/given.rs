//! Duties given beforehand: weeks before them leave room for them, and what people are short by then is told.

use obsada::roster::{Options, roster};
use obsada::scenario::{Scenario, validate::parse};
use obsada::wire::roster_answer::Roster;
use obsada::witness::roster_check::check;

/// A desk that one person has to be at, with shifts of eight hours from these starts.
fn desk(days: &str, starts: &str, weeks: u32, people: &str) -> Scenario {
    let text = format!(
        r#"
title = "Given beforehand"
[calendar]
week_start = 2026-11-09
holidays = "PL"
days = [{days}]
[[line]]
id = "a"
open = "06:00"
close = "22:00"
aht = "4m"
[line.demand]
calls_per_week = 20
[[line.target]]
agents_min = 1
[[group]]
id = "g"
lines = ["a"]
hourly_cost = 40.0
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "d"
groups = ["g"]
starts = [{starts}]
lengths = ["8h"]
[roster]
weeks = {weeks}
settlement_weeks = {weeks}
rules = {{ breaks = false }}
{people}
"#
    );
    parse(&text, "desk.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}\n{text}"))
}

fn person(name: &str, more: &str) -> String {
    format!("[[consultant]]\nname = \"{name}\"\ngroup = \"g\"\ncontract = \"full\"\n{more}\n")
}

fn given(days: &[&str], start: &str) -> String {
    let one = |day: &&str| format!("{{ date = {day}, start = \"{start}\", length = \"8h\" }}");
    format!("fixed = [{}]", days.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// A roster that its witness agrees with.
fn made(scenario: &Scenario) -> Roster {
    let made = roster(scenario, &Options::default()).unwrap();
    let found = check(scenario, &made);
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    made
}

/// The hours at which somebody's shifts start, by day.
fn starts(roster: &Roster, person: usize) -> Vec<(usize, u32)> {
    let days = roster.people[person].days.iter().enumerate();
    days.filter_map(|(day, d)| Some((day, d.shift.as_ref()?.worked.span().from() / 60))).collect()
}

#[test]
fn the_evening_before_a_given_morning_is_left_free() {
    let people = [
        person("Ala", &given(&["2026-11-16"], "06:00")),
        person("Ola", "available = { sun = [\"06:00-14:00\"] }"),
    ];
    let scenario = desk("\"mon\", \"sun\"", "\"06:00\", \"14:00\"", 2, &people.concat());
    let made = made(&scenario);
    // Sunday the 15th from 14:00 is Ala's alone, and eleven hours before Monday at six it would end too late.
    let ala = starts(&made, 0);
    assert!(ala.contains(&(7, 6)), "{ala:?}");
    assert!(!ala.contains(&(6, 14)), "{ala:?}");
    let short: f64 = made.shortages.iter().map(|s| s.short).sum();
    assert!(short > 0.0);
}

#[test]
fn a_sunday_before_a_given_sunday_stays_free() {
    let people = [
        person("Ala", &given(&["2026-12-06"], "06:00")),
        person("Ola", "available = { sun = [] }"),
    ];
    let made = made(&desk("\"sun\"", "\"06:00\"", 4, &people.concat()));
    // Of four Sundays in a row one is free (KP 151¹²): two of the three before.
    let sundays: Vec<usize> = starts(&made, 0).into_iter().map(|(day, _)| day).collect();
    assert!(sundays.len() == 3 && sundays.contains(&27), "{sundays:?}");
}

#[test]
fn hours_of_the_period_are_kept_for_given_days() {
    // Norm: 5 days, and 4 in the week of 11 November, which comes first: 72 h in all, of which 40 are given.
    let all = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"];
    let people = [person("Ala", &given(&all, "06:00"))];
    let days = "\"mon\", \"tue\", \"thu\", \"fri\", \"wed\", \"sat\"";
    let made = made(&desk(days, "\"06:00\"", 2, &people.concat()));
    let ala = starts(&made, 0);
    assert_eq!(ala.iter().filter(|(day, _)| *day >= 7).count(), 5, "{ala:?}");
    assert_eq!(ala.len(), 9, "{ala:?}");
}
