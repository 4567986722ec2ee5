//! The rules in force for a person, and one function for each over what the person works.

use crate::domain::clock::DAY_MINUTES;
use crate::domain::labour::{NIGHT_MINUTES, Reason, RuleId};
use crate::scenario::roster::{Protection, RosterSettings};
use crate::scenario::{Consultant, Contract};

const DAY: i32 = DAY_MINUTES as i32;
const WEEK: i32 = 7 * DAY;
/// Sundays and public holidays run from 6:00 to 6:00 (KP 151⁹ §2).
const SUNDAY_FROM: i32 = 360;

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
}

/// A rule's parameter for a contract as the scenario changes it; `None` where it is off.
pub fn parameter(settings: &RosterSettings, contract: &str, rule: RuleId) -> Option<u32> {
    let change = settings.rules.iter().find(|c| c.rule == rule);
    let of_contract = [RuleId::WeeklyHours, RuleId::ContractDays].contains(&rule);
    let outside = settings.contractors.iter().any(|c| c == contract) && !of_contract;
    let off = change.is_some_and(|c| c.off || c.off_for.iter().any(|id| id == contract));
    let flexible = rule == RuleId::WorkingDay && settings.flexible_start;
    if outside || off || flexible {
        return None;
    }
    Some(change.and_then(|c| c.parameter).unwrap_or(rule.rule().parameter))
}

/// Hours of one day of a contract's norm, and days of so many whole weeks that count before absences
/// (KP 130); `None` outside labour law and where `period-hours` is off. Personal limits and hours carried over
/// are not in it: it is what may be shown to everybody.
pub fn contract_norm(
    settings: &RosterSettings,
    contract: &Contract,
    (days, holiday): (usize, &dyn Fn(usize) -> bool),
) -> Option<(f64, f64)> {
    let day = parameter(settings, &contract.id, RuleId::PeriodHours)?;
    let share = f64::from(contract.weekly_minutes) / 2400.0;
    let off = (0..days).filter(|d| holiday(*d) && d % 7 != 6).count();
    Some((f64::from(day) / 60.0 * share, 5.0 * (days / 7) as f64 - off as f64))
}

/// Hours of a [`contract_norm`] when a person is away on so many days that count, to the minute.
pub fn norm_hours((each, days): (f64, f64), away: usize) -> f64 {
    ((days - away as f64) * each * 60.0).round() / 60.0
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
        Self {
            daily_rest: rule(RuleId::DailyRest),
            working_day: rule(RuleId::WorkingDay),
            weekly_rest: rule(RuleId::WeeklyRest),
            day_minutes,
            week_minutes,
            week_days: rule(RuleId::ContractDays).map(|_| contract.days_per_week),
            period_day: rule(RuleId::PeriodHours)
                .map(|day| (f64::from(day) * share).min(f64::from(protected_day))),
            weekly_cap: rule(RuleId::WeeklyCap),
            breaks: rule(RuleId::Breaks),
            further_break: rule(RuleId::DisabilityBreak).filter(|_| has(Protection::Disability)),
            free_sunday: rule(RuleId::FreeSunday),
            night: rule(RuleId::NoNight).filter(|_| parent || has(Protection::Disability)),
        }
    }
}

/// Paid minutes of break that a shift of so many minutes needs: one break from 6 h, another beyond 9 h
/// and another beyond 16 h (KP 134).
pub fn breaks_needed(each: u32, working: u32) -> u32 {
    each * (u32::from(working >= 360) + u32::from(working > 540) + u32::from(working > 960))
}

/// `daily-hours` and its kin, `breaks`, `disability-break` and `no-night`: what one duty keeps or breaks
/// by itself.
pub fn duty_breaks(rules: &PersonRules, duty: &Worked) -> Option<Reason> {
    if let Some((id, _)) = rules.day_minutes.iter().find(|(_, most)| duty.paid > *most) {
        return Some(*id);
    }
    let of_all = rules.breaks.map_or(0, |each| breaks_needed(each, duty.paid));
    if duty.breaks < of_all {
        return Some(RuleId::Breaks.reason());
    }
    if rules.further_break.is_some_and(|more| duty.breaks < of_all + more) {
        return Some(RuleId::DisabilityBreak.reason());
    }
    rules.night.is_some_and(|from| at_night(duty, from)).then_some(RuleId::NoNight.reason())
}

/// Whether a duty touches a night that starts at this minute of the day.
fn at_night(duty: &Worked, from: u32) -> bool {
    let first = duty.day() - 1;
    (first..first + 4).any(|day| {
        let night = day * DAY + from as i32;
        duty.start < night + NIGHT_MINUTES as i32 && night < duty.end
    })
}

/// `daily-rest`: days whose shift starts too soon after the one before.
pub fn daily_rest(rules: &PersonRules, worked: &[Worked]) -> Option<i32> {
    let least = rules.daily_rest? as i32;
    worked.windows(2).find(|w| w[1].start - w[0].end < least).map(|w| w[1].day())
}

/// `working-day`: no start within 24 h of the start before.
pub fn working_day(rules: &PersonRules, worked: &[Worked]) -> Option<i32> {
    let least = rules.working_day? as i32;
    worked.windows(2).find(|w| w[1].start - w[0].start < least).map(|w| w[1].day())
}

/// `weekly-rest`: in every week of the plan one rest this long, wholly within it.
pub fn weekly_rest(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let least = rules.weekly_rest? as i32;
    (0..weeks as i32)
        .find(|week| {
            let (from, to) = (week * WEEK, (week + 1) * WEEK);
            let mut free = from;
            let mut longest = 0;
            for duty in worked.iter().filter(|d| d.end > from && d.start < to) {
                longest = longest.max(duty.start - free);
                free = free.max(duty.end);
            }
            longest.max(to - free) < least
        })
        .map(|week| 7 * week)
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

/// `weekly-hours` and `disability-week`: paid minutes of every week.
pub fn week_hours(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<(RuleId, i32)> {
    let sums = by_week(worked, weeks);
    rules.week_minutes.iter().find_map(|(id, most)| {
        sums.iter().position(|sum| sum > most).map(|week| (*id, 7 * week as i32))
    })
}

/// `contract-days`: days worked in every week.
pub fn contract_days(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let most = rules.week_days? as usize;
    (0..weeks as i32)
        .find(|week| worked.iter().filter(|d| d.day().div_euclid(7) == *week).count() > most)
        .map(|week| 7 * week)
}

/// `period-hours`: paid minutes of every settlement period against its norm (see [`norms`]).
pub fn period_hours(worked: &[Worked], norms: &[i64], per: u32, weeks: u32) -> Option<i32> {
    let sums = by_week(worked, weeks);
    sums.chunks(per as usize).zip(norms).enumerate().find_map(|(k, (sums, norm))| {
        (sums.iter().map(|m| i64::from(*m)).sum::<i64>() > *norm)
            .then_some(7 * per as i32 * k as i32)
    })
}

/// `weekly-cap`: hours a week on average over every settlement period.
pub fn weekly_cap(rules: &PersonRules, worked: &[Worked], per: u32, weeks: u32) -> Option<i32> {
    let most = rules.weekly_cap?;
    let sums = by_week(worked, weeks);
    sums.chunks(per as usize).enumerate().find_map(|(k, sums)| {
        (sums.iter().sum::<u32>() > most * sums.len() as u32).then_some(7 * per as i32 * k as i32)
    })
}

/// The Sundays a duty touches, as weeks (0: that of the first week planned).
pub fn sundays(duty: &Worked) -> impl Iterator<Item = i32> + use<> {
    let (start, end) = (duty.start, duty.end);
    let first = start.div_euclid(WEEK) - 1;
    (first..first + 3).filter(move |week| {
        let from = week * WEEK + 6 * DAY + SUNDAY_FROM;
        start < from + DAY && from < end
    })
}

/// `free-sunday`: among so many Sundays in a row one is free.
pub fn free_sunday(rules: &PersonRules, worked: &[Worked], weeks: u32) -> Option<i32> {
    let every = rules.free_sunday? as i32;
    let busy: Vec<i32> = worked.iter().flat_map(sundays).collect();
    (0..weeks as i32)
        .find(|week| (0..every).all(|back| busy.contains(&(week - back))))
        .map(|week| 7 * week + 6)
}

/// Norm of each settlement period, minutes (KP 130, scaled for part time): a day's norm for every
/// Monday to Friday, less one for every public holiday that is not a Sunday, less what falls on days
/// of absence, less what is carried over. `holiday` and `absent` tell about days from the first.
pub fn norms(
    rules: &PersonRules,
    (per, weeks): (u32, u32),
    holiday: &dyn Fn(u32) -> bool,
    absent: &dyn Fn(u32) -> bool,
    carried: i32,
) -> Vec<i64> {
    let Some(day_norm) = rules.period_day else {
        return vec![i64::MAX / 4; weeks.div_ceil(per) as usize];
    };
    (0..weeks.div_ceil(per))
        .map(|k| {
            let days = 7 * per * k..7 * (per * (k + 1)).min(weeks);
            let count: i64 = days
                .map(|d| match (d % 7, holiday(d)) {
                    (5, true) => -1,
                    (0..=4, false) if !absent(d) => 1,
                    _ => 0,
                })
                .sum();
            let norm = count as f64 * day_norm;
            (norm.round() as i64 - if k == 0 { i64::from(carried) } else { 0 }).max(0)
        })
        .collect()
}
