//! Causes in workbooks that are read back, files of names and earlier calendars: E970 to E988, and E923.

use super::causes;
use jiff::civil::Date;

causes! {
    /// What is wrong with a workbook of a roster, a file of names, or an earlier calendar.
    HandoverCause {
        /// A time zone that nobody knows.
        "E923" NoZone { zone: String },
        /// A file that is no workbook of a roster.
        "E970" NotWorkbook { file: String, fault: WorkbookFault },
        /// A sheet that is not there.
        "E971" NoSheet { file: String, sheet: String },
        /// A sheet without its dates.
        "E972" NoDates { file: String, sheet: String },
        /// A date that is there twice.
        "E972" DateTwice { date: Date },
        /// Dates that are not there.
        "E972" DatesMissing { file: String, sheet: String, dates: Vec<Date> },
        /// A date of other weeks.
        "E972" DateOutside { date: Date },
        /// A row that belongs to nobody.
        "E973" NobodysRow { row: u32, name: String },
        /// A row of somebody who is not in the scenario.
        "E974" StrangersRow { id: String },
        /// Two rows of one person.
        "E975" RowTwice { id: String },
        /// No row of a person.
        "E976" NoRow { file: String, sheet: String, id: String },
        /// A person under another name.
        "E977" Renamed { id: String, name: String },
        /// A text that is no shift.
        "E978" NotShift { text: String },
        /// A cell of a shift that holds something else.
        "E978" ShiftNotText,
        /// A number where text should be.
        "E979" Number { of: CellOf, number: NumberCell },
        /// A formula where text should be.
        "E980" Formula { of: CellOf },
        /// A shift off the grid, with the nearest times that lie on it.
        "E981" OffGrid { shift: String, step: u32, near: (u32, u32) },
        /// A day without shifts of a contract.
        "E982" NoShiftThatDay { contract: String, date: Date },
        /// A start that a contract does not have.
        "E982" OtherStarts { contract: String, length: u32, start: u32, first: u32, last: u32 },
        /// A length that a contract does not have.
        "E982" OtherLengths { contract: String, shift: String, length: u32, known: Vec<u32> },
        /// A text that is no list of breaks.
        "E983" NotBreaks { text: String },
        /// A cell of breaks that holds something else.
        "E983" BreaksNotText,
        /// A name that cannot be shown.
        "E984" BadName,
        /// An address that is none.
        "E984" BadAddress { id: String },
        /// A table of names without its columns.
        "E984" NoColumns,
        /// A row that is no text.
        "E984" NameNotUtf8,
        /// A file of names that is not TOML, with the words of the parser.
        "E984" NamesNotToml { parser: String },
        /// A file of names without its table.
        "E984" NoPeopleTable,
        /// A name of another type.
        "E984" NameType { id: String },
        /// Two names of one person.
        "E985" TwoNames { id: String },
        /// A key that is there twice, with the words of the parser.
        "E985" NameKeyTwice { parser: String },
        /// People without a name.
        "E986" Nameless { people: Vec<String> },
        /// An earlier calendar that cannot be carried on, and why.
        "E988" Calendar { file: String, words: String },
    }
}

/// Why a file is no workbook of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookFault {
    /// It cannot be opened, in the words of who tried.
    Unopened(String),
    /// The sheet that says what it is is not there.
    NoIdentity,
    /// It is of another schema.
    OtherSchema {
        /// Its schema.
        found: String,
        /// The one that is read.
        expected: &'static str,
    },
}

/// What a cell should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CellOf {
    Shift,
    Breaks,
}

/// A number in a cell, with what it probably was before a spreadsheet turned it into one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberCell {
    /// A date.
    Date(Date),
    /// A time, minutes after midnight.
    Time(u32),
    /// Neither.
    Number(f64),
}
