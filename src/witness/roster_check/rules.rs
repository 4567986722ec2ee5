//! One function for each rule of the labour code, over what a person works.

use super::Case;
use super::person::Person;
use crate::domain::finding::Fault;
use crate::domain::labour::{self, Reason, RuleId};
use crate::scenario::roster::Protection;

const DAY: i32 = 1440;
const WEEK: i32 = 7 * DAY;

/// Worked time from start to end, earlier rosters included, in order.
pub(super) type Times = Vec<(i32, i32)>;

/// Checks every rule for a person.
pub(super) fn check(case: &mut Case<'_>, person: &Person<'_>) {
    let times = times(case, person);
    let mut broken: Vec<(Reason, i32)> = Vec::new();
    let mut rule = |id: RuleId, test: &dyn Fn(u32) -> Option<i32>| {
        let Some(parameter) = in_force(case, person, id) else { return };
        broken.extend(test(parameter).map(|day| (id.reason(), day)));
    };
    rule(RuleId::DailyRest, &|least| daily_rest(&times, least as i32));
    rule(RuleId::WorkingDay, &|least| working_day(&times, least as i32));
    rule(RuleId::WeeklyRest, &|least| weekly_rest(case, &times, least as i32));
    rule(RuleId::DailyHours, &|most| longer_than(person, most));
    rule(RuleId::DailyHoursEquivalent, &|most| longer_than(person, most));
    rule(RuleId::DisabilityDay, &|most| longer_than(person, most));
    rule(RuleId::ParentDay, &|most| longer_than(person, most));
    rule(RuleId::Breaks, &|each| too_few_breaks(person, each));
    let common = in_force(case, person, RuleId::Breaks).unwrap_or(0);
    rule(RuleId::DisabilityBreak, &|more| no_further_break(person, common, more));
    rule(RuleId::NoNight, &|from| night(person, from as i32));
    rule(RuleId::WeeklyHours, &|_| week_above(case, person, person.contract.weekly_minutes));
    rule(RuleId::DisabilityWeek, &|most| week_above(case, person, most));
    rule(RuleId::ContractDays, &|_| too_many_days(case, person));
    rule(RuleId::PeriodHours, &|norm| period_above(case, person, norm));
    rule(RuleId::WeeklyCap, &|most| average_above(case, person, most));
    rule(RuleId::FreeSunday, &|every| no_free_sunday(case, &times, every as i32));
    if let Some(limit) = person.consultant.personal.daily_limit
        && let Some(day) = longer_than(person, limit)
    {
        broken.push((Reason::DailyLimit, day));
    }
    for (reason, day) in broken {
        let date = case.date(day);
        case.add(&format!("{} {date}", person.consultant.name), Fault::Rule(reason));
    }
}

/// The parameter of a rule if it is in force for a person.
pub(super) fn in_force(case: &Case<'_>, person: &Person<'_>, id: RuleId) -> Option<u32> {
    let (settings, contract) = (case.settings, &person.contract.id);
    let mut parameter = id.rule().parameter;
    let optional = id.rule().optional;
    if optional && settings.rules.iter().all(|c| c.rule != id) {
        return None;
    }
    for change in settings.rules.iter().filter(|c| c.rule == id) {
        if change.off || change.off_for.contains(contract) {
            return None;
        }
        parameter = change.parameter.unwrap_or(parameter);
    }
    if settings.contractors.contains(contract)
        && id != RuleId::WeeklyHours
        && id != RuleId::ContractDays
        && !optional
    {
        return None;
    }
    let protected = &person.consultant.personal.protections;
    let disabled = protected.contains(&Protection::Disability);
    let parent = protected.iter().any(|p| *p != Protection::Disability);
    let equivalent = settings.equivalent.contains(contract);
    let applies = match id {
        RuleId::WorkingDay => !settings.flexible_start,
        RuleId::DailyHours => !equivalent,
        RuleId::DailyHoursEquivalent => equivalent,
        RuleId::DisabilityDay | RuleId::DisabilityWeek | RuleId::DisabilityBreak => disabled,
        RuleId::ParentDay => parent,
        RuleId::NoNight => disabled || parent,
        _ => true,
    };
    applies.then_some(parameter)
}

/// What a person works, with what came before.
pub(super) fn times(case: &Case<'_>, person: &Person<'_>) -> Times {
    let before = case.settings.previous.iter().filter(|d| d.name == person.consultant.name);
    let mut times: Times = before
        .filter(|d| d.date < case.monday)
        .map(|d| {
            let days = case.monday.since(d.date).map_or(0, |span| span.get_days());
            let start = -days * DAY + d.start as i32;
            (start, start + d.length as i32)
        })
        .collect();
    times.extend(person.shifts.iter().map(|s| (s.start, s.end)));
    times.sort_unstable();
    times
}

/// Rest from the end of a shift to the next start.
fn daily_rest(times: &Times, least: i32) -> Option<i32> {
    let pairs = times.iter().zip(times.iter().skip(1));
    pairs.filter(|((_, end), (next, _))| next - end < least).map(|(_, (next, _))| next / DAY).next()
}

/// A working day lasts 24 hours from its start; no other shift starts within it.
fn working_day(times: &Times, length: i32) -> Option<i32> {
    let clash = |(start, _): &&(i32, i32)| {
        times.iter().any(|(other, _)| other < start && start - other < length)
    };
    times.iter().find(clash).map(|(start, _)| start / DAY)
}

/// In every week some minute is followed by so many without work, all within the week.
fn weekly_rest(case: &Case<'_>, times: &Times, least: i32) -> Option<i32> {
    (0..case.days() / 7)
        .find(|week| {
            let (mut free, mut best) = (0, 0);
            let own: Times = times
                .iter()
                .filter(|(a, b)| *a < (week + 1) * WEEK && week * WEEK < *b)
                .copied()
                .collect();
            for minute in week * WEEK..(week + 1) * WEEK {
                let busy = own.iter().any(|(a, b)| *a <= minute && minute < *b);
                free = if busy { 0 } else { free + 1 };
                best = best.max(free);
            }
            best < least
        })
        .map(|week| 7 * week)
}

fn longer_than(person: &Person<'_>, most: u32) -> Option<i32> {
    person.shifts.iter().find(|s| s.paid > most).map(|s| s.day())
}

/// Minutes of break in a shift: 15 from 6 hours, as much again beyond 9 and beyond 16.
fn breaks_due(paid: u32, each: u32) -> u32 {
    match paid {
        0..360 => 0,
        360..=540 => each,
        541..=960 => 2 * each,
        _ => 3 * each,
    }
}

fn too_few_breaks(person: &Person<'_>, each: u32) -> Option<i32> {
    person.shifts.iter().find(|s| s.paid_breaks < breaks_due(s.paid, each)).map(|s| s.day())
}

/// The breaks that everybody has leave less than the further one, in a shift of any length.
fn no_further_break(person: &Person<'_>, each: u32, more: u32) -> Option<i32> {
    let left = |paid: u32, breaks: u32| breaks.checked_sub(breaks_due(paid, each));
    let lacks = |paid, breaks| left(paid, breaks).is_none_or(|left| left < more);
    person.shifts.iter().find(|s| lacks(s.paid, s.paid_breaks)).map(|s| s.day())
}

/// Some minute of work lies within 8 hours after the start of a night.
fn night(person: &Person<'_>, from: i32) -> Option<i32> {
    let at_night = |minute: i32| (minute - from).rem_euclid(DAY) < labour::NIGHT_MINUTES as i32;
    person.shifts.iter().find(|s| (s.start..s.end).any(at_night)).map(|s| s.day())
}

fn minutes_of(person: &Person<'_>, days: std::ops::Range<i32>) -> u32 {
    person.shifts.iter().filter(|s| days.contains(&s.day())).map(|s| s.paid).sum()
}

fn week_above(case: &Case<'_>, person: &Person<'_>, most: u32) -> Option<i32> {
    (0..case.days()).step_by(7).find(|day| minutes_of(person, *day..day + 7) > most)
}

fn too_many_days(case: &Case<'_>, person: &Person<'_>) -> Option<i32> {
    let worked =
        |day: i32| person.shifts.iter().filter(|s| (day..day + 7).contains(&s.day())).count();
    let most = person.contract.days_per_week as usize;
    (0..case.days()).step_by(7).find(|day| worked(*day) > most)
}

/// The days of each settlement period.
fn periods(case: &Case<'_>) -> Vec<std::ops::Range<i32>> {
    let length = 7 * case.settings.settlement_weeks as i32;
    let starts = (0..case.days()).step_by(length as usize);
    starts.map(|from| from..(from + length).min(case.days())).collect()
}

fn period_above(case: &Case<'_>, person: &Person<'_>, norm: u32) -> Option<i32> {
    norms(case, person, norm).into_iter().find_map(|(days, most)| {
        (f64::from(minutes_of(person, days.clone())) > most).then_some(days.start)
    })
}

/// Hours of the norms that are paid and no shift fills, where a norm is owed at all. What is paid is the contract's:
/// neither a shorter day (Rehabilitation Act 18) nor hours carried over change a month's pay.
pub(super) fn unplanned(case: &Case<'_>, person: &Person<'_>) -> f64 {
    let Some(norm) = in_force(case, person, RuleId::PeriodHours) else { return 0.0 };
    let day = by_contract(person, norm);
    let periods = periods(case).into_iter();
    let left = periods.map(|days| {
        let paid = (counted_days(case, person, days.clone()) * day).round().max(0.0);
        (paid - f64::from(minutes_of(person, days))).max(0.0)
    });
    left.sum::<f64>() / 60.0
}

fn by_contract(person: &Person<'_>, norm: u32) -> f64 {
    f64::from(norm) * f64::from(person.contract.weekly_minutes) / 2400.0
}

/// Five days a week, less one for each holiday that is not a Sunday and each Monday to Friday of absence.
fn counted_days(case: &Case<'_>, person: &Person<'_>, days: std::ops::Range<i32>) -> f64 {
    let mut count = 5.0 * f64::from((days.end - days.start) / 7);
    for day in days {
        let (away, weekday) = (person.away[day as usize], day % 7);
        if (case.holiday(day) && weekday != 6) || (away && weekday < 5) {
            count -= 1.0;
        }
    }
    count
}

/// Minutes of each settlement period: 40 hours a week, less 8 for each holiday that is not a Sunday, less
/// what falls on days of absence, for part time in proportion; less what was carried over.
fn norms(case: &Case<'_>, person: &Person<'_>, norm: u32) -> Vec<(std::ops::Range<i32>, f64)> {
    let protected = person.consultant.personal.protections.contains(&Protection::Disability);
    let shorter = in_force(case, person, RuleId::DisabilityDay).filter(|_| protected);
    // Whoever may work 35 hours a week at the most is not part time with a contract of 35.
    let by_contract = by_contract(person, norm);
    let day_norm = shorter.map_or(by_contract, |s| by_contract.min(f64::from(s)));
    let of = |days: std::ops::Range<i32>| {
        let count = counted_days(case, person, days.clone());
        let carried = if days.start == 0 { person.consultant.personal.carried_minutes } else { 0 };
        // Who has more carried over than the period holds works nothing.
        (days, ((count * day_norm).round() - f64::from(carried)).max(0.0))
    };
    periods(case).into_iter().map(of).collect()
}

fn average_above(case: &Case<'_>, person: &Person<'_>, most: u32) -> Option<i32> {
    periods(case).into_iter().find_map(|days| {
        let weeks = ((days.end - days.start) / 7) as u32;
        (minutes_of(person, days.clone()) > most * weeks).then_some(days.start)
    })
}

/// Sunday is the 24 hours from 6:00.
fn no_free_sunday(case: &Case<'_>, times: &Times, every: i32) -> Option<i32> {
    let worked = |week: i32| {
        let from = week * WEEK + 6 * DAY + 360;
        (from..from + DAY).step_by(5).any(|m| times.iter().any(|(a, b)| *a <= m && m < *b))
    };
    let mut run = 0;
    for week in 1 - every..case.days() / 7 {
        run = if worked(week) { run + 1 } else { 0 };
        if run >= every && week >= 0 {
            return Some(7 * week + 6);
        }
    }
    None
}
