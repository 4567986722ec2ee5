//! Small worlds to play.

use obsada::scenario::{AtClose, LevelOf, Routing};
use obsada::simulate::world::{Agent, Group, HandleTime, Line, PatienceLaw, World};
use obsada::simulate::{Estimate, Play, Results, run};

pub const HOUR: f64 = 3600.0;

/// A line that is open for so many hourly intervals, all with as many calls.
pub fn line(hours: usize, calls_per_hour: f64, handle: HandleTime) -> Line {
    Line {
        calls: vec![calls_per_hour; hours],
        open: vec![true; hours],
        handle,
        patience: None,
        patience_law: PatienceLaw::Exponential,
        at_once: 0.0,
        redial_share: 0.0,
        redial_after: 600.0,
        at_close: AtClose::Serve,
        thresholds: vec![20.0],
        level_of: LevelOf::Offered,
        stretches: Vec::new(),
    }
}

pub fn group(lines: &[usize]) -> Group {
    Group { lines: lines.to_vec(), routing: Routing::LongestWait, shrinkage: 0.0 }
}

/// People of a group on duty from the start to so many hours later.
pub fn agents(group: usize, count: usize, hours: usize) -> Vec<Agent> {
    vec![Agent { group, duty: vec![(0.0, hours as f64 * HOUR)] }; count]
}

/// A day that repeats around the clock, in hourly intervals.
pub fn around_the_clock(lines: Vec<Line>, groups: Vec<Group>, agents: Vec<Agent>) -> World {
    World { continuous: true, ..one_day(lines, groups, agents) }
}

/// A day that starts empty and ends empty.
pub fn one_day(lines: Vec<Line>, groups: Vec<Group>, agents: Vec<Agent>) -> World {
    let intervals = lines[0].calls.len();
    World {
        interval_s: HOUR,
        intervals,
        per_day: intervals,
        continuous: false,
        lines,
        groups,
        agents,
        busyness_cv: 0.0,
    }
}

pub fn play(world: &World, replications: u32, seed: u64) -> Results {
    run(
        world,
        &Play {
            replications,
            seed,
            records: false,
            progress: None,
            time_left: None,
            short_way: true,
        },
    )
}

pub fn play_recorded(world: &World, replications: u32, seed: u64, short_way: bool) -> Results {
    run(
        world,
        &Play { replications, seed, records: true, progress: None, time_left: None, short_way },
    )
}

pub fn covers(estimate: &Estimate, truth: f64) -> bool {
    estimate.low() <= truth && truth <= estimate.high()
}

/// Asserts that the 95% interval covers the truth; for fixed seeds, and where it does not the seed
/// is not changed but the cause found.
pub fn assert_covers(name: &str, estimate: &Estimate, truth: f64) {
    assert!(covers(estimate, truth), "{name}: {estimate:?} does not cover {truth}");
    // An interval that says nothing covers everything.
    assert!(estimate.half_width < 0.25 * truth.abs(), "{name}: {estimate:?} is too wide");
}

/// How many of so many independent intervals at 95% may cover the truth, within three standard
/// deviations of the binomial law.
pub fn plausible_coverage(trials: u32) -> std::ops::RangeInclusive<u32> {
    let (mean, deviation) = (f64::from(trials) * 0.95, (f64::from(trials) * 0.95 * 0.05).sqrt());
    let most = (mean + 3.0 * deviation).min(f64::from(trials)) as u32;
    (mean - 3.0 * deviation).ceil() as u32..=most
}
