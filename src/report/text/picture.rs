//! The week as a picture: for lines that share consultants, and each group of equal days, a column an
//! interval with those needed and those on duty.
//!
//! The plan has a row for each set of lines that share consultants, and these sets overlap: who answers two
//! lines is counted in three rows. The picture counts everybody once, in the rows of the largest sets of
//! each interval, which no other set holds. Needed and present are both people on duty: what is required
//! at the phone is divided by the share of those on duty who are at the phone.

use super::page::Page;
use super::view::{View, drawable, equal_days};
use crate::domain::clock::Weekday;
use crate::report::words::{captions, numbers};
use crate::wire::answer::{Interval, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of characters right of the axis.
const CANVAS: usize = 72;

/// Most rows of a chart.
const ROWS: f64 = 14.0;

/// One interval of one set of lines.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    required: f64,
    on_duty: f64,
}

/// The intervals of a day by the minute at which they start.
type Day = BTreeMap<u32, Cell>;

pub(super) fn write(page: &mut Page, view: &View<'_>) {
    if view.plan.intervals.is_empty() {
        return;
    }
    page.section(view.labels.week);
    let minutes = view.plan.scenario.interval_minutes.clamp(1, 1440);
    let mut grouped = None;
    for lines in connected(view.plan) {
        let rows = largest(view.plan, &lines);
        let days = days(&rows);
        let Some(scale) = Scale::new(&days, minutes) else { continue };
        page.line(&lines.iter().map(|id| view.line(id)).collect::<Vec<_>>().join(" + "));
        page.line(match view.needs_stated() {
            true => captions::marks_of_needs(view.language),
            false => captions::marks(view.language),
        });
        if scale.per_row > 1.0 {
            page.line(&captions::scale(scale.per_row, view.language));
        }
        for (of, members) in equal_days(days, |a, b| a == b) {
            if let Some(day) = members.first() {
                chart(page, view, &scale, &of, day);
            }
        }
        grouped = (scale.column > minutes).then_some(scale.column).or(grouped);
        if !view.needs_stated() {
            summary(page, view, &rows);
        }
        page.blank();
    }
    if let Some(column) = grouped {
        page.paragraph(&captions::grouped(column, view.language));
    }
    page.paragraph(match view.needs_stated() {
        true => captions::stated(view.language),
        false => captions::beyond(view.language),
    });
}

/// The largest sets of lines that are ever connected by shared consultants.
fn connected(plan: &Plan) -> Vec<BTreeSet<&str>> {
    let mut sets: Vec<BTreeSet<&str>> = Vec::new();
    for interval in &plan.intervals {
        let lines: BTreeSet<&str> = interval.lines.iter().map(String::as_str).collect();
        if sets.iter().any(|set| lines.is_subset(set)) {
            continue;
        }
        let (touching, mut apart): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|set| !set.is_disjoint(&lines));
        apart.push(touching.into_iter().fold(lines, |all, set| &all | &set));
        sets = apart;
    }
    sets.sort();
    sets
}

/// Whether an interval belongs to a set of lines.
fn belongs(interval: &Interval, lines: &BTreeSet<&str>) -> bool {
    interval.lines.iter().all(|line| lines.contains(line.as_str()))
}

/// The rows of some lines that count everybody once: in each interval those of the largest sets, which no
/// other set holds.
fn largest<'a>(plan: &'a Plan, lines: &BTreeSet<&str>) -> Vec<&'a Interval> {
    let mut by_time: BTreeMap<(Weekday, u32), Vec<&Interval>> = BTreeMap::new();
    for row in plan.intervals.iter().filter(|row| belongs(row, lines)) {
        by_time.entry((row.day, row.start.minutes())).or_default().push(row);
    }
    let held = |row: &Interval, by: &Interval| {
        by.lines.len() > row.lines.len() && row.lines.iter().all(|line| by.lines.contains(line))
    };
    by_time
        .values()
        .flat_map(|rows| rows.iter().filter(|row| !rows.iter().any(|other| held(row, other))))
        .copied()
        .collect()
}

/// What a row asks for as people on duty: at the phone, and away from it meanwhile.
fn needed_on_duty(row: &Interval) -> f64 {
    let at_phone = if row.agents > 0.0 { row.agents_at_phone / row.agents } else { 1.0 };
    let for_the_queue = f64::from(row.agents_required) / at_phone.clamp(0.01, 1.0);
    for_the_queue.max(f64::from(row.crew_required))
}

/// The days of a set in the order of the week; parts that are not connected in an interval are added.
fn days(rows: &[&Interval]) -> Vec<(Weekday, Day)> {
    let mut days: BTreeMap<Weekday, Day> = BTreeMap::new();
    for row in rows {
        let day = days.entry(row.day).or_default();
        let cell = day.entry(row.start.minutes()).or_insert(Cell { required: 0.0, on_duty: 0.0 });
        cell.required += needed_on_duty(row);
        cell.on_duty += drawable(row.agents);
    }
    days.into_iter().collect()
}

/// What all charts of a set have in common.
struct Scale {
    /// First minute drawn.
    from: u32,
    /// Minutes of an interval.
    minutes: u32,
    /// Minutes that a column stands for.
    column: u32,
    /// Columns.
    columns: usize,
    /// Characters of a column.
    width: usize,
    /// Consultants of a row.
    per_row: f64,
    /// Rows.
    rows: usize,
}

impl Scale {
    fn new(days: &[(Weekday, Day)], minutes: u32) -> Option<Self> {
        let all = || days.iter().flat_map(|(_, day)| day);
        let from = all().map(|(start, _)| *start).min()? / 60 * 60;
        let to = all().map(|(start, _)| start + minutes).max()?;
        let most = all().map(|(_, c)| c.required.max(c.on_duty)).fold(1.0, f64::max);
        let mut column = minutes;
        let count = |column: u32| ((to - from).div_ceil(column)) as usize;
        while count(column) > CANVAS {
            column *= 2;
        }
        let columns = count(column);
        let steps = (0..).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
        let per_row = steps.take(60).find(|step| most / step <= ROWS).unwrap_or(most / ROWS);
        let rows = (most / per_row).ceil().clamp(1.0, ROWS) as usize;
        let width = if columns * 2 <= CANVAS { 2 } else { 1 };
        Some(Self { from, minutes, column, columns, width, per_row, rows })
    }

    /// A day in columns: the highest requirement and the mean on duty of the intervals in each.
    fn columns_of(&self, day: &Day) -> Vec<Option<Cell>> {
        let mut columns: Vec<Vec<Cell>> = vec![Vec::new(); self.columns];
        for (start, cell) in day {
            let column = (start.saturating_sub(self.from) / self.column) as usize;
            if let Some(cells) = columns.get_mut(column) {
                cells.push(*cell);
            }
        }
        let mean =
            |cells: &[Cell]| cells.iter().map(|c| c.on_duty).sum::<f64>() / cells.len() as f64;
        let one = |cells: Vec<Cell>| {
            let most = cells.iter().map(|c| c.required).fold(0.0, f64::max);
            let missing = cells.iter().any(|c| c.on_duty + 0.005 < c.required);
            let on_duty = if cells.is_empty() { return None } else { mean(&cells) };
            // The mean of a column may lie below its highest requirement with nobody missing.
            Some(Cell { required: if missing { most } else { most.min(on_duty) }, on_duty })
        };
        columns.into_iter().map(one).collect()
    }

    /// The hours below the axis, as many as have room.
    fn hours(&self) -> String {
        let mut line: Vec<char> = vec![' '; CANVAS + 4];
        let an_hour = 60.0 / f64::from(self.column) * self.width as f64;
        let every = [1_u32, 2, 3, 4, 6, 12].into_iter().find(|h| f64::from(*h) * an_hour >= 4.0);
        let last = self.from + self.column * self.columns as u32;
        for hour in (0..=24).filter(|hour| hour % every.unwrap_or(24) == 0) {
            if hour * 60 < self.from || hour * 60 > last {
                continue;
            }
            let column = (hour * 60 - self.from) / self.column;
            let at = column as usize * self.width;
            for (place, digit) in line.iter_mut().skip(at).zip(format!("{hour:02}").chars()) {
                *place = digit;
            }
        }
        line.into_iter().collect::<String>().trim_end().to_owned()
    }
}

/// One chart: a title, rows from the top, the axis and the hours.
fn chart(page: &mut Page, view: &View<'_>, scale: &Scale, of: &[Weekday], day: &Day) {
    let hours = f64::from(scale.minutes) / 60.0;
    let sum = |value: fn(&Cell) -> f64| day.values().map(value).sum::<f64>() * hours;
    let totals = captions::day_hours(
        sum(|c| c.on_duty),
        sum(|c| c.required),
        view.needs_stated(),
        view.language,
    );
    page.blank();
    page.line(&format!("{} · {totals}", numbers::days(of, view.language)));
    let columns = scale.columns_of(day);
    let tallest = columns.iter().flatten().map(|c| c.required.max(c.on_duty)).fold(0.0, f64::max);
    let rows = ((tallest / scale.per_row).round() as usize).clamp(1, scale.rows);
    for row in (1..=rows).rev() {
        let level = row as f64 * scale.per_row;
        let bar: String = columns
            .iter()
            .map(|cell| mark(cell.as_ref(), level - scale.per_row / 2.0))
            .flat_map(|mark| std::iter::repeat_n(mark, scale.width))
            .collect();
        let label = numbers::number(level, 0, view.language);
        page.line(&format!("{label:>6}┤{bar}"));
    }
    page.line(&format!("     0└{}", "─".repeat(scale.columns * scale.width)));
    page.line(&format!("       {}", scale.hours()));
}

/// The mark of a column at a height.
fn mark(cell: Option<&Cell>, height: f64) -> char {
    let Some(cell) = cell else { return ' ' };
    match (cell.required >= height, cell.on_duty >= height) {
        (true, true) => '█',
        (false, true) => '░',
        (true, false) => '×',
        (false, false) => ' ',
    }
}

/// Occupancy of the week and the longest mean wait, by the formula.
fn summary(page: &mut Page, view: &View<'_>, rows: &[&Interval]) {
    let staffed: f64 = rows.iter().map(|i| drawable(i.agents_at_phone)).sum();
    let busy: f64 = rows.iter().map(|i| drawable(i.agents_at_phone) * drawable(i.occupancy)).sum();
    let wait = |row: &&Interval| row.mean_wait_s;
    let called = rows.iter().rev().filter(|row| row.calls > 0.0);
    let longest = called.max_by(|a, b| wait(a).total_cmp(&wait(b)));
    if let Some(longest) = longest {
        let at = format!("{} {}", numbers::day(longest.day, view.language), longest.start);
        let occupancy = if staffed > 0.0 { busy / staffed } else { f64::NAN };
        let (wait, calls) = (longest.mean_wait_s, longest.calls);
        page.paragraph(&captions::peak(occupancy, &at, wait, calls, view.language));
    }
}
