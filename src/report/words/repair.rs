//! Words of a repair in both languages.

use super::macros::{either, say, words};
use super::numbers::{NONE, duration, number};
use super::through_day::with_interval;
use crate::domain::units::Language;
use crate::wire::answer::{Figure, Method};
use crate::wire::roster_answer::{DayWait, Shortened};

words! {
    /// Headings and phrases of a repair.
    words -> RepairWords {
        edited: "Edited since it was written", "Zmieniono od czasu zapisania";
        and_more: "and more:", "i dalsze:";
        broken: "What breaks a rule", "Co łamie reguły";
        still_broken: "Still broken", "Nadal złamane";
        worked_already:
            " – cannot be mended: it lies before the first day that may change",
            " – nie da się naprawić: leży przed pierwszym dniem, który można zmienić";
        least: "Fewest assignments that must change", "Najmniejsza liczba zmian w grafiku";
        edits_changed: "edited days changed again", "edytowane dni zmienione ponownie";
        by_formula:
            "mean wait by the formula of a steady queue",
            "średnie oczekiwanie według wzoru dla ustalonej kolejki";
    }
}

/// What callers of a line experience on a day: `2026-11-24 city: mean wait through the day 27 s ± 2 s →
/// 41 s ± 3 s, at worst 3 min ± 20 s at 12:30 (simulated)`.
pub fn day_wait(day: &DayWait, language: Language) -> String {
    let text = |figure: Figure| with_interval(figure, &|v| duration(v, language));
    let before = day.before.map_or(NONE.to_owned(), text);
    let (after, worst) = (text(day.after), text(day.worst));
    let (date, line, at) = (&day.date, &day.line, &day.worst_at);
    let how = match day.method {
        Method::Exact => either(language, "computed", "obliczone"),
        Method::Simulated => either(language, "simulated", "z symulacji"),
    };
    say!(
        language,
        "{date} {line}: mean wait through the day {before} → {after}, at worst {worst} at {at} ({how})",
        "{date} {line}: średnie oczekiwanie w ciągu dnia {before} → {after}, najgorzej {worst} o {at} ({how})"
    )
}

/// How far a break lies outside of its window: `break at 14:30, 1 h before the end; the rule says 2 h`.
pub fn shortened(s: &Shortened, language: Language) -> String {
    let (is, asked) = (length(s.minutes, language), length(s.rule_minutes, language));
    let start = &s.start;
    match s.edge.as_str() {
        "start" => say!(
            language,
            "break at {start}, {is} after the start; the rule says {asked}",
            "przerwa o {start}, {is} po początku; reguła mówi {asked}"
        ),
        "end" => say!(
            language,
            "break at {start}, {is} before the end; the rule says {asked}",
            "przerwa o {start}, {is} przed końcem; reguła mówi {asked}"
        ),
        "before" => say!(
            language,
            "break at {start}, {is} before its window opens",
            "przerwa o {start}, {is} przed swoim oknem"
        ),
        _ => say!(
            language,
            "break at {start}, {is} beyond the end of its window",
            "przerwa o {start}, {is} po końcu swojego okna"
        ),
    }
}

/// `1 h`, `1.5 h`, `45 min`.
fn length(minutes: u32, language: Language) -> String {
    let hours = |digits| number(f64::from(minutes) / 60.0, digits, language);
    match minutes {
        0 => "0 min".to_owned(),
        _ if minutes.is_multiple_of(60) => format!("{} h", hours(0)),
        _ if minutes.is_multiple_of(30) => format!("{} h", hours(1)),
        _ => format!("{minutes} min"),
    }
}
