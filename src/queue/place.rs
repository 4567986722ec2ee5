//! What a place in the queue means.
//!
//! "You are number k": all agents are busy and k − 1 callers wait ahead. With c agents, handle rate μ and
//! hang-up rate θ of those ahead, the caller moves up at the rates cμ + jθ, j = k − 1 … 1 callers ahead
//! still waiting, and is answered at the rate cμ from the first place. The wait of a caller who stays is
//! therefore a sum of k exponential times. With x = cμ/θ its law is known in full: e^(−θ·wait) has the
//! Beta distribution with parameters x and k (a product of independent U^(1/(x + j)), j = 0 … k − 1;
//! Johnson, Kotz & Balakrishnan 1995, ch. 25), so
//!
//! P(wait > t) = y^x · Σ_{i<k} x(x+1)…(x+i−1)/i! · (1 − y)^i,   y = e^(−θt),
//!
//! a sum of positive terms. Without hang-ups it is Erlang's: Σ_{i<k} e^(−cμt)(cμt)^i/i!.

use super::root::falling_root;

/// The wait of a caller who is told a place in the queue and stays.
///
/// ```
/// use obsada::queue::Place;
/// // Third in the queue of two agents with calls of four minutes: three calls must end.
/// let third = Place::new(3, 2.0, 240.0, None).ok_or("out of range")?;
/// assert!((third.mean_s() - 360.0).abs() < 1e-9);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    place: u32,
    /// Calls that the agents end a second, cμ.
    rate: f64,
    /// Hang-ups a second of one waiting caller; 0 where nobody hangs up.
    hang_up: f64,
}

impl Place {
    /// Place 1..=1,000,000 in the queue of `agents` (more than 0; may be fractional), with mean handle
    /// time and mean patience of those ahead in seconds (more than 0). `None` outside these ranges.
    #[must_use]
    pub fn new(place: u32, agents: f64, aht_s: f64, patience_s: Option<f64>) -> Option<Self> {
        let positive = |x: f64| x.is_finite() && x > 0.0;
        let in_range = (1..=1_000_000).contains(&place)
            && positive(agents)
            && positive(aht_s)
            && patience_s.is_none_or(positive);
        let hang_up = patience_s.map_or(0.0, f64::recip);
        let rate = agents / aht_s;
        (in_range && positive(rate) && hang_up.is_finite()).then_some(Self { place, rate, hang_up })
    }

    /// Mean wait until answered, seconds: Σ 1/(cμ + jθ).
    #[must_use]
    pub fn mean_s(&self) -> f64 {
        (0..self.place).map(|j| (self.rate + f64::from(j) * self.hang_up).recip()).sum()
    }

    /// Probability of waiting longer than `t_s` seconds; 1 for a negative time.
    #[must_use]
    pub fn wait_exceeds(&self, t_s: f64) -> f64 {
        if t_s <= 0.0 {
            return 1.0;
        }
        // Terms as logarithms: the first may be far below the smallest number while the sum is not.
        let (mut term, grows): (f64, Box<dyn Fn(f64) -> f64>) = if self.hang_up == 0.0 {
            let ended = self.rate * t_s;
            (-ended, Box::new(move |i| ended / (i + 1.0)))
        } else {
            let x = self.rate / self.hang_up;
            let gone = -libm::expm1(-self.hang_up * t_s);
            (-self.rate * t_s, Box::new(move |i| (x + i) / (i + 1.0) * gone))
        };
        let (mut largest, mut sum) = (term, 1.0);
        for i in 0..self.place - 1 {
            term += libm::log(grows(f64::from(i)));
            if term > largest {
                sum = sum * libm::exp(largest - term) + 1.0;
                largest = term;
            } else {
                sum += libm::exp(term - largest);
            }
        }
        (libm::exp(largest) * sum).min(1.0)
    }

    /// The wait that is not exceeded with probability `p`, seconds; `None` unless 0 ≤ p < 1.
    #[must_use]
    pub fn wait_percentile_s(&self, p: f64) -> Option<f64> {
        if !(0.0..1.0).contains(&p) {
            return None;
        }
        let longer = 1.0 - p;
        let mut high = self.mean_s();
        while self.wait_exceeds(high) > longer {
            high *= 2.0;
        }
        Some(falling_root(0.0, high, |t| self.wait_exceeds(t) - longer))
    }
}
