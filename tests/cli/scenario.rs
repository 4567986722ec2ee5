//! Scenarios read from text, against values worked out by hand.

use obsada::domain::clock::{TimeOfDay, Weekday};
use obsada::domain::units::{Basis, Language};
use obsada::scenario::{BreakWindow, LevelOf, Measure, Over, Scenario, validate::parse};

/// A scenario whose line has these keys, demand and calendar.
fn text(calendar: &str, line: &str, demand: &str) -> String {
    format!(
        r#"
title = "Small"
[calendar]
{calendar}
[[line]]
id = "city"
{line}
aht = "4m"
[line.demand]
{demand}
[[line.target]]
mean_wait = "60s"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["4h"]
"#
    )
}

fn read(text: &str) -> Scenario {
    read_with_csv(text, "")
}

fn read_with_csv(text: &str, csv: &str) -> Scenario {
    let read_csv = |_: &str| Ok(csv.to_owned());
    parse(text, "small.toml", &read_csv).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

const EIGHT_TO_NOON: &str = "open = \"08:00\"\nclose = \"12:00\"";
const HOURLY: &str = "interval_minutes = 60";

/// Calls of one day by hour, with the hours at which there are any.
fn by_hour(scenario: &Scenario, day: Weekday) -> Vec<(usize, f64)> {
    let start = day.index() * 24;
    let calls = &scenario.lines[0].demand.calls[start..start + 24];
    calls.iter().copied().enumerate().filter(|(_, c)| *c > 0.0).collect()
}

fn assert_calls(found: Vec<(usize, f64)>, expected: &[(usize, f64)]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((hour, calls), (at, value)) in found.iter().zip(expected) {
        assert_eq!(hour, at);
        assert!((calls - value).abs() < 1e-9, "{calls} at {hour} h, not {value}");
    }
}

#[test]
fn without_shares_calls_are_even_over_the_opening_hours() {
    // 300 calls on 5 days of 8 half-hours: 7.5 each; Monday 08:00 is interval 16.
    let scenario = read(&text("", EIGHT_TO_NOON, "calls_per_week = 300"));
    let calls = &scenario.lines[0].demand.calls;
    assert_eq!(calls.len(), 336);
    assert!((calls[16] - 7.5).abs() < 1e-9 && calls[15] == 0.0 && calls[24] == 0.0);
    assert!((calls.iter().sum::<f64>() - 300.0).abs() < 1e-9);
}

#[test]
fn weekday_shares_and_profile_spread_the_week() {
    let demand = r#"
calls_per_week = 100
weekday_share = { mon = 0.7, tue = 0.3 }
profile = [
  { from = "08:00", to = "09:00", share = 0.4 },
  { from = "09:00", to = "12:00", share = 0.6 },
]"#;
    let scenario = read(&text(HOURLY, EIGHT_TO_NOON, demand));
    // Monday 70 calls: 28 in the first hour, 42 over three hours; Tuesday 30: 12, and 18 over three.
    assert_calls(by_hour(&scenario, Weekday::Mon), &[(8, 28.0), (9, 14.0), (10, 14.0), (11, 14.0)]);
    assert_calls(by_hour(&scenario, Weekday::Tue), &[(8, 12.0), (9, 6.0), (10, 6.0), (11, 6.0)]);
    assert_calls(by_hour(&scenario, Weekday::Wed), &[]);
}

#[test]
fn a_shorter_day_keeps_its_calls() {
    let hours = r#"hours = { mon = ["08:00-12:00"], fri = ["08:00-10:00"] }"#;
    let demand = r#"
calls_per_week = 80
profile = [
  { from = "08:00", to = "10:00", share = 0.25 },
  { from = "10:00", to = "12:00", share = 0.75 },
]"#;
    let scenario = read(&text(HOURLY, hours, demand));
    // 40 calls a day; Friday's all fall into its two hours.
    assert_calls(by_hour(&scenario, Weekday::Mon), &[(8, 5.0), (9, 5.0), (10, 15.0), (11, 15.0)]);
    assert_calls(by_hour(&scenario, Weekday::Fri), &[(8, 20.0), (9, 20.0)]);
}

#[test]
fn calls_of_a_year_are_divided_by_its_working_days() {
    let demand = r#"
calls_per_year = { value = 25_200, low = 12_600, basis = "stated" }
working_days_per_year = 252"#;
    // 100 calls a working day, on three open days.
    let hours =
        r#"hours = { mon = ["08:00-12:00"], wed = ["08:00-12:00"], fri = ["08:00-12:00"] }"#;
    let week = read(&text(HOURLY, hours, demand)).lines[0].demand.calls_per_week.clone();
    assert!((week.value.get() - 300.0).abs() < 1e-9);
    assert!((week.low.unwrap().get() - 150.0).abs() < 1e-9);
    assert_eq!((week.high, week.basis), (None, Basis::Stated));
}

#[test]
fn calls_move_between_the_line_and_the_branches() {
    let demand = r#"
calls_per_week = { value = 100, low = 80, high = 120, basis = "stated" }
[line.branches]
calls_per_week = { value = 50, basis = "estimated" }
moves_to_line = { value = 0.4, high = 0.5, basis = "assumed" }
moves_from_line = { value = 0.1, basis = "stated" }"#;
    let scenario = read(&text(HOURLY, EIGHT_TO_NOON, demand));
    let demand = &scenario.lines[0].demand;
    // 100 × 0.9 + 50 × 0.4 = 110; least 80 × 0.9 + 20 = 92; most 120 × 0.9 + 25 = 133.
    let week = &demand.calls_per_week;
    assert!((week.value.get() - 110.0).abs() < 1e-9);
    assert!((week.low.unwrap().get() - 92.0).abs() < 1e-9);
    assert!((week.high.unwrap().get() - 133.0).abs() < 1e-9);
    assert_eq!(week.basis, Basis::Assumed);
    // 110 calls on 5 days of 4 hours.
    assert_calls(by_hour(&scenario, Weekday::Thu), &[(8, 5.5), (9, 5.5), (10, 5.5), (11, 5.5)]);
}

#[test]
fn a_csv_file_gives_calls_by_interval() {
    let demand = "csv = \"calls.csv\"\ncsv_basis = \"estimated\"";
    let csv = "\u{feff}day,start,calls\r\nmon,08:00,12.5\r\n\r\n\"tue\", 11:00 ,7\r\n";
    let scenario = read_with_csv(&text(HOURLY, EIGHT_TO_NOON, demand), csv);
    assert_calls(by_hour(&scenario, Weekday::Mon), &[(8, 12.5)]);
    assert_calls(by_hour(&scenario, Weekday::Tue), &[(11, 7.0)]);
    let week = &scenario.lines[0].demand.calls_per_week;
    assert_eq!((week.value.get(), week.basis), (19.5, Basis::Estimated));
    let other = read_with_csv(&text(HOURLY, EIGHT_TO_NOON, demand), &csv.replace("12.5", "12.6"));
    assert_ne!(scenario.source.sha256, other.source.sha256);
}

#[test]
fn a_line_is_closed_on_public_holidays_unless_it_says_otherwise() {
    // 11 November 2026, a Wednesday, is Independence Day.
    let calendar = "interval_minutes = 60\nweek_start = 2026-11-09\nholidays = \"PL\"";
    let line = format!("{EIGHT_TO_NOON}\nclose_candidates = [\"12:00\", \"14:00\"]");
    let scenario = read(&text(calendar, &line, "calls_per_week = 300"));
    assert_eq!(scenario.calendar.holidays, [false, false, true, false, false, false, false]);
    let closed = &scenario.lines[0];
    assert!(closed.hours[2].is_empty() && closed.candidates[1].close[2].is_none());
    assert_eq!(closed.candidates[1].close[3], TimeOfDay::parse("14:00"));
    assert_calls(by_hour(&scenario, Weekday::Wed), &[]);
    assert_calls(by_hour(&scenario, Weekday::Thu), &[(8, 15.0), (9, 15.0), (10, 15.0), (11, 15.0)]);
    assert_eq!(closed.demand.calls_per_week.value.get(), 300.0);

    let line = format!("{line}\nopen_on_holidays = true");
    let open = read(&text(calendar, &line, "calls_per_week = 300"));
    assert_eq!(open.lines[0].hours[2].len(), 1);
    assert_eq!(by_hour(&open, Weekday::Wed).len(), 4);

    let dates = calendar.replace("\"PL\"", "[2026-11-13]");
    let scenario = read(&text(&dates, EIGHT_TO_NOON, "calls_per_week = 300"));
    assert_eq!(scenario.calendar.holidays, [false, false, false, false, true, false, false]);
}

#[test]
fn lists_that_must_hold_something_may_not_be_empty() {
    let good = text("", EIGHT_TO_NOON, "calls_per_week = 300");
    let no_target = good.replace("[[line.target]]\nmean_wait = \"60s\"", "");
    let cases = [
        good.replace("lengths = [\"4h\"]", "lengths = []"),
        good.replace("starts = [\"08:00\"]", "starts = []"),
        good.replace("groups = [\"desk\"]", "groups = []"),
        good.replace("lines = [\"city\"]", "lines = []"),
        good.replace("aht =", "close_candidates = []\naht ="),
        good.replace("hourly_cost", "contracts = []\nhourly_cost"),
        good.replace("[calendar]", "[calendar]\ndays = []"),
        no_target.replace("aht =", "target = []\naht ="),
    ];
    for changed in cases {
        let problems = parse(&changed, "small.toml", &|_| Err("".into())).unwrap_err();
        assert!(problems.iter().any(|p| p.code() == "E117"), "{problems:#?}");
    }
    let nothing = "title = \"x\"\nline = []\ngroup = []\nshift = []";
    let problems = parse(nothing, "small.toml", &|_| Err("".into())).unwrap_err();
    assert!(problems.iter().all(|p| p.code() == "E117") && problems.len() == 3, "{problems:#?}");
}

#[test]
fn a_flood_of_problems_is_cut_and_absurd_sizes_are_refused() {
    let flood = "x = 1\n".repeat(5000);
    assert_eq!(parse(&flood, "f", &|_| Err("".into())).unwrap_err().len(), 200);
    let long = format!("title = \"{}\"", "x".repeat(2 << 20));
    assert_eq!(parse(&long, "f", &|_| Err("".into())).unwrap_err()[0].code(), "E120");
    let lines = "[[line]]\nid = \"a\"\n".repeat(33);
    let problems = parse(&lines, "f", &|_| Err("".into())).unwrap_err();
    assert!(problems.iter().any(|p| p.code() == "E120"));
}

#[test]
fn what_is_left_out_has_its_default() {
    let scenario = read(&text("", EIGHT_TO_NOON, "calls_per_week = 300"));
    assert_eq!((scenario.locale, scenario.currency.as_str()), (Language::En, "PLN"));
    assert_eq!(scenario.calendar.grid.minutes(), 30);
    assert_eq!(scenario.calendar.days, Weekday::ALL[..5]);
    let line = &scenario.lines[0];
    assert_eq!((line.name.as_str(), line.targets[0].over), ("city", Over::Interval));
    let group = &scenario.groups[0];
    assert_eq!((group.head_count, group.shrinkage.value.get()), (None, 0.0));
    let contract = &group.contracts[0];
    assert_eq!(
        (contract.id.as_str(), contract.weekly_minutes, contract.days_per_week),
        ("full", 2400, 5)
    );
    assert_eq!(scenario.shifts[0].days, scenario.calendar.days);
    assert!(scenario.shifts[0].contracts.is_empty() && !scenario.costs.count_waiting);
}

#[test]
fn what_service_levels_are_shares_of_is_read() {
    let plain = text("", EIGHT_TO_NOON, "calls_per_week = 300");
    assert_eq!(read(&plain).level_of, LevelOf::Offered);
    for of in LevelOf::ALL {
        let chosen = format!("service_level_of = \"{}\"\n{plain}", of.code());
        assert_eq!(read(&chosen).level_of, of);
    }
}

#[test]
fn shifts_targets_and_evenings_are_read() {
    let line = format!(
        "{EIGHT_TO_NOON}\nclose_candidates = [\"12:00\", {{ label = \"late Tue\", tue = \"18:00\" }}]"
    );
    let text = text("", &line, "calls_per_week = 300")
        .replace("mean_wait = \"60s\"", r#"service_level = { within = "20s", share = 0.8 }
over = "week"
[line.evening]
moved_share_per_hour = 0.03
new_calls_per_hour = 2
moved_from = ["10:00", "12:00"]"#)
        .replace("starts = [\"08:00\"]\nlengths = [\"4h\"]", r#"
days = ["tue", "mon"]
starts = { from = "08:00", to = "09:00", every = "30m" }
lengths = ["8h", "4h"]
breaks = [{ length = "15m", min_shift = "6h" }, { length = "30m", paid = true, window = ["15:00", "16:00"], min_shift = "8h" }]"#)
        .replace("length = \"15m\",", "length = \"15m\", before_end = \"2h\",");
    let scenario = read(&text);
    let line = &scenario.lines[0];
    assert!(
        matches!(line.targets[0].measure, Measure::ServiceLevel { within, share } if within.get() == 20.0 && share.get() == 0.8)
    );
    assert_eq!(line.targets[0].over, Over::Week);
    assert_eq!(line.candidates[1].label, "late Tue");
    assert_eq!(
        line.candidates[1].close.map(|c| c.is_some()),
        [false, true, false, false, false, false, false]
    );
    let evening = line.evening.as_ref().unwrap();
    assert_eq!(evening.baseline_close[0], TimeOfDay::parse("12:00"));
    assert_eq!(evening.baseline_close[6], None);
    let rule = &scenario.shifts[0];
    assert_eq!(
        (&rule.days[..], &rule.starts[..], &rule.lengths[..]),
        (&[Weekday::Mon, Weekday::Tue][..], &[480, 510, 540][..], &[240, 480][..])
    );
    assert_eq!(rule.breaks[0].window, BreakWindow::Relative { after_start: 60, before_end: 120 });
    assert_eq!(
        (rule.breaks[0].minutes, rule.breaks[0].paid, rule.breaks[1].paid),
        (15, false, true)
    );
}

#[test]
fn every_number_is_noted_in_the_order_of_the_file() {
    let demand = r#"
calls_per_week = { value = 300, low = 250, high = 350, basis = "estimated", note = "log of May" }
profile = [{ from = "08:00", to = "12:00", share = 1.0 }]
profile_basis = "stated""#;
    let scenario = read(&text("", EIGHT_TO_NOON, demand));
    let noted: Vec<String> = scenario
        .assumptions
        .iter()
        .map(|a| {
            format!(
                "{} = {} ({}) {} {}",
                a.key,
                a.value,
                a.range.as_deref().unwrap_or("-"),
                a.basis,
                a.note.as_deref().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        noted,
        [
            "line.city.aht = 4m (-) assumed -",
            "line.city.demand.calls_per_week = 300 (250–350) estimated log of May",
            "line.city.demand.profile = 08:00–12:00 1 (-) stated -",
            "group.desk.hourly_cost = 48 (-) assumed -",
        ]
    );
}

#[test]
fn the_source_is_known_by_its_digest() {
    // SHA-256 of the same text by another program.
    let text = text("", EIGHT_TO_NOON, "calls_per_week = 300");
    let scenario = read(&text);
    assert_eq!(scenario.source.file, "small.toml");
    assert_eq!(scenario.source.sha256, DIGEST);
}

const DIGEST: &str = "4e1c9fb96b226ae48e996ab6bd9da86f6ab8490c98b65566ba87d1bf0462b6db";
