//! Absence takes hours off the norm of the settlement period wherever it comes from: the scenario, a roster
//! that was written before, a workbook, or somebody who calls in.

use obsada::domain::labour::RuleId;
use obsada::domain::shift::{Stretch, Worked};
use obsada::domain::units::Language;
use obsada::handover::names::Names;
use obsada::handover::{read_back, sheet};
use obsada::roster::repair::{News, grid_of, repair};
use obsada::roster::setting::Setting;
use obsada::roster::{Options, Solved, answer};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Code, Roster, Shift};

/// What the witness finds, as JSON has it.
fn check(scenario: &Scenario, roster: &Roster) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// Half-time people: 20 hours in each of two weeks that are settled by themselves, a norm of 4 hours a day.
fn half_time(absent: &str) -> Scenario {
    let text = format!(
        r#"title = "Half time"
[calendar]
interval_minutes = 60
week_start = 2026-03-02
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "1m"
[line.demand]
calls_per_week = 1
[[line.target]]
mean_wait = "20m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
contracts = [{{ id = "half", weekly_hours = 20, days_per_week = 5 }}]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00", "12:00"]
lengths = ["4h", "8h"]
breaks = [{{ length = "15m", paid = true, min_shift = "6h", after = "2h", before_end = "2h" }}]
[[consultant]]
name = "Ada"
group = "desk"
contract = "half"
{absent}
[[consultant]]
name = "Bea"
group = "desk"
contract = "half"
[[consultant]]
name = "Cyd"
group = "desk"
contract = "half"
[roster]
weeks = 2
settlement_weeks = 1
"#
    );
    parse(&text, "half.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

fn setting(scenario: &Scenario) -> Setting<'_> {
    let settings = scenario.roster.as_ref().unwrap();
    Setting::new(scenario, settings, scenario.calendar.week_start.unwrap())
}

/// Ada works 8, 8 and 4 hours from Monday to Wednesday, her whole 20 hours; away on the days of `absent`.
fn twenty_hours(scenario: &Scenario, absent: &[usize]) -> Roster {
    let mut setting = setting(scenario);
    let cells: Vec<(usize, usize)> = absent.iter().map(|d| (0, *d)).collect();
    setting.mark_absent(&cells);
    let nobody = vec![vec![None; setting.days()]; setting.people.len()];
    let mut roster = answer(&setting, &Solved::unproven(nobody), &Options::default());
    for (day, hours) in [(0, 8), (1, 8), (2, 4)] {
        let breaks = if hours > 4 { vec![Stretch::lasting(660, 15)] } else { Vec::new() };
        let own = &mut roster.people[0].days[day];
        own.code = Code::Shift;
        own.shift = Some(Shift {
            worked: Worked::with_breaks(Stretch::lasting(480, 60 * hours), breaks),
            rule: "day".into(),
            paid_hours: f64::from(hours),
            cost: f64::from(hours) * 48.0,
            fixed: false,
            window_shortened: false,
            off_phone: Vec::new(),
        });
    }
    let grid = grid_of(&setting, &roster).unwrap();
    answer(&setting, &Solved::unproven(grid), &Options::default())
}

/// Whether the check finds Ada above the norm of her period.
fn above(scenario: &Scenario, roster: &Roster) -> bool {
    let found = check(scenario, roster).violations;
    found.iter().any(|v| v.starts_with("Ada ") && v.ends_with("period-hours"))
}

#[test]
fn an_absence_of_the_scenario_takes_a_day_off_the_norm() {
    let there = half_time("");
    assert!(!above(&there, &twenty_hours(&there, &[])));
    let away = half_time("absent = [{ from = 2026-03-06, to = 2026-03-06 }]");
    assert!(above(&away, &twenty_hours(&away, &[])));
    // A Saturday is no day of the norm.
    let saturday = half_time("absent = [{ from = 2026-03-07, to = 2026-03-07 }]");
    assert!(!above(&saturday, &twenty_hours(&saturday, &[])));
    // Nor does one of the week after count, which is settled by itself.
    let later = half_time("absent = [{ from = 2026-03-13, to = 2026-03-13 }]");
    assert!(!above(&later, &twenty_hours(&later, &[])));
}

#[test]
fn an_absence_of_a_roster_does_the_same_in_the_check_and_in_the_model() {
    let scenario = half_time("");
    let roster = twenty_hours(&scenario, &[4]);
    assert_eq!(roster.people[0].norm_hours, Some(36.0));
    assert!(above(&scenario, &roster));
    let mut own = setting(&scenario);
    let grid = grid_of(&own, &roster).unwrap();
    assert_eq!(own.broken(&own.people[0], &grid[0]), None);
    own.mark_absences_of(&roster).unwrap();
    assert_eq!(own.people[0].hours.by_period, [960, 1200]);
    assert_eq!(own.broken(&own.people[0], &grid[0]), Some((RuleId::PeriodHours.reason(), 0)));
    // Once more changes nothing, and other people are as they were.
    own.mark_absences_of(&roster).unwrap();
    assert_eq!(own.people[0].hours.by_period, [960, 1200]);
    assert_eq!(own.people[1].hours.by_period, [1200, 1200]);
}

#[test]
fn an_absence_typed_into_a_workbook_is_taken_off_as_well() {
    let scenario = half_time("");
    let roster = twenty_hours(&scenario, &[4]);
    let book = sheet::workbook(&scenario, &roster, &Names::default(), Language::En).unwrap();
    let read = read_back::read(book, "half.xlsx", &scenario, &Options::default()).unwrap();
    assert_eq!(read.roster.people[0].days[4].code, Code::Absent);
    assert!(above(&scenario, &read.roster));
}

#[test]
fn who_calls_in_gives_back_the_hours_that_are_too_many() {
    let scenario = half_time("");
    let roster = twenty_hours(&scenario, &[]);
    let mut own = setting(&scenario);
    let grid = grid_of(&own, &roster).unwrap();
    let news = News { away: vec![(0, 4)], ..News::default() };
    let options = Options { playing: None, ..Options::default() };
    let found = repair(&mut own, &grid, &news, Some(0), &options);
    assert!(!above(&scenario, &found.roster), "{:?}", found.options[0]);
    let ada = &found.roster.people[0];
    let week: f64 = ada.days[..7].iter().flat_map(|d| &d.shift).map(|s| s.paid_hours).sum();
    assert!(week <= 16.0, "{week}");
}
