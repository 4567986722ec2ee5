//! Rules for times, stretches and opening hours.

use super::Stretch;
use super::file::{LineFile, RawStretch};
use super::problems::{At, Span, shown};
use super::validate::Context;
use crate::domain::clock::{TimeOfDay, Weekday};

/// Opening stretches by weekday.
pub(super) type Hours = [Vec<Stretch>; 7];

/// A time lies on the grid of intervals.
pub(super) fn on_grid(context: &Context, minutes: u32, span: &Span, what: &str) -> bool {
    let grid = context.calendar.grid;
    if grid.divides(minutes) {
        return true;
    }
    let below = minutes - minutes % grid.minutes();
    let finer = [30, 15].into_iter().find(|m| *m < grid.minutes() && minutes.is_multiple_of(*m));
    let finer = finer.map(|m| format!(", or set `interval_minutes = {m}`")).unwrap_or_default();
    let above = text_of(below + grid.minutes(), what);
    let remedy = match below {
        0 if what == "length" || what == "step" => {
            format!("write {above}{finer}; a length of time without a unit is in seconds")
        }
        _ => format!("either write {} or {above}{finer}", text_of(below, what)),
    };
    context.log.report(
        "E206",
        span,
        format!(
            "the {what} {} does not lie on the grid of {} minutes",
            text_of(minutes, what),
            grid.minutes()
        ),
        remedy,
    );
    false
}

/// A time of day as `07:30`, a length as `1h 30m`.
fn text_of(minutes: u32, what: &str) -> String {
    if what != "length" && what != "step" {
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}m"),
        (h, 0) => format!("{h}h"),
        (h, m) => format!("{h}h {m}m"),
    }
}

/// A stretch ends after it starts, both on the grid.
pub(super) fn stretch(context: &Context, raw: &RawStretch) -> Option<Stretch> {
    let (from, to) = raw.value;
    let whole = [from, to].map(|t| on_grid(context, t.minutes(), &raw.span, "time"));
    in_order(context, from, to, &raw.span)?;
    (whole == [true, true]).then_some(Stretch { from, to })
}

fn in_order(context: &Context, from: TimeOfDay, to: TimeOfDay, span: &Span) -> Option<()> {
    if from < to {
        return Some(());
    }
    context.log.report(
        "E207",
        span,
        format!("the stretch ends at {to}, which is not after its start at {from}"),
        "either write a later end (at most 24:00), or split a night in two: up to 24:00 and from 00:00",
    );
    None
}

/// Stretches of one day, or of one profile, in order and apart.
pub(super) fn apart(context: &Context, stretches: &mut [(Stretch, Span)]) {
    stretches.sort_by_key(|(s, _)| s.from);
    for pair in stretches.windows(2) {
        let ((first, _), (second, span)) = (&pair[0], &pair[1]);
        if second.from < first.to {
            context.log.report(
                "E208",
                span,
                format!(
                    "the stretch {}–{} overlaps {}–{}",
                    second.from, second.to, first.from, first.to
                ),
                "either move one of the two, or join them",
            );
        }
    }
}

/// The hours of a week without holidays.
pub(super) fn ordinary_hours(context: &Context, file: &LineFile) -> Hours {
    let hours = &file.hours;
    match hours.given {
        [true, true, false] => same_every_day(context, file),
        [false, false, true] => by_weekday(context, file),
        given => {
            let (found, remedy) = match given {
                [false, false, false] => {
                    ("no opening hours", "either add `open` and `close`, or `hours` by weekday")
                }
                [_, _, true] => (
                    "both `hours` and `open` or `close`",
                    "either keep `hours`, or `open` and `close`",
                ),
                [true, false, false] => {
                    ("`open` but no `close`", "either add `close`, or write `hours` by weekday")
                }
                _ => ("`close` but no `open`", "either add `open`, or write `hours` by weekday"),
            };
            context.log.report(
                "E205",
                &hours.span,
                format!("line `{}` has {found}", shown(&file.id.value)),
                remedy,
            );
            Hours::default()
        }
    }
}

fn same_every_day(context: &Context, file: &LineFile) -> Hours {
    let mut week = Hours::default();
    let (Some(open), Some(close)) = (&file.hours.open, &file.hours.close) else {
        return week;
    };
    let whole = [open, close].map(|at| on_grid(context, at.value.minutes(), &at.span, "time"));
    let ordered = in_order(context, open.value, close.value, &close.span).is_some();
    if whole == [true, true] && ordered {
        for day in &context.calendar.days {
            week[day.index()].push(Stretch { from: open.value, to: close.value });
        }
    }
    week
}

fn by_weekday(context: &Context, file: &LineFile) -> Hours {
    let mut week = Hours::default();
    for (day, raw) in &file.hours.by_day {
        in_calendar(context, day);
        let mut stretches: Vec<(Stretch, Span)> =
            raw.iter().filter_map(|r| stretch(context, r).map(|s| (s, r.span.clone()))).collect();
        apart(context, &mut stretches);
        week[day.value.index()] = stretches.into_iter().map(|(s, _)| s).collect();
    }
    week
}

/// A day named for hours or shifts is a day of the calendar.
pub(super) fn in_calendar(context: &Context, day: &At<Weekday>) {
    if !context.days_lost && !context.calendar.days.contains(&day.value) {
        context.log.report(
            "E209",
            &day.span,
            format!("{} is not one of `calendar.days`", day.value.code()),
            "either add it to `days` of [calendar], or remove it here",
        );
    }
}

/// A line is open at some time of the planned week.
pub(super) fn ever_open(context: &Context, file: &LineFile, hours: &Hours) {
    if hours.iter().all(Vec::is_empty) {
        context.log.report(
            "E210",
            &file.hours.span,
            format!("line `{}` is closed all through the planned week", shown(&file.id.value)),
            "either give it hours on a day that is no holiday, or set `open_on_holidays = true`",
        );
    }
}
