//! Which shifts to staff.

pub mod block;
pub mod catalogue;
pub mod combine;
pub mod model;
pub mod plan;
pub mod search;
