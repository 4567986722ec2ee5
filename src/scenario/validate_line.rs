//! Rules for a line and its targets.

use super::file::{LineFile, TargetFile};
use super::problems::shown;
use super::validate::{Context, at_most};
use super::validate_closing::{candidates, evening, evening_has_candidates, moved_calls_exist};
use super::validate_demand;
use super::validate_handle;
use super::validate_hours::{Hours, ever_open, ordinary_hours};
use super::{AtClose, Line, Measure, Over, Target};
use crate::domain::units::{Basis, Seconds, Share, Uncertain};

/// Judges a `[[line]]`; the second value is its hours in a week without public holidays.
pub(super) fn line(context: &Context, file: &LineFile) -> (Line, Hours) {
    let before = context.log.count();
    let ordinary = ordinary_hours(context, file);
    let sound = before == context.log.count() && file.hours.complete && !context.days_lost;
    let mut hours = ordinary.clone();
    if !file.open_on_holidays {
        for (day, _) in context.calendar.holidays.iter().enumerate().filter(|(_, off)| **off) {
            hours[day].clear();
        }
    }
    if sound {
        // In one week of several a holiday may close a line altogether.
        ever_open(context, file, if context.several_weeks { &ordinary } else { &hours });
    }
    let (candidates, widest) = candidates(context, file, &ordinary, &hours);
    let spread_over = validate_demand::Open { base: &ordinary, widest: &widest, now: &hours };
    let (demand, observed) = validate_demand::demand(context, file, sound, &spread_over);
    let evening = file.evening.as_ref().and_then(|e| {
        evening_has_candidates(context, file, e);
        evening(context, e, &hours)
    });
    if let (Some(evening), Some(from)) = (&evening, file.evening.as_ref().filter(|_| sound)) {
        moved_calls_exist(context, from, evening, &candidates, &observed);
    }
    let line = Line {
        id: file.id.value.clone(),
        name: file.name.clone().unwrap_or_else(|| file.id.value.clone()),
        hours,
        candidates,
        aht: positive(&file.aht).unwrap_or(Uncertain::plain(Seconds::default(), Basis::Assumed)),
        patience: positive(&file.patience),
        redial_share: file.redial_share.as_ref().map(|u| uncertain(u, Share::new)),
        redial_after: redial_after(context, file),
        handle_times: validate_handle::handle_times(context, file),
        at_close: file.at_close.unwrap_or(AtClose::Serve),
        demand,
        targets: targets(context, file),
        evening,
    };
    (line, ordinary)
}

fn positive(number: &Option<Uncertain<f64>>) -> Option<Uncertain<Seconds>> {
    number.as_ref().map(|u| uncertain(u, Seconds::new))
}

/// When callers who hang up call again: after ten minutes on average unless the scenario says.
fn redial_after(context: &Context, file: &LineFile) -> Uncertain<Seconds> {
    let Some(at) = &file.redial_after else {
        return Uncertain::plain(Seconds::new(600.0).unwrap_or_default(), Basis::Assumed);
    };
    if !file.redial_share_given {
        context.log.report(
            "E323",
            &at.span,
            "`redial_after` says when callers call again, but without `redial_share` none do",
            "either add `redial_share`, or remove `redial_after`",
        );
    }
    uncertain(&at.value, Seconds::new)
}

/// An uncertain number in its own unit; its range has been checked when it was read.
pub(super) fn uncertain<T: Default>(
    u: &Uncertain<f64>,
    unit: impl Fn(f64) -> Option<T>,
) -> Uncertain<T> {
    Uncertain {
        value: unit(u.value).unwrap_or_default(),
        low: u.low.and_then(&unit),
        high: u.high.and_then(&unit),
        basis: u.basis,
        note: u.note.clone(),
    }
}

/// A line promises something.
fn targets(context: &Context, file: &LineFile) -> Vec<Target> {
    if file.targets.is_empty() && !file.targets_given {
        context.log.report(
            "E401",
            &file.id.span,
            format!("line `{}` promises nothing to its callers", shown(&file.id.value)),
            "add a [[line.target]], either with `mean_wait`, `service_level`, `abandonment_max`, `occupancy_max` or `agents_min`",
        );
    }
    at_most(context.log, &file.span, "targets of this line", file.targets.len(), 16);
    file.targets.iter().filter_map(|t| target(context, t, file.patience.is_some())).collect()
}

fn target(context: &Context, file: &TargetFile, patience: bool) -> Option<Target> {
    one_measure(context, file);
    let over = file.over.as_ref().map_or(Over::Interval, |o| o.value);
    let at = file.measure.as_ref()?;
    let problem = match at.value {
        Measure::MeanWait(wait) if wait.get() == 0.0 => Some((
            "E404",
            "a mean wait of 0 s cannot be promised while calls come at random",
            "either write a time above 0, such as \"20s\", or remove the target",
        )),
        Measure::ServiceLevel { share, .. } if share.get() >= 1.0 => Some((
            "E405",
            "a service level of 1 cannot be promised, for some call may always wait longer",
            "write a share below 1, such as 0.8 or 0.99",
        )),
        Measure::ServiceLevel { share, .. } if share.get() == 0.0 => Some((
            "E405",
            "a service level of 0 promises nothing",
            "either write a share above 0, such as 0.8, or remove the target",
        )),
        Measure::OccupancyMax(share) if share.get() == 0.0 => Some((
            "E406",
            "an occupancy of 0 leaves no time for any call",
            "either write a share above 0, such as 0.85, or remove the target",
        )),
        Measure::AbandonmentMax(_) if !patience => Some((
            "E408",
            "a share of abandoned calls is promised, but the line does not say how patient its callers are",
            "either add `patience` to the line, such as \"3m\", or promise a `service_level`",
        )),
        Measure::AbandonmentMax(share) if share.get() == 0.0 || share.get() >= 1.0 => Some((
            "E409",
            "only a share of abandoned calls between 0 and 1 can be promised",
            "either write a share above 0 and below 1, such as 0.05, or remove the target",
        )),
        _ => None,
    };
    if let Some((code, message, remedy)) = problem {
        context.log.report(code, &at.span, message, remedy);
    }
    over_intervals(context, file, &at.value, over);
    Some(Target { measure: at.value, over })
}

/// A target has exactly one measure.
fn one_measure(context: &Context, file: &TargetFile) {
    match file.measures.as_slice() {
        [] => context.log.report(
            "E402",
            &file.span,
            "the target has no measure",
            "add `mean_wait`, `service_level`, `abandonment_max`, `occupancy_max` or `agents_min`",
        ),
        [_] => {}
        [first, second, ..] => context.log.report(
            "E403",
            &second.span,
            format!(
                "the target has `{}` and `{}`, but a target is one promise",
                first.value, second.value
            ),
            "either remove one of them, or put it in a [[line.target]] of its own",
        ),
    }
}

/// Occupancy and least agents hold in every interval.
fn over_intervals(context: &Context, file: &TargetFile, measure: &Measure, over: Over) {
    let name = match measure {
        Measure::OccupancyMax(_) => "occupancy_max",
        Measure::AgentsMin(_) => "agents_min",
        _ => return,
    };
    if let (Over::Day | Over::Week, Some(at)) = (over, &file.over) {
        context.log.report(
            "E407",
            &at.span,
            format!("`{name}` holds in every interval, not on average over a day or week"),
            "either write over = \"interval\", or remove `over`",
        );
    }
}
