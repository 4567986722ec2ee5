//! The queue formulas against theory: reference values to many digits, textbook recursions and
//! balance equations computed here in another way, and properties that hold for every queue.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use obsada::calculator;
use obsada::queue::{
    ErlangA, ErlangC, Targets, erlang_b, offered_load, required_agents,
    required_agents_with_patience,
};
use proptest::prelude::*;

// ---- Reference files ----------------------------------------------------------------------------

type Row = HashMap<String, String>;

/// Text of a file of the shared folder beside the package; `None`, with the reason printed, where it
/// is not there.
fn shared(path: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    match fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) => {
            println!("skipped: {} cannot be read ({error})", file.display());
            None
        }
    }
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<Row> = reader.deserialize().map(|row| row.expect("a well-formed row")).collect();
    assert!(!rows.is_empty(), "a reference file without rows proves nothing");
    rows
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is not a number in {row:?}"))
}

fn count(row: &Row, column: &str) -> u32 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is not a count in {row:?}"))
}

fn optional(row: &Row, column: &str) -> Option<f64> {
    (!row[column].is_empty()).then(|| number(row, column))
}

fn relative_error(actual: f64, expected: f64) -> f64 {
    if actual == expected { 0.0 } else { ((actual - expected) / expected).abs() }
}

#[track_caller]
fn close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    let error = relative_error(actual, expected);
    assert!(error <= tolerance, "{what}: {actual:e} is not {expected:e}, relative error {error:e}");
}

const MEASURES: [&str; 5] = ["p_wait", "mean_wait_s", "service_level", "p_abandon", "occupancy"];

fn measured(row: &Row) -> [f64; 5] {
    let (agents, aht) = (count(row, "agents"), number(row, "aht_s"));
    let load = offered_load(number(row, "calls_per_half_hour"), 1800.0, aht);
    let threshold = number(row, "threshold_s");
    match row["model"].as_str() {
        "erlang_c" => {
            let queue = ErlangC::new(agents, load, aht).expect("a stable queue");
            let level = queue.service_level(threshold);
            [queue.p_wait(), queue.mean_wait_s(), level, 0.0, queue.occupancy()]
        }
        "erlang_a" => {
            let queue =
                ErlangA::new(agents, load, aht, number(row, "patience_s")).expect("in range");
            let level = queue.service_level(threshold);
            [queue.p_wait(), queue.mean_wait_s(), level, queue.p_abandon(), queue.occupancy()]
        }
        other => panic!("unknown model {other}"),
    }
}

#[test]
fn reference_measures() {
    let Some(text) = shared("reference/erlang.csv") else {
        return;
    };
    let mut worst: HashMap<String, f64> = HashMap::new();
    for row in rows(&text) {
        let tolerance = if row["model"] == "erlang_c" { 1e-9 } else { 1e-8 };
        for (column, actual) in MEASURES.into_iter().zip(measured(&row)) {
            let expected = number(&row, column);
            close(actual, expected, tolerance, &format!("{column} of {row:?}"));
            let largest = worst.entry(format!("{} {column}", row["model"])).or_default();
            *largest = largest.max(relative_error(actual, expected));
        }
    }
    println!("largest relative errors: {worst:#?}");
}

#[test]
fn reference_requirements() {
    let Some(text) = shared("reference/agents_required.csv") else {
        return;
    };
    for row in rows(&text) {
        let aht = number(&row, "aht_s");
        let load = offered_load(number(&row, "calls_per_half_hour"), 1800.0, aht);
        let within = optional(&row, "threshold_s");
        let targets = Targets {
            mean_wait_s: optional(&row, "mean_wait_max_s"),
            service_level: within.zip(optional(&row, "service_level_min")),
            occupancy_max: optional(&row, "occupancy_max"),
            ..Targets::default()
        };
        let agents = required_agents(load, aht, &targets);
        assert_eq!(agents, Some(count(&row, "agents")), "{row:?}");
    }
}

/// The calculator answers the reference questions in place: same columns, same rows.
#[test]
fn reference_tables_through_the_calculator() {
    for (file, exact) in [("reference/erlang.csv", false), ("reference/agents_required.csv", true)]
    {
        let Some(text) = shared(file) else { return };
        let answer = calculator::table(&text).expect("known columns");
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        let (expected, actual) = (rows(&text), rows(&answer.csv));
        assert_eq!(actual.len(), expected.len());
        for (actual, expected) in actual.iter().zip(&expected) {
            assert_eq!(actual["error"], "");
            for (column, cell) in expected {
                if exact || !MEASURES.contains(&column.as_str()) {
                    assert_eq!(&actual[column], cell, "{column}");
                } else {
                    close(number(actual, column), number(expected, column), 1e-8, column);
                }
            }
        }
    }
}

/// Published examples, recomputed to twelve digits by their collector.
#[test]
fn published_erlang_c_examples() {
    let Some(text) = shared("data/erlang_examples/erlang_c_reference.csv") else {
        return;
    };
    for row in rows(&text) {
        let (agents, aht) = (count(&row, "agents"), number(&row, "aht_s"));
        let load = offered_load(number(&row, "calls"), number(&row, "interval_s"), aht);
        let queue = ErlangC::new(agents, load, aht).expect("a stable queue");
        let level = queue.service_level(number(&row, "T_s"));
        let what = format!("{row:?}");
        close(queue.p_wait(), number(&row, "p_wait"), 1e-11, &what);
        close(queue.mean_wait_s(), number(&row, "asa_s"), 1e-11, &what);
        close(level, number(&row, "service_level"), 1e-11, &what);
        close(queue.occupancy(), number(&row, "occupancy"), 1e-11, &what);
        close(queue.mean_wait_s() * load / aht, number(&row, "mean_queue"), 1e-11, &what);
    }
}

/// The service level meant here is "answered in time ÷ offered"; two of the other definitions in
/// the file follow from it and from the distribution of waits.
#[test]
fn published_erlang_a_examples() {
    let Some(text) = shared("data/erlang_examples/erlang_a_reference.csv") else {
        return;
    };
    for row in rows(&text) {
        let (agents, aht) = (count(&row, "agents"), number(&row, "aht_s"));
        let load = offered_load(number(&row, "calls"), number(&row, "interval_s"), aht);
        let queue = ErlangA::new(agents, load, aht, number(&row, "patience_s")).expect("in range");
        let threshold = number(&row, "T_s");
        let level = queue.service_level(threshold);
        let what = format!("{row:?}");
        close(queue.p_wait(), number(&row, "pw"), 1e-11, &what);
        close(queue.p_abandon(), number(&row, "pab"), 1e-11, &what);
        close(queue.occupancy(), number(&row, "occ"), 1e-11, &what);
        close(queue.mean_wait_s(), number(&row, "wait_all"), 1e-11, &what);
        close(queue.mean_wait_s() * load / aht, number(&row, "lq"), 1e-11, &what);
        close(queue.asa_s().expect("agents"), number(&row, "asa_served"), 1e-11, &what);
        close(level, number(&row, "sl_served_of_offered"), 1e-11, &what);
        close(level / (1.0 - queue.p_abandon()), number(&row, "sl_served_of_served"), 1e-11, &what);
        close(1.0 - queue.wait_exceeds(threshold), number(&row, "within_T_any"), 1e-11, &what);
    }
}

#[test]
fn published_minimal_counts() {
    let Some(text) = shared("data/erlang_examples/erlang_c_min_agents_80_20.csv") else {
        return;
    };
    let level = Targets { service_level: Some((20.0, 0.8)), ..Targets::default() };
    let wait = Targets { mean_wait_s: Some(30.0), ..Targets::default() };
    let both = Targets { occupancy_max: Some(0.85), ..level };
    for row in rows(&text) {
        let aht = number(&row, "aht_s");
        let load = offered_load(number(&row, "calls_per_30min"), 1800.0, aht);
        for (targets, column) in [
            (&level, "min_agents_80_20"),
            (&wait, "min_agents_asa30"),
            (&both, "min_agents_occ85_and_80_20"),
        ] {
            let agents = required_agents(load, aht, targets);
            assert_eq!(agents, Some(count(&row, column)), "{column} of {row:?}");
        }
        let at_most = ErlangC::new(count(&row, "min_agents_80_20"), load, aht).expect("stable");
        close(at_most.service_level(20.0), number(&row, "sl_at_min"), 2e-8, "sl_at_min");
    }
}

/// A large overloaded queue with patience, known to four digits.
#[test]
fn overloaded_with_patience() {
    let queue = ErlangA::new(400, 405.0, 60.0, 120.0).expect("in range");
    assert!((queue.service_level(120.0) - 0.9770).abs() < 5e-5);
}

// ---- Independent computations -------------------------------------------------------------------

/// Textbook recursion B(n) = aB/(n + aB).
fn recursion(agents: u32, load: f64) -> f64 {
    (1..=agents).fold(1.0, |b, n| load * b / (f64::from(n) + load * b))
}

#[test]
fn erlang_b_is_the_recursion() {
    for agents in [1, 2, 10, 63, 64, 65, 500, 10_000, 100_000] {
        for ratio in [0.5, 0.9, 0.99, 0.999, 1.0, 1.001, 1.1, 3.0] {
            let load = f64::from(agents) * ratio;
            let expected = recursion(agents, load);
            if expected > 1e-300 {
                close(erlang_b(agents, load), expected, 1e-11, &format!("B({agents}, {load})"));
            } else {
                assert!(erlang_b(agents, load) <= 1e-299);
            }
        }
    }
}

/// The number of calls in the system is a birth–death process. Its probabilities from the balance
/// equations, state by state, and every measure as a sum over states.
struct States {
    /// π(0), π(1), …
    share: Vec<f64>,
    agents: usize,
    load: f64,
    aht: f64,
    /// Hang-up rate, per second.
    hang_up: f64,
}

impl States {
    fn new(agents: usize, load: f64, aht: f64, patience: f64) -> Self {
        let mut share = vec![1.0_f64];
        for k in 1..20_000 {
            let leaving = k.min(agents) as f64 / aht + k.saturating_sub(agents) as f64 / patience;
            share.push(share[k - 1] * (load / aht) / leaving);
        }
        let total: f64 = share.iter().rev().sum();
        share.iter_mut().for_each(|p| *p /= total);
        Self { share, agents, load, aht, hang_up: 1.0 / patience }
    }

    /// Calls that find j others waiting, for j = 0, 1, …, as shares of all calls.
    fn waiting(&self) -> impl Iterator<Item = (f64, f64)> {
        self.share[self.agents..].iter().enumerate().map(|(j, p)| (j as f64, *p))
    }

    fn p_wait(&self) -> f64 {
        self.waiting().map(|(_, p)| p).sum()
    }

    /// Little's law.
    fn mean_wait_s(&self) -> f64 {
        self.waiting().map(|(j, p)| j * p).sum::<f64>() / (self.load / self.aht)
    }

    fn occupancy(&self) -> f64 {
        let busy = self.share.iter().enumerate().map(|(k, p)| k.min(self.agents) as f64 * p);
        busy.sum::<f64>() / self.agents as f64
    }

    /// Answered calls' mean wait. A call behind j others is answered with probability
    /// nμ/(nμ + (j+1)θ); given that, its wait is a sum of exponential steps with rates nμ + iθ,
    /// i = 1 … j+1 (Whitt 2005).
    fn asa_s(&self) -> f64 {
        let all_busy = self.agents as f64 / self.aht;
        let (mut steps, mut waited, mut answered) = (0.0, 0.0, 0.0);
        for (j, p) in self.waiting() {
            let rate = all_busy + (j + 1.0) * self.hang_up;
            steps += 1.0 / rate;
            answered += p * all_busy / rate;
            waited += p * all_busy / rate * steps;
        }
        waited / (1.0 - self.p_wait() + answered)
    }

    /// Share answered within t. A marked call behind j others moves up at the rate nμ + jθ; behind
    /// nobody it is answered at the rate nμ; it hangs up at the rate θ. The chain is followed through
    /// time by uniformization: Poisson many steps, all terms positive.
    fn service_level(&self, t: f64) -> f64 {
        let all_busy = self.agents as f64 / self.aht;
        let mut place: Vec<f64> = self.waiting().map(|(_, p)| p).take(400).collect();
        let clock = all_busy + (place.len() as f64 + 1.0) * self.hang_up;
        let (mut answered, mut sum) = (0.0, 0.0);
        let mut ln_poisson = -clock * t;
        for step in 0..(clock * t + 60.0 * (clock * t).sqrt() + 60.0) as u32 {
            if step > 0 {
                ln_poisson += (clock * t / f64::from(step)).ln();
            }
            sum += ln_poisson.exp() * answered;
            answered += place[0] * all_busy / clock;
            for j in 0..place.len() {
                let up = all_busy + j as f64 * self.hang_up;
                let ahead = place[j] * (1.0 - (up + self.hang_up) / clock);
                let behind = place.get(j + 1).map_or(0.0, |p| p * (up + self.hang_up) / clock);
                place[j] = ahead + behind;
            }
        }
        1.0 - self.p_wait() + sum
    }
}

#[test]
fn erlang_a_is_the_birth_death_process() {
    for agents in [1_u32, 2, 5, 12, 40] {
        for ratio in [0.05, 0.5, 0.9, 1.0, 1.3, 3.0] {
            for patience in [6.0, 60.0, 180.0, 900.0] {
                let (load, aht) = (f64::from(agents) * ratio, 180.0);
                let states = States::new(agents as usize, load, aht, patience);
                let queue = ErlangA::new(agents, load, aht, patience).expect("in range");
                let what = format!("{agents} agents, {load} erlangs, patience {patience} s");
                close(queue.p_wait(), states.p_wait(), 1e-11, &what);
                close(queue.mean_wait_s(), states.mean_wait_s(), 1e-11, &what);
                close(queue.p_abandon(), states.mean_wait_s() / patience, 1e-11, &what);
                close(queue.occupancy(), states.occupancy(), 1e-11, &what);
                close(queue.asa_s().expect("agents"), states.asa_s(), 1e-11, &what);
            }
        }
    }
}

#[test]
fn erlang_a_service_level_is_the_marked_call() {
    for (agents, load, patience) in
        [(1, 0.3, 60.0), (1, 4.0, 30.0), (5, 4.0, 180.0), (12, 11.5, 300.0), (12, 18.0, 120.0)]
    {
        let states = States::new(agents as usize, load, 180.0, patience);
        let queue = ErlangA::new(agents, load, 180.0, patience).expect("in range");
        for t in [0.0, 5.0, 20.0, 120.0, 600.0] {
            let what = format!("{agents} agents, {load} erlangs, patience {patience} s, {t} s");
            close(queue.service_level(t), states.service_level(t), 1e-9, &what);
        }
    }
}

#[test]
fn erlang_c_is_the_birth_death_process() {
    for agents in [1_u32, 2, 5, 12, 40] {
        for ratio in [0.05, 0.5, 0.9, 0.99] {
            let load = f64::from(agents) * ratio;
            let states = States::new(agents as usize, load, 180.0, 1e300);
            let queue = ErlangC::new(agents, load, 180.0).expect("stable");
            close(queue.p_wait(), states.p_wait(), 1e-11, "p_wait");
            close(queue.mean_wait_s(), states.mean_wait_s(), 1e-11, "mean_wait_s");
        }
    }
}

/// With patience growing, Erlang A becomes Erlang C: the difference falls in proportion to θ.
#[test]
fn endless_patience_is_erlang_c() {
    for (agents, load) in [(3, 2.0), (50, 45.0), (2000, 1950.0), (10_000, 9_900.0)] {
        let patient = ErlangA::new(agents, load, 240.0, 2.4e9).expect("in range");
        let endless = ErlangC::new(agents, load, 240.0).expect("stable");
        close(patient.p_wait(), endless.p_wait(), 1e-5, "p_wait");
        close(patient.mean_wait_s(), endless.mean_wait_s(), 1e-5, "mean_wait_s");
        close(patient.service_level(20.0), endless.service_level(20.0), 1e-5, "service_level");
        close(patient.wait_exceeds(20.0), endless.wait_exceeds(20.0), 1e-5, "wait_exceeds");
    }
}

// ---- Extremes -----------------------------------------------------------------------------------

#[test]
fn extreme_loads() {
    // One agent: C = a. Many agents, hardly a call: C = aⁿ/n!·(1 + O(a)).
    close(ErlangC::new(1, 1e-9, 60.0).expect("stable").p_wait(), 1e-9, 1e-14, "tiny load");
    close(ErlangC::new(3, 1e-9, 60.0).expect("stable").p_wait(), 1e-27 / 6.0, 1e-8, "tiny load");
    assert_eq!(ErlangC::new(1_000_000, 1e-9, 60.0).expect("stable").p_wait(), 0.0);
    assert_eq!(ErlangC::new(1_000_000, 1e-9, 60.0).expect("stable").service_level(0.0), 1.0);
    // Close to saturation everyone waits, aht/(n − a) on average; 1 − C falls like (n−a)/√n.
    for agents in [1_u32, 100, 10_000, 1_000_000] {
        let n = f64::from(agents);
        let queue = ErlangC::new(agents, n - 1e-9 * n, 60.0).expect("stable");
        let all_wait = 60.0 / (n - (n - 1e-9 * n));
        close(queue.p_wait(), 1.0, 2e-9 * n.sqrt(), "p_wait at saturation");
        close(queue.mean_wait_s(), all_wait, 2e-9 * n.sqrt(), "mean wait at saturation");
        assert!(queue.p_wait() < 1.0);
    }
}

/// A million agents at the square-root staffing a = n − β√n against the Halfin–Whitt (1981) limit
/// C → 1/(1 + βΦ(β)/φ(β)), which holds up to O(1/√n).
#[test]
fn a_million_agents_near_the_limit_law() {
    // Φ(1) and φ(1).
    let (cumulative, density) = (0.841_344_746_068_542_9, 0.241_970_724_519_143_37);
    let limit = 1.0 / (1.0 + cumulative / density);
    let queue = ErlangC::new(1_000_000, 1_000_000.0 - 1000.0, 60.0).expect("stable");
    close(queue.p_wait(), limit, 2e-3, "Halfin–Whitt");
    close(erlang_b(1_000_000, 999_000.0), recursion(1_000_000, 999_000.0), 1e-11, "B");
}

/// Far above capacity a share 1 − n/a hangs up, and everyone else keeps the agents busy.
#[test]
fn far_overload_with_patience() {
    for (agents, load) in [(10_000_u32, 20_000.0), (10_000, 1e7), (10, 1e6)] {
        let queue = ErlangA::new(agents, load, 300.0, 120.0).expect("in range");
        let answered = f64::from(agents) / load;
        close(queue.occupancy(), 1.0, 1e-12, "occupancy");
        close(queue.p_abandon(), 1.0 - answered, 1e-12, "p_abandon");
        // The offered wait gathers around patience·ln(a/n).
        close(queue.asa_s().expect("agents"), 120.0 * (1.0 / answered).ln(), 0.2, "asa");
        assert_eq!(queue.service_level(0.0), 1.0 - queue.p_wait());
        close(queue.service_level(1e9), answered, 1e-12, "all answered calls");
    }
}

// ---- Requirements -------------------------------------------------------------------------------

/// Knuth's 64-bit linear congruential generator (MMIX): enough to scatter cases, the same always.
struct Scatter(u64);

impl Scatter {
    fn share(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn meets(agents: u32, load: f64, aht: f64, targets: &Targets) -> bool {
    // From the recursion, not from the functions under test.
    let n = f64::from(agents);
    if load >= n || agents < targets.agents_min {
        return false;
    }
    let b = recursion(agents, load);
    let c = n * b / (n - load * (1.0 - b));
    targets.mean_wait_s.is_none_or(|most| c * aht / (n - load) <= most)
        && targets.occupancy_max.is_none_or(|most| load / n <= most)
        && targets
            .service_level
            .is_none_or(|(within, share)| 1.0 - c * (-(n - load) * within / aht).exp() >= share)
}

#[test]
fn one_agent_fewer_fails() {
    let mut scatter = Scatter(2026);
    for _ in 0..2000 {
        let load = 0.01 * 200_000_f64.powf(scatter.share());
        let aht = 20.0 + 900.0 * scatter.share();
        let wait = 0.5 + 120.0 * scatter.share();
        let level = (60.0 * scatter.share(), 0.3 + 0.699 * scatter.share());
        let occupancy = 0.5 + 0.49 * scatter.share();
        let kind = scatter.share();
        let targets = Targets {
            mean_wait_s: (kind < 0.6).then_some(wait),
            service_level: (kind > 0.3).then_some(level),
            occupancy_max: (0.2..0.7).contains(&kind).then_some(occupancy),
            agents_min: (10.0 * scatter.share()) as u32,
            ..Targets::default()
        };
        let agents = required_agents(load, aht, &targets).expect("reachable");
        let what = format!("{load} erlangs, aht {aht} s, {targets:?}: {agents}");
        assert!(meets(agents, load, aht, &targets), "not met: {what}");
        assert!(agents == 0 || !meets(agents - 1, load, aht, &targets), "fewer do: {what}");
    }
}

#[test]
fn one_agent_fewer_fails_with_patience() {
    let mut scatter = Scatter(7);
    for _ in 0..300 {
        let load = 0.1 * 5000_f64.powf(scatter.share());
        let (aht, patience) = (30.0 + 600.0 * scatter.share(), 20.0 + 600.0 * scatter.share());
        let (within, share) = (60.0 * scatter.share(), 0.3 + 0.69 * scatter.share());
        let targets = Targets { service_level: Some((within, share)), ..Targets::default() };
        let agents =
            required_agents_with_patience(load, aht, patience, &targets).expect("reachable");
        let level =
            |n| ErlangA::new(n, load, aht, patience).expect("in range").service_level(within);
        assert!(level(agents) >= share - 1e-12 && level(agents - 1) < share);
    }
}

#[test]
fn targets_hard_enough_for_the_long_search() {
    // One call in 1e12 late: far more than single steps above the load.
    let targets = Targets { service_level: Some((0.0, 1.0 - 1e-12)), ..Targets::default() };
    let agents = required_agents(100_000.0, 60.0, &targets).expect("reachable");
    let late = |n| ErlangC::new(n, 100_000.0, 60.0).expect("stable").p_wait();
    assert!(agents > 102_000 && late(agents) <= 1.0002e-12 && late(agents - 1) > 0.9998e-12);
}

proptest! {
    #[test]
    fn more_agents_never_hurt(load in 0.01..2000.0_f64, aht in 1.0..2000.0_f64, t in 0.0..600.0_f64, extra in 1_u32..60) {
        let agents = load as u32 + extra;
        let (fewer, more) = (ErlangC::new(agents, load, aht).unwrap(), ErlangC::new(agents + 1, load, aht).unwrap());
        prop_assert!(more.p_wait() <= fewer.p_wait());
        prop_assert!(more.mean_wait_s() <= fewer.mean_wait_s());
        prop_assert!(more.service_level(t) >= fewer.service_level(t) - 1e-14);
        prop_assert!(more.occupancy() < fewer.occupancy());
        prop_assert!((fewer.service_level(t) + fewer.wait_exceeds(t) - 1.0).abs() < 1e-12);
        prop_assert!((0.0..=1.0 + 1e-15).contains(&fewer.service_level(t)));
    }

    #[test]
    fn more_agents_never_hurt_with_patience(agents in 1_u32..500, ratio in 0.01..4.0_f64, aht in 1.0..2000.0_f64, patience in 1.0..2000.0_f64, t in 0.0..600.0_f64) {
        let load = f64::from(agents) * ratio;
        let fewer = ErlangA::new(agents, load, aht, patience).unwrap();
        let more = ErlangA::new(agents + 1, load, aht, patience).unwrap();
        let slack = 1.0 + 1e-12;
        prop_assert!(more.p_wait() <= fewer.p_wait() * slack);
        prop_assert!(more.p_abandon() <= fewer.p_abandon() * slack);
        prop_assert!(more.asa_s().unwrap() <= fewer.asa_s().unwrap() * slack);
        prop_assert!(more.service_level(t) * slack >= fewer.service_level(t));
        prop_assert!(more.occupancy() <= fewer.occupancy() * slack);
        // Carried load two ways: what is not given up, and what keeps agents busy.
        let carried = load * (1.0 - fewer.p_abandon());
        prop_assert!((carried / f64::from(agents) - fewer.occupancy()).abs() < 1e-11 * ratio.max(1.0));
        // Answered in time, or given up in time, or still there.
        prop_assert!(fewer.service_level(t) <= 1.0 - fewer.wait_exceeds(t) + 1e-12);
    }

    #[test]
    fn patience_shortens_the_queue(load in 0.5..300.0_f64, extra in 1_u32..20, patience in 1.0..2000.0_f64) {
        let agents = load as u32 + extra;
        let (c, a) = (ErlangC::new(agents, load, 180.0).unwrap(), ErlangA::new(agents, load, 180.0, patience).unwrap());
        prop_assert!(a.p_wait() <= c.p_wait() * (1.0 + 1e-12));
        prop_assert!(a.mean_wait_s() <= c.mean_wait_s() * (1.0 + 1e-12));
    }

    #[test]
    fn higher_load_needs_no_fewer(load in 0.0..3000.0_f64, more in 0.0..50.0_f64, share in 0.1..0.99_f64) {
        let targets = Targets { service_level: Some((20.0, share)), mean_wait_s: Some(25.0), ..Targets::default() };
        let (low, high) = (required_agents(load, 200.0, &targets), required_agents(load + more, 200.0, &targets));
        prop_assert!(low.is_some() && low <= high);
    }

    #[test]
    fn any_text_gets_an_answer_or_an_error(text in ".{0,200}", rows in ".{0,200}") {
        let _ = calculator::table(&text);
        let table = format!("model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s\n{rows}");
        if let Ok(answer) = calculator::table(&table) {
            prop_assert!(answer.errors.len() <= answer.rows);
            prop_assert!(calculator::table(&answer.csv).is_ok());
        }
    }
}
