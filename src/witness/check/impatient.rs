//! Erlang A from the balance of births and deaths, state by state.
//!
//! With arrival rate λ, n agents of rate μ and hang-up rate θ, the number k in the system goes up at λ
//! and down at min(k, n)·μ + max(k − n, 0)·θ (Palm 1957; R. B. Cooper 1981, chapter 3). The measures
//! are sums over its stationary distribution; calls that arrive see it (Wolff 1982). A caller with j
//! others ahead in the queue moves up whenever one of them leaves, at the rate nμ + jθ, is answered
//! when an agent becomes free at the head, and hangs up at its own rate (Whitt 2005), which is θ where all are
//! alike: so a share who hang up lies in 0 to 1 however much callers differ. Those who hang up and call
//! again raise λ to the fixed point λ = first calls + redials.

use super::queue::Pool;

/// States beyond this share of the largest are left out, and so are Poisson weights.
const NEGLIGIBLE: f64 = 1e-16;
/// Weights beyond this are scaled down.
const LARGE: f64 = 1e200;
/// Departures that a Poisson number of small mean exceeds with negligible probability.
const FEW: f64 = 40.0;
/// Halvings of the interval in which the fixed point lies.
const HALVINGS: u32 = 60;

/// A queue with impatient callers in front of a whole number of agents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Impatient {
    agents: u32,
    aht: f64,
    hang_up: f64,
    /// Calls offered for each first call.
    attempts: f64,
    /// Offered load with redials, erlangs.
    load: f64,
    /// Probabilities that a call finds all agents busy and j callers waiting, from `from` callers on.
    waiting: Vec<f64>,
    from: usize,
}

impl Impatient {
    /// The queue of a pool that has calls and a hang-up rate.
    pub(super) fn new(pool: &Pool, agents: u32) -> Self {
        let with = |attempts: f64| {
            let load = pool.load * attempts;
            let (aht, hang_up) = (pool.aht, pool.hang_up);
            let (from, waiting) = waiting(f64::from(agents), load, hang_up * aht);
            Self { agents, aht, hang_up, attempts, load, waiting, from }
        };
        let first = with(1.0);
        if pool.redial <= 0.0 {
            return first;
        }
        if pool.redial >= 1.0 && pool.load >= f64::from(agents) {
            return Self { attempts: f64::INFINITY, ..first };
        }
        // attempts·(1 − redial·abandonment) rises with attempts and is 1 at the fixed point.
        let many =
            |attempts: f64| attempts * (1.0 - pool.redial * with(attempts).abandonment()) > 1.0;
        let (mut few, mut enough) = (1.0, 2.0);
        while !many(enough) {
            few = enough;
            enough *= 2.0;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (few + enough);
            if many(middle) { enough = middle } else { few = middle }
        }
        with(0.5 * (few + enough))
    }

    /// Calls offered for each first call.
    pub(super) fn attempts(&self) -> f64 {
        self.attempts
    }

    /// Share of calls whose caller hangs up: those waiting × θ ÷ λ.
    pub(super) fn abandonment(&self) -> f64 {
        self.queue() * self.hang_up * self.aht / self.load
    }

    /// Mean time in queue over all calls, seconds (Little 1961).
    pub(super) fn mean_wait(&self) -> f64 {
        self.queue() * self.aht / self.load
    }

    /// Share of the agents' time spent on calls.
    pub(super) fn occupancy(&self) -> f64 {
        if self.agents == 0 {
            return 0.0;
        }
        (self.load * (1.0 - self.abandonment()) / f64::from(self.agents)).min(1.0)
    }

    /// Lengths of the queue that are not negligible, and their probabilities.
    fn places(&self) -> impl Iterator<Item = (f64, f64)> {
        self.waiting.iter().enumerate().map(|(k, p)| ((self.from + k) as f64, *p))
    }

    /// Callers waiting, on average.
    fn queue(&self) -> f64 {
        self.places().map(|(j, p)| j * p).sum()
    }

    /// Of callers who hang up at the rate `own` the share that is answered within `threshold` seconds, and the share
    /// that still waits then. The caller's place is followed by uniformization (Jensen 1953).
    pub(super) fn by_time(&self, own: f64, threshold: f64) -> (f64, f64) {
        let busy: f64 = self.waiting.iter().sum();
        let answer = f64::from(self.agents) / self.aht;
        let within = self.places_reached(answer, threshold);
        let (near, far): (Vec<_>, Vec<_>) =
            self.places().partition(|(j, _)| (*j as usize) < within);
        // Who stands further back is not answered by then: these wait or hang up.
        let mut waiting = far.iter().map(|(_, p)| p).sum::<f64>() * (-own * threshold).exp();
        let mut ahead = vec![0.0; near.last().map_or(1, |(j, _)| *j as usize + 1)];
        near.iter().for_each(|(j, p)| ahead[*j as usize] = *p);
        let fastest = answer + ahead.len() as f64 * self.hang_up + own;
        let events = fastest * threshold;
        let mut answered = 1.0 - busy;
        let mut now_answered = 0.0;
        // Poisson weights in logarithms: a long threshold has very small first ones.
        let mut log_weight = -events;
        let mut left = 1.0;
        for step in 1_u32.. {
            let weight = log_weight.exp();
            answered += weight * now_answered;
            let still: f64 = ahead.iter().sum();
            waiting += weight * still;
            left -= weight;
            if left < NEGLIGIBLE || (f64::from(step) > events && weight < NEGLIGIBLE) {
                break;
            }
            // Nobody is left: later events change nothing.
            if still < NEGLIGIBLE {
                answered += left * now_answered;
                break;
            }
            now_answered += ahead[0] * answer / fastest;
            for j in 0..ahead.len() {
                let others = answer + j as f64 * self.hang_up;
                let behind = ahead.get(j + 1).copied().unwrap_or(0.0);
                let moves = (others + self.hang_up) / fastest;
                ahead[j] = ahead[j] * (1.0 - (others + own) / fastest) + behind * moves;
            }
            log_weight += events.ln() - f64::from(step).ln();
        }
        (answered.clamp(0.0, 1.0), waiting.clamp(0.0, 1.0))
    }

    /// Places in the queue, from its head, of which some may be answered within `threshold` seconds: from place j that
    /// takes j + 1 departures, of which there are no more than a Poisson number, with the mean of the rate there times the
    /// time; those beyond ten standard deviations are negligible.
    fn places_reached(&self, answer: f64, threshold: f64) -> usize {
        let longest = (self.from + self.waiting.len()) as f64;
        let mut place = 0.0;
        loop {
            let mean = (answer + place * self.hang_up) * threshold;
            let next = mean + 10.0 * mean.sqrt() + FEW;
            if next <= place || place >= longest {
                return place.min(longest) as usize;
            }
            place = next.ceil();
        }
    }

    /// What callers who hang up at the rate `own` experience. From place j the next place is reached before
    /// hanging up with probability others ÷ (others + own), after a time of mean 1 ÷ (others + own)
    /// whatever happens.
    pub(super) fn experience(&self, own: f64) -> Experience {
        let answer = f64::from(self.agents) / self.aht;
        let (mut reach, mut time, mut spent, mut left) = (1.0, 0.0, 0.0, 0.0);
        let mut sums = Experience { wait: 0.0, hang_up: 0.0, answered_wait: 0.0 };
        let mut step = |j: f64, p: f64| {
            let others = answer + j * self.hang_up;
            let rate = others + own;
            time += 1.0 / rate;
            spent += reach / rate;
            left += reach * own / rate;
            reach *= others / rate;
            sums.wait += p * spent;
            sums.hang_up += p * left;
            sums.answered_wait += p * reach * time;
            reach
        };
        // From where nobody reaches the head of the queue it is no longer further back either.
        let shorter = (0..self.from).map(|j| step(j as f64, 0.0));
        let _ = shorter.take_while(|reach| *reach >= NEGLIGIBLE).count();
        self.places().for_each(|(j, p)| {
            step(j, p);
        });
        sums
    }
}

/// What callers of one patience experience in a queue that they share with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Experience {
    /// Mean time in queue, seconds.
    pub(super) wait: f64,
    /// Share who hang up, 0 to 1.
    pub(super) hang_up: f64,
    /// Mean time in queue of those answered, for each offered call, seconds.
    pub(super) answered_wait: f64,
}

/// Probabilities that all of `n` agents are busy and j callers wait, from the first j on that is not negligible;
/// `patience_rate` is θ ÷ μ. Patient callers make queues of many thousands of which only the lengths around the
/// likeliest count, so the weights are followed from there, down and up.
fn waiting(n: f64, load: f64, patience_rate: f64) -> (usize, Vec<f64>) {
    let likeliest = ((load - n) / patience_rate).max(0.0).floor();
    let (mut below, mut weight, mut j) = (Vec::new(), 1.0_f64, likeliest);
    while j >= 1.0 && weight >= NEGLIGIBLE {
        weight *= (n + j * patience_rate) / load;
        below.push(weight);
        j -= 1.0;
    }
    let from = j as usize;
    let mut queue: Vec<f64> = below.into_iter().rev().chain([1.0]).collect();
    (weight, j) = (1.0, likeliest);
    while weight >= NEGLIGIBLE {
        j += 1.0;
        weight *= load / (n + j * patience_rate);
        queue.push(weight);
    }
    let mut total: f64 = queue.iter().sum();
    // Fewer than n in the system: negligible where an empty queue is.
    let (mut weight, mut k) = (if from == 0 { queue[0] } else { 0.0 }, n);
    while k >= 1.0 && (weight > NEGLIGIBLE * total || k > load && weight > 0.0) {
        weight *= k / load;
        total += weight;
        k -= 1.0;
        if total > LARGE {
            queue.iter_mut().for_each(|w| *w /= LARGE);
            total /= LARGE;
            weight /= LARGE;
        }
    }
    (from, queue.into_iter().map(|weight| weight / total).collect())
}

#[cfg(test)]
mod tests {
    use super::super::queue::Stream;
    use super::*;
    use crate::scenario::LevelOf;

    /// Calls of two minutes, 300 erlangs of them in front of 20 agents: some 1400 callers wait, of whom one hangs up in 600 s.
    const PATIENCE: f64 = 600.0;

    fn overloaded() -> Impatient {
        let calls = 300.0 / 120.0 * 1800.0;
        let stream = Stream { calls, aht: 120.0, patience: Some(PATIENCE), redial: 0.0 };
        Impatient::new(&Pool::new([stream], 1800.0, LevelOf::Offered), 20)
    }

    #[test]
    fn in_the_long_run_everybody_was_answered_or_has_hung_up() {
        let queue = overloaded();
        let (answered, waiting) = queue.by_time(1.0 / PATIENCE, 1e6);
        assert!((answered - (1.0 - queue.abandonment())).abs() < 1e-9, "{answered}");
        assert_eq!(waiting, 0.0);
        // Agents who are busy all the time answer one call in two minutes each.
        assert!((answered - 20.0 / 300.0).abs() < 1e-9, "{answered}");
    }

    /// In ten seconds nobody comes from behind a thousand others: who comes waits as long as patience lasts.
    #[test]
    fn far_back_nobody_is_answered_soon() {
        let (answered, waiting) = overloaded().by_time(1.0 / PATIENCE, 10.0);
        assert!(answered < 1e-12, "{answered}");
        assert!((waiting - (-10.0 / PATIENCE).exp()).abs() < 1e-9, "{waiting}");
    }

    #[test]
    fn what_one_experiences_is_what_all_do_and_who_is_hasty_hangs_up() {
        let queue = overloaded();
        let own = queue.experience(1.0 / PATIENCE);
        assert!((own.wait - queue.mean_wait()).abs() < 1e-9 * own.wait);
        assert!((own.hang_up - queue.abandonment()).abs() < 1e-9);
        let hasty = queue.experience(0.2);
        assert!((hasty.wait - 5.0).abs() < 1e-9 && (hasty.hang_up - 1.0).abs() < 1e-9);
        assert!(hasty.answered_wait < 1e-9);
    }
}
