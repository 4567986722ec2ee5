//! Words that stand for the pictures of the memo where they cannot be seen, each in both languages.

use super::macros::{either, say};
use crate::domain::units::Language;

/// Description of a picture of waits.
pub fn waits_description(present: &str, label: &str, language: Language) -> String {
    say!(
        language,
        "Lines by half-hour of the day: mean wait with the present hours ({present}, dashed) and until {label} (solid). The table below holds every value.",
        "Linie według półgodzin: średni czas oczekiwania przy obecnych godzinach ({present}, przerywana) i do {label} (ciągła). Tabela poniżej zawiera wszystkie wartości."
    )
}

/// Description of a picture of staffing.
pub fn staff_description(label: &str, language: Language) -> String {
    say!(
        language,
        "Until {label}: consultants required (filled steps) and at the phone (line), average day. The table below holds every value.",
        "Do {label}: konsultanci potrzebni (wypełnione schodki) i przy telefonie (linia), przeciętny dzień. Tabela poniżej zawiera wszystkie wartości."
    )
}

/// Description of the frontier, with or without a mark of today.
pub fn frontier_description(today: bool, language: Language) -> String {
    let mark = match today {
        true => either(language, " A diamond marks today.", " Romb oznacza stan dzisiejszy."),
        false => "",
    };
    say!(
        language,
        "One falling line for each closing time: the longer the wait, the lower the cost.{mark} The table holds every point.",
        "Dla każdej godziny zamknięcia opadająca linia: im dłuższe czekanie, tym niższy koszt.{mark} Tabela zawiera wszystkie punkty."
    )
}

/// Description of the tornado.
pub fn tornado_description(language: Language) -> &'static str {
    either(
        language,
        "One bar for each uncertain number, the widest first, from its low to its high end. The table below holds every value.",
        "Dla każdej niepewnej wielkości słupek od dolnego do górnego krańca, najszersze najpierw. Tabela poniżej zawiera wszystkie wartości.",
    )
}
