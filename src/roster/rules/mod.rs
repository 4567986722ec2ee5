//! The rules in force for a person. Each has a file: its source, to whom it applies, its test of a duty or of what a person
//! works, and the days of which one must change to mend it.

mod breaks;
mod contract_days;
mod daily_rest;
mod day_hours;
mod free_sunday;
mod no_night;
mod patterns;
mod period_hours;
mod week_hours;
mod weekly_cap;
mod weekly_rest;
mod working_day;

pub use breaks::breaks_needed;
pub use contract_days::contract_days;
pub use daily_rest::daily_rest;
pub use free_sunday::{free_sunday, sundays};
pub use patterns::{Days, Patterns, known_from, weekends};
pub use period_hours::{Owing, contract_norm, norm_hours, norms, period_hours};
pub use week_hours::week_hours;
pub use weekly_cap::weekly_cap;
pub use weekly_rest::weekly_rest;
pub use working_day::working_day;

use crate::domain::clock::DAY_MINUTES;
use crate::domain::labour::{Reason, RuleId};
use crate::scenario::roster::{Protection, RosterSettings};
use crate::scenario::{Consultant, Contract};
use std::ops::Range;

const DAY: i32 = DAY_MINUTES as i32;
/// Minutes of a week.
pub(super) const WEEK: i32 = 7 * DAY;

/// A duty worked, in minutes from midnight of the first day planned (below zero: before it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// Start.
    pub start: i32,
    /// End.
    pub end: i32,
    /// Paid minutes.
    pub paid: u32,
    /// Paid minutes of break.
    pub breaks: u32,
}

impl Worked {
    /// Day of the start, counted from the first day planned.
    pub fn day(&self) -> i32 {
        self.start.div_euclid(DAY)
    }
}

/// Parameters of the rules in force for one person; `None`: the rule is not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PersonRules {
    /// `daily-rest`, minutes.
    pub daily_rest: Option<u32>,
    /// `working-day`, minutes.
    pub working_day: Option<u32>,
    /// `weekly-rest`, minutes.
    pub weekly_rest: Option<u32>,
    /// Minutes a day with the name of the rule that sets them.
    pub day_minutes: Vec<(Reason, u32)>,
    /// Minutes a week with the name of the rule that sets them.
    pub week_minutes: Vec<(RuleId, u32)>,
    /// `contract-days`.
    pub week_days: Option<u32>,
    /// `period-hours`: norm of one day, minutes: in proportion for part time, and no more than what
    /// `disability-day` allows.
    pub period_day: Option<f64>,
    /// The same without what protects the person: what the contract pays for (a shorter day of who has a disability
    /// takes nothing off their pay, Rehabilitation Act 18).
    pub paid_day: Option<f64>,
    /// `weekly-cap`, minutes on average.
    pub weekly_cap: Option<u32>,
    /// `breaks`, minutes of each.
    pub breaks: Option<u32>,
    /// `disability-break`, minutes beyond those of `breaks`.
    pub further_break: Option<u32>,
    /// `free-sunday`, weeks.
    pub free_sunday: Option<u32>,
    /// `no-night`: minute at which the night starts.
    pub night: Option<u32>,
    /// Patterns of days.
    pub patterns: Patterns,
}

/// A rule's parameter for a contract as the scenario changes it; `None` where it is off.
pub fn parameter(settings: &RosterSettings, contract: &str, rule: RuleId) -> Option<u32> {
    let change = settings.rules.iter().find(|c| c.rule == rule);
    let of_contract =
        [RuleId::WeeklyHours, RuleId::ContractDays].contains(&rule) || rule.rule().optional;
    let outside = settings.contractors.iter().any(|c| c == contract) && !of_contract;
    let off = change.is_some_and(|c| c.off || c.off_for.iter().any(|id| id == contract));
    let flexible = rule == RuleId::WorkingDay && settings.flexible_start;
    let asked_for = change.is_some() || !rule.rule().optional;
    if outside || off || flexible || !asked_for {
        return None;
    }
    Some(change.and_then(|c| c.parameter).unwrap_or(rule.rule().parameter))
}

impl PersonRules {
    /// The rules in force for a person.
    pub fn of(settings: &RosterSettings, person: &Consultant, contract: &Contract) -> Self {
        let rule = |id: RuleId| parameter(settings, &contract.id, id);
        let has = |p: Protection| person.personal.protections.contains(&p);
        let parent = has(Protection::Pregnancy) || has(Protection::Child);
        let equivalent = settings.equivalent.contains(&contract.id);
        let daily = if equivalent { RuleId::DailyHoursEquivalent } else { RuleId::DailyHours };
        let day = [
            (daily, true),
            (RuleId::DisabilityDay, has(Protection::Disability)),
            (RuleId::ParentDay, parent),
        ];
        let mut day_minutes: Vec<(Reason, u32)> = day
            .into_iter()
            .filter(|(_, applies)| *applies)
            .filter_map(|(id, _)| Some((id.reason(), rule(id)?)))
            .collect();
        day_minutes.extend(person.personal.daily_limit.map(|limit| (Reason::DailyLimit, limit)));
        let mut week_minutes = Vec::new();
        week_minutes.extend(
            rule(RuleId::WeeklyHours).map(|_| (RuleId::WeeklyHours, contract.weekly_minutes)),
        );
        if has(Protection::Disability) {
            week_minutes
                .extend(rule(RuleId::DisabilityWeek).map(|most| (RuleId::DisabilityWeek, most)));
        }
        let protected_day =
            rule(RuleId::DisabilityDay).filter(|_| has(Protection::Disability)).unwrap_or(u32::MAX);
        let share = f64::from(contract.weekly_minutes) / 2400.0;
        let paid_day = rule(RuleId::PeriodHours).map(|day| f64::from(day) * share);
        Self {
            daily_rest: rule(RuleId::DailyRest),
            working_day: rule(RuleId::WorkingDay),
            weekly_rest: rule(RuleId::WeeklyRest),
            day_minutes,
            week_minutes,
            week_days: rule(RuleId::ContractDays).map(|_| contract.days_per_week),
            period_day: paid_day.map(|day| day.min(f64::from(protected_day))),
            paid_day,
            weekly_cap: rule(RuleId::WeeklyCap),
            breaks: rule(RuleId::Breaks),
            further_break: rule(RuleId::DisabilityBreak).filter(|_| has(Protection::Disability)),
            free_sunday: rule(RuleId::FreeSunday),
            night: rule(RuleId::NoNight).filter(|_| parent || has(Protection::Disability)),
            patterns: Patterns::of(settings, contract),
        }
    }
}

/// What one duty keeps or breaks by itself.
pub fn duty_breaks(rules: &PersonRules, duty: &Worked) -> Option<Reason> {
    let day = day_hours::exceeded(rules, duty);
    day.or_else(|| breaks::missing(rules, duty)).or_else(|| no_night::at_work(rules, duty))
}

/// Days of a person of which one must change for a rule that is broken at a day to hold; `None`: any day.
pub fn mending_days(rule: Reason, day: i32) -> Option<Range<i32>> {
    let Reason::Rule(id) = rule else { return None };
    match id {
        RuleId::DailyRest => Some(daily_rest::days(day)),
        RuleId::WorkingDay => Some(working_day::days(day)),
        RuleId::WeeklyRest => Some(weekly_rest::days(day)),
        RuleId::WeeklyHours | RuleId::DisabilityWeek => Some(week_hours::days(day)),
        RuleId::ContractDays => Some(contract_days::days(day)),
        _ => None,
    }
}

/// Paid minutes by week.
fn by_week(worked: &[Worked], weeks: u32) -> Vec<u32> {
    let mut minutes = vec![0; weeks as usize];
    for duty in worked.iter().filter(|d| d.start >= 0) {
        if let Some(sum) = minutes.get_mut((duty.day() / 7) as usize) {
            *sum += duty.paid;
        }
    }
    minutes
}
