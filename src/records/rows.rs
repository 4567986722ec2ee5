//! Rows of a source, one at a time, whatever it is written in: text with separators in some encoding,
//! or a workbook's sheet.
//!
//! A row of text is one line of the file, so that places are exact: a quoted field may hold the
//! separator, but does not run on to the next line.

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Result};
use std::iter::Peekable;
use std::ops::Range;

/// The longest line that is read, bytes: no telephone system writes longer ones, and a file without
/// line ends must not fill the memory.
const LINE_MAX: u64 = 1 << 20;

/// Text as UTF-8, byte-order mark taken off; without an encoding bytes that are not UTF-8 stay.
pub(super) fn decoded(
    input: impl Read + 'static,
    encoding: Option<&'static Encoding>,
) -> Box<dyn BufRead> {
    let reader = DecodeReaderBytesBuilder::new()
        .encoding(encoding.filter(|e| *e != encoding_rs::UTF_8))
        .utf8_passthru(true)
        .strip_bom(true)
        .build(input);
    Box::new(BufReader::with_capacity(1 << 16, reader))
}

/// Lines cut into fields.
pub(super) struct Lines {
    input: Box<dyn BufRead>,
    separator: u8,
    quotes: bool,
    /// The line as read, without its end.
    raw: Vec<u8>,
    /// Fields without quotes: their bytes, and where each lies.
    text: Vec<u8>,
    fields: Vec<Range<usize>>,
    /// Where in the line each field starts.
    starts: Vec<usize>,
    number: u64,
    well_formed: bool,
    /// Lines that were read ahead, with their numbers and whether they are whole.
    ahead: VecDeque<(Vec<u8>, u64, bool)>,
    /// Lines read from the input.
    read: u64,
}

impl Lines {
    pub fn new(input: Box<dyn BufRead>, separator: u8, quotes: bool) -> Self {
        Self {
            input,
            separator,
            quotes,
            raw: Vec::new(),
            text: Vec::new(),
            fields: Vec::new(),
            starts: Vec::new(),
            number: 0,
            well_formed: true,
            ahead: VecDeque::new(),
            read: 0,
        }
    }

    /// Goes to the next line that is not blank; `false` at the end.
    pub fn advance(&mut self) -> Result<bool> {
        if let Some((line, number, whole)) = self.ahead.pop_front() {
            (self.raw, self.number) = (line, number);
            self.well_formed = whole;
            self.split();
            return Ok(true);
        }
        loop {
            self.raw.clear();
            let mut limited = self.input.by_ref().take(LINE_MAX);
            if limited.read_until(b'\n', &mut self.raw)? == 0 {
                return Ok(false);
            }
            self.read += 1;
            self.number = self.read;
            let whole = self.raw.len() < LINE_MAX as usize;
            if !whole && self.raw.last() != Some(&b'\n') {
                self.input.skip_until(b'\n')?;
            }
            while self.raw.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                self.raw.pop();
            }
            if self.raw.iter().any(|b| !b.is_ascii_whitespace()) {
                self.well_formed = whole;
                self.split();
                return Ok(true);
            }
        }
    }

    /// The line at hand as it was read. Without quotes it has become the text of its fields.
    fn line(&self) -> &[u8] {
        if self.raw.is_empty() { &self.text } else { &self.raw }
    }

    fn split(&mut self) {
        self.fields.clear();
        self.starts.clear();
        self.text.clear();
        if !self.quotes || !self.raw.contains(&b'"') {
            std::mem::swap(&mut self.text, &mut self.raw);
            let mut start = 0;
            for part in self.text.split(|b| *b == self.separator) {
                self.starts.push(start);
                self.fields.push(start..start + part.len());
                start += part.len() + 1;
            }
            return;
        }
        let mut at = 0;
        loop {
            self.starts.push(at);
            let start = self.text.len();
            at = self.quoted_field(at);
            self.fields.push(start..self.text.len());
            if at >= self.raw.len() {
                break;
            }
            at += 1;
        }
    }

    /// Copies the field that starts at `at`, quotes taken off; the place of the separator after it.
    fn quoted_field(&mut self, mut at: usize) -> usize {
        let mut inside = false;
        if self.raw.get(at) == Some(&b'"') {
            inside = true;
            at += 1;
        }
        while let Some(&byte) = self.raw.get(at) {
            match byte {
                b'"' if inside && self.raw.get(at + 1) == Some(&b'"') => {
                    self.text.push(b'"');
                    at += 1;
                }
                b'"' if inside => inside = false,
                byte if byte == self.separator && !inside => return at,
                byte => self.text.push(byte),
            }
            at += 1;
        }
        // A quote that is never closed.
        self.well_formed &= !inside;
        at
    }
}

/// A sheet's filled cells as text, made into a row at a time.
pub(super) struct Sheet {
    cells: Peekable<std::vec::IntoIter<(u32, u32, String)>>,
    row: Vec<String>,
    /// Columns of the widest row: shorter ones are blank from their last cell on.
    width: usize,
    number: u64,
    /// Rows that were read ahead, with their numbers.
    ahead: VecDeque<(Vec<String>, u64)>,
}

impl Sheet {
    /// Cells with row and column, counted from 0, in the order of rows and columns.
    #[cfg_attr(target_family = "wasm", allow(dead_code))]
    pub fn new(cells: Vec<(u32, u32, String)>) -> Self {
        let width = cells.iter().map(|cell| cell.1 as usize + 1).max().unwrap_or(0);
        let cells = cells.into_iter().peekable();
        Self { cells, row: Vec::new(), width, number: 0, ahead: VecDeque::new() }
    }

    fn advance(&mut self) -> bool {
        if let Some((row, number)) = self.ahead.pop_front() {
            (self.row, self.number) = (row, number);
            return true;
        }
        let Some((row, ..)) = self.cells.peek().map(|cell| (cell.0, ())) else { return false };
        self.number = u64::from(row) + 1;
        self.row.clear();
        while let Some((_, column, text)) = self.cells.next_if(|cell| cell.0 == row) {
            self.row.resize(column as usize, String::new());
            self.row.push(text);
        }
        true
    }
}

/// Rows kept to be read again.
#[derive(Default)]
pub(super) struct Kept {
    lines: VecDeque<(Vec<u8>, u64, bool)>,
    rows: VecDeque<(Vec<String>, u64)>,
}

/// Rows of either kind.
pub(super) enum Rows {
    Lines(Lines),
    #[cfg_attr(target_family = "wasm", allow(dead_code))]
    Sheet(Sheet),
}

impl Rows {
    /// Goes to the next row that is not blank; `false` at the end.
    pub fn advance(&mut self) -> Result<bool> {
        match self {
            Rows::Lines(lines) => lines.advance(),
            Rows::Sheet(sheet) => Ok(sheet.advance()),
        }
    }

    /// Keeps the row at hand, to be read again once the rows kept before it are.
    pub fn keep(&mut self, kept: &mut Kept) {
        match self {
            Rows::Lines(lines) => {
                kept.lines.push_back((lines.line().to_vec(), lines.number, lines.well_formed));
            }
            Rows::Sheet(sheet) => kept.rows.push_back((sheet.row.clone(), sheet.number)),
        }
    }

    /// Puts rows back that were kept, to be read again first.
    pub fn put_back(&mut self, kept: Kept) {
        match self {
            Rows::Lines(lines) => {
                kept.lines.into_iter().rev().for_each(|line| lines.ahead.push_front(line));
            }
            Rows::Sheet(sheet) => {
                kept.rows.into_iter().rev().for_each(|row| sheet.ahead.push_front(row));
            }
        }
    }

    /// Number of the row in its file, counted from 1.
    pub fn line(&self) -> u64 {
        match self {
            Rows::Lines(lines) => lines.number,
            Rows::Sheet(sheet) => sheet.number,
        }
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        match self {
            Rows::Lines(lines) => lines.fields.len(),
            Rows::Sheet(sheet) => sheet.width,
        }
    }

    /// Whether quotes are closed and the line is not endless.
    pub fn well_formed(&self) -> bool {
        match self {
            Rows::Lines(lines) => lines.well_formed,
            Rows::Sheet(_) => true,
        }
    }

    /// A field without blanks around it; `None` if it is not there, or not UTF-8.
    pub fn field(&self, index: usize) -> Option<&str> {
        match self {
            Rows::Lines(lines) => {
                let bytes = &lines.text[lines.fields.get(index)?.clone()];
                std::str::from_utf8(bytes).ok().map(str::trim)
            }
            Rows::Sheet(sheet) if index < sheet.width => {
                Some(sheet.row.get(index).map_or("", |cell| cell.trim()))
            }
            Rows::Sheet(_) => None,
        }
    }

    /// Column at which a field starts: characters from 1 in a text, the column's number in a sheet.
    pub fn column(&self, index: usize) -> usize {
        match self {
            Rows::Lines(lines) => {
                let line = lines.line();
                let start = lines.starts.get(index).copied().unwrap_or(line.len()).min(line.len());
                String::from_utf8_lossy(&line[..start]).chars().count() + 1
            }
            Rows::Sheet(_) => index + 1,
        }
    }

    /// All fields, those of a sheet up to its row's last cell.
    pub fn fields(&self) -> Vec<&str> {
        let filled = match self {
            Rows::Lines(_) => self.len(),
            Rows::Sheet(sheet) => sheet.row.len(),
        };
        (0..filled).map(|i| self.field(i).unwrap_or("")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &'static str, quotes: bool) -> Rows {
        Rows::Lines(Lines::new(decoded(text.as_bytes(), None), b';', quotes))
    }

    #[test]
    fn fields_lines_and_columns_are_exact() {
        let mut rows =
            rows("a;b\r\n\r\n \"x;y\" ;z\nż\"ó;\"q;\"\"r\"\"\";s;\n\"never closed;t\n", true);
        assert!(rows.advance().unwrap());
        assert_eq!((rows.fields(), rows.line()), (vec!["a", "b"], 1));
        // A field that does not begin with a quote has none.
        assert!(rows.advance().unwrap());
        assert_eq!((rows.fields(), rows.line()), (vec!["\"x", "y\"", "z"], 3));
        assert!(rows.advance().unwrap());
        assert_eq!((rows.fields(), rows.line()), (vec!["ż\"ó", "q;\"r\"", "s", ""], 4));
        assert_eq!((0..4).map(|i| rows.column(i)).collect::<Vec<_>>(), [1, 5, 15, 17]);
        assert!(rows.well_formed() && rows.advance().unwrap() && !rows.well_formed());
        assert_eq!(rows.line(), 5);
        assert!(!rows.advance().unwrap());
    }

    #[test]
    fn rows_read_ahead_come_again_as_they_were() {
        let mut rows = rows("a;b\n\n\"c\";d\ne;f\n", true);
        let mut kept = Kept::default();
        for _ in 0..2 {
            assert!(rows.advance().unwrap());
            rows.keep(&mut kept);
        }
        rows.put_back(kept);
        for (fields, line) in [(["a", "b"], 1), (["c", "d"], 3), (["e", "f"], 4)] {
            assert!(rows.advance().unwrap());
            assert_eq!((rows.fields(), rows.line()), (fields.to_vec(), line));
        }
        assert!(!rows.advance().unwrap());
    }

    #[test]
    fn a_sheet_holds_only_its_filled_cells() {
        let cell = |row, column, text: &str| (row, column, text.to_owned());
        let cells = vec![cell(1, 1, "a"), cell(1, 3, "b"), cell(1_048_575, 0, "c")];
        let mut rows = Rows::Sheet(Sheet::new(cells));
        assert!(rows.advance().unwrap());
        assert_eq!((rows.fields(), rows.line()), (vec!["", "a", "", "b"], 2));
        assert!(rows.advance().unwrap());
        assert_eq!((rows.fields(), rows.line()), (vec!["c"], 1_048_576));
        assert!(!rows.advance().unwrap());
    }

    #[test]
    fn an_endless_line_is_not_kept() {
        let endless = std::io::repeat(b'x').take(5 << 20).chain(&b"\na;b\n"[..]);
        let mut rows = Rows::Lines(Lines::new(decoded(endless, None), b';', true));
        assert!(rows.advance().unwrap() && !rows.well_formed());
        assert!(rows.advance().unwrap() && rows.well_formed());
        assert_eq!((rows.fields(), rows.line()), (vec!["a", "b"], 2));
    }

    #[test]
    fn windows_1250_and_marks() {
        let polish = b"\xb3\xf3d\x9f;1\n";
        let mut rows = Rows::Lines(Lines::new(
            decoded(&polish[..], Some(encoding_rs::WINDOWS_1250)),
            b';',
            true,
        ));
        assert!(rows.advance().unwrap());
        assert_eq!(rows.fields(), ["łódź", "1"]);
        let mut marked =
            Rows::Lines(Lines::new(decoded(&b"\xef\xbb\xbfa;b\n"[..], None), b';', true));
        assert!(marked.advance().unwrap());
        assert_eq!(marked.fields(), ["a", "b"]);
    }
}
