//! The planner's board: a roster opened, looked at after each edit, mended.
//!
//! Calls about a roster have, after what is said of the scenario, the roster's file name and text. What was opened last is
//! kept, so that a look after an edit costs the check alone.

use crate::calls::Arguments;
use crate::told::{Failed, told};
use obsada::domain::clock::TimeOfDay;
use obsada::domain::finding::Verdict;
use obsada::domain::shift::{ShiftTime, Stretch};
use obsada::domain::units::Language;
use obsada::handover::board::{About, Board, Cell, Cells, Looked, Refused, place};
use obsada::handover::names;
use obsada::report::words::findings::{finding, phrase};
use obsada::report::words::problems::message;
use obsada::report::{csv, json};
use obsada::roster::Options;
use obsada::scenario::Scenario;
use obsada::wire::roster_answer::{self, ChangeReport, Roster};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A board and what it was opened with.
struct Opened {
    key: [String; 5],
    scenario: &'static Scenario,
    board: Board<'static>,
}

thread_local! {
    static OPENED: RefCell<Option<Opened>> = const { RefCell::new(None) };
}

/// A cell as the page has it: nothing, `absent`, or a shift.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Typed {
    Word(String),
    Shift { start: String, end: String, breaks: Vec<[String; 2]> },
}

/// What the page needs to know of a roster that it opens.
#[derive(Serialize)]
struct Told<'a> {
    title: &'a str,
    currency: &'a str,
    interval_minutes: u32,
    /// Lines by identifier.
    lines: BTreeMap<&'a str, &'a str>,
    holidays: Vec<bool>,
    /// Different lists of shifts, start and length in minutes.
    lists: Vec<Vec<[u32; 2]>>,
    /// By person the number of the list of each day.
    shifts: BTreeMap<&'a str, Vec<usize>>,
}

/// A finding where the page shows it.
#[derive(Serialize)]
struct Found {
    name: Option<String>,
    day: Option<usize>,
    about: &'static str,
    /// What does not hold.
    text: String,
    /// The same with its place.
    whole: String,
}

/// What a look comes to.
#[derive(Serialize)]
struct Seen {
    passed: bool,
    edited: bool,
    findings: Vec<Found>,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct Offered {
    #[serde(flatten)]
    seen: Seen,
    kind: String,
    changes: Vec<ChangeReport>,
    broken: usize,
    short_hours: f64,
}

/// A shift that a contract does not have.
#[derive(Serialize)]
struct No {
    name: String,
    day: usize,
    message: String,
    remedy: String,
}

type Answers = Vec<Vec<u8>>;

/// Runs a call on the board of these arguments, which is opened unless it is the one that is open.
fn on_board<T>(
    arguments: &Arguments<'_>,
    work: impl FnOnce(&mut Opened) -> Result<T, Failed>,
) -> Result<T, Failed> {
    let text = |at: usize| arguments.text(at).map(str::to_owned);
    let (file, roster) = (arguments.own(0)?.to_owned(), arguments.own(1)?.to_owned());
    let key = [text(0)?, text(1)?, text(2)?, file, roster];
    OPENED.with_borrow_mut(|opened| {
        if opened.as_ref().is_none_or(|open| open.key != key) {
            *opened = None;
            // A board lasts as long as its worker, which is ended when another roster is opened.
            let scenario: &'static Scenario = Box::leak(Box::new(arguments.scenario()?));
            let board = Board::open(scenario, &key[4], &key[3])
                .or_else(|error| Err(told(&error, &key[1], arguments.language()?)))?;
            *opened = Some(Opened { key, scenario, board });
        }
        opened.as_mut().ok_or_else(|| Failed::call("board")).and_then(work)
    })
}

/// Opens a roster: what is to be known of its people, what the check says, and the roster.
pub(crate) fn open(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let language = arguments.language()?;
    on_board(arguments, |open| {
        let cells = open.board.cells();
        let looked = open.board.look(&cells, false, &Options::default());
        let looked = looked.map_err(|no| refused(no, language))?;
        let mut lists: Vec<Vec<[u32; 2]>> = Vec::new();
        let mut number = |list: Vec<ShiftTime>| {
            let list: Vec<[u32; 2]> = list.iter().map(|time| [time.start, time.length]).collect();
            lists.iter().position(|own| *own == list).unwrap_or_else(|| {
                lists.push(list);
                lists.len() - 1
            })
        };
        let people = open.scenario.consultants.iter().map(|c| c.name.as_str());
        let shifts = people.zip(open.board.shifts());
        let shifts = shifts
            .map(|(name, days)| (name, days.into_iter().map(&mut number).collect()))
            .collect();
        let about = Told {
            title: &open.scenario.title,
            currency: &open.scenario.currency,
            interval_minutes: open.scenario.calendar.grid.minutes(),
            lines: open.scenario.lines.iter().map(|l| (l.id.as_str(), l.name.as_str())).collect(),
            holidays: open.board.holidays(),
            lists,
            shifts,
        };
        let [seen, roster] = answer(open.scenario, &looked, language)?;
        Ok(vec![bytes(&about)?, seen, roster])
    })
}

/// Looks at cells: what the check says, and the roster of them.
pub(crate) fn look(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let language = arguments.language()?;
    let cells = cells(arguments.own(2)?)?;
    let waits = arguments.own(3)? == "waits";
    on_board(arguments, |open| {
        let work = |options: &Options<'_>| open.board.look(&cells, waits, options);
        let looked = arguments.within(work).map_err(|no| refused(no, language))?;
        answer(open.scenario, &looked, language).map(Vec::from)
    })
}

/// Mends cells: what would be changed, and the roster after it.
pub(crate) fn mend(arguments: &Arguments<'_>) -> Result<Answers, Failed> {
    let language = arguments.language()?;
    let cells = cells(arguments.own(2)?)?;
    on_board(arguments, |open| {
        let work = |options: &Options<'_>| open.board.mend(&cells, options);
        let mended = arguments.within(work).map_err(|no| refused(no, language))?;
        let Some(mended) = mended else { return Ok(Vec::new()) };
        let offered = Offered {
            seen: seen(open.scenario, &mended.verdict, true, language),
            kind: mended.kind,
            changes: mended.changes,
            broken: mended.broken,
            short_hours: mended.short_hours,
        };
        Ok(vec![bytes(&offered)?, text_of(&mended.roster, language)?])
    })
}

/// A roster as a table.
pub(crate) fn table(text: &str, excel: bool) -> Result<String, Failed> {
    let roster = roster_answer::parse(text).map_err(|_| Failed::call("roster"))?;
    Ok(if excel { csv::roster_excel(&roster) } else { csv::roster(&roster) })
}

/// Names for people, from a file of them: by their words in the roster.
pub(crate) fn named(file: &str, text: &str, people: &str, pl: bool) -> Result<String, Failed> {
    let people: Vec<&str> = serde_json::from_str(people).map_err(|_| Failed::call("people"))?;
    let language = if pl { Language::Pl } else { Language::En };
    let (names, _) = names::parse(text, file, &people)
        .map_err(|problems| told(&obsada::domain::error::Error::Input(problems), "", language))?;
    let shown: BTreeMap<&str, &str> = people.iter().map(|id| (*id, names.shown(id))).collect();
    serde_json::to_string(&shown).map_err(|_| Failed::call("names"))
}

fn answer(
    scenario: &Scenario,
    looked: &Looked,
    language: Language,
) -> Result<[Vec<u8>; 2], Failed> {
    let seen = seen(scenario, &looked.verdict, looked.edited, language);
    Ok([bytes(&seen)?, text_of(&looked.roster, language)?])
}

fn seen(scenario: &Scenario, verdict: &Verdict, edited: bool, language: Language) -> Seen {
    let findings = verdict.findings.iter().map(|own| {
        let at = place(scenario, own);
        let about = match at.about {
            About::Day => "day",
            About::Week => "week",
            About::Period => "period",
        };
        let (text, whole) = (phrase(own, language), finding(own, language));
        Found { name: at.name, day: at.day, about, text, whole }
    });
    Seen {
        passed: verdict.passed(),
        edited,
        findings: findings.collect(),
        remarks: verdict.remarks.iter().map(|own| finding(own, language)).collect(),
    }
}

fn text_of(roster: &Roster, language: Language) -> Result<Vec<u8>, Failed> {
    json::text(roster).map(String::into_bytes).map_err(|error| told(&error, "", language))
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, Failed> {
    serde_json::to_vec(value).map_err(|_| Failed::call("answer"))
}

/// Shifts that contracts do not have, as the page tells them.
fn refused(all: Vec<Refused>, language: Language) -> Failed {
    let one = |no: Refused| {
        let words = message(&no.cause.into(), language);
        No { name: no.name, day: no.day, message: words.message, remedy: words.remedy }
    };
    let all: Vec<No> = all.into_iter().map(one).collect();
    let text = all.iter().map(|no| no.message.as_str()).collect::<Vec<_>>().join("\n");
    Failed::refused(text, &all)
}

/// The cells of the page.
fn cells(text: &str) -> Result<Cells, Failed> {
    let typed: BTreeMap<String, Vec<Typed>> =
        serde_json::from_str(text).map_err(|_| Failed::call("cells"))?;
    let days = |days: Vec<Typed>| days.iter().map(cell).collect::<Option<Vec<Cell>>>();
    let all = typed.into_iter().map(|(name, own)| Some((name, days(own)?)));
    all.collect::<Option<_>>().ok_or_else(|| Failed::call("time"))
}

fn cell(typed: &Typed) -> Option<Cell> {
    match typed {
        Typed::Word(word) if word == "absent" => Some(Cell::Absent),
        Typed::Word(_) => Some(Cell::Off),
        Typed::Shift { start, end, breaks } => {
            let time = |text: &str| TimeOfDay::parse(text);
            let span = Stretch::between(time(start)?, time(end)?);
            let pause = |[from, to]: &[String; 2]| {
                let own = Stretch::between_after(time(from)?, time(to)?, span.from());
                Some((own.from(), own.to()))
            };
            let breaks = breaks.iter().map(pause).collect::<Option<_>>()?;
            let time = ShiftTime { start: span.from(), length: span.minutes() };
            Some(Cell::Shift { time, breaks })
        }
    }
}
