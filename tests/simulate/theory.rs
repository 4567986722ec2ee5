//! Queues whose answer is known.

use super::closed_forms::{MMn, MMnG, MMnM};
use super::worlds::{
    HOUR, agents, around_the_clock, assert_covers, covers, group, line, plausible_coverage, play,
};
use obsada::scenario::Routing;
use obsada::simulate::world::{Group, HandleTime, Line, PatienceLaw, World};
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::gamma::gamma;

const DAY: usize = 24;

/// Replications behind an interval: waits of a day are skewed, and with few of them Student's interval
/// holds less often than it says.
const WEEKS: u32 = 120;

/// One line around the clock.
fn queue(people: usize, calls: f64, handle: HandleTime, patience: Option<f64>) -> World {
    let line = Line { patience, thresholds: vec![0.0, 30.0], ..line(DAY, calls, handle) };
    around_the_clock(vec![line], vec![group(&[0])], agents(0, people, DAY))
}

#[test]
fn intervals_cover_erlang_c_at_the_stated_rate() {
    // 4 agents, 3 erlangs.
    let world = queue(4, 45.0, HandleTime::Exponential(240.0), None);
    let truth = MMn::new(4, 3.0, 240.0);
    let trials = 300;
    let (mut calls, mut wait, mut longer, mut delayed) = (0, 0, 0, 0);
    for seed in 0..trials {
        let week = play(&world, WEEKS, seed.into()).lines[0].week.clone();
        calls += u32::from(covers(&week.offered, 45.0 * 24.0));
        wait += u32::from(covers(&week.mean_wait.unwrap(), truth.mean_wait));
        delayed += u32::from(covers(&week.longer[0].unwrap(), truth.p_wait));
        longer += u32::from(covers(&week.longer[1].unwrap(), truth.longer(30.0)));
    }
    let plausible = plausible_coverage(trials);
    assert!(
        [calls, wait, longer, delayed].iter().all(|n| plausible.contains(n)),
        "{calls}, {wait}, {longer}, {delayed} of {trials}, {plausible:?} expected"
    );
}

#[test]
fn intervals_cover_erlang_a_at_the_stated_rate() {
    // 4 agents, 5 erlangs: more than they can answer.
    let world = queue(4, 75.0, HandleTime::Exponential(240.0), Some(120.0));
    let truth = MMnM::new(4, 75.0 / HOUR, 240.0, 120.0);
    let trials = 300;
    let (mut wait, mut abandonment) = (0, 0);
    for seed in 0..trials {
        let week = play(&world, WEEKS, seed.into()).lines[0].week.clone();
        wait += u32::from(covers(&week.mean_wait.unwrap(), truth.mean_wait));
        abandonment += u32::from(covers(&week.abandonment.unwrap(), truth.abandonment));
    }
    let plausible = plausible_coverage(trials);
    assert!(
        [wait, abandonment].iter().all(|n| plausible.contains(n)),
        "{wait}, {abandonment} of {trials}, {plausible:?} expected"
    );
}

#[test]
fn the_closed_form_for_any_patience_is_that_for_exponential_patience() {
    let of_any = MMnG::new(4, 75.0 / HOUR, 240.0, |t| (-t / 120.0).exp());
    let truth = MMnM::new(4, 75.0 / HOUR, 240.0, 120.0);
    assert!((of_any.abandonment / truth.abandonment - 1.0).abs() < 1e-6);
    assert!((of_any.mean_wait / truth.mean_wait - 1.0).abs() < 1e-6);
}

/// Survival of patience with a mean of 120 s, written down once more.
fn survival(law: &str, at_once: f64, t: f64) -> f64 {
    let of_law = match law {
        "weibull 0.6" => (-(t * gamma(1.0 + 1.0 / 0.6) / 120.0).powf(0.6)).exp(),
        "weibull 2" => (-(t * gamma(1.5) / 120.0).powi(2)).exp(),
        // The median of a mean of 120 s is 120·exp(−1.1²/2).
        "log-normal 1.1" => Normal::standard().sf(((t / 120.0).ln() + 0.605) / 1.1),
        _ => 1.0,
    };
    (1.0 - at_once) * of_law
}

#[test]
fn intervals_cover_queues_with_any_patience_at_the_stated_rate() {
    let laws = [
        ("weibull 0.6", Some(PatienceLaw::weibull(0.6)), 0.0, 75.0),
        ("weibull 2", Some(PatienceLaw::weibull(2.0)), 0.1, 75.0),
        ("log-normal 1.1", Some(PatienceLaw::log_normal(1.1)), 0.05, 75.0),
        // Who does not hang up at once stays for ever: 3.75 erlangs less those.
        ("at once", None, 0.15, 56.25),
    ];
    for (name, law, at_once, calls) in laws {
        let mut world = queue(4, calls, HandleTime::Exponential(240.0), law.map(|_| 120.0));
        world.lines[0].patience_law = law.unwrap_or(PatienceLaw::Exponential);
        world.lines[0].at_once = at_once;
        let truth = MMnG::new(4, calls / HOUR, 240.0, |t| survival(name, at_once, t));
        let trials = 100;
        let (mut wait, mut abandonment, mut level) = (0, 0, 0);
        for seed in 0..trials {
            let week = play(&world, WEEKS, seed.into()).lines[0].week.clone();
            wait += u32::from(covers(&week.mean_wait.unwrap(), truth.mean_wait));
            abandonment += u32::from(covers(&week.abandonment.unwrap(), truth.abandonment));
            level += u32::from(covers(&week.service_level[1].unwrap(), truth.within_30));
        }
        let plausible = plausible_coverage(trials);
        let counts = [wait, abandonment, level];
        eprintln!("{name}: wait, hang-ups, level held {counts:?} of {trials} times");
        assert!(counts.iter().all(|n| plausible.contains(n)), "{name}: {counts:?}, {plausible:?}");
    }
}

#[test]
fn a_weibull_law_of_shape_1_is_exponential_caller_by_caller() {
    let exponential = queue(4, 75.0, HandleTime::Exponential(240.0), Some(120.0));
    let mut weibull = exponential.clone();
    weibull.lines[0].patience_law = PatienceLaw::weibull(1.0);
    let (one, other) = (play(&exponential, 20, 3), play(&weibull, 20, 3));
    let figures = |results: &obsada::simulate::Results| {
        let week = &results.lines[0].week;
        [week.mean_wait.unwrap().value, week.abandonment.unwrap().value]
    };
    let apart = figures(&one).into_iter().zip(figures(&other)).map(|(a, b)| (a / b - 1.0).abs());
    assert!(apart.fold(0.0, f64::max) < 1e-9);
}

#[test]
fn log_normal_handle_times_follow_pollaczek_and_khinchine() {
    // M/G/1: mean wait λ·E[S²] ÷ (2(1 − ρ)) = ρ·(1 + cv²)·E[S] ÷ (2(1 − ρ)) (Khinchine 1932).
    for cv in [0.5_f64, 1.5] {
        let world = queue(1, 7.2, HandleTime::log_normal(300.0, cv).unwrap(), None);
        let load = 7.2 * 300.0 / HOUR;
        let truth = load * cv.mul_add(cv, 1.0) * 300.0 / (2.0 * (1.0 - load));
        let found = play(&world, 4000, 7).lines[0].week.mean_wait.unwrap();
        assert_covers(&format!("cv {cv}"), &found, truth);
    }
}

#[test]
fn empirical_handle_times_follow_pollaczek_and_khinchine() {
    // 100 s or 500 s: E[S] = 300, E[S²] = 130,000.
    let world = queue(1, 7.2, HandleTime::Empirical(vec![100.0, 500.0]), None);
    let truth = 7.2 / HOUR * 130_000.0 / (2.0 * 0.4);
    let found = play(&world, 3000, 11).lines[0].week.mean_wait.unwrap();
    assert_covers("two handle times", &found, truth);
}

fn two_lines(routing: Routing) -> World {
    let lines = vec![
        line(DAY, 6.0, HandleTime::Exponential(200.0)),
        line(DAY, 7.2, HandleTime::Exponential(200.0)),
    ];
    let group = Group { routing, ..group(&[0, 1]) };
    around_the_clock(lines, vec![group], agents(0, 1, DAY))
}

#[test]
fn first_priority_follows_cobham() {
    // M/M/1 with priorities that do not interrupt (Cobham 1954): with residual work
    // W₀ = ρ·E[S], waits are W₀ ÷ (1 − ρ₁) and W₀ ÷ ((1 − ρ₁)(1 − ρ)).
    let (first, all) = (6.0 * 200.0 / HOUR, 13.2 * 200.0 / HOUR);
    let results = play(&two_lines(Routing::FirstPriority), 4000, 3);
    let wait = |line: usize| results.lines[line].week.mean_wait.unwrap();
    let residual = all * 200.0;
    assert_covers("first line", &wait(0), residual / (1.0 - first));
    assert_covers("second line", &wait(1), residual / ((1.0 - first) * (1.0 - all)));
}

#[test]
fn longest_wait_is_one_queue_in_order_of_arrival() {
    let truth = MMn::new(1, 13.2 * 200.0 / HOUR, 200.0).mean_wait;
    let results = play(&two_lines(Routing::LongestWait), 4000, 5);
    for line in &results.lines {
        assert_covers("either line", &line.week.mean_wait.unwrap(), truth);
    }
}

#[test]
fn occupancy_is_load_per_agent() {
    let world = queue(4, 45.0, HandleTime::Exponential(240.0), None);
    let results = play(&world, 400, 9);
    assert_covers("occupancy", &results.groups[0].week.occupancy.unwrap(), 0.75);
    // Little: the mean number on calls is the load, every hour.
    for hour in &results.groups[0].intervals {
        assert!((hour.phone_s.value - 4.0 * HOUR).abs() < 1e-6);
    }
}

#[test]
fn busyness_widens_the_daily_number_of_calls() {
    // Calls of a day given the factor are Poisson: variance m + (m·cv)², here 1080 + 108².
    let mut world = queue(60, 45.0, HandleTime::Exponential(240.0), None);
    world.busyness_cv = 0.1;
    let week = play(&world, 4000, 1).lines[0].week.clone();
    assert_covers("calls", &week.offered, 1080.0);
    let deviation = week.offered.standard_error * 4000_f64.sqrt();
    let truth = (1080.0_f64 + 108.0 * 108.0).sqrt();
    // The standard error of a standard deviation from n values is about its (2n)^-½ part.
    assert!((deviation / truth - 1.0).abs() < 3.0 / 8000_f64.sqrt(), "{deviation} {truth}");
}

#[test]
fn attempts_are_first_calls_and_those_who_hung_up_and_call_again() {
    let mut world = queue(4, 75.0, HandleTime::Exponential(240.0), Some(120.0));
    world.lines[0].redial_share = 0.5;
    world.lines[0].redial_after = 3.0 * HOUR;
    // Long after hanging up nothing is left of the busy moment that caused it, so attempts are
    // almost Poisson: their rate a solves a = first + share · a · P(hang up at rate a).
    let mut attempts = 75.0;
    for _ in 0..200 {
        let queue = MMnM::new(4, attempts / HOUR, 240.0, 120.0);
        attempts = 75.0 + 0.5 * attempts * queue.abandonment;
    }
    let week = play(&world, 1500, 21).lines[0].week.clone();
    assert_covers("first calls", &week.first_calls, 75.0 * 24.0);
    let offered = week.offered;
    let excess = offered.value / (attempts * 24.0) - 1.0;
    assert!(excess.abs() < 0.005, "{offered:?} {attempts}");
    // In balance, exactly: what comes again is the share of what was abandoned.
    let again = offered.value - week.first_calls.value;
    let abandoned = week.abandonment.unwrap().value * offered.value;
    assert!((again / (0.5 * abandoned) - 1.0).abs() < 0.005, "{again} {abandoned}");
}
