//! `fit`: what it prints, writes and refuses.

use crate::run::{folder_with, narrow, obsada};
use std::fmt::Write;
use std::fs;

const TOTALS: [&str; 4] = [
    "--totals",
    "handled=31705,mean_wait=107,days=252,hours=07:30-15:30,label=2016",
    "--totals",
    "handled=5820,mean_wait=121,days=64,hours=07:30-15:30,label=2017",
];

/// Two weeks of calls, every four minutes from 08:00 to 12:00, of three minutes each; each seventh waits
/// half a minute and hangs up.
fn calls() -> String {
    let mut text = "date,time,wait,outcome,handle,agent,number\n".to_owned();
    for day in [2, 3, 4, 5, 6, 9, 10, 11, 12, 13] {
        for call in 0..60 {
            let at = 8 * 60 + call * 4;
            let (hour, minute) = (at / 60, at % 60);
            let _ = if call % 7 == 3 {
                writeln!(
                    text,
                    "2026-03-{day:02},{hour:02}:{minute:02}:00,30,abandoned,,,60010020{call:02}"
                )
            } else {
                writeln!(
                    text,
                    "2026-03-{day:02},{hour:02}:{minute:02}:00,5,answered,180,a{},60010020{call:02}",
                    call % 2
                )
            };
        }
    }
    text
}

const MAPPING: &str = "kind = \"calls\"\n[columns]\ndate = \"date\"\ntime = \"time\"\nwait = \"wait\"\noutcome = \"outcome\"\nhandle = \"handle\"\nagent = \"agent\"\nnumber = \"number\"\n[outcomes]\nanswered = [\"answered\"]\nabandoned = [\"abandoned\"]\n";

#[test]
fn records_become_a_report_and_a_scenario_that_plans() {
    let folder = folder_with(&[("calls.csv", &calls()), ("map.toml", MAPPING)]);
    let run = |more: &[&str]| {
        let mut arguments = vec!["fit", "calls.csv", "--mapping", "map.toml"];
        arguments.extend(more);
        obsada(folder.path(), &arguments)
    };
    let text = run(&["--out", "line.toml"]).ok();
    narrow(&text);
    // 10 days of 60 calls, 9 of which hang up after 30 s; the others waited 5 s.
    assert!(
        text.contains("600 calls offered, 510") && text.contains("90 (15.0%) hung up"),
        "{text}"
    );
    // (90 × 30 + 510 × 5) ÷ 90 = 58.3 s of patience.
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"]).ok()).unwrap();
    let patience = json["estimates"]["patience"]["mean_s"]["value"].as_f64().unwrap();
    assert!((patience - (90.0 * 30.0 + 510.0 * 5.0) / 90.0).abs() < 1e-9, "{patience}");
    assert_eq!(json["estimates"]["handle"]["mean_s"]["value"], 180.0);
    let plan = obsada(folder.path(), &["plan", "line.toml", "--format", "json"]).ok();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["check"]["passed"], true);
    assert!((plan["lines"][0]["calls_per_week"].as_f64().unwrap() - 300.0).abs() < 0.01);
    // No caller's number reaches anything that was written.
    let scenario = fs::read_to_string(folder.path().join("line.toml")).unwrap();
    let csv = run(&["--format", "csv", "--table", "arrivals"]).ok();
    for written in [&text, &scenario, &csv, &json.to_string()] {
        assert!(!written.contains("6001002"), "{written}");
    }
    assert!(csv.starts_with("day,start,calls,low,high\nmon,08:00,"), "{csv}");
    let polish = run(&["--lang", "pl"]).ok();
    narrow(&polish);
    assert!(polish.contains("cierpliwość") && polish.contains("Zapisy"), "{polish}");
}

#[test]
fn a_selection_without_calls_is_refused() {
    let folder = folder_with(&[("calls.csv", &calls()), ("map.toml", MAPPING)]);
    let fails = |more: &[&str]| {
        let mut arguments = vec!["fit", "calls.csv", "--mapping", "map.toml"];
        arguments.extend(more);
        obsada(folder.path(), &arguments).fails(2)
    };
    assert!(fails(&["--from", "2027-01-01"]).contains("E940"));
    assert!(fails(&["--line", "nowhere"]).contains("E941"));
    assert!(fails(&["--to", "2026-03-03", "--forecast", "week"]).contains("E942"));
}

#[test]
fn totals_become_a_range_and_a_scenario() {
    let folder = folder_with(&[]);
    let run = |more: &[&str]| {
        let mut arguments = vec!["fit"];
        arguments.extend(TOTALS);
        arguments.extend(more);
        obsada(folder.path(), &arguments)
    };
    for lang in ["en", "pl"] {
        let text = run(&["--lang", lang]).ok();
        narrow(&text);
        assert!(text.contains("28%") && text.contains("2016"), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"]).ok()).unwrap();
    assert_eq!(json["schema"], "obsada.totals/1");
    assert_eq!(json["periods"].as_array().unwrap().len(), 2);
    run(&["--out", "t.toml"]).ok();
    obsada(folder.path(), &["plan", "t.toml"]).ok();
    let refused = run(&["--out", "t.toml"]).fails(2);
    assert!(refused.contains("E911") && refused.contains("--force"), "{refused}");
    run(&["--out", "t.toml", "--force"]).ok();
}

#[test]
fn wrong_totals_are_told() {
    let folder = folder_with(&[]);
    for (totals, what) in [
        ("handled=31705,mean_wait=107,days=252", "hours"),
        ("handled=31705,mean_wait=107,days=252,hours=15:30-07:30", "hours"),
        ("handled=-1,mean_wait=107,days=252,hours=07:30-15:30", "handled"),
        ("handled=31705,mean_wait=107,days=252,hours=07:30-15:30,peak_share=2", "peak_share"),
        ("handled=31705,wait=107,days=252,hours=07:30-15:30", "wait"),
        ("31705", "31705"),
    ] {
        let told = obsada(folder.path(), &["fit", "--totals", totals]).fails(2);
        assert!(told.contains("E944") && told.contains(what), "{told}");
    }
    obsada(folder.path(), &["fit"]).fails(2);
}

/// A report of half-hours: six answered in each, of three and four minutes in turn.
fn report() -> String {
    let mut text = "Data;Godzina;Oferowane;Odebrane;Porzucone;Śr. czas rozmowy\n".to_owned();
    for day in [2, 3, 4, 5, 6, 9, 10, 11, 12, 13] {
        for half in 16..32 {
            let talk = if half % 2 == 0 { "3:00" } else { "4:00" };
            let (hour, minute) = (half / 2, half % 2 * 30);
            let _ = writeln!(text, "{day:02}.03.2026;{hour:02}:{minute:02};6;6;0;{talk}");
        }
    }
    text
}

#[test]
fn a_report_of_half_hours_becomes_a_scenario_that_plans() {
    let folder = folder_with(&[("raport.csv", &report())]);
    let told = obsada(folder.path(), &["fit", "raport.csv", "--out", "s.toml"]).ok();
    // Reports tell nothing of single waits, so no share answered in time is told either.
    assert!(told.contains("960 calls offered") && !told.contains("of all offered were"), "{told}");
    // Mean 210 s; its error over 160 half-hours is √(160·(6·30)²·160/159) ÷ 960, its half-interval
    // 1.975 of these.
    let scenario = fs::read_to_string(folder.path().join("s.toml")).unwrap();
    let aht = scenario.lines().find(|line| line.starts_with("aht")).unwrap();
    assert!(aht.starts_with("aht = { value = 210.00, low = 205.30, high = 214.70,"), "{aht}");
    obsada(folder.path(), &["plan", "s.toml"]).ok();
}

const PLANNED: &str = r#"title = "Mornings"
[calendar]
days = ["mon", "tue", "wed", "thu", "fri"]
[[line]]
id = "city"
open = "08:00"
close = "12:00"
aht = "150s"
patience = "2m"
demand = { calls_per_week = 200 }
[[line.target]]
agents_min = 3
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 50
[[shift]]
id = "morning"
groups = ["desk"]
starts = ["08:00"]
lengths = ["4h"]
"#;

#[test]
fn a_plan_is_held_against_the_records_of_its_time() {
    let folder = folder_with(&[("calls.csv", &calls()), ("plan.toml", PLANNED)]);
    let plan = obsada(folder.path(), &["plan", "plan.toml", "--format", "json"]).ok();
    fs::write(folder.path().join("plan.json"), plan).unwrap();
    let fit = ["fit", "calls.csv", "--against", "plan.json"];
    let json = obsada(folder.path(), &[&fit[..], &["--format", "json"]].concat()).ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let against = &json["estimates"]["against"];
    let of = |path: &[&str]| {
        let found = path.iter().fold(&against["all"], |value, key| &value[*key]);
        found.as_f64().unwrap_or_else(|| panic!("{path:?} in {against}"))
    };
    assert_eq!(
        (against["days"].as_u64(), against["rows"].as_array().unwrap().len()),
        (Some(10), 8)
    );
    // Planned: 200 calls over five days, and those who call again are none. Came: 60 a day, of 180 s.
    assert!((of(&["planned", "calls"]) - 40.0).abs() < 1e-9);
    assert!((of(&["actual", "calls"]) - 60.0).abs() < 1e-9);
    assert!((of(&["planned", "aht_s"]) - 150.0).abs() < 1e-9);
    assert!((of(&["actual", "aht_s"]) - 180.0).abs() < 1e-9);
    assert!((of(&["planned", "at_phone"]) - 3.0).abs() < 1e-9);
    // (9 × 30 + 51 × 5) ÷ 60 = 8.75 s.
    assert!((of(&["actual", "mean_wait_s"]) - 8.75).abs() < 1e-9);
    let explained = ["calls_s", "aht_s", "at_phone_s", "rest_s"].map(|key| of(&["explained", key]));
    let planned = of(&["planned", "calls"]) * of(&["planned", "mean_wait_s"]);
    assert!(
        (explained.iter().sum::<f64>() - (60.0 * 8.75 - planned)).abs() < 1e-6,
        "{explained:?}"
    );
    // More calls, longer calls and fewer people at the phone each make callers wait longer.
    assert!(explained[..3].iter().all(|part| *part > 0.0), "{explained:?}");
    assert_eq!(against["calls_by_chance"], false);
    for (language, words) in [("en", "look at `[line.demand]`"), ("pl", "sprawdź `[line.demand]`")]
    {
        let text = obsada(folder.path(), &[&fit[..], &["--lang", language]].concat()).ok();
        narrow(&text);
        assert!(text.replace("\n    ", " ").contains(words), "{text}");
    }
    let told = obsada(folder.path(), &[&fit[..], &["--line", "town"]].concat()).fails(2);
    assert!(told.contains("E915"), "{told}");
}

/// Four weeks of totals of days, more on Mondays.
fn days() -> String {
    let mut text = "Date,Calls offered,Answered,Abandoned,AHT\n".to_owned();
    for day in (2..28).filter(|day| day % 7 != 0 && day % 7 != 1) {
        let offered = if day % 7 == 2 { 240 } else { 200 } + day % 5;
        let _ = writeln!(text, "2026-03-{day:02},{offered},{},20,180", offered - 20);
    }
    text
}

#[test]
fn totals_of_days_become_a_scenario_with_the_profile_given() {
    let profile = "time,share\n08:00,10%\n08:30,15%\n09:00,25%\n09:30,25%\n10:00,15%\n10:30,10%\n";
    let folder =
        folder_with(&[("days.csv", &days()), ("profile.csv", profile), ("calls.csv", &calls())]);
    let run = |more: &[&str]| {
        let mut arguments = vec!["fit", "days.csv"];
        arguments.extend(more);
        obsada(folder.path(), &arguments)
    };
    let text = run(&["--profile", "profile.csv", "--out", "line.toml"]).ok();
    narrow(&text);
    assert!(text.contains("one row a day"), "{text}");
    let scenario = fs::read_to_string(folder.path().join("line.toml")).unwrap();
    let parsed: toml::Table = scenario.parse().unwrap();
    let demand = &parsed["line"][0]["demand"];
    assert_eq!(demand["profile_basis"].as_str(), Some("assumed"));
    let shares: Vec<f64> = demand["profile"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["share"].as_float().unwrap())
        .collect();
    let given = [0.1, 0.15, 0.25, 0.25, 0.15, 0.1];
    assert_eq!(shares.len(), given.len(), "{shares:?}");
    assert!(shares.iter().zip(given).all(|(own, given)| (own - given).abs() < 0.01), "{shares:?}");
    obsada(folder.path(), &["plan", "line.toml", "--promise", "formula"]).ok();
    // A profile taken from calls: those of 08:00 to 12:00, evenly.
    let told = run(&["--profile", "calls.csv", "--format", "json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["estimates"]["profile_given"], true);
    let first = &json["estimates"]["arrivals"]["weekdays"][0];
    assert_eq!(first["rates"].as_array().unwrap().len(), 8);
}

#[test]
fn profiles_that_cannot_be_used_are_told() {
    let folder = folder_with(&[
        ("days.csv", &days()),
        ("calls.csv", &calls()),
        ("half.csv", "time,share\n08:00,0.4\n08:30,0.1\n"),
        ("odd.csv", "time,share\n08:00,0.4\n08:20,0.6\n"),
    ]);
    let fails = |arguments: &[&str]| obsada(folder.path(), arguments).fails(2);
    assert!(fails(&["fit", "days.csv"]).contains("--profile"));
    let half = fails(&["fit", "days.csv", "--profile", "half.csv"]);
    assert!(half.contains("E954") && half.contains("0.5"), "{half}");
    assert!(fails(&["fit", "days.csv", "--profile", "odd.csv"]).contains("line 3"));
    assert!(fails(&["fit", "days.csv", "--profile", "none.csv"]).contains("E910"));
    let intervals = "Date,Time,Calls offered\n2026-03-02,08:00,30\n2026-03-02,08:30,30\n";
    fs::write(folder.path().join("times.csv"), intervals).unwrap();
    let told = fails(&["fit", "times.csv", "--profile", "half.csv"]);
    assert!(told.contains("E954"), "{told}");
    let told = fails(&["fit", "times.csv", "--profile", "calls.csv", "--lang", "pl"]);
    assert!(told.contains("pomiń --profile"), "{told}");
}
