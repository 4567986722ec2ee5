//! Rosters that lie: every number changed by a twentieth, every part left out or moved. The witness finds
//! each, but for what it says itself that it does not recount.

use crate::places::places;
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::parse as read;
use obsada::witness::roster_check::check;
use serde_json::Value;

/// A week of two lines in which people are short on a day, with wishes of every kind.
const SCENARIO: &str = r#"
title = "Short on a Tuesday"
[calendar]
interval_minutes = 60
week_start = 2026-11-16
days = ["mon", "tue", "wed", "sat"]
[[line]]
id = "town"
open = "08:00"
close = "16:00"
aht = "6m"
patience = "3m"
[line.demand]
calls_per_week = 600
weekday_share = { mon = 0.27, tue = 0.43, wed = 0.22, sat = 0.08 }
[[line.target]]
mean_wait = "3m"
over = "week"
[[line.target]]
abandonment_max = 0.25
over = "day"
[[line]]
id = "aid"
open = "08:00"
close = "12:00"
aht = "4m"
[line.demand]
calls_per_week = 40
[[line.target]]
mean_wait = "5m"
over = "week"
[[group]]
id = "desk"
lines = ["town", "aid"]
hourly_cost = 48
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00", "10:00"]
lengths = ["6h", "8h"]
breaks = [{ length = "30m", paid = true, after = "2h", before_end = "2h" }]
[[consultant]]
name = "Anna"
group = "desk"
contract = "full"
wishes = [{ prefer = "early", grade = 3 }, { off = 2026-11-17, grade = 5 }]
[[consultant]]
name = "Bolek"
group = "desk"
contract = "full"
absent = [2026-11-17]
wishes = [{ prefer = "late", grade = 2 }]
[[consultant]]
name = "Celina"
group = "desk"
contract = "full"
wishes = [{ start = "10:00", date = 2026-11-18, grade = 1 }]
[[consultant]]
name = "Darek"
group = "desk"
contract = "full"
lines = ["aid"]
[[consultant]]
name = "Ewa"
group = "desk"
contract = "full"
available = { mon = ["08:00-16:00"], tue = ["08:00-14:00"], wed = ["08:00-16:00"] }
[roster]
weeks = 1
evening_from = "15:30"
"#;

/// What the remarks of the check name as not recounted, as places of a roster.
const NOT_RECOUNTED: [&str; 14] = [
    ".relaxations.",
    ".shortages.",
    ".price.",
    ".half_width.",
    ".figures.weeks.",
    ".overrun_minutes.",
    ".figures.asa_s.",
    ".again.",
    ".obstacle.",
    ".broken.*.places.",
    ".targets.*.reached.",
    ".targets.*.met.",
    // Needs that averages bring.
    ".coverage.*.required.",
    // A roster that tells nothing of waits through the day is told so.
    "^.through_day.",
];

/// What says nothing of who works when: where and by which version it was made, the hash of a text of which every part
/// has its own, the notice.
const ABOUT: [&str; 6] = [
    ".scenario.file.",
    ".scenario.sha256.",
    ".scenario.title.",
    "^.version.",
    "^.notice.",
    "^.parts.",
];

/// A twentieth of these is within the chance of weeks played out.
const WITHIN_CHANCE: [&str; 2] = [".attempts_per_week.", ".through_day.reached.value."];

/// Lists whose order says nothing.
const UNORDERED: [&str; 3] = ["/people", "/coverage", "/wishes"];

fn made() -> (Scenario, Value) {
    let scenario = parse(SCENARIO, "lies.toml", &|_| Err("none".into()));
    let scenario = scenario.unwrap_or_else(|e| panic!("{e:#?}"));
    let made = roster(&scenario, &Options { rounds: 10, ..Options::default() }).unwrap();
    let verdict = check(&scenario, &made);
    assert!(verdict.passed(), "{:#?}", verdict.findings);
    assert!(!made.shortages.is_empty() && !made.wishes.is_empty() && !made.through_day.is_empty());
    (scenario, serde_json::to_value(&made).unwrap())
}

/// Whether a roster so changed is found out; one that cannot be read any more is.
fn found(scenario: &Scenario, lie: &Value) -> bool {
    read(&lie.to_string()).map_or(true, |roster| !check(scenario, &roster).passed())
}

fn is_excused(pointer: &str) -> bool {
    let dotted = format!("^{}.", pointer.replace('/', "."));
    let place = |place: &&str| match place.strip_prefix('^') {
        Some(whole) => dotted == format!("^{whole}"),
        None => dotted.contains(*place),
    };
    let all = NOT_RECOUNTED.iter().chain(&ABOUT).chain(&WITHIN_CHANCE);
    all.into_iter().any(place) || dotted.starts_with("^.check.")
}

/// A place without its numbers: lies of one kind.
fn kind(pointer: &str) -> String {
    let parts = pointer.split('/').map(|p| if p.parse::<usize>().is_ok() { "*" } else { p });
    parts.collect::<Vec<&str>>().join("/")
}

/// The lies of a kind: how many, and how many the witness missed.
type Tally = std::collections::BTreeMap<String, (u32, u32)>;

/// Tries a few lies of each kind.
fn tried((scenario, roster): (&Scenario, &Value), lies: Vec<(String, Value)>, each: u32) -> Tally {
    let mut tally = Tally::new();
    for (pointer, lie) in lies {
        // What reads the same is no lie.
        let reads = |value: &Value| read(&value.to_string()).ok();
        if reads(&lie).is_some_and(|lie| Some(lie) == reads(roster)) {
            continue;
        }
        let of = tally.entry(kind(&pointer)).or_default();
        if of.0 < each {
            of.0 += 1;
            of.1 += u32::from(!found(scenario, &lie));
        }
    }
    tally
}

fn missed(tally: &Tally, what: &str) -> Vec<String> {
    let all: u32 = tally.values().map(|t| t.0).sum();
    let missed: u32 = tally.values().map(|t| t.1).sum();
    println!("{what}: {all} lies, {missed} missed");
    // What is reached and what is promised say it too, and answers of earlier versions have none.
    let repeated = |place: &str| what == "left out" && place.ends_with("/verdict");
    let missed =
        tally.iter().filter(|(place, t)| t.1 > 0 && !is_excused(place) && !repeated(place));
    missed.map(|(place, (all, missed))| format!("{what} {place}: {missed} of {all}")).collect()
}

fn changed(roster: &Value, pointer: &str, change: impl FnOnce(&mut Value)) -> Option<Value> {
    let mut lie = roster.clone();
    change(lie.pointer_mut(pointer)?);
    (lie != *roster).then_some(lie)
}

#[test]
fn a_lie_of_any_kind_is_found_or_named() {
    let (scenario, roster) = made();
    let (mut numbers, mut gone, mut moved, mut turned, mut words) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for pointer in places(&roster, &|_| true) {
        let tell = |into: &mut Vec<(String, Value)>, change: &dyn Fn(&mut Value)| {
            into.extend(changed(&roster, &pointer, |v| change(v)).map(|v| (pointer.clone(), v)));
        };
        match roster.pointer(&pointer).unwrap() {
            Value::Number(n) => tell(&mut numbers, &|v| {
                *v = match n.as_u64() {
                    Some(whole) => (whole + (whole / 20).max(1)).into(),
                    None => (n.as_f64().unwrap() * 1.05 + 0.01).into(),
                };
            }),
            Value::Bool(b) => tell(&mut turned, &|v| *v = (!b).into()),
            Value::String(s) if pointer.ends_with("/verdict") => tell(&mut words, &|v| {
                *v = if s == "open" { "kept" } else { "open" }.into();
            }),
            Value::String(_) => tell(&mut words, &|v| *v = "other".into()),
            Value::Array(list) if !list.is_empty() => {
                tell(&mut gone, &|v| drop(v.as_array_mut().unwrap().remove(0)));
                if !UNORDERED.contains(&pointer.as_str()) {
                    tell(&mut moved, &|v| v.as_array_mut().unwrap().reverse());
                }
            }
            Value::Object(map) => {
                for key in map.keys() {
                    let lie = changed(&roster, &pointer, |v| {
                        v.as_object_mut().unwrap().remove(key);
                    });
                    gone.extend(lie.map(|lie| (format!("{pointer}/{key}"), lie)));
                }
            }
            _ => {}
        }
    }
    let kinds = [
        ("a number", numbers),
        ("left out", gone),
        ("in another order", moved),
        ("turned round", turned),
        ("another word", words),
    ];
    let all: Vec<String> = kinds
        .into_iter()
        .flat_map(|(what, lies)| missed(&tried((&scenario, &roster), lies, 3), what))
        .collect();
    assert!(all.is_empty(), "{all:#?}");
}
