//! The queue through a day against a direct integration of the same equations, written here in
//! another form, against stationary theory, and against what must balance.

use obsada::queue::Queue;
use obsada::queue::transient::{
    AtClose, Break, Day, Stretch, TOLERANCE, TransientError, day_with_redials,
};
use proptest::prelude::*;

// ---- The same equations, integrated directly ------------------------------------------------------

/// Numbers waiting that the direct integration keeps.
const WAITING: usize = 56;
/// Agents that it keeps, busy or free.
const AGENTS: usize = 6;
/// Agents on a break together whose calls it keeps.
const TOGETHER: usize = 2;
/// Calls in hand of two such groups, as one number.
const AWAY: usize = (TOGETHER + 1) * (TOGETHER + 1);
/// Step of the Runge–Kutta rule, seconds.
const STEP: f64 = 0.5;
/// Cells of arrival moments, seconds; lengths and thresholds are multiples.
const CELL: f64 = 20.0;

/// Probability by calls in hand of those on breaks, calls in hand and calls waiting.
type Grid = Vec<[[f64; WAITING]; AGENTS + 1]>;

/// No mass; without breaks there are no calls of those who have them.
fn zero(breaks: bool) -> Grid {
    vec![[[0.0; WAITING]; AGENTS + 1]; if breaks { AWAY } else { 1 }]
}

fn zero_like(grid: &Grid) -> Grid {
    zero(grid.len() > 1)
}

/// Calls in hand of the two groups on a break.
fn groups(away: usize) -> [usize; 2] {
    [away / (TOGETHER + 1), away % (TOGETHER + 1)]
}

fn away_of(groups: [usize; 2]) -> usize {
    groups[0] * (TOGETHER + 1) + groups[1]
}

/// The rates at which calls of those on breaks end, and what is left then.
fn ending_away(away: usize, mu: f64) -> impl Iterator<Item = (f64, usize)> {
    let [a, b] = groups(away);
    let first = (a > 0).then(|| (mu * a as f64, away_of([a - 1, b])));
    first.into_iter().chain((b > 0).then(|| (mu * b as f64, away_of([a, b - 1]))))
}

/// States with their probabilities.
fn states(grid: &Grid) -> impl Iterator<Item = ([usize; 3], f64)> + '_ {
    let all = (0..grid.len()).flat_map(|a| (0..=AGENTS).map(move |b| (a, b)));
    all.flat_map(move |(a, b)| (0..WAITING).map(move |q| ([a, b, q], grid[a][b][q])))
        .filter(|(_, p)| *p != 0.0)
}

/// The rules for one call at a time: an arrival takes a free agent or waits; a call that ends frees an
/// agent, who takes the next.
fn flow(from: &Grid, s: &Stretch) -> Grid {
    let c = s.agents as usize;
    let (mu, theta) = (1.0 / s.aht_s, s.patience_s.map_or(0.0, |p| 1.0 / p));
    let mut to = zero_like(from);
    for ([away, busy, queue], p) in states(from) {
        assert!(busy <= c && (queue == 0 || busy == c));
        let mut go = |rate: f64, a: usize, b: usize, q: usize| {
            to[away][busy][queue] -= rate * p;
            to[a][b][q] += rate * p;
        };
        if busy < c {
            go(s.calls_per_s, away, busy + 1, queue);
        } else if queue + 1 < WAITING {
            go(s.calls_per_s, away, busy, queue + 1);
        }
        let ends = mu * busy as f64;
        if queue > 0 {
            go(ends, away, busy, queue - 1);
            go(theta * queue as f64, away, busy, queue - 1);
        } else if busy > 0 {
            go(ends, away, busy - 1, queue);
        }
        for (rate, fewer) in ending_away(away, mu) {
            go(rate, fewer, busy, queue);
        }
    }
    to
}

/// A waiting caller by calls in hand and callers ahead in the queue. Returns the flow and, apart, how
/// many hang up a second.
fn caller_flow(from: &Grid, s: &Stretch) -> (Grid, f64) {
    let (mu, theta) = (1.0 / s.aht_s, s.patience_s.map_or(0.0, |p| 1.0 / p));
    let (mut to, mut hung) = (zero_like(from), 0.0);
    for ([away, busy, ahead], p) in states(from) {
        hung += theta * p;
        to[away][busy][ahead] -= (theta * (1 + ahead) as f64 + mu * busy as f64) * p;
        if ahead > 0 {
            to[away][busy][ahead - 1] += (mu * busy as f64 + theta * ahead as f64) * p;
        }
        for (rate, fewer) in ending_away(away, mu) {
            to[away][busy][ahead] -= rate * p;
            to[fewer][busy][ahead] += rate * p;
        }
    }
    (to, hung)
}

fn total(grid: &Grid) -> f64 {
    grid.iter().flatten().flatten().sum()
}

/// A change of people, one after the other: first those who come, some with a call in hand, and who
/// take callers; then those go who were there before, busy or not.
struct Turn {
    before: usize,
    /// Those who come, back from a break or not.
    come: usize,
    /// Whether a group comes back, and how many it has who leave.
    back: [bool; 2],
    to_break: [usize; 2],
    /// Who go for good.
    gone: usize,
}

impl Turn {
    fn new(day: &Plan, index: usize) -> Self {
        let (before, now) = (&day.stretches[index - 1], &day.stretches[index]);
        let relieved = now.relieved as usize;
        let (c, c1) = (before.agents as usize, now.agents as usize);
        let (mut back, mut to_break) = ([false; 2], [0; 2]);
        for (one, slot) in &day.breaks {
            back[*slot] |= one.to == index;
            to_break[*slot] += if one.from == index { one.people as usize } else { 0 };
        }
        Self {
            before: c,
            come: c1.saturating_sub(c) + relieved,
            back,
            to_break,
            gone: c.saturating_sub(c1) + relieved - to_break[0] - to_break[1],
        }
    }

    /// How many are still on calls, drawn one after the other: `n` of `all`, of whom `busy` are.
    fn draw(all: usize, busy: usize, n: usize) -> Vec<f64> {
        let mut drawn = vec![0.0; n + 1];
        drawn[0] = 1.0;
        for before in 0..n {
            let mut next = vec![0.0; n + 1];
            for (x, p) in drawn.iter().enumerate().filter(|(_, p)| **p > 0.0) {
                let on_call = (busy - x) as f64 / (all - before) as f64;
                next[x] += p * (1.0 - on_call);
                if on_call > 0.0 {
                    next[x + 1] += p * on_call;
                }
            }
            drawn = next;
        }
        drawn
    }

    /// The system, or waiting callers of whom those who are taken are gone; and the calls that those who
    /// go for good take along.
    fn apply(&self, grid: &Grid, callers: bool) -> (Grid, f64) {
        let (mut to, mut along) = (zero_like(grid), 0.0);
        for ([away, busy, queue], p) in states(grid) {
            let on_breaks = groups(away);
            let calls = |slot: usize| if self.back[slot] { on_breaks[slot] } else { 0 };
            let back = calls(0) + calls(1);
            let free = self.come - back;
            if callers && queue < free {
                continue;
            }
            let taken = free.min(queue);
            let still = [on_breaks[0] - calls(0), on_breaks[1] - calls(1)];
            let [first, second] = self.to_break;
            for (x, p_x) in Self::draw(self.before, busy, first).iter().enumerate() {
                let (left, on_call) = (self.before - first, busy.saturating_sub(x));
                for (y, p_y) in Self::draw(left, on_call, second).iter().enumerate() {
                    let (left, on_call) = (left - second, on_call.saturating_sub(y));
                    for (z, p_z) in Self::draw(left, on_call, self.gone).iter().enumerate() {
                        let p = p * p_x * p_y * p_z;
                        if p > 0.0 {
                            let away = away_of([still[0] + x, still[1] + y]);
                            to[away][busy + back + taken - x - y - z][queue - taken] += p;
                            along += p * z as f64;
                        }
                    }
                }
            }
        }
        (to, along)
    }
}

/// Everything that moves together: the system, a cohort's waiting callers, time waited, hang-ups.
#[derive(Clone)]
struct All {
    system: Grid,
    callers: Grid,
    waited: f64,
    hung: f64,
    /// Calls in hand of those gone for good.
    gone: f64,
}

impl All {
    fn new(system: Grid, callers: Grid) -> Self {
        All { system, callers, waited: 0.0, hung: 0.0, gone: 0.0 }
    }

    fn slope(&self, s: &Stretch, collects: bool) -> All {
        let c = s.agents as usize;
        let (mut callers, hung) = caller_flow(&self.callers, s);
        if collects {
            for ([away, busy, queue], p) in states(&self.system) {
                callers[away][busy][queue] += if busy == c { s.calls_per_s * p } else { 0.0 };
            }
        }
        let system = flow(&self.system, s);
        let gone = -self.gone / s.aht_s;
        All { system, callers, waited: total(&self.callers), hung, gone }
    }

    fn plus(&self, h: f64, k: &All) -> All {
        let add = |a: &Grid, b: &Grid| {
            let mut sum = a.clone();
            let rest = b.iter().flatten().flatten();
            for (x, y) in sum.iter_mut().flatten().flatten().zip(rest) {
                *x += h * y;
            }
            sum
        };
        All {
            system: add(&self.system, &k.system),
            callers: add(&self.callers, &k.callers),
            waited: self.waited + h * k.waited,
            hung: self.hung + h * k.hung,
            gone: self.gone + h * k.gone,
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

    /// What changes at the start of stretch `index`.
    fn change(&mut self, day: &Plan, index: usize) {
        let turn = Turn::new(day, index);
        let (system, along) = turn.apply(&self.system, false);
        self.system = system;
        self.callers = turn.apply(&self.callers, true).0;
        self.gone += along;
    }
}

/// A day with its breaks, each with the number of the group, of two at a time, that has it.
#[derive(Debug, Default)]
struct Plan {
    stretches: Vec<Stretch>,
    breaks: Vec<(Break, usize)>,
}

/// A stretch after closing.
fn after(last: &Stretch) -> Stretch {
    Stretch { calls_per_s: 0.0, relieved: 0, ..*last }
}

struct Direct {
    mean_wait_s: Vec<f64>,
    p_abandon: Vec<f64>,
    p_cut_off: Vec<f64>,
    /// By cohort and threshold: answered in time, waiting longer.
    by_times: Vec<Vec<(f64, f64)>>,
    end: Grid,
    gone: f64,
}

fn direct(plan: &Plan, at_close: AtClose, times: &[f64]) -> Direct {
    let (day, breaks) = (&plan.stretches, !plan.breaks.is_empty());
    let cohorts = day.last().unwrap().cohort + 1;
    let calls: Vec<f64> = (0..cohorts)
        .map(|c| day.iter().filter(|s| s.cohort == c).map(|s| s.seconds * s.calls_per_s).sum())
        .collect();
    let mut result = Direct {
        mean_wait_s: Vec::new(),
        p_abandon: Vec::new(),
        p_cut_off: Vec::new(),
        by_times: vec![vec![(0.0, 0.0); times.len()]; cohorts],
        end: Vec::new(),
        gone: 0.0,
    };
    let mut all = All::new(zero(breaks), zero(breaks));
    all.system[0][0][0] = 1.0;
    for (i, s) in day.iter().enumerate() {
        if i > 0 {
            all.change(plan, i);
        }
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
                let shares = one_caller(&now, plan, i, moment, at_close, times);
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
            for (next, s) in day.iter().enumerate().skip(i + 1) {
                done.change(plan, next);
                done.run(s, s.seconds, false);
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
            (all.callers, all.waited, all.hung) = (zero(breaks), 0.0, 0.0);
        }
    }
    (result.end, result.gone) = (all.system, all.gone);
    result
}

/// Answered, and waiting, by the times for a caller who arrives at this moment.
fn one_caller(
    now: &All,
    plan: &Plan,
    mut index: usize,
    moment: f64,
    at_close: AtClose,
    times: &[f64],
) -> Vec<(f64, f64)> {
    let day = &plan.stretches;
    let c = day[index].agents as usize;
    let mut callers = zero_like(&now.system);
    for ([away, busy, queue], p) in states(&now.system).filter(|([_, busy, _], _)| *busy == c) {
        callers[away][busy][queue] = p;
    }
    let mut all = All::new(zero_like(&callers), callers);
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
                    all.change(plan, index);
                    (s, left) = (*next, next.seconds);
                } else {
                    (s, left) = (after(&s), f64::INFINITY);
                    if at_close == AtClose::CutOff {
                        cut = total(&all.callers);
                        all.callers = zero_like(&all.callers);
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
                let (cohort, relieved) = (i / 2, 0);
                Stretch { cohort, seconds, calls_per_s, agents, aht_s, patience_s, relieved }
            })
            .collect()
    }

    /// The same with people who relieve each other, and, if asked for, breaks that overlap.
    fn day_of_people(&mut self, patience: bool, breaks: bool) -> Plan {
        let mut plan = Plan { stretches: self.day(patience), breaks: Vec::new() };
        // Who is on a break: since when, and how many.
        let mut away: [Option<(usize, usize)>; 2] = [None; 2];
        for i in 1..plan.stretches.len() {
            let (before, now) = (plan.stretches[i - 1].agents, plan.stretches[i].agents);
            let relieved = (self.share() * (1.0 + before.min(AGENTS as f64 - now))).floor();
            let relieved = relieved.clamp(0.0, before.min(now));
            plan.stretches[i].relieved = relieved as u32;
            let mut leave = ((before - now).max(0.0) + relieved) as usize;
            let mut come = ((now - before).max(0.0) + relieved) as usize;
            for (slot, group) in away.iter_mut().enumerate().filter(|_| breaks) {
                match *group {
                    Some((from, people)) if people <= come => {
                        come -= people;
                        plan.breaks.push((Break { from, to: i, people: people as u32 }, slot));
                        *group = None;
                    }
                    None if leave > 0 => {
                        let people = leave.min(1 + (self.share() * TOGETHER as f64) as usize);
                        leave -= people;
                        *group = Some((i, people));
                    }
                    _ => {}
                }
            }
        }
        plan
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

const TIMES: [f64; 4] = [0.0, 20.0, 60.0, 140.0];

/// The largest difference of a day from its direct integration; waits relative. Waits by time are
/// compared from a cohort on.
fn compare(plan: &Plan, at_close: AtClose, timed: usize, tolerance: f64) -> f64 {
    let breaks: Vec<Break> = plan.breaks.iter().map(|(one, _)| *one).collect();
    let day = Day::with_breaks(&plan.stretches, &breaks, at_close, TOLERANCE).expect("a day");
    assert!(day.error() <= TOLERANCE);
    let expected = direct(plan, at_close, &TIMES);
    let what = format!("{at_close:?} {plan:#?}");
    let mut worst: f64 = 0.0;
    for (i, cohort) in day.cohorts().iter().enumerate() {
        let what = format!("cohort {i} of {what}");
        near(cohort.mean_wait_s, expected.mean_wait_s[i], tolerance, &what);
        near(cohort.p_abandon, expected.p_abandon[i], tolerance, &what);
        near(cohort.p_cut_off, expected.p_cut_off[i], tolerance, &what);
        worst = worst.max((cohort.mean_wait_s / expected.mean_wait_s[i] - 1.0).abs());
        if i < timed {
            continue;
        }
        let by = TIMES.map(|t| day.by_time(i, t).expect("a cohort"));
        for (by, (answered, waiting)) in by.iter().zip(&expected.by_times[i]) {
            near(by.answered, *answered, tolerance, &what);
            near(by.waiting, *waiting, tolerance, &what);
            worst = worst.max((by.answered - answered).abs()).max((by.waiting - waiting).abs());
        }
    }
    let closing = day.closing().expect("it closes");
    let sum = |f: &dyn Fn([usize; 3]) -> f64| -> f64 {
        states(&expected.end).map(|(state, p)| p * f(state)).sum()
    };
    near(closing.waiting, sum(&|[_, _, q]| q as f64), tolerance, &what);
    near(closing.p_waiting, sum(&|[_, _, q]| f64::from(u8::from(q > 0))), tolerance, &what);
    let in_hand = sum(&|[a, b, _]| (groups(a)[0] + groups(a)[1] + b) as f64) + expected.gone;
    near(closing.in_hand, in_hand, tolerance, &what);
    worst
}

fn closes(number: usize) -> AtClose {
    if number % 4 < 2 { AtClose::Serve } else { AtClose::CutOff }
}

#[test]
fn agrees_with_direct_integration() {
    let mut scatter = Scatter(7);
    let days = (0..8).map(|number| {
        let patience = number % 2 == 0;
        let plan = match number {
            0..4 => Plan { stretches: scatter.day(patience), breaks: Vec::new() },
            _ => scatter.day_of_people(patience, false),
        };
        compare(&plan, closes(number), 0, 1e-6)
    });
    println!("largest difference {:e}", days.fold(0.0, f64::max));
}

/// Breaks are shorter here than real ones, so that many calls outlast them.
#[test]
fn who_comes_back_may_still_be_on_the_old_call() {
    let mut scatter = Scatter(11);
    let days = (0..5).map(|number| {
        let plan = scatter.day_of_people(number % 2 == 0, true);
        compare(&plan, closes(number), 0, 1e-6)
    });
    println!("largest difference with breaks {:e}", days.fold(0.0, f64::max));
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
                let relieved = 0;
                Stretch { cohort, seconds, calls_per_s, agents, aht_s, patience_s, relieved }
            })
            .collect()
    })
}

/// Whether callers at a fractional agent's place hang up no faster than calls end.
fn balances(s: &Stretch) -> bool {
    s.patience_s.is_none_or(|p| s.agents.fract() / p <= s.agents / s.aht_s * (1.0 + 1e-9))
}

/// How far two ways of counting `value` may be apart. Where callers at a fractional agent's place hang up
/// faster than calls end, waits by callers and by time balance but for what is under way at
/// changes, the start and the end included: less than `one` caller each time.
fn slack(stretches: &[Stretch], value: f64, one: f64) -> f64 {
    let under_way = one * (stretches.len() + 1) as f64;
    let inexact = if stretches.iter().all(balances) { 0.0 } else { 0.02 * value + under_way };
    1e-7 * value.max(1.0) + inexact
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
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Waits and hang-ups by callers, from following them, against those by time, from the system.
    #[test]
    fn callers_and_time_balance(stretches in any_day()) {
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let closing = day.closing().expect("it closes");
        let waited = over_time(&day, &stretches, |c| c.waiting);
        let patience_s = stretches[0].patience_s.unwrap_or(0.0);
        let apart = (over_calls(&day, |c| c.mean_wait_s) - waited).abs();
        prop_assert!(apart <= slack(&stretches, waited, patience_s), "{apart} of {waited}");
        let hung: f64 = stretches[0].patience_s.map_or(0.0, |p| waited / p);
        let apart = (over_calls(&day, |c| c.p_abandon) - hung).abs();
        prop_assert!(apart <= slack(&stretches, hung, 1.0), "{apart} of {hung}");
        let cut = over_calls(&day, |c| c.p_cut_off);
        let apart = (cut - closing.waiting).abs();
        prop_assert!(apart <= slack(&stretches, cut, 1.0), "{cut} {closing:?}");
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
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let ended = over_time(&day, &stretches, |c| c.busy) / aht_s;
        let answered = over_calls(&day, |c| c.p_answered());
        let in_hand = day.closing().expect("it closes").in_hand;
        prop_assert!((answered - ended - in_hand).abs() <= slack(&stretches, answered, 1.0),
            "{answered} answered, {ended} ended, {in_hand} in hand");
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

    /// More agents who come at some time and stay make nobody wait longer. (Those who leave again may:
    /// who is relieved takes a call along.)
    #[test]
    fn more_agents_never_hurt(stretches in any_day(), which in 0_usize..6, more in 0.1..3.0_f64) {
        let which = which % stretches.len();
        let mut more_of_them = stretches.clone();
        more_of_them[which..].iter_mut().for_each(|s| s.agents += more);
        // As many leave at every change at least: whoever does takes the call in hand along.
        let left = |all: &[Stretch], k: usize| (all[k - 1].agents.ceil() - all[k].agents.ceil()).max(0.0);
        prop_assume!((1..stretches.len()).all(|k| left(&more_of_them, k) >= left(&stretches, k)));
        let day = Day::new(&stretches, AtClose::CutOff, TOLERANCE).expect("a day");
        let better = Day::new(&more_of_them, AtClose::CutOff, TOLERANCE).expect("a day");
        let (now, then) = (over_calls(&day, |c| c.mean_wait_s), over_calls(&better, |c| c.mean_wait_s));
        // With patience so short that a part of an agent is not felt as such, only nearly.
        let nearly = if stretches.iter().chain(&more_of_them).all(balances) { 1e-6 } else { 0.02 };
        prop_assert!(then <= now * (1.0 + nearly) + 1e-6, "{now} {then}");
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
        relieved: 0,
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

/// Everyone is on a call when two go home and one on a break; a minute later one is left, with a call, and
/// of the others' calls each still goes on with the same probability.
#[test]
fn the_last_call_may_be_of_someone_who_left() {
    let stretch = |cohort, seconds, calls_per_s, agents| Stretch {
        cohort,
        seconds,
        calls_per_s,
        agents,
        aht_s: 150.0,
        patience_s: None,
        relieved: 0,
    };
    let day = [stretch(0, 100.0, 5.0, 4.0), stretch(1, 60.0, 0.0, 1.0)];
    let closing = *Day::new(&day, AtClose::CutOff, TOLERANCE).expect("a day").closing().unwrap();
    let p = (-60.0_f64 / 150.0).exp();
    let goes_on =
        [(1.0 - p).powi(3), 3.0 * p * (1.0 - p).powi(2), 3.0 * p * p * (1.0 - p), p * p * p];
    // The last of n exponential times is over after 1 + 1/2 + … + 1/n of their mean.
    let last = [1.0, 1.5, 1.5 + 1.0 / 3.0, 1.75 + 1.0 / 3.0];
    let expected: f64 = goes_on.iter().zip(last).map(|(share, last)| share * last * 150.0).sum();
    near(closing.overrun_s, expected, 1e-8, "overrun");
    near(closing.in_hand, 1.0 + 3.0 * p, 1e-8, "in hand");
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

/// How long the work of a settled single agent lasts is known: nobody there with probability 1 − ρ, else
/// exponential with the rate μ(1 − ρ) (Takács 1962, virtual wait of M/M/1).
#[test]
fn what_is_left_over_is_bounded_by_theory_and_not_far_above() {
    let (rho, aht) = (0.6_f64, 240.0);
    let day = Day::new(&constant(1.0, rho, None, 60), AtClose::Serve, TOLERANCE).expect("a day");
    let closing = *day.closing().expect("it closes");
    for (times, above) in [(0.0, 2.0), (3.0, 10.0), (10.0, 30.0), (30.0, 300.0)] {
        let exact = rho * (-(1.0 - rho) * times).exp();
        let bound = closing.p_at_work_after(times * aht);
        assert!(exact <= bound + 1e-9 && bound <= above * exact, "{times}: {exact} {bound}");
    }
    // With nobody served after closing it is one call that lasts.
    let cut = Day::new(&constant(1.0, rho, None, 60), AtClose::CutOff, TOLERANCE).expect("a day");
    let (exact, bound) = (rho * (-10.0_f64).exp(), cut.closing().unwrap().p_at_work_after(2400.0));
    assert!(exact <= bound && bound <= 40.0 * exact, "{exact} {bound}");
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

/// Forty agents, all busy, become fifteen: twenty-five take their calls with them, and the others go on
/// taking one caller after the other.
#[test]
fn leavers_take_their_calls_with_them() {
    let stretch = |cohort, seconds, calls_per_s, agents| Stretch {
        cohort,
        seconds,
        calls_per_s,
        agents,
        aht_s: 240.0,
        patience_s: None,
        relieved: 0,
    };
    // So many calls in a second that all are surely busy, hardly any ended.
    let stretches = [
        stretch(0, 0.01, 20_000.0, 40.0),
        stretch(1, 1e-6, 1.0, 15.0),
        stretch(2, 900.0, 0.0, 15.0),
    ];
    let day = Day::new(&stretches, AtClose::Serve, 1e-9).expect("a day");
    // Some 160 callers are ahead of the one who comes then.
    let ahead = 200.0 - 40.0 - 0.01 / 6.0;
    near(day.cohorts()[1].mean_wait_s, 240.0 / 15.0 * (ahead + 1.0), 1e-4, "mean wait");
    assert!(day.cohorts()[1].busy > 39.9);
    // In a quarter of an hour the leavers' calls end as calls do.
    let leavers = 25.0 * 240.0 * (1.0 - (-900.0_f64 / 240.0).exp()) / 900.0;
    near(day.cohorts()[2].busy, 15.0 + leavers, 1e-3, "on calls");
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
    // So it does where people relieve each other and take breaks of an hour, past the end of the week too.
    for stretch in &mut stretches {
        stretch.relieved = 2;
    }
    let hourly = |hours: std::ops::Range<usize>, all: usize| -> Vec<Break> {
        hours.map(|from| Break { from, to: (from + 1) % all, people: 1 }).collect()
    };
    let around = Day::with_breaks(&stretches, &hourly(0..24, 24), AtClose::Repeat, TOLERANCE);
    let around = around.expect("it repeats");
    let mut four: Vec<Stretch> = (0..4).flat_map(|_| stretches.clone()).collect();
    four.iter_mut().enumerate().for_each(|(i, s)| s.cohort = i);
    let long = Day::with_breaks(&four, &hourly(1..95, 96), AtClose::Serve, TOLERANCE);
    let long = long.expect("a day");
    for hour in 0..24 {
        let (a, b) = (&around.cohorts()[hour], &long.cohorts()[48 + hour]);
        near(a.mean_wait_s, b.mean_wait_s, 1e-7, "mean wait");
        near(a.busy, b.busy, 1e-7, "on calls");
    }
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
        relieved: 0,
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
    assert!(refused(&|s| s.relieved = 3));
    let breaks = |from, to, people| {
        let mut day = good.clone();
        day.push(Stretch { relieved: 1, ..good[1] });
        Day::with_breaks(&day, &[Break { from, to, people }], AtClose::Serve, TOLERANCE)
    };
    for (from, to, people) in [(0, 2, 1), (1, 2, 1), (2, 2, 1), (2, 3, 1), (2, 1, 1), (2, 4, 9)] {
        let error = breaks(from, to, people).unwrap_err();
        assert!(matches!(error, TransientError::Input { .. }), "{from} {to} {people}: {error}");
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

proptest! {
    // Each case follows callers to many times.
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

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
}
