//! All words of the reports, in both languages: labels here, counted nouns in [`nouns`], numbers in
//! [`numbers`], whole sentences in [`sentences`] and [`remarks`].
//!
//! Polish uses the words of the field: średni czas oczekiwania, poziom obsługi, odsetek porzuceń,
//! zajętość, etat, grafik, zmiana, przerwa, konsultant.

pub mod captions;
mod en;
pub mod failures;
pub mod fit;
pub mod fit_forecast;
pub mod fit_goodness;
pub mod fit_times;
pub mod fit_totals;
pub mod hand_over;
pub mod keys;
pub mod memo;
pub mod memo_pictures;
pub mod memo_uncertain;
pub mod nouns;
pub mod numbers;
mod pl;
pub mod problems;
pub mod records;
pub mod remarks;
pub mod repair;
pub mod roster;
pub mod roster_waits;
pub mod sentences;
pub mod simulation;
pub mod through_day;
pub mod wait;

use crate::domain::units::Language;

/// The labels of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Pl => &pl::LABELS,
        Language::En => &en::LABELS,
    }
}

/// Headings and labels, one field a meaning.
#[derive(Debug)]
pub struct Labels {
    /// Heading: what to do.
    pub recommendation: &'static str,
    /// Heading: closing times side by side.
    pub candidates: &'static str,
    /// Heading: the hours that a later close adds.
    pub evening: &'static str,
    /// Heading: the recommended week.
    pub week: &'static str,
    /// Heading: shifts.
    pub shifts: &'static str,
    /// Heading: people.
    pub people: &'static str,
    /// Heading: targets.
    pub targets: &'static str,
    /// Heading: assumptions.
    pub assumptions: &'static str,
    /// Heading: notes.
    pub notes: &'static str,
    /// Heading: proof.
    pub proof: &'static str,
    /// Heading: meanings.
    pub legend: &'static str,
    /// Closing time, as a row or column.
    pub closing: &'static str,
    /// How far a solve came.
    pub status: &'static str,
    /// Cost a week, before the currency.
    pub cost: &'static str,
    /// Paid hours.
    pub hours: &'static str,
    /// Full-time equivalents, in full.
    pub fte: &'static str,
    /// Full-time equivalents in a narrow column.
    pub fte_short: &'static str,
    /// Extra cost of an extra half-hour, before the currency.
    pub half_hour: &'static str,
    /// The same in a narrow column.
    pub half_hour_short: &'static str,
    /// Callers' cost of waiting, before the currency.
    pub waiting: &'static str,
    /// The same in a narrow column.
    pub waiting_short: &'static str,
    /// Proven distance from the least cost.
    pub gap: &'static str,
    /// The same in a narrow column.
    pub gap_short: &'static str,
    /// Mean wait.
    pub mean_wait: &'static str,
    /// The same in a narrow column.
    pub mean_wait_short: &'static str,
    /// Service level.
    pub service_level: &'static str,
    /// Service level with a threshold that follows.
    pub answered_within: &'static str,
    /// Share of callers who hang up.
    pub abandonment: &'static str,
    /// The same in a narrow column.
    pub abandonment_short: &'static str,
    /// Occupancy.
    pub occupancy: &'static str,
    /// Least agents.
    pub agents: &'static str,
    /// Calls served after the baseline close.
    pub evening_calls: &'static str,
    /// The same in a narrow column.
    pub evening_calls_short: &'static str,
    /// A line.
    pub line: &'static str,
    /// Days.
    pub days_head: &'static str,
    /// From–to.
    pub time: &'static str,
    /// Calls of each line in an interval.
    pub calls_each: &'static str,
    /// Agents with separate crews.
    pub separate: &'static str,
    /// Agents with one crew.
    pub shared: &'static str,
    /// Breaks.
    pub breaks: &'static str,
    /// Paid hours of one shift.
    pub hours_each: &'static str,
    /// How many consultants.
    pub count: &'static str,
    /// Contract.
    pub contract: &'static str,
    /// Group.
    pub group: &'static str,
    /// Number of shifts.
    pub shift_count: &'static str,
    /// Least people.
    pub people_short: &'static str,
    /// People there are.
    pub heads: &'static str,
    /// A target.
    pub promise: &'static str,
    /// Its value.
    pub promised: &'static str,
    /// What is reached.
    pub reached: &'static str,
    /// What is reached by the formula of a steady queue.
    pub by_formula: &'static str,
    /// What is reached with the queue carried through the day.
    pub through_day: &'static str,
    /// Whether it is met.
    pub kept: &'static str,
    /// A candidate whose plan breaks a promise through the day.
    pub breaks_promises: &'static str,
    /// Met.
    pub yes: &'static str,
    /// Not met.
    pub no: &'static str,
    /// Target over each interval.
    pub each_interval: &'static str,
    /// Target over each day.
    pub each_day: &'static str,
    /// Target over the week.
    pub whole_week: &'static str,
    /// Totals.
    pub total: &'static str,
    /// Agents short.
    pub short: &'static str,
    /// Agents required.
    pub required: &'static str,
    /// What the mark at a candidate means.
    pub recommended: &'static str,
    /// Between the last two of a list.
    pub and: &'static str,
    /// Results by status: optimal, gap, limit, infeasible, unknown.
    pub status_words: [&'static str; 5],
    /// Short names of the days, Monday first.
    pub days: [&'static str; 7],
    /// Months as they stand in a date.
    pub months: [&'static str; 12],
    /// How a figure is known: stated, estimated, assumed.
    pub basis: [&'static str; 3],
}
