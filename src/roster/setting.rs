//! From the scenario to people, weeks, duties and needs: all that the search looks at.
//!
//! People who answer the same lines within a group form a *class*; a class is a group of a derived
//! scenario, so requirements and duties come from the same code as those of the shift plan. Promises
//! over a day or a week are turned into needs by giving one agent more where that shortens the waiting
//! most until the promise holds (marginal allocation, Fox 1966).

use super::absence::Hours;
use super::needs::{Class, classes, on_busier_days, plan_week};
use super::off::Off;
use super::rules::{self, PersonRules, Worked};
use crate::domain::clock::{DAY_MINUTES, Grid, Weekday};
use crate::domain::labour::{Reason, RuleId};
use crate::plan::closed_loop::Tightening;
use crate::plan::demand::LineDemand;
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::catalogue::{self, Duty};
use crate::scenario::Scenario;
use crate::scenario::roster::{FixedDuty, RosterSettings, Wish, WishKind};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A person as the search sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Index into the scenario's consultants.
    pub index: usize,
    /// Group of the derived scenario.
    pub class: usize,
    /// Contract within it.
    pub contract: usize,
    /// Rules in force.
    pub rules: PersonRules,
    /// Hours owed, absences taken off.
    pub hours: Hours,
    /// Duties before the first day planned, in order.
    pub before: Vec<Worked>,
    /// Days planned on which the person is away.
    pub absent: Vec<bool>,
    /// For each wish what it is.
    pub wishes: Vec<Wish>,
    /// By day what is done away from the phone, in order: at a set time, and pieces that were placed.
    pub off_phone: Vec<Vec<Off>>,
}

/// A need: agents of some classes in an interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Interval of the week.
    pub interval: usize,
    /// Classes with what one agent on duty counts.
    pub classes: Vec<(usize, f64)>,
    /// Needed.
    pub need: f64,
    /// The line that asks for leaders; `None`: agents for the calls of a set of lines.
    pub led: Option<usize>,
}

/// One week.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanWeek {
    /// The derived scenario of this week.
    pub scenario: Scenario,
    /// Demand by line.
    pub demand: Vec<LineDemand>,
    /// Sharing sets with what the formula of a steady queue requires.
    pub formula: Vec<SetInterval>,
    /// The same with what is required of the roster, in the same order.
    pub sets: Vec<SetInterval>,
    /// Leaders asked for.
    pub led: Vec<Row>,
    /// Why more is required, where the roster was made so.
    pub tight: Tightening,
    /// Duties and blocks, as the shift plan sees them.
    pub week: Week,
    /// Needs.
    pub rows: Vec<Row>,
    /// Rows by interval of the week.
    pub at: BTreeMap<usize, Vec<usize>>,
    /// Rows of the Monday morning that only a shift of the Sunday before can give to.
    pub seam: Vec<usize>,
    /// Monday.
    pub monday: Date,
}

/// Everything the search looks at.
pub struct Setting<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its roster table.
    pub settings: &'a RosterSettings,
    /// Weeks.
    pub weeks: Vec<PlanWeek>,
    /// People.
    pub people: Vec<Person>,
}

/// A shift of a person: duty of the week and slots of its breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assigned {
    /// Index into the duties of the day's week.
    pub duty: usize,
    /// For each break the interval (after midnight) of its slot.
    pub slots: Vec<u32>,
}

/// Who works what: by person and day.
pub type Assignments = Vec<Vec<Option<Assigned>>>;

impl<'a> Setting<'a> {
    /// Everything the search looks at; the scenario has a roster table, people and a first Monday.
    pub fn new(scenario: &'a Scenario, settings: &'a RosterSettings, monday: Date) -> Self {
        let classes = classes(scenario, settings);
        let weeks = std::iter::once(scenario)
            .chain(&scenario.later_weeks)
            .enumerate()
            .map(|(w, of_week)| {
                plan_week(of_week, settings, &classes, plus(monday, 7 * w as i64), &[])
            })
            .collect();
        let mut setting = Self { scenario, settings, weeks, people: Vec::new() };
        setting.people = (0..scenario.consultants.len())
            .map(|index| setting.person(index, &classes, monday))
            .collect();
        setting
    }

    /// Asks for more on some days, whose calls are so many times those expected. Returns the weeks as they
    /// were.
    pub fn busier(&mut self, days: &[(usize, f64)]) -> Vec<PlanWeek> {
        let calm = self.weeks.clone();
        let classes = classes(self.scenario, self.settings);
        let scenarios = std::iter::once(self.scenario).chain(&self.scenario.later_weeks);
        for (w, of_week) in scenarios.enumerate() {
            let here: Vec<(Weekday, f64)> = days
                .iter()
                .filter(|(day, _)| day / 7 == w)
                .map(|(day, factor)| (Weekday::ALL[day % 7], *factor))
                .collect();
            if here.is_empty() {
                continue;
            }
            let busy = plan_week(of_week, self.settings, &classes, calm[w].monday, &here);
            let weekdays: Vec<Weekday> = here.iter().map(|(day, _)| *day).collect();
            self.weeks[w] = on_busier_days(&calm[w], busy, &weekdays);
        }
        calm
    }

    /// Days planned.
    pub fn days(&self) -> usize {
        7 * self.weeks.len()
    }

    /// The grid of intervals.
    pub fn grid(&self) -> Grid {
        self.scenario.calendar.grid
    }

    /// Date of a day.
    pub fn date(&self, day: usize) -> Date {
        plus(self.weeks[day / 7].monday, (day % 7) as i64)
    }

    /// Whether a day is a public holiday.
    pub fn holiday(&self, day: usize) -> bool {
        self.weeks[day / 7].scenario.calendar.holidays[day % 7]
    }

    fn person(&self, index: usize, classes: &[Class], monday: Date) -> Person {
        let consultant = &self.scenario.consultants[index];
        let class = classes.iter().position(|class| class.holds(self.settings, consultant));
        let class = class.unwrap_or(0);
        let group = &self.weeks[0].scenario.groups[class];
        let contract =
            group.contracts.iter().position(|c| c.id == consultant.contract).unwrap_or(0);
        let rules = PersonRules::of(self.settings, consultant, &group.contracts[contract]);
        let absent: Vec<bool> = (0..self.days())
            .map(|d| consultant.personal.absent.iter().any(|a| a.holds(self.date(d))))
            .collect();
        let hours = self.hours(&rules, &absent, consultant.personal.carried_minutes);
        let mut before: Vec<Worked> = self
            .settings
            .previous
            .iter()
            .filter(|d| d.name == consultant.name && d.date < monday)
            .map(|d| {
                let days = d.date.since(monday).map_or(0, |span| span.get_days());
                let start = days * DAY_MINUTES as i32 + d.start as i32;
                let length = d.length;
                Worked { start, end: start + length as i32, paid: length, breaks: length }
            })
            .collect();
        before.sort_by_key(|d| d.start);
        let wishes = consultant.personal.wishes.clone();
        let off_phone = self.set_activities(index);
        Person { index, class, contract, rules, hours, before, absent, wishes, off_phone }
    }

    /// The duty of a day as worked time.
    pub fn worked(&self, day: usize, duty: usize) -> Worked {
        let week = &self.weeks[day / 7];
        let d = &week.week.duties[duty];
        let paid_breaks = catalogue::breaks_of(&week.scenario, d).filter(|b| b.paid);
        let start = day as i32 * DAY_MINUTES as i32 + d.start as i32;
        Worked {
            start,
            end: start + d.length as i32,
            paid: d.paid_minutes,
            breaks: paid_breaks.map(|b| b.minutes).sum(),
        }
    }

    /// Why a person cannot work a duty on a day whatever else they work; `None` if they can.
    pub fn refusal(&self, person: &Person, day: usize, duty: usize) -> Option<Reason> {
        if person.absent[day] {
            return Some(Reason::Absent);
        }
        let personal = &self.scenario.consultants[person.index].personal;
        let d = &self.weeks[day / 7].week.duties[duty];
        if self.given_on(person, day).is_some_and(|given| !is_given(given, d)) {
            return Some(Reason::Fixed);
        }
        if !self.attends(person, day, d) {
            return Some(Reason::Activity);
        }
        if !within(&personal.available, day % 7, d) {
            return Some(Reason::NotAvailable);
        }
        rules::duty_breaks(&person.rules, &self.worked(day, duty))
    }

    /// Whether a person has a fixed duty on a day.
    pub fn fixed(&self, person: &Person, day: usize) -> bool {
        self.given_on(person, day).is_some()
    }

    /// The duty that is given beforehand on a day.
    fn given_on(&self, person: &Person, day: usize) -> Option<&FixedDuty> {
        let fixed = &self.scenario.consultants[person.index].personal.fixed;
        let date = (!fixed.is_empty()).then(|| self.date(day))?;
        fixed.iter().find(|given| given.date == date)
    }

    /// The duties that are the one given beforehand on a day: breaks may tell several apart.
    pub(super) fn given_duties(
        &self,
        person: &Person,
        day: usize,
    ) -> impl Iterator<Item = usize> + '_ {
        let duties = &self.weeks[day / 7].week.duties;
        let given = self.given_on(person, day);
        let all = given.map(|given| {
            self.duties_of(person, day).filter(move |duty| is_given(given, &duties[*duty]))
        });
        all.into_iter().flatten()
    }

    /// Duties that a person of this class and contract may start on a day of the week.
    pub fn duties_of(&self, person: &Person, day: usize) -> impl Iterator<Item = usize> + '_ {
        let weekday = Weekday::ALL[day % 7];
        let (class, contract) = (person.class, person.contract);
        let duties = &self.weeks[day / 7].week.duties;
        (0..duties.len()).filter(move |k| {
            let d = &duties[*k];
            d.day == weekday && (d.group, d.contract) == (class, contract)
        })
    }

    /// Whether a duty is an evening.
    pub fn evening(&self, duty: &Duty) -> bool {
        duty.start + duty.length > self.settings.evening_from
    }

    /// Grades of wishes that a day misses when it is worked so (`None`: off).
    pub fn missed(&self, person: &Person, day: usize, duty: Option<usize>) -> u32 {
        let date = self.date(day);
        let duty = duty.map(|k| &self.weeks[day / 7].week.duties[k]);
        let missed = person.wishes.iter().filter(|w| match (w.kind, duty) {
            (WishKind::Off(on), Some(_)) => on == date,
            (WishKind::Early, Some(d)) => self.evening(d),
            (WishKind::Late, Some(d)) => !self.evening(d),
            (WishKind::Start(on, start), d) => on == date && d.is_none_or(|d| d.start != start),
            (_, None) => false,
        });
        missed.map(|w| w.grade).sum()
    }

    /// What a person works, with what came before, in order.
    pub fn history(&self, person: &Person, days: &[Option<Assigned>]) -> Vec<Worked> {
        let planned = days.iter().enumerate();
        let planned = planned.filter_map(|(d, a)| Some(self.worked(d, a.as_ref()?.duty)));
        person.before.iter().copied().chain(planned).collect()
    }

    /// The first rule that a person's days break, with the day; the rules of single duties apart.
    pub fn broken(&self, person: &Person, days: &[Option<Assigned>]) -> Option<(Reason, i32)> {
        self.breaches(person, days, 0, 1).pop()
    }

    /// At most so many of the rules that a person's days break, each with the first day on which it does;
    /// the rules of single duties apart. What only days before `from` break is not among them: it is done.
    pub fn breaches(
        &self,
        person: &Person,
        days: &[Option<Assigned>],
        from: usize,
        most: usize,
    ) -> Vec<(Reason, i32)> {
        self.breaches_of(person, &self.history(person, days), from, most)
    }

    /// Whether what a person works, in order, keeps every rule; those of single duties apart.
    pub fn keeps_rules(&self, person: &Person, worked: &[Worked]) -> bool {
        self.breaches_of(person, worked, 0, 1).is_empty()
    }

    fn breaches_of(
        &self,
        person: &Person,
        worked: &[Worked],
        from: usize,
        most: usize,
    ) -> Vec<(Reason, i32)> {
        let rules = &person.rules;
        let done = worked.partition_point(|w| w.day() < from as i32).saturating_sub(1);
        let pairs = if from == 0 { worked } else { &worked[done..] };
        // Whole weeks and periods gone by are what came before, as the roster before is.
        let per = self.settings.settlement_weeks;
        let gone = (from / 7) as u32;
        let settled = gone / per;
        let weeks = self.settings.weeks - gone;
        let week = since(worked, gone);
        let period = since(worked, settled * per);
        let left = self.settings.weeks - settled * per;
        let norms = &person.hours.by_period[settled as usize..];
        let at = |id: RuleId, day: Option<i32>| day.map(|day| (id.reason(), day));
        let later = |day: i32| day + 7 * gone as i32;
        let period_later = |day: i32| day + 7 * (settled * per) as i32;
        let tests: [&dyn Fn() -> Option<(Reason, i32)>; 8] = [
            &|| at(RuleId::DailyRest, rules::daily_rest(rules, pairs)),
            &|| at(RuleId::WorkingDay, rules::working_day(rules, pairs)),
            &|| at(RuleId::WeeklyRest, rules::weekly_rest(rules, &week, weeks).map(later)),
            &|| rules::week_hours(rules, &week, weeks).map(|(id, day)| (id.reason(), later(day))),
            &|| at(RuleId::ContractDays, rules::contract_days(rules, &week, weeks).map(later)),
            &|| {
                let day = rules::period_hours(&period, norms, per, left);
                at(RuleId::PeriodHours, day.map(period_later))
            },
            &|| {
                at(
                    RuleId::WeeklyCap,
                    rules::weekly_cap(rules, &period, per, left).map(period_later),
                )
            },
            &|| at(RuleId::FreeSunday, rules::free_sunday(rules, &week, weeks).map(later)),
        ];
        let patterns = || {
            let first = person.before.first();
            let days = rules::Days {
                worked: &week,
                weeks,
                known: rules::known_from(first, 1).unwrap_or(0) - 7 * gone as i32,
                eased: &|day| {
                    let day = day + 7 * gone as i32;
                    (0..self.days() as i32).contains(&day) && self.eases(person, day as usize)
                },
            };
            rules.patterns.broken(&days).into_iter().map(|(id, day)| (id.reason(), later(day)))
        };
        let law: Vec<(Reason, i32)> = tests.iter().filter_map(|test| test()).take(most).collect();
        let left = most - law.len();
        if left == 0 || rules.patterns.none() {
            return law;
        }
        law.into_iter().chain(patterns().take(left)).collect()
    }
}

/// Worked time counted from so many weeks later.
fn since(worked: &[Worked], weeks: u32) -> Cow<'_, [Worked]> {
    if weeks == 0 {
        return Cow::Borrowed(worked);
    }
    let shift = (7 * weeks * DAY_MINUTES) as i32;
    worked.iter().map(|w| Worked { start: w.start - shift, end: w.end - shift, ..*w }).collect()
}

/// Whether a duty is the one given beforehand.
fn is_given(given: &FixedDuty, duty: &Duty) -> bool {
    (given.start, given.length) == (duty.start, duty.length)
}

fn within(available: &crate::scenario::roster::Availability, day: usize, duty: &Duty) -> bool {
    let end = duty.start + duty.length;
    let inside = |day: usize, from: u32, to: u32| match &available[day] {
        None => true,
        Some(stretches) => {
            stretches.iter().any(|s| s.from.minutes() <= from && to <= s.to.minutes())
        }
    };
    inside(day, duty.start, end.min(DAY_MINUTES))
        && (end <= DAY_MINUTES || inside((day + 1) % 7, 0, end - DAY_MINUTES))
}

pub(super) fn plus(date: Date, days: i64) -> Date {
    date.checked_add(jiff::Span::new().days(days)).unwrap_or(date)
}
