//! Staffing and opening hours for call centres (crate documentation follows with the flow).

pub mod answer;
pub mod calculator;
pub mod check;
pub mod clock;
pub mod demand;
pub mod error;
pub mod milp;
pub mod queue;
pub mod report;
pub mod requirements;
pub mod scenario;
pub mod shift_plan;
pub mod units;
