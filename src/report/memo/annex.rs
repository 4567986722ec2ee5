//! The annex: what stands behind the first two pages.

use super::document::{Block, Table};
use super::figures::{beside_responses, measures};
use super::{View, curves, panels, risks, uncertain};
use crate::report::words::keys;
use crate::report::words::memo::{self, words};
use crate::report::words::memo_uncertain;
use crate::report::words::numbers::NONE;

pub(super) fn annex(view: &View<'_>, blocks: &mut Vec<Block>) {
    present_then(view, blocks);
    worth(view, blocks);
    blocks.push(Block::Heading(words(view.language).steps.into()));
    blocks.push(Block::Table(steps(view)));
    curves::frontier(view, blocks);
    uncertain::change(view, blocks);
    risks::annex(view, blocks);
    closing_words(view, blocks);
    panels::panels(view, blocks);
    provenance(view, blocks);
}

fn present_then(view: &View<'_>, blocks: &mut Vec<Block>) {
    let w = words(view.language);
    blocks.push(Block::Heading(w.present_then.into()));
    blocks.push(Block::Paragraph(memo_uncertain::ranges(view.language).into()));
    blocks.push(Block::Table(beside_responses(view, w.present_then, measures)));
}

/// From which worth of a served call on which hours are right, and what the bounds prove of it.
fn worth(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.served_call_key.into()));
    blocks.push(Block::Paragraph(memo::proven(p.decision.proven, view.language).into()));
    let rows = p.decision.breakpoints.iter().map(|point| {
        let between = point.proven_between.map_or(NONE.into(), |[low, high]| {
            format!("{} – {}", view.number(low, 2), view.number(high, 2))
        });
        vec![view.label(point.closing).to_owned(), view.number(point.from_value, 2), between]
    });
    blocks.push(Block::Table(Table {
        caption: view.in_currency(w.served_call_key),
        head: vec![w.closing.into(), w.from_value.into(), w.proven_range.into()],
        rows: rows.collect(),
        chosen: p.decision.breakpoints.iter().position(|b| b.closing == p.recommended),
    }));
}

/// Each closing time against the next shorter one.
fn steps(view: &View<'_>) -> Table {
    let (p, w) = (view.p, words(view.language));
    let compared = view.compared();
    let head = [w.closing, w.against].map(String::from).into_iter();
    let head = head.chain([view.in_currency(w.difference), view.in_currency(w.half_hour)]);
    let head = head.chain([w.further.into(), view.in_currency(w.per_call)]);
    let head = head.chain(compared.iter().map(|(_, name)| format!("{name}: {}", w.peak_wait)));
    let head = head.chain([w.minutes.into(), view.in_currency(w.callers_cost), w.evenings.into()]);
    let rows = p.steps.iter().filter_map(|step| {
        let d = step.to_next_shorter.as_ref()?;
        let mut row = vec![
            view.label(step.closing).to_owned(),
            view.label(d.against).to_owned(),
            view.number(d.cost, 2),
            view.number(d.cost_per_half_hour, 2),
            view.number(d.calls_served, 1),
            view.amount(d.cost_per_call),
        ];
        for (id, _) in &compared {
            let peak = d.peak_waits.iter().find(|peak| peak.line == *id);
            row.push(view.change(peak.and_then(|peak| peak.mean_wait_s)));
        }
        row.extend([
            view.number(d.waiting_minutes, 0),
            view.amount(d.waiting_cost),
            view.number(d.evening_shifts as f64, 0),
        ]);
        Some(row)
    });
    let rows = rows.collect();
    Table { caption: w.steps.into(), head: head.collect(), rows, chosen: None }
}

fn closing_words(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, l, w) = (view.p, view.language, words(view.language));
    blocks.push(Block::Heading(w.definitions.into()));
    let meanings = memo::definitions(p.peak, view.level_of(), l);
    let meanings = meanings.into_iter().map(|(word, text)| (word.to_owned(), text)).collect();
    blocks.push(Block::Definitions(meanings));
    blocks.push(Block::Heading(w.assumptions.into()));
    let rows = p.assumptions.iter().map(|a| {
        vec![
            view.key(&a.key),
            keys::value(&a.key, &a.value, l),
            a.range.as_ref().map_or(NONE.into(), |range| keys::value(&a.key, range, l)),
            memo::basis(a.basis, l).to_owned(),
            a.note.clone().unwrap_or_default(),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: w.assumptions.into(),
        head: [w.number, w.value, w.range, w.basis, w.note].map(String::from).into(),
        rows: rows.collect(),
        chosen: None,
    }));
}

fn provenance(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, l) = (view.p, view.language);
    blocks.push(Block::Heading(words(l).provenance.into()));
    let s = &p.scenario;
    blocks.push(Block::Paragraph(memo::provenance(&p.version, &s.file, &s.sha256, p.seed, l)));
}
