//! Redials, places in the queue, percentiles and counts with patience, against theory and direct
//! computation.

use obsada::queue::{
    ErlangA, ErlangC, Place, Queue, Targets, required_agents_with_patience,
    required_agents_with_redials,
};
use proptest::prelude::*;

/// Agents, load and patience of ordinary and extreme queues.
fn any_queue() -> impl Strategy<Value = (u32, f64, f64)> {
    let agents = prop_oneof![1_u32..30, 30_u32..10_000];
    (agents, 0.1..2.5_f64, 0.05..20.0_f64)
        .prop_map(|(n, ratio, patience)| (n, f64::from(n) * ratio, 240.0 * patience))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn attempts_are_first_calls_and_redials((n, load, patience) in any_queue(), share in 0.0..1.0_f64) {
        let first = load / 240.0;
        let queue = Queue::new(n, first, 240.0, Some(patience), share).expect("in range");
        let attempts = queue.attempts_per_s();
        let again = share * queue.p_abandon() * attempts;
        prop_assert!((attempts / (first + again) - 1.0).abs() < 1e-10, "{queue:?}");
        // Nobody's call is lost twice: answered calls never exceed the first ones.
        prop_assert!(attempts * (1.0 - queue.p_abandon()) <= first * (1.0 + 1e-9));
        // More redials, more attempts.
        let fewer = Queue::new(n, first, 240.0, Some(patience), 0.5 * share).expect("in range");
        prop_assert!(fewer.attempts_per_s() <= attempts * (1.0 + 1e-12));
        // Little: waiting callers hang up at the rate 1/patience.
        let wait = queue.mean_wait_s();
        prop_assert!((wait - patience * queue.p_abandon()).abs() <= 1e-12 * wait);
    }

    #[test]
    fn percentiles_invert_the_distribution((n, load, patience) in any_queue(), p in 0.0..0.999_f64) {
        let queue = ErlangA::new(n, load, 240.0, patience).expect("in range");
        let t = queue.wait_percentile_s(p).expect("a share");
        if t == 0.0 {
            prop_assert!(queue.p_wait() <= 1.0 - p + 1e-12);
        } else {
            prop_assert!((queue.wait_exceeds(t) / (1.0 - p) - 1.0).abs() < 1e-8);
        }
    }

    #[test]
    fn one_agent_fewer_fails_with_redials(
        load in 0.2..300.0_f64, patience in 20.0..900.0_f64, share in 0.0..=1.0_f64,
        most in 0.005..0.2_f64, wait in 1.0..60.0_f64,
    ) {
        let targets = Targets {
            abandonment_max: Some(most),
            mean_wait_s: Some(wait),
            ..Targets::default()
        };
        let n = required_agents_with_redials(load, 240.0, patience, share, &targets);
        let n = n.expect("reachable");
        let met = |n: u32| {
            Queue::new(n, load / 240.0, 240.0, Some(patience), share)
                .is_some_and(|q| q.p_abandon() <= most && q.mean_wait_s() <= wait)
        };
        prop_assert!(met(n) && (n == 0 || !met(n - 1)), "{n}");
    }

    /// A place's distribution against the phases it is made of, integrated step by step.
    #[test]
    fn places_are_sums_of_phases(k in 1_u32..8, agents in 0.6..9.0_f64, patience in 0_u32..3) {
        let patience = [None, Some(60.0), Some(400.0)][patience as usize];
        let place = Place::new(k, agents, 240.0, patience).expect("in range");
        let rates: Vec<f64> = (0..k)
            .map(|j| agents / 240.0 + patience.map_or(0.0, |p| f64::from(j) / p))
            .collect();
        let mut phases = vec![0.0; k as usize];
        phases[k as usize - 1] = 1.0;
        let (end, steps) = (1.5 * place.mean_s(), 4000);
        let h = end / f64::from(steps);
        let slope = |x: &[f64]| -> Vec<f64> {
            (0..x.len())
                .map(|j| rates.get(j + 1).map_or(0.0, |r| r * x[j + 1]) - rates[j] * x[j])
                .collect()
        };
        let plus = |x: &[f64], h: f64, k: &[f64]| -> Vec<f64> {
            x.iter().zip(k).map(|(x, k)| x + h * k).collect()
        };
        for _ in 0..steps {
            let k1 = slope(&phases);
            let k2 = slope(&plus(&phases, h / 2.0, &k1));
            let k3 = slope(&plus(&phases, h / 2.0, &k2));
            let k4 = slope(&plus(&phases, h, &k3));
            for (j, x) in phases.iter_mut().enumerate() {
                *x += h / 6.0 * (k1[j] + 2.0 * k2[j] + 2.0 * k3[j] + k4[j]);
            }
        }
        let left: f64 = phases.iter().sum();
        prop_assert!((place.wait_exceeds(end) - left).abs() < 1e-8);
        let p90 = place.wait_percentile_s(0.9).expect("a share");
        prop_assert!((place.wait_exceeds(p90) - 0.1).abs() < 1e-9);
    }
}

#[test]
fn long_patience_is_erlang_c() {
    let patient = Queue::new(12, 10.0 / 240.0, 240.0, None, 0.3).expect("stable");
    let c = ErlangC::new(12, 10.0, 240.0).expect("stable");
    assert_eq!(patient.mean_wait_s(), c.mean_wait_s());
    let long = Queue::new(12, 10.0 / 240.0, 240.0, Some(1e9), 0.3).expect("in range");
    assert!((long.mean_wait_s() / c.mean_wait_s() - 1.0).abs() < 1e-5);
    assert!(
        (long.wait_percentile_s(0.9).unwrap() / c.wait_percentile_s(0.9).unwrap() - 1.0).abs()
            < 1e-5
    );
}

#[test]
fn edges() {
    // Nobody answers: everyone hangs up, and half call again.
    let nobody = Queue::new(0, 0.01, 240.0, Some(60.0), 0.5).expect("in range");
    assert!((nobody.attempts_per_s() - 0.02).abs() < 1e-12);
    assert_eq!((nobody.p_abandon(), nobody.asa_s()), (1.0, None));
    // All call again until answered: then all are answered, or attempts have no end.
    let all = Queue::new(4, 3.0 / 240.0, 240.0, Some(30.0), 1.0).expect("below capacity");
    assert!((all.attempts_per_s() * (1.0 - all.p_abandon()) * 240.0 - 3.0).abs() < 1e-8);
    assert!(Queue::new(3, 3.0 / 240.0, 240.0, Some(30.0), 1.0).is_none());
    assert!(Queue::new(3, 3.0 / 240.0, 240.0, None, 0.0).is_none(), "unstable without patience");
    assert!(Queue::new(3, 0.001, 240.0, Some(30.0), 1.5).is_none());
    assert!(Queue::new(3, f64::NAN, 240.0, Some(30.0), 0.5).is_none());
    let quiet = Queue::new(3, 0.0, 240.0, Some(30.0), 0.5).expect("no calls");
    assert_eq!((quiet.attempts_per_s(), quiet.p_wait()), (0.0, 0.0));
    // A target on abandonment alone; nobody can be promised none.
    let most = |share| Targets { abandonment_max: Some(share), ..Targets::default() };
    let n = required_agents_with_patience(10.0, 240.0, 120.0, &most(0.05)).expect("reachable");
    assert!(ErlangA::new(n, 10.0, 240.0, 120.0).unwrap().p_abandon() <= 0.05);
    assert!(ErlangA::new(n - 1, 10.0, 240.0, 120.0).unwrap().p_abandon() > 0.05);
    assert_eq!(required_agents_with_patience(10.0, 240.0, 120.0, &most(0.0)), None);
    for bad in [Place::new(0, 1.0, 60.0, None), Place::new(1, 0.0, 60.0, None)] {
        assert!(bad.is_none());
    }
    // Far down a long queue: 10,000 places, hang-ups or not.
    for patience in [None, Some(300.0)] {
        let far = Place::new(10_000, 40.0, 240.0, patience).expect("in range");
        let median = far.wait_percentile_s(0.5).expect("a share");
        assert!((median / far.mean_s() - 1.0).abs() < 0.01, "{median} {}", far.mean_s());
    }
}
