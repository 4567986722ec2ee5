//! The panels that the control chooses from: closing times and levels of demand response.

use super::document::{Block, Panel, Panels, Table};
use super::figures::{measures, starts, wait_at};
use super::{View, pictures};
use crate::domain::clock::TimeOfDay;
use crate::report::words::memo::words;
use crate::report::words::numbers::NONE;
use crate::wire::proposal::PlannedWeek;

/// Index of the central response.
const CENTRAL: usize = 1;

pub(super) fn panels(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.waits_staffing.into()));
    let names = [w.low, w.central, w.high];
    let panels = p.closings.iter().enumerate().flat_map(|(k, closing)| {
        let responses = closing.responses().map(|(_, week)| week);
        responses.into_iter().zip(names).enumerate().map(move |(r, (week, name))| Panel {
            closing: k,
            response: r,
            chosen: k == p.proposed && r == CENTRAL,
            title: format!("{} {} · {} {name}", w.closing, closing.label, w.response),
            blocks: panel(view, &closing.label, week),
        })
    });
    blocks.push(Block::Panels(Panels {
        closings: p.closings.iter().map(|closing| closing.label.clone()).collect(),
        responses: names.map(String::from).into(),
        panels: panels.collect(),
    }));
}

fn panel(view: &View<'_>, label: &str, week: &PlannedWeek) -> Vec<Block> {
    let w = words(view.language);
    let head = |name: &str, what: &str| format!("{name} · {what}");
    let mut blocks = vec![Block::Table(Table {
        caption: w.figures_key.into(),
        head: vec![
            w.measure.into(),
            head(view.label(view.p.baseline), w.present),
            label.to_owned(),
        ],
        rows: measures(view, &[view.present(), week]),
        chosen: None,
    })];
    if week.cost_per_week.is_some() {
        blocks.push(Block::Picture(pictures::waits(view, label, week, waits(view, week))));
        blocks.push(Block::Picture(pictures::staffing(view, label, week, staffing(view, week))));
    }
    blocks
}

fn waits(view: &View<'_>, week: &PlannedWeek) -> Table {
    let w = words(view.language);
    let mut head = vec![w.start.to_owned()];
    for line in &view.present().lines {
        head.push(format!("{} · {}", line.name, w.present));
        head.push(line.name.clone());
    }
    let row = |start: TimeOfDay| {
        let mut row = vec![start.to_string()];
        for line in &view.present().lines {
            row.push(view.duration(wait_at(view.present(), &line.line, start)));
            row.push(view.duration(wait_at(week, &line.line, start)));
        }
        row
    };
    let rows = starts(&[view.present(), week]).into_iter().map(row).collect();
    Table { caption: w.waits_picture.into(), head, rows, chosen: None }
}

fn staffing(view: &View<'_>, week: &PlannedWeek) -> Table {
    let w = words(view.language);
    let rows = week.staffing.iter().map(|row| {
        let number = |value: f64| {
            if value.is_finite() { view.number(value, 1) } else { NONE.to_owned() }
        };
        vec![row.start.to_string(), number(row.required), number(row.at_phone), number(row.on_duty)]
    });
    Table {
        caption: w.staff_picture.into(),
        head: [w.start, w.required, w.at_phone, w.on_duty].map(String::from).into(),
        rows: rows.collect(),
        chosen: None,
    }
}
