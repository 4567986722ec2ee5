//! How likely a single wait is: through the day, by half-hour, and what a place in the queue means.
//!
//! The staffing is that of a plan; each opening of the line is one queue carried through the day
//! ([`crate::queue::transient`]), that of the largest set of lines with which the line shares
//! consultants, pooled; where skills only overlap that is optimistic, and the answer says so beside what
//! the plan's simulation came to. Agents at the phone are those on duty less breaks and shrinkage, a fractional
//! number in a half-hour; those on duty at closing serve who still waits.

use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::TakenOver;
use crate::plan::requirements::{Caller, nearest_patience_s};
use crate::queue::Place;
use crate::queue::transient::{AtClose, Day, Stretch, TOLERANCE, TransientError};
use crate::scenario::Scenario;
use crate::wire::answer::{Figure, Interval, Method, Plan};
use schemars::JsonSchema;
use serde::Serialize;

/// Places in the queue that are told.
const PLACES: u32 = 10;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// Index of the line.
    pub line: usize,
    /// Day and minute of a call.
    pub at: Option<(Weekday, u32)>,
    /// The wait in question, seconds.
    pub longer_than_s: f64,
}

/// The schema this version writes.
pub const SCHEMA: &str = "obsada.wait/1";

/// The answer; waits in seconds, shares of offered calls.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Waits {
    /// `obsada.wait/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Line identifier.
    pub line: String,
    /// Closing of the line under which this holds.
    pub closing: String,
    /// The wait in question.
    pub longer_than_s: f64,
    /// The moment asked for, such as `mon 11:00`.
    pub asked: Option<TakenOver>,
    /// Calls a week of the line.
    pub calls_per_week: f64,
    /// Mean wait over the line's calls of the week.
    pub mean_wait_s: f64,
    /// Whether not everyone counted answers every line of the pooled queue: the waits are optimistic then.
    pub overlapping: bool,
    /// Mean of the exponential patience taken here, where the scenario states another law of patience.
    pub nearest_patience_s: Option<f64>,
    /// Mean wait over the week where the plan was played out call by call.
    pub played_mean_wait_s: Option<Figure>,
    /// Share of the week's calls that wait longer; that of a year of such weeks too.
    pub share_longer: f64,
    /// The half-hour asked for.
    pub at: Option<HalfHour>,
    /// What a place in the queue means then, for a caller who stays.
    pub places: Vec<PlaceWait>,
    /// Every half-hour of the week.
    pub intervals: Vec<HalfHour>,
    /// Probability mass cut off by the computation, at most.
    pub error: f64,
}

/// Callers who arrive in a half-hour.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HalfHour {
    /// Weekday code.
    pub day: Weekday,
    /// Start, `HH:MM`.
    pub start: TimeOfDay,
    /// Calls of the line itself.
    pub calls: f64,
    /// Agents on duty less breaks and shrinkage.
    pub agents_at_phone: f64,
    /// Mean wait, seconds.
    pub mean_wait_s: f64,
    /// Share whose callers hang up.
    pub p_abandon: f64,
    /// Half of the calls wait longer than this, seconds; `None` where that cannot be told.
    pub p50_s: Option<f64>,
    /// A tenth of the calls wait longer than this, seconds.
    pub p90_s: Option<f64>,
    /// A twentieth of the calls wait longer than this, seconds.
    pub p95_s: Option<f64>,
    /// Share that wait longer than the wait in question.
    pub share_longer: f64,
}

/// A place in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlaceWait {
    /// Place in the queue: 1 is the next to be answered.
    pub place: u32,
    /// Mean wait from then on, seconds.
    pub mean_s: f64,
    /// A tenth wait longer than this, seconds.
    pub p90_s: f64,
}

/// Half-hours of the line, in the order of the week, by interval number: of each the row of the
/// largest set with the line.
fn rows<'p>(scenario: &Scenario, plan: &'p Plan, line: &str) -> Vec<(usize, &'p Interval)> {
    let mut rows: Vec<(usize, &Interval)> = Vec::new();
    for row in plan.intervals.iter().filter(|row| row.lines.iter().any(|l| l == line)) {
        let t = scenario.calendar.grid.at(row.day, row.start.minutes());
        match rows.iter_mut().find(|(own, _)| *own == t) {
            Some((_, kept)) if kept.lines.len() < row.lines.len() => *kept = row,
            Some(_) => {}
            None => rows.push((t, row)),
        }
    }
    rows.sort_by_key(|(t, _)| *t);
    rows
}

/// Calls of the line in a half-hour: those of the set that it makes alone, of which there is a row.
fn own_calls(plan: &Plan, row: &Interval, line: &str) -> f64 {
    let alone = |r: &&Interval| r.day == row.day && r.start == row.start && r.lines == [line];
    plan.intervals.iter().find(alone).map_or(row.calls, |r| r.calls)
}

/// Answers a question about the waits of a plan.
///
/// # Errors
/// [`TransientError`] where a day cannot be followed, such as callers whom nobody ever answers.
pub fn waits(
    scenario: &Scenario,
    plan: &Plan,
    question: &Question,
) -> Result<Waits, TransientError> {
    let line = &scenario.lines[question.line];
    let rows = rows(scenario, plan, &line.id);
    let patience_s = Caller::of(line).patience_s;
    let grid = scenario.calendar.grid;
    let mut intervals = Vec::new();
    let mut error: f64 = 0.0;
    for opening in openings(&rows, grid.per_week()) {
        let whole_week = opening.len() == grid.per_week();
        let at_close = if whole_week { AtClose::Repeat } else { AtClose::Serve };
        let stretch = |(cohort, (_, row)): (usize, &(usize, &Interval))| Stretch {
            cohort,
            seconds: grid.seconds(),
            calls_per_s: row.attempts / grid.seconds(),
            agents: row.agents_at_phone,
            aht_s: if row.aht_s > 0.0 { row.aht_s } else { line.aht.value.get() },
            patience_s,
            relieved: 0,
        };
        let stretches: Vec<Stretch> = opening.iter().enumerate().map(stretch).collect();
        let day = Day::new(&stretches, at_close, TOLERANCE)?;
        error = error.max(day.error());
        for (cohort, (t, row)) in opening.iter().enumerate() {
            let calls = own_calls(plan, row, &line.id);
            let half_hour = half_hour(&day, cohort, row, question.longer_than_s);
            intervals.push((*t, HalfHour { calls, ..half_hour }));
        }
    }
    intervals.sort_by_key(|(t, _)| *t);
    let asked = question.at.map(|(day, minute)| grid.at(day, minute - minute % grid.minutes()));
    let at = intervals.iter().find(|(t, _)| Some(*t) == asked).map(|(_, row)| row.clone());
    let asked_row = rows.iter().find(|(t, _)| Some(*t) == asked).map(|(_, row)| *row);
    let intervals: Vec<HalfHour> = intervals.into_iter().map(|(_, row)| row).collect();
    let calls: f64 = intervals.iter().map(|row| row.calls).sum();
    let average = |value: fn(&HalfHour) -> f64| {
        let sum: f64 = intervals.iter().map(|row| row.calls * value(row)).sum();
        if calls > 0.0 { sum / calls } else { 0.0 }
    };
    Ok(Waits {
        schema: SCHEMA.into(),
        line: line.id.clone(),
        closing: plan.closing.get(&line.id).cloned().unwrap_or_default(),
        longer_than_s: question.longer_than_s,
        asked: question
            .at
            .map(|(day, minute)| TakenOver::Interval { day, start: TimeOfDay::on_clock(minute) }),
        calls_per_week: calls,
        mean_wait_s: average(|row| row.mean_wait_s),
        overlapping: rows.iter().any(|(_, row)| !row.exact),
        nearest_patience_s: nearest_patience_s(line),
        played_mean_wait_s: played(plan, &line.id),
        share_longer: average(|row| row.share_longer),
        places: asked_row.map_or_else(Vec::new, |row| places(row, patience_s)),
        at,
        intervals,
        error,
    })
}

/// What the plan's simulation, if there was one, says of a line's mean wait over the week.
fn played(plan: &Plan, line: &str) -> Option<Figure> {
    let report = plan.lines.iter().find(|report| report.line == line)?;
    let through = report.through_day.as_ref()?;
    (through.method == Method::Simulated).then_some(through.mean_wait_s)
}

fn half_hour(day: &Day, cohort: usize, row: &Interval, longer_than_s: f64) -> HalfHour {
    let figures = &day.cohorts()[cohort];
    let percentile = |p| day.wait_percentile_s(cohort, p);
    HalfHour {
        day: row.day,
        start: row.start,
        calls: row.calls,
        agents_at_phone: row.agents_at_phone,
        mean_wait_s: figures.mean_wait_s,
        p_abandon: figures.p_abandon,
        p50_s: percentile(0.5),
        p90_s: percentile(0.9),
        p95_s: percentile(0.95),
        share_longer: day.wait_exceeds(cohort, longer_than_s).unwrap_or(0.0),
    }
}

fn places(row: &Interval, patience_s: Option<f64>) -> Vec<PlaceWait> {
    let told = |place| {
        let wait = Place::new(place, row.agents_at_phone, row.aht_s, patience_s)?;
        Some(PlaceWait { place, mean_s: wait.mean_s(), p90_s: wait.wait_percentile_s(0.9)? })
    };
    (1..=PLACES).filter_map(told).collect()
}

/// Unbroken runs of intervals; one that runs over the end of the week is one.
fn openings<'p>(
    rows: &[(usize, &'p Interval)],
    per_week: usize,
) -> Vec<Vec<(usize, &'p Interval)>> {
    let mut openings: Vec<Vec<(usize, &Interval)>> = Vec::new();
    for (t, row) in rows {
        match openings.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == *t) => run.push((*t, row)),
            _ => openings.push(vec![(*t, row)]),
        }
    }
    let wraps = openings.len() > 1
        && openings[0][0].0 == 0
        && openings.last().is_some_and(|run| run[run.len() - 1].0 + 1 == per_week);
    if wraps {
        let first = openings.remove(0);
        if let Some(last) = openings.last_mut() {
            last.extend(first);
        }
    }
    openings
}
