//! Why a command ends without an answer, apart from wrong input.

use crate::domain::error::Limit;
use crate::domain::units::Language;

/// A limit that was reached before any plan was found.
pub fn limit(limit: Limit, language: Language) -> String {
    let error = match language {
        Language::En => "error",
        Language::Pl => "błąd",
    };
    format!("{error}: {}\n", limit_reached(limit, language))
}

/// Which limit was reached, and on a line of its own what to do.
pub fn limit_reached(limit: Limit, language: Language) -> &'static str {
    match (limit, language) {
        (Limit::Time, Language::En) => {
            "the time limit was reached before a plan was found\n\
             Either give more time with --time-limit, or allow a wider --gap."
        }
        (Limit::Time, Language::Pl) => {
            "limit czasu minął, zanim znaleziono plan\n\
             Albo daj więcej czasu z --time-limit, albo dopuść większy --gap."
        }
        (Limit::Work, Language::En) => {
            "the work allowed was done before a plan was found\n\
             Either allow a wider --gap, or make the scenario smaller: fewer starts, lengths or lines."
        }
        (Limit::Work, Language::Pl) => {
            "dozwolona praca została wykonana, zanim znaleziono plan\n\
             Albo dopuść większy --gap, albo zmniejsz scenariusz: mniej początków, długości lub linii."
        }
    }
}

/// A plan that fails its independent check.
pub fn plan_fails(violations: &[String], language: Language) -> String {
    let title = match language {
        Language::En => "error: the plan fails its independent check and is not shown:",
        Language::Pl => "błąd: plan nie przechodzi niezależnej kontroli i nie jest pokazany:",
    };
    format!("{title}\n  {}\n", violations.join("\n  "))
}

/// A defect of the program.
pub fn defect(text: &str, language: Language) -> String {
    match language {
        Language::En => {
            format!("error: {text}\nThis is a defect; the scenario would help to find it.\n")
        }
        Language::Pl => {
            format!("błąd: {text}\nTo usterka programu; scenariusz pomógłby ją znaleźć.\n")
        }
    }
}
