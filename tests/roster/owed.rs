//! Hours owed: who is employed is paid the norm, planned or not. Costs are added up here from the days of the
//! roster, and the least is found by trying every roster there is.

use super::roster::check;
use obsada::domain::units::Language;
use obsada::report::text;
use obsada::roster::{Options, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Owed, Roster};

fn read(text: &str) -> Scenario {
    parse(text, "desk.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

fn made(scenario: &Scenario) -> Roster {
    let made = roster(scenario, &Options::default()).unwrap();
    let report = check(scenario, &made);
    assert!(report.passed, "{:#?}", report.violations);
    assert!(made.stages.iter().all(|s| s.bound <= s.value + 1e-9), "{:?}", made.stages);
    made
}

fn hours(made: &Roster, name: &str) -> f64 {
    made.people.iter().find(|p| p.name == name).unwrap().paid_hours
}

fn owed(made: &Roster) -> Owed {
    made.owed.unwrap()
}

/// A desk open from 9 to 17 for two people at a time, three employees of 40 hours and two students of 20
/// for whom only what is planned is paid; `more` are keys of the second employee.
fn shop(week: &str, more: &str) -> Scenario {
    read(&shop_text(week, more))
}

fn shop_text(week: &str, more: &str) -> String {
    format!(
        r#"title = "Shop line"
[calendar]
interval_minutes = 60
week_start = {week}
holidays = "PL"
[[line]]
id = "shop"
open = "09:00"
close = "17:00"
aht = "3m"
[line.demand]
calls_per_week = 100
[[line.target]]
agents_min = 2
[[group]]
id = "desk"
lines = ["shop"]
hourly_cost = 50
contracts = [
  {{ id = "employed", weekly_hours = 40, days_per_week = 5 }},
  {{ id = "student", weekly_hours = 20, days_per_week = 5, hourly_cost = 30 }},
]
[[shift]]
id = "whole"
groups = ["desk"]
contracts = ["employed"]
starts = ["09:00"]
lengths = ["8h"]
[[shift]]
id = "half"
groups = ["desk"]
contracts = ["student"]
starts = ["09:00", "13:00"]
lengths = ["4h"]
[roster]
contractors = ["student"]
rules = {{ breaks = false }}
[[consultant]]
name = "Irys"
group = "desk"
contract = "employed"
[[consultant]]
name = "Jaga"
group = "desk"
contract = "employed"
{more}
[[consultant]]
name = "Kosma"
group = "desk"
contract = "employed"
[[consultant]]
name = "Lew"
group = "desk"
contract = "student"
[[consultant]]
name = "Mira"
group = "desk"
contract = "student"
"#
    )
}

#[test]
fn hours_that_are_paid_anyway_are_used_before_those_of_contractors() {
    // Students are cheaper by the hour, and yet each of their hours would be paid on top.
    let made = made(&shop("2026-09-07", ""));
    assert_eq!((hours(&made, "Lew"), hours(&made, "Mira")), (0.0, 0.0));
    // Two people for 8 hours on five days, and no shift more though 40 hours are paid beside it.
    assert_eq!(made.paid_hours, 80.0);
    assert_eq!(owed(&made), Owed { hours: 40.0, cost: 2000.0 });
    assert!((made.cost - 3.0 * 40.0 * 50.0).abs() < 1e-6, "{}", made.cost);
    assert_eq!(made.stages[1].value, made.cost);
    let said = |language| {
        let text = text::roster::roster(&made, language);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(
        said(Language::En).contains("PLN 6,000.00, of which PLN 2,000.00 for 40.0 h of the norms")
    );
    assert!(said(Language::Pl).contains("za niezaplanowane godziny wymiaru (40,0)"));
}

#[test]
fn holidays_and_absences_are_not_owed_and_hours_carried_change_no_pay() {
    // 11 November is a Wednesday: norms of 32 hours. Jaga is away on two days more: 16 hours are paid, of which three
    // that she has worked too many before cannot be planned. Four open days of two people are 64 hours; norms of 32, 13
    // and 32 hours hold 4, 1 and 4 shifts of eight hours, and the ninth costs nothing either.
    let more = "absent = [{ from = 2026-11-12, to = 2026-11-13 }]\ncarried_hours = 3.0";
    let made = made(&shop("2026-11-09", more));
    assert!(made.shortages.is_empty());
    assert_eq!(made.paid_hours, 72.0);
    let unplanned =
        32.0 + 16.0 + 32.0 - hours(&made, "Irys") - hours(&made, "Jaga") - hours(&made, "Kosma");
    assert!((owed(&made).hours - unplanned).abs() < 1e-6, "{:?} {unplanned}", owed(&made));
    assert_eq!((hours(&made, "Lew"), hours(&made, "Mira")), (0.0, 0.0));
    assert!(hours(&made, "Jaga") <= 13.0);
    assert!((made.cost - 80.0 * 50.0).abs() < 1e-6, "{}", made.cost);
}

#[test]
fn contractors_work_in_each_of_five_weeks() {
    // Two people at a time on 25 days: with two of the employees away for all of it, the hours that the third cannot give
    // are the students', four a day each; they have no norm to be used up.
    let away = "absent = [{ from = 2026-09-07, to = 2026-10-11 }]";
    let source = shop_text("2026-09-07", away)
        .replace("name = \"Kosma\"", &format!("name = \"Kosma\"\n{away}"))
        .replace("[roster]", "[roster]\nweeks = 5");
    let made = made(&read(&source));
    assert!(made.shortages.is_empty(), "{:?}", made.shortages);
    assert_eq!((hours(&made, "Lew"), hours(&made, "Mira")), (100.0, 100.0));
    assert_eq!(made.stages[0].bound, 0.0);
}

#[test]
fn a_lie_about_what_is_owed_is_found() {
    let scenario = shop("2026-09-07", "");
    let made = made(&scenario);
    type Spoil = fn(&mut Roster);
    let spoilt: [(&str, Spoil); 4] = [
        ("owed.hours", |r| r.owed.as_mut().unwrap().hours -= 8.0),
        ("owed.cost", |r| r.owed.as_mut().unwrap().cost += 1.0),
        // What is planned alone, with what is owed told beside it.
        ("cost", |r| r.cost -= r.owed.unwrap().cost),
        ("stage cost", |r| r.stages[1].value -= r.owed.unwrap().cost),
    ];
    for (place, spoil) in spoilt {
        let mut bad = made.clone();
        spoil(&mut bad);
        let found = check(&scenario, &bad).violations;
        assert!(found.iter().any(|v| v.starts_with(place)), "{place}: {found:?}");
    }
}

/// Two employees and a contractor on three days of two halves, one person at a time; afternoons are dearer.
struct Desk {
    /// Weekly hours of the first employee.
    hours: u32,
    /// Day on which the second is away.
    away: Option<usize>,
    /// What an hour of the contractor costs; employees cost 40.
    contractor: f64,
    /// Share by which afternoons are dearer.
    premium: f64,
}

impl Desk {
    fn scenario(&self) -> Scenario {
        let Desk { hours, contractor, premium, .. } = self;
        let away = self.away.map_or(String::new(), |d| format!("absent = [2026-09-{:02}]", 7 + d));
        read(&format!(
            r#"title = "Halves"
[calendar]
interval_minutes = 60
week_start = 2026-09-07
days = ["mon", "tue", "wed"]
[[line]]
id = "desk"
open = "08:00"
close = "16:00"
aht = "1m"
[line.demand]
calls_per_week = 10
[[line.target]]
agents_min = 1
[[group]]
id = "all"
lines = ["desk"]
hourly_cost = 40
contracts = [
  {{ id = "a", weekly_hours = {hours}, days_per_week = 5 }},
  {{ id = "b", weekly_hours = 20, days_per_week = 5 }},
  {{ id = "c", weekly_hours = 24, days_per_week = 5, hourly_cost = {contractor} }},
]
[[shift]]
id = "half"
groups = ["all"]
starts = ["08:00", "12:00"]
lengths = ["4h"]
[cost]
evening = {{ from = "12:00", premium = {premium} }}
[roster]
contractors = ["c"]
[[consultant]]
name = "A"
group = "all"
contract = "a"
[[consultant]]
name = "B"
group = "all"
contract = "b"
{away}
[[consultant]]
name = "C"
group = "all"
contract = "c"
"#
        ))
    }

    /// The least that a roster which covers every half costs; `None` if none does. A person's days are 0 off,
    /// 1 morning, 2 afternoon.
    fn cheapest(&self) -> Option<f64> {
        let line = |n: usize| [n % 3, n / 3 % 3, n / 9];
        // An employee who began at 12 cannot begin at 8 on the next day (24 h between starts).
        let rested = |l: [usize; 3]| !l.windows(2).any(|w| w == [2, 1]);
        let shifts = |l: [usize; 3]| l.iter().filter(|k| **k > 0).count() as f64;
        let late = |l: [usize; 3]| l.iter().filter(|k| **k == 2).count() as f64;
        let norm_b = if self.away.is_some() { 16.0 } else { 20.0 };
        let there = |l: [usize; 3]| self.away.is_none_or(|d| l[d] == 0);
        let a: Vec<[usize; 3]> = (0..27)
            .map(line)
            .filter(|l| rested(*l) && 4.0 * shifts(*l) <= f64::from(self.hours))
            .collect();
        let b: Vec<[usize; 3]> = (0..27)
            .map(line)
            .filter(|l| rested(*l) && there(*l) && 4.0 * shifts(*l) <= norm_b)
            .collect();
        let mut best: Option<f64> = None;
        for a in &a {
            for b in &b {
                for c in (0..27).map(line) {
                    let covered = (0..3)
                        .all(|d| (1..3).all(|half| a[d] == half || b[d] == half || c[d] == half));
                    if !covered {
                        continue;
                    }
                    let employed = |l: [usize; 3], norm: f64| {
                        40.0 * ((4.0 * shifts(l)).max(norm) + 4.0 * self.premium * late(l))
                    };
                    let by_hour = self.contractor * 4.0 * (shifts(c) + self.premium * late(c));
                    let cost = employed(*a, f64::from(self.hours)) + employed(*b, norm_b) + by_hour;
                    best = Some(best.map_or(cost, |least: f64| least.min(cost)));
                }
            }
        }
        best
    }
}

#[test]
fn tiny_rosters_cost_the_employer_the_least_there_is() {
    let mut by_contractor = 0;
    let mut covered = 0;
    for weekly in [4, 8, 10, 20] {
        for away in [None, Some(1)] {
            for (contractor, premium) in [(30.0, 0.0), (60.0, 0.25), (25.0, 1.5)] {
                let desk = Desk { hours: weekly, away, contractor, premium };
                let made = made(&desk.scenario());
                let case = format!("{weekly} {away:?} {contractor} {premium}");
                let Some(least) = desk.cheapest() else {
                    assert!(!made.shortages.is_empty(), "{case}");
                    continue;
                };
                assert!(made.shortages.is_empty(), "{case}: {:?}", made.shortages);
                assert!((made.cost - least).abs() < 1e-6, "{case}: {} and {least}", made.cost);
                assert!(made.stages[1].bound <= least + 1e-6, "{case}: {:?}", made.stages[1]);
                // What stays open is what hours within the norm are held dearer for: a thousandth.
                assert!(made.stages[1].bound >= 0.99 * least, "{case}: {:?}", made.stages[1]);
                covered += 1;
                by_contractor += u32::from(hours(&made, "C") > 0.0);
            }
        }
    }
    assert!(covered > 12 && by_contractor > 6, "{covered} {by_contractor}");
}
