//! Shift times: which starts and lengths a plan uses, and whether they are no more than allowed.

use super::findings::Findings;
use super::shifts::Worked;
use crate::domain::clock::{DAY_MINUTES, TimeOfDay};
use crate::domain::finding::Fault;
use crate::scenario::Scenario;
use crate::wire::answer::{FewerTimes, Plan, ShiftTimeUse};
use std::collections::{BTreeMap, BTreeSet};

/// Holds what the plan says of its shift times against its shifts and the scenario.
pub(super) fn check(scenario: &Scenario, plan: &Plan, shifts: &[Worked], findings: &mut Findings) {
    let mut own: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for shift in shifts {
        *own.entry((shift.start, shift.length())).or_default() += shift.count;
    }
    if let Some(most) = scenario.shift_times.most.filter(|most| own.len() > *most as usize) {
        findings.add("shifts", Fault::TooManyShiftTimes { used: own.len(), most });
    }
    let shown = plan.candidates.iter().filter(|candidate| candidate.closing == plan.closing);
    for claimed in shown.filter_map(|candidate| candidate.shift_times) {
        findings.same("candidate", "shift_times", claimed, own.len() as u32);
    }
    let Some(told) = &plan.shift_times else { return };
    let place = "shift_times";
    let most = |most: Option<u32>| most.map_or("none".to_owned(), |most| most.to_string());
    findings.same(place, "most", most(told.most), most(scenario.shift_times.most));
    let text = |start: TimeOfDay, end: TimeOfDay, shifts: u32| format!("{start}–{end} ×{shifts}");
    let claimed: Vec<String> =
        told.used.iter().map(|time| text(time.start, time.end, time.shifts)).collect();
    let clock = TimeOfDay::on_clock;
    let recounted: Vec<String> = own
        .iter()
        .map(|((start, length), shifts)| text(clock(*start), clock(start + length), *shifts))
        .collect();
    findings.same(place, "used", claimed.join(", "), recounted.join(", "));
    fewer(scenario, plan, told.fewer.as_deref().unwrap_or_default(), findings);
}

/// Steps of fewer shift times go down in number and up in cost, and name times that a rule allows. What their shifts are
/// the plan does not say.
fn fewer(scenario: &Scenario, plan: &Plan, steps: &[FewerTimes], findings: &mut Findings) {
    let allowed: BTreeSet<(u32, u32)> = scenario
        .shifts
        .iter()
        .flat_map(|rule| rule.starts.iter().flat_map(|s| rule.lengths.iter().map(|l| (*s, *l))))
        .map(|(start, length)| (start % DAY_MINUTES, (start + length) % DAY_MINUTES))
        .collect();
    let clock = |time: TimeOfDay| time.minutes() % DAY_MINUTES;
    let known = |time: &ShiftTimeUse| allowed.contains(&(clock(time.start), clock(time.end)));
    let mut before = (plan.shift_times.as_ref().map_or(0, |t| t.used.len()), plan.cost_per_week);
    for (index, step) in steps.iter().enumerate() {
        let place = format!("shift_times, step {}", index + 1);
        let now = (step.used.len(), step.cost_per_week);
        findings.expect(now.0 < before.0 && now.1 >= before.1 - 0.01, &place, || {
            Fault::StepsOutOfOrder
        });
        findings.expect(step.used.iter().all(known), &place, || Fault::NoSuchShiftTime);
        before = now;
    }
    if !steps.is_empty() {
        findings.remark("shift_times", Fault::StepsNotRecounted);
    }
}
