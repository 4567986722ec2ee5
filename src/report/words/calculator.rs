//! Words of the calculator.

use super::macros::{say, words};
use crate::domain::units::Language;

words! {
    /// Names of the figures, and what they mean.
    calculator -> Calculator {
        model: "model", "model";
        offered_load: "offered load", "natężenie ruchu";
        load_means: "erlangs: arrival rate × mean handle time", "erlangi: napływ × średni czas obsługi";
        agents: "agents", "konsultanci";
        given: "given", "podani";
        given_mean: "given, on average over the time", "podani, średnio w czasie";
        fewest: "the fewest that meet the targets", "najmniej, ilu spełnia cele";
        p_wait: "probability wait", "p-stwo czekania";
        p_wait_means: "share of calls that find all agents busy", "udział połączeń, które zastają wszystkich zajętych";
        mean_wait: "mean wait", "średnie czekanie";
        mean_wait_means: "over all offered calls", "wszystkich przychodzących";
        asa: "answered waited", "odebrani czekali";
        asa_means: "mean wait of answered calls", "średnie czekanie odebranych";
        hang_up: "hang up", "rezygnacje";
        hang_up_means: "share of callers who give up waiting", "udział dzwoniących, którzy rezygnują";
        service_level: "service level", "poziom obsługi";
        occupancy: "occupancy", "zajętość";
        occupancy_means: "share of staffed time spent on calls", "udział czasu obecności spędzony na rozmowach";
        scheduled: "to schedule", "do grafiku";
        scheduled_means: "agents ÷ (1 − shrinkage)", "konsultanci ÷ (1 − udział czasu poza telefonem)";
        blocked: "blocked", "zablokowane";
        trunks: "trunk lines", "łącza";
    }
}

/// What the service level is of.
pub fn within(seconds: f64, language: Language) -> String {
    say!(
        language,
        "answered within {seconds} s, of all offered calls",
        "odebrane w ciągu {seconds} s, ze wszystkich przychodzących"
    )
}

/// What is blocked.
pub fn blocked_means(trunks: u32, language: Language) -> String {
    say!(
        language,
        "share of calls that find all {trunks} trunk lines busy (Erlang B)",
        "udział połączeń, które zastają wszystkie łącza ({trunks}) zajęte (Erlang B)"
    )
}

/// How many trunk lines are told.
pub fn trunks_mean(most: f64, language: Language) -> String {
    let english = format!("{:.2}", most * 100.0);
    let polish = english.replace('.', ",");
    say!(
        language,
        "the fewest that block at most {english}% (Erlang B)",
        "najmniej, by blokowały co najwyżej {polish}% (Erlang B)"
    )
}

/// How many rows of a table have no answer.
pub fn rows_without_answer(bad: usize, all: usize, language: Language) -> String {
    say!(
        language,
        "{bad} of {all} rows could not be answered; the column `error` says why",
        "nie można odpowiedzieć na {bad} z {all} wierszy; powód podaje kolumna `error`"
    )
}
