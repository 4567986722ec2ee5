//! Rules for a line's calls, and the calls by interval of the week that come out.
//!
//! A week's calls are shared among the open days, a day's calls among its intervals by the profile.
//! A day whose hours end before the profile does has the shares of its open intervals scaled up to 1,
//! so that no call is lost.

use super::Demand;
use super::csv_demand::{self, Holds};
use super::file::{BranchesFile, DemandFile, LineFile, RawStretch, Shares};
use super::problems::{At, Span};
use super::validate::Context;
use super::validate_hours::{Hours, apart, stretch};
use crate::domain::cause::DemandCause;
use crate::domain::clock::Weekday;
use crate::domain::units::{Basis, Calls, Uncertain};

/// How far shares may be from summing to 1 before it is a mistake rather than rounding.
const ROUNDING: f64 = 5e-4;
/// Largest offered load of an interval, erlangs.
const LOAD_MAX: f64 = 10_000.0;

/// When a line is open: as its hours say, at the latest candidate, and in the planned week.
pub(super) struct Open<'h> {
    pub base: &'h Hours,
    pub widest: &'h Hours,
    pub now: &'h Hours,
}

impl Open<'_> {
    /// Weekdays on which the line is open in an ordinary week.
    fn days(&self) -> impl Iterator<Item = Weekday> + '_ {
        Weekday::ALL.into_iter().filter(|d| !self.base[d.index()].is_empty())
    }
}

/// Whether a minute of a day lies within its stretches.
fn holds(hours: &Hours, day: Weekday, minute: u32) -> bool {
    hours[day.index()].iter().any(|s| s.from.minutes() <= minute && minute < s.to.minutes())
}

/// Judges the demand of a line. The second value is the calls of an ordinary week, holidays open.
pub(super) fn demand(
    context: &Context,
    file: &LineFile,
    sound: bool,
    open: &Open,
) -> (Demand, Vec<f64>) {
    let grid = context.calendar.grid;
    let nothing = vec![0.0; grid.per_week()];
    let none = Demand {
        calls_per_week: Uncertain::plain(Calls::default(), Basis::Assumed),
        calls: nothing.clone(),
        needs: None,
    };
    let Some(d) = &file.demand else {
        return (none, nothing);
    };
    one_source(context, d);
    year_needs_working_days(context, d);
    if let Some(needs) = &d.needs {
        csv_spreads_itself(context, d);
        let people = csv_demand::read(context, needs, Holds::Needs, &|day, minute| {
            !sound || holds(open.widest, day, minute)
        });
        let needs: Vec<u32> = people.iter().map(|people| *people as u32).collect();
        return (Demand { needs: Some(needs), ..none }, nothing);
    }
    let (week, mut calls) = match &d.csv {
        Some(csv) => {
            csv_spreads_itself(context, d);
            let calls = csv_demand::read(context, csv, Holds::Calls, &|day, minute| {
                !sound || holds(open.widest, day, minute)
            });
            let sum = calls.iter().sum();
            (Uncertain { note: d.csv_note.clone(), ..Uncertain::plain(sum, d.csv_basis) }, calls)
        }
        None => {
            let week = calls_per_week(d, open.days().count());
            let shares = spread(context, d, sound, open);
            let calls = shares.iter().map(|s| s * week.value).collect();
            (week, calls)
        }
    };
    let (week, scale) = match &file.branches {
        Some(branches) => branched(context, &week, branches),
        None => (week, 1.0),
    };
    calls.iter_mut().for_each(|c| *c *= scale);
    load_is_bearable(context, file, d, &calls);
    let observed = calls.clone();
    for (interval, calls) in calls.iter_mut().enumerate() {
        let (day, _) = grid.start_of(interval);
        if open.now[day.index()].is_empty() {
            *calls = 0.0;
        }
    }
    let calls_per_week = super::validate_line::uncertain(&week, Calls::new);
    (Demand { calls_per_week, calls, needs: None }, observed)
}

/// Calls come from exactly one of the three sources.
fn one_source(context: &Context, d: &DemandFile) {
    match d.sources.as_slice() {
        [_] => {}
        [] => context.log.report(&d.span, DemandCause::NoCalls),
        [first, second, ..] => context.log.report(
            &second.span,
            DemandCause::CallsTwice { first: first.value, second: second.value },
        ),
    }
}

/// A year's calls and its working days come together.
fn year_needs_working_days(context: &Context, d: &DemandFile) {
    let year = d.sources.iter().find(|s| s.value == "calls_per_year");
    match (year, &d.working_days_span) {
        (Some(year), None) => context.log.report(&year.span, DemandCause::YearWithoutDays),
        (None, Some(span)) => context.log.report(span, DemandCause::DaysWithoutYear),
        _ => {}
    }
}

/// A file of calls by interval needs no shares.
fn csv_spreads_itself(context: &Context, d: &DemandFile) {
    let spans = [d.weekday_share.as_ref().map(|s| &s.span), d.profile.as_ref().map(|p| &p.span)];
    for span in spans.into_iter().flatten() {
        context.log.report(span, DemandCause::SharesBesideFile);
    }
}

fn calls_per_week(d: &DemandFile, open_days: usize) -> Uncertain<f64> {
    let zero = || Uncertain::plain(0.0, Basis::Assumed);
    if let Some(year) = &d.per_year {
        let days = d.working_days.as_ref().map_or(f64::INFINITY, |w| w.value);
        let week = |calls: f64| calls / days * open_days as f64;
        let u = &year.value;
        return Uncertain {
            value: week(u.value),
            low: u.low.map(week),
            high: u.high.map(week),
            ..u.clone()
        };
    }
    d.per_week.as_ref().map_or_else(zero, |u| u.value.clone())
}

/// Share of the week's calls by interval; sums to 1 where nothing is wrong.
fn spread(context: &Context, d: &DemandFile, sound: bool, open: &Open) -> Vec<f64> {
    let grid = context.calendar.grid;
    let mut shares = vec![0.0; grid.per_week()];
    let profile = d.profile.as_ref().map(|p| profile(context, p));
    let days = day_shares(context, d, sound, open);
    if !sound {
        return shares;
    }
    if let (Some(Some(profile)), Some(at)) = (&profile, &d.profile) {
        profile_is_open(context, at, profile, open);
    }
    for day in open.days() {
        let start = day.index() * grid.per_day();
        let mut of_day: Vec<f64> = (0..grid.per_day())
            .map(|i| {
                let minute = i as u32 * grid.minutes();
                match &profile {
                    Some(Some(profile)) => {
                        profile[i] * f64::from(u8::from(holds(open.widest, day, minute)))
                    }
                    _ => f64::from(u8::from(holds(open.base, day, minute))),
                }
            })
            .collect();
        let sum: f64 = of_day.iter().sum();
        if sum <= 0.0 {
            no_calls_while_open(context, d, day, days[day.index()]);
            continue;
        }
        of_day.iter_mut().for_each(|s| *s /= sum);
        for (interval, share) in of_day.into_iter().enumerate() {
            shares[start + interval] = share * days[day.index()];
        }
    }
    shares
}

/// The day's calls come while the line is open.
fn no_calls_while_open(context: &Context, d: &DemandFile, day: Weekday, share: f64) {
    if let (true, Some(profile)) = (share > 0.0, &d.profile) {
        context.log.report(&profile.span, DemandCause::ProfileMissesDay { day });
    }
}

/// Shares of the week's calls by day: as written, or equal over the open days.
fn day_shares(context: &Context, d: &DemandFile, sound: bool, open: &Open) -> [f64; 7] {
    let mut shares = [0.0; 7];
    let Some(written) = &d.weekday_share else {
        let count = open.days().count() as f64;
        open.days().for_each(|day| shares[day.index()] = 1.0 / count);
        return shares;
    };
    for (day, share) in &written.value.list {
        if sound && *share > 0.0 && open.base[day.value.index()].is_empty() {
            context
                .log
                .report(&day.span, DemandCause::ShareWhenClosed { share: *share, day: day.value });
        }
        shares[day.value.index()] = *share;
    }
    if !written.value.complete {
        return shares;
    }
    let sum = sums_to_one(context, &written.span, shares.iter().sum(), |sum| {
        DemandCause::WeekdayShares { sum }
    });
    shares.map(|s| s / sum)
}

/// Shares sum to 1; a rounding error is passed over. Gives a sum to divide by.
fn sums_to_one(context: &Context, span: &Span, sum: f64, cause: fn(f64) -> DemandCause) -> f64 {
    if (sum - 1.0).abs() <= ROUNDING {
        return sum;
    }
    context.log.report(span, cause(sum));
    1.0
}

type Profile<'m> = &'m At<Shares<RawStretch>>;

/// Share of the day's calls by interval of the day, as the profile has it; `None` after a problem.
fn profile(context: &Context, file: Profile) -> Option<Vec<f64>> {
    let grid = context.calendar.grid;
    let before = context.log.count();
    let mut shares = vec![0.0; grid.per_day()];
    let mut stretches = Vec::new();
    for (raw, share) in &file.value.list {
        if let Some(s) = stretch(context, raw) {
            let (from, to) = (s.from.minutes() / grid.minutes(), s.to.minutes() / grid.minutes());
            for interval in from..to {
                shares[interval as usize] += share / f64::from(to - from);
            }
            stretches.push((s, raw.span.clone()));
        }
    }
    apart(context, &mut stretches);
    if before == context.log.count() && file.value.complete {
        sums_to_one(context, &file.span, file.value.list.iter().map(|(_, s)| s).sum(), |sum| {
            DemandCause::ProfileShares { sum }
        });
    }
    (before == context.log.count() && file.value.complete).then_some(shares)
}

/// Every stretch of the profile that has calls is open on some day, at some candidate.
fn profile_is_open(context: &Context, file: Profile, shares: &[f64], open: &Open) {
    let grid = context.calendar.grid;
    for (raw, _) in &file.value.list {
        let (from, to) = raw.value;
        let closed = (0..shares.len()).find(|i| {
            let minute = *i as u32 * grid.minutes();
            let within = from.minutes() <= minute && minute < to.minutes();
            within && shares[*i] > 0.0 && !open.days().any(|day| holds(open.widest, day, minute))
        });
        if let Some(interval) = closed {
            context.log.report(
                &raw.span,
                DemandCause::ProfileWhenClosed { minute: interval as u32 * grid.minutes() },
            );
        }
    }
}

/// The week's calls after those that move to and from the branches, and the factor on every interval.
fn branched(context: &Context, week: &Uncertain<f64>, b: &BranchesFile) -> (Uncertain<f64>, f64) {
    let other = &b.calls_per_week.value;
    let after =
        |calls: f64, away: f64, branches: f64, to: f64| calls * (1.0 - away) + branches * to;
    let value = after(week.value, b.moves_from_line.value, other.value, b.moves_to_line.value);
    if week.value <= 0.0 && value > 0.0 {
        context.log.report(&b.calls_per_week.span, DemandCause::BranchesAlone);
    }
    let parts = [week, &b.moves_from_line, other, &b.moves_to_line];
    let low = |u: &Uncertain<f64>| u.low.unwrap_or(u.value);
    let high = |u: &Uncertain<f64>| u.high.unwrap_or(u.value);
    let least = after(low(week), high(&b.moves_from_line), low(other), low(&b.moves_to_line));
    let most = after(high(week), low(&b.moves_from_line), high(other), high(&b.moves_to_line));
    let basis = parts.iter().map(|u| u.basis).max().unwrap_or(week.basis);
    let total = Uncertain {
        value,
        low: (least < value).then_some(least),
        high: (most > value).then_some(most),
        basis,
        note: week.note.clone(),
    };
    (total, if week.value > 0.0 { value / week.value } else { 1.0 })
}

/// No interval holds more work than the queue models are made for.
fn load_is_bearable(context: &Context, file: &LineFile, d: &DemandFile, calls: &[f64]) {
    let aht = file.aht.as_ref().map_or(0.0, |u| u.value);
    let peak = calls.iter().copied().fold(0.0, f64::max) * aht / context.calendar.grid.seconds();
    if peak > LOAD_MAX {
        let span = d.sources.first().map_or(&d.span, |s| &s.span);
        context.log.report(span, DemandCause::TooMuchWork { people: peak, most: LOAD_MAX });
    }
}
