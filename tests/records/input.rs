//! Reads texts as a user's files would be read.

use obsada::domain::error::{Error, Problem};
use obsada::records::{Call, IntervalRow, Mapping, Options, Reading, Records, Salt};

pub fn options() -> Options {
    Options { salt: Salt::from_bytes([3; 32]), bad_rows: 0.05, zone: None, by_line: false }
}

/// The same with any share of bad rows allowed.
pub fn lenient() -> Options {
    Options { bad_rows: 1.0, ..options() }
}

pub fn mapping(text: &str) -> Mapping {
    Mapping::parse(text, "mapping.toml").unwrap_or_else(|error| panic!("{error}"))
}

pub fn open(bytes: &[u8], mapping: Mapping) -> Result<Records, Error> {
    Records::open(std::io::Cursor::new(bytes.to_vec()), "log", mapping)
}

/// The calls of a text that must be readable.
pub fn calls_with(text: &str, mapping: Mapping, options: &Options) -> (Vec<Call>, Reading) {
    let mut calls = Vec::new();
    let records = open(text.as_bytes(), mapping).unwrap_or_else(|error| panic!("{error}"));
    let reading = records.calls(options, &mut |call| calls.push(call.clone()));
    (calls, reading.unwrap_or_else(|error| panic!("{error}")))
}

pub fn calls(text: &str) -> (Vec<Call>, Reading) {
    calls_with(text, Mapping::default(), &options())
}

/// The rows of an interval report that must be readable.
pub fn intervals_with(
    bytes: &[u8],
    mapping: Mapping,
    options: &Options,
) -> (Vec<IntervalRow>, Reading) {
    let mut rows = Vec::new();
    let records = open(bytes, mapping).unwrap_or_else(|error| panic!("{error}"));
    let reading = records.intervals(options, &mut |row| rows.push(row.clone()));
    (rows, reading.unwrap_or_else(|error| panic!("{error}")))
}

pub fn intervals(bytes: &[u8]) -> (Vec<IntervalRow>, Reading) {
    intervals_with(bytes, Mapping::default(), &options())
}

/// The problems of a refusal.
pub fn problems(error: Error) -> Vec<Problem> {
    match error {
        Error::Input(problems) => problems,
        other => panic!("not a problem of the input: {other}"),
    }
}

/// Problems as `line:column code message`, one a line.
pub fn told(reading: &Reading) -> Vec<String> {
    let first = reading.problems.iter().flat_map(|bad| &bad.first);
    let mut told: Vec<(usize, String)> = first
        .map(|p| {
            let at = p.place.as_ref().expect("a row has a place");
            assert_eq!(at.file, "log");
            assert!(!p.remedy().is_empty());
            (at.line, format!("{}:{} {} {}", at.line, at.column, p.code(), p.message()))
        })
        .collect();
    told.sort();
    told.into_iter().map(|(_, text)| text).collect()
}

/// How often an oddity was seen.
pub fn quirk(reading: &Reading, kind: &str) -> u64 {
    reading.quirks.iter().filter(|quirk| quirk.kind == kind).map(|quirk| quirk.count).sum()
}
