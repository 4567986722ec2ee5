//! The default solver and HiGHS agree on every shipped scenario, within their proven gaps.
#![cfg(feature = "highs")]

use obsada::plan::milp::Solver;
use obsada::scenario::load::load;
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::Status;
use std::path::Path;
use std::time::Instant;

fn agree(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let scenario = load(&path).unwrap();
    let with = |solver| {
        // HiGHS gets a minute a scenario; bound and objective hold however far it comes.
        let started = Instant::now();
        let left = move || 60.0 - started.elapsed().as_secs_f64();
        solve(
            &scenario,
            &Options {
                solver,
                promise: Promise::Formula,
                seconds_left: Some(&left),
                ..Options::default()
            },
        )
        .unwrap()
    };
    let (own, highs) = (with(Solver::Default), with(Solver::Highs));
    assert_eq!(highs.solver.name, "highs");
    for (a, b) in own.candidates.iter().zip(&highs.candidates) {
        let (oa, ba) = (a.objective.unwrap(), a.bound.unwrap());
        let (ob, bb) = (b.objective.unwrap(), b.bound.unwrap());
        let told = format!(
            "{name} {:?}: default {oa:.2}, at least {ba:.2} ({:.3} %); highs {ob:.2}, at least \
             {bb:.2} ({:.3} %)",
            a.closing.values().collect::<Vec<_>>(),
            a.gap.unwrap() * 100.0,
            b.gap.unwrap() * 100.0
        );
        println!("{told}");
        assert!(a.gap.unwrap() <= 0.005 + 1e-9, "{told}");
        assert!(b.gap.unwrap() <= 0.005 + 1e-6 || b.status == Status::Limit);
        // The least cost lies between bound and objective of both.
        assert!(ba <= ob * (1.0 + 1e-9) && bb <= oa * (1.0 + 1e-9), "{told}");
    }
}

#[test]
fn mopr_until_20() {
    agree("mopr-until-20.toml");
}

#[test]
fn mopr_2016() {
    agree("mopr-2016.toml");
}

#[test]
fn mopr_2017() {
    agree("mopr-2017.toml");
}

#[test]
fn one_person() {
    agree("one-person.toml");
}

#[test]
fn round_the_clock() {
    agree("round-the-clock.toml");
}

#[test]
fn mopr_proposal() {
    agree("mopr-proposal.toml");
}

#[test]
fn the_roster_of_25_is_proven_within_a_thousandth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/roster-25.toml");
    let scenario = load(&path).unwrap();
    let started = Instant::now();
    let options = obsada::roster::Options {
        solver: Solver::Highs,
        gap: 0.001,
        ..obsada::roster::Options::default()
    };
    let made = obsada::roster::roster(&scenario, &options).unwrap();
    let (short, cost) = (&made.stages[0], &made.stages[1]);
    println!(
        "roster-25 with highs: {:.2}, at least {:.2} ({:.3} %), {:.0} s",
        cost.value,
        cost.bound,
        cost.gap * 100.0,
        started.elapsed().as_secs_f64()
    );
    assert!(obsada::witness::roster_check::check(&scenario, &made).passed());
    assert!(short.value == 0.0 && cost.gap <= 0.001, "{cost:?}");
}

#[test]
fn roster_25() {
    agree("roster-25.toml");
}
