//! The sheet of closing times: side by side, under every demand response, step by step.

use super::super::{View, figures};
use super::words::Sheets;
use super::{WEEKS_ROW, WORTH_ROW, input, letter, text};
use crate::report::words::{level_of_unusual, memo as phrases};
use crate::report::workbook::{self as book, Cell, Kind, Table};
use crate::wire::proposal::{ClosingPlans, PlannedWeek};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Opening hours that differ by less than this are the same.
const SAME_HOURS: f64 = 1e-6;

/// Columns that formulas read.
const COST: usize = 3;
const MORE: usize = 5;
const PAID: usize = 8;
const SERVED: usize = 10;
const FURTHER: usize = 11;
/// Cost less the worth of calls.
pub(super) const NET: usize = 7;

/// A column of the first table, for formulas elsewhere.
pub(super) fn range(names: &Sheets, column: usize, rows: u32) -> String {
    let c = letter(column);
    format!("'{}'!${c}$2:${c}${}", names.closings, rows + 1)
}

pub(super) fn closings(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, w) = (view.p, phrases::words(view.language));
    let sheet = book::sheet(workbook, names.closings, true)?;
    let any = p.closings.iter().any(|closing| closing.central.holds);
    let rows = p.closings.iter().enumerate().map(|(k, closing)| row(view, names, k, closing, any));
    let mut head = vec![
        w.closing.into(),
        w.result.into(),
        names.open_hours.into(),
        view.in_currency(w.cost_week),
        view.in_currency(w.bound),
        view.in_currency(w.extra_week),
        view.in_currency(told_year(view)),
        view.in_currency(names.net),
        w.paid_hours.into(),
        w.posts.into(),
        w.served.into(),
        w.further.into(),
        view.in_currency(w.per_call),
    ];
    head.extend(experience_heads(view, names));
    let side_by_side = Table { at: 0, head, rows: rows.collect(), chosen: Some(p.recommended) };
    book::table(sheet, &side_by_side)?;
    let at = p.closings.len() as u32 + 3;
    let responses = responses(view, names, at);
    book::table(sheet, &responses)?;
    book::table(sheet, &steps(view, names, at + responses.rows.len() as u32 + 3))?;
    // Two pages side by side, or it could not be read on A4.
    sheet.set_print_fit_to_pages(2, 0).set_repeat_columns(0, 1)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_range_width(0, 1, 18)?;
    sheet.set_column_range_width(2, side_by_side.head.len() as u16, 13)?;
    Ok(())
}

fn told_year(view: &View<'_>) -> &'static str {
    match view.language {
        crate::domain::units::Language::En => "more a year",
        crate::domain::units::Language::Pl => "więcej rocznie",
    }
}

/// A closing time with central numbers; what follows from other cells is a formula.
fn row(view: &View<'_>, names: &Sheets, k: usize, closing: &ClosingPlans, any: bool) -> Vec<Cell> {
    let (p, week, present) = (view.p, &closing.central, view.present());
    let (line, base) = (k + 2, p.baseline + 2);
    let cell = |column: usize| format!("{}{line}", letter(column));
    let from_base = |column: usize| format!("={}-${}${base}", cell(column), letter(column));
    let more = week.cost_per_week.zip(present.cost_per_week).map(|(own, present)| own - present);
    let further = week.calls_served - present.calls_served;
    let formula = |value: Option<f64>, formula: String, kind| {
        value.map_or(Cell::Empty, |value| Cell::Formula(formula, value, kind))
    };
    let worth = p.decision.served_call.unwrap_or(0.0);
    // Where callers' waiting is minimised too, the rule looks at that sum.
    let counted = week.objective.zip(week.cost_per_week).map(|(sum, cost)| sum - cost);
    let plus = counted.filter(|c| c.abs() > SAME_HOURS).map_or(String::new(), |c| format!("+{c}"));
    let net = week.objective.filter(|_| week.holds || !any).map(|o| o - worth * week.calls_served);
    let weeks = super::WEEKS_A_YEAR;
    let mut cells = vec![
        text(&closing.label),
        text(&figures::result(view, week)),
        Cell::Number(closing.open_hours, Kind::Tenths),
        Cell::some(week.cost_per_week, Kind::Hundredths),
        Cell::some(week.bound, Kind::Hundredths),
        formula(more, from_base(COST), Kind::Hundredths),
        formula(
            more.map(|more| more * weeks),
            format!("={}*{}", cell(MORE), input(names, WEEKS_ROW)),
            Kind::Hundredths,
        ),
        formula(
            net,
            format!("={}{plus}-{}*{}", cell(COST), input(names, WORTH_ROW), cell(SERVED)),
            Kind::Hundredths,
        ),
        Cell::some(week.paid_hours_per_week, Kind::Tenths),
        formula(week.full_time_equivalents, format!("={}/40", cell(PAID)), Kind::Hundredths),
        Cell::Number(week.calls_served, Kind::Tenths),
        Cell::Formula(from_base(SERVED), further, Kind::Tenths),
        formula(
            more.filter(|_| further > SAME_HOURS).map(|more| more / further),
            format!("={}/{}", cell(MORE), cell(FURTHER)),
            Kind::Hundredths,
        ),
    ];
    cells.extend(experience(week));
    cells
}

fn experience_heads(view: &View<'_>, names: &Sheets) -> Vec<String> {
    let w = phrases::words(view.language);
    let mut heads = vec![
        w.evening_calls.into(),
        w.evenings.into(),
        w.minutes.into(),
        view.in_currency(w.callers_cost),
    ];
    for line in &view.present().lines {
        heads.push(format!("{}: {}, {}", line.name, w.wait, names.seconds));
        heads.push(format!("{}: {}, {}", line.name, w.peak_wait, names.seconds));
        let threshold = view.duration(Some(line.threshold_s));
        let of = level_of_unusual(line.service_level_of, view.language);
        heads.push(format!("{}: {}{of} ({threshold})", line.name, w.level));
    }
    heads
}

/// What callers and consultants experience; empty without a plan.
fn experience(week: &PlannedWeek) -> Vec<Cell> {
    let planned = week.cost_per_week.is_some();
    let count = |value: f64, kind| Cell::some(planned.then_some(value), kind);
    let mut cells = vec![
        count(week.evening_calls, Kind::Tenths),
        count(f64::from(week.evening_shifts), Kind::Whole),
        Cell::some(week.waiting_minutes, Kind::Tenths),
        Cell::some(week.waiting_cost, Kind::Hundredths),
    ];
    for (line, peak) in week.lines.iter().zip(&week.peak_waits) {
        let through = line.through_day.as_ref();
        cells.push(Cell::some(through.map(|t| t.mean_wait_s.value), Kind::Tenths));
        cells.push(Cell::some(peak.mean_wait_s, Kind::Tenths));
        cells.push(Cell::some(through.map(|t| t.service_level.value), Kind::Percent));
    }
    cells
}

/// Every closing time under every demand response.
fn responses(view: &View<'_>, names: &Sheets, at: u32) -> Table {
    let w = phrases::words(view.language);
    let named = [w.low, w.central, w.high];
    let row = |closing: &ClosingPlans, week: &PlannedWeek, response: &str| {
        let mut cells = vec![
            text(&closing.label),
            text(response),
            text(&figures::result(view, week)),
            Cell::some(week.cost_per_week, Kind::Hundredths),
            Cell::some(week.bound, Kind::Hundredths),
            Cell::some(week.paid_hours_per_week, Kind::Tenths),
            Cell::some(week.full_time_equivalents, Kind::Hundredths),
            Cell::Number(week.calls_served, Kind::Tenths),
        ];
        cells.extend(experience(week));
        cells
    };
    let rows = view.p.closings.iter().flat_map(|closing| {
        let weeks = closing.responses().into_iter().zip(named);
        weeks.map(|((_, week), name)| row(closing, week, name)).collect::<Vec<_>>()
    });
    let mut head = vec![
        w.closing.into(),
        w.response.into(),
        w.result.into(),
        view.in_currency(w.cost_week),
        view.in_currency(w.bound),
        w.paid_hours.into(),
        w.posts.into(),
        w.served.into(),
    ];
    head.extend(experience_heads(view, names));
    Table { at, head, rows: rows.collect(), chosen: None }
}

/// Each closing time against the next shorter one.
fn steps(view: &View<'_>, names: &Sheets, at: u32) -> Table {
    let (p, w) = (view.p, phrases::words(view.language));
    let mut head = vec![
        w.closing.into(),
        w.against.into(),
        names.open_hours.into(),
        view.in_currency(w.difference),
        view.in_currency(w.half_hour),
        w.paid_hours.into(),
        w.further.into(),
        view.in_currency(w.per_call),
        w.evening_calls.into(),
        w.evenings.into(),
        w.minutes.into(),
        view.in_currency(w.callers_cost),
    ];
    for line in &view.present().lines {
        head.push(format!("{}: {}, {}", line.name, w.peak_wait, names.seconds));
    }
    let rows = p.steps.iter().filter_map(|step| {
        let d = step.to_next_shorter.as_ref()?;
        let mut cells = vec![
            text(view.label(step.closing)),
            text(view.label(d.against)),
            Cell::Number(d.open_hours, Kind::Tenths),
            Cell::Number(d.cost, Kind::Hundredths),
            Cell::Number(d.cost_per_half_hour, Kind::Hundredths),
            Cell::Number(d.paid_hours, Kind::Tenths),
            Cell::Number(d.calls_served, Kind::Tenths),
            Cell::some(d.cost_per_call, Kind::Hundredths),
            Cell::Number(d.evening_calls, Kind::Tenths),
            Cell::Number(d.evening_shifts as f64, Kind::Whole),
            Cell::Number(d.waiting_minutes, Kind::Tenths),
            Cell::some(d.waiting_cost, Kind::Hundredths),
        ];
        cells.extend(d.peak_waits.iter().map(|peak| Cell::some(peak.mean_wait_s, Kind::Tenths)));
        Some(cells)
    });
    Table { at, head, rows: rows.collect(), chosen: None }
}
