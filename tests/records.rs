//! Records as telephone systems write them: read as stated, or refused with file and line.

#[path = "records/bank.rs"]
mod bank;
#[path = "records/dialects.rs"]
mod dialects;
#[path = "records/input.rs"]
mod input;
#[path = "records/intervals.rs"]
mod intervals;
#[path = "records/log_forms.rs"]
mod log_forms;
#[path = "records/queue_log.rs"]
mod queue_log;
#[path = "records/tables.rs"]
mod tables;
