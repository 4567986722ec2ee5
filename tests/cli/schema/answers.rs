//! Every answer that a command prints as JSON is what its schema says, and has no key that the schema
//! does not describe.

use super::validator;
use crate::run::{SMALL, folder_with, obsada};
use obsada::schema::Document;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The schema with no room for keys that it does not name.
fn strict(mut schema: Value) -> Value {
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("properties").is_some_and(Value::is_object)
                && fields.get("type").is_some_and(|t| t == "object" || t.is_array())
            {
                fields.insert("unevaluatedProperties".into(), json!(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(entries) => entries.iter_mut().for_each(close),
        _ => {}
    }
}

/// Holds an answer against its schema.
fn holds(document: Document, text: &str) -> Value {
    let answer: Value = serde_json::from_str(text).unwrap();
    let validator = validator(&strict(document.schema()));
    let told: Vec<String> = validator
        .iter_errors(&answer)
        .map(|e| {
            format!(
                "{} at {}",
                e.to_string().chars().take(300).collect::<String>(),
                e.instance_path()
            )
        })
        .collect();
    assert!(told.is_empty(), "{}: {told:#?}", document.name());
    answer
}

fn print(folder: &Path, arguments: &[&str]) -> String {
    let run = obsada(folder, arguments);
    // A promise that breaks, or people who are short, are told in the answer and by the exit code.
    assert!([0, 3, 5].contains(&run.code), "{arguments:?}: {}", run.stderr);
    run.stdout
}

/// Two closing times, patience, and numbers with ranges.
fn evening() -> String {
    let small = SMALL.replace(
        "close = \"12:00\"\naht = \"4m\"",
        "close = \"11:00\"\nclose_candidates = [\"11:00\", \"12:00\"]\naht = { value = \"4m\", low = \"3m\", high = \"5m\" }\npatience = \"5m\"",
    );
    small.replace(
        "[[line.target]]\nagents_min = 2",
        "[[line.target]]\nmean_wait = \"60s\"\nover = \"week\"\n[[line.target]]\nservice_level = { within = \"60s\", share = 0.7 }\n[line.evening]\nmoved_share_per_hour = 0.05\nnew_calls_per_hour = 1\nmoved_from = [\"08:00\", \"11:00\"]",
    )
    .replace("starts = [\"08:00\"]\nlengths = [\"4h\"]", "starts = [\"08:00\"]\nlengths = [\"3h\", \"4h\"]\n[cost]\nserved_call = { value = 10, low = 5, high = 20 }\ncaller_minute = 0.3")
}

#[test]
fn plans_and_what_is_made_of_them() {
    let folder = folder_with(&[("s.toml", &evening())]);
    let at = folder.path();
    let plan = print(at, &["plan", "s.toml", "--format", "json"]);
    holds(Document::Plan, &plan);
    fs::write(at.join("plan.json"), &plan).unwrap();
    // After a single week nothing is known of the intervals: their widths are null.
    for weeks in ["1", "20"] {
        let arguments = ["simulate", "plan.json", "--weeks", weeks, "--format", "json"];
        holds(Document::Simulation, &print(at, &arguments));
    }
    let arguments = ["wait", "s.toml", "--at", "mon 09:00", "--format", "json"];
    holds(Document::Wait, &print(at, &arguments));
    let arguments = ["compare", "s.toml", "--samples", "20", "--format", "json"];
    holds(Document::Proposal, &print(at, &arguments));
}

#[test]
fn a_plan_by_the_formula_and_one_that_cannot_be() {
    let few = evening().replace("days_per_week = 5 }", "days_per_week = 5, heads = 1 }");
    let folder = folder_with(&[("s.toml", SMALL), ("few.toml", &few)]);
    let by_formula = ["plan", "s.toml", "--promise", "formula", "--format", "json"];
    holds(Document::Plan, &print(folder.path(), &by_formula));
    let short = obsada(folder.path(), &["plan", "few.toml", "--format", "json"]);
    assert_eq!(short.code, 3);
    let cause = &holds(Document::NoPlan, &short.stdout)["cause"];
    // What is told for reading is there as data, in words as well.
    let summary = cause["summary"].as_str().unwrap();
    let first = summary.split(' ').next().unwrap();
    assert!(!summary.is_empty() && short.stderr.contains(first), "{summary}\n{}", short.stderr);
    let arguments = ["plan", "few.toml", "--format", "json", "-o", "no.json"];
    assert_eq!(obsada(folder.path(), &arguments).code, 3);
    assert_eq!(fs::read_to_string(folder.path().join("no.json")).unwrap(), short.stdout);
}

#[test]
fn rosters_repairs_and_reasons() {
    let people: String = ["Ala", "Ola", "Iga"]
        .map(|n| {
            format!(
                "[[consultant]]\nname = \"{n}\"\ngroup = \"g\"\ncontract = \"full\"\nwishes = [{{ off = 2026-11-03 }}]\n"
            )
        })
        .concat();
    let scenario = SMALL.replace("interval_minutes", "week_start = 2026-11-02\ninterval_minutes");
    let scenario = format!("{scenario}{people}[roster]\n[roster.rules]\ndaily-rest = \"12h\"\n");
    let folder = folder_with(&[("s.toml", &scenario)]);
    let at = folder.path();
    let made = print(at, &["roster", "s.toml", "--format", "json"]);
    let roster = holds(Document::Roster, &made);
    fs::write(at.join("r.json"), &made).unwrap();
    let name = roster["people"][0]["name"].as_str().unwrap();
    let arguments =
        ["roster", "s.toml", "--from", "r.json", "--why", name, "2026-11-02", "--format", "json"];
    let why = holds(Document::Why, &print(at, &arguments));
    assert!(why.as_array().unwrap().len() > 1);
    let away = format!("{name}@2026-11-02");
    let arguments = ["roster", "s.toml", "--repair", "r.json", "--absent", &away];
    let more = ["--busier", "2026-11-03=+20%", "--format", "json"];
    holds(Document::Repair, &print(at, &[&arguments[..], &more[..]].concat()));
}

/// Eight weeks of calls, of which each seventh hangs up.
fn calls() -> String {
    let mut text = "date,time,wait,outcome,handle,agent,number,id\n".to_owned();
    for week in 0..8 {
        for day in 0..5 {
            let date = jiff::civil::date(2026, 3, 2);
            let date = date.checked_add(jiff::Span::new().days(7 * week + day)).unwrap();
            for call in 0..60 {
                let (hour, minute) = (8 + call / 15, call % 15 * 4);
                let how = if call % 7 == 3 {
                    "30,abandoned,,".to_owned()
                } else {
                    format!("5,answered,{},a{}", 120 + call * 3, call % 2)
                };
                text += &format!(
                    "{date},{hour:02}:{minute:02}:00,{how},60010020{call:02},c{week}{day}{call}\n"
                );
            }
        }
    }
    text + "2026-05-01,late,1,answered,5,a1,1,x\n"
}

#[test]
fn records_totals_and_single_calls() {
    let folder = folder_with(&[("calls.csv", &calls())]);
    let at = folder.path();
    let arguments =
        ["fit", "calls.csv", "--forecast", "week", "--holidays", "PL", "--format", "json"];
    let fitted = holds(Document::Fit, &print(at, &arguments));
    assert!(fitted["forecast"]["backtest"].is_object());
    assert_eq!(fitted["records"]["problems"][0]["count"], 1);
    let (first, second) = (
        "handled=31705,mean_wait=107,days=252,hours=07:30-15:30,label=2016",
        "handled=5820,mean_wait=121,days=64,hours=07:30-15:30,label=2017,peak=10:00-13:00,peak_share=0.5",
    );
    let arguments = ["fit", "--totals", first, "--totals", second, "--format", "json"];
    holds(Document::Totals, &print(at, &arguments));
    let arguments = ["wait", "--log", "calls.csv", "--call", "c0010", "--format", "json"];
    let found = holds(Document::Lookup, &print(at, &arguments));
    assert_eq!(found["matches"], 1);
}

#[test]
fn the_calculator() {
    let folder = folder_with(&[]);
    let cases: [&[&str]; 3] = [
        &["--calls", "20", "--agents", "4"],
        &["--calls", "20", "--patience", "120", "--service-level", "0.8"],
        &["--calls", "0", "--agents", "1"],
    ];
    for case in cases {
        let arguments = [&["erlang", "--json", "--aht", "240"], case].concat();
        holds(Document::Erlang, &obsada(folder.path(), &arguments).ok());
    }
}

/// The schemas do refuse: what is missing, has another type, or belongs to another version.
#[test]
fn changed_answers_are_refused() {
    let folder = folder_with(&[("s.toml", SMALL)]);
    let plan: Value =
        serde_json::from_str(&print(folder.path(), &["plan", "s.toml", "--format", "json"]))
            .unwrap();
    let validator = validator(&Document::Plan.schema());
    assert!(validator.is_valid(&plan));
    for key in plan.as_object().unwrap().keys() {
        let mut without = plan.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&without), "without {key}");
        let mut other = plan.clone();
        other[key] = json!(true);
        assert!(!validator.is_valid(&other), "{key} = true");
    }
    let mut later = plan.clone();
    later["schema"] = json!("obsada.plan/2");
    assert!(!validator.is_valid(&later));
    // Keys may be added without a new number.
    later = plan;
    later["new"] = json!(1);
    assert!(validator.is_valid(&later));
}
