//! The one door between shifts as a plan's answer writes them and those that obsada thinks in.

use crate::domain::clock::{TimeOfDay, Weekday, clock_text};
use crate::domain::error::{Error, Problem};
use crate::domain::shift::{Crew, PlannedShift, Stretch, Worked};
use crate::scenario::Scenario;
use crate::wire::answer::Shift;

/// The rows of the answer for these shifts.
pub fn write(scenario: &Scenario, shifts: &[PlannedShift]) -> Vec<Shift> {
    shifts.iter().map(|shift| row(scenario, shift)).collect()
}

fn row(scenario: &Scenario, shift: &PlannedShift) -> Shift {
    let Crew { group, day, worked, count } = &shift.crew;
    let times = |part: Stretch| [clock_text(part.from()), clock_text(part.to())];
    let [start, end] = times(worked.span());
    let group = &scenario.groups[*group];
    Shift {
        group: group.id.clone(),
        contract: group.contracts[shift.contract].id.clone(),
        rule: scenario.shifts[shift.rule].id.clone(),
        day: day.code().into(),
        start,
        end,
        breaks: worked.breaks().iter().copied().map(times).collect(),
        paid_hours: shift.paid_hours(),
        cost: shift.cost,
        count: *count,
    }
}

/// The shifts of a plan for this scenario.
///
/// # Errors
/// [`Error::Input`] with code `E903` for every row that names something the scenario does not have, or whose
/// hours cannot be read or do not hold its breaks.
pub fn read(scenario: &Scenario, rows: &[Shift]) -> Result<Vec<PlannedShift>, Error> {
    let mut shifts = Vec::new();
    let mut problems = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        match planned(scenario, row) {
            Ok(shift) => shifts.push(shift),
            Err(cause) => problems.push(Problem {
                code: "E903",
                place: None,
                message: format!(
                    "row {} of the plan's `shifts` ({} on {} {}–{}) cannot be used: {cause}",
                    number + 1,
                    row.group,
                    row.day,
                    row.start,
                    row.end
                ),
                remedy: "either correct the row, or make the plan anew".into(),
            }),
        }
    }
    if problems.is_empty() { Ok(shifts) } else { Err(Error::Input(problems)) }
}

fn planned(scenario: &Scenario, row: &Shift) -> Result<PlannedShift, String> {
    let missing = |what: &str, id: &str| format!("the scenario has no {what} `{id}`");
    let group = scenario.groups.iter().position(|group| group.id == row.group);
    let group = group.ok_or_else(|| missing("group", &row.group))?;
    let contracts = &scenario.groups[group].contracts;
    let contract = contracts.iter().position(|contract| contract.id == row.contract);
    let rule = scenario.shifts.iter().position(|rule| rule.id == row.rule);
    let day = Weekday::from_code(&row.day);
    let worked = worked(row)?;
    Ok(PlannedShift {
        crew: Crew {
            group,
            day: day.ok_or_else(|| format!("`{}` is no weekday", row.day))?,
            worked,
            count: row.count,
        },
        contract: contract.ok_or_else(|| missing("contract", &row.contract))?,
        rule: rule.ok_or_else(|| missing("shift rule", &row.rule))?,
        paid_minutes: (row.paid_hours * 60.0).round() as u32,
        cost: row.cost,
    })
}

fn worked(row: &Shift) -> Result<Worked, String> {
    let time = |text: &String| {
        TimeOfDay::parse(text).ok_or_else(|| format!("`{text}` is no time of day, such as 07:30"))
    };
    let span = Stretch::between(time(&row.start)?, time(&row.end)?);
    let mut breaks = Vec::new();
    for [from, to] in &row.breaks {
        breaks.push(Stretch::between_after(time(from)?, time(to)?, span.from()));
    }
    Worked::new(span, breaks).ok_or_else(|| "a break lies outside it or in another".into())
}
