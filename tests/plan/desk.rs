//! A desk of one line on one day, planned by whole hours.

use obsada::domain::clock::Weekday;
use obsada::domain::error::Error;
use obsada::domain::shift::{Crew, Stretch, Worked};
use obsada::plan::demand::demand;
use obsada::plan::through_day::{LineThroughDay, Playing, reached, through_day};
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::Plan;

/// One day of four hours with so many calls of 4 minutes in all: 60 are a load of 1.
pub fn desk(calls: u32, targets: &str, more: &str) -> Scenario {
    let text = format!(
        r#"
title = "Desk"
[calendar]
interval_minutes = 60
days = ["mon"]
[[line]]
id = "l"
open = "09:00"
close = "13:00"
aht = "4m"
{more}
[line.demand]
calls_per_week = {calls}
{targets}
[[group]]
id = "desk"
lines = ["l"]
hourly_cost = 50
[[shift]]
id = "hour"
groups = ["desk"]
starts = {{ from = "09:00", to = "12:00", every = "1h" }}
lengths = ["1h"]
"#
    );
    parse(&text, "desk.toml", &|_| Err("none".into()))
        .unwrap_or_else(|problems| panic!("{}\n{text}", Error::Input(problems)))
}

/// The cheapest plan, which passes its check.
pub fn planned(scenario: &Scenario, promise: Promise) -> Plan {
    let options = Options { gap: 0.0, promise, ..Options::default() };
    let plan = solve(scenario, &options).unwrap();
    assert!(plan.check.passed, "{:?}", plan.check.violations);
    plan
}

/// So many people in each hour.
pub fn hourly(counts: &[u32]) -> Vec<Crew> {
    let hour = |(count, hour): (&u32, u32)| {
        let span = Stretch::new(60 * hour, 60 * (hour + 1)).unwrap();
        let worked = Worked::new(span, Vec::new()).unwrap();
        Crew { group: 0, day: Weekday::Mon, worked, count: *count }
    };
    counts.iter().zip(9..).map(hour).collect()
}

/// What callers experience with so many people in each hour.
pub fn followed(scenario: &Scenario, counts: &[u32]) -> LineThroughDay {
    let demand = demand(scenario, &scenario.closings()[0]);
    through_day(scenario, &demand, &hourly(counts), Playing::default()).remove(0)
}

/// The cheapest counts by hour that keep every promise through the day, all being tried.
pub fn cheapest(scenario: &Scenario, most: u32) -> f64 {
    let mut best = f64::INFINITY;
    for code in 0..(most + 1).pow(4) {
        let counts: Vec<u32> = (0..4).map(|k| code / (most + 1).pow(k) % (most + 1)).collect();
        let cost = 50.0 * counts.iter().map(|n| f64::from(*n)).sum::<f64>();
        // An open line has somebody on duty.
        if counts.contains(&0) || cost >= best {
            continue;
        }
        let through = followed(scenario, &counts);
        let kept = |target| {
            reached(scenario, 0, target, &through).unwrap().iter().all(|place| place.kept())
        };
        if scenario.lines[0].targets.iter().all(kept) {
            best = cost;
        }
    }
    best
}
