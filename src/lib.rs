//! Staffing and opening hours for call centres: which closing time, which shifts, what callers
//! experience, and how each figure is known.
//!
//! # The flow
//!
//! Data move one way, and a file imports only from rooms above its own:
//!
//! ```text
//! records → estimate → scenario (TOML) → demand → queue → requirements → shift plan → figures
//!                                                             ↑                          ↓
//!                                               closed loop ←─ through the day ←─ simulate, queue
//!                                                             ↓
//!                          roster · proposal · wait → check, simulate → report
//! ```
//!
//! [`domain`] and [`wire`] are what all rooms share; [`solve`] is the whole flow
//! in one page, [`compare`] and [`mod@roster`] are those of the hours proposal and of named people.
//! `queue` is pure arithmetic and never sees a scenario; the solver is behind one door, [`plan::milp`].
//! [`witness::check`], [`witness::roster_check`] and [`simulate`] are witnesses: they import no model and derive
//! everything anew. The library reads no clock, writes no file but through [`report::write`], and never
//! exits; random numbers come from stated seeds.
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | offered load | arrival rate × mean handle time, erlangs |
//! | `aht` | mean handle time: talk, hold and after-call work, seconds |
//! | mean wait | mean time in queue over all offered calls |
//! | service level | answered within the threshold ÷ offered, unless the scenario counts otherwise |
//! | occupancy | share of staffed time spent handling calls |
//! | shrinkage | share of paid time not at the phone; scheduled = required ÷ (1 − shrinkage) |
//! | interval | the half-hour (or 15 or 60 minutes) |
//! | sharing set | lines, open at the time, that are connected by groups who answer several of them |
//! | shift · duty | one day's start, length and breaks · the same before breaks are placed |
//! | closing time | end of a line's service; a *candidate* is one of those under comparison |
//! | tie | a row that ties the days of the week: a promise or a contract |
//!
//! # Example
//!
//! ```
//! use obsada::scenario::{starter::STARTER, validate::parse};
//! use obsada::solve::{Options, solve};
//!
//! let no_files = |_: &str| Err("no demand file here".into());
//! let scenario = parse(STARTER, "starter.toml", &no_files).expect("the starter is valid");
//! let plan = solve(&scenario, &Options::default())?;
//! assert!(plan.check.passed);
//! assert!(plan.solver.bound <= plan.solver.objective);
//! # Ok::<(), obsada::domain::error::Error>(())
//! ```

pub mod domain;
pub mod parallel;
pub mod wire;
pub mod files;
pub mod scenario;
pub mod queue;
pub mod simulate;
pub mod plan;
pub mod records;
pub mod estimate;
pub mod calculator;
pub mod witness;
pub mod roster;
pub mod solve;
pub mod compare;
pub mod sweep;
pub mod report;
pub mod handover;
pub mod schema;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
