//! Words of the memo's first two pages, each in both languages.

use super::macros::{either, say, words};
use crate::domain::units::Language;

words! {
    /// Headings and heads.
    pages -> Pages {
        why: "Why", "Dlaczego";
        cost: "What it costs", "Ile to kosztuje";
        risk: "Risk", "Ryzyko";
        next: "Next step", "Następny krok";
        annex: "Annex", "Załącznik";
        callers: "What callers notice, by day and in the evening", "Co odczują dzwoniący w dzień i wieczorem";
        by_day: "by day", "w dzień";
        evening: "in the evening", "wieczorem";
        calls: "calls", "połączenia";
        lost: "share who hang up", "odsetek porzuceń";
    }
}

/// In how many draws some promise is missed: by the proposal, give or take, and by the present hours.
pub fn missed(shares: &[String; 3], label: &str, samples: &str, language: Language) -> String {
    let [proposal, half, present] = shares;
    say!(
        language,
        "With the staffing as planned until {label}, some promise is missed in {proposal} ± {half} of {samples} draws of what is uncertain; with the present hours, planned, in {present}.",
        "Przy obsadzie zaplanowanej do {label} któryś cel nie jest dotrzymany w {proposal} ± {half} z {samples} losowań tego, co niepewne; przy planie obecnych godzin w {present}."
    )
}

/// Between what the extra cost lies.
pub fn extra_cost(low: &str, high: &str, language: Language) -> String {
    say!(
        language,
        "In 90% of the draws the extra cost a week lies between {low} and {high}.",
        "W 90% losowań dodatkowy koszt tygodnia leży między {low} a {high}."
    )
}

/// Nothing was drawn although numbers have ranges.
pub fn not_drawn(language: Language) -> &'static str {
    either(
        language,
        "What is uncertain was not drawn: no draws were asked for (--samples), or the time ran out (--time-limit). So nothing is said here of risk and of what to measure first.",
        "Tego, co niepewne, nie losowano: nie zamówiono losowań (--samples) albo skończył się czas (--time-limit). Dlatego nic tu nie wiadomo o ryzyku ani o tym, co zmierzyć najpierw.",
    )
}

/// There was no time for the curves.
pub fn no_frontier(language: Language) -> &'static str {
    either(
        language,
        "There was no time to plan the curves of cost against wait (--time-limit).",
        "Nie starczyło czasu na krzywe kosztu i czasu oczekiwania (--time-limit).",
    )
}

/// What the table of callers is.
pub fn callers(language: Language) -> &'static str {
    either(
        language,
        "Evening: from the present close of the compared lines on, on all lines. Calls of a week, redials included, with the queue carried through the day; low, central, high: how many callers move to the evening and how many new ones come.",
        "Wieczór: od obecnego zamknięcia porównywanych linii, na wszystkich liniach. Połączenia w tygodniu, z ponownymi, z kolejką przechodzącą przez dzień; niska, środkowa, wysoka: ilu dzwoniących przeniesie się na wieczór i ilu będzie nowych.",
    )
}
