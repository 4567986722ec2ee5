//! Cost against wait, and the best wait for as many paid hours as the present hours take.

use super::View;
use super::document::{Block, Table};
use crate::report::words::memo::{self, words};
use crate::report::words::numbers::NONE;

pub(super) fn frontier(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.frontier.into()));
    blocks.push(Block::Paragraph(memo::frontier(view.language).into()));
    blocks.push(Block::Table(points(view)));
    if let Some(hours) = p.budget_hours {
        blocks.push(Block::Subheading(w.budget.into()));
        blocks.push(Block::Paragraph(memo::budget(&view.number(hours, 1), view.language)));
        blocks.push(Block::Table(budget(view)));
    }
}

/// The points of all frontiers.
pub(super) fn points(view: &View<'_>) -> Table {
    let (p, w) = (view.p, words(view.language));
    let rows = p.frontier.iter().flat_map(|frontier| {
        frontier.points.iter().map(|point| {
            vec![
                view.label(frontier.closing).to_owned(),
                view.duration(Some(point.through_day_s)),
                view.duration(Some(point.by_formula_s)),
                view.number(point.cost_per_week, 2),
                view.number(point.bound, 2),
                view.number(point.paid_hours_per_week, 1),
            ]
        })
    });
    let (cost, bound) = (view.in_currency(w.cost_week), view.in_currency(w.bound));
    Table {
        caption: w.frontier_picture.into(),
        head: vec![
            w.closing.into(),
            format!("{}, {}", w.wait, w.through_day),
            w.by_formula.into(),
            cost,
            bound,
            w.paid_hours.into(),
        ],
        rows: rows.collect(),
        chosen: None,
    }
}

fn budget(view: &View<'_>) -> Table {
    let (p, w) = (view.p, words(view.language));
    let lines = &view.present().lines;
    let mut head = vec![w.closing.to_owned(), w.paid_hours.into(), view.in_currency(w.cost_week)];
    for line in lines {
        head.push(format!("{}: {}", line.name, w.wait));
        head.push(format!("{}: {}", line.name, w.peak_wait));
    }
    let row = |budget: &crate::wire::proposal::Budget| {
        let found = budget.found.as_ref();
        let mut row = vec![
            view.label(budget.closing).to_owned(),
            found.map_or(NONE.into(), |f| view.number(f.paid_hours_per_week, 1)),
            view.amount(found.map(|f| f.cost_per_week)),
        ];
        for k in 0..lines.len() {
            let wait = found.and_then(|f| f.waits.get(k)).and_then(|wait| wait.mean_wait_s);
            row.push(view.duration(wait));
            row.push(view.duration(budget.peak_waits.get(k).and_then(|peak| peak.mean_wait_s)));
        }
        row
    };
    let rows = p.budget.iter().map(row).collect();
    Table { caption: w.budget.into(), head, rows, chosen: None }
}
