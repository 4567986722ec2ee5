//! From counts to shifts with their breaks at the minute.

use super::block::{Block, Week};
use super::catalogue::{self, BreakSlot, Duty};
use super::plan::{BlockPlan, Dealt, WeekPlan, deal_breaks};
use crate::domain::clock::clock_text;
use crate::scenario::Scenario;
use crate::wire::answer;
use std::collections::BTreeMap;

/// Start and end of a consultant's breaks, minutes after midnight of the shift's day.
type Breaks = Vec<(u32, u32)>;

/// What makes shifts equal: group, day, start, end, contract, rule and breaks.
type ShiftKey = (usize, crate::domain::clock::Weekday, u32, u32, usize, usize, Breaks);

/// The shifts of a plan, equal ones counted together, by group, day, start, end, contract and
/// breaks.
pub fn shifts(scenario: &Scenario, week: &Week, plan: &WeekPlan) -> Vec<answer::Shift> {
    let mut counted: BTreeMap<ShiftKey, u32> = BTreeMap::new();
    for (block, block_plan) in week.blocks.iter().zip(&plan.blocks) {
        for (duty, breaks) in consultants(scenario, week, block, block_plan) {
            let key = (
                duty.group,
                duty.day,
                duty.start,
                duty.start + duty.length,
                duty.contract,
                duty.rule,
                breaks,
            );
            *counted.entry(key).or_default() += 1;
        }
    }
    counted
        .into_iter()
        .map(|((group, day, start, end, contract, rule, breaks), count)| {
            let find = |d: &&Duty| {
                (d.group, d.day, d.start, d.length, d.contract, d.rule)
                    == (group, day, start, end - start, contract, rule)
            };
            let duty = week.duties.iter().find(find);
            answer::Shift {
                group: scenario.groups[group].id.clone(),
                contract: scenario.groups[group].contracts[contract].id.clone(),
                rule: scenario.shifts[rule].id.clone(),
                day: day.code().into(),
                start: clock_text(start),
                end: clock_text(end),
                breaks: breaks.iter().map(|(a, b)| [clock_text(*a), clock_text(*b)]).collect(),
                paid_hours: duty.map_or(0.0, |d| f64::from(d.paid_minutes) / 60.0),
                cost: duty.map_or(0.0, |d| d.cost - saved(scenario, d, &breaks)),
                count,
            }
        })
        .collect()
}

/// Every consultant's duty with the minutes of their breaks. Breaks shorter than an interval that
/// start in the same one are staggered, so that as few as can be are away at once.
fn consultants<'w>(
    scenario: &Scenario,
    week: &'w Week,
    block: &Block,
    plan: &BlockPlan,
) -> Vec<(&'w Duty, Breaks)> {
    let mut started: BTreeMap<(usize, crate::domain::clock::Weekday, u32), u32> = BTreeMap::new();
    let mut people = Vec::new();
    for (d, consultants) in deal_breaks(block, plan).into_iter().enumerate() {
        let duty = &week.duties[block.duty_ids[d]];
        for dealt in consultants {
            let breaks = break_minutes(scenario, block, duty, &dealt, &mut started);
            people.push((duty, breaks));
        }
    }
    people
}

fn break_minutes(
    scenario: &Scenario,
    block: &Block,
    duty: &Duty,
    dealt: &Dealt,
    started: &mut BTreeMap<(usize, crate::domain::clock::Weekday, u32), u32>,
) -> Breaks {
    let grid = scenario.calendar.grid;
    let mut breaks = Breaks::new();
    for (family, slot) in dealt {
        let family = &block.body.families[*family];
        let rule = &scenario.shifts[duty.rule].breaks[family.break_index];
        let key = family.slots[*slot].key;
        let own: Option<BreakSlot> =
            catalogue::slots(grid, rule.minutes, catalogue::window(duty, rule))
                .into_iter()
                .find(|s| s.loss[0].0 == key);
        let Some(own) = own else { continue };
        let before = started.entry((duty.group, duty.day, key)).or_default();
        let start = own.minute + (*before % own.room) * rule.minutes;
        *before += 1;
        breaks.push((start, start + rule.minutes));
    }
    breaks
}

/// What unpaid breaks at hours with a premium save of a duty's cost.
fn saved(scenario: &Scenario, duty: &Duty, breaks: &Breaks) -> f64 {
    let per_minute = scenario.groups[duty.group].hourly_cost.value.get() / 60.0;
    let rules = catalogue::breaks_of(scenario, duty);
    rules
        .zip(breaks)
        .filter(|(rule, _)| !rule.paid)
        .map(|(_, (from, to))| {
            let premium = |minute: u32| catalogue::premium(scenario, duty.day, minute);
            (*from..*to).map(premium).sum::<f64>() * per_minute
        })
        .sum()
}
