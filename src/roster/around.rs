//! What a week must leave to the weeks around it: Sundays and weekends that stay free, hours of the settlement period,
//! and room for the duties that are given beforehand in the weeks to come.

use super::rules::{self, WEEK, Worked};
use super::setting::{Assigned, Assignments, Person, Setting};
use std::ops::Range;

/// What a week's problem takes as given of the weeks around it.
#[derive(Clone, Copy)]
pub enum Around<'g> {
    /// The weeks before as they are, and the minutes that the settlement period has granted so far.
    Before(&'g Assignments),
    /// The weeks before as they are, and all minutes of the period that they left.
    Left(&'g Assignments),
    /// Nothing: any rest before, all minutes of the period. A bound holds for every roster.
    Any,
}

/// Whether a duty leaves room for what is worked already (`done`, in weeks before) and must be worked in weeks to come
/// (`later`): the rest before the next one, a free Sunday and a free weekend among so many in a row.
pub(super) fn leaves_room(
    person: &Person,
    duty: &Worked,
    (done, later): (&[Worked], &[Worked]),
) -> bool {
    let rules = &person.rules;
    let rests = later.first().is_none_or(|next| {
        let after = |minutes: Option<u32>| minutes.unwrap_or(0) as i32;
        next.start - duty.end >= after(rules.daily_rest)
            && next.start - duty.start >= after(rules.working_day)
    });
    let around = || done.iter().chain(later);
    let keeps = |every: Option<u32>, busy: Vec<i32>, own: Vec<i32>| {
        every.is_none_or(|every| one_stays_free(every, &busy, &own))
    };
    rests
        && keeps(
            rules.free_sunday,
            around().flat_map(rules::sundays).collect(),
            rules::sundays(duty).collect(),
        )
        && keeps(
            rules.patterns.weekend_every,
            around().flat_map(rules::weekends).collect(),
            rules::weekends(duty).collect(),
        )
}

/// Whether one of any so many in a row stays free when these are busy and own ones become so.
fn one_stays_free(every: u32, busy: &[i32], own: &[i32]) -> bool {
    let run = |from: i32, step: i32| {
        (1..every as i32).take_while(|k| busy.contains(&(from + k * step))).count() as u32
    };
    own.iter().all(|week| busy.contains(week) || run(*week, -1) + 1 + run(*week, 1) < every)
}

impl Setting<'_> {
    /// The duty given beforehand on a day: of several that breaks tell apart, the one that takes the fewest hours.
    /// `None` on days away.
    fn given_duty(&self, person: &Person, day: usize) -> Option<usize> {
        let alike = self.given_duties(person, day).filter(|_| !person.absent[day]);
        alike.min_by_key(|duty| self.worked(day, *duty).paid)
    }

    /// A roster of the duties given beforehand alone: whatever is planned before them sees them coming.
    pub(super) fn given_alone(&self) -> Assignments {
        let on = |person: &Person, day: usize| {
            let duty = self.given_duty(person, day)?;
            let slots = self.placed(person, (day, duty), false).into_iter().next()?;
            Some(Assigned { duty, slots })
        };
        let of = |person| (0..self.days()).map(|day| on(person, day)).collect();
        self.people.iter().map(of).collect()
    }

    /// The duties given beforehand on these days, in order.
    fn given_within(&self, person: &Person, days: Range<usize>) -> Vec<Worked> {
        days.filter_map(|day| Some(self.worked(day, self.given_duty(person, day)?))).collect()
    }

    /// The duties given beforehand in the weeks after this one.
    pub(super) fn given_later(&self, person: &Person, w: usize) -> Vec<Worked> {
        self.given_within(person, 7 * (w + 1)..self.days())
    }

    /// Paid minutes that the week may still have: the contract's, and what the settlement period has
    /// granted up to here, without those of duties given beforehand.
    pub(super) fn minutes_left(
        &self,
        person: &Person,
        (done, later): (&[Worked], &[Worked]),
        w: usize,
        around: Around<'_>,
    ) -> Option<u32> {
        let per = self.settings.settlement_weeks as usize;
        let first = w / per * per;
        let last = (first + per).min(self.weeks.len());
        let paid = |duties: &[Worked]| -> i64 {
            let within = first as i32 * WEEK..last as i32 * WEEK;
            let own = duties.iter().filter(|duty| within.contains(&duty.start));
            own.map(|duty| i64::from(duty.paid)).sum()
        };
        let upto = if matches!(around, Around::Before(_)) { w + 1 } else { last };
        let granted: i64 = person.hours.by_week[first..upto].iter().sum();
        let cap = person
            .rules
            .weekly_cap
            .map_or(i64::MAX / 4, |cap| i64::from(cap) * (last - first) as i64);
        let used = paid(done);
        let of_period = person.hours.by_period[w / per].min(cap) - used - paid(later);
        // What is given beforehand in this week is worked whatever was granted so far.
        let given = paid(&self.given_within(person, 7 * w..7 * (w + 1)));
        let left = (granted - used).max(given).min(of_period).max(0);
        let week = person.rules.week_minutes.iter().map(|(_, most)| i64::from(*most)).min();
        Some(week.unwrap_or(i64::MAX / 4).min(left).min(10_080) as u32)
    }
}
