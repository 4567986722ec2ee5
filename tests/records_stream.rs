//! Memory while reading; alone in its process, which no other test may make larger.

#[path = "records/input.rs"]
#[allow(dead_code)]
mod input;
#[path = "records/stream.rs"]
mod stream;
