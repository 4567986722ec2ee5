//! Named people.
pub mod line;
pub mod master;
pub mod polish;
pub mod rules;
pub mod search;
pub mod setting;
pub mod weeks;
