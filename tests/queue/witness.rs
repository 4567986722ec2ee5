//! Erlang B against an independent witness: the Poisson distribution of a statistics library.

use obsada::queue::erlang_b;
use statrs::distribution::{Discrete, DiscreteCDF, Poisson};

/// B(n, a) = P(N = n) / P(N ≤ n) for a Poisson number N of mean a (Erlang 1917).
#[test]
fn erlang_b_is_a_ratio_of_poisson_probabilities() {
    let mut compared = 0;
    for load in [0.05, 0.7, 1.0, 3.3, 9.5, 24.0, 80.0, 155.5, 410.0] {
        let poisson = Poisson::new(load).unwrap();
        for agents in 1_u32..=500 {
            let (point, sum) = (poisson.pmf(agents.into()), poisson.cdf(agents.into()));
            // Below this the witness has lost its digits.
            if point < 1e-200 || sum < 1e-6 {
                continue;
            }
            let own = erlang_b(agents, load);
            assert!((own - point / sum).abs() <= 1e-8 * own, "B({agents}, {load}) = {own}");
            compared += 1;
        }
    }
    assert!(compared > 1_500, "{compared}");
}
