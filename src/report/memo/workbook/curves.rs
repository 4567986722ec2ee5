//! Sheets with a chart: the day half-hour by half-hour, and cost against wait.

use super::super::View;
use super::super::figures::wait_at;
use super::text;
use super::words::Sheets;
use crate::domain::clock::TimeOfDay;
use crate::report::words::memo as phrases;
use crate::report::workbook::{self as book, Cell, Kind, Table};
use crate::wire::proposal::PlannedWeek;
use rust_xlsxwriter::{Chart, ChartType, Workbook, XlsxError};
use std::collections::BTreeSet;

pub(super) fn half_hours(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, w) = (view.p, phrases::words(view.language));
    let sheet = book::sheet(workbook, names.half_hours, false)?;
    let lines = &view.present().lines;
    let mut head = vec![w.closing.to_owned(), w.start.into()];
    head.extend(lines.iter().map(|line| format!("{}: {}, {}", line.name, w.wait, names.seconds)));
    head.extend([w.required, w.at_phone, w.on_duty].map(String::from));
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for closing in &p.closings {
        let first = rows.len() as u32 + 1;
        rows.extend(day(view, &closing.label, &closing.central));
        places.push((first, rows.len() as u32));
    }
    let table = Table { at: 0, head, rows, chosen: None };
    book::table(sheet, &table)?;
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_repeat_rows(0, 0)?;
    let last = table.head.len() as u16;
    sheet.autofilter(0, 0, table.rows.len() as u32, last - 1)?;
    sheet.set_column_width(0, 16)?;
    sheet.set_column_range_width(1, last - 1, 15)?;
    // The line that is compared, with the present hours and as proposed.
    let compared = view.compared().first().map(|(id, _)| *id);
    let line = lines.iter().position(|line| Some(line.line.as_str()) == compared).unwrap_or(0);
    let mut chart = Chart::new(ChartType::Line);
    chart.title().set_name(&format!("{} · {}", lines[line].name, w.waits_picture));
    chart.y_axis().set_name(&format!("{}, {}", w.wait, names.seconds));
    let mut shown = vec![p.baseline, p.proposed];
    shown.dedup();
    // Half-hours along the axis: those of the longer day.
    let longest = shown.iter().max_by_key(|k| places[**k].1 - places[**k].0).copied();
    let axis = places[longest.unwrap_or(p.baseline)];
    for k in shown {
        let (first, end) = places[k];
        let column = 2 + line as u16;
        let series = chart.add_series().set_name(view.label(k));
        series.set_categories((names.half_hours, axis.0, 1, axis.1, 1));
        series.set_values((names.half_hours, first, column, end, column));
    }
    chart.set_width(720).set_height(360);
    sheet.insert_chart(1, last + 1, &chart)?;
    Ok(())
}

/// The half-hours of a closing time.
fn day(view: &View<'_>, label: &str, week: &PlannedWeek) -> Vec<Vec<Cell>> {
    let waits = week.waits.iter().map(|wait| wait.start);
    let starts: BTreeSet<TimeOfDay> =
        waits.chain(week.staffing.iter().map(|row| row.start)).collect();
    let row = |start: TimeOfDay| {
        let mut cells = vec![text(label), text(&start.to_string())];
        for line in &view.present().lines {
            cells.push(Cell::some(wait_at(week, &line.line, start), Kind::Tenths));
        }
        let staff = week.staffing.iter().find(|row| row.start == start);
        cells.push(Cell::some(staff.map(|row| row.required), Kind::Tenths));
        cells.push(Cell::some(staff.map(|row| row.at_phone), Kind::Tenths));
        cells.push(Cell::some(staff.map(|row| row.on_duty), Kind::Tenths));
        cells
    };
    starts.into_iter().map(row).collect()
}

pub(super) fn frontier(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, w) = (view.p, phrases::words(view.language));
    let sheet = book::sheet(workbook, names.frontier, true)?;
    let seconds = |head: &str| format!("{head}, {}", names.seconds);
    let head = vec![
        w.closing.into(),
        seconds(w.promised),
        seconds(w.by_formula),
        seconds(w.through_day),
        view.in_currency(w.cost_week),
        view.in_currency(w.bound),
        w.paid_hours.into(),
    ];
    let mut chart = Chart::new(ChartType::ScatterStraightWithMarkers);
    chart.title().set_name(w.frontier_picture);
    chart.x_axis().set_name(&seconds(w.wait)).set_min(0);
    chart.y_axis().set_name(&view.in_currency(w.cost_week)).set_num_format("#,##0");
    let mut rows = Vec::new();
    for frontier in p.frontier.iter().filter(|frontier| !frontier.points.is_empty()) {
        let first = rows.len() as u32 + 1;
        rows.extend(frontier.points.iter().map(|point| {
            vec![
                text(view.label(frontier.closing)),
                Cell::Number(point.promised_s, Kind::Tenths),
                Cell::Number(point.by_formula_s, Kind::Tenths),
                Cell::Number(point.through_day_s, Kind::Tenths),
                Cell::Number(point.cost_per_week, Kind::Hundredths),
                Cell::Number(point.bound, Kind::Hundredths),
                Cell::Number(point.paid_hours_per_week, Kind::Tenths),
            ]
        }));
        let last = rows.len() as u32;
        let series = chart.add_series().set_name(view.label(frontier.closing));
        series.set_categories((names.frontier, first, 3, last, 3));
        series.set_values((names.frontier, first, 4, last, 4));
    }
    let at = rows.len() as u32 + 3;
    book::table(sheet, &Table { at: 0, head, rows, chosen: None })?;
    book::table(sheet, &budget(view, names, at))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, 18)?;
    sheet.set_column_range_width(1, 6, 15)?;
    // Where the time was short there are no points, and a chart of nothing cannot be written.
    if at > 3 {
        chart.set_width(720).set_height(420);
        sheet.insert_chart(1, 8, &chart)?;
    }
    Ok(())
}

/// The best wait for the paid hours of the present ones.
fn budget(view: &View<'_>, names: &Sheets, at: u32) -> Table {
    let (p, w) = (view.p, phrases::words(view.language));
    let mut head = vec![w.budget.into(), w.paid_hours.into(), view.in_currency(w.cost_week)];
    for line in &view.present().lines {
        head.push(format!("{}: {}, {}", line.name, w.wait, names.seconds));
        head.push(format!("{}: {}, {}", line.name, w.peak_wait, names.seconds));
    }
    let row = |budget: &crate::wire::proposal::Budget| {
        let found = budget.found.as_ref();
        let mut cells = vec![
            text(view.label(budget.closing)),
            Cell::some(found.map(|f| f.paid_hours_per_week), Kind::Tenths),
            Cell::some(found.map(|f| f.cost_per_week), Kind::Hundredths),
        ];
        for k in 0..view.present().lines.len() {
            let wait = found.and_then(|f| f.waits.get(k)).and_then(|wait| wait.mean_wait_s);
            let peak = budget.peak_waits.get(k).and_then(|peak| peak.mean_wait_s);
            cells.extend([Cell::some(wait, Kind::Tenths), Cell::some(peak, Kind::Tenths)]);
        }
        cells
    };
    Table { at, head, rows: p.budget.iter().map(row).collect(), chosen: None }
}
