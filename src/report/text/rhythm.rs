//! How the days of a roster fall, for reading.

use super::page::{Align, Page, Table};
use crate::domain::units::Language;
use crate::report::words::rhythm as words;
use crate::wire::roster_answer::Roster;

/// Single days, thin weeks, jumps of the start, and the spread within contracts; nothing of a roster that does not
/// tell.
pub fn write(page: &mut Page, roster: &Roster, language: Language) {
    let Some(rhythm) = &roster.rhythm else { return };
    let w = words::words(language);
    page.section(w.title);
    words::days(rhythm, language).iter().for_each(|said| page.paragraph(said));
    page.blank();
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    table.head([w.contract, w.people, w.evenings, w.saturdays].map(str::to_owned).to_vec());
    words::rows(rhythm).into_iter().for_each(|row| table.row(row.to_vec()));
    page.table(&table);
}
