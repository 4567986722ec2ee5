//! What the estimators see: calls, interval rows and presence, without names or numbers.

use crate::domain::error::Problem;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// How a call left the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A consultant took it; a call passed on to somebody else afterwards is one of these.
    Answered,
    /// The caller hung up while waiting.
    Abandoned,
    /// The queue let go of it: closed, timed out, or the caller chose another way by a key.
    CutOff,
}

/// One call as the estimators see it. It carries no number: a caller is a salted hash or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Index into the source's list of lines (queues).
    pub line: u32,
    /// Local calendar day of arrival.
    pub date: Date,
    /// Seconds after local midnight by the wall clock, 0..86400, fractions kept.
    pub wall_s: f64,
    /// Seconds since 1970 (UTC) of arrival: for gaps across clock changes.
    pub epoch_s: f64,
    /// Seconds in the queue, 0 or more; `None` where it is not known, as in exports that give the wait of
    /// answered calls only.
    pub wait_s: Option<f64>,
    /// How it left the queue.
    pub outcome: Outcome,
    /// Handle time, seconds, where answered and known.
    pub handle_s: Option<f64>,
    /// Index into the source's list of agents (pseudonymous), where known.
    pub agent: Option<u32>,
    /// Salted hash of the caller's number, comparable within one reading only.
    pub caller: Option<u64>,
}

/// One row of an interval report; what the report does not say is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// Index into the source's list of lines (queues).
    pub line: u32,
    /// Local calendar day.
    pub date: Date,
    /// Start by the wall clock, minutes after midnight.
    pub start_minute: u32,
    /// Length, minutes.
    pub minutes: u32,
    /// Whether this is the second pass through the hour that a clock change repeats.
    pub second_pass: bool,
    /// Seconds since 1970 (UTC) of the start.
    pub epoch_s: f64,
    /// Calls offered.
    pub offered: Option<f64>,
    /// Calls answered.
    pub answered: Option<f64>,
    /// Calls given up in the queue.
    pub abandoned: Option<f64>,
    /// Mean wait of the answered, seconds.
    pub mean_wait_s: Option<f64>,
    /// Mean handle time, seconds.
    pub mean_handle_s: Option<f64>,
    /// Consultants on duty, averaged over the interval.
    pub agents: Option<f64>,
    /// Service level, 0..=1, by the report's own definition.
    pub service_level: Option<f64>,
}

/// Consultants on duty in one half-hour of a line, or of all lines together, from their comings, goings and pauses.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// Index into the source's list of lines (queues); `None` for all lines together, in which everybody counts
    /// once.
    pub line: Option<u32>,
    /// Local calendar day.
    pub date: Date,
    /// Start by the wall clock, minutes after midnight.
    pub start_minute: u32,
    /// Seconds since 1970 (UTC) of the start.
    pub epoch_s: f64,
    /// Consultants logged in, averaged over the half-hour.
    pub logged_in: f64,
    /// Of these, not paused.
    pub available: f64,
}

/// Rows that could not be used, all for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BadRows {
    /// Code of `docs/errors.md`.
    pub code: &'static str,
    /// How many rows.
    pub count: u64,
    /// The first few, each with its place in the file; no message repeats what a row holds.
    pub first: Vec<Problem>,
}

/// Something odd that rows have in common and that did not stop them from being read, or rows left
/// out because the mapping says so.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Quirk {
    /// Stable word for programs, such as `dropped` or `negative_time`.
    pub kind: &'static str,
    /// The column it is about, or the reason that the mapping gives for leaving rows out; else empty.
    pub about: String,
    /// How many rows.
    pub count: u64,
    /// Line of the file with the first.
    pub first_line: u64,
}

/// What reading found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Rows of data in the source, headers apart.
    pub rows: u64,
    /// Rows that became calls or intervals or that were understood otherwise.
    pub used: u64,
    /// Rows that could not be used, by reason.
    pub problems: Vec<BadRows>,
    /// Oddities, counted.
    pub quirks: Vec<Quirk>,
    /// Names of the lines; [`Call::line`] is an index into it.
    pub lines: Vec<String>,
    /// Number of different agents; [`Call::agent`] is below it.
    pub agents: usize,
    /// Day of the earliest call.
    pub first_day: Option<Date>,
    /// Day of the latest call.
    pub last_day: Option<Date>,
    /// Consultants on duty by half-hour, where the source tells of comings and goings.
    pub presence: Vec<Presence>,
}
