//! The order of the source tree.

mod flow;
