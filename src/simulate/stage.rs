//! From a scenario and its crews to a world: who is on duty when, and who calls.

use super::Traffic;
use super::world::{Agent, Group, HandleTime, Line, PatienceLaw, World};
use crate::domain::clock::{DAY_MINUTES, TimeOfDay};
use crate::domain::shift::{Crew, Stretch};
use crate::scenario::{self, Between, HandleTimes, Patience, Scenario};

/// Threshold of a line that promises no service level, seconds.
const THRESHOLD: f64 = 20.0;

/// The world of a scenario, with everyone of the crews as an agent.
pub fn world(
    scenario: &Scenario,
    traffic: &[Traffic<'_>],
    crews: &[Crew],
    thresholds: &[f64],
) -> World {
    let grid = scenario.calendar.grid;
    let lines = scenario.lines.iter().zip(traffic);
    let lines: Vec<Line> =
        lines.map(|(line, traffic)| self::line((scenario, line), traffic, thresholds)).collect();
    let agents: Vec<Agent> = crews.iter().flat_map(agents).collect();
    let horizon = f64::from(7 * DAY_MINUTES) * 60.0;
    let runs_on = |line: &Line| line.open.first() == Some(&true) && line.open.last() == Some(&true);
    let past = |agent: &Agent| agent.duty.iter().any(|(_, to)| *to > horizon);
    World {
        interval_s: grid.seconds(),
        intervals: grid.per_week(),
        per_day: grid.per_day(),
        continuous: lines.iter().any(runs_on) || agents.iter().any(past),
        lines,
        groups: scenario
            .groups
            .iter()
            .map(|group| Group {
                lines: group.lines.clone(),
                routing: group.routing,
                shrinkage: group.shrinkage.value.get(),
            })
            .collect(),
        agents,
        busyness_cv: scenario.calendar.busyness_cv.value,
    }
}

/// A stretch of the day as intervals of a day, of which it has so many: the first and the one after the last.
pub(super) fn stretch(per_day: usize, between: Between) -> (usize, usize) {
    let interval = |time: TimeOfDay| time.minutes() as usize * per_day / DAY_MINUTES as usize;
    (interval(between.0), interval(between.1))
}

fn line(
    (scenario, line): (&Scenario, &scenario::Line),
    traffic: &Traffic<'_>,
    thresholds: &[f64],
) -> Line {
    let grid = scenario.calendar.grid;
    let promised = line.targets.iter().filter_map(|target| target.measure.threshold_s());
    let mut all: Vec<f64> = promised.chain(thresholds.iter().copied()).collect();
    if all.is_empty() {
        all.push(THRESHOLD);
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    let restricted = line.targets.iter().filter_map(|target| target.between);
    let mut stretches: Vec<(usize, usize)> =
        restricted.map(|b| stretch(grid.per_day(), b)).collect();
    stretches.sort_unstable();
    stretches.dedup();
    Line {
        calls: traffic.calls.to_vec(),
        open: traffic.open.to_vec(),
        handle: handle(line),
        patience: line.patience.as_ref().map(|patience| patience.mean.value.get()),
        patience_law: line.patience.as_ref().map_or(PatienceLaw::Exponential, law),
        at_once: line.patience.as_ref().map_or(0.0, Patience::hang_up_at_once),
        redial_share: line.redial_share.as_ref().map_or(0.0, |share| share.value.get()),
        redial_after: line.redial_after.value.get(),
        at_close: line.at_close,
        thresholds: all,
        level_of: scenario.level_of,
        stretches,
    }
}

/// The law of a line's patience.
fn law(patience: &Patience) -> PatienceLaw {
    match &patience.law {
        scenario::PatienceLaw::Exponential => PatienceLaw::Exponential,
        scenario::PatienceLaw::Weibull(shape) => PatienceLaw::weibull(shape.value),
        scenario::PatienceLaw::LogNormal(spread) => PatienceLaw::log_normal(spread.value),
    }
}

/// Handle times with the scenario's mean; those of a file are stretched to it.
fn handle(line: &scenario::Line) -> HandleTime {
    let mean = line.aht.value.get();
    match &line.handle_times {
        HandleTimes::Exponential => HandleTime::Exponential(mean),
        HandleTimes::LogNormal(cv) => {
            HandleTime::log_normal(mean, cv.value).unwrap_or(HandleTime::Exponential(mean))
        }
        HandleTimes::Empirical(sample) => {
            let factor = mean * sample.len() as f64 / sample.iter().sum::<f64>();
            HandleTime::Empirical(sample.iter().map(|seconds| seconds * factor).collect())
        }
    }
}

/// Everyone of a crew; times in seconds from Monday 00:00.
fn agents(crew: &Crew) -> Vec<Agent> {
    let midnight = crew.day.index() as u32 * DAY_MINUTES;
    let seconds = |minute: u32| f64::from(midnight + minute) * 60.0;
    let part = |part: Stretch| (seconds(part.from()), seconds(part.to()));
    let duty = crew.worked.on_duty().into_iter().map(part).collect();
    vec![Agent { group: crew.group, duty }; crew.count as usize]
}
