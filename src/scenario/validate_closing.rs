//! Rules for candidate closing times and for what a later close does to the calls.

use super::file::{CandidateFile, EveningFile, LineFile};
use super::problems::{At, Span, shown};
use super::validate::{Context, at_most};
use super::validate_hours::{Hours, on_grid, stretch};
use super::validate_line::uncertain;
use super::{Closing, Evening};
use crate::domain::cause::{Crowd, Gridded, HoursCause};
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::units::{Calls, Share};

/// Most candidates of one line.
const CANDIDATES_MAX: usize = 64;

/// The candidates of a line, and the widest hours that any of them gives.
pub(super) fn candidates(
    context: &Context,
    file: &LineFile,
    ordinary: &Hours,
    hours: &Hours,
) -> (Vec<Closing>, Hours) {
    at_most(
        context.log,
        &file.candidates_span,
        Crowd::Candidates,
        file.candidates.len(),
        CANDIDATES_MAX,
    );
    let mut widest = ordinary.clone();
    let mut seen: Vec<Candidate> = Vec::new();
    let mut list = Vec::new();
    for raw in file.candidates.iter().take(CANDIDATES_MAX) {
        let (label, span, named) = candidate_days(raw, ordinary);
        let before = context.log.count();
        let close =
            closing_times(context, &named, ordinary, matches!(raw, CandidateFile::Every(_)));
        let ends: Ends = std::array::from_fn(|d| close[d].or(ordinary[d].last().map(|s| s.to)));
        if before == context.log.count() {
            differs(context, &seen, (&label, &ends), &span);
        }
        for (stretches, end) in widest.iter_mut().zip(&ends) {
            if let (Some(last), Some(end)) = (stretches.last_mut(), end) {
                last.to = last.to.max(*end);
            }
        }
        seen.push((label.clone(), ends));
        let open = |day: usize| !hours[day].is_empty();
        list.push(Closing { label, close: std::array::from_fn(|d| close[d].filter(|_| open(d))) });
    }
    (list, widest)
}

/// A candidate has a label and closing times of its own.
fn differs(context: &Context, seen: &[Candidate], (label, ends): (&str, &Ends), span: &Span) {
    let open = ends.iter().any(Option::is_some);
    let cause = if seen.iter().any(|(other, _)| other == label) {
        HoursCause::CandidateTwice { label: shown(label) }
    } else if let Some((twin, _)) = seen.iter().find(|(_, other)| open && other == ends) {
        HoursCause::CandidateAlike { label: shown(label), twin: shown(twin) }
    } else {
        return;
    };
    context.log.report(span, cause);
}

/// Closing time by weekday, and a candidate's label with it.
type Ends = [Option<TimeOfDay>; 7];
type Candidate = (String, Ends);
type DayTime = (At<Weekday>, At<TimeOfDay>);

fn candidate_days(raw: &CandidateFile, ordinary: &Hours) -> (String, Span, Vec<DayTime>) {
    match raw {
        CandidateFile::Every(time) => {
            let open = Weekday::ALL.into_iter().filter(|d| !ordinary[d.index()].is_empty());
            let days = open.map(|value| (At { value, span: time.span.clone() }, time.clone()));
            (time.value.to_string(), time.span.clone(), days.collect())
        }
        CandidateFile::Named { label, days } => {
            (label.value.clone(), label.span.clone(), days.clone())
        }
    }
}

/// Each closing time lies after the start of the day's last stretch, on the grid.
fn closing_times(
    context: &Context,
    named: &[DayTime],
    ordinary: &Hours,
    every: bool,
) -> [Option<TimeOfDay>; 7] {
    let mut close = [None; 7];
    for (day, time) in named {
        let Some(last) = ordinary[day.value.index()].last() else {
            if ordinary.iter().any(|stretches| !stretches.is_empty()) {
                context.log.report(&day.span, HoursCause::ClosedThatDay { day: day.value });
            }
            continue;
        };
        if time.value <= last.from {
            context.log.report(
                &time.span,
                HoursCause::TooEarly { close: time.value, day: day.value, from: last.from },
            );
            if every {
                break;
            }
        } else if on_grid(context, time.value.minutes(), &time.span, Gridded::Time) {
            close[day.value.index()] = Some(time.value);
        } else if every {
            break;
        }
    }
    close
}

/// A response to later closing needs later closings to compare.
pub(super) fn evening_has_candidates(context: &Context, file: &LineFile, evening: &EveningFile) {
    if file.candidates.is_empty() && file.candidates_span == file.span {
        context
            .log
            .report(&evening.span, HoursCause::NothingToCompare { line: shown(&file.id.value) });
    }
}

pub(super) fn evening(context: &Context, file: &EveningFile, hours: &Hours) -> Option<Evening> {
    let ends: [Option<TimeOfDay>; 7] = std::array::from_fn(|d| hours[d].last().map(|s| s.to));
    if let Some(base) = &file.baseline_close {
        let other =
            Weekday::ALL.into_iter().find(|d| ends[d.index()].is_some_and(|end| end != base.value));
        if let Some((day, end)) = other.and_then(|d| ends[d.index()].map(|end| (d, end))) {
            context.log.report(&base.span, HoursCause::OtherClose { close: base.value, day, end });
        }
    }
    let moved_from = file.moved_from.as_ref().and_then(|raw| stretch(context, raw));
    Some(Evening {
        baseline_close: ends,
        moved_share_per_hour: uncertain(&file.moved_share_per_hour.as_ref()?.value, Share::new),
        new_calls_per_hour: uncertain(&file.new_calls_per_hour.as_ref()?.value, Calls::new),
        moved_from: moved_from?,
    })
}

/// The calls that move to the evening are there to move.
pub(super) fn moved_calls_exist(
    context: &Context,
    file: &EveningFile,
    evening: &Evening,
    candidates: &[Closing],
    calls: &[f64],
) {
    let grid = context.calendar.grid;
    let share =
        evening.moved_share_per_hour.high.unwrap_or(evening.moved_share_per_hour.value).get();
    for day in Weekday::ALL {
        let Some(base) = evening.baseline_close[day.index()] else {
            continue;
        };
        let between = |from: u32, to: u32| -> f64 {
            (from / grid.minutes()..to / grid.minutes())
                .filter_map(|i| calls.get(day.index() * grid.per_day() + i as usize))
                .sum()
        };
        let latest = candidates.iter().filter_map(|c| c.close[day.index()]).max().unwrap_or(base);
        let later = f64::from(latest.minutes().saturating_sub(base.minutes())) / 60.0;
        let moved = share * later * between(0, base.minutes());
        let window = evening.moved_from;
        let there = between(window.from.minutes(), window.to.minutes().min(base.minutes()));
        if moved > there * (1.0 + 1e-9) {
            let span = file.moved_share_per_hour.as_ref().map_or(&file.span, |m| &m.span);
            context.log.report(
                span,
                HoursCause::TooManyMoved {
                    hours: later,
                    moved,
                    day,
                    there,
                    from: window.from,
                    to: window.to,
                },
            );
            return;
        }
    }
}
