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

/// M/M/n+G: callers of any patience, by the density of the wait that is offered to them (Baccelli & Hébuterne 1981;
/// Zeltyn & Mandelbaum 2005, section 3): v(x) = λ·π·exp(λ·H(x) − nμx) with H(x) = ∫₀ˣ P(patience > t) dt, where
/// π is the probability of n − 1 busy. Integrals by the midpoint rule. Rate per second, handle time in seconds.
pub struct MMnG {
    /// Share who hang up, those at once among them.
    pub abandonment: f64,
    /// Mean time in the queue over all calls.
    pub mean_wait: f64,
    /// Share answered within 30 s.
    pub within_30: f64,
}

impl MMnG {
    /// `survival` is that of all who have to wait, so below 1 at 0 where some hang up at once.
    pub fn new(agents: u32, rate: f64, handle: f64, survival: impl Fn(f64) -> f64) -> Self {
        // π₀·(λ/μ)ʲ/j! for j < n, relative to π₀.
        let mut weights = vec![1.0];
        for j in 1..agents {
            weights.push(weights[j as usize - 1] * rate * handle / f64::from(j));
        }
        let last = weights[agents as usize - 1];
        let (mut all, mut gone, mut waited) = (weights.iter().sum::<f64>(), 0.0, 0.0);
        let mut in_time: f64 = all;
        let (step, mut staying) = (0.01, 0.0);
        for k in 0..1_000_000 {
            let x = (f64::from(k) + 0.5) * step;
            let here = survival(x);
            let middle = staying + 0.5 * step * here;
            let v = rate * last * (rate * middle - f64::from(agents) * x / handle).exp() * step;
            all += v;
            gone += v * (1.0 - here);
            waited += v * middle;
            in_time += if x <= 30.0 { v * here } else { 0.0 };
            staying += step * here;
        }
        Self { abandonment: gone / all, mean_wait: waited / all, within_30: in_time / all }
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
