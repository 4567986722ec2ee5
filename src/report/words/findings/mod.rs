//! What a check found, in both languages.

mod plan;
mod roster;
mod shift;

use super::macros::{either, say};
use crate::domain::finding::{Counted, Fault, Finding, Verdict};
use crate::domain::units::Language;
use crate::report::words::roster as roster_words;
use crate::wire::answer::CheckReport;

/// A verdict as it stands in JSON, in English.
pub fn report(verdict: &Verdict) -> CheckReport {
    CheckReport {
        passed: verdict.passed(),
        violations: verdict.findings.iter().map(plain).collect(),
        remarks: verdict.remarks.iter().map(plain).collect(),
    }
}

/// A finding in English, with labour rules by their names.
pub fn plain(finding: &Finding) -> String {
    let text = fault(&finding.fault, Language::En);
    let more = if text.is_empty() { None } else { Some(text) };
    match (finding.fault.rule(), more) {
        (Some(rule), None) => format!("{}: {rule}", finding.place),
        (Some(rule), Some(more)) => format!("{}: {rule}: {more}", finding.place),
        (None, more) => format!("{}: {}", finding.place, more.unwrap_or_default()),
    }
}

/// A finding as people read it: labour rules in words, with their source.
pub fn finding(finding: &Finding, language: Language) -> String {
    format!("{}: {}", place(&finding.place, language), phrase(finding, language))
}

/// The same without its place.
pub fn phrase(finding: &Finding, language: Language) -> String {
    let text = fault(&finding.fault, language);
    match finding.fault.rule() {
        Some(id) if text.is_empty() => roster_words::rule(id, language),
        Some(id) => format!("{}: {text}", roster_words::rule(id, language)),
        None => text,
    }
}

/// Words of an address, English and Polish; what follows them is a name, a day or a time.
const ADDRESSES: [(&str, &str); 17] = [
    ("plan", "plan"),
    ("scenario", "scenariusz"),
    ("solver", "solver"),
    ("candidates", "warianty"),
    ("recommendation", "zalecenie"),
    ("candidate", "wariant"),
    ("closing of line", "zamknięcie linii"),
    ("line", "linia"),
    ("target", "cel"),
    ("group", "grupa"),
    ("contract", "umowa"),
    ("shift", "zmiana"),
    ("evening", "wieczór"),
    ("week of", "tydzień od"),
    ("week", "tydzień"),
    ("stage", "etap"),
    ("step", "krok"),
];

/// Single words of an address that are keys of a roster.
const PARTS: [(&str, &str); 15] = [
    ("through the day", "w ciągu dnia"),
    ("shift_times", "godziny zmian"),
    ("shifts", "zmiany"),
    ("roster", "grafik"),
    ("edition", "wydanie"),
    ("earlier", "wcześniej"),
    ("weeks", "tygodnie"),
    ("notice", "zastrzeżenie"),
    ("coverage", "obsada"),
    ("leaders", "liderzy"),
    ("activities", "zajęcia"),
    ("people", "osoby"),
    ("stages", "etapy"),
    ("cost", "koszt"),
    ("paid_hours", "godziny płatne"),
];

/// An address in the words of a language: `line city, mon 08:00`, `linia city, mon 08:00`.
fn place(place: &str, language: Language) -> String {
    if language == Language::En {
        return place.to_owned();
    }
    let word = |part: &str| -> String {
        if let Some((_, pl)) = PARTS.iter().find(|(en, _)| *en == part) {
            return (*pl).to_owned();
        }
        let named = ADDRESSES.iter().find_map(|(en, pl)| {
            let rest = part.strip_prefix(en)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| format!("{pl}{rest}"))
        });
        named.unwrap_or_else(|| part.to_owned()).replacen(" on ", ", ", 1)
    };
    let outer = place.split(": ").map(|outer| outer.split(", ").map(word).collect::<Vec<_>>());
    outer.map(|parts| parts.join(", ")).collect::<Vec<_>>().join(": ")
}

/// Words for a thing that has no key in the answer; keys stay as they are.
fn key(what: &'static str, language: Language) -> &'static str {
    match what {
        "name" => either(language, "its name", "nazwa"),
        "lines" => either(language, "its lines", "linie"),
        "contracts" => either(language, "the list of its contracts", "lista umów"),
        "targets" => either(language, "the number of targets", "liczba celów"),
        "end" => either(language, "the end of its hours", "koniec godzin otwarcia"),
        key => key,
    }
}

/// A fault as a phrase. Labour rules have their words in [`roster::rule`].
fn fault(fault: &Fault, language: Language) -> String {
    match fault {
        Fault::Claimed { what, claimed, recomputed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is claimed as {claimed}, recomputed {recomputed}",
                "{what}: podano {claimed}, przeliczono {recomputed}"
            )
        }
        Fault::Unwanted { what, claimed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is claimed as {claimed}, but there must be none",
                "{what}: podano {claimed}, a nie powinno jej być"
            )
        }
        Fault::Absent { what, recomputed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is missing, recomputed {recomputed}",
                "{what}: brak, przeliczono {recomputed}"
            )
        }
        Fault::Missing => either(language, "missing", "brak").to_owned(),
        Fault::Unasked => either(
            language,
            "told, but not in the scenario",
            "podane, choć nie ma tego w scenariuszu",
        )
        .to_owned(),
        Fault::InsteadOf { claimed, what, expected } => {
            let what = counted(*what, language);
            say!(
                language,
                "{claimed}{what} instead of {expected}",
                "{claimed}{what} zamiast {expected}"
            )
        }
        Fault::Expected { what, claimed, expected } => say!(
            language,
            "{what} is {claimed}, but {expected} is expected",
            "{what} to {claimed}, a powinno być {expected}"
        ),
        Fault::PlayedOut { what, claimed, played, error } => say!(
            language,
            "{what} is claimed as {claimed}, played out {played} with a standard error of {error}",
            "{what}: podano {claimed}, z symulacji {played} z błędem standardowym {error}"
        ),
        Fault::SumClaimed { claimed, recomputed } => say!(
            language,
            "{claimed} claimed, {recomputed} recomputed",
            "podano {claimed}, przeliczono {recomputed}"
        ),
        fault => plan::phrase(fault, language)
            .or_else(|| shift::phrase(fault, language))
            .unwrap_or_else(|| roster::phrase(fault, language)),
    }
}

fn counted(what: Counted, language: Language) -> &'static str {
    match what {
        Counted::Rows => either(language, " rows", " wierszy"),
        Counted::Weeks => either(language, " weeks", " tygodni"),
        Counted::Lines => either(language, " lines", " linii"),
        Counted::Days => either(language, " days", " dni"),
        Counted::Those => "",
    }
}
