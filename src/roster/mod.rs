//! Named people.
pub mod line;
pub mod master;
pub mod search;
