//! What leaves obsada for people to use and comes back: workbook, page and calendars of a roster, names for
//! pseudonyms, an edited workbook read back, and the roster on the board of the page that plans.

pub mod names;
mod typed;
pub mod board;
pub mod calendar;
pub mod page;
#[cfg(not(target_family = "wasm"))]
pub mod sheet;
#[cfg(not(target_family = "wasm"))]
pub mod read_back;
