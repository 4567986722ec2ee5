//! What a memo is made of, whatever it is written as.

/// A piece of the memo.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// The heading of a part of a section.
    Subheading(String),
    /// Text.
    Paragraph(String),
    /// What matters most.
    Lead(String),
    /// Items.
    List(Vec<String>),
    /// Words with their meanings.
    Definitions(Vec<(String, String)>),
    /// Figures.
    Table(Table),
    /// A picture with the table behind it.
    Picture(Picture),
    /// What the control steps through.
    Panels(Panels),
}

/// Rows under heads; the first column holds words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows.
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
    /// What it is of.
    pub title: String,
    /// What is to be seen.
    pub description: String,
    /// Inside of the `svg` element, escaped already.
    pub svg: String,
    /// Height of its view box; the width is 640.
    pub height: u32,
    /// The figures drawn.
    pub table: Table,
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

/// What one choice shows.
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
