//! What is left at closing, and how long it takes.
//!
//! After closing nobody arrives, so every state is left for good and expected values follow from those
//! of the states below: x(state) = (gain here + Σ rate × x(next)) / Σ rate.

use super::Closing;
use super::away::Joint;
use super::rates::Rates;
use super::state::State;

/// Expected values from a state on: time until nobody waits, time spent on calls.
type Ahead = [f64; 2];

/// Where the bound on the overrun is looked for: s as a share of μ. Few agents with a long queue want small ones.
const FALLS: [f64; 6] = [0.9, 0.6, 0.3, 0.1, 0.03, 0.01];

/// Bounds how likely the overrun T is to last: P(T > t) ≤ E(e^(sT)) e^(−st) for every s > 0 (Chernoff 1952),
/// where T is a sum of exponential times of the rates r, so that E(e^(sT)) = Π r/(r − s).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tail {
    /// E(e^(sT)) for each of [`FALLS`]; infinite where somebody leaves the system more slowly than s.
    moments: [f64; FALLS.len()],
    /// Calls that agents who left before have in hand, each of which lasts with probability e^(−μt).
    taken_along: f64,
    /// μ.
    handle: f64,
}

impl Tail {
    /// Of a system of which `all` says how many are in it.
    fn of(all: &State, rates: &Rates, taken_along: f64, serve: bool) -> Self {
        let moments = FALLS.map(|fall| moment(all, rates, fall * rates.handle, serve));
        Self { moments, taken_along, handle: rates.handle }
    }

    /// The bound at a time, seconds.
    pub(super) fn beyond(&self, seconds: f64) -> f64 {
        let fallen = |share: f64| (-share * self.handle * seconds).exp();
        let bounds = FALLS.iter().zip(self.moments).map(|(share, moment)| moment * fallen(*share));
        bounds.fold(1.0, f64::min) + self.taken_along * fallen(1.0)
    }
}

/// E(e^(sT)) over the states; callers who are cut off take no time, and calls in hand end by themselves.
fn moment(all: &State, rates: &Rates, s: f64, serve: bool) -> f64 {
    let factor = |rate: f64| if rate > s { rate / (rate - s) } else { f64::INFINITY };
    let (mut from_here, mut mean) = (1.0, all.at(0));
    for k in 1..all.hi {
        from_here *= match serve {
            true => factor(rates.leaves(k)),
            false if k <= rates.agents.number.ceil() as usize => factor(k as f64 * rates.handle),
            false => 1.0,
        };
        if all.at(k) > 0.0 {
            mean += all.at(k) * from_here;
        }
    }
    mean
}

/// The closing of a day that ends in this state at the start of stretch `end`, with so many calls of agents
/// who left before still in hand on average; `None` if callers are left whom nobody answers.
pub(super) fn closing(
    system: &Joint,
    end: usize,
    rates: &Rates,
    leavers_calls: f64,
    serve: bool,
) -> Option<Closing> {
    let rates = &rates.without_arrivals();
    let all = system.all();
    // Without agents, callers who do not hang up would wait for ever.
    let stuck = rates.agents.number == 0.0 && rates.hang_up == 0.0;
    if serve && stuck && all.iter().any(|(k, mass)| k > 0 && mass > 0.0) {
        return None;
    }
    let mut closing = Closing {
        waiting: 0.0,
        p_waiting: 0.0,
        in_hand: leavers_calls,
        until_no_one_waits_s: 0.0,
        overrun_s: overrun(system, end, rates, serve),
        handling_s: leavers_calls / rates.handle,
        tail: Tail::of(&all, rates, leavers_calls, serve),
    };
    let table = if serve { served(rates, all.hi) } else { Vec::new() };
    for (number, mass) in all.iter() {
        for (in_hand, waiting, share) in split(rates, number) {
            let mass = mass * share;
            closing.waiting += mass * waiting as f64;
            closing.p_waiting += if waiting > 0 { mass } else { 0.0 };
            closing.in_hand += mass * in_hand as f64;
            if !serve {
                closing.handling_s += mass * in_hand as f64 / rates.handle;
            }
        }
        if serve && mass > 0.0 {
            let [waits, handling] = table[number];
            closing.until_no_one_waits_s += mass * waits;
            closing.handling_s += mass * handling;
        }
    }
    Some(closing)
}

/// Mean time until the last call is done, those included which agents took along who left before.
fn overrun(system: &Joint, end: usize, rates: &Rates, serve: bool) -> f64 {
    let place = system.place(end);
    let calls = |back: &[u32]| place.map_or(0, |place| back[place] as usize);
    let most = system.layers().map(|(back, _)| calls(back)).max().unwrap_or(0);
    let size = system.layers().map(|(_, state)| state.hi).max().unwrap_or(0);
    // By calls taken along, and number in the system.
    let mut done: Vec<Vec<f64>> = Vec::new();
    let in_hand = only_in_hand(rates, most + rates.agents.whole + 1);
    for along in 0..=most {
        let mut row = vec![in_hand[along]];
        for k in 1..=if serve { size } else { 0 } {
            let (ends, others) = (rates.leaves(k), along as f64 * rates.handle);
            let fewer = if along > 0 { done[along - 1][k] } else { 0.0 };
            row.push((1.0 + ends * row[k - 1] + others * fewer) / (ends + others));
        }
        done.push(row);
    }
    let mut mean = 0.0;
    for (back, state) in system.layers() {
        let along = calls(back);
        for (number, mass) in state.iter().filter(|(_, mass)| *mass > 0.0) {
            mean += mass
                * if serve {
                    done[along][number]
                } else {
                    let parts = split(rates, number);
                    parts.iter().map(|(hand, _, share)| share * in_hand[along + hand]).sum()
                };
        }
    }
    mean
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
    let mut table: Vec<Ahead> = vec![[0.0; 2]];
    for k in 1..=size {
        let below = table[k - 1];
        let time = 1.0 / rates.leaves(k);
        let waits = match k {
            _ if k <= m => 0.0,
            _ if k == m + 1 => rates.agents.waits / (rates.answers_next() + rates.hang_up),
            _ => below[0] + time,
        };
        let busy = rates.ends(k) / rates.handle;
        table.push([waits, below[1] + busy * time]);
    }
    table
}
