//! Lines whose callers have a patience of another law than the exponential.

use crate::desk::{desk, planned};
use obsada::plan::through_day::Playing;
use obsada::scenario::Scenario;
use obsada::solve::Promise;
use obsada::wire::answer::{Method, NoteCode};
use obsada::witness::check::check_within;

/// A desk with a load of 2 whose callers are so patient.
fn patient(patience: &str) -> Scenario {
    let targets = "[[line.target]]\nservice_level = { within = \"30s\", share = 0.7 }\nover = \"day\"\n\
                   [[line.target]]\nabandonment_max = 0.2\nover = \"day\"";
    desk(120, targets, &format!("patience = {patience}"))
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
        let scenario = patient(law);
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
        assert!(!check_within(&scenario, &lie, Some(&|| false)).passed(), "{law}");
        let mut lie = plan.clone();
        lie.lines[0].formula_patience_s = None;
        assert!(!check_within(&scenario, &lie, Some(&|| false)).passed(), "{law}");
    }
}

#[test]
fn by_the_formula_alone_it_is_planned_and_checked_too() {
    let plan = planned(&patient(LAW), Promise::Formula);
    assert!(plan.lines[0].through_day.is_none());
    assert!(plan.lines[0].formula_patience_s.is_some());
}

#[test]
fn a_law_that_is_exponential_plans_as_the_mean_alone() {
    let plain = planned(&patient("\"3m\""), Promise::Formula);
    let table = planned(&patient("{ mean = \"3m\" }"), Promise::Formula);
    let shape =
        planned(&patient("{ mean = \"3m\", law = \"weibull\", shape = 1 }"), Promise::Formula);
    assert_eq!(plain.lines, table.lines);
    assert_eq!(plain.shifts, shape.shifts);
    let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
    let (one, other) = (&plain.lines[0], &shape.lines[0]);
    assert!(near(one.mean_wait_s, other.mean_wait_s) && near(one.p_abandon, other.p_abandon));
    assert!(near(other.formula_patience_s.unwrap(), 180.0));
    let followed = planned(&patient("{ mean = \"3m\" }"), Promise::ThroughDay(Playing::default()));
    assert_eq!(followed.lines[0].through_day.as_ref().unwrap().method, Method::Exact);
}

/// Every number of the law is an assumption of the plan, in the order of the file.
#[test]
fn numbers_of_the_law_are_among_the_assumptions() {
    let plan = planned(&patient(LAW), Promise::Formula);
    let keys: Vec<&str> = plan.assumptions.iter().map(|a| a.key.as_str()).collect();
    let law = ["line.l.patience.mean", "line.l.patience.shape", "line.l.patience.at_once"];
    assert!(keys.windows(3).any(|three| three == law), "{keys:?}");
}
