//! From demand to a staffed week: requirements, programme, shift plan, and the queue through the day that
//! judges it.

pub mod demand;
pub mod requirements;
pub mod coverage;
pub mod milp;
pub mod shift_plan;
pub mod figures;
pub mod through_day;
pub mod today;
pub mod closed_loop;
