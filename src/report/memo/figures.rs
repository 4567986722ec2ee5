//! The figures of planned weeks as the memo writes them, in tables and beside pictures.

use super::View;
use super::document::Table;
use crate::domain::clock::TimeOfDay;
use crate::report::words::level_of_unusual;
use crate::report::words::memo::words;
use crate::report::words::numbers::{self, NONE, percent};
use crate::wire::proposal::{HalfHourWait, PlannedWeek};
use std::collections::BTreeSet;

/// Starts of all half-hours with calls, in order.
pub(super) fn starts(weeks: &[&PlannedWeek]) -> Vec<TimeOfDay> {
    let all = weeks.iter().flat_map(|week| week.waits.iter().map(|wait| wait.start));
    all.collect::<BTreeSet<TimeOfDay>>().into_iter().collect()
}

/// Mean wait of a line at a start.
pub(super) fn wait_at(week: &PlannedWeek, line: &str, start: TimeOfDay) -> Option<f64> {
    let here = |wait: &&HalfHourWait| wait.line == line && wait.start == start;
    week.waits.iter().find(here).map(|wait| wait.mean_wait_s)
}

/// The present hours beside the proposal at each level of demand response; `rows` of the four weeks.
pub(super) fn beside_responses(
    view: &View<'_>,
    caption: &str,
    rows: impl Fn(&View<'_>, &[&PlannedWeek]) -> Vec<Vec<String>>,
) -> Table {
    let (p, w) = (view.p, words(view.language));
    let then = view.closing(p.proposed);
    let head = |level: &str| format!("{} · {level}", then.label);
    let present = format!("{} · {}", view.label(p.baseline), w.present);
    Table {
        caption: caption.into(),
        head: vec![w.measure.into(), present, head(w.low), head(w.central), head(w.high)],
        rows: rows(view, &[view.present(), &then.low, &then.central, &then.high]),
        chosen: None,
    }
}

/// The figures of weeks: a measure in each row, a week in each column.
pub(super) fn measures(view: &View<'_>, weeks: &[&PlannedWeek]) -> Vec<Vec<String>> {
    let w = words(view.language);
    let row = |name: String, of: &dyn Fn(&PlannedWeek) -> String| {
        std::iter::once(name).chain(weeks.iter().map(|week| of(week))).collect::<Vec<String>>()
    };
    let count =
        |value: Option<f64>, decimals| value.map_or(NONE.into(), |v| view.number(v, decimals));
    let planned = |week: &PlannedWeek| week.cost_per_week.is_some();
    let mut rows = vec![
        row(w.result.into(), &|week| result(view, week)),
        row(view.in_currency(w.cost_week), &|week| view.amount(week.cost_per_week)),
        row(w.paid_hours.into(), &|week| count(week.paid_hours_per_week, 1)),
        row(w.posts.into(), &|week| count(week.full_time_equivalents, 2)),
        row(w.served.into(), &|week| view.number(week.calls_served, 1)),
        row(w.evening_calls.into(), &|week| count(planned(week).then_some(week.evening_calls), 1)),
        row(w.evenings.into(), &|week| {
            count(planned(week).then_some(f64::from(week.evening_shifts)), 0)
        }),
        row(w.minutes.into(), &|week| count(week.waiting_minutes, 0)),
    ];
    if view.present().waiting_cost.is_some() {
        rows.push(row(view.in_currency(w.callers_cost), &|week| view.amount(week.waiting_cost)));
    }
    for (k, line) in view.present().lines.iter().enumerate() {
        let named = |what: &str| format!("{}: {what}", line.name);
        rows.push(row(named(w.wait), &|week| wait(view, week, k)));
        rows.push(row(named(w.peak_wait), &|week| {
            view.duration(week.peak_waits.get(k).and_then(|peak| peak.mean_wait_s))
        }));
        rows.push(row(
            format!(
                "{}{} ({})",
                named(w.level),
                level_of_unusual(line.service_level_of, view.language),
                view.duration(Some(line.threshold_s)),
            ),
            &|week| {
                let through = week.lines.get(k).and_then(|line| line.through_day.as_ref());
                through.map_or(NONE.into(), |t| {
                    numbers::percent(t.service_level.value, 1, view.language)
                })
            },
        ));
    }
    rows
}

/// Mean wait through the day, with its half-width where simulated.
fn wait(view: &View<'_>, week: &PlannedWeek, line: usize) -> String {
    let through = week.lines.get(line).and_then(|line| line.through_day.as_ref());
    through.map_or(NONE.into(), |through| {
        let figure = through.mean_wait_s;
        let value = view.duration(Some(figure.value));
        if figure.half_width > 0.0 {
            format!("{value} ± {}", view.duration(Some(figure.half_width)))
        } else {
            value
        }
    })
}

pub(super) fn result(view: &View<'_>, week: &PlannedWeek) -> String {
    let w = words(view.language);
    match (week.cost_per_week, week.holds, week.check_passed) {
        (None, ..) => w.no_plan,
        (_, _, false) => w.failed,
        (_, false, _) => w.breaks,
        _ => w.promises_kept,
    }
    .to_owned()
}

/// A number of the scenario in its own unit.
pub(super) fn value_text(view: &View<'_>, key: &str, value: f64) -> String {
    let name = key.rsplit('.').next().unwrap_or_default();
    match name {
        "aht" | "patience" | "mean" => view.duration(Some(value)),
        "shrinkage"
        | "redial_share"
        | "premium"
        | "busyness_cv"
        | "moved_share_per_hour"
        | "at_once" => percent(value, 1, view.language),
        name if name.ends_with("_premium") => percent(value, 1, view.language),
        "hourly_cost" | "served_call" | "caller_minute" | "opening_per_hour" => view.money(value),
        _ => view.number(value, 2),
    }
}
