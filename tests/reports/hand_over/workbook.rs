//! The workbook: the same roster back, every bad cell told, sums alive in LibreOffice.

use super::desk::{changed, made, scenario, text_cell, with_cell, workbook};
use calamine::{Data, Reader, Xlsx};
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::handover::names::parse as parse_names;
use obsada::handover::read_back::{self, ReadBack};
use obsada::handover::sheet;
use obsada::report::words::findings;
use obsada::roster::{Options, explain, setting::Setting};
use obsada::wire::roster_answer::Code;
use obsada::witness::roster_check;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::process::Command;

fn read(bytes: Vec<u8>) -> Result<ReadBack, Error> {
    read_back::read(bytes, "r.xlsx", scenario(), &Options { rounds: 10, ..Options::default() })
}

/// Code and cell of every problem.
fn told(bytes: Vec<u8>) -> Vec<(&'static str, String)> {
    let Err(Error::Input(problems)) = read(bytes) else { panic!("nothing is told") };
    let place = |p: &obsada::domain::error::Problem| {
        p.place.as_ref().map_or(String::new(), |at| at.file.clone())
    };
    problems.iter().map(|p| (p.code(), place(p))).collect()
}

#[test]
fn a_workbook_nobody_edited_gives_the_roster_back() {
    for language in [Language::En, Language::Pl] {
        let bytes = workbook(language);
        assert!(bytes == workbook(language), "two runs differ");
        let found = read(bytes).unwrap();
        assert!(!found.edited && found.notes.is_empty());
        let mut roster = found.roster;
        // What explains a roster is worked out anew from its days.
        let setting = scenario();
        let (settings, monday) = obsada::roster::parts(setting).unwrap();
        let setting = Setting::new(setting, settings, monday);
        let grid = obsada::roster::repair::grid_of(&setting, &roster).unwrap();
        roster.wishes = explain::wishes(&setting, &grid, &Options::default());
        roster.check = findings::report(&roster_check::check(scenario(), &roster));
        assert_eq!(&roster, made());
    }
}

/// Cell of a person's day in the grid and in the breaks: rows from 6, columns from F.
fn cell(p: usize, d: usize) -> String {
    format!("{}{}", char::from(b'F' + d as u8), 6 + p)
}

#[test]
fn every_bad_cell_is_told_at_once_with_its_place() {
    let bad = [
        ("F6", text_cell("F6", "bzdura"), "E978"),
        ("G6", text_cell("G6", "06:10-14:10"), "E981"),
        ("H6", text_cell("H6", "06:00-15:00"), "E982"),
        ("I6", text_cell("I6", "07:00-15:00"), "E982"),
        ("J6", "<c r=\"J6\"><v>0.25</v></c>".to_owned(), "E979"),
        ("K6", "<c r=\"K6\"><v>46218</v></c>".to_owned(), "E979"),
        ("L6", "<c r=\"L6\" t=\"str\"><f>F7</f><v>06:00-14:00</v></c>".to_owned(), "E980"),
        ("M6", "<c r=\"M6\" t=\"b\"><v>1</v></c>".to_owned(), "E978"),
    ];
    let bytes = changed(&workbook(Language::En), |sheet, xml| match sheet {
        1 => bad.iter().fold(xml, |xml, (cell, new, _)| with_cell(&xml, cell, new)),
        _ => xml,
    });
    let expected: Vec<(&str, String)> =
        bad.iter().map(|(cell, _, code)| (*code, format!("r.xlsx:Roster!{cell}"))).collect();
    assert_eq!(told(bytes), expected);
    let (p, d, _) = first_break();
    let at = cell(p, d);
    let bytes = changed(&workbook(Language::Pl), |sheet, xml| match sheet {
        2 => with_cell(&xml, &at, &text_cell(&at, "kawa")),
        _ => xml,
    });
    assert_eq!(told(bytes), [("E983", format!("r.xlsx:Przerwy!{at}"))]);
}

#[test]
fn rows_added_gone_doubled_renamed_and_dates_moved_are_told() {
    let grid = |change: &dyn Fn(String) -> String| {
        changed(&workbook(Language::En), |sheet, xml| if sheet == 1 { change(xml) } else { xml })
    };
    let renamed = grid(&|xml| with_cell(&xml, "B7", &text_cell("B7", "Somebody else")));
    assert_eq!(told(renamed), [("E977", "r.xlsx:Roster!B7".to_owned())]);
    // Without its identity a row is nobody's, and that person has none.
    let nobody = grid(&|xml| with_cell(&xml, "A7", ""));
    assert_eq!(told(nobody), [("E973", "r.xlsx:Roster!B7".to_owned()), ("E976", String::new())]);
    let stranger = grid(&|xml| with_cell(&xml, "A7", &text_cell("A7", "P99")));
    assert_eq!(told(stranger), [("E974", "r.xlsx:Roster!B7".to_owned()), ("E976", String::new())]);
    let twice = grid(&|xml| with_cell(&xml, "A7", &text_cell("A7", "P01")));
    assert_eq!(told(twice), [("E975", "r.xlsx:Roster!B7".to_owned()), ("E976", String::new())]);
    let moved = grid(&|xml| with_cell(&xml, "F5", "<c r=\"F5\" s=\"1\"><v>46300</v></c>"));
    assert_eq!(told(moved)[0].0, "E972");
    let unmarked = grid(&|xml| with_cell(&xml, "A5", ""));
    assert_eq!(told(unmarked)[0].0, "E972");
    let Err(Error::Input(problems)) = read(b"PK\x03\x04 no workbook".to_vec()) else { panic!() };
    assert_eq!(problems[0].code(), "E970");
    let bytes = workbook(Language::En);
    for end in (0..bytes.len()).step_by(bytes.len() / 50) {
        assert!(read(bytes[..end].to_vec()).is_err());
    }
}

/// A day with a break: person, day, the break.
fn first_break() -> (usize, usize, [String; 2]) {
    let people = made().people.iter().enumerate();
    people
        .flat_map(|(p, person)| person.days.iter().enumerate().map(move |(d, day)| (p, d, day)))
        .find_map(|(p, d, day)| Some((p, d, day.shift.as_ref()?.breaks_text().first()?.clone())))
        .unwrap()
}

/// A half-hour that is short without one of its workers: person and day.
pub fn needed() -> (usize, usize) {
    let minute = |text: &str| -> u32 {
        let (h, m) = text.split_once(':').unwrap();
        h.parse::<u32>().unwrap() * 60 + m.parse::<u32>().unwrap()
    };
    let tight = made()
        .coverage
        .iter()
        .filter(|c| c.at_phone - c.at_phone / c.on_duty < f64::from(c.required) - 1e-6);
    tight
        .flat_map(|c| made().people.iter().enumerate().map(move |(p, person)| (c, p, person)))
        .find_map(|(c, p, person)| {
            let answers = person.lines.iter().any(|line| c.lines.contains(line));
            let there = |s: &obsada::wire::roster_answer::Shift| {
                let within = |from: u32, to: u32| (from..to).contains(&minute(&c.start));
                let span = s.worked.span();
                let pauses = s.worked.breaks().iter().any(|b| within(b.from() / 30 * 30, b.to()));
                within(span.from(), span.to()) && !pauses
            };
            let works = |d: &&obsada::wire::roster_answer::Day| {
                d.date == c.date && d.shift.as_ref().is_some_and(there)
            };
            answers.then(|| Some((p, person.days.iter().position(|d| works(&d))?)))?
        })
        .unwrap()
}

#[test]
fn edits_are_taken_as_they_stand_and_the_check_says_what_they_break() {
    let (p, d) = needed();
    let at = cell(p, d);
    // Emptied: one shift less; the roster owns up to the people short, so the check has nothing to add.
    let emptied = changed(&workbook(Language::En), |sheet, xml| match sheet {
        1 => with_cell(&xml, &at, ""),
        _ => xml,
    });
    let found = read(emptied).unwrap();
    assert!(found.edited && found.roster.people[p].days[d].code == Code::Off);
    assert!(!found.roster.shortages.is_empty() && found.roster.stages[1].bound == 0.0);
    assert!(roster_check::check(scenario(), &found.roster).passed());
    // A night worked before a morning: the check names the rule and the day.
    let (p, d) = (0..14)
        .flat_map(|p| (1..14).map(move |d| (p, d)))
        .find(|(p, d)| {
            let days = &made().people[*p].days;
            let early = days[*d].shift.as_ref().is_some_and(|s| s.worked.span().from() == 360);
            early && days[d - 1].code == Code::Off
        })
        .unwrap();
    let night = cell(p, d - 1);
    let edited = changed(&workbook(Language::En), |sheet, xml| match sheet {
        1 => with_cell(&xml, &night, &text_cell(&night, " 22.00 – 6 ")),
        _ => xml,
    });
    let found = read(edited).unwrap();
    assert_eq!(found.notes.len(), 1, "{:?}", found.notes);
    let shift = found.roster.people[p].days[d - 1].shift.as_ref().unwrap();
    assert_eq!(shift.hours_text(), ["22:00", "06:00"]);
    assert_eq!(shift.worked.breaks().len(), 1);
    let report = findings::report(&roster_check::check(scenario(), &found.roster));
    let rest = format!("{} {}: daily-rest", made().people[p].name, made().people[p].days[d].date);
    assert!(report.violations.contains(&rest), "{:?}", report.violations);
    // A break moved within its window lies where it was put.
    let at = cell(p, d);
    for put in ["08:00-08:15", "11:45-12:00"] {
        let moved = changed(&workbook(Language::En), |sheet, xml| match sheet {
            2 => with_cell(&xml, &at, &text_cell(&at, put)),
            _ => xml,
        });
        let found = read(moved).unwrap();
        let breaks = found.roster.people[p].days[d].shift.as_ref().unwrap().breaks_text();
        assert_eq!((breaks[0].join("-").as_str(), found.notes.len()), (put, 0));
    }
    // One outside of it does not.
    let outside = changed(&workbook(Language::En), |sheet, xml| match sheet {
        2 => with_cell(&xml, &at, &text_cell(&at, "07:00-07:15")),
        _ => xml,
    });
    assert!(read(outside).unwrap().notes[0].contains(&format!("r.xlsx:Breaks!{at}")));
}

type Cells = BTreeMap<(String, u32, u32), f64>;

/// Every number of every sheet.
fn numbers(bytes: Vec<u8>) -> Cells {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut all = Cells::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        let (row, column) = range.start().unwrap();
        for (r, c, value) in range.used_cells() {
            if let Data::Float(number) = value {
                all.insert((sheet.clone(), row + r as u32, column + c as u32), *number);
            }
        }
    }
    all
}

/// Without what formulas came to, so that whoever opens the file has to compute it.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    changed(bytes, |_, xml| {
        let mut parts = xml.split("</f><v>");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |out, part| out + "</f>" + &part[part.find("</v>").unwrap() + 4..])
    })
}

/// As LibreOffice has it after computing everything; `None` where it is not installed.
fn computed(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("r.xlsx"), folder.path().join("out"));
    std::fs::write(&from, without_results(bytes)).unwrap();
    let profile =
        format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .args([&to, &from])
        .output();
    if run.is_err() {
        println!("skipped: LibreOffice is not installed here");
        return None;
    }
    Some(std::fs::read(to.join("r.xlsx")).unwrap())
}

#[test]
fn a_spreadsheet_program_comes_to_the_same_and_sums_follow_an_edit() {
    let own = workbook(Language::En);
    let Some(theirs) = computed(&own) else { return };
    let (ours, theirs) = (numbers(own.clone()), numbers(theirs));
    let mut seen = 0;
    for (at, value) in &theirs {
        let cached = ours.get(at).unwrap_or_else(|| panic!("{at:?} is not in ours"));
        assert!((value - cached).abs() < 1e-6, "{at:?}: {cached} written, {value} computed");
        seen += 1;
    }
    assert!(seen > 2000, "{seen}");
    let (p, d) = needed();
    let at = cell(p, d);
    let edited =
        changed(&own, |sheet, xml| if sheet == 1 { with_cell(&xml, &at, "") } else { xml });
    let after = numbers(computed(&edited).unwrap());
    let hours = |cells: &Cells| cells[&("Roster".to_owned(), 5 + p as u32, 2)];
    assert!((hours(&ours) - hours(&after) - 8.0).abs() < 1e-9);
    // The half-hours short are those that the roster read back has.
    let short = after[&("Roster".to_owned(), 5 + 14 + 2, 5 + d as u32)];
    let found = read(edited).unwrap().roster;
    let date = &found.people[p].days[d].date;
    let rows = found.coverage.iter().filter(|c| c.date == *date);
    let lacking = rows.filter(|c| c.on_duty < f64::from(c.required) - 1e-6).count();
    assert_eq!(short, lacking as f64);
    assert!(lacking > 0);
}

#[test]
fn figures_of_the_sheet_are_those_of_the_roster() {
    let cells = numbers(workbook(Language::En));
    let sheet =
        |row: usize, column: usize| cells[&("Roster".to_owned(), row as u32, column as u32)];
    for (p, person) in made().people.iter().enumerate() {
        let after = 5 + 14;
        assert!((sheet(5 + p, 2) - person.paid_hours).abs() < 1e-9);
        assert_eq!(sheet(5 + p, after + 3), f64::from(person.evenings));
        assert_eq!(sheet(5 + p, after + 4), f64::from(person.weekend_days));
    }
    // 80 hours of two weeks with no holiday on a weekday, less three days away; half of that.
    assert_eq!([sheet(5, 3), sheet(6, 3), sheet(17, 3)], [56.0, 80.0, 40.0]);
}

#[test]
fn names_are_shown_and_nobody_is_lost_by_them() {
    let ids: Vec<&str> = super::desk::PEOPLE.iter().map(|(id, _)| *id).collect();
    let file: String = ids.iter().map(|id| format!("{id},Osoba {id} Żak\n")).collect();
    let (names, _) = parse_names(&format!("id,name\n{file}"), "n.csv", &ids).unwrap();
    let bytes = sheet::workbook(scenario(), made(), &names, Language::Pl).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let grid = book.worksheet_range("Grafik").unwrap();
    assert_eq!(grid.get_value((5, 1)), Some(&Data::String("Osoba P01 Żak".into())));
    let found = read(bytes).unwrap();
    assert!(!found.edited);
    assert_eq!(found.roster.people, made().people);
    let json = obsada::report::json::text(&found.roster).unwrap();
    assert!(!json.contains("Osoba"));
}
