//! The same at the command line.

use super::desk::{PEOPLE, made, text};
use obsada::report::json;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obsada")).current_dir(folder).args(arguments).output().unwrap()
}

fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("desk.toml"), text()).unwrap();
    std::fs::write(folder.path().join("r.json"), json::text(made()).unwrap()).unwrap();
    folder
}

const FROM: [&str; 4] = ["roster", "desk.toml", "--from", "r.json"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    FROM.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_roster_goes_out_comes_back_and_is_mended() {
    let folder = prepared();
    let at = folder.path();
    let out = run(at, &with(&["--format", "xlsx", "-o", "r.xlsx"]));
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let checked = run(at, &["check", "r.xlsx", "--lang", "en"]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(checked.status.code(), Some(0));
    assert!(said.contains("passed") && said.contains("as it was written"), "{said}");
    let out = run(at, &["roster", "desk.toml", "--from", "r.xlsx", "--format", "json"]);
    let back = obsada::wire::roster_answer::parse(&String::from_utf8(out.stdout).unwrap()).unwrap();
    assert_eq!(back.people, made().people);
    let worker = made().duties().next().unwrap();
    let absent = format!("{}@{}", worker.name, worker.date);
    let arguments = ["roster", "desk.toml", "--repair", "r.xlsx", "--absent", &absent, "--format"];
    let mend = |format: &[&str]| run(at, &[&arguments[..], format].concat());
    let out = mend(&["json"]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(value["schema"], "obsada.repair/1");
    // A day away that was mended once stays one when the mended workbook is mended again.
    assert_eq!(mend(&["xlsx", "-o", "m.xlsx"]).status.code(), Some(0));
    let again = made().duties().find(|d| d.date != worker.date && d.name != worker.name).unwrap();
    let other = format!("{}@{}", again.name, again.date);
    let out = run(
        at,
        &["roster", "desk.toml", "--repair", "m.xlsx", "--absent", &other, "--format", "json"],
    );
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let people = value["roster"]["people"].as_array().unwrap();
    let person = people.iter().find(|p| p["name"] == worker.name).unwrap();
    let day = person["days"].as_array().unwrap().iter().find(|d| d["date"] == worker.date).unwrap();
    assert_eq!(day["code"], "absent");
}

#[test]
fn calendars_are_carried_on_only_when_asked() {
    let folder = prepared();
    let at = folder.path();
    let write = |more: &[&str]| {
        let list = [&with(&["--format", "ics", "-o", "cal"])[..], more].concat();
        run(at, &list)
    };
    assert_eq!(write(&[]).status.code(), Some(0));
    assert_eq!(std::fs::read_dir(at.join("cal")).unwrap().count(), PEOPLE.len() + 1);
    let refused = write(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("E911"));
    let before = std::fs::read(at.join("cal/p02.ics")).unwrap();
    assert_eq!(write(&["--force"]).status.code(), Some(0));
    assert_eq!(std::fs::read(at.join("cal/p02.ics")).unwrap(), before);
    std::fs::write(at.join("cal/p03.ics"), "nothing").unwrap();
    let refused = write(&["--force"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("E988") && told.contains("cal/p03.ics"), "{told}");
}

#[test]
fn names_reach_people_and_no_data() {
    let folder = prepared();
    let at = folder.path();
    let rows: String =
        PEOPLE.iter().map(|(id, _)| format!("{id};Osoba {id};{id}@x.pl\n")).collect();
    std::fs::write(at.join("names.csv"), format!("id;name;email\n{rows}")).unwrap();
    let page = run(at, &with(&["--format", "html", "--names", "names.csv"]));
    assert!(String::from_utf8(page.stdout).unwrap().contains("Osoba P05"));
    let out = run(at, &with(&["--format", "ics", "--names", "names.csv", "-o", "cal"]));
    assert_eq!(out.status.code(), Some(0));
    let table = std::fs::read_to_string(at.join("cal/people.csv")).unwrap();
    assert!(table.contains("P05,Osoba P05,P05@x.pl,p05.ics"), "{table}");
    let code = |arguments: &[&str], code: &str| {
        let out = run(at, arguments);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains(code), "{told}");
    };
    code(&with(&["--format", "json", "--names", "names.csv"]), "E987");
    code(&with(&["--format", "xlsx"]), "E960");
    std::fs::write(at.join("few.csv"), "id,name\nP01,Ala\nP01,Ola\n,\n").unwrap();
    code(&with(&["--format", "html", "--names", "few.csv"]), "E985");
    code(&with(&["--format", "ics", "--zone", "Mars/Base", "-o", "mars"]), "E923");
    assert!(!at.join("mars").exists());
    std::fs::write(at.join("no.xlsx"), b"PK\x03\x04").unwrap();
    code(&["check", "no.xlsx"], "E970");
}
