//! Erlang C: callers who find all agents busy wait until they are answered.
//!
//! With `n` agents and a load of `a < n` erlangs a share C of the calls waits, and their wait is
//! exponential with mean aht/(n − a):
//!
//! C = nB / (n − a(1 − B)),   P(wait > t) = C·exp(−(n − a)·t/aht)     (Erlang 1917; B is Erlang B)

use super::{AGENTS_MAX, erlang_b};

/// A steady queue in which nobody hangs up, and its measures.
///
/// ```
/// use obsada::queue::ErlangC;
/// let queue = ErlangC::new(14, 10.0, 180.0).ok_or("overloaded")?;
/// assert!((queue.p_wait() - 0.174131933595).abs() < 1e-12);
/// assert!((queue.mean_wait_s() - 7.83593701178).abs() < 1e-10);
/// assert!((queue.service_level(20.0) - 0.888350019179).abs() < 1e-12);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangC {
    agents: f64,
    offered_load: f64,
    aht_s: f64,
    blocking: f64,
}

impl ErlangC {
    /// A queue of `agents` (1..=1,000,000), a load in erlangs (0 or more) and a mean handle time in
    /// seconds (more than 0).
    ///
    /// `None` if a number is outside its range or not finite, or if `offered_load >= agents`: such a
    /// queue grows without end and has no steady waits.
    #[must_use]
    pub fn new(agents: u32, offered_load: f64, aht_s: f64) -> Option<Self> {
        let in_range = agents <= AGENTS_MAX
            && (0.0..f64::from(agents)).contains(&offered_load)
            && aht_s.is_finite()
            && aht_s > 0.0;
        in_range.then(|| {
            Self::with_blocking(agents, offered_load, aht_s, erlang_b(agents, offered_load))
        })
    }

    /// The same from a known Erlang B value; the caller answers for the ranges.
    pub(super) fn with_blocking(agents: u32, offered_load: f64, aht_s: f64, blocking: f64) -> Self {
        Self { agents: f64::from(agents), offered_load, aht_s, blocking }
    }

    /// Agents without a call, on average: n − a, more than 0.
    fn idle(&self) -> f64 {
        self.agents - self.offered_load
    }

    /// n − a(1 − B), written as a sum of two positive numbers so that nothing cancels near saturation.
    fn denominator(&self) -> f64 {
        self.idle() + self.offered_load * self.blocking
    }

    /// Share of calls that wait at all, 0..=1 (Erlang 1917, formula C).
    #[must_use]
    pub fn p_wait(&self) -> f64 {
        self.agents * self.blocking / self.denominator()
    }

    /// Mean wait over all calls, seconds: C·aht/(n − a). Everyone is answered, so this is the ASA too.
    #[must_use]
    pub fn mean_wait_s(&self) -> f64 {
        self.p_wait() * (self.aht_s / self.idle())
    }

    /// Share of calls that wait longer than `t_s` seconds; 1 for a negative time.
    #[must_use]
    pub fn wait_exceeds(&self, t_s: f64) -> f64 {
        if t_s < 0.0 { 1.0 } else { self.p_wait() * libm::exp(-self.idle() * t_s / self.aht_s) }
    }

    /// Share of calls answered within `threshold_s` seconds, 0..=1; 0 for a negative time.
    ///
    /// Taken as (1 − C) + C(1 − e^…), both parts positive, so that small shares keep their digits.
    #[must_use]
    pub fn service_level(&self, threshold_s: f64) -> f64 {
        if threshold_s < 0.0 {
            return 0.0;
        }
        let answered_at_once = self.idle() * (1.0 - self.blocking) / self.denominator();
        let later = -self.p_wait() * libm::expm1(-self.idle() * threshold_s / self.aht_s);
        // Rounded, the two parts of everybody may come out above one.
        (answered_at_once + later).min(1.0)
    }

    /// The wait, in seconds, that a share `p` of the calls does not exceed: the smallest t ≥ 0 with
    /// P(wait ≤ t) ≥ p. `None` unless 0 ≤ p < 1.
    #[must_use]
    pub fn wait_percentile_s(&self, p: f64) -> Option<f64> {
        (0.0..1.0).contains(&p).then(|| {
            let longer = self.p_wait() / (1.0 - p);
            if longer > 1.0 { libm::log(longer) * (self.aht_s / self.idle()) } else { 0.0 }
        })
    }

    /// Share of staffed time spent handling calls, 0..1: a/n.
    #[must_use]
    pub fn occupancy(&self) -> f64 {
        self.offered_load / self.agents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_agent_is_the_textbook_single_server() {
        // M/M/1: P(wait > t) = ρ·exp(−(1−ρ)t/aht).
        for rho in [1e-9, 0.1, 0.5, 0.9, 1.0 - 1e-9] {
            let queue = ErlangC::new(1, rho, 60.0).expect("load below one");
            assert!((queue.p_wait() / rho - 1.0).abs() < 1e-14);
            let tail = rho * (-(1.0 - rho) * 2.0_f64).exp();
            assert!((queue.wait_exceeds(120.0) / tail - 1.0).abs() < 1e-12);
            assert!((queue.service_level(120.0) / (1.0 - tail) - 1.0).abs() < 1e-7);
        }
    }

    #[test]
    fn percentile_inverts_the_distribution() {
        let queue = ErlangC::new(12, 10.0, 180.0).expect("stable");
        for p in [0.6, 0.8, 0.99] {
            let t = queue.wait_percentile_s(p).expect("share below one");
            assert!(t > 0.0 && (queue.service_level(t) - p).abs() < 1e-13);
        }
        assert_eq!(queue.wait_percentile_s(0.5), Some(0.0), "more than half wait not at all");
        assert_eq!(queue.wait_percentile_s(1.0), None);
        assert_eq!(queue.wait_percentile_s(f64::NAN), None);
    }

    #[test]
    fn refuses_overload_and_nonsense() {
        assert!(ErlangC::new(10, 10.0, 60.0).is_none());
        assert!(ErlangC::new(0, 0.0, 60.0).is_none());
        assert!(ErlangC::new(10, -1.0, 60.0).is_none());
        assert!(ErlangC::new(10, f64::NAN, 60.0).is_none());
        assert!(ErlangC::new(10, 5.0, 0.0).is_none());
        assert!(ErlangC::new(10, 5.0, f64::INFINITY).is_none());
        assert!(ErlangC::new(1_000_001, 5.0, 60.0).is_none());
        let idle = ErlangC::new(3, 0.0, 60.0).expect("no calls at all");
        assert_eq!((idle.p_wait(), idle.mean_wait_s(), idle.service_level(0.0)), (0.0, 0.0, 1.0));
    }

    #[test]
    fn no_share_is_above_one() {
        for agents in 1..60 {
            for tenths in 1..agents * 10 {
                let queue = ErlangC::new(agents, f64::from(tenths) / 10.0, 120.0).unwrap();
                assert!(
                    queue.service_level(86_400.0) <= 1.0,
                    "{agents} agents, {tenths}/10 erlangs"
                );
            }
        }
        // 78.75 calls an hour of two minutes came out as 1 + 2⁻⁵².
        let queue = ErlangC::new(11, 2.625, 120.0).unwrap();
        assert_eq!(queue.service_level(86_400.0), 1.0);
    }
}
