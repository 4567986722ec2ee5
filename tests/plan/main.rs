//! Plans: against brute force, published optima, the independent check and what the shipped scenarios promise.

mod brute_force;
mod check;
mod decision;
mod desk;
mod dice;
mod exact;
mod few_times;
mod level;
mod lies;
mod lives;
mod long_wait;
mod needs;
mod optimum;
mod patience;
mod places;
mod promises;
mod properties;
mod published;
mod remedies;
mod shipped;
mod shortage;
