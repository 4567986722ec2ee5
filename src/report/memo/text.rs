//! The memo for the terminal: 80 columns. Tables stand in for pictures; of the panels only the
//! proposed one is shown, without its half-hours.

use super::document::{Block, Part, Table};
use super::{View, sections};
use crate::domain::units::Language;
use crate::report::text::page::{self, Align, Page};
use crate::report::words::memo::words;
use crate::report::words::memo_pages::pages;
use crate::wire::proposal::Proposal;

/// The memo as text.
pub fn text(proposal: &Proposal, language: Language) -> String {
    let view = View { p: proposal, language };
    let w = words(language);
    let mut page = Page::default();
    page.title(&proposal.scenario.title);
    page.paragraph(w.kicker);
    for block in sections::blocks(&view) {
        write(&mut page, &block, language);
    }
    page.finish()
}

fn write(page: &mut Page, block: &Block, language: Language) {
    match block {
        Block::Part(Part::Annex) => {
            page.blank();
            page.title(pages(language).annex);
        }
        Block::Part(Part::Effects) => {}
        Block::Heading(text) => page.section(text),
        Block::Subheading(text) => {
            page.blank();
            page.paragraph(text);
        }
        Block::Lead(text) => page.item("▶ ", text),
        Block::Paragraph(text) => page.paragraph(text),
        Block::List(items) => items.iter().for_each(|item| page.item("  • ", item)),
        Block::Definitions(words) => {
            words.iter().for_each(|(word, text)| page.item("  ", &format!("{word}: {text}")));
        }
        Block::Table(data) => table(page, data),
        Block::Picture(picture) if picture.tabled_later => {}
        Block::Picture(picture) => table(page, &picture.table),
        Block::Panels(panels) => {
            page.paragraph(words(language).panels_note);
            for panel in panels.panels.iter().filter(|panel| panel.chosen) {
                page.paragraph(&panel.title);
                let first = panel.blocks.iter().find(|b| matches!(b, Block::Table(_)));
                first.into_iter().for_each(|block| write(page, block, language));
            }
        }
    }
}

/// A table; one too wide for the page is written row by row.
fn table(page: &mut Page, data: &Table) {
    let mut align = vec![Align::Right; data.head.len()];
    align[0] = Align::Left;
    let mut found = page::Table::new(&align);
    found.head(data.head.iter().map(|head| broken(head)).collect());
    for (k, row) in data.rows.iter().enumerate() {
        let mut row = row.clone();
        if data.chosen == Some(k) {
            row[0] = format!("▶ {}", row[0]);
        }
        found.row(row);
    }
    page.blank();
    if found.fits() || data.head.len() <= 5 {
        page.table(&found);
        return;
    }
    for (k, row) in data.rows.iter().enumerate() {
        let mark = if data.chosen == Some(k) { "▶ " } else { "• " };
        let parts: Vec<String> = data.head[1..]
            .iter()
            .zip(&row[1..])
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(head, cell)| format!("{head} {cell}"))
            .collect();
        page.item(mark, &format!("{}: {}", row[0], parts.join("; ")));
    }
}

/// A head in lines of one or two words.
fn broken(head: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in head.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 10 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
