//! People who must not, or must, work together: against all rosters there are, at their boundaries, and spoilt.

use crate::morning::{run, said};
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::words::shortage::summary;
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Code, Goal, Roster, parse as read};
use obsada::witness::roster_check::check;
use serde_json::Value;

const DESK: &str = r#"title = "Pairs"
locale = "en"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "4m"
[line.demand]
calls_per_week = 16
[[line.target]]
agents_min = CREW
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [
  { id = "a", weekly_hours = 40, days_per_week = 5, hourly_cost = 30 },
  { id = "b", weekly_hours = 40, days_per_week = 5, hourly_cost = 35 },
  { id = "c", weekly_hours = 40, days_per_week = 5, hourly_cost = 60 },
]
[[shift]]
id = "half"
groups = ["desk"]
starts = ["08:00", "12:00"]
lengths = ["4h"]
[[shift]]
id = "whole"
groups = ["desk"]
starts = ["08:00"]
lengths = ["8h"]
[[consultant]]
name = "Ada"
group = "desk"
contract = "a"
ADA
[[consultant]]
name = "Bea"
group = "desk"
contract = "b"
BEA
[[consultant]]
name = "Cyd"
group = "desk"
contract = "c"
[roster]
contractors = ["a", "b", "c"]
PAIR
"#;

const PAY: [f64; 3] = [30.0, 35.0, 60.0];
/// Hours that a person may work on a day: off, the morning, the afternoon, the whole day.
const SHIFTS: [Option<(u32, u32)>; 4] = [None, Some((8, 12)), Some((12, 16)), Some((8, 16))];

fn text(crew: u32, pair: &str, [ada, bea]: [&str; 2]) -> String {
    let text = DESK.replace("CREW", &crew.to_string()).replace("PAIR", pair);
    text.replace("ADA", ada).replace("BEA", bea)
}

fn scenario(crew: u32, pair: &str, keys: [&str; 2]) -> Scenario {
    let read = parse(&text(crew, pair, keys), "pairs.toml", &|_| Err("none".into()));
    read.unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn made(scenario: &Scenario) -> Roster {
    let options = Options { gap: 0.0, playing: None, ..Options::default() };
    let made = roster(scenario, &options).unwrap();
    let verdict = check(scenario, &made);
    assert!(verdict.passed(), "{:#?}", verdict.findings);
    made
}

fn stage(roster: &Roster, goal: Goal) -> f64 {
    roster.stages.iter().find(|s| s.stage == goal).unwrap().value
}

type Day = [Option<(u32, u32)>; 3];

/// Least person-hours short, then the least cost, of a day over everything three people may do.
fn best(crew: u32, allowed: &dyn Fn(&Day) -> bool) -> (f64, f64) {
    let mut least = (f64::INFINITY, f64::INFINITY);
    for k in 0..64 {
        let day: Day = [SHIFTS[k % 4], SHIFTS[k / 4 % 4], SHIFTS[k / 16]];
        if !allowed(&day) {
            continue;
        }
        let on = |hour: u32| day.iter().flatten().filter(|s| s.0 <= hour && hour < s.1).count();
        let short: f64 = (8..16).map(|h| f64::from(crew.saturating_sub(on(h) as u32))).sum();
        let hours = day.iter().map(|s| s.map_or(0.0, |s| f64::from(s.1 - s.0)));
        let cost: f64 = hours.zip(PAY).map(|(hours, pay)| hours * pay).sum();
        if (short, cost) < least {
            least = (short, cost);
        }
    }
    least
}

fn meet(a: Option<(u32, u32)>, b: Option<(u32, u32)>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.0 < b.1 && b.0 < a.1)
}

fn covers(inner: Option<(u32, u32)>, outer: Option<(u32, u32)>) -> bool {
    inner.is_none_or(|i| outer.is_some_and(|o| o.0 <= i.0 && i.1 <= o.1))
}

/// How far from the best of all rosters a search that proves less may stay.
const NEAR: f64 = 1.03;

#[test]
fn every_kind_of_pair_is_planned_near_the_best_of_all_rosters() {
    type Rule = fn(&Day) -> bool;
    let kinds: [(&str, Rule); 5] = [
        (r#"apart = ["Ada", "Bea"]"#, |d| !meet(d[0], d[1])),
        ("apart = [\"Ada\", \"Bea\"]\nby = \"day\"", |d| d[0].is_none() || d[1].is_none()),
        (r#"together = ["Ada", "Cyd"]"#, |d| covers(d[0], d[2])),
        ("together = [\"Ada\", \"Cyd\"]\nby = \"day\"", |d| d[0].is_none() || d[2].is_some()),
        (r#"together = ["Bea", "Ada"]"#, |d| covers(d[1], d[0])),
    ];
    let (mut costs, mut exact) = (Vec::new(), 0);
    for crew in [1, 2] {
        for (pair, rule) in kinds {
            let scenario = scenario(crew, &format!("[[roster.pair]]\n{pair}"), [""; 2]);
            let made = made(&scenario);
            let (short, cost) = best(crew, &rule);
            assert_eq!(stage(&made, Goal::Coverage), 2.0 * short, "{crew} {pair}");
            let told = made.stages.iter().find(|s| s.stage == Goal::Cost).unwrap();
            assert!(told.bound <= 2.0 * cost && 2.0 * cost <= told.value, "{crew} {pair}");
            assert!(told.value <= NEAR * 2.0 * cost, "{crew} {pair}: {}", told.value);
            exact += u32::from(told.value == 2.0 * cost);
            costs.push(cost - best(crew, &|_| true).1);
        }
    }
    assert!(costs.iter().filter(|more| **more > 0.0).count() >= 4, "pairs bind: {costs:?}");
    assert!(exact >= 9, "{exact} of ten are the best");
}

/// A roster in which three people work these hours on Monday, told as one of a scenario with a pair.
fn with(scenario: &Scenario, hours: [Option<(u32, u32)>; 3]) -> Vec<&'static str> {
    let mut own = serde_json::to_value(made(scenario)).unwrap();
    for (p, shift) in hours.into_iter().enumerate() {
        let day = &mut own["people"][p]["days"][0];
        let date = day["date"].clone();
        *day = match shift {
            None => serde_json::json!({ "date": date, "code": "off" }),
            Some((from, to)) => serde_json::json!({ "date": date, "code": "shift", "shift": {
                "start": format!("{from:02}:00"), "end": format!("{to:02}:00"), "breaks": [],
                "rule": if to - from == 8 { "whole" } else { "half" },
                "paid_hours": f64::from(to - from), "cost": f64::from(to - from) * PAY[p],
                "fixed": false } }),
        };
    }
    let findings = check(scenario, &read(&own.to_string()).unwrap()).findings;
    findings.iter().filter_map(|f| f.fault.rule()).collect()
}

#[test]
fn the_check_tells_touching_shifts_from_those_that_meet() {
    let (morning, afternoon, whole) = (SHIFTS[1], SHIFTS[2], SHIFTS[3]);
    let pair = |keys: &str| scenario(1, &format!("[[roster.pair]]\n{keys}"), [""; 2]);
    let apart = pair(r#"apart = ["Ada", "Bea"]"#);
    assert!(!with(&apart, [morning, afternoon, None]).contains(&"apart"));
    assert!(with(&apart, [whole, afternoon, None]).contains(&"apart"));
    assert!(with(&apart, [morning, morning, None]).contains(&"apart"));
    let by_day = pair("apart = [\"Ada\", \"Bea\"]\nby = \"day\"");
    assert!(with(&by_day, [morning, afternoon, None]).contains(&"apart"));
    assert!(!with(&by_day, [whole, None, morning]).contains(&"apart"));
    let together = pair(r#"together = ["Ada", "Bea"]"#);
    assert!(!with(&together, [morning, whole, None]).contains(&"together"));
    assert!(!with(&together, [None, whole, None]).contains(&"together"));
    assert!(with(&together, [whole, morning, None]).contains(&"together"));
    assert!(with(&together, [morning, None, whole]).contains(&"together"));
    let by_day = pair("together = [\"Ada\", \"Bea\"]\nby = \"day\"");
    assert!(!with(&by_day, [morning, afternoon, None]).contains(&"together"));
    assert!(with(&by_day, [morning, None, None]).contains(&"together"));
}

#[test]
fn repair_and_swap_keep_a_pair() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let pair = "[[roster.pair]]\napart = [\"Ada\", \"Bea\"]\nby = \"day\"";
    std::fs::write(at.join("p.toml"), text(1, pair, [""; 2])).unwrap();
    let made = run(at, &["roster", "p.toml", "--format", "json", "-o", "r.json"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let roster = read(&std::fs::read_to_string(at.join("r.json")).unwrap()).unwrap();
    // Ada is the cheapest, so she works both days whole.
    assert!(roster.people[0].days[..2].iter().all(|d| d.code == Code::Shift));
    // Ada trades Monday's shift with Bea, who is off: then each works one day, which is lawful.
    let swap = ["roster", "p.toml", "--from", "r.json", "--swap", "Ada<->Bea@2026-11-02"];
    assert_eq!(run(at, &swap).status.code(), Some(0));
    // Bea typed in beside Ada: mended by one of the two going off.
    let mut value: Value =
        serde_json::from_str(&std::fs::read_to_string(at.join("r.json")).unwrap()).unwrap();
    let mut shift = value["people"][0]["days"][0].clone();
    shift["shift"]["cost"] = (8.0 * PAY[1]).into();
    value["people"][1]["days"][0] = shift;
    std::fs::write(at.join("edited.json"), value.to_string()).unwrap();
    let mended = run(at, &["roster", "p.toml", "--repair", "edited.json", "--format", "json"]);
    let found: Value = serde_json::from_slice(&mended.stdout).unwrap();
    assert_eq!(found["least_changes"], 1, "{}", found["broken"]);
    assert_eq!(found["broken"][0]["rule"], "apart");
    let after = read(&found.to_string()).unwrap();
    let works = |p: usize| after.people[p].days[0].code == Code::Shift;
    assert!(works(0) != works(1));
    // Trading so that both would work on one day is refused: Cyd works instead of Ada first.
    let absent = ["--repair", "r.json", "--absent", "Ada@2026-11-02", "--format", "json", "-o"];
    let repaired = run(at, &[&["roster", "p.toml"], &absent[..], &["s.json"]].concat());
    assert_eq!(repaired.status.code(), Some(0), "{}", said(&repaired));
}

#[test]
fn a_pair_that_fixed_duties_break_is_refused_before_planning() {
    let duty = "fixed = [{ date = 2026-11-03, start = \"08:00\", length = \"8h\" }]";
    let pair = "[[roster.pair]]\napart = [\"Ada\", \"Bea\"]";
    let scenario = scenario(1, pair, [duty, duty]);
    let refused = roster(&scenario, &Options { playing: None, ..Options::default() });
    let Err(Error::Infeasible(why)) = refused else { panic!("{refused:?}") };
    for (language, word) in [(Language::En, "remove the pair"), (Language::Pl, "Usuń parę")] {
        let told = summary(&why, language);
        assert!(["Ada", "Bea", "2026-11-03", word].iter().all(|w| told.contains(w)), "{told}");
    }
}
