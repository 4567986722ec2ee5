//! Pictures as SVG: plain lines and bars with few, direct labels. Colours are set by the page's style
//! sheet, by class, so that print and screen may differ.

use super::View;
use super::document::{Picture, Table};
use super::figures::{starts, value_text, wait_at};
use crate::domain::clock::TimeOfDay;
use crate::report::words::memo::words;
use crate::report::words::memo_pictures;
use crate::wire::proposal::PlannedWeek;
use std::fmt::Write;

/// The least span of an axis, so that its scale is finite; and what its last tick may lie beyond its end, in steps.
const TINY: f64 = 1e-9;

/// Width of every view box.
pub const WIDTH: u32 = 640;
/// Room for the labels of the axes.
const LEFT: f64 = 84.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 26.0;
/// Heights.
const CURVE: f64 = 170.0;
const FRONTIER: f64 = 160.0;
const BAR: f64 = 30.0;
/// Most bars of a tornado; the table holds all.
const BARS: usize = 12;

/// Text that may stand in the markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A field to draw in: values on the screen.
struct Field {
    x: [f64; 2],
    y: [f64; 2],
    top: f64,
    height: f64,
}

impl Field {
    fn x(&self, value: f64) -> f64 {
        let [low, high] = self.x;
        LEFT + (value - low) / (high - low).max(TINY) * (f64::from(WIDTH) - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let [low, high] = self.y;
        self.top + self.height - (value - low) / (high - low).max(TINY) * self.height
    }

    /// Horizontal lines with labels.
    fn grid(&self, svg: &mut String, ticks: &[f64], label: &dyn Fn(f64) -> String) {
        for value in ticks.iter().copied() {
            let y = self.y(value);
            let right = f64::from(WIDTH) - RIGHT;
            let _ = write!(
                svg,
                r#"<path class="g" d="M{LEFT:.0} {y:.1}H{right:.0}"/><text x="{:.0}" y="{:.1}" text-anchor="end">{}</text>"#,
                LEFT - 6.0,
                y + 4.0,
                escaped(&label(value))
            );
        }
    }

    /// A line through the values there are.
    fn line(&self, svg: &mut String, class: &str, points: &[(f64, Option<f64>)]) {
        let mut path = String::new();
        let mut pen = false;
        for (x, y) in points {
            match y {
                Some(y) => {
                    let command = if pen { 'L' } else { 'M' };
                    let _ = write!(path, "{command}{:.1} {:.1}", self.x(*x), self.y(*y));
                    pen = true;
                }
                None => pen = false,
            }
        }
        let _ = write!(svg, r#"<path class="l {class}" d="{path}"/>"#);
    }
}

/// At most five round values within a range.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let rough = (high - low).max(TINY) / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step).ceil() as i64;
    let last = (high / step + TINY).floor() as i64;
    (first..=last).map(|k| k as f64 * step).collect()
}

/// At most six round lengths of time up to this one.
fn time_ticks(high: f64) -> Vec<f64> {
    let steps = [2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0];
    let step =
        steps.into_iter().find(|s| high / s < 5.0).unwrap_or(3600.0 * (high / 18_000.0).ceil());
    (0..=(high / step) as u32).map(|k| f64::from(k) * step).collect()
}

/// Times below the curves: full hours, every other one.
fn hours(svg: &mut String, field: &Field, starts: &[TimeOfDay], y: f64) {
    for (k, start) in starts.iter().enumerate().filter(|(_, s)| s.minutes() % 120 == 0) {
        let x = field.x(k as f64);
        let _ = write!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle">{start}</text>"#);
    }
}

fn heading(svg: &mut String, y: f64, text: &str) {
    let _ = write!(svg, r#"<text class="h" x="{LEFT:.0}" y="{y:.1}">{}</text>"#, escaped(text));
}

/// Mean wait by half-hour, a curve a line of callers, that of the present hours dashed.
pub(super) fn waits(view: &View<'_>, label: &str, week: &PlannedWeek, table: Table) -> Picture {
    let (w, present) = (words(view.language), view.present());
    let starts = starts(&[present, week]);
    let last = (starts.len().max(2) - 1) as f64;
    let mut svg = String::new();
    let mut top = TOP;
    for line in &present.lines {
        let curve = |of: &PlannedWeek| -> Vec<(f64, Option<f64>)> {
            let point =
                |(k, start): (usize, &TimeOfDay)| (k as f64, wait_at(of, &line.line, *start));
            starts.iter().enumerate().map(point).collect()
        };
        let (before, then) = (curve(present), curve(week));
        let values = before.iter().chain(&then).filter_map(|(_, value)| *value);
        let most = values.fold(10.0, f64::max) * 1.05;
        let field = Field { x: [0.0, last], y: [0.0, most], top, height: CURVE };
        heading(&mut svg, top - 8.0, &format!("{} · {}", line.name, w.wait));
        field.grid(&mut svg, &time_ticks(most), &|v| view.duration(Some(v)));
        field.line(&mut svg, "b", &before);
        field.line(&mut svg, "a", &then);
        hours(&mut svg, &field, &starts, top + CURVE + 16.0);
        top += CURVE + TOP + BOTTOM;
    }
    let before = format!("{} ({})", view.label(view.p.baseline), w.present);
    legend(&mut svg, top - 8.0, &[("a", label), ("b", &before)]);
    Picture {
        title: format!("{} · {label}", w.waits_picture),
        description: memo_pictures::waits_description(
            view.label(view.p.baseline),
            label,
            view.language,
        ),
        svg,
        height: (top + 4.0) as u32,
        table,
        tabled_later: false,
    }
}

fn legend(svg: &mut String, y: f64, entries: &[(&str, &str)]) {
    let mut x = LEFT;
    for (class, text) in entries {
        let _ = write!(
            svg,
            r#"<path class="l {class}" d="M{x:.0} {:.1}h28"/><text x="{:.0}" y="{y:.1}">{}</text>"#,
            y - 4.0,
            x + 34.0,
            escaped(text)
        );
        x += 60.0 + 7.5 * text.chars().count() as f64;
    }
}

/// Required as filled steps, at the phone as a line of steps.
pub(super) fn staffing(view: &View<'_>, label: &str, week: &PlannedWeek, table: Table) -> Picture {
    let w = words(view.language);
    let starts: Vec<TimeOfDay> = week.staffing.iter().map(|row| row.start).collect();
    let most = week.staffing.iter().map(|row| row.required.max(row.at_phone)).fold(1.0, f64::max);
    let count = starts.len().max(1) as f64;
    let field = Field { x: [0.0, count], y: [0.0, most * 1.05], top: TOP, height: CURVE };
    let mut svg = String::new();
    let few = usize::from(most < 4.0);
    field.grid(&mut svg, &ticks(0.0, most), &|v| view.number(v, few));
    for (k, row) in week.staffing.iter().enumerate() {
        let (x, y) = (field.x(k as f64), field.y(row.required));
        let width = field.x(k as f64 + 1.0) - x;
        let height = TOP + CURVE - y;
        let _ = write!(
            svg,
            r#"<rect class="f" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/>"#
        );
    }
    let steps = week.staffing.iter().enumerate().flat_map(|(k, row)| {
        [(k as f64, Some(row.at_phone)), (k as f64 + 1.0, Some(row.at_phone))]
    });
    field.line(&mut svg, "a", &steps.collect::<Vec<_>>());
    hours(&mut svg, &field, &starts, TOP + CURVE + 16.0);
    let y = TOP + CURVE + BOTTOM + 14.0;
    legend(&mut svg, y, &[("fl", w.required), ("a", w.at_phone)]);
    Picture {
        title: format!("{} · {label}", w.staff_picture),
        description: memo_pictures::staff_description(label, view.language),
        svg,
        height: (y + 10.0) as u32,
        table,
        tabled_later: false,
    }
}

/// A falling line for each closing time; that of the present hours dashed, the proposed one strong.
pub(super) fn frontier(view: &View<'_>, table: Table) -> Picture {
    let (p, w) = (view.p, words(view.language));
    let points = || p.frontier.iter().flat_map(|frontier| &frontier.points);
    let range = |of: fn(&crate::wire::proposal::WaitPoint) -> f64| {
        let low = points().map(of).fold(f64::INFINITY, f64::min);
        let high = points().map(of).fold(f64::NEG_INFINITY, f64::max);
        if low.is_finite() { (low, high.max(low + 1.0)) } else { (0.0, 1.0) }
    };
    let ((_, wait), (low, high)) = (range(|p| p.through_day_s), range(|p| p.cost_per_week));
    let today = today(view);
    let (wait, low, high) =
        today.map_or((wait, low, high), |[at, cost]| (wait.max(at), low.min(cost), high.max(cost)));
    let room = (high - low) * 0.05;
    let field = Field {
        x: [0.0, wait * 1.03],
        y: [(low - room).max(0.0), high + room],
        top: TOP,
        height: FRONTIER,
    };
    let mut svg = String::new();
    heading(&mut svg, TOP - 8.0, &view.in_currency(w.cost_week));
    field.grid(&mut svg, &ticks(field.y[0], field.y[1]), &|v| view.number(v, 0));
    for value in time_ticks(wait) {
        let (x, y) = (field.x(value), TOP + FRONTIER + 16.0);
        let text = escaped(&view.duration(Some(value)));
        let _ = write!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle">{text}</text>"#);
    }
    // The stressed lines last, so that they lie above the others.
    let mut order: Vec<_> = p.frontier.iter().collect();
    order.sort_by_key(|f| (f.closing == p.baseline, f.closing == p.proposed));
    for frontier in order {
        let class = match frontier.closing {
            k if k == p.proposed => "a",
            k if k == p.baseline => "b",
            _ => "o",
        };
        let line: Vec<(f64, Option<f64>)> =
            frontier.points.iter().map(|p| (p.through_day_s, Some(p.cost_per_week))).collect();
        field.line(&mut svg, class, &line);
        for (x, y) in &line {
            let (x, y) = (field.x(*x), field.y(y.unwrap_or(0.0)));
            let _ = write!(svg, r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="3"/>"#);
        }
    }
    if let Some([wait, cost]) = today {
        let (x, y) = (field.x(wait), field.y(cost));
        let text = escaped(crate::report::words::today::words(view.language).today);
        let _ = write!(
            svg,
            r#"<path class="t" d="M{x:.1} {:.1}l6 6l-6 6l-6 -6z"/><text class="h" x="{:.1}" y="{:.1}" text-anchor="end">{text}</text>"#,
            y - 6.0,
            x - 10.0,
            y + 4.0
        );
    }
    let y = TOP + FRONTIER + BOTTOM + 16.0;
    heading(&mut svg, TOP + FRONTIER + 34.0, w.wait);
    let before = format!("{} ({})", view.label(p.baseline), w.present);
    legend(&mut svg, y + 12.0, &[("a", view.label(p.proposed)), ("b", &before), ("o", w.others)]);
    Picture {
        title: w.frontier_picture.into(),
        description: memo_pictures::frontier_description(today.is_some(), view.language),
        svg,
        height: (y + 22.0) as u32,
        table,
        tabled_later: true,
    }
}

/// Today's longest mean wait of a line and what the week costs, where all of it is told.
fn today(view: &View<'_>) -> Option<[f64; 2]> {
    let today = view.p.today.as_ref()?;
    let waits = today.lines.iter().map(|line| Some(line.mean_wait_s.as_ref()?.value));
    let waits = waits.collect::<Option<Vec<f64>>>()?;
    let longest = waits.into_iter().reduce(f64::max)?;
    Some([longest, today.cost_per_week.as_ref()?.value])
}

/// A bar for each number, from its low to its high end, around the central value.
pub(super) fn tornado(view: &View<'_>, table: Table) -> Picture {
    let w = words(view.language);
    let bars = || view.p.uncertainty.parameters.iter().take(BARS);
    let known = |r: &crate::wire::proposal::ParameterReport| {
        [&r.low, &r.central, &r.high].map(|end| end.net_difference)
    };
    let values: Vec<f64> = bars().flat_map(known).flatten().chain([0.0]).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).max(low + 1.0);
    let room = (high - low) * 0.04;
    let field = Field { x: [low - room, high + room], y: [0.0, 1.0], top: TOP, height: 0.0 };
    let mut svg = String::new();
    heading(&mut svg, TOP - 8.0, &view.in_currency(w.net));
    let mut y = TOP + 6.0;
    for report in bars() {
        let [low, central, high] = known(report);
        let ends = [low, high].map(|end| end.or(central).unwrap_or(0.0));
        let (from, to) = (field.x(ends[0].min(ends[1])), field.x(ends[0].max(ends[1])));
        let (a, b) = (&report.low, &report.high);
        let text = format!(
            "{} ({} – {})",
            view.key(&report.key),
            value_text(view, &report.key, a.value),
            value_text(view, &report.key, b.value)
        );
        let width = (to - from).max(1.0);
        let _ = write!(
            svg,
            r#"<text x="{LEFT:.0}" y="{:.1}">{}</text><rect class="a" x="{from:.1}" y="{:.1}" width="{width:.1}" height="9"/>"#,
            y + 10.0,
            escaped(&text),
            y + 15.0
        );
        y += BAR;
    }
    let zero = field.x(0.0);
    let _ = write!(svg, r#"<path class="z" d="M{zero:.1} {:.1}V{y:.1}"/>"#, TOP + 2.0);
    for value in ticks(low, high) {
        let (x, text) = (field.x(value), escaped(&view.number(value, 0)));
        let y = y + 16.0;
        let _ = write!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle">{text}</text>"#);
    }
    Picture {
        title: w.tornado_picture.into(),
        description: memo_pictures::tornado_description(view.language).into(),
        svg,
        height: (y + 24.0) as u32,
        table,
        tabled_later: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_few_round_and_within_the_range() {
        for (low, high) in [(0.0, 1.0), (0.0, 187.3), (44_000.0, 61_234.0), (-320.0, 15.0)] {
            let found = ticks(low, high);
            assert!((2..=6).contains(&found.len()), "{low} {high} {found:?}");
            assert!(found.iter().all(|t| *t >= low - 1e-9 && *t <= high + 1e-9));
        }
    }

    #[test]
    fn ticks_of_time_are_few_and_start_at_none() {
        for high in [3.0, 47.0, 107.0, 600.0, 90_000.0] {
            let found = time_ticks(high);
            assert!((2..=6).contains(&found.len()) && found[0] == 0.0, "{high} {found:?}");
            assert!(found.iter().all(|t| *t <= high));
        }
    }

    #[test]
    fn names_cannot_break_out_of_the_markup() {
        assert_eq!(escaped(r#"<b>"&"#), "&lt;b&gt;&quot;&amp;");
    }
}
