//! How many agents each half-hour of a morning takes, with and without callers who hang up.
//!
//! `cargo run --release --example agents_by_half_hour`

use obsada::queue::{
    ErlangC, Targets, offered_load, required_agents, required_agents_with_patience,
};

/// Calls expected from 8:00, by half-hour.
const CALLS: [f64; 8] = [14.0, 22.0, 31.0, 36.0, 33.0, 29.0, 24.0, 18.0];
const HALF_HOUR_S: f64 = 1800.0;
const HANDLE_TIME_S: f64 = 240.0;
const PATIENCE_S: f64 = 300.0;

fn main() {
    // 80% of the calls answered within 20 seconds, and a mean wait of a minute at most.
    let targets =
        Targets { service_level: Some((20.0, 0.8)), mean_wait_s: Some(60.0), ..Targets::default() };
    println!("start   load  agents  mean wait  with patience");
    for (k, calls) in CALLS.into_iter().enumerate() {
        let load = offered_load(calls, HALF_HOUR_S, HANDLE_TIME_S);
        let agents = required_agents(load, HANDLE_TIME_S, &targets);
        let patient = required_agents_with_patience(load, HANDLE_TIME_S, PATIENCE_S, &targets);
        let queue = agents.and_then(|agents| ErlangC::new(agents, load, HANDLE_TIME_S));
        let (Some(agents), Some(patient), Some(queue)) = (agents, patient, queue) else {
            println!("no number of agents meets the targets");
            continue;
        };
        let (hour, minute) = (8 + k / 2, 30 * (k % 2));
        let wait = queue.mean_wait_s();
        println!("{hour:>2}:{minute:02}  {load:>5.2}  {agents:>6}  {wait:>7.1} s  {patient:>13}");
    }
}
