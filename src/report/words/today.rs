//! Words for the present state beside what is planned, each in both languages.

use super::macros::{either, say, words};
use crate::domain::units::{Basis, Language};

words! {
    /// Heads and names of figures.
    words -> Words {
        heading: "Today, the present hours planned, and the proposal", "Dziś, obecne godziny według planu i propozycja";
        heading_untold: "The present hours planned, and the proposal", "Obecne godziny według planu i propozycja";
        measure: "a week", "w tygodniu";
        today: "today", "dziś";
        present: "present hours, planned", "obecne godziny, plan";
        proposal: "proposal", "propozycja";
        by_planning: "by planning", "dzięki planowaniu";
        by_hours: "by the hours", "przez godziny";
        close: "open until", "otwarte do";
        people: "people (planned: at least)", "osoby (w planie: co najmniej)";
        paid_hours: "paid hours", "płatne godziny";
        posts: "full-time posts", "etaty";
        cost: "cost", "koszt";
        wait: "mean wait", "średni czas oczekiwania";
        abandoned: "share who hang up", "odsetek porzuceń";
        level: "service level", "poziom obsługi";
        low: "low", "dolna";
        high: "high", "górna";
        basis: "known as", "skąd znana";
        note: "note", "uwaga";
    }
}

/// How a number of today is known.
pub fn basis(basis: Basis, language: Language) -> &'static str {
    super::memo::basis(basis, language)
}

/// What is laid side by side, and what the two differences are.
pub fn explained(language: Language) -> &'static str {
    either(
        language,
        "Today is as the scenario tells it (—: not told). The others are plans that keep every promise: from today to the present hours, planned, planning makes the difference (and how well the model fits), from there on the hours. ≈: planning cannot tell the difference from none.",
        "Stan dzisiejszy podaje scenariusz (—: nie podano). Pozostałe to plany, które dotrzymują wszystkich celów: między stanem dzisiejszym a planem obecnych godzin różnicę robi planowanie (i dopasowanie modelu), dalej godziny. ≈: planowanie nie odróżnia tej różnicy od zera.",
    )
}

/// The same where the present hours have no plan.
pub fn not_planned(language: Language) -> &'static str {
    either(
        language,
        "The present hours are no candidate or have no plan, so what planning changes and what the hours change cannot be told apart.",
        "Obecne godziny nie są wariantem albo nie mają planu, więc nie da się rozdzielić skutków planowania i godzin.",
    )
}

/// How a figure of today is known and what of its change comes of what.
pub fn split(known: &str, changes: [&str; 2], language: Language) -> String {
    let [planning, hours] = changes;
    say!(
        language,
        "today {known}; by planning {planning}, by the hours {hours}",
        "dziś: {known}; dzięki planowaniu {planning}, przez godziny {hours}"
    )
}

/// Percentage points.
pub fn points(number: &str, language: Language) -> String {
    say!(language, "{number} pp", "{number} p.p.")
}
