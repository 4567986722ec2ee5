//! Every JSON type: text, versions and schemas.

pub mod answer;
pub mod roster_answer;
pub mod proposal;
pub mod shifts;
