//! Work away from the phone: what must be attended, what is placed, and rosters that lie about it.

use crate::morning::{run, said};
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::{csv, text};
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Code, Goal, Roster, Unplaced, parse as read};
use obsada::witness::roster_check::check;
use serde_json::Value;

const DESK: &str = r#"title = "Off the phone"
locale = "en"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "4m"
[line.demand]
calls_per_week = 24
[[line.target]]
agents_min = CREW
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["8h"]
breaks = [BREAKS]
[roster]
contractors = ["full"]
ACTIVITIES
"#;

const TRAINING: &str = r#"[[roster.activity]]
id = "training"
people = ["Ada"]
date = 2026-11-03
start = "10:00"
length = "2h"
"#;

const COACHING: &str = r#"[[roster.activity]]
id = "coaching"
per_week = "2h"
piece = "1h"
days = ["mon", "tue"]
between = "09:00-15:00"
"#;

const BREAK: &str = r#"{ length = "1h", paid = true, after = "2h", before_end = "2h" }"#;

fn written(crew: u32, breaks: &str, activities: &str, people: &[(&str, &str)]) -> String {
    let text = DESK.replace("CREW", &crew.to_string()).replace("BREAKS", breaks);
    let person = |(name, keys): &(&str, &str)| {
        format!(
            "[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\ncontract = \"full\"\n{keys}\n"
        )
    };
    let people: String = people.iter().map(person).collect();
    text.replace("ACTIVITIES", activities) + &people
}

fn scenario(text: &str) -> Scenario {
    let read = parse(text, "off.toml", &|_| Err("none".into()));
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

/// People at the phone in each hour of a day, counted from their shifts.
fn phones(roster: &Roster, day: usize) -> Vec<usize> {
    let at = |hour: u32| {
        let shifts = roster.people.iter().filter_map(|p| p.days[day].shift.as_ref());
        let free = shifts.filter(|shift| {
            let span = shift.worked.span();
            let off = shift.off_phone.iter().map(|off| off.at);
            let mut away = shift.worked.breaks().iter().copied().chain(off);
            (span.from()..span.to()).contains(&(60 * hour))
                && !away.any(|s| s.from() < 60 * (hour + 1) && 60 * hour < s.to())
        });
        free.count()
    };
    (8..16).map(at).collect()
}

const THREE: [(&str, &str); 3] = [("Ada", ""), ("Bea", ""), ("Cyd", "")];

#[test]
fn who_is_trained_works_that_day_and_others_answer() {
    let free = made(&scenario(&written(2, "", "", &THREE)));
    assert_eq!(stage(&free, Goal::Cost), 6.0 * 8.0 * 40.0);
    assert!(free.activities.is_empty());
    let trained = made(&scenario(&written(2, "", TRAINING, &THREE)));
    // Two more at the phone while Ada is not: all three on Tuesday, paid.
    assert_eq!(stage(&trained, Goal::Coverage), 0.0);
    assert_eq!(stage(&trained, Goal::Cost), 7.0 * 8.0 * 40.0);
    assert_eq!(phones(&trained, 1), [3, 3, 2, 2, 3, 3, 3, 3]);
    assert_eq!(trained.activities[0].hours, 2.0);
    assert!(csv::roster(&trained).contains("training 10:00-12:00"));
    assert!(!csv::roster(&free).contains("off_phone"));
    for (language, head) in [(Language::En, "Off the phone"), (Language::Pl, "Poza telefonem")] {
        let page = text::roster::roster(&trained, language);
        assert!(page.contains(head) && page.contains("10:00-12:00 training: Ada"), "{page}");
    }
}

#[test]
fn what_nobody_can_cover_is_short_and_told() {
    let all = TRAINING.replace("people = [\"Ada\"]\n", "");
    let made = made(&scenario(&written(2, "", &all, &THREE)));
    // Everybody is trained for two hours in which two are asked for.
    assert_eq!(stage(&made, Goal::Coverage), 4.0);
    assert_eq!(phones(&made, 1), [3, 3, 0, 0, 3, 3, 3, 3]);
    let short = &made.shortages[0];
    assert_eq!((short.start.as_str(), short.end.as_str(), short.short), ("10:00", "12:00", 2.0));
}

#[test]
fn breaks_lie_beside_what_is_at_a_set_time() {
    let made = made(&scenario(&written(1, BREAK, TRAINING, &THREE)));
    let ada = made.people[0].days[1].shift.as_ref().unwrap();
    let pause = ada.worked.breaks()[0];
    // The window is 10:00 to 14:00; the training takes its first half.
    assert!([720, 780].contains(&pause.from()), "{pause:?}");
    assert!(phones(&made, 1).iter().all(|n| *n >= 1));
}

#[test]
fn pieces_are_placed_only_where_somebody_is_left_over() {
    let crew_of = |crew: u32| made(&scenario(&written(crew, "", COACHING, &THREE)));
    let made = crew_of(2);
    // Three are asked for nowhere; who works beyond the two is free to be coached.
    for day in 0..3 {
        assert!(phones(&made, day).iter().all(|n| *n >= 2), "{:?}", phones(&made, day));
    }
    let open: u32 = made.activities[0].open.iter().map(|o| o.minutes).sum();
    assert_eq!(60.0 * made.activities[0].hours + f64::from(open), 360.0);
    let reasons = made.activities[0].open.iter();
    assert!(reasons.clone().all(|o| o.reason != Unplaced::Promise) && open > 0);
    // With one asked for, everybody who works beside another can be coached, within the window.
    let two =
        TRAINING.replace("2026-11-03", "2026-11-02").replace("[\"Ada\"]", "[\"Ada\", \"Bea\"]");
    let two = two.replace("10:00", "14:00").replace("2h", "1h");
    let made = self::made(&scenario(&written(1, "", &format!("{two}{COACHING}"), &THREE)));
    for shift in made.people.iter().flat_map(|p| &p.days).filter_map(|d| d.shift.as_ref()) {
        for off in shift.off_phone.iter().filter(|off| off.activity == "coaching") {
            assert!(off.at.minutes() == 60 && off.at.from() >= 540 && off.at.to() <= 900);
        }
    }
    let placed = made.activities[1].hours;
    assert!(placed >= 4.0, "Ada, Bea and Cyd work on Monday: {placed}");
    assert!(phones(&made, 0).iter().all(|n| *n >= 1));
}

#[test]
fn who_is_away_is_excused_of_a_group_and_an_error_by_name() {
    let people = [("Ada", "absent = [2026-11-03]"), ("Bea", ""), ("Cyd", "")];
    let weekly = TRAINING.replace("people = [\"Ada\"]\ndate = 2026-11-03", "days = [\"tue\"]");
    let made = made(&scenario(&written(1, "", &weekly, &people)));
    assert_eq!(made.activities[0].hours, 4.0);
    let excused = &made.activities[0].excused;
    assert_eq!((excused.len(), excused[0].name.as_str()), (1, "Ada"));
    let named = parse(&written(1, "", TRAINING, &people), "off.toml", &|_| Err("none".into()));
    let codes: Vec<&str> = named.unwrap_err().iter().map(|p| p.code()).collect();
    assert_eq!(codes, ["E822"]);
}

#[test]
fn what_the_law_keeps_somebody_from_is_refused_before_planning() {
    let people = [("Ada", "daily_limit = \"7h\""), ("Bea", ""), ("Cyd", "")];
    let scenario = scenario(&written(1, "", TRAINING, &people));
    let refused = roster(&scenario, &Options { playing: None, ..Options::default() });
    let Err(Error::Infeasible(why)) = refused else { panic!("{refused:?}") };
    let told = obsada::report::words::shortage::summary(&why, Language::En);
    assert!(told.contains("Ada 2026-11-03: personal limit of the day"), "{told}");
    assert!(told.contains("Either move the activity"), "{told}");
}

#[test]
fn rosters_that_lie_about_activities_are_found_out() {
    let both = format!("{TRAINING}{COACHING}");
    let scenario = scenario(&written(1, BREAK, &both, &THREE));
    let made = made(&scenario);
    let whole = serde_json::to_value(&made).unwrap();
    let off = |v: &Value| v["people"][0]["days"][1]["shift"]["off_phone"].clone();
    let k = off(&whole).as_array().unwrap().iter().position(|o| o["activity"] == "training");
    let k = k.unwrap();
    let lies: [&dyn Fn(&mut Value); 8] = [
        &|v| drop(v["people"][0]["days"][1]["shift"].as_object_mut().unwrap().remove("off_phone")),
        &|v| v["people"][0]["days"][1]["shift"]["off_phone"][k]["end"] = "11:00".into(),
        &|v| v["people"][0]["days"][1]["shift"]["off_phone"][k]["activity"] = "coaching".into(),
        &|v| v["people"][0]["days"][1]["shift"]["off_phone"][k]["start"] = "07:00".into(),
        &|v| v["activities"][0]["hours"] = 3.0.into(),
        &|v| drop(v["activities"].as_array_mut().unwrap().pop()),
        &|v| v["activities"][1]["hours"] = 60.0.into(),
        &|v| {
            let told = serde_json::json!({ "name": "Ada", "week": "2026-11-02", "minutes": 30,
                "reason": "short" });
            v["activities"][1]["open"] = serde_json::json!([told]);
        },
    ];
    for (k, lie) in lies.iter().enumerate() {
        let mut roster = whole.clone();
        lie(&mut roster);
        assert!(!check(&scenario, &read(&roster.to_string()).unwrap()).passed(), "lie {k}");
    }
    // A break over the training.
    let mut roster = whole.clone();
    roster["people"][0]["days"][1]["shift"]["breaks"] = serde_json::json!([["11:00", "12:00"]]);
    assert!(!check(&scenario, &read(&roster.to_string()).unwrap()).passed());
}

#[test]
fn a_bad_morning_gives_up_coaching_before_anybody_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // Fixed duties put all three to work on Monday, so coaching is placed there.
    let duty = "fixed = [{ date = 2026-11-02, start = \"08:00\", length = \"8h\" }]";
    let people = [("Ada", duty), ("Bea", duty), ("Cyd", duty)];
    let coaching = COACHING.replace("\"mon\", \"tue\"", "\"mon\"");
    std::fs::write(at.join("off.toml"), written(2, "", &coaching, &people)).unwrap();
    let made = run(at, &["roster", "off.toml", "--format", "json", "-o", "r.json"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let before = read(&std::fs::read_to_string(at.join("r.json")).unwrap()).unwrap();
    assert_eq!(before.activities[0].hours, 6.0);
    let arguments = ["roster", "off.toml", "--repair", "r.json", "--absent", "Cyd@2026-11-02"];
    let repaired = run(at, &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(repaired.status.code(), Some(0), "{}", said(&repaired));
    let found: Value = serde_json::from_slice(&repaired.stdout).unwrap();
    assert_eq!(found["least_changes"], 0, "nobody need come: two are left, uncoached");
    let after = read(&found.to_string()).unwrap();
    assert!(phones(&after, 0).iter().all(|n| *n == 2));
    assert_eq!(after.activities[0].hours, 0.0);
    assert_eq!(after.people[2].days[0].code, Code::Absent);
    // Handed over in a workbook and read back, it is the same roster.
    let book = ["roster", "off.toml", "--from", "r.json", "--format", "xlsx", "-o", "r.xlsx"];
    assert_eq!(run(at, &book).status.code(), Some(0));
    let back = run(at, &["roster", "off.toml", "--from", "r.xlsx", "--format", "json"]);
    assert_eq!(back.status.code(), Some(0), "{}", said(&back));
    let back = read(&String::from_utf8(back.stdout).unwrap()).unwrap();
    assert_eq!((&back.people, &back.coverage), (&before.people, &before.coverage));
}
