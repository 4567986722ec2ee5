//! Promises and what is reached, what the figures rest on, what to beware of, and the proof.

use super::page::{Align, Page, Table};
use super::view::View;
use crate::domain::measure::{Direction, MeasureUnit, Over};
use crate::domain::units::{Basis, Language};
use crate::report::words::{self, Labels, labels, numbers, remarks, through_day};
use crate::wire::answer::{AssumptionReport, Decided, LineReport, NoteCode, TargetReport};

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    if view.plan.lines.iter().any(|line| !line.targets.is_empty()) {
        page.section(view.labels.targets);
        page.table(&targets(view));
    }
    if !view.plan.assumptions.is_empty() {
        page.section(view.labels.assumptions);
        assumptions(page, view);
    }
    if !view.plan.notes.is_empty() {
        page.section(view.labels.notes);
        for note in &view.plan.notes {
            let subject = view.subject(&note.subject);
            let own = |line: &&LineReport| line.line == note.subject;
            let nearest = view.plan.lines.iter().find(own).and_then(|l| l.formula_patience_s);
            let subject = match (note.code, nearest) {
                (NoteCode::PatienceLaw, Some(nearest)) => {
                    format!("{subject}: {}", numbers::duration(nearest, view.language))
                }
                _ => subject,
            };
            page.item("  • ", &remarks::note(note.code, &subject, view.language));
        }
    }
    page.section(view.labels.proof);
    proof(page, view);
}

fn targets(view: &View<'_>) -> Table {
    let l = view.labels;
    let through = !view.plan.through_day.is_empty();
    let mut table = if through {
        let right = Align::Right;
        let mut table = Table::new(&[Align::Left, right, right, right, right]);
        let heads = [l.promise, l.promised, l.by_formula, l.through_day, l.kept];
        table.head(heads.map(String::from).into());
        table
    } else {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
        table.head([l.promise, l.promised, l.reached, l.kept].map(String::from).into());
        table
    };
    for line in view.plan.lines.iter().filter(|line| !line.targets.is_empty()) {
        table.across(&line.name);
        for target in &line.targets {
            table.row(target_cells(view, line, target, through));
        }
    }
    table
}

fn target_cells(
    view: &View<'_>,
    line: &LineReport,
    target: &TargetReport,
    through: bool,
) -> Vec<String> {
    let [name, promised] = promise(view.language, line.threshold_s, target);
    let (_, text) = measure(view.language, target);
    let reached = match target.reached.is_infinite() {
        true => numbers::steady_wait(target.reached, view.language),
        false => text(target.reached),
    };
    let mut cells = vec![format!("  {name}"), promised, reached];
    if through {
        let carried = target.through_day.as_ref();
        cells.push(carried.map_or_else(
            || numbers::NONE.to_owned(),
            |carried| through_day::with_interval(carried.reached, &*text),
        ));
        // Through the day is what a caller experiences; the formula is only how it was planned.
        if let Some(carried) = carried {
            let decided = carried.decided(target.measure, target.promised);
            cells.push(verdict(decided, view.labels).to_owned());
            return cells;
        }
    }
    cells.push((if target.met { view.labels.yes } else { view.labels.no }).to_owned());
    cells
}

/// Yes, open or no.
pub(super) fn verdict(decided: Decided, labels: &Labels) -> &'static str {
    match decided {
        Decided::Kept => labels.yes,
        Decided::Open => labels.undecided,
        Decided::Broken => labels.no,
    }
}

/// Share of a promise up to which a figure counts as the promise itself.
const AGREES: f64 = 1e-6;

/// How figures of a measure are written.
type Text = Box<dyn Fn(f64) -> String>;

/// A promise and what is promised: "mean wait, over the week" and "≤ 60 s".
pub(super) fn promise(language: Language, threshold_s: f64, target: &TargetReport) -> [String; 2] {
    let l = labels(language);
    let over = match target.over {
        Over::Interval => l.each_interval,
        Over::Day => l.each_day,
        Over::Week => l.whole_week,
    };
    let threshold = numbers::duration(target.within_s.unwrap_or(threshold_s), language);
    let name = words::promise_name(target.measure, &threshold, language);
    let of = target.service_level_of.map_or("", |of| words::level_of(of, language));
    let name = name + of;
    let (sign, text) = measure(language, target);
    let between = through_day::stretch(target.between, language);
    [format!("{name}, {over}{between}"), format!("{sign}{}", text(target.promised))]
}

/// The sign of a promise and how its figures are written: one that breaks it never looks like the promise.
pub(super) fn measure(language: Language, target: &TargetReport) -> (&'static str, Text) {
    let promised = target.promised;
    let plain = move |value: f64| match value.fract() == 0.0 {
        true => numbers::number(value, 0, language),
        false => numbers::tenths(value, language),
    };
    let share = move |value, digits| numbers::percent(value, 1 + digits, language);
    let seconds = move |value, digits| numbers::seconds(value, digits, language);
    let (sign, breaks): (_, fn(f64, f64) -> bool) = match target.measure.direction() {
        Direction::AtMost => ("≤ ", |value, promised| value > promised * (1.0 + AGREES)),
        Direction::AtLeast => ("≥ ", |value, promised| value < promised * (1.0 - AGREES)),
    };
    let breaks = move |value| breaks(value, promised);
    let text: Text = match target.measure.unit() {
        MeasureUnit::Seconds => {
            Box::new(move |value| numbers::beside(value, promised, breaks(value), &seconds))
        }
        MeasureUnit::Share => {
            Box::new(move |value| numbers::beside(value, promised, breaks(value), &share))
        }
        MeasureUnit::Agents => Box::new(plain),
    };
    (sign, text)
}

fn assumptions(page: &mut Page, view: &View<'_>) {
    let all = &view.plan.assumptions;
    let count = |basis: Basis| all.iter().filter(|a| a.basis == basis).count() as u64;
    page.paragraph(&remarks::bases(
        count(Basis::Stated),
        count(Basis::Estimated),
        count(Basis::Assumed),
        view.language,
    ));
    let worth_listing = |a: &&AssumptionReport| a.range.is_some() || a.note.is_some();
    for item in all.iter().filter(worth_listing) {
        page.item("  • ", &assumption(view, item));
    }
    let plain =
        all.iter().filter(|a| a.basis == Basis::Assumed && !worth_listing(a)).count() as u64;
    if plain > 0 {
        page.item("  ", &remarks::plain_assumed(plain, view.language));
    }
}

fn assumption(view: &View<'_>, item: &AssumptionReport) -> String {
    let basis = view.labels.basis[match item.basis {
        Basis::Stated => 0,
        Basis::Estimated => 1,
        Basis::Assumed => 2,
    }];
    let range =
        item.range.as_ref().map(|range| format!(", {}", remarks::range(range, view.language)));
    let note = item.note.as_ref().map(|note| format!(": {note}"));
    format!(
        "{} = {} ({basis}{}){}",
        item.key,
        item.value,
        range.unwrap_or_default(),
        note.unwrap_or_default()
    )
}

fn proof(page: &mut Page, view: &View<'_>) {
    let (plan, solver) = (view.plan, &view.plan.solver);
    page.paragraph(&remarks::solver(
        &solver.name,
        solver.status,
        [&view.money(solver.objective), &view.money(solver.bound)],
        solver.gap,
        view.language,
    ));
    if solver.objective - plan.cost_per_week > 0.005 {
        page.paragraph(remarks::waiting_included(view.language));
    }
    let verdict = remarks::verdict(plan.check.passed, plan.check.violations.len(), view.language);
    page.paragraph(&verdict);
    let scenario = &plan.scenario;
    page.paragraph(&remarks::made_by(
        &plan.version,
        &scenario.file,
        &scenario.sha256,
        view.language,
    ));
}
