//! What each closing time costs and buys against a shorter one.

use crate::wire::proposal::{ClosingPlans, Difference, LinePeak, Step};

/// Fewer calls than this are none.
const A_CALL: f64 = 1e-6;

/// Every closing time against the one with the next fewer opening hours, and against the baseline.
pub(super) fn steps(closings: &[ClosingPlans], baseline: usize) -> Vec<Step> {
    let step = |k: usize| {
        let shorter = (0..closings.len())
            .filter(|j| closings[*j].open_hours < closings[k].open_hours)
            .filter(|j| closings[*j].central.objective.is_some())
            .max_by(|a, b| closings[*a].open_hours.total_cmp(&closings[*b].open_hours));
        Step {
            closing: k,
            to_next_shorter: shorter.and_then(|j| difference(closings, k, j)),
            to_baseline: (k != baseline).then(|| difference(closings, k, baseline)).flatten(),
        }
    };
    (0..closings.len()).map(step).collect()
}

fn difference(closings: &[ClosingPlans], k: usize, against: usize) -> Option<Difference> {
    let (own, other) = (&closings[k].central, &closings[against].central);
    let open_hours = closings[k].open_hours - closings[against].open_hours;
    let cost = own.cost_per_week? - other.cost_per_week?;
    let calls_served = own.calls_served - other.calls_served;
    let peak = own.peak_waits.iter().zip(&other.peak_waits).map(|(own, other)| LinePeak {
        line: own.line.clone(),
        mean_wait_s: own.mean_wait_s.zip(other.mean_wait_s).map(|(own, other)| own - other),
    });
    Some(Difference {
        against,
        open_hours,
        cost,
        cost_per_half_hour: if open_hours == 0.0 { 0.0 } else { cost / (2.0 * open_hours) },
        paid_hours: own.paid_hours_per_week? - other.paid_hours_per_week?,
        calls_offered: own.calls_offered - other.calls_offered,
        calls_served,
        cost_per_call: (calls_served > A_CALL).then(|| cost / calls_served),
        evening_calls: own.evening_calls - other.evening_calls,
        peak_waits: peak.collect(),
        waiting_minutes: own.waiting_minutes? - other.waiting_minutes?,
        waiting_cost: own.waiting_cost.zip(other.waiting_cost).map(|(own, other)| own - other),
        evening_shifts: i64::from(own.evening_shifts) - i64::from(other.evening_shifts),
    })
}
