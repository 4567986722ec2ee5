//! Call records and interval reports, read without keeping a caller's number.

mod call;

pub use call::{BadRows, Call, IntervalRow, Outcome, Presence, Quirk, Reading};
