//! An edited workbook at the command line: refused where it breaks a rule, mended when asked.

use super::desk::{changed, made, text, text_cell, with_cell, workbook};
use obsada::domain::units::Language;
use obsada::wire::roster_answer::{Code, Repair};
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obsada")).current_dir(folder).args(arguments).output().unwrap()
}

/// A desk with its workbook, one cell of the grid replaced.
fn edited(p: usize, d: usize, shift: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = format!("{}{}", char::from(b'F' + d as u8), 6 + p);
    let new = shift.map_or(String::new(), |shift| text_cell(&at, shift));
    let bytes = changed(&workbook(Language::En), |sheet, xml| match sheet {
        1 => with_cell(&xml, &at, &new),
        _ => xml,
    });
    std::fs::write(folder.path().join("desk.toml"), text()).unwrap();
    std::fs::write(folder.path().join("r.xlsx"), bytes).unwrap();
    folder
}

/// A person and day off before an early shift, from this day on: a night there breaks the daily rest.
fn before_an_early(from: usize) -> (usize, usize) {
    (0..12)
        .flat_map(|p| (from + 1..14).map(move |d| (p, d)))
        .find(|(p, d)| {
            let days = &made().people[*p].days;
            let early = days[*d].shift.as_ref().is_some_and(|s| s.worked.span().from() == 360);
            early && days[d - 1].code == Code::Off
        })
        .map(|(p, d)| (p, d - 1))
        .unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn parsed(output: &Output) -> Repair {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output.stderr)))
}

const REPAIR: [&str; 4] = ["roster", "desk.toml", "--repair", "r.xlsx"];

#[test]
fn a_workbook_that_breaks_a_rule_is_refused_and_mended() {
    let (p, d) = before_an_early(0);
    let folder = edited(p, d, Some("22:00-06:00"));
    let at = folder.path();
    let from = run(at, &["roster", "desk.toml", "--from", "r.xlsx"]);
    let told = said(&from.stderr);
    assert_eq!(from.status.code(), Some(5), "{told}");
    assert!(told.contains("grafik nie przechodzi") && told.contains("odpoczynek dobowy"), "{told}");
    assert!(told.contains("--repair"), "{told}");
    let out = run(at, &[&REPAIR[..], &["--format", "json"]].concat());
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stderr));
    let found = parsed(&out);
    let (name, date) = (&made().people[p].name, &made().people[p].days[d].date);
    let typed = found.edited.unwrap();
    assert_eq!(typed.len(), 1);
    assert_eq!((&typed[0].name, &typed[0].date, &*typed[0].before), (name, date, "off"));
    assert!(typed[0].after.starts_with("22:00-06:00"), "{typed:?}");
    assert!(found.broken.iter().any(|b| b.name == *name && b.rule.code() == "daily-rest"));
    assert!(found.roster.check.passed && found.options[0].broken.is_empty());
    assert!(found.options.iter().any(|o| o.kind == "edit-undone"), "{:#?}", found.options);
    // As few as to undo it, or fewer: and those that leave the edit alone come first.
    assert_eq!(found.least_changes, Some(1));
    assert!(found.options.is_sorted_by_key(|o| o.edits_changed), "{:#?}", found.options);
    let page = said(&run(at, &[&REPAIR[..], &["--lang", "pl"]].concat()).stdout);
    for words in ["Zmieniono od czasu zapisania", "odpoczynek dobowy", "cofnięcie zmiany"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    // The mended workbook is whole, and mending it again changes nothing.
    let out = run(at, &[&REPAIR[..], &["--format", "xlsx", "-o", "m.xlsx"]].concat());
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stderr));
    assert_eq!(run(at, &["check", "m.xlsx"]).status.code(), Some(0));
    let again = run(at, &["roster", "desk.toml", "--repair", "m.xlsx", "--format", "json"]);
    assert_eq!(parsed(&again).least_changes, Some(0));
}

#[test]
fn a_workbook_that_leaves_people_short_is_mended() {
    let (p, d) = super::workbook::needed();
    let folder = edited(p, d, None);
    let out = run(folder.path(), &[&REPAIR[..], &["--format", "json"]].concat());
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stderr));
    let found = parsed(&out);
    assert!(found.broken.is_empty());
    assert_eq!(found.least_changes, Some(1));
    assert!(found.options[0].short_hours == 0.0 && found.roster.shortages.is_empty());
    // Somebody typed as absent is not called back.
    let folder = edited(p, d, Some("N"));
    let out = run(folder.path(), &[&REPAIR[..], &["--format", "json"]].concat());
    let found = parsed(&out);
    let (name, date) = (&made().people[p].name, &made().people[p].days[d].date);
    assert_eq!(found.edited.unwrap()[0].after, "absent");
    let back = |c: &obsada::wire::roster_answer::ChangeReport| (&c.name, &c.date) == (name, date);
    assert!(found.options.iter().all(|o| !o.changes.iter().any(back)));
    assert_eq!(found.roster.people[p].days[d].code, Code::Absent);
}

#[test]
fn what_lies_before_today_cannot_be_mended() {
    let (p, d) = before_an_early(0);
    let today = &made().people[p].days[d + 2].date;
    let folder = edited(p, d, Some("22:00-06:00"));
    let at = folder.path();
    let out = run(at, &[&REPAIR[..], &["--today", today, "--lang", "en"]].concat());
    assert_eq!(out.status.code(), Some(5), "{}", said(&out.stderr));
    assert!(said(&out.stdout).contains("cannot be mended"), "{}", said(&out.stdout));
    let out = run(at, &[&REPAIR[..], &["--today", today, "--format", "json"]].concat());
    let found = parsed(&out);
    assert_eq!(out.status.code(), Some(5));
    assert!(found.broken.iter().all(|b| !b.mendable) && !found.roster.check.passed);
    // A roster that breaks a rule goes to nobody.
    let more = ["--today", today, "--format", "xlsx", "-o", "m.xlsx"];
    let out = run(at, &[&REPAIR[..], &more].concat());
    assert_eq!(out.status.code(), Some(5));
    assert!(!at.join("m.xlsx").exists());
}
