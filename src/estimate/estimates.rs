//! All estimates of a line, in one page.

use super::against::{Against, PlannedWeek, against};
use super::arrivals::{Arrivals, arrivals};
use super::goodness::{Fed, Goodness, goodness};
use super::handle::{Handle, handle};
use super::patience::{Patience, patience};
use super::phone::{AtPhone, OnDuty, Rates, at_phone};
use super::redials::Redials;
use super::unusual::{UnusualDay, first_calls, unusual_days};
use super::{Estimate, History};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Leave days out of the ordinary out of everything.
    pub leave_out_unusual: bool,
    /// Seed of the replays.
    pub seed: u64,
    /// A plan to hold the records against.
    pub planned: Option<Box<PlannedWeek>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { leave_out_unusual: false, seed: 1, planned: None }
    }
}

/// What the records tell of a line. A part is `None` where the source is silent on it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Estimates {
    /// First and last day.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub first_day: Date,
    /// See `first_day`.
    #[schemars(schema_with = "crate::domain::clock::date_schema")]
    pub last_day: Date,
    /// Days with calls that were used.
    pub days: u64,
    /// Calls offered.
    pub offered: f64,
    /// Calls answered; `None` where reports do not tell.
    pub answered: Option<f64>,
    /// Calls given up; `None` where reports do not tell.
    pub abandoned: Option<f64>,
    /// Seconds within which a call should be answered.
    pub threshold_s: f64,
    /// Answered within the threshold ÷ offered; `None` where reports do not tell.
    pub service_level: Option<f64>,
    /// Mean wait of the answered, seconds; `None` where waits were not recorded.
    pub asa_s: Option<f64>,
    /// Whether only handled calls were reported, so that these stand for the offered.
    pub handled_only: bool,
    /// Whether only totals of days were reported, spread over the half-hours by a profile that was given.
    pub profile_given: bool,
    /// Days out of the ordinary.
    pub unusual: Vec<UnusualDay>,
    /// Whether they were left out.
    pub left_out: bool,
    /// First calls by weekday and half-hour: those who call again after hanging up are left out, as far as
    /// callers can be told apart.
    pub arrivals: Arrivals,
    /// Handle times.
    pub handle: Option<Handle>,
    /// Patience.
    pub patience: Option<Patience>,
    /// Calling again.
    pub redials: Option<Redials>,
    /// Consultants by half-hour of the day.
    pub on_duty: Vec<OnDuty>,
    /// Share of the time of consultants seen that they are not at the phone.
    pub away: Option<Estimate>,
    /// The model against the records.
    pub goodness: Option<Goodness>,
    /// The plan against the records, where one was given.
    pub against: Option<Against>,
}

/// Estimates everything; `None` if no call was offered.
pub fn estimate(history: &mut History, options: &Options) -> Option<Estimates> {
    let unusual = unusual_days(history);
    if options.leave_out_unusual {
        history.leave_out(&unusual.iter().map(|day| day.date).collect::<Vec<_>>());
    }
    let days: Vec<_> = history.open_days().collect();
    let (first_day, last_day) = (days.first()?.0, days.last()?.0);
    // On a day of a clock change an hour is missing or doubled, which no rate should learn.
    let steady: Vec<_> = first_calls(history)
        .into_iter()
        .filter(|(date, _)| !history.days[date].clock_changed())
        .collect();
    let all: Vec<&super::day::Day> = days.iter().map(|(_, day)| *day).collect();
    let sum = |value: fn(&super::day::Cell) -> f64| -> f64 {
        all.iter().flat_map(|day| &day.cells).map(value).sum()
    };
    let (offered, answered) = (sum(|c| c.offered), sum(|c| c.answered));
    let handle = handle(&all);
    let patience = patience(&all);
    let patience_s = patience.as_ref().map(|p| p.mean_s.value);
    let phone = at_phone(history, &Rates { handle: handle.as_ref(), patience_s });
    let goodness = handle.as_ref().zip(phone.as_ref()).and_then(|(handle, phone)| {
        goodness(history, &Fed { handle, phone, patience_s }, options.seed)
    });
    let against = options.planned.as_deref().zip(phone.as_ref()).and_then(|(week, phone)| {
        // A half-hour's own calls where there are any, else those of its time of day.
        let usual = |at: usize| handle.as_ref().map_or(0.0, |handle| handle.at(at));
        let aht_s = |at: usize, cell: &super::day::Cell| cell.handle.mean().unwrap_or(usual(at));
        against(history, phone, &aht_s, patience_s, week)
    });
    let from_calls = all.iter().any(|day| !day.from_report);
    let waits_known = from_calls || sum(|c| c.wait_s) + sum(|c| c.answered_wait_s) > 0.0;
    let waits_told = answered - sum(|c| c.answered_waits_unknown);
    let levels_told = offered - sum(|c| c.within_unknown);
    Some(Estimates {
        first_day,
        last_day,
        days: all.len() as u64,
        offered,
        answered: (from_calls || history.answers_told).then_some(answered),
        abandoned: (from_calls || history.hang_ups_told).then(|| sum(|c| c.abandoned)),
        threshold_s: history.threshold_s,
        service_level: (levels_told > 0.0).then(|| sum(|c| c.within) / levels_told),
        asa_s: waits_known.then(|| sum(|c| c.answered_wait_s) / waits_told.max(1.0)),
        handled_only: history.handled_only,
        profile_given: history.profile_given,
        unusual,
        left_out: options.leave_out_unusual,
        arrivals: arrivals(&steady),
        handle,
        patience,
        redials: history.redials.redials(),
        on_duty: phone.as_ref().map_or(Vec::new(), |p: &AtPhone| p.on_duty.clone()),
        away: phone.and_then(|p| p.away),
        goodness,
        against,
    })
}
