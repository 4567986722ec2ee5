//! Duties given beforehand that cannot be worked: told before anything is planned where one alone breaks a rule, else
//! with the week in which they leave no lawful line.

use super::around::Around;
use super::pairs;
use super::setting::{Assignments, Person, Setting};
use crate::domain::error::Error;
use crate::domain::labour::Reason;
use crate::wire::answer::{Cause, GivenDuty, Infeasibility};

/// All duties given beforehand that a rule refuses whatever else the person works. Who is away is excused.
pub fn refused(setting: &Setting<'_>) -> Option<Error> {
    let all = |on: &dyn Fn(&Person, usize) -> Option<GivenDuty>| -> Vec<GivenDuty> {
        let of_person = |person: &Person| {
            let days = (0..setting.days()).filter(|day| !person.absent[*day]);
            days.filter_map(|day| on(person, day)).collect::<Vec<_>>()
        };
        setting.people.iter().flat_map(of_person).collect()
    };
    let duties = all(&|person, day| refused_on(setting, person, day));
    if !duties.is_empty() {
        return Some(infeasible(Cause::RefusedDuties { duties }));
    }
    let duties = all(&|person, day| unattended_on(setting, person, day));
    if !duties.is_empty() {
        return Some(infeasible(Cause::RefusedActivities { duties }));
    }
    pairs::given_against(setting).map(infeasible)
}

/// The duty given on a day, if a rule refuses it. Of several shifts with its start and length, which breaks tell
/// apart, one that can be worked is enough.
fn refused_on(setting: &Setting<'_>, person: &Person, day: usize) -> Option<GivenDuty> {
    let alike = setting.given_duties(person, day);
    let reasons: Option<Vec<_>> = alike.map(|duty| setting.refusal(person, day, duty)).collect();
    let reason = reasons?.first()?.public();
    let name = setting.scenario.consultants[person.index].name.clone();
    Some(GivenDuty { name, date: setting.date(day).to_string(), reason })
}

/// The day of a person on which something is at a set time that no lawful shift of theirs covers, with what keeps them
/// from the shifts that would.
fn unattended_on(setting: &Setting<'_>, person: &Person, day: usize) -> Option<GivenDuty> {
    setting.must_work(person, day).filter(|_| !person.off_phone[day].is_empty())?;
    let duties = &setting.weeks[day / 7].week.duties;
    let mut reason = None;
    for k in setting.duties_of(person, day) {
        let refused = setting.refusal(person, day, k)?;
        if setting.attends(person, day, &duties[k]) {
            reason = reason.or(Some(refused));
        }
    }
    let name = setting.scenario.consultants[person.index].name.clone();
    let reason = reason.unwrap_or(Reason::Activity).public();
    Some(GivenDuty { name, date: setting.date(day).to_string(), reason })
}

/// Somebody whose fixed duties leave no lawful line in a week.
pub fn conflict(setting: &Setting<'_>, grid: &Assignments, w: usize) -> Error {
    let own = setting.week_problem(w, Around::Before(grid), &[]);
    let prices = vec![0.0; own.problem.needs.len()];
    let stuck = (0..own.problem.agents.len())
        .find(|a| own.problem.agents[*a].cheapest(&prices).is_none())
        .map_or("", |a| {
            let person = &setting.people[own.members[a][0]];
            setting.scenario.consultants[person.index].name.as_str()
        });
    let monday = setting.weeks[w].monday;
    infeasible(Cause::FixedDuties { name: stuck.to_owned(), week: monday.to_string() })
}

pub(super) fn infeasible(cause: Cause) -> Error {
    Error::Infeasible(Box::new(Infeasibility { cause, proven: true, ..Infeasibility::default() }))
}
