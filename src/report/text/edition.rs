//! What changes for whom against the version published before, for reading.

use super::page::Page;
use crate::domain::units::Language;
use crate::report::words::{edition as words, roster};
use crate::wire::roster_answer::{Changed, Edition, Roster};

/// State and version of a roster, and its changes by person; nothing of one that was set against no other.
pub fn write(page: &mut Page, roster: &Roster, language: Language) {
    let Some(edition) = &roster.edition else { return };
    let w = words::words(language);
    page.section(w.title);
    page.paragraph(&words::state(edition, language));
    if let Some(first) = &edition.first_new {
        page.paragraph(&words::first_new(first, language));
    }
    if edition.against.is_some() {
        page.section(w.changes);
        if edition.changes.is_empty() {
            page.paragraph(w.none);
        }
        changes(page, &edition.changes, language);
    }
    notice(page, edition, language);
}

/// Days by person.
fn changes(page: &mut Page, all: &[Changed], language: Language) {
    for of_one in all.chunk_by(|a, b| a.name == b.name) {
        page.line(&of_one[0].name);
        for change in of_one {
            page.item("  • ", &words::change(change, language));
        }
    }
}

/// What is asked of notice, where some is too short or not known.
fn notice(page: &mut Page, edition: &Edition, language: Language) {
    let w = words::words(language);
    let told = !edition.changes.is_empty() || edition.first_new.is_some();
    if edition.on.is_none() && told {
        page.paragraph(w.unknown_day);
    }
    if edition.is_late() {
        page.paragraph(w.asked);
    }
}

/// A roster that was published, in short.
pub fn published(roster: &Roster, language: Language) -> String {
    let mut page = Page::default();
    page.title(&roster.scenario.title);
    write(&mut page, roster, language);
    page.blank();
    page.paragraph(roster::words(language).notice);
    page.finish()
}
