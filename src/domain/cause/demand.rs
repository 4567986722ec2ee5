//! Causes in calls and handle times: E3xx.

use super::{FileFault, causes};
use crate::domain::clock::{TimeOfDay, Weekday};

causes! {
    /// What is wrong with the calls of a line, or with their handle times.
    DemandCause {
        /// No number of calls.
        "E301" NoCalls,
        /// Two numbers of calls.
        "E302" CallsTwice { first: &'static str, second: &'static str },
        /// Shares by weekday that do not sum to 1.
        "E303" WeekdayShares { sum: f64 },
        /// Shares of a profile that do not sum to 1.
        "E303" ProfileShares { sum: f64 },
        /// A row of a demand file at a time when the line is closed.
        "E304" RowWhenClosed { day: Weekday, start: TimeOfDay },
        /// A day whose hours have no calls of the profile.
        "E304" ProfileMissesDay { day: Weekday },
        /// A share of a day without hours.
        "E304" ShareWhenClosed { share: f64, day: Weekday },
        /// A stretch of the profile at a time when the line is closed.
        "E304" ProfileWhenClosed { minute: u32 },
        /// Calls of a year without working days.
        "E305" YearWithoutDays,
        /// Working days without calls of a year.
        "E305" DaysWithoutYear,
        /// A demand file that cannot be read.
        "E306" FileUnreadable { file: String, fault: FileFault },
        /// A first row that does not name the columns.
        "E307" NoHeader { row: String },
        /// A row with another number of fields.
        "E307" RowLength { fields: usize },
        /// A row that is not a day, a start and calls.
        "E307" BadRow { row: String },
        /// A first row of a file of needs that does not name the columns.
        "E307" NeedsHeader { row: String },
        /// A row of it that is not a day, a start and whole consultants.
        "E307" NeedsRow { row: String },
        /// Two rows of one interval.
        "E308" RowTwice,
        /// Shares beside a demand file.
        "E309" SharesBesideFile,
        /// Calls from branches to a line without calls.
        "E310" BranchesAlone,
        /// More work than the models are made for.
        "E311" TooMuchWork { people: f64, most: f64 },
        /// A key that says nothing beside stated needs.
        "E312" IdleBesideNeeds { key: &'static str },
        /// A promise about the queue beside stated needs.
        "E312" PromiseBesideNeeds { measure: &'static str },
        /// Lines with calls beside lines with stated needs.
        "E312" NeedsOfSome { line: String },
        /// A file of handle times that cannot be read.
        "E320" TimesUnreadable { file: String, fault: FileFault },
        /// A first row that does not name the column.
        "E321" TimesWithoutHeader { row: String },
        /// A row that is no handle time.
        "E321" BadTime { row: String },
        /// A file without handle times.
        "E321" NoTimes,
        /// A key that a shape of handle times needs; the shape that has `cv` or `csv` is told.
        "E322" ShapeNeeds { key: &'static str, shape: Option<&'static str> },
        /// A key that says nothing about a shape of handle times.
        "E322" ShapeIgnores { key: &'static str, shape: Option<&'static str> },
        /// When callers call again, though none do.
        "E323" RedialAfterAlone,
        /// A key that a law of patience needs.
        "E325" LawNeeds { key: &'static str, law: &'static str },
        /// A key that says nothing about a law of patience.
        "E325" LawIgnores { key: &'static str, law: &'static str },
        /// Calls without a handle time.
        "E324" NoHandleTime { line: String },
    }
}
