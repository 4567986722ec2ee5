//! A person's absence, in one place: whoever learns of it, from a scenario, a roster, a workbook or a
//! repair, marks it here, and what the settlement period asks of the person follows (KP 130 §3).

use super::repair::{day_of, person_named};
use super::rules::{Owing, PersonRules, norms};
use super::setting::Setting;
use crate::domain::cause::Misfit;
use crate::wire::roster_answer::{Code, Roster};

/// What a person's absences leave of the hours owed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hours {
    /// Norm of each settlement period, minutes.
    pub by_period: Vec<i64>,
    /// The share of each week in it.
    pub by_week: Vec<i64>,
    /// What is paid whether it is planned or not, by settlement period: the norm of the contract, which personal
    /// limits and hours carried over leave as it is.
    pub paid: Vec<i64>,
    /// The share of each week in it.
    pub paid_by_week: Vec<i64>,
}

impl Setting<'_> {
    /// The hours that a person owes who is away on these days.
    pub(super) fn hours(&self, rules: &PersonRules, absent: &[bool], carried: i32) -> Hours {
        let of = |owing: Owing, per: u32| {
            norms(owing, (per, self.settings.weeks), &|d| self.holiday(d as usize), &|d| {
                absent[d as usize]
            })
        };
        let own = Owing { day: rules.period_day, carried };
        let paid = Owing { day: rules.paid_day, carried: 0 };
        let per = self.settings.settlement_weeks;
        Hours {
            by_period: of(own, per),
            by_week: of(own, 1),
            paid: of(paid, per),
            paid_by_week: of(paid, 1),
        }
    }

    /// Marks people as away on these days, each a person and a day, and takes what falls on them off the hours owed.
    pub fn mark_absent(&mut self, cells: &[(usize, usize)]) {
        for (p, d) in cells {
            self.people[*p].absent[*d] = true;
        }
        for (p, _) in cells {
            let person = &self.people[*p];
            let consultant = &self.scenario.consultants[person.index];
            let carried = consultant.personal.carried_minutes;
            let hours = self.hours(&person.rules, &person.absent, carried);
            self.people[*p].hours = hours;
        }
    }

    /// Marks the absences that a roster written before holds.
    ///
    /// # Errors
    /// Whose name or which date does not fit the scenario.
    pub fn mark_absences_of(&mut self, roster: &Roster) -> Result<(), Misfit> {
        let mut cells = Vec::new();
        for person in &roster.people {
            let p = person_named(self, &person.name)?;
            for day in person.days.iter().filter(|d| d.code == Code::Absent) {
                cells.push((p, day_of(self, &day.date)?));
            }
        }
        self.mark_absent(&cells);
        Ok(())
    }
}
