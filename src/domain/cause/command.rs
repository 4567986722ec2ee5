//! Causes in commands and the files they are given: E90x, E91x, E94x to E96x, and some of E98x and E99x.

use super::{EditionFault, FileFault, Misfit, ProfileFault, RosterFault, causes};

causes! {
    /// What is wrong with a command, or with a file that it names.
    CommandCause {
        /// A file that is no plan, with the words of its parser.
        "E901" NotPlan { parser: String },
        /// A plan of another schema.
        "E902" OtherSchema { found: String, expected: &'static str },
        /// A shift of a plan that cannot be used: its row (from 1), whose and when it is, what is wrong.
        "E903" ShiftRow { row: usize, group: String, day: &'static str, hours: String, fault: ShiftFault },
        /// A file that cannot be read.
        "E910" Unreadable { file: String, fault: FileFault },
        /// Standard input that cannot be read.
        "E910" InputUnreadable { fault: FileFault },
        /// A file that is there already.
        "E911" Exists { file: String },
        /// A file that is there already and is never replaced.
        "E911" Kept { file: String },
        /// A file that cannot be written.
        "E911" Unwritable { file: String, fault: FileFault },
        /// A file where a folder is needed.
        "E911" NotFolder { file: String },
        /// A folder that holds calendars.
        "E911" HoldsCalendars { folder: String },
        /// A folder that cannot be made.
        "E911" FolderRefused { folder: String, fault: FileFault },
        /// A solver that is not there.
        "E912" NoHighs,
        /// A table of the calculator that cannot be used.
        "E913" Table { words: String },
        /// A value that an option cannot take.
        "E914" OptionValue { option: String, value: String, why: String },
        /// The calculator without its two numbers.
        "E914" CallsAndAht,
        /// A number that the calculator cannot use.
        "E914" Calculator { words: String },
        /// Options that no row of a table has a use for.
        "E914" OptionsUnused { options: String },
        /// No call to look up.
        "E915" NoCallNamed,
        /// A caller's number that is none.
        "E915" NotNumber,
        /// A line to be named; `None`: there are several.
        "E915" ScenarioLine { named: Option<String>, known: Vec<String> },
        /// A plan of another scenario.
        "E916" OtherScenario { file: String },
        /// A plan without a closing time of a line.
        "E917" NoClosing { line: String },
        /// More calls than can be written.
        "E918" TooManyCalls { calls: f64 },
        /// No closing times.
        "E919" NothingToCompare { file: String },
        /// A scenario without calls.
        "E919" NeedsToCompare { file: String },
        /// No calls left.
        "E940" NoCallLeft { file: String },
        /// A line that the records do not have.
        "E941" RecordsLine { line: String, known: Vec<String> },
        /// Records of no day that a plan has the line open on, or without consultants.
        "E916" NothingPlanned { plan: String },
        /// Too few days.
        "E942" TooFewDays,
        /// No handle times.
        "E943" NoHandleTimes,
        /// Estimates that make no scenario: the code of what is wrong with it.
        "E943" NoScenario { code: &'static str },
        /// A part of the totals that is no key and value.
        "E944" NotKeyValue { part: String },
        /// A value of the totals that cannot be read.
        "E944" TotalsValue { key: String, value: String },
        /// A key that the totals do not have.
        "E944" TotalsKey { key: String },
        /// A key that is missing.
        "E944" TotalsLack { key: &'static str },
        /// Totals that nothing explains.
        "E945" Unexplained,
        /// A profile of the day that cannot be used.
        "E954" Profile { file: String, fault: ProfileFault },
        /// A line to be named; `None`: none was.
        "E946" WaitLine { named: Option<String>, known: Vec<String> },
        /// A closing time that is not compared.
        "E946" UnknownClosing { label: String, known: Vec<String> },
        /// A text that is no day and time.
        "E946" NotMoment { text: String },
        /// A queue that cannot be followed, in the words of who tried.
        "E947" NotFollowed { words: String },
        /// A scenario without a roster.
        "E950" NoRoster { file: String },
        /// A file that is no roster of the scenario; `asked` says which files would do.
        "E951" NotRoster { file: String, fault: RosterFault, asked: Asked },
        /// A name or day that does not fit.
        "E952" Unfit { misfit: Misfit },
        /// A roster that cannot be published, or not be set against the one that was.
        "E953" Edition { file: String, fault: EditionFault },
        /// A workbook to a terminal.
        "E960" WorkbookPrinted,
        /// A workbook or calendars to a terminal.
        "E960" HandoverPrinted,
        /// Names where they do not belong.
        "E987" NamesNotJoined,
        /// Reasons in a format that has none.
        "E989" WhyFormat,
        /// A text that is no busier day.
        "E990" NotBusier { text: String },
        /// A text that is no day and time.
        "E992" NotNow { text: String },
        /// A code that there is not.
        "E991" UnknownCode { code: String },
    }
}

/// Which files of rosters would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// JSON alone.
    Json,
    /// JSON or a workbook, of this scenario.
    JsonOrWorkbook,
}

/// Why a shift of a plan cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ShiftFault {
    /// The scenario has no such group.
    NoGroup(String),
    /// The group has no such contract.
    NoContract(String),
    /// The scenario has no such shift rule.
    NoRule(String),
    /// A break lies outside of the shift or in another break.
    Breaks,
}
