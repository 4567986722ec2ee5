//! From a roster that was written before to the grid of the search, and what was short in it.

use crate::domain::cause::Misfit;
use crate::roster::assemble::lines_of;
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::wire::roster_answer::{Roster, Shift, Shortage};
use jiff::civil::Date;

/// A person on a day.
type Cell = (usize, usize);

/// What is short of each need by week: row and agents.
pub type Lacks = Vec<Vec<(usize, f64)>>;

/// The grid of a roster that was written before.
///
/// # Errors
/// What does not fit the scenario, one sentence.
pub fn grid_of(setting: &Setting<'_>, roster: &Roster) -> Result<Assignments, Misfit> {
    let mut grid: Assignments = vec![vec![None; setting.days()]; setting.people.len()];
    each_shift(setting, roster, |cell, (assigned, _), _| grid[cell.0][cell.1] = Some(assigned))?;
    Ok(grid)
}

/// Days with a break outside of its window that do not say so.
///
/// # Errors
/// As for [`grid_of`].
pub fn unsaid_windows(setting: &Setting<'_>, roster: &Roster) -> Result<Vec<Cell>, Misfit> {
    let mut found = Vec::new();
    each_shift(setting, roster, |cell, (_, within), shift| {
        if !within && !shift.window_shortened {
            found.push(cell);
        }
    })?;
    Ok(found)
}

/// Every shift with its person and day, and whether all breaks lie within their windows.
fn each_shift(
    setting: &Setting<'_>,
    roster: &Roster,
    mut seen: impl FnMut(Cell, (Assigned, bool), &Shift),
) -> Result<(), Misfit> {
    for person in &roster.people {
        let p = person_named(setting, &person.name)?;
        for day in &person.days {
            let Some(shift) = &day.shift else { continue };
            let d = day_of(setting, &day.date)?;
            let unknown =
                || Misfit::NoSuchShift { name: person.name.clone(), date: day.date.to_string() };
            seen((p, d), assigned(setting, (p, d), shift).ok_or_else(unknown)?, shift);
        }
    }
    Ok(())
}

fn assigned(setting: &Setting<'_>, (p, d): Cell, shift: &Shift) -> Option<(Assigned, bool)> {
    let span = shift.worked.span();
    let week = &setting.weeks[d / 7];
    let duties = &week.week.duties;
    let duty = setting
        .duties_of(&setting.people[p], d)
        .find(|k| (duties[*k].start, duties[*k].length) == (span.from(), span.minutes()))?;
    let own = &duties[duty];
    let breaks = shift.worked.breaks();
    if breaks.len() != own.breaks.len() {
        return None;
    }
    let mut within = true;
    let mut slots = Vec::new();
    for (b, pause) in own.breaks.iter().zip(breaks) {
        let (key, inside) = setting.slot_at(week, own, *b, pause.from())?;
        within &= inside;
        slots.push(key);
    }
    Some((Assigned { duty, slots }, within))
}

/// Index of a person.
///
/// # Errors
/// That there is no such person.
pub fn person_named(setting: &Setting<'_>, name: &str) -> Result<usize, Misfit> {
    let people = &setting.scenario.consultants;
    people
        .iter()
        .position(|c| c.name == name)
        .ok_or_else(|| Misfit::NoConsultant { name: name.to_owned() })
}

/// Index of a day.
///
/// # Errors
/// That it is no date of the weeks planned.
pub fn day_of(setting: &Setting<'_>, date: &str) -> Result<usize, Misfit> {
    let parsed: Date = date.parse().map_err(|_| Misfit::NotDate { text: date.to_owned() })?;
    (0..setting.days())
        .find(|d| setting.date(*d) == parsed)
        .ok_or_else(|| Misfit::Unplanned { date: date.to_owned() })
}

/// What a roster owns up to: for every need within a shortage the most that is short there.
pub(super) fn owned(setting: &Setting<'_>, shortages: &[Shortage]) -> Lacks {
    let mut all: Lacks = vec![Vec::new(); setting.weeks.len()];
    for (w, week) in setting.weeks.iter().enumerate() {
        for (r, row) in week.rows.iter().enumerate() {
            let (weekday, minute) = setting.grid().start_of(row.interval);
            let date = setting.date(7 * w + weekday.index()).to_string();
            let start = crate::domain::clock::clock_text(minute);
            let classes: Vec<usize> = row.classes.iter().map(|c| c.0).collect();
            let holds = |s: &&Shortage| {
                // A stretch until midnight ends at 24:00.
                s.date == date && s.start <= start && start < s.end
            };
            let lines = || lines_of(setting, week, row.interval, &classes);
            let own = shortages.iter().filter(holds).filter(|s| s.lines == lines());
            let most = own.map(|s| s.short).fold(0.0, f64::max);
            if most > 0.0 {
                all[w].push((r, most));
            }
        }
    }
    all
}
