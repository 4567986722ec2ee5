//! Rules for times, stretches and opening hours.

use super::Stretch;
use super::file::{LineFile, RawStretch};
use super::problems::{At, Span, shown};
use super::validate::Context;
use crate::domain::cause::{Gridded, HoursCause};
use crate::domain::clock::{TimeOfDay, Weekday};

/// Opening stretches by weekday.
pub(super) type Hours = [Vec<Stretch>; 7];

/// A time lies on the grid of intervals.
pub(super) fn on_grid(context: &Context, minutes: u32, span: &Span, what: Gridded) -> bool {
    let grid = context.calendar.grid;
    if grid.divides(minutes) {
        return true;
    }
    let finer = [30, 15].into_iter().find(|m| *m < grid.minutes() && minutes.is_multiple_of(*m));
    context.log.report(span, HoursCause::OffGrid { what, minutes, grid: grid.minutes(), finer });
    false
}

/// A stretch ends after it starts, both on the grid.
pub(super) fn stretch(context: &Context, raw: &RawStretch) -> Option<Stretch> {
    let (from, to) = raw.value;
    let whole = [from, to].map(|t| on_grid(context, t.minutes(), &raw.span, Gridded::Time));
    in_order(context, from, to, &raw.span)?;
    (whole == [true, true]).then_some(Stretch { from, to })
}

fn in_order(context: &Context, from: TimeOfDay, to: TimeOfDay, span: &Span) -> Option<()> {
    if from < to {
        return Some(());
    }
    context.log.report(span, HoursCause::NotInOrder { from, to });
    None
}

/// Stretches of one day, or of one profile, in order and apart.
pub(super) fn apart(context: &Context, stretches: &mut [(Stretch, Span)]) {
    stretches.sort_by_key(|(s, _)| s.from);
    for pair in stretches.windows(2) {
        let ((first, _), (second, span)) = (&pair[0], &pair[1]);
        if second.from < first.to {
            context.log.report(
                span,
                HoursCause::Overlap {
                    second: (second.from, second.to),
                    first: (first.from, first.to),
                },
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
        [open, close, by_day] => {
            context.log.report(
                &hours.span,
                HoursCause::Given { line: shown(&file.id.value), open, close, hours: by_day },
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
    let whole =
        [open, close].map(|at| on_grid(context, at.value.minutes(), &at.span, Gridded::Time));
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
        context.log.report(&day.span, HoursCause::NotInCalendar { day: day.value });
    }
}

/// A line is open at some time of the planned week.
pub(super) fn ever_open(context: &Context, file: &LineFile, hours: &Hours) {
    if hours.iter().all(Vec::is_empty) {
        context.log.report(&file.hours.span, HoursCause::NeverOpen { line: shown(&file.id.value) });
    }
}
