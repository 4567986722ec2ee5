//! The parts of a memo, the same for every format.

/// A part of the memo.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Here another part of the memo begins, on a page of its own.
    Part(Part),
    /// The heading of a section.
    Heading(String),
    /// The heading of a part of a section.
    Subheading(String),
    /// Text.
    Paragraph(String),
    /// The most important sentence.
    Lead(String),
    /// Items.
    List(Vec<String>),
    /// Words with their meanings.
    Definitions(Vec<(String, String)>),
    /// Figures.
    Table(Table),
    /// A picture with the table behind it.
    Picture(Picture),
    /// The closing times and demand responses that the control chooses from.
    Panels(Panels),
}

/// A part of the memo after the first, which is the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What it does to callers, and what promises cost.
    Effects,
    /// All that stands behind it.
    Annex,
}

impl Part {
    /// Whether it is the annex.
    pub fn is_annex(&self) -> bool {
        *self == Part::Annex
    }

    /// How the page's style sheet and its links name it.
    pub fn id(&self) -> &'static str {
        match self {
            Part::Effects => "effects",
            Part::Annex => "annex",
        }
    }
}

/// Rows under heads; the first column holds words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its subject.
    pub caption: String,
    /// Heads of all columns.
    pub head: Vec<String>,
    /// Rows as long as the head.
    pub rows: Vec<Vec<String>>,
    /// Row to stress.
    pub chosen: Option<usize>,
}

impl Table {
    /// Whether a row is the one to stress.
    pub fn is_chosen(&self, row: &usize) -> bool {
        self.chosen == Some(*row)
    }
}

/// A picture that reads without being seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its title.
    pub title: String,
    /// A description for readers who cannot see it.
    pub description: String,
    /// Inside of the `svg` element, escaped already.
    pub svg: String,
    /// Height of its view box; the width is 640.
    pub height: u32,
    /// The figures drawn.
    pub table: Table,
    /// Whether these stand further on too, so that formats without pictures pass over them here.
    pub tabled_later: bool,
}

/// Choices and what each shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Panels {
    /// Names of the closing times.
    pub closings: Vec<String>,
    /// Names of the responses.
    pub responses: Vec<String>,
    /// Closing by closing, response by response.
    pub panels: Vec<Panel>,
}

/// The panel of one choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Index of the closing time.
    pub closing: usize,
    /// Index of the response.
    pub response: usize,
    /// Whether it is shown at first.
    pub chosen: bool,
    /// Its name.
    pub title: String,
    /// Its contents.
    pub blocks: Vec<Block>,
}
