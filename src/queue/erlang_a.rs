//! Erlang A: callers who find all agents busy wait, and hang up when their patience runs out.
//!
//! With arrival rate λ, handle rate μ = 1/aht, hang-up rate θ = 1/patience and n agents, let
//! x = nμ/θ and y = λ/θ, and measure time in units of the mean patience, u = θt. The *offered wait* V,
//! the wait of a caller who would never hang up, has density (Zeltyn & Mandelbaum 2005, after Baccelli
//! & Hebuterne 1981)
//!
//! v(u) = (nμ/θ)·π(n)·exp φ(u),   φ(u) = y(1 − e^(−u)) − x·u,
//!
//! and V = 0 while an agent is free. Palm's function A(x, y) of Garnett, Mandelbaum & Reiman (2002) is
//! the integral x·∫exp φ. Every measure is then one integral of positive functions: an actual wait
//! exceeds u when V does and patience lasts, a caller hangs up with probability 1 − e^(−V), and a call
//! is answered within u with probability E[e^(−V); V ≤ u].
//!
//! φ is concave, so the integrands have one peak. They are integrated by Gauss–Legendre panels that
//! walk outward from it, scaled by its height: some hundred evaluations whatever the number of
//! agents, with no alternating sums and nothing to overflow.

use super::erlang_b::deviance;
use super::root::falling_root;
use super::{AGENTS_MAX, erlang_b};

/// Beyond this many mean patiences' worth of calls or handling capacity, rounding in the exponent
/// would be felt in the ninth digit.
const SCALE_MAX: f64 = 1e12;

/// Below this, patience vanishes beside the handle time and panel lengths would overflow.
const SCALE_MIN: f64 = 1e-200;

/// A steady queue whose callers hang up after an exponential patience, and its measures.
///
/// Relative errors are below 1e-9; shares below about 1e-300 come out as 0.
///
/// ```
/// use obsada::queue::ErlangA;
/// // 48 calls a minute of one minute each, 50 agents, patience of two minutes.
/// let queue = ErlangA::new(50, 48.0, 60.0, 120.0).ok_or("out of range")?;
/// assert!((queue.p_abandon() - 0.0309122491622).abs() < 1e-12);
/// assert!((queue.mean_wait_s() - 3.70946989946).abs() < 1e-10);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangA {
    agents: f64,
    offered_load: f64,
    patience_s: f64,
    wait: OfferedWait,
    /// Probability that a call finds an agent free, and that it finds none.
    p_free: f64,
    p_wait: f64,
    /// Integrals over all offered waits.
    all: Integrals,
}

impl ErlangA {
    /// A queue of `agents` (0..=1,000,000), a load in erlangs (0 or more, above `agents` too), a mean
    /// handle time and a mean patience in seconds (more than 0).
    ///
    /// `None` if a number is outside its range or not finite, or if calls or handling capacity per
    /// mean patience exceed 1e12, where the stated accuracy would be lost (or are vanishingly small).
    #[must_use]
    pub fn new(agents: u32, offered_load: f64, aht_s: f64, patience_s: f64) -> Option<Self> {
        let positive = |x: f64| x.is_finite() && x > 0.0;
        let in_range = agents <= AGENTS_MAX
            && (0.0..f64::INFINITY).contains(&offered_load)
            && positive(aht_s)
            && positive(patience_s);
        let n = f64::from(agents);
        let patience_in_handle_times = patience_s / aht_s;
        let scale = n.max(offered_load).max(1.0) * patience_in_handle_times;
        if !in_range || !(SCALE_MIN..=SCALE_MAX).contains(&scale) {
            return None;
        }
        let wait = OfferedWait::new(n, offered_load, patience_in_handle_times);
        let (p_free, p_wait, all) = if agents == 0 {
            (0.0, 1.0, Integrals::default())
        } else if offered_load == 0.0 {
            (1.0, 0.0, Integrals::default())
        } else {
            let all = wait.integrate(0.0, f64::INFINITY);
            let (p_free, p_wait) = split(agents, offered_load, &wait, &all);
            (p_free, p_wait, all)
        };
        Some(Self { agents: n, offered_load, patience_s, wait, p_free, p_wait, all })
    }

    /// Share of offered calls that find all agents busy, 0..=1; 1 without agents.
    #[must_use]
    pub fn p_wait(&self) -> f64 {
        self.p_wait
    }

    /// Share of offered calls whose caller hangs up before an answer, 0..=1; 1 without agents.
    #[must_use]
    pub fn p_abandon(&self) -> f64 {
        if self.agents == 0.0 { 1.0 } else { self.of_waiting(self.all.hung_up) }
    }

    /// Mean time in queue over all offered calls, those who hang up included, seconds:
    /// patience × `p_abandon`, because waiting callers hang up at the rate 1/patience.
    #[must_use]
    pub fn mean_wait_s(&self) -> f64 {
        self.patience_s * self.p_abandon()
    }

    /// Mean time in queue of the answered calls only, seconds. `None` without agents, when no call is
    /// answered.
    #[must_use]
    pub fn asa_s(&self) -> Option<f64> {
        (self.agents > 0.0)
            .then(|| self.patience_s * self.of_waiting(self.all.answered_wait) / self.p_answered())
    }

    /// Share of offered calls answered within `threshold_s` seconds, 0..=1; 0 for a negative time.
    /// Calls given up within the threshold count as not answered.
    #[must_use]
    pub fn service_level(&self, threshold_s: f64) -> f64 {
        if threshold_s.is_nan() {
            return f64::NAN;
        }
        if threshold_s < 0.0 || self.agents == 0.0 {
            return 0.0;
        }
        if self.p_wait == 0.0 {
            return self.p_free;
        }
        let in_time = self.wait.integrate(0.0, threshold_s / self.patience_s);
        (self.p_free + self.of_waiting(in_time.answered)).min(1.0)
    }

    /// Share of offered calls not answered within `threshold_s` (0 or more) seconds: given up or later.
    /// 1 − `service_level`, but with all its digits where it is small.
    pub(super) fn missed(&self, threshold_s: f64) -> f64 {
        if self.agents == 0.0 {
            return 1.0;
        }
        let threshold = threshold_s / self.patience_s;
        let (before, after) =
            (self.wait.integrate(0.0, threshold), self.wait.integrate(threshold, f64::INFINITY));
        self.of_waiting(before.hung_up + after.any)
    }

    /// Share of offered calls that spend more than `t_s` seconds in the queue, however they end; 1 for
    /// a negative time.
    #[must_use]
    pub fn wait_exceeds(&self, t_s: f64) -> f64 {
        if t_s < 0.0 {
            return 1.0;
        }
        let (t, still_there) = (t_s / self.patience_s, libm::exp(-t_s / self.patience_s));
        if self.agents == 0.0 {
            return still_there;
        }
        still_there * self.of_waiting(self.wait.integrate(t, f64::INFINITY).any)
    }

    /// The time in queue, in seconds, that a share `p` of the calls does not exceed, however they end:
    /// the smallest t ≥ 0 with P(time in queue ≤ t) ≥ p. `None` unless 0 ≤ p < 1.
    #[must_use]
    pub fn wait_percentile_s(&self, p: f64) -> Option<f64> {
        if !(0.0..1.0).contains(&p) {
            return None;
        }
        let longer = 1.0 - p;
        if self.p_wait <= longer {
            return Some(0.0);
        }
        // Nobody stays longer than patience lasts. In logarithms the tail is close to a straight line.
        let most = -libm::log(longer) * self.patience_s;
        let above = |t: f64| libm::log((self.wait_exceeds(t) / longer).max(f64::MIN_POSITIVE));
        Some(falling_root(0.0, most, above))
    }

    /// Mean patience, seconds.
    pub(super) fn patience_s(&self) -> f64 {
        self.patience_s
    }

    /// What callers of another mean patience meet in this queue; `None`: they never hang up.
    ///
    /// They find the same offered wait V as everybody, and hang up at their own rate: a share
    /// 1 − E[e^(−V/patience)] of them, whose mean time in queue is patience times that share, E\[V\] where
    /// they never do.
    #[must_use]
    pub fn seen_by(&self, patience_s: Option<f64>) -> Seen {
        if self.agents == 0.0 {
            let mean_wait_s = patience_s.unwrap_or(f64::INFINITY);
            let p_abandon = if patience_s.is_some() { 1.0 } else { 0.0 };
            return Seen { mean_wait_s, p_abandon, answered_wait_s: 0.0 };
        }
        let rate = patience_s.map_or(0.0, |patience| self.patience_s / patience);
        let [hung_up, in_queue, answered_wait] =
            self.wait.integrate_for(rate, f64::INFINITY, |u| {
                let lasts = libm::exp(-rate * u);
                let hung_up = -libm::expm1(-rate * u);
                [hung_up, if rate > 0.0 { hung_up / rate } else { u }, u * lasts]
            });
        Seen {
            mean_wait_s: self.patience_s * self.of_waiting(in_queue),
            p_abandon: self.of_waiting(hung_up),
            answered_wait_s: self.patience_s * self.of_waiting(answered_wait),
        }
    }

    /// Share of callers of another mean patience who are answered within `threshold_s` (0 or more)
    /// seconds; `None`: they never hang up.
    #[must_use]
    pub fn service_level_of(&self, patience_s: Option<f64>, threshold_s: f64) -> f64 {
        if self.agents == 0.0 {
            return 0.0;
        }
        let rate = patience_s.map_or(0.0, |patience| self.patience_s / patience);
        let within = threshold_s / self.patience_s;
        let [answered] = self.wait.integrate_for(rate, within, |u| [libm::exp(-rate * u)]);
        (self.p_free + self.of_waiting(answered)).min(1.0)
    }

    /// Share of callers of another mean patience who spend more than `t_s` (0 or more) seconds in the queue,
    /// however it ends: they find the same offered wait, and their own patience lasts; `None`: they never
    /// hang up.
    #[must_use]
    pub fn wait_exceeds_of(&self, patience_s: Option<f64>, t_s: f64) -> f64 {
        let still_there = patience_s.map_or(1.0, |patience| libm::exp(-t_s / patience));
        if self.agents == 0.0 {
            return still_there;
        }
        let longer = self.wait.integrate(t_s / self.patience_s, f64::INFINITY).any;
        still_there * self.of_waiting(longer)
    }

    /// Share of staffed time spent handling calls, 0..=1: answered load ÷ agents; 0 without agents.
    #[must_use]
    pub fn occupancy(&self) -> f64 {
        if self.agents == 0.0 {
            0.0
        } else {
            (self.offered_load * self.p_answered() / self.agents).min(1.0)
        }
    }

    /// Share of offered calls that are answered. A sum rather than 1 − `p_abandon`, for the sake of
    /// small values.
    fn p_answered(&self) -> f64 {
        self.p_free + self.of_waiting(self.all.answered)
    }

    /// An integral over offered waits as a share of all offered calls.
    fn of_waiting(&self, integral: f64) -> f64 {
        if self.p_wait == 0.0 { 0.0 } else { self.p_wait * (integral / self.all.any) }
    }
}

/// What callers of one mean patience meet in a queue that they share with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Mean time in queue over all their calls, seconds.
    pub mean_wait_s: f64,
    /// Share of their calls that end by hanging up, 0..=1.
    pub p_abandon: f64,
    /// Mean time in queue of their answered calls, for each call offered, seconds.
    pub answered_wait_s: f64,
}

/// Probabilities that a call finds an agent free, and that it finds none.
///
/// Relative to the probability of exactly n in the system, fewer than n have the weight
/// 1/B(n) − 1 = (n/a)/B(n−1), and n or more have the weight x∫exp φ. Both are divided by the height
/// of the peak of exp φ.
fn split(agents: u32, offered_load: f64, wait: &OfferedWait, all: &Integrals) -> (f64, f64) {
    let fewer = f64::from(agents) / offered_load / erlang_b(agents - 1, offered_load);
    let free = fewer * libm::exp(-wait.peak_height);
    let busy = wait.capacity * all.any;
    if free.is_infinite() { (1.0, 0.0) } else { (free / (free + busy), busy / (free + busy)) }
}

/// The density of the offered wait in units of the mean patience, exp(φ(u) − φ(peak)).
#[derive(Debug, Clone, Copy, PartialEq)]
struct OfferedWait {
    /// x: calls the agents can handle, y: calls offered, per mean patience.
    capacity: f64,
    calls: f64,
    /// Where φ is largest: ln(y/x), or 0 when capacity exceeds calls.
    peak: f64,
    /// φ there: 0, or the deviance x ln(x/y) + y − x.
    peak_height: f64,
    /// −φ′ at the peak: 0, or x − y.
    drift: f64,
    /// −φ″ at the peak: y·e^(−peak).
    curvature: f64,
}

/// Integrals of exp(φ − φ(peak)) against the functions that the measures need.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Integrals {
    /// 1
    any: f64,
    /// e^(−u), the probability that patience lasts
    answered: f64,
    /// 1 − e^(−u)
    hung_up: f64,
    /// u·e^(−u)
    answered_wait: f64,
}

/// Panels stop where the integrand is below e^−45, about 3e-20, of its largest value.
const NEGLIGIBLE_DROP: f64 = 45.0;

/// Panel length in units of the distance over which φ changes by one. Sixteen nodes leave an error
/// near 1e-15 at this length.
const PANEL: f64 = 3.0;

impl OfferedWait {
    fn new(n: f64, offered_load: f64, patience_in_handle_times: f64) -> Self {
        let capacity = n * patience_in_handle_times;
        let calls = offered_load * patience_in_handle_times;
        let overloaded = offered_load > n && capacity > 0.0;
        Self {
            capacity,
            calls,
            // ln(1 + (a−n)/n) keeps the digits of a load just above n.
            peak: if overloaded { libm::log1p((offered_load - n) / n) } else { 0.0 },
            peak_height: if overloaded { deviance(capacity, calls) } else { 0.0 },
            drift: if overloaded { 0.0 } else { (n - offered_load) * patience_in_handle_times },
            curvature: if overloaded { capacity } else { calls },
        }
    }

    /// φ(u) − φ(peak) = −drift·d − curvature·(e^(−d) − 1 + d) with d = u − peak: neither term is
    /// positive, so no digits cancel.
    fn relative(&self, u: f64) -> f64 {
        let d = u - self.peak;
        -self.drift * d - self.curvature * excess(d)
    }

    /// Length of a panel that starts at `u`.
    fn panel(&self, u: f64, rightward: bool) -> f64 {
        let bend = self.curvature * libm::exp(self.peak - u);
        let slope = (self.drift + self.curvature * -libm::expm1(self.peak - u)).abs();
        // e^(−u) itself changes over a length of one, until too little of it is left to matter.
        let faded = u - libm::log(self.calls).max(0.0);
        let limit = if rightward { 2.0 + faded.max(0.0) } else { 1.5 };
        (PANEL / slope.max(bend.sqrt())).min(limit)
    }

    /// Integrals over offered waits from `low` to `high`.
    fn integrate(&self, low: f64, high: f64) -> Integrals {
        let mut sums = Integrals::default();
        self.panels(low, high, 0.0, |from, to| self.add_panel(from, to, &mut sums));
        sums
    }

    /// Integrals over offered waits up to `high` against functions that change over a length of
    /// 1/`rate`.
    fn integrate_for<const N: usize>(
        &self,
        rate: f64,
        high: f64,
        of: impl Fn(f64) -> [f64; N],
    ) -> [f64; N] {
        let mut sums = [0.0; N];
        self.panels(0.0, high, rate, |from, to| {
            let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
            for (node, weight) in GAUSS_LEGENDRE_16 {
                for u in [middle - half * node, middle + half * node] {
                    let density = half * weight * libm::exp(self.relative(u));
                    for (sum, value) in sums.iter_mut().zip(of(u)) {
                        *sum += density * value;
                    }
                }
            }
        });
        sums
    }

    /// Panels that walk outward from the peak between `low` and `high`, short enough for functions that
    /// change over a length of 1/`rate` as long as these have not faded.
    fn panels(&self, low: f64, high: f64, rate: f64, mut add: impl FnMut(f64, f64)) {
        let length = |u: f64, rightward: bool| {
            let own = self.panel(u, rightward);
            let near = if rightward { u } else { (u - own).max(0.0) };
            if rate * near > NEGLIGIBLE_DROP { own } else { own.min(PANEL / rate) }
        };
        let top = self.peak.max(low).min(high);
        let floor = self.relative(top) - NEGLIGIBLE_DROP;
        let mut u = top;
        while u < high && self.relative(u) > floor {
            let end = (u + length(u, true)).min(high);
            add(u, end);
            u = end;
        }
        u = top;
        while u > low && self.relative(u) > floor {
            let end = (u - length(u, false)).max(low);
            add(end, u);
            u = end;
        }
    }

    /// Adds one panel by the sixteen-point Gauss–Legendre rule.
    fn add_panel(&self, from: f64, to: f64, sums: &mut Integrals) {
        let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        for (node, weight) in GAUSS_LEGENDRE_16 {
            for u in [middle - half * node, middle + half * node] {
                let density = half * weight * libm::exp(self.relative(u));
                let lasts = libm::exp(-u);
                sums.any += density;
                sums.answered += density * lasts;
                sums.hung_up += density * -libm::expm1(-u);
                sums.answered_wait += density * lasts * u;
            }
        }
    }
}

/// e^(−d) − 1 + d, not negative; by its series where the plain form would cancel.
fn excess(d: f64) -> f64 {
    if d.abs() > 0.1 {
        return libm::expm1(-d) + d;
    }
    // d²/2·(1 − d/3·(1 − d/4·(…))); ten terms leave less than 1e-17 at 0.1.
    let inner = (3..=11).rev().fold(1.0, |sum, k| 1.0 - d / f64::from(k) * sum);
    0.5 * d * d * inner
}

/// Positive nodes and their weights on −1..1 (Abramowitz & Stegun 1964, table 25.4).
const GAUSS_LEGENDRE_16: [(f64, f64); 8] = [
    (0.9894009349916499, 0.027152459411754096),
    (0.9445750230732326, 0.062253523938647894),
    (0.8656312023878318, 0.09515851168249279),
    (0.755404408355003, 0.12462897125553388),
    (0.6178762444026438, 0.14959598881657674),
    (0.45801677765722737, 0.16915651939500254),
    (0.2816035507792589, 0.18260341504492358),
    (0.09501250983763744, 0.1894506104550685),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_integrates_degree_thirty_one_exactly() {
        for degree in (0..=30).step_by(2) {
            let sum: f64 = GAUSS_LEGENDRE_16.iter().map(|(x, w)| 2.0 * w * x.powi(degree)).sum();
            let exact = 2.0 / f64::from(degree + 1);
            assert!((sum / exact - 1.0).abs() < 1e-14, "degree {degree}: {sum}");
        }
    }

    #[test]
    fn excess_has_no_seam() {
        for d in [-0.1_f64, 0.1, -0.099_999, 0.100_001] {
            assert!((excess(d) / ((-d).exp_m1() + d) - 1.0).abs() < 1e-13);
        }
        assert!((excess(1e-9) / 5e-19 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn patience_like_handle_time_makes_the_system_poisson() {
        // θ = μ: the number in the system is M/M/∞, so P(wait) = P(Poisson(a) ≥ n).
        let (n, a) = (12, 10.0_f64);
        let (mut term, mut below) = ((-a).exp(), 0.0);
        for k in 0..n {
            below += term;
            term *= a / f64::from(k + 1);
        }
        let queue = ErlangA::new(n, a, 180.0, 180.0).expect("in range");
        assert!((queue.p_wait() / (1.0 - below) - 1.0).abs() < 1e-13);
    }

    #[test]
    fn missed_and_service_level_make_one() {
        for (n, load) in [(1, 0.2), (10, 8.0), (10, 20.0), (100, 99.0), (1000, 1300.0)] {
            let queue = ErlangA::new(n, load, 180.0, 90.0).expect("in range");
            for t in [0.0, 1.0, 20.0, 600.0] {
                let sum = queue.missed(t) + queue.service_level(t);
                assert!((sum - 1.0).abs() < 1e-13, "{n} agents, {load} erlangs, {t} s: {sum}");
            }
        }
    }

    #[test]
    fn without_agents_everyone_hangs_up() {
        let queue = ErlangA::new(0, 3.0, 180.0, 60.0).expect("in range");
        assert_eq!((queue.p_wait(), queue.p_abandon(), queue.mean_wait_s()), (1.0, 1.0, 60.0));
        assert_eq!((queue.asa_s(), queue.service_level(1e9), queue.occupancy()), (None, 0.0, 0.0));
        assert!((queue.wait_exceeds(60.0) - (-1.0_f64).exp()).abs() < 1e-15);
    }

    #[test]
    fn without_calls_nobody_waits() {
        let queue = ErlangA::new(3, 0.0, 180.0, 60.0).expect("in range");
        assert_eq!((queue.p_wait(), queue.p_abandon(), queue.asa_s()), (0.0, 0.0, Some(0.0)));
        assert_eq!(
            (queue.service_level(0.0), queue.occupancy(), queue.missed(0.0)),
            (1.0, 0.0, 0.0)
        );
    }

    #[test]
    fn refuses_nonsense() {
        assert!(ErlangA::new(5, -1.0, 60.0, 60.0).is_none());
        assert!(ErlangA::new(5, 1.0, 0.0, 60.0).is_none());
        assert!(ErlangA::new(5, 1.0, 60.0, f64::INFINITY).is_none());
        assert!(ErlangA::new(5, f64::NAN, 60.0, 60.0).is_none());
        assert!(ErlangA::new(1_000_001, 1.0, 60.0, 60.0).is_none());
        assert!(ErlangA::new(5, 1e13, 60.0, 60.0).is_none());
    }
}
