//! The file that joins pseudonyms to names: read only where a roster goes to people.
//!
//! A scenario may call people by any word (`P01`); their names and addresses then stand in a file of
//! their own, as a table (`id,name,email`) or in TOML (`[people]`, `P01 = "Anna Adamska"`). No answer in
//! JSON or CSV ever holds what stands there.

use crate::domain::cause::HandoverCause;
use crate::domain::error::{Place, Problem};
use crate::domain::text::is_hidden;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// How people are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    known: BTreeMap<String, Shown>,
}

/// What a person is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Name.
    pub name: String,
    /// Address, where the file has one.
    pub email: Option<String>,
}

impl Names {
    /// The name to show: the file's, or the scenario's own word.
    pub fn shown<'a>(&'a self, id: &'a str) -> &'a str {
        self.known.get(id).map_or(id, |shown| &shown.name)
    }

    /// The address, where there is one.
    pub fn email(&self, id: &str) -> Option<&str> {
        self.known.get(id)?.email.as_deref()
    }
}

/// One entry of the file, with its place.
struct Entry {
    id: String,
    shown: Shown,
    line: usize,
    column: usize,
}

/// What a reader of the file collects.
struct Reading<'a> {
    file: &'a str,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn report(&mut self, at: Option<(usize, usize)>, cause: HandoverCause) {
        let place =
            at.map(|(line, column)| Place { file: self.file.to_owned(), line, column, span: 0..0 });
        self.problems.push(Problem { place, cause: cause.into() });
    }

    fn enter(&mut self, id: &str, name: &str, email: Option<&str>, (line, column): (usize, usize)) {
        let (id, name) = (id.trim(), name.trim());
        let email = email.map(str::trim).filter(|e| !e.is_empty());
        let bad = [id, name].iter().any(|t| t.is_empty() || t.contains(is_hidden));
        if bad {
            return self.report(Some((line, column)), HandoverCause::BadName);
        }
        if email.is_some_and(|e| {
            !e.contains('@') || e.contains(|c: char| c.is_whitespace() || is_hidden(c))
        }) {
            return self
                .report(Some((line, column)), HandoverCause::BadAddress { id: id.to_owned() });
        }
        let shown = Shown { name: name.to_owned(), email: email.map(str::to_owned) };
        self.entries.push(Entry { id: id.to_owned(), shown, line, column });
    }
}

/// Reads a file of names for the people of a scenario. What is left over (names of people who are not in
/// the scenario) is told in the second part.
///
/// # Errors
/// Every problem: E984 for what cannot be read, E985 for an id that is there twice, E986 for people
/// without a name.
pub fn parse(
    text: &str,
    file: &str,
    people: &[&str],
) -> Result<(Names, Vec<String>), Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading { file, entries: Vec::new(), problems: Vec::new() };
    if file.to_lowercase().ends_with(".toml") {
        from_toml(text, &mut reading);
    } else {
        from_table(text, &mut reading);
    }
    let unreadable = !reading.problems.is_empty();
    let mut names = Names::default();
    let mut notes = Vec::new();
    for entry in std::mem::take(&mut reading.entries) {
        let Entry { id, shown, line, column } = entry;
        if !people.contains(&id.as_str()) {
            notes.push(format!("{file}:{line}: `{id}` is nobody in the scenario; left out"));
            continue;
        }
        match names.known.entry(id) {
            Slot::Vacant(slot) => {
                slot.insert(shown);
            }
            Slot::Occupied(slot) => {
                let id = slot.key().clone();
                reading.report(Some((line, column)), HandoverCause::TwoNames { id });
            }
        }
    }
    let missing: BTreeSet<&str> =
        people.iter().copied().filter(|id| !names.known.contains_key(*id)).collect();
    if !missing.is_empty() && !unreadable {
        let people = missing.into_iter().map(str::to_owned).collect();
        reading.report(None, HandoverCause::Nameless { people });
    }
    if reading.problems.is_empty() { Ok((names, notes)) } else { Err(reading.problems) }
}

fn from_table(text: &str, reading: &mut Reading<'_>) {
    let first = text.lines().next().unwrap_or_default();
    let comma = *[b',', b';', b'\t']
        .iter()
        .max_by_key(|mark| first.bytes().filter(|b| b == *mark).count())
        .unwrap_or(&b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(comma).flexible(true).from_reader(text.as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .map(|row| row.iter().map(|h| h.trim().to_lowercase()).collect())
        .unwrap_or_default();
    let of = |name: &str| heads.iter().position(|h| h == name);
    let (Some(id), Some(name)) = (of("id"), of("name")) else {
        return reading.report(Some((1, 1)), HandoverCause::NoColumns);
    };
    let email = of("email");
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, |p| p.line() as usize);
                let field = |k: usize| row.get(k).unwrap_or_default();
                reading.enter(field(id), field(name), email.map(field), (line, 1));
            }
            Err(error) => {
                let line = error.position().map_or(0, |p| p.line() as usize);
                reading.report(Some((line, 1)), HandoverCause::NameNotUtf8);
            }
        }
    }
}

fn from_toml(text: &str, reading: &mut Reading<'_>) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = place(text, error.span().map_or(0, |s| s.start));
        let twice = error.message().starts_with("duplicate key");
        let parser = error.message().to_owned();
        let cause = match twice {
            true => HandoverCause::NameKeyTwice { parser },
            false => HandoverCause::NamesNotToml { parser },
        };
        reading.report(Some(at), cause);
    }
    if errors.iter().any(|e| !e.message().starts_with("duplicate key")) {
        return;
    }
    let Some(DeValue::Table(people)) = tree.get_ref().get("people").map(|v| v.get_ref()) else {
        return reading.report(Some((1, 1)), HandoverCause::NoPeopleTable);
    };
    let text_of = |table: &DeTable<'_>, key: &str| match table.get(key).map(|v| v.get_ref()) {
        Some(DeValue::String(text)) => Some(text.to_string()),
        _ => None,
    };
    for (id, value) in people.iter() {
        let at = place(text, id.span().start);
        match value.get_ref() {
            DeValue::String(name) => reading.enter(id.get_ref(), name, None, at),
            DeValue::Table(table) => {
                let (name, email) = (text_of(table, "name"), text_of(table, "email"));
                let name = name.unwrap_or_default();
                reading.enter(id.get_ref(), &name, email.as_deref(), at);
            }
            _ => {
                let id = id.get_ref().to_string();
                reading.report(Some(at), HandoverCause::NameType { id });
            }
        }
    }
    reading.entries.sort_by_key(|e| (e.line, e.column));
}

/// Line and column of a byte, counted from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    (before.matches('\n').count() + 1, column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let toml = "[people]\nP1 = \"Ala Żak\"\nP2 = { name = \"Ola\", email = \"o@x.pl\" }\n";
        let table = "\u{feff}id;name;email\r\nP1; Ala Żak ;\r\nP2;Ola;o@x.pl\r\n";
        let (a, _) = parse(toml, "n.toml", &["P1", "P2"]).unwrap();
        let (b, _) = parse(table, "n.csv", &["P1", "P2"]).unwrap();
        assert_eq!(a, b);
        assert_eq!(
            (a.shown("P1"), a.email("P2"), a.email("P1")),
            ("Ala Żak", Some("o@x.pl"), None)
        );
        assert_eq!(Names::default().shown("P1"), "P1");
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let codes = |text: &str, file: &str| -> Vec<(&'static str, usize)> {
            let problems = parse(text, file, &["P1", "P2"]).unwrap_err();
            problems.iter().map(|p| (p.code(), p.place.as_ref().map_or(0, |at| at.line))).collect()
        };
        let table = "id,name,email\nP1,Ala\nP1,Ola\n,Iga\nP2,Ewa,none\n";
        assert_eq!(codes(table, "n.csv"), [("E984", 4), ("E984", 5), ("E985", 3)]);
        assert_eq!(codes("who,what\n", "n.csv"), [("E984", 1)]);
        assert_eq!(codes("id,name\nP1,Ala\n", "n.csv"), [("E986", 0)]);
        assert_eq!(
            codes("[people]\nP1 = \"A\"\nP1 = \"B\"\nP2 = 3\n", "n.toml"),
            [("E985", 3), ("E984", 4)]
        );
        assert_eq!(codes("P1 = ", "n.toml")[0].0, "E984");
        let (_, notes) = parse("id,name\nP1,A\nP2,B\nP9,C\n", "n.csv", &["P1", "P2"]).unwrap();
        assert!(notes[0].contains("n.csv:4") && notes[0].contains("P9"));
    }
}
