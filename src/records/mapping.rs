//! The mapping file: which column of a telephone system's export means what.
//!
//! A TOML file; `docs/records.md` describes every key. What it does not say is found out from the
//! source: separator, encoding, and columns by their usual names in Polish and English.

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
    /// Reads a mapping; `file` is its name as the user gave it.
    ///
    /// # Errors
    /// [`Error::Input`] with the first place that is not as it should be, E920.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            Error::Input(vec![Problem::of_records(
                "E920",
                Some(Place { file: file.to_owned(), line, column, span }),
                format!("the mapping cannot be read: {}", error.message()),
                "write it as docs/records.md describes",
            )])
        })
    }

    /// The zone its times are in, unless another is asked for.
    pub fn zone(&self) -> &str {
        self.zone.as_deref().unwrap_or("Europe/Warsaw")
    }
}

fn encoding<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'static Encoding>, D::Error> {
    let name = String::deserialize(from)?;
    let found = Encoding::for_label(name.as_bytes());
    found.map(Some).ok_or_else(|| {
        serde::de::Error::custom("no such encoding; write `utf-8`, `windows-1250` or `utf-16le`")
    })
}

fn separator<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "tab" => Ok(Some(b'\t')),
        one if one.len() == 1 && one.is_ascii() && one != "\"" && one != "\n" => {
            Ok(Some(one.as_bytes()[0]))
        }
        _ => Err(serde::de::Error::custom("a separator is one character, or the word `tab`")),
    }
}

fn decimal<'de, D: Deserializer<'de>>(from: D) -> Result<Option<char>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "," => Ok(Some(',')),
        "." => Ok(Some('.')),
        _ => Err(serde::de::Error::custom("the decimal mark is `,` or `.`")),
    }
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let minutes = u32::deserialize(from)?;
    let good = [5, 10, 15, 20, 30, 60].contains(&minutes);
    good.then_some(Some(minutes))
        .ok_or_else(|| serde::de::Error::custom("intervals have 5, 10, 15, 20, 30 or 60 minutes"))
}
