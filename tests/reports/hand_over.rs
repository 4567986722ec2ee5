//! Rosters handed over: workbook and back, calendars, page, names. Witnesses are a parser of calendars,
//! LibreOffice and Chromium where they are installed, and the independent check of rosters.

mod calendars;
mod command;
mod desk;
mod editions;
mod mend;
mod page;
mod workbook;
