//! Needs that promises over a day or the week imply for single intervals.
//!
//! Waits are never negative, so an interval whose wait alone would use up a promise needs more agents,
//! whatever the others do. Besides sharpening the programme this takes the waits out of it that are
//! beyond all measure: just below saturation a mean wait is a number with sixteen digits, and no solver
//! can weigh it against seconds.

use super::block::{Body, Cover, Curve, Tie, Week};

/// Agents closer to a whole number than this are taken for that number.
const ROUNDING: f64 = 1e-6;

/// The same week with these needs, its curves cut off below them.
pub fn tightened(week: &Week) -> Week {
    let mut tight = week.clone();
    tight.blocks.iter_mut().for_each(|block| tighten(&mut block.body, &week.ties));
    tight
}

fn tighten(body: &mut Body, ties: &[Tie]) {
    for value in &body.values {
        let most = value.usage.iter().filter(|u| u.1 > 0.0).map(|(r, a)| ties[*r].limit / a);
        let most = most.fold(f64::INFINITY, f64::min);
        for (c, k) in &value.curves {
            let cover = &mut body.covers[*c];
            if let Some(least) = least_agents(&cover.curves[*k], most) {
                cover.need = cover.need.max(least);
            }
        }
    }
    body.covers.iter_mut().for_each(cut);
}

/// The fewest agents with whom a curve is down to a value; `None` where it never is.
fn least_agents(curve: &Curve, most: f64) -> Option<f64> {
    let after = curve.values.iter().position(|v| *v <= most)?;
    let Some(before) = after.checked_sub(1) else { return Some(curve.first) };
    let (high, low) = (curve.values[before], curve.values[after]);
    let least = curve.first + before as f64 + (high - most) / (high - low);
    Some(if least.ceil() - least < ROUNDING { least.ceil() } else { least })
}

/// Drops what a cover's curves say about fewer agents than it needs.
fn cut(cover: &mut Cover) {
    let need = cover.need;
    for curve in &mut cover.curves {
        let below = (need.floor() - curve.first).max(0.0) as usize;
        let dropped = below.min(curve.values.len() - 1);
        curve.values.drain(..dropped);
        curve.first += dropped as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agents_who_reach_a_value_lie_on_the_curve() {
        let curve = Curve { first: 2.0, values: vec![80.0, 20.0, 10.0, 5.0] };
        assert_eq!(least_agents(&curve, 90.0), Some(2.0));
        assert_eq!(least_agents(&curve, 50.0), Some(2.5));
        assert_eq!(least_agents(&curve, 10.0), Some(4.0));
        assert_eq!(least_agents(&curve, 1.0), None);
        let saturated = Curve { first: 1.0, values: vec![1e16, 80.0] };
        assert_eq!(least_agents(&saturated, 100.0), Some(2.0));
    }
}
