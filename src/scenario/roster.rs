//! What a scenario says about named people and their roster.

use super::Stretch;
use crate::domain::clock::Weekday;
use crate::domain::labour::RuleId;
use jiff::civil::Date;

/// `[roster]`: over which weeks, under which rules.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterSettings {
    /// Weeks planned, 1 to 5, from the calendar's `week_start`.
    pub weeks: u32,
    /// Weeks over which hours are settled (KP 129); at most `weeks`.
    pub settlement_weeks: u32,
    /// By line: index of the candidate with which it closes; `None`: as its hours say.
    pub closing: Vec<Option<usize>>,
    /// By line: least leaders on duty while it is open.
    pub leaders: Vec<u32>,
    /// A shift that ends after this minute of its day is an evening.
    pub evening_from: u32,
    /// A shift that starts before this minute of its day is early.
    pub early_before: u32,
    /// Whether starts may differ from day to day (KP 140¹), which lifts the rule `working-day`.
    pub flexible_start: bool,
    /// Contracts outside labour law.
    pub contractors: Vec<String>,
    /// Contracts in the equivalent system (KP 135).
    pub equivalent: Vec<String>,
    /// Share of their pay that the employer pays to those away in a repair (KP 92 §1).
    pub sick_pay: f64,
    /// Least minutes of notice before a shift that somebody is called in for.
    pub call_in_notice: u32,
    /// Changes to the rule set.
    pub rules: Vec<RuleChange>,
    /// What people worked just before, from the roster file named.
    pub previous: Vec<PreviousDuty>,
    /// Work away from the phone.
    pub activities: Vec<Activity>,
    /// People who must not, or must, work together.
    pub pairs: Vec<Pair>,
}

/// Work away from the phone.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// What it is called.
    pub id: String,
    /// Whom it is for, indices into the scenario's consultants, ascending.
    pub people: Vec<usize>,
    /// When.
    pub when: When,
}

/// When an activity is.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// At a set time of one day, or of weekdays that are no public holidays.
    Set {
        /// The one day.
        date: Option<Date>,
        /// Else the weekdays.
        days: Vec<Weekday>,
        /// Minutes after midnight.
        start: u32,
        /// Minutes.
        length: u32,
    },
    /// To be placed.
    Placed {
        /// Minutes of every week.
        per_week: u32,
        /// Whether these are of all people together; else of each.
        shared: bool,
        /// Minutes of a piece.
        piece: u32,
        /// Weekdays on which pieces may lie.
        days: Vec<Weekday>,
        /// Minutes after midnight within which they lie.
        between: (u32, u32),
    },
}

impl Activity {
    /// From when to when it is held at a set time on a day, minutes after midnight.
    pub fn set_on(&self, on: Date, weekday: Weekday, holiday: bool) -> Option<(u32, u32)> {
        let When::Set { date, days, start, length } = &self.when else { return None };
        let held = match date {
            Some(date) => *date == on,
            None => days.contains(&weekday) && !holiday,
        };
        held.then_some((*start, start + length))
    }
}

/// What two people must not, or must, do together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairKind {
    /// The two never work together.
    Apart,
    /// The first never works without the second.
    Together,
}

/// Two people who must not, or must, work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Which of both.
    pub kind: PairKind,
    /// The two, indices into the scenario's consultants.
    pub people: [usize; 2],
    /// Whether it is meant of whole days; else of every minute.
    pub by_day: bool,
}

/// A change to one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleChange {
    /// Which rule.
    pub rule: RuleId,
    /// Another parameter, in the rule's unit.
    pub parameter: Option<u32>,
    /// Whether it is off for everybody.
    pub off: bool,
    /// Contracts for which it is off.
    pub off_for: Vec<String>,
}

/// A duty of an earlier roster.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviousDuty {
    /// Who.
    pub name: String,
    /// Day of the start.
    pub date: Date,
    /// Minutes after midnight.
    pub start: u32,
    /// Minutes of presence.
    pub length: u32,
}

/// What protects a person; never printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Moderate or severe disability (Rehabilitation Act 15).
    Disability,
    /// Pregnancy (KP 148, 178 §1).
    Pregnancy,
    /// A young child, without consent to longer days or night work (KP 148, 178 §2).
    Child,
}

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Days {
    /// Whether a date is one of them.
    pub fn holds(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

/// A duty that is given beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedDuty {
    /// Day of the start.
    pub date: Date,
    /// Minutes after midnight.
    pub start: u32,
    /// Minutes of presence.
    pub length: u32,
}

/// What somebody would like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WishKind {
    /// A day off.
    Off(Date),
    /// No evenings on any day.
    Early,
    /// Evenings on every day worked.
    Late,
    /// A shift that starts at this minute on this day.
    Start(Date, u32),
}

/// A graded wish; its reason is read and never printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub kind: WishKind,
    /// 1 (would be nice) to 5 (matters a lot).
    pub grade: u32,
}

/// When a person may work, by weekday: `None` any time, an empty list never.
pub type Availability = [Option<Vec<Stretch>>; 7];

/// The personal part of a `[[consultant]]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Personal {
    /// Lines answered, indices into the scenario's lines: the group's unless given.
    pub lines: Vec<usize>,
    /// Whether the person leads: counts where leaders are asked for.
    pub leader: bool,
    /// When the person may work.
    pub available: Availability,
    /// Days away.
    pub absent: Vec<Days>,
    /// Duties given beforehand.
    pub fixed: Vec<FixedDuty>,
    /// Wishes.
    pub wishes: Vec<Wish>,
    /// Paid minutes a day at most.
    pub daily_limit: Option<u32>,
    /// What protects the person.
    pub protections: Vec<Protection>,
    /// Minutes worked beyond (below zero: short of) the norm so far in the settlement period.
    pub carried_minutes: i32,
}
