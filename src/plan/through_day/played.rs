//! Pools that are played out.

use super::{Experience, LineThroughDay, Playing, Stretched, stretches, thresholds};
use crate::domain::shift::Crew;
use crate::domain::time::TimeLeft;
use crate::plan::demand::LineDemand;
use crate::plan::requirements::threshold_s;
use crate::scenario::{Between, Measure, Scenario};
use crate::simulate::{self, Estimate, Figures, GroupFigures, GroupResults, LineResults, Traffic};
use crate::wire::answer::{Figure, Method};

/// Calls that are played out unless a number of weeks is asked for: enough to know a mean wait over the
/// week to some hundredths of itself.
const CALLS: f64 = 2e6;
/// Fewest and most weeks that this comes to; with fewer the confidence intervals mean little.
const WEEKS: (f64, f64) = (20.0, 20_000.0);

/// Weeks to play out.
pub(super) fn weeks(demand: &[LineDemand], playing: Playing) -> u32 {
    let calls: f64 = demand.iter().map(LineDemand::total).sum();
    let by_calls = (CALLS / calls.max(1.0)).clamp(WEEKS.0, WEEKS.1) as u32;
    playing.weeks.unwrap_or(by_calls)
}

/// Every line through the week, over as many weeks as there is time for.
pub(super) fn play(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    playing: Playing,
    time_left: TimeLeft<'_>,
) -> Vec<LineThroughDay> {
    let weeks = weeks(demand, playing);
    let reported: Vec<f64> =
        (0..scenario.lines.len()).flat_map(|line| thresholds(scenario, line)).collect();
    let options = simulate::Options {
        weeks,
        seed: playing.seed,
        thresholds: &reported,
        time_left,
        ..simulate::Options::default()
    };
    let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
    let results = simulate::play(scenario, &traffic, crews, &options);
    let lines = results.lines.iter().zip(&results.crews).enumerate();
    let weeks = results.replications;
    lines.map(|(l, played)| line(scenario, l, &demand[l], played, weeks)).collect()
}

fn line(
    scenario: &Scenario,
    line: usize,
    demand: &LineDemand,
    (results, crew): (&LineResults, &GroupResults),
    weeks: u32,
) -> LineThroughDay {
    let asked: Vec<Measure> = scenario.lines[line].targets.iter().map(|t| t.measure).collect();
    let reported = threshold_s(scenario, line);
    let here = |figures: &Figures| experience(figures, (&asked, reported), &results.thresholds);
    let in_interval = |((figures, crew), calls): ((&Figures, &GroupFigures), &f64)| {
        // Without expected calls there are none to play out.
        let found = here(figures).filter(|_| *calls > 0.0)?;
        let busy = crew.occupancy.as_ref().map(figure);
        let value = |(measure, value): (&Measure, Option<Figure>)| match measure {
            Measure::OccupancyMax(_) => busy,
            of_callers => value.filter(|_| of_callers.is_of_callers()),
        };
        let values = asked.iter().zip(found.values).map(value).collect();
        Some(Experience { values, ..found })
    };
    let intervals = results.intervals.iter().zip(&crew.intervals).zip(&demand.calls);
    let overruns: Vec<f64> = results
        .closings
        .iter()
        .zip(&results.days)
        .filter(|(_, day)| day.offered.value > 0.0)
        .map(|(closing, _)| closing.overrun_s.value)
        .collect();
    let stretched = |between: Between| {
        let (days, week) = results.averages(Some(between))?;
        let days = std::array::from_fn(|day| days.get(day).and_then(here));
        Some(Stretched { between, days, week: here(week) })
    };
    let around_the_clock = demand.open.iter().all(|open| *open);
    LineThroughDay {
        method: Method::Simulated,
        weeks: Some(weeks),
        intervals: intervals.map(in_interval).collect(),
        days: std::array::from_fn(|day| results.days.get(day).and_then(here)),
        week: here(&results.week),
        stretches: stretches(scenario, line).into_iter().filter_map(stretched).collect(),
        overrun_s: (!overruns.is_empty() && !around_the_clock)
            .then(|| overruns.iter().sum::<f64>() / overruns.len() as f64),
    }
}

/// The service level of calls of which none counts.
const UNCOUNTED: Figure = Figure { value: 1.0, half_width: 0.0 };

fn figure(estimate: &Estimate) -> Figure {
    let half_width = if estimate.half_width.is_finite() { estimate.half_width } else { 0.0 };
    Figure { value: estimate.value, half_width }
}

fn experience(
    figures: &Figures,
    (asked, reported): (&[Measure], f64),
    played: &[f64],
) -> Option<Experience> {
    let k = played.iter().position(|threshold| *threshold == reported)?;
    Some(Experience {
        attempts: figures.offered.value,
        mean_wait_s: figure(figures.mean_wait.as_ref()?),
        asa_s: figures.asa.as_ref().map_or(Figure { value: 0.0, half_width: 0.0 }, figure),
        p_abandon: figure(figures.abandonment.as_ref()?),
        p_answered: figures.answered.as_ref().map_or(0.0, |answered| answered.value),
        service_level: figures.service_level[k].as_ref().map_or(UNCOUNTED, figure),
        level_base: figures.level_base[k],
        bases: asked
            .iter()
            .map(|m| {
                let within = m.answered_within_s()?;
                let k = played.iter().position(|threshold| *threshold == within)?;
                Some(figures.level_base[k])
            })
            .map(|base| base.unwrap_or(1.0))
            .collect(),
        values: asked
            .iter()
            .map(|m| {
                let own = figures.of(*m, played).as_ref().map(figure);
                own.or(m.answered_within_s().map(|_| UNCOUNTED))
            })
            .collect(),
    })
}
