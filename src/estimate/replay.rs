//! Days played out from the estimates, to see how far chance alone takes records from the formula.
//!
//! Calls of a half-hour are Poisson, spread evenly over it; handle times log-normal with the mean of the
//! time of day and the variation found (exponential where none is known); patience exponential;
//! calls are answered in order of arrival. A fraction of a consultant is one who is there for some
//! stretches of five minutes, drawn at random. Who leaves finishes the call. The queue is carried from
//! half-hour to half-hour.

use super::load::{DayLoad, Tallies, Tally};
use super::{HALF_HOUR_S, HALF_HOURS};
use rand::SeedableRng;
use rand_distr::{Distribution, Exp1, Poisson, StandardNormal, StandardUniform};
use rand_pcg::Pcg64;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Seconds for which the number at the phone stays.
const STRETCH_S: f64 = 300.0;

/// What all days have in common.
pub(super) struct Settings {
    pub patience_s: Option<f64>,
    pub threshold_s: f64,
    pub variation: Option<f64>,
}

/// A caller in the queue.
struct Caller {
    half_hour: usize,
    arrived: f64,
    gives_up: f64,
}

/// The days once more, with fresh chance.
pub(super) fn replay(days: &[DayLoad], settings: &Settings, seed: u64) -> Tallies {
    let mut random = Pcg64::seed_from_u64(seed);
    days.iter().map(|day| Playing::new(day, settings).play(&mut random)).collect()
}

struct Playing<'a> {
    day: &'a DayLoad,
    settings: &'a Settings,
    /// Ends of calls in progress, as ordered bits of seconds.
    ends: BinaryHeap<Reverse<u64>>,
    queue: VecDeque<Caller>,
    tallies: [Tally; HALF_HOURS],
}

impl<'a> Playing<'a> {
    fn new(day: &'a DayLoad, settings: &'a Settings) -> Self {
        Self {
            day,
            settings,
            ends: BinaryHeap::new(),
            queue: VecDeque::new(),
            tallies: [Tally::default(); HALF_HOURS],
        }
    }

    fn play(mut self, random: &mut Pcg64) -> [Tally; HALF_HOURS] {
        for stretch in 0..(HALF_HOURS as f64 * HALF_HOUR_S / STRETCH_S) as usize {
            let from = stretch as f64 * STRETCH_S;
            let half_hour = (from / HALF_HOUR_S) as usize;
            let Some(load) = self.day[half_hour] else { continue };
            let drawn: f64 = StandardUniform.sample(random);
            let agents = (load.agents + drawn).floor() as usize;
            self.serve(from, agents, random);
            for arrived in self.arrivals(load.calls * STRETCH_S / HALF_HOUR_S, from, random) {
                self.until(arrived, agents, random);
                let patience = self.settings.patience_s.map_or(f64::INFINITY, |mean| {
                    let unit: f64 = Exp1.sample(random);
                    mean * unit
                });
                self.queue.push_back(Caller { half_hour, arrived, gives_up: arrived + patience });
                self.serve(arrived, agents, random);
            }
            self.until(from + STRETCH_S, agents, random);
        }
        // Nobody is left to answer those who still wait; without patience they wait to midnight.
        let end = HALF_HOURS as f64 * HALF_HOUR_S;
        while let Some(caller) = self.queue.pop_front() {
            let left = caller.gives_up.min(end.max(caller.arrived));
            self.count(&caller, left, false);
        }
        self.tallies
    }

    fn arrivals(&self, mean: f64, from: f64, random: &mut Pcg64) -> Vec<f64> {
        let count: f64 = Poisson::new(mean).map_or(0.0, |law| law.sample(random));
        let mut times: Vec<f64> = (0..count as usize)
            .map(|_| {
                let share: f64 = StandardUniform.sample(random);
                from + share * STRETCH_S
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times
    }

    /// Lets calls end until a time.
    fn until(&mut self, time: f64, agents: usize, random: &mut Pcg64) {
        while let Some(Reverse(bits)) = self.ends.peek() {
            let end = f64::from_bits(*bits);
            if end > time {
                break;
            }
            self.ends.pop();
            self.serve(end, agents, random);
        }
    }

    /// Answers callers while somebody is free.
    fn serve(&mut self, now: f64, agents: usize, random: &mut Pcg64) {
        while let Some(first) = self.queue.front() {
            let gone = first.gives_up <= now;
            if !gone && self.ends.len() >= agents {
                break;
            }
            let Some(caller) = self.queue.pop_front() else { break };
            if gone {
                let left = caller.gives_up;
                self.count(&caller, left, false);
            } else {
                let end = now + self.handle(caller.half_hour, random);
                self.ends.push(Reverse(end.to_bits()));
                self.count(&caller, now, true);
            }
        }
    }

    fn handle(&self, half_hour: usize, random: &mut Pcg64) -> f64 {
        let mean = self.day[half_hour].map_or(0.0, |load| load.aht_s);
        match self.settings.variation {
            None => {
                let unit: f64 = Exp1.sample(random);
                mean * unit
            }
            Some(cv) => {
                let variance = (cv * cv).ln_1p();
                let unit: f64 = StandardNormal.sample(random);
                mean * (variance.sqrt() * unit - 0.5 * variance).exp()
            }
        }
    }

    fn count(&mut self, caller: &Caller, left: f64, answered: bool) {
        let wait = left - caller.arrived;
        let tally = &mut self.tallies[caller.half_hour];
        tally.calls += 1.0;
        tally.wait_s += wait;
        tally.within += f64::from(u8::from(answered && wait <= self.settings.threshold_s));
        tally.gave_up += f64::from(u8::from(!answered));
    }
}
