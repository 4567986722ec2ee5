//! Rosters handed over: workbook and back, calendars, page, names. Witnesses are a parser of calendars,
//! LibreOffice and Chromium where they are installed, and the independent check of rosters.

mod browser;
#[path = "hand_over/calendars.rs"]
mod calendars;
#[path = "hand_over/command.rs"]
mod command;
#[path = "hand_over/desk.rs"]
mod desk;
#[path = "hand_over/mend.rs"]
mod mend;
#[path = "hand_over/page.rs"]
mod page;
#[path = "hand_over/workbook.rs"]
mod workbook;
