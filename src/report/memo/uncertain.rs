//! The uncertain numbers: ranges, flips and chances.

use super::document::{Block, Table};
use super::figures::value_text;
use super::{View, pictures};
use crate::report::words::memo::{self, words};
use crate::report::words::memo_uncertain;
use crate::report::words::numbers::{NONE, percent, whole};
use crate::wire::proposal::{Missed, ParameterReport};

/// Tornado, flips and chances.
pub(super) fn change(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, l, w) = (view.p, view.language, words(view.language));
    let u = &p.uncertainty;
    blocks.push(Block::Heading(w.change.into()));
    if u.parameters.is_empty() {
        blocks.push(Block::Paragraph(view.not_drawn().into()));
        return;
    }
    let (label, present) = (view.label(p.proposed), view.label(p.baseline));
    blocks.push(Block::Paragraph(memo_uncertain::tornado(label, present, l)));
    blocks.push(Block::Picture(pictures::tornado(view, table(view))));
    let flips: Vec<String> = u.parameters.iter().flat_map(|r| flips(view, r)).collect();
    if flips.is_empty() {
        blocks.push(Block::Paragraph(memo_uncertain::no_flip(l).into()));
    } else {
        blocks.push(Block::List(flips));
    }
    blocks.push(Block::Subheading(w.chances.into()));
    let samples = whole(u64::from(u.joint.samples), l);
    blocks.push(Block::Paragraph(memo_uncertain::chances(&samples, p.seed, l)));
    let best = p.closings.iter().zip(&u.joint.best);
    let best = best.map(|(c, share)| (c.label.clone(), percent(*share, 1, l)));
    blocks.push(Block::Paragraph(memo_uncertain::best_shares(&best.collect::<Vec<_>>(), l)));
    if let (Some(cost), Some(calls)) = (u.joint.cost_difference, u.joint.calls_served) {
        let (cost, calls) = (cost.map(|c| view.money(c)), calls.map(|c| view.number(c, 1)));
        let cost = [cost[0].as_str(), &cost[1], &cost[2]];
        blocks.push(Block::Paragraph(memo_uncertain::spread(
            cost,
            [&calls[0], &calls[1], &calls[2]],
            l,
        )));
    }
    blocks.push(Block::Table(chances(view, &u.joint.proposed, &u.joint.baseline)));
}

fn flips(view: &View<'_>, report: &ParameterReport) -> Vec<String> {
    let flip = |flip: &crate::wire::proposal::Flip| {
        let [leaves, changes] = flip.between.map(|value| value_text(view, &report.key, value));
        memo_uncertain::flip(
            &view.key(&report.key),
            [&leaves, &changes],
            view.label(flip.to),
            view.language,
        )
    };
    report.flips.iter().map(flip).collect()
}

fn table(view: &View<'_>) -> Table {
    let w = words(view.language);
    let rows = view.p.uncertainty.parameters.iter().flat_map(|report| {
        let ends = [(w.low, &report.low), (w.central, &report.central), (w.high, &report.high)];
        ends.map(|(_, end)| {
            vec![
                view.key(&report.key),
                value_text(view, &report.key, end.value),
                view.amount(end.cost_difference),
                view.amount(end.net_difference),
                view.duration(end.mean_wait_s),
                end.recommended.map_or(NONE, |k| view.label(k)).to_owned(),
            ]
        })
    });
    Table {
        caption: w.tornado_picture.into(),
        head: vec![
            w.number.into(),
            w.value.into(),
            view.in_currency(w.difference),
            view.in_currency(w.net),
            w.fixed_wait.into(),
            w.best.into(),
        ],
        rows: rows.collect(),
        chosen: None,
    }
}

fn chances(view: &View<'_>, proposed: &Missed, baseline: &Missed) -> Table {
    let (l, w) = (view.language, words(view.language));
    let any = |missed: &Missed| {
        format!("{} ± {}", percent(missed.any, 1, l), percent(missed.half_width, 1, l))
    };
    let each = proposed.promises.iter().enumerate().map(|(k, promise)| {
        let name = view.line_name(&promise.line);
        let present = baseline.promises.get(k);
        vec![
            format!("{name}: {}", memo::promise(promise.measure, promise.over, promise.between, l)),
            percent(promise.share, 1, l),
            present.map_or(NONE.into(), |present| percent(present.share, 1, l)),
            view.number(promise.correction, 2),
        ]
    });
    let first = vec![w.any_promise.to_owned(), any(proposed), any(baseline), NONE.to_owned()];
    Table {
        caption: w.chances.into(),
        head: [w.promise, w.missed_proposal, w.missed_present, w.correction]
            .map(String::from)
            .into(),
        rows: std::iter::once(first).chain(each).collect(),
        chosen: None,
    }
}
