//! What a plan says of the present state, held against what the scenario says of it.

use super::findings::Findings;
use super::hours;
use crate::domain::finding::Fault;
use crate::domain::units::Uncertain;
use crate::scenario::Scenario;
use crate::wire::answer::{Known, Plan};

/// Whether the plan tells the present state as the scenario does, and finds the same hours among its candidates.
pub(super) fn check(scenario: &Scenario, plan: &Plan, findings: &mut Findings) {
    let place = "today";
    let (Some(claimed), Some(own)) = (&plan.today, &scenario.today) else {
        findings.same(place, "whether it is told", plan.today.is_some(), scenario.today.is_some());
        return;
    };
    let present: Vec<_> = (0..scenario.lines.len())
        .map(|line| own.lines[line].close.map(|close| &scenario.lines[line].candidates[close]))
        .collect();
    findings.same(place, "closing", &claimed.closing, &hours::labels(scenario, &present));
    let open = |closing: &[Option<_>]| -> Vec<Vec<bool>> {
        hours::weeks(scenario, closing).into_iter().map(|week| week.open).collect()
    };
    let today = open(&present);
    let same = scenario.closings().iter().position(|closing| open(closing) == today);
    findings.same(place, "same_hours", claimed.same_hours, same);
    let plain = |value: f64| value;
    known(place, "consultants", &claimed.consultants, &own.consultants, &plain, findings);
    known(place, "paid_hours", &claimed.paid_hours_per_week, &own.paid_hours, &plain, findings);
    known(place, "cost", &claimed.cost_per_week, &own.cost, &|m| m.get(), findings);
    findings.same(place, "its lines", claimed.lines.len(), own.lines.len());
    for ((claimed, own), line) in claimed.lines.iter().zip(&own.lines).zip(&scenario.lines) {
        let place = format!("today, line {}", line.id);
        findings.same(&place, "line", &claimed.line, &line.id);
        known(&place, "mean_wait", &claimed.mean_wait_s, &own.mean_wait, &|s| s.get(), findings);
        known(&place, "abandoned", &claimed.p_abandon, &own.abandoned, &|s| s.get(), findings);
        let level = (&claimed.service_level, &own.service_level);
        known(&place, "service_level", level.0, level.1, &|s| s.get(), findings);
    }
    findings.remark(place, Fault::TodayAsTold);
}

fn known<T: Copy>(
    place: &str,
    what: &'static str,
    claimed: &Option<Known>,
    own: &Option<Uncertain<T>>,
    number: &dyn Fn(T) -> f64,
    findings: &mut Findings,
) {
    let value = |of: fn(&Known) -> Option<f64>| claimed.as_ref().and_then(of);
    let told = |of: fn(&Uncertain<T>) -> Option<T>| own.as_ref().and_then(of).map(number);
    findings.optional(place, what, value(|k| Some(k.value)), told(|u| Some(u.value)));
    findings.optional(place, what, value(|k| k.low), told(|u| u.low));
    findings.optional(place, what, value(|k| k.high), told(|u| u.high));
    let (basis, own_basis) = (claimed.as_ref().map(|k| k.basis), own.as_ref().map(|u| u.basis));
    findings.same(place, "its basis", basis, own_basis);
    let note = |note: Option<&Option<String>>| note.cloned().flatten();
    let told = note(own.as_ref().map(|u| &u.note));
    findings.same(place, "its note", note(claimed.as_ref().map(|k| &k.note)), told);
}
