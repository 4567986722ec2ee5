//! Paragraphs, headings and aligned tables within a line of 80 characters.

/// Width of a line in characters.
pub(in crate::report) const WIDTH: usize = 80;

/// Spaces between the columns of a table.
const GAP: usize = 2;

/// No column is made narrower than this.
const NARROWEST: usize = 3;

/// Text that grows downwards, every line at most [`WIDTH`] characters.
#[derive(Debug, Default)]
pub(in crate::report) struct Page {
    text: String,
}

impl Page {
    /// Everything written so far.
    pub(in crate::report) fn finish(self) -> String {
        self.text
    }

    /// One line as it stands, cut at the width.
    pub(in crate::report) fn line(&mut self, line: &str) {
        let line: String = line.chars().take(WIDTH).collect();
        self.text.push_str(line.trim_end_matches(' '));
        self.text.push('\n');
    }

    /// An empty line.
    pub(in crate::report) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// The title of the page, with a double rule below.
    pub(in crate::report) fn title(&mut self, title: &str) {
        self.paragraph(&title.replace('\n', " "));
        self.line(&"═".repeat(WIDTH));
    }

    /// The heading of a section, after an empty line.
    pub(in crate::report) fn section(&mut self, heading: &str) {
        let start = format!("── {heading} ");
        let rest = WIDTH.saturating_sub(start.chars().count());
        self.blank();
        self.line(&(start + &"─".repeat(rest)));
    }

    /// Wrapped text.
    pub(in crate::report) fn paragraph(&mut self, text: &str) {
        for line in wrap(text, WIDTH) {
            self.line(&line);
        }
    }

    /// Wrapped text after a mark, the following lines indented as far.
    pub(in crate::report) fn item(&mut self, mark: &str, text: &str) {
        let indent = mark.chars().count().min(WIDTH / 2);
        for (index, line) in wrap(text, WIDTH - indent).iter().enumerate() {
            let start = if index == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.line(&(start + line));
        }
    }

    /// A table.
    pub(in crate::report) fn table(&mut self, table: &Table) {
        for line in table.lines() {
            self.line(&line);
        }
    }
}

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

#[derive(Debug)]
enum Row {
    Head(Vec<String>),
    Cells(Vec<String>),
    Across(String),
}

/// Rows under aligned columns. Columns are narrowed, and their text wrapped, until they fit.
#[derive(Debug)]
pub(in crate::report) struct Table {
    align: Vec<Align>,
    rows: Vec<Row>,
}

impl Table {
    /// A table with these columns and nothing in it.
    pub(in crate::report) fn new(align: &[Align]) -> Self {
        Self { align: align.to_vec(), rows: Vec::new() }
    }

    /// The head, underlined; a line break in it is kept.
    pub(in crate::report) fn head(&mut self, cells: Vec<String>) {
        self.rows.push(Row::Head(cells));
    }

    /// A row.
    pub(in crate::report) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(Row::Cells(cells));
    }

    /// A row of text across all columns.
    pub(in crate::report) fn across(&mut self, text: &str) {
        self.rows.push(Row::Across(text.to_owned()));
    }

    /// Whether the table fits without anything being wrapped.
    pub(in crate::report) fn fits(&self) -> bool {
        total(&self.natural_widths()) <= WIDTH
    }

    fn natural_widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.align.len()];
        for row in &self.rows {
            let (Row::Head(cells) | Row::Cells(cells)) = row else { continue };
            for (width, cell) in widths.iter_mut().zip(cells) {
                let longest = cell.split('\n').map(|part| part.chars().count()).max();
                *width = (*width).max(longest.unwrap_or(0));
            }
        }
        widths
    }

    /// Widths that fit: the widest column of words gives way first, then the widest of all.
    fn widths(&self) -> Vec<usize> {
        let mut widths = self.natural_widths();
        while total(&widths) > WIDTH {
            let widest = |only_words: bool| {
                (0..widths.len())
                    .filter(|c| !only_words || self.align[*c] == Align::Left && widths[*c] > 12)
                    .filter(|c| widths[*c] > NARROWEST)
                    .max_by_key(|c| widths[*c])
            };
            let Some(column) = widest(true).or_else(|| widest(false)) else { break };
            widths[column] -= 1;
        }
        widths
    }

    fn lines(&self) -> Vec<String> {
        let widths = self.widths();
        let mut lines = Vec::new();
        for row in &self.rows {
            match row {
                Row::Across(text) => lines.extend(wrap(text, WIDTH)),
                Row::Cells(cells) => lines.extend(self.cells(cells, &widths, false)),
                Row::Head(cells) => {
                    lines.extend(self.cells(cells, &widths, true));
                    lines.push("─".repeat(total(&widths).min(WIDTH)));
                }
            }
        }
        lines
    }

    /// One row; its cells may take several lines, those of a head stand at the bottom.
    fn cells(&self, cells: &[String], widths: &[usize], bottom: bool) -> Vec<String> {
        let wrapped: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|index| {
                let mut line = String::new();
                for (column, parts) in wrapped.iter().enumerate() {
                    let above = if bottom { height - parts.len() } else { 0 };
                    let text = index.checked_sub(above).and_then(|i| parts.get(i));
                    let text = text.map_or("", String::as_str);
                    let space = " ".repeat(widths[column].saturating_sub(text.chars().count()));
                    if column > 0 {
                        line.push_str(&" ".repeat(GAP));
                    }
                    match self.align[column] {
                        Align::Left => line += &(text.to_owned() + &space),
                        Align::Right => line += &(space + text),
                    }
                }
                line
            })
            .collect()
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Text in lines of at most this many characters, broken between words where a reader would break:
/// a number stays with its unit and a one-letter word with the next. Line breaks are kept, control
/// characters become spaces, and a word longer than a line is cut.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    text.split('\n').flat_map(|part| wrap_line(part, width)).collect()
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= width {
        return vec![clean.trim_end_matches(' ').to_owned()];
    }
    let mut lines: Vec<String> = vec![String::new()];
    for piece in pieces(&clean) {
        let used = lines.last().map_or(0, |line| line.chars().count());
        let length = piece.chars().count();
        match lines.last_mut() {
            Some(line) if used == 0 && length <= width => line.push_str(&piece),
            Some(line) if used > 0 && used + 1 + length <= width => {
                line.push(' ');
                line.push_str(&piece);
            }
            _ => lines.extend(cut(&piece, width)),
        }
    }
    if lines.len() > 1 && lines[0].is_empty() {
        lines.remove(0);
    }
    lines
}

/// A word that is longer than a line, cut into lines.
fn cut(piece: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in piece.split(' ') {
        let used = lines.last().map_or(0, |line| line.chars().count());
        let joined = if used == 0 { 0 } else { used + 1 };
        if joined + word.chars().count() <= width {
            if let Some(line) = lines.last_mut() {
                line.push_str(if used == 0 { "" } else { " " });
                line.push_str(word);
            }
            continue;
        }
        let characters: Vec<char> = word.chars().collect();
        lines.extend(characters.chunks(width).map(|chunk| chunk.iter().collect()));
    }
    lines.retain(|line: &String| !line.is_empty());
    lines
}

/// Words, joined with the next where the two belong together.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous = "";
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match pieces.last_mut() {
            Some(piece) if belongs(previous, word) => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
        previous = word;
    }
    pieces
}

fn belongs(previous: &str, word: &str) -> bool {
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let unit = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = previous.trim_start_matches(|c: char| !c.is_alphanumeric());
    let currency = before.len() == 3 && before.bytes().all(|b| b.is_ascii_uppercase());
    let letter = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
    letter && previous.chars().all(char::is_alphabetic)
        || number(before) && ["s", "min", "h"].contains(&unit)
        || number(word) && (currency || ["≤", "≥", "min", "h"].contains(&previous))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_that_do_not_belong_together() {
        assert_eq!(wrap("waits 1 min 47 s now", 12), ["waits", "1 min 47 s", "now"]);
        assert_eq!(wrap("it costs PLN 12.50 a day", 14), ["it costs", "PLN 12.50", "a day"]);
        assert_eq!(wrap("ab\ncd", 10), ["ab", "cd"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("a\tb\u{1b}c", 10), ["a b c"]);
    }

    #[test]
    fn figures_stand_to_the_right_and_words_to_the_left() {
        let mut table = Table::new(&[Align::Left, Align::Right]);
        table.head(vec!["line".into(), "cost\na week".into()]);
        table.row(vec!["city".into(), "1.5".into()]);
        table.across("all");
        assert_eq!(
            table.lines(),
            ["        cost", "line  a week", "────────────", "city     1.5", "all"]
        );
    }

    #[test]
    fn wide_tables_are_narrowed_to_the_page() {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right]);
        table.row(vec!["word ".repeat(40), "1".repeat(50), "2".repeat(50)]);
        assert!(!table.fits());
        assert!(table.lines().iter().all(|line| line.chars().count() <= WIDTH));
    }
}
