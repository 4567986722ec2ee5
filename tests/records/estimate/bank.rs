//! The bank's log, read here without the program's readers.

use obsada::estimate::{Gather, History};
use obsada::records::{Call, Outcome};
use std::path::Path;

/// Calls of February 1999, or `None` and a word about it where the data are not there. Phantom rows are
/// dropped, as the source says; calls neither answered nor queued ended in the voice menu.
pub fn calls() -> Option<Vec<Call>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/bank_log_1999/february_1999_calls.tsv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: the bank's log is not beside the crate");
        return None;
    };
    Some(
        text.lines().enumerate().skip(1).filter_map(|(line, row)| call(line as u32, row)).collect(),
    )
}

fn seconds(text: &str) -> f64 {
    text.split(':').fold(0.0, |sum, part| sum * 60.0 + part.parse::<f64>().unwrap())
}

fn call(_line: u32, row: &str) -> Option<Call> {
    let fields: Vec<&str> = row.split('\t').collect();
    let queued = fields[9] != "0:00:00";
    let outcome = match fields[12] {
        "AGENT" => Outcome::Answered,
        "HANG" if queued => Outcome::Abandoned,
        _ => return None,
    };
    let date: i32 = fields[5].parse().unwrap();
    let date = jiff::civil::Date::new(
        (1900 + date / 10_000) as i16,
        (date / 100 % 100) as i8,
        (date % 100) as i8,
    )
    .unwrap();
    let wall_s = seconds(if queued { fields[9] } else { fields[7] });
    let days = date.since(jiff::civil::Date::new(1970, 1, 1).unwrap()).unwrap().get_days();
    let answered = outcome == Outcome::Answered;
    Some(Call {
        line: 0,
        date,
        wall_s,
        epoch_s: f64::from(days) * 86_400.0 + wall_s,
        wait_s: fields[11].parse().ok(),
        outcome,
        handle_s: answered.then(|| fields[15].parse().unwrap()),
        agent: fields[16].strip_prefix("agent").map(|n| n.parse().unwrap()),
        caller: (fields[2] != "0").then(|| told_apart(fields[2])),
    })
}

/// A number for a customer: FNV-1a of the text.
fn told_apart(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// All calls, gathered.
pub fn history() -> Option<History> {
    let mut gather = Gather::new(20.0, None, None, None);
    calls()?.iter().for_each(|call| gather.call(call));
    Some(gather.finish())
}
