//! A desk of one line on one day, planned by whole hours.

use obsada::domain::error::Error;
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
