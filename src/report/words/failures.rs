//! Why a command ends without an answer, apart from wrong input.

use super::macros::{either, say};
use crate::domain::error::Limit;
use crate::domain::units::Language;

/// A limit that was reached before any plan was found.
pub fn limit(limit: Limit, language: Language) -> String {
    let error = either(language, "error", "błąd");
    format!("{error}: {}\n", limit_reached(limit, language))
}

/// Which limit was reached, and on a line of its own what to do.
pub fn limit_reached(limit: Limit, language: Language) -> &'static str {
    match limit {
        Limit::Time => either(
            language,
            "the time limit was reached before a plan was found\n\
             Either give more time with --time-limit, or allow a wider --gap.",
            "limit czasu minął, zanim znaleziono plan\n\
             Albo daj więcej czasu z --time-limit, albo dopuść większy --gap.",
        ),
        Limit::Work => either(
            language,
            "the work allowed was done before a plan was found\n\
             Either allow a wider --gap, or make the scenario smaller: fewer starts, lengths or lines.",
            "dozwolona praca została wykonana, zanim znaleziono plan\n\
             Albo dopuść większy --gap, albo zmniejsz scenariusz: mniej początków, długości lub linii.",
        ),
    }
}

/// What to do about a roster of a file that fails its check.
pub fn mend_it(file: &str, language: Language) -> String {
    say!(
        language,
        "note: `--repair {file}` instead of `--from` mends it with the fewest changes; or change the days named, or the rules in [roster.rules]",
        "uwaga: `--repair {file}` zamiast `--from` naprawia go najmniejszą liczbą zmian; można też zmienić wymienione dni albo reguły w [roster.rules]"
    )
}

/// A defect of the program.
pub fn defect(text: &str, language: Language) -> String {
    say!(
        language,
        "error: {text}\nThis is a defect; the scenario would help to find it.\n",
        "błąd: {text}\nTo usterka programu; scenariusz pomógłby ją znaleźć.\n"
    )
}
