//! Waits with the queue carried through the day: what it took to keep the promises, and a picture.

use super::page::Page;
use super::view::{View, drawable};
use crate::domain::clock::Weekday;
use crate::report::words::{numbers, through_day as words};
use crate::wire::answer::{LineInterval, LineReport, Obstacle, Tightened};
use std::collections::BTreeMap;

/// Marks from the lowest to the highest.
const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Columns of characters right of the days' names.
const CANVAS: usize = 72;

/// Changes that are listed one by one.
const LISTED: usize = 6;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    if view.plan.through_day.is_empty() {
        return;
    }
    page.section(words::heading(view.language));
    if let Some(tightened) = view.recommended().and_then(|c| c.tightened.as_ref()) {
        history(page, view, tightened);
    }
    for line in &view.plan.lines {
        picture(page, view, line);
    }
}

/// The promises that the plan by the formula would break, and what was changed so that they hold.
fn history(page: &mut Page, view: &View<'_>, tightened: &Tightened) {
    let language = view.language;
    let after = view.plan.solver.objective;
    let [before, now] = [tightened.objective_before, after].map(|amount| view.money(amount));
    let broken: Vec<String> = tightened
        .broken_before
        .iter()
        .map(|b| words::broken(view.line(&b.line), b, language))
        .collect();
    if broken.is_empty() {
        match before == now {
            true => page.paragraph(words::kept_at_once(language)),
            false => page.paragraph(&words::kept_for_less(&before, &now, language)),
        }
        return;
    }
    page.paragraph(&words::would_break(&before, language));
    broken.iter().for_each(|text| page.item("  • ", text));
    if tightened.holds {
        let share = after / tightened.objective_before - 1.0;
        page.paragraph(&words::kept_for(&now, share, tightened.rounds, language));
    } else {
        let obstacle = tightened.obstacle.unwrap_or(Obstacle::Rounds);
        page.paragraph(&words::not_kept(obstacle, tightened.rounds, language));
        for left in &tightened.broken {
            page.item("  • ", &words::broken(view.line(&left.line), left, language));
        }
    }
    let raised = &tightened.raised;
    if !raised.is_empty() {
        let at: Vec<String> = raised
            .iter()
            .take(LISTED)
            .map(|r| {
                let day = numbers::day(r.day, language);
                words::raised(view.line(&r.line), day, r, language)
            })
            .collect();
        page.item("  • ", &words::all_raised(&at, raised.len(), language));
    }
    for stricter in &tightened.stricter {
        page.item("  • ", &words::stricter(view.line(&stricter.line), stricter, language));
    }
}

/// A line's mean waits: a row a day, a mark an interval.
fn picture(page: &mut Page, view: &View<'_>, line: &LineReport) {
    let rows: Vec<&LineInterval> =
        view.plan.through_day.iter().filter(|row| row.line == line.line).collect();
    let longest = rows.iter().copied().reduce(|a, b| {
        if drawable(b.mean_wait_s.value) > drawable(a.mean_wait_s.value) { b } else { a }
    });
    let (Some(longest), Some(through)) = (longest, &line.through_day) else { return };
    let highest = drawable(longest.mean_wait_s.value);
    let minutes = view.plan.scenario.interval_minutes.clamp(1, 1440);
    let starts = || rows.iter().map(|row| row.start.minutes());
    let Some(from) = starts().min().map(|from| from / 60 * 60) else {
        return;
    };
    let last = starts().max().unwrap_or(from);
    let columns = ((last - from) / minutes + 1) as usize;
    let each = columns.div_ceil(CANVAS).max(1);
    let mut days: BTreeMap<Weekday, Vec<f64>> = BTreeMap::new();
    for row in &rows {
        let day = days.entry(row.day).or_insert_with(|| vec![f64::NAN; columns.div_ceil(each)]);
        let column = &mut day[((row.start.minutes() - from) / minutes) as usize / each];
        *column = column.max(drawable(row.mean_wait_s.value));
    }
    page.blank();
    let scale = numbers::duration(highest, view.language);
    page.line(&words::picture_title(&line.name, minutes * each as u32, &scale, view.language));
    for (day, waits) in &days {
        let marks: String = waits.iter().map(|wait| mark(*wait, highest)).collect();
        page.line(&format!("{:>6} {marks}", numbers::day(*day, view.language)));
    }
    page.line(&format!("{:>6} {}", "", hours(from, minutes * each as u32, columns.div_ceil(each))));
    let at = format!("{} {}", numbers::day(longest.day, view.language), longest.start);
    page.paragraph(&words::longest(&at, longest.mean_wait_s, view.language));
    page.paragraph(&words::known(through, view.language));
}

fn mark(wait: f64, highest: f64) -> char {
    if wait.is_nan() {
        return ' ';
    }
    let share = if highest > 0.0 { wait / highest } else { 0.0 };
    MARKS[((share * MARKS.len() as f64).ceil() as usize).clamp(1, MARKS.len()) - 1]
}

/// The hours below the marks, as many as have room.
fn hours(from: u32, column: u32, columns: usize) -> String {
    let mut line = vec![' '; columns + 3];
    let mut free = 0;
    for hour in from.div_ceil(60)..=24 {
        let at = ((hour * 60 - from) / column) as usize;
        if at >= free && at < columns {
            for (place, digit) in line.iter_mut().skip(at).zip(format!("{hour:02}").chars()) {
                *place = digit;
            }
            free = at + 4;
        }
    }
    line.into_iter().collect::<String>().trim_end().to_owned()
}
