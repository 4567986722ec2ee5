//! The first page: what, why, at what cost, with which risk, and what next.

use super::document::{Block, Table};
use super::{View, WEEKS_A_YEAR, curves, pictures, risks};
use crate::report::today::{Row, Sides};
use crate::report::words::memo::{self, Trade, words};
use crate::report::words::memo_pages::{self, pages};
use crate::report::words::memo_uncertain;
use crate::report::words::numbers;
use crate::report::words::sentences;
use crate::report::words::today;
use crate::wire::proposal::{Difference, Missed};

pub(super) fn decision(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (w, pages) = (words(view.language), pages(view.language));
    let heading = |text: &str| Block::Heading(text.to_owned());
    let mut what = what(view).into_iter();
    blocks.push(heading(w.recommendation));
    blocks.extend(what.next().map(Block::Lead));
    blocks.extend(what.map(Block::Paragraph));
    blocks.push(heading(pages.why));
    blocks.extend(why(view).into_iter().map(Block::Paragraph));
    blocks.push(heading(pages.cost));
    blocks.extend(cost(view).into_iter().map(Block::Paragraph));
    blocks.extend(side_by_side(view));
    blocks.push(heading(pages.risk));
    blocks.extend(risk(view).into_iter().map(Block::Paragraph));
    blocks.push(heading(pages.next));
    blocks.push(Block::Paragraph(risks::next(view)));
    blocks.push(match view.p.frontier.iter().any(|frontier| !frontier.points.is_empty()) {
        true => Block::Picture(pictures::frontier(view, curves::points(view))),
        false => Block::Paragraph(memo_pages::no_frontier(view.language).into()),
    });
}

/// What is recommended.
fn what(view: &View<'_>) -> Vec<String> {
    let (p, l) = (view.p, view.language);
    let names: Vec<&str> = view.compared().into_iter().map(|(_, name)| name).collect();
    let stay = p.recommended == p.baseline && p.baseline_is_present;
    let mut said = vec![memo::headline(view.label(p.recommended), &names.join(", "), stay, l)];
    if !p.baseline_is_present {
        said.push(memo::not_present(l).into());
    }
    said
}

/// How sure that is, what it is not told apart from, and by which rule.
fn why(view: &View<'_>) -> Vec<String> {
    let (p, l) = (view.p, view.language);
    let drawn = p.uncertainty.joint.samples > 0;
    let mut said = Vec::new();
    if drawn {
        said.push(sureness(view));
        said.extend(risks::measured(view));
    }
    let others = p.decision.not_told_apart.iter().filter(|k| **k != p.recommended);
    let others: Vec<&str> = others.map(|k| view.label(*k)).collect();
    if !others.is_empty() {
        let resolution = view.money(p.decision.cost_resolution);
        said.push(sentences::not_told_apart(&others, &resolution, l));
    }
    said.push(memo::rule(p.decision.served_call.map(|v| view.money(v)), drawn, l));
    said
}

fn cost(view: &View<'_>) -> Vec<String> {
    let to_present = view.p.steps[view.p.proposed].to_baseline.as_ref();
    to_present.map(|d| memo::trade(&trade(view, d), view.language)).into_iter().collect()
}

/// How often promises are missed with the staffing as planned, and how far the cost scatters.
fn risk(view: &View<'_>) -> Vec<String> {
    let (joint, l) = (&view.p.uncertainty.joint, view.language);
    if joint.samples == 0 {
        return vec![view.not_drawn().into()];
    }
    let share = |missed: &Missed| numbers::percent(missed.any, 1, l);
    let half = numbers::percent(joint.proposed.half_width, 1, l);
    let samples = numbers::whole(u64::from(joint.samples), l);
    let missed = [share(&joint.proposed), half, share(&joint.baseline)];
    let mut said = vec![memo_pages::missed(&missed, view.label(view.p.proposed), &samples, l)];
    if let Some([low, _, high]) = joint.cost_difference {
        said.push(memo_pages::extra_cost(&view.money(low), &view.money(high), l));
    }
    said.extend(risks::safety(view));
    said
}

/// What the memo says of the decision, the headline first, for its workbook.
#[cfg(not(target_family = "wasm"))]
pub(super) fn told(view: &View<'_>) -> Vec<String> {
    let parts = [what(view), cost(view), why(view), vec![risks::next(view)]];
    let proven = memo::proven(view.p.decision.proven, view.language).to_owned();
    parts.into_iter().flatten().chain([proven]).collect()
}

/// Today, the present hours planned, and the proposal.
fn side_by_side(view: &View<'_>) -> Vec<Block> {
    let sides = view.sides();
    let w = sides.words();
    let told = sides.today.is_some();
    let mut head = vec![w.measure.to_owned()];
    head.extend(told.then(|| w.today.to_owned()));
    head.extend([w.present.to_owned(), w.proposal.to_owned()]);
    head.extend(told.then(|| w.by_planning.to_owned()));
    head.push(w.by_hours.to_owned());
    let closes = view.compared().into_iter().map(|(id, name)| {
        let [today, present, proposal] = sides.closes(id);
        let mut cells = vec![format!("{name}: {}", w.close)];
        cells.extend(told.then_some(today));
        cells.extend([present, proposal]);
        cells.extend((0..=usize::from(told)).map(|_| String::new()));
        cells
    });
    let rows = sides.rows();
    let rows = closes.chain(rows.iter().map(|row| cells(&sides, row, told)));
    let caption = if told { w.heading } else { w.heading_untold };
    let table = Table { caption: caption.into(), head, rows: rows.collect(), chosen: None };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(told.then(|| Block::Paragraph(today::explained(view.language).into())));
    blocks
}

fn cells(sides: &Sides<'_>, row: &Row, told: bool) -> Vec<String> {
    let known = sides.known_as(row).map_or(String::new(), |known| format!(" ({known})"));
    let [planning, hours] = row.changes().map(|change| sides.change(row.unit, change));
    let mut cells = vec![row.name.clone()];
    cells.extend(told.then(|| sides.told(row) + &known));
    cells.extend([row.present, row.proposal].map(|value| sides.text(row.unit, value)));
    cells.extend(told.then_some(planning));
    cells.push(hours);
    cells
}

/// In how many draws the recommended hours are the best, and which are most often.
fn sureness(view: &View<'_>) -> String {
    let (p, l) = (view.p, view.language);
    let joint = &p.uncertainty.joint;
    let share = |k: usize| joint.best.get(k).copied().unwrap_or(0.0);
    let percent = |k: usize| numbers::percent(share(k), 1, l);
    let most = (0..joint.best.len()).max_by(|a, b| share(*a).total_cmp(&share(*b)));
    let most = most.filter(|k| *k != p.recommended);
    let most = most.map(|k| (view.label(k), percent(k)));
    let most = most.as_ref().map(|(label, share)| [*label, share.as_str()]);
    let samples = numbers::whole(u64::from(joint.samples), l);
    memo_uncertain::robust(p.uncertainty.robust, &percent(p.recommended), &samples, most, l)
}

fn trade(view: &View<'_>, difference: &Difference) -> Trade {
    let moved = difference.evening_calls - difference.calls_offered;
    Trade {
        label: view.label(view.p.proposed).to_owned(),
        present: view.label(difference.against).to_owned(),
        cost: view.money(difference.cost),
        year: view.money(difference.cost * WEEKS_A_YEAR),
        further: view.number(difference.calls_served, 1),
        moved: view.number(moved.max(0.0), 1),
        evenings: view.number(difference.evening_shifts as f64, 0),
        per_call: difference.cost_per_call.map(|each| view.money(each)),
    }
}
