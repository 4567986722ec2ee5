//! The one door between shifts as a plan's answer writes them and those that obsada thinks in.

use crate::domain::cause::{CommandCause, ShiftFault};
use crate::domain::clock::TimeOfDay;
use crate::domain::error::{Error, Problem};
use crate::domain::shift::{Crew, PlannedShift, ShiftTime, Stretch, Worked, cost, shift_times};
use crate::scenario::Scenario;
use crate::wire::answer::{FewerTimes, Shift, ShiftTimeUse};

/// The rows of the answer for these shifts.
pub fn write(scenario: &Scenario, shifts: &[PlannedShift]) -> Vec<Shift> {
    shifts.iter().map(|shift| row(scenario, shift)).collect()
}

fn row(scenario: &Scenario, shift: &PlannedShift) -> Shift {
    let Crew { group, day, worked, count } = &shift.crew;
    let times = |part: Stretch| [part.from(), part.to()].map(TimeOfDay::on_clock);
    let [start, end] = times(worked.span());
    let group = &scenario.groups[*group];
    Shift {
        group: group.id.clone(),
        contract: group.contracts[shift.contract].id.clone(),
        rule: scenario.shifts[shift.rule].id.clone(),
        day: *day,
        start,
        end,
        breaks: worked.breaks().iter().copied().map(times).collect(),
        paid_hours: shift.paid_hours(),
        cost: shift.cost,
        count: *count,
    }
}

/// The shift times of these shifts, by start and end.
pub fn times(shifts: &[PlannedShift]) -> Vec<ShiftTimeUse> {
    let on_clock = |minute: u32| TimeOfDay::on_clock(minute);
    let row = |(time, shifts): (ShiftTime, u32)| {
        let (start, end) = (on_clock(time.start), on_clock(time.start + time.length));
        ShiftTimeUse { start, end, shifts }
    };
    shift_times(shifts).into_iter().map(row).collect()
}

/// A plan of fewer shift times, whose lines are kept open for this much a week.
pub fn few_times(shifts: &[PlannedShift], opening: f64) -> FewerTimes {
    let hours = |s: &PlannedShift| s.paid_hours() * f64::from(s.crew.count);
    FewerTimes {
        used: times(shifts),
        cost_per_week: cost(shifts) + opening,
        paid_hours_per_week: shifts.iter().map(hours).sum(),
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
            Err(fault) => {
                problems.push(Problem::without_place(CommandCause::ShiftRow {
                    row: number + 1,
                    group: row.group.clone(),
                    day: row.day.code(),
                    hours: format!("{}–{}", row.start, row.end),
                    fault,
                }));
            }
        }
    }
    if problems.is_empty() { Ok(shifts) } else { Err(Error::Input(problems)) }
}

fn planned(scenario: &Scenario, row: &Shift) -> Result<PlannedShift, ShiftFault> {
    let group = scenario.groups.iter().position(|group| group.id == row.group);
    let group = group.ok_or_else(|| ShiftFault::NoGroup(row.group.clone()))?;
    let contracts = &scenario.groups[group].contracts;
    let contract = contracts.iter().position(|contract| contract.id == row.contract);
    let rule = scenario.shifts.iter().position(|rule| rule.id == row.rule);
    let worked = worked(row)?;
    Ok(PlannedShift {
        crew: Crew { group, day: row.day, worked, count: row.count },
        contract: contract.ok_or_else(|| ShiftFault::NoContract(row.contract.clone()))?,
        rule: rule.ok_or_else(|| ShiftFault::NoRule(row.rule.clone()))?,
        paid_minutes: (row.paid_hours * 60.0).round() as u32,
        cost: row.cost,
    })
}

fn worked(row: &Shift) -> Result<Worked, ShiftFault> {
    let span = Stretch::between(row.start, row.end);
    let pause = |[from, to]: &[TimeOfDay; 2]| Stretch::between_after(*from, *to, span.from());
    Worked::new(span, row.breaks.iter().map(pause).collect()).ok_or(ShiftFault::Breaks)
}
