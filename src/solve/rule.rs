//! The rule by which `plan` and `compare` recommend: of the closing times whose promises hold, the one
//! with the least cost less the worth of the calls that are answered. Callers who hang up are not served.
//! An hour longer needs a caller more: of equal amounts the one that answers more calls, and if no further
//! call is answered, the one open shortest.
//!
//! Plans through the day are found by search, so costs that differ by less than searches scatter
//! ([`resolution`]) are not told apart; of such closing times the one open shortest is recommended ([`recommended`]).
//!
//! With a served call worth nothing that is the cheapest. Cost less worth is a straight line in the worth
//! of a served call, so what is recommended is the lower envelope of these lines: each closing time
//! holds from its break-even value on, until one that serves more takes over. Calls that only move to
//! the evening are served either way and count for nothing.

use crate::wire::proposal::Breakpoint;
use std::cmp::Ordering;

/// Relative difference of amounts that counts as none.
const EQUAL: f64 = 1e-9;
/// Opening hours that differ by less are the same.
const A_MINUTE: f64 = 1.0 / 60.0;
/// Fewer calls a week than this are none.
const A_CALL: f64 = 1e-3;

/// Differences of cost below this are not told apart: what the difference of two plans scatters by (one standard
/// deviation), where plans of different hours are taken to lie as far below what the programme of the formula comes to. Each
/// pair is the cost of a plan and the bound of that programme for the same hours; 0 with fewer than two.
pub fn resolution(costs: &[(f64, f64)]) -> f64 {
    let count = costs.len() as f64;
    if costs.len() < 2 {
        return 0.0;
    }
    let mean = costs.iter().map(|(cost, formula)| cost - formula).sum::<f64>() / count;
    let squares = costs.iter().map(|(cost, formula)| (cost - formula - mean).powi(2));
    (2.0 * squares.sum::<f64>() / (count - 1.0)).sqrt()
}

/// What is recommended where a served call is worth this much and costs that differ by less than `resolution`
/// are not told apart: the shortest hours of those that may be the best.
pub fn recommended(contenders: &[Contender], served_call: f64, resolution: f64) -> Option<usize> {
    let tied = not_told_apart(contenders, served_call, resolution);
    let of = |k: usize| contenders.iter().find(|c| c.closing == k);
    let shorter = |a: &&Contender, b: &&Contender| a.open_hours.total_cmp(&b.open_hours);
    let shortest = tied.iter().filter_map(|k| of(*k)).min_by(shorter)?.open_hours;
    let alike: Vec<Contender> = contenders
        .iter()
        .filter(|c| tied.contains(&c.closing) && c.open_hours <= shortest + A_MINUTE)
        .copied()
        .collect();
    best(&alike, served_call)
}

/// The closing times that may be the best: those whose cost less worth lies within `resolution` of the least.
pub fn not_told_apart(contenders: &[Contender], served_call: f64, resolution: f64) -> Vec<usize> {
    let Some(least) = find(contenders, best(contenders, served_call)) else { return Vec::new() };
    let most = least.net(served_call) + resolution + EQUAL * least.cost.abs();
    let tied = |c: &&Contender| {
        c.closing == least.closing || (resolution > 0.0 && c.net(served_call) <= most)
    };
    contenders.iter().filter(tied).map(|c| c.closing).collect()
}

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
    fn the_resolution_is_the_scatter_of_a_difference() {
        // Plans 10, 20 and 30 below the formula's: standard deviation 10, of a difference 10·√2.
        let costs = [(90.0, 100.0), (100.0, 120.0), (100.0, 130.0)];
        assert!((resolution(&costs) - 200.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(resolution(&[(90.0, 100.0), (110.0, 120.0)]), 0.0);
        assert_eq!(resolution(&[(90.0, 100.0)]), 0.0);
    }

    #[test]
    fn of_what_is_not_told_apart_the_shortest_hours_are_recommended() {
        let contenders =
            [contender(0, 105.0, 50.0), contender(1, 101.0, 50.0), contender(2, 100.0, 50.0)];
        assert_eq!(recommended(&contenders, 0.0, 0.0), Some(2));
        assert_eq!(recommended(&contenders, 0.0, 2.0), Some(1));
        assert_eq!(recommended(&contenders, 0.0, 5.0), Some(0));
        assert_eq!(not_told_apart(&contenders, 0.0, 2.0), [1, 2]);
        // What an answered call is worth is not the search's to scatter.
        let served = [contender(0, 100.0, 50.0), contender(1, 101.0, 60.0)];
        assert_eq!(recommended(&served, 1.0, 2.0), Some(1));
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
