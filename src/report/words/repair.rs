//! Words of a repair in both languages.

use super::macros::{either, say, words};
use super::numbers::{NONE, duration, number};
use super::through_day::{measured, stretch, with_interval};
use crate::domain::measure::Over;
use crate::domain::units::Language;
use crate::wire::answer::{Decided, Figure, Method};
use crate::wire::roster_answer::{DayWait, Fairness, Promise, Ring, Shortened};

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
        now: "It is", "Jest";
        absence_pay: "Pay for absence, part of the cost of each option", "Wynagrodzenie za nieobecność, w koszcie każdej możliwości";
        promises: "Promises through the rest of the day", "Cele do końca dnia";
        trade: "Swap", "Zamiana";
        lawful: "Lawful: it breaks no rule.", "Zgodna z regułami: nie łamie żadnej.";
        unlawful: "Not lawful; the roster stays as it is.", "Niezgodna z regułami; grafik pozostaje bez zmian.";
        ring: "Who must be told, in this order", "Kogo zawiadomić, w tej kolejności";
        nobody: "nobody", "nikogo";
        roster_of: "The roster that comes with it is that of option", "Dołączony grafik odpowiada możliwości";
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

/// A promise through the rest of the day: `city, mean wait in every interval: kept; 41 s ± 3 s at 12:30 of 1 min`.
pub fn promise(promise: &Promise, language: Language) -> String {
    let (name, text) = measured(promise.measure, language);
    let within = promise.within_s.map_or(String::new(), |s| format!(" {}", duration(s, language)));
    let over = match promise.over {
        Over::Interval => either(language, "in every interval", "w każdym przedziale"),
        Over::Day => either(language, "over the rest of the day", "przez resztę dnia"),
        Over::Week => either(language, "over the week", "w całym tygodniu"),
    };
    let state = match promise.state {
        Decided::Kept => either(language, "kept", "dotrzymany"),
        Decided::Open => either(language, "open", "niepewny"),
        Decided::Broken => either(language, "BROKEN", "ZŁAMANY"),
    };
    let value = promise.value.map_or(NONE.to_owned(), |figure| with_interval(figure, &*text));
    let promised = text(promise.promised);
    let at = promise.worst_at.as_ref().map_or(String::new(), |at| match language {
        Language::En => format!(" at {at}"),
        Language::Pl => format!(" o {at}"),
    });
    let line = &promise.line;
    let over = format!("{over}{}", stretch(promise.between, language));
    say!(
        language,
        "{line}, {name}{within} {over}: {state}; {value}{at}, promised {promised}",
        "{line}, {name}{within} {over}: {state}; {value}{at}, obiecane {promised}"
    )
}

/// Whether a trade leaves burdens as even as they were.
pub fn fairness(fairness: &Fairness, language: Language) -> String {
    let (before, after) =
        (number(fairness.before, 2, language), number(fairness.after, 2, language));
    let more = fairness.after - fairness.before;
    let verdict = match () {
        () if more > 0.005 => either(language, "less fair", "mniej sprawiedliwa"),
        () if more < -0.005 => either(language, "fairer", "sprawiedliwsza"),
        () => either(language, "as fair", "równie sprawiedliwa"),
    };
    say!(
        language,
        "It is {verdict}: deviation {before} → {after} (evenings, weekend days and hours, smaller is fairer).",
        "Jest {verdict}: odchylenie {before} → {after} (wieczory, dni weekendu i godziny; mniej znaczy sprawiedliwiej)."
    )
}

/// Evenings and weekend days of a person before a trade and after it.
pub fn burdens(name: &str, before: [u32; 2], after: [u32; 2], language: Language) -> String {
    let ([a, b], [c, d]) = (before, after);
    say!(
        language,
        "{name}: evenings {a} → {c}, weekend days {b} → {d}",
        "{name}: wieczory {a} → {c}, dni weekendu {b} → {d}"
    )
}

/// Whom to ring by when, and what to say.
pub fn ring(ring: &Ring, language: Language) -> String {
    let (name, by, date) = (&ring.name, &ring.by, &ring.date);
    let before = super::roster::shift_text(&ring.before, language);
    let after = super::roster::shift_text(&ring.after, language);
    say!(
        language,
        "by {by}: {name}, {date}: {before} → {after}",
        "do {by}: {name}, {date}: {before} → {after}"
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
