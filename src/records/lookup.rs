//! One call examined: how long it waited, how that compares, and what the queue model expects.
//!
//! The log is read twice, so that nothing but the calls asked for is held in memory: once to find
//! them, once to compare.

use super::call::{Call, Outcome, Reading};
pub use super::expectation::{Expected, Given};
use super::expectation::{HALF_HOUR_S, Seen, expected};
use super::ledger::whole;
use super::source::{Options, Records};
use crate::domain::cause::RecordsCause;
use crate::domain::error::Error;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Calls of one caller that are examined at most, the latest.
pub const FOUND_MAX: usize = 20;

/// Which call is asked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// The caller, hashed with the salt of the reading, or the source's id of the call.
    pub target: Target,
    /// Only calls of this day.
    pub date: Option<Date>,
    /// Agents to reckon with, where known better than from the log.
    pub agents: Option<u32>,
}

/// A caller, or a call.
#[derive(Debug, Clone)]
pub enum Target {
    /// Every call of a caller.
    Caller(u64),
    /// The call with this id.
    Id(String),
}

/// The schema this version writes.
pub const SCHEMA: &str = "obsada.lookup/1";

/// What was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LookUp {
    /// `obsada.lookup/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// File of the records.
    pub file: String,
    /// Calls found, also those beyond the latest 20, which are left out.
    pub matches: u64,
    /// Lines in the log; calls are compared on their own line, and agents who answer several are
    /// counted whole.
    pub lines: usize,
    /// The calls, earliest first.
    pub calls: Vec<Found>,
}

/// A call and how it compares.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Found {
    /// Line of the file: the call's row, or the event that ended it.
    pub row: u64,
    /// Name of its line.
    pub line: String,
    /// Local day, `2026-11-25`.
    pub date: String,
    /// Weekday, 0 for Monday.
    pub weekday: usize,
    /// Seconds after local midnight at which it came.
    pub wall_s: f64,
    /// `answered`, `abandoned` or `cut_off`.
    pub outcome: &'static str,
    /// Seconds in the queue, where known.
    pub wait_s: Option<f64>,
    /// Handle time, seconds, where known.
    pub handle_s: Option<f64>,
    /// Start of its half-hour, minutes after midnight.
    pub half_hour: u32,
    /// Against calls of the same half-hour and weekday in that month, on its line.
    pub same_half_hour: Comparison,
    /// Against all calls of that month on its line.
    pub same_month: Comparison,
    /// What the model expects, or why it cannot say.
    pub expected: Expected,
}

/// A wait among others; the call itself is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
pub struct Comparison {
    /// Other calls.
    pub calls: u64,
    /// Of these, with a shorter wait.
    pub shorter: u64,
    /// With the same wait.
    pub equal: u64,
    /// With a longer wait.
    pub longer: u64,
    /// Mean wait of the other calls, those given up included, seconds.
    pub mean_wait_s: Option<f64>,
    /// Share of the other calls with a shorter wait: its percentile.
    pub share_shorter: Option<f64>,
}

/// What is counted for one call asked for.
#[derive(Debug, Default)]
struct Sums {
    same_half_hour: Comparison,
    same_month: Comparison,
    /// Waits of the other calls.
    half_hour_wait_s: f64,
    month_wait_s: f64,
    seen: Seen,
}

/// Examines the calls asked for. `open` opens the records, twice; `given` is what a scenario says
/// about the half-hour of a call.
///
/// # Errors
/// As [`Records::calls`]; E928 if there is no such call, E929 if the records do not say who called.
pub fn look_up(
    open: &dyn Fn() -> Result<Records, Error>,
    options: &Options,
    query: &Query,
    given: Option<&dyn Fn(&Call) -> Given>,
) -> Result<(LookUp, Reading), Error> {
    let Matches { file, calls: found, count: matches } = find(open, options, query)?;
    let mut sums: Vec<Sums> = found.iter().map(|_| Sums::default()).collect();
    let reading = open()?.calls_with_origin(options, &mut |call, origin| {
        for ((row, target), sums) in found.iter().zip(&mut sums) {
            add(sums, target, call, *row == origin.line);
        }
    })?;
    let mut calls = Vec::new();
    for ((row, call), sums) in found.iter().zip(&mut sums) {
        let given = given.map(|given| given(call));
        let expected = expected(call, &sums.seen, &reading, query.agents, given);
        finish(&mut sums.same_half_hour, sums.half_hour_wait_s);
        finish(&mut sums.same_month, sums.month_wait_s);
        calls.push(Found {
            row: *row,
            line: reading.lines.get(call.line as usize).cloned().unwrap_or_default(),
            date: call.date.to_string(),
            weekday: call.date.weekday().to_monday_zero_offset().unsigned_abs().into(),
            wall_s: call.wall_s,
            outcome: match call.outcome {
                Outcome::Answered => "answered",
                Outcome::Abandoned => "abandoned",
                Outcome::CutOff => "cut_off",
            },
            wait_s: call.wait_s,
            handle_s: call.handle_s,
            half_hour: half_hour(call) * 30,
            same_half_hour: sums.same_half_hour,
            same_month: sums.same_month,
            expected,
        });
    }
    calls.sort_by(|a, b| a.date.cmp(&b.date).then(a.wall_s.total_cmp(&b.wall_s)));
    let (schema, lines) = (SCHEMA, reading.lines.len());
    Ok((LookUp { schema, file, matches, lines, calls }, reading))
}

/// Calls asked for.
struct Matches {
    file: String,
    /// The last [`FOUND_MAX`] in the order of the file, with their rows.
    calls: Vec<(u64, Call)>,
    /// How many there are in all.
    count: u64,
}

/// Goes through the log for the calls asked for.
fn find(
    open: &dyn Fn() -> Result<Records, Error>,
    options: &Options,
    query: &Query,
) -> Result<Matches, Error> {
    let records = open()?;
    let file = records.file.clone();
    let (mut found, mut matches, mut somebody) = (Vec::new(), 0, false);
    records.calls_with_origin(options, &mut |call, origin| {
        let (known, same) = match &query.target {
            Target::Caller(hash) => (call.caller.is_some(), call.caller == Some(*hash)),
            Target::Id(id) => (origin.id.is_some(), origin.id == Some(id.as_str())),
        };
        somebody |= known;
        if same && query.date.is_none_or(|date| date == call.date) {
            matches += 1;
            if found.len() == FOUND_MAX {
                found.remove(0);
            }
            found.push((origin.line, call.clone()));
        }
    })?;
    if matches > 0 {
        return Ok(Matches { file, calls: found, count: matches });
    }
    Err(whole(match (somebody, &query.target) {
        (true, _) => RecordsCause::NoSuchCall { file },
        (false, Target::Caller(_)) => RecordsCause::NoCallers { file },
        (false, Target::Id(_)) => RecordsCause::NoIds { file },
    }))
}

fn half_hour(call: &Call) -> u32 {
    (call.wall_s / HALF_HOUR_S) as u32
}

/// Counts one call of the log towards the comparison with `target`.
fn add(sums: &mut Sums, target: &Call, call: &Call, is_target: bool) {
    if call.line != target.line {
        return;
    }
    sums.seen.add(target, call);
    if is_target || call.date.first_of_month() != target.date.first_of_month() {
        return;
    }
    let alike =
        call.date.weekday() == target.date.weekday() && half_hour(call) == half_hour(target);
    let Some(wait_s) = call.wait_s else { return };
    let target_s = target.wait_s.unwrap_or(0.0);
    sums.month_wait_s += wait_s;
    compare(&mut sums.same_month, wait_s, target_s);
    if alike {
        sums.half_hour_wait_s += wait_s;
        compare(&mut sums.same_half_hour, wait_s, target_s);
    }
}

fn compare(comparison: &mut Comparison, wait_s: f64, target_s: f64) {
    comparison.calls += 1;
    if wait_s < target_s {
        comparison.shorter += 1;
    } else if wait_s > target_s {
        comparison.longer += 1;
    } else {
        comparison.equal += 1;
    }
}

fn finish(comparison: &mut Comparison, wait_s: f64) {
    let calls = comparison.calls as f64;
    let any = comparison.calls > 0;
    comparison.mean_wait_s = any.then_some(wait_s / calls);
    comparison.share_shorter = any.then(|| comparison.shorter as f64 / calls);
}
