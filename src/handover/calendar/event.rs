//! Entries of a calendar file as lines of RFC 5545: written, folded, and read from files written before.

use crate::domain::text::is_hidden;

/// One entry: its property lines, without those that tell its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub uid: String,
    /// `YYYYMMDD` of the day it belongs to: the end of the identity.
    pub day: String,
    pub sequence: u32,
    pub cancelled: bool,
    /// DTSTAMP as written, of entries read.
    pub stamp: String,
    /// Everything else, in order, unfolded.
    pub lines: Vec<String>,
}

/// What is in front of the identity's day.
const AT: &str = "@obsada";

/// The identity of a person's entry of a day.
pub(super) fn uid(person: &str, day: &str) -> String {
    format!("{person}-{day}{AT}")
}

/// A calendar file: its own properties and its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calendar {
    pub head: Vec<String>,
    pub events: Vec<Event>,
}

/// Text as a property holds it: commas, semicolons, backslashes and line ends escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Most octets of a line (RFC 5545, 3.1).
const LINE: usize = 75;

/// A line with its end, folded so that none is longer than 75 octets and no character is cut.
fn folded(line: &str, out: &mut String) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// The text of a calendar.
pub(super) fn written(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |text: &str| folded(text, &mut out);
    line("BEGIN:VCALENDAR");
    calendar.head.iter().for_each(|text| line(text));
    for event in &calendar.events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", event.uid));
        line(&format!("SEQUENCE:{}", event.sequence));
        line(&format!("DTSTAMP:{}", event.stamp));
        line(if event.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        event.lines.iter().for_each(|text| line(text));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// Reads a file that [`written`] has made.
///
/// # Errors
/// The line (from 1) at which it is not as it was made, and why.
pub(super) fn read(text: &str, product: &str) -> Result<Calendar, (usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (k, raw) in text.split('\n').enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        match (raw.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if raw.is_empty() => {}
            _ => lines.push((k + 1, raw.to_owned())),
        }
    }
    let mut calendar = Calendar { head: Vec::new(), events: Vec::new() };
    let mut own: Option<Event> = None;
    let mut ended = false;
    for (at, line) in lines {
        let broken = |why: &str| (at, why.to_owned());
        match (line.as_str(), &mut own) {
            ("BEGIN:VCALENDAR", None) if calendar.head.is_empty() => {}
            ("END:VCALENDAR", None) => ended = true,
            ("BEGIN:VEVENT", None) => own = Some(empty()),
            ("END:VEVENT", Some(event)) => {
                if event.day.is_empty() || event.stamp.is_empty() {
                    return Err(broken("an entry has no identity or no time stamp"));
                }
                calendar.events.extend(own.take());
            }
            (text, Some(event)) => take(event, text).map_err(|why| (at, why))?,
            (text, None) if text.starts_with("BEGIN:") => {
                return Err(broken("it holds more than entries"));
            }
            (text, None) => calendar.head.push(text.to_owned()),
        }
    }
    match () {
        () if !calendar.head.iter().any(|line| line == product) => {
            Err((1, "it was not written by obsada".to_owned()))
        }
        () if !ended || own.is_some() => Err((1, "its end is missing".to_owned())),
        () => Ok(calendar),
    }
}

fn empty() -> Event {
    Event {
        uid: String::new(),
        day: String::new(),
        sequence: 0,
        cancelled: false,
        stamp: String::new(),
        lines: Vec::new(),
    }
}

fn take(event: &mut Event, line: &str) -> Result<(), String> {
    let (name, value) = line.split_once(':').ok_or("a line has no colon")?;
    match name {
        "UID" => {
            let rest = value.strip_suffix(AT).ok_or("an identity is none of obsada's")?;
            let (_, day) = rest.rsplit_once('-').ok_or("an identity is none of obsada's")?;
            value.clone_into(&mut event.uid);
            day.clone_into(&mut event.day);
        }
        "SEQUENCE" => event.sequence = value.parse().map_err(|_| "SEQUENCE is no number")?,
        "DTSTAMP" => value.clone_into(&mut event.stamp),
        "STATUS" => event.cancelled = value == "CANCELLED",
        _ => event.lines.push(line.to_owned()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_read_back() {
        let long = format!("DESCRIPTION:{}", "ż".repeat(200));
        let mut event = Event { uid: uid("abc", "20261102"), day: "20261102".into(), ..empty() };
        event.stamp = "20261026T000000Z".into();
        event.lines.push(long);
        let calendar = Calendar { head: vec!["PRODID:x".into()], events: vec![event] };
        let text = written(&calendar);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        assert_eq!(read(&text, "PRODID:x"), Ok(calendar.clone()));
        assert_eq!(read(&text.replace("\r\n", "\n"), "PRODID:x"), Ok(calendar));
        assert!(read(&text, "PRODID:y").is_err());
        assert!(read(&text.replace("UID:abc", "UID:abc@other"), "PRODID:x").is_ok());
        assert!(read(&text.replace("@obsada", "@other"), "PRODID:x").is_err());
        for end in 0..text.len() {
            let _ = text.get(..end).map(|part| read(part, "PRODID:x"));
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\r"), "a\\,b\\;c\\\\d\\ne");
        assert_eq!(escaped("a\u{202e}b\u{1b}c"), "abc");
    }
}
