//! Words about forecasts and their trials, each in both languages.

use super::macros::{either, say};
use super::numbers::percent;
use crate::domain::units::Language;
use crate::estimate::backtest::Horizon;
use crate::estimate::forecast::{Model, Special};
use Language::{En, Pl};

/// Name of a forecasting model.
pub fn forecast_model(model: Model, language: Language) -> &'static str {
    match model {
        Model::WeekdayAverage => either(language, "weekday average", "średnia dnia tygodnia"),
        Model::Level => either(language, "moving level", "ruchomy poziom"),
        Model::LevelTrend => either(language, "level, trend", "poziom, trend"),
        Model::LevelMonth => either(language, "level, turn of month", "poziom, przełom miesiąca"),
        Model::LevelTrendMonth => {
            either(language, "level, trend, turn of month", "poziom, trend, przełom mies.")
        }
    }
}

/// Name of what makes a day special.
pub fn special(kind: Special, language: Language) -> &'static str {
    match kind {
        Special::MonthStart => either(language, "days 1–4 of a month", "dni 1–4 miesiąca"),
        Special::MonthEnd => either(language, "days 27–31", "dni 27–31"),
        Special::Eve => either(language, "day before a day off", "dzień przed wolnym"),
        Special::After => either(language, "day after a day off", "dzień po wolnym"),
        Special::Holiday => either(language, "holiday", "święto"),
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
    let ahead = match horizon {
        Horizon::Week => either(language, "one week", "tydzień"),
        Horizon::Month => either(language, "four weeks", "cztery tygodnie"),
        Horizon::Quarter => either(language, "thirteen weeks", "trzynaście tygodni"),
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
