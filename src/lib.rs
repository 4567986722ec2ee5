//! Staffing and opening hours for call centres.

pub mod answer;
pub mod calculator;
pub mod check;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
pub mod clock;
pub mod coverage;
pub mod demand;
pub mod error;
pub mod figures;
pub mod milp;
pub mod queue;
pub mod report;
pub mod requirements;
pub mod scenario;
pub mod shift_plan;
pub mod solve;
pub mod units;
