//! Random valid scenarios: each is planned and checked, or said to be impossible; a limit of time leaves a
//! plan as well.

mod random;
mod whole;
mod wide;

use obsada::domain::error::Error;
use obsada::plan::through_day::Playing;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::{Plan, Status};
use obsada::wire::shortage::Cause;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// Scenarios tried; `OBSADA_LIVES` asks for more, `OBSADA_SECONDS` allows each of them no longer than that.
const SCENARIOS: u64 = 12;

fn read(seed: u64) -> Scenario {
    let text = random::scenario(seed);
    let no_files = |_: &str| Err("none".to_owned().into());
    parse(&text, "random.toml", &no_files).unwrap_or_else(|problems| {
        panic!("scenario {seed}: {}\n{text}", Error::Input(problems));
    })
}

/// Whether all that is a share is one, and no wait is negative.
fn sound(plan: &Plan) -> bool {
    let share = |value: f64| (0.0..=1.0).contains(&value);
    // By the formula a steady queue without enough agents has no mean wait: it is infinite, never less than
    // nothing.
    let wait = |value: f64| value >= 0.0;
    plan.intervals
        .iter()
        .all(|row| share(row.service_level) && share(row.p_abandon) && wait(row.mean_wait_s))
        && plan.lines.iter().all(|line| {
            share(line.service_level)
                && share(line.p_abandon)
                && wait(line.mean_wait_s)
                && wait(line.asa_s)
                && line.attempts_per_week >= line.calls_per_week * (1.0 - 1e-9)
        })
}

#[test]
fn every_life_ends_with_a_plan_or_a_cause() {
    let many = std::env::var("OBSADA_LIVES").ok().and_then(|many| many.parse().ok());
    let playing = Playing { weeks: Some(60), seed: 1 };
    let limit =
        std::env::var("OBSADA_SECONDS").ok().and_then(|seconds| seconds.parse::<f64>().ok());
    let lived = |seed: u64| -> Result<(bool, f64), String> {
        let scenario = read(seed);
        let started = Instant::now();
        let left = || limit.unwrap_or(f64::INFINITY) - started.elapsed().as_secs_f64();
        let promise = Promise::ThroughDay(playing);
        let seconds_left = limit.is_some().then_some(&left as &(dyn Fn() -> f64 + Sync));
        let options = Options { gap: 0.02, promise, seconds_left, ..Options::default() };
        let planned = solve(&scenario, &options);
        let seconds = started.elapsed().as_secs_f64();
        match planned {
            Ok(plan) if sound(&plan) => Ok((true, seconds)),
            Ok(plan) => Err(format!("{seed}: a figure is none: {:?}", plan.lines)),
            Err(Error::Infeasible(reason)) if reason.cause != Cause::Stopped => {
                Ok((false, seconds))
            }
            // Whether there is a plan at all may take longer to find out.
            Err(Error::Limit(_)) if limit.is_some() => Ok((false, seconds)),
            Err(other) => Err(format!("{seed}: {other}")),
        }
    };
    let all: Vec<Result<(bool, f64), String>> =
        (0..many.unwrap_or(SCENARIOS)).into_par_iter().map(lived).collect();
    let failures: Vec<&String> = all.iter().filter_map(|life| life.as_ref().err()).collect();
    let lives: Vec<(bool, f64)> =
        all.iter().filter_map(|life| life.as_ref().ok()).copied().collect();
    let longest = lives.iter().map(|life| life.1).fold(0.0, f64::max);
    println!(
        "{} lives: {} planned, {} impossible, {} failed; longest {longest:.1} s",
        all.len(),
        lives.iter().filter(|life| life.0).count(),
        lives.iter().filter(|life| !life.0).count(),
        failures.len()
    );
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(lives.iter().filter(|life| life.0).count() * 2 > all.len());
}

#[test]
fn no_time_at_all_leaves_a_plan() {
    let none = || 0.0;
    let options =
        Options { seconds_left: Some(&none), promise: Promise::Formula, ..Options::default() };
    let ample = Options { gap: 0.2, promise: Promise::Formula, ..Options::default() };
    let (mut found, mut possible) = (0, 0);
    for seed in 0..12 {
        let scenario = read(seed);
        let planned = solve(&scenario, &options);
        if let Ok(plan) = &planned {
            assert!(plan.check.passed && plan.solver.bound <= plan.solver.objective);
            found += 1;
        }
        possible += u32::from(planned.is_ok() || solve(&scenario, &ample).is_ok());
    }
    println!("{found} of {possible} planned without time");
    assert!(found * 10 >= possible * 9, "{found} of {possible}");
}

/// Seconds left that are over after time was asked for so often.
fn over_after(asked: u32) -> impl Fn() -> f64 + Sync {
    let count = AtomicU32::new(0);
    move || if count.fetch_add(1, Ordering::Relaxed) < asked { 1.0 } else { 0.0 }
}

/// Wherever time is over, in the programme, in the queue's equations or among the moves, what is in hand comes back: with
/// its figures, checked, and not called proven unless it is.
#[test]
fn time_that_is_over_anywhere_leaves_a_plan_followed_through_the_day() {
    let playing = Playing { weeks: Some(60), seed: 1 };
    let mut cut = 0;
    for seed in [0, 2, 3, 5, 8] {
        let scenario = read(seed);
        let promise = Promise::ThroughDay(playing);
        let ample = Options { gap: 0.2, promise, ..Options::default() };
        let Ok(whole) = solve(&scenario, &ample) else { continue };
        for asked in [0, 1, 5, 25, 100, 400] {
            let left = over_after(asked);
            let plan = match solve(&scenario, &Options { seconds_left: Some(&left), ..ample }) {
                Ok(plan) => plan,
                Err(Error::Limit(_)) => continue,
                Err(error) => panic!("{seed} after {asked}: {error}"),
            };
            assert!(plan.check.passed && sound(&plan), "{seed} after {asked}");
            assert!(plan.solver.bound <= plan.solver.objective);
            assert_eq!(plan.through_day.is_empty(), whole.through_day.is_empty());
            let played = plan.lines.iter().filter_map(|l| l.through_day.as_ref()?.weeks);
            // Ten where that is quickly done, two of weeks of many calls.
            played.for_each(|weeks| assert!((2..=120).contains(&weeks), "{weeks}"));
            let proven = plan.solver.status == Status::Optimal;
            assert!(!proven || plan.solver.gap <= 1e-6, "{seed} after {asked}");
            cut += u32::from(plan != whole);
        }
    }
    assert!(cut > 5, "time was over too late to matter: {cut}");
}
