//! Words about forecasts and their trials, each in both languages.

use super::macros::{either, say};
use super::numbers::percent;
use crate::domain::units::Language;
use crate::estimate::backtest::Horizon;
use crate::estimate::forecast::{Model, Special};
use Language::{En, Pl};

/// Name of a forecasting model.
pub fn forecast_model(model: Model, language: Language) -> &'static str {
    match (model, language) {
        (Model::WeekdayAverage, En) => "weekday average",
        (Model::Level, En) => "moving level",
        (Model::LevelTrend, En) => "level, trend",
        (Model::LevelMonth, En) => "level, turn of month",
        (Model::LevelTrendMonth, En) => "level, trend, turn of month",
        (Model::WeekdayAverage, Pl) => "średnia dnia tygodnia",
        (Model::Level, Pl) => "ruchomy poziom",
        (Model::LevelTrend, Pl) => "poziom, trend",
        (Model::LevelMonth, Pl) => "poziom, przełom miesiąca",
        (Model::LevelTrendMonth, Pl) => "poziom, trend, przełom mies.",
    }
}

/// Name of what makes a day special.
pub fn special(kind: Special, language: Language) -> &'static str {
    match (kind, language) {
        (Special::MonthStart, En) => "days 1–4 of a month",
        (Special::MonthEnd, En) => "days 27–31",
        (Special::Eve, En) => "day before a day off",
        (Special::After, En) => "day after a day off",
        (Special::Holiday, En) => "holiday",
        (Special::MonthStart, Pl) => "dni 1–4 miesiąca",
        (Special::MonthEnd, Pl) => "dni 27–31",
        (Special::Eve, Pl) => "dzień przed wolnym",
        (Special::After, Pl) => "dzień po wolnym",
        (Special::Holiday, Pl) => "święto",
    }
}

/// What the trial was.
pub fn trial(
    horizon: Horizon,
    origins: u64,
    first: &str,
    last: &str,
    language: Language,
) -> String {
    let ahead = match (horizon, language) {
        (Horizon::Week, En) => "one week",
        (Horizon::Month, En) => "four weeks",
        (Horizon::Week, Pl) => "tydzień",
        (Horizon::Month, Pl) => "cztery tygodnie",
    };
    say!(
        language,
        "Each model foretold {ahead} from {origins} Mondays ({first} to {last}), knowing only the days before. WAPE: Σ|error| ÷ Σ calls.",
        "Każdy model prognozował {ahead} z {origins} poniedziałków (od {first} do {last}), znając tylko wcześniejsze dni. WAPE: Σ|błąd| ÷ Σ połączeń."
    )
}

/// No trial was possible.
pub fn untried(language: Language) -> &'static str {
    either(
        language,
        "The history is too short for a trial (four weeks to learn, then a week to foretell): the weekday average is used, with a band from the differences between days.",
        "Historia jest za krótka na próbę (cztery tygodnie nauki i tydzień prognozy): użyto średniej dnia tygodnia z pasmem z różnic między dniami.",
    )
}

/// Which model is used, and why.
pub fn chosen(model: Model, wape: f64, plain: f64, enough: bool, language: Language) -> String {
    let name = forecast_model(model, language);
    let (w, p) = (percent(wape, 2, language), percent(plain, 2, language));
    match (model == Model::WeekdayAverage, enough, language) {
        (true, true, En) => {
            format!("Used: {name}. No richer model had a smaller error than its {p}.")
        }
        (true, true, Pl) => {
            format!("Użyty: {name}. Żaden bogatszy model nie miał błędu mniejszego niż {p}.")
        }
        (true, false, En) => {
            format!("Used: {name}; too few trials (fewer than four) for another to win.")
        }
        (true, false, Pl) => {
            format!("Użyty: {name}; za mało prób (mniej niż cztery), by wygrał inny.")
        }
        (false, _, En) => format!(
            "Used: {name}, with an error of {w} against {p} of the plain weekday average. The best of five on the same weeks looks a little better than it is."
        ),
        (false, _, Pl) => format!(
            "Użyty: {name}, z błędem {w} wobec {p} zwykłej średniej dnia tygodnia. Najlepszy z pięciu na tych samych tygodniach wypada nieco lepiej, niż jest."
        ),
    }
}
