//! Records as telephone systems write them, read as stated or refused with file and line; and what is
//! estimated from them.

mod bank;
mod estimate;
mod forecast;
mod input;
mod intervals;
mod queue_log;
mod tables;
mod totals;
