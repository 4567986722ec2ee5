//! A source opened: what kind it is, and its rows at the first record.

use super::call::{Call, IntervalRow, Reading};
use super::headings::{Arrival, Lacks, TableColumns, columns, columns_below, that_reads};
use super::ledger::whole;
use super::log_line::LogColumns;
use super::mapping::{Layout, Mapping};
use super::moments::{self, Dates, Order, Says};
use super::numbers::Decimal;
use super::privacy::Salt;
use super::rows::{Kept, Lines, Rows, decoded};
use super::unpack::{Unpacked, too_far};
use super::zone::Zone;
use super::{calls, intervals, queue_log, ready};
#[cfg(target_family = "wasm")]
use crate::domain::cause::SheetFault;
use crate::domain::cause::{ColumnsHint, CommandCause, Missing, RecordsCause, TableKind};
use crate::domain::error::{Error, Place, Problem};
use encoding_rs::{Encoding, ISO_8859_2, UTF_16BE, UTF_16LE, WINDOWS_1250};
use std::io::{Cursor, Read};

/// How much of a source is looked at to find out what it is, bytes.
const HEAD: usize = 1 << 16;

/// Rows among which the heading of a table is looked for: reports begin with titles.
const TITLES_MAX: usize = 20;

/// Rows that are read ahead at most to find out whether the day or the month comes first.
const AHEAD_MAX: usize = 1 << 18;

/// Rows without a day that can be read, after which nobody looks for one any more.
const UNREADABLE_MAX: usize = 1000;

/// Rows below a heading that are looked at to find out whether its days have a time of day.
const BELOW_MAX: usize = 100;

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Secret for the callers' hashes.
    pub salt: Salt,
    /// Largest share of rows that may be unusable, 0..=1; 0.05 unless asked otherwise.
    pub bad_rows: f64,
    /// IANA name of the zone of its wall-clock times; the mapping's, or Europe/Warsaw.
    pub zone: Option<String>,
    /// Hand over the visits to each line where a call went through several; else such a call is one.
    pub by_line: bool,
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
    pub(super) columns: TableColumns,
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
        let mut input: Box<dyn Read> = Box::new(input);
        let mut head = Vec::new();
        let unreadable = |error| unreadable(file, &error);
        input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        if head.starts_with(b"\x1f\x8b") {
            input = Box::new(Unpacked::new(Cursor::new(std::mem::take(&mut head)).chain(input)));
            input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        }
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
        let lines_of_a_log = is_queue_log(&text);
        let kind = mapping.kind.unwrap_or(Layout::QueueLog);
        if kind == Layout::QueueLog && (lines_of_a_log || mapping.kind.is_some() && !titled(&text))
        {
            let (rows, file) = (lines(b'|', false), file.to_owned());
            let columns = TableColumns::Log(LogColumns::of_a_file());
            let decimal = Decimal::Point;
            return Ok(Self { file, mapping, rows, decimal, columns, heading_behind: true });
        }
        let separator = mapping.separator.unwrap_or_else(|| guess_separator(&text));
        let of_a_log = log_table(&text, separator)
            .filter(|_| mapping.kind.is_none() && mapping.columns.is_none());
        if let Some(columns) = of_a_log {
            let (rows, file) = (lines(separator, true), file.to_owned());
            let columns = TableColumns::Log(columns);
            let decimal = Decimal::Point;
            return Ok(Self { file, mapping, rows, decimal, columns, heading_behind: true });
        }
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
        let mut best: Option<Unlike> = None;
        let looked_at = if mapping.header == Some(false) { 1 } else { TITLES_MAX };
        for _ in 0..looked_at {
            if !advance(&mut rows)? {
                break;
            }
            match columns(&rows.fields(), &mapping) {
                Ok(columns) => {
                    let heading_behind = mapping.header != Some(false);
                    let file = file.to_owned();
                    return Ok(Self { file, mapping, rows, decimal, columns, heading_behind });
                }
                Err(lacks) => {
                    let line = rows.line();
                    let suggestion = match mapping.columns {
                        None => that_reads(&rows.fields()),
                        Some(_) => None,
                    };
                    let asked = mapping.columns.is_some() || suggestion.is_some();
                    if lacks.missing == [Missing::When] && !asked {
                        let below = stamped(&mut rows, &mapping);
                        if let Some(columns) = below.map_err(|e| unreadable(file, &e))? {
                            let (file, heading_behind) = (file.to_owned(), true);
                            return Ok(Self {
                                file,
                                mapping,
                                rows,
                                decimal,
                                columns,
                                heading_behind,
                            });
                        }
                    }
                    let unlike = Unlike { lacks, line, suggestion };
                    if best.as_ref().is_none_or(|best| unlike.nearer_than(best)) {
                        best = Some(unlike);
                    }
                }
            }
        }
        Err(no_heading(file, best, &mapping))
    }

    /// What kind of source it is.
    pub fn layout(&self) -> Layout {
        match self.columns {
            TableColumns::Log(_) => Layout::QueueLog,
            TableColumns::Calls(_) => Layout::Calls,
            TableColumns::Intervals(_) => Layout::Intervals,
        }
    }

    /// Whether its rows are whole days, without a time of day.
    pub fn has_whole_days(&self) -> bool {
        match &self.columns {
            TableColumns::Intervals(columns) => {
                columns.start.timestamp.is_none() && columns.start.time.is_empty()
            }
            TableColumns::Log(_) | TableColumns::Calls(_) => false,
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
            TableColumns::Log(columns) => queue_log::read(self, &columns, zone, options, sink),
            TableColumns::Calls(columns) => calls::read(self, &columns, zone, options, sink),
            TableColumns::Intervals(_) => Err(self.wrong_kind(true)),
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
            TableColumns::Intervals(columns) => {
                intervals::read(self, &columns, zone, options, sink)
            }
            _ => Err(self.wrong_kind(false)),
        }
    }

    fn zone(&self, options: &Options) -> Result<Zone, Error> {
        let name = options.zone.as_deref().unwrap_or(self.mapping.zone());
        Zone::named(name).ok_or_else(|| whole(RecordsCause::Zone { name: name.to_owned() }))
    }

    fn wrong_kind(&self, intervals: bool) -> Error {
        whole(RecordsCause::WrongKind { file: self.file.clone(), intervals })
    }

    /// Whether the day or the month comes first in days such as `03/04/2026`, decided over all rows: by
    /// the first that can be only one of the two.
    ///
    /// # Errors
    /// E948 if no row says.
    pub(super) fn order(&mut self, arrival: &Arrival) -> Result<Order, Error> {
        let formats = &self.mapping.formats;
        let said = match arrival.timestamp {
            Some(_) => formats.timestamp.is_some() || formats.date.is_some(),
            None => formats.date.is_some(),
        };
        let Some(field) = arrival.timestamp.or(arrival.date).filter(|_| !said) else {
            return Ok(Order::DayFirst);
        };
        let (mut kept, mut order) = (Kept::default(), Ok(Order::DayFirst));
        let (mut ahead, mut unreadable) = (0, 0);
        while ahead < AHEAD_MAX && unreadable < UNREADABLE_MAX && self.advance()? {
            self.rows.keep(&mut kept);
            ahead += 1;
            let text = self.rows.field(field).unwrap_or("");
            match moments::says(text) {
                Says::Only(found) => {
                    order = Ok(found);
                    break;
                }
                Says::Either => order = order.and(Err(self.either_order(field))),
                Says::Nothing if order.is_ok() && readable(text) => break,
                Says::Nothing => unreadable += usize::from(!text.is_empty() && !readable(text)),
                Says::Same => {}
            }
        }
        self.rows.put_back(kept);
        order
    }

    fn either_order(&self, field: usize) -> Error {
        let (line, column) = (self.rows.line() as usize, self.rows.column(field));
        let day = self.rows.field(field).unwrap_or("").split([' ', 'T']).next().unwrap_or("");
        let mark = if day.contains('/') { '/' } else { '-' };
        let year =
            day.rsplit(mark).next().map_or("%Y", |year| if year.len() == 2 { "%y" } else { "%Y" });
        let patterns =
            [["%d", "%m"], ["%m", "%d"]].map(|[a, b]| format!("{a}{mark}{b}{mark}{year}"));
        let place = Place { file: self.file.clone(), line, column, span: 0..0 };
        let cause = RecordsCause::EitherOrder { patterns, like: self.mapping.like.clone() }.into();
        Problem { place: Some(place), cause }.into()
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

/// The columns of a table in whose heading only the time is missing, if the rows below, which are read again
/// afterwards, have it beside the day.
fn stamped(rows: &mut Rows, mapping: &Mapping) -> std::io::Result<Option<TableColumns>> {
    let texts = |rows: &Rows| -> Vec<String> {
        rows.fields().iter().map(|field| (*field).to_owned()).collect()
    };
    let heading = texts(rows);
    let (mut kept, mut below) = (Kept::default(), Vec::new());
    while below.len() < BELOW_MAX && rows.advance()? {
        rows.keep(&mut kept);
        below.push(texts(rows));
    }
    rows.put_back(kept);
    let fields: Vec<&str> = heading.iter().map(String::as_str).collect();
    Ok(columns_below(&fields, mapping, &below).ok())
}

fn unreadable(file: &str, error: &std::io::Error) -> Error {
    let file = file.to_owned();
    match too_far(error) {
        Some(times) => whole(RecordsCause::UnpacksTooFar { file, times }),
        None => whole(CommandCause::Unreadable { file, fault: error.into() }),
    }
}

#[cfg(not(target_family = "wasm"))]
fn workbook(bytes: Vec<u8>, file: &str, mapping: &Mapping) -> Result<Rows, Error> {
    super::workbook::sheet(bytes, mapping.sheet.as_deref())
        .map(Rows::Sheet)
        .map_err(|fault| whole(RecordsCause::Workbook { file: file.to_owned(), fault }))
}

#[cfg(target_family = "wasm")]
fn workbook(_: Vec<u8>, file: &str, _: &Mapping) -> Result<Rows, Error> {
    let fault = SheetFault::Build;
    Err(whole(RecordsCause::Workbook { file: file.to_owned(), fault }))
}

/// Windows-1250 or ISO 8859-2 for a text that is not UTF-8 and has no byte-order mark; UTF-16 where every other byte
/// is 0.
fn guess(head: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &head[..head.len().min(512)];
    let zeros = |from: usize| {
        let bytes = looked_at.iter().skip(from).step_by(2);
        2 * bytes.filter(|byte| **byte == 0).count()
    };
    if Encoding::for_bom(head).is_none() && looked_at.contains(&0) {
        // Few letters of the languages at hand lie beyond the first 256.
        let mostly = looked_at.len() * 4 / 5;
        match (zeros(0) >= mostly, zeros(1) >= mostly) {
            (false, true) => return Some(UTF_16LE),
            (true, false) => return Some(UTF_16BE),
            _ => {}
        }
    }
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The last character may be cut.
        Err(error) => error.error_len().is_none(),
    };
    // Where the two differ: ą, ś and ź lie among the letters of the one, and below them all in the other, which has
    // signs there.
    let iso = !head.iter().any(|byte| (0x80..=0x9f).contains(byte))
        && head.iter().any(|byte| b"\xb1\xb6\xbc\xa1\xa6\xac".contains(byte));
    let of_letters = if iso { ISO_8859_2 } else { WINDOWS_1250 };
    (!valid && Encoding::for_bom(head).is_none()).then_some(of_letters)
}

/// The beginning as text, to look at.
fn sample(head: &[u8], encoding: Option<&'static Encoding>) -> String {
    encoding.unwrap_or(encoding_rs::UTF_8).decode(head).0.into_owned()
}

/// Whether a text begins with a day that can be read.
fn readable(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or("");
    moments::epoch(text).is_some() || moments::date(day, None, Order::DayFirst).is_some()
}

/// Five fields or more between bars, the first of which is a time and the fifth an event.
fn is_queue_log(text: &str) -> bool {
    text.lines().take(TITLES_MAX).any(|line| {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        fields.len() >= 5
            && moments::moment(fields[0], &Dates::iso()).is_some()
            && fields[4].bytes().any(|b| b.is_ascii_uppercase())
            && fields[4].bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    })
}

/// The columns of a `queue_log` out of a database without headings, if its first line has the fields of a log.
fn log_table(text: &str, separator: u8) -> Option<LogColumns> {
    let line = text.lines().next().unwrap_or("");
    let fields: Vec<&str> =
        line.split(char::from(separator)).map(|f| f.trim().trim_matches('"')).collect();
    let timed = |columns: &LogColumns| {
        fields.len() > columns.event + 1
            && moments::moment(fields[columns.at], &Dates::iso()).is_some()
    };
    let event =
        |text: &str| text.len() > 3 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let plain = Some(LogColumns::of_a_file()).filter(|c| timed(c) && event(fields[c.event]));
    plain.or_else(|| {
        let numbered = [false, true].map(LogColumns::numbered);
        numbered.into_iter().find(|c| timed(c) && queue_log::known(fields[c.event]))
    })
}

/// Whether a line above the records of a log names its columns.
fn titled(text: &str) -> bool {
    text.lines().take(TITLES_MAX).any(|line| {
        let line = line.to_lowercase();
        line.contains("event") && ["callid", "call", "uniqueid"].iter().any(|id| line.contains(id))
    })
}

/// The first of tab, semicolon, bar and comma that stands in at least half of the first lines, the first line
/// included if any of them does.
fn guess_separator(text: &str) -> u8 {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(TITLES_MAX).collect();
    let common = |mark: &&u8| {
        2 * lines.iter().filter(|line| line.as_bytes().contains(mark)).count() >= lines.len()
    };
    let marks: Vec<u8> = b"\t;|,".iter().filter(common).copied().collect();
    let first = lines.first().map_or(&b""[..], |line| line.as_bytes());
    let in_first = marks.iter().find(|mark| first.contains(mark));
    in_first.or(marks.first()).copied().unwrap_or(b',')
}

/// A row that is no heading, and a ready mapping under which it would be one.
struct Unlike {
    lacks: Lacks,
    line: u64,
    suggestion: Option<&'static str>,
}

impl Unlike {
    fn nearer_than(&self, other: &Unlike) -> bool {
        let rank = |u: &Unlike| (u.suggestion.is_none(), !u.lacks.likely, u.lacks.missing.len());
        rank(self) < rank(other)
    }
}

fn no_heading(file: &str, best: Option<Unlike>, mapping: &Mapping) -> Error {
    let kind = best.as_ref().filter(|best| best.lacks.likely).map(|best| match best.lacks.kind {
        Layout::QueueLog => TableKind::Events,
        Layout::Intervals => TableKind::Intervals,
        Layout::Calls => TableKind::Calls,
    });
    let missing = best.as_ref().map_or(vec![Missing::Row], |best| best.lacks.missing.clone());
    let line = best.as_ref().map_or(1, |best| best.line as usize);
    let hint = match (&mapping.columns, best.and_then(|best| best.suggestion)) {
        (Some(_), _) => ColumnsHint::Names,
        (None, Some(name)) => ColumnsHint::Ready(name),
        (None, None) if kind.is_some() && missing == [Missing::When] => ColumnsHint::Day,
        (None, None) => ColumnsHint::Write(ready::names()),
    };
    let place = Place { file: file.to_owned(), line, column: 1, span: 0..0 };
    let cause = RecordsCause::Columns { kind, missing, hint }.into();
    Problem { place: Some(place), cause }.into()
}

/// Whether a problem's row may be quoted: rows of records never are, they hold callers' numbers.
pub fn may_be_quoted(code: &str) -> bool {
    let of_records = ["E92", "E93"].iter().any(|group| code.starts_with(group));
    code == "E920" || !(of_records || matches!(code, "E948" | "E949"))
}
