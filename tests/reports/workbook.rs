//! The hours proposal as a workbook, read back and held against the JSON.

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use obsada::compare::{Options, compare};
use obsada::domain::units::Language;
use obsada::report::memo;
use obsada::scenario::validate::parse;
use obsada::wire::proposal::{PlannedWeek, Proposal};
use std::io::Cursor;
use std::sync::OnceLock;

fn proposal() -> &'static Proposal {
    static PROPOSAL: OnceLock<Proposal> = OnceLock::new();
    PROPOSAL.get_or_init(|| {
        let text = include_str!("compare/office.toml");
        let scenario = parse(text, "office.toml", &|_| Err("none".into())).unwrap();
        compare(&scenario, &Options { samples: 100, ..Options::default() }).unwrap()
    })
}

/// The sheets in order, with their formulas.
fn sheets(language: Language) -> Vec<(String, Range<Data>, Range<String>)> {
    let bytes = memo::xlsx(proposal(), language).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let read = |name: String| {
        let values = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        (name, values, formulas)
    };
    names.into_iter().map(read).collect()
}

fn number(sheet: &Range<Data>, row: u32, column: u32) -> Option<f64> {
    match sheet.get_value((row, column)) {
        Some(Data::Float(value)) => Some(*value),
        Some(Data::Int(value)) => Some(*value as f64),
        None | Some(Data::Empty) => None,
        other => panic!("no number at {row}, {column}: {other:?}"),
    }
}

fn words(sheet: &Range<Data>, row: u32, column: u32) -> String {
    sheet.get_value((row, column)).map_or(String::new(), ToString::to_string)
}

fn same(found: Option<f64>, expected: Option<f64>, what: &str) {
    let equal = match (found, expected) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
        (None, None) => true,
        _ => false,
    };
    assert!(equal, "{what}: {found:?} in the workbook, {expected:?} in the JSON");
}

fn experience(sheet: &Range<Data>, row: u32, first: u32, week: &PlannedWeek) {
    let mut expected = vec![Some(week.evening_calls), Some(f64::from(week.evening_shifts))];
    expected.extend([week.waiting_minutes, week.waiting_cost]);
    for (line, peak) in week.lines.iter().zip(&week.peak_waits) {
        let through = line.through_day.as_ref().unwrap();
        expected.extend([Some(through.mean_wait_s.value), peak.mean_wait_s]);
        expected.push(Some(through.service_level.value));
    }
    for (column, value) in (first..).zip(expected) {
        same(number(sheet, row, column), value, &format!("row {row}, column {column}"));
    }
}

#[test]
fn every_figure_of_the_closing_times_is_that_of_the_json() {
    let p = proposal();
    let today = &p.closings[p.baseline].central;
    for language in [Language::En, Language::Pl] {
        let sheets = sheets(language);
        let sheet = &sheets[1].1;
        let worth = number(&sheets[0].1, 9, 1).unwrap();
        let weeks = number(&sheets[0].1, 10, 1).unwrap();
        assert_eq!((Some(worth), weeks), (p.decision.served_call, 52.0));
        assert_eq!(words(&sheets[0].1, 11, 1), p.closings[p.recommended].label);
        for (row, closing) in (1..).zip(&p.closings) {
            let week = &closing.central;
            assert_eq!(words(sheet, row, 0), closing.label);
            let more = week.cost_per_week.unwrap() - today.cost_per_week.unwrap();
            let further = week.calls_served - today.calls_served;
            let expected = [
                Some(closing.open_hours),
                week.cost_per_week,
                week.bound,
                Some(more),
                Some(more * weeks),
                Some(week.objective.unwrap() - worth * week.calls_served),
                week.paid_hours_per_week,
                week.full_time_equivalents,
                Some(week.calls_served),
                Some(further),
                (further > 0.0).then(|| more / further),
            ];
            for (column, value) in (2..).zip(expected) {
                same(number(sheet, row, column), value, &format!("{row}, {column}"));
            }
            experience(sheet, row, 13, week);
        }
        let first = p.closings.len() as u32 + 4;
        let responses = p.closings.iter().flat_map(|c| c.responses().map(|(_, week)| (c, week)));
        for (row, (closing, week)) in (first..).zip(responses) {
            assert_eq!(words(sheet, row, 0), closing.label);
            same(number(sheet, row, 3), week.cost_per_week, "cost");
            same(number(sheet, row, 4), week.bound, "bound");
            same(number(sheet, row, 5), week.paid_hours_per_week, "hours");
            same(number(sheet, row, 6), week.full_time_equivalents, "posts");
            same(number(sheet, row, 7), Some(week.calls_served), "served");
            experience(sheet, row, 8, week);
        }
        let first = first + 3 * p.closings.len() as u32 + 3;
        let steps = p.steps.iter().filter_map(|s| s.to_next_shorter.as_ref());
        assert_eq!(steps.clone().count(), p.closings.len() - 1);
        for (row, d) in (first..).zip(steps) {
            same(number(sheet, row, 3), Some(d.cost), "step");
            same(number(sheet, row, 4), Some(d.cost_per_half_hour), "half-hour");
            same(number(sheet, row, 7), d.cost_per_call, "a call");
            same(number(sheet, row, 12), d.peak_waits[0].mean_wait_s, "peak");
        }
    }
}

#[test]
fn what_follows_from_other_cells_is_a_formula() {
    let sheets = sheets(Language::En);
    let formula = |sheet: usize, row, column| {
        sheets[sheet].2.get_value((row, column)).cloned().unwrap_or_default()
    };
    assert_eq!(formula(1, 2, 5), "D3-$D$2");
    assert_eq!(formula(1, 2, 6), "F3*'Recommendation'!$B$11");
    assert_eq!(formula(1, 2, 7), "D3-'Recommendation'!$B$10*K3");
    assert_eq!(formula(1, 2, 9), "I3/40");
    assert!(formula(0, 11, 1).starts_with("INDEX('Closing times'!$A$2:$A$5,MATCH(MIN("));
}

#[test]
fn half_hours_frontier_and_uncertainty_are_those_of_the_json() {
    let p = proposal();
    let sheets = sheets(Language::Pl);
    let find = |sheet: &Range<Data>, closing: &str, start: &str| {
        let rows = sheet.height() as u32;
        (1..rows)
            .find(|row| words(sheet, *row, 0) == closing && words(sheet, *row, 1) == start)
            .unwrap()
    };
    for closing in &p.closings {
        for wait in &closing.central.waits {
            let row = find(&sheets[2].1, &closing.label, &wait.start.to_string());
            same(number(&sheets[2].1, row, 2), Some(wait.mean_wait_s), "wait");
        }
        for staff in &closing.central.staffing {
            let row = find(&sheets[2].1, &closing.label, &staff.start.to_string());
            let figures = [staff.required, staff.at_phone, staff.on_duty];
            for (column, value) in (3..).zip(figures) {
                same(number(&sheets[2].1, row, column), Some(value), "staff");
            }
        }
    }
    let points = p.frontier.iter().flat_map(|f| &f.points);
    for (row, point) in (1..).zip(points) {
        let figures = [point.promised_s, point.by_formula_s, point.through_day_s];
        let figures = figures.into_iter().chain([point.cost_per_week, point.bound]);
        for (column, value) in (1..).zip(figures) {
            same(number(&sheets[3].1, row, column), Some(value), "frontier");
        }
    }
    for (k, report) in p.uncertainty.parameters.iter().enumerate() {
        for (e, end) in [&report.low, &report.central, &report.high].into_iter().enumerate() {
            let row = 1 + (3 * k + e) as u32;
            assert_eq!(words(&sheets[4].1, row, 8), report.key);
            let figures = [end.value.into(), end.cost_difference, end.net_difference];
            for (column, value) in (2..).zip(figures.into_iter().chain([end.mean_wait_s])) {
                same(number(&sheets[4].1, row, column), value, &report.key);
            }
        }
    }
}

#[test]
fn the_same_proposal_gives_the_same_bytes_and_no_sheet_is_empty() {
    let once = memo::xlsx(proposal(), Language::En).unwrap();
    assert!(once == memo::xlsx(proposal(), Language::En).unwrap());
    for (name, values, _) in sheets(Language::Pl) {
        assert!(values.height() > 4, "{name}");
    }
}
