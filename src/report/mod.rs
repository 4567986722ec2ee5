//! What a reader gets: the plan as text, JSON and CSV, and problems with their places.
//!
//! Every format reads the one structure in [`crate::wire::answer`], so a figure is the same wherever it is
//! printed; the words of both languages are in [`words`] and nowhere else. The same plan gives the
//! same bytes.

pub mod csv;
pub mod diagnostics;
pub mod explain;
#[cfg(not(target_family = "wasm"))]
mod dense;
#[cfg(not(target_family = "wasm"))]
pub mod explore;
pub mod fit;
mod fitted_numbers;
mod fitted_patience;
pub mod fitted_scenario;
pub mod json;
pub mod memo;
mod quotable;
pub mod sweep;
pub mod text;
mod today;
#[cfg(not(target_family = "wasm"))]
pub mod workbook;
pub mod words;
pub mod write;
