//! What is offered where no plan can be made: it was tried, and it works.

use obsada::domain::clock::Weekday;
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::text;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, solve};
use obsada::wire::answer::{Change, Infeasibility, Limit, Plan};

/// A desk of few people, open on two mornings or until the afternoon. 80 calls of 6 minutes in 8 hours: one person would be busy
/// all the time, so that no wait can be promised.
fn desk(people: u32, closings: &str, wait: &str) -> Scenario {
    let text = format!(
        r#"
title = "Small desk"
[calendar]
days = ["tue", "thu"]
[[line]]
id = "desk"
name = "Desk"
open = "09:00"
close = "13:00"
close_candidates = [{closings}]
aht = "6m"
target = [{{ mean_wait = "{wait}", over = "week" }}]
[line.demand]
calls_per_week = 80
[line.evening]
moved_share_per_hour = 0.05
new_calls_per_hour = 0.5
moved_from = ["09:00", "13:00"]
[[group]]
id = "clerk"
name = "Clerks"
lines = ["desk"]
hourly_cost = 60
contracts = [{{ id = "mornings", weekly_hours = 16, days_per_week = 2, heads = {people} }}]
[[shift]]
id = "day"
groups = ["clerk"]
starts = ["09:00", "11:00", "13:00"]
lengths = ["2h", "4h", "6h"]
breaks = [{{ length = "15m", paid = true, min_shift = "6h", after = "2h", before_end = "2h" }}]
"#
    );
    let no_csv = |_: &str| Ok(String::new());
    parse(&text, "desk.toml", &no_csv).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn planned(scenario: &Scenario) -> Plan {
    solve(scenario, &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn cause(scenario: &Scenario) -> Infeasibility {
    match solve(scenario, &Options::default()) {
        Err(Error::Infeasible(cause)) => *cause,
        other => panic!("expected no plan: {other:?}"),
    }
}

#[test]
fn a_second_person_is_missing_all_day() {
    let cause = cause(&desk(1, r#""13:00", "15:00""#, "3m"));
    let closings: Vec<&str> =
        std::iter::once(&cause).chain(&cause.others).map(|c| c.closing["desk"].as_str()).collect();
    assert_eq!(closings, ["13:00", "15:00"]);

    let limit = &cause.limits[0];
    assert_eq!(limit.limit, Limit::HeadCount);
    assert!(matches!(limit.change, Change::People { now: 1, more: Some(1), .. }));
    let tried = limit.tried.as_ref().unwrap();
    // Two people for four hours on two days, at 60 an hour.
    assert_eq!(tried.cost_per_week, 960.0);
    let extra: Vec<String> = tried
        .extra
        .iter()
        .map(|s| format!("{} {}-{} {:?}", s.day, s.start, s.end, s.person))
        .collect();
    assert_eq!(extra, ["tue 09:00-13:00 Some(2)", "thu 09:00-13:00 Some(2)"]);
    let shown = text::infeasible(&cause, Language::En);
    assert!(shown.contains("a second person (Clerks), Tue, Thu 09:00–13:00"), "{shown}");
    assert!(!shown.contains("0.5"), "half a consultant is nobody: {shown}");

    // What is offered for each closing is what its plan comes to with that many people.
    for (label, offered) in closings.iter().zip(std::iter::once(&cause).chain(&cause.others)) {
        let tried = offered.limits[0].tried.as_ref().unwrap();
        let plan = planned(&desk(2, &format!("\"{label}\""), "3m"));
        assert_eq!(plan.cost_per_week, tried.cost_per_week, "until {label}");
        let wait = plan.lines[0].through_day.as_ref().unwrap().mean_wait_s.value;
        assert_eq!(tried.mean_wait_s["desk"], wait, "until {label}");
        assert!(wait <= 180.0);
    }
}

/// Where a break leaves one of two people with the calls of nearly one all the time, the formula of that half-hour knows no wait, and
/// the day still keeps its promise.
#[test]
fn a_break_is_no_reason_to_call_a_day_impossible() {
    let plan = planned(&desk(2, r#""15:00""#, "3m"));
    let through = plan.lines[0].through_day.as_ref().unwrap().mean_wait_s.value;
    // Whoever goes finishes the call in hand; here it is put back into the queue, which can only take longer. And two
    // who never went would be quicker than those who do.
    let longer = wait_by_small_steps(&plan, None);
    let shorter = wait_by_small_steps(&plan, Some(2));
    assert!(shorter < through && through < longer, "{shorter} {through} {longer}");
    assert!(longer < 180.0, "{longer}");
    assert!(plan.lines[0].mean_wait_s > 180.0, "by the formula it is broken");
}

/// Mean wait of a week's callers: the queue's states followed in steps of a second, from the shifts and calls alone.
fn wait_by_small_steps(plan: &Plan, always: Option<u32>) -> f64 {
    const STATES: usize = 150;
    const AHT_S: f64 = 360.0;
    let (mut waited, mut calls) = (0.0, 0.0);
    for day in [Weekday::Tue, Weekday::Thu] {
        let mut p = vec![0.0; STATES];
        p[0] = 1.0;
        let at = |second: u32| f64::from(second) / 60.0;
        for second in 9 * 3600..18 * 3600 {
            let minute = at(second);
            let open = (540.0..900.0).contains(&minute);
            let row = plan.intervals.iter().find(|row| {
                let from = f64::from(row.start.minutes());
                row.day == day && from <= minute && minute < from + 30.0
            });
            let rate = if open { row.map_or(0.0, |row| row.calls) / 1800.0 } else { 0.0 };
            let on_duty: u32 = plan
                .shifts
                .iter()
                .filter(|s| s.day == day)
                .map(|s| {
                    let within = |from: f64, to: f64| from <= minute && minute < to;
                    let on_break = s
                        .breaks
                        .iter()
                        .any(|b| within(f64::from(b[0].minutes()), f64::from(b[1].minutes())));
                    let there = within(f64::from(s.start.minutes()), f64::from(s.end.minutes()));
                    if there && !on_break { s.count } else { 0 }
                })
                .sum();
            let on_duty = always.unwrap_or(on_duty);
            let servers = if open { on_duty } else { on_duty.max(1) } as usize;
            let waiting: f64 = (servers..STATES).map(|n| (n - servers) as f64 * p[n]).sum();
            waited += waiting;
            calls += rate;
            let mut next = p.clone();
            for n in 0..STATES {
                let up = if n + 1 < STATES { rate * p[n] } else { 0.0 };
                let down = n.min(servers) as f64 / AHT_S * p[n];
                next[n] -= up + down;
                if n + 1 < STATES {
                    next[n + 1] += up;
                }
                if n > 0 {
                    next[n - 1] += down;
                }
            }
            p = next;
        }
    }
    waited / calls
}

/// Two people of one day a week each for three days: a day more of both is the least that is enough, and is told as the two days that
/// they have together.
#[test]
fn days_are_counted_of_all_who_have_them() {
    let text = r#"
title = "Three days"
[calendar]
days = ["mon", "tue", "wed"]
[[line]]
id = "desk"
open = "09:00"
close = "13:00"
aht = "6m"
target = [{ agents_min = 1 }]
[line.demand]
calls_per_week = 3
[[group]]
id = "clerk"
lines = ["desk"]
hourly_cost = 60
contracts = [{ id = "one", weekly_hours = 40, days_per_week = 1, heads = 2 }]
[[shift]]
id = "day"
groups = ["clerk"]
starts = ["09:00"]
lengths = ["4h"]
"#;
    let no_csv = |_: &str| Ok(String::new());
    let scenario = parse(text, "days.toml", &no_csv).unwrap_or_else(|p| panic!("{p:#?}"));
    let cause = cause(&scenario);
    let days = cause.limits.iter().find(|limit| limit.limit == Limit::ContractDays).unwrap();
    assert!(matches!(&days.change, Change::Days { more: Some(2), .. }), "{:?}", days.change);
    // One person on each of three mornings of four hours, at 60 an hour.
    assert_eq!(days.tried.as_ref().unwrap().cost_per_week, 720.0);
}

#[test]
fn the_nearest_plan_has_everybody_who_helps() {
    // Two lines of 1.0 and 0.5 erlangs and three people for both. By Erlang's formula 79% are answered within 20 s and the
    // mean wait is 43 s, so that only the level is missed; with two of the three it would be 40% and minutes.
    let text = r#"
title = "Three for two lines"
[calendar]
interval_minutes = 60
days = ["mon"]
[[line]]
id = "a"
open = "08:00"
close = "12:00"
aht = "4m"
target = [{ service_level = { within = "20s", share = 0.9 } }]
[line.demand]
calls_per_week = 60
[[line]]
id = "b"
open = "08:00"
close = "12:00"
aht = "6m"
target = [{ mean_wait = "1m" }]
[line.demand]
calls_per_week = 20
[[group]]
id = "both"
lines = ["a", "b"]
hourly_cost = 12
contracts = [{ id = "c", weekly_hours = 40, days_per_week = 5, heads = 3 }]
[[shift]]
id = "day"
groups = ["both"]
starts = ["08:00"]
lengths = ["4h"]
"#;
    let no_csv = |_: &str| Ok(String::new());
    let scenario = parse(text, "two.toml", &no_csv).unwrap_or_else(|p| panic!("{p:#?}"));
    let cause = cause(&scenario);
    assert!(!cause.nearest.is_empty());
    for broken in &cause.nearest {
        assert_eq!(broken.line, "a", "{:?}", cause.nearest);
        assert!((0.75..0.9).contains(&broken.reached.value), "{:?}", cause.nearest);
    }
}
