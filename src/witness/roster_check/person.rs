//! What everybody works, read from the roster and held against the scenario.

use super::Case;
use crate::domain::clock::Weekday;
use crate::domain::finding::{Counted, Fault, Finding};
use crate::domain::labour::RuleId;
use crate::domain::shift::Stretch;
use crate::scenario::{BreakRule, BreakWindow, Consultant, Contract, ShiftRule};
use crate::wire::roster_answer::{self, Code, Roster};

const DAY: i32 = 1440;

/// A shift in minutes from midnight of the first day planned.
pub(super) struct Shift {
    pub start: i32,
    pub end: i32,
    pub paid: u32,
    /// Paid minutes of break.
    pub paid_breaks: u32,
    pub breaks: Vec<(i32, i32)>,
    pub cost: f64,
    /// Work away from the phone.
    pub off: Vec<Off>,
}

/// A stretch of work away from the phone in minutes from midnight of the first day planned.
pub(super) struct Off {
    pub activity: String,
    pub from: i32,
    pub to: i32,
}

impl Shift {
    pub fn day(&self) -> i32 {
        self.start.div_euclid(DAY)
    }
}

/// A person with their shifts in order.
pub(super) struct Person<'a> {
    pub consultant: &'a Consultant,
    pub contract: &'a Contract,
    pub shifts: Vec<Shift>,
    /// Days planned on which the person is away, as the scenario or the roster says.
    pub away: Vec<bool>,
}

/// Reads everybody; whoever or whatever does not fit the scenario is reported and left out.
pub(super) fn read<'a>(case: &mut Case<'a>, roster: &Roster) -> Vec<Person<'a>> {
    let scenario = case.scenario;
    let mut people: Vec<Person<'a>> = Vec::new();
    if roster.people.len() != scenario.consultants.len() {
        let claimed = roster.people.len().to_string();
        let expected = scenario.consultants.len().to_string();
        case.add("people", Fault::InsteadOf { claimed, what: Counted::Those, expected });
    }
    for claimed in &roster.people {
        let Some(consultant) = scenario.consultants.iter().find(|c| c.name == claimed.name) else {
            case.add(&claimed.name, Fault::NoSuchConsultant);
            continue;
        };
        if people.iter().any(|p| p.consultant.name == claimed.name) {
            case.add(&claimed.name, Fault::ListedTwice);
            continue;
        }
        let group = &scenario.groups[consultant.group];
        let Some(contract) = group.contracts.iter().find(|c| c.id == consultant.contract) else {
            continue;
        };
        if claimed.group != group.id || claimed.contract != contract.id {
            case.add(&claimed.name, Fault::OtherContract);
        }
        let lines = consultant.personal.lines.iter().map(|l| &scenario.lines[*l].id);
        if !claimed.lines.iter().eq(lines) {
            case.add(&claimed.name, Fault::OtherLines);
        }
        let shifts = days(case, claimed, consultant);
        let away = away(case, claimed, consultant);
        let person = Person { consultant, contract, shifts, away };
        claimed_sums(case, claimed, &person);
        people.push(person);
    }
    people
}

fn claimed_sums(case: &mut Case<'_>, claimed: &roster_answer::Person, person: &Person<'_>) {
    let hours: f64 = person.shifts.iter().map(|s| f64::from(s.paid) / 60.0).sum();
    if (hours - claimed.paid_hours).abs() > 1e-6 {
        let fault = Fault::PaidHours { claimed: claimed.paid_hours, recomputed: hours };
        case.add(&claimed.name, fault);
    }
    let norm = norm(case, person);
    if norm.zip(claimed.norm_hours).is_none_or(|(own, told)| (own - told).abs() > 0.02)
        && (norm.is_some() || claimed.norm_hours.is_some())
    {
        let fault = Fault::Norm { claimed: claimed.norm_hours, recomputed: norm };
        case.add(&claimed.name, fault);
    }
    let from = case.settings.evening_from as i32;
    let evenings = person.shifts.iter().filter(|s| s.end - s.day() * DAY > from).count();
    let weekend = |s: &&Shift| s.day() % 7 >= 5 || case.holiday(s.day());
    let weekends = person.shifts.iter().filter(weekend).count();
    if (evenings, weekends) != (claimed.evenings as usize, claimed.weekend_days as usize) {
        case.add(&claimed.name, Fault::Evenings { evenings, weekend_days: weekends });
    }
}

/// Hours of Mondays to Fridays, less a day's for each public holiday that is no Sunday and each day away on
/// a Monday to Friday that is none, in proportion to the contract.
fn norm(case: &Case<'_>, person: &Person<'_>) -> Option<f64> {
    let minutes = super::rules::in_force(case, person, RuleId::PeriodHours)?;
    let mut days = 0;
    for day in 0..case.days() {
        let (holiday, working) = (case.holiday(day), day % 7 < 5);
        let there = !person.away[day as usize];
        days += i32::from(working && !holiday && there) - i32::from(holiday && day % 7 == 5);
    }
    let part = f64::from(person.contract.weekly_minutes) / f64::from(5 * 8 * 60);
    Some(f64::from(days) * part * f64::from(minutes) / 60.0)
}

fn away(case: &Case<'_>, claimed: &roster_answer::Person, person: &Consultant) -> Vec<bool> {
    let one = |day: i32| {
        let date = case.date(day);
        let claimed = claimed.days.get(day as usize).is_some_and(|d| d.code == Code::Absent);
        claimed || person.personal.absent.iter().any(|a| a.from <= date && date <= a.to)
    };
    (0..case.days()).map(one).collect()
}

fn days(case: &mut Case<'_>, claimed: &roster_answer::Person, person: &Consultant) -> Vec<Shift> {
    let mut shifts = Vec::new();
    if claimed.days.len() as i32 != case.days() {
        let (days, expected) = (claimed.days.len().to_string(), case.days().to_string());
        let fault = Fault::InsteadOf { claimed: days, what: Counted::Days, expected };
        case.add(&claimed.name, fault);
        return shifts;
    }
    for (d, day) in claimed.days.iter().enumerate() {
        let date = case.date(d as i32);
        let place = format!("{} {date}", claimed.name);
        if day.date != date.to_string() {
            case.add(&place, Fault::Dated { date: day.date.clone() });
            continue;
        }
        let away = person.personal.absent.iter().any(|a| a.from <= date && date <= a.to);
        match (day.code, &day.shift) {
            (Code::Shift, Some(shift)) => {
                if away {
                    case.add(&place, Fault::WorksAway);
                }
                shifts.extend(shift_of(case, &place, d as i32, shift, person));
            }
            (Code::Absent, None) => {
                // A repair may take out people whom the scenario holds to be there.
            }
            (Code::Off, None) => {
                if away {
                    case.add(&place, Fault::NotMarkedAbsent);
                }
                if person.personal.fixed.iter().any(|f| f.date == date) {
                    case.add(&place, Fault::FixedMissing);
                }
            }
            _ => case.add(&place, Fault::CodeAgainstShift),
        }
    }
    shifts
}

fn shift_of(
    case: &mut Case<'_>,
    place: &str,
    day: i32,
    shift: &roster_answer::Shift,
    person: &Consultant,
) -> Option<Shift> {
    let ends = |s: Stretch| (s.from() as i32, s.to() as i32);
    let (start, end) = ends(shift.worked.span());
    let breaks: Vec<(i32, i32)> = shift.worked.breaks().iter().copied().map(ends).collect();
    let week = case.week(day);
    let weekday = Weekday::ALL[(day % 7) as usize];
    let rule = week.shifts.iter().find(|rule| {
        rule.id == shift.rule
            && rule.groups.contains(&person.group)
            && (rule.contracts.is_empty() || rule.contracts.contains(&person.contract))
            && rule.days.contains(&weekday)
            && rule.starts.contains(&(start as u32))
            && rule.lengths.contains(&((end - start) as u32))
    });
    let Some(rule) = rule else {
        let [start, end] = shift.hours_text();
        case.add(place, Fault::NoRuleMakes { rule: shift.rule.clone(), start, end });
        return None;
    };
    let due: Vec<_> = rule.breaks.iter().filter(|b| b.min_shift as i32 <= end - start).collect();
    windows(case, place, shift, (start, end), &breaks, &due);
    if !available(person, day, start, end) {
        case.add(place, Fault::NotAvailable);
    }
    let date = case.date(day);
    let fixed = person.personal.fixed.iter().find(|f| f.date == date);
    if fixed.is_some() != shift.fixed {
        case.add(place, Fault::FixedUnmarked);
    }
    if fixed.is_some_and(|f| (f.start as i32, f.length as i32) != (start, end - start)) {
        case.add(place, Fault::FixedOther);
    }
    let of =
        |paid: bool| due.iter().filter(move |b| b.paid == paid).map(|b| b.minutes).sum::<u32>();
    let paid = (end - start) as u32 - of(false);
    let cost = cost(case, rule, day, (start, end), &breaks, person);
    if (shift.paid_hours - f64::from(paid) / 60.0).abs() > 1e-9 || (shift.cost - cost).abs() > 1e-4
    {
        case.add(
            place,
            Fault::HoursAndCost {
                hours: shift.paid_hours,
                cost: shift.cost,
                own_hours: f64::from(paid) / 60.0,
                own_cost: cost,
            },
        );
    }
    let base = day * DAY;
    let breaks = breaks.into_iter().map(|(a, b)| (base + a, base + b)).collect();
    let off = shift.off_phone.iter().map(|off| {
        let (from, to) = ends(off.at);
        Off { activity: off.activity.clone(), from: base + from, to: base + to }
    });
    let off = off.collect();
    let (start, end) = (base + start, base + end);
    Some(Shift { start, end, paid, paid_breaks: of(true), breaks, cost, off })
}

/// Breaks are those of the shift rule and lie within its windows. Where the roster says that a window is
/// shortened, they lie inside the shift, one after another, not in its first or last interval; that is a
/// remark.
fn windows(
    case: &mut Case<'_>,
    place: &str,
    shift: &roster_answer::Shift,
    (start, end): (i32, i32),
    breaks: &[(i32, i32)],
    due: &[&BreakRule],
) {
    let lengths = |(at, rule): (&(i32, i32), &&BreakRule)| at.1 - at.0 == rule.minutes as i32;
    let own = breaks.len() == due.len() && breaks.iter().zip(due).all(lengths);
    let outside: Vec<(i32, i32)> = breaks
        .iter()
        .zip(due)
        .filter(|(at, rule)| {
            let (low, high) = window(rule, start, end);
            at.0 < low || high < at.1
        })
        .map(|(at, _)| *at)
        .collect();
    let step = case.scenario.calendar.grid.minutes() as i32;
    let inside = breaks.iter().all(|(from, to)| start + step <= *from && *to <= end - step)
        && breaks.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    match (own, outside.is_empty(), shift.window_shortened) {
        (true, true, false) => {}
        (true, false, true) if inside => {
            let text = |m: i32| format!("{:02}:{:02}", m / 60 % 24, m % 60);
            for (from, to) in outside {
                let (from, to) = (text(from), text(to));
                let fault = Fault::WindowShortened { from, to };
                case.remarks.push(Finding::new(place, fault));
            }
        }
        (true, false, false) => {
            case.add(place, Fault::WindowSilent);
        }
        (true, true, true) => {
            case.add(place, Fault::WindowNotShortened);
        }
        _ => case.add(place, Fault::OtherBreaks),
    }
}

fn window(rule: &BreakRule, start: i32, end: i32) -> (i32, i32) {
    match rule.window {
        BreakWindow::Relative { after_start, before_end } => {
            (start + after_start as i32, end - before_end as i32)
        }
        BreakWindow::Clock(s) => {
            (start.max(s.from.minutes() as i32), end.min(s.to.minutes() as i32))
        }
    }
}

fn available(person: &Consultant, day: i32, start: i32, end: i32) -> bool {
    (start..end).step_by(5).chain([end - 1]).all(|minute| {
        let weekday = ((day + minute / DAY) % 7) as usize;
        person.personal.available[weekday].as_ref().is_none_or(|stretches| {
            let of_day = (minute % DAY) as u32;
            stretches.iter().any(|s| s.from.minutes() <= of_day && of_day < s.to.minutes())
        })
    })
}

/// What a paid hour of a person costs: their contract's, or the group's.
pub(super) fn hourly(case: &Case<'_>, person: &Consultant) -> f64 {
    let group = &case.scenario.groups[person.group];
    let contract = group.contracts.iter().find(|c| c.id == person.contract);
    contract.and_then(|c| c.hourly_cost.as_ref()).unwrap_or(&group.hourly_cost).value.get()
}

/// Wages of a shift, minute by minute.
fn cost(
    case: &Case<'_>,
    rule: &ShiftRule,
    day: i32,
    (start, end): (i32, i32),
    breaks: &[(i32, i32)],
    person: &Consultant,
) -> f64 {
    let scenario = case.week(day);
    let costs = &scenario.costs;
    let due: Vec<_> = rule.breaks.iter().filter(|b| b.min_shift as i32 <= end - start).collect();
    let unpaid = |minute: i32| {
        breaks.iter().zip(&due).any(|((a, b), rule)| !rule.paid && *a <= minute && minute < *b)
    };
    let share =
        |s: &Option<crate::domain::units::Uncertain<f64>>| s.as_ref().map_or(0.0, |s| s.value);
    let minutes: f64 = (start..end)
        .filter(|m| !unpaid(*m))
        .map(|m| {
            // A shift past midnight earns what the weekday it runs into earns, as in the plan.
            let weekday = ((day + m / DAY) % 7) as usize;
            let of_day = match (scenario.calendar.holidays[weekday], weekday) {
                (true, _) => share(&costs.holiday),
                (false, 5) => share(&costs.saturday),
                (false, 6) => share(&costs.sunday),
                _ => 0.0,
            };
            let evening = costs.evening.as_ref().filter(|e| m % DAY >= e.from.minutes() as i32);
            1.0 + of_day + evening.map_or(0.0, |e| e.premium.value)
        })
        .sum();
    minutes / 60.0 * hourly(case, person)
}
