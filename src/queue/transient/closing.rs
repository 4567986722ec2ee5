//! What is left at closing, and how long it takes.
//!
//! After closing nobody arrives, so every state is left for good and expected values follow from those
//! of the states below: x(state) = (gain here + Σ rate × x(next)) / Σ rate.

use super::Closing;
use super::rates::Rates;
use super::state::State;

/// Expected values from a state on: time until nobody waits, time until the last call is done, time
/// spent on calls.
type Ahead = [f64; 3];

/// The closing of a day that ends in this state; `None` if callers are left whom nobody answers.
pub(super) fn closing(system: &State, rates: &Rates, serve: bool) -> Option<Closing> {
    let rates = &rates.without_arrivals();
    let size = system.layers.iter().map(|l| l.hi).max().unwrap_or(0) + system.layers.len();
    // Without agents, callers who do not hang up would wait for ever.
    let stuck = rates.agents == 0.0 && rates.hang_up == 0.0;
    if serve && stuck && system.layers.iter().any(|l| l.iter().any(|(k, mass)| k > 0 && mass > 0.0))
    {
        return None;
    }
    let tables = if serve { served(rates, size, system.layers.len()) } else { Vec::new() };
    let done = only_in_hand(rates, rates.whole + system.layers.len() + 1);
    let mut closing = Closing {
        waiting: 0.0,
        p_waiting: 0.0,
        in_hand: 0.0,
        until_no_one_waits_s: 0.0,
        overrun_s: 0.0,
        handling_s: 0.0,
    };
    for (surplus, layer) in system.layers.iter().enumerate() {
        for (number, mass) in layer.iter() {
            for (in_hand, waiting, share) in split(rates, surplus, number) {
                let mass = mass * share;
                closing.waiting += mass * waiting as f64;
                closing.p_waiting += if waiting > 0 { mass } else { 0.0 };
                closing.in_hand += mass * in_hand as f64;
                if !serve {
                    closing.overrun_s += mass * done[in_hand];
                    closing.handling_s += mass * in_hand as f64 / rates.handle;
                }
            }
            if serve && mass > 0.0 {
                let [waits, overrun, handling] = tables[surplus][number];
                closing.until_no_one_waits_s += mass * waits;
                closing.overrun_s += mass * overrun;
                closing.handling_s += mass * handling;
            }
        }
    }
    Some(closing)
}

/// Calls in hand and waiting, with their probabilities, in a state.
fn split(rates: &Rates, surplus: usize, number: usize) -> [(usize, usize, f64); 2] {
    let m = rates.whole;
    if surplus > 0 {
        [(m + surplus, number, 1.0), (0, 0, 0.0)]
    } else if number <= m {
        [(number, 0, 1.0), (0, 0, 0.0)]
    } else {
        [(m, number - m, rates.waits), (m + 1, number - m - 1, 1.0 - rates.waits)]
    }
}

/// Mean time until the last of so many calls in hand is done: Σ 1/(iμ).
fn only_in_hand(rates: &Rates, most: usize) -> Vec<f64> {
    let mut done = vec![0.0];
    for calls in 1..=most {
        done.push(done[calls - 1] + 1.0 / (calls as f64 * rates.handle));
    }
    done
}

/// Expected values by surplus calls and number, when those waiting are served.
fn served(rates: &Rates, size: usize, layers: usize) -> Vec<Vec<Ahead>> {
    let m = rates.whole;
    let mut regular: Vec<Ahead> = vec![[0.0; 3]];
    for k in 1..=size + m {
        let below = regular[k - 1];
        let time = 1.0 / rates.leaves(k);
        let waits = match k {
            _ if k <= m => 0.0,
            _ if k == m + 1 => rates.waits / (rates.answers_next() + rates.hang_up),
            _ => below[0] + time,
        };
        let busy = rates.ends(k) / rates.handle;
        regular.push([waits, below[1] + time, below[2] + busy * time]);
    }
    let mut tables = vec![regular];
    for surplus in 1..layers {
        let ends = rates.surplus_ends(surplus);
        let busy = (m + surplus) as f64;
        let mut layer: Vec<Ahead> = Vec::with_capacity(size);
        for q in 0..size {
            let fewer = if surplus == 1 { tables[0][m + q] } else { tables[surplus - 1][q] };
            let hang_ups = rates.hang_up * q as f64;
            let rate = ends + hang_ups;
            let given_up = if q == 0 { [0.0; 3] } else { layer[q - 1] };
            let gain = [if q > 0 { 1.0 } else { 0.0 }, 1.0, busy];
            layer.push(std::array::from_fn(|i| {
                (gain[i] + ends * fewer[i] + hang_ups * given_up[i]) / rate
            }));
        }
        // Once nobody waits, the first time is over.
        layer[0][0] = 0.0;
        tables.push(layer);
    }
    tables
}
