//! What to do, in one sentence, and how it differs from the shortest hours.

use super::page::Page;
use super::view::{View, equal_days};
use crate::domain::clock::Weekday;
use crate::report::words::{numbers, remarks, sentences, through_day};
use crate::wire::answer::{Candidate, LineReport, ThroughDay, answered_per_week};

/// Where a larger share of a line's callers hang up, the recommendation begins with that.
const MANY_HANG_UP: f64 = 0.05;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    page.section(view.labels.recommendation);
    let (plan, language) = (view.plan, view.language);
    let closings: Vec<(String, String)> = view
        .varying
        .iter()
        .filter_map(|id| Some((view.line(id).to_owned(), plan.closing.get(*id)?.clone())))
        .collect();
    let wait = |line: &LineReport| {
        line.through_day.as_ref().map_or(line.mean_wait_s, |through| through.mean_wait_s.value)
    };
    let waits: Vec<(String, f64)> =
        plan.lines.iter().map(|line| (line.name.clone(), wait(line))).collect();
    let minutes = plan.scenario.interval_minutes;
    let through: Vec<&ThroughDay> =
        plan.lines.iter().filter_map(|line| line.through_day.as_ref()).collect();
    let method = if through.is_empty() {
        sentences::method(view.callers_hang_up(), minutes, language)
    } else {
        through_day::method(&through, language)
    };
    let hang_up = |line: &LineReport| {
        line.through_day.as_ref().map_or(line.p_abandon, |through| through.p_abandon.value)
    };
    let many = plan.lines.iter().filter(|line| hang_up(line) > MANY_HANG_UP);
    let many: Vec<(String, f64)> = many.map(|line| (line.name.clone(), hang_up(line))).collect();
    if !many.is_empty() {
        page.paragraph(&sentences::many_hang_up(&many, language));
    }
    let opening = sentences::opening(&closings, language);
    let cost = view.money(plan.cost_per_week);
    let known = sentences::known(
        plan.solver.status,
        plan.candidates.iter().find(|c| view.is_recommended(c)).and_then(|c| c.stopped_by),
        excess(plan.solver.objective, plan.solver.bound),
        language,
    );
    page.paragraph(&if view.needs_stated() {
        sentences::recommendation_for_needs(&opening, &cost, &known, language)
    } else {
        let waits = sentences::waits(&waits, language);
        sentences::recommendation(&opening, &cost, &waits, &method, &known, language)
    });
    if view.recommended().is_some_and(|chosen| !chosen.holds()) {
        page.paragraph(through_day::breaks(plan.candidates.len() > 1, language));
    }
    if let Some(text) = difference(view) {
        page.paragraph(&text);
    }
    page.paragraph(&people(view));
    let ranges = plan.assumptions.iter().filter(|a| a.bears_on_plans());
    let ranges = ranges.filter(|a| a.range.is_some()).count();
    if ranges > 0 {
        page.paragraph(&sentences::rests_on_ranges(
            ranges as u64,
            view.varying.is_empty(),
            language,
        ));
    }
    let others = not_told_apart(view);
    if !others.is_empty() {
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let resolution = view.money(plan.cost_resolution);
        page.paragraph(&sentences::not_told_apart(&others, &resolution, language));
    }
    if !plan.check.passed {
        page.paragraph(&remarks::verdict(false, plan.check.violations.len(), language));
    }
}

/// How many people come on each day, days with as many drawn together.
fn people(view: &View<'_>) -> String {
    let count = |day: Weekday| -> u32 {
        view.plan.shifts.iter().filter(|shift| shift.day == day).map(|shift| shift.count).sum()
    };
    let days = Weekday::ALL.into_iter().map(|day| (day, count(day))).filter(|(_, n)| *n > 0);
    let days = equal_days(days.collect(), |a, b| a == b)
        .into_iter()
        .map(|(days, counts)| format!("{} {}", numbers::days(&days, view.language), counts[0]));
    sentences::people_by_day(&days.collect::<Vec<_>>().join("; "), view.language)
}

/// How far the objective may lie above the least possible, as a share of the least.
pub(super) fn excess(objective: f64, bound: f64) -> f64 {
    if objective <= bound {
        0.0
    } else if bound > 0.0 {
        objective / bound - 1.0
    } else {
        f64::NAN
    }
}

/// Closing times that may be as good as the recommended one: what they cost less what their answered calls are worth is
/// within the resolution of the least.
fn not_told_apart(view: &View<'_>) -> Vec<String> {
    let plan = view.plan;
    let worth = plan.served_call.unwrap_or(0.0);
    let net = |c: &Candidate| {
        let served = answered_per_week(&c.lines);
        c.objective.filter(|_| c.holds()).map(|objective| objective - worth * served)
    };
    let least = plan.candidates.iter().filter_map(net).fold(f64::INFINITY, f64::min);
    let near = |c: &&Candidate| {
        let near = net(c).is_some_and(|net| net <= least + plan.cost_resolution);
        near && !view.is_recommended(c) && plan.cost_resolution > 0.0
    };
    plan.candidates.iter().filter(near).map(|c| view.candidate(c)).collect()
}

/// Against the shortest hours that can be done, or if these are recommended, against the longest.
fn difference(view: &View<'_>) -> Option<String> {
    let chosen = view.recommended()?;
    let others = || {
        let other = |c: &&Candidate| !view.is_recommended(c) && c.cost_per_week.is_some();
        view.plan.candidates.iter().filter(other)
    };
    let by_hours = |a: &&Candidate, b: &&Candidate| a.open_hours.total_cmp(&b.open_hours);
    let shortest = others().min_by(by_hours).filter(|c| c.open_hours < chosen.open_hours);
    let other = shortest.or_else(|| others().max_by(by_hours))?;
    let cost = other.cost_per_week?;
    let more = chosen.cost_per_week? - cost;
    if !more.is_finite() {
        return None;
    }
    let calls = |c: &Candidate| answered_per_week(&c.lines);
    if view.needs_stated() {
        return None;
    }
    let difference = sentences::Difference {
        other: &view.candidate(other),
        money: &view.money(more.abs()),
        share: more / cost,
        calls: calls(chosen) - calls(other),
    };
    Some(sentences::comparison(&difference, view.language))
}
