//! What it takes to lift a limit, in numbers and in words.

use super::lift::{Lift, week_without};
use super::measure::{Aim, Elastic, NOTHING, elastic, least};
use super::words;
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::catalogue::Duty;
use crate::plan::shift_plan::search::Settings;
use crate::scenario::Scenario;

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
    /// The remedy for a limit: "either … or …".
    pub fn remedy(&self, lift: Lift<'_>) -> String {
        let groups = &self.scenario.groups;
        match lift {
            Lift::GroupHeads(g) => {
                let now = groups[g].head_count.unwrap_or(0);
                let more = self.whole_extra(lift, 1).map(|n| (now, n));
                words::more_heads(more, &format!("in group {} on one day", groups[g].id))
            }
            Lift::ContractHeads(g, c) => {
                let contract = &groups[g].contracts[c];
                let now = contract.heads.unwrap_or(0);
                let more = self.whole_extra(lift, 1).map(|n| (now, n));
                let place = format!("on contract {} of group {}", contract.id, groups[g].id);
                words::more_heads(more, &place)
            }
            Lift::Days(g, c) => {
                words::more_days(self.whole_extra(lift, 1), &groups[g].contracts[c].id)
            }
            Lift::Hours(g, c) => {
                words::more_hours(self.extra(lift).map(|e| e.0), &groups[g].contracts[c].id)
            }
            Lift::Share(g, c) => {
                let contract = &groups[g].contracts[c];
                let now = contract.share_max.map_or(1.0, |s| s.get());
                words::more_share(now, self.share_that_does(g, c), &contract.id)
            }
            Lift::Shapes => words::other_shifts(self.scenario, self.week, self.sets, self.short),
            Lift::Close(line, closing) => {
                words::close_earlier(&self.scenario.lines[line].name, &closing.label)
            }
            Lift::AllStaff => words::more_staff(),
        }
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
            for day in
                crate::domain::clock::Weekday::ALL.into_iter().take(if rows.by_day { 7 } else { 1 })
            {
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
