//! The memo as Markdown: every table, of the panels the proposed one.

use super::document::{Block, Part, Table};
use super::{View, sections};
use crate::domain::text::is_hidden;
use crate::domain::units::Language;
use crate::report::words::memo::words;
use crate::report::words::memo_pages::pages;
use crate::wire::proposal::Proposal;
use std::fmt::Write;

/// The memo as Markdown.
pub fn markdown(proposal: &Proposal, language: Language) -> String {
    let view = View { p: proposal, language };
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", plain(&proposal.scenario.title));
    let _ = writeln!(out, "*{}*\n", words(language).kicker);
    for block in sections::blocks(&view) {
        write(&mut out, &block, language);
    }
    out
}

fn write(out: &mut String, block: &Block, language: Language) {
    match block {
        Block::Part(Part::Annex) => line(out, "# ", pages(language).annex, "\n"),
        Block::Part(Part::Effects) => {}
        Block::Heading(text) => line(out, "## ", text, "\n"),
        Block::Subheading(text) => line(out, "### ", text, "\n"),
        Block::Lead(text) => line(out, "**", text, "**\n"),
        Block::Paragraph(text) => line(out, "", text, "\n"),
        Block::List(items) => {
            items.iter().for_each(|item| line(out, "- ", item, ""));
            out.push('\n');
        }
        Block::Definitions(words) => {
            for (word, text) in words {
                let _ = writeln!(out, "- **{}**: {}", plain(word), plain(text));
            }
            out.push('\n');
        }
        Block::Table(data) => table(out, data),
        Block::Picture(picture) if picture.tabled_later => {}
        Block::Picture(picture) => table(out, &picture.table),
        Block::Panels(panels) => {
            for panel in panels.panels.iter().filter(|panel| panel.chosen) {
                let _ = writeln!(out, "### {}\n", plain(&panel.title));
                panel.blocks.iter().for_each(|block| write(out, block, language));
            }
        }
    }
}

fn line(out: &mut String, before: &str, text: &str, after: &str) {
    let _ = writeln!(out, "{before}{}{after}", plain(text));
}

fn table(out: &mut String, data: &Table) {
    let _ = writeln!(out, "**{}**\n", plain(&data.caption));
    let row =
        |cells: &[String]| cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(out, "| {} |", row(&data.head));
    let rule = (0..data.head.len()).map(|k| if k == 0 { ":--" } else { "--:" });
    let _ = writeln!(out, "| {} |", rule.collect::<Vec<_>>().join(" | "));
    for (k, cells) in data.rows.iter().enumerate() {
        let mut cells = cells.clone();
        if data.chosen == Some(k) {
            cells[0] = format!("▶ {}", cells[0]);
        }
        let _ = writeln!(out, "| {} |", row(&cells));
    }
    out.push('\n');
}

/// Text without line breaks and without what Markdown would read as markup: marks of its own, what looks like
/// an address and becomes a link by itself, and what begins a list where it begins a line.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let number = !before.is_empty() && before.chars().all(|c| c.is_ascii_digit());
        let mark = match c {
            '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '\\' | '~' | '&' | '@' | '|' => true,
            ':' => after.starts_with("//"),
            '.' if before.to_ascii_lowercase().ends_with("www") => true,
            '.' | ')' => number && after.starts_with(' '),
            '-' | '+' | '=' => before.is_empty(),
            _ => false,
        };
        if mark {
            plain.push('\\');
        }
        plain.push(if is_hidden(c) { ' ' } else { c });
    }
    plain
}
