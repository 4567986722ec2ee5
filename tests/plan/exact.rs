//! Weeks whose optimum another exact method knows: every staffing of a day tried, and a chain of
//! shifts through day and night followed label by label.

use obsada::scenario::validate::parse;
use obsada::solve::{Options, solve};
use obsada::wire::answer::{Plan, Status};
use std::collections::BTreeMap;

/// Mean wait of `n` agents, seconds; `None` where the queue grows for ever. Erlang (1917): the sum of
/// the loads' powers over factorials, term by term.
fn wait(n: u32, load: f64, aht: f64) -> Option<f64> {
    let spare = f64::from(n) - load;
    if load <= 0.0 {
        return Some(0.0);
    }
    if spare <= 0.0 {
        return None;
    }
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..n {
        term *= load / f64::from(k);
        sum += term;
    }
    let last = term * load / f64::from(n) * f64::from(n) / spare;
    Some(last / (sum + last) * aht / spare)
}

fn planned(toml: &str, gap: f64) -> Plan {
    let none = |_: &str| Err("none".into());
    let scenario = parse(toml, "exact.toml", &none).unwrap_or_else(|p| panic!("{p:?}\n{toml}"));
    let plan = solve(&scenario, &Options { gap, ..Options::default() }).unwrap();
    assert!(plan.check.passed, "{:?}", plan.check.violations);
    assert!(plan.solver.status != Status::Limit, "gap {}", plan.solver.gap);
    plan
}

/// Bound and plan must hold the optimum between them, and the plan be within the gap.
fn holds(plan: &Plan, optimum: f64, gap: f64) {
    let (bound, objective) = (plan.solver.bound, plan.solver.objective);
    assert!(bound <= optimum + 1e-6, "bound {bound} above the optimum {optimum}");
    assert!(objective >= optimum - 1e-6, "{objective} below the optimum {optimum}");
    assert!(objective - optimum <= gap * objective + 1e-6, "{objective} far from {optimum}");
}

const HEAD: &str = "title = \"Exact\"\nlocale = \"en\"\n[calendar]\ninterval_minutes = 60\n";
const GROUP: &str =
    "hourly_cost = 40\ncontracts = [{ id = \"c\", weekly_hours = 40, days_per_week = 5 }]\n";

/// Calls of the week and shares of the days: five days from quiet to busy.
const CALLS: f64 = 600.0;
const SHARES: [f64; 5] = [0.12, 0.16, 0.20, 0.24, 0.28];

/// Days of five hours with shifts of two hours; each day has its own promise.
fn days(target: f64, premium: f64) -> String {
    format!(
        "{HEAD}days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n\
         [[line]]\nid = \"a\"\nname = \"A\"\nopen = \"08:00\"\nclose = \"13:00\"\naht = 240\n\
         [line.demand]\ncalls_per_week = {CALLS}\n\
         weekday_share = {{ mon = 0.12, tue = 0.16, wed = 0.20, thu = 0.24, fri = 0.28 }}\n\
         profile = [{{ from = \"08:00\", to = \"09:00\", share = 0.1 }}, {{ from = \"09:00\", to = \
         \"12:00\", share = 0.75 }}, {{ from = \"12:00\", to = \"13:00\", share = 0.15 }}]\n\
         [[line.target]]\nmean_wait = {target}\nover = \"day\"\n\
         [[group]]\nid = \"g\"\nlines = [\"a\"]\n{GROUP}\
         [[shift]]\nid = \"two\"\ngroups = [\"g\"]\n\
         starts = [\"08:00\", \"09:00\", \"10:00\", \"11:00\"]\nlengths = [\"2h\"]\n\
         [cost]\nevening = {{ from = \"11:00\", premium = {premium} }}\n"
    )
}

/// The cheapest staffing of one day, all of them tried: up to eight people on each of four shifts.
fn best_day(calls: f64, target: f64, premium: f64) -> f64 {
    let hourly = [0.1, 0.25, 0.25, 0.25, 0.15].map(|share| share * calls);
    let mut best = f64::INFINITY;
    for code in 0..9_u32.pow(4) {
        let x = [code % 9, code / 9 % 9, code / 81 % 9, code / 729];
        let on_duty = [x[0], x[0] + x[1], x[1] + x[2], x[2] + x[3], x[3]];
        let hours = |people: u32, dear: f64| f64::from(people) * 40.0 * (2.0 + dear * premium);
        let cost = hours(x[0] + x[1], 0.0) + hours(x[2], 1.0) + hours(x[3], 2.0);
        if cost >= best {
            continue;
        }
        let waits: Option<f64> =
            hourly.iter().zip(on_duty).map(|(c, n)| Some(c * wait(n, c / 15.0, 240.0)?)).sum();
        if waits.is_some_and(|sum| sum <= target * calls * (1.0 + 1e-9)) {
            best = cost;
        }
    }
    best
}

#[test]
fn days_with_promises_of_their_own_are_the_cheapest_and_proven() {
    for (target, premium) in [(20.0, 0.0), (45.0, 0.0), (90.0, 0.137), (32.0, 0.2)] {
        let optimum: f64 =
            SHARES.iter().map(|share| best_day(CALLS * share, target, premium)).sum();
        for gap in [0.0, 0.005] {
            holds(&planned(&days(target, premium), gap), optimum, gap);
        }
    }
}

/// Open day and night for three days, eight-hour shifts every four hours, one promise for the week.
fn nights(calls: f64, target: f64) -> String {
    format!(
        "{HEAD}days = [\"mon\", \"tue\", \"wed\"]\n\
         [[line]]\nid = \"a\"\nname = \"A\"\nopen = \"00:00\"\nclose = \"24:00\"\naht = 240\n\
         [line.demand]\ncalls_per_week = {calls}\n\
         profile = [{{ from = \"00:00\", to = \"06:00\", share = 0.1 }}, {{ from = \"06:00\", to = \
         \"18:00\", share = 0.6 }}, {{ from = \"18:00\", to = \"24:00\", share = 0.3 }}]\n\
         [[line.target]]\nmean_wait = {target}\nover = \"week\"\n\
         [[group]]\nid = \"g\"\nlines = [\"a\"]\n{GROUP}\
         [[shift]]\nid = \"eight\"\ngroups = [\"g\"]\n\
         starts = {{ from = \"00:00\", to = \"20:00\", every = \"4h\" }}\nlengths = [\"8h\"]\n\
         [cost]\nevening = {{ from = \"21:00\", premium = 0.2 }}\n"
    )
}

/// Four hours are staffed by those who start with them and those who started four hours before. By
/// how many started last: the least waiting for every cost.
fn best_nights(calls: f64, target: f64) -> f64 {
    type Labels = BTreeMap<i64, f64>;
    const MOST: u32 = 9;
    let hourly = |hour: u32| match hour {
        0..6 => calls / 3.0 * 0.1 / 6.0,
        6..18 => calls / 3.0 * 0.6 / 12.0,
        _ => calls / 3.0 * 0.3 / 6.0,
    };
    let waited = |block: u32, n: u32| -> Option<f64> {
        let hours = block * 4..block * 4 + 4;
        hours.map(|h| Some(hourly(h) * wait(n, hourly(h) / 15.0, 240.0)?)).sum()
    };
    let mut labels: Vec<Labels> = vec![Labels::from([(0, 0.0)])];
    for step in 0..18 {
        let block = step % 6;
        // Three hours of a shift that starts at 16:00 or 20:00 come after 21:00.
        let cost = 320 + if block >= 4 { 24 } else { 0 };
        let mut next: Vec<Labels> = vec![Labels::new(); MOST as usize + 1];
        for (before, known) in labels.iter().enumerate() {
            for now in 0..=MOST {
                let Some(more) = waited(block, before as u32 + now) else { continue };
                for (spent, sum) in known {
                    let entry = next[now as usize].entry(spent + i64::from(now) * cost);
                    let least = entry.or_insert(f64::INFINITY);
                    *least = least.min(sum + more);
                }
            }
        }
        labels = next;
    }
    let kept = |sum: f64| sum <= target * calls * (1.0 + 1e-9);
    let costs = labels.iter().flatten().filter(|(_, sum)| kept(**sum)).map(|(cost, _)| *cost);
    costs.min().unwrap() as f64
}

#[test]
fn small_weeks_with_nights_are_the_cheapest_and_proven() {
    for (calls, target) in [(300.0, 60.0), (900.0, 40.0), (900.0, 15.0), (1500.0, 30.0)] {
        holds(&planned(&nights(calls, target), 0.005), best_nights(calls, target), 0.005);
    }
}
