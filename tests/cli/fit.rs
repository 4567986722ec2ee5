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
