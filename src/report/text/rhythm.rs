//! How the days of a roster fall, for reading.

use super::page::Page;
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
    let line = |contract: &str, people: &str, evenings: &str, saturdays: &str| {
        format!("{contract:<30}{people:>8}{evenings:>20}{saturdays:>18}")
    };
    page.line(&line(w.contract, w.people, w.evenings, w.saturdays));
    for one in &rhythm.spread {
        let name: String = format!("{}/{}", one.group, one.contract).chars().take(29).collect();
        let (evenings, saturdays) = (words::span(one.evenings), words::span(one.saturdays));
        page.line(&line(&name, &one.people.to_string(), &evenings, &saturdays));
    }
}
