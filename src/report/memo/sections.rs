//! The sections of the memo, in the order of a manager's questions.

use super::document::{Block, Table};
use super::figures::measures;
use super::{View, WEEKS_A_YEAR, panels, pictures, uncertain};
use crate::report::words::keys;
use crate::report::words::memo::{self, Trade, words};
use crate::report::words::memo_uncertain;
use crate::report::words::numbers::{self, NONE};
use crate::report::words::sentences;
use crate::wire::proposal::Difference;

/// The whole memo but for its title.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    recommendation(view, &mut blocks);
    today_then(view, &mut blocks);
    cost(view, &mut blocks);
    promises(view, &mut blocks);
    panels::panels(view, &mut blocks);
    frontier(view, &mut blocks);
    uncertain::change(view, &mut blocks);
    closing_words(view, &mut blocks);
    blocks
}

/// The recommendation in words: the headline first.
pub(super) fn recommendation_text(view: &View<'_>) -> Vec<String> {
    let (p, l) = (view.p, view.language);
    let names: Vec<&str> = view.compared().into_iter().map(|(_, name)| name).collect();
    let stay = p.recommended == p.baseline && p.baseline_is_today;
    let mut said = vec![memo::headline(view.label(p.recommended), &names.join(", "), stay, l)];
    if !p.baseline_is_today {
        said.push(memo::not_today(l).into());
    }
    if let Some(difference) = &p.steps[p.proposed].to_baseline {
        said.push(memo::trade(&trade(view, difference), l));
    }
    let others = p.decision.not_told_apart.iter().filter(|k| **k != p.recommended);
    let others: Vec<&str> = others.map(|k| view.label(*k)).collect();
    if !others.is_empty() {
        let resolution = view.money(p.decision.cost_resolution);
        said.push(sentences::not_told_apart(&others, &resolution, l));
    }
    if p.uncertainty.joint.samples > 0 {
        said.push(sureness(view));
    }
    if let (Some(key), false) = (&p.uncertainty.pilot, p.uncertainty.robust) {
        said.push(memo_uncertain::pilot(&view.key(key), l));
    }
    let drawn = p.uncertainty.joint.samples > 0;
    said.push(memo::rule(p.decision.served_call.map(|v| view.money(v)), drawn, l));
    said.push(memo::proven(p.decision.proven, l).into());
    said
}

fn recommendation(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.recommendation.into()));
    let mut said = recommendation_text(view).into_iter();
    blocks.extend(said.next().map(Block::Lead));
    blocks.extend(said.map(Block::Paragraph));
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
        today: view.label(difference.against).to_owned(),
        cost: view.money(difference.cost),
        year: view.money(difference.cost * WEEKS_A_YEAR),
        further: view.number(difference.calls_served, 1),
        moved: view.number(moved.max(0.0), 1),
        evenings: view.number(difference.evening_shifts as f64, 0),
        per_call: difference.cost_per_call.map(|each| view.money(each)),
    }
}

fn today_then(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.today_then.into()));
    blocks.push(Block::Paragraph(memo_uncertain::ranges(view.language).into()));
    let then = view.closing(p.proposed);
    let head = |level: &str| format!("{} · {level}", then.label);
    let weeks = [view.today(), &then.low, &then.central, &then.high];
    blocks.push(Block::Table(Table {
        caption: w.today_then.into(),
        head: vec![
            w.measure.into(),
            format!("{} · {}", view.label(p.baseline), w.today),
            head(w.low),
            head(w.central),
            head(w.high),
        ],
        rows: measures(view, &weeks),
        chosen: None,
    }));
}

fn cost(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.cost.into()));
    let today = view.today().cost_per_week;
    let rows = p.closings.iter().map(|closing| {
        let week = &closing.central;
        let more = week.cost_per_week.zip(today).map(|(own, today)| own - today);
        let above = week.objective.zip(week.bound).filter(|(_, bound)| *bound > 0.0);
        let above = above.map_or(NONE.into(), |(objective, bound)| {
            numbers::at_most(objective / bound - 1.0, view.language)
        });
        let count = |v: Option<f64>, d| v.map_or(NONE.into(), |v| view.number(v, d));
        vec![
            closing.label.clone(),
            view.amount(week.cost_per_week),
            view.amount(more),
            view.amount(more.map(|more| more * WEEKS_A_YEAR)),
            count(week.paid_hours_per_week, 1),
            count(week.full_time_equivalents, 2),
            above,
            if week.check_passed { w.passed } else { NONE }.to_owned(),
        ]
    });
    blocks.push(Block::Table(Table {
        caption: view.in_currency(w.cost_week),
        head: vec![
            w.closing.into(),
            w.cost_week.into(),
            w.extra_week.into(),
            w.cost_year.into(),
            w.paid_hours.into(),
            w.posts.into(),
            w.above_least.into(),
            w.check.into(),
        ],
        rows: rows.collect(),
        chosen: Some(p.recommended),
    }));
    blocks.push(Block::Subheading(w.steps.into()));
    blocks.push(Block::Table(steps(view)));
}

/// What each promise costs at the recommended hours.
fn promises(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w, l) = (view.p, words(view.language), view.language);
    if p.promise_costs.is_empty() {
        return;
    }
    blocks.push(Block::Heading(w.promise_costs.into()));
    let resolution = view.money(p.decision.cost_resolution);
    blocks.push(Block::Paragraph(memo::promise_costs(view.label(p.recommended), &resolution, l)));
    let rows = p.promise_costs.iter().map(|cost| {
        let name =
            p.closings[p.recommended].central.lines.iter().find(|line| line.line == cost.line);
        let name = name.map_or(cost.line.as_str(), |line| line.name.as_str());
        let value =
            |value: Option<f64>| value.map_or(NONE.into(), |v| memo::value(cost.measure, v, l));
        let threshold = numbers::duration(cost.within_s.unwrap_or(0.0), l);
        let promise = memo::promise_of((cost.measure, &threshold), cost.over, cost.between, l);
        vec![
            format!("{name}: {promise}"),
            value(Some(cost.promised)),
            value(cost.loosened.promised),
            view.number(cost.loosened.saved, 2),
            view.number(cost.dropped.saved, 2),
            view.duration(cost.dropped.mean_wait_s),
        ]
    });
    let rows = rows.collect();
    blocks.push(Block::Table(Table {
        caption: view.in_currency(w.promise_costs),
        head: vec![
            w.promise.into(),
            w.promised.into(),
            w.loosened.into(),
            w.saved_loosened.into(),
            w.saved_dropped.into(),
            w.wait_dropped.into(),
        ],
        rows,
        chosen: None,
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

fn frontier(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, w) = (view.p, words(view.language));
    blocks.push(Block::Heading(w.frontier.into()));
    blocks.push(Block::Paragraph(memo::frontier(view.language).into()));
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
    let table = Table {
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
    };
    blocks.push(Block::Picture(pictures::frontier(view, table)));
    if let Some(hours) = p.budget_hours {
        blocks.push(Block::Subheading(w.budget.into()));
        blocks.push(Block::Paragraph(memo::budget(&view.number(hours, 1), view.language)));
        blocks.push(Block::Table(budget(view)));
    }
}

fn budget(view: &View<'_>) -> Table {
    let (p, w) = (view.p, words(view.language));
    let lines = &view.today().lines;
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

fn closing_words(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (p, l, w) = (view.p, view.language, words(view.language));
    blocks.push(Block::Heading(w.definitions.into()));
    let meanings = memo::definitions(p.peak, l);
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
    blocks.push(Block::Heading(w.provenance.into()));
    let s = &p.scenario;
    blocks.push(Block::Paragraph(memo::provenance(&p.version, &s.file, &s.sha256, p.seed, l)));
}
