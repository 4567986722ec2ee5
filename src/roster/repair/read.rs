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

/// Index of the person that somebody means: by the whole name, else without regard to case, else by a part of it that
/// only one person has.
///
/// # Errors
/// That there is no such person, or that it may be several.
pub fn person_meant(setting: &Setting<'_>, text: &str) -> Result<usize, Misfit> {
    let text = text.trim();
    if let Ok(p) = person_named(setting, text) {
        return Ok(p);
    }
    let people = &setting.scenario.consultants;
    let said = text.to_lowercase();
    let with = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..people.len()).filter(|p| fits(&people[*p].name.to_lowercase())).collect()
    };
    let whole = with(&|name| name == said);
    let found = if whole.is_empty() && !said.is_empty() {
        with(&|name| name.contains(&said))
    } else {
        whole
    };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Misfit::NoConsultant { name: text.to_owned() }),
        several => Err(Misfit::Several {
            name: text.to_owned(),
            people: several.iter().map(|p| people[*p].name.clone()).collect(),
        }),
    }
}

/// Who is away when, from texts such as `Anna Nowa@2026-12-14, Kos@2026-12-14..2026-12-18`: each a person and a day,
/// in order. A stretch may run past the weeks planned.
///
/// # Errors
/// The first part that does not fit.
pub fn away_said(setting: &Setting<'_>, texts: &[String]) -> Result<Vec<Cell>, Misfit> {
    let mut away = Vec::new();
    for text in texts.iter().flat_map(|text| entries(text)) {
        let (name, days) =
            text.rsplit_once('@').ok_or_else(|| Misfit::NotNameAtDay { text: text.clone() })?;
        let p = person_meant(setting, name)?;
        let (first, last) = days.split_once("..").unwrap_or((days, days));
        let from = day_of(setting, first.trim())?;
        let last = date_of(last.trim())?;
        if last < setting.date(from) {
            return Err(Misfit::Reversed { text: days.to_owned() });
        }
        let until = (from..setting.days()).take_while(|d| setting.date(*d) <= last);
        away.extend(until.map(|d| (p, d)));
    }
    away.sort_unstable();
    away.dedup();
    Ok(away)
}

/// Who trades which day, from `Anna Nowa<->Kos@2026-12-14`.
///
/// # Errors
/// What does not fit.
pub fn trade_said(setting: &Setting<'_>, text: &str) -> Result<([usize; 2], usize), Misfit> {
    let wrong = || Misfit::NotSwap { text: text.to_owned() };
    let (people, day) = text.rsplit_once('@').ok_or_else(wrong)?;
    let (a, b) = people.split_once("<->").or(people.split_once('↔')).ok_or_else(wrong)?;
    let people = [person_meant(setting, a)?, person_meant(setting, b)?];
    if people[0] == people[1] {
        return Err(wrong());
    }
    Ok((people, day_of(setting, day.trim())?))
}

/// What stands between commas; a comma within a name does not count.
fn entries(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut open = String::new();
    for part in text.split(',') {
        open = if open.is_empty() { part.to_owned() } else { format!("{open},{part}") };
        if part.contains('@') {
            all.push(std::mem::take(&mut open).trim().to_owned());
        }
    }
    if !open.trim().is_empty() || all.is_empty() {
        all.push(open.trim().to_owned());
    }
    all
}

/// Whether those away have not worked their shifts yet.
///
/// # Errors
/// Whose shift is over at this minute of this day.
pub fn still_ahead(
    setting: &Setting<'_>,
    grid: &Assignments,
    away: &[Cell],
    (day, minute): (usize, u32),
) -> Result<(), Misfit> {
    for (p, d) in away.iter().filter(|cell| cell.1 == day) {
        let Some(a) = &grid[*p][*d] else { continue };
        let duty = &setting.weeks[d / 7].week.duties[a.duty];
        if duty.start + duty.length <= minute {
            let name = setting.scenario.consultants[*p].name.clone();
            return Err(Misfit::Worked { name, date: setting.date(*d).to_string() });
        }
    }
    Ok(())
}

fn date_of(text: &str) -> Result<Date, Misfit> {
    text.parse().map_err(|_| Misfit::NotDate { text: text.to_owned() })
}

/// Index of a day.
///
/// # Errors
/// That it is no date of the weeks planned.
pub fn day_of(setting: &Setting<'_>, date: &str) -> Result<usize, Misfit> {
    let parsed = date_of(date)?;
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
            let holds = |s: &&Shortage| {
                // A stretch until midnight ends at 24:00.
                s.date == date && s.start <= start && start < s.end
            };
            let lines = || lines_of(setting, week, row);
            let of_kind = |s: &&Shortage| s.leaders == row.led.is_some();
            let own = shortages.iter().filter(holds).filter(of_kind).filter(|s| s.lines == lines());
            let most = own.map(|s| s.short).fold(0.0, f64::max);
            if most > 0.0 {
                all[w].push((r, most));
            }
        }
    }
    all
}
