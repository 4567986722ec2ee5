//! What is left of a document without its texts, by a reader of its own for each form.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// The first character that is not seen and is no line break, with what stands around it.
pub fn hidden(text: &str) -> Option<String> {
    // Controls of both sets, and the marks of direction (UAX 9), listed here on their own.
    let turns = [
        0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
        0x2069,
    ];
    let bad = |c: char| {
        let code = u32::from(c);
        (code < 0x20 && c != '\n') || (0x7f..=0x9f).contains(&code) || turns.contains(&code)
    };
    let at = text.find(bad)?;
    let before: String = text[..at].chars().rev().take(20).collect();
    Some(format!(
        "{:?} after {:?}",
        text[at..].chars().next(),
        before.chars().rev().collect::<String>()
    ))
}

/// Tags with the names of their attributes; how often each comes does not depend on a text, but where a text wraps
/// may. Values of attributes count where they are no text for readers.
pub fn html(page: &str) -> Vec<String> {
    let mut bones = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        bones.push(bone(tag));
        rest = &rest[end..];
        // What stands in these is no markup until they end.
        for raw in ["script", "style"] {
            if tag.starts_with(&format!("<{raw}")) {
                let until = rest.find(&format!("</{raw}")).expect("an end");
                rest = &rest[until..];
            }
        }
    }
    bones
}

/// Where a tag ends: at the first `>` outside of quotes.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (k, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return k + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    panic!("a tag without an end: {}", &rest[..rest.len().min(80)]);
}

fn bone(tag: &str) -> String {
    let inner = tag.trim_matches(['<', '>']).trim_end_matches('/');
    let mut names = vec![inner.split_whitespace().next().unwrap_or_default().to_owned()];
    let mut rest = inner;
    while let Some(at) = rest.find("=\"") {
        let name = rest[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = &rest[at + 2..];
        let end = value.find('"').expect("a closed value");
        names.push(match name {
            "href" | "src" | "class" | "type" | "id" => format!("{name}={}", &value[..end]),
            _ => name.to_owned(),
        });
        rest = &value[end + 1..];
    }
    names.join(" ")
}

/// All that a reader of a page sees.
pub fn texts_of_html(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at + tag_end(&rest[at..])..];
    }
    for (entity, c) in [
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, c);
    }
    out
}

/// Rows of fields, by the rules of RFC 4180 and no other.
pub fn csv_rows(text: &str, by: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = letters.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            '\n' if !quoted => rows.push(vec![String::new()]),
            c if c == by && !quoted => row.push(String::new()),
            c => row.last_mut().unwrap().push(c),
        }
    }
    assert!(!quoted, "an open quote");
    assert_eq!(rows.pop(), Some(vec![String::new()]));
    rows
}

/// Marks of Markdown that are not escaped, line by line.
pub fn markdown(text: &str) -> Vec<String> {
    let bones = text.lines().map(|line| {
        let mut marks = String::new();
        let mut letters = line.chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => drop(letters.next()),
                '*' | '_' | '`' | '<' | '[' | ']' | '#' | '|' | '~' | '&' => marks.push(c),
                _ => {}
            }
        }
        marks
    });
    bones.collect()
}

/// Names of a calendar's properties in their order, lines unfolded.
pub fn calendar(text: &str) -> Vec<String> {
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line break");
    let unfolded = text.replace("\r\n ", "");
    let value_counts = ["BEGIN", "END", "VERSION", "PRODID", "METHOD", "CLASS", "STATUS"];
    let bone = |line: &str| {
        let (name, value) = line.split_once(':').expect("a property");
        if value_counts.contains(&name) { format!("{name}:{value}") } else { name.to_owned() }
    };
    unfolded.split("\r\n").filter(|line| !line.is_empty()).map(bone).collect()
}

/// What a workbook does, and what it says.
pub struct Workbook {
    /// Parts, relations to what is outside, formulas and kinds of cells.
    pub bones: Vec<String>,
    pub texts: Vec<String>,
}

pub fn workbook(bytes: &[u8]) -> Workbook {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Workbook { bones: Vec::new(), texts: Vec::new() };
    let mut outside = BTreeSet::new();
    for k in 0..archive.len() {
        let mut file = archive.by_index(k).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        found.bones.push(name.clone());
        if xml.contains("TargetMode=\"External\"") || xml.contains("<hyperlink") {
            outside.insert(name.clone());
        }
        let between = |open: &str, close: &str| -> Vec<String> {
            let parts = xml.split(open).skip(1);
            parts.map(|part| part.split(close).next().unwrap_or_default().to_owned()).collect()
        };
        found.bones.extend(between("<f>", "</f>"));
        if name.ends_with("sharedStrings.xml") {
            let texts = between("<t", "</t>");
            let plain = texts.iter().map(|text| text.split_once('>').map_or("", |(_, t)| t));
            found.texts.extend(plain.map(texts_of_html_text));
        } else {
            found.bones.extend(html(&xml).into_iter().filter(|tag| tag.starts_with('c')));
        }
    }
    assert!(outside.is_empty(), "{outside:?}");
    found
}

fn texts_of_html_text(text: &str) -> String {
    texts_of_html(&format!("{text}<end>"))
}
