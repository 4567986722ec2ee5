//! The roster at the command line: made, checked, explained and mended.

use std::path::Path;
use std::process::{Command, Output};

const SMALL: &str = r#"title = "Small desk"
locale = "pl"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed"]
[[line]]
id = "city"
open = "08:00"
close = "18:00"
aht = "4m"
[line.demand]
calls_per_week = 60
[[line.target]]
mean_wait = "2m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00", "10:00"]
lengths = ["8h"]
breaks = [{ length = "30m", paid = true, after = "3h", before_end = "3h" }]
[roster]
"#;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obsada")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn desk(people: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let people: String = people
        .iter()
        .map(|n| format!("[[consultant]]\nname = \"{n}\"\ngroup = \"desk\"\ncontract = \"full\"\n"))
        .collect();
    std::fs::write(folder.path().join("desk.toml"), format!("{SMALL}{people}")).unwrap();
    folder
}

#[test]
fn a_roster_is_made_checked_explained_and_mended() {
    let folder = desk(&["Ala Nowa", "Ola Stara", "Iga Mała", "Ewa Duża"]);
    let at = folder.path();
    let made = run(at, &["roster", "desk.toml", "--format", "json", "-o", "r.json"]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let checked = run(at, &["check", "r.json", "--lang", "en"]);
    assert_eq!((checked.status.code(), text(&checked).contains("passed")), (Some(0), true));
    let read = run(at, &["roster", "desk.toml"]);
    let page = text(&read);
    assert!(page.contains("Ala Nowa") && page.contains("nie jest to porada prawna"), "{page}");
    assert!(page.lines().all(|l| l.chars().count() <= 80));
    let why =
        run(at, &["roster", "desk.toml", "--from", "r.json", "--why", "Ala Nowa", "2026-11-02"]);
    assert!(text(&why).contains("08:00-16:00"), "{}", text(&why));
    let roster = std::fs::read_to_string(at.join("r.json")).unwrap();
    let roster = obsada::wire::roster_answer::parse(&roster).unwrap();
    let worker = roster.duties().find(|d| d.date == "2026-11-03").unwrap();
    let absent = format!("{}@2026-11-03", worker.name);
    let mended = run(
        at,
        &["roster", "desk.toml", "--repair", "r.json", "--absent", &absent, "--format", "json"],
    );
    assert_eq!(mended.status.code(), Some(0), "{mended:?}");
    let value: serde_json::Value = serde_json::from_str(&text(&mended)).unwrap();
    assert_eq!(value["schema"], "obsada.repair/1");
    assert_eq!(value["roster"]["check"]["passed"], true);
    assert!(value["notice"].as_str().unwrap().contains("not legal advice"));
    let csv = text(&run(at, &["roster", "desk.toml", "--format", "csv"]));
    assert_eq!(csv.lines().count(), 1 + 4 * 7);
}

#[test]
fn a_desk_that_is_too_small_is_told_who_and_what_is_missing() {
    let folder = desk(&["Ala Nowa"]);
    let short = run(folder.path(), &["roster", "desk.toml", "--lang", "en"]);
    assert_eq!(short.status.code(), Some(3));
    let page = text(&short);
    assert!(
        page.contains("Where people are short") && page.contains("one more desk/full"),
        "{page}"
    );
}

#[test]
fn what_does_not_fit_is_refused_with_its_code() {
    let folder = desk(&["Ala Nowa", "Ola Stara"]);
    let at = folder.path();
    let code = |arguments: &[&str], code: &str| {
        let out = run(at, arguments);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains(code), "{told}");
    };
    std::fs::write(at.join("none.toml"), SMALL.replace("[roster]\n", "")).unwrap();
    code(&["roster", "none.toml"], "E950");
    std::fs::write(at.join("bad.json"), "{}").unwrap();
    code(
        &["roster", "desk.toml", "--repair", "bad.json", "--absent", "Ala Nowa@2026-11-02"],
        "E951",
    );
    code(&["roster", "desk.toml", "--why", "Nobody", "2026-11-02"], "E952");
    code(&["roster", "desk.toml", "--why", "Ala Nowa", "2026-12-24"], "E952");
    std::fs::write(at.join("there.json"), "").unwrap();
    code(&["roster", "desk.toml", "-o", "there.json"], "E911");
}
