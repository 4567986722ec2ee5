//! Why a week has no plan: where consultants are short, by how much at least, which promises cannot
//! be kept, and which limits are in the way.
//!
//! The week is solved once more with something that may give way (`measure`): agents in an
//! interval, or, where every interval can be covered, the promises over a day or the week. Then each
//! limit is lifted in turn (`lift`) to see how much still gives way without it, and what it would
//! take to lift it is worked out in numbers (`remedy`). Limits are compared by relaxation, unless
//! only whole consultants are short. Where the days are tied and the week is large the amounts are
//! those of the relaxation too: a lower bound, and not called proven. No clock is read: the same
//! week has the same explanation.
//!
//! A shortage counts consultants on duty (where the groups of a set differ in shrinkage: at the
//! phone); one who would fill the need of several sets at once counts once in the total.

mod lift;
mod measure;
mod remedy;

use super::block::{TieKind, Week};
use super::search::Settings;
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::plan::requirements::SetInterval;
use crate::queue::AGENTS_MAX;
use crate::scenario::Scenario;
use crate::wire::answer::{BindingLimit, Cause, Infeasibility, Limit, MissedPromise, Shortage};
use lift::{Lift, after_close, week_without};
use measure::{Aim, NOTHING, Short, Shortfall, elastic, least, relaxed, whole};
use remedy::Situation;

/// A shortage is proven least if it is within this many agent-hours of its bound, or …
const PROVEN_HOURS: f64 = 1e-3;
/// … within this share of it.
const PROVEN_SHARE: f64 = 0.01;

/// Explains why a week has no plan.
pub fn explain(
    scenario: &Scenario,
    week: &Week,
    sets: &[SetInterval],
    settings: &Settings<'_>,
) -> Infeasibility {
    if sets.iter().any(|s| s.required.is_none()) {
        return unreachable(scenario, sets);
    }
    let grid = scenario.calendar.grid;
    let bare = week_without(scenario, sets, None, false);
    let Some(fractional) = relaxed(&bare, grid, settings) else {
        return nothing_found(scenario, Cause::Stopped);
    };
    let found = whole(&bare, grid, fractional.bound, settings);
    let proven = found.as_ref().is_some_and(|f| {
        f.hours - f.bound <= PROVEN_HOURS || f.hours - f.bound <= PROVEN_SHARE * f.hours
    });
    let by_relaxation = fractional.hours > NOTHING;
    let at_least = found.is_none();
    let shortfall = found.unwrap_or(fractional);
    if shortfall.hours <= NOTHING {
        return late(scenario, week, sets, settings, proven);
    }
    let base = Base { scenario, sets, week: &bare, settings, by_relaxation, aim: Aim::Shortage };
    let short = stretches(scenario, sets, &shortfall.short);
    let limits = base.limits(&shortfall);
    Infeasibility {
        shortage_hours: shortfall.hours,
        proven,
        short,
        limits,
        ..nothing_found(scenario, Cause::Short { at_least })
    }
}

/// A cause of which nothing more is known.
fn nothing_found(scenario: &Scenario, cause: Cause) -> Infeasibility {
    Infeasibility {
        cause,
        names: scenario.lines.iter().map(|l| (l.id.clone(), l.name.clone())).collect(),
        ..Infeasibility::default()
    }
}

/// No plan of so few shift times was found.
pub fn of_times(scenario: &Scenario, most: u32, least: u32) -> Infeasibility {
    nothing_found(scenario, Cause::ShiftTimes { most, least })
}

/// Interval targets that no number of agents keeps: short of all the agents that were tried.
fn unreachable(scenario: &Scenario, sets: &[SetInterval]) -> Infeasibility {
    let beyond: Vec<Short> = sets
        .iter()
        .filter(|s| s.required.is_none())
        .map(|s| Short {
            interval: s.interval,
            groups: s.groups.clone(),
            amount: f64::from(AGENTS_MAX),
        })
        .collect();
    let short = stretches(scenario, sets, &beyond);
    let hours = beyond.iter().map(|s| s.amount).sum::<f64>() * scenario.calendar.grid.hours();
    Infeasibility { shortage_hours: hours, short, ..nothing_found(scenario, Cause::Unreachable) }
}

/// Promises that cannot be kept although every interval can be covered.
fn late(
    scenario: &Scenario,
    week: &Week,
    sets: &[SetInterval],
    settings: &Settings<'_>,
    proven: bool,
) -> Infeasibility {
    let programme = elastic(week, scenario.calendar.grid, Aim::Exceedance);
    let mut promises = Vec::new();
    let mut limits = Vec::new();
    if let Some((total, values)) = least(&programme.programme, settings) {
        for (tie, column) in week.ties.iter().zip(&programme.beyond) {
            if let (TieKind::Promise { line, target, day }, Some(column)) = (&tie.kind, column)
                && values[*column] > NOTHING
            {
                promises.extend(missed(scenario, (*line, *target), *day, values[*column]));
            }
        }
        if total > NOTHING {
            let by_relaxation = true;
            let aim = Aim::Exceedance;
            let base = Base { scenario, sets, week, settings, by_relaxation, aim };
            limits = base.limits(&Shortfall { hours: total, bound: total, short: Vec::new() });
        }
    }
    Infeasibility { proven, promises, limits, ..nothing_found(scenario, Cause::Promises) }
}

/// A promise that cannot be kept; `beyond` is the share by which the mean wait, or the share of those not
/// answered in time, exceeds what is promised.
fn missed(
    scenario: &Scenario,
    (line, target): (usize, usize),
    day: Option<Weekday>,
    beyond: f64,
) -> Option<MissedPromise> {
    let target = scenario.lines[line].targets.get(target)?;
    Some(MissedPromise {
        line: scenario.lines[line].id.clone(),
        measure: Some(target.measure.name()),
        day,
        between: target.between,
        within_s: target.measure.threshold_s(),
        service_level_of: target.measure.answered_within_s().map(|_| scenario.level_of),
        promised: target.measure.promised(),
        at_best: target.measure.at_strain(1.0 + beyond).max(0.0),
    })
}

/// The week as it is, against which lifted limits are measured.
struct Base<'a> {
    scenario: &'a Scenario,
    sets: &'a [SetInterval],
    week: &'a Week,
    settings: &'a Settings<'a>,
    by_relaxation: bool,
    aim: Aim,
}

impl Base<'_> {
    /// The limits whose lifting helps, the decisive first; on equal effect the one that lifts less.
    fn limits(&self, shortfall: &Shortfall) -> Vec<BindingLimit> {
        let ties: Vec<TieKind> = self.week.ties.iter().map(|t| t.kind.clone()).collect();
        let Some(base) = self.remaining(None) else { return Vec::new() };
        let mut helping: Vec<(f64, Lift<'_>)> = Vec::new();
        for lift in lift::limits(self.scenario, self.sets, &ties) {
            if !self.worth_trying(lift, shortfall) {
                continue;
            }
            let enough = if matches!(lift, Lift::Close(..)) { NOTHING } else { base - NOTHING };
            if let Some(left) = self.remaining(Some(lift)).filter(|left| *left < enough) {
                helping.push((left, lift));
            }
        }
        keep_latest_closing(self.scenario, &mut helping);
        let single = helping.iter().map(|h| h.0).fold(base, f64::min);
        if single > NOTHING
            && let Some(left) = self.remaining(Some(Lift::AllStaff))
            && left < single - NOTHING
        {
            helping.push((left, Lift::AllStaff));
        }
        let rank = |left: f64| (left / NOTHING).round() as i64;
        helping.sort_by_key(|(left, _)| rank(*left));
        self.named_limits(&helping, shortfall)
    }

    /// The limits with what lifting each of them takes.
    fn named_limits(
        &self,
        helping: &[(f64, Lift<'_>)],
        shortfall: &Shortfall,
    ) -> Vec<BindingLimit> {
        let mut short: Vec<usize> = shortfall.short.iter().map(|s| s.interval).collect();
        short.dedup();
        let situation = Situation {
            scenario: self.scenario,
            sets: self.sets,
            week: self.week,
            aim: self.aim,
            by_relaxation: self.by_relaxation,
            short: &short,
            settings: self.settings,
        };
        let hours =
            |left: f64| if self.aim == Aim::Shortage && left > NOTHING { left } else { 0.0 };
        helping
            .iter()
            .map(|(left, lift)| {
                let (limit, subject) = self.named(*lift, &shortfall.short);
                let (shortage_without, change) = (hours(*left), situation.change(*lift));
                BindingLimit {
                    limit,
                    subject,
                    shortage_without,
                    remedy: String::new(),
                    change,
                    tried: None,
                }
            })
            .collect()
    }

    /// What still gives way with a limit lifted.
    fn remaining(&self, lift: Option<Lift<'_>>) -> Option<f64> {
        let grid = self.scenario.calendar.grid;
        let promises = self.aim == Aim::Exceedance;
        let week = week_without(self.scenario, self.sets, lift, promises);
        if promises {
            return least(&elastic(&week, grid, self.aim).programme, self.settings).map(|l| l.0);
        }
        if self.by_relaxation {
            return relaxed(&week, grid, self.settings).map(|s| s.hours);
        }
        whole(&week, grid, 0.0, self.settings).map(|s| s.hours)
    }

    /// An earlier close helps only if everything that is short lies after it.
    fn worth_trying(&self, lift: Lift<'_>, shortfall: &Shortfall) -> bool {
        match lift {
            Lift::Close(_, closing) => {
                let after = |s: &Short| after_close(self.scenario, s.interval, closing);
                self.aim == Aim::Shortage && shortfall.short.iter().all(after)
            }
            _ => true,
        }
    }

    /// The kind of a limit and whom it belongs to.
    fn named(&self, lift: Lift<'_>, short: &[Short]) -> (Limit, String) {
        let groups = &self.scenario.groups;
        let contract =
            |g: usize, c: usize| format!("{}/{}", groups[g].id, groups[g].contracts[c].id);
        let (limit, subject) = match lift {
            Lift::Days(g, c) => (Limit::ContractDays, contract(g, c)),
            Lift::Hours(g, c) => (Limit::ContractHours, contract(g, c)),
            Lift::Share(g, c) => (Limit::ShareMax, contract(g, c)),
            Lift::ContractHeads(g, c) => (Limit::HeadCount, contract(g, c)),
            Lift::GroupHeads(g) => (Limit::HeadCount, groups[g].id.clone()),
            Lift::Shapes => (Limit::ShiftRules, self.rules_of(short)),
            Lift::Close(line, _) => (Limit::OpeningHours, self.scenario.lines[line].id.clone()),
            Lift::AllStaff => (Limit::Staff, String::new()),
        };
        (limit, subject)
    }

    /// The shift rules of the groups that are short; of all groups if none is.
    fn rules_of(&self, short: &[Short]) -> String {
        let able = |g: &usize| short.is_empty() || short.iter().any(|s| s.groups.contains(g));
        let rules = self.scenario.shifts.iter().filter(|rule| rule.groups.iter().any(able));
        rules.map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Of the closings of a line that help, the latest.
fn keep_latest_closing(scenario: &Scenario, helping: &mut Vec<(f64, Lift<'_>)>) {
    let late = |closing: &crate::scenario::Closing| -> u32 {
        closing.close.iter().map(|c| c.map_or(0, |time| time.minutes())).sum()
    };
    for line in 0..scenario.lines.len() {
        let own = |lift: &Lift<'_>| match lift {
            Lift::Close(of, closing) if *of == line => Some(late(closing)),
            _ => None,
        };
        let latest = helping.iter().filter_map(|h| own(&h.1)).max();
        helping.retain(|h| own(&h.1).is_none_or(|at| Some(at) == latest));
    }
}

/// Short intervals as stretches: consecutive ones of the same lines on the same day.
fn stretches(scenario: &Scenario, sets: &[SetInterval], short: &[Short]) -> Vec<Shortage> {
    let grid = scenario.calendar.grid;
    let mut found: Vec<(usize, usize, Shortage)> = Vec::new();
    for one in short {
        let Some(set) = deciding_set(sets, one) else { continue };
        let (day, minute) = grid.start_of(one.interval);
        let required = f64::from(set.needed());
        let lines: Vec<String> = set.lines.iter().map(|l| scenario.lines[*l].id.clone()).collect();
        let end = TimeOfDay::on_clock(minute + grid.minutes());
        let open = found
            .iter_mut()
            .find(|(_, last, s)| s.lines == lines && s.day == day && last + 1 == one.interval);
        if let Some((_, last, stretch)) = open {
            (*last, stretch.end) = (one.interval, end);
            stretch.required = stretch.required.max(required);
            stretch.short = stretch.short.max(one.amount);
            continue;
        }
        let start = TimeOfDay::on_clock(minute);
        let stretch = Shortage { lines, day, start, end, required, short: one.amount };
        found.push((one.interval, one.interval, stretch));
    }
    found.sort_by_key(|(first, ..)| *first);
    found.into_iter().map(|(_, _, stretch)| stretch).collect()
}

/// The set of these groups that requires most; of several the largest.
fn deciding_set<'a>(sets: &'a [SetInterval], short: &Short) -> Option<&'a SetInterval> {
    sets.iter()
        .filter(|s| s.interval == short.interval && s.groups == short.groups)
        .max_by_key(|s| (s.needed(), s.lines.len()))
}
