//! Causes in the text of a scenario: E1xx.

use super::{FileFault, causes};
use crate::domain::clock::Weekday;

causes! {
    /// What is wrong with the text of a scenario, whatever it says.
    SyntaxCause {
        /// The scenario cannot be read.
        "E101" Unreadable { file: String, fault: FileFault },
        /// Bytes that are not UTF-8.
        "E102" NotUtf8,
        /// An invisible character at the start.
        "E103" ByteOrderMark,
        /// Not TOML, with the words of its parser.
        "E104" NotToml { parser: String },
        /// A key written twice in one table.
        "E105" KeyTwice { key: String },
        /// A key that the table does not have; the path of the table is empty for the scenario itself.
        "E106" UnknownKey { key: String, table: String, meant: Option<String>, known: Vec<String> },
        /// A key without default that is not there, with an example and what stands within it.
        "E107" MissingKey { key: String, table: String, example: String, within: Option<&'static str> },
        /// No table of a kind.
        "E107" MissingTable { kind: Kind },
        /// A value of another type.
        "E108" WrongType { path: String, found: Found, expected: Expected },
        /// A number that is not whole, or whole and out of its range.
        "E109" NotWhole { path: String, value: f64, low: f64, high: f64 },
        /// A number out of its range, with its unit.
        "E109" OutOfRange { path: String, value: f64, unit: &'static str, low: f64, high: f64 },
        /// A length of time that is not whole minutes.
        "E109" NotMinutes { path: String, seconds: f64 },
        /// A text that is no length of time.
        "E110" NotLength { text: String },
        /// A text that is no time of day.
        "E111" NotTime { text: String },
        /// A text that is no stretch of the day.
        "E111" NotStretch { text: String },
        /// A list that should have two times.
        "E111" NotTwoTimes { path: String, entries: usize },
        /// A low bound above the value.
        "E112" LowAbove { bound: String, value: String },
        /// A high bound below the value.
        "E112" HighBelow { bound: String, value: String },
        /// A word that cannot stand here.
        "E113" UnknownWord { word: String, path: String, meant: Option<String>, known: Vec<String> },
        /// A text that cannot be an id.
        "E114" BadId { id: String },
        /// A name that cannot be shown.
        "E115" BadName { path: String },
        /// A day named twice in a list.
        "E116" DayTwice { path: String, day: Weekday },
        /// A line that a group names twice.
        "E116" LineTwice { line: String },
        /// A group that a shift names twice.
        "E116" GroupTwice { group: String },
        /// A value that is in its list already.
        "E116" ValueTwice,
        /// A list without entries.
        "E117" EmptyList { path: String },
        /// A name that nothing has.
        "E118" Unresolved { kind: Kind, id: String, meant: Option<String>, known: Vec<String> },
        /// An id that another has.
        "E119" IdTwice { kind: Kind, id: String },
        /// A text beyond the largest.
        "E120" TooLong,
        /// More of something than can be planned together.
        "E120" TooMany { count: usize, crowd: Crowd, most: usize },
    }
}

/// What has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Line,
    Group,
    Shift,
    /// Of one group.
    Contract,
    /// Of the roster.
    Activity,
}

impl Kind {
    /// The name of its tables in the scenario.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Line => "line",
            Kind::Group => "group",
            Kind::Shift => "shift",
            Kind::Contract => "contract",
            Kind::Activity => "roster.activity",
        }
    }
}

/// Of what there may be too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Crowd {
    Lines,
    Groups,
    Shifts,
    Consultants,
    /// In one shift.
    Breaks,
    /// Of one line.
    Candidates,
    /// Of one line.
    Targets,
    /// In one group.
    Contracts,
}

/// The type of a value that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Found {
    Text,
    Whole,
    Number,
    Flag,
    Date,
    List,
    Table,
}

/// The type of a value that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A list.
    List,
    /// A list of tables, whose header stood in single brackets.
    ListOfTables {
        /// The header.
        header: String,
    },
    /// A table.
    Table {
        /// The keys it may have.
        known: Vec<String>,
    },
    /// A table of lines and closing times.
    Closings,
    /// A table of leaders by line.
    Leaders,
    /// A table of lines and their present state.
    TodayLines,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A length of time.
    Length,
    /// A time of day.
    Time,
    /// A date.
    Date,
    /// What a rule of the labour code without parameter may be set to.
    Rule,
}
