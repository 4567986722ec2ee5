//! The closing times side by side: figures in rows where all candidates fit beside each other, else
//! candidates in rows.

use super::page::{Align, Page, Table};
use super::recommendation::excess;
use super::view::View;
use crate::report::words::{self, captions, numbers, sentences, shortage};
use crate::wire::answer::{Candidate, LineReport, Status};

/// The mark of the recommended candidate.
const MARK: &str = "▶ ";

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    if view.plan.candidates.is_empty() {
        return;
    }
    page.section(view.labels.candidates);
    let columns = figures_in_rows(view);
    if columns.fits() {
        page.table(&columns);
    } else {
        let exact = candidates_in_rows(view, 2);
        page.paragraph(&closing_names(view));
        page.table(&if exact.fits() { exact } else { candidates_in_rows(view, 0) });
        page.blank();
        page.table(&lines_in_rows(view));
    }
    if view.recommended().is_some() && view.plan.candidates.len() > 1 {
        page.line(view.labels.recommended);
    }
    if view.plan.candidates.iter().any(|candidate| view.tied_with_shorter(candidate)) {
        let resolution = view.money(view.plan.cost_resolution);
        page.item("≈ ", &captions::not_told_apart(&resolution, view.language));
    }
    for candidate in &view.plan.candidates {
        remark(page, view, candidate);
    }
}

/// Why a candidate has no figures.
fn remark(page: &mut Page, view: &View<'_>, candidate: &Candidate) {
    let name = view.candidate(candidate);
    match (candidate.status, &candidate.infeasibility) {
        (Status::Infeasible, Some(cause)) => {
            let why = shortage::summary(cause, view.language);
            page.item("  ", &sentences::not_possible(&name, &why, view.language));
        }
        (Status::Infeasible, None) => {
            page.item("  ", sentences::not_possible(&name, "", view.language).trim_end());
        }
        (Status::Unknown, _) => {
            page.item("  ", &sentences::no_plan_yet(&name, candidate.stopped_by, view.language));
        }
        _ => {}
    }
}

/// One figure of a candidate: its label and its text.
struct Figure {
    label: String,
    short: String,
    text: Text,
}

/// The text of a figure; amounts take this many decimals.
type Text = fn(&View<'_>, &Candidate, usize) -> String;

/// The figures of a candidate as a whole; those that no candidate has are left out.
fn figures(view: &View<'_>) -> Vec<Figure> {
    let l = view.labels;
    let money = |label: &str| view.in_currency(label);
    let stacked = |label: &str| label.replace(' ', "\n");
    let figure = |label: String, short: String, text| Figure { label, short, text };
    let mut all = vec![
        figure(l.status.into(), l.status.into(), |v, c, _| status(v, c)),
        figure(money(l.cost), stacked(l.cost), |v, c, d| v.amount(c.cost_per_week, d)),
        figure(l.hours.into(), stacked(l.hours), |v, c, _| {
            numbers::tenths(c.paid_hours_per_week.unwrap_or(f64::NAN), v.language)
        }),
        figure(l.fte.into(), l.fte_short.into(), |v, c, _| v.amount(c.full_time_equivalents, 2)),
    ];
    let has = |value: fn(&Candidate) -> Option<f64>| {
        view.plan.candidates.iter().any(|c| value(c).is_some())
    };
    if has(|c| c.marginal_cost_per_half_hour) {
        all.push(figure(money(l.half_hour), l.half_hour_short.into(), |v, c, d| {
            let amount = v.amount(c.marginal_cost_per_half_hour, d);
            if v.tied_with_shorter(c) { format!("≈ {amount}") } else { amount }
        }));
    }
    if has(Candidate::waiting_cost_through_day) {
        all.push(figure(money(l.waiting), l.waiting_short.into(), |v, c, d| {
            v.amount(c.waiting_cost_through_day(), d)
        }));
    }
    all.push(figure(l.gap.into(), l.gap_short.into(), |v, c, _| {
        let gap = c.objective.zip(c.bound).map_or(f64::NAN, |(o, b)| excess(o, b));
        numbers::at_most(gap, v.language)
    }));
    all
}

fn status(view: &View<'_>, candidate: &Candidate) -> String {
    if candidate.objective.is_some() && !candidate.holds() {
        return view.labels.breaks_promises.to_owned();
    }
    let index = match candidate.status {
        Status::Optimal => 0,
        Status::Gap => 1,
        Status::Limit => 2,
        Status::Infeasible => 3,
        Status::Unknown => 4,
    };
    view.labels.status_words[index].to_owned()
}

/// The mark or nothing, as wide.
fn mark(view: &View<'_>, candidate: &Candidate) -> &'static str {
    if view.is_recommended(candidate) { MARK } else { "" }
}

/// One column a candidate.
fn figures_in_rows(view: &View<'_>) -> Table {
    let candidates = &view.plan.candidates;
    let align: Vec<Align> =
        std::iter::once(Align::Left).chain(candidates.iter().map(|_| Align::Right)).collect();
    let mut table = Table::new(&align);
    let row = |label: &str, text: &dyn Fn(&Candidate) -> String| {
        std::iter::once(label.to_owned()).chain(candidates.iter().map(text)).collect::<Vec<_>>()
    };
    if !view.varying.is_empty() {
        table.head(head(view));
    }
    for figure in figures(view) {
        table.row(row(&figure.label, &|c| (figure.text)(view, c, 2)));
    }
    for line in &view.plan.lines {
        table.across(&line.name);
        let of = |c: &Candidate, text: &dyn Fn(&LineReport) -> String| {
            let found = c.lines.iter().find(|l| l.line == line.line);
            found.map_or_else(|| numbers::NONE.to_owned(), text)
        };
        let within = within_label(view, line);
        for figure in line_figures(view, false) {
            let label = if figure.label.is_empty() { &within } else { &figure.label };
            table.row(row(&format!("  {label}"), &|c| of(c, &*figure.text)));
        }
    }
    table
}

/// The closings in which candidates differ: one row for each line, in the head of the table.
fn head(view: &View<'_>) -> Vec<String> {
    let first: Vec<String> = match view.varying.as_slice() {
        [] => vec![String::new()],
        lines => {
            let name = |line: &&str| format!("{}, {}", view.line(line), view.labels.closing);
            let cut = |text: String| match text.chars().count() > 40 {
                true => text.chars().take(39).chain(['…']).collect(),
                false => text,
            };
            lines.iter().map(|line| cut(name(line))).collect()
        }
    };
    let column = |c: &Candidate| {
        let labels =
            view.varying.iter().map(|line| c.closing.get(*line).map_or(numbers::NONE, |l| l));
        format!("{}{}", mark(view, c), labels.collect::<Vec<_>>().join("\n"))
    };
    std::iter::once(first.join("\n")).chain(view.plan.candidates.iter().map(column)).collect()
}

fn within_label(view: &View<'_>, line: &LineReport) -> String {
    let threshold = numbers::duration(line.threshold_s, view.language);
    let of = words::level_of_unusual(line.service_level_of, view.language);
    format!("{} {threshold}{of}", view.labels.answered_within)
}

/// One figure of a line: its label in full and for a narrow column, and its text.
struct LineFigure<'a> {
    label: String,
    short: String,
    text: Box<dyn Fn(&LineReport) -> String + 'a>,
}

/// What callers of a line experience; through the day where the queue was followed. Service levels
/// stand with their threshold where asked.
fn line_figures<'a>(view: &'a View<'_>, threshold: bool) -> Vec<LineFigure<'a>> {
    let (l, language) = (view.labels, view.language);
    let through = !view.plan.through_day.is_empty();
    let figure = |label: &str, short: &str, text: Box<dyn Fn(&LineReport) -> String + 'a>| {
        LineFigure { label: label.to_owned(), short: short.to_owned(), text }
    };
    let level = move |line: &LineReport| {
        let carried = line.through_day.as_ref().map(|t| t.service_level.value);
        let level = numbers::percent(carried.unwrap_or(line.service_level), 1, language);
        match threshold {
            true => format!("{level} ≤ {}", numbers::duration(line.threshold_s, language)),
            false => level,
        }
    };
    let wait = move |line: &LineReport| {
        let carried = line.through_day.as_ref().map(|t| t.mean_wait_s.value);
        numbers::duration(carried.unwrap_or(line.mean_wait_s), language)
    };
    let hang_up = move |line: &LineReport| {
        let carried = line.through_day.as_ref().map(|t| t.p_abandon.value);
        numbers::percent(carried.unwrap_or(line.p_abandon), 1, language)
    };
    if view.needs_stated() {
        let stated = move |_: &LineReport| l.needs_stated.to_owned();
        return vec![figure(l.needs, l.needs, Box::new(stated))];
    }
    let mut all = vec![figure(l.mean_wait, l.mean_wait_short, Box::new(wait))];
    if through {
        let by_formula = format!("{}, {}", l.mean_wait, l.by_formula.replace('\n', " "));
        let text = move |line: &LineReport| numbers::steady_wait(line.mean_wait_s, language);
        all.push(figure(&by_formula, l.by_formula, Box::new(text)));
    }
    all.push(figure("", l.service_level, Box::new(level)));
    if view.callers_hang_up() {
        all.push(figure(l.abandonment, l.abandonment_short, Box::new(hang_up)));
    }
    let evening =
        move |line: &LineReport| numbers::number(line.evening_calls_per_week, 1, language);
    all.push(figure(l.evening_calls, l.evening_calls_short, Box::new(evening)));
    all
}

/// The closings of a candidate as the first cells of a row.
fn first_cells(view: &View<'_>, candidate: &Candidate) -> String {
    let name: Vec<&str> = view
        .varying
        .iter()
        .map(|line| candidate.closing.get(*line).map_or(numbers::NONE, String::as_str))
        .collect();
    format!("{}{}", mark(view, candidate), name.join(" / "))
}

/// Head of the closings, over [`first_cells`].
fn closing_head(view: &View<'_>) -> String {
    view.labels.closing.replace(' ', "\n")
}

/// The lines whose closings a table compares, and the currency of its amounts.
fn closing_names(view: &View<'_>) -> String {
    let names: Vec<&str> = view.varying.iter().map(|line| view.line(line)).collect();
    let currency = &view.plan.scenario.currency;
    let currency = numbers::currency_name(currency, view.language);
    captions::closings_of(&names.join(" / "), currency, view.language)
}

/// One row a candidate, its own figures; amounts take this many decimals.
fn candidates_in_rows(view: &View<'_>, decimals: usize) -> Table {
    let figures = figures(view);
    let align: Vec<Align> =
        std::iter::once(Align::Left).chain(figures.iter().map(|_| Align::Right)).collect();
    let mut table = Table::new(&align);
    let heads = figures.iter().map(|figure| figure.short.clone());
    table.head(std::iter::once(closing_head(view)).chain(heads).collect());
    for candidate in &view.plan.candidates {
        let cells = figures.iter().map(|figure| (figure.text)(view, candidate, decimals));
        table.row(std::iter::once(first_cells(view, candidate)).chain(cells).collect());
    }
    table
}

/// One row a candidate and line, what callers of the line experience.
fn lines_in_rows(view: &View<'_>) -> Table {
    let figures = line_figures(view, true);
    let mut align = vec![Align::Left, Align::Left];
    align.extend(figures.iter().map(|_| Align::Right));
    let mut table = Table::new(&align);
    let heads = figures.iter().map(|figure| figure.short.clone());
    let first = [closing_head(view), view.labels.line.to_owned()];
    table.head(first.into_iter().chain(heads).collect());
    for candidate in &view.plan.candidates {
        for (index, line) in candidate.lines.iter().enumerate() {
            let cells = figures.iter().map(|figure| (figure.text)(line));
            let first = if index == 0 { first_cells(view, candidate) } else { String::new() };
            let start = [first, line.name.clone()];
            table.row(start.into_iter().chain(cells).collect());
        }
    }
    table
}
