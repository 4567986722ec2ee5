//! Plans of which none is both cheaper and shorter in wait.

use crate::wire::proposal::WaitPoint;

/// Costs that differ by less than this share are the same.
const SAME: f64 = 1e-9;

/// The plans that no other beats in cost and in wait through the day, from the shortest wait to the
/// cheapest; along them cost falls and the wait rises, both strictly.
pub fn undominated(mut points: Vec<WaitPoint>) -> Vec<WaitPoint> {
    points.retain(|p| p.through_day_s.is_finite());
    points.sort_by(|a, b| {
        let wait = a.through_day_s.total_cmp(&b.through_day_s);
        wait.then(a.cost_per_week.total_cmp(&b.cost_per_week))
    });
    let mut least = f64::INFINITY;
    points.retain(|point| {
        let better = point.cost_per_week < least - SAME * point.cost_per_week.abs();
        least = least.min(point.cost_per_week);
        better
    });
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(wait: f64, cost: f64) -> WaitPoint {
        WaitPoint {
            promised_s: wait,
            cost_per_week: cost,
            bound: cost,
            paid_hours_per_week: cost / 48.0,
            by_formula_s: wait,
            through_day_s: wait,
            waits: Vec::new(),
        }
    }

    #[test]
    fn only_plans_that_nothing_beats_remain() {
        let found = undominated(vec![
            point(60.0, 100.0),
            point(15.0, 200.0),
            point(70.0, 100.0),
            point(30.0, 210.0),
            point(90.0, 80.0),
            point(f64::INFINITY, 1.0),
        ]);
        let waits: Vec<f64> = found.iter().map(|p| p.through_day_s).collect();
        assert_eq!(waits, [15.0, 60.0, 90.0]);
    }
}
