//! Tables of the parsed TOML, of which every key is known or reported.

use super::keys::{Key, Keys, Kind};
use super::problems::{At, Log, Span, nearest, shown};
use super::read::Node;
use crate::domain::cause::SyntaxCause;
use toml::de::{DeTable, DeValue};

/// A table of the file.
#[derive(Clone)]
pub(crate) struct Table<'a> {
    pub log: &'a Log<'a>,
    /// Its header, or the whole of an inline table.
    pub span: Span,
    /// Such as `line.mopr`.
    pub path: String,
    entries: &'a DeTable<'a>,
    /// What its keys may hold, where they are known by name.
    keys: &'static [Key],
    /// What its numbers may be, where it is a number with its range or its source.
    numbers: Option<Kind>,
    /// Keys that a misspelt key was probably meant to be; they are not missed on top.
    meant: Vec<String>,
}

impl<'a> Table<'a> {
    /// A table of which only these keys are known; all others are reported.
    pub fn new(
        log: &'a Log<'a>,
        entries: &'a DeTable<'a>,
        span: Span,
        path: &str,
        known: &[&str],
    ) -> Self {
        let mut misspelt = Vec::new();
        for (key, _) in entries.iter() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let free = known.iter().copied().filter(|k| !entries.contains_key(*k));
            let meant = nearest(name, free).map(str::to_owned);
            misspelt.extend(meant.clone());
            let cause = SyntaxCause::UnknownKey {
                key: shown(name),
                table: path.to_owned(),
                meant,
                known: known.iter().map(|k| (*k).to_owned()).collect(),
            };
            log.report(&key.span(), cause);
        }
        Self {
            log,
            span,
            path: path.to_owned(),
            entries,
            keys: &[],
            numbers: None,
            meant: misspelt,
        }
    }

    /// The same table, with what its keys may hold.
    pub fn of(mut self, keys: &Keys) -> Self {
        self.keys = keys.keys;
        self
    }

    /// The same table, with what the numbers in it may be.
    pub fn with_numbers(mut self, kind: Option<Kind>) -> Self {
        self.numbers = kind;
        self
    }

    /// The same table under another path, once its id is known.
    pub fn named(mut self, path: String) -> Self {
        self.path = path;
        self
    }

    /// Whether the key is there, whatever its value, if only misspelt.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key) || self.meant.iter().any(|meant| meant == key)
    }

    /// Where the key stands, or the table if it is not there.
    pub fn key_span(&self, key: &str) -> Span {
        self.entries.get_key_value(key).map_or(self.span.clone(), |(k, _)| k.span())
    }

    /// The value of a key that may be left out.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        let value = self.entries.get(key)?;
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        let known = self.keys.iter().find(|own| own.name == key);
        let kind = known.map(|own| own.kind).or(self.numbers);
        Some(Node { log: self.log, value: value.get_ref(), span: value.span(), path, kind })
    }

    /// The value of a key that must be there; `example` is shown to who left it out.
    pub fn need(&self, key: &str, example: &str) -> Option<Node<'a>> {
        self.need_with(key, example, None)
    }

    /// The same for a table; beside its header an example of what stands within it.
    pub fn need_with(
        &self,
        key: &str,
        example: &str,
        within: Option<&'static str>,
    ) -> Option<Node<'a>> {
        let node = self.get(key);
        if node.is_none() && !self.has(key) {
            let cause = SyntaxCause::MissingKey {
                key: key.to_owned(),
                table: self.path.clone(),
                example: example.to_owned(),
                within,
            };
            self.log.report(&self.span, cause);
        }
        node
    }

    /// The entries of a list of tables, `[[key]]`; empty if it is left out.
    pub fn list(&self, key: &str) -> Vec<Node<'a>> {
        self.get(key).map(|node| node.list()).unwrap_or_default()
    }

    /// How many entries the list of a key has.
    pub fn list_length(&self, key: &str) -> usize {
        match self.entries.get(key).map(|value| value.get_ref()) {
            Some(DeValue::Array(entries)) => entries.len(),
            _ => 0,
        }
    }

    /// Keys in the order of the file.
    pub fn keys(&self) -> Vec<At<String>> {
        let mut keys: Vec<At<String>> = self
            .entries
            .iter()
            .map(|(k, _)| At { value: k.get_ref().to_string(), span: k.span() })
            .collect();
        keys.sort_by_key(|k| k.span.start);
        keys
    }
}
