//! Rosters: their rules, repairs, waits and fairness, against counts made by the tests themselves and
//! published instances.

mod activities;
mod chains;
mod edition;
mod fairness;
mod given;
mod leaders;
mod lies;
mod morning;
mod owed;
mod pairs;
mod patterns;
#[path = "../plan/places.rs"]
mod places;
mod roster;
mod roster_absence;
mod roster_cli;
mod roster_door;
mod roster_holidays;
mod roster_mend;
mod roster_public;
mod roster_rules;
mod roster_waits;
