//! Why a roster falls short, what the least relaxation is, what a wish would have cost, and why somebody
//! works what they work.

use super::may_lack::MayLack;
use super::moves::{Cell, Moves};
use super::owed::cost;
use super::polish;
use super::promises;
use super::search::Effort;
use super::setting::{Assigned, Assignments, Person, Setting};
use super::{Options, assemble};
use crate::domain::clock::clock_text;
use crate::domain::labour::Reason;
use crate::parallel;
use crate::plan::milp::Solver;
use crate::scenario::Scenario;
use crate::scenario::roster::{RuleChange, WishKind};
use crate::wire::roster_answer::{Given, Price, Relaxation, Shortage, WishReport, Wished};
use std::collections::BTreeSet;

/// Most relaxations that are tried.
const TRIED: usize = 24;
/// Most changes tried for a wish.
const WISH_CHANGES: usize = 2;

/// One thing given up at a time: a rule that keeps people from helping, an absence, an availability, or
/// one more person; what remains short then, the least first. Weeks without a shortage stay as they are.
pub fn relaxations(
    setting: &Setting<'_>,
    grid: &Assignments,
    shortages: &[Shortage],
    options: &Options<'_>,
) -> Vec<Relaxation> {
    let mut found: Vec<Relaxation> = Vec::new();
    let before = assemble::short_hours(setting, grid);
    let all: Vec<_> = candidates(setting, shortages).into_iter().take(TRIED).collect();
    let tried = parallel::each(&all, |(_, _, scenario)| {
        (!options.out_of_time()).then(|| short_without(scenario, setting, grid, options))
    });
    for ((kind, subject, _), short) in all.into_iter().zip(tried) {
        if let Some(short) = short.filter(|short| *short < before - 1e-6) {
            let short_hours = assemble::clean(short);
            found.push(Relaxation { kind, subject, short_hours });
        }
    }
    found.sort_by(|a, b| a.short_hours.total_cmp(&b.short_hours));
    found
}

fn candidates(setting: &Setting<'_>, shortages: &[Shortage]) -> Vec<(Given, String, Scenario)> {
    let base = setting.scenario;
    let blocked: BTreeSet<(Reason, &str)> =
        shortages.iter().flat_map(|s| &s.blocked).map(|b| (b.rule, b.name.as_str())).collect();
    let mut list = Vec::new();
    let with = |change: &dyn Fn(&mut Scenario)| {
        let mut scenario = base.clone();
        change(&mut scenario);
        scenario
    };
    let person = |name: &str| base.consultants.iter().position(|c| c.name == name);
    let reasons: BTreeSet<Reason> = blocked.iter().map(|b| b.0).collect();
    for reason in reasons {
        let Reason::Rule(rule) = reason else { continue };
        let change = RuleChange { rule, parameter: None, off: true, off_for: vec![] };
        let scenario = with(&|s| {
            if let Some(roster) = &mut s.roster {
                roster.rules.retain(|r| r.rule != rule);
                roster.rules.push(change.clone());
            }
        });
        list.push((Given::Rule, rule.code().to_owned(), scenario));
    }
    for (rule, name) in &blocked {
        let Some(index) = person(name) else { continue };
        let (kind, scenario) = match rule {
            Reason::Absent => {
                (Given::Absence, with(&|s| s.consultants[index].personal.absent.clear()))
            }
            Reason::NotAvailable => (
                Given::Availability,
                with(&|s| s.consultants[index].personal.available = Default::default()),
            ),
            _ => continue,
        };
        list.push((kind, (*name).to_owned(), scenario));
    }
    if !shortages.is_empty() {
        let mut seen = BTreeSet::new();
        for c in &base.consultants {
            if seen.insert((c.group, c.contract.clone())) {
                let mut one = c.clone();
                one.name = format!("{}/{}", base.groups[c.group].id, c.contract);
                one.personal = Default::default();
                one.personal.lines = base.groups[c.group].lines.clone();
                let subject = one.name.clone();
                list.push((Given::People, subject, with(&|s| s.consultants.push(one.clone()))));
            }
        }
    }
    list
}

fn short_without(
    scenario: &Scenario,
    setting: &Setting<'_>,
    grid: &Assignments,
    options: &Options<'_>,
) -> f64 {
    let Some(settings) = &scenario.roster else { return f64::INFINITY };
    let mut relaxed = Setting::new(scenario, settings, setting.weeks[0].monday);
    relaxed.raise(&promises::raised(setting));
    let relaxed = relaxed;
    let mut grid = grid.clone();
    grid.resize(relaxed.people.len(), vec![None; relaxed.days()]);
    // What nobody can give even so needs no search.
    let weeks: Vec<usize> =
        (0..relaxed.weeks.len()).filter(|w| !relaxed.to_rescue(&grid, *w).is_empty()).collect();
    let effort = Effort {
        rounds: options.rounds.min(12),
        nodes: 0,
        freed: 4,
        gap: options.gap.max(0.02),
        paid_anyway: 0.0,
        hasty: false,
        known_bound: f64::NEG_INFINITY,
        seed: options.seed,
        solver: Solver::Default,
        time_left: None,
    };
    for w in weeks {
        if relaxed.solve_week(w, &mut grid, &[], &effort).is_none() {
            return f64::INFINITY;
        }
    }
    assemble::short_hours(&relaxed, &grid)
}

/// Every wish, whether it is granted, and what granting it would take.
pub fn wishes(setting: &Setting<'_>, grid: &Assignments, options: &Options<'_>) -> Vec<WishReport> {
    let time_left = || !options.out_of_time();
    let granting = |cell: Cell, alone: &Person| price(setting, grid, (cell, alone), &time_left);
    let mut all = Vec::new();
    for (p, person) in setting.people.iter().enumerate() {
        for wish in &person.wishes {
            let alone = Person { wishes: vec![*wish], ..person.clone() };
            let missed: Vec<usize> = (0..setting.days())
                .filter(|d| setting.missed(&alone, *d, grid[p][*d].as_ref().map(|a| a.duty)) > 0)
                .collect();
            let (kind, date, start) = match wish.kind {
                WishKind::Off(date) => (Wished::Off, Some(date), None),
                WishKind::Early => (Wished::Early, None, None),
                WishKind::Late => (Wished::Late, None, None),
                WishKind::Start(date, start) => (Wished::Start, Some(date), Some(start)),
            };
            all.push(WishReport {
                name: setting.scenario.consultants[person.index].name.clone(),
                wish: kind,
                date: date.map(|d| d.to_string()),
                start: start.map(clock_text),
                grade: wish.grade,
                granted: missed.is_empty(),
                days_missed: missed.len() as u32,
                price: missed.first().map(|d| granting((p, *d), &alone)),
            });
        }
    }
    all
}

/// The least number of changes that grant a wish on one day, and the cheapest way to make them, as far as time
/// allows.
fn price(
    setting: &Setting<'_>,
    grid: &Assignments,
    ((p, day), alone): (Cell, &Person),
    time_left: &(dyn Fn() -> bool + Sync),
) -> Price {
    let before = (cost(setting, grid), polish::total(setting, grid).wishes as f64);
    let mut best: Option<(usize, Price)> = None;
    let mut least_short = f64::INFINITY;
    for to in granted(setting, alone, day) {
        if !time_left() && least_short.is_finite() {
            break;
        }
        let moves = Moves::new(setting, grid, 0, MayLack::of(setting, grid));
        let mut moves = moves.within(Some(time_left));
        moves.put((p, day), to);
        let most = best.as_ref().map_or(WISH_CHANGES, |b| b.0 + 1) - 1;
        least_short = least_short.min(moves.short_hours());
        let mended = moves.mend(most);
        for way in &mended.ways {
            let mut after = moves.grid().clone();
            way.iter().for_each(|c| after[c.cell.0][c.cell.1].clone_from(&c.to));
            let lost = polish::total(setting, &after).wishes as f64 - before.1;
            let own = f64::from(alone.wishes[0].grade);
            let found = Price {
                changes: Some(way.len() as u32 + 1),
                cost: assemble::clean(cost(setting, &after) - before.0),
                short_hours: 0.0,
                other_wishes: lost + own,
            };
            let key = |x: &(usize, Price)| {
                (x.0, (x.1.cost * 100.0).round() as i64, x.1.other_wishes as i64)
            };
            let found = (way.len(), found);
            if best.as_ref().is_none_or(|b| key(&found) < key(b)) {
                best = Some(found);
            }
        }
    }
    best.map_or(
        Price {
            changes: None,
            cost: 0.0,
            short_hours: assemble::clean(least_short.min(1e6)),
            other_wishes: 0.0,
        },
        |b| b.1,
    )
}

/// What a person could do on a day so that the wish is granted; breaks early, the rest is found by moves.
fn granted(setting: &Setting<'_>, alone: &Person, day: usize) -> Vec<Option<Assigned>> {
    let mut all = Vec::new();
    if setting.missed(alone, day, None) == 0 && setting.must_work(alone, day).is_none() {
        all.push(None);
    }
    for k in setting.duties_of(alone, day) {
        if setting.missed(alone, day, Some(k)) == 0 && setting.refusal(alone, day, k).is_none() {
            let slots = setting.placed(alone, (day, k), false).into_iter().next();
            all.extend(slots.map(|slots| Some(Assigned { duty: k, slots })));
        }
    }
    all
}

/// One thing a person could do on a day instead.
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Alternative {
    /// `07:30-15:30`, or `off`.
    pub shift: String,
    /// Whether it is what the roster says.
    pub chosen: bool,
    /// The rule it would break, if it breaks one.
    pub breaks: Option<Reason>,
    /// Person-hours that would be short on top.
    pub short_hours: f64,
    /// What the employer pays more.
    pub cost: f64,
    /// Grades of wishes missed on top (below zero: fewer).
    pub wishes: f64,
}

/// Every alternative of a person on a day: what it would break, leave short or cost.
pub fn why(setting: &Setting<'_>, grid: &Assignments, (p, day): Cell) -> Vec<Alternative> {
    let person = &setting.people[p];
    let week = &setting.weeks[day / 7];
    let own = grid[p][day].as_ref().map_or(0.0, |a| setting.added(day, a));
    let missed = |a: Option<&Assigned>| f64::from(setting.missed(person, day, a.map(|a| a.duty)));
    let now = missed(grid[p][day].as_ref());
    let mut choices: Vec<Option<Assigned>> = vec![None];
    for k in setting.duties_of(person, day) {
        let duty = &week.week.duties[k];
        let same = grid[p][day].clone().filter(|a| a.duty == k);
        let first = || duty.breaks.iter().map(|b| setting.slots(week, duty, *b)[0].key).collect();
        let open = || setting.placed(person, (day, k), false).into_iter().next();
        let slots = || open().unwrap_or_else(first);
        choices.push(Some(same.unwrap_or_else(|| Assigned { duty: k, slots: slots() })));
    }
    choices
        .into_iter()
        .map(|to| {
            let duty = to.as_ref().map(|a| &week.week.duties[a.duty]);
            let refused = to.as_ref().and_then(|a| setting.refusal(person, day, a.duty));
            let must = || setting.must_work(person, day).filter(|_| to.is_none());
            let refused = refused.or_else(must);
            let mut days = grid[p].clone();
            days[day].clone_from(&to);
            let broken = refused.or_else(|| setting.broken(person, &days).map(|(rule, _)| rule));
            let broken = broken.or_else(|| setting.clash_with(grid, (p, day), &days));
            let mut moves = Moves::new(setting, grid, 0, MayLack::of(setting, grid));
            moves.put((p, day), to.clone());
            Alternative {
                shift: duty.map_or("off".to_owned(), |d| {
                    format!("{}-{}", clock_text(d.start), clock_text(d.start + d.length))
                }),
                chosen: to == grid[p][day],
                breaks: broken.map(Reason::public),
                short_hours: assemble::clean(moves.short_hours()),
                cost: assemble::clean(to.as_ref().map_or(0.0, |a| setting.added(day, a)) - own),
                wishes: missed(to.as_ref()) - now,
            }
        })
        .collect()
}
