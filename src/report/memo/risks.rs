//! What a decision under uncertainty needs beside the draws: their error, what safety costs, and the pilot.

use super::View;
use super::document::{Block, Table};
use super::figures::value_text;
use crate::domain::units::Language;
use crate::report::words::memo::{self, words};
use crate::report::words::memo_risk::{self, LookValues, Measured, PilotText, risks};
use crate::report::words::memo_uncertain;
use crate::report::words::numbers::{NONE, percent, whole};
use crate::report::words::shortage;
use crate::wire::proposal::{Look, Missed, Pilot, PlannedDraws, Safety};

/// What draws planned in full say of the others.
pub(super) fn measured(view: &View<'_>) -> Option<String> {
    let (p, l) = (view.p, view.language);
    let draws = p.uncertainty.planned_draws.as_ref()?;
    let error = draws.error.as_ref()?;
    let told = Measured {
        draws: whole(u64::from(draws.planned), l),
        off: view.money(error.mean),
        low: view.money(error.interval[0]),
        high: view.money(error.interval[1]),
        summed: view.money(draws.summed?),
    };
    Some(memo_risk::measured(&told, error.decides, l))
}

/// What safety costs, in a sentence.
pub(super) fn safety(view: &View<'_>) -> Option<String> {
    let l = view.language;
    let safety = view.p.uncertainty.safety.as_ref()?;
    let label = view.label(safety.closing);
    let Some(safe) = &safety.plan else {
        let short = safety.cause.as_ref().map(|cause| shortage::summary(cause, l));
        let aim = percent(safety.aim, 0, l);
        return Some(memo_risk::no_safe_plan(&aim, label, short.as_deref(), l));
    };
    let risks = [safe.missed.any, safe.missed.half_width, safety.risk];
    let risks = risks.map(|share| percent(share, 1, l));
    Some(memo_risk::safety(&risks, label, &view.money(safe.extra), l))
}

/// What to do next: the pilot with its size, or why there need be none.
pub(super) fn next(view: &View<'_>) -> String {
    let (u, l) = (&view.p.uncertainty, view.language);
    match (&u.pilot_plan, &u.pilot) {
        (Some(pilot), _) => {
            let beyond = (!pilot.within_range).then(|| {
                let turns_at = value_text(view, &pilot.key, pilot.turns_at);
                memo_risk::only_beyond(&view.key(&pilot.key), &turns_at, l)
            });
            memo_risk::pilot(&text(view, pilot), l) + &beyond.unwrap_or_default()
        }
        (None, Some(key)) if u.joint.samples > 0 => memo_risk::no_pilot(&view.key(key), l),
        (None, Some(key)) => memo_uncertain::pilot(&view.key(key), l),
        (None, None) => view.not_drawn().to_owned(),
    }
}

fn text<'a>(view: &'a View<'_>, pilot: &'a Pilot) -> PilotText<'a> {
    let l = view.language;
    let look = |look: &Look| LookValues {
        weeks: look.weeks,
        at_least: look.at_least,
        at_most: look.at_most,
    };
    PilotText {
        kind: pilot.observed,
        line: pilot.line.as_deref().map_or("", |id| view.line_name(id)),
        hours: pilot.hours.map(|k| view.label(k)),
        above: view.label(pilot.above),
        below: view.label(pilot.below),
        expected: view.number(pilot.expected, 0),
        end: look(&pilot.end),
        halfway: look(&pilot.halfway),
        wrong: percent(pilot.wrong_at_most, 0, l),
        decides: percent(pilot.decides, 0, l),
        review: pilot.review.as_deref(),
    }
}

/// What stands behind these in the annex.
pub(super) fn annex(view: &View<'_>, blocks: &mut Vec<Block>) {
    let (u, w) = (&view.p.uncertainty, risks(view.language));
    if let Some(draws) = &u.planned_draws {
        blocks.push(Block::Subheading(w.planned_draws.into()));
        planned_draws(view, draws, blocks);
    }
    if let Some(safety) = &u.safety {
        blocks.push(Block::Subheading(w.safety.into()));
        safe_plan(view, safety, blocks);
    }
    if let Some(pilot) = &u.pilot_plan {
        blocks.push(Block::Subheading(w.pilot.into()));
        sized(view, pilot, blocks);
    }
}

fn planned_draws(view: &View<'_>, draws: &PlannedDraws, blocks: &mut Vec<Block>) {
    let (l, w) = (view.language, risks(view.language));
    let [planned, taken] = [draws.planned, draws.draws].map(|count| whole(count.into(), l));
    blocks.push(Block::Paragraph(memo_risk::planned_draws(&planned, &taken, l)));
    let without = draws.without_plan.iter().map(|without| {
        let short = without.cause.as_ref().map(|cause| shortage::summary(cause, l));
        let draw = whole(without.draw.into(), l);
        memo_risk::without_plan(&draw, view.label(without.closing), short.as_deref(), l)
    });
    let without: Vec<String> = without.collect();
    if !without.is_empty() {
        blocks.push(Block::List(without));
    }
    if draws.each.is_empty() {
        return;
    }
    let mut rows: Vec<Vec<String>> = draws
        .each
        .iter()
        .map(|draw| {
            let amounts = [draw.summed, draw.planned, draw.planned - draw.summed];
            let amounts = amounts.map(|amount| view.number(amount, 2));
            std::iter::once(whole(draw.draw.into(), l)).chain(amounts).collect()
        })
        .collect();
    if let Some(error) = &draws.error {
        let mean = |of: fn(&crate::wire::proposal::PlannedDraw) -> f64| {
            draws.each.iter().map(of).sum::<f64>() / draws.each.len() as f64
        };
        let means = [mean(|d| d.summed), mean(|d| d.planned), error.mean];
        let means = means.map(|amount| view.number(amount, 2));
        rows.push(std::iter::once(w.mean.to_owned()).chain(means).collect());
        let interval = error.interval.map(|end| view.number(end, 2)).join(" – ");
        rows.push(vec![w.interval.into(), NONE.into(), NONE.into(), interval]);
    }
    blocks.push(Block::Table(Table {
        caption: view.in_currency(words(l).net),
        head: [w.draw, w.summed, w.planned, w.off].map(String::from).into(),
        rows,
        chosen: None,
    }));
}

fn safe_plan(view: &View<'_>, safety: &Safety, blocks: &mut Vec<Block>) {
    let (p, l, w) = (view.p, view.language, risks(view.language));
    let label = view.label(safety.closing);
    let Some(safe) = &safety.plan else {
        blocks.extend(self::safety(view).map(Block::Paragraph));
        return;
    };
    let [aim, part] = [safety.aim, safe.part].map(|share| percent(share, 0, l));
    blocks.push(Block::Paragraph(memo_risk::safe_plan(label, &aim, &part, l)));
    let (week, joint) = (&view.closing(safety.closing).central, &p.uncertainty.joint);
    let own = if safety.closing == p.proposed { &joint.proposed } else { &joint.baseline };
    let memo_words = words(l);
    let two = |name: String, central: Option<f64>, safe: f64, decimals| {
        let central = central.map_or(NONE.into(), |value| view.number(value, decimals));
        vec![name, central, view.number(safe, decimals)]
    };
    let any = |missed: &Missed| {
        format!("{} ± {}", percent(missed.any, 1, l), percent(missed.half_width, 1, l))
    };
    let mut rows = vec![
        vec![w.any_missed.to_owned(), any(own), any(&safe.missed)],
        two(view.in_currency(memo_words.cost_week), week.cost_per_week, safe.cost_per_week, 2),
        two(memo_words.paid_hours.into(), week.paid_hours_per_week, safe.paid_hours_per_week, 1),
        two(memo_words.posts.into(), week.full_time_equivalents, safe.full_time_equivalents, 2),
        vec![w.load.to_owned(), percent(1.0, 1, l), percent(safe.load, 1, l)],
    ];
    rows.extend(own.promises.iter().zip(&safe.missed.promises).map(|(own, safe)| {
        let promise = memo::promise(own.measure, own.over, own.between, l);
        let name = format!("{}, {promise}: {}", view.line_name(&own.line), w.missed);
        vec![name, percent(own.share, 1, l), percent(safe.share, 1, l)]
    }));
    blocks.push(Block::Table(Table {
        caption: w.safety.into(),
        head: [memo_words.measure, w.central_plan, w.safe_plan].map(String::from).into(),
        rows,
        chosen: None,
    }));
}

fn sized(view: &View<'_>, pilot: &Pilot, blocks: &mut Vec<Block>) {
    let (l, w) = (view.language, risks(view.language));
    let turns_at = value_text(view, &pilot.key, pilot.turns_at);
    let key = view.key(&pilot.key);
    blocks.push(Block::Paragraph(memo_risk::pilot_size(&key, &turns_at, pilot.within_range, l)));
    if !pilot.large_enough {
        let decides = percent(pilot.decides, 0, l);
        blocks.push(Block::Paragraph(memo_risk::too_small(&decides, l)));
    }
    let rows = pilot_rows(view, pilot).into_iter().map(|(name, value)| vec![name, value]);
    blocks.push(Block::Table(Table {
        caption: w.pilot.into(),
        head: [w.quantity, words(l).value].map(String::from).into(),
        rows: rows.collect(),
        chosen: None,
    }));
}

/// What the pilot's table says, row by row.
fn pilot_rows(view: &View<'_>, pilot: &Pilot) -> Vec<(String, String)> {
    let (l, w): (Language, _) = (view.language, risks(view.language));
    let value = |value: f64| memo_risk::observed_value(pilot.observed, value, l);
    let some = |at: Option<f64>| at.map_or(NONE.into(), value);
    let rows = [
        (w.turns_at, value_text(view, &pilot.key, pilot.turns_at)),
        (w.deciding, value(pilot.deciding)),
        (w.expected_value, value(pilot.expected_value)),
        (w.weeks, whole(pilot.weeks.into(), l)),
        (w.expected, view.number(pilot.expected, 0)),
        (w.standard_error, value(pilot.standard_error)),
        (w.end_above, value(pilot.end.at_least)),
        (w.end_below, some(pilot.end.at_most)),
        (w.half_weeks, whole(pilot.halfway.weeks.into(), l)),
        (w.half_above, value(pilot.halfway.at_least)),
        (w.half_below, some(pilot.halfway.at_most)),
        (w.wrong, percent(pilot.wrong_at_most, 1, l)),
        (w.decides, percent(pilot.decides, 1, l)),
    ];
    rows.map(|(name, value)| (name.to_owned(), value)).into()
}
