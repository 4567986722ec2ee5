//! Handle time and patience with their uncertainty, from a log of calls that the program holds in memory.
//!
//! `cargo run --release --example measure_a_log`

use obsada::domain::error::Error;
use obsada::estimate::{Estimate, Gather, Options as Estimating, estimate};
use obsada::records::{Mapping, Options, Records, Salt};
use std::fmt::Write;
use std::io::Cursor;

/// Two weeks of calls, every four minutes from 8:00 to 12:00; each seventh caller hangs up.
fn log() -> String {
    let mut text = "date;time;wait;outcome;handle_time\n".to_owned();
    for day in (2..7).chain(9..14) {
        for k in 0..60 {
            let (hour, minute) = (8 + k / 15, k % 15 * 4);
            let wait = (k * 37 + day * 11) % 90;
            let end = if k % 7 == 0 { "abandoned;" } else { "answered;180" };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "2026-11-{day:02};{hour:02}:{minute:02}:00;{wait};{end}");
        }
    }
    text
}

fn main() -> Result<(), Error> {
    // Callers' numbers, where a log has them, are hashed with this secret and never kept.
    let salt = Salt::random().map_err(Error::Internal)?;
    let options = Options { salt, bad_rows: 0.0, zone: None };
    let records = Records::open(Cursor::new(log()), "log.csv", Mapping::default())?;

    // Calls are handed over one by one, so a log of any length takes little memory.
    let mut gather = Gather::new(20.0, None, None, None);
    let reading = records.calls(&options, &mut |call| gather.call(call))?;
    println!("{} rows, {} calls used", reading.rows, reading.used);

    let mut history = gather.finish();
    let Some(found) = estimate(&mut history, &Estimating::default()) else {
        println!("nobody called");
        return Ok(());
    };
    show("mean handle time", found.handle.map(|handle| handle.mean_s));
    show("mean patience", found.patience.map(|patience| patience.mean_s));
    Ok(())
}

fn show(name: &str, found: Option<Estimate>) {
    match found {
        Some(Estimate { value, low, high: Some(high), .. }) => {
            println!("{name}: {value:.0} s, between {low:.0} and {high:.0} s");
        }
        Some(Estimate { value, low, high: None, .. }) => {
            println!("{name}: {value:.0} s, at least {low:.0} s");
        }
        None => println!("{name}: the log does not say"),
    }
}
