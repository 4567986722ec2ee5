//! The mapping file: which column of a telephone system's export means what.
//!
//! A TOML file; `docs/records.md` describes every key. What it does not say is found out from the
//! source: separator, encoding, and columns by their usual names in Polish and English.

use crate::domain::cause::{MappingFault, RecordsCause};
use crate::domain::error::{Error, Place, Problem};
use encoding_rs::Encoding;
use serde::{Deserialize, Deserializer};

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Asterisk's `queue_log`.
    QueueLog,
    /// A table with one call a row.
    Calls,
    /// A table with one interval a row.
    Intervals,
}

/// A mapping file, as read. The default finds everything out from the source.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    pub(super) kind: Option<Layout>,
    /// The ready mapping that what it does not say is taken from.
    pub(super) like: Option<String>,
    pub(super) zone: Option<String>,
    #[serde(deserialize_with = "encoding")]
    pub(super) encoding: Option<&'static Encoding>,
    #[serde(deserialize_with = "separator")]
    pub(super) separator: Option<u8>,
    #[serde(deserialize_with = "decimal")]
    pub(super) decimal: Option<char>,
    pub(super) header: Option<bool>,
    pub(super) skip_rows: u64,
    pub(super) sheet: Option<String>,
    pub(super) line_name: Option<String>,
    #[serde(deserialize_with = "minutes")]
    pub(super) interval_minutes: Option<u32>,
    pub(super) columns: Option<Columns>,
    pub(super) formats: Formats,
    pub(super) outcomes: Option<Outcomes>,
    pub(super) unknown: Unknown,
    pub(super) nonnegative: Vec<Column>,
    pub(super) drop: Vec<Drop>,
    pub(super) units: Units,
    /// The day of every row, where no column has it.
    #[serde(deserialize_with = "day")]
    pub(super) day: Option<jiff::civil::Date>,
    /// Whether its rows are whole days, without a time of day.
    #[serde(skip)]
    pub(super) whole_days: bool,
    /// Whether it is a ready one, whose columns need not all be there.
    #[serde(skip)]
    pub(super) ready: bool,
}

/// A column by the name in its heading, or by its position, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum Column {
    /// By name.
    Name(String),
    /// By position.
    Position(std::num::NonZeroU16),
}

/// One column, or several of which the first that is filled counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(Column),
    More(Vec<Column>),
}

impl OneOrMore {
    pub fn all(&self) -> &[Column] {
        match self {
            OneOrMore::One(column) => std::slice::from_ref(column),
            OneOrMore::More(columns) => columns,
        }
    }
}

/// `[columns]`: what each means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Columns {
    pub date: Option<Column>,
    pub time: Option<OneOrMore>,
    pub timestamp: Option<Column>,
    pub after: Option<Column>,
    pub end: Option<Column>,
    pub line: Option<Column>,
    pub wait: Option<Column>,
    pub outcome: Option<Column>,
    pub handle: Option<Column>,
    pub agent: Option<Column>,
    pub number: Option<Column>,
    pub id: Option<Column>,
    pub offered: Option<Column>,
    pub answered: Option<Column>,
    pub abandoned: Option<Column>,
    pub mean_wait: Option<Column>,
    pub mean_handle: Option<Column>,
    pub agents: Option<Column>,
    pub service_level: Option<Column>,
}

/// `[units]`: what bare numbers of a column count, in seconds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Units {
    #[serde(deserialize_with = "unit")]
    pub wait: Option<f64>,
    #[serde(deserialize_with = "unit")]
    pub handle: Option<f64>,
    #[serde(deserialize_with = "unit")]
    pub mean_wait: Option<f64>,
    #[serde(deserialize_with = "unit")]
    pub mean_handle: Option<f64>,
}

/// `[formats]`: patterns of `strftime`, and what stands for no time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Formats {
    pub date: Option<String>,
    pub time: Option<String>,
    pub timestamp: Option<String>,
    pub no_time: Vec<String>,
}

/// `[outcomes]`: the source's words for each outcome.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Outcomes {
    pub answered: Vec<String>,
    pub abandoned: Vec<String>,
    pub cut_off: Vec<String>,
}

/// `[unknown]`: what stands for nobody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Unknown {
    pub agent: Vec<String>,
    pub number: Vec<String>,
}

/// `[[drop]]`: rows to leave out, where each named column has one of the values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drop {
    pub reason: String,
    #[serde(rename = "where")]
    pub conditions: std::collections::BTreeMap<String, Vec<String>>,
}

impl Mapping {
    /// The same for a report with one row a day, without a time of day.
    pub fn of_whole_days(self) -> Self {
        Self { whole_days: true, kind: self.kind.or(Some(Layout::Intervals)), ..self }
    }

    /// Reads a mapping; `file` is its name as the user gave it.
    ///
    /// # Errors
    /// [`Error::Input`] with the first place that is not as it should be, E920.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let refused = |span: std::ops::Range<usize>, fault: MappingFault| {
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            let place = Place { file: file.to_owned(), line, column, span };
            Error::from(Problem {
                place: Some(place),
                cause: RecordsCause::Mapping { fault }.into(),
            })
        };
        let own: Self = toml::from_str(text)
            .map_err(|error| refused(error.span().unwrap_or(0..0), own_fault(error.message())))?;
        match own.like.clone() {
            None => Ok(own),
            Some(name) => match Self::ready(&name) {
                Some(ready) => Ok(own.over(ready)),
                None => {
                    let at = text.find("like").unwrap_or(0);
                    Err(refused(at..at + 4, MappingFault::Like(super::ready::names())))
                }
            },
        }
    }

    /// The ready mapping of this name, such as `genesys-cloud`; `docs/records.md` lists them.
    pub fn ready(name: &str) -> Option<Self> {
        let ready = super::ready::READY.iter().find(|ready| ready.name == name)?;
        Some(Self {
            ready: true,
            like: Some(name.to_owned()),
            ..Self::parse(ready.text, ready.name).ok()?
        })
    }

    /// Names of the ready mappings.
    pub fn names() -> Vec<&'static str> {
        super::ready::names()
    }

    /// This mapping, and what it does not say from a ready one.
    fn over(self, ready: Self) -> Self {
        let (units, unknown) = (self.units, self.unknown);
        let formats = self.formats;
        Self {
            kind: self.kind.or(ready.kind),
            header: self.header.or(ready.header),
            columns: self.columns.or(ready.columns),
            outcomes: self.outcomes.or(ready.outcomes),
            units: Units {
                wait: units.wait.or(ready.units.wait),
                handle: units.handle.or(ready.units.handle),
                mean_wait: units.mean_wait.or(ready.units.mean_wait),
                mean_handle: units.mean_handle.or(ready.units.mean_handle),
            },
            formats: Formats {
                timestamp: formats.timestamp.or(ready.formats.timestamp),
                ..formats
            },
            unknown: Unknown {
                agent: or_else(unknown.agent, ready.unknown.agent),
                number: or_else(unknown.number, ready.unknown.number),
            },
            ready: true,
            ..self
        }
    }

    /// How days and times are written.
    pub(super) fn dates(&self, order: super::moments::Order) -> super::moments::Dates<'_> {
        let formats = &self.formats;
        super::moments::Dates {
            date: formats.date.as_deref(),
            time: formats.time.as_deref(),
            timestamp: formats.timestamp.as_deref(),
            order,
        }
    }

    /// The zone its times are in, unless another is asked for.
    pub fn zone(&self) -> &str {
        self.zone.as_deref().unwrap_or("Europe/Warsaw")
    }
}

fn or_else(own: Vec<String>, ready: Vec<String>) -> Vec<String> {
    if own.is_empty() { ready } else { own }
}

// The parser of TOML carries only words; these stand for faults of our own.
const ENCODING: &str = "encoding";
const UNIT: &str = "unit";
const SEPARATOR: &str = "separator";
const DECIMAL: &str = "decimal";
const MINUTES: &str = "minutes";
const DAY: &str = "day";

/// The fault that the parser's words stand for.
fn own_fault(words: &str) -> MappingFault {
    match words {
        ENCODING => MappingFault::Encoding,
        UNIT => MappingFault::Unit,
        SEPARATOR => MappingFault::Separator,
        DECIMAL => MappingFault::Decimal,
        MINUTES => MappingFault::Minutes,
        DAY => MappingFault::Day,
        words => MappingFault::Parser(words.to_owned()),
    }
}

/// A day, as TOML has days or as text.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<jiff::civil::Date>, D::Error> {
    let text = match toml::Value::deserialize(from)? {
        toml::Value::String(text) => text,
        other => other.to_string(),
    };
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(DAY))
}

fn encoding<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'static Encoding>, D::Error> {
    let name = String::deserialize(from)?;
    let found = Encoding::for_label(name.as_bytes());
    found.map(Some).ok_or_else(|| serde::de::Error::custom(ENCODING))
}

fn unit<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let name = String::deserialize(from)?;
    super::numbers::unit(&name).map(Some).ok_or_else(|| serde::de::Error::custom(UNIT))
}

fn separator<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "tab" => Ok(Some(b'\t')),
        one if one.len() == 1 && one.is_ascii() && one != "\"" && one != "\n" => {
            Ok(Some(one.as_bytes()[0]))
        }
        _ => Err(serde::de::Error::custom(SEPARATOR)),
    }
}

fn decimal<'de, D: Deserializer<'de>>(from: D) -> Result<Option<char>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "," => Ok(Some(',')),
        "." => Ok(Some('.')),
        _ => Err(serde::de::Error::custom(DECIMAL)),
    }
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let minutes = u32::deserialize(from)?;
    let good = [5, 10, 15, 20, 30, 60].contains(&minutes);
    good.then_some(Some(minutes)).ok_or_else(|| serde::de::Error::custom(MINUTES))
}
