//! Speed of the queue formulas on cases of ordinary call-centre size.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use obsada::queue::{ErlangA, ErlangC, Targets, erlang_b, required_agents};

/// Ten thousand loads, 0.1 to 500 erlangs in equal ratios.
fn loads() -> Vec<f64> {
    (0..10_000).map(|i| 0.1 * 5000_f64.powf(f64::from(i) / 9_999.0)).collect()
}

fn requirements(criterion: &mut Criterion) {
    let loads = loads();
    let targets = Targets {
        mean_wait_s: Some(30.0),
        service_level: Some((20.0, 0.8)),
        occupancy_max: Some(0.85),
        agents_min: 1,
        ..Targets::default()
    };
    let level_only = Targets { service_level: Some((20.0, 0.95)), ..Targets::default() };
    for (name, targets) in [("all targets", targets), ("95% in 20 s", level_only)] {
        criterion.bench_function(&format!("10,000 requirements, {name}"), |bencher| {
            bencher.iter(|| {
                loads
                    .iter()
                    .filter_map(|&load| required_agents(black_box(load), 240.0, &targets))
                    .map(u64::from)
                    .sum::<u64>()
            });
        });
    }
}

fn single_queues(criterion: &mut Criterion) {
    for agents in [20_u32, 200, 20_000] {
        let load = f64::from(agents) * 0.95;
        criterion.bench_function(&format!("Erlang B, {agents} agents"), |bencher| {
            bencher.iter(|| erlang_b(agents, black_box(load)));
        });
        criterion.bench_function(&format!("Erlang C service level, {agents} agents"), |bencher| {
            bencher.iter(|| {
                ErlangC::new(agents, black_box(load), 240.0).map(|queue| queue.service_level(20.0))
            });
        });
        criterion.bench_function(&format!("Erlang A service level, {agents} agents"), |bencher| {
            bencher.iter(|| {
                ErlangA::new(agents, black_box(load), 240.0, 180.0)
                    .map(|queue| queue.service_level(20.0))
            });
        });
    }
}

criterion_group!(benches, requirements, single_queues);
criterion_main!(benches);
