//! From the grid of assignments to the answer.

use super::polish;
use super::rules;
use super::setting::{Assigned, Assignments, Person, PlanWeek, Row, Setting};
use crate::domain::clock::{DAY_MINUTES, clock_text};
use crate::domain::labour::Reason;
use crate::domain::shift::{Stretch, Worked};
use crate::wire::roster_answer::{self, Blocked, Code, Coverage, Day, Leaders, Shortage};
use std::collections::BTreeMap;

/// Minute after midnight in which each break of a person's day begins.
type Breaks = BTreeMap<(usize, usize), Vec<u32>>;

/// When breaks begin: those of a class in one interval are staggered, in an order that does not depend
/// on who works which of the shifts.
fn breaks(setting: &Setting<'_>, grid: &Assignments) -> Breaks {
    let mut all = Breaks::new();
    for (d, week) in (0..setting.days()).map(|d| (d, &setting.weeks[d / 7])) {
        let mut order: Vec<(usize, &Assigned, usize)> = setting
            .people
            .iter()
            .enumerate()
            .filter_map(|(p, person)| Some((person.class, grid[p][d].as_ref()?, p)))
            .collect();
        order.sort();
        let mut begun: BTreeMap<(usize, u32), u32> = BTreeMap::new();
        for (class, a, p) in order {
            let duty = &week.week.duties[a.duty];
            let minutes = duty.breaks.iter().zip(&a.slots).filter_map(|(b, key)| {
                let rule = &week.scenario.shifts[duty.rule].breaks[*b];
                let slot = setting.break_slot(week, duty, *b, *key)?;
                let before = begun.entry((class, *key)).or_default();
                *before += 1;
                Some(slot.minute + ((*before - 1) % slot.room) * rule.minutes)
            });
            all.insert((p, d), minutes.collect());
        }
    }
    all
}

/// People with their days.
pub fn people(setting: &Setting<'_>, grid: &Assignments) -> Vec<roster_answer::Person> {
    let worked = worked(setting, grid).into_iter();
    setting
        .people
        .iter()
        .zip(grid)
        .zip(worked)
        .map(|((person, days), worked)| {
            let consultant = &setting.scenario.consultants[person.index];
            let days: Vec<Day> = days
                .iter()
                .zip(worked)
                .enumerate()
                .map(|(d, (a, worked))| day(setting, person, d, a.as_ref().zip(worked)))
                .collect();
            let [evenings, weekend_days, _] = polish::burdens(setting, person, &grid[person.index]);
            roster_answer::Person {
                name: consultant.name.clone(),
                group: setting.scenario.groups[consultant.group].id.clone(),
                contract: consultant.contract.clone(),
                lines: lines(setting, &consultant.personal.lines),
                paid_hours: days
                    .iter()
                    .filter_map(|d| d.shift.as_ref())
                    .map(|s| s.paid_hours)
                    .sum(),
                norm_hours: norm(setting, person, &days),
                evenings,
                weekend_days,
                days,
            }
        })
        .collect()
}

fn lines(setting: &Setting<'_>, of: &[usize]) -> Vec<String> {
    of.iter().map(|l| setting.scenario.lines[*l].id.clone()).collect()
}

fn day(
    setting: &Setting<'_>,
    person: &Person,
    d: usize,
    assigned: Option<(&Assigned, Worked)>,
) -> Day {
    let code = match assigned {
        Some(_) => Code::Shift,
        None if person.absent[d] => Code::Absent,
        None => Code::Off,
    };
    let shift = assigned.map(|(a, worked)| shift(setting, person, (d, a), worked));
    Day { date: setting.date(d).to_string(), code, shift }
}

/// What everybody works, by person and day, each break in its place.
pub fn worked(setting: &Setting<'_>, grid: &Assignments) -> Vec<Vec<Option<Worked>>> {
    let breaks = breaks(setting, grid);
    let of = |(p, days): (usize, &Vec<Option<Assigned>>)| {
        let days = days.iter().enumerate();
        days.map(|(d, a)| Some(hours(setting, d, a.as_ref()?, breaks.get(&(p, d))))).collect()
    };
    grid.iter().enumerate().map(of).collect()
}

/// The same as it is at the phone: what is done away from it is taken off as breaks are.
pub fn at_phone(setting: &Setting<'_>, grid: &Assignments) -> Vec<Vec<Option<Worked>>> {
    setting.at_phone(grid, worked(setting, grid))
}

fn hours(setting: &Setting<'_>, d: usize, a: &Assigned, breaks: Option<&Vec<u32>>) -> Worked {
    let week = &setting.weeks[d / 7];
    let duty = &week.week.duties[a.duty];
    let lengths = duty.breaks.iter().map(|b| week.scenario.shifts[duty.rule].breaks[*b].minutes);
    let begun = breaks.into_iter().flatten();
    let breaks = begun.zip(lengths).map(|(from, long)| Stretch::lasting(*from, long)).collect();
    Worked::with_breaks(Stretch::lasting(duty.start, duty.length), breaks)
}

fn shift(
    setting: &Setting<'_>,
    person: &Person,
    (d, a): (usize, &Assigned),
    worked: Worked,
) -> roster_answer::Shift {
    let week = &setting.weeks[d / 7];
    let duty = &week.week.duties[a.duty];
    roster_answer::Shift {
        worked,
        rule: week.scenario.shifts[duty.rule].id.clone(),
        paid_hours: f64::from(duty.paid_minutes) / 60.0,
        cost: setting.wages(d, a),
        fixed: setting.fixed(person, d),
        window_shortened: !setting.shortened(d, a).is_empty(),
        off_phone: setting.off_phone_told(person, d, a),
    }
}

/// Agents on duty by class and interval of a week, breaks taken off.
pub fn on_duty(setting: &Setting<'_>, grid: &Assignments, w: usize) -> Vec<Vec<f64>> {
    let per_day = setting.grid().per_day();
    let step = setting.grid().minutes();
    let mut duty =
        vec![vec![0.0; setting.grid().per_week()]; setting.weeks[0].scenario.groups.len()];
    let from = (7 * w).saturating_sub(1);
    for (person, days) in setting.people.iter().zip(grid) {
        for (d, a) in days.iter().enumerate().take(7 * w + 7).skip(from) {
            let Some(a) = a else { continue };
            let week = &setting.weeks[d / 7];
            let own = &week.week.duties[a.duty];
            let mut add = |k: u32, share: f64| {
                let absolute = d * per_day + k as usize;
                if absolute / per_day / 7 == w {
                    duty[person.class][absolute - 7 * w * per_day] += share;
                }
            };
            (own.start / step..(own.start + own.length) / step).for_each(|k| add(k, 1.0));
            for (b, key) in own.breaks.iter().zip(&a.slots) {
                if let Some(place) = setting.place(week, own, *b, *key) {
                    place.taken.iter().for_each(|(k, share)| add(*k, -share));
                }
            }
            let off = setting.off_phone(person, d, a);
            off.into_iter().flat_map(|off| off.taken(step)).for_each(|(k, share)| add(k, -share));
        }
    }
    duty
}

/// Every open interval of every sharing set.
pub fn coverage(setting: &Setting<'_>, grid: &Assignments) -> Vec<Coverage> {
    let mut all = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let duty = on_duty(setting, grid, w);
        for set in &week.sets {
            let (day, minute) = setting.grid().start_of(set.interval);
            let share = |g: &usize| 1.0 - week.scenario.groups[*g].shrinkage.value.get();
            all.push(Coverage {
                date: setting.date(7 * w + day.index()).to_string(),
                start: clock_text(minute),
                lines: line_names(setting, &set.lines),
                required: set.required_or_max(),
                crew_required: set.crew,
                on_duty: clean(set.groups.iter().map(|g| duty[*g][set.interval]).sum()),
                at_phone: clean(set.groups.iter().map(|g| duty[*g][set.interval] * share(g)).sum()),
            });
        }
    }
    all
}

/// Leaders on duty wherever some are asked for.
pub fn leaders(setting: &Setting<'_>, grid: &Assignments) -> Vec<Leaders> {
    let mut all = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let duty = on_duty(setting, grid, w);
        for row in &week.led {
            let (day, minute) = setting.grid().start_of(row.interval);
            all.push(Leaders {
                date: setting.date(7 * w + day.index()).to_string(),
                start: clock_text(minute),
                line: lines_of(setting, week, row).concat(),
                required: row.need as u32,
                on_duty: clean(row.classes.iter().map(|(c, _)| duty[*c][row.interval]).sum()),
            });
        }
    }
    all
}

/// Hours of the contract's norm less absences on days that count.
fn norm(setting: &Setting<'_>, person: &Person, days: &[Day]) -> Option<f64> {
    let consultant = &setting.scenario.consultants[person.index];
    let contracts = &setting.scenario.groups[consultant.group].contracts;
    let contract = contracts.iter().find(|c| c.id == consultant.contract)?;
    let holiday = |d: usize| setting.holiday(d);
    let norm = rules::contract_norm(setting.settings, contract, (days.len(), &holiday))?;
    let counts = |d: &usize| d % 7 < 5 && !holiday(*d);
    // Who is away and works all the same, as somebody may type it, is away.
    let away = (0..days.len()).filter(|d| person.absent[*d]).filter(counts).count();
    Some(rules::norm_hours(norm, away))
}

/// Identifiers of lines, sorted.
pub(super) fn line_names(setting: &Setting<'_>, of: &[usize]) -> Vec<String> {
    sorted(lines(setting, of))
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

/// A sum without the dust of rounding.
pub(super) fn clean(value: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (value * 1e6).round() / 1e6 + 0.0
}

/// What is short of every need of a week: row and agents.
pub fn lacking(setting: &Setting<'_>, grid: &Assignments, w: usize) -> Vec<(usize, f64)> {
    let duty = on_duty(setting, grid, w);
    let first = if w == 0 { setting.first_asked() } else { 0 };
    setting.weeks[w]
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.interval >= first)
        .map(|(r, row)| {
            let have: f64 =
                row.classes.iter().map(|(c, counts)| counts * duty[*c][row.interval]).sum();
            (r, row.need - have)
        })
        .filter(|(_, lack)| *lack > 1e-6)
        .collect()
}

/// Person-hours short in a week.
pub fn short_in(setting: &Setting<'_>, grid: &Assignments, w: usize) -> f64 {
    let lacks = lacking(setting, grid, w);
    lacks.iter().map(|(_, lack)| lack * setting.grid().hours()).sum()
}

/// Person-hours short over all weeks.
pub fn short_hours(setting: &Setting<'_>, grid: &Assignments) -> f64 {
    (0..setting.weeks.len()).map(|w| short_in(setting, grid, w)).sum()
}

/// What is short of every need, by week.
pub fn lacks(setting: &Setting<'_>, grid: &Assignments) -> Vec<Vec<(usize, f64)>> {
    (0..setting.weeks.len()).map(|w| lacking(setting, grid, w)).collect()
}

/// A shortage with its day and the need it is of: whose leaders, which classes.
type OfNeed = (Shortage, usize, (Option<usize>, Vec<usize>));

/// Shortages as stretches, with who cannot help and why.
pub fn shortages(setting: &Setting<'_>, grid: &Assignments) -> Vec<Shortage> {
    let step = setting.grid().minutes();
    let mut all: Vec<OfNeed> = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let mut lacks = lacking(setting, grid, w);
        lacks.sort_by_key(|(r, _)| {
            let row = &week.rows[*r];
            (row.led, row.classes.len(), row.interval)
        });
        for (r, lack) in lacks {
            let row = &week.rows[r];
            let (weekday, minute) = setting.grid().start_of(row.interval);
            let day = 7 * w + weekday.index();
            let classes: Vec<usize> = row.classes.iter().map(|c| c.0).collect();
            let date = setting.date(day).to_string();
            let start = clock_text(minute);
            let end = clock_text(minute + step);
            let lines = lines_of(setting, week, row);
            let blocked = blocked(setting, grid, day, minute, &classes);
            let own = (row.led, classes);
            match all.last_mut() {
                Some((last, _, of)) if last.date == date && last.end == start && *of == own => {
                    last.end = end;
                    last.short = last.short.max(clean(lack));
                }
                _ => all.push((
                    Shortage {
                        date,
                        start,
                        end,
                        lines,
                        short: clean(lack),
                        leaders: row.led.is_some(),
                        blocked,
                    },
                    day,
                    own,
                )),
            }
        }
    }
    all.sort_by(|a, b| (a.1, &a.0.start, &a.0.lines).cmp(&(b.1, &b.0.start, &b.0.lines)));
    all.into_iter().map(|(shortage, ..)| shortage).collect()
}

/// Lines of a need: that whose leaders it asks for, else those of the sets that exactly its classes answer.
pub(super) fn lines_of(setting: &Setting<'_>, week: &PlanWeek, row: &Row) -> Vec<String> {
    if let Some(line) = row.led {
        return line_names(setting, &[line]);
    }
    let classes: Vec<usize> = row.classes.iter().map(|c| c.0).collect();
    let sets = week.sets.iter().filter(|s| s.interval == row.interval && s.groups == classes);
    let mut lines: Vec<usize> = sets.flat_map(|s| s.lines.clone()).collect();
    lines.sort_unstable();
    lines.dedup();
    line_names(setting, &lines)
}

/// People of some classes who do not work a minute of a day, with what keeps them from it.
pub fn blocked(
    setting: &Setting<'_>,
    grid: &Assignments,
    day: usize,
    minute: u32,
    classes: &[usize],
) -> Vec<Blocked> {
    let mut all = Vec::new();
    for (p, person) in setting.people.iter().enumerate().filter(|(_, p)| classes.contains(&p.class))
    {
        let reason = match &grid[p][day] {
            Some(_) if on_duty_at(setting, grid, p, day, minute) => continue,
            Some(_) => Reason::AtWork,
            None => keeps_from(setting, grid, p, day, minute).public(),
        };
        let name = setting.scenario.consultants[person.index].name.clone();
        all.push(Blocked { name, rule: reason });
    }
    all
}

fn on_duty_at(
    setting: &Setting<'_>,
    grid: &Assignments,
    p: usize,
    day: usize,
    minute: u32,
) -> bool {
    grid[p][day].as_ref().is_some_and(|a| {
        let duty = &setting.weeks[day / 7].week.duties[a.duty];
        duty.start <= minute && minute < duty.start + duty.length
    })
}

/// What keeps somebody who is off from working this minute: the rule that most of the shifts break.
fn keeps_from(
    setting: &Setting<'_>,
    grid: &Assignments,
    p: usize,
    day: usize,
    minute: u32,
) -> Reason {
    let person = &setting.people[p];
    if person.absent[day] {
        return Reason::Absent;
    }
    let duties = &setting.weeks[day / 7].week.duties;
    let mut reasons: BTreeMap<Reason, usize> = BTreeMap::new();
    for k in setting.duties_of(person, day) {
        let duty = &duties[k];
        if !(duty.start <= minute && minute < duty.start + duty.length) {
            continue;
        }
        let mut days = grid[p].clone();
        let slots = vec![u32::MAX; duty.breaks.len()];
        days[day] = Some(Assigned { duty: k, slots });
        let reason = setting.refusal(person, day, k);
        let reason = reason.or_else(|| setting.broken(person, &days).map(|(rule, _)| rule));
        let reason = reason.or_else(|| setting.clash_with(grid, (p, day), &days));
        // Only a repair that leaves people short knows of somebody who could still help.
        *reasons.entry(reason.unwrap_or(Reason::Free)).or_default() += 1;
    }
    let most = reasons.iter().max_by_key(|(rule, count)| (**rule == Reason::Free, **count));
    most.map_or(Reason::NoShift, |(rule, _)| *rule)
}

impl Setting<'_> {
    /// First interval of the first week that is asked for.
    pub fn first_asked(&self) -> usize {
        let crosses = self.weeks[0]
            .week
            .duties
            .iter()
            .any(|d| d.day.index() == 6 && d.start + d.length > DAY_MINUTES);
        let mondays = self.weeks[0].week.duties.iter().filter(|d| d.day.index() == 0);
        let first = mondays.map(|d| d.start).min().unwrap_or(0) / self.grid().minutes();
        if crosses { first as usize } else { 0 }
    }
}
