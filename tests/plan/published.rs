//! Published instances, planned as published: the optimum must come out.
//!
//! The instances are data beside the crate; where they are not there, each test says so and passes.

use obsada::domain::clock::Grid;
use obsada::domain::clock::Weekday;
use obsada::plan::milp::Solver;
use obsada::plan::shift_plan::block::{Block, BlockDuty, Body, Cover, Week};
use obsada::plan::shift_plan::catalogue::Duty;
use obsada::plan::shift_plan::plan::WeekPlan;
use obsada::plan::shift_plan::plan_week;
use obsada::plan::shift_plan::search::{Outcome, Settings};
use obsada::queue::ErlangC;
use serde_json::Value;
use std::path::Path;

/// An instance, or `None` and a word about it where the data are not there.
fn instance(name: &str) -> Option<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/small_programmes");
    if !folder.is_dir() {
        eprintln!("skipped: the published instances are not beside the crate");
        return None;
    }
    let text = std::fs::read_to_string(folder.join(name)).expect("the folder holds the instance");
    Some(serde_json::from_str(&text).expect("the instance is JSON"))
}

fn numbers(instance: &Value, key: &str) -> Vec<f64> {
    let list = instance[key].as_array().unwrap_or_else(|| panic!("{key} is a list"));
    list.iter().map(|n| n.as_f64().expect("a number")).collect()
}

fn number(instance: &Value, key: &str) -> f64 {
    instance[key].as_f64().unwrap_or_else(|| panic!("{key} is a number"))
}

/// A day of so many hours that runs into itself: each duty starts at an hour, is `length` hours long
/// and has a cost; each hour needs agents.
fn cyclic_day(needs: &[f64], duties: &[(usize, f64)], length: usize) -> Week {
    let hours = needs.len();
    // The week sees hours only; the times of the catalogue do not matter here.
    let catalogue = duties
        .iter()
        .map(|(_, cost)| Duty {
            group: 0,
            contract: 0,
            rule: 0,
            day: Weekday::Mon,
            start: 0,
            length: 60,
            paid_minutes: 60,
            cost: *cost,
            breaks: Vec::new(),
        })
        .collect();
    let duties: Vec<BlockDuty> = duties
        .iter()
        .map(|(start, cost)| BlockDuty {
            group: 0,
            cost: *cost,
            cover: (0..length).map(|k| (start + k) % hours).collect(),
            usage: Vec::new(),
        })
        .collect();
    let covers = needs.iter().enumerate().map(|(interval, need)| Cover {
        interval,
        groups: vec![(0, 1.0)],
        need: *need,
        given: 0.0,
        curves: Vec::new(),
    });
    let body = Body { covers: covers.collect(), duties, ..Body::default() };
    let block = Block {
        duty_ids: (0..body.duties.len()).collect(),
        interval_ids: (0..hours).collect(),
        body,
    };
    Week { interval_minutes: 60, blocks: vec![block], ties: Vec::new(), duties: catalogue }
}

fn planned(week: Week) -> WeekPlan {
    let settings = Settings { solver: Solver::Default, gap: 0.0, seconds_left: None };
    match plan_week(week, Grid::new(60).unwrap(), &settings).1 {
        Outcome::Found(plan) => plan,
        other => panic!("no plan: {other:?}"),
    }
}

/// Whether the counts of a plan cover the needs, hour by hour.
fn covers(plan: &WeekPlan, needs: &[f64], starts: &[usize], length: usize) -> bool {
    let hours = needs.len();
    needs.iter().enumerate().all(|(hour, need)| {
        let present: u32 = starts
            .iter()
            .zip(&plan.blocks[0].duties)
            .filter(|(start, _)| (hour + hours - **start) % hours < length)
            .map(|(_, count)| count)
            .sum();
        f64::from(present) >= *need
    })
}

/// A course's call centre (CTU in Prague): shifts of eight hours may start at every hour of a day that
/// repeats; the fewest are wanted.
#[test]
fn a_day_that_repeats_takes_as_few_shifts_as_published() {
    let Some(instance) = instance("ctu_cyclic_callcentre.json") else { return };
    let needs = numbers(&instance, "demand_per_hour");
    let length = number(&instance, "shift_length_hours") as usize;
    let starts: Vec<usize> = (0..needs.len()).collect();
    let duties: Vec<(usize, f64)> = starts.iter().map(|start| (*start, 1.0)).collect();
    let plan = planned(cyclic_day(&needs, &duties, length));
    let optimum = number(&instance, "published_optimum");
    assert_eq!(optimum, 55.0);
    assert!((plan.objective() - optimum).abs() < 1e-6, "{}", plan.objective());
    assert!((plan.bound - optimum).abs() < 1e-6 && plan.stopped.is_none(), "{}", plan.bound);
    assert!(covers(&plan, &needs, &starts, length));
}

/// The smallest number of agents with which no more than this share of the calls waits.
fn agents_for(load: f64, most_waiting: f64) -> u32 {
    if load == 0.0 {
        return 0;
    }
    let good = |n: &u32| ErlangC::new(*n, load, 1.0).is_some_and(|q| q.p_wait() <= most_waiting);
    (1..).find(good).expect("some number of agents is enough")
}

fn bank() -> Option<(Value, Vec<u32>)> {
    let instance = instance("mtpa_bank_shifts.json")?;
    let per_agent = number(&instance, "service_rate_per_hour");
    let most_waiting = number(&instance, "max_p_wait");
    let agents = numbers(&instance, "hourly_arrival_rate")
        .iter()
        .map(|calls| agents_for(calls / per_agent, most_waiting))
        .collect();
    Some((instance, agents))
}

/// A bank's call centre (mtpa, chapter 6): from calls an hour to the agents of which half are free
/// often enough.
#[test]
fn a_bank_needs_the_published_agents() {
    let Some((instance, agents)) = bank() else { return };
    let published = numbers(&instance, "servers_needed_published");
    assert_eq!(agents.into_iter().map(f64::from).collect::<Vec<_>>(), published);
}

/// The same bank: eight starts of six hours at different costs; closed from midnight to six.
#[test]
fn a_bank_pays_the_published_cost() {
    let Some((instance, agents)) = bank() else { return };
    let closed = numbers(&instance, "closed_hours");
    let needs: Vec<f64> = agents
        .iter()
        .enumerate()
        .map(|(hour, n)| if closed.contains(&(hour as f64)) { 0.0 } else { f64::from(*n) })
        .collect();
    let starts: Vec<usize> =
        numbers(&instance, "shift_start_hours").iter().map(|h| *h as usize).collect();
    let costs = numbers(&instance, "cost");
    let duties: Vec<(usize, f64)> = starts.iter().copied().zip(costs.iter().copied()).collect();
    let length = number(&instance, "shift_len_h") as usize;
    let plan = planned(cyclic_day(&needs, &duties, length));
    let optimum = number(&instance, "min_cost");
    assert_eq!(optimum, 6336.0);
    assert!((plan.objective() - optimum).abs() < 1e-6, "{}", plan.objective());
    assert!((plan.bound - optimum).abs() < 1e-6 && plan.stopped.is_none(), "{}", plan.bound);
    assert!(covers(&plan, &needs, &starts, length));
    // Some other week costs as much; the published one must keep the needs too.
    let published = numbers(&instance, "one_optimal_solution");
    let cost: f64 = published.iter().zip(&costs).map(|(n, cost)| n * cost).sum();
    assert_eq!(cost, optimum);
}
