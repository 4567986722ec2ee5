//! A source opened: what kind it is, and its rows at the first record.

use super::call::{Call, IntervalRow, Reading};
use super::headings::{TableColumns, columns};
use super::ledger::whole;
use super::mapping::{Layout, Mapping};
use super::privacy::Salt;
use super::rows::{Lines, Rows, decoded};
use super::values::{Decimal, epoch};
use super::zone::Zone;
use super::{calls, intervals, queue_log};
use crate::domain::error::{Error, Place, Problem};
use encoding_rs::{Encoding, WINDOWS_1250};
use std::io::{Cursor, Read};

/// How much of a source is looked at to find out what it is, bytes.
const HEAD: usize = 1 << 16;

/// Rows among which the heading of a table is looked for: reports begin with titles.
const TITLES_MAX: usize = 20;

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Secret for the callers' hashes.
    pub salt: Salt,
    /// Largest share of rows that may be unusable, 0..=1; 0.05 unless asked otherwise.
    pub bad_rows: f64,
    /// IANA name of the zone of its wall-clock times; the mapping's, or Europe/Warsaw.
    pub zone: Option<String>,
}

/// What is known of a call beside what estimators see.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// Line of the file: of the row, or of the event that ended the call.
    pub line: u64,
    /// The source's own id of the call.
    pub id: Option<&'a str>,
}

/// A source of records, opened and recognised.
pub struct Records {
    pub(super) file: String,
    pub(super) mapping: Mapping,
    pub(super) rows: Rows,
    pub(super) decimal: Decimal,
    /// `None`: Asterisk's `queue_log`.
    pub(super) columns: Option<TableColumns>,
    /// The heading stands on a row of its own, already behind; else the row at hand is a record.
    pub(super) heading_behind: bool,
}

impl Records {
    /// Recognises a source; `file` is its name for messages.
    ///
    /// # Errors
    /// [`Error::Input`]: E910 if it cannot be read, E921 if its columns are not those of the mapping
    /// or any usual ones, E922 if it is a workbook that cannot be opened.
    pub fn open(input: impl Read + 'static, file: &str, mapping: Mapping) -> Result<Self, Error> {
        let mut input = input;
        let mut head = Vec::new();
        let unreadable = |error| unreadable(file, &error);
        input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        if head.starts_with(b"PK\x03\x04") {
            input.read_to_end(&mut head).map_err(unreadable)?;
            let rows = workbook(head, file, &mapping)?;
            return Self::table(rows, Decimal::Unsaid, file, mapping);
        }
        let encoding = mapping.encoding.or_else(|| guess(&head));
        let text = sample(&head, encoding);
        let whole_input = Cursor::new(head).chain(input);
        let lines = |separator, quotes| {
            Rows::Lines(Lines::new(decoded(whole_input, encoding), separator, quotes))
        };
        let layout = mapping.kind.or_else(|| is_queue_log(&text).then_some(Layout::QueueLog));
        if layout == Some(Layout::QueueLog) {
            let (rows, file) = (lines(b'|', false), file.to_owned());
            let decimal = Decimal::Point;
            return Ok(Self { file, mapping, rows, decimal, columns: None, heading_behind: true });
        }
        let separator = mapping.separator.unwrap_or_else(|| guess_separator(&text));
        let decimal = if separator == b',' { Decimal::Point } else { Decimal::Unsaid };
        Self::table(lines(separator, true), decimal, file, mapping)
    }

    /// Goes to the heading of a table.
    fn table(
        mut rows: Rows,
        decimal: Decimal,
        file: &str,
        mapping: Mapping,
    ) -> Result<Self, Error> {
        let decimal = match mapping.decimal {
            Some(',') => Decimal::Comma,
            Some(_) => Decimal::Point,
            None => decimal,
        };
        let advance = |rows: &mut Rows| rows.advance().map_err(|e| unreadable(file, &e));
        for _ in 0..mapping.skip_rows {
            advance(&mut rows)?;
        }
        let mut best: Option<(Vec<String>, u64)> = None;
        let looked_at = if mapping.header == Some(false) { 1 } else { TITLES_MAX };
        for _ in 0..looked_at {
            if !advance(&mut rows)? {
                break;
            }
            match columns(&rows.fields(), &mapping) {
                Ok(columns) => {
                    let heading_behind = mapping.header != Some(false);
                    let (file, columns) = (file.to_owned(), Some(columns));
                    return Ok(Self { file, mapping, rows, decimal, columns, heading_behind });
                }
                Err(missing) => {
                    if best.as_ref().is_none_or(|(least, _)| missing.len() < least.len()) {
                        best = Some((missing, rows.line()));
                    }
                }
            }
        }
        Err(no_heading(file, best, &mapping))
    }

    /// What kind of source it is.
    pub fn layout(&self) -> Layout {
        match self.columns {
            None => Layout::QueueLog,
            Some(TableColumns::Calls(_)) => Layout::Calls,
            Some(TableColumns::Intervals(_)) => Layout::Intervals,
        }
    }

    /// Hands over call after call, as they stand in a table of calls and as they end in a
    /// `queue_log`. Memory does not grow with their number.
    ///
    /// # Errors
    /// [`Error::Input`]: E923 for an unknown zone, E924 if too many rows cannot be used (with the
    /// first of each kind), E925 if none can, E926 for more lines or agents than a centre has; E927
    /// for an interval report.
    pub fn calls(self, options: &Options, sink: &mut dyn FnMut(&Call)) -> Result<Reading, Error> {
        self.calls_with_origin(options, &mut |call, _| sink(call))
    }

    /// The same, with each call's place and id.
    ///
    /// # Errors
    /// As [`Records::calls`].
    pub fn calls_with_origin(
        self,
        options: &Options,
        sink: &mut dyn FnMut(&Call, &Origin<'_>),
    ) -> Result<Reading, Error> {
        let zone = self.zone(options)?;
        match self.columns.clone() {
            None => queue_log::read(self, zone, options, sink),
            Some(TableColumns::Calls(columns)) => calls::read(self, &columns, zone, options, sink),
            Some(TableColumns::Intervals(_)) => Err(self.wrong_kind("intervals, not calls")),
        }
    }

    /// Hands over row after row of an interval report.
    ///
    /// # Errors
    /// As [`Records::calls`]; E927 for a source of calls.
    pub fn intervals(
        self,
        options: &Options,
        sink: &mut dyn FnMut(&IntervalRow),
    ) -> Result<Reading, Error> {
        let zone = self.zone(options)?;
        match self.columns.clone() {
            Some(TableColumns::Intervals(columns)) => {
                intervals::read(self, &columns, zone, options, sink)
            }
            _ => Err(self.wrong_kind("calls, not intervals")),
        }
    }

    fn zone(&self, options: &Options) -> Result<Zone, Error> {
        let name = options.zone.as_deref().unwrap_or(self.mapping.zone());
        Zone::named(name).ok_or_else(|| {
            let message = format!("there is no time zone `{name}`");
            whole("E923", message, "write a name of the IANA database, such as Europe/Warsaw")
        })
    }

    fn wrong_kind(&self, found: &str) -> Error {
        let message = format!("{} holds {found}", self.file);
        whole("E927", message, "either name another file, or say its `kind` in the mapping")
    }

    /// Goes to the next record; `false` at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Error> {
        if !self.heading_behind {
            self.heading_behind = true;
            return Ok(true);
        }
        self.rows.advance().map_err(|error| unreadable(&self.file, &error))
    }
}

fn unreadable(file: &str, error: &std::io::Error) -> Error {
    whole(
        "E910",
        format!("{file} cannot be read: {error}"),
        "either correct the name, or make the file readable",
    )
}

#[cfg(not(target_family = "wasm"))]
fn workbook(bytes: Vec<u8>, file: &str, mapping: &Mapping) -> Result<Rows, Error> {
    super::workbook::sheet(bytes, mapping.sheet.as_deref()).map(Rows::Sheet).map_err(|reason| {
        let remedy = "either correct `sheet` in the mapping, or save the report anew, or as CSV";
        whole("E922", format!("{file} cannot be opened: {reason}"), remedy)
    })
}

#[cfg(target_family = "wasm")]
fn workbook(_: Vec<u8>, file: &str, _: &Mapping) -> Result<Rows, Error> {
    let message = format!("{file} is a workbook, which this build cannot open");
    Err(whole("E922", message, "save the report as CSV"))
}

/// Windows-1250 for a text that is not UTF-8 and has no byte-order mark.
fn guess(head: &[u8]) -> Option<&'static Encoding> {
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The last character may be cut.
        Err(error) => error.error_len().is_none(),
    };
    (!valid && Encoding::for_bom(head).is_none()).then_some(WINDOWS_1250)
}

/// The beginning as text, to look at.
fn sample(head: &[u8], encoding: Option<&'static Encoding>) -> String {
    encoding.unwrap_or(encoding_rs::UTF_8).decode(head).0.into_owned()
}

/// Five fields or more between bars, the first of which is a time in seconds since 1970.
fn is_queue_log(text: &str) -> bool {
    text.lines().take(TITLES_MAX).any(|line| {
        let fields: Vec<&str> = line.split('|').collect();
        fields.len() >= 5
            && epoch(fields[0]).is_some()
            && fields[4].bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    })
}

/// The first of tab, semicolon, bar and comma that stands in at least half of the first lines.
fn guess_separator(text: &str) -> u8 {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(TITLES_MAX).collect();
    let common = |mark: &&u8| {
        2 * lines.iter().filter(|line| line.as_bytes().contains(mark)).count() >= lines.len()
    };
    b"\t;|,".iter().find(common).copied().unwrap_or(b',')
}

fn no_heading(file: &str, best: Option<(Vec<String>, u64)>, mapping: &Mapping) -> Error {
    let (missing, line) = best.unwrap_or((vec!["any row".to_owned()], 1));
    let place = Place { file: file.to_owned(), line: line as usize, column: 1, span: 0..0 };
    let remedy = if mapping.columns.is_some() {
        "correct the names in the mapping, or its `separator`, `encoding` or `skip_rows`"
    } else {
        "say in a mapping file (--mapping) which column means what"
    };
    Error::Input(vec![Problem::of_records(
        "E921",
        Some(place),
        format!("the heading of the table lacks {}", missing.join(", ")),
        remedy,
    )])
}

/// Whether a problem's row may be quoted: rows of records never are, they hold callers' numbers.
pub fn may_be_quoted(code: &str) -> bool {
    code == "E920" || !(code.starts_with("E92") || code.starts_with("E93"))
}
