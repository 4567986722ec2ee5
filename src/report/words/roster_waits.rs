//! Words about what a roster's callers experience through the day, each in both languages.

use super::macros::{either, say};
use crate::domain::units::Language;
use Language::{En, Pl};

/// The heading of the section.
pub fn heading(language: Language) -> &'static str {
    either(
        language,
        "Waits through the day: a queue left over is still there in the next interval",
        "Oczekiwanie w ciągu dnia: kolejka przechodzi do następnego przedziału",
    )
}

/// That the queue was not followed through the day.
pub fn by_formula(language: Language) -> &'static str {
    either(
        language,
        "Not followed: the needs are those of a steady queue in each interval, and a promise may break where a queue is left over.",
        "Nie prześledzono: potrzeby wynikają ze wzoru dla ustalonej kolejki w każdym przedziale; gdzie kolejka zostaje, cel może nie być dotrzymany.",
    )
}

/// Head of the column of weeks.
pub fn week(language: Language) -> &'static str {
    either(language, "Week of", "Tydzień od")
}

/// Head of the column of worst values.
pub fn worst(language: Language) -> &'static str {
    either(language, "At worst", "Najgorzej")
}

/// Why promises of a week are broken, before their list.
pub fn not_kept(monday: &str, obstacle: Option<&str>, language: Language) -> String {
    let why = match obstacle {
        Some("people") => either(
            language,
            "; with stricter needs people would be short",
            "; przy ostrzejszych potrzebach zabrakłoby ludzi",
        ),
        Some("before") => either(
            language,
            "; only a shift of the Sunday before could help",
            "; pomogłaby tylko zmiana z poprzedzającej niedzieli",
        ),
        Some("limit") => {
            either(language, "; the time allowed ended", "; skończył się dozwolony czas")
        }
        Some(_) => {
            either(language, "; no further round is allowed", "; na tym kończy się liczba prób")
        }
        None => "",
    };
    say!(
        language,
        "In the week of {monday} promises are broken{why}:",
        "W tygodniu od {monday} nie są dotrzymane{why}:"
    )
}

/// That every promise is kept although people are short of the needs by the formula.
pub fn kept_though_short(language: Language) -> &'static str {
    either(
        language,
        "Every promise holds through the day all the same: people are short of needs by the formula.",
        "Mimo to wszystkie cele są w ciągu dnia dotrzymane: ludzi brakuje względem potrzeb według wzoru.",
    )
}

/// What had to be raised so that promises hold; `broken`: some promise is still broken.
pub fn again(raised: usize, again: u32, broken: bool, language: Language) -> String {
    match (raised, language) {
        (0, En) if broken => "Nothing was raised above the needs of a steady queue.".to_owned(),
        (0, Pl) if broken => "Nic nie podniesiono ponad potrzeby według wzoru.".to_owned(),
        (0, En) => "The needs of a steady queue are enough; nothing was raised.".to_owned(),
        (0, Pl) => "Potrzeby według wzoru wystarczą; nic nie podniesiono.".to_owned(),
        (_, En) => format!(
            "Needs were raised above the formula's; weeks solved again: {again}. The cost and its bound are for these needs."
        ),
        (_, Pl) => format!(
            "Potrzeby podniesiono ponad wzór; tygodni układanych ponownie: {again}. Koszt i jego dolne ograniczenie dotyczą tych potrzeb."
        ),
    }
}
