//! Problems as a reader sees them: where, what, and what to do about it.

use crate::domain::error::{Place, Problem};
use crate::domain::text::visible;
use crate::domain::units::Language;
use crate::records::may_be_quoted;
use crate::report::quotable::quotable;
use crate::report::words::macros::either;
use crate::report::words::problems::{Message, message};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Width of the text, columns.
const WIDTH: usize = 80;

/// Every problem with its code, its place, the text it is about underlined, and its remedy; then
/// their number, in the language given. `source` gives the text of a file by its name, where it is at
/// hand.
pub fn render(
    problems: &[Problem],
    source: impl Fn(&str) -> Option<String>,
    language: Language,
    colour: bool,
) -> String {
    pictures(problems, source, language, colour) + &found(problems.len() as u64, language)
}

/// The same without their number.
pub fn pictures(
    problems: &[Problem],
    source: impl Fn(&str) -> Option<String>,
    language: Language,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let [error, help] = either(language, ["error", "help"], ["błąd", "rada"]);
    let margin = |frame: &str, word: &str| frame.len() + word.chars().count();
    let mut out = String::new();
    for problem in problems {
        let Message { message, remedy } = message(&problem.cause, language);
        // Rows of records hold callers' numbers.
        let place = problem.place.as_ref().filter(|_| may_be_quoted(problem.code()));
        let text = place.and_then(|at| Some(quotable(&source(&at.file)?)));
        let title = wrapped(&message, WIDTH - margin("[E000]: ", error));
        let remedy = wrapped(&remedy, WIDTH - margin("   = : ", help));
        let group = Level::ERROR.with_name(error).primary_title(title).id(problem.code());
        let group = match (&problem.place, &text) {
            (Some(at), Some(text)) => group.element(snippet(at, text)),
            (Some(at), None) if at.line == 0 => {
                Group::with_title(group).element(Origin::path(visible(&at.file)))
            }
            (Some(at), None) => Group::with_title(group)
                .element(Origin::path(visible(&at.file)).line(at.line).char_column(at.column)),
            (None, _) => Group::with_title(group),
        };
        out.push_str(
            &renderer.render(&[group.element(Level::HELP.with_name(help).message(remedy))]),
        );
        out.push_str("\n\n");
    }
    out
}

/// How many problems there are.
fn found(count: u64, language: Language) -> String {
    match (language, count) {
        (Language::En, 1) => "1 problem found\n".to_owned(),
        (Language::En, _) => format!("{count} problems found\n"),
        (Language::Pl, 1) => "znaleziono 1 błąd\n".to_owned(),
        (Language::Pl, _) => format!("liczba znalezionych błędów: {count}\n"),
    }
}

/// The line of a problem with the offending bytes marked.
fn snippet<'a>(at: &Place, text: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(text)
        .path(visible(&at.file))
        .annotation(AnnotationKind::Primary.span(first_line(text, &at.span)))
}

/// The part of a span on its first line, within the text and between characters; of a list or table
/// over several lines only its bracket.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    match text[start..end].find(['\n', '\r']) {
        None => start..end,
        Some(_) if text[start..].starts_with(['[', '{']) => start..start + 1,
        Some(line) => start..start + line,
    }
}

/// Text broken between words into lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cause::CommandCause;

    fn problem(span: Range<usize>) -> Problem {
        let place = Place { file: "f.toml".into(), line: 1, column: 1, span };
        let cause = CommandCause::NotKeyValue { part: "x".to_owned() };
        Problem { place: Some(place), cause: cause.into() }
    }

    #[test]
    fn the_offending_text_is_underlined() {
        let text = render(&[problem(4..7)], |_| Some("a = xyz\n".into()), Language::En, false);
        assert!(text.contains("error[E944]: `x` in --totals is not key=value"), "{text}");
        assert!(text.contains("--> f.toml:1:5"), "{text}");
        assert!(text.contains("    ^^^"), "{text}");
        assert!(text.ends_with("1 problem found\n"), "{text}");
    }

    #[test]
    fn any_span_and_any_text_can_be_shown() {
        for text in ["", "\n", "ż", "a\r\nb", "\u{feff}x", "a\tb", "\u{0}\u{1b}[31m"] {
            for start in 0..6 {
                for end in 0..8 {
                    let source = |_: &str| Some(text.into());
                    let problem = problem(start..end);
                    let shown = render(&[problem], source, Language::Pl, start % 2 == 0);
                    assert!(shown.contains("f.toml"));
                }
            }
        }
        assert!(render(&[problem(0..0)], |_| None, Language::En, false).contains("f.toml:1:1"));
    }

    #[test]
    fn long_messages_are_wrapped() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree");
    }
}
