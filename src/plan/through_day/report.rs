//! Figures through the day as the answer tells them.

use super::{Experience, LineThroughDay, Reached, reached};
use crate::domain::clock::{Grid, TimeOfDay};
use crate::domain::measure::TakenOver;
use crate::scenario::{LevelOf, Scenario};
use crate::wire::answer::{self, Figure};

/// Adds what callers experience through the day to the reports of the lines.
pub fn add(scenario: &Scenario, reports: &mut [answer::LineReport], through: &[LineThroughDay]) {
    for (line, (report, through)) in reports.iter_mut().zip(through).enumerate() {
        let week = whole_week(through);
        let minutes = week.attempts_per_week * week.mean_wait_s.value / 60.0;
        let price = scenario.costs.caller_minute.as_ref().map(|price| price.value.get());
        report.waiting_cost_through_day = price.map(|price| price * minutes);
        report.through_day = Some(week);
        for (target, data) in report.targets.iter_mut().zip(&scenario.lines[line].targets) {
            let places = reached(scenario, line, data, through);
            let worst = places.and_then(|places| {
                places.into_iter().reduce(|a, b| if b.strain > a.strain { b } else { a })
            });
            target.through_day = worst.map(|worst| {
                let mut carried = answer::TargetThroughDay {
                    reached: worst.figure,
                    at: place(scenario.calendar.grid, &worst),
                    met: worst.kept(),
                    verdict: None,
                };
                carried.verdict = Some(carried.decided(target.measure, target.promised));
                carried
            });
        }
    }
}

/// Where a value is reached.
pub fn place(grid: Grid, reached: &Reached) -> TakenOver {
    match (reached.interval, reached.day) {
        (Some(interval), _) => {
            let (day, minute) = grid.start_of(interval);
            TakenOver::Interval { day, start: TimeOfDay::on_clock(minute) }
        }
        (None, day) => day.map_or(TakenOver::Week, TakenOver::Day),
    }
}

fn whole_week(through: &LineThroughDay) -> answer::ThroughDay {
    let nothing = Figure { value: 0.0, half_width: 0.0 };
    let week = through.week.as_ref();
    let figure = |of: fn(&Experience) -> Figure| week.map_or(nothing, of);
    answer::ThroughDay {
        method: through.method,
        weeks: through.weeks,
        attempts_per_week: week.map_or(0.0, |week| week.attempts),
        mean_wait_s: figure(|e| e.mean_wait_s),
        asa_s: figure(|e| e.asa_s),
        service_level: week.map_or(Figure { value: 1.0, ..nothing }, |week| week.service_level),
        p_abandon: figure(|e| e.p_abandon),
        overrun_minutes: through.overrun_s.map(|seconds| seconds / 60.0),
    }
}

/// Every interval of every line in which calls are expected, by line and time.
pub fn intervals(scenario: &Scenario, through: &[LineThroughDay]) -> Vec<answer::LineInterval> {
    let grid = scenario.calendar.grid;
    let mut rows = Vec::new();
    for (line, through) in through.iter().enumerate() {
        for (t, experience) in through.intervals.iter().enumerate() {
            let Some(experience) = experience else { continue };
            let (day, minute) = grid.start_of(t);
            rows.push(answer::LineInterval {
                line: scenario.lines[line].id.clone(),
                day,
                start: TimeOfDay::on_clock(minute),
                attempts: experience.attempts,
                mean_wait_s: experience.mean_wait_s,
                service_level: experience.service_level,
                service_level_calls: (scenario.level_of != LevelOf::Offered)
                    .then_some(experience.attempts * experience.level_base),
                p_abandon: experience.p_abandon,
            });
        }
    }
    rows
}
