//! What the employer pays: hours that are planned, and hours owed that are not.
//!
//! Who has an employment contract and is ready for work is paid the hours of the norm whether they are planned
//! or not (KP 81, 129 and 130). No lawful roster plans more than a settlement period's norm (`period-hours`), so
//! with `n` the norm, `h ≤ n` the hours planned and `w` the pay of an hour a person costs `max(h, n) · w` and
//! premiums: what is planned within the norm adds premiums alone, and the pay of the norm is the same for every
//! roster. So the search and its bounds look at what a shift *adds* ([`Setting::added`]), the pay of the norms
//! comes on top (`Setting::norm_pay`), and the sum is the employer's cost. Contracts outside of labour law, and
//! those for which `period-hours` is off, are owed nothing: theirs is what is planned.
//!
//! The pay is that of the contract's norm (`Hours::paid`), also where a disability makes the day shorter (the pay stays,
//! Rehabilitation Act 18) or hours were carried over: so `h ≤ n` holds with what may be planned at the most, and no
//! cost that leaves the program, of a roster or of a change in it, depends on anybody's circumstances. Where more is owed than the
//! contract's norm, hours beyond it cost their pay, which the search leaves out and the cost holds.
//!
//! Of rosters that cost the same, the search prefers one with fewer hours, so that there are hours left where people are
//! short: an hour within the norm costs it `HELD` of its pay. What that may add is taken off every bound
//! (`Setting::held`). What is left of the norms at the end is filled where it costs nothing (`extra`).

use super::rules;
use super::setting::{Assigned, Assignments, Person, Setting};
use super::{assemble, wages};
use crate::domain::labour::RuleId;
use crate::plan::shift_plan::catalogue::Duty;

/// The share of its pay that an hour within the norm costs the search: less than any premium, more than
/// any wish.
const HELD: f64 = 1e-3;

/// Hours owed that no shift fills.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Unplanned {
    /// Hours of all people.
    pub hours: f64,
    /// Their pay.
    pub cost: f64,
}

impl Setting<'_> {
    /// Cost of a paid hour of somebody of a class on one of its contracts.
    pub(super) fn hourly(&self, class: usize, contract: usize) -> f64 {
        self.weeks[0].scenario.groups[class].hour_on(contract)
    }

    /// Whether the hours of the norm are owed on a contract of a class, planned or not.
    fn owes_norm(&self, class: usize, contract: usize) -> bool {
        let contract = &self.weeks[0].scenario.groups[class].contracts[contract];
        rules::parameter(self.settings, &contract.id, RuleId::PeriodHours).is_some()
    }

    /// Pay of a duty's hours that is owed whether they are planned or not.
    pub(super) fn owed_anyway(&self, duty: &Duty) -> f64 {
        match self.owes_norm(duty.group, duty.contract) {
            true => self.hourly(duty.group, duty.contract) * f64::from(duty.paid_minutes) / 60.0,
            false => 0.0,
        }
    }

    /// What a duty costs the search, for who keeps within the norm: what it adds, and a little of its hours' pay.
    pub(super) fn searched(&self, duty: &Duty) -> f64 {
        duty.cost - (1.0 - HELD) * self.owed_anyway(duty)
    }

    /// What a shift adds to the employer's cost, for who keeps within the norm.
    pub fn added(&self, day: usize, a: &Assigned) -> f64 {
        let duty = &self.weeks[day / 7].week.duties[a.duty];
        self.wages(day, a) - self.owed_anyway(duty)
    }

    /// Pay of everybody's norm, over all weeks.
    pub(super) fn norm_pay(&self) -> f64 {
        self.owed(|person| person.hours.paid.iter().sum())
    }

    /// About the part of it that is a week's: the measure that a gap of the week's cost is held against.
    pub(super) fn norm_pay_in(&self, w: usize) -> f64 {
        self.owed(|person| person.hours.paid_by_week[w])
    }

    /// The most by which the search holds hours within the norms of a week for dearer than they are.
    pub(super) fn held(&self, w: usize) -> f64 {
        HELD * self.owed(|person| self.could_work(person, w))
    }

    /// Pay of some minutes of everybody to whom a norm is owed.
    fn owed(&self, minutes: impl Fn(&Person) -> i64) -> f64 {
        let owing = self.people.iter().filter(|p| p.rules.period_day.is_some());
        let pay = |p: &Person| minutes(p).max(0) as f64 / 60.0 * self.hourly(p.class, p.contract);
        owing.map(pay).sum()
    }

    /// Hours owed that no shift fills.
    pub fn unplanned(&self, grid: &Assignments) -> Unplanned {
        let mut sum = Unplanned::default();
        for (person, days) in self.people.iter().zip(grid) {
            if person.rules.period_day.is_none() {
                continue;
            }
            for minutes in self.left_of_norms(person, days) {
                let left = minutes.max(0) as f64 / 60.0;
                sum.hours += left;
                sum.cost += left * self.hourly(person.class, person.contract);
            }
        }
        Unplanned { hours: assemble::clean(sum.hours), cost: assemble::clean(sum.cost) }
    }

    /// Minutes of a person's norm that are not planned, by settlement period; less than nothing where more is.
    pub(super) fn left_of_norms(&self, person: &Person, days: &[Option<Assigned>]) -> Vec<i64> {
        let per = 7 * self.settings.settlement_weeks as usize;
        let left = |(k, norm): (usize, &i64)| {
            let planned = days.iter().enumerate().skip(per * k).take(per);
            let paid = planned.filter_map(|(d, a)| Some(self.worked(d, a.as_ref()?.duty).paid));
            norm - paid.map(i64::from).sum::<i64>()
        };
        person.hours.paid.iter().enumerate().map(left).collect()
    }
}

/// What a roster costs the employer: wages with premiums of what is planned, and hours owed that are not.
pub fn cost(setting: &Setting<'_>, grid: &Assignments) -> f64 {
    assemble::clean(wages(setting, grid) + setting.unplanned(grid).cost)
}
