//! What callers would meet of shifts that stay while numbers move.
//!
//! Where a queue is followed soon, by its equations or played out, it is followed each time. Elsewhere there is the sketch:
//! it carries the queue through the day as the queue itself is, and knows no endless wait; how far it is off for these
//! shifts with central numbers is for the caller to correct.

use super::judge::work_of;
pub(crate) use super::outline::LITTLE;
use super::outline::Outline;
use crate::domain::shift::Crew;
use crate::plan::demand::LineDemand;
use crate::plan::requirements::requirements;
use crate::plan::through_day::{
    LineThroughDay, Playing, reached, through_day_within, weeks_played,
};
use crate::scenario::{Scenario, Target};

/// States times events of the equations of a week that are soon followed, and calls of the weeks that are played out.
const WORK: f64 = 5e6;
const CALLS: f64 = 50_000.0;
/// Fewest weeks that are played out instead of sketched.
const WEEKS: f64 = 25.0;

/// How it is known what callers meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Knowing {
    /// The queue is followed, or played out for so many weeks.
    Followed(Playing),
    /// The queue is sketched.
    Sketched,
}

/// How it is found out soon what the callers of such a week meet.
pub fn knowing(scenario: &Scenario, demand: &[LineDemand], playing: Playing) -> Knowing {
    if weeks_played(scenario, demand, playing).is_none() {
        let soon = work_of(&requirements(scenario, demand)) <= WORK;
        return if soon { Knowing::Followed(playing) } else { Knowing::Sketched };
    }
    let weeks = CALLS / demand.iter().map(LineDemand::total).sum::<f64>().max(1.0);
    match weeks >= WEEKS {
        true => {
            let weeks = Some(weeks.min(10.0 * WEEKS) as u32);
            Knowing::Followed(Playing { weeks, ..playing })
        }
        false => Knowing::Sketched,
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldLine {
    /// Mean wait of its callers, seconds; 0 without calls.
    pub mean_wait_s: f64,
    /// How near each of its promises is to being broken at the worst place, 1 where it just holds
    /// ([`Measure::strain`](crate::scenario::Measure::strain)). 0 without calls, and of a promise of people on duty.
    pub worst: Vec<f64>,
}

/// What the callers of each line meet of these crews, the queue followed.
pub fn followed(
    scenario: &Scenario,
    demand: &[LineDemand],
    crews: &[Crew],
    playing: Playing,
) -> Vec<HeldLine> {
    let through = through_day_within(scenario, demand, crews, playing, None);
    let line = |l: usize| HeldLine {
        mean_wait_s: through[l].week.as_ref().map_or(0.0, |week| week.mean_wait_s.value),
        worst: worst(scenario, l, &through[l]),
    };
    (0..scenario.lines.len()).map(line).collect()
}

/// How near each promise of a line is to being broken at the worst place.
fn worst(scenario: &Scenario, line: usize, through: &LineThroughDay) -> Vec<f64> {
    let strain = |target: &Target| {
        let places = reached(scenario, line, target, through).unwrap_or_default();
        places.iter().map(|place| place.strain).fold(0.0, f64::max)
    };
    scenario.lines[line].targets.iter().map(strain).collect()
}

/// What the callers of each line meet of these crews by the sketch.
pub fn by_sketch(scenario: &Scenario, demand: &[LineDemand], crews: &[Crew]) -> Vec<HeldLine> {
    let outline = Outline::drawn(scenario, demand, crews);
    let line = |l: usize| HeldLine {
        mean_wait_s: outline.mean_wait_s(l, &demand[l]).unwrap_or(0.0),
        worst: (0..scenario.lines[l].targets.len())
            .map(|k| outline.worst(l, k, &demand[l]).unwrap_or(0.0))
            .collect(),
    };
    (0..scenario.lines.len()).map(line).collect()
}
