//! Plans that lie: every number of a plan changed by a twentieth, every part left out or moved. The check
//! finds each, but for what it says itself that it does not recount.

use crate::places::places;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, solve};
use obsada::wire::answer::Plan;
use obsada::witness::check::{check, check_within};
use serde_json::Value;
use std::sync::LazyLock;

const SCENARIO: &str = r#"
title = "Two lines, two closing times"
[calendar]
days = ["mon", "tue"]
[[line]]
id = "town"
open = "08:00"
close = "14:00"
close_candidates = ["14:00", "15:00"]
aht = { value = "4m", low = "3m", high = "5m", basis = "assumed", note = "measured last year" }
patience = 120
redial_share = 0.3
[line.demand]
calls_per_week = 300
profile = [{ from = "08:00", to = "10:00", share = 0.5 }, { from = "10:00", to = "14:00", share = 0.5 }]
[line.evening]
moved_share_per_hour = 0.03
new_calls_per_hour = 2
moved_from = ["08:00", "10:00"]
[[line.target]]
abandonment_max = 0.08
over = "day"
[[line.target]]
service_level = { within = 60, share = 0.7 }
over = "week"
[[line]]
id = "aid"
open = "08:00"
close = "14:00"
aht = 300
[line.demand]
calls_per_week = 90
[[line.target]]
mean_wait = 90
over = "week"
[[group]]
id = "both"
lines = ["town", "aid"]
hourly_cost = 40
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "s"
groups = ["both"]
starts = { from = "08:00", to = "11:00", every = "30m" }
lengths = ["4h", "6h"]
breaks = [{ length = "15m", paid = true, min_shift = "6h", after = "1h", before_end = "1h" }]
[cost]
opening_per_hour = 20
caller_minute = 0.3
"#;

/// What the remarks of the check name as not recounted, as places of a plan.
const NOT_RECOUNTED: [&str; 10] = [
    ".rounds",
    ".bound_programme",
    ".objective_before",
    ".bound_before",
    ".broken_before.",
    ".stricter.",
    ".raised.",
    ".half_width",
    ".overrun_minutes",
    ".weeks",
];

/// Of closing times that are not recommended, beyond what follows from their other figures.
const OF_OTHERS: [&str; 4] = [".asa_s", ".service_level", ".reached", ".through_day."];

fn read() -> Scenario {
    let no_files = |_: &str| Err("none".to_owned().into());
    parse(SCENARIO, "lies.toml", &no_files).unwrap()
}

/// Planned once for all.
fn planned() -> &'static (Scenario, Value, usize) {
    static PLANNED: LazyLock<(Scenario, Value, usize)> = LazyLock::new(|| {
        let scenario = read();
        let plan = solve(&scenario, &Options { gap: 0.02, ..Options::default() }).unwrap();
        let recommended = plan.candidates.iter().position(|c| c.closing == plan.closing).unwrap();
        let value = serde_json::to_value(&plan).unwrap();
        (scenario, value, recommended)
    });
    &PLANNED
}

/// Whether a plan so changed is found out; one that cannot be read any more is. Most lies show in the few weeks that are
/// played out without time left; the others are looked for in all of them.
fn found(scenario: &Scenario, lie: &Value) -> bool {
    serde_json::from_value::<Plan>(lie.clone()).map_or(true, |plan| {
        !check_within(scenario, &plan, Some(&|| false)).passed() || !check(scenario, &plan).passed()
    })
}

fn is_excused(pointer: &str, recommended: usize) -> bool {
    let dotted = format!("{}.", pointer.replace('/', "."));
    let others = dotted.starts_with(".candidates.")
        && !dotted.starts_with(&format!(".candidates.{recommended}."));
    NOT_RECOUNTED.iter().any(|place| dotted.contains(place))
        || dotted.contains(".through_day.asa_s")
        || others && OF_OTHERS.iter().any(|place| dotted.contains(place))
        || dotted.starts_with(".check.")
        || dotted.starts_with(".notes.")
}

#[test]
fn a_true_plan_passes_and_says_what_is_not_recounted() {
    let (scenario, plan, _) = planned();
    let plan: Plan = serde_json::from_value(plan.clone()).unwrap();
    let report = check(scenario, &plan);
    assert!(report.passed(), "{:#?}", report.findings);
    let hasty = check_within(scenario, &plan, Some(&|| false));
    assert!(hasty.passed(), "{:#?}", hasty.findings);
    assert_eq!(report.remarks.len(), 3);
}

#[test]
fn a_number_that_is_changed_by_a_twentieth_is_found() {
    let (scenario, plan, recommended) = planned();
    let numbers = places(plan, &|value| value.as_f64().is_some_and(|number| number != 0.0));
    let mut missed = Vec::new();
    let mut tried = 0;
    // Each lie is played out anew, so every fifth number is tried.
    for pointer in numbers.iter().step_by(5) {
        let mut lie = plan.clone();
        let number = lie.pointer_mut(pointer).unwrap();
        *number = match number.as_u64() {
            Some(whole) => (whole + (whole / 20).max(1)).into(),
            None => (number.as_f64().unwrap() * 1.05).into(),
        };
        tried += 1;
        // A twentieth of a single interval that was played out is within chance.
        let within_chance = pointer.starts_with("/through_day/");
        if !within_chance && !found(scenario, &lie) && !is_excused(pointer, *recommended) {
            missed.push(pointer);
        }
    }
    println!("{tried} numbers changed, {} not found: {missed:#?}", missed.len());
    assert!(tried > 60 && missed.is_empty(), "{tried}: {missed:#?}");
}

#[test]
fn parts_that_are_left_out_or_moved_are_found() {
    let (scenario, plan, recommended) = planned();
    let lists = places(plan, &|value| value.as_array().is_some_and(|list| !list.is_empty()));
    let mut missed = Vec::new();
    // Each row of the evening is recounted; which half-hours have a row is not.
    let lists = lists.into_iter().filter(|pointer| pointer != "/evening");
    for pointer in &lists.filter(|p| !is_excused(p, *recommended)).collect::<Vec<String>>() {
        let length = plan.pointer(pointer).unwrap().as_array().unwrap().len();
        for gone in [0, length - 1] {
            let mut lie = plan.clone();
            lie.pointer_mut(pointer).unwrap().as_array_mut().unwrap().remove(gone);
            if !found(scenario, &lie) {
                missed.push(format!("{pointer} without {gone}"));
            }
        }
    }
    let optional = ["through_day", "tightened", "objective", "waiting_cost"];
    for pointer in places(plan, &|value| !value.is_null()) {
        let key = pointer.rsplit('/').next().unwrap();
        if optional.contains(&key) && !plan.pointer(&pointer).unwrap().is_array() {
            let mut lie = plan.clone();
            *lie.pointer_mut(&pointer).unwrap() = Value::Null;
            if !found(scenario, &lie) && !pointer.contains("/targets/") {
                missed.push(format!("{pointer} left out"));
            }
        }
    }
    let verdicts =
        places(plan, &|value| value.as_object().is_some_and(|o| o.contains_key("verdict")));
    assert!(verdicts.len() >= 3, "{verdicts:?}");
    for pointer in &verdicts {
        let mut lie = plan.clone();
        let verdict = &mut lie.pointer_mut(pointer).unwrap()["verdict"];
        *verdict = if *verdict == "open" { "kept" } else { "open" }.into();
        if !found(scenario, &lie) {
            missed.push(format!("{pointer}: another verdict"));
        }
    }
    let mut lie = plan.clone();
    lie["candidates"].as_array_mut().unwrap().reverse();
    if !found(scenario, &lie) {
        missed.push("candidates in another order".into());
    }
    for pointer in places(plan, &Value::is_boolean) {
        let mut lie = plan.clone();
        let value = lie.pointer_mut(&pointer).unwrap();
        *value = (!value.as_bool().unwrap()).into();
        if !found(scenario, &lie) && !is_excused(&pointer, *recommended) {
            missed.push(format!("{pointer} turned round"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn counts_and_costs_that_are_changed_together_are_found() {
    let (scenario, plan, _) = planned();
    let mut lie = plan.clone();
    let shift = &mut lie["shifts"][0];
    let count = shift["count"].as_u64().unwrap();
    shift["count"] = (2 * count).into();
    shift["cost"] = (shift["cost"].as_f64().unwrap() / 2.0).into();
    shift["paid_hours"] = (shift["paid_hours"].as_f64().unwrap() / 2.0).into();
    assert!(found(scenario, &lie));
    // Every figure through the day halved, sums and rows alike.
    let mut lie = plan.clone();
    for pointer in places(plan, &Value::is_object) {
        let waits = lie.pointer_mut(&pointer).unwrap();
        for figure in ["mean_wait_s", "asa_s", "p_abandon"] {
            if let Some(value) = waits.get_mut(figure).and_then(|figure| figure.get_mut("value")) {
                *value = (value.as_f64().unwrap() / 2.0).into();
            }
        }
    }
    assert!(found(scenario, &lie));
}
