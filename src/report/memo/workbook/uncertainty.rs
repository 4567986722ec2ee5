//! The sheet of what could change our mind.

use super::super::View;
use super::text;
use super::words::Sheets;
use crate::report::words::keys;
use crate::report::words::memo as phrases;
use crate::report::words::memo_risk::risks;
use crate::report::workbook::{self as book, Cell, Kind, Table};
use crate::wire::proposal::{Missed, Observed, ParameterReport};
use rust_xlsxwriter::{Workbook, XlsxError};

pub(super) fn uncertainty(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let sheet = book::sheet(workbook, names.uncertainty, true)?;
    let mut at = 0;
    let tables = [numbers, flips, best, spread, missed, planned_draws, safety, pilot];
    for table in tables.map(|table| table(view, names)) {
        if !table.rows.is_empty() {
            let height = table.rows.len() as u32 + 3;
            book::table(sheet, &Table { at, ..table })?;
            at += height;
        }
    }
    sheet.set_column_width(0, 46)?;
    sheet.set_column_range_width(1, 7, 16)?;
    sheet.set_column_width(8, 36)?;
    Ok(())
}

fn table(head: Vec<String>, rows: Vec<Vec<Cell>>) -> Table {
    Table { at: 0, head, rows, chosen: None }
}

/// A value in its unit: seconds, calls and money as numbers, shares as per cent.
fn value(report: &ParameterReport, value: f64) -> Cell {
    let kind = if keys::is_share(&report.key) { Kind::Percent } else { Kind::Hundredths };
    Cell::Number(value, kind)
}

fn numbers(view: &View<'_>, names: &Sheets) -> Table {
    let (p, w) = (view.p, phrases::words(view.language));
    let rows = p.uncertainty.parameters.iter().flat_map(|report| {
        let ends = [(w.low, &report.low), (w.central, &report.central), (w.high, &report.high)];
        ends.map(|(level, end)| {
            vec![
                text(&view.key(&report.key)),
                text(level),
                value(report, end.value),
                Cell::some(end.cost_difference, Kind::Hundredths),
                Cell::some(end.net_difference, Kind::Hundredths),
                Cell::some(end.mean_wait_s, Kind::Tenths),
                text(end.recommended.map_or("", |k| view.label(k))),
                text(phrases::basis(report.basis, view.language)),
                text(&report.key),
            ]
        })
    });
    let head = vec![
        w.number.into(),
        names.at.into(),
        w.value.into(),
        view.in_currency(w.difference),
        view.in_currency(w.net),
        format!("{}, {}", w.fixed_wait, names.seconds),
        w.best.into(),
        w.basis.into(),
        names.key.into(),
    ];
    table(head, rows.collect())
}

fn flips(view: &View<'_>, names: &Sheets) -> Table {
    let w = phrases::words(view.language);
    let rows = view.p.uncertainty.parameters.iter().flat_map(|report| {
        report.flips.iter().map(|flip| {
            vec![
                text(&view.key(&report.key)),
                value(report, flip.between[0]),
                value(report, flip.between[1]),
                text(view.label(flip.to)),
            ]
        })
    });
    let head = [w.number, names.leaves, names.changes, w.best].map(String::from).into();
    table(head, rows.collect())
}

fn best(view: &View<'_>, _: &Sheets) -> Table {
    let (p, w) = (view.p, phrases::words(view.language));
    let shares = p.closings.iter().zip(&p.uncertainty.joint.best);
    let rows = shares.map(|(c, share)| vec![text(&c.label), Cell::Number(*share, Kind::Percent)]);
    table(vec![w.closing.into(), w.share_best.into()], rows.collect())
}

fn spread(view: &View<'_>, names: &Sheets) -> Table {
    let (joint, w) = (&view.p.uncertainty.joint, phrases::words(view.language));
    let row = |name: String, values: Option<[f64; 3]>, kind| {
        let values = values?.map(|value| Cell::Number(value, kind));
        Some(std::iter::once(Cell::Text(name)).chain(values).collect())
    };
    let rows = [
        row(view.in_currency(w.difference), joint.cost_difference, Kind::Hundredths),
        row(w.further.to_owned(), joint.calls_served, Kind::Tenths),
    ];
    let head = std::iter::once(w.number).chain(names.quantiles).map(String::from);
    table(head.collect(), rows.into_iter().flatten().collect())
}

fn missed(view: &View<'_>, _: &Sheets) -> Table {
    let (joint, w) = (&view.p.uncertainty.joint, phrases::words(view.language));
    let share = |value: f64| Cell::Number(value, Kind::Percent);
    let half = |missed: &Missed| share(missed.half_width);
    let mut rows = vec![
        vec![text(w.any_promise), share(joint.proposed.any), share(joint.baseline.any)],
        vec![text("±"), half(&joint.proposed), half(&joint.baseline)],
    ];
    rows.extend(joint.proposed.promises.iter().enumerate().map(|(k, promise)| {
        let name = view.line_name(&promise.line);
        let what = phrases::promise(promise.measure, promise.over, promise.between, view.language);
        vec![
            text(&format!("{name}: {what}")),
            share(promise.share),
            Cell::some(joint.baseline.promises.get(k).map(|present| present.share), Kind::Percent),
            Cell::Number(promise.correction, Kind::Hundredths),
        ]
    }));
    if joint.samples == 0 {
        rows.clear();
    }
    let head = [w.promise, w.missed_proposal, w.missed_present, w.correction].map(String::from);
    table(head.into(), rows)
}

fn planned_draws(view: &View<'_>, _: &Sheets) -> Table {
    let w = risks(view.language);
    let amount = |value: f64| Cell::Number(value, Kind::Hundredths);
    let row = |name: Cell, values: [f64; 3]| {
        std::iter::once(name).chain(values.map(amount)).collect::<Vec<Cell>>()
    };
    let told = view.p.uncertainty.planned_draws.iter();
    let rows = told.flat_map(|draws| {
        let each = draws.each.iter().map(|draw| {
            let name = Cell::Number(draw.draw.into(), Kind::Whole);
            row(name, [draw.summed, draw.planned, draw.planned - draw.summed])
        });
        let error = draws.error.iter().map(|error| {
            let [low, high] = error.interval;
            row(text(w.interval), [error.mean, low, high])
        });
        each.chain(error).collect::<Vec<_>>()
    });
    let head = [w.draw, w.summed, w.planned, w.off].map(String::from);
    table(head.into(), rows.collect())
}

fn safety(view: &View<'_>, _: &Sheets) -> Table {
    let (u, l) = (&view.p.uncertainty, view.language);
    let (w, phrases) = (risks(l), phrases::words(l));
    let told = u.safety.as_ref().and_then(|safety| Some((safety, safety.plan.as_ref()?)));
    let rows = told.map_or_else(Vec::new, |(safety, safe)| {
        let week = &view.closing(safety.closing).central;
        let share = |value: f64| Cell::Number(value, Kind::Percent);
        let two = |name: &str, central: Option<f64>, safe: f64, kind| {
            vec![text(name), Cell::some(central, kind), Cell::Number(safe, kind)]
        };
        vec![
            vec![text(w.any_missed), share(safety.risk), share(safe.missed.any)],
            vec![text("±"), share(safety.half_width), share(safe.missed.half_width)],
            two(
                &view.in_currency(phrases.cost_week),
                week.cost_per_week,
                safe.cost_per_week,
                Kind::Hundredths,
            ),
            two(
                phrases.paid_hours,
                week.paid_hours_per_week,
                safe.paid_hours_per_week,
                Kind::Tenths,
            ),
        ]
    });
    let head = [w.safety, w.central_plan, w.safe_plan].map(String::from);
    table(head.into(), rows)
}

fn pilot(view: &View<'_>, _: &Sheets) -> Table {
    let w = risks(view.language);
    let rows = view.p.uncertainty.pilot_plan.as_ref().map_or_else(Vec::new, |pilot| {
        let kind = match pilot.observed {
            Observed::Redials | Observed::Shrinkage | Observed::Busyness => Kind::Percent,
            _ => Kind::Tenths,
        };
        let value =
            |name: &str, value: Option<f64>, kind| vec![text(name), Cell::some(value, kind)];
        vec![
            vec![text(&view.key(&pilot.key)), text(pilot.review.as_deref().unwrap_or(""))],
            value(w.deciding, Some(pilot.deciding), kind),
            value(w.weeks, Some(pilot.weeks.into()), Kind::Whole),
            value(w.expected, Some(pilot.expected), Kind::Whole),
            value(w.end_above, Some(pilot.end.at_least), kind),
            value(w.end_below, pilot.end.at_most, kind),
            value(w.half_above, Some(pilot.halfway.at_least), kind),
            value(w.half_below, pilot.halfway.at_most, kind),
            value(w.wrong, Some(pilot.wrong_at_most), Kind::Percent),
            value(w.decides, Some(pilot.decides), Kind::Percent),
        ]
    });
    let head = [w.pilot, phrases::words(view.language).value].map(String::from);
    table(head.into(), rows)
}
