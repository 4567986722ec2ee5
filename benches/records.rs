//! Speed of reading: calls a second from a table and from a `queue_log`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use obsada::records::{Mapping, Options, Records, Salt};
use std::fmt::Write;
use std::hint::black_box;
use std::io::Cursor;

const CALLS: u32 = 100_000;

fn table() -> String {
    let mut text = String::from("date,time,queue,wait,outcome,handle,agent,number\n");
    for i in 0..CALLS {
        let (day, second) = (1 + i / 4000, 25_200 + (i % 4000) * 10);
        let _ = writeln!(
            text,
            "2026-01-{:02},{:02}:{:02}:{:02},city,{},answered,{},a{},{}",
            day,
            second / 3600,
            second / 60 % 60,
            second % 60,
            i % 200,
            60 + i % 500,
            i % 40,
            600_000_000 + i % 30_000
        );
    }
    text
}

fn queue_log() -> String {
    let mut text = String::new();
    for i in 0..CALLS {
        let at = 1_767_250_000 + i * 10;
        let number = 600_000_000 + i % 30_000;
        let agent = i % 40;
        let _ = writeln!(text, "{at}|{at}.{i}|city|NONE|ENTERQUEUE||{number}|1");
        let _ = writeln!(text, "{}|{at}.{i}|city|SIP/{agent}|CONNECT|5|x.{i}|3", at + 5);
        let end = at + 9;
        let _ = writeln!(text, "{end}|{at}.{i}|city|SIP/{agent}|COMPLETECALLER|5|240|1");
    }
    text
}

fn reading(criterion: &mut Criterion) {
    let options =
        Options { salt: Salt::from_bytes([1; 32]), bad_rows: 0.0, zone: None, by_line: false };
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(20).throughput(Throughput::Elements(u64::from(CALLS)));
    for (name, text) in [("table of calls", table()), ("queue_log", queue_log())] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let input = Cursor::new(text.clone().into_bytes());
                let records = Records::open(input, name, Mapping::default()).expect("known");
                let mut wait = 0.0;
                let read = records.calls(&options, &mut |call| wait += call.wait_s.unwrap_or(0.0));
                assert_eq!(read.expect("good").rows % u64::from(CALLS), 0);
                black_box(wait)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
