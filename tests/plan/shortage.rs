//! Why there is no plan, against amounts worked out by hand.

use obsada::plan::demand::demand;
use obsada::plan::milp::Solver;
use obsada::plan::requirements::requirements;
use obsada::plan::shift_plan::search::{Outcome, Settings};
use obsada::plan::shift_plan::{build, plan_week, shortage};
use obsada::report::words::shortage as words;
use obsada::scenario::{Scenario, validate::parse};
use obsada::wire::answer::{Infeasibility, Limit};

fn scenario(text: &str) -> Scenario {
    let no_csv = |_: &str| Ok(String::new());
    parse(text, "small.toml", &no_csv).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Explains the last closing of a scenario, which must have no plan.
fn explain(scenario: &Scenario) -> Infeasibility {
    let settings = Settings { solver: Solver::Default, gap: 0.005, seconds_left: None };
    let closings = scenario.closings();
    let demand = demand(scenario, closings.last().unwrap());
    let sets = requirements(scenario, &demand);
    let mut week = build::week(scenario, &demand, &sets);
    if sets.iter().all(|s| s.required.is_some()) {
        let outcome;
        (week, outcome) = plan_week(week, scenario.calendar.grid, &settings);
        assert!(!matches!(outcome, Outcome::Found(_)), "there is a plan: {outcome:?}");
    }
    // With its sentences, as JSON has it.
    words::written(&shortage::explain(scenario, &week, &sets, &settings))
}

/// A line that is open for some hours of some days, with few calls and the targets given.
fn line(id: &str, hours: [&str; 2], calls: f64, targets: &str) -> String {
    let [open, close] = hours;
    format!(
        r#"
[[line]]
id = "{id}"
name = "Line {id}"
open = "{open}"
close = "{close}"
aht = "4m"
{targets}
[line.demand]
calls_per_week = {calls}
profile = [{{ from = "{open}", to = "{close}", share = 1.0 }}]
"#
    )
}

fn text(days: &str, lines: &str, staff: &str) -> String {
    format!(
        "title = \"Small\"\n[calendar]\ninterval_minutes = 60\ndays = [{days}]\n{lines}\n{staff}\n"
    )
}

fn least(agents: u32) -> String {
    format!("target = [{{ agents_min = {agents} }}]")
}

fn group(keys: &str) -> String {
    format!("[[group]]\nid = \"desk\"\nlines = [\"city\"]\nhourly_cost = 50\n{keys}\n")
}

fn shift(contracts: &str, starts: &str, length: &str) -> String {
    format!(
        "[[shift]]\nid = \"{contracts}-{length}\"\ngroups = [\"desk\"]\n{}starts = [{starts}]\nlengths = [\"{length}\"]\n",
        if contracts == "all" { String::new() } else { format!("contracts = [\"{contracts}\"]\n") }
    )
}

/// Day, start, end, required and short of each stretch.
fn short(cause: &Infeasibility) -> Vec<(String, f64, f64)> {
    let row = |s: &obsada::wire::answer::Shortage| {
        let place = format!("{} {} {}-{}", s.lines.join("+"), s.day, s.start, s.end);
        (place, s.required, (s.short * 1e6).round() / 1e6)
    };
    cause.short.iter().map(row).collect()
}

fn limits(cause: &Infeasibility) -> Vec<(Limit, &str)> {
    cause.limits.iter().map(|l| (l.limit, l.subject.as_str())).collect()
}

fn assert_hours(cause: &Infeasibility, hours: f64) {
    assert!((cause.shortage_hours - hours).abs() < 1e-6, "{cause:#?}");
    assert!(cause.proven, "{cause:#?}");
}

fn too_few_heads() -> Scenario {
    let lines = line("city", ["08:00", "12:00"], 4.0, &least(3));
    scenario(&text(
        "\"mon\", \"tue\"",
        &lines,
        &(group("head_count = 2") + &shift("all", "\"08:00\"", "4h")),
    ))
}

#[test]
fn two_people_where_three_are_needed() {
    let cause = explain(&too_few_heads());
    // One of three is missing for four hours on two days.
    assert_hours(&cause, 8.0);
    let day = |code: &str| (format!("city {code} 08:00-12:00"), 3.0, 1.0);
    assert_eq!(short(&cause), [day("mon"), day("tue")]);
    assert_eq!(limits(&cause), [(Limit::HeadCount, "desk")]);
    assert_eq!(cause.limits[0].shortage_without, 0.0);
    let remedy = &cause.limits[0].remedy;
    assert!(remedy.contains("at least 1 more person in group desk"), "{remedy}");
    assert!(remedy.contains("(3 in place of 2)"), "{remedy}");
    assert_eq!(
        cause.summary,
        "No plan meets the targets: Line city is short of 1 consultant on Monday 08:00–12:00 \
         (8 agent-hours a week in all); the head count of desk binds."
    );
    assert!(cause.missed.is_empty());
}

#[test]
fn two_runs_are_identical() {
    let scenario = too_few_heads();
    assert_eq!(explain(&scenario), explain(&scenario));
}

#[test]
fn shifts_that_end_before_the_line_closes() {
    let candidates = format!(
        r#"close_candidates = ["16:00", "18:00", "20:00"]
evening = {{ moved_share_per_hour = 0.0, new_calls_per_hour = 1.0, moved_from = ["10:00", "13:00"] }}
{}"#,
        least(1)
    );
    let lines = line("city", ["08:00", "16:00"], 4.0, &candidates);
    let staff = group("head_count = 5") + &shift("all", "\"08:00\"", "10h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert_hours(&cause, 2.0);
    assert_eq!(short(&cause), [("city mon 18:00-20:00".to_owned(), 1.0, 1.0)]);
    assert_eq!(limits(&cause), [(Limit::ShiftRules, "all-10h"), (Limit::OpeningHours, "city")]);
    let [rules, hours] = [&cause.limits[0].remedy, &cause.limits[1].remedy];
    assert!(rules.contains("Monday 18:00–20:00"), "{rules}");
    assert!(rules.contains("none covers now"), "{rules}");
    assert!(hours.contains("close Line city at 18:00"), "{hours}");
}

#[test]
fn shifts_too_long_for_the_people_there_are() {
    // Two people, each at most five hours: one is needed all day, and two from 08:00 to 10:00. The
    // only shifts are 08:00–13:00 and 10:00–15:00, so a third is wanted until 10:00.
    let two = line("city", ["08:00", "10:00"], 2.0, &least(2));
    let one = line("mopr", ["10:00", "15:00"], 2.0, &least(1));
    let staff = group("head_count = 2").replace("\"city\"", "\"city\", \"mopr\"")
        + &shift("all", "\"08:00\", \"10:00\"", "5h");
    let cause = explain(&scenario(&text("\"mon\"", &(two + &one), &staff)));
    // Both at 08:00: 13:00–15:00 is bare. One each: 08:00–10:00 lacks one. Two hours either way.
    assert_hours(&cause, 2.0);
    // Nine agent-hours fit into ten: with free shapes nothing is short.
    assert_eq!(limits(&cause), [(Limit::HeadCount, "desk"), (Limit::ShiftRules, "all-5h")]);
    assert!(cause.limits.iter().all(|l| l.shortage_without == 0.0), "{cause:#?}");
}

fn five_days(contract: &str) -> Infeasibility {
    let days = "\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"";
    let lines = line("city", ["08:00", "16:00"], 5.0, &least(1));
    let staff = group(&format!("contracts = [{contract}]")) + &shift("all", "\"08:00\"", "8h");
    explain(&scenario(&text(days, &lines, &staff)))
}

#[test]
fn a_contract_of_twenty_hours() {
    let cause = five_days(r#"{ id = "half", weekly_hours = 20, days_per_week = 5, heads = 1 }"#);
    // Two shifts of eight hours fit into twenty; three days of five stay bare.
    assert_hours(&cause, 24.0);
    assert_eq!(cause.short.len(), 3, "{cause:#?}");
    assert!(cause.short.iter().all(|s| (s.required, s.short) == (1.0, 1.0)), "{cause:#?}");
    assert!(
        cause.short.iter().all(|s| s.start.minutes() == 480 && s.end.minutes() == 960),
        "{cause:#?}"
    );
    assert_eq!(
        limits(&cause),
        [(Limit::ContractHours, "desk/half"), (Limit::HeadCount, "desk/half")]
    );
    let [hours, heads] = [&cause.limits[0].remedy, &cause.limits[1].remedy];
    assert!(hours.contains("at least 20 paid hours more"), "{hours}");
    assert!(heads.contains("at least 1 more person on contract half"), "{heads}");
}

#[test]
fn a_contract_of_three_days() {
    let cause = five_days(r#"{ id = "three", weekly_hours = 40, days_per_week = 3, heads = 1 }"#);
    assert_hours(&cause, 16.0);
    assert_eq!(
        limits(&cause),
        [(Limit::ContractDays, "desk/three"), (Limit::HeadCount, "desk/three")]
    );
    let remedy = &cause.limits[0].remedy;
    assert!(remedy.contains("at least 2 more working days"), "{remedy}");
}

#[test]
fn part_time_is_capped() {
    let lines = line("city", ["08:00", "16:00"], 4.0, &least(2));
    let contracts = r#"contracts = [
  { id = "full", weekly_hours = 40, days_per_week = 5, heads = 1 },
  { id = "part", weekly_hours = 20, days_per_week = 5, share_max = 0.25 },
]"#;
    let staff = group(contracts)
        + &shift("full", "\"08:00\"", "8h")
        + &shift("part", "\"08:00\", \"12:00\"", "4h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    // Even one part-time shift would be 4 of 12 hours, more than a quarter.
    assert_hours(&cause, 8.0);
    assert_eq!(short(&cause), [("city mon 08:00-16:00".to_owned(), 2.0, 1.0)]);
    assert_eq!(limits(&cause), [(Limit::ShareMax, "desk/part"), (Limit::HeadCount, "desk/full")]);
    // With two part-time shifts it is 8 of 16.
    let remedy = &cause.limits[0].remedy;
    assert!(remedy.contains("from 25 % to 50 %"), "{remedy}");
}

#[test]
fn a_weekly_wait_that_three_people_cannot_keep() {
    // Two erlangs. Three agents: C = 4/9, wait 4/9 × 240 s ÷ (3 − 2) = 106.7 s. Four: 20.9 s.
    let target = "target = [{ mean_wait = \"60s\", over = \"week\" }]";
    let lines = line("city", ["08:00", "10:00"], 60.0, target);
    let staff = group("head_count = 3") + &shift("all", "\"08:00\"", "2h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert_hours(&cause, 0.0);
    assert!(cause.short.is_empty());
    assert_eq!(
        cause.missed,
        ["Line city: mean wait over the week: 60 s promised, 106.7 s at best by formula"]
    );
    assert_eq!(limits(&cause), [(Limit::HeadCount, "desk")]);
    assert!(cause.limits[0].remedy.contains("(4 in place of 3)"), "{cause:#?}");
    assert!(cause.summary.contains("106.7 s at best by formula; the head count of desk binds"));
}

#[test]
fn a_daily_service_level_out_of_reach() {
    // P(wait > 240 s) = 4/9 × e^−(3 − 2) = 16.35 %: 83.65 % are answered in time.
    let target =
        "target = [{ service_level = { within = \"240s\", share = 0.9 }, over = \"day\" }]";
    let lines = line("city", ["08:00", "10:00"], 60.0, target);
    let staff = group("head_count = 3") + &shift("all", "\"08:00\"", "2h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert_eq!(
        cause.missed,
        [
            "Line city: answered within 240 s ÷ offered on Monday: 90 % promised, 83.6 % at best by formula"
        ]
    );
    assert_eq!(limits(&cause), [(Limit::HeadCount, "desk")]);
}

#[test]
fn two_head_counts_that_bind_together() {
    let lines = line("city", ["08:00", "12:00"], 4.0, &least(3));
    let keys = r#"head_count = 1
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5, heads = 1 }]"#;
    let staff = group(keys) + &shift("all", "\"08:00\"", "4h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert_hours(&cause, 8.0);
    assert_eq!(limits(&cause), [(Limit::Staff, "all groups and contracts")]);
    assert_eq!(cause.limits[0].shortage_without, 0.0);
}

#[test]
fn one_consultant_for_several_sets_counts_once() {
    // From 10:00 only one consultant of the city line is there: MOPR lacks one, both together lack
    // one of two, and one more who knows both would fill either.
    let lines = line("mopr", ["08:00", "12:00"], 1.0, &least(1))
        + &line("city", ["08:00", "12:00"], 1.0, &least(2));
    let staff = r#"
[[group]]
id = "both"
lines = ["mopr", "city"]
hourly_cost = 50
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 50
head_count = 1
[[shift]]
id = "early"
groups = ["both"]
starts = ["08:00"]
lengths = ["2h"]
[[shift]]
id = "long"
groups = ["desk"]
starts = ["08:00"]
lengths = ["4h"]
"#;
    let cause = explain(&scenario(&text("\"mon\"", &lines, staff)));
    assert_hours(&cause, 2.0);
    assert_eq!(
        short(&cause),
        [
            ("mopr mon 10:00-12:00".to_owned(), 1.0, 1.0),
            ("mopr+city mon 10:00-12:00".to_owned(), 2.0, 1.0)
        ]
    );
    assert_eq!(cause.limits[0].limit, Limit::ShiftRules);
    assert!(limits(&cause).iter().all(|l| l.0 != Limit::HeadCount), "{cause:#?}");
}

#[test]
fn a_break_that_nobody_covers() {
    // One person with an hour's break, taken at 09:00 or at 10:00.
    let lines = line("city", ["08:00", "12:00"], 4.0, &least(1));
    let keys = "head_count = 1\nshrinkage = 0.0";
    let breaks =
        "breaks = [{ length = \"60m\", paid = true, after = \"1h\", before_end = \"1h\" }]";
    let staff = group(keys) + &shift("all", "\"08:00\"", "4h") + breaks;
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert_hours(&cause, 1.0);
    assert_eq!(cause.short.len(), 1);
    assert!([540, 600].contains(&cause.short[0].start.minutes()), "{cause:#?}");
    assert_eq!(limits(&cause)[0], (Limit::HeadCount, "desk"));
}

#[test]
fn a_target_beyond_any_number_of_agents() {
    let target = "target = [{ occupancy_max = 1e-9 }]";
    let lines = line("city", ["08:00", "10:00"], 60.0, target);
    let staff = group("") + &shift("all", "\"08:00\"", "2h");
    let cause = explain(&scenario(&text("\"mon\"", &lines, &staff)));
    assert!(cause.summary.starts_with("No number of agents meets the targets: Line city is"));
    assert_eq!(short(&cause), [("city mon 08:00-10:00".to_owned(), 1e6, 1e6)]);
    assert!(!cause.proven && cause.limits.is_empty());
}
