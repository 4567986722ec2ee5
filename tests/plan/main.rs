//! Plans: against brute force, published optima, the independent check and what the shipped scenarios promise.

mod brute_force;
mod check;
mod decision;
mod exact;
mod optimum;
mod promises;
mod properties;
mod published;
mod shipped;
mod shortage;
