//! The memo as one HTML page.

use super::document::{Block, Picture, Table};
use super::pictures::WIDTH;
use super::{View, sections};
use crate::domain::units::Language;
use crate::report::words::memo::{Words, words};
use crate::report::words::memo_pages::pages;
use crate::wire::proposal::Proposal;
use askama::Template;
use std::cell::Cell;

#[derive(Template)]
#[template(path = "memo.html")]
struct Page<'a> {
    lang: &'static str,
    title: &'a str,
    w: &'static Words,
    body: String,
}

#[derive(Template)]
#[template(path = "blocks.html")]
struct Blocks<'a> {
    blocks: &'a [Block],
    w: &'static Words,
    annex: &'static str,
    width: u32,
    /// Pictures so far, so that their names are distinct.
    pictures: &'a Cell<u32>,
}

#[derive(Template)]
#[template(path = "table.html")]
struct OneTable<'a> {
    table: &'a Table,
}

impl Blocks<'_> {
    fn inside(&self, blocks: &[Block]) -> askama::Result<String> {
        rendered(blocks, (self.w, self.annex), self.pictures)
    }

    fn table(&self, table: &Table) -> askama::Result<String> {
        OneTable { table }.render()
    }

    fn next(&self, _: &Picture) -> u32 {
        self.pictures.set(self.pictures.get() + 1);
        self.pictures.get()
    }
}

fn rendered(
    blocks: &[Block],
    (w, annex): (&'static Words, &'static str),
    pictures: &Cell<u32>,
) -> askama::Result<String> {
    Blocks { blocks, w, annex, width: WIDTH, pictures }.render()
}

/// The memo as a page that needs nothing else.
///
/// # Errors
/// That it could not be written, which would be a defect.
pub fn html(proposal: &Proposal, language: Language) -> Result<String, String> {
    page(proposal, language).map_err(|error| format!("the page cannot be written: {error}"))
}

fn page(proposal: &Proposal, language: Language) -> askama::Result<String> {
    let view = View { p: proposal, language };
    let w = words(language);
    let body = rendered(&sections::blocks(&view), (w, pages(language).annex), &Cell::new(0))?;
    let lang = match language {
        Language::Pl => "pl",
        Language::En => "en",
    };
    Page { lang, title: &proposal.scenario.title, w, body }.render()
}
