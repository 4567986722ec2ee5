//! What it takes to lift a limit, in numbers.

use super::lift::{Lift, week_without};
use super::measure::{Aim, Elastic, NOTHING, elastic, least};
use crate::domain::clock::{Grid, TimeOfDay, Weekday};
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::build::duty_intervals;
use crate::plan::shift_plan::catalogue::Duty;
use crate::plan::shift_plan::search::Settings;
use crate::scenario::Scenario;
use crate::wire::answer::Change;

/// Group, contract and paid hours.
type ContractHours = (usize, usize, f64);

/// What the remedies are worked out from.
pub struct Situation<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The sets and what they require.
    pub sets: &'a [SetInterval],
    /// The week with nothing lifted.
    pub week: &'a Week,
    /// What gives way.
    pub aim: Aim,
    /// Whether the relaxation shows what gives way, so that numbers can be read from it.
    pub by_relaxation: bool,
    /// Intervals that are short.
    pub short: &'a [usize],
    /// How the solver runs.
    pub settings: &'a Settings<'a>,
}

/// A row of the lifted limit: what each duty uses of it, its limit, and what one unit more gives.
struct Rows<'a> {
    of: Box<dyn Fn(&Duty) -> f64 + 'a>,
    limit: f64,
    unit: f64,
    by_day: bool,
}

impl Situation<'_> {
    /// What lifting a limit takes.
    pub fn change(&self, lift: Lift<'_>) -> Change {
        let groups = &self.scenario.groups;
        let id = |g: usize, c: usize| groups[g].contracts[c].id.clone();
        match lift {
            Lift::GroupHeads(g) => Change::People {
                group: groups[g].id.clone(),
                contract: None,
                now: groups[g].head_count.unwrap_or(0),
                more: self.whole_extra(lift, 1),
            },
            Lift::ContractHeads(g, c) => Change::People {
                group: groups[g].id.clone(),
                contract: Some(id(g, c)),
                now: groups[g].contracts[c].heads.unwrap_or(0),
                more: self.whole_extra(lift, 1),
            },
            Lift::Days(g, c) => {
                Change::Days { contract: id(g, c), more: self.whole_extra(lift, 1) }
            }
            Lift::Hours(g, c) => {
                Change::Hours { contract: id(g, c), more: self.extra(lift).map(|e| e.0) }
            }
            Lift::Share(g, c) => Change::Share {
                contract: id(g, c),
                now: groups[g].contracts[c].share_max.map_or(1.0, |s| s.get()),
                enough: self.share_that_does(g, c),
            },
            Lift::Shapes => self.other_shifts(),
            Lift::Close(line, closing) => Change::Close {
                line: self.scenario.lines[line].id.clone(),
                closing: closing.label.clone(),
            },
            Lift::AllStaff => Change::Staff,
        }
    }

    /// Shifts for hours that none covers; where all are covered, shifts that fit them better.
    fn other_shifts(&self) -> Change {
        let grid = self.scenario.calendar.grid;
        let bare = uncovered(grid, self.week, self.sets, self.short);
        let covered = bare.is_empty();
        let intervals = if covered { self.short } else { &bare[..] };
        let first = stretches(grid, intervals)
            .first()
            .map(|(day, from, to)| (*day, TimeOfDay::on_clock(*from), TimeOfDay::on_clock(*to)));
        Change::Shifts { covered, first }
    }

    fn whole_extra(&self, lift: Lift<'_>, least: u32) -> Option<u32> {
        self.extra(lift).map(|(n, _)| ((n - 1e-4).ceil().max(0.0) as u32).max(least))
    }

    /// The share of the group's paid hours that a contract has where it exceeds its limit least.
    fn share_that_does(&self, group: usize, contract: usize) -> Option<f64> {
        let (_, hours) = self.extra(Lift::Share(group, contract))?;
        let all: f64 = hours.iter().filter(|h| h.0 == group).map(|h| h.2).sum();
        let own: f64 = hours.iter().filter(|h| (h.0, h.1) == (group, contract)).map(|h| h.2).sum();
        (all > 0.0).then(|| own / all)
    }

    /// The least excess over a limit with which as little gives way as without it, in units of
    /// the limit; and the paid hours by group and contract that go with it.
    fn extra(&self, lift: Lift<'_>) -> Option<(f64, Vec<ContractHours>)> {
        if !self.by_relaxation {
            return None;
        }
        let grid = self.scenario.calendar.grid;
        let promises = self.aim == Aim::Exceedance;
        let week = week_without(self.scenario, self.sets, Some(lift), promises);
        let Elastic { mut programme, layouts, .. } = elastic(&week, grid, self.aim);
        let (remaining, _) = least(&programme, self.settings)?;
        let costs = programme.columns.iter().enumerate().filter(|(_, c)| c.cost != 0.0);
        let terms = costs.map(|(j, c)| (j, c.cost)).collect();
        programme.at_most(terms, remaining + NOTHING);
        programme.columns.iter_mut().for_each(|c| c.cost = 0.0);
        let extra = programme.column(0.0, f64::INFINITY, false, 1.0);
        let blocks = || week.blocks.iter().zip(&layouts);
        let columns: Vec<(usize, &Duty)> = blocks()
            .flat_map(|(b, at)| {
                b.duty_ids.iter().enumerate().map(|(k, d)| (at.duties + k, &week.duties[*d]))
            })
            .collect();
        for rows in self.rows(lift) {
            for day in Weekday::ALL.into_iter().take(if rows.by_day { 7 } else { 1 }) {
                let counted = columns.iter().filter(|(_, d)| !rows.by_day || d.day == day);
                let mut terms: Vec<(usize, f64)> =
                    counted.map(|(j, d)| (*j, (rows.of)(d))).filter(|t| t.1 != 0.0).collect();
                terms.push((extra, -rows.unit));
                programme.at_most(terms, rows.limit);
            }
        }
        let (amount, values) = least(&programme, self.settings)?;
        let hours = columns
            .iter()
            .map(|(j, d)| (d.group, d.contract, values[*j] * f64::from(d.paid_minutes) / 60.0))
            .collect();
        Some((amount, hours))
    }

    /// The rows that a lifted limit stood for, to be exceeded by as little as possible.
    fn rows(&self, lift: Lift<'_>) -> Vec<Rows<'_>> {
        let groups = &self.scenario.groups;
        let hours = |d: &Duty| f64::from(d.paid_minutes) / 60.0;
        let is = |g: usize, c: usize| move |d: &Duty| (d.group, d.contract) == (g, c);
        let one = |yes: bool| if yes { 1.0 } else { 0.0 };
        let week = |of, limit, unit| Rows { of, limit, unit, by_day: false };
        let people = |of, limit| Rows { of, limit, unit: 1.0, by_day: true };
        match lift {
            Lift::GroupHeads(g) => {
                let heads = f64::from(groups[g].head_count.unwrap_or(0));
                vec![people(Box::new(move |d| one(d.group == g)), heads)]
            }
            Lift::ContractHeads(g, c) => {
                let contract = &groups[g].contracts[c];
                let heads = f64::from(contract.heads.unwrap_or(0));
                let days = f64::from(contract.days_per_week);
                let paid = f64::from(contract.weekly_minutes) / 60.0;
                vec![
                    people(Box::new(move |d| one(is(g, c)(d))), heads),
                    week(Box::new(move |d| one(is(g, c)(d))), heads * days, days),
                    week(Box::new(move |d| one(is(g, c)(d)) * hours(d)), heads * paid, paid),
                ]
            }
            Lift::Days(g, c) => {
                let contract = &groups[g].contracts[c];
                let limit = f64::from(contract.heads.unwrap_or(0) * contract.days_per_week);
                vec![week(Box::new(move |d| one(is(g, c)(d))), limit, 1.0)]
            }
            Lift::Hours(g, c) => {
                let contract = &groups[g].contracts[c];
                let heads = f64::from(contract.heads.unwrap_or(0));
                let limit = heads * f64::from(contract.weekly_minutes) / 60.0;
                vec![week(Box::new(move |d| one(is(g, c)(d)) * hours(d)), limit, 1.0)]
            }
            Lift::Share(g, c) => {
                let share = groups[g].contracts[c].share_max.map_or(1.0, |s| s.get());
                let of =
                    move |d: &Duty| one(d.group == g) * hours(d) * (one(d.contract == c) - share);
                vec![week(Box::new(of), 0.0, 1.0)]
            }
            Lift::Shapes | Lift::Close(..) | Lift::AllStaff => Vec::new(),
        }
    }
}

/// Short intervals of sets that no duty of their groups covers.
fn uncovered(grid: Grid, week: &Week, sets: &[SetInterval], short: &[usize]) -> Vec<usize> {
    let bare = |t: &usize| {
        sets.iter().filter(|s| s.interval == *t && s.needed() > 0).any(|set| {
            let mut able = week.duties.iter().filter(|d| set.groups.contains(&d.group));
            !able.any(|d| duty_intervals(grid, d).contains(t))
        })
    };
    short.iter().copied().filter(bare).collect()
}

/// Ascending intervals merged into stretches of one day: day, first minute, last minute.
fn stretches(grid: Grid, intervals: &[usize]) -> Vec<(Weekday, u32, u32)> {
    let mut found: Vec<(Weekday, u32, u32)> = Vec::new();
    for &t in intervals {
        let (day, minute) = grid.start_of(t);
        match found.last_mut() {
            Some((last, _, to)) if *last == day && *to == minute => *to += grid.minutes(),
            Some((last, _, to)) if *last == day && *to > minute => {}
            _ => found.push((day, minute, minute + grid.minutes())),
        }
    }
    found
}
