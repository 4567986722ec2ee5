//! Scenarios and shifts as they become a play, and the verdict on a plan.

use obsada::domain::clock::{TimeOfDay, Weekday};
use obsada::domain::measure::MeasureName;
use obsada::domain::shift::crews;
use obsada::domain::units::Language;
use obsada::plan::demand::{LineDemand, demand};
use obsada::queue::ErlangC;
use obsada::report::{csv, json, text};
use obsada::scenario::{Scenario, validate::parse};
use obsada::simulate::verdict::{Simulation, simulation, thresholds};
use obsada::simulate::{Options, Results, Traffic, play};
use obsada::solve;
use obsada::wire::answer::Decided;
use obsada::wire::answer::Shift;
use obsada::wire::shifts;

const AROUND_THE_CLOCK: &str = r#"title = "Night and day"
[calendar]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[[line]]
id = "a"
open = "00:00"
close = "24:00"
aht = "4m"
demand = { calls_per_week = 6720 }
target = [{ mean_wait = "60s" }]
[[group]]
id = "g"
lines = ["a"]
hourly_cost = 50
[[shift]]
id = "s"
groups = ["g"]
starts = ["06:00"]
lengths = ["8h"]
"#;

fn scenario(text: &str) -> Scenario {
    parse(text, "test.toml", &|_| Err("none".into())).unwrap()
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn shift(day: &str, start: &str, end: &str, breaks: &[[&str; 2]], count: u32) -> Shift {
    Shift {
        group: "g".into(),
        contract: "full".into(),
        rule: "s".into(),
        day: Weekday::from_code(day).unwrap(),
        start: time(start),
        end: time(end),
        breaks: breaks.iter().map(|b| b.map(time)).collect(),
        paid_hours: 8.0,
        cost: 0.0,
        count,
    }
}

fn traffic(demand: &[LineDemand]) -> Vec<Traffic<'_>> {
    demand.iter().map(Traffic::from).collect()
}

fn played(scenario: &Scenario, shifts: &[Shift], weeks: u32) -> Results {
    let choice = vec![None; scenario.lines.len()];
    let demand = demand(scenario, &choice);
    let crews = crews(&shifts::read(scenario, shifts).unwrap());
    play(scenario, &traffic(&demand), &crews, &Options { weeks, ..Options::default() })
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

#[test]
fn three_shifts_a_day_are_one_queue_around_the_clock() {
    // 40 calls an hour of four minutes are 2⅔ erlangs; four people at every moment, nights
    // included.
    let scenario = scenario(AROUND_THE_CLOCK);
    let times = [("06:00", "14:00"), ("14:00", "22:00"), ("22:00", "06:00")];
    let shifts: Vec<Shift> = DAYS
        .iter()
        .flat_map(|day| times.iter().map(|(from, to)| shift(day, from, to, &[], 4)))
        .collect();
    let results = played(&scenario, &shifts, 200);
    let queue = ErlangC::new(4, 40.0 * 240.0 / 3600.0, 240.0).unwrap();
    let wait = results.lines[0].week.mean_wait.unwrap();
    // Three times a day a call in hand is finished beside the next four people: a little relief.
    let truth = queue.mean_wait_s();
    assert!(wait.low() < truth && wait.high() > 0.94 * truth, "{wait:?} {truth}");
    assert!(wait.half_width < 0.03 * truth, "{wait:?}");
    // Nobody leaves the phone but at the end of a shift; a call in hand then runs on, for four minutes by
    // two thirds of the four: 0.36 of a person in that half-hour, and five standard errors.
    for interval in &results.groups[0].intervals {
        let people = interval.phone_s.value / 1800.0;
        assert!((4.0 - 1e-9..4.45).contains(&people), "{people}");
    }
}

#[test]
fn breaks_past_midnight_are_taken_on_the_next_day() {
    let quiet = AROUND_THE_CLOCK.replace("6720", "0.001");
    let shifts = [shift("sun", "22:00", "06:00", &[["23:50", "00:20"], ["02:00", "02:15"]], 2)];
    let results = played(&scenario(&quiet), &shifts, 2);
    let minutes = |interval: usize| results.groups[0].intervals[interval].phone_s.value / 60.0;
    // Sunday 23:30 is the last half-hour of the week, Monday 00:00 the first.
    for (interval, expected) in [
        (335, 40.0),
        (0, 20.0),
        (1, 60.0),
        (4, 30.0),
        (11, 60.0),
        (12, 0.0),
        (331, 0.0),
        (332, 60.0),
    ] {
        assert!((minutes(interval) - expected).abs() < 1e-9, "{interval}: {}", minutes(interval));
    }
}

/// Two lines of which one has few calls, with everything that is optional.
const RICH: &str = r#"title = "Two lines"
locale = "pl"
[calendar]
days = ["mon", "tue"]
busyness_cv = 0.1
[[line]]
id = "small"
open = "08:00"
close = "16:00"
close_candidates = ["16:00", "18:00"]
aht = "4m"
patience = "3m"
redial_share = 0.3
redial_after = "20m"
handle_times = { shape = "log-normal", cv = 1.2 }
at_close = "cut-off"
demand = { calls_per_week = 120 }
target = [{ mean_wait = "60s", over = "week" }, { service_level = { within = "30s", share = 0.6 }, over = "day" }]
[[line]]
id = "large"
open = "08:00"
close = "18:00"
aht = "3m"
handle_times = { shape = "empirical", csv = "times.csv" }
demand = { calls_per_week = 500 }
target = [{ mean_wait = "3m" }, { occupancy_max = 0.95 }, { agents_min = 1 }]
[[group]]
id = "both"
lines = ["small", "large"]
routing = "first-priority"
shrinkage = 0.1
hourly_cost = 50
[[shift]]
id = "day"
groups = ["both"]
starts = ["08:00", "10:00"]
lengths = ["8h"]
breaks = [{ length = "15m", after = "2h", before_end = "2h" }]
"#;

fn rich() -> (Scenario, obsada::wire::answer::Plan) {
    let scenario = parse(RICH, "rich.toml", &|_| Ok("seconds\n60\n180\n300\n".to_owned())).unwrap();
    let plan = solve::solve(&scenario, &solve::Options::default()).unwrap();
    (scenario, plan)
}

fn judged(scenario: &Scenario, plan: &obsada::wire::answer::Plan, weeks: u32) -> Simulation {
    let choice: Vec<_> = scenario
        .lines
        .iter()
        .map(|l| l.candidates.iter().find(|c| c.label == plan.closing[&l.id]))
        .collect();
    let demand = demand(scenario, &choice);
    let thresholds = thresholds(plan);
    let options = Options { weeks, thresholds: &thresholds, ..Options::default() };
    let crews = crews(&shifts::read(scenario, &plan.shifts).unwrap());
    let results = play(scenario, &traffic(&demand), &crews, &options);
    simulation(scenario, plan, &demand, (&results, weeks))
}

#[test]
fn promises_are_judged_and_a_plan_without_people_breaks_them() {
    let (scenario, plan) = rich();
    let good = judged(&scenario, &plan, 200);
    assert_eq!(good.lines.len(), 2);
    let large = &good.lines[1];
    let verdicts: Vec<Decided> = large.targets.iter().map(|t| t.verdict).collect();
    assert_ne!(verdicts[2], Decided::Broken, "{:?}", large.targets[2]);
    assert_eq!(large.targets[0].places, 2 * 20);
    assert_eq!(good.lines[0].targets[1].places, 2);
    assert!(good.lines[0].attempts_per_week.value >= good.lines[0].calls_per_week.value);

    let mut starved = plan.clone();
    starved.shifts.retain(|shift| shift.day == Weekday::Mon);
    let bad = judged(&scenario, &starved, 200);
    let large = &bad.lines[1];
    assert!(!bad.passed);
    assert_eq!(large.targets[0].verdict, Decided::Broken);
    assert_eq!(large.targets[0].day, Some(Weekday::Tue));
    assert_eq!(large.targets[2].verdict, Decided::Broken);
    assert_eq!(large.targets[2].broken, 20);
    // Nobody is there on Tuesday, so whoever still waits at closing is cut off.
    assert!(large.p_cut_off.unwrap().value > 0.4);
}

#[test]
fn a_single_week_decides_nothing() {
    let (scenario, plan) = rich();
    let one = judged(&scenario, &plan, 1);
    let waits = one
        .lines
        .iter()
        .flat_map(|l| &l.targets)
        .filter(|t| t.planned.measure == MeasureName::MeanWait);
    assert!(waits.clone().count() == 2);
    for target in waits {
        assert_eq!(target.verdict, Decided::Open, "{target:?}");
    }
    assert!(one.passed);
}

#[test]
fn a_simulation_reads_well_in_both_languages_and_formats() {
    let (scenario, plan) = rich();
    let found = judged(&scenario, &plan, 50);
    for (language, word) in [(Language::En, "kept"), (Language::Pl, "Cele w symulacji")] {
        let page = text::simulation(&plan, &found, language);
        assert!(page.contains(word), "{page}");
        let long = page.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{page}");
    }
    let value: serde_json::Value = serde_json::from_str(&json::text(&found).unwrap()).unwrap();
    assert_eq!(value["schema"], "obsada.simulation/2");
    assert_eq!(value["lines"][0]["targets"][0]["measure"], "mean_wait");
    assert!(value["lines"][0]["mean_wait_s"]["half_width"].as_f64().unwrap() > 0.0);
    let table = csv::simulation(&found);
    let open = found.intervals.len();
    assert_eq!(table.lines().count(), open + 1);
    assert!(table.starts_with("line,day,start,attempts,attempts_half,mean_wait_s,"));
}
