//! The queue formulas and the queue through a day, against theory and independent computation.

mod queue;
mod steady;
mod transient;
mod witness;
