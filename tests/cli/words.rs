//! Polish readers get Polish: what the commands print in Polish holds no English sentence.
//!
//! An English sentence is known by its small words. What a scenario or its records bring along (names,
//! notes, keys) is left out first.

use crate::run::{SMALL, folder_with, obsada};
use std::path::Path;

/// Small words that no English sentence does without, and that are no Polish words.
const ENGLISH: [&str; 33] = [
    "the",
    "of",
    "and",
    "with",
    "is",
    "are",
    "than",
    "not",
    "which",
    "that",
    "from",
    "over",
    "each",
    "every",
    "was",
    "were",
    "for",
    "has",
    "have",
    "this",
    "there",
    "at",
    "be",
    "its",
    "cannot",
    "must",
    "when",
    "where",
    "between",
    "either",
    "instead",
    "claimed",
    "recomputed",
];

/// A line, two people and three days; names are Polish.
const DESK: &str = r#"title = "Mała linia"
locale = "pl"
currency = "PLN"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed"]
[[line]]
id = "miasto"
name = "Linia miejska"
open = "08:00"
close = "16:00"
close_candidates = ["16:00", "18:00"]
aht = { value = "4m", low = "3m", high = "5m", basis = "assumed" }
[line.demand]
calls_per_week = { value = 60, basis = "stated" }
[line.evening]
baseline_close = "16:00"
moved_share_per_hour = { value = 0.05, low = 0.0, high = 0.1, basis = "assumed" }
new_calls_per_hour = { value = 0.5, low = 0.0, high = 1.0, basis = "assumed" }
moved_from = ["08:00", "16:00"]
[[line.target]]
mean_wait = "2m"
[[group]]
id = "biuro"
name = "Biuro"
lines = ["miasto"]
hourly_cost = 48
contracts = [{ id = "etat", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "dzien"
groups = ["biuro"]
starts = ["08:00", "10:00"]
lengths = ["8h"]
breaks = [{ length = "30m", paid = true, after = "3h", before_end = "3h" }]
"#;

/// A folder with the desk, its people and a plan and a roster of it.
fn desk() -> tempfile::TempDir {
    let people: String = ["Ala Nowa", "Ola Stara", "Iga Mała", "Ewa Duża"]
        .map(|name| {
            format!("[[consultant]]\nname = \"{name}\"\ngroup = \"biuro\"\ncontract = \"etat\"\n")
        })
        .concat();
    let desk = format!("{DESK}[roster]\nclosing = {{ miasto = \"18:00\" }}\n{people}");
    folder_with(&[("biuro.toml", &desk)])
}

/// Everything a command says, on both streams.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let run = obsada(folder, arguments);
    assert!(run.code != 1 && run.code != 101, "{arguments:?}: {}{}", run.stdout, run.stderr);
    run.stdout + &run.stderr
}

/// Text without markup.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        plain += &rest[..start];
        plain.push(' ');
        rest = &rest[start..];
        let block = ["style", "script"].iter().find(|tag| rest[1..].starts_with(**tag));
        let end = block.map_or(">".to_owned(), |tag| format!("</{tag}>"));
        rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
    }
    plain + rest
}

/// English left in a text, with the words around it. Keys, files, options and what is quoted as code are no
/// words.
fn english(text: &str) -> Vec<String> {
    let text = plain(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.contains('`') && ENGLISH.contains(&bare.to_lowercase().as_str()) {
            found.push(words[k.saturating_sub(6)..words.len().min(k + 7)].join(" "));
        }
    }
    found
}

fn polish(folder: &Path, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--lang", "pl"]).collect();
    let text = said(folder, &arguments);
    assert_eq!(english(&text), Vec::<String>::new(), "{arguments:?}");
    assert!(!text.trim().is_empty(), "{arguments:?}");
    text
}

#[test]
fn english_is_recognised() {
    assert_eq!(
        english("Nie ma tu nic z angielskiego, ani `the`, ani line.a.of."),
        Vec::<String>::new()
    );
    assert_eq!(english("najwyżej than five").len(), 1);
}

#[test]
fn plans_simulations_and_waits() {
    let folder = desk();
    let at = folder.path();
    polish(at, &["plan", "biuro.toml"]);
    polish(at, &["plan", "biuro.toml", "--promise", "formula"]);
    said(at, &["plan", "biuro.toml", "--format", "json", "-o", "plan.json"]);
    polish(at, &["check", "plan.json"]);
    polish(at, &["simulate", "plan.json", "--weeks", "3"]);
    polish(at, &["wait", "biuro.toml", "--at", "mon 11:00", "--longer-than", "5m"]);
}

#[test]
fn a_plan_that_fails_its_check() {
    let folder = desk();
    let at = folder.path();
    said(at, &["plan", "biuro.toml", "--format", "json", "-o", "plan.json"]);
    let text = std::fs::read_to_string(at.join("plan.json")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    plan["cost_per_week"] = 1.0.into();
    plan["solver"]["gap"] = 0.5.into();
    plan["shifts"][0]["start"] = "08:30".into();
    plan["shifts"][0]["breaks"] = serde_json::json!([]);
    plan["intervals"].as_array_mut().unwrap().remove(0);
    plan["lines"][0]["mean_wait_s"] = 1.0.into();
    std::fs::write(at.join("plan.json"), plan.to_string()).unwrap();
    let text = polish(at, &["check", "plan.json"]);
    assert!(text.contains("KONTROLA NIEPOMYŚLNA") && text.contains("przeliczono"), "{text}");
}

#[test]
fn a_comparison_of_closing_times() {
    let folder = desk();
    for format in ["text", "md", "html"] {
        polish(folder.path(), &["compare", "biuro.toml", "--samples", "20", "--format", format]);
    }
}

#[test]
fn rosters_their_reasons_and_repairs() {
    let folder = desk();
    let at = folder.path();
    said(at, &["roster", "biuro.toml", "--format", "json", "-o", "r.json"]);
    polish(at, &["roster", "biuro.toml", "--from", "r.json"]);
    polish(at, &["roster", "biuro.toml", "--from", "r.json", "--format", "html"]);
    polish(at, &["check", "r.json"]);
    polish(at, &["roster", "biuro.toml", "--from", "r.json", "--why", "Ala Nowa", "2026-11-02"]);
    let text = std::fs::read_to_string(at.join("r.json")).unwrap();
    let roster = obsada::wire::roster_answer::parse(&text).unwrap();
    let duty = roster.duties().find(|duty| duty.date == "2026-11-03").unwrap();
    let absent = format!("{}@2026-11-03", duty.name);
    polish(at, &["roster", "biuro.toml", "--repair", "r.json", "--absent", &absent]);
    // A day with two faults: its cost and what it is marked as.
    let mut spoilt: serde_json::Value = serde_json::from_str(&text).unwrap();
    spoilt["cost"] = 1.0.into();
    spoilt["people"][0]["paid_hours"] = 1.0.into();
    spoilt["stages"][1]["gap"] = 0.5.into();
    std::fs::write(at.join("spoilt.json"), spoilt.to_string()).unwrap();
    let text = polish(at, &["check", "spoilt.json"]);
    assert!(text.contains("podano") && text.contains("przeliczono"), "{text}");
    polish(at, &["roster", "biuro.toml", "--from", "spoilt.json"]);
}

#[test]
fn records_and_totals() {
    let log = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/records/queue_log.txt");
    let folder = desk();
    polish(folder.path(), &["fit", log]);
    let totals = "handled=31705,mean_wait=107,days=252,hours=07:30-15:30,label=2016";
    polish(folder.path(), &["fit", "--totals", totals]);
    polish(folder.path(), &["wait", "--log", log, "--call", "nobody"]);
    // What `fit` writes is Polish too.
    for arguments in
        [vec!["fit", log, "--out", "z.toml"], vec!["fit", "--totals", totals, "--out", "s.toml"]]
    {
        // The log may be too small to make a scenario; that is then said in Polish.
        polish(folder.path(), &arguments);
        let written = folder.path().join(arguments[arguments.len() - 1]);
        let text = std::fs::read_to_string(written).unwrap_or_default();
        // Keys are English; titles, notes and comments are not.
        let quoted = text.split('"').skip(1).step_by(2);
        let comments =
            text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment);
        let own: Vec<&str> = quoted.chain(comments).collect();
        assert_eq!(english(&own.join(" ")), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn records_that_cannot_be_read() {
    let table = "data;godzina;czas oczekiwania;status\n";
    let rows = |row: &str| format!("{table}{row}\n");
    let files = [
        ("a.csv", rows("2026-11-25;10:00:00;600x;odebrane")),
        ("b.csv", rows("2026-11-25;25:00:00;60;odebrane")),
        ("c.csv", rows("2026-11-25;10:00:00;60;zniknęło")),
        ("d.csv", rows("03/02/2026;10:00:00;60;odebrane")),
        ("e.csv", rows("2026-11-25;10:00:00;1,234;odebrane")),
        ("f.csv", "data;śr. czas oczekiwania;zalogowani\n2026-11-25;3;4\n".to_owned()),
        ("g.csv", rows("2026-11-25;\"10:00:00;60;odebrane")),
        ("h.csv", "data;godzina;oferowane;asa\n2026-11-25;10:00;4;21666\n".to_owned()),
        ("i.csv", "data;godzina;oferowane\n2026-11-25;10:10;4\n".to_owned()),
        ("j.log", "1772434800|1.1|q|NONE|ABANDON|1\n1772434800|1.1|q|NONE|CONNECT\n".to_owned()),
        ("k.xlsx", "PK\u{3}\u{4}nothing".to_owned()),
        ("l.csv", String::new()),
        ("m.csv", "calldate,src,duration,billsec,disposition,uniqueid\n".to_owned()),
    ];
    for (name, text) in files {
        let folder = folder_with(&[(name, &text)]);
        polish(folder.path(), &["fit", name]);
        polish(folder.path(), &["wait", "--log", name, "--call", "7"]);
        polish(folder.path(), &["fit", name, "--zone", "Europe/Posen"]);
    }
    let folder =
        folder_with(&[("a.csv", table), ("m.toml", "like = \"nikt\"\n"), ("n.toml", "x = 1\n")]);
    for mapping in ["m.toml", "n.toml", "nie-ma.toml"] {
        polish(folder.path(), &["fit", "a.csv", "--mapping", mapping]);
    }
}

#[test]
fn plans_that_cannot_be() {
    let small = SMALL.replace("id = \"a\"\n", "id = \"a\"\nname = \"Linia\"\n");
    let limits = [
        ("hourly_cost = 50", "hourly_cost = 50\nhead_count = 1"),
        ("days_per_week = 5", "days_per_week = 1, heads = 2"),
        ("weekly_hours = 40.0", "weekly_hours = 5, heads = 2"),
        ("lengths = [\"4h\"]", "lengths = [\"3h\"]"),
        ("agents_min = 2", "mean_wait = \"1s\"\nover = \"week\"\n[cost]\ncaller_minute = 0.1"),
    ];
    for (key, with) in limits {
        let scenario = small.replace(key, with);
        let folder = folder_with(&[("small.toml", &scenario)]);
        polish(folder.path(), &["plan", "small.toml"]);
    }
    let folder = folder_with(&[("small.toml", &small)]);
    polish(folder.path(), &["plan", "small.toml", "--time-limit", "0"]);
}

/// Rooms that compute: they know codes and numbers, and leave the words to the report.
const WORDLESS: [&str; 8] =
    ["plan", "simulate", "witness", "solve", "compare", "records", "estimate", "parallel.rs"];

/// What the solvers and the readers of JSON say of themselves are messages, not answers.
const MESSAGES: [&str; 2] = ["plan/milp/", "witness/check/parse.rs"];

/// Texts between quotation marks in code; comments and tests are left out.
fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap();
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        found.extend(line.replace("\\\"", "").split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

fn sources(path: &Path, found: &mut Vec<std::path::PathBuf>) {
    if path.is_file() {
        return found.push(path.to_owned());
    }
    for entry in std::fs::read_dir(path).unwrap() {
        sources(&entry.unwrap().path(), found);
    }
}

#[test]
fn rooms_that_compute_make_no_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    WORDLESS.iter().for_each(|room| sources(&root.join(room), &mut files));
    assert!(files.len() > 60, "{}", files.len());
    for file in files {
        let inside = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if MESSAGES.iter().any(|path| inside.starts_with(path)) {
            continue;
        }
        for text in literals(&std::fs::read_to_string(&file).unwrap()) {
            let small = english(&text).len();
            assert!(small < 2, "{inside}: “{text}” belongs into the words of the report");
        }
    }
}
