//! Lines whose callers have a patience of another law than the exponential.

use obsada::domain::error::Error;
use obsada::plan::through_day::Playing;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::{Method, NoteCode, Plan};
use obsada::witness::check::check;

/// One day of four hours, 30 calls of 4 minutes in each: a load of 2.
fn desk(patience: &str) -> Scenario {
    let text = format!(
        r#"
title = "Patience"
[calendar]
interval_minutes = 60
days = ["mon"]
[[line]]
id = "l"
open = "09:00"
close = "13:00"
aht = "4m"
patience = {patience}
[line.demand]
calls_per_week = 120
[[line.target]]
service_level = {{ within = "30s", share = 0.7 }}
over = "day"
[[line.target]]
abandonment_max = 0.2
over = "day"
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

fn planned(scenario: &Scenario, promise: Promise) -> Plan {
    let options = Options { gap: 0.0, promise, ..Options::default() };
    let plan = solve(scenario, &options).unwrap();
    assert!(plan.check.passed, "{:?}", plan.check.violations);
    plan
}

const LAW: &str = r#"{ mean = "3m", law = "weibull", shape = 0.7, at_once = 0.05 }"#;

#[test]
fn a_plan_for_any_law_is_played_checked_and_says_what_its_formula_takes() {
    let laws = [
        LAW,
        r#"{ mean = "3m", law = "log-normal", spread = 1.2 }"#,
        r#"{ mean = "3m", law = "weibull", shape = 3.0 }"#,
        r#"{ mean = { value = "3m", low = "2m", high = "4m" }, at_once = { value = 0.1, basis = "stated" } }"#,
    ];
    for law in laws {
        let scenario = desk(law);
        let plan = planned(&scenario, Promise::ThroughDay(Playing::default()));
        let line = &plan.lines[0];
        let through = line.through_day.as_ref().unwrap();
        assert_eq!(through.method, Method::Simulated, "{law}");
        assert!(line.targets.iter().all(|t| t.through_day.as_ref().unwrap().met), "{law}");
        assert!(plan.notes.iter().any(|n| n.code == NoteCode::PatienceLaw && n.subject == "l"));
        assert!(line.formula_patience_s.is_some_and(|s| s > 1.0), "{law}");
        let (formula, played) = (line.p_abandon, through.p_abandon.value);
        eprintln!("{law}: {formula:.4} hang up by the formula, {played:.4} played");
        // What the plan claims of it is recounted.
        let mut lie = plan.clone();
        lie.lines[0].formula_patience_s = line.formula_patience_s.map(|s| s * 1.05);
        assert!(!check(&scenario, &lie).passed(), "{law}");
        let mut lie = plan.clone();
        lie.lines[0].formula_patience_s = None;
        assert!(!check(&scenario, &lie).passed(), "{law}");
    }
}

#[test]
fn by_the_formula_alone_it_is_planned_and_checked_too() {
    let plan = planned(&desk(LAW), Promise::Formula);
    assert!(plan.lines[0].through_day.is_none());
    assert!(plan.lines[0].formula_patience_s.is_some());
}

#[test]
fn a_law_that_is_exponential_plans_as_the_mean_alone() {
    let plain = planned(&desk("\"3m\""), Promise::Formula);
    let table = planned(&desk("{ mean = \"3m\" }"), Promise::Formula);
    let shape = planned(&desk("{ mean = \"3m\", law = \"weibull\", shape = 1 }"), Promise::Formula);
    assert_eq!(plain.lines, table.lines);
    assert_eq!(plain.shifts, shape.shifts);
    let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
    let (one, other) = (&plain.lines[0], &shape.lines[0]);
    assert!(near(one.mean_wait_s, other.mean_wait_s) && near(one.p_abandon, other.p_abandon));
    assert!(near(other.formula_patience_s.unwrap(), 180.0));
    let followed = planned(&desk("{ mean = \"3m\" }"), Promise::ThroughDay(Playing::default()));
    assert_eq!(followed.lines[0].through_day.as_ref().unwrap().method, Method::Exact);
}

/// Every number of the law is an assumption of the plan, in the order of the file.
#[test]
fn numbers_of_the_law_are_among_the_assumptions() {
    let plan = planned(&desk(LAW), Promise::Formula);
    let keys: Vec<&str> = plan.assumptions.iter().map(|a| a.key.as_str()).collect();
    let law = ["line.l.patience.mean", "line.l.patience.shape", "line.l.patience.at_once"];
    assert!(keys.windows(3).any(|three| three == law), "{keys:?}");
}
