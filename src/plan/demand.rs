//! Calls and opening per line and interval, for one combination of closing times.

use crate::domain::clock::Weekday;
use crate::scenario::{Closing, Evening, Scenario, Stretch};

/// One choice of closing per line; `None` where a line has no candidates.
pub type Choice<'a> = [Option<&'a Closing>];

/// A line's week under one closing.
#[derive(Debug, Clone, PartialEq)]
pub struct LineDemand {
    /// Whether the line is open, by interval of the week.
    pub open: Vec<bool>,
    /// Expected calls by interval of the week; zero where the line is closed.
    pub calls: Vec<f64>,
    /// Calls of an ordinary week that come when the line is closed, and are not served.
    pub outside_hours: f64,
    /// By weekday, the minute from which opening counts as evening: the baseline close of the
    /// line's evening table, else the day's earliest candidate; `None` for lines without either.
    pub evening_from: [Option<u32>; 7],
}

impl LineDemand {
    /// Calls of the week that are served.
    pub fn total(&self) -> f64 {
        self.calls.iter().sum()
    }

    /// Intervals of the week in which the line is open.
    pub fn open_intervals(&self) -> usize {
        self.open.iter().filter(|open| **open).count()
    }
}

/// Demand of every line when the lines close as `choice` says.
pub fn demand(scenario: &Scenario, choice: &Choice<'_>) -> Vec<LineDemand> {
    (0..scenario.lines.len()).map(|line| line_demand(scenario, line, choice[line])).collect()
}

fn line_demand(scenario: &Scenario, line: usize, closing: Option<&Closing>) -> LineDemand {
    let grid = scenario.calendar.grid;
    let base = &scenario.lines[line].demand.calls;
    let mut open = vec![false; grid.per_week()];
    for day in Weekday::ALL {
        for stretch in scenario.stretches(line, day, closing) {
            intervals(scenario, day, stretch).for_each(|t| open[t] = true);
        }
    }
    let mut calls: Vec<f64> =
        base.iter().zip(&open).map(|(c, open)| if *open { *c } else { 0.0 }).collect();
    let outside_hours = base.iter().zip(&open).filter(|(_, open)| !**open).map(|(c, _)| c).sum();
    if let Some(evening) = &scenario.lines[line].evening {
        for day in Weekday::ALL {
            if let Some(last) = scenario.stretches(line, day, closing).last() {
                respond(scenario, line, day, *last, evening, &mut calls);
            }
        }
    }
    LineDemand { open, calls, outside_hours, evening_from: evening_from(scenario, line) }
}

/// Moves calls out of the peak and adds new ones where a day closes later than its baseline.
fn respond(
    scenario: &Scenario,
    line: usize,
    day: Weekday,
    last: Stretch,
    evening: &Evening,
    calls: &mut [f64],
) {
    let Some(baseline) = evening.baseline_close[day.index()].filter(|b| *b < last.to) else {
        return;
    };
    let hours = f64::from(last.to.minutes() - baseline.minutes()) / 60.0;
    let base = &scenario.lines[line].demand.calls;
    let day_calls: f64 = scenario.lines[line].hours[day.index()]
        .iter()
        .enumerate()
        .flat_map(|(k, stretch)| {
            let mut stretch = *stretch;
            if k + 1 == scenario.lines[line].hours[day.index()].len() {
                stretch.to = baseline;
            }
            intervals(scenario, day, stretch)
        })
        .map(|t| base[t])
        .sum();
    let from: Vec<usize> = intervals(scenario, day, evening.moved_from).collect();
    let available: f64 = from.iter().map(|t| calls[*t]).sum();
    let moved =
        (day_calls * evening.moved_share_per_hour.value.get() * hours).min(available).max(0.0);
    if available > 0.0 {
        from.iter().for_each(|t| calls[*t] *= 1.0 - moved / available);
    }
    let added: Vec<usize> =
        intervals(scenario, day, Stretch { from: baseline, to: last.to }).collect();
    let each = (moved + evening.new_calls_per_hour.value.get() * hours) / added.len() as f64;
    added.iter().for_each(|t| calls[*t] += each);
}

/// The intervals of a stretch of a day.
pub fn intervals(
    scenario: &Scenario,
    day: Weekday,
    stretch: Stretch,
) -> impl Iterator<Item = usize> + use<> {
    let grid = scenario.calendar.grid;
    (stretch.from.minutes()..stretch.to.minutes())
        .step_by(grid.minutes() as usize)
        .map(move |minute| grid.at(day, minute))
}

fn evening_from(scenario: &Scenario, line: usize) -> [Option<u32>; 7] {
    let line = &scenario.lines[line];
    std::array::from_fn(|day| match &line.evening {
        Some(evening) => evening.baseline_close[day].map(|t| t.minutes()),
        None => line
            .candidates
            .iter()
            .filter_map(|c| c.close[day].or(line.hours[day].last().map(|s| s.to)))
            .map(|t| t.minutes())
            .min(),
    })
}
