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

/// The closing of a day that ends in this state, with so many calls of agents who left before still in
/// hand; `None` if callers are left whom nobody answers.
pub(super) fn closing(
    system: &State,
    rates: &Rates,
    leavers_calls: f64,
    serve: bool,
) -> Option<Closing> {
    let rates = &rates.without_arrivals();
    // Without agents, callers who do not hang up would wait for ever.
    let stuck = rates.agents.number == 0.0 && rates.hang_up == 0.0;
    if serve && stuck && system.iter().any(|(k, mass)| k > 0 && mass > 0.0) {
        return None;
    }
    let table = if serve { served(rates, system.hi) } else { Vec::new() };
    let done = only_in_hand(rates, rates.agents.whole + 1);
    let mut closing = Closing {
        waiting: 0.0,
        p_waiting: 0.0,
        in_hand: leavers_calls,
        until_no_one_waits_s: 0.0,
        overrun_s: 0.0,
        handling_s: leavers_calls / rates.handle,
    };
    for (number, mass) in system.iter() {
        for (in_hand, waiting, share) in split(rates, number) {
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
            let [waits, overrun, handling] = table[number];
            closing.until_no_one_waits_s += mass * waits;
            closing.overrun_s += mass * overrun;
            closing.handling_s += mass * handling;
        }
    }
    Some(closing)
}

/// Calls in hand and waiting, with their probabilities, in a state.
fn split(rates: &Rates, number: usize) -> [(usize, usize, f64); 2] {
    let (m, waits) = (rates.agents.whole, rates.agents.waits);
    if number <= m {
        [(number, 0, 1.0), (0, 0, 0.0)]
    } else {
        [(m, number - m, waits), (m + 1, number - m - 1, 1.0 - waits)]
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

/// Expected values by number in the system, when those waiting are served.
fn served(rates: &Rates, size: usize) -> Vec<Ahead> {
    let m = rates.agents.whole;
    let mut table: Vec<Ahead> = vec![[0.0; 3]];
    for k in 1..=size {
        let below = table[k - 1];
        let time = 1.0 / rates.leaves(k);
        let waits = match k {
            _ if k <= m => 0.0,
            _ if k == m + 1 => rates.agents.waits / (rates.answers_next() + rates.hang_up),
            _ => below[0] + time,
        };
        let busy = rates.ends(k) / rates.handle;
        table.push([waits, below[1] + time, below[2] + busy * time]);
    }
    table
}
