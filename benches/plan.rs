//! The main job on the shipped scenarios, from the text to the checked plan.

use criterion::{Criterion, criterion_group, criterion_main};
use obsada::scenario::load::load;
use obsada::solve::{Options, solve};
use std::hint::black_box;
use std::path::Path;

fn plans(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut group = criterion.benchmark_group("plan");
    group.sample_size(10);
    for name in ["one-person", "mopr-2016", "mopr-2017", "mopr-until-20", "round-the-clock"] {
        let path = folder.join(format!("{name}.toml"));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let scenario = load(black_box(&path)).expect("shipped scenarios are valid");
                solve(&scenario, &Options::default()).expect("shipped scenarios have plans")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, plans);
criterion_main!(benches);
