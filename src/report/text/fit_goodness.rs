//! The model against the records: a picture, a table, and how near it comes.

use super::page::{Align, Page, Table};
use crate::domain::clock::clock_text;
use crate::domain::units::Language;
use crate::estimate::goodness::{Goodness, Row};
use crate::estimate::{Estimates, HALF_HOURS, start_minute};
use crate::report::words::fit as say;
use crate::report::words::fit_goodness as near;
use crate::report::words::numbers::{number, percent};

/// Rows of the picture.
const ROWS: usize = 12;

/// Share of all calls below which a half-hour is too rare to be drawn.
const RARE: f64 = 0.002;

/// A gap of the service level beyond chance by this factor is pointed out.
const BEYOND: f64 = 1.2;

pub(super) fn write(page: &mut Page, e: &Estimates, language: Language) {
    let Some(g) = &e.goodness else { return };
    let l = say::labels(language);
    page.section(l.goodness);
    picture(page, g, language);
    page.blank();
    page.table(&table(g, language));
    page.section(l.rest);
    page.paragraph(near::nearness_head(language));
    let mut distances = Table::new(&[Align::Left, Align::Right]);
    for (label, figures) in near::nearness(g, language) {
        distances.row(vec![label, figures]);
    }
    page.table(&distances);
    page.blank();
    page.paragraph(&near::verdict(g, language));
    if g.distance.service_level > BEYOND * g.chance.service_level {
        let (recorded, model) = (g.overall[0].service_level, g.overall[1].service_level);
        page.paragraph(&near::level_gap(recorded, model, language));
    }
}

/// Mean waits over the day, two characters a half-hour.
fn picture(page: &mut Page, g: &Goodness, language: Language) {
    let all: f64 = g.rows.iter().map(|r| r.calls).sum();
    let drawn: Vec<&Row> = g.rows.iter().filter(|r| r.calls >= RARE * all).collect();
    let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else { return };
    let first = first.half_hour / 2 * 2;
    let most = drawn
        .iter()
        .map(|r| r.observed.mean_wait_s.max(r.model.mean_wait_s))
        .fold(1.0_f64, f64::max);
    let step = step(most / ROWS as f64);
    page.line(near::picture_marks(language));
    let width = if last.half_hour - first < 36 { 2 } else { 1 };
    let level = |wait: f64| (wait / step).round() as usize;
    for row in (0..=level(most)).rev() {
        let mut line = String::new();
        for half_hour in first..=last.half_hour {
            let found = drawn.iter().find(|r| r.half_hour == half_hour);
            let mark = found.map_or(' ', |r| {
                let recorded = level(r.observed.mean_wait_s) == row;
                let model = level(r.model.mean_wait_s) == row;
                match (recorded, model) {
                    (true, true) => '◉',
                    (true, false) => '●',
                    (false, true) => '○',
                    (false, false) => ' ',
                }
            });
            line.push(mark);
            line.extend(std::iter::repeat_n(' ', width - 1));
        }
        page.line(&format!("{:>6}┤{line}", number(row as f64 * step, 0, language)));
    }
    page.line(&format!("      └{}", "─".repeat((last.half_hour - first + 1) * width)));
    page.line(&format!("       {}", hours(first, last.half_hour, width)));
}

/// The least of 1, 2, 5, 10 … that is no smaller.
fn step(least: f64) -> f64 {
    let steps = (0..9).flat_map(|power| [1.0, 2.0, 5.0].map(|s| s * 10_f64.powi(power)));
    steps.into_iter().find(|s| *s >= least).unwrap_or(least)
}

/// Hours below the axis.
fn hours(first: usize, last: usize, width: usize) -> String {
    let mut line = vec![' '; (HALF_HOURS + 2) * width];
    let every = if width == 2 { 2 } else { 6 };
    for half_hour in (first..=last).filter(|h| h.is_multiple_of(every)) {
        let at = (half_hour - first) * width;
        for (place, digit) in line[at..].iter_mut().zip(format!("{:02}", half_hour / 2).chars()) {
            *place = digit;
        }
    }
    line.into_iter().collect::<String>().trim_end().to_owned()
}

fn table(g: &Goodness, language: Language) -> Table {
    let l = say::labels(language);
    let mut table = Table::new(&[Align::Right; 9]);
    let with = |head: &str, what: &str| format!("{head}\n{what}");
    table.head(vec![
        l.half_hour.to_owned(),
        l.calls.to_owned(),
        l.at_phone.to_owned(),
        with(l.wait, l.recorded),
        l.formula.to_owned(),
        with(l.within, l.recorded),
        l.formula.to_owned(),
        with(l.hung_up, l.recorded),
        l.formula.to_owned(),
    ]);
    let row = |start: String, r: &Row| {
        let (o, m) = (&r.observed, &r.model);
        let agents = number(r.agents, 1, language);
        vec![
            start,
            number(r.calls, 0, language),
            agents,
            number(o.mean_wait_s, 1, language),
            number(m.mean_wait_s, 1, language),
            percent(o.service_level, 0, language),
            percent(m.service_level, 0, language),
            percent(o.p_abandon, 1, language),
            percent(m.p_abandon, 1, language),
        ]
    };
    for r in &g.rows {
        table.row(row(clock_text(start_minute(r.half_hour)), r));
    }
    let calls = g.rows.iter().map(|r| r.calls).sum();
    let agents = g.rows.iter().map(|r| r.agents * r.calls).sum::<f64>() / f64::max(calls, 1.0);
    let [observed, model, replayed] = g.overall;
    let all = Row { half_hour: 0, calls, agents, observed, model, replayed };
    table.row(row(l.all_day.to_owned(), &all));
    table
}
