//! A promise on long waits, and promises for a stretch of the day.

use crate::desk::{cheapest, desk, planned};
use obsada::domain::measure::{MeasureName, TakenOver};
use obsada::domain::shift::crews;
use obsada::plan::demand::demand;
use obsada::plan::through_day::Playing;
use obsada::queue::{ErlangA, Targets, required_agents, required_agents_with_patience};
use obsada::simulate::{self, Traffic};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::Plan;
use obsada::wire::shifts;
use obsada::witness::check::check;

fn target(share: f64, over: &str, between: &str) -> String {
    format!(
        "[[line.target]]\nlong_wait = {{ beyond = \"4m\", share = {share} }}\nover = \"{over}\"\n{between}"
    )
}

fn through() -> Promise {
    Promise::ThroughDay(Playing::default())
}

#[test]
fn agents_are_those_of_the_textbook() {
    // Erlang C with a load of 1: two agents, P(wait) = 1/3; three, 1/11. P(wait > t) falls with e^(−(n − 1) t / 240 s).
    let (two, three) = ((-1.0_f64).exp() / 3.0, (-2.0_f64).exp() / 11.0);
    let enough = |share: f64| {
        let targets = Targets { long_wait: Some((240.0, share)), ..Targets::default() };
        required_agents(1.0, 240.0, &targets)
    };
    assert_eq!([enough(two + 1e-9), enough(two - 1e-9)], [Some(2), Some(3)]);
    assert_eq!([enough(three + 1e-9), enough(three - 1e-9)], [Some(3), Some(4)]);
    // One agent and callers as patient as calls are long: the number in the system is Poisson with mean 1. Who finds k
    // before them waits, while calls end and callers leave at rates that add up to k/240 s, and leaves at 1/240 s:
    // P(still waiting after 240 s u) = e^(−u) × Σ P(k) P(k of the k deaths … not all in time); by ErlangA's integral.
    let queue = ErlangA::new(1, 1.0, 240.0, 240.0).unwrap();
    let still = |u: f64| {
        // k in front, each place goes at rate (number left): all k are gone by u with (1 − e^(−u))^k.
        let mut sum = 0.0;
        let mut weight = (-1.0_f64).exp();
        for k in 0..60 {
            sum += weight * (1.0 - (1.0 - (-u).exp()).powi(k));
            weight /= f64::from(k + 1);
        }
        (-u).exp() * sum
    };
    for u in [0.25, 0.5, 1.0, 2.0] {
        let longer = queue.wait_exceeds_of(Some(240.0), 240.0 * u);
        assert!((longer - still(u)).abs() < 1e-9, "{longer} {}", still(u));
        let patient = queue.wait_exceeds_of(None, 240.0 * u);
        assert!((patient * (-u).exp() - still(u)).abs() < 1e-9);
    }
    let targets = |share| Targets { long_wait: Some((120.0, share)), ..Targets::default() };
    let one = still(0.5);
    let enough = |share| required_agents_with_patience(1.0, 240.0, 240.0, &targets(share));
    assert_eq!(enough(one + 1e-9), Some(1));
    assert!(enough(one - 1e-9).unwrap() > 1);
}

#[test]
fn by_the_formula_every_hour_has_the_agents_of_the_textbook() {
    let two = (-1.0_f64).exp() / 3.0;
    for (share, agents, more) in [(0.13, 2, ""), (0.12, 3, "")] {
        let scenario = desk(60, &target(share, "interval", ""), more);
        let plan = planned(&scenario, Promise::Formula);
        assert!(plan.intervals.iter().all(|row| row.agents == f64::from(agents)));
        assert_eq!(plan.cost_per_week, 4.0 * 50.0 * f64::from(agents));
        let found = &plan.lines[0].targets[0];
        assert_eq!((found.measure, found.within_s), (MeasureName::LongWait, Some(240.0)));
        if agents == 2 {
            assert!((found.reached - two).abs() < 1e-9 && found.met);
        }
    }
}

const LATE: &str = "between = [\"11:00\", \"13:00\"]\n";

#[test]
fn no_plan_of_a_small_day_is_cheaper() {
    let mut costs = Vec::new();
    for over in ["interval", "day", "week"] {
        for between in ["", LATE, "between = [\"09:00\", \"13:00\"]\n"] {
            for patience in ["", "patience = \"8m\""] {
                let scenario = desk(60, &target(0.06, over, between), patience);
                let plan = planned(&scenario, through());
                assert!(plan.holds());
                let best = cheapest(&scenario, 4);
                let found = plan.cost_per_week;
                let what = format!("{over} {between} {patience}: {found}, {best}");
                assert!((found - best).abs() < 1e-6, "{what}");
                assert!(plan.solver.bound <= best + 1e-6, "{what}: {}", plan.solver.bound);
                costs.push(found);
            }
        }
    }
    for same in costs.chunks(6) {
        // With and without patience: the late hours alone cost less, all hours the same as no stretch.
        assert!(same[2] < same[0] && same[3] <= same[1], "{same:?}");
        assert_eq!([same[4], same[5]], [same[0], same[1]]);
    }
}

#[test]
fn only_the_stretch_is_held_to_the_promise() {
    let scenario = desk(60, &target(0.02, "interval", LATE), "");
    let plan = planned(&scenario, through());
    // The morning has what an open line has at least, though one agent is a queue that grows by the formula.
    let agents: Vec<f64> = plan.intervals.iter().map(|row| row.agents).collect();
    assert!(agents[0] == 1.0 && agents[2] > 2.0, "{agents:?}");
    let carried = plan.lines[0].targets[0].through_day.as_ref().unwrap();
    let TakenOver::Interval { start, .. } = carried.at else { panic!("{:?}", carried.at) };
    assert!(start.minutes() >= 11 * 60 && carried.met);
    // The crew too: two in the late hours, whatever the queue.
    let crew = "[[line.target]]\nagents_min = 4\nbetween = [\"12:00\", \"13:00\"]\n";
    let scenario = desk(60, &format!("{crew}{}", target(0.13, "interval", "")), "");
    let plan = planned(&scenario, Promise::Formula);
    let agents: Vec<f64> = plan.intervals.iter().map(|row| row.agents).collect();
    assert_eq!(agents, [2.0, 2.0, 2.0, 4.0]);
}

#[test]
fn every_measure_can_be_for_a_stretch() {
    let promises = [
        "mean_wait = 20\nover = \"day\"",
        "mean_wait = 20\nover = \"week\"",
        "mean_wait = 20",
        "service_level = { within = 20, share = 0.9 }\nover = \"week\"",
        "abandonment_max = 0.02\nover = \"day\"",
        "occupancy_max = 0.4",
    ];
    for promise in promises {
        let cost = |between: &str| {
            let text = format!("[[line.target]]\n{promise}\n{between}");
            let plan = planned(&desk(60, &text, "patience = \"8m\""), through());
            assert!(plan.holds(), "{promise} {between}");
            plan.cost_per_week
        };
        let (whole, late) = (cost(""), cost(LATE));
        assert!(late < whole, "{promise}: {late} {whole}");
        assert_eq!(cost("between = [\"09:00\", \"13:00\"]\n"), whole, "{promise}");
    }
}

#[test]
fn the_promise_holds_in_other_weeks() {
    // Time away from the phone: followed call by call, with other random numbers than those that judge here.
    for over in ["day", "week"] {
        let text = target(0.06, over, LATE);
        let mut scenario = desk(60, &text, "patience = \"8m\"\nredial_share = 0.3");
        scenario.groups[0].shrinkage.value = obsada::domain::units::Share::new(0.1).unwrap();
        let plan = solve(&scenario, &Options::default()).unwrap();
        assert!(plan.holds() && plan.check.passed, "{:?}", plan.check.violations);
        let demand = demand(&scenario, &scenario.closings()[0]);
        let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
        let options = simulate::Options { weeks: 6_000, seed: 91, ..Default::default() };
        let crews = crews(&shifts::read(&scenario, &plan.shifts).unwrap());
        let played = &simulate::play(&scenario, &traffic, &crews, &options).lines[0];
        let (_, week) = played.averages(scenario.lines[0].targets[0].between).unwrap();
        let k = played.thresholds.iter().position(|t| *t == 240.0).unwrap();
        let longer = week.longer[k].unwrap();
        // What is promised, and a hundredth of it that is too little to matter.
        assert!(longer.value - 4.0 * longer.standard_error <= 0.06 * 1.01, "{longer:?}");
        // The calls of those two hours alone: half of the day's, and of those who call again.
        assert!((week.first_calls.value - 30.0).abs() < 5.0 * week.first_calls.standard_error);
    }
}

#[test]
fn a_false_figure_is_refused() {
    for over in ["interval", "day", "week"] {
        for between in ["", LATE] {
            let scenario = desk(60, &target(0.06, over, between), "patience = \"8m\"");
            let plan = planned(&scenario, through());
            let refused = |change: &dyn Fn(&mut Plan)| {
                let mut other = plan.clone();
                change(&mut other);
                let closing = other.closing.clone();
                for candidate in other.candidates.iter_mut().filter(|c| c.closing == closing) {
                    candidate.lines.clone_from(&other.lines);
                }
                !check(&scenario, &other).passed()
            };
            assert!(!refused(&|_| {}));
            assert!(refused(&|p| p.lines[0].targets[0].reached += 0.01), "{over} {between}");
            assert!(refused(&|p| p.lines[0].targets[0].promised = 0.05), "{over} {between}");
            assert!(refused(&|p| p.lines[0].targets[0].within_s = Some(300.0)));
            let other = if between.is_empty() { scenario_between() } else { None };
            assert!(refused(&|p| p.lines[0].targets[0].between = other), "{over} {between}");
            let through = |p: &mut Plan, by: f64| {
                p.lines[0].targets[0].through_day.as_mut().unwrap().reached.value *= by;
            };
            assert!(refused(&|p| through(p, 0.5)), "{over} {between}");
        }
    }
}

fn scenario_between() -> Option<obsada::domain::measure::Between> {
    desk(60, &target(0.06, "week", LATE), "").lines[0].targets[0].between
}
