//! The independent check: a plan worked out by hand passes, and every way to spoil it is caught.
//!
//! The waits of the base plan come from closed formulas: one agent, wait = ρ ÷ (1 − ρ) · aht; two
//! agents, probability of waiting 2ρ² ÷ (1 + ρ) with ρ the load of each.

use obsada::domain::clock::{Grid, TimeOfDay, Weekday};
use obsada::domain::error::Error;
use obsada::domain::units::{Basis, Calls, Language, Money, Seconds, Share, Uncertain};
use obsada::scenario::{
    AtClose, BreakRule, BreakWindow, Calendar, Closing, Contract, Costs, Demand, Evening,
    EveningPremium, Group, HandleTimes, LevelOf, Line, Measure, Over, Routing, Scenario, ShiftRule,
    ShiftTimes, Source, Stretch, Target,
};
use obsada::wire::answer::{
    Candidate, CheckReport, ContractReport, EveningNeed, GroupReport, Interval, LineReport, Plan,
    SCHEMA, ScenarioRef, Shift, SolverReport, Status, TargetReport,
};
use obsada::witness::check::parse_plan;
use std::collections::BTreeMap;

/// What the witness finds, as JSON has it.
fn check(scenario: &obsada::scenario::Scenario, plan: &Plan) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::check::check(scenario, plan))
}

const AHT: f64 = 180.0;

/// A weekday, a time or a code from the text of answers.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}

// ---- a scenario by hand ----------------------------------------------------------------------

fn known<T>(value: T) -> Uncertain<T> {
    Uncertain::plain(value, Basis::Assumed)
}

fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).unwrap()
}

fn money(value: f64) -> Uncertain<Money> {
    known(Money::new(value).unwrap())
}

fn at(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch { from: at(from), to: at(to) }
}

fn target(measure: Measure, over: Over) -> Target {
    Target::new(measure, over)
}

fn wait_within(limit: f64, over: Over) -> Target {
    target(Measure::MeanWait(seconds(limit)), over)
}

fn level(within: f64, least: f64, over: Over) -> Target {
    target(Measure::ServiceLevel { within: seconds(within), share: share(least) }, over)
}

/// A line open on some days with the same calls in every open hour.
fn line(id: &str, hours: &[(Weekday, &str, &str)], hourly: f64) -> Line {
    let grid = Grid::new(60).unwrap();
    let mut open: [Vec<Stretch>; 7] = Default::default();
    let mut calls = vec![0.0; grid.per_week()];
    for (day, from, to) in hours {
        open[day.index()].push(stretch(from, to));
        for minute in (at(from).minutes()..at(to).minutes()).step_by(60) {
            calls[grid.at(*day, minute)] = hourly;
        }
    }
    Line {
        id: id.into(),
        name: format!("Line {id}"),
        hours: open,
        candidates: Vec::new(),
        aht: known(seconds(AHT)),
        patience: None,
        redial_share: None,
        redial_after: known(Seconds::new(600.0).unwrap()),
        handle_times: HandleTimes::Exponential,
        at_close: AtClose::Serve,
        demand: Demand {
            calls_per_week: known(Calls::new(calls.iter().sum()).unwrap()),
            calls,
            needs: None,
        },
        targets: Vec::new(),
        evening: None,
    }
}

fn contract(id: &str, weekly_minutes: u32, heads: Option<u32>) -> Contract {
    Contract {
        id: id.into(),
        weekly_minutes,
        days_per_week: 5,
        heads,
        share_max: None,
        hourly_cost: None,
    }
}

fn group(id: &str, lines: &[usize]) -> Group {
    Group {
        id: id.into(),
        name: format!("Group {id}"),
        lines: lines.to_vec(),
        head_count: None,
        contracts: vec![contract("full", 2400, None)],
        routing: Routing::LongestWait,
        shrinkage: known(share(0.0)),
        hourly_cost: money(60.0),
    }
}

fn rule(id: &str, days: &[Weekday], starts: &[u32], lengths: &[u32]) -> ShiftRule {
    ShiftRule {
        id: id.into(),
        groups: vec![0],
        contracts: Vec::new(),
        days: days.to_vec(),
        starts: starts.to_vec(),
        lengths: lengths.to_vec(),
        breaks: Vec::new(),
    }
}

fn scenario(lines: Vec<Line>, groups: Vec<Group>, shifts: Vec<ShiftRule>) -> Scenario {
    Scenario {
        level_of: LevelOf::Offered,
        title: "Office".into(),
        locale: Language::En,
        currency: "PLN".into(),
        calendar: Calendar {
            grid: Grid::new(60).unwrap(),
            week_start: None,
            days: Weekday::ALL.to_vec(),
            holidays: [false; 7],
            busyness_cv: known(0.0),
        },
        lines,
        groups,
        shifts,
        shift_times: ShiftTimes::default(),
        costs: Costs {
            evening: None,
            saturday: None,
            sunday: None,
            holiday: None,
            opening_hour: None,
            caller_minute: None,
            served_call: None,
            count_waiting: false,
        },
        today: None,
        consultants: Vec::new(),
        roster: None,
        later_weeks: vec![],
        assumptions: Vec::new(),
        source: Source { file: "office.toml".into(), sha256: "ab12".into(), ..Source::default() },
    }
}

/// One line, Monday and Saturday, that may close at 12:00 or, on Mondays, at 14:00.
fn office() -> Scenario {
    use Weekday::{Mon, Sat, Sun};
    let mut info = line("info", &[(Mon, "08:00", "12:00"), (Sat, "08:00", "12:00")], 10.0);
    info.demand.calls[Grid::new(60).unwrap().at(Sun, 600)] = 3.0;
    let mut later = Closing { label: "14:00".into(), close: [None; 7] };
    later.close[Mon.index()] = Some(at("14:00"));
    let mut noon = Closing { label: "12:00".into(), close: [None; 7] };
    noon.close[Mon.index()] = Some(at("12:00"));
    noon.close[Sat.index()] = Some(at("12:00"));
    info.candidates = vec![noon.clone(), later];
    info.evening = Some(Evening {
        baseline_close: noon.close,
        moved_share_per_hour: known(share(0.05)),
        new_calls_per_hour: known(Calls::new(1.0).unwrap()),
        moved_from: stretch("09:00", "11:00"),
    });
    info.targets = vec![
        wait_within(60.0, Over::Week),
        level(20.0, 0.8, Over::Day),
        target(Measure::AgentsMin(1), Over::Interval),
        target(Measure::OccupancyMax(share(0.5)), Over::Interval),
    ];
    let mut crew = group("crew", &[0]);
    crew.head_count = Some(4);
    crew.contracts = vec![contract("full", 2400, Some(2)), contract("part", 1200, None)];
    let mut early = rule("early", &[Mon, Sat], &[480], &[240, 360]);
    early.breaks = vec![
        BreakRule {
            minutes: 30,
            paid: false,
            min_shift: 360,
            window: BreakWindow::Relative { after_start: 120, before_end: 210 },
        },
        BreakRule {
            minutes: 15,
            paid: true,
            min_shift: 300,
            window: BreakWindow::Clock(stretch("12:00", "12:15")),
        },
    ];
    let mut office = scenario(vec![info], vec![crew], vec![early]);
    office.costs = Costs {
        evening: Some(EveningPremium { from: at("13:00"), premium: known(0.2) }),
        saturday: Some(known(0.5)),
        sunday: None,
        holiday: None,
        opening_hour: Some(money(5.0)),
        caller_minute: Some(money(0.5)),
        served_call: None,
        count_waiting: true,
    };
    office
}

// ---- its plan by hand ------------------------------------------------------------------------

/// Mean wait with one or two agents.
fn wait(agents: u32, load: f64) -> f64 {
    let rho = load / f64::from(agents);
    match agents {
        1 => rho / (1.0 - rho) * AHT,
        _ => 2.0 * rho * rho / (1.0 + rho) * AHT / (2.0 - load),
    }
}

/// Share answered within 20 s with one or two agents.
fn answered(agents: u32, load: f64) -> f64 {
    let rho = load / f64::from(agents);
    let waiting = if agents == 1 { rho } else { 2.0 * rho * rho / (1.0 + rho) };
    1.0 - waiting * (-(f64::from(agents) - load) * 20.0 / AHT).exp()
}

/// A measure with `part` of the hour at two agents, the rest at one.
fn mixed(part: f64, load: f64, measure: fn(u32, f64) -> f64) -> f64 {
    (1.0 - part) * measure(1, load) + part * measure(2, load)
}

/// Day, start, calls and agents of each open hour under the close at 14:00.
///
/// Monday's 40 calls: 40 × 0.05 × 2 h = 4 move from 09:00–11:00 to 12:00–14:00, 2 × 1 are new.
const HOURS: [(&str, &str, f64, f64); 10] = [
    ("mon", "08:00", 10.0, 2.0),
    ("mon", "09:00", 8.0, 2.0),
    ("mon", "10:00", 8.0, 1.0),
    ("mon", "11:00", 10.0, 2.0),
    ("mon", "12:00", 3.0, 1.5),
    ("mon", "13:00", 3.0, 2.0),
    ("sat", "08:00", 10.0, 2.0),
    ("sat", "09:00", 10.0, 2.0),
    ("sat", "10:00", 10.0, 2.0),
    ("sat", "11:00", 10.0, 2.0),
];

fn hourly((day, start, calls, agents): (&str, &str, f64, f64)) -> Interval {
    let load = calls * AHT / 3600.0;
    let part = agents - 1.0;
    Interval {
        lines: vec!["info".into()],
        day: read(day),
        start: read(start),
        calls,
        attempts: calls,
        aht_s: AHT,
        agents_required: 1,
        crew_required: 1,
        agents,
        agents_at_phone: agents,
        mean_wait_s: mixed(part, load, wait),
        service_level: mixed(part, load, answered),
        p_abandon: 0.0,
        occupancy: mixed(part, load, |n, load| load / f64::from(n)),
        exact: true,
    }
}

fn average(rows: &[Interval], measure: fn(&Interval) -> f64) -> f64 {
    let calls: f64 = rows.iter().map(|row| row.calls).sum();
    rows.iter().map(|row| row.calls * measure(row)).sum::<f64>() / calls
}

fn report(measure: &str, over: &str, promised: f64, reached: f64) -> TargetReport {
    let within_s = (measure == "service_level").then_some(20.0);
    let service_level_of = within_s.map(|_| LevelOf::Offered);
    let (measure, over) = (read(measure), read(over));
    let between = None;
    TargetReport {
        service_level_of,
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

fn info_report(rows: &[Interval]) -> LineReport {
    let mean_wait = average(rows, |row| row.mean_wait_s);
    let by_day = [&rows[..6], &rows[6..]].map(|day| average(day, |row| row.service_level));
    LineReport {
        needs_stated: false,
        line: "info".into(),
        name: "Line info".into(),
        closing: "14:00".into(),
        calls_per_week: 82.0,
        attempts_per_week: 82.0,
        evening_calls_per_week: 6.0,
        calls_outside_hours: 3.0,
        mean_wait_s: mean_wait,
        asa_s: mean_wait,
        threshold_s: 20.0,
        service_level: average(rows, |row| row.service_level),
        p_abandon: 0.0,
        formula_patience_s: None,
        service_level_of: LevelOf::Offered,
        open_hours: 10.0,
        waiting_cost: Some(0.5 * 82.0 * mean_wait / 60.0),
        waiting_cost_through_day: None,
        targets: vec![
            report("mean_wait", "week", 60.0, mean_wait),
            report("service_level", "day", 0.8, by_day[0].min(by_day[1])),
            report("agents_min", "interval", 1.0, 1.0),
            report("occupancy_max", "interval", 0.5, 0.4),
        ],
        through_day: None,
    }
}

fn closing(label: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("info".to_owned(), label.to_owned())])
}

/// The plan for the close at 14:00: cost 2 × 342 + 2 × 360 + 10 × 5.
fn later_candidate(rows: &[Interval]) -> Candidate {
    let info = info_report(rows);
    let objective = 1454.0 + info.waiting_cost.unwrap();
    Candidate {
        closing: closing("14:00"),
        status: Status::Gap,
        stopped_by: None,
        infeasibility: None,
        objective: Some(objective),
        bound: Some(objective * 0.99),
        bound_programme: None,
        gap: Some(0.01),
        cost_per_week: Some(1454.0),
        wages_per_week: Some(1404.0),
        opening_cost_per_week: Some(50.0),
        waiting_cost_per_week: info.waiting_cost,
        paid_hours_per_week: Some(19.0),
        full_time_equivalents: Some(19.0 / 40.0),
        people_needed: None,
        shift_times: None,
        open_hours: 10.0,
        // Four half-hours more than the close at noon, whose plan costs 1,540.
        marginal_cost_per_half_hour: Some((1454.0 - 1540.0) / 4.0),
        lines: vec![info],
        tightened: None,
    }
}

/// A dearer plan for the close at noon, of which only the figures are known.
fn noon_candidate() -> Candidate {
    let mut info = info_report(&HOURS.map(hourly));
    info.closing = "12:00".into();
    info.calls_per_week = 80.0;
    info.attempts_per_week = 80.0;
    info.evening_calls_per_week = 0.0;
    info.open_hours = 8.0;
    info.mean_wait_s = 12.0;
    info.asa_s = 12.0;
    info.waiting_cost = Some(8.0);
    info.targets[0].reached = 12.0;
    Candidate {
        closing: closing("12:00"),
        status: Status::Optimal,
        stopped_by: None,
        infeasibility: None,
        objective: Some(1548.0),
        bound: Some(1548.0),
        bound_programme: None,
        gap: Some(0.0),
        cost_per_week: Some(1540.0),
        wages_per_week: Some(1500.0),
        opening_cost_per_week: Some(40.0),
        waiting_cost_per_week: Some(8.0),
        paid_hours_per_week: Some(20.0),
        full_time_equivalents: Some(0.5),
        people_needed: None,
        shift_times: None,
        open_hours: 8.0,
        marginal_cost_per_half_hour: None,
        lines: vec![info],
        tightened: None,
    }
}

fn shift(day: &str, start: &str, end: &str, count: u32) -> Shift {
    Shift {
        group: "crew".into(),
        contract: "full".into(),
        rule: "early".into(),
        day: read(day),
        start: read(start),
        end: read(end),
        breaks: Vec::new(),
        paid_hours: 4.0,
        cost: 360.0,
        count,
    }
}

fn contract_report(id: &str, shifts: u32, paid_hours: f64, people: u32) -> ContractReport {
    let heads = (id == "full").then_some(2);
    ContractReport { contract: id.into(), shifts, paid_hours, people_needed: people, heads }
}

fn empty_plan(scenario: &Scenario) -> Plan {
    Plan {
        schema: SCHEMA.into(),
        version: "0".into(),
        scenario: ScenarioRef {
            title: scenario.title.clone(),
            sha256: scenario.source.sha256.clone(),
            file: scenario.source.file.clone(),
            currency: scenario.currency.clone(),
            locale: Language::En,
            interval_minutes: 60,
        },
        solver: SolverReport {
            name: "default".into(),
            status: Status::Optimal,
            objective: 0.0,
            bound: 0.0,
            bound_programme: None,
            gap: 0.0,
        },
        closing: BTreeMap::new(),
        cost_resolution: 0.0,
        served_call: None,
        cost_per_week: 0.0,
        paid_hours_per_week: 0.0,
        lines: Vec::new(),
        today: None,
        candidates: Vec::new(),
        groups: Vec::new(),
        intervals: Vec::new(),
        shifts: Vec::new(),
        shift_times: None,
        through_day: Vec::new(),
        evening: Vec::new(),
        assumptions: Vec::new(),
        notes: Vec::new(),
        check: CheckReport::default(),
    }
}

fn office_plan() -> Plan {
    let rows = HOURS.map(hourly);
    let later = later_candidate(&rows);
    let mut monday = shift("mon", "08:00", "14:00", 2);
    monday.breaks = [["10:00", "10:30"], ["12:00", "12:15"]].map(|b| b.map(read)).to_vec();
    monday.paid_hours = 5.5;
    // 5.5 paid hours at 60, the last of them with a premium of a fifth.
    monday.cost = 342.0;
    let mut plan = empty_plan(&office());
    plan.solver = SolverReport {
        name: "default".into(),
        status: Status::Gap,
        objective: later.objective.unwrap(),
        bound: later.bound.unwrap(),
        bound_programme: None,
        gap: 0.01,
    };
    plan.closing = closing("14:00");
    plan.cost_per_week = 1454.0;
    plan.paid_hours_per_week = 19.0;
    plan.lines = later.lines.clone();
    plan.candidates = vec![noon_candidate(), later];
    plan.groups = vec![GroupReport {
        group: "crew".into(),
        name: "Group crew".into(),
        lines: vec!["info".into()],
        paid_hours: 19.0,
        contracts: vec![contract_report("full", 4, 19.0, 2), contract_report("part", 0, 0.0, 0)],
    }];
    plan.intervals = rows.to_vec();
    plan.shifts = vec![monday, shift("sat", "08:00", "12:00", 2)];
    plan.evening = vec![EveningNeed {
        day: Weekday::Mon,
        start: read("12:00"),
        lines: vec!["info".into()],
        calls: vec![3.0],
        separate: vec![1],
        shared: 1,
    }];
    plan
}

// ---- the base plan passes, every spoilt one is caught ------------------------------------------

#[test]
fn a_plan_worked_out_by_hand_passes() {
    let report = check(&office(), &office_plan());
    assert_eq!(report.violations, Vec::<String>::new());
    assert!(report.passed);
}

#[test]
fn the_plan_passes_after_a_round_through_its_text() {
    let text = serde_json::to_string_pretty(&office_plan()).unwrap();
    let plan = parse_plan(&text, "plan.json").unwrap();
    assert!(check(&office(), &plan).passed);
}

/// Spoils the office's plan, and says what must be said about it: some violation starts with the
/// place and holds the rest.
#[track_caller]
fn caught(spoil: impl FnOnce(&mut Scenario, &mut Plan), place: &str, rest: &str) {
    let (mut scenario, mut plan) = (office(), office_plan());
    spoil(&mut scenario, &mut plan);
    let report = check(&scenario, &plan);
    let found = report
        .violations
        .iter()
        .any(|v| v.strip_prefix(place).is_some_and(|v| v.starts_with(": ") && v.contains(rest)));
    assert!(
        found && !report.passed,
        "wanted «{place}: … {rest} …», found {:#?}",
        report.violations
    );
}

#[test]
fn another_scenario_is_caught() {
    caught(|_, p| p.schema = "obsada.plan/9".into(), "plan", "schema");
    caught(|_, p| p.scenario.sha256 = "cd".into(), "scenario", "sha256 is claimed as \"cd\"");
    caught(|_, p| p.scenario.title = "Other".into(), "scenario", "title");
    caught(|_, p| p.scenario.currency = "EUR".into(), "scenario", "currency");
    caught(|_, p| p.scenario.interval_minutes = 30, "scenario", "interval_minutes");
}

#[test]
fn a_wrong_closing_is_caught() {
    caught(|_, p| p.closing.clear(), "closing of line info", "missing");
    caught(|_, p| p.closing = closing("13:00"), "closing of line info", "13:00 is none of");
    let extra = |p: &mut Plan| p.closing.insert("x".into(), "12:00".into());
    caught(|_, p| drop(extra(p)), "closing of line x", "no such line");
    // Without candidates a line carries the latest end of its hours.
    let shorter_saturday = |s: &mut Scenario, _: &mut Plan| {
        s.lines[0].candidates.clear();
        s.lines[0].hours[5][0].to = at("11:00");
    };
    caught(shorter_saturday, "closing of line info", "recomputed \"12:00\"");
}

const MONDAY: &str = "shift crew/full/early on mon 08:00–14:00";

#[test]
fn a_shift_that_names_nothing_is_caught() {
    let first = |f: fn(&mut Shift)| move |_: &mut Scenario, p: &mut Plan| f(&mut p.shifts[0]);
    caught(
        first(|s| s.group = "x".into()),
        "shift x/full/early on mon 08:00–14:00",
        "no such group",
    );
    caught(
        first(|s| s.contract = "x".into()),
        "shift crew/x/early on mon 08:00–14:00",
        "no such contract",
    );
    caught(
        first(|s| s.rule = "x".into()),
        "shift crew/full/x on mon 08:00–14:00",
        "no such shift rule",
    );
    caught(first(|s| s.count = 0), MONDAY, "count is 0");
}

#[test]
fn a_shift_against_its_rule_is_caught() {
    caught(|s, _| s.shifts[0].groups.clear(), MONDAY, "does not allow the group");
    caught(|s, _| s.shifts[0].contracts = vec!["part".into()], MONDAY, "not allow the contract");
    caught(|s, _| s.shifts[0].days = vec![Weekday::Sat], MONDAY, "a start on mon");
    caught(|s, _| s.shifts[0].starts = vec![540], MONDAY, "a start at this time");
    caught(|s, _| s.shifts[0].lengths = vec![240], MONDAY, "a length of 360 minutes");
}

#[test]
fn breaks_against_the_rule_are_caught() {
    fn breaks(list: &'static [[&'static str; 2]]) -> impl FnOnce(&mut Scenario, &mut Plan) {
        move |_, p| p.shifts[0].breaks = list.iter().map(|b| b.map(read)).collect()
    }
    caught(breaks(&[]), MONDAY, "it has 0 breaks, its rule asks for 2");
    caught(breaks(&[["10:00", "10:20"], ["12:00", "12:15"]]), MONDAY, "break 1 lasts 20 minutes");
    // The windows end where the breaks of the base plan touch them.
    caught(breaks(&[["09:59", "10:29"], ["12:00", "12:15"]]), MONDAY, "break 1 lies outside");
    caught(breaks(&[["10:01", "10:31"], ["12:00", "12:15"]]), MONDAY, "break 1 lies outside");
    caught(breaks(&[["10:00", "10:30"], ["11:59", "12:14"]]), MONDAY, "break 2 lies outside");
    caught(breaks(&[["10:00", "10:30"], ["12:01", "12:16"]]), MONDAY, "break 2 lies outside");
    caught(breaks(&[["12:00", "12:30"], ["12:15", "12:30"]]), MONDAY, "breaks 1 and 2 overlap");
    // A break that only longer shifts have is not due on Saturday, one at its least length is.
    caught(
        |s, _| s.shifts[0].breaks[1].min_shift = 240,
        "shift crew/full/early on sat 08:00–12:00",
        "it has 0 breaks, its rule asks for 1",
    );
}

#[test]
fn wrong_pay_is_caught() {
    caught(
        |_, p| p.shifts[0].paid_hours = 6.0,
        MONDAY,
        "paid_hours is claimed as 6, recomputed 5.5",
    );
    caught(|_, p| p.shifts[0].cost = 330.0, MONDAY, "cost is claimed as 330, recomputed 342");
    // On a contract at half the group's pay.
    caught(
        |s, _| s.groups[0].contracts[0].hourly_cost = Some(money(30.0)),
        MONDAY,
        "cost is claimed as 342, recomputed 171",
    );
    // A paid break that becomes unpaid takes a quarter of an hour off.
    caught(|s, _| s.shifts[0].breaks[1].paid = false, MONDAY, "recomputed 5.25");
}

#[test]
fn limits_of_contracts_are_caught() {
    fn full(f: fn(&mut Contract)) -> impl FnOnce(&mut Scenario, &mut Plan) {
        move |s, _| f(&mut s.groups[0].contracts[0])
    }
    let full_time = "group crew, contract full";
    let on_monday = "group crew, contract full on mon";
    caught(full(|c| c.heads = Some(1)), on_monday, "2 shifts start, but only 1");
    caught(full(|c| c.days_per_week = 1), full_time, "4 shifts in the week, but its people work 2");
    // 1,140 paid minutes in all, and two people.
    caught(full(|c| c.weekly_minutes = 569), full_time, "19 paid hours, but its people have");
    caught(full(|c| c.share_max = Some(share(0.999))), full_time, "its share allows 18.98");
    caught(|s, _| s.groups[0].head_count = Some(1), "group crew on sat", "a head count of 1");
}

#[test]
fn limits_met_exactly_pass() {
    let (mut scenario, plan) = (office(), office_plan());
    scenario.groups[0].head_count = Some(2);
    let full = &mut scenario.groups[0].contracts[0];
    (full.days_per_week, full.weekly_minutes, full.share_max) = (2, 570, Some(share(1.0)));
    assert_eq!(check(&scenario, &plan).violations, Vec::<String>::new());
}

#[test]
fn a_share_met_exactly_passes_and_one_minute_more_is_caught() {
    use Weekday::Mon;
    let lines = vec![line("a", &[(Mon, "08:00", "12:00")], 0.0)];
    let mut crew = group("crew", &[0]);
    crew.contracts.push(contract("part", 2400, None));
    crew.contracts[1].share_max = Some(share(0.5));
    let mut small = scenario(lines, vec![crew], vec![rule("early", &[Mon], &[480], &[240, 241])]);
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift("mon", "08:00", "12:00", 1), shift("mon", "08:00", "12:00", 1)];
    plan.shifts[1].contract = "part".into();
    let about_share = |small: &Scenario, plan: &Plan| {
        check(small, plan).violations.iter().any(|v| v.contains("its share allows"))
    };
    assert!(!about_share(&small, &plan));
    plan.shifts[1].end = read("12:01");
    assert!(about_share(&small, &plan));
    small.groups[0].contracts[1].share_max = Some(share(0.6));
    assert!(!about_share(&small, &plan));
}

#[test]
fn people_needed_follow_from_days_and_from_hours() {
    let full = "group crew, contract full";
    let needed = "people_needed is claimed as 2, recomputed 4";
    // Four shifts of one day a week each; nineteen hours of five a week each.
    caught(|s, _| s.groups[0].contracts[0].days_per_week = 1, full, needed);
    caught(|s, _| s.groups[0].contracts[0].weekly_minutes = 300, full, needed);
}

#[test]
fn wrong_group_figures_are_caught() {
    fn crew(f: fn(&mut GroupReport)) -> impl FnOnce(&mut Scenario, &mut Plan) {
        move |_, p| f(&mut p.groups[0])
    }
    caught(crew(|g| g.name = "x".into()), "group crew", "its name");
    caught(crew(|g| g.lines.clear()), "group crew", "its lines");
    caught(
        crew(|g| g.paid_hours = 20.0),
        "group crew",
        "paid_hours is claimed as 20, recomputed 19",
    );
    caught(crew(|g| drop(g.contracts.pop())), "group crew", "the list of its contracts");
    caught(crew(|g| g.group = "x".into()), "group x", "no such group");
    caught(|_, p| p.groups.clear(), "group crew", "reports it 0 times");
    let full = "group crew, contract full";
    caught(crew(|g| g.contracts[0].shifts = 3), full, "shifts is claimed as 3, recomputed 4");
    caught(crew(|g| g.contracts[0].paid_hours = 18.0), full, "paid_hours");
    caught(crew(|g| g.contracts[0].people_needed = 1), full, "people_needed is claimed as 1");
    caught(crew(|g| g.contracts[0].heads = None), full, "heads");
}

#[test]
fn wrong_interval_figures_are_caught() {
    fn noon(f: fn(&mut Interval)) -> impl FnOnce(&mut Scenario, &mut Plan) {
        move |_, p| f(&mut p.intervals[4])
    }
    let place = "line info, mon 12:00";
    caught(noon(|r| r.calls = 3.1), place, "calls is claimed as 3.1, recomputed 3");
    caught(noon(|r| r.aht_s = 181.0), place, "aht_s is claimed as 181");
    caught(noon(|r| r.agents_required = 2), place, "agents_required is claimed as 2, recomputed 1");
    caught(noon(|r| r.agents = 2.0), place, "agents is claimed as 2, recomputed 1.5");
    caught(noon(|r| r.agents_at_phone = 1.0), place, "agents_at_phone is claimed as 1");
    caught(noon(|r| r.mean_wait_s *= 1.00001), place, "mean_wait_s");
    caught(noon(|r| r.service_level -= 0.00001), place, "service_level");
    caught(noon(|r| r.p_abandon = 0.01), place, "p_abandon");
    caught(noon(|r| r.occupancy = 0.1), place, "occupancy");
    caught(noon(|r| r.exact = false), place, "exact");
    caught(|_, p| drop(p.intervals.remove(4)), place, "the row is missing");
    caught(|_, p| p.intervals.push(p.intervals[4].clone()), place, "the row is there twice");
    caught(noon(|r| r.start = read("14:00")), "line info, mon 14:00", "no such lines share");
    caught(noon(|r| r.mean_wait_s = f64::NAN), place, "mean_wait_s is claimed as NaN");
}

#[test]
fn a_difference_within_a_millionth_passes() {
    let mut plan = office_plan();
    plan.intervals[4].mean_wait_s *= 1.0 + 5e-7;
    assert!(check(&office(), &plan).passed);
}

#[test]
fn wrong_line_figures_are_caught_in_the_plan_and_in_its_candidate() {
    fn both(f: fn(&mut LineReport), rest: &str) {
        caught(move |_, p| f(&mut p.lines[0]), "line info", rest);
        caught(
            move |_, p| f(&mut p.candidates[1].lines[0]),
            "candidate info 14:00: line info",
            rest,
        );
    }
    both(|l| l.name = "x".into(), "its name");
    both(|l| l.closing = "12:00".into(), "closing is claimed as \"12:00\"");
    both(|l| l.calls_per_week = 80.0, "calls_per_week is claimed as 80, recomputed 82");
    both(
        |l| l.evening_calls_per_week = 4.0,
        "evening_calls_per_week is claimed as 4, recomputed 6",
    );
    both(|l| l.calls_outside_hours = 0.0, "calls_outside_hours is claimed as 0, recomputed 3");
    both(|l| l.mean_wait_s += 1.0, "mean_wait_s");
    both(|l| l.asa_s += 1.0, "asa_s");
    both(|l| l.threshold_s = 30.0, "threshold_s is claimed as 30, recomputed 20");
    both(|l| l.service_level = 0.9, "service_level");
    both(|l| l.p_abandon = 0.1, "p_abandon");
    both(|l| l.open_hours = 8.0, "open_hours is claimed as 8, recomputed 10");
    both(|l| l.waiting_cost = None, "waiting_cost is missing");
    both(|l| l.targets.truncate(l.targets.len() - 1), "the number of targets");
    both(|l| l.line = "x".into(), "reported 0 times");
    caught(|_, p| p.lines[0].line = "x".into(), "line x", "no such line");
    caught(|s, _| s.costs.caller_minute = None, "line info", "there must be none");
}

#[test]
fn wrong_target_reports_are_caught() {
    fn second(f: fn(&mut TargetReport), rest: &str) {
        caught(move |_, p| f(&mut p.lines[0].targets[1]), "line info, target 2", rest);
        let candidate = "candidate info 14:00: line info, target 2";
        caught(move |_, p| f(&mut p.candidates[1].lines[0].targets[1]), candidate, rest);
    }
    second(|t| t.measure = read("mean_wait"), "measure");
    second(|t| t.over = Over::Week, "over");
    second(|t| t.promised = 0.7, "promised is claimed as 0.7, recomputed 0.8");
    second(|t| t.within_s = None, "within_s is missing");
    second(|t| t.reached = 0.95, "reached");
    second(|t| t.met = false, "met is claimed as false, recomputed true");
    let agents = "line info, target 3";
    caught(
        |_, p| p.lines[0].targets[2].reached = 2.0,
        agents,
        "reached is claimed as 2, recomputed 1",
    );
    let occupancy = "line info, target 4";
    caught(|_, p| p.lines[0].targets[3].reached = 0.5, occupancy, "recomputed 0.4");
}

#[test]
fn broken_promises_are_caught() {
    fn promise(number: usize, target: Target) -> impl FnOnce(&mut Scenario, &mut Plan) {
        move |s, _| s.lines[0].targets[number] = target
    }
    caught(promise(0, wait_within(10.0, Over::Week)), "line info, week", "promised at most 10 s");
    caught(promise(0, wait_within(10.0, Over::Day)), "line info, sat", "mean wait 12");
    let monday = level(20.0, 0.95, Over::Day);
    caught(promise(1, monday), "line info, mon", "promised at least 0.95");
    caught(promise(1, level(20.0, 0.95, Over::Week)), "line info, week", "promised at least 0.95");
    // Every hour on its own: one agent at 10:00 with 0.4 erlangs waits 120 s and is 40% busy.
    let place = "line info, mon 10:00";
    let short = "1 agents at the phone, 2 required";
    caught(promise(0, wait_within(119.0, Over::Interval)), place, short);
    caught(promise(0, level(20.0, 0.8, Over::Interval)), place, short);
    caught(promise(3, target(Measure::OccupancyMax(share(0.39)), Over::Interval)), place, short);
    // One person is on duty, wherever they are.
    let crew = "consultants on duty 1, promised at least 2";
    caught(promise(2, target(Measure::AgentsMin(2), Over::Interval)), place, crew);
}

#[test]
fn promises_met_exactly_pass() {
    // Saturday: two agents, 0.5 erlangs, wait 12 s exactly; Monday 10:00: 120 s and 40% busy.
    let at_saturday = |limit: f64| {
        let mut scenario = office();
        scenario.lines[0].targets[0] = wait_within(limit, Over::Day);
        let broken = check(&scenario, &office_plan()).violations;
        broken.iter().any(|v| v.starts_with("line info, sat: mean wait"))
    };
    assert!(!at_saturday(12.0));
    assert!(at_saturday(11.999));
    let at_ten = |target: Target| {
        let mut scenario = office();
        scenario.lines[0].targets[0] = target;
        let broken = check(&scenario, &office_plan()).violations;
        broken.iter().any(|v| v.starts_with("line info, mon 10:00: 1 agents at the phone"))
    };
    assert!(!at_ten(wait_within(120.0, Over::Interval)));
    assert!(at_ten(wait_within(119.99, Over::Interval)));
    assert!(!at_ten(target(Measure::OccupancyMax(share(0.4)), Over::Interval)));
    assert!(at_ten(target(Measure::OccupancyMax(share(0.399)), Over::Interval)));
}

#[test]
fn an_hour_without_anybody_is_caught() {
    let place = "line info, sat 09:00";
    caught(|_, p| drop(p.shifts.pop()), place, "0 agents at the phone, 1 required");
    caught(|_, p| drop(p.shifts.pop()), place, "cannot keep up with 0.5 erlangs");
    // Six times the calls: 3 erlangs overwhelm two agents.
    caught(
        |s, _| s.lines[0].demand.calls.iter_mut().for_each(|calls| *calls *= 6.0),
        place,
        "2 agents at the phone cannot keep up with 3 erlangs",
    );
}

#[test]
fn wrong_totals_and_proofs_are_caught() {
    caught(
        |_, p| p.cost_per_week = 1404.0,
        "plan",
        "cost_per_week is claimed as 1404, recomputed 1454",
    );
    caught(|_, p| p.paid_hours_per_week = 20.0, "plan", "paid_hours_per_week");
    caught(|_, p| p.solver.objective = 1454.0, "solver", "objective is claimed as 1454");
    caught(|_, p| p.solver.bound *= 1.02, "solver", "lies above the objective");
    caught(|_, p| p.solver.gap = 0.02, "solver", "gap is claimed as 0.02");
    caught(|_, p| p.solver.status = Status::Optimal, "solver", "status optimal does not fit");
    caught(|_, p| p.solver.status = Status::Infeasible, "solver", "status infeasible does not fit");
    // Waiting that does not count is no part of the objective.
    caught(|s, _| s.costs.count_waiting = false, "solver", "recomputed 1454");
}

#[test]
fn wrong_candidates_are_caught() {
    caught(
        |_, p| drop(p.candidates.remove(0)),
        "candidates",
        "the scenario has info 12:00; info 14:00",
    );
    caught(|_, p| p.candidates.reverse(), "candidates", "the plan lists info 14:00; info 12:00");
    fn noon(f: fn(&mut Candidate), rest: &str) {
        caught(move |_, p| f(&mut p.candidates[0]), "candidate info 12:00", rest);
    }
    noon(|c| c.open_hours = 10.0, "open_hours is claimed as 10, recomputed 8");
    noon(|c| c.opening_cost_per_week = Some(50.0), "opening_cost_per_week");
    noon(|c| c.wages_per_week = Some(1400.0), "cost_per_week is claimed as 1540, recomputed 1440");
    noon(|c| c.cost_per_week = None, "cost_per_week is missing");
    noon(|c| c.waiting_cost_per_week = Some(9.0), "waiting_cost_per_week");
    noon(|c| c.full_time_equivalents = Some(1.0), "full_time_equivalents");
    noon(|c| c.objective = Some(1540.0), "objective is claimed as 1540, recomputed 1548");
    noon(|c| c.bound = Some(1600.0), "lies above the objective");
    noon(|c| c.bound = None, "bound or gap is missing");
    noon(|c| c.gap = Some(0.1), "gap is claimed as 0.1, recomputed 0");
    noon(|c| c.status = Status::Infeasible, "its status is infeasible, but objective is given");
    noon(|c| c.marginal_cost_per_half_hour = Some(1.0), "marginal_cost_per_half_hour");
    let line = "candidate info 12:00: line info";
    let spoil = |f: fn(&mut LineReport)| {
        move |_: &mut Scenario, p: &mut Plan| f(&mut p.candidates[0].lines[0])
    };
    caught(
        spoil(|l| l.calls_per_week = 82.0),
        line,
        "calls_per_week is claimed as 82, recomputed 80",
    );
    caught(spoil(|l| l.waiting_cost = Some(9.0)), line, "waiting_cost");
    caught(spoil(|l| l.asa_s = 11.0), line, "asa_s");
    let line = "candidate info 12:00: line info, target 1";
    caught(spoil(|l| l.targets[0].reached = 61.0), line, "61 reached, 60 promised");
}

#[test]
fn a_recommended_candidate_unlike_the_plan_is_caught() {
    fn later(f: fn(&mut Candidate), rest: &str) {
        caught(move |_, p| f(&mut p.candidates[1]), "candidate info 14:00", rest);
    }
    later(|c| c.status = Status::Limit, "its status is limit, the recommended plan's is gap");
    later(|c| c.objective = Some(1500.0), "objective is claimed as 1500");
    later(|c| c.bound = c.bound.map(|b| b - 1.0), "bound is claimed as");
    later(|c| c.gap = Some(0.02), "gap is claimed as 0.02, recomputed 0.01");
    later(|c| c.cost_per_week = Some(1400.0), "cost_per_week is claimed as 1400, recomputed 1454");
    later(
        |c| c.wages_per_week = Some(1400.0),
        "wages_per_week is claimed as 1400, recomputed 1404",
    );
    later(|c| c.waiting_cost_per_week = None, "waiting_cost_per_week is missing");
    later(|c| c.paid_hours_per_week = Some(18.0), "paid_hours_per_week is claimed as 18");
    later(|c| c.marginal_cost_per_half_hour = None, "marginal_cost_per_half_hour");
}

#[test]
fn half_hours_are_priced_against_the_next_shorter_closing_with_a_plan() {
    let right = |cost: Option<f64>, claimed: Option<f64>| {
        let (mut scenario, mut plan) = (office(), office_plan());
        let mut between = Closing { label: "13:00".into(), close: [None; 7] };
        between.close[Weekday::Mon.index()] = Some(at("13:00"));
        scenario.lines[0].candidates.insert(1, between);
        let mut candidate = noon_candidate();
        (candidate.closing, candidate.open_hours) = (closing("13:00"), 9.0);
        candidate.cost_per_week = cost;
        plan.candidates.insert(1, candidate);
        plan.candidates[2].marginal_cost_per_half_hour = claimed;
        let wrong = "candidate info 14:00: marginal_cost_per_half_hour";
        !check(&scenario, &plan).violations.iter().any(|v| v.starts_with(wrong))
    };
    // 1,454 against 1,500 for two half-hours, not against 1,540 for four.
    assert!(right(Some(1500.0), Some(-23.0)));
    assert!(!right(Some(1500.0), Some(-21.5)));
    assert!(!right(Some(1500.0), None));
    // Where the next shorter one has no plan, the one before may stand in, or there is no figure.
    assert!(right(None, Some(-21.5)));
    assert!(right(None, None));
    assert!(!right(None, Some(-23.0)));
}

#[test]
fn a_recommendation_that_is_not_the_cheapest_is_caught() {
    let cheaper = |_: &mut Scenario, p: &mut Plan| p.candidates[0].objective = Some(1000.0);
    caught(cheaper, "recommendation", "that of candidate info 12:00 is 1000");
}

#[test]
fn wrong_evening_needs_are_caught() {
    fn row(f: fn(&mut EveningNeed), rest: &str) {
        caught(move |_, p| f(&mut p.evening[0]), "evening, line info, mon 12:00", rest);
    }
    row(|e| e.calls[0] = 4.0, "calls of line info are claimed as 4");
    row(|e| e.separate[0] = 2, "separate is claimed as 2 for line info, recomputed 1");
    row(|e| e.shared = 2, "shared is claimed as 2, recomputed 1");
    row(|e| e.separate.clear(), "for each of its lines");
    caught(|_, p| p.evening[0].lines[0] = "x".into(), "evening, line x, mon 12:00", "not have all");
}

// ---- demand ------------------------------------------------------------------------------------

#[test]
fn no_more_calls_move_than_the_window_holds() {
    // 40 × 0.4 × 2 h = 32 would move, but 09:00–11:00 holds 20.
    let spoil = |s: &mut Scenario, _: &mut Plan| {
        s.lines[0].evening.as_mut().unwrap().moved_share_per_hour = known(share(0.4));
    };
    caught(spoil, "line info, mon 09:00", "calls is claimed as 8, recomputed 0");
    caught(spoil, "line info, mon 13:00", "calls is claimed as 3, recomputed 11");
}

#[test]
fn calls_already_in_the_evening_stay_and_add() {
    let spoil = |s: &mut Scenario, _: &mut Plan| {
        s.lines[0].demand.calls[Grid::new(60).unwrap().at(Weekday::Mon, 780)] = 7.0;
    };
    // Nor do they count among the calls that move: 4 of them as before, and 2 new ones.
    let (mut scenario, mut plan) = (office(), office_plan());
    spoil(&mut scenario, &mut plan);
    let exactly = "line info, mon 13:00: calls is claimed as 3, recomputed 10".to_owned();
    assert!(check(&scenario, &plan).violations.contains(&exactly));
    // Under the close at noon they are lost.
    caught(
        spoil,
        "candidate info 12:00: line info",
        "calls_outside_hours is claimed as 3, recomputed 10",
    );
}

#[test]
fn without_an_evening_table_the_earliest_candidate_is_the_baseline() {
    let spoil = |s: &mut Scenario, _: &mut Plan| {
        s.lines[0].evening = None;
        s.lines[0].demand.calls[Grid::new(60).unwrap().at(Weekday::Mon, 780)] = 7.0;
    };
    caught(spoil, "line info", "evening_calls_per_week is claimed as 6, recomputed 7");
}

#[test]
fn an_evening_table_sets_the_baseline_whatever_the_candidates() {
    let mut scenario = office();
    scenario.lines[0].candidates[0].close[Weekday::Mon.index()] = Some(at("11:00"));
    let violations = check(&scenario, &office_plan()).violations;
    let wrong = "line info: evening_calls_per_week";
    assert!(violations.iter().all(|v| !v.starts_with(wrong)), "{violations:?}");
}

// ---- shared lines ------------------------------------------------------------------------------

/// Two or three lines, all open on Monday 08:00–09:00, and nobody on duty.
fn shared(lines: &[(&str, f64, Vec<Target>)], groups: &[&[usize]]) -> Vec<String> {
    let hours = [(Weekday::Mon, "08:00", "09:00")];
    let lines = lines.iter().map(|(id, calls, targets)| {
        let mut line = line(id, &hours, *calls);
        line.targets = targets.clone();
        line
    });
    let groups = groups.iter().map(|lines| group("g", lines)).collect();
    let small = scenario(lines.collect(), groups, Vec::new());
    check(&small, &empty_plan(&small)).violations
}

fn required(violations: &[String], lines: &str) -> Option<u32> {
    let start = format!("line {lines}, mon 08:00: 0 agents at the phone, ");
    let text = violations.iter().find_map(|v| v.strip_prefix(&start))?;
    text.strip_suffix(" required")?.parse().ok()
}

#[test]
fn a_row_stands_for_every_connected_set_of_lines() {
    let lines = [("a", 1.0, vec![]), ("b", 1.0, vec![]), ("c", 1.0, vec![])];
    let missing = |groups: &[&[usize]]| -> Vec<String> {
        let mut sets: Vec<String> = shared(&lines, groups)
            .iter()
            .filter_map(|v| v.strip_suffix(", mon 08:00: the row is missing"))
            .map(|v| v.trim_start_matches("line ").to_owned())
            .collect();
        sets.sort();
        sets
    };
    assert_eq!(missing(&[&[0, 1, 2]]), ["a", "a+b", "a+b+c", "a+c", "b", "b+c", "c"]);
    // A chain: a and c are connected only through b.
    assert_eq!(missing(&[&[0, 1], &[1, 2]]), ["a", "a+b", "a+b+c", "b", "b+c", "c"]);
    assert_eq!(missing(&[&[0], &[2, 1]]), ["a", "b", "b+c", "c"]);
}

#[test]
fn a_pool_keeps_every_promise_where_all_answer_all_and_the_mean_where_skills_overlap() {
    let promise = |limit| vec![wait_within(limit, Over::Interval)];
    // Together 0.5 erlangs: two agents 12 s, three agents 1.1 s. On average 12.5 s are promised.
    let lines = [("a", 5.0, promise(20.0)), ("b", 5.0, promise(5.0))];
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a+b"), Some(3));
    assert_eq!(required(&shared(&lines, &[&[0], &[0, 1]]), "a+b"), Some(2));
    // A promise that one of them does not make binds nobody where skills only overlap.
    let lines = [("a", 5.0, vec![]), ("b", 5.0, promise(5.0))];
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a+b"), Some(3));
    assert_eq!(required(&shared(&lines, &[&[0], &[0, 1]]), "a+b"), Some(1));
    // A line without calls in the hour brings no promise but its least crew, who are no agents at the phone.
    let least =
        vec![wait_within(1.0, Over::Interval), target(Measure::AgentsMin(2), Over::Interval)];
    let lines = [("a", 0.0, least), ("b", 10.0, promise(180.0))];
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a+b"), Some(1));
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a"), None);
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "b"), Some(1));
}

#[test]
fn overlapping_skills_take_the_loosest_service_level_and_occupancy() {
    // 0.5 erlangs: one agent answers 1 − 0.5·e^(−1/18) = 0.527 within 20 s and 0.692 within 157 s.
    let lines = [
        ("a", 5.0, vec![level(157.0, 0.9, Over::Interval)]),
        ("b", 5.0, vec![level(20.0, 0.6, Over::Interval)]),
    ];
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a+b"), Some(2));
    assert_eq!(required(&shared(&lines, &[&[0], &[0, 1]]), "a+b"), Some(1));
    let busy = |most| vec![target(Measure::OccupancyMax(share(most)), Over::Interval)];
    let lines = [("a", 5.0, busy(0.2)), ("b", 5.0, busy(0.5))];
    assert_eq!(required(&shared(&lines, &[&[0, 1]]), "a+b"), Some(3));
    assert_eq!(required(&shared(&lines, &[&[0], &[0, 1]]), "a+b"), Some(1));
}

#[test]
fn a_queue_needs_more_agents_than_erlangs() {
    // 40 calls of 180 s an hour are exactly 2 erlangs: two agents never catch up.
    assert_eq!(required(&shared(&[("a", 40.0, vec![])], &[&[0]]), "a"), Some(3));
    assert_eq!(required(&shared(&[("a", 39.0, vec![])], &[&[0]]), "a"), Some(2));
    // Nobody is needed where nobody calls and nobody was promised.
    assert_eq!(required(&shared(&[("a", 0.0, vec![])], &[&[0]]), "a"), None);
}

#[test]
fn a_line_waits_as_long_as_its_slowest_set() {
    // a and b share one agent (0.5 erlangs, 180 s); c has an agent of its own and no part in it.
    let hours = [(Weekday::Mon, "08:00", "09:00")];
    let lines = ["a", "b", "c"].map(|id| line(id, &hours, 5.0)).to_vec();
    let mut rules = rule("early", &[Weekday::Mon], &[480], &[60]);
    rules.groups = vec![0, 1];
    let mut small = scenario(lines, vec![group("crew", &[0, 1]), group("g", &[2])], vec![rules]);
    small.lines[0].targets = vec![
        wait_within(100.0, Over::Week),
        level(20.0, 0.6, Over::Week),
        target(Measure::OccupancyMax(share(0.9)), Over::Interval),
    ];
    small.lines[2].targets = vec![wait_within(60.0, Over::Week), level(20.0, 0.7, Over::Week)];
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift("mon", "08:00", "09:00", 1), shift("mon", "08:00", "09:00", 1)];
    plan.shifts[1].group = "g".into();
    // Only the occupancy of the report matters here: half of the shared agent's time.
    let mut claimed = info_report(&HOURS.map(hourly));
    claimed.line = "a".into();
    claimed.targets.truncate(3);
    claimed.targets[2] = report("occupancy_max", "interval", 0.9, 0.5);
    plan.lines = vec![claimed];
    let violations = check(&small, &plan).violations;
    let of_week: Vec<&String> = violations.iter().filter(|v| v.contains(", week: ")).collect();
    assert_eq!(of_week[0], "line a, week: mean wait 180 s, promised at most 100 s");
    // 1 − 0.5·e^(−1/18) = 0.527 of the shared queue, 0.770 with an agent of one's own.
    assert!(of_week[1].starts_with("line a, week: service level 0.527"), "{of_week:?}");
    assert_eq!(of_week.len(), 2, "{of_week:?}");
    assert!(violations.iter().all(|v| !v.starts_with("line a, target 3")), "{violations:?}");
}

#[test]
fn a_set_answers_within_the_strictest_threshold_of_its_lines() {
    let hours = [(Weekday::Mon, "08:00", "09:00")];
    let mut lines = ["a", "b"].map(|id| line(id, &hours, 5.0)).to_vec();
    lines[0].targets = vec![level(60.0, 0.1, Over::Week)];
    lines[1].targets = vec![level(30.0, 0.1, Over::Week)];
    let rules = vec![rule("early", &[Weekday::Mon], &[480], &[60])];
    let small = scenario(lines, vec![group("crew", &[0, 1])], rules);
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift("mon", "08:00", "09:00", 1)];
    let mut row = hourly(("mon", "08:00", 10.0, 1.0));
    row.lines = vec!["a".into(), "b".into()];
    row.service_level = 1.0 - 0.5 * (-0.5 * 30.0 / AHT).exp();
    plan.intervals = vec![row];
    let violations = check(&small, &plan).violations;
    assert!(violations.iter().all(|v| !v.starts_with("line a+b, mon")), "{violations:?}");
}

/// One line on Monday 08:00–09:00, a crew with this shrinkage and, where `others` differ in theirs, a
/// second group that answers the same line with nobody on duty. The crew works so many half-hours.
fn shrunk(calls: f64, least: u32, crew: f64, others: Option<f64>, half_hours: u32) -> Vec<String> {
    let mut a = line("a", &[(Weekday::Mon, "08:00", "09:00")], calls);
    a.targets = vec![target(Measure::AgentsMin(least), Over::Interval)];
    let rules = vec![rule("early", &[Weekday::Mon], &[480], &[30, 60])];
    let mut groups = vec![group("crew", &[0])];
    groups[0].shrinkage = known(share(crew));
    groups.extend(
        others.map(|others| Group { shrinkage: known(share(others)), ..group("others", &[0]) }),
    );
    let small = scenario(vec![a], groups, rules);
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift("mon", "08:00", "09:00", half_hours / 2)];
    if half_hours % 2 == 1 {
        plan.shifts.push(shift("mon", "08:00", "08:30", 1));
    }
    let all = check(&small, &plan).violations;
    let of_people = [" required", "keep up", "consultants on duty"];
    all.into_iter().filter(|v| of_people.iter().any(|said| v.contains(said))).collect()
}

#[test]
fn where_shrinkages_differ_agents_at_the_phone_count() {
    // 1.5 erlangs need two agents; three with a shrinkage of a third and a trifle are 2 − 6 × 10⁻⁷.
    let third = |trifle: f64| shrunk(30.0, 0, 1.0 / 3.0 + trifle, Some(0.0), 6);
    assert_eq!(third(2e-7), Vec::<String>::new());
    let short = third(4e-7);
    let place = "line a, mon 08:00: 1.9999988 agents at the phone";
    let complaints = ["2 required", "cannot keep up with 1.5 erlangs"];
    assert_eq!(
        short,
        [format!("{place}, {}", complaints[0]), format!("{place} {}", complaints[1])]
    );
    // Seven half-hours at 60% are 2.1 at the phone, whoever they are.
    assert_eq!(shrunk(30.0, 2, 0.4, Some(0.0), 7), Vec::<String>::new());
}

#[test]
fn where_shrinkage_is_the_same_whole_people_on_duty_count() {
    // 1.5 erlangs take two at the phone, 2 ÷ 0.6 = 3.3, so four people; three and a half are not enough.
    let wrong = "line a, mon 08:00: 3.5 agents on duty, 4 required for 2 at the phone";
    assert_eq!(shrunk(30.0, 0, 0.4, None, 7)[0], wrong);
    assert_eq!(shrunk(30.0, 0, 0.4, Some(0.4), 7)[0], wrong);
    assert_eq!(shrunk(30.0, 0, 0.4, None, 8), Vec::<String>::new());
    // 2 ÷ 0.5 are four exactly; a hair more is still four, any more is five.
    assert_eq!(shrunk(30.0, 0, 0.5, None, 8), Vec::<String>::new());
    assert_eq!(shrunk(30.0, 0, 0.5 + 1e-10, None, 8), Vec::<String>::new());
    assert!(shrunk(30.0, 0, 0.5 + 1e-8, None, 9)[0].contains("4.5 agents on duty, 5 required"));
}

#[test]
fn a_minimum_crew_is_people_on_duty_wherever_they_are() {
    // Two people are two, though at 40% away from the phone they are 1.2 there; one and a half are not.
    let wrong = "line a, mon 08:00: consultants on duty 1.5, promised at least 2";
    for others in [None, Some(0.4), Some(0.0)] {
        assert_eq!(shrunk(0.0, 2, 0.4, others, 4), Vec::<String>::new());
        assert_eq!(shrunk(0.0, 2, 0.4, others, 3), [wrong]);
    }
    // Nobody need be there of a line that says so.
    assert_eq!(shrunk(0.0, 0, 0.4, None, 0), Vec::<String>::new());
    assert_eq!(shrunk(0.0, 1, 0.4, None, 0).len(), 1);
}

#[test]
fn a_queue_is_stable_if_it_is_with_the_whole_people_who_are_always_there() {
    // 1.5 erlangs need two at the phone: four people at 60%, and half a person more does no harm.
    assert_eq!(shrunk(30.0, 0, 0.4, None, 9), Vec::<String>::new());
    // Three people are 1.8 at the phone, that is one for a fifth of the time.
    let short = shrunk(30.0, 0, 0.4, None, 7);
    assert!(short[0].contains("3.5 agents on duty, 4 required for 2"), "{short:?}");
    assert!(short[1].contains("2.1 agents at the phone cannot keep up with 1.5"), "{short:?}");
}

#[test]
fn a_queue_with_shrinkage_is_mixed_from_whole_people_on_duty() {
    // 0.5 erlangs and 3.5 people at 60%: three keep 1.8 at the phone, four keep 2.4. So one, two and
    // three agents for 0.5 × 0.2, 0.5 × (0.8 + 0.6) and 0.5 × 0.4 of the time; one, two and three let
    // 1/2, 1/10 and 1/66 of the calls wait.
    let shares = [0.1, 0.7, 0.2];
    let waiting = [0.5, 0.1, 1.0 / 66.0];
    let mix = |measure: &dyn Fn(f64, f64) -> f64| -> f64 {
        (0..3).map(|k| shares[k] * measure(waiting[k], k as f64 + 1.0)).sum()
    };
    let a = line("a", &[(Weekday::Mon, "08:00", "09:00")], 10.0);
    let rules = vec![rule("early", &[Weekday::Mon], &[480], &[30, 60])];
    let mut small = scenario(vec![a], vec![group("crew", &[0])], rules);
    small.groups[0].shrinkage = known(share(0.4));
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift("mon", "08:00", "09:00", 3), shift("mon", "08:00", "08:30", 1)];
    let mut row = hourly(("mon", "08:00", 10.0, 1.0));
    (row.lines, row.agents, row.agents_at_phone) = (vec!["a".into()], 3.5, 2.1);
    row.mean_wait_s = mix(&|waiting, agents| waiting * AHT / (agents - 0.5));
    row.service_level = mix(&|waiting, agents| 1.0 - waiting * (-(agents - 0.5) / 9.0).exp());
    row.occupancy = mix(&|_, agents| 0.5 / agents);
    assert!((row.mean_wait_s - 292.8 / 11.0).abs() < 1e-12);
    plan.intervals = vec![row];
    let of_row = |small: &Scenario, plan: &Plan| -> Vec<String> {
        let all = check(small, plan).violations;
        all.into_iter().filter(|v| v.starts_with("line a, mon")).collect()
    };
    assert_eq!(of_row(&small, &plan), Vec::<String>::new());
    // Where another group differs, 2.1 agents at the phone are two and, for a tenth, three.
    small.groups.push(group("others", &[0]));
    plan.intervals[0].mean_wait_s = 0.9 * 12.0 + 0.1 * 12.0 / 11.0;
    let other = of_row(&small, &plan);
    assert!(other.iter().all(|v| !v.contains("mean_wait_s")) && other.len() == 2, "{other:?}");
}

// ---- the edges of the day and of the week --------------------------------------------------------

/// Violations about one shift of four hours on Sunday or Saturday night.
fn night(prepare: impl FnOnce(&mut Scenario), shift: Shift) -> Vec<String> {
    use Weekday::{Mon, Sat, Sun};
    let hours = [(Mon, "00:00", "02:00"), (Sun, "20:00", "24:00")];
    let rules = vec![rule("early", &[Sat, Sun], &[1200, 1320], &[240, 1440])];
    let mut small = scenario(vec![line("a", &hours, 1.0)], vec![group("crew", &[0])], rules);
    small.costs.evening = Some(EveningPremium { from: at("22:00"), premium: known(0.2) });
    small.costs.sunday = Some(known(1.0));
    prepare(&mut small);
    let mut plan = empty_plan(&small);
    plan.shifts = vec![shift];
    let all = check(&small, &plan).violations;
    all.into_iter().filter(|v| v.starts_with("shift") || v.contains("required")).collect()
}

fn priced(mut shift: Shift, paid_hours: f64, cost: f64) -> Shift {
    (shift.paid_hours, shift.cost) = (paid_hours, cost);
    shift
}

#[test]
fn a_shift_runs_to_24_00() {
    // Two hours on Sunday, two more in the evening of Sunday; Monday's hours stay empty.
    let cost = 60.0 * (2.0 * 2.0 + 2.0 * 2.2);
    let violations = night(|_| {}, priced(shift("sun", "20:00", "24:00", 1), 4.0, cost));
    assert_eq!(
        violations,
        [
            "line a, mon 00:00: 0 agents at the phone, 1 required",
            "line a, mon 01:00: 0 agents at the phone, 1 required",
        ]
    );
}

#[test]
fn a_shift_past_midnight_on_sunday_covers_monday_at_mondays_price() {
    let cost = 60.0 * (2.0 * 2.2 + 2.0);
    let violations = night(|_| {}, priced(shift("sun", "22:00", "02:00", 1), 4.0, cost));
    assert_eq!(
        violations,
        [
            "line a, sun 20:00: 0 agents at the phone, 1 required",
            "line a, sun 21:00: 0 agents at the phone, 1 required",
        ]
    );
    let wrong = night(|_| {}, priced(shift("sun", "22:00", "02:00", 1), 4.0, cost + 1.0));
    assert!(wrong[0].starts_with("shift crew/full/early on sun 22:00–02:00: cost"), "{wrong:?}");
}

#[test]
fn a_break_past_midnight_is_taken_after_midnight() {
    let relative = |after_start| BreakRule {
        minutes: 30,
        paid: false,
        min_shift: 240,
        window: BreakWindow::Relative { after_start, before_end: 60 },
    };
    let cost = 60.0 * (2.0 * 2.2 + 1.5);
    let mut with_break = priced(shift("sun", "22:00", "02:00", 1), 3.5, cost);
    with_break.breaks = vec![["00:30", "01:00"].map(read)];
    let in_window = night(|s| s.shifts[0].breaks = vec![relative(150)], with_break.clone());
    assert!(in_window.iter().all(|v| !v.starts_with("shift")), "{in_window:?}");
    // Half of the first hour of Monday is left.
    let half = "line a, mon 00:00: 0.5 agents at the phone, 1 required".to_owned();
    assert!(in_window.contains(&half), "{in_window:?}");
    let too_early = night(|s| s.shifts[0].breaks = vec![relative(151)], with_break);
    assert!(too_early[0].contains("break 1 lies outside its window"), "{too_early:?}");
}

#[test]
fn a_full_day_ends_where_it_began() {
    // Four hours of Saturday, two of them in the evening, and twenty of Sunday.
    let cost = 60.0 * (4.0 + 2.0 * 0.2 + 20.0 * 2.0);
    let whole = priced(shift("sat", "20:00", "20:00", 1), 24.0, cost);
    let violations = night(|_| {}, whole);
    assert!(violations.iter().all(|v| !v.starts_with("shift")), "{violations:?}");
}

#[test]
fn a_holiday_replaces_sundays_premium_where_it_has_its_own() {
    let sunday = |cost| priced(shift("sun", "20:00", "24:00", 1), 4.0, cost);
    let holiday = |today: bool, premium: Option<f64>| {
        move |s: &mut Scenario| {
            s.calendar.holidays[6] = today;
            s.costs.holiday = premium.map(known);
        }
    };
    let wrong = |v: Vec<String>| v.iter().any(|v| v.starts_with("shift"));
    assert!(!wrong(night(holiday(true, Some(0.7)), sunday(60.0 * (2.0 * 1.7 + 2.0 * 1.9)))));
    assert!(wrong(night(holiday(true, Some(0.7)), sunday(60.0 * (2.0 * 2.0 + 2.0 * 2.2)))));
    assert!(!wrong(night(holiday(false, Some(0.7)), sunday(60.0 * (2.0 * 2.0 + 2.0 * 2.2)))));
    assert!(!wrong(night(holiday(true, None), sunday(60.0 * (2.0 * 2.0 + 2.0 * 2.2)))));
}

// ---- reading -------------------------------------------------------------------------------------

#[track_caller]
fn problem(text: &str) -> (&'static str, usize, usize, String) {
    match parse_plan(text, "plan.json") {
        Err(Error::Input(problems)) => {
            let place = problems[0].place.clone().unwrap();
            assert_eq!(place.file, "plan.json");
            (problems[0].code(), place.line, place.column, problems[0].message())
        }
        other => panic!("read as {other:?}"),
    }
}

#[test]
fn what_is_not_a_plan_is_refused_with_its_place() {
    let (code, line, column, _) = problem("{\"a\": 1,\n  \"ż\": x}");
    assert_eq!((code, line, column), ("E901", 2, 8));
    assert_eq!(problem("").0, "E901");
    // Where the text ends within a string, after a letter of two bytes.
    let (code, line, column, _) = problem("\"ż");
    assert_eq!((code, line, column), ("E901", 1, 2));
    let (code, _, _, message) = problem("{\"schema\": \"obsada.plan/1\"}");
    assert!(code == "E901" && message.contains("missing field"), "{message}");
    let (code, line, column, message) = problem("{\n  \"schema\": \"obsada.plan/2\"}");
    assert_eq!((code, line, column), ("E902", 2, 13));
    assert!(message.contains("obsada.plan/2"), "{message}");
}
