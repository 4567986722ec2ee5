//! The queue through a day against a direct integration of the same equations, written here in
//! another form, against stationary theory, and against what must balance.

use obsada::queue::transient::{AtClose, Day, Stretch, TOLERANCE, TransientError, day_with_redials};
use obsada::queue::{ErlangA, ErlangC, Queue};
use proptest::prelude::*;

// ---- The same equations, integrated directly ------------------------------------------------------

/// Numbers waiting that the direct integration keeps.
const WAITING: usize = 56;
/// Agents that it keeps, busy or free.
const AGENTS: usize = 6;
/// Step of the Runge–Kutta rule, seconds.
const STEP: f64 = 0.5;
/// Cells of arrival moments, seconds; lengths and thresholds are multiples.
const CELL: f64 = 20.0;

/// Probability by calls in hand and calls waiting.
type Grid = Vec<[f64; WAITING]>;

fn zero() -> Grid {
    vec![[0.0; WAITING]; AGENTS + 1]
}

/// The rules for one call at a time: an arrival takes a free agent or waits; a call that ends frees an
/// agent, who leaves if more are busy than there should be, and otherwise takes the next.
fn flow(from: &Grid, s: &Stretch) -> Grid {
    let c = s.agents as usize;
    let (mu, theta) = (1.0 / s.aht_s, s.patience_s.map_or(0.0, |p| 1.0 / p));
    let mut to = zero();
    for busy in 0..=AGENTS {
        for queue in 0..WAITING {
            let p = from[busy][queue];
            if p == 0.0 {
                continue;
            }
            let mut go = |rate: f64, b: usize, q: usize| {
                to[busy][queue] -= rate * p;
                to[b][q] += rate * p;
            };
            if busy < c {
                go(s.calls_per_s, busy + 1, queue);
            } else if queue + 1 < WAITING {
                go(s.calls_per_s, busy, queue + 1);
            }
            let ends = mu * busy as f64;
            if busy > 0 && (busy > c || queue == 0) {
                go(ends, busy - 1, queue);
            } else if busy > 0 {
                go(ends, busy, queue - 1);
            }
            if queue > 0 {
                go(theta * queue as f64, busy, queue - 1);
            }
        }
    }
    to
}

/// A waiting caller by calls in hand and callers ahead in the queue. Returns the flow and, apart, how
/// many hang up a second.
fn caller_flow(from: &Grid, s: &Stretch) -> (Grid, f64) {
    let c = s.agents as usize;
    let (mu, theta) = (1.0 / s.aht_s, s.patience_s.map_or(0.0, |p| 1.0 / p));
    let (mut to, mut hung) = (zero(), 0.0);
    for busy in 0..=AGENTS {
        for ahead in 0..WAITING {
            let p = from[busy][ahead];
            if p == 0.0 {
                continue;
            }
            hung += theta * p;
            to[busy][ahead] -= (theta * (1 + ahead) as f64 + mu * busy as f64) * p;
            if busy > c {
                to[busy - 1][ahead] += mu * busy as f64 * p;
            } else if ahead > 0 {
                to[busy][ahead - 1] += mu * busy as f64 * p;
            }
            if ahead > 0 {
                to[busy][ahead - 1] += theta * ahead as f64 * p;
            }
        }
    }
    (to, hung)
}

fn total(grid: &Grid) -> f64 {
    grid.iter().flatten().sum()
}

/// Free agents take those waiting.
fn more_agents(grid: &Grid, c: usize) -> Grid {
    let mut to = zero();
    for busy in 0..=AGENTS {
        for queue in 0..WAITING {
            let taken = c.saturating_sub(busy).min(queue);
            to[busy + taken][queue - taken] += grid[busy][queue];
        }
    }
    to
}

/// Waiting callers: those who are taken are gone.
fn callers_taken(grid: &Grid, c: usize) -> Grid {
    let mut to = zero();
    for busy in 0..=AGENTS {
        for ahead in 0..WAITING {
            let free = c.saturating_sub(busy);
            if ahead >= free {
                to[busy + free][ahead - free] += grid[busy][ahead];
            }
        }
    }
    to
}

/// Everything that moves together: the system, a cohort's waiting callers, time waited, hang-ups.
#[derive(Clone)]
struct All {
    system: Grid,
    callers: Grid,
    waited: f64,
    hung: f64,
}

impl All {
    fn slope(&self, s: &Stretch, collects: bool) -> All {
        let c = s.agents as usize;
        let (mut callers, hung) = caller_flow(&self.callers, s);
        if collects {
            for busy in c..=AGENTS {
                for queue in 0..WAITING {
                    callers[busy][queue] += s.calls_per_s * self.system[busy][queue];
                }
            }
        }
        let system = flow(&self.system, s);
        All { system, callers, waited: total(&self.callers), hung }
    }

    fn plus(&self, h: f64, k: &All) -> All {
        let add = |a: &Grid, b: &Grid| {
            let mut sum = a.clone();
            for (x, y) in sum.iter_mut().flatten().zip(b.iter().flatten()) {
                *x += h * y;
            }
            sum
        };
        All {
            system: add(&self.system, &k.system),
            callers: add(&self.callers, &k.callers),
            waited: self.waited + h * k.waited,
            hung: self.hung + h * k.hung,
        }
    }

    /// Classical Runge–Kutta steps of equal length, at most `STEP`.
    fn run(&mut self, s: &Stretch, seconds: f64, collects: bool) {
        let steps = (seconds / STEP).ceil().max(1.0);
        let h = seconds / steps;
        for _ in 0..steps as usize {
            let k1 = self.slope(s, collects);
            let k2 = self.plus(h / 2.0, &k1).slope(s, collects);
            let k3 = self.plus(h / 2.0, &k2).slope(s, collects);
            let k4 = self.plus(h, &k3).slope(s, collects);
            for (k, share) in [(k1, 1.0), (k2, 2.0), (k3, 2.0), (k4, 1.0)] {
                *self = self.plus(h * share / 6.0, &k);
            }
        }
    }

    fn change(&mut self, c: usize) {
        self.system = more_agents(&self.system, c);
        self.callers = callers_taken(&self.callers, c);
    }
}

/// A stretch after closing.
fn after(last: &Stretch) -> Stretch {
    Stretch { calls_per_s: 0.0, ..*last }
}

struct Direct {
    mean_wait_s: Vec<f64>,
    p_abandon: Vec<f64>,
    p_cut_off: Vec<f64>,
    /// By cohort and threshold: answered in time, waiting longer.
    by_times: Vec<Vec<(f64, f64)>>,
    end: Grid,
}

fn direct(day: &[Stretch], at_close: AtClose, times: &[f64]) -> Direct {
    let cohorts = day.last().unwrap().cohort + 1;
    let calls: Vec<f64> = (0..cohorts)
        .map(|c| day.iter().filter(|s| s.cohort == c).map(|s| s.seconds * s.calls_per_s).sum())
        .collect();
    let mut result = Direct {
        mean_wait_s: Vec::new(),
        p_abandon: Vec::new(),
        p_cut_off: Vec::new(),
        by_times: vec![vec![(0.0, 0.0); times.len()]; cohorts],
        end: zero(),
    };
    let mut all = All { system: zero(), callers: zero(), waited: 0.0, hung: 0.0 };
    all.system[0][0] = 1.0;
    for (i, s) in day.iter().enumerate() {
        all.change(s.agents as usize);
        let mut now = all.clone();
        // Three-point Gauss–Legendre moments in every cell.
        let node = 0.5 * CELL * 0.6_f64.sqrt();
        for cell in 0..(s.seconds / CELL).round() as usize {
            let start = cell as f64 * CELL;
            let mut at = start;
            for (moment, weight) in [(-node, 5.0), (0.0, 8.0), (node, 5.0)] {
                let moment = start + 0.5 * CELL + moment;
                now.run(s, moment - at, true);
                at = moment;
                let weight = weight / 18.0 * CELL * s.calls_per_s / calls[s.cohort];
                let shares = one_caller(&now.system, day, i, moment, at_close, times);
                for (sum, share) in result.by_times[s.cohort].iter_mut().zip(shares) {
                    sum.0 += weight * share.0;
                    sum.1 += weight * share.1;
                }
            }
            now.run(s, start + CELL - at, true);
        }
        all = now;
        if day.get(i + 1).is_none_or(|next| next.cohort != s.cohort) {
            let mut done = all.clone();
            let mut cut = 0.0;
            for later in &day[i + 1..] {
                done.change(later.agents as usize);
                done.run(later, later.seconds, false);
            }
            if at_close == AtClose::Serve {
                while total(&done.callers) > 1e-11 {
                    done.run(&after(day.last().unwrap()), 100.0, false);
                }
            } else {
                cut = total(&done.callers);
            }
            result.mean_wait_s.push(done.waited / calls[s.cohort]);
            result.p_abandon.push(done.hung / calls[s.cohort]);
            result.p_cut_off.push(cut / calls[s.cohort]);
            (all.callers, all.waited, all.hung) = (zero(), 0.0, 0.0);
        }
    }
    result.end = all.system;
    result
}

/// Answered, and waiting, by the times for a caller who arrives at this moment.
fn one_caller(
    system: &Grid,
    day: &[Stretch],
    mut index: usize,
    moment: f64,
    at_close: AtClose,
    times: &[f64],
) -> Vec<(f64, f64)> {
    let c = day[index].agents as usize;
    let mut callers = zero();
    callers[c..].clone_from_slice(&system[c..]);
    let mut all = All { system: zero(), callers, waited: 0.0, hung: 0.0 };
    let (mut s, mut left) = (day[index], day[index].seconds - moment);
    let (mut passed, mut cut) = (0.0, 0.0);
    times
        .iter()
        .map(|t| {
            while t - passed > left {
                all.run(&s, left, false);
                passed += left;
                index += 1;
                if let Some(next) = day.get(index) {
                    (s, left) = (*next, next.seconds);
                    all.change(s.agents as usize);
                } else {
                    (s, left) = (after(&s), f64::INFINITY);
                    if at_close == AtClose::CutOff {
                        cut = total(&all.callers);
                        all.callers = zero();
                    }
                }
            }
            all.run(&s, t - passed, false);
            left -= t - passed;
            passed = *t;
            let waiting = total(&all.callers);
            (1.0 - waiting - all.hung - cut, waiting)
        })
        .collect()
}

/// Numbers scattered without a pattern, the same on every run.
struct Scatter(u64);

impl Scatter {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn day(&mut self, patience: bool) -> Vec<Stretch> {
        let aht_s = 60.0 + 240.0 * self.share();
        let patience_s = patience.then(|| 40.0 + 300.0 * self.share());
        (0..6)
            .map(|i| {
                let agents = (1.0 + 5.0 * self.share()).floor();
                let load = agents * (0.3 + 0.9 * self.share());
                let seconds = CELL * (6.0 + 8.0 * self.share()).floor();
                let calls_per_s = load / aht_s;
                // Two stretches make a cohort.
                Stretch { cohort: i / 2, seconds, calls_per_s, agents, aht_s, patience_s }
            })
            .collect()
    }
}

#[track_caller]
fn near(actual: f64, expected: f64, tolerance: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!(
        (actual - expected).abs() <= tolerance * scale,
        "{what}: {actual:e}, directly {expected:e}, apart {:e}",
        (actual - expected).abs()
    );
}

#[test]
fn agrees_with_direct_integration() {
    let times = [0.0, 20.0, 60.0, 140.0];
    let mut scatter = Scatter(7);
    let mut worst: f64 = 0.0;
    for number in 0..8 {
        let at_close = if number % 4 < 2 { AtClose::Serve } else { AtClose::CutOff };
        let stretches = scatter.day(number % 2 == 0);
        let day = Day::new(&stretches, at_close, TOLERANCE).expect("a day");
        assert!(day.error() <= TOLERANCE);
        let expected = direct(&stretches, at_close, &times);
        let what = format!("day {number} {at_close:?} {stretches:#?}");
        for (i, cohort) in day.cohorts().iter().enumerate() {
            let what = format!("cohort {i} of {what}");
            near(cohort.mean_wait_s, expected.mean_wait_s[i], 1e-6, &what);
            near(cohort.p_abandon, expected.p_abandon[i], 1e-6, &what);
            near(cohort.p_cut_off, expected.p_cut_off[i], 1e-6, &what);
            let by = day.by_times(i, &times).expect("a cohort");
            for (by, (answered, waiting)) in by.iter().zip(&expected.by_times[i]) {
                near(by.answered, *answered, 1e-6, &what);
                near(by.waiting, *waiting, 1e-6, &what);
                worst = worst.max((by.answered - answered).abs()).max((by.waiting - waiting).abs());
            }
            worst = worst.max((cohort.mean_wait_s / expected.mean_wait_s[i] - 1.0).abs());
        }
        let closing = day.closing().expect("it closes");
        let sum = |f: &dyn Fn(usize, usize) -> f64| -> f64 {
            let all = (0..=AGENTS).flat_map(|b| (0..WAITING).map(move |q| (b, q)));
            all.map(|(b, q)| expected.end[b][q] * f(b, q)).sum()
        };
        near(closing.waiting, sum(&|_, q| q as f64), 1e-6, &what);
        near(closing.p_waiting, sum(&|_, q| f64::from(u8::from(q > 0))), 1e-6, &what);
        near(closing.in_hand, sum(&|b, _| b as f64), 1e-6, &what);
    }
    println!("largest difference {worst:e}");
}
