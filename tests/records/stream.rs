//! A million calls that no file holds: made while they are read.

use super::input::options;
use obsada::records::{Mapping, Records};
use std::io::Read;

/// Text made block by block.
struct Made<F> {
    block: F,
    next: u32,
    blocks: u32,
    text: Vec<u8>,
    at: usize,
}

impl<F: FnMut(u32) -> String> Read for Made<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.text.len() {
            if self.next == self.blocks {
                return Ok(0);
            }
            self.text = (self.block)(self.next).into_bytes();
            self.next += 1;
            self.at = 0;
        }
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn made<F: FnMut(u32) -> String>(blocks: u32, block: F) -> Made<F> {
    Made { block, next: 0, blocks, text: Vec::new(), at: 0 }
}

/// Peak of the memory that this process ever held, bytes; `None` where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}

/// Each call comes from another number, so anything kept for each call or caller would show.
#[test]
fn a_million_calls_are_read_in_bounded_memory() {
    const MOST: u64 = 4 << 20;
    let before = peak_memory();
    let log = made(1_000_000, |i| {
        let (at, number) = (1_767_250_000 + u64::from(i) * 5, 500_000_000 + i);
        format!(
            "{at}|{at}.{i}|city|NONE|ENTERQUEUE||{number}|1\n\
             {}|{at}.{i}|city|SIP/{}|CONNECT|4|x.{i}|3\n\
             {}|{at}.{i}|city|SIP/1|COMPLETECALLER|4|240|1\n",
            at + 4,
            i % 50,
            at + 244
        )
    });
    let (mut count, mut callers) = (0_u64, 0_u64);
    let records = Records::open(log, "log", Mapping::default()).unwrap();
    let reading = records.calls(&options(), &mut |call| {
        count += 1;
        callers ^= call.caller.unwrap();
    });
    assert_eq!((count, reading.unwrap().rows), (1_000_000, 3_000_000));
    assert_ne!(callers, 0);
    let table = made(1_000_001, |i| match i {
        0 => "date;time;wait;outcome;number\n".to_owned(),
        i => format!(
            "2026-01-{:02};{:02}:{:02}:{:02};5;answered;{}\n",
            1 + i % 28,
            7 + i % 12,
            i % 60,
            i / 60 % 60,
            500_000_000 + i
        ),
    });
    let records = Records::open(table, "log", Mapping::default()).unwrap();
    assert_eq!(records.calls(&options(), &mut |_| count += 1).unwrap().used, 1_000_000);
    assert_eq!(count, 2_000_000);
    match before.zip(peak_memory()) {
        // Eight bytes a call would already be twice as much.
        Some((before, after)) => assert!(after - before < MOST, "{} bytes", after - before),
        None => eprintln!("skipped: this system does not tell a process its peak of memory"),
    }
}
