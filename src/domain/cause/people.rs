//! Causes in named people and in the roster: E8xx.

use super::{FileFault, causes};
use crate::domain::clock::TimeOfDay;
use jiff::civil::Date;

causes! {
    /// What is wrong with named people, or with the settings of the roster.
    PeopleCause {
        /// A contract that the person's group does not have.
        "E801" NoSuchContract { group: String, contract: String, meant: Option<String> },
        /// Two people of one name.
        "E802" NameTwice { name: String },
        /// More people than a contract has heads.
        "E803" TooManyNamed { contract: String, heads: u32 },
        /// A roster without dates.
        "E804" NoWeekStart,
        /// A roster of nobody.
        "E805" Nobody,
        /// A settlement period longer than what is planned.
        "E806" Settlement { settled: u32, planned: u32 },
        /// A contract that no group has.
        "E807" UnknownContract { contract: String, known: Vec<String> },
        /// A closing time that is no candidate.
        "E808" UnknownClosing { line: String, label: String, known: Vec<String> },
        /// An earlier roster that cannot be read.
        "E809" PreviousUnreadable { file: String, fault: FileFault },
        /// An earlier file that is no roster, with the words of its parser.
        "E809" PreviousNotRoster { file: String, parser: String },
        /// A line that the person's group does not answer.
        "E810" LineOfOthers { group: String, line: String },
        /// An absence that ends before it starts.
        "E811" AbsenceReversed { from: Date, to: Date },
        /// A date that is not planned.
        "E812" OutsideWeeks { date: Date, from: Date, to: Date },
        /// A duty that no shift makes.
        "E813" NoSuchDuty { start: TimeOfDay },
        /// A wish of no kind, or of several.
        "E814" UnclearWish,
        /// Two duties on one day.
        "E815" DutyTwice { date: Date },
        /// A duty on a public holiday on which nothing is open.
        "E816" DutyWhileClosed { date: Date },
        /// A duty on a day of absence.
        "E817" DutyWhileAway { date: Date },
        /// A line that asks for more leaders than answer it.
        "E818" TooFewLeaders { line: String, asked: u32, there: u32 },
    }
}
