//! What a roster is made from and what it is read from: absences, public holidays, files written before.

#[path = "roster_inputs/absence.rs"]
mod absence;
#[path = "roster_inputs/door.rs"]
mod door;
#[path = "roster_inputs/holidays.rs"]
mod holidays;
