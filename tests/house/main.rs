//! The order of the source tree.

mod circles;
mod flow;
mod imports;
mod module;
