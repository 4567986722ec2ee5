//! Words about how well a fitted model agrees with the records, in both languages.

use super::macros::{either, say};
use super::numbers::{number, percent};
use crate::domain::units::Language;
use crate::estimate::goodness::{Distance, Goodness};
use Language::{En, Pl};

fn distances(d: &Distance, language: Language) -> String {
    format!(
        "{} s · {} · {}",
        number(d.mean_wait_s, 1, language),
        points(d.service_level, language),
        points(d.p_abandon, language)
    )
}

fn points(share: f64, language: Language) -> String {
    let text = number(share * 100.0, 1, language);
    say!(language, "{text} points", "{text} pkt proc.")
}

/// How near the model comes: lines of label and figures.
pub fn nearness(g: &Goodness, language: Language) -> Vec<(String, String)> {
    let labels = either(
        language,
        [
            "by half-hour of the day",
            "by single half-hour of a single day",
            "by half-hour, consultants told from those seen on other days",
            "by half-hour, from the mean of the replays",
            "replays from the model, by half-hour",
            "replays from the model, by single half-hour",
            "model from the mean of the replays",
        ],
        [
            "według półgodziny dnia",
            "w pojedynczych półgodzinach",
            "według półgodziny, konsultanci z liczby widzianych w innych dniach",
            "według półgodziny, od średniej odtworzeń",
            "odtworzenia od modelu, według półgodziny",
            "odtworzenia od modelu, w pojedynczych półgodzinach",
            "model od średniej odtworzeń",
        ],
    );
    let values = [
        &g.distance,
        &g.distance_single,
        &g.distance_from_seen,
        &g.distance_replayed,
        &g.chance,
        &g.chance_single,
        &g.formula_error,
    ];
    labels.iter().zip(values).map(|(l, d)| ((*l).to_owned(), distances(d, language))).collect()
}

/// How the distances are measured.
pub fn nearness_head(language: Language) -> &'static str {
    either(
        language,
        "Call-weighted mean absolute differences: mean wait · answered in time · hang up",
        "Średnie bezwzględne różnice ważone połączeniami: czekanie · odebrane w porę · porzucenia",
    )
}

/// The explanation of the remaining distance, from the figures.
pub fn verdict(g: &Goodness, language: Language) -> String {
    let [low, high] = g.chance_range_s;
    let own = number(g.distance.mean_wait_s, 1, language);
    let (low_text, high_text) = (number(low, 1, language), number(high, 1, language));
    let within = g.distance.mean_wait_s <= high;
    let runs = number(f64::from(g.replays), 0, language);
    let formula = number(g.formula_error.mean_wait_s, 1, language);
    let first = match (within, language) {
        (true, En) => format!(
            "The records lie {own} s from the model; days replayed from the same estimates, with chance alone at work, lie {low_text} to {high_text} s from it ({runs} replays, seed {}). For mean waits the distance is what chance explains.",
            g.seed
        ),
        (false, En) => format!(
            "The records lie {own} s from the model, but days replayed from the same estimates only {low_text} to {high_text} s ({runs} replays, seed {}). Chance does not explain the distance: staffing within the half-hour, handle times or patience differ from what was estimated.",
            g.seed
        ),
        (true, Pl) => format!(
            "Zapisy dzieli od modelu {own} s; dni odtworzone z tych samych oszacowań, w których działa sam przypadek, dzieli od niego od {low_text} do {high_text} s (odtworzeń: {runs}, ziarno {}). Dla średniego czekania odległość tłumaczy przypadek.",
            g.seed
        ),
        (false, Pl) => format!(
            "Zapisy dzieli od modelu {own} s, a dni odtworzone z tych samych oszacowań tylko od {low_text} do {high_text} s (odtworzeń: {runs}, ziarno {}). Przypadek nie tłumaczy odległości: obsada w półgodzinie, czasy obsługi lub cierpliwość różnią się od oszacowanych.",
            g.seed
        ),
    };
    let second = say!(
        language,
        "The part that a queue carried from half-hour to half-hour and the shape of handle times make: {formula} s. The number at the phone is inferred from busy times of the same days, so the comparison is not one with days unseen; the third line is.",
        "Część, którą daje kolejka przechodząca z półgodziny na półgodzinę i kształt czasów obsługi: {formula} s. Liczbę osób przy telefonie wywnioskowano z zajętości tych samych dni, więc nie jest to porównanie z dniami nieznanymi; jest nim trzeci wiersz."
    );
    format!("{first} {second}")
}

/// A service level that the model misses more than chance explains.
pub fn level_gap(recorded: f64, model: f64, language: Language) -> String {
    let (a, b) = (percent(recorded, 1, language), percent(model, 1, language));
    say!(
        language,
        "Answered in time over all calls: {a} recorded, {b} by the model. Beyond chance; seconds that pass before a free consultant's telephone is picked up, or patience that is not exponential, would do it.",
        "Odebrane w porę łącznie: {a} w zapisach, {b} w modelu. To więcej niż przypadek; mogą to sprawiać sekundy do podniesienia słuchawki przez wolnego konsultanta albo cierpliwość inna niż wykładnicza."
    )
}

/// The columns of the picture, explained.
pub fn picture_marks(language: Language) -> &'static str {
    either(
        language,
        "mean wait by half-hour, seconds:  ● recorded  ○ model  ◉ both",
        "średnie czekanie w półgodzinach, sekundy:  ● zapisy  ○ model  ◉ oba",
    )
}
