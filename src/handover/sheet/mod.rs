//! The roster as a workbook that planners know: people down, days across, hours and coverage live.
//!
//! | sheet | what |
//! |---|---|
//! | roster | a cell for each person and day; hours, norm, balance; people working and half-hours short |
//! | breaks | the breaks of the same shifts |
//! | coverage | people present, needed and the difference by half-hour and set of lines |
//! | shifts | the shifts that each contract may have: the drop-down lists of the cells |
//! | legend | what cells mean and how the file is read back |
//! | hidden | cells as numbers, and what the file is: scenario, dates, people |
//!
//! Formulas carry the results that they come to, so that a program that does not recalculate shows them,
//! and use nothing that LibreOffice or an Excel of 2010 lacks. The same roster gives the same bytes.

mod breaks;
mod counts;
mod coverage;
mod facts;
mod grid;
mod identity;
pub mod layout;
mod shifts;
mod style;

pub use crate::report::words::hand_over::ABSENT;

use crate::domain::units::Language;
use crate::handover::names::Names;
use crate::report::words::hand_over::{Words, words};
use crate::scenario::Scenario;
use crate::wire::roster_answer::Roster;
use facts::Facts;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, XlsxError};
use style::Styles;

/// What every sheet is written from.
struct Book<'a> {
    facts: Facts<'a>,
    names: &'a Names,
    w: &'static Words,
    language: Language,
    styles: Styles,
}

/// The bytes of the workbook.
///
/// # Errors
/// Why it cannot be written, such as more people than a sheet has rows.
pub fn workbook(
    scenario: &Scenario,
    roster: &Roster,
    names: &Names,
    language: Language,
) -> Result<Vec<u8>, String> {
    let facts = Facts::new(scenario, roster);
    let (w, styles) = (words(language), Styles::new());
    let book = Book { facts, names, w, language, styles };
    written(&book).map_err(|error| error.to_string())
}

fn written(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut file = Workbook::new();
    let first = book.facts.dates.first();
    let made = match first {
        Some(date) => {
            ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?
        }
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let properties = DocProperties::new()
        .set_title(&book.facts.roster.scenario.title)
        .set_comment(book.w.notice)
        .set_creation_datetime(&made);
    file.set_properties(&properties);
    let named = [
        book.w.grid_sheet,
        book.w.breaks_sheet,
        book.w.coverage_sheet,
        book.w.shifts_sheet,
        book.w.legend_sheet,
        layout::COUNTS,
        layout::IDENTITY,
    ];
    for name in named {
        file.add_worksheet().set_name(name)?;
    }
    let places = coverage::places(&book.facts);
    grid::write(book, &places, file.worksheet_from_name(book.w.grid_sheet)?)?;
    breaks::write(book, file.worksheet_from_name(book.w.breaks_sheet)?)?;
    coverage::write(book, &places, file.worksheet_from_name(book.w.coverage_sheet)?)?;
    shifts::write(book, file.worksheet_from_name(book.w.shifts_sheet)?)?;
    shifts::legend(book, file.worksheet_from_name(book.w.legend_sheet)?)?;
    counts::write(book, file.worksheet_from_name(layout::COUNTS)?)?;
    identity::write(book, file.worksheet_from_name(layout::IDENTITY)?)?;
    file.save_to_buffer()
}

/// A formula with what it comes to.
fn formula(text: &str, result: f64) -> Formula {
    Formula::new(text).set_result(format!("{result}"))
}

/// A formula of text with what it comes to.
fn text_formula(text: &str, result: &str) -> Formula {
    Formula::new(text).set_result(result)
}
