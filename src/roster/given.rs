//! Duties given beforehand that cannot be worked: told before anything is planned where one alone breaks a rule, else
//! with the week in which they leave no lawful line.

use super::around::Around;
use super::setting::{Assignments, Person, Setting};
use crate::domain::error::Error;
use crate::wire::answer::{Cause, GivenDuty, Infeasibility};

/// All duties given beforehand that a rule refuses whatever else the person works. Who is away is excused.
pub fn refused(setting: &Setting<'_>) -> Option<Error> {
    let of_person = |person: &Person| {
        let days = (0..setting.days()).filter(|day| !person.absent[*day]);
        days.filter_map(|day| refused_on(setting, person, day)).collect::<Vec<_>>()
    };
    let duties: Vec<GivenDuty> = setting.people.iter().flat_map(of_person).collect();
    (!duties.is_empty()).then(|| infeasible(Cause::RefusedDuties { duties }))
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

fn infeasible(cause: Cause) -> Error {
    Error::Infeasible(Box::new(Infeasibility { cause, proven: true, ..Infeasibility::default() }))
}
