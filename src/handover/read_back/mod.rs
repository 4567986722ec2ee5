//! A workbook of the roster, edited by whoever plans, read back: every bad cell told with its sheet and
//! cell, all at once, and else a roster like any other, to be checked, mended and handed over.
//!
//! What counts is the cells of the grid and of the breaks; sums in the file are not looked at. A workbook
//! that nobody edited gives the roster it was written from. Where cells differ, what was proven of the
//! old roster says nothing of the new one: its bounds are 0.

mod book;
mod identity;
mod problems;
mod shifts;
mod stretch;

use crate::domain::cause::{HandoverCause, WorkbookFault};
use crate::domain::error::{Error, Problem};
use crate::handover::sheet::layout::{Column, Row};
use crate::handover::typed::{Day, assembled, said_absent};
use crate::roster::setting::Setting;
use crate::roster::{self, Options, promises};
use crate::scenario::Scenario;
use crate::wire::roster_answer::{Goal, Roster};
use book::{Book, Sheet};
use jiff::civil::Date;
use problems::Log;
use shifts::Said;

/// What a workbook holds.
#[derive(Debug)]
pub struct ReadBack {
    /// The roster, not yet checked, without wishes and remedies for shortages; if edited, without what
    /// its callers experience.
    pub roster: Roster,
    /// The roster as it was written, as far as people and days go; `None` if the workbook does not tell.
    pub written: Option<Roster>,
    /// Whether somebody's day differs from what was written.
    pub edited: bool,
    /// What was settled by the way: breaks placed anew.
    pub notes: Vec<String>,
}

/// Whether bytes may be a workbook: they start as a ZIP file does.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Scenario file that a workbook was written from.
///
/// # Errors
/// [`Error::Input`] with E970 if it is no workbook of a roster.
pub fn scenario_of(bytes: Vec<u8>, file: &str) -> Result<String, Error> {
    let mut book =
        Book::open(bytes).map_err(|words| not_ours(file, WorkbookFault::Unopened(words)))?;
    let identity = identity::identity(&mut book).map_err(|fault| not_ours(file, fault))?;
    Ok(identity.get("scenario").to_owned())
}

fn not_ours(file: &str, fault: WorkbookFault) -> Error {
    let cause = HandoverCause::NotWorkbook { file: file.to_owned(), fault };
    Problem::without_place(cause).into()
}

/// Reads a workbook of a roster of this scenario.
///
/// # Errors
/// [`Error::Input`] with every bad cell: E970 to E983.
pub fn read(
    bytes: Vec<u8>,
    file: &str,
    scenario: &Scenario,
    options: &Options<'_>,
) -> Result<ReadBack, Error> {
    let (settings, monday) = roster::parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let mut book =
        Book::open(bytes).map_err(|words| not_ours(file, WorkbookFault::Unopened(words)))?;
    let identity = identity::identity(&mut book).map_err(|fault| not_ours(file, fault))?;
    setting.raise(&identity.raised().unwrap_or_default());
    let mut log = Log { file, problems: Vec::new(), notes: Vec::new() };
    let mut sheet = |key: &str, log: &mut Log<'_>| {
        let name = identity.get(key);
        let sheet = book.sheet(name);
        if sheet.is_none() {
            let (file, sheet) = (file.to_owned(), name.to_owned());
            log.file(HandoverCause::NoSheet { file, sheet });
        }
        sheet
    };
    let (grid, breaks) = (sheet("grid", &mut log), sheet("breaks", &mut log));
    let (Some(grid), Some(breaks)) = (grid, breaks) else { return Err(Error::Input(log.problems)) };
    let days = cells(&setting, &identity, (&grid, &breaks), &mut log);
    if !log.problems.is_empty() {
        return Err(Error::Input(log.problems));
    }
    setting.mark_absent(&said_absent(&days));
    for person in &scenario.consultants {
        setting.take_pieces(&person.name, identity.days(&person.name).map_or(&[][..], |d| d));
    }
    let mut roster = assembled(&setting, &days, options);
    roster.scenario.sha256 = identity.get("sha256").to_owned();
    roster.parts = identity.parts();
    let written = as_written(&roster, &identity);
    let edited = written.as_ref().is_none_or(|written| differ(written, &roster));
    // What was edited since is no edition any more.
    roster.edition = identity.edition.clone().filter(|_| !edited);
    roster.raised = promises::raised(&setting);
    if let (false, Some(stages), Some(weeks)) = (edited, identity.stages(), identity.through_day())
    {
        // A workbook written before how the days fall was told has no stage for it.
        roster.rhythm = roster.rhythm.filter(|_| stages.iter().any(|s| s.stage == Goal::Rhythm));
        roster.stages = stages;
        roster.through_day = weeks;
    }
    Ok(ReadBack { roster, written, edited, notes: log.notes })
}

/// The roster with the days that the workbook was written with.
fn as_written(roster: &Roster, identity: &identity::Identity) -> Option<Roster> {
    let mut written = roster.clone();
    written.edition.clone_from(&identity.edition);
    for person in &mut written.people {
        person.days.clone_from(identity.days(&person.name)?);
    }
    Some(written)
}

fn differ(a: &Roster, b: &Roster) -> bool {
    a.people.iter().zip(&b.people).any(|(a, b)| a.days != b.days)
}

/// Every day of everybody; what cannot be read is off and reported.
fn cells(
    setting: &Setting<'_>,
    identity: &identity::Identity,
    (grid, breaks): (&Sheet, &Sheet),
    log: &mut Log<'_>,
) -> Vec<Vec<Day>> {
    let dates: Vec<Date> = (0..setting.days()).map(|d| setting.date(d)).collect();
    let people: Vec<&str> = setting.scenario.consultants.iter().map(|c| c.name.as_str()).collect();
    let (Some(columns), Some(break_columns)) =
        (identity::columns(grid, &dates, log), identity::columns(breaks, &dates, log))
    else {
        return Vec::new();
    };
    let rows = identity::rows(grid, identity, (&people, &columns), log);
    let break_row = |id: &str| -> Option<Row> {
        breaks.cells.keys().map(|at| at.0).find(|row| breaks.text(*row, 0) == id)
    };
    let mut all = Vec::new();
    for (p, row) in rows.iter().enumerate() {
        let Some(row) = row else { continue };
        let own_breaks = break_row(people[p]);
        let one = |d: usize, log: &mut Log<'_>| -> Option<Day> {
            let at: (Row, Column) = (*row, columns[d]);
            Some(match shifts::said(setting, (grid, at), (p, d), log)? {
                Said::Off => Day::Off,
                Said::Absent => Day::Absent,
                Said::Duty(duty) => {
                    let cell = own_breaks.map(|row| (breaks, (row, break_columns[d])));
                    let earlier = identity.days(people[p]).and_then(|days| days.get(d));
                    let earlier = earlier.and_then(|day| day.shift.as_ref());
                    Day::Works(shifts::breaks(setting, cell, (d, duty), earlier, log)?)
                }
            })
        };
        all.push((0..dates.len()).map(|d| one(d, log).unwrap_or(Day::Off)).collect());
    }
    all
}
