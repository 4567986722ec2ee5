//! Which shifts to staff.

pub mod block;
pub mod catalogue;
pub mod combine;
pub mod midnight;
pub mod model;
pub mod plan;
pub mod search;
