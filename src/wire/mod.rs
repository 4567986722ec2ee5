//! Every JSON type: text, versions and schemas.

mod text;
pub mod shortage;
pub mod answer;
pub mod roster_answer;
pub mod no_plan;
pub mod proposal;
pub mod sweep;
pub mod shifts;
