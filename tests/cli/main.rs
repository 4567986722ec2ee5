//! The program as a user runs it: what it reads and refuses, what goes where, and how it ends.

mod calculator;
mod cli;
mod fit;
mod lookup;
mod malformed;
mod refusals;
mod run;
mod scenario;
mod schema;
mod simulate;
mod wait;
mod words;
