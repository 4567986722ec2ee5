//! A roster that was written before is refused where its parts contradict one another, and fits a scenario
//! whose people, rules and demand are what they were.

use obsada::report::json;
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Roster, parse as parse_roster};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What the witness finds, as JSON has it.
fn check(scenario: &Scenario, roster: &Roster) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

const TEXT: &str = r#"title = "Desk"
[calendar]
interval_minutes = 60
week_start = 2026-03-02
days = ["mon", "tue"]
[[line]]
id = "city"
open = "08:00"
close = "12:00"
aht = "4m"
[line.demand]
calls_per_week = 20
[[line.target]]
mean_wait = "5m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{ id = "half", weekly_hours = 20, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["4h"]
[[consultant]]
name = "Ada"
group = "desk"
contract = "half"
[[consultant]]
name = "Bea"
group = "desk"
contract = "half"
[roster]
weeks = 1
"#;

fn read(text: &str) -> Scenario {
    parse(text, "desk.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// A roster of the desk, checked.
static MADE: LazyLock<Roster> = LazyLock::new(|| {
    let scenario = read(TEXT);
    let mut made = roster(&scenario, &Options::default()).unwrap();
    made.check = check(&scenario, &made);
    assert!(made.check.passed, "{:?}", made.check.violations);
    made
});

#[test]
fn what_is_written_is_read_as_it_was() {
    assert_eq!(parse_roster(&json::text(&*MADE).unwrap()).unwrap(), *MADE);
}

/// Why the roster is refused once something of its JSON is changed.
fn refused(spoil: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(&json::text(&*MADE).unwrap()).unwrap();
    spoil(&mut value);
    parse_roster(&value.to_string()).unwrap_err()
}

#[test]
fn parts_that_contradict_one_another_are_refused_with_their_place() {
    let fewer = refused(|v| v["people"][1]["days"].as_array_mut().unwrap().truncate(5));
    assert!(fewer.contains("Bea has 5 days") && fewer.contains('7'), "{fewer}");
    let other = refused(|v| v["people"][0]["days"][3]["date"] = json!("2026-03-09"));
    assert!(other.contains("Ada has `2026-03-09` where 2026-03-05 is expected"), "{other}");
    let weeks = refused(|v| v["weeks"] = json!(["2026-03-02", "2026-03-09"]));
    assert!(weeks.contains("Ada has 7 days, but its weeks have 14"), "{weeks}");
    let tuesday = refused(|v| v["weeks"] = json!(["2026-03-03"]));
    assert!(tuesday.contains("no Monday"), "{tuesday}");
    let apart = refused(|v| v["weeks"] = json!(["2026-03-02", "2026-03-16"]));
    assert!(apart.contains("does not follow"), "{apart}");
    assert!(refused(|v| v["weeks"] = json!([])).contains("0 weeks"));
    let twice = refused(|v| v["people"][1]["name"] = json!("Ada"));
    assert!(twice.contains("Ada is listed twice"), "{twice}");
    let off = refused(|v| v["people"][0]["days"][6]["code"] = json!("shift"));
    assert!(off.contains("Ada on 2026-03-08 contradict"), "{off}");
    let row = refused(|v| v["coverage"][0]["date"] = json!("2026-04-01"));
    assert!(row.contains("`coverage` holds `2026-04-01`"), "{row}");
    let waits = refused(|v| v["through_day"][0]["monday"] = json!("2026-03-09"));
    assert!(waits.contains("`through_day`"), "{waits}");
}

#[test]
fn a_time_that_cannot_be_read_is_refused_with_its_line() {
    let text = json::text(&*MADE).unwrap();
    let at = 1 + text.lines().position(|line| line.contains("\"start\": \"08:00\"")).unwrap();
    for (old, new) in [("\"08:00\"", "\"8 o'clock\""), ("\"08:00\"", "\"25:00\"")] {
        let told = parse_roster(&text.replacen(old, new, 1)).unwrap_err();
        assert!(told.contains("not a time") && told.contains("line "), "{at}: {told}");
    }
    let mut value: Value = serde_json::from_str(&text).unwrap();
    let days = value["people"][0]["days"].as_array_mut().unwrap().iter_mut();
    let other = MADE.people[0].days.iter().position(|d| d.shift.is_some());
    if let (Some(_), Some(day)) = (other, days.into_iter().find(|d| d["code"] == "shift")) {
        day["shift"]["breaks"] = json!([["13:00", "13:15"]]);
        let told = parse_roster(&value.to_string()).unwrap_err();
        assert!(told.contains("breaks of 08:00-12:00"), "{told}");
    }
}

#[test]
fn comments_titles_and_layout_change_nothing() {
    let other = format!("# Last edited in March.\n{}", TEXT.replace("\"Desk\"", "\"The desk\""));
    let other = other.replace("aht = \"4m\"", "aht   =   \"4m\" # measured");
    let other = other
        .replace("id = \"day\"\ngroups = [\"desk\"]", "groups = [\n  \"desk\",\n]\nid = \"day\"");
    let scenario = read(&other);
    assert_ne!(scenario.source.sha256, read(TEXT).source.sha256);
    let report = check(&scenario, &MADE);
    assert!(report.passed, "{:?}", report.violations);
}

#[test]
fn the_same_said_in_another_way_changes_nothing() {
    let changes: [(&str, &[(&str, &str)]); 6] = [
        ("a number with a point", &[("hourly_cost = 40", "hourly_cost = 40.0")]),
        (
            "a number with its range",
            &[(
                "aht = \"4m\"",
                "aht = { value = \"4m\", low = \"3m\", high = \"5m\", basis = \"assumed\" }",
            )],
        ),
        (
            "a line with a name for people",
            &[("id = \"city\"", "id = \"city\"\nname = \"The city\"")],
        ),
        (
            "a group with a name for people",
            &[("id = \"desk\"", "id = \"desk\"\nname = \"The desk\"")],
        ),
        ("keys of repairs", &[("weeks = 1", "weeks = 1\nsick_pay = 1.0\ncall_in_notice = \"2h\"")]),
        (
            "keys in another order",
            &[("weekly_hours = 20, days_per_week = 5", "days_per_week = 5, weekly_hours = 20")],
        ),
    ];
    for (what, edits) in changes {
        let edit = |text: String, (old, new): &(&str, &str)| {
            assert!(text.contains(old), "{what}");
            text.replacen(old, new, 1)
        };
        let scenario = read(&edits.iter().fold(TEXT.to_owned(), edit));
        let report = check(&scenario, &MADE);
        assert!(report.passed, "{what}: {:?}", report.violations);
    }
    // A person's name is the person.
    assert!(!check(&read(&TEXT.replace("\"Ada\"", "\"Ida\"")), &MADE).passed);
}

#[test]
fn what_has_changed_since_is_named() {
    let said = |old: &str, new: &str| {
        let found = check(&read(&TEXT.replace(old, new)), &MADE).violations;
        found.into_iter().filter(|v| v.contains("was made for other")).collect::<Vec<_>>()
    };
    let changes = [
        ("\"Bea\"", "\"Cyd\"", "other people"),
        ("weeks = 1", "weeks = 1\nrules = { daily-rest = \"12h\" }", "other rules"),
        ("calls_per_week = 20", "calls_per_week = 21", "other demand"),
    ];
    for (old, new, named) in changes {
        let found = said(old, new);
        assert!(found.len() == 1 && found[0].contains(named), "{found:?}");
    }
    // A roster without these hashes is held to the text.
    let old = Roster { parts: None, ..MADE.clone() };
    assert!(check(&read(TEXT), &old).passed);
    assert!(!check(&read(&format!("# new\n{TEXT}")), &old).passed);
}
