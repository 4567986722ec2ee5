//! From counts to shifts with their breaks at the minute.

use super::block::{Block, Week};
use super::catalogue::{self, BreakSlot, Duty};
use super::plan::{BlockPlan, Dealt, WeekPlan, deal_breaks};
use crate::domain::clock::Weekday;
use crate::domain::shift::{Crew, PlannedShift, Stretch, Worked};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What makes shifts equal, in the order in which they are listed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    group: usize,
    day: Weekday,
    span: Stretch,
    contract: usize,
    rule: usize,
    breaks: Vec<Stretch>,
}

/// The shifts of a plan, equal ones counted together, by group, day, start, end, contract and
/// breaks; `None` if breaks of one shift overlap, which no programme plans.
pub fn shifts(scenario: &Scenario, week: &Week, plan: &WeekPlan) -> Option<Vec<PlannedShift>> {
    let mut counted: BTreeMap<Alike, (&Duty, u32)> = BTreeMap::new();
    for (block, block_plan) in week.blocks.iter().zip(&plan.blocks) {
        for (duty, breaks) in consultants(scenario, week, block, block_plan) {
            let Duty { group, day, contract, rule, .. } = *duty;
            let span = Stretch::new(duty.start, duty.start + duty.length)?;
            let alike = Alike { group, day, span, contract, rule, breaks };
            counted.entry(alike).or_insert((duty, 0)).1 += 1;
        }
    }
    let shift = |(alike, (duty, count)): (Alike, (&Duty, u32))| {
        let Alike { group, day, span, contract, rule, breaks } = alike;
        let cost = duty.cost - catalogue::saved(scenario, duty, &breaks);
        let worked = Worked::new(span, breaks)?;
        let crew = Crew { group, day, worked, count };
        Some(PlannedShift { crew, contract, rule, paid_minutes: duty.paid_minutes, cost })
    };
    counted.into_iter().map(shift).collect()
}

/// Every consultant's duty with the minutes of their breaks. Breaks shorter than an interval that
/// start in the same one are staggered, so that as few as can be are away at once.
fn consultants<'w>(
    scenario: &Scenario,
    week: &'w Week,
    block: &Block,
    plan: &BlockPlan,
) -> Vec<(&'w Duty, Vec<Stretch>)> {
    let mut started: BTreeMap<(usize, Weekday, u32), u32> = BTreeMap::new();
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
    started: &mut BTreeMap<(usize, Weekday, u32), u32>,
) -> Vec<Stretch> {
    let grid = scenario.calendar.grid;
    let mut breaks = Vec::new();
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
        breaks.extend(Stretch::new(start, start + rule.minutes));
    }
    breaks
}
