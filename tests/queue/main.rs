//! The queue formulas and the queue through a day, against theory and independent computation.

mod mixed_patience;
mod queue;
mod steady;
mod transient;
mod witness;
