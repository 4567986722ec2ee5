//! A real log: counts against its description, a published aggregation, and a recount of its own.
//!
//! The log is data beside the crate; where it is not there, each test says so and passes.

use super::input::{calls_with, mapping, options, quirk};
use obsada::records::{Call, Outcome, Reading};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bank_log_1999");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the bank's log is not beside the crate");
    None
}

fn log() -> Option<(Vec<Call>, Reading, String)> {
    let text = std::fs::read_to_string(folder()?.join("february_1999_calls.tsv")).unwrap();
    let rules = mapping(include_str!("bank_log_1999.toml"));
    let (calls, reading) = calls_with(&text, rules, &options());
    Some((calls, reading, text))
}

#[test]
fn the_counts_are_those_of_its_description() {
    let Some((calls, reading, _)) = log() else { return };
    assert_eq!((reading.rows, reading.used, calls.len()), (33_344, 33_344, 31_125));
    assert_eq!(reading.problems, []);
    let dropped = |about| {
        reading.quirks.iter().find(|q| q.kind == "dropped" && q.about == about).unwrap().count
    };
    assert_eq!(dropped("phantom"), 278);
    assert_eq!(dropped("hung up before the queue"), 33_344 - 278 - 31_125);
    assert_eq!(quirk(&reading, "negative_time"), 25);
    assert_eq!(quirk(&reading, "answered_without_agent"), 491);
    assert_eq!(reading.agents, 24);
    let days = (reading.first_day.unwrap(), reading.last_day.unwrap());
    assert_eq!(days, (jiff::civil::date(1999, 2, 1), jiff::civil::date(1999, 2, 28)));
    let answered: Vec<&Call> = calls.iter().filter(|c| c.outcome == Outcome::Answered).collect();
    let offered = calls.len() as f64;
    let abandoned = offered - answered.len() as f64;
    // As stated: 12.7% abandoned, the answered waited 41 s, services lasted 179 s, 54% in 20 s.
    assert_eq!((abandoned / offered * 1000.0).round(), 127.0);
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    assert_eq!(mean(answered.iter().filter_map(|c| c.wait_s).collect()).round(), 41.0);
    // The stated mean leaves out the 491 without a server.
    let named = answered.iter().filter(|c| c.agent.is_some());
    assert_eq!(mean(named.filter_map(|c| c.handle_s).collect()).round(), 179.0);
    let quick = |outcome| {
        calls.iter().filter(|c| c.outcome == outcome && c.wait_s.unwrap() <= 20.0).count() as f64
    };
    let level = quick(Outcome::Answered) / (offered - quick(Outcome::Abandoned));
    assert_eq!((level * 100.0).round(), 54.0);
    let short = quirk(&reading, "short_handle_time") as f64 / answered.len() as f64;
    assert!((0.04..0.07).contains(&short), "{short}");
}

type Counts = BTreeMap<(String, String), [u32; 3]>;

fn add(counts: &mut Counts, date: String, half_hour: u32, outcome: Outcome) {
    let time = format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30);
    let row = counts.entry((date, time)).or_default();
    row[0] += 1;
    row[1] += u32::from(outcome == Outcome::Answered);
    row[2] += u32::from(outcome == Outcome::Abandoned);
}

#[test]
fn half_hours_are_those_of_the_aggregation_beside_it() {
    let Some((calls, ..)) = log() else { return };
    let mut found = Counts::new();
    for call in &calls {
        let half_hour = (call.wall_s / 1800.0) as u32;
        add(&mut found, call.date.to_string(), half_hour, call.outcome);
    }
    let path = folder().unwrap().join("february_1999_half_hours.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let mut aggregation = Counts::new();
    for row in table.records().map(Result::unwrap) {
        let counts = [3, 4, 5].map(|i| row[i].parse().unwrap());
        // The aggregation also lists half-hours in which someone was on the phone and nobody called.
        if counts != [0, 0, 0] {
            aggregation.insert((row[0].to_owned(), row[2].to_owned()), counts);
        }
    }
    let mut differ: Vec<_> = found.keys().chain(aggregation.keys()).collect();
    differ.sort();
    differ.dedup();
    differ.retain(|key| found.get(key) != aggregation.get(key));
    let differ: Vec<String> = differ
        .into_iter()
        .map(|key| {
            let told = |c: &Counts| c.get(key).map_or("none".to_owned(), |n| format!("{n:?}"));
            format!("{} {}: {} for {}", key.0, key.1, told(&found), told(&aggregation))
        })
        .collect();
    // Two calls of a month. One entered the queue at 0:00:02 after its menu began at 23:59:56 on the
    // 10th: here it belongs to the 11th, there to the half-hour that began the 10th. The other's queue
    // began at 0:00:00, which in this log also stands for no queue: here its menu's end counts, 23:59:54.
    assert_eq!(
        differ,
        [
            "1999-02-10 00:00: none for [1, 1, 0]",
            "1999-02-11 00:00: [2, 2, 0] for [1, 1, 0]",
            "1999-02-15 00:00: none for [1, 1, 0]",
            "1999-02-15 23:30: [13, 12, 1] for [12, 11, 1]",
        ]
    );
}

/// The half-hours counted once more from the text, with none of the reader's code.
#[test]
fn half_hours_are_those_of_a_recount() {
    let Some((calls, _, text)) = log() else { return };
    let mut found = Counts::new();
    for call in &calls {
        add(&mut found, call.date.to_string(), (call.wall_s / 1800.0) as u32, call.outcome);
    }
    let clock = |text: &str| -> u32 {
        text.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u32>().unwrap())
    };
    let mut counted = Counts::new();
    for row in text.lines().skip(1) {
        let f: Vec<&str> = row.split('\t').collect();
        let outcome = match f[12] {
            "AGENT" => Outcome::Answered,
            "HANG" if f[10] != "0:00:00" => Outcome::Abandoned,
            _ => continue,
        };
        let came = clock(if f[9] == "0:00:00" { f[7] } else { f[9] });
        let tomorrow = u32::from(clock(f[6]) > came + 43_200);
        let day: u32 = f[5][4..].parse::<u32>().unwrap() + tomorrow;
        add(&mut counted, format!("1999-02-{day:02}"), came / 1800, outcome);
    }
    assert_eq!(found, counted);
}

#[test]
fn customers_are_told_apart_and_their_numbers_are_nowhere() {
    let Some((calls, reading, text)) = log() else { return };
    let kept = |row: &&str| {
        let f: Vec<&str> = row.split('\t').collect();
        f[2] != "0" && (f[12] == "AGENT" || (f[12] == "HANG" && f[10] != "0:00:00"))
    };
    let numbers: std::collections::BTreeSet<&str> =
        text.lines().skip(1).filter(kept).map(|row| row.split('\t').nth(2).unwrap()).collect();
    let hashes: std::collections::BTreeSet<u64> = calls.iter().filter_map(|c| c.caller).collect();
    assert_eq!(hashes.len(), numbers.len());
    let told = format!("{reading:?}");
    assert!(numbers.iter().filter(|n| n.len() > 5).all(|number| !told.contains(number)));
}
