//! Reports of plans built by hand: what is printed fits the page and equals the plan's figures.

use obsada::domain::clock::{TimeOfDay, Weekday};
use obsada::domain::finding::{Fault, Finding, Verdict};
use obsada::domain::measure::{LevelOf, MeasureName};
use obsada::domain::units::{Basis, Language};
use obsada::report::{csv, json, text};
use obsada::wire::answer::*;
use std::collections::BTreeMap;

const LANGUAGES: [Language; 2] = [Language::En, Language::Pl];
const WEEKDAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

fn clock(minutes: u32) -> TimeOfDay {
    TimeOfDay::from_minutes(minutes).unwrap()
}

/// A weekday, a time or a code from the text of answers.
fn typed<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}

fn closing(mopr: &str) -> BTreeMap<String, String> {
    [("city", "20:00"), ("mopr", mopr)].map(|(l, c)| (l.to_owned(), c.to_owned())).into()
}

fn target(
    measure: &str,
    over: &str,
    promised: f64,
    within_s: Option<f64>,
    reached: f64,
) -> TargetReport {
    let (measure, over) = (typed(measure), typed(over));
    let between = None;
    TargetReport {
        service_level_of: (measure == MeasureName::ServiceLevel).then_some(LevelOf::Offered),
        measure,
        over,
        between,
        promised,
        within_s,
        reached,
        met: true,
        through_day: None,
    }
}

fn line(id: &str, name: &str, close: &str, calls: f64, evening: f64, wait: f64) -> LineReport {
    LineReport {
        needs_stated: false,
        line: id.to_owned(),
        name: name.to_owned(),
        closing: close.to_owned(),
        calls_per_week: calls,
        attempts_per_week: calls,
        evening_calls_per_week: evening,
        calls_outside_hours: 0.0,
        mean_wait_s: wait,
        asa_s: wait,
        threshold_s: 20.0,
        service_level: 0.932,
        p_abandon: 0.0,
        formula_patience_s: None,
        service_level_of: LevelOf::Offered,
        open_hours: 62.5,
        waiting_cost: Some(41.25),
        waiting_cost_through_day: None,
        targets: vec![
            target("mean_wait", "day", 120.0, None, wait),
            target("service_level", "week", 0.8, Some(20.0), 0.932),
            target("agents_min", "interval", 1.0, None, 1.0),
            target("occupancy_max", "interval", 0.9, None, 0.874),
        ],
        through_day: None,
    }
}

fn candidate(mopr: &str, cost: f64, gap: f64, marginal: Option<f64>, open: f64) -> Candidate {
    Candidate {
        closing: closing(mopr),
        status: Status::Gap,
        stopped_by: None,
        infeasibility: None,
        objective: Some(cost),
        bound: Some(cost * (1.0 - gap)),
        bound_programme: None,
        gap: Some(gap),
        cost_per_week: Some(cost),
        wages_per_week: Some(cost - 500.0),
        opening_cost_per_week: Some(500.0),
        waiting_cost_per_week: Some(310.4),
        paid_hours_per_week: Some(cost / 50.0),
        full_time_equivalents: Some(cost / 2000.0),
        people_needed: None,
        shift_times: None,
        open_hours: open,
        marginal_cost_per_half_hour: marginal,
        lines: vec![
            line("city", "City line", "20:00", 2_511.4, 0.0, 7.26),
            line("mopr", "MOPR social-aid line", mopr, 600.0 + open, open - 97.5, 107.0),
        ],
        tightened: None,
    }
}

fn infeasibility() -> Infeasibility {
    let short = |day: &str| Shortage {
        lines: vec!["city".into(), "mopr".into()],
        day: typed(day),
        start: clock(1080),
        end: clock(1260),
        required: 3.0,
        short: 1.5,
    };
    let limit = |limit: Limit, subject: &str, shortage_without, change| BindingLimit {
        limit,
        subject: subject.into(),
        shortage_without,
        remedy: String::new(),
        change,
        tried: None,
    };
    let heads = Change::People { group: "city-desk".into(), contract: None, now: 7, more: Some(2) };
    let clock = |text: &str| TimeOfDay::parse(text).unwrap();
    let first = Some((Weekday::Mon, clock("18:00"), clock("21:00")));
    Infeasibility {
        summary: String::new(),
        cause: Cause::Short { at_least: true },
        shortage_hours: 7.5,
        proven: true,
        short: WEEKDAYS.map(short).into(),
        missed: Vec::new(),
        promises: vec![MissedPromise {
            line: "mopr".into(),
            measure: Some(MeasureName::MeanWait),
            day: None,
            between: None,
            within_s: None,
            service_level_of: None,
            promised: 60.0,
            at_best: 75.0,
        }],
        limits: vec![
            limit(Limit::HeadCount, "city-desk", 0.0, heads),
            limit(Limit::ShiftRules, "late", 2.5, Change::Shifts { covered: true, first }),
        ],
        names: [("city", "City line"), ("mopr", "MOPR social-aid line")]
            .map(|(id, name)| (id.into(), name.into()))
            .into(),
        nearest: Vec::new(),
        in_vain: Vec::new(),
        closing: BTreeMap::new(),
        others: Vec::new(),
    }
}

/// Rows of a sharing set for one day; requirement and duty follow a peak around noon.
fn intervals(
    day: &str,
    minutes: u32,
    from: u32,
    to: u32,
    peak: f64,
    mopr_until: u32,
) -> Vec<Interval> {
    (from..to)
        .step_by(minutes as usize)
        .map(|start| {
            let height = (-((f64::from(start) - 690.0) / 200.0).powi(2)).exp();
            let required = (peak * height).ceil().max(1.0);
            let pooled = start < mopr_until;
            Interval {
                lines: if pooled {
                    vec!["city".into(), "mopr".into()]
                } else {
                    vec!["city".into()]
                },
                day: typed(day),
                start: clock(start),
                calls: required * 5.3,
                attempts: required * 5.3,
                aht_s: 240.0,
                agents_required: required as u32,
                crew_required: 1,
                agents: required + if start % 120 == 0 { 0.5 } else { 1.0 },
                agents_at_phone: required + 0.25,
                mean_wait_s: 30.0 * height,
                service_level: 0.9,
                p_abandon: 0.0,
                occupancy: 0.7,
                exact: true,
            }
        })
        .collect()
}

fn shift(day: &str, contract: &str, hours: [u32; 2], pause: u32, paid: f64, count: u32) -> Shift {
    Shift {
        group: "desk".into(),
        contract: contract.into(),
        rule: "day".into(),
        day: typed(day),
        start: clock(hours[0]),
        end: clock(hours[1]),
        breaks: vec![[clock(pause), clock(pause + 15)]],
        paid_hours: paid,
        cost: paid * 48.0,
        count,
    }
}

fn evening(day: &str) -> Vec<EveningNeed> {
    (930..1200)
        .step_by(30)
        .map(|start| {
            let late = start >= 1080;
            EveningNeed {
                day: typed(day),
                start: clock(start),
                lines: vec!["city".into(), "mopr".into()],
                calls: vec![if late { 20.3 } else { 31.6 }, if day == "mon" { 2.6 } else { 2.1 }],
                separate: vec![if late { 3 } else { 5 }, 1],
                shared: if late { 3 } else { 5 },
            }
        })
        .collect()
}

fn assumption(
    key: &str,
    value: &str,
    range: Option<&str>,
    basis: Basis,
    note: Option<&str>,
) -> AssumptionReport {
    let own = |text: Option<&str>| text.map(str::to_owned);
    AssumptionReport {
        key: key.into(),
        value: value.into(),
        range: own(range),
        basis,
        note: own(note),
    }
}

/// Two lines, three candidates, the last of which cannot be done.
fn small() -> Plan {
    let mut late = candidate("21:00", 0.0, 0.0, None, 130.0);
    late.status = Status::Infeasible;
    late.infeasibility = Some(infeasibility());
    (late.objective, late.bound, late.gap, late.cost_per_week) = (None, None, None, None);
    (late.wages_per_week, late.opening_cost_per_week, late.waiting_cost_per_week) =
        (None, None, None);
    (late.paid_hours_per_week, late.full_time_equivalents) = (None, None);
    late.lines.clear();
    let chosen = candidate("20:00", 18_345.5, 0.002_97, Some(52.13), 125.0);
    let mut shifts: Vec<Shift> = Vec::new();
    for day in WEEKDAYS {
        shifts.push(shift(day, "full", [450, 930], 660, 8.0, 3));
        shifts.push(shift(day, "full", [450, 930], 690, 8.0, 2));
        shifts.push(shift(day, "part", [960, 1200], 1080, 4.0, if day == "fri" { 2 } else { 3 }));
    }
    Plan {
        schema: SCHEMA.into(),
        version: "0.1.0".into(),
        scenario: ScenarioRef {
            title: "MOPR line until 20:00 beside the city line".into(),
            sha256: "3f".repeat(32),
            file: "scenarios/mopr-until-20.toml".into(),
            currency: "PLN".into(),
            locale: Language::En,
            interval_minutes: 30,
        },
        solver: SolverReport {
            name: "default".into(),
            status: Status::Gap,
            objective: 18_345.5,
            bound: chosen.bound.unwrap(),
            bound_programme: None,
            gap: 0.002_97,
        },
        closing: closing("20:00"),
        cost_resolution: 0.0,
        served_call: None,
        cost_per_week: 18_345.5,
        paid_hours_per_week: 256.0,
        lines: chosen.lines.clone(),
        today: None,
        candidates: vec![candidate("15:30", 17_172.5, 0.001, None, 102.5), chosen, late],
        groups: vec![GroupReport {
            group: "desk".into(),
            name: "Information desk".into(),
            lines: vec!["city".into(), "mopr".into()],
            paid_hours: 256.0,
            contracts: vec![
                ContractReport {
                    contract: "full".into(),
                    shifts: 25,
                    paid_hours: 200.0,
                    people_needed: 5,
                    heads: Some(6),
                },
                ContractReport {
                    contract: "part".into(),
                    shifts: 14,
                    paid_hours: 56.0,
                    people_needed: 3,
                    heads: None,
                },
            ],
        }],
        intervals: WEEKDAYS
            .iter()
            .flat_map(|d| intervals(d, 30, 450, 1200, if *d == "mon" { 8.0 } else { 6.0 }, 1200))
            .collect(),
        shifts,
        shift_times: None,
        through_day: Vec::new(),
        evening: WEEKDAYS.iter().flat_map(|d| evening(d)).collect(),
        assumptions: vec![
            assumption(
                "line.mopr.aht",
                "4m",
                Some("3m 30s – 5m"),
                Basis::Assumed,
                Some("talk and after-call work; the letter gives none"),
            ),
            assumption(
                "line.mopr.calls_per_year",
                "31705",
                None,
                Basis::Stated,
                Some("S1: handled calls in 2016; those who hung up are not known"),
            ),
            assumption("group.desk.hourly_cost", "48", None, Basis::Assumed, None),
        ],
        notes: [
            ("overlapping-skills", "city+mopr"),
            ("clock-change", "2026-03-29"),
            ("ranking-open", "20:00"),
        ]
        .map(|(code, subject)| Note { code: typed(code), subject: subject.into() })
        .into(),
        check: CheckReport { passed: true, ..CheckReport::default() },
    }
}

/// Round the clock with more than a hundred consultants, and eight candidates.
fn large(minutes: u32) -> Plan {
    let mut plan = small();
    plan.scenario.interval_minutes = minutes;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    plan.intervals =
        days.iter().flat_map(|d| intervals(d, minutes, 0, 1440, 137.0, 1200)).collect();
    let times = ["15:30", "16:00", "17:00", "18:00", "18:30", "19:00", "20:00", "22:00"];
    plan.candidates = (0..8)
        .map(|i| {
            candidate(
                times[i],
                1_217_172.5 + 1e4 * i as f64,
                0.001,
                Some(1_234.5),
                100.0 + i as f64,
            )
        })
        .collect();
    plan
}

/// A plan whose every number is not one and whose texts are unfriendly.
fn broken() -> Plan {
    let mut plan = small();
    plan.scenario.title = "a\u{1b}[31m\n".repeat(60);
    plan.scenario.interval_minutes = u32::MAX;
    plan.scenario.sha256 = "f".repeat(300);
    (plan.cost_per_week, plan.solver.objective, plan.solver.bound, plan.solver.gap) =
        (f64::NAN, f64::INFINITY, -1.0, f64::NAN);
    plan.candidates[0].cost_per_week = Some(f64::NAN);
    plan.candidates[1].objective = Some(1e308);
    plan.candidates[1].open_hours = f64::NAN;
    for line in &mut plan.lines {
        (line.mean_wait_s, line.service_level, line.name) =
            (f64::NAN, f64::INFINITY, "very-long-name".repeat(12));
        line.targets[1].reached = f64::NEG_INFINITY;
    }
    for (index, row) in plan.intervals.iter_mut().enumerate() {
        (row.agents, row.agents_at_phone, row.occupancy) = (f64::NAN, f64::INFINITY, f64::NAN);
        row.agents_required = if index % 7 == 0 { u32::MAX } else { 0 };
    }
    plan.intervals[0].start = TimeOfDay::END;
    plan.evening[0].calls.clear();
    plan.evening[1].separate = vec![u32::MAX, u32::MAX];
    plan.evening[2].day = Weekday::Sun;
    plan.shifts[0].paid_hours = f64::NAN;
    plan.shifts[1].count = u32::MAX;
    plan
}

fn empty() -> Plan {
    let mut plan = small();
    plan.lines.clear();
    plan.candidates.clear();
    plan.groups.clear();
    plan.intervals.clear();
    plan.shifts.clear();
    plan.evening.clear();
    plan.assumptions.clear();
    plan.notes.clear();
    plan.check.passed = false;
    plan
}

fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{} characters: {line}", line.chars().count());
        assert!(!line.ends_with(' ') && !line.chars().any(char::is_control), "{line:?}");
    }
    assert!(text.ends_with('\n'));
}

/// The figures of the row that starts with a label, read back.
fn figures(text: &str, label: &str, language: Language) -> Vec<f64> {
    let row = text
        .lines()
        .find(|l| l.starts_with(label))
        .unwrap_or_else(|| panic!("no row {label}\n{text}"));
    row[label.len()..]
        .split("  ")
        .map(str::trim)
        .filter(|f| !f.is_empty())
        .filter_map(|f| read(f, language))
        .collect()
}

fn read(figure: &str, language: Language) -> Option<f64> {
    let plain: String = match language {
        Language::En => figure.replace(',', ""),
        Language::Pl => figure.replace('\u{a0}', "").replace(',', "."),
    };
    plain.trim_end_matches('%').parse().ok()
}

#[test]
fn every_line_fits_the_page_in_both_languages() {
    for language in LANGUAGES {
        for plan in [small(), large(30), large(15), large(60), broken(), empty()] {
            let printed = text::plan(&plan, language);
            fits(&printed);
            assert_eq!(printed, text::plan(&plan.clone(), language));
        }
        fits(&text::infeasible(&infeasibility(), language));
        let fault =
            Fault::OtherCandidates { claimed: "city 15:30; ".repeat(9), expected: "—".into() };
        let findings = vec![Finding::new("candidates", fault)];
        let verdict = Verdict { findings, remarks: Vec::new() };
        fits(&text::check(&verdict, "plan.json", language));
    }
}

#[test]
fn printed_figures_are_those_of_the_plan() {
    let plan = small();
    for (language, evening, labels) in [
        (
            Language::En,
            [5.0, 27.5],
            ["cost a week, PLN", "paid hours", "full-time equivalents", "  evening calls a week"],
        ),
        (
            Language::Pl,
            [5.0, 27.5],
            ["koszt tygodnia, zł", "godziny płatne", "etaty", "  połączenia wieczorne/tydz."],
        ),
    ] {
        let printed = text::plan(&plan, language);
        assert_eq!(figures(&printed, labels[0], language), [17_172.5, 18_345.5]);
        assert_eq!(figures(&printed, labels[1], language), [343.45, 366.91]);
        assert_eq!(figures(&printed, labels[2], language), [8.59, 9.17]);
        let of_mopr = printed.find("\nMOPR social-aid line\n").unwrap();
        assert_eq!(figures(&printed[of_mopr..], labels[3], language), evening);
    }
    let english = text::plan(&plan, Language::En).replace('\n', " ");
    for part in [
        "MOPR social-aid line until 20:00: a week costs PLN 18,345.50",
        "1 min 47 s (MOPR social-aid line)",
        "proven within 0.30% of the least possible cost",
        "PLN 1,173.00 (6.8%) a week more",
        "39 shifts, 256.0 paid hours",
        "3×11:00–11:15; 2×11:30–11:45",
        "In each of these 45 intervals",
    ] {
        assert!(english.contains(part), "{part}\n{english}");
    }
    let polish = text::plan(&plan, Language::Pl).replace('\n', " ");
    for part in [
        "„MOPR social-aid line” czynna do 20:00",
        "18\u{a0}345,50\u{a0}zł",
        "93,2%",
        "pn–czw",
        "39 zmian",
    ] {
        assert!(polish.contains(part), "{part}\n{polish}");
    }
}

#[test]
fn an_impossible_candidate_says_why() {
    let english = text::plan(&small(), Language::En);
    assert!(english.contains("21:00 is not possible. No plan meets the targets"), "{english}");
    let polish = text::plan(&small(), Language::Pl).replace('\n', " ");
    assert!(polish.contains("21:00: wariant niemożliwy. Celów nie spełni żaden plan"), "{polish}");
    assert!(!polish.contains("agent-hours"));
}

/// Whether two values are equal; numbers may differ in the last bit, which a fast reader may lose.
#[test]
fn a_limit_of_work_is_not_called_a_limit_of_time() {
    let worded = |stop: Stop, code: &str, language: Language| {
        let mut plan = small();
        plan.solver.status = Status::Limit;
        for candidate in &mut plan.candidates {
            (candidate.status, candidate.stopped_by) = (Status::Limit, Some(stop));
        }
        plan.candidates[0].status = Status::Unknown;
        // A scenario without candidates has nothing to name.
        plan.notes = vec![Note { code: typed(code), subject: String::new() }];
        let text = text::plan(&plan, language);
        assert!(!text.contains("()"), "{text}");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let english = worded(Stop::Work, "work-limit", Language::En);
    assert!(english.contains("with the work allowed") && !english.contains("time limit"));
    assert!(worded(Stop::Time, "time-limit", Language::En).contains("the time limit stopped"));
    let polish = worded(Stop::Work, "work-limit", Language::Pl);
    assert!(polish.contains("dozwoloną liczbę kroków") && !polish.contains("imit czasu"));
    assert!(worded(Stop::Time, "time-limit", Language::Pl).contains("Limit czasu przerwał"));
}

fn same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Object(a), Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        (Number(a), Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= f64::EPSILON * a.abs()
        }
        (a, b) => a == b,
    }
}

#[test]
fn json_reads_back_as_the_same_plan() {
    for plan in [small(), large(15), empty()] {
        let written = json::plan(&plan).unwrap();
        assert!(written.ends_with("}\n"));
        let read: Plan = serde_json::from_str(&written).unwrap();
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        // The sentences are those of the writer; everything else is what was planned.
        assert!(same(&value(&json::plan(&read).unwrap()), &value(&written)));
    }
}

#[test]
fn csv_reads_back_with_every_row() {
    let plan = small();
    let rows = |written: &str, columns: usize| {
        let mut reader = ::csv::Reader::from_reader(written.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), columns);
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let intervals = rows(&csv::intervals(&plan), csv::INTERVAL_COLUMNS.len());
    assert_eq!(intervals.len(), plan.intervals.len());
    for (row, interval) in intervals.iter().zip(&plan.intervals) {
        assert_eq!(row[3].parse(), Ok(interval.calls));
        assert_eq!(row[8].parse(), Ok(interval.mean_wait_s));
    }
    let shifts = rows(&csv::shifts(&plan), csv::SHIFT_COLUMNS.len());
    assert_eq!(shifts.len(), plan.shifts.len());
    assert_eq!(&shifts[0][6], "11:00-11:15");
    assert_eq!(rows(&csv::shifts(&empty()), csv::SHIFT_COLUMNS.len()).len(), 0);
}
