//! Patterns of days that a scenario may ask for, read day by day from a calendar of what a person does.

use super::Case;
use super::person::Person;
use super::rules::{Times, in_force, times};
use crate::domain::finding::Fault;
use crate::domain::labour::RuleId;

const DAY: i32 = 1440;

/// A day of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Work {
        evening: bool,
        early: bool,
    },
    Off,
    /// Off, on a public holiday or on a day of absence.
    Away,
    /// Before anything is known, or after the plan.
    Unknown,
}

/// The days of a person from the first of which anything is known.
pub(super) struct Calendar {
    first: i32,
    days: Vec<Kind>,
}

impl Calendar {
    pub(super) fn of(case: &Case<'_>, person: &Person<'_>, times: &Times) -> Self {
        let (evening, early) = (case.settings.evening_from, case.settings.early_before);
        let first = times.iter().map(|(start, _)| start.div_euclid(DAY)).min().unwrap_or(0).min(0);
        let kind = |day: i32| {
            let own = times.iter().find(|(start, _)| start.div_euclid(DAY) == day);
            match own {
                Some((start, end)) => Kind::Work {
                    evening: end - DAY * day > evening as i32,
                    early: start - DAY * day < early as i32,
                },
                None if day >= 0 && (case.holiday(day) || person.away[day as usize]) => Kind::Away,
                None => Kind::Off,
            }
        };
        Self { first, days: (first..case.days()).map(kind).collect() }
    }

    fn at(&self, day: i32) -> Kind {
        let place = usize::try_from(day - self.first).ok();
        place.and_then(|k| self.days.get(k).copied()).unwrap_or(Kind::Unknown)
    }

    pub(super) fn off(&self, day: i32) -> bool {
        self.at(day) == Kind::Off
    }

    pub(super) fn works(&self, day: i32) -> bool {
        matches!(self.at(day), Kind::Work { .. })
    }

    fn evening(&self, day: i32) -> bool {
        matches!(self.at(day), Kind::Work { evening: true, .. })
    }

    fn early(&self, day: i32) -> bool {
        matches!(self.at(day), Kind::Work { early: true, .. })
    }
}

/// Checks every pattern for a person.
pub(super) fn check(case: &mut Case<'_>, person: &Person<'_>) {
    let times = times(case, person);
    for (id, day) in broken(case, person, &times) {
        let date = case.date(day);
        case.add(&format!("{} {date}", person.consultant.name), Fault::Rule(id.reason()));
    }
}

/// Every pattern in force for a person that is broken, with a day on which it is.
fn broken(case: &Case<'_>, person: &Person<'_>, times: &Times) -> Vec<(RuleId, i32)> {
    let calendar = Calendar::of(case, person, times);
    let planned = case.days();
    let mut found = Vec::new();
    let mut pattern = |id: RuleId, wrong: &dyn Fn(i32, i32) -> bool| {
        let Some(parameter) = in_force(case, person, id) else { return };
        found.extend((0..planned).find(|day| wrong(*day, parameter as i32)).map(|day| (id, day)));
    };
    let all = |from: i32, to: i32, is: &dyn Fn(i32) -> bool| (from..=to).all(is);
    pattern(RuleId::MostDays, &|day, most| all(day - most, day, &|d| calendar.works(d)));
    pattern(RuleId::EveningsInARow, &|day, most| all(day - most, day, &|d| calendar.evening(d)));
    pattern(RuleId::LeastDays, &|day, least| {
        // Off today after a run that began on a day known to follow a day off.
        let length = (1..).take_while(|back| calendar.works(day - back)).count() as i32;
        calendar.at(day) == Kind::Off
            && (1..least).contains(&length)
            && calendar.at(day - length - 1) == Kind::Off
    });
    pattern(RuleId::DaysOffTogether, &|day, least| {
        let length = (1..).take_while(|back| calendar.at(day - back) == Kind::Off).count() as i32;
        calendar.works(day) && (1..least).contains(&length) && calendar.works(day - length - 1)
    });
    pattern(RuleId::EveningsAWeek, &|day, most| {
        day % 7 == 0 && (day..day + 7).filter(|d| calendar.evening(*d)).count() as i32 > most
    });
    pattern(RuleId::NoEarlyAfterEvening, &|day, days| {
        calendar.early(day) && (1..=days).any(|back| calendar.evening(day - back))
    });
    pattern(RuleId::FreeWeekend, &|day, every| {
        let busy = |saturday: i32| {
            let (from, to) = (saturday * DAY, (saturday + 2) * DAY);
            times.iter().any(|(start, end)| *start < to && from < *end)
        };
        day % 7 == 5 && (0..every).all(|back| busy(day - 7 * back))
    });
    found
}
