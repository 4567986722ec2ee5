//! Every key that a scenario may have: its type and range, whether it must be there, and what it says.
//!
//! One table for two readers. [`Table`](super::table::Table) refuses every key that is not here, and
//! [`schema`](super::schema) describes the same keys to editors. The readers ([`mod@super::file`] and its
//! neighbours) take the range of a number from here; `tests/cli/schema.rs` feeds every key with good and bad
//! values and asks that both agree.

mod line;
mod roster;
mod staff;
mod today;

use crate::domain::labour::{Rule, Unit};
use std::ops::RangeInclusive;

pub(crate) use line::*;
pub(crate) use roster::*;
pub(crate) use staff::*;
pub(crate) use today::*;

/// What the value of a key can be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// Text on one line with something visible in it.
    Name,
    /// 1 to 64 of a–z, 0–9, `-` and `_`.
    Id,
    /// `true` or `false`.
    Boolean,
    /// A date without quotes.
    Date,
    /// `"07:30"`.
    Time,
    /// `"07:30-15:30"`.
    Stretch,
    /// `["10:00", "13:00"]`.
    Times,
    /// One of these words.
    Words(&'static [&'static str]),
    /// One of these whole numbers.
    OneOf(&'static [u32]),
    /// A number from … to ….
    Number(f64, f64),
    /// A whole number from … to ….
    Whole(u32, u32),
    /// A length of time from … to … seconds.
    Seconds(f64, f64),
    /// A length of time in whole minutes, from … to ….
    Minutes(u32, u32),
    /// Plainly, or as a table with `low`, `high`, `basis` and `note`.
    Uncertain(&'static Kind),
    /// Plainly, or as a table with `basis` and `note`.
    Known(&'static Kind),
    /// A list with at least so many entries.
    List(&'static Kind, usize),
    /// A table.
    Table(&'static Keys),
    /// A table whose keys are ids of lines.
    ByLine(&'static Kind),
    /// Either of these.
    Either(&'static [Kind]),
    /// `false`, the rule's parameter, or a table of [`rule_keys`].
    Rule(Rule),
}

impl Kind {
    /// The least and the most that a number of this kind may be; minutes are in minutes.
    pub fn bounds(&self) -> Option<RangeInclusive<f64>> {
        match self {
            Kind::Number(low, high) | Kind::Seconds(low, high) => Some(*low..=*high),
            Kind::Whole(low, high) | Kind::Minutes(low, high) => {
                Some(f64::from(*low)..=f64::from(*high))
            }
            Kind::Uncertain(number) | Kind::Known(number) => number.bounds(),
            Kind::Either(kinds) => kinds.iter().find_map(Kind::bounds),
            Kind::Rule(rule) => match rule.unit {
                Unit::Minutes => RULE_MINUTES.bounds(),
                Unit::Weeks => RULE_WEEKS.bounds(),
                Unit::Days => RULE_DAYS.bounds(),
                Unit::Nothing => None,
            },
            Kind::Text
            | Kind::Name
            | Kind::Id
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Stretch
            | Kind::Times
            | Kind::Words(_)
            | Kind::OneOf(_)
            | Kind::List(..)
            | Kind::Table(_)
            | Kind::ByLine(_) => None,
        }
    }

    /// What an entry is, if this is a list.
    pub fn entry(self) -> Kind {
        match self {
            Kind::List(entry, _) => *entry,
            other => other,
        }
    }
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether the table cannot do without.
    pub required: bool,
    /// In one line: what it says, in which unit, and its default.
    pub about: &'static str,
}

/// A key that may be left out.
const fn may(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: false, about }
}

/// A key that has no default.
const fn must(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, required: true, about }
}

/// The keys of a table.
#[derive(Debug)]
pub(crate) struct Keys {
    pub keys: &'static [Key],
    /// Sets of keys of which exactly one is there; empty: any keys go together.
    pub one_of: &'static [&'static [&'static str]],
}

impl Keys {
    const fn new(keys: &'static [Key]) -> Self {
        Self { keys, one_of: &[] }
    }

    /// Their names, in the order in which they are told.
    pub fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }
}

/// A key of the same kind for each weekday.
const fn by_day(kind: Kind, about: &'static str) -> [Key; 7] {
    [
        may("mon", kind, about),
        may("tue", kind, about),
        may("wed", kind, about),
        may("thu", kind, about),
        may("fri", kind, about),
        may("sat", kind, about),
        may("sun", kind, about),
    ]
}

/// The least of a number that must be above zero.
pub(crate) const ABOVE_ZERO: f64 = 1e-6;
pub(crate) const BASES: &[&str] = &["stated", "estimated", "assumed"];
const WEEKDAYS: Kind =
    Kind::List(&Kind::Words(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), 1);
const SHARE: Kind = Kind::Number(0.0, 1.0);
const UNCERTAIN_SHARE: Kind = Kind::Uncertain(&SHARE);
const NAMES: Kind = Kind::List(&Kind::Text, 1);

pub(crate) const BASIS: &str = "How it is known: said by who should know, computed from records, or a judgement; default assumed";
pub(crate) const NOTE: &str = "Where it comes from; repeated in every report";

/// A number with its range: the names that the table may have.
pub(crate) const UNCERTAIN: [&str; 5] = ["value", "low", "high", "basis", "note"];
/// A number without a range.
pub(crate) const KNOWN: [&str; 3] = ["value", "basis", "note"];

/// The whole file.
pub(crate) static ROOT: Keys = Keys::new(&[
    must("title", Kind::Name, "What reports are headed with"),
    may("locale", Kind::Words(&["pl", "en"]), "Language of reports, default en"),
    may("currency", Kind::Name, "Currency written behind amounts, default PLN"),
    may(
        "service_level_of",
        Kind::Words(&["offered", "less-early", "answered"]),
        "What service levels are shares of: calls offered, those less the ones that hung up within the threshold, or calls answered; default offered",
    ),
    may("calendar", Kind::Table(&CALENDAR), "Days and intervals of the planned week"),
    must("line", Kind::List(&Kind::Table(&LINE), 1), "Lines that callers dial"),
    must("group", Kind::List(&Kind::Table(&GROUP), 1), "Consultants who answer the same lines"),
    must("shift", Kind::List(&Kind::Table(&SHIFT), 1), "Rules that generate shifts"),
    may(
        "shift_times_max",
        Kind::Whole(1, 1000),
        "Most shift times (a start with a length) that a week may use; default as many as there are",
    ),
    may("cost", Kind::Table(&COST), "Premiums and other costs"),
    may("today", Kind::Table(&TODAY), "The present state, to lay beside the proposal"),
    may("consultant", Kind::List(&Kind::Table(&CONSULTANT), 0), "Named people, for the roster"),
    may(
        "roster",
        Kind::Table(&ROSTER),
        "Weeks and rules of the roster; needs week_start and consultants",
    ),
]);

/// `[calendar]`.
pub(crate) static CALENDAR: Keys = Keys::new(&[
    may(
        "interval_minutes",
        Kind::OneOf(&[15, 30, 60]),
        "Length of an interval, minutes, default 30",
    ),
    may("week_start", Kind::Date, "Monday on which the planned week starts"),
    may("days", WEEKDAYS, "Days on which anything is open, default Monday to Friday"),
    may(
        "holidays",
        Kind::Either(&[Kind::Words(&["PL"]), Kind::List(&Kind::Date, 0)]),
        "Public holidays: \"PL\" computes Poland's, or dates of the week; needs week_start; default none",
    ),
    may(
        "busyness_cv",
        Kind::Uncertain(&Kind::Number(0.0, 2.0)),
        "Standard deviation ÷ mean of the factor by which all calls of a day are more or fewer, 0 to 2, default 0",
    ),
]);
