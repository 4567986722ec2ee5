//! Words of the scenario that `fit` writes: its comments and its notes.

use super::macros::{say, words};
use super::numbers;
use crate::domain::units::Language;

words! {
    /// Fixed phrases.
    fitted -> Fitted {
        intervals[2]: [
            "Estimated numbers have their 95% interval as low and high. Targets, costs, contracts and",
            "shifts are assumed: put your own in place of them.",
        ], [
            "Oszacowane liczby mają 95-procentowy przedział jako low i high. Cele, koszty, umowy i",
            "zmiany są założone: wpisz w ich miejsce własne.",
        ];
        line: "Line", "Linia";
        group: "Consultants", "Konsultanci";
        ordinary_week: "an ordinary week", "zwykły tydzień";
        calls: "calls", "połączeń";
        hung_up: "callers who hung up", "osób, które zrezygnowały";
        days: "days", "dni";
        within_hour: "within an hour", "w ciągu godziny";
        away: "paid time away from the phone", "płatny czas poza telefonem";
        away_unknown: "the records do not tell; paid time away from the phone",
            "zapisy tego nie mówią; płatny czas poza telefonem";
        hourly_cost: "cost of a paid hour to the employer", "koszt płatnej godziny dla pracodawcy";
        profile_given: "from the profile given; the records have one row a day",
            "z podanego profilu; rejestr ma jeden wiersz na dzień";
        assumed: "assumed", "założone";
        assumed_promise: "assumed: put your promise here", "założone: wpisz tu własną obietnicę";
        reproduces: "reproduces the stated figures together with the consultants and the patience; low and \
             high over all plausible combinations",
            "daje podane liczby razem z konsultantami i cierpliwością; low i high ze wszystkich wiarygodnych \
             kombinacji";
        chosen: "chosen among those that can explain the figures",
            "wybrana z tych, które mogą wyjaśnić liczby";
    }
}

/// Where a scenario from records is from.
pub fn head(file: &str, days: &str, language: Language) -> String {
    say!(
        language,
        "Written by `obsada fit` from {file}: {days}.",
        "Utworzył `obsada fit` z {file}: {days}."
    )
}

/// The week of a Monday.
pub fn week_of(monday: &str, language: Language) -> String {
    say!(language, "week of {monday}", "tydzień od {monday}")
}

/// How the calls of an ordinary week are known.
pub fn ordinary(method: &str, calls: f64, days: usize, redials: f64, language: Language) -> String {
    if redials < 0.5 {
        return say!(
            language,
            "{method}; {calls:.0} calls on {days} days",
            "{method}; połączenia: {calls:.0}, dni: {days}"
        );
    }
    say!(
        language,
        "{method}; first calls: {calls:.0} calls on {days} days less {redials:.0} redials",
        "{method}; pierwsze połączenia: {calls:.0} (dni: {days}) bez ponowień: {redials:.0}"
    )
}

/// How the calls of a week ahead are known.
pub fn forecast(model: &str, days: usize, language: Language) -> String {
    say!(language, "forecast ({model}) from {days} days", "prognoza ({model}) z {days} dni")
}

/// How well weekdays and half-hours make up the calls.
pub fn product(misplaced: f64, language: Language) -> String {
    let share = numbers::percent(misplaced, 1, language);
    say!(
        language,
        "weekday × half-hour of the estimates as a product, which places {share} of the calls elsewhere",
        "oszacowania jako iloczyn dnia tygodnia i półgodziny; umieszcza on gdzie indziej {share} połączeń"
    )
}

/// The comments above a scenario from totals.
pub fn head_of_totals(
    label: &str,
    (handled, wait_s): (f64, f64),
    count: usize,
    agents: &str,
    aht_s: f64,
    language: Language,
) -> Vec<String> {
    let figure = |value: f64| numbers::number(value, usize::from(value.fract() != 0.0), language);
    let (handled, wait, aht) =
        (figure(handled), figure(wait_s), numbers::number(aht_s, 1, language));
    vec![
        say!(
            language,
            "Written by `obsada fit --totals`, {label}: {handled} calls handled, mean wait {wait} s.",
            "Utworzył `obsada fit --totals`, {label}: obsłużone {handled}, średnie czekanie {wait} s."
        ),
        say!(
            language,
            "One of {count} combinations that give exactly these figures: {agents} consultants at the phone,",
            "Jedna z kombinacji ({count}), które dają dokładnie te liczby: konsultanci przy telefonie: {agents},"
        ),
        say!(
            language,
            "calls of {aht} s. The figures do not tell which is true: see low and high.",
            "połączenia po {aht} s. Liczby nie mówią, która jest prawdziwa: patrz low i high."
        ),
    ]
}

/// How the calls behind totals are known.
pub fn handled(handled: f64, days: f64, count: usize, language: Language) -> String {
    say!(
        language,
        "{handled} handled on {days} days ÷ (1 − share who hang up) × 5; {count} combinations explain the figures",
        "obsłużone {handled} w dniach: {days} ÷ (1 − udział rezygnacji) × 5; liczby wyjaśnia {count} kombinacji"
    )
}

/// The title of a scenario from totals.
pub fn from_two(label: &str, language: Language) -> String {
    say!(language, "From two figures: {label}", "Z dwóch liczb: {label}")
}

/// The assumed profile of a day.
pub fn peak(share: f64, language: Language) -> String {
    let share = numbers::percent(share, 0, language);
    say!(
        language,
        "peak {share} of the day's calls; all days alike",
        "w szczycie {share} połączeń dnia; wszystkie dni jednakowe"
    )
}
