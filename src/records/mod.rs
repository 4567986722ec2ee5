//! Call records and interval reports, read without keeping a caller's number.
//!
//! [`Records::open`] recognises a source: Asterisk's `queue_log`, a table of calls or an interval
//! report, in text or in a workbook; a [`Mapping`] says what it cannot find out. [`Records::calls`] and
//! [`Records::intervals`] then hand over one record after another, in memory that does not grow with
//! their number, and tell in a [`Reading`] what was found: rows used, rows that could not be used with
//! their places, oddities.
//!
//! **Privacy.** A caller's number becomes a salted hash in the function that reads its field, see
//! [`Salt`]. No type of this room carries a number, no message repeats what a row holds, and rows of
//! records are never quoted ([`may_be_quoted`]). Agents are numbered; their names stay in the reader.
//!
//! **Clock changes.** Times by the wall clock are placed by the rules of the named zone (Europe/Warsaw
//! unless another is named), from a database that is part of the program. A time in the hour that is
//! left out in spring is a problem of its row; times in the hour that is repeated in autumn are
//! told apart by the order of rows.
//!
//! ```
//! use obsada::records::{Mapping, Options, Records, Salt};
//! let text = "Data;Godzina;Czas oczekiwania;Status;Numer\n\
//!             2026-11-25;10:02:11;0:01:47;odebrane;600 100 200\n";
//! let records = Records::open(text.as_bytes(), "calls.csv", Mapping::default())?;
//! let options = Options { salt: Salt::random()?, bad_rows: 0.05, zone: None, by_line: false };
//! let mut waits = Vec::new();
//! let reading = records.calls(&options, &mut |call| waits.push(call.wait_s))?;
//! assert_eq!((reading.used, waits), (1, vec![Some(107.0)]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod call;
mod calls;
mod expectation;
mod fault;
mod figure;
mod headings;
mod intervals;
mod join;
mod ledger;
pub mod load;
mod log_line;
pub mod lookup;
mod mapping;
mod moments;
mod numbers;
mod presence;
mod privacy;
mod profile;
mod queue_log;
mod ready;
mod rows;
mod seen;
mod source;
mod totals;
mod unpack;
mod usual;
#[cfg(not(target_family = "wasm"))]
mod workbook;
mod zone;

pub use call::{BadRows, Call, IntervalRow, Outcome, Presence, Quirk, Reading};
pub use mapping::{Column, Layout, Mapping};
pub use privacy::Salt;
pub use profile::{DayProfile, HALF_HOURS};
pub use source::{Options, Origin, Records, may_be_quoted};
pub use zone::{Occurs, Zone};
