//! Stationary queues by their textbook formulas, written down once more for these tests.

/// M/M/n by the sum of its balance equations (Erlang 1917; Gross & Harris 1998, section 2.3):
/// probability of waiting and mean wait. Load in erlangs, handle time in seconds.
pub struct MMn {
    pub p_wait: f64,
    pub mean_wait: f64,
    rate: f64,
}

impl MMn {
    pub fn new(agents: u32, load: f64, handle: f64) -> Self {
        let n = f64::from(agents);
        let mut term = 1.0;
        let mut sum = 0.0;
        for k in 0..agents {
            sum += term;
            term *= load / f64::from(k + 1);
        }
        let waiting = term * n / (n - load);
        let p_wait = waiting / (sum + waiting);
        let rate = (n - load) / handle;
        Self { p_wait, mean_wait: p_wait / rate, rate }
    }

    /// P(wait > t).
    pub fn longer(&self, t: f64) -> f64 {
        self.p_wait * (-self.rate * t).exp()
    }
}

/// M/M/n+M by its birth and death equations (Palm 1957): share who hang up and mean wait over all
/// calls. Rate per second, mean handle time and mean patience in seconds.
pub struct MMnM {
    pub abandonment: f64,
    pub mean_wait: f64,
}

impl MMnM {
    pub fn new(agents: u32, rate: f64, handle: f64, patience: f64) -> Self {
        let (mut weight, mut total, mut queue) = (1.0_f64, 1.0, 0.0);
        for k in 1..5000_u32 {
            let busy = f64::from(k.min(agents));
            let waiting = f64::from(k.saturating_sub(agents));
            weight *= rate / (busy / handle + waiting / patience);
            total += weight;
            queue += weight * waiting;
        }
        let queue = queue / total;
        Self { abandonment: queue / patience / rate, mean_wait: queue / rate }
    }
}
