//! The program as a user runs it: what it reads and refuses, what goes where, and how it ends.

mod calculator;
mod cli;
mod cluster;
mod fit;
mod lookup;
mod malformed;
mod output;
mod privacy;
mod refusals;
mod run;
mod scenario;
mod schema;
mod simulate;
mod sweep;
mod wait;
mod words;
mod write;
