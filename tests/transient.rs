//! The queue through a day against a direct integration of the same equations, written here in
//! another form, against stationary theory, and against what must balance.

use obsada::queue::Queue;
use obsada::queue::transient::{
    AtClose, Day, Stretch, TOLERANCE, TransientError, day_with_redials,
};
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
            let arrivals = self.system[c..].iter().flatten();
            for (callers, mass) in callers[c..].iter_mut().flatten().zip(arrivals) {
                *callers += s.calls_per_s * mass;
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
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
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
            let by = times.map(|t| day.by_time(i, t).expect("a cohort"));
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

// ---- What must balance ----------------------------------------------------------------------------

/// Days with whole and fractional agents, absences, changing handle times, and patience that may be
/// very short.
fn any_day() -> impl Strategy<Value = Vec<Stretch>> {
    let agents = prop_oneof![Just(0.0), 1.0..6.0_f64, (1_u32..9).prop_map(f64::from)];
    let stretch = (60.0..1800.0_f64, 0.0..0.04_f64, agents, 30.0..400.0_f64, 0_usize..2);
    let patience = prop::option::of((1.0_f64..8.0).prop_map(f64::exp));
    (prop::collection::vec(stretch, 1..6), patience).prop_map(|(stretches, patience_s)| {
        let mut cohort = 0;
        stretches
            .into_iter()
            .enumerate()
            .map(|(i, (seconds, calls_per_s, agents, aht_s, step))| {
                cohort += if i > 0 { step } else { 0 };
                Stretch { cohort, seconds, calls_per_s, agents, aht_s, patience_s }
            })
            .collect()
    })
}

/// Patience long enough for waits by callers and by time to balance at every moment: callers at a
/// fractional agent's place hang up no faster than calls end.
fn long_enough(stretches: &[Stretch]) -> bool {
    let exact =
        |s: &Stretch| s.patience_s.is_none_or(|p| s.agents.fract() / p <= s.agents / s.aht_s);
    stretches.iter().all(exact)
}

/// With shorter patience they balance over a long day.
#[test]
fn very_short_patience_balances_in_the_end() {
    for agents in [0.85, 1.7, 2.4] {
        let stretches = constant(agents, 1.3 * agents, Some(15.0), 12);
        assert!(!long_enough(&stretches));
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let waited = over_time(&day, &stretches, |c| c.waiting);
        near(over_calls(&day, |c| c.mean_wait_s), waited, 0.01, "waits");
        near(over_calls(&day, |c| c.p_abandon), waited / 15.0, 0.01, "hang-ups");
        let ended = over_time(&day, &stretches, |c| c.busy) / 240.0;
        near(over_calls(&day, |c| c.p_answered()), ended, 0.01, "answered");
    }
}

/// Sum over cohorts, weighted by calls.
fn over_calls(day: &Day, value: impl Fn(&obsada::queue::transient::Cohort) -> f64) -> f64 {
    day.cohorts().iter().map(|c| c.calls * value(c)).sum()
}

/// Sum over cohorts of a mean over their time.
fn over_time(
    day: &Day,
    stretches: &[Stretch],
    value: impl Fn(&obsada::queue::transient::Cohort) -> f64,
) -> f64 {
    let seconds = |cohort: usize| -> f64 {
        stretches.iter().filter(|s| s.cohort == cohort).map(|s| s.seconds).sum()
    };
    day.cohorts().iter().enumerate().map(|(i, c)| seconds(i) * value(c)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Waits and hang-ups by callers, from following them, against those by time, from the system.
    #[test]
    fn callers_and_time_balance(stretches in any_day()) {
        prop_assume!(long_enough(&stretches));
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let closing = day.closing().expect("it closes");
        let waited = over_time(&day, &stretches, |c| c.waiting);
        prop_assert!((over_calls(&day, |c| c.mean_wait_s) - waited).abs() <= 1e-7 * waited.max(1.0));
        let hung: f64 = stretches[0].patience_s.map_or(0.0, |p| waited / p);
        prop_assert!((over_calls(&day, |c| c.p_abandon) - hung).abs() <= 1e-7 * hung.max(1.0));
        let cut = over_calls(&day, |c| c.p_cut_off);
        prop_assert!((cut - closing.waiting).abs() <= 1e-7 * cut.max(1.0), "{cut} {closing:?}");
        // Those answered are asked for by their own waits too.
        for c in day.cohorts() {
            let asa = c.asa_s.unwrap_or(0.0);
            prop_assert!(asa * c.p_answered() <= c.mean_wait_s * (1.0 + 1e-9) + 1e-9);
            prop_assert!((0.0..=1.0).contains(&c.occupancy));
        }
    }

    /// Where the handle time stays, the calls that end are busy time ÷ handle time.
    #[test]
    fn calls_are_answered_abandoned_or_cut_off(stretches in any_day(), aht_s in 30.0..400.0_f64) {
        let stretches: Vec<Stretch> =
            stretches.into_iter().map(|s| Stretch { aht_s, ..s }).collect();
        prop_assume!(long_enough(&stretches));
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let ended = over_time(&day, &stretches, |c| c.busy) / aht_s;
        let answered = over_calls(&day, |c| c.p_answered());
        let in_hand = day.closing().expect("it closes").in_hand;
        prop_assert!((answered - ended - in_hand).abs() <= 1e-7 * answered.max(1.0),
            "{answered} answered, {ended} ended, {in_hand} in hand");
    }

    /// The probabilities of long waits add up to the mean wait; all are answered in the end.
    #[test]
    fn waits_by_time_add_up(stretches in any_day()) {
        let stretches: Vec<Stretch> =
            stretches.into_iter().map(|s| Stretch { agents: s.agents.max(0.7), ..s }).collect();
        let day = Day::new(&stretches, AtClose::Serve, TOLERANCE).expect("a day");
        for (i, cohort) in day.cohorts().iter().enumerate().filter(|(_, c)| c.calls > 0.0) {
            let end = 20.0 + 12.0 * cohort.mean_wait_s;
            // The integrand jumps where agents come: a midpoint sum.
            let times: Vec<f64> = (0..80).map(|k| (f64::from(k) + 0.5) * end / 80.0).collect();
            let times = if i == 0 { times } else { vec![0.0, 20.0, end.max(20.0)] };
            let by: Vec<_> = times.iter().map(|t| day.by_time(i, *t).expect("there")).collect();
            for pair in by.windows(2) {
                prop_assert!(pair[0].answered <= pair[1].answered + 1e-9);
                prop_assert!(pair[0].waiting >= pair[1].waiting - 1e-9);
            }
            prop_assert!(by.iter().all(|b| b.answered + b.waiting <= 1.0 + 1e-9));
            if i == 0 && by[by.len() - 1].waiting < 1e-4 {
                let sum: f64 = by.iter().map(|b| b.waiting).sum::<f64>() * end / 80.0;
                let apart = (sum - cohort.mean_wait_s).abs();
                prop_assert!(apart < 0.05 * cohort.mean_wait_s.max(1.0), "{sum} {cohort:?}");
            }
            let late = day.by_time(i, 1e6).expect("there");
            prop_assert!((late.answered - cohort.p_answered()).abs() < 1e-8);
        }
    }

    /// Minutes instead of seconds change nothing but the unit.
    #[test]
    fn time_has_no_unit(stretches in any_day(), factor in 0.05..20.0_f64) {
        let scaled: Vec<Stretch> = stretches
            .iter()
            .map(|s| Stretch {
                seconds: s.seconds * factor,
                calls_per_s: s.calls_per_s / factor,
                aht_s: s.aht_s * factor,
                patience_s: s.patience_s.map(|p| p * factor),
                ..*s
            })
            .collect();
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let other = Day::new(&scaled, AtClose::CutOff, TOLERANCE).expect("a day");
        for (i, (a, b)) in day.cohorts().iter().zip(other.cohorts()).enumerate() {
            prop_assert!((a.mean_wait_s * factor - b.mean_wait_s).abs() <= 1e-7 * (1.0 + b.mean_wait_s));
            prop_assert!((a.p_abandon - b.p_abandon).abs() <= 1e-8);
            let (a, b) = (day.wait_exceeds(i, 60.0), other.wait_exceeds(i, 60.0 * factor));
            prop_assert!((a.expect("there") - b.expect("there")).abs() <= 1e-7);
        }
    }

    /// More whole agents in any stretch make callers wait no longer on average.
    #[test]
    fn more_agents_never_hurt(stretches in any_day(), which in 0_usize..6, more in 1_u32..4) {
        let which = which % stretches.len();
        let stretches: Vec<Stretch> =
            stretches.into_iter().map(|s| Stretch { agents: s.agents.round(), ..s }).collect();
        let mut more_of_them = stretches.clone();
        more_of_them[which].agents += f64::from(more);
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let better = Day::new(&more_of_them, AtClose::CutOff, TOLERANCE).expect("a day");
        let (now, then) = (over_calls(&day, |c| c.mean_wait_s), over_calls(&better, |c| c.mean_wait_s));
        prop_assert!(then <= now * (1.0 + 1e-6) + 1e-6, "{now} {then}");
    }
}

// ---- Theory ---------------------------------------------------------------------------------------

fn constant(agents: f64, load: f64, patience_s: Option<f64>, hours: usize) -> Vec<Stretch> {
    let stretch = |cohort| Stretch {
        cohort,
        seconds: 3600.0,
        calls_per_s: load / 240.0,
        agents,
        aht_s: 240.0,
        patience_s,
    };
    (0..hours).map(stretch).collect()
}

#[test]
fn long_days_settle_at_the_stationary_queue() {
    for (agents, load, patience_s) in
        [(3, 2.0, None), (20, 18.0, None), (3, 4.0, Some(120.0)), (20, 25.0, Some(300.0))]
    {
        let queue = Queue::new(agents, load / 240.0, 240.0, patience_s, 0.0).expect("in range");
        let stretches = constant(f64::from(agents), load, patience_s, 40);
        let settled = Day::new(&stretches, AtClose::Serve, TOLERANCE).expect("a day");
        let around = Day::new(&stretches[..2], AtClose::Repeat, TOLERANCE).expect("it repeats");
        for (day, last, tolerance) in [(&settled, 39, 1e-6), (&around, 1, 1e-7)] {
            let what = format!("{agents} agents, {load} erlangs, {patience_s:?}, cohort {last}");
            let cohort = &day.cohorts()[last];
            near(cohort.mean_wait_s, queue.mean_wait_s(), tolerance, &what);
            near(cohort.asa_s.unwrap(), queue.asa_s().unwrap(), tolerance, &what);
            near(cohort.p_abandon, queue.p_abandon(), tolerance, &what);
            near(cohort.occupancy, queue.occupancy(), tolerance, &what);
            for t in [0.0, 20.0, 180.0] {
                near(day.service_level(last, t).unwrap(), queue.service_level(t), tolerance, &what);
                near(day.wait_exceeds(last, t).unwrap(), queue.wait_exceeds(t), tolerance, &what);
            }
            for p in [0.3, 0.9, 0.99] {
                let percentile = day.wait_percentile_s(last, p).unwrap();
                assert!((percentile - queue.wait_percentile_s(p).unwrap()).abs() < 0.02, "{what}");
            }
        }
    }
}

#[test]
fn a_settled_single_agent_closes_as_theory_says() {
    let rho = 0.6_f64;
    let day = Day::new(&constant(1.0, rho, None, 60), AtClose::Serve, TOLERANCE).expect("a day");
    let closing = day.closing().expect("it closes");
    near(closing.p_waiting, rho * rho, 1e-8, "P(N ≥ 2)");
    near(closing.waiting, rho * rho / (1.0 - rho), 1e-7, "mean queue");
    near(closing.in_hand, rho, 1e-8, "busy");
    near(closing.overrun_s, 240.0 * rho / (1.0 - rho), 1e-7, "work left, one call after another");
    near(closing.handling_s, closing.overrun_s, 1e-9, "one agent handles all");
    // The last caller waits until all but one call are done.
    near(closing.until_no_one_waits_s, 240.0 * rho * rho / (1.0 - rho), 1e-7, "queue served");
    let cut = Day::new(&constant(1.0, rho, None, 60), AtClose::CutOff, TOLERANCE).expect("a day");
    near(cut.closing().unwrap().overrun_s, 240.0 * rho, 1e-8, "the call in hand");
}

/// The first caller of a day finds everyone free; a short first cohort hardly waits.
#[test]
fn a_day_begins_empty() {
    let mut stretches = constant(2.0, 1.9, None, 2);
    stretches[0].seconds = 1.0;
    let day = Day::new(&stretches, AtClose::Serve, TOLERANCE).expect("a day");
    let waits: Vec<f64> = (0..2).map(|i| day.wait_exceeds(i, 0.0).unwrap()).collect();
    assert!(waits[0] < 1e-4 && waits[1] > 0.3, "{waits:?}");
}

/// Forty agents, all busy, become fifteen: until twenty-five calls have ended nobody is taken, and a
/// caller at the head of the queue waits for the twenty-sixth.
#[test]
fn calls_in_hand_are_finished() {
    let stretch = |cohort, seconds, calls_per_s, agents| Stretch {
        cohort,
        seconds,
        calls_per_s,
        agents,
        aht_s: 240.0,
        patience_s: None,
    };
    // So many calls in a second that all are surely busy, hardly any ended.
    let stretches = [
        stretch(0, 0.01, 20_000.0, 40.0),
        stretch(1, 1e-6, 1.0, 15.0),
        stretch(2, 900.0, 0.0, 15.0),
    ];
    let day = Day::new(&stretches, AtClose::Serve, 1e-9).expect("a day");
    let first: f64 = (15..=40).map(|busy| 240.0 / f64::from(busy)).sum();
    // Some 160 callers are ahead of the one who comes then.
    let ahead = 200.0 - 40.0 - 0.01 / 6.0;
    let rest = 240.0 / 15.0 * ahead;
    near(day.cohorts()[1].mean_wait_s, first - 240.0 / 15.0 + rest + 16.0, 1e-4, "mean wait");
    assert!(day.cohorts()[1].busy > 39.9);
}

#[test]
fn fractions_lie_between_whole_agents() {
    let wait = |agents: f64, patience: Option<f64>| {
        let day = Day::new(&constant(agents, 2.2, patience, 3), AtClose::Serve, TOLERANCE);
        let day = day.expect("a day");
        (day.cohorts()[1].mean_wait_s, day.service_level(1, 0.0).unwrap())
    };
    for patience in [None, Some(200.0), Some(20.0)] {
        let steps: Vec<(f64, f64)> =
            (0..=8).map(|i| wait(2.0 + 0.25 * f64::from(i), patience)).collect();
        for pair in steps.windows(2) {
            assert!(pair[1].0 < pair[0].0 && pair[1].1 > pair[0].1, "{steps:?}");
        }
        let (just_below, whole) = (wait(3.0 - 1e-6, patience), wait(3.0, patience));
        assert!((just_below.0 - whole.0).abs() < 1e-3 && (just_below.1 - whole.1).abs() < 1e-5);
        let (whole, just_above) = (wait(3.0, patience), wait(3.0 + 1e-6, patience));
        assert!((just_above.0 - whole.0).abs() < 1e-3 && (just_above.1 - whole.1).abs() < 1e-5);
    }
}

// ---- Redials, repeats, refusals -------------------------------------------------------------------

#[test]
fn redials_are_a_fixed_point_of_the_day() {
    let mut stretches = constant(2.0, 2.5, Some(90.0), 4);
    stretches[2].calls_per_s *= 1.5;
    let day = day_with_redials(&stretches, AtClose::Serve, 0.6, TOLERANCE).expect("a day");
    for (cohort, first) in day.cohorts().iter().zip(&stretches) {
        let first = first.calls_per_s * 3600.0;
        near(cohort.calls, first + 0.6 * cohort.p_abandon * cohort.calls, 1e-8, "attempts");
        assert!(cohort.calls > first * 1.05);
    }
    let settled = day_with_redials(&constant(2.0, 2.5, Some(90.0), 12), AtClose::Serve, 0.6, 1e-10);
    let queue = Queue::new(2, 2.5 / 240.0, 240.0, Some(90.0), 0.6).expect("in range");
    near(settled.unwrap().cohorts()[10].calls / 3600.0, queue.attempts_per_s(), 1e-8, "settled");
}

#[test]
fn a_week_around_the_clock_begins_as_it_ends() {
    let mut stretches = constant(4.0, 2.0, None, 24);
    for (hour, stretch) in stretches.iter_mut().enumerate() {
        // Overloaded at midnight, so that the end of the week is felt at its start.
        stretch.calls_per_s *= if !(2..22).contains(&hour) { 2.3 } else { 1.0 };
    }
    let around = Day::new(&stretches, AtClose::Repeat, TOLERANCE).expect("it repeats");
    let mut four: Vec<Stretch> = (0..4).flat_map(|_| stretches.clone()).collect();
    four.iter_mut().enumerate().for_each(|(i, s)| s.cohort = i);
    let long = Day::new(&four, AtClose::Serve, TOLERANCE).expect("a day");
    for hour in 0..24 {
        let (a, b) = (&around.cohorts()[hour], &long.cohorts()[48 + hour]);
        near(a.mean_wait_s, b.mean_wait_s, 1e-7, "mean wait");
        near(
            around.wait_exceeds(hour, 300.0).unwrap(),
            long.wait_exceeds(48 + hour, 300.0).unwrap(),
            1e-7,
            "waits over five minutes",
        );
    }
    assert!(around.closing().is_none());
    let overloaded = constant(2.0, 2.0, None, 24);
    let error = Day::new(&overloaded, AtClose::Repeat, TOLERANCE).unwrap_err();
    assert_eq!(error, TransientError::NotPeriodic);
}

#[test]
fn overload_is_an_ordinary_day_and_its_limit_is_told() {
    // Fluid limit: with 60 erlangs on 50 agents the queue grows by 10/240 a second.
    let day = Day::new(&constant(50.0, 60.0, None, 8), AtClose::Serve, TOLERANCE).expect("a day");
    let waiting = day.closing().unwrap().waiting;
    assert!((waiting / (8.0 * 3600.0 * 10.0 / 240.0) - 1.0).abs() < 0.05, "{waiting}");
    let flood = Stretch {
        cohort: 0,
        seconds: 100.0,
        calls_per_s: 1e5,
        agents: 1.0,
        aht_s: 1e6,
        patience_s: None,
    };
    let error = Day::new(&[flood], AtClose::CutOff, TOLERANCE).unwrap_err();
    assert_eq!(error, TransientError::TooManyStates { stretch: 0 });
}

#[test]
fn nonsense_is_refused() {
    let good = constant(2.0, 1.0, Some(60.0), 2);
    let refused = |change: &dyn Fn(&mut Stretch)| {
        let mut bad = good.clone();
        change(&mut bad[1]);
        matches!(
            Day::new(&bad, AtClose::Serve, TOLERANCE),
            Err(TransientError::Input { stretch: 1, .. })
        )
    };
    for number in [f64::NAN, f64::INFINITY, -1.0] {
        assert!(refused(&|s| s.seconds = number));
        assert!(refused(&|s| s.calls_per_s = number));
        assert!(refused(&|s| s.agents = number));
        assert!(refused(&|s| s.aht_s = number));
        assert!(refused(&|s| s.patience_s = Some(number)));
    }
    assert!(refused(&|s| s.cohort = 2));
    assert!(refused(&|s| s.seconds = 0.0));
    assert!(Day::new(&[], AtClose::Serve, TOLERANCE).is_err());
    for tolerance in [0.0, 1.0, f64::NAN] {
        assert!(Day::new(&good, AtClose::Serve, tolerance).is_err());
    }
    let nobody = constant(0.0, 1.0, None, 1);
    assert_eq!(
        Day::new(&nobody, AtClose::Serve, TOLERANCE).unwrap_err(),
        TransientError::NeverServed
    );
    let cut = Day::new(&nobody, AtClose::CutOff, TOLERANCE).expect("all are turned away");
    near(cut.cohorts()[0].p_cut_off, 1.0, 1e-9, "cut off");
    near(cut.cohorts()[0].mean_wait_s, 1800.0, 1e-9, "half the hour");
    let day = Day::new(&good, AtClose::Serve, TOLERANCE).expect("a day");
    assert_eq!(day.by_time(2, 1.0), None);
    assert_eq!(day.by_time(0, -1.0), None);
    assert_eq!(day.by_time(0, f64::NAN), None);
    assert_eq!(day.wait_percentile_s(0, 1.0), None);
}
