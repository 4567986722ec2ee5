//! The root of a falling function.

/// An interval narrower than this share of its end is a point.
const NARROW: f64 = 1e-14;
/// Where a continuous falling function crosses zero between `low`, where it is not negative, and
/// `high`, where it is not positive: false position with the Illinois rule (Dowell & Jarratt 1971),
/// with a bisection wherever that does not at least halve the bracket in three steps. Within a
/// relative 1e-14.
pub(super) fn falling_root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut at_low, mut at_high) = (f(low), f(high));
    if at_low <= 0.0 {
        return low;
    }
    if at_high >= 0.0 {
        return high;
    }
    let mut width = high - low;
    for step in 0..300_u32 {
        if high - low <= NARROW * high.abs() {
            break;
        }
        let slow = step % 3 == 2 && high - low > 0.5 * width;
        if step % 3 == 2 {
            width = high - low;
        }
        let secant = (low * -at_high + high * at_low) / (at_low - at_high);
        let inside = secant > low && secant < high;
        let middle = if slow || !inside { 0.5 * (low + high) } else { secant };
        let value = f(middle);
        if value == 0.0 || !value.is_finite() {
            return middle;
        }
        if value > 0.0 {
            (low, at_low) = (middle, value);
            at_high *= 0.5;
        } else {
            (high, at_high) = (middle, value);
            at_low *= 0.5;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_roots_of_straight_and_steep_functions() {
        assert!((falling_root(0.0, 10.0, |x| 3.0 - x) - 3.0).abs() < 1e-12);
        let steep = falling_root(0.0, 1.0, |x| 0.25 - x.powi(40));
        assert!((steep.powi(40) - 0.25).abs() < 1e-12, "{steep}");
        let flat = falling_root(0.0, 1e6, |x| (-x).exp() - 1e-9);
        assert!((flat - 1e9_f64.ln()).abs() < 1e-6, "{flat}");
        assert_eq!(falling_root(1.0, 2.0, |x| -x), 1.0);
        assert_eq!(falling_root(1.0, 2.0, |_| 1.0), 2.0);
    }
}
