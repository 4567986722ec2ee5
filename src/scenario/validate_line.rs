//! Rules for a line and its targets.

use super::file::{LineFile, TargetFile};
use super::file_patience::{LawFile, PatienceFile};
use super::problems::{Log, shown};
use super::validate::{Context, at_most};
use super::validate_closing::{candidates, evening, evening_has_candidates, moved_calls_exist};
use super::validate_demand;
use super::validate_handle;
use super::validate_hours::{self, Hours, ever_open, ordinary_hours};
use super::{AtClose, Between, Line, Measure, Over, Patience, PatienceLaw, Stretch, Target};
use crate::domain::cause::{Crowd, DemandCause, TargetCause};
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
    let stated = file.demand.as_ref().is_some_and(|d| d.needs.is_some());
    handle_time_is_there(context, file, stated);
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
        patience: file.patience.as_ref().and_then(|p| patience(context.log, p)),
        redial_share: file.redial_share.as_ref().map(|u| uncertain(u, Share::new)),
        redial_after: redial_after(context, file),
        handle_times: validate_handle::handle_times(context, file),
        at_close: file.at_close.unwrap_or(AtClose::Serve),
        demand,
        targets: targets(context, file, &[&ordinary, &widest]),
        evening,
    };
    (line, ordinary)
}

/// Calls take time; stated needs have none of what makes a queue.
fn handle_time_is_there(context: &Context, file: &LineFile, stated: bool) {
    if stated {
        for key in &file.idle {
            context.log.report(&key.span, DemandCause::IdleBesideNeeds { key: key.value });
        }
    } else if !file.aht_given {
        let line = shown(&file.id.value);
        context.log.report(&file.id.span, DemandCause::NoHandleTime { line });
    }
}

fn positive(number: &Option<Uncertain<f64>>) -> Option<Uncertain<Seconds>> {
    number.as_ref().map(|u| uncertain(u, Seconds::new))
}

/// Judges `patience`: Weibull has `shape`, log-normal `spread`, and nothing else.
fn patience(log: &Log, file: &PatienceFile) -> Option<Patience> {
    let law = file.law.as_ref().map_or(LawFile::Exponential, |law| law.value);
    let (needs, name) = match law {
        LawFile::Exponential => ([false, false], "exponential"),
        LawFile::Weibull => ([true, false], "weibull"),
        LawFile::LogNormal => ([false, true], "log-normal"),
    };
    for (key, (needed, given)) in
        ["shape", "spread"].into_iter().zip(needs.into_iter().zip(file.given))
    {
        match (needed, given) {
            (true, false) => log.report(&file.span, DemandCause::LawNeeds { key, law: name }),
            (false, true) => log.report(&file.span, DemandCause::LawIgnores { key, law: name }),
            (true, true) | (false, false) => {}
        }
    }
    let law = match (law, &file.shape, &file.spread) {
        (LawFile::Weibull, Some(shape), _) => PatienceLaw::Weibull(shape.clone()),
        (LawFile::LogNormal, _, Some(spread)) => PatienceLaw::LogNormal(spread.clone()),
        // Where the number of a law is missing it has been reported.
        (LawFile::Exponential | LawFile::Weibull | LawFile::LogNormal, ..) => {
            PatienceLaw::Exponential
        }
    };
    Some(Patience {
        mean: uncertain(file.mean.as_ref()?, Seconds::new),
        law,
        at_once: file.at_once.as_ref().map(|u| uncertain(u, Share::new)),
    })
}

/// When callers who hang up call again: after ten minutes on average unless the scenario says.
fn redial_after(context: &Context, file: &LineFile) -> Uncertain<Seconds> {
    let Some(at) = &file.redial_after else {
        return Uncertain::plain(Seconds::new(600.0).unwrap_or_default(), Basis::Assumed);
    };
    if !file.redial_share_given {
        context.log.report(&at.span, DemandCause::RedialAfterAlone);
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
fn targets(context: &Context, file: &LineFile, open: &[&Hours]) -> Vec<Target> {
    let stated = file.demand.as_ref().is_some_and(|d| d.needs.is_some());
    for at in file.targets.iter().filter_map(|t| t.measure.as_ref()).filter(|_| stated) {
        if !matches!(at.value, Measure::AgentsMin(_)) {
            let measure = at.value.name().code();
            context.log.report(&at.span, DemandCause::PromiseBesideNeeds { measure });
        }
    }
    if file.targets.is_empty() && !file.targets_given && !stated {
        context.log.report(&file.id.span, TargetCause::NoTarget { line: shown(&file.id.value) });
    }
    at_most(context.log, &file.span, Crowd::Targets, file.targets.len(), 16);
    let patience = file.patience.is_some();
    file.targets.iter().filter_map(|t| target(context, t, patience, open)).collect()
}

fn target(context: &Context, file: &TargetFile, patience: bool, open: &[&Hours]) -> Option<Target> {
    let between = between(context, file, open);
    one_measure(context, file);
    let over = file.over.as_ref().map_or(Over::Interval, |o| o.value);
    let at = file.measure.as_ref()?;
    let cause = match at.value {
        Measure::MeanWait(wait) if wait.get() == 0.0 => Some(TargetCause::NoWait),
        Measure::ServiceLevel { share, .. } if share.get() >= 1.0 => Some(TargetCause::Everybody),
        Measure::ServiceLevel { share, .. } if share.get() == 0.0 => Some(TargetCause::Nobody),
        Measure::LongWait { share, .. } if share.get() == 0.0 || share.get() >= 1.0 => {
            Some(TargetCause::AllOrNoneLong)
        }
        Measure::OccupancyMax(share) if share.get() == 0.0 => Some(TargetCause::NoOccupancy),
        Measure::AbandonmentMax(_) if !patience => Some(TargetCause::NoPatience),
        Measure::AbandonmentMax(share) if share.get() == 0.0 || share.get() >= 1.0 => {
            Some(TargetCause::AllOrNone)
        }
        Measure::MeanWait(_)
        | Measure::ServiceLevel { .. }
        | Measure::LongWait { .. }
        | Measure::AbandonmentMax(_)
        | Measure::OccupancyMax(_)
        | Measure::AgentsMin(_) => None,
    };
    if let Some(cause) = cause {
        context.log.report(&at.span, cause);
    }
    over_intervals(context, file, &at.value, over);
    Some(Target { measure: at.value, over, between })
}

/// A promise for a stretch of the day: on the grid, and within some opening.
fn between(context: &Context, file: &TargetFile, open: &[&Hours]) -> Option<Between> {
    let raw = file.between.as_ref()?;
    let stretch = validate_hours::stretch(context, raw)?;
    let holds = |day: &Stretch| day.from <= stretch.from && stretch.to <= day.to;
    let mut days = open.iter().flat_map(|hours| hours.iter().flatten());
    // Hours that could not be read are reported by themselves.
    let unknown = open.iter().all(|hours| hours.iter().all(Vec::is_empty));
    if !unknown && !days.any(holds) {
        let (from, to) = (stretch.from, stretch.to);
        context.log.report(&raw.span, TargetCause::NotOpenBetween { from, to });
    }
    Some(Between(stretch.from, stretch.to))
}

/// A target has exactly one measure.
fn one_measure(context: &Context, file: &TargetFile) {
    match file.measures.as_slice() {
        [] => context.log.report(&file.span, TargetCause::NoMeasure),
        [_] => {}
        [first, second, ..] => context.log.report(
            &second.span,
            TargetCause::TwoMeasures { first: first.value, second: second.value },
        ),
    }
}

/// Occupancy and least agents hold in every interval.
fn over_intervals(context: &Context, file: &TargetFile, measure: &Measure, over: Over) {
    if measure.is_of_callers() {
        return;
    }
    let name = measure.name().code();
    if let (Over::Day | Over::Week, Some(at)) = (over, &file.over) {
        context.log.report(&at.span, TargetCause::EveryInterval { measure: name });
    }
}
