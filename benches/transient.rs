//! Speed of the queue through a day: small lines, a large one, overload.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use obsada::queue::transient::{AtClose, Break, Day, Stretch, TOLERANCE};

/// Half-hours with these loads and agents; handle time four minutes.
fn day(loads_and_agents: &[(f64, f64)], patience_s: Option<f64>) -> Vec<Stretch> {
    let stretch = |(cohort, (load, agents)): (usize, &(f64, f64))| Stretch {
        cohort,
        seconds: 1800.0,
        calls_per_s: load / 240.0,
        agents: *agents,
        aht_s: 240.0,
        patience_s,
        relieved: 0,
    };
    loads_and_agents.iter().enumerate().map(stretch).collect()
}

/// A day of two or three consultants with its peak before noon.
fn small() -> Vec<(f64, f64)> {
    (0..16)
        .map(|i| {
            let peak = (5..11).contains(&i);
            (if peak { 1.6 } else { 0.9 }, if peak { 2.7 } else { 1.8 })
        })
        .collect()
}

/// A day and night that swings between 60 and 280 erlangs.
fn large() -> Vec<(f64, f64)> {
    (0..48)
        .map(|i| {
            let load = 170.0 - 110.0 * (f64::from(i) * std::f64::consts::TAU / 48.0).cos();
            (load, (load + 1.2 * load.sqrt()).ceil())
        })
        .collect()
}

/// A week around the clock at 110 erlangs by day, with eight-hour shifts that begin every hour and a
/// break every quarter of an hour.
fn people() -> (Vec<Stretch>, Vec<Break>) {
    let stretch = |quarter: u32| {
        let by_day = (28..84).contains(&(quarter % 96));
        Stretch {
            cohort: quarter as usize / 2,
            seconds: 900.0,
            calls_per_s: if by_day { 110.0 } else { 40.0 } / 300.0,
            agents: if by_day { 130.0 } else { 52.0 },
            aht_s: 300.0,
            patience_s: None,
            relieved: if quarter.is_multiple_of(4) { 14 } else { 4 },
        }
    };
    let quarters = 7 * 96;
    let from = |from| Break { from, to: (from + 1) % quarters, people: 4 };
    ((0..quarters as u32).map(stretch).collect(), (0..quarters).map(from).collect())
}

fn days(criterion: &mut Criterion) {
    let steady = vec![(280.0, 300.0); 48];
    // 60 erlangs on 50 agents for a day: the queue grows to thousands.
    let overload = vec![(60.0, 50.0); 48];
    for (name, loads, patience_s) in [
        ("small day", small(), None),
        ("small day, patience", small(), Some(180.0)),
        ("large day, 300 agents", large(), None),
        ("large day, 300 agents, patience", large(), Some(180.0)),
        ("steady day, 300 agents", steady, None),
        ("overloaded day, 50 agents", overload, None),
    ] {
        let stretches = day(&loads, patience_s);
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| Day::new(black_box(&stretches), AtClose::Serve, TOLERANCE));
        });
        let day = Day::new(&stretches, AtClose::Serve, TOLERANCE).expect("a day");
        criterion.bench_function(&format!("{name}: waits by 20 s, 60 s, 600 s"), |bencher| {
            bencher.iter(|| {
                let by = |c| [20.0, 60.0, 600.0].map(|t| day.by_time(c, black_box(t)));
                (0..day.cohorts().len()).map(by).collect::<Vec<_>>()
            });
        });
    }
    let week: Vec<Vec<Stretch>> = (0..15).map(|_| day(&small(), None)).collect();
    criterion.bench_function("week of three small lines", |bencher| {
        bencher.iter(|| {
            let days = week.iter().map(|day| Day::new(black_box(day), AtClose::Serve, TOLERANCE));
            days.filter(Result::is_ok).count()
        });
    });
    let (people, breaks) = people();
    criterion.bench_function("a week around the clock, 150 people with breaks", |bencher| {
        bencher.iter(|| Day::with_breaks(black_box(&people), &breaks, AtClose::Repeat, TOLERANCE));
    });
    let one = Day::new(&day(&small(), None), AtClose::Serve, TOLERANCE).expect("a day");
    criterion.bench_function("small day: percentiles 50, 90, 95", |bencher| {
        bencher.iter(|| {
            let p = |c| [0.5, 0.9, 0.95].map(|p| one.wait_percentile_s(c, black_box(p)));
            (0..16).map(p).collect::<Vec<_>>()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = days
}
criterion_main!(benches);
