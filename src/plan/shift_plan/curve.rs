//! Wait curves: what more agents do for the callers of a set.

use super::block::Curve;
use crate::plan::requirements::{AtBest, Caller, SetInterval};
use crate::scenario::{LevelOf, Measure, Scenario};

/// What a curve measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Mean wait, seconds.
    Wait,
    /// Share of calls not answered within this many seconds.
    Missed(f64),
    /// Share of calls that wait longer than this many seconds, however their wait ends.
    Longer(f64),
}

/// What of the calls a promise's average looks at, and the largest that it may be; `None` for what holds in every
/// interval by itself. A share who hang up is a mean wait too.
pub(super) fn averaged(measure: Measure, caller: &Caller) -> Option<(Kind, f64)> {
    let room = measure.room();
    match measure {
        Measure::MeanWait(_) => Some((Kind::Wait, room)),
        Measure::AbandonmentMax(_) => Some((Kind::Wait, caller.wait_for(room))),
        Measure::ServiceLevel { within, .. } => Some((Kind::Missed(within.get()), room)),
        Measure::LongWait { beyond, .. } => Some((Kind::Longer(beyond.get()), room)),
        Measure::OccupancyMax(_) | Measure::AgentsMin(_) => None,
    }
}

/// The curve a line needs: what it measures, for which callers, and against which limit.
///
/// Where callers call again, a promise averages over the calls offered, of which there are more the
/// longer the wait. With a(n) calls offered for each first call and v(n) the measure,
/// Σ calls·a·v ≤ limit·Σ calls·a is Σ calls·(a·(v − limit) + limit) ≤ limit·Σ calls: one row in the
/// first calls. Without redials a = 1 and the term is v itself; with limit 0 it is the measure of all
/// calls offered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asked {
    pub(super) kind: Kind,
    pub(super) caller: Caller,
    pub(super) limit: f64,
}

/// Below this share of its first value (of the handle time, where that is less: just below saturation
/// a wait is beyond all measure) a curve is cut off: more agents than that change nothing
/// that could be seen.
const CURVE_TAIL: f64 = 1e-7;

/// Share of their paid time that the consultants of a group are at the phone.
pub(super) fn phone_share(scenario: &Scenario, group: usize) -> f64 {
    1.0 - scenario.groups[group].shrinkage.value.get()
}

/// The same for a set of groups, where it is the same for all.
pub fn uniform_phone_share(scenario: &Scenario, groups: &[usize]) -> Option<f64> {
    let share = phone_share(scenario, *groups.first()?);
    groups.iter().all(|g| phone_share(scenario, *g) == share).then_some(share)
}

/// Whole agents on duty who keep this many at the phone: required ÷ (1 − shrinkage), rounded up.
pub fn scheduled(required: f64, phone_share: f64) -> f64 {
    (required / phone_share - 1e-9).ceil()
}

/// The curve of a set from the agents it needs upwards, made convex by its lower envelope (for
/// Erlang C it is convex already: Dyer & Proll 1977; Harel & Zipkin 1987; for Erlang A it need not
/// be, and the envelope is optimistic until the loop around the programme tightens the promise). Where one agent on duty
/// is at the phone for a share of the time, a whole number on duty is a mix of two whole numbers at
/// the phone, and its value the mean of theirs.
pub(super) fn curve(set: &SetInterval, need: f64, phone_share: f64, asked: Asked) -> Curve {
    let mut values: Vec<f64> = Vec::new();
    let first = need.max(1.0);
    let most = first + set.offered_load + 400.0;
    let at_phone = |k: usize| (first + k as f64) * phone_share;
    // Fewer than the calls take: a queue that grows through the interval and is then served.
    let too_few = (0..).take_while(|k| mixed_value(set, at_phone(*k), asked).is_none());
    let too_few = too_few.take(set.offered_load as usize + 2).count();
    while first + (values.len() as f64) < most {
        let at_phone = at_phone(too_few + values.len());
        let Some(value) = mixed_value(set, at_phone, asked) else { break };
        values.push(if too_few > 0 { value.min(interval_s(set)) } else { value });
        if value <= CURVE_TAIL * values[0].min(set.aht_s.max(1.0)) {
            break;
        }
    }
    for k in (0..too_few).rev() {
        let next = values.first().copied().unwrap_or(0.0);
        let value = match asked.kind {
            Kind::Wait => {
                let agents = at_phone(k).max(0.5);
                next + interval_s(set) * (set.offered_load - agents).max(0.0) / agents / 2.0
            }
            Kind::Missed(_) | Kind::Longer(_) => 1.0,
        };
        values.insert(0, value);
    }
    Curve { first, values: lower_envelope(values) }
}

/// Length of the interval of a set with calls, seconds.
fn interval_s(set: &SetInterval) -> f64 {
    set.calls * set.aht_s / set.offered_load
}

/// The value at a number of agents at the phone, linear between whole numbers.
fn mixed_value(set: &SetInterval, at_phone: f64, asked: Asked) -> Option<f64> {
    let value = |agents: f64| {
        if let Some(best) = &set.at_best {
            return Some(value_at_best(best, agents as usize, set.level_of, asked));
        }
        let queue = set.queue(agents as u32)?;
        let caller = asked.caller;
        let wait = caller.mean_wait_s(&queue);
        let measured = match asked.kind {
            Kind::Wait => wait,
            Kind::Longer(beyond) => queue.wait_exceeds_of(caller.patience_s, beyond),
            Kind::Missed(within) => {
                queue.missed_of(set.level_of, caller.patience_s, (within, asked.limit))
            }
        };
        let attempts = caller.attempts(wait);
        Some((attempts * (measured - asked.limit) + asked.limit).max(0.0))
    };
    let whole = (at_phone + 1e-9).floor();
    let part = (at_phone - whole).max(0.0);
    let low = value(whole)?;
    if part < 1e-6 { Some(low) } else { Some(low * (1.0 - part) + value(whole + 1.0)? * part) }
}

fn value_at_best(best: &AtBest, agents: usize, of: LevelOf, asked: Asked) -> f64 {
    let by_time = |all: &[(f64, Vec<f64>)], seconds: f64| {
        let values = all.iter().find(|own| own.0 == seconds).map(|own| &own.1);
        values.and_then(|values| values.get(agents)).copied().unwrap_or(0.0)
    };
    match asked.kind {
        Kind::Wait => best.mean_wait_s.get(agents).copied().unwrap_or(0.0),
        Kind::Missed(within) => {
            let of = if asked.caller.patience_s.is_some() { of } else { LevelOf::Offered };
            let (missed, longer) = (by_time(&best.missed, within), by_time(&best.longer, within));
            of.missed_at_best(missed, longer, asked.limit)
        }
        Kind::Longer(beyond) => by_time(&best.longer, beyond),
    }
}

/// The largest convex sequence below a sequence (lower hull of its points).
fn lower_envelope(values: Vec<f64>) -> Vec<f64> {
    let mut hull: Vec<usize> = Vec::new();
    for k in 0..values.len() {
        while let [.., a, b] = hull[..] {
            let slope = |i: usize, j: usize| (values[j] - values[i]) / (j - i) as f64;
            if slope(a, b) <= slope(b, k) {
                break;
            }
            hull.pop();
        }
        hull.push(k);
    }
    let mut envelope = values.clone();
    for pair in hull.windows(2) {
        for (k, value) in envelope.iter_mut().enumerate().take(pair[1]).skip(pair[0]) {
            let share = (k - pair[0]) as f64 / (pair[1] - pair[0]) as f64;
            *value = values[pair[0]] * (1.0 - share) + values[pair[1]] * share;
        }
    }
    envelope
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_convex_and_touches_hull_points() {
        assert_eq!(lower_envelope(vec![10.0, 9.0, 2.0, 1.0]), [10.0, 6.0, 2.0, 1.0]);
        assert_eq!(lower_envelope(vec![8.0, 4.0, 2.0, 1.0]), [8.0, 4.0, 2.0, 1.0]);
    }
}
