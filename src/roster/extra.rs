//! Shifts more that cost nothing: hours within a norm are paid whether they are planned or not, so norms are filled as far
//! as nobody's days become worse by it. Nobody is taken away, so no half-hour is shorter and nobody waits longer.

use super::polish::{Later, alone, polish};
use super::setting::{Assigned, Assignments, Person, Setting};

/// Pay below which a shift adds nothing.
const NOTHING: f64 = 1e-6;

/// Rounds of dealing and adding at the most.
const ROUNDS: usize = 40;

/// Deals shifts out anew, and gives people shifts more that cost nothing where their days become no worse.
pub fn polish_and_add(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    time_left: &(dyn Fn() -> bool + Sync),
) {
    for _ in 0..ROUNDS {
        polish(setting, grid, time_left);
        if !add(setting, grid, time_left) {
            return;
        }
    }
}

/// Gives people shifts within their norms that add nothing to the cost, as long as that betters the later stages of their
/// days in their order: no wish missed, fewer single days or thin weeks, or as many and less short of the norm; whether
/// there were any.
fn add(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    time_left: &(dyn Fn() -> bool + Sync),
) -> bool {
    let mut any = false;
    for person in setting.people.iter().filter(|p| p.rules.period_day.is_some()) {
        while let Some((day, shift)) = best(setting, grid, person) {
            if !time_left() {
                return any;
            }
            // Where more is owed than the contract's norm, hours beyond that cost their pay.
            let (pay, before) = (setting.wages(day, &shift), setting.unplanned(grid).cost);
            grid[person.index][day] = Some(shift);
            if setting.unplanned(grid).cost + pay > before + NOTHING {
                grid[person.index][day] = None;
                break;
            }
            any = true;
        }
    }
    any
}

/// The shift more that betters a person's days most.
fn best(setting: &Setting<'_>, grid: &Assignments, person: &Person) -> Option<(usize, Assigned)> {
    let now = alone(setting, grid, person);
    let left = setting.left_of_norms(person, &grid[person.index]);
    let per = 7 * setting.settings.settlement_weeks as usize;
    let mut with = grid.clone();
    let mut found: Option<(Later, usize, Assigned)> = None;
    for day in (0..setting.days()).filter(|d| grid[person.index][*d].is_none()) {
        for duty in setting.duties_of(person, day) {
            let within = i64::from(setting.worked(day, duty).paid) <= left[day / per];
            if !within || setting.refusal(person, day, duty).is_some() {
                continue;
            }
            let open = setting.placed(person, (day, duty), false);
            let Some(slots) = open.into_iter().next() else { continue };
            let shift = Assigned { duty, slots };
            if setting.added(day, &shift) > NOTHING {
                continue;
            }
            with[person.index][day] = Some(shift.clone());
            let later = alone(setting, &with, person);
            let better = later < now
                && found.as_ref().is_none_or(|(least, ..)| later < *least)
                && setting.broken(person, &with[person.index]).is_none()
                && setting.clash_with(grid, (person.index, day), &with[person.index]).is_none();
            if better {
                found = Some((later, day, shift));
            }
        }
        with[person.index][day] = None;
    }
    found.map(|(_, day, shift)| (day, shift))
}
