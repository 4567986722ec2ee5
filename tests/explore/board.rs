//! The planner's board without a browser: cells held against the check, on a desk of six people and two weeks.
//!
//! What each edit must break follows from the scenario (`cases/desk.toml`: eight-hour shifts from 6, 10 and 14, five days a
//! week) and from the law, not from what the program says.

use crate::desk::obsada;
use obsada::domain::shift::ShiftTime;
use obsada::handover::board::{About, Board, Cell, Cells, Looked, cells_of, place};
use obsada::report::json;
use obsada::report::words::findings::plain;
use obsada::roster::{self, Options};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{self, Roster};
use obsada::witness::roster_check;
use std::sync::OnceLock;

pub const DESK: &str = include_str!("cases/desk.toml");

pub fn desk() -> Scenario {
    parse(DESK, "case.toml", &|_| Err("none".into())).unwrap()
}

/// The desk's roster as JSON, made once.
pub fn desk_roster() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let scenario = desk();
        let mut roster = roster::roster(&scenario, &Options::default()).unwrap();
        let verdict = roster_check::check(&scenario, &roster);
        assert!(verdict.passed(), "{:?}", verdict.findings);
        roster.check = obsada::report::words::findings::report(&verdict);
        json::text(&roster).unwrap()
    })
}

/// Days of a person from letters: a start of an eight-hour shift, `-` off, `A` away.
fn days(text: &str) -> Vec<Cell> {
    let day = |word: &str| match word {
        "-" => Cell::Off,
        "A" => Cell::Absent,
        start => shift(start.parse::<u32>().unwrap() * 60, 480),
    };
    let own: Vec<Cell> = text.split(' ').map(day).collect();
    own.into_iter().chain(std::iter::repeat(Cell::Off)).take(14).collect()
}

fn shift(start: u32, length: u32) -> Cell {
    Cell::Shift { time: ShiftTime { start, length }, breaks: Vec::new() }
}

fn look(board: &mut Board<'_>, cells: &Cells) -> Looked {
    board.look(cells, false, &Options::default()).unwrap()
}

/// Rules and days that the check names for a person.
fn told(scenario: &Scenario, looked: &Looked, name: &str) -> Vec<(String, Option<usize>)> {
    let own = looked.verdict.findings.iter().map(|f| (place(scenario, f), f));
    let own = own.filter(|(at, _)| at.name.as_deref() == Some(name));
    let mut own: Vec<_> = own
        .map(|(at, f)| (f.fault.rule().map_or_else(|| plain(f), str::to_owned), at.day))
        .collect();
    own.sort();
    own
}

#[test]
fn each_rule_is_told_in_the_cell_that_breaks_it() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let rule = |name: &str, day: usize| (name.to_owned(), Some(day));
    // P2 has no absences and is there at all hours; P3 on Wednesdays until 14:00; P1 is away on the first Tuesday.
    let cases = [
        ("P2", "14 - 10", vec![]),
        // Ended at 22:00, begins at 10:00: 12 hours of rest, but 20 after the last start.
        ("P2", "14 10", vec![rule("working-day", 1)]),
        // Ended at 22:00, begins at 6:00.
        ("P2", "- - 14 6", vec![rule("daily-rest", 3), rule("working-day", 3)]),
        // Six days of eight hours; from Friday at 14:00 to Sunday at 6:00 there are 40 hours of rest.
        ("P2", "6 6 6 6 6 - 6", vec![rule("contract-days", 0), rule("weekly-hours", 0)]),
        // The same a week later.
        (
            "P2",
            "- - - - - - - 6 6 6 6 6 - 6",
            vec![rule("contract-days", 7), rule("weekly-hours", 7)],
        ),
        // From Saturday at 14:00 the week has 34 hours left.
        (
            "P2",
            "6 6 6 6 6 6",
            vec![rule("contract-days", 0), rule("weekly-hours", 0), rule("weekly-rest", 0)],
        ),
        ("P3", "- - 10", vec![rule("not-available", 2)]),
        ("P3", "- - 6", vec![]),
        ("P1", "- 6", vec![rule("absent", 1)]),
        ("P1", "6 A", vec![]),
    ];
    for (name, text, expected) in cases {
        let mut cells = board.cells();
        cells.insert(name.to_owned(), days(text));
        let looked = look(&mut board, &cells);
        assert!(looked.edited);
        assert_eq!(told(&scenario, &looked, name), expected, "{name} {text}");
    }
    // An absence that the scenario knows and the board does not is told in its cell as well.
    let mut cells = board.cells();
    cells.insert("P1".into(), days("- -"));
    let looked = look(&mut board, &cells);
    let own = told(&scenario, &looked, "P1");
    assert_eq!(own.iter().map(|(_, day)| *day).collect::<Vec<_>>(), [Some(1)], "{own:?}");
}

#[test]
fn a_rule_of_a_week_is_about_the_week() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let mut cells = board.cells();
    cells.insert("P2".into(), days("14 6 6 6 6 6"));
    let looked = look(&mut board, &cells);
    let about = |code: &str| {
        let found = looked.verdict.findings.iter().find(|f| f.fault.rule() == Some(code));
        found.map(|f| place(&scenario, f).about)
    };
    assert_eq!(about("weekly-hours"), Some(About::Week));
    assert_eq!(about("daily-rest"), Some(About::Day));
}

#[test]
fn what_is_saved_says_what_the_check_says() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let shifts = board.shifts();
    let names: Vec<String> = scenario.consultants.iter().map(|c| c.name.clone()).collect();
    // Whatever is typed: figures are those of the cells, so that only rules and absences can be wrong.
    let mut state = 7_u64;
    let mut next = |most: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % most
    };
    let mut failed = 0;
    for round in 0..40 {
        let mut cells = board.cells();
        for _ in 0..=round {
            let (p, d) = (next(names.len()), next(14));
            let list = &shifts[p][d];
            let cell = match next(4) {
                0 => Cell::Off,
                1 => Cell::Absent,
                _ => Cell::Shift { time: list[next(list.len())], breaks: Vec::new() },
            };
            cells.get_mut(&names[p]).unwrap()[d] = cell;
        }
        let looked = look(&mut board, &cells);
        let text = json::text(&looked.roster).unwrap();
        let read = roster_answer::parse(&text).unwrap();
        let again = roster_check::check(&scenario, &read);
        assert_eq!(again, looked.verdict, "round {round}");
        assert_eq!(read.check.passed, again.passed());
        failed += usize::from(!again.passed());
        for found in &again.findings {
            let at = place(&scenario, found);
            assert!(at.name.is_some() && at.day.is_some(), "round {round}: {}", plain(found));
        }
        // The board is what was typed, breaks apart.
        let times = |cells: &Cells| -> Vec<Option<ShiftTime>> {
            let time = |cell: &Cell| match cell {
                Cell::Shift { time, .. } => Some(*time),
                _ => None,
            };
            cells.values().flatten().map(time).collect()
        };
        assert_eq!(times(&cells_of(&looked.roster)), times(&cells));
        // Nothing of the search is claimed any more.
        assert!(looked.roster.stages.iter().all(|stage| stage.bound <= stage.value));
        assert!(looked.roster.through_day.is_empty() && looked.roster.wishes.is_empty());
    }
    assert!(failed > 10, "{failed} of 40 break a rule");
}

#[test]
fn what_was_not_edited_is_the_roster_that_was_opened() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let cells = board.cells();
    let looked = look(&mut board, &cells);
    assert!(!looked.edited && looked.verdict.passed());
    assert!(json::text(&looked.roster).unwrap() == desk_roster());
    // After an edit and back again too; somebody away in between leaves no trace.
    let mut other = cells.clone();
    other.insert("P2".into(), days("A A A"));
    look(&mut board, &other);
    assert!(json::text(&look(&mut board, &cells).roster).unwrap() == desk_roster());
}

#[test]
fn waits_are_those_that_the_check_plays_out() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let mut cells = board.cells();
    cells.insert("P2".into(), days("A"));
    let looked = board.look(&cells, true, &Options::default()).unwrap();
    assert_eq!(looked.roster.through_day.len(), 2);
    let read = roster_answer::parse(&json::text(&looked.roster).unwrap()).unwrap();
    assert_eq!(roster_check::check(&scenario, &read), looked.verdict);
}

#[test]
fn a_shift_that_a_contract_does_not_have_is_refused_with_its_cell() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let mut cells = board.cells();
    // Six hours are a shift of the half contract, not of the full one; seven of neither.
    cells.get_mut("P2").unwrap()[3] = shift(360, 360);
    cells.get_mut("P6").unwrap()[4] = shift(360, 420);
    cells.get_mut("P6").unwrap()[5] = shift(360, 360);
    let refused = board.look(&cells, false, &Options::default()).unwrap_err();
    let places: Vec<(&str, usize)> = refused.iter().map(|no| (&*no.name, no.day)).collect();
    assert_eq!(places, [("P2", 3), ("P6", 4)]);
}

#[test]
fn mending_keeps_every_rule_again() {
    let scenario = desk();
    let mut board = Board::open(&scenario, desk_roster(), "roster.json").unwrap();
    let mut cells = board.cells();
    let own = cells.get_mut("P2").unwrap();
    *own = days("14 10");
    assert!(!look(&mut board, &cells).verdict.passed());
    let mended = board.mend(&cells, &Options::default()).unwrap().unwrap();
    assert!(mended.verdict.passed(), "{:?}", mended.verdict.findings);
    assert!(!mended.changes.is_empty() && mended.broken == 0);
    // The board itself is as it was.
    assert!(!look(&mut board, &cells).verdict.passed());
}

#[test]
fn a_roster_of_other_people_or_weeks_is_refused() {
    let scenario = desk();
    for (from, to) in [("\"P2\"", "\"Q2\""), ("2026-11-", "2026-10-")] {
        let other = desk_roster().replace(from, to);
        assert!(Board::open(&scenario, &other, "roster.json").is_err(), "{from}");
    }
    assert!(Board::open(&scenario, "{}", "roster.json").is_err());
}

/// A folder with a scenario, its roster and the board's page.
pub fn board_page(scenario: &str, roster: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("case.toml"), scenario).unwrap();
    std::fs::write(folder.path().join("roster.json"), roster).unwrap();
    let given = ["explore", "case.toml", "--roster", "roster.json", "-o", "page.html"];
    let output = obsada(folder.path(), &given);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

#[test]
fn the_page_holds_no_circumstances_and_is_its_owners() {
    let folder = board_page(DESK, desk_roster());
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    // Quotes are escaped in the page's data.
    let person = r#"name = \"P6\""#;
    assert!(page.contains(person), "people and what their shifts are checked by");
    for word in ["wedding", "sick leave"] {
        assert!(DESK.contains(word) && !page.contains(word), "{word}");
    }
    assert!(page.len() < 2_600_000, "{} bytes", page.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("page.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
    // Where somebody is protected the page has no people at all but those of the roster.
    let protected = DESK.replace("name = \"P2\"", "name = \"P2\"\nprotected = [\"pregnancy\"]");
    let parts = parse(&protected, "case.toml", &|_| Err("none".into())).unwrap().source.parts;
    let mut roster: Roster = roster_answer::parse(desk_roster()).unwrap();
    roster.parts = Some(parts);
    let folder = board_page(&protected, &json::text(&roster).unwrap());
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    for word in ["pregnancy", "protected =", "[[consultant]]", person] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_roster_that_does_not_fit_makes_no_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("case.toml"), DESK).unwrap();
    let other = desk_roster().replace("\"P2\"", "\"Q2\"");
    std::fs::write(folder.path().join("roster.json"), other).unwrap();
    let output = obsada(folder.path(), &["explore", "--roster", "roster.json", "-o", "page.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("E951"));
    assert!(!folder.path().join("page.html").exists());
}
