//! The simulation against queueing theory, published figures and its own other way.

mod closed_forms;
mod people;
mod published;
mod rules;
mod simulate_plan;
mod theory;
mod two_ways;
mod worlds;
