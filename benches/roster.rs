//! The shipped roster, from the text to the answer.

use criterion::{Criterion, criterion_group, criterion_main};
use obsada::roster::{Options, roster};
use obsada::scenario::load::load;
use std::hint::black_box;
use std::path::Path;

fn rosters(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/roster-25.toml");
    let mut group = criterion.benchmark_group("roster");
    group.sample_size(10);
    group.bench_function("roster-25", |bencher| {
        bencher.iter(|| {
            let scenario = load(black_box(&path)).expect("shipped scenarios are valid");
            roster(&scenario, &Options::default()).expect("it has a roster")
        });
    });
    group.finish();
}

criterion_group!(benches, rosters);
criterion_main!(benches);
