//! Patterns of days, as rules that a scenario may ask for: days and days off in a row, evenings, early shifts after
//! them, free weekends. A day of absence or a public holiday makes no run of days too short, neither the run that it
//! lies in nor one beside it; a run that began before anything is known may be of any length.

use super::{DAY, WEEK, Worked, parameter};
use crate::domain::labour::RuleId;
use crate::scenario::Contract;
use crate::scenario::roster::RosterSettings;

/// Parameters of the patterns in force for one person; `None`: not asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Patterns {
    /// `most-days-in-a-row`.
    pub days_most: Option<u32>,
    /// `least-days-in-a-row`.
    pub days_least: Option<u32>,
    /// `days-off-together`.
    pub off_least: Option<u32>,
    /// `most-evenings-in-a-row`.
    pub evenings_run: Option<u32>,
    /// `most-evenings-a-week`.
    pub evenings_week: Option<u32>,
    /// `no-early-after-evening`, days.
    pub early_after: Option<u32>,
    /// `free-weekend`, weeks.
    pub weekend_every: Option<u32>,
    /// A shift that ends after this minute of its day is an evening.
    pub evening_from: u32,
    /// A shift that starts before this minute is early.
    pub early_before: u32,
}

/// What a pattern is held against: days from the first planned, or from a Monday after it.
pub struct Days<'a> {
    /// What the person works, in order, with what came before.
    pub worked: &'a [Worked],
    /// Weeks planned.
    pub weeks: u32,
    /// First day of which anything is known.
    pub known: i32,
    /// Whether a day is one of absence or a public holiday.
    pub eased: &'a dyn Fn(i32) -> bool,
}

/// The first day of which anything is known before a day: that of the first duty before the plan, else the
/// first day planned; `None` where nothing is.
pub fn known_from(first_before: Option<&Worked>, day: i32) -> Option<i32> {
    match first_before {
        Some(duty) => Some(duty.day().min(0)),
        None => (day > 0).then_some(0),
    }
}

impl Patterns {
    /// The patterns in force on a contract.
    pub fn of(settings: &RosterSettings, contract: &Contract) -> Self {
        let rule = |id: RuleId| parameter(settings, &contract.id, id);
        Self {
            days_most: rule(RuleId::MostDays),
            days_least: rule(RuleId::LeastDays),
            off_least: rule(RuleId::DaysOffTogether),
            evenings_run: rule(RuleId::EveningsInARow),
            evenings_week: rule(RuleId::EveningsAWeek),
            early_after: rule(RuleId::NoEarlyAfterEvening),
            weekend_every: rule(RuleId::FreeWeekend),
            evening_from: settings.evening_from,
            early_before: settings.early_before,
        }
    }

    /// Whether no pattern is asked for.
    pub fn none(&self) -> bool {
        let all = [
            self.days_most,
            self.days_least,
            self.off_least,
            self.evenings_run,
            self.evenings_week,
            self.early_after,
            self.weekend_every,
        ];
        all.iter().all(Option::is_none)
    }

    /// Whether a duty is an evening.
    pub fn is_evening(&self, duty: &Worked) -> bool {
        duty.end - duty.day() * DAY > self.evening_from as i32
    }

    fn is_early(&self, duty: &Worked) -> bool {
        duty.start - duty.day() * DAY < self.early_before as i32
    }

    /// Every pattern that is broken, with the first day on which it is.
    pub fn broken(&self, days: &Days<'_>) -> Vec<(RuleId, i32)> {
        let tests: [(RuleId, Option<i32>); 7] = [
            (RuleId::MostDays, self.too_many_days(days)),
            (RuleId::LeastDays, self.too_few_days(days)),
            (RuleId::DaysOffTogether, self.too_few_off(days)),
            (RuleId::EveningsInARow, self.evenings_in_a_row(days)),
            (RuleId::EveningsAWeek, self.evenings_a_week(days)),
            (RuleId::NoEarlyAfterEvening, self.early_after_evening(days)),
            (RuleId::FreeWeekend, self.no_free_weekend(days)),
        ];
        tests.into_iter().filter_map(|(id, day)| Some((id, day?))).collect()
    }

    /// `most-days-in-a-row`: days worked one after another.
    fn too_many_days(&self, days: &Days<'_>) -> Option<i32> {
        let most = self.days_most? as i32;
        let of = |(first, last): (i32, i32)| (first + most).max(0).min(last);
        let runs = runs(days.worked.iter().map(Worked::day));
        runs.into_iter().find(|(first, last)| last - first + 1 > most && *last >= 0).map(of)
    }

    /// `least-days-in-a-row`: days worked one after another, where the run is seen to begin and to end.
    fn too_few_days(&self, days: &Days<'_>) -> Option<i32> {
        let least = self.days_least? as i32;
        let planned = 7 * days.weeks as i32;
        let short = |(first, last): &(i32, i32)| {
            last - first + 1 < least
                && *first > days.known
                && (0..planned).contains(&(last + 1))
                && !(days.eased)(first - 1)
                && !(days.eased)(last + 1)
        };
        let runs = runs(days.worked.iter().map(Worked::day));
        runs.into_iter().find(short).map(|(_, last)| last.max(0))
    }

    /// `days-off-together`: days off between two worked ones.
    fn too_few_off(&self, days: &Days<'_>) -> Option<i32> {
        let least = self.off_least? as i32;
        let short = |pair: &&[Worked]| {
            let (from, to) = (pair[0].day() + 1, pair[1].day());
            to >= 0 && (1..least).contains(&(to - from)) && !(from..to).any(|day| (days.eased)(day))
        };
        days.worked.windows(2).find(short).map(|pair| pair[1].day())
    }

    /// `most-evenings-in-a-row`: on consecutive days.
    fn evenings_in_a_row(&self, days: &Days<'_>) -> Option<i32> {
        let most = self.evenings_run? as i32;
        let evenings = days.worked.iter().filter(|d| self.is_evening(d)).map(Worked::day);
        let long = |(first, last): &(i32, i32)| last - first + 1 > most && *last >= 0;
        runs(evenings).into_iter().find(long).map(|(first, last)| (first + most).max(0).min(last))
    }

    /// `most-evenings-a-week`: in every week planned.
    fn evenings_a_week(&self, days: &Days<'_>) -> Option<i32> {
        let most = self.evenings_week? as usize;
        let evenings = |week: i32| {
            let own = days.worked.iter().filter(|d| d.day().div_euclid(7) == week);
            own.filter(|d| self.is_evening(d)).count()
        };
        (0..days.weeks as i32).find(|week| evenings(*week) > most).map(|week| 7 * week)
    }

    /// `no-early-after-evening`: no early shift within so many days of an evening.
    fn early_after_evening(&self, days: &Days<'_>) -> Option<i32> {
        let within = self.early_after? as i32;
        let evenings: Vec<i32> =
            days.worked.iter().filter(|d| self.is_evening(d)).map(Worked::day).collect();
        let soon = |day: i32| evenings.iter().any(|e| (1..=within).contains(&(day - e)));
        let early = days.worked.iter().filter(|d| self.is_early(d) && d.day() >= 0);
        early.map(Worked::day).find(|day| soon(*day))
    }

    /// `free-weekend`: of so many weekends in a row one is free.
    fn no_free_weekend(&self, days: &Days<'_>) -> Option<i32> {
        let every = self.weekend_every? as i32;
        let busy: Vec<i32> = days.worked.iter().flat_map(weekends).collect();
        (0..days.weeks as i32)
            .find(|week| (0..every).all(|back| busy.contains(&(week - back))))
            .map(|week| 7 * week + 5)
    }
}

/// The weekends that a duty touches, Saturday and Sunday from midnight to midnight, as weeks.
pub fn weekends(duty: &Worked) -> impl Iterator<Item = i32> + use<> {
    let (start, end) = (duty.start, duty.end);
    let first = start.div_euclid(WEEK);
    (first..first + 2).filter(move |week| {
        let from = week * WEEK + 5 * DAY;
        start < from + 2 * DAY && from < end
    })
}

/// Runs of consecutive days, each with its first and its last, of days in order.
fn runs(days: impl Iterator<Item = i32>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if day <= *last + 1 => *last = day.max(*last),
            _ => runs.push((day, day)),
        }
    }
    runs
}
