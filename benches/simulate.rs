//! Speed of the simulation: calls a second on one core.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use obsada::scenario::{AtClose, LevelOf, Routing};
use obsada::simulate::world::{Agent, Group, HandleTime, Line, PatienceLaw, World};
use obsada::simulate::{Play, run};

const HOUR: f64 = 3600.0;

/// Five days of ten hours, with so many calls an hour.
fn line(calls: f64, patience: Option<f64>) -> Line {
    let open: Vec<bool> = (0..5 * 48).map(|i| (16..36).contains(&(i % 48))).collect();
    Line {
        calls: open.iter().map(|open| if *open { calls / 2.0 } else { 0.0 }).collect(),
        open,
        handle: HandleTime::Exponential(240.0),
        patience,
        patience_law: PatienceLaw::Exponential,
        at_once: 0.0,
        redial_share: 0.0,
        redial_after: 600.0,
        at_close: AtClose::Serve,
        thresholds: vec![20.0],
        level_of: LevelOf::Offered,
        stretches: Vec::new(),
    }
}

fn crew(group: usize, count: usize) -> Vec<Agent> {
    (0..5)
        .flat_map(|day| {
            let start = f64::from(day) * 24.0 * HOUR + 8.0 * HOUR;
            vec![Agent { group, duty: vec![(start, start + 10.0 * HOUR)] }; count]
        })
        .collect()
}

fn world(lines: Vec<Line>, groups: Vec<Group>, agents: Vec<Agent>) -> World {
    World {
        interval_s: HOUR / 2.0,
        intervals: 5 * 48,
        per_day: 48,
        continuous: false,
        lines,
        groups,
        agents,
        busyness_cv: 0.0,
    }
}

fn group(lines: &[usize], shrinkage: f64) -> Group {
    Group { lines: lines.to_vec(), routing: Routing::LongestWait, shrinkage }
}

fn single(agents: usize, patience: Option<f64>) -> World {
    let calls = agents as f64 * 0.9 * HOUR / 240.0;
    world(vec![line(calls, patience)], vec![group(&[0], 0.0)], crew(0, agents))
}

fn two_by_two(shrinkage: f64) -> World {
    let agents = [crew(0, 12), crew(1, 8)].concat();
    world(
        vec![line(180.0, Some(180.0)), line(90.0, Some(180.0))],
        vec![group(&[0], shrinkage), group(&[1, 0], shrinkage)],
        agents,
    )
}

fn calls_a_second(criterion: &mut Criterion) {
    let cases = [
        ("one line, 10 agents", single(10, None), true),
        ("one line, 10 agents, patience", single(10, Some(180.0)), true),
        ("one line, 100 agents, patience", single(100, Some(180.0)), true),
        ("one line, 10 agents, patience, event loop", single(10, Some(180.0)), false),
        ("two lines, two groups", two_by_two(0.0), true),
        ("two lines, two groups, shrinkage", two_by_two(0.08), true),
    ];
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let mut group = criterion.benchmark_group("simulate");
    for (name, world, short_way) in cases {
        let play = Play {
            replications: 50,
            seed: 1,
            records: false,
            progress: None,
            time_left: None,
            short_way,
        };
        let calls: f64 = one_core.install(|| {
            let results = run(&world, &play);
            results.lines.iter().map(|line| line.week.offered.value).sum()
        });
        group.throughput(Throughput::Elements((calls * 50.0) as u64));
        group.bench_function(name, |bencher| {
            one_core.install(|| bencher.iter(|| run(black_box(&world), &play)));
        });
    }
    group.finish();
}

criterion_group!(benches, calls_a_second);
criterion_main!(benches);
