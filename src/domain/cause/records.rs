//! Causes in records of calls and the mappings that say how to read them: E92x, E93x, E948 and E949.
//!
//! None of them holds what a row holds: it may be a caller's number in the wrong column.

use super::causes;

causes! {
    /// What is wrong with records, with a row of them, or with their mapping.
    RecordsCause {
        /// A packed file that unpacks to so many times its size.
        "E910" UnpacksTooFar { file: String, times: u64 },
        /// A mapping that cannot be read.
        "E920" Mapping { fault: MappingFault },
        /// A table whose heading lacks columns; what may help.
        "E921" Columns { kind: Option<TableKind>, missing: Vec<Missing>, hint: ColumnsHint },
        /// A workbook that cannot be opened.
        "E922" Workbook { file: String, fault: SheetFault },
        /// A zone that is not in the database.
        "E923" Zone { name: String },
        /// More unusable rows than allowed; the share allowed.
        "E924" TooManyBad { bad: u64, rows: u64, file: String, allowed: f64 },
        /// No row that can be used.
        "E925" NothingUsable { file: String },
        /// More lines or agents than any centre has.
        "E926" TooManyDifferent { file: String, most: usize, what: Many },
        /// Intervals where calls are wanted, or the other way round.
        "E927" WrongKind { file: String, intervals: bool },
        /// No such call.
        "E928" NoSuchCall { file: String },
        /// Records that do not say who called.
        "E929" NoCallers { file: String },
        /// Records without ids.
        "E929" NoIds { file: String },
        /// A row with an open quote, or without an end.
        "E930" OpenQuote,
        /// A row with too few fields.
        "E930" FewFields { fields: usize },
        /// Bytes that are no letters in the encoding.
        "E930" NoLetters,
        /// A day or time that cannot be read.
        "E931" NoTime,
        /// A time of a log that cannot be read.
        "E931" NoLogTime,
        /// A time that a change of clocks leaves out.
        "E932" NeverTime,
        /// A number that may have decimals or thousands.
        "E933" AmbiguousNumber,
        /// A text that is no length of time.
        "E933" NotLength,
        /// A text that is no number.
        "E933" NotNumber,
        /// A length of time below nothing.
        "E933" NegativeLength,
        /// A length of time above a day; the key whose unit may be another.
        "E933" LongLength { key: &'static str },
        /// A mean of an interval beyond reason in the unit that nobody named.
        "E933" LongMean { key: &'static str, hours: u32 },
        /// More calls or people than any interval has.
        "E933" ManyOfInterval,
        /// A number below nothing.
        "E933" NegativeNumber,
        /// A share outside 0 to 100%.
        "E933" NotShare,
        /// A length of time of a log that is no number of seconds up to a day.
        "E933" NotSeconds,
        /// An outcome that is not known.
        "E934" Outcome,
        /// A start off the grid.
        "E935" OffGrid { minutes: u32 },
        /// An interval that has a row already.
        "E936" Twice,
        /// A total that is off the sum of its rows.
        "E937" Total { of: TotalOf, off: f64 },
        /// A line without an event.
        "E938" NoEvent,
        /// A line with too few fields for its event.
        "E938" ShortLine { fields: usize },
        /// An end without a beginning.
        "E939" NoBeginning,
        /// Day and month that may be either; the patterns to choose from, and the ready mapping in use.
        "E948" EitherOrder { patterns: [String; 2], like: Option<String> },
        /// Time that runs back to where nobody knows what it held.
        "E949" RunsBack { hours: f64 },
        /// Lines that are not in order of time.
        "E949" OutOfOrder { backward: u64, rows: u64, file: String },
    }
}

/// Why a mapping cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingFault {
    /// It is no TOML, or has a key or value that is not known: the words of its parser.
    Parser(String),
    /// `like` names none of the ready mappings.
    Like(Vec<&'static str>),
    /// No such encoding.
    Encoding,
    /// No such unit of time.
    Unit,
    /// A separator of more than one character.
    Separator,
    /// A decimal mark that is neither comma nor point.
    Decimal,
    /// A length of intervals that no report has.
    Minutes,
    /// A day that is none.
    Day,
}

/// Kinds of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Events of a `queue_log`.
    Events,
    /// One interval a row.
    Intervals,
    /// One call a row.
    Calls,
}

/// What a heading lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A column of this name.
    Named(String),
    /// The column at this position, from 1.
    Position(u16),
    /// A column for this key.
    For(&'static str),
    /// Columns for `offered` or `answered`.
    Volume,
    /// Columns that say when.
    When,
    /// Any row at all.
    Row,
}

/// What may help to read a table whose columns are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnsHint {
    /// The names in the mapping are to be corrected.
    Names,
    /// Its headings are those of a ready mapping: its name.
    Ready(&'static str),
    /// A mapping is to be written, or one of these named.
    Write(Vec<&'static str>),
    /// Only the day is missing, or the time of day: of rows of whole days a profile tells it.
    Day,
}

/// Why a workbook or its sheet cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFault {
    /// It is none, in the words of its parser.
    NotWorkbook(String),
    /// It has no sheet of the name.
    NoSheet,
    /// A cell cannot be read, in the words of its parser.
    Cell(String),
    /// Its parts unpack to more than so many megabytes.
    Unpacks(u64),
    /// More filled cells than this.
    Cells(usize),
    /// Rows that span more cells than this.
    Span(u64),
    /// This build opens none.
    Build,
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// Lines.
    Lines,
    /// Agents.
    Agents,
}

/// Why a profile of the day cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileFault {
    /// A line of it is no time and share.
    Row {
        /// Its number, from 1.
        line: u64,
    },
    /// Two rows of one time.
    Twice,
    /// Fewer than two rows.
    Few,
    /// Shares that do not sum to 1.
    Sum {
        /// What they sum to.
        sum: f64,
    },
    /// Records without calls.
    NoCalls,
    /// The records to be spread tell the time of day themselves.
    Unneeded,
}

/// What a total is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalOf {
    /// Calls offered.
    Offered,
    /// Calls answered.
    Answered,
    /// Calls abandoned.
    Abandoned,
}
