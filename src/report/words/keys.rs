//! Numbers of a scenario named as people name them.

use super::numbers;
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use Language::{En, Pl};

/// A number that lies this near to a whole one is written as the whole one.
const WHOLE: f64 = 1e-6;

/// Key of a number after its line, group or table; English and Polish names.
const NAMES: [(&str, &str, &str); 39] = [
    ("calendar.busyness_cv", "how much busyness varies", "zmienność obciążenia"),
    ("demand", "calls", "liczba połączeń"),
    ("demand.calls_per_week", "calls a week", "połączenia w tygodniu"),
    ("demand.calls_per_year", "calls a year", "połączenia w roku"),
    ("demand.working_days_per_year", "working days a year", "dni robocze w roku"),
    ("demand.weekday_share", "calls by weekday", "podział połączeń na dni tygodnia"),
    ("demand.profile", "calls by time of day", "podział połączeń na pory dnia"),
    ("aht", "mean handle time", "średni czas obsługi"),
    ("patience", "patience", "cierpliwość"),
    ("patience.mean", "mean patience", "średnia cierpliwość"),
    ("patience.shape", "shape of the law of patience", "kształt rozkładu cierpliwości"),
    ("patience.spread", "spread of the law of patience", "rozrzut cierpliwości"),
    ("patience.at_once", "share who hang up at once", "odsetek rozłączających się od razu"),
    ("redial_share", "share who call again", "odsetek dzwoniących ponownie"),
    ("redial_after", "time until they call again", "czas do ponownego telefonu"),
    (
        "evening.moved_share_per_hour",
        "share of calls that move, each evening hour",
        "odsetek przeniesionych na każdą godzinę wieczoru",
    ),
    (
        "evening.new_calls_per_hour",
        "new calls, each evening hour",
        "nowe połączenia na godzinę wieczoru",
    ),
    ("hourly_cost", "cost of a paid hour", "koszt płatnej godziny"),
    ("shrinkage", "paid time away from the telephone", "płatny czas poza telefonem"),
    ("head_count", "people", "liczba osób"),
    ("heads", "people", "liczba osób"),
    ("share_max", "largest share of hours", "największy udział godzin"),
    ("weekly_hours", "hours a week", "godziny w tygodniu"),
    ("days_per_week", "days a week", "dni w tygodniu"),
    ("cost.evening.premium", "evening premium", "dodatek wieczorny"),
    ("cost.saturday_premium", "Saturday premium", "dodatek za sobotę"),
    ("cost.sunday_premium", "Sunday premium", "dodatek za niedzielę"),
    ("cost.holiday_premium", "holiday premium", "dodatek za święto"),
    ("cost.opening_per_hour", "cost of an opening hour", "koszt godziny otwarcia"),
    ("cost.caller_minute", "a caller's minute", "minuta dzwoniącego"),
    ("cost.served_call", "worth of a served call", "wartość obsłużonego połączenia"),
    ("mean_wait", "mean wait", "średni czas oczekiwania"),
    ("service_level", "service level", "poziom obsługi"),
    ("today.consultants", "people, today", "osoby, dziś"),
    ("today.paid_hours", "paid hours a week, today", "płatne godziny w tygodniu, dziś"),
    ("today.cost", "cost a week, today", "koszt tygodnia, dziś"),
    ("today.mean_wait", "mean wait today", "średni czas oczekiwania dziś"),
    ("today.abandoned", "share who hang up today", "odsetek porzuceń dziś"),
    ("today.service_level", "service level today", "poziom obsługi dziś"),
];

/// A key in words: `line.mopr.aht` is "MOPR social-aid line: mean handle time". Lines are named by `name_of`;
/// a key that has no words stays as it is.
pub fn key(key: &str, name_of: &dyn Fn(&str) -> Option<String>, language: Language) -> String {
    let word = |rest: &str| {
        let found = NAMES.iter().find(|(name, ..)| *name == rest);
        found.map(|(_, en, pl)| match language {
            En => *en,
            Pl => *pl,
        })
    };
    if let Some(word) = word(key) {
        return word.to_owned();
    }
    let of_today = key.strip_prefix("today.line.").and_then(|rest| rest.split_once('.'));
    if let Some((id, rest)) = of_today {
        let what = word(&format!("today.{rest}")).unwrap_or(rest);
        return format!("{}: {what}", name_of(id).unwrap_or_else(|| id.to_owned()));
    }
    let parts: Vec<&str> = key.splitn(3, '.').collect();
    let [table, id, rest] = parts[..] else { return key.to_owned() };
    let owner = match (table, language) {
        ("line", _) => name_of(id).unwrap_or_else(|| id.to_owned()),
        ("group", En) => format!("group {}", id.replace('+', ", ")),
        ("group", Pl) => format!("grupa {}", id.replace('+', ", ")),
        _ => return key.to_owned(),
    };
    let contract = rest.strip_prefix("contract.").and_then(|rest| rest.split_once('.'));
    match (contract, language) {
        (Some((contract, rest)), En) => {
            format!("{owner}, contract {contract}: {}", word(rest).unwrap_or(rest))
        }
        (Some((contract, rest)), Pl) => {
            format!("{owner}, umowa {contract}: {}", word(rest).unwrap_or(rest))
        }
        (None, _) => format!("{owner}: {}", word(rest).unwrap_or(rest)),
    }
}

/// Whether the number of a key is a share, written in per cent.
pub fn is_share(key: &str) -> bool {
    let shares = [
        "busyness_cv",
        "redial_share",
        "at_once",
        "moved_share_per_hour",
        "weekday_share",
        "profile",
        "shrinkage",
        "share_max",
        "premium",
        "service_level",
        "abandoned",
    ];
    let name = key.rsplit('.').next().unwrap_or_default();
    shares.contains(&name) || name.ends_with("_premium")
}

/// A value as a scenario writes it (`3m 30s–5m`, `mon 0.22, tue 0.21`), as the language writes it.
pub fn value(key: &str, text: &str, language: Language) -> String {
    let mut written = String::new();
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_alphanumeric() || matches!(letter, '.' | ':') {
            word.push(letter);
            continue;
        }
        written += &value_word(key, &word, language);
        word.clear();
        written.push(letter);
    }
    written.trim_end().to_owned()
}

fn value_word(key: &str, word: &str, language: Language) -> String {
    if let Some(day) = Weekday::from_code(word) {
        return super::labels(language).days[day.index()].to_owned();
    }
    if let Ok(number) = word.parse::<f64>() {
        return match is_share(key) {
            true => numbers::percent(number, decimals(number * 100.0), language),
            false => numbers::number(number, decimals(number), language),
        };
    }
    let units = [("h", "h"), ("m", "min"), ("s", "s")];
    let unit = units.iter().find_map(|(unit, written)| {
        let number = word.strip_suffix(unit)?.parse::<u32>().ok()?;
        Some((number, written))
    });
    unit.map_or_else(|| word.to_owned(), |(number, unit)| format!("{number} {unit}"))
}

/// As many as the number has, two at the most.
fn decimals(number: f64) -> usize {
    let whole = |scale: f64| (number * scale - (number * scale).round()).abs() < WHOLE;
    [1.0, 10.0].iter().position(|scale| whole(*scale)).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_read_as_the_language_writes_them() {
        let name = |id: &str| (id == "mopr").then(|| "Linia MOPR".to_owned());
        let named = |text: &str| key(text, &name, Pl);
        assert_eq!(named("line.mopr.aht"), "Linia MOPR: średni czas obsługi");
        assert_eq!(named("group.a+b.shrinkage"), "grupa a, b: płatny czas poza telefonem");
        assert_eq!(named("group.a.contract.full.heads"), "grupa a, umowa full: liczba osób");
        assert_eq!(named("cost.served_call"), "wartość obsłużonego połączenia");
        assert_eq!(named("something.else"), "something.else");
        assert_eq!(value("line.mopr.aht", "3m 30s–5m", Pl), "3 min 30 s–5 min");
        assert_eq!(value("group.a.shrinkage", "0.05–0.125", Pl), "5%–12,5%");
        assert_eq!(value("line.mopr.demand.profile", "07:30–10:00 0.27", En), "07:30–10:00 27%");
        assert_eq!(value("cost.caller_minute", "0.29", Pl), "0,29");
        assert!(value("line.mopr.demand.weekday_share", "mon 0.22", Pl).ends_with(" 22%"));
    }
}
