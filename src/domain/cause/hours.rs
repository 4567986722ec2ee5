//! Causes in the calendar, opening hours and closing times: E2xx.

use super::causes;
use crate::domain::clock::{TimeOfDay, Weekday};
use jiff::civil::Date;

causes! {
    /// What is wrong with the calendar, with hours, or with closing times.
    HoursCause {
        /// Intervals of a length that is not supported.
        "E201" Interval { minutes: u32 },
        /// A week that starts on another day, with the Monday before.
        "E202" NotMonday { date: Date, monday: Option<Date> },
        /// Holidays of an unknown week.
        "E203" HolidaysWithoutWeek,
        /// A holiday of another week.
        "E204" OutsideWeek { date: Date, monday: Date },
        /// Opening hours missing, half given or given twice: whether `open`, `close` and `hours` are there.
        "E205" Given { line: String, open: bool, close: bool, hours: bool },
        /// A time or length off the grid, with a finer interval that would hold it.
        "E206" OffGrid { what: Gridded, minutes: u32, grid: u32, finer: Option<u32> },
        /// A row of a demand file off the grid.
        "E206" RowOffGrid { start: TimeOfDay, grid: u32 },
        /// A stretch that ends before it starts.
        "E207" NotInOrder { from: TimeOfDay, to: TimeOfDay },
        /// Two stretches that overlap.
        "E208" Overlap { second: (TimeOfDay, TimeOfDay), first: (TimeOfDay, TimeOfDay) },
        /// A day that the calendar does not have.
        "E209" NotInCalendar { day: Weekday },
        /// A line closed all week.
        "E210" NeverOpen { line: String },
        /// A closing time before the day's last stretch.
        "E211" TooEarly { close: TimeOfDay, day: Weekday, from: TimeOfDay },
        /// A closing time on a day without hours.
        "E212" ClosedThatDay { day: Weekday },
        /// Two candidates of one label.
        "E213" CandidateTwice { label: String },
        /// Two candidates of the same times.
        "E213" CandidateAlike { label: String, twin: String },
        /// A response to later closing without later closings.
        "E214" NothingToCompare { line: String },
        /// An observed closing time other than the line's.
        "E215" OtherClose { close: TimeOfDay, day: Weekday, end: TimeOfDay },
        /// More calls moved than there are.
        "E216" TooManyMoved {
            hours: f64, moved: f64, day: Weekday, there: f64, from: TimeOfDay, to: TimeOfDay,
        },
        /// More combinations of closing times than are compared.
        "E217" TooManyClosings { count: usize, most: usize },
        /// A close of today that is not compared.
        "E218" TodayNoCandidate { line: String, close: String, known: Vec<String> },
    }
}

/// What must lie on the grid of intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gridded {
    Time,
    Length,
    /// From one start of a shift to the next.
    Step,
}
