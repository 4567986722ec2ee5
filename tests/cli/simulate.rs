//! `obsada simulate` as a user runs it.

use crate::cli::planned;
use crate::run::{SMALL, narrow, obsada};
use std::fs;

#[test]
fn a_plan_is_played_out() {
    let (folder, _) = planned();
    let text = obsada(folder.path(), &["simulate", "plan.json", "--weeks", "50"]).ok();
    assert!(text.contains("50 weeks, seed 1") && text.contains("kept"), "{text}");
    narrow(&text);
    let polish =
        obsada(folder.path(), &["simulate", "plan.json", "--days", "99", "--lang", "pl"]).ok();
    // Two days a week are open.
    assert!(polish.contains("50 tygodni"), "{polish}");
    narrow(&polish);
}

#[test]
fn seeds_decide_and_threads_do_not() {
    let (folder, _) = planned();
    let run = |seed: &str, threads: &str| {
        let options =
            ["simulate", "plan.json", "--weeks", "40", "--format", "json", "--seed", seed];
        obsada(folder.path(), &[&options[..], &["--threads", threads]].concat()).ok()
    };
    let json = run("7", "1");
    assert_eq!(json, run("7", "2"));
    assert_ne!(json, run("8", "1"));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let calls = value["lines"][0]["calls_per_week"]["value"].as_f64().unwrap();
    assert!((calls - 80.0).abs() < 8.0, "{calls}");
}

/// Ten weeks are played out where that is quickly done, however little time there is, and the page says that more were asked for.
#[test]
fn a_limit_of_time_leaves_the_first_weeks() {
    let (folder, _) = planned();
    let limited = ["simulate", "plan.json", "--weeks", "5000", "--time-limit", "0", "--seed", "7"];
    let text = obsada(folder.path(), &limited).ok();
    assert!(text.contains("10 weeks of the 5000 asked for"), "{text}");
    narrow(&text);
    let json = |options: &[&str]| -> serde_json::Value {
        let options = [options, &["--format", "json"]].concat();
        serde_json::from_str(&obsada(folder.path(), &options).ok()).unwrap()
    };
    let (cut, whole) =
        (json(&limited), json(&["simulate", "plan.json", "--weeks", "10", "--seed", "7"]));
    assert_eq!((&cut["weeks"], &cut["weeks_asked"]), (&10.into(), &5000.into()));
    assert_eq!((&whole["weeks"], &whole["weeks_asked"]), (&10.into(), &10.into()));
    assert_eq!(cut["lines"], whole["lines"]);
    obsada(folder.path(), &["simulate", "plan.json", "--time-limit", "-1"]).fails(2);
}

#[test]
fn every_call_is_written_on_request() {
    let (folder, _) = planned();
    let options =
        ["simulate", "plan.json", "--weeks", "3", "--records", "calls.csv", "--format", "csv"];
    let table = obsada(folder.path(), &options).ok();
    assert_eq!(table.lines().count(), 1 + 2 * 4);
    let path = folder.path().join("calls.csv");
    let records = fs::read_to_string(&path).unwrap();
    let rows: Vec<&str> = records.lines().collect();
    assert_eq!(rows[0], "week,line,day,at,attempt,wait_s,outcome,group,handle_s");
    assert!(rows.len() > 150, "{}", rows.len());
    assert!(rows[1].starts_with("1,a,mon,08:") && rows[1].contains(",answered,g,"), "{}", rows[1]);
    let again = obsada(folder.path(), &options).fails(2);
    assert!(again.contains("E911") && again.contains("--force"), "{again}");
    obsada(folder.path(), &[&options[..], &["--force"]].concat()).ok();
    assert_eq!(fs::read_to_string(&path).unwrap(), records);
}

#[test]
fn a_plan_of_another_scenario_is_refused() {
    let (folder, _) = planned();
    fs::write(
        folder.path().join("small.toml"),
        SMALL.replace("calls_per_week = 80", "calls_per_week = 90"),
    )
    .unwrap();
    let refused = obsada(folder.path(), &["simulate", "plan.json"]).fails(2);
    assert!(refused.contains("E916") && refused.contains("small.toml"), "{refused}");
}

#[test]
fn a_closing_that_the_line_cannot_have_is_refused() {
    let (folder, json) = planned();
    let scenario = SMALL.replace("aht = \"4m\"", "aht = \"4m\"\nclose_candidates = [\"12:00\"]");
    fs::write(folder.path().join("other.toml"), scenario).unwrap();
    let made = obsada(folder.path(), &["plan", "other.toml", "--format", "json"]).ok();
    assert_ne!(made, json);
    fs::write(
        folder.path().join("other.json"),
        made.replace("\"a\": \"12:00\"", "\"a\": \"13:00\""),
    )
    .unwrap();
    let refused = obsada(folder.path(), &["simulate", "other.json"]).fails(2);
    assert!(refused.contains("E917"), "{refused}");
}

#[test]
fn too_many_records_are_refused_before_the_work() {
    let (folder, _) = planned();
    let options = ["simulate", "plan.json", "--weeks", "1000000", "--records", "calls.csv"];
    let refused = obsada(folder.path(), &options).fails(2);
    assert!(refused.contains("E918"), "{refused}");
    assert!(!folder.path().join("calls.csv").exists());
}

#[test]
fn a_broken_promise_ends_with_five() {
    let (folder, json) = planned();
    // The same plan with one consultant of two.
    fs::write(folder.path().join("plan.json"), json.replace("\"count\": 2", "\"count\": 1"))
        .unwrap();
    let run = obsada(folder.path(), &["simulate", "plan.json", "--weeks", "20"]);
    assert_eq!(run.code, 5, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("BROKEN in 8 of 8"), "{}", run.stdout);
}
