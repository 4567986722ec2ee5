//! When each line is open and how many calls it gets, for one combination of closing times.

use super::findings::Findings;
use crate::domain::clock::{DAY_MINUTES, TimeOfDay, Weekday};
use crate::domain::finding::Fault;
use crate::scenario::{Closing, Evening, Line, Scenario, Stretch};
use std::collections::BTreeMap;

/// One line over the week.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineWeek {
    /// Label of the closing.
    pub(super) label: String,
    /// Whether the line is open, by interval of the week.
    pub(super) open: Vec<bool>,
    /// Calls served, by interval of the week; 0 where the line is closed.
    pub(super) calls: Vec<f64>,
    /// Calls served at or after the baseline close.
    pub(super) evening: f64,
    /// Calls that come while the line is closed.
    pub(super) outside: f64,
    /// Opening hours in the week.
    pub(super) open_hours: f64,
}

/// All lines under one choice of closing a line.
pub(super) fn weeks(scenario: &Scenario, closing: &[Option<&Closing>]) -> Vec<LineWeek> {
    (0..scenario.lines.len())
        .map(|line| line_week(scenario, line, closing.get(line).copied().flatten()))
        .collect()
}

/// The label by which reports name a line's closing.
fn label(line: &Line, closing: Option<&Closing>) -> String {
    closing.map_or_else(
        || {
            let ends = line.hours.iter().flatten().map(|stretch| stretch.to);
            ends.max().unwrap_or(TimeOfDay::START).to_string()
        },
        |closing| closing.label.clone(),
    )
}

/// Labels by line, as a plan writes them.
pub(super) fn labels(
    scenario: &Scenario,
    closing: &[Option<&Closing>],
) -> BTreeMap<String, String> {
    let pairs = scenario.lines.iter().zip(closing);
    pairs.map(|(line, choice)| (line.id.clone(), label(line, *choice))).collect()
}

/// The closings that a plan's labels name; a line whose label cannot be read keeps its own hours.
pub(super) fn read_closing<'s>(
    scenario: &'s Scenario,
    claimed: &BTreeMap<String, String>,
    findings: &mut Findings,
) -> Vec<Option<&'s Closing>> {
    for id in claimed.keys().filter(|id| scenario.lines.iter().all(|line| line.id != **id)) {
        findings.add(&format!("closing of line {id}"), Fault::NoSuchLine);
    }
    scenario
        .lines
        .iter()
        .map(|line| {
            let place = format!("closing of line {}", line.id);
            let Some(claimed) = claimed.get(&line.id) else {
                findings.add(&place, Fault::Missing);
                return None;
            };
            if line.candidates.is_empty() {
                findings.same(&place, "end", claimed.clone(), label(line, None));
                return None;
            }
            let found = line.candidates.iter().find(|candidate| candidate.label == *claimed);
            findings.expect(found.is_some(), &place, || Fault::NoSuchClosing {
                claimed: claimed.clone(),
            });
            found
        })
        .collect()
}

fn line_week(scenario: &Scenario, index: usize, closing: Option<&Closing>) -> LineWeek {
    let (grid, line) = (scenario.calendar.grid, &scenario.lines[index]);
    let mut week = LineWeek {
        label: label(line, closing),
        open: vec![false; grid.per_week()],
        calls: vec![0.0; grid.per_week()],
        evening: 0.0,
        outside: 0.0,
        open_hours: 0.0,
    };
    for day in Weekday::ALL {
        let stretches = scenario.stretches(index, day, closing);
        for minute in (0..DAY_MINUTES).step_by(grid.minutes() as usize) {
            let interval = grid.at(day, minute);
            if stretches.iter().any(|stretch| holds(stretch, minute)) {
                week.open[interval] = true;
                week.calls[interval] = base(line, interval);
                week.open_hours += grid.hours();
            } else {
                week.outside += base(line, interval);
            }
        }
        if let (Some(evening), Some(last)) = (&line.evening, stretches.last()) {
            respond(scenario, line, evening, day, last.to.minutes(), &mut week);
        }
    }
    week.evening = evening_calls(scenario, index, &week);
    week
}

/// Calls of an interval before any response to the closing time.
fn base(line: &Line, interval: usize) -> f64 {
    line.demand.calls.get(interval).copied().unwrap_or(0.0)
}

fn holds(stretch: &Stretch, minute: u32) -> bool {
    (stretch.from.minutes()..stretch.to.minutes()).contains(&minute)
}

/// What a close later than the baseline does to the calls of one day: some move to the evening out of
/// the `moved_from` part of the day, some are new, and both come evenly over the hours that are added.
fn respond(
    scenario: &Scenario,
    line: &Line,
    evening: &Evening,
    day: Weekday,
    close: u32,
    week: &mut LineWeek,
) {
    let grid = scenario.calendar.grid;
    let Some(baseline) = evening.baseline_close[day.index()].map(TimeOfDay::minutes) else {
        return;
    };
    if close <= baseline {
        return;
    }
    let hours = f64::from(close - baseline) / 60.0;
    let open = |from: u32, to: u32| -> Vec<usize> {
        (from..to)
            .step_by(grid.minutes() as usize)
            .map(|minute| grid.at(day, minute))
            .filter(|interval| week.open[*interval])
            .collect()
    };
    let sum = |intervals: &[usize]| intervals.iter().map(|i| base(line, *i)).sum::<f64>();
    // With the baseline as the end of the last stretch, what is open before it stays open.
    let day_calls = sum(&open(0, baseline));
    let left = open(evening.moved_from.from.minutes(), evening.moved_from.to.minutes());
    let window = sum(&left);
    let added = open(baseline, close);
    if added.is_empty() {
        return;
    }
    let wish = day_calls * evening.moved_share_per_hour.value.get() * hours;
    let moved = wish.min(window);
    let new = evening.new_calls_per_hour.value.get() * hours;
    if window > 0.0 {
        for interval in left {
            week.calls[interval] -= moved * base(line, interval) / window;
        }
    }
    for interval in &added {
        week.calls[*interval] += (moved + new) / added.len() as f64;
    }
}

/// Calls at or after the baseline close: the evening table's, else the day's earliest close among the
/// candidates. A line without candidates has none.
fn evening_calls(scenario: &Scenario, index: usize, week: &LineWeek) -> f64 {
    let (grid, line) = (scenario.calendar.grid, &scenario.lines[index]);
    if line.candidates.is_empty() {
        return 0.0;
    }
    let mut calls = 0.0;
    for day in Weekday::ALL {
        let stated = line.evening.as_ref().and_then(|e| e.baseline_close[day.index()]);
        let earliest = || {
            let ends = line.candidates.iter().filter_map(|candidate| {
                scenario.stretches(index, day, Some(candidate)).last().map(|last| last.to)
            });
            ends.min()
        };
        let Some(from) = stated.or_else(earliest) else { continue };
        let later = (from.minutes()..DAY_MINUTES).step_by(grid.minutes() as usize);
        calls += later.map(|minute| week.calls[grid.at(day, minute)]).sum::<f64>();
    }
    calls
}
