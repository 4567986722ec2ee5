//! The scenario: what is known, wished and allowed. Valid by construction.
//!
//! [`mod@file`] mirrors the TOML text, [`validate`] turns it into a [`Scenario`] or into the list of
//! everything that is wrong with it. Code further down the flow relies on what is promised here and
//! never checks again.

mod csv_demand;
mod digest;
pub mod file;
mod file_demand;
mod file_line;
mod file_number;
mod file_patience;
mod file_activity;
mod file_roster;
mod file_staff;
mod file_today;
mod keys;
pub mod load;
mod patience;
pub(crate) mod problems;
pub(crate) use problems::place as place_of;
pub(crate) mod read;
pub use patience::{Patience, PatienceLaw};
pub use read::duration;
pub mod roster;
pub mod schema;
pub mod starter;
mod table;
pub mod today;
pub mod validate;
mod validate_closing;
mod validate_cost;
mod validate_demand;
mod validate_group;
mod validate_handle;
mod validate_hours;
mod validate_line;
mod validate_activity;
mod validate_roster;
mod validate_shift;
mod validate_today;

use crate::domain::clock::{Grid, TimeOfDay, Weekday};
pub use crate::domain::measure::{Between, LevelOf, Measure, Over, Target};
pub use crate::domain::shift::Opening as Stretch;
use crate::domain::shift::ShiftTime;
use crate::domain::units::{Basis, Calls, Language, Money, Seconds, Share, Uncertain};
use crate::wire::roster_answer::Parts;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A scenario whose parts fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What the reports are headed with.
    pub title: String,
    /// Language of reports unless another is asked for.
    pub locale: Language,
    /// Currency code written behind amounts, such as `PLN`.
    pub currency: String,
    /// Days and intervals.
    pub calendar: Calendar,
    /// What service levels are shares of.
    pub level_of: LevelOf,
    /// The lines that callers dial; at least one, identifiers distinct.
    pub lines: Vec<Line>,
    /// Consultants who answer the same lines; at least one. Every line is answered by some group.
    pub groups: Vec<Group>,
    /// Rules that generate shifts; at least one.
    pub shifts: Vec<ShiftRule>,
    /// How many of the times that the rules allow may be worked, and which.
    pub shift_times: ShiftTimes,
    /// Premiums and other costs.
    pub costs: Costs,
    /// The present state, where the scenario tells it.
    pub today: Option<today::Today>,
    /// Named people, for the roster.
    pub consultants: Vec<Consultant>,
    /// Weeks and rules of the roster, where the scenario has one.
    pub roster: Option<roster::RosterSettings>,
    /// The weeks of the roster after the first: the same scenario, each with its own Monday and public
    /// holidays.
    pub later_weeks: Vec<Scenario>,
    /// Every number of the file with how it is known, in the order of the file.
    pub assumptions: Vec<Assumption>,
    /// Where the scenario came from.
    pub source: Source,
}

/// Shift times that a week may use, of those that the rules allow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShiftTimes {
    /// Most of them in a week; none: as many as there are.
    pub most: Option<u32>,
    /// These alone; none: all. Chosen while planning, never written by anybody.
    pub only: Option<BTreeSet<ShiftTime>>,
}

impl ShiftTimes {
    /// Whether a start with a length may be worked.
    pub fn allow(&self, time: ShiftTime) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&time))
    }
}

/// The file a scenario was read from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// Name as given by the user.
    pub file: String,
    /// SHA-256 of the text (and of the demand files it names), lowercase hexadecimal.
    pub sha256: String,
    /// The same of what its parts say, comments and layout apart.
    pub parts: Parts,
}

/// One number of the scenario and how it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Where in the scenario: `line.mopr.aht`.
    pub key: String,
    /// The value as it was written.
    pub value: String,
    /// `low–high` as written, where given.
    pub range: Option<String>,
    /// How it is known.
    pub basis: Basis,
    /// The author's note.
    pub note: Option<String>,
}

/// The planned week.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// The intervals of the week.
    pub grid: Grid,
    /// The Monday on which the planned week starts, where the week is a particular one.
    pub week_start: Option<Date>,
    /// Days on which anything is open, in the order of the week.
    pub days: Vec<Weekday>,
    /// Public holidays of the planned week, by weekday.
    pub holidays: [bool; 7],
    /// Coefficient of variation of the factor by which all calls of a day are more or fewer; 0: none.
    pub busyness_cv: Uncertain<f64>,
}

/// A line that callers dial.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Identifier: lowercase letters, digits, `-` and `_`.
    pub id: String,
    /// Name for reports.
    pub name: String,
    /// Opening hours by weekday, in order, not overlapping; empty on days off and on public holidays
    /// (unless the line is open on holidays). The end of a day's last stretch is replaced by the
    /// closing time under comparison on the days that a candidate names.
    pub hours: [Vec<Stretch>; 7],
    /// Closing times under comparison, as written; empty: the line closes as its hours say. Every
    /// candidate lies after the start of the last stretch of each day it names, on the grid.
    pub candidates: Vec<Closing>,
    /// Mean handle time, above zero.
    pub aht: Uncertain<Seconds>,
    /// How long callers wait before they hang up, where known.
    pub patience: Option<Patience>,
    /// Share of the callers who hang up that call again.
    pub redial_share: Option<Uncertain<Share>>,
    /// Mean time after which they do, above zero.
    pub redial_after: Uncertain<Seconds>,
    /// How handle times scatter around their mean.
    pub handle_times: HandleTimes,
    /// What becomes of those who wait at closing.
    pub at_close: AtClose,
    /// Calls expected.
    pub demand: Demand,
    /// What is promised to callers; at least one, unless the consultants needed are stated.
    pub targets: Vec<Target>,
    /// What a later close does to the calls, where the scenario says.
    pub evening: Option<Evening>,
}

/// How handle times scatter around their mean.
#[derive(Debug, Clone, PartialEq)]
pub enum HandleTimes {
    /// Exponentially.
    Exponential,
    /// Log-normally, with this coefficient of variation, above zero.
    LogNormal(Uncertain<f64>),
    /// As these do, relative to their own mean; not empty, all above zero.
    Empirical(Vec<f64>),
}

/// What becomes of those who wait when a line closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtClose {
    /// They are still answered, by those who are on duty then.
    Serve,
    /// They are cut off.
    CutOff,
}

/// A candidate closing time of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// How it is written in reports and answers: `20:00` or the name the scenario gives it.
    pub label: String,
    /// Closing time by weekday; `None` where the day's hours stay as they are.
    pub close: [Option<TimeOfDay>; 7],
}

/// Calls expected on a line before any change of its hours.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// Calls in an ordinary week (all days open, no holiday), after calls that move between the line
    /// and the branches' own telephones.
    pub calls_per_week: Uncertain<Calls>,
    /// Expected calls by interval of the week; sums to `calls_per_week` in an ordinary week; zero
    /// on days off and on public holidays on which the line is closed.
    pub calls: Vec<f64>,
    /// People on duty, breaks taken off, by interval of the week, where the scenario states them in place of
    /// calls; then there are no calls.
    pub needs: Option<Vec<u32>>,
}

/// What a later close does to the calls of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Evening {
    /// The closing time, by weekday, at which the demand was observed; each is the end of that
    /// day's last stretch.
    pub baseline_close: [Option<TimeOfDay>; 7],
    /// Share of the day's calls that moves to the evening for each hour of later close.
    pub moved_share_per_hour: Uncertain<Share>,
    /// New calls a day for each hour of later close.
    pub new_calls_per_hour: Uncertain<Calls>,
    /// The part of the day that the moved calls leave.
    pub moved_from: Stretch,
}

/// Consultants who answer the same lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Identifier.
    pub id: String,
    /// Name for reports.
    pub name: String,
    /// Lines answered, as indices into [`Scenario::lines`], first priority first; distinct.
    pub lines: Vec<usize>,
    /// People who may work on one day, all contracts together.
    pub head_count: Option<u32>,
    /// Contracts; at least one (a scenario that names none gets one of 40 hours on 5 days).
    pub contracts: Vec<Contract>,
    /// Which call a free agent takes.
    pub routing: Routing,
    /// Share of the paid time on duty that is not at the phone, apart from modelled breaks; below 1.
    pub shrinkage: Uncertain<Share>,
    /// Cost of a paid hour to the employer.
    pub hourly_cost: Uncertain<Money>,
}

/// Which call a free agent takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Routing {
    /// That which has waited longest on any line of the group.
    LongestWait,
    /// That which has waited longest on the first line, in the group's order, on which any waits.
    FirstPriority,
}

/// A kind of contract within a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    /// Identifier, distinct within the group.
    pub id: String,
    /// Paid minutes a week at most, for one person; above zero.
    pub weekly_minutes: u32,
    /// Days a week at most, for one person; 1 to 7.
    pub days_per_week: u32,
    /// People on this contract; `None`: as many as needed.
    pub heads: Option<u32>,
    /// Largest share of the group's paid hours in the week that this contract may have.
    pub share_max: Option<Share>,
    /// Cost of a paid hour to the employer, where it is not the group's.
    pub hourly_cost: Option<Uncertain<Money>>,
}

impl Group {
    /// Cost of a paid hour to the employer on one of its contracts.
    pub fn hour_on(&self, contract: usize) -> f64 {
        let own = self.contracts.get(contract).and_then(|c| c.hourly_cost.as_ref());
        own.unwrap_or(&self.hourly_cost).value.get()
    }
}

/// A rule that generates shifts: every start with every length that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftRule {
    /// Identifier.
    pub id: String,
    /// Groups whose consultants work it, as indices into [`Scenario::groups`].
    pub groups: Vec<usize>,
    /// Identifiers of the contracts it is for; empty: every contract of the groups.
    pub contracts: Vec<String>,
    /// Days on which it starts.
    pub days: Vec<Weekday>,
    /// Start times, minutes after midnight, on the grid, ascending.
    pub starts: Vec<u32>,
    /// Lengths of presence in minutes, on the grid, ascending, at most 24 hours.
    pub lengths: Vec<u32>,
    /// Breaks in the order of the day; their windows do not overlap within any one shift, and every
    /// window holds its break.
    pub breaks: Vec<BreakRule>,
}

/// A break within a shift.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakRule {
    /// Length, minutes; above zero.
    pub minutes: u32,
    /// Whether it is paid time.
    pub paid: bool,
    /// Only shifts at least this long (minutes of presence) have it.
    pub min_shift: u32,
    /// When it may be taken.
    pub window: BreakWindow,
}

/// When a break may be taken: from its start to its end it lies within the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakWindow {
    /// Minutes after the start of the shift, and minutes before its end.
    Relative {
        /// Not earlier than this many minutes after the shift's start.
        after_start: u32,
        /// Over at least this many minutes before the shift's end.
        before_end: u32,
    },
    /// Between two times of the day on which the shift starts.
    Clock(Stretch),
}

/// A premium on the hourly cost.
#[derive(Debug, Clone, PartialEq)]
pub struct EveningPremium {
    /// The premium is paid for work from this time to 24:00.
    pub from: TimeOfDay,
    /// Share of the hourly cost.
    pub premium: Uncertain<f64>,
}

/// Premiums (as shares of the hourly cost; the day's premiums add to the evening's) and other costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Costs {
    /// For evening hours.
    pub evening: Option<EveningPremium>,
    /// For work on Saturday.
    pub saturday: Option<Uncertain<f64>>,
    /// For work on Sunday.
    pub sunday: Option<Uncertain<f64>>,
    /// For work on a public holiday, in place of Saturday's or Sunday's.
    pub holiday: Option<Uncertain<f64>>,
    /// Cost of keeping one line open for one hour (building, guard, systems).
    pub opening_hour: Option<Uncertain<Money>>,
    /// What a minute in the queue costs a caller.
    pub caller_minute: Option<Uncertain<Money>>,
    /// What it is worth that one more call is served, where the scenario says; the hours proposal
    /// weighs longer hours by it.
    pub served_call: Option<Uncertain<Money>>,
    /// Whether the callers' cost of waiting is part of what is minimised.
    pub count_waiting: bool,
}

/// A named person; used by the roster only.
#[derive(Debug, Clone, PartialEq)]
pub struct Consultant {
    /// Name as it will be printed.
    pub name: String,
    /// Index into [`Scenario::groups`].
    pub group: usize,
    /// Identifier of a contract of that group.
    pub contract: String,
    /// What the roster has to know of the person.
    pub personal: roster::Personal,
}

impl Scenario {
    /// Opening stretches of a line on a day when it closes as `closing` says (`None`: as its hours
    /// say).
    pub fn stretches(&self, line: usize, day: Weekday, closing: Option<&Closing>) -> Vec<Stretch> {
        let mut hours = self.lines[line].hours[day.index()].clone();
        if let (Some(last), Some(close)) =
            (hours.last_mut(), closing.and_then(|c| c.close[day.index()]))
        {
            last.to = close;
        }
        hours
    }

    /// Every combination of candidate closing times: for each, one choice a line (`None` for lines
    /// without candidates), in the order of the file, the last line changing fastest.
    pub fn closings(&self) -> Vec<Vec<Option<&Closing>>> {
        let mut combinations: Vec<Vec<Option<&Closing>>> = vec![Vec::new()];
        for line in &self.lines {
            let choices: Vec<Option<&Closing>> = if line.candidates.is_empty() {
                vec![None]
            } else {
                line.candidates.iter().map(Some).collect()
            };
            combinations = combinations
                .into_iter()
                .flat_map(|head| {
                    choices.iter().map(move |choice| {
                        let mut next = head.clone();
                        next.push(*choice);
                        next
                    })
                })
                .collect();
        }
        combinations
    }
}
