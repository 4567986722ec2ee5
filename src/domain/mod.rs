//! What obsada thinks in: numbers and enums that are valid by construction.
//!
//! Text of any kind (clock times, names of measures, sentences) is read and written elsewhere: in
//! [`crate::wire`] and [`crate::scenario`] at the door, in `report` and `handover` for people.

pub mod units;
pub mod clock;
pub mod measure;
pub mod shift;
pub mod labour;
pub mod finding;
pub mod cause;
pub mod error;
pub mod text;
pub mod time;
