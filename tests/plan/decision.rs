//! What a manager reads is what an outsider recounts from the plan's shifts and waits.

use obsada::compare::{Options, compare};
use obsada::domain::units::Language;
use obsada::report::text;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{self, solve};
use obsada::wire::answer::Plan;

const TWO_SKILLS: &str = r#"
title = "Two desks that share people"
[calendar]
days = ["mon", "wed"]
[[line]]
id = "permits"
name = "Permits"
open = "08:00"
close = "14:00"
aht = "5m"
demand = { calls_per_week = 70 }
target = [{ mean_wait = "90s", over = "week" }]
[[line]]
id = "general"
name = "General"
open = "08:00"
close = "16:00"
aht = "3m"
demand = { calls_per_week = 380 }
target = [{ mean_wait = "60s", over = "week" }]
[[group]]
id = "versed"
lines = ["permits", "general"]
hourly_cost = 52
shrinkage = 0.12
[[group]]
id = "new"
lines = ["general"]
hourly_cost = 44
shrinkage = 0.12
[[shift]]
id = "all"
groups = ["versed", "new"]
starts = ["08:00", "10:00", "12:00"]
lengths = ["4h", "6h", "8h"]
breaks = [{ length = "30m", paid = false, min_shift = "6h", after = "2h", before_end = "2h" }]
"#;

fn scenario(text: &str) -> Scenario {
    parse(text, "made-up.toml", &|_| Err("no files".into())).unwrap()
}

fn planned(text: &str) -> Plan {
    solve(&scenario(text), &solve::Options::default()).unwrap()
}

/// Minutes after midnight of `HH:MM`.
fn minute(text: &str) -> u32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap()
}

/// Agent-hours of a day from the shifts alone: presence between these times less breaks.
fn hours_on_duty(plan: &Plan, day: &str, open: (u32, u32)) -> f64 {
    let json = serde_json::to_value(plan).unwrap();
    let overlap = |from: u32, to: u32| to.min(open.1).saturating_sub(from.max(open.0));
    let mut minutes = 0;
    for shift in json["shifts"].as_array().unwrap().iter().filter(|s| s["day"] == day) {
        let time = |value: &serde_json::Value| minute(value.as_str().unwrap());
        let away = shift["breaks"].as_array().unwrap().iter();
        let away: u32 = away.map(|pause| overlap(time(&pause[0]), time(&pause[1]))).sum();
        let present = overlap(time(&shift["start"]), time(&shift["end"])) - away;
        minutes += present * shift["count"].as_u64().unwrap() as u32;
    }
    f64::from(minutes) / 60.0
}

#[test]
fn the_picture_of_the_week_counts_everybody_once() {
    let plan = planned(TWO_SKILLS);
    let page = text::plan(&plan, Language::En);
    let own = hours_on_duty(&plan, "mon", (8 * 60, 16 * 60));
    let title = page.lines().find(|line| line.contains("agent-hours a day on duty")).unwrap();
    let printed = title.split("· ").nth(1).unwrap().split(' ').next().unwrap();
    let printed: f64 = printed.replace(',', "").parse().unwrap();
    assert!((printed - own).abs() <= 0.05, "{title}: {own} from the shifts");
    let tallest = page.lines().filter_map(|line| line.split_once('┤')?.0.trim().parse().ok());
    let people: u32 = plan.shifts.iter().map(|shift| shift.count).sum();
    let tallest: f64 = tallest.fold(0.0, f64::max);
    assert!(tallest <= f64::from(people), "{tallest} drawn, {people} shifts in the whole week");
}

const IMPATIENT: &str = r#"
title = "Callers who do not wait"
[calendar]
days = ["mon", "fri"]
[[line]]
id = "desk"
open = "09:00"
close = "13:00"
close_candidates = ["13:00", "15:00"]
patience = "40s"
aht = "6m"
demand = { calls_per_week = 72 }
target = [{ mean_wait = "3m", over = "week" }]
[line.evening]
new_calls_per_hour = 0.6
moved_share_per_hour = 0.04
moved_from = ["09:00", "13:00"]
[[group]]
id = "adviser"
lines = ["desk"]
hourly_cost = 55
contracts = [{ id = "part", weekly_hours = 16, days_per_week = 2, heads = 2 }]
[[shift]]
id = "any"
groups = ["adviser"]
starts = ["09:00", "11:00", "13:00"]
lengths = ["2h", "4h", "6h"]
[cost]
served_call = 20
"#;

#[test]
fn callers_who_hang_up_are_not_served() {
    let proposal = compare(&scenario(IMPATIENT), &Options { samples: 20, ..Options::default() });
    let proposal = proposal.unwrap();
    for closing in &proposal.closings {
        let week = &closing.central;
        let through = week.lines[0].through_day.as_ref().unwrap();
        let answered = through.attempts_per_week * (1.0 - through.p_abandon.value);
        assert!((week.calls_served - answered).abs() < 1e-6);
        // With one adviser for some six erlang-minutes a quarter of the callers hang up at least.
        assert!(week.calls_served < 0.75 * week.calls_offered, "{}", closing.label);
    }
    let [short, long] = &proposal.closings[..] else { panic!("two closings") };
    let further = long.central.calls_served - short.central.calls_served;
    let more = long.central.objective.unwrap() - short.central.objective.unwrap();
    let longer = proposal.decision.breakpoints.iter().find(|b| b.closing == 1).unwrap();
    assert!((longer.from_value - (more / further).max(0.0)).abs() < 1e-6);
}

#[test]
fn plan_and_compare_recommend_the_same_by_one_rule() {
    for worth in ["served_call = 0.5", "served_call = 400"] {
        let text = IMPATIENT.replace("served_call = 20", worth);
        let proposal = compare(&scenario(&text), &Options { samples: 0, ..Options::default() });
        let proposal = proposal.unwrap();
        let plan = planned(&text);
        let recommended = &proposal.closings[proposal.recommended];
        assert_eq!(plan.closing["desk"], recommended.closing["desk"], "{worth}");
        assert_eq!(Some(plan.cost_per_week), recommended.central.cost_per_week);
    }
}

#[test]
fn where_nobody_more_calls_the_shorter_hours_are_recommended() {
    let text = IMPATIENT
        .replace("new_calls_per_hour = 0.6", "new_calls_per_hour = 0")
        .replace("moved_share_per_hour = 0.04", "moved_share_per_hour = 0")
        .replace("patience = \"40s\"\n", "");
    let plan = planned(&text);
    assert_eq!(plan.closing["desk"], "13:00");
}

/// Without its promise the line needs one person for the eight hours it is open, at 55 an hour; a looser promise costs no more than
/// the whole one and no less than none.
#[test]
fn a_promise_costs_what_the_week_costs_more_with_it() {
    let text = IMPATIENT.replace("patience = \"40s\"\n", "").replace("served_call = 20", "");
    let scenario = scenario(&text);
    let proposal = compare(&scenario, &Options { samples: 0, ..Options::default() }).unwrap();
    let chosen = &proposal.closings[proposal.recommended];
    assert_eq!(chosen.label, "13:00");
    let whole = chosen.central.cost_per_week.unwrap();
    let [cost] = &proposal.promise_costs[..] else { panic!("one promise") };
    assert_eq!(cost.promised, 180.0);
    assert_eq!(cost.loosened.promised, Some(225.0));
    assert_eq!(cost.dropped.promised, None);
    assert_eq!(cost.dropped.cost_per_week, 8.0 * 55.0);
    assert!(whole > 8.0 * 55.0, "one person cannot keep three minutes at 0.9 erlang");
    for relaxed in [&cost.loosened, &cost.dropped] {
        assert!((relaxed.saved - (whole - relaxed.cost_per_week)).abs() < 1e-9);
    }
    assert!((440.0..=whole).contains(&cost.loosened.cost_per_week));
    // The looser promise is what a scenario that says so from the start is planned for.
    let looser = planned(&text.replace("mean_wait = \"3m\"", "mean_wait = 225"));
    let own = looser.candidates.iter().find(|c| c.closing["desk"] == "13:00").unwrap();
    assert_eq!(own.cost_per_week, Some(cost.loosened.cost_per_week));
}
