//! The rule by which `plan` and `compare` recommend: of the closing times whose promises hold, the one
//! with the least cost less the worth of the calls that are answered. Callers who hang up are not served.
//! An hour longer needs a caller more: of equal amounts the one that answers more calls, and if no further
//! call is answered, the one open shortest.
//!
//! With a served call worth nothing that is the cheapest. Cost less worth is a straight line in the worth
//! of a served call, so what is recommended is the lower envelope of these lines: each closing time
//! holds from its break-even value on, until one that serves more takes over. Calls that only move to
//! the evening are served either way and count for nothing.

use crate::wire::proposal::Breakpoint;
use std::cmp::Ordering;

/// Relative difference of amounts that counts as none.
const EQUAL: f64 = 1e-9;
/// Fewer calls a week than this are none.
const A_CALL: f64 = 1e-3;

/// What the rule looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contender {
    /// Index of the closing time.
    pub closing: usize,
    /// Cost a week as minimised.
    pub cost: f64,
    /// Proven lower bound of it.
    pub bound: f64,
    /// Calls answered a week.
    pub served: f64,
    /// Opening hours a week.
    pub open_hours: f64,
}

impl Contender {
    /// Cost less the worth of the calls answered.
    pub fn net(&self, served_call: f64) -> f64 {
        self.cost - served_call * self.served
    }
}

/// The best when a served call is worth this much; `None` without contenders, or where some cost is not
/// known (not a number).
pub fn best(contenders: &[Contender], served_call: f64) -> Option<usize> {
    let better = |a: &&Contender, b: &&Contender| {
        let (net_a, net_b) = (a.net(served_call), b.net(served_call));
        let room = EQUAL * a.cost.abs().max(b.cost.abs());
        if (net_a - net_b).abs() > room { net_a.total_cmp(&net_b) } else { among_equals(a, b) }
    };
    if contenders.iter().any(|c| c.cost.is_nan()) {
        return None;
    }
    contenders.iter().min_by(better).map(|c| c.closing)
}

/// The one that answers more calls first; if none does, the one open shorter; then the first.
fn among_equals(a: &Contender, b: &Contender) -> Ordering {
    if (a.served - b.served).abs() > A_CALL {
        b.served.total_cmp(&a.served)
    } else {
        a.open_hours.total_cmp(&b.open_hours)
    }
}

/// From which value of a served call on each closing time is the best, ascending.
pub fn breakpoints(contenders: &[Contender]) -> Vec<Breakpoint> {
    let Some(mut now) = find(contenders, best(contenders, 0.0)) else { return Vec::new() };
    let first = Breakpoint { closing: now.closing, from_value: 0.0, proven_between: None };
    let mut found = vec![first];
    loop {
        let more = contenders.iter().filter(|c| c.served > now.served * (1.0 + EQUAL));
        let overtakes = |c: &Contender| ((c.cost - now.cost) / (c.served - now.served)).max(0.0);
        let next = more.min_by(|a, b| {
            overtakes(a).total_cmp(&overtakes(b)).then(b.served.total_cmp(&a.served))
        });
        let Some(next) = next else { return found };
        let further = next.served - now.served;
        found.push(Breakpoint {
            closing: next.closing,
            from_value: overtakes(next),
            proven_between: Some([
                ((next.bound - now.cost) / further).max(0.0),
                ((next.cost - now.bound) / further).max(0.0),
            ]),
        });
        now = *next;
    }
}

/// Whether the bounds leave no other contender better than this one.
pub fn proven(contenders: &[Contender], recommended: usize, served_call: f64) -> bool {
    let Some(chosen) = find(contenders, Some(recommended)) else { return false };
    let room = EQUAL * chosen.cost.abs();
    contenders
        .iter()
        .filter(|c| c.closing != recommended)
        .all(|other| chosen.net(served_call) <= other.bound - served_call * other.served + room)
}

fn find(contenders: &[Contender], closing: Option<usize>) -> Option<Contender> {
    contenders.iter().find(|c| Some(c.closing) == closing).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contender(closing: usize, cost: f64, served: f64) -> Contender {
        Contender { closing, cost, bound: cost - 1.0, served, open_hours: 40.0 + closing as f64 }
    }

    #[test]
    fn just_below_and_just_above_a_break_even_value_the_best_differs() {
        let contenders =
            [contender(0, 100.0, 50.0), contender(1, 130.0, 55.0), contender(2, 140.0, 60.0)];
        let points = breakpoints(&contenders);
        // 1 costs 6 a call against 0; 2 costs 4 a call against 0 and is reached first.
        assert_eq!(points.iter().map(|p| p.closing).collect::<Vec<_>>(), [0, 2]);
        assert!((points[1].from_value - 4.0).abs() < 1e-12);
        assert_eq!(points[1].proven_between, Some([3.9, 4.1]));
        assert_eq!(best(&contenders, 4.0 - 1e-6), Some(0));
        assert_eq!(best(&contenders, 4.0 + 1e-6), Some(2));
    }

    #[test]
    fn break_even_values_agree_with_a_search_over_values() {
        let mut state = 7_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) as f64 / (1_u64 << 24) as f64
        };
        for _ in 0..200 {
            let contenders: Vec<Contender> = (0..6)
                .map(|k| contender(k, 1000.0 + 300.0 * random(), 500.0 + 100.0 * random()))
                .collect();
            let points = breakpoints(&contenders);
            assert!(points.windows(2).all(|p| p[0].from_value <= p[1].from_value));
            for value in (0..400).map(|v| f64::from(v) * 0.1 + 0.05) {
                let holds = points.iter().rfind(|p| p.from_value <= value).map(|p| p.closing);
                assert_eq!(best(&contenders, value), holds, "{value} {contenders:?}");
            }
        }
    }

    #[test]
    fn an_hour_longer_needs_a_caller_more() {
        let equal = [contender(1, 100.0, 50.0), contender(0, 100.0, 50.0)];
        assert_eq!(best(&equal, 0.0), Some(0));
        let answers_more = [contender(0, 100.0, 50.0), contender(1, 100.0, 51.0)];
        assert_eq!(best(&answers_more, 0.0), Some(1));
        assert_eq!(best(&[], 0.0), None);
        assert_eq!(breakpoints(&equal).len(), 1);
    }

    #[test]
    fn bounds_prove_a_recommendation_only_where_no_other_could_be_better() {
        let contenders = [contender(0, 100.0, 50.0), contender(1, 100.5, 50.0)];
        assert!(!proven(&contenders, 0, 0.0));
        let apart = [contender(0, 100.0, 50.0), contender(1, 102.0, 50.0)];
        assert!(proven(&apart, 0, 0.0));
        assert!(!proven(&apart, 1, 0.0));
    }
}
