//! Sweeps, in both languages.

use super::macros::{either, say};
use crate::domain::units::Language;
use std::path::Path;

/// How many variants there are, and of how many there is no plan, or one that breaks a promise.
pub fn counted(all: usize, without: usize, broken: usize, language: Language) -> String {
    let missing = match (without, broken) {
        (0, 0) => either(
            language,
            "each with a plan that keeps its promises",
            "każdy z planem, który spełnia cele",
        )
        .to_owned(),
        _ => say!(
            language,
            "{without} without a plan, {broken} with a plan that breaks a promise",
            "bez planu: {without}, z planem, który nie spełnia któregoś celu: {broken}"
        ),
    };
    say!(language, "Variants: {all}, {missing}.", "Warianty: {all}, {missing}.")
}

/// Heads of the table of closings.
pub fn heads(language: Language) -> [&'static str; 5] {
    either(
        language,
        ["recommended", "variants", "least cost", "mean", "most"],
        ["zalecane", "warianty", "najmniejszy koszt", "średnia", "największy"],
    )
}

/// Title of the picture, and what its axes are.
pub fn picture(currency: &str, language: Language) -> [String; 3] {
    either(
        language,
        [
            "Cost of each variant's plan".to_owned(),
            "variant".to_owned(),
            format!("cost a week, {currency}; colour: recommended close"),
        ],
        [
            "Koszt planu w każdym wariancie".to_owned(),
            "wariant".to_owned(),
            format!("koszt tygodnia, {currency}; kolor: zalecane zamknięcie"),
        ],
    )
}

/// What is there of a sweep, and what is missing before it is whole.
pub fn so_far(done: usize, all: usize, folder: &Path, language: Language) -> String {
    let (missing, folder) = (all - done, folder.display());
    say!(
        language,
        "Parts in {folder}: {done} of {all}. The results are put together once the other {missing} are there.",
        "Części w {folder}: {done} z {all}. Wyniki zostaną złożone, gdy będą pozostałe ({missing})."
    )
}
