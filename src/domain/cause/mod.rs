//! What can be wrong with an input, as data: a code and typed arguments. The sentences, in both
//! languages, are made in the reports' words.

mod command;
mod demand;
mod handover;
mod hours;
mod activity;
mod people;
mod records;
mod staff;
mod sweep;
mod syntax;
mod targets;

pub use activity::ActivityCause;
pub use command::{Asked, CommandCause, ShiftFault};
pub use demand::DemandCause;
pub use handover::{CellOf, HandoverCause, NumberCell, WorkbookFault};
pub use hours::{Gridded, HoursCause};
pub use people::PeopleCause;
pub use records::{
    ColumnsHint, Many, MappingFault, Missing, ProfileFault, RecordsCause, SheetFault, TableKind,
    TotalOf,
};
pub use staff::StaffCause;
pub use sweep::SweepCause;
pub use syntax::{Crowd, Expected, Found, Kind, SyntaxCause};
pub use targets::TargetCause;

use jiff::civil::Date;
use std::io::ErrorKind;

/// A family of causes: an enum whose variants carry their stable code.
macro_rules! causes {
    ($(#[$about:meta])* $name:ident {
        $( $(#[$doc:meta])* $code:literal $variant:ident $({ $($field:ident: $kind:ty),* $(,)? })?, )*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum $name {
            $( $(#[$doc])* $variant $({ $($field: $kind),* })?, )*
        }

        impl $name {
            /// The codes of this family, each as often as it has causes.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code, such as `E101`.
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$variant { .. } => $code, )*
                }
            }
        }
    };
}
use causes;

/// What is wrong, by family.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// The text of a scenario: E1xx.
    Syntax(SyntaxCause),
    /// Calendar, hours and closing times: E2xx.
    Hours(HoursCause),
    /// Calls and handle times: E3xx.
    Demand(DemandCause),
    /// Promises: E4xx.
    Target(TargetCause),
    /// Groups, contracts, shifts and costs: E5xx to E7xx.
    Staff(StaffCause),
    /// Named people and the roster: E8xx.
    People(PeopleCause),
    /// Work away from the phone, and pairs: E819 to E827.
    Activity(ActivityCause),
    /// Commands and the files they are given: E90x to E91x, E94x to E96x and some of E98x and E99x.
    Command(CommandCause),
    /// Workbooks, names and calendars: E97x and E98x.
    Handover(HandoverCause),
    /// Sweeps: E961 to E968.
    Sweep(SweepCause),
    /// Records of calls: E92x, E93x, E948 and E949.
    Records(RecordsCause),
}

impl Cause {
    /// The stable code, such as `E101`; `docs/errors.md` has a page for each.
    pub fn code(&self) -> &'static str {
        match self {
            Cause::Syntax(cause) => cause.code(),
            Cause::Hours(cause) => cause.code(),
            Cause::Demand(cause) => cause.code(),
            Cause::Target(cause) => cause.code(),
            Cause::Staff(cause) => cause.code(),
            Cause::People(cause) => cause.code(),
            Cause::Activity(cause) => cause.code(),
            Cause::Command(cause) => cause.code(),
            Cause::Handover(cause) => cause.code(),
            Cause::Sweep(cause) => cause.code(),
            Cause::Records(cause) => cause.code(),
        }
    }
}

macro_rules! families {
    ($($family:ident($cause:ident)),*) => {
        $(impl From<$cause> for Cause {
            fn from(cause: $cause) -> Self {
                Cause::$family(cause)
            }
        })*
    };
}
families!(
    Syntax(SyntaxCause),
    Hours(HoursCause),
    Demand(DemandCause),
    Target(TargetCause),
    Staff(StaffCause),
    People(PeopleCause),
    Activity(ActivityCause),
    Command(CommandCause),
    Handover(HandoverCause),
    Sweep(SweepCause),
    Records(RecordsCause)
);

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// The operating system refused.
    System {
        /// Which kind of refusal.
        kind: ErrorKind,
        /// The system's own number of it, where there is one.
        number: Option<i32>,
        /// The system's own words.
        words: String,
    },
    /// The bytes are not UTF-8 text.
    NotUtf8,
    /// It is a device or a pipe, or a link that leads nowhere.
    Device,
    /// It holds more than is read at once.
    TooLarge,
    /// It lies outside of the scenario's folder.
    Outside,
    /// The command itself reads it.
    OwnInput,
    /// Another reason, in the words of who tried.
    Other(String),
}

impl From<&std::io::Error> for FileFault {
    fn from(error: &std::io::Error) -> Self {
        FileFault::System {
            kind: error.kind(),
            number: error.raw_os_error(),
            words: error.to_string(),
        }
    }
}

impl From<String> for FileFault {
    fn from(reason: String) -> Self {
        FileFault::Other(reason)
    }
}

impl From<&str> for FileFault {
    fn from(reason: &str) -> Self {
        FileFault::Other(reason.to_owned())
    }
}

/// Why a name, a day or a shift that was given does not fit the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// Nobody has this name.
    NoConsultant {
        /// The name.
        name: String,
    },
    /// A text that is no date.
    NotDate {
        /// The text.
        text: String,
    },
    /// A date that is not planned.
    Unplanned {
        /// The date.
        date: String,
    },
    /// A shift that the scenario does not make.
    NoSuchShift {
        /// Who would work it.
        name: String,
        /// When.
        date: String,
    },
    /// A text that is not a name and a day.
    NotNameAtDay {
        /// The text.
        text: String,
    },
    /// A trade that breaks rules.
    Unlawful {
        /// How many.
        rules: usize,
    },
    /// A text that is not two names and a day.
    NotSwap {
        /// The text.
        text: String,
    },
    /// Two people who work the same on a day, or are both off.
    NothingToSwap {
        /// The two.
        people: [String; 2],
        /// When.
        date: String,
        /// Whether they work at all.
        work: bool,
    },
    /// News of days that are worked already.
    BeforeToday,
    /// A part of a name that is of several people.
    Several {
        /// The part.
        name: String,
        /// Whose it is.
        people: Vec<String>,
    },
    /// Days in the wrong order.
    Reversed {
        /// The text.
        text: String,
    },
    /// Somebody away whose shift is over.
    Worked {
        /// Who.
        name: String,
        /// When.
        date: String,
    },
    /// An option that there is not.
    NoOption {
        /// The one asked for.
        asked: usize,
        /// How many there are.
        there: usize,
    },
}

/// Why a roster cannot be set against one that was published, or be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditionFault {
    /// What is named as published is a draft.
    NotPublished,
    /// What is to be published is published already.
    AlreadyPublished {
        /// As which version.
        version: u32,
    },
    /// It was set against a version that is not given.
    BeforeMissing {
        /// Which.
        version: u32,
    },
    /// No day is in both.
    OtherWeeks,
    /// The day of handing out lies before that of the version before.
    Backwards {
        /// The day.
        on: Date,
        /// That of the version before.
        earlier: Date,
    },
    /// It is what was published before.
    NothingNew {
        /// As which version.
        version: u32,
    },
}

/// Why a file is no roster of the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterFault {
    /// It is no text.
    NotText,
    /// Its text is no roster, in the words of the parser.
    Parser(String),
    /// It does not fit the scenario.
    Misfit(Misfit),
}
