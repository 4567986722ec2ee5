//! What leaves obsada for people to use and comes back: workbook, page and calendars of a roster, names for
//! pseudonyms, and an edited workbook read back.

pub mod names;
pub mod calendar;
pub mod page;
#[cfg(not(target_family = "wasm"))]
pub mod sheet;
#[cfg(not(target_family = "wasm"))]
pub mod read_back;
