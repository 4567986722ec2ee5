//! A rough picture of a queue through a day, in a fraction of a millisecond: what it says of a small change of shifts, not
//! what it says of the shifts, is of use.
//!
//! The number of callers in the system is taken for normal, so that its mean and variance are all that is followed: with
//! λ calls and μ ends of calls a second, c agents, and θ hang-ups a second of who waits,
//!
//! ```text
//!     m' = λ − μ E[min(N, c)] − θ E[(N − c)⁺]
//!     v' = λ + μ E[min(N, c)] + θ E[(N − c)⁺] − 2 v (μ P(N < c) + θ P(N ≥ c))
//! ```
//!
//! the Gaussian closure of Massey & Pender 2013 (*Queueing Systems* 75, equations for the mean and the variance), with
//! Stein's lemma for the covariances. Agents of all groups are one crew that answers all lines.

/// Steps in time, in handle times, and the shortest, seconds: longer ones swing.
const STEP: f64 = 1.0;
const SHORTEST_S: f64 = 15.0;
/// Least standard deviation of the callers in the system.
const LEAST_SPREAD: f64 = 0.05;
/// Means and variances are alike that differ by less.
const ALIKE: f64 = 1e-3;
/// Fewest agents whose queue is followed: nobody makes an endless wait.
const FEWEST: f64 = 0.2;

/// Callers of an interval, all lines of a pool together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Callers {
    /// Calls a second.
    pub(super) calls_per_s: f64,
    /// Mean handle time, seconds.
    pub(super) aht_s: f64,
    /// Share of those who wait that hang up in a second.
    pub(super) hang_up_per_s: f64,
}

/// Callers in the system: mean and variance.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Crowd {
    mean: f64,
    variance: f64,
}

/// What the callers of an interval meet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Picture {
    /// Mean wait, seconds.
    pub(super) wait_s: f64,
    /// Share that waits longer than each of the thresholds.
    pub(super) longer: Vec<f64>,
    /// Share of their time that the agents are busy.
    pub(super) busy: f64,
}

/// Density, and the probability of more, of the standard normal: Abramowitz & Stegun 1964, equation 26.2.17, whose
/// error is below 7.5e-8.
fn normal(z: f64) -> (f64, f64) {
    let density = libm::exp(-0.5 * z * z) * 0.398_942_280_401_432_7;
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series = 1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429);
    let tail = density * t * (0.319_381_530 + t * (-0.356_563_782 + t * series));
    (density, if z < 0.0 { 1.0 - tail } else { tail })
}

impl Crowd {
    /// Whether another crowd is so like this one that what follows is the same for what a sketch is worth.
    pub(super) fn like(self, other: Self) -> bool {
        (self.mean - other.mean).abs() < ALIKE && (self.variance - other.variance).abs() < ALIKE
    }

    /// Expected number above a number, and the probability of being there.
    fn above(self, number: f64) -> (f64, f64) {
        let spread = self.variance.max(0.0).sqrt().max(LEAST_SPREAD);
        let z = (number - self.mean) / spread;
        let (density, more) = normal(z);
        ((spread * (density - z * more)).max(0.0), more)
    }

    /// Change a second of mean and variance, with the callers who wait and the probability that all agents are busy.
    fn drift(self, callers: &Callers, agents: f64) -> Drift {
        let (queue, waiting) = self.above(agents);
        let (ends, hang_up) = (1.0 / callers.aht_s, callers.hang_up_per_s);
        let served = (self.mean - queue).max(0.0);
        let leave = ends * served + hang_up * queue;
        let pull = ends * (1.0 - waiting) + hang_up * waiting;
        let mean = callers.calls_per_s - leave;
        let variance = callers.calls_per_s + leave - 2.0 * self.variance * pull;
        Drift { mean, variance, queue, waiting, served }
    }

    fn moved(self, drift: &Drift, seconds: f64) -> Self {
        Self {
            mean: (self.mean + seconds * drift.mean).max(0.0),
            variance: (self.variance + seconds * drift.variance).max(0.0),
        }
    }

    /// Follows the queue through an interval with so many agents; thresholds in seconds.
    pub(super) fn through(
        &mut self,
        callers: &Callers,
        (agents, seconds): (f64, f64),
        thresholds: &[f64],
    ) -> Picture {
        let agents = agents.max(FEWEST);
        let steps = (seconds / (STEP * callers.aht_s).max(SHORTEST_S)).ceil().max(1.0);
        let (step, share) = (seconds / steps, 1.0 / steps);
        let mut picture = Picture { longer: vec![0.0; thresholds.len()], ..Picture::default() };
        let per_place = callers.aht_s / agents;
        for _ in 0..steps as usize {
            // Heun's method: the mean of the drifts here and where the first leads.
            let here = self.drift(callers, agents);
            let there = self.moved(&here, step).drift(callers, agents);
            for drift in [&here, &there] {
                picture.wait_s += share / 2.0 * (drift.queue + drift.waiting) * per_place;
                picture.busy += share / 2.0 * drift.served / agents;
            }
            for (longer, threshold) in picture.longer.iter_mut().zip(thresholds) {
                *longer += share * self.above(agents + threshold / per_place).1;
            }
            *self = self.moved(&here, step / 2.0).moved(&there, step / 2.0);
        }
        picture
    }
}

/// How a crowd changes in a second, and who of it waits.
struct Drift {
    mean: f64,
    variance: f64,
    queue: f64,
    waiting: f64,
    served: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::ErlangC;

    /// Mean wait in the long run.
    fn wait_s(load: f64, agents: u32) -> f64 {
        let callers = Callers { calls_per_s: load / 210.0, aht_s: 210.0, hang_up_per_s: 0.0 };
        let mut crowd = Crowd::default();
        crowd.through(&callers, (f64::from(agents), 200_000.0), &[]);
        crowd.through(&callers, (f64::from(agents), 3_600.0), &[]).wait_s
    }

    /// What is of use of it is what an agent more does: nearly the same factor as of Erlang's mean wait, though the wait
    /// itself is too short by up to half.
    #[test]
    fn an_agent_more_shortens_waits_as_erlang_says() {
        for (load, agents) in [(8.0, 9), (21.0, 22), (21.0, 23), (60.0, 61), (60.0, 62), (60.0, 63)]
        {
            let steady = |n: u32| ErlangC::new(n, load, 210.0).unwrap().mean_wait_s();
            let factor = wait_s(load, agents + 1) / wait_s(load, agents);
            let of_erlang = steady(agents + 1) / steady(agents);
            assert!(
                (factor / of_erlang - 1.0).abs() < 0.25,
                "{load} {agents}: {factor} {of_erlang}"
            );
            let whole = wait_s(load, agents) / steady(agents);
            assert!((0.5..1.5).contains(&whole), "{load} {agents}: {whole}");
        }
    }

    /// With as many agents as anybody asks for nobody waits, and the share of their time on calls is the load over them.
    #[test]
    fn a_quiet_day_is_quiet() {
        let callers = Callers { calls_per_s: 0.01, aht_s: 200.0, hang_up_per_s: 0.002 };
        let mut crowd = Crowd::default();
        crowd.through(&callers, (20.0, 20_000.0), &[]);
        let picture = crowd.through(&callers, (20.0, 3_600.0), &[0.0]);
        assert!(picture.wait_s < 1e-6 && picture.longer[0] < 1e-6, "{picture:?}");
        assert!((picture.busy - 0.1).abs() < 1e-3, "{picture:?}");
    }
}
