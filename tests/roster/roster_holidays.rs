//! Public holidays close days and take hours off norms; they make no line and no shift rule a mistake.

use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Person, Roster};

/// What the witness finds, as JSON has it.
fn check(scenario: &Scenario, roster: &Roster) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// Two weeks of which the second has a holiday (Epiphany, a Wednesday); a Wednesday line, a Wednesday shift.
fn wednesdays(weeks: u32) -> String {
    format!(
        r#"title = "Wednesdays"
[calendar]
interval_minutes = 60
week_start = 2026-12-28
holidays = "PL"
[[line]]
id = "city"
open = "08:00"
close = "12:00"
aht = "4m"
[line.demand]
calls_per_week = 100
[[line.target]]
mean_wait = "5m"
[[line]]
id = "sign"
hours = {{ wed = ["09:00-11:00"] }}
aht = "6m"
[line.demand]
calls_per_week = 2
[[line.target]]
agents_min = 1
[[group]]
id = "desk"
lines = ["city", "sign"]
hourly_cost = 40
contracts = [{{ id = "half", weekly_hours = 20, days_per_week = 5 }}]
[[shift]]
id = "day"
groups = ["desk"]
days = ["mon", "tue", "thu", "fri"]
starts = ["08:00"]
lengths = ["4h"]
[[shift]]
id = "middle"
groups = ["desk"]
days = ["wed"]
starts = ["08:00"]
lengths = ["4h"]
[[consultant]]
name = "Ada"
group = "desk"
contract = "half"
[[consultant]]
name = "Bea"
group = "desk"
contract = "half"
[roster]
weeks = {weeks}
"#
    )
}

#[test]
fn a_holiday_closes_the_only_day_of_a_line_and_of_a_shift_rule() {
    let scenario = parse(&wednesdays(2), "wed.toml", &|_| Err("none".into()))
        .unwrap_or_else(|e| panic!("{e:#?}"));
    let options = Options { rounds: 5, ..Options::default() };
    let made = roster(&scenario, &options).unwrap();
    let holiday = |p: &Person| p.days[9].shift.is_none();
    assert!(made.people.iter().all(holiday));
    assert!(made.coverage.iter().all(|row| row.date != "2027-01-06"));
    let report = check(&scenario, &made);
    assert!(report.passed, "{:?}", report.violations);
}

#[test]
fn a_shift_rule_that_no_week_needs_is_still_a_mistake() {
    let text = wednesdays(2).replace(
        "days = [\"wed\"]\nstarts = [\"08:00\"]",
        "days = [\"wed\"]\nstarts = [\"13:00\"]",
    );
    let told = parse(&text, "wed.toml", &|_| Err("none".into())).unwrap_err();
    assert!(told.iter().any(|p| p.code() == "E607"), "{told:#?}");
}
