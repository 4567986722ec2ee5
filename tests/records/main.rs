//! Records as telephone systems write them, read as stated or refused with file and line; and what is
//! estimated from them.

mod bank;
mod daily;
mod damaged;
mod dialects;
mod estimate;
mod forecast;
mod input;
mod intervals;
mod log_forms;
mod queue_log;
mod redial_share;
mod tables;
mod totals;
