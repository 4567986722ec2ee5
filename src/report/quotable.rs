//! What of a scenario's text may be shown beside a problem: nothing that steers a terminal, and nothing of what
//! is only the planner's to know. Kinds of absence, reasons of wishes and protections stay out of messages,
//! and so does any other text that stands in the table of a person under a key that is not known.

use crate::domain::text::is_hidden;
use std::ops::Range;

/// Keys of a person's table whose texts are no circumstances of theirs.
const SHOWN: [&str; 18] = [
    "name",
    "group",
    "contract",
    "lines",
    "available",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "start",
    "length",
    "prefer",
    "daily_limit",
    "from",
    "to",
];

/// Tables of a scenario that are of no person; one whose name is not known may be of one.
const OF_NOBODY: [&str; 7] = ["calendar", "line", "group", "shift", "cost", "today", "roster"];

/// The text with what may not be shown replaced, byte for byte, so that every place stays where it is: not even
/// where it is what is wrong may a circumstance be shown, and it may stand under a key of another meaning.
pub(super) fn quotable(text: &str) -> String {
    let mut shown: String = text.chars().map(|c| stand_in(c).unwrap_or(c)).collect();
    for found in texts(&shown).iter().filter(|found| found.of_person) {
        if !SHOWN.contains(&found.key.as_str()) {
            shown.replace_range(found.at.clone(), &"*".repeat(found.at.len()));
        }
    }
    shown
}

/// What stands in the place of a character that is not seen, in as many bytes.
fn stand_in(c: char) -> Option<char> {
    if !is_hidden(c) || matches!(c, '\n' | '\r' | '\t') {
        return None;
    }
    Some(match c.len_utf8() {
        1 => ' ',
        2 => '\u{b7}',
        _ => '\u{fffd}',
    })
}

/// A text between quotes: the bytes inside them, its key, and whether it stands in the table of a person.
struct Quoted {
    at: Range<usize>,
    key: String,
    of_person: bool,
}

/// Walks over a file that may be TOML.
#[derive(Default)]
struct Walk {
    key: String,
    /// The last word or text, which is a key if `=` comes next.
    word: String,
    of_person: bool,
    /// Lists and tables that are open.
    depth: usize,
    found: Vec<Quoted>,
}

/// All texts of a file that may be TOML; one that is not closed reaches to the end of its line. A key between
/// quotes is no text of anybody.
fn texts(text: &str) -> Vec<Quoted> {
    let mut walk = Walk::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text[..at].trim_end_matches([' ', '\t']);
        at += walk.step(rest, at, before.is_empty() || before.ends_with('\n'));
    }
    walk.found.retain(|quoted| {
        let after = text.get(quoted.at.end + 1..).unwrap_or_default();
        !after.trim_start_matches([' ', '\t']).starts_with('=')
    });
    walk.found
}

impl Walk {
    /// Takes what comes next; how many bytes it is.
    fn step(&mut self, rest: &str, at: usize, begins: bool) -> usize {
        let Some(c) = rest.chars().next() else { return 1 };
        let part_of_word = |c: char| c.is_alphanumeric() || "-_".contains(c);
        match c {
            '#' => return rest.find('\n').unwrap_or(rest.len()),
            '[' if begins => {
                if let Some(length) = self.header(rest) {
                    return length;
                }
                self.depth += 1;
            }
            '[' | '{' => self.depth += 1,
            ']' | '}' => self.depth = self.depth.saturating_sub(1),
            '"' | '\'' => {
                let (inside, length) = closed(rest, c);
                rest[inside.clone()].clone_into(&mut self.word);
                let inside = at + inside.start..at + inside.end;
                let (key, of_person) = (self.key.clone(), self.of_person);
                self.found.push(Quoted { at: inside, key, of_person });
                return length;
            }
            '=' => self.key = std::mem::take(&mut self.word),
            c if part_of_word(c) => {
                let end = rest.find(|c| !part_of_word(c)).unwrap_or(rest.len());
                rest[..end].clone_into(&mut self.word);
                // People may be written as a list of the file itself, too.
                self.of_person |= begins && self.word == "consultant";
                return end;
            }
            _ => {}
        }
        c.len_utf8()
    }

    /// `[name]` or `[[name]]` at the beginning of a line and alone on it: its length. Within a list it is none,
    /// unless it is one of a person: a list may be open because its end is missing.
    fn header(&mut self, rest: &str) -> Option<usize> {
        let head = rest.lines().next()?.split('#').next()?.trim_end();
        let inner = head.strip_prefix('[')?.strip_suffix(']')?;
        let name = inner.strip_prefix('[').and_then(|i| i.strip_suffix(']')).unwrap_or(inner);
        let plain = |c: char| c.is_alphanumeric() || "-_. \t\"'".contains(c);
        let first = name.split('.').next()?.trim_matches([' ', '\t', '"', '\'']);
        if first.is_empty()
            || !name.chars().all(plain)
            || self.depth > 0 && !first.starts_with("consultant")
        {
            return None;
        }
        (self.of_person, self.depth) = (!OF_NOBODY.contains(&first), 0);
        self.key.clear();
        Some(head.len())
    }
}

/// The bytes inside the quotes of a text that comes first here, and the length of all of it.
fn closed(rest: &str, quote: char) -> (Range<usize>, usize) {
    let three = quote.to_string().repeat(3);
    if let Some(inner) = rest.strip_prefix(&three) {
        let end = inner.find(&three);
        let length = 3 + end.unwrap_or(inner.len());
        return (3..length, length + if end.is_some() { 3 } else { 0 });
    }
    let mut escaped = false;
    for (k, c) in rest.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return (1..k, k),
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return (1..k, k + 1),
            _ => {}
        }
    }
    (1..rest.len(), rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: &str = "title = \"Desk\"\n[[consultant]]\nname = \"Ala\"\n\
        absent = [{ from = 1, kind = \"chémo\" }]\n\
        wishes = [{ reason = 'court', prefer = \"early\" }]\nprotected = [\"child\"]\n\
        note = \"ill\"\n[cost]\nkind = \"x\"\n";

    #[test]
    fn circumstances_are_never_quoted() {
        let shown = quotable(PERSON);
        assert_eq!(shown.len(), PERSON.len());
        for secret in ["mo\"", "court", "child", "ill"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
        for seen in ["Desk", "Ala", "early", "kind = \"x\""] {
            assert!(shown.contains(seen), "{seen}: {shown}");
        }
    }

    #[test]
    fn however_it_is_written_it_stays_out() {
        for text in [
            "[[consultant]]\nreason = \"court\n",
            "[[consultant]]\nreason = \"\"\"\ncourt\"\"\"\n",
            "[[ consultant ]] # one\n\"reason\" = 'court'\n",
            "[[\"consultant\"]]\nwishes = [\n  { off = 1, reason = \"a\\\"court\" },\n]\n",
            "consultant = [{ wishes = [{ reason = \"court\" }] }]\n",
            "[[Consultent]]\nreason = \"court\"\n",
            "[[consultant]]\nresaon = \"court\"\n",
            "[[consultant]]\nprotected = [\n[\"a\"]\n, \"court\"\n]\n",
            "[[line]]\ntarget = [\n[[consultant]]\nreason = \"court\"\n",
        ] {
            assert!(!quotable(text).contains("court"), "{text}");
        }
    }

    #[test]
    fn a_terminal_is_not_steered_and_places_stay() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}b\u{61c}c\n\td";
        let shown = quotable(text);
        assert_eq!(shown.len(), text.len());
        assert!(!shown.chars().any(|c| is_hidden(c) && c != '\n' && c != '\t'), "{shown:?}");
    }
}
