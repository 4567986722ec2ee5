//! The simulation against queueing theory, published figures and its own other way.

#[path = "simulate/closed_forms.rs"]
mod closed_forms;
#[path = "simulate/people.rs"]
mod people;
#[path = "simulate/published.rs"]
mod published;
#[path = "simulate/rules.rs"]
mod rules;
#[path = "simulate/theory.rs"]
mod theory;
#[path = "simulate/two_ways.rs"]
mod two_ways;
#[path = "simulate/worlds.rs"]
mod worlds;
