//! Words about handle times and patience as they were estimated, each in both languages.

use super::macros::{either, say};
use super::numbers::{duration, number, percent};
use crate::domain::units::Language;
use crate::estimate::handle::{Handle, Shape, ShapeFit};
use crate::estimate::patience_law::{AT_ONCE_S, Law, LawName};

fn shape_name(shape: Shape, language: Language) -> &'static str {
    match shape {
        Shape::Exponential => either(language, "exponential", "wykładniczy"),
        Shape::LogNormal => either(language, "log-normal", "log-normalny"),
    }
}

/// Which law handle times follow.
pub fn shape(fit: &ShapeFit, long_only: bool, language: Language) -> String {
    let which = match long_only {
        false => either(language, "All calls", "Wszystkie połączenia"),
        true => either(language, "Calls of 10 s and more", "Połączenia od 10 s"),
    };
    let name = shape_name(fit.better, language);
    let aic = number(fit.aic_difference.abs(), 0, language);
    let exponential = number(fit.distance_exponential, 3, language);
    let log_normal = number(fit.distance_log_normal, 3, language);
    say!(
        language,
        "{which}: {name} rather (Akaike's criterion better by {aic}); greatest distance from the exponential law {exponential}, from the log-normal {log_normal}.",
        "{which}: raczej rozkład {name} (kryterium Akaikego lepsze o {aic}); największa odległość od wykładniczego {exponential}, od log-normalnego {log_normal}."
    )
}

/// Short calls.
pub fn short(handle: &Handle, language: Language) -> String {
    let count = number(handle.short as f64, 0, language);
    let share = percent(handle.short as f64 / handle.mean_s.records.max(1) as f64, 1, language);
    say!(
        language,
        "{count} calls ({share}) are shorter than 10 s; they are in the mean.",
        "{count} połączeń ({share}) trwa krócej niż 10 s; są w średniej."
    )
}

/// Calls left out because they name no consultant.
pub fn unnamed(count: u64, mean_s: f64, language: Language) -> String {
    let (count, mean) = (number(count as f64, 0, language), duration(mean_s, language));
    say!(
        language,
        "{count} answered calls name no consultant ({mean} on average); they are not in the handle times.",
        "{count} odebranych połączeń nie ma nazwy konsultanta (średnio {mean}); nie ma ich w czasach obsługi."
    )
}

/// A quantile of patience.
pub fn quantile(share: f64, time: Option<String>, exponential: f64, language: Language) -> String {
    let (share, exponential) = (percent(share, 0, language), duration(exponential, language));
    match time {
        Some(t) => say!(
            language,
            "{share} would hang up within {t} (exponential: {exponential})",
            "{share} zrezygnowałoby w ciągu {t} (wykładniczo: {exponential})"
        ),
        None => say!(
            language,
            "when {share} would hang up was not seen (exponential: {exponential})",
            "nie widać, kiedy zrezygnowałoby {share} (wykładniczo: {exponential})"
        ),
    }
}

/// Product-limit figures and hang-up rates, explained.
pub fn patience_check(language: Language) -> &'static str {
    either(
        language,
        "Without assuming a law (Kaplan & Meier 1958); were patience exponential, the rates would all be alike:",
        "Bez założeń o rozkładzie (Kaplan i Meier 1958); przy cierpliwości wykładniczej tempo byłoby stałe:",
    )
}

/// Those who hang up as soon as they have to wait.
pub fn at_once(law: &Law, language: Language) -> String {
    let share = |value: f64| percent(value, 1, language);
    let own = share(law.at_once.value);
    let interval = format!("{}–{}", share(law.at_once.low), share(law.at_once.high.unwrap_or(1.0)));
    say!(
        language,
        "{own} ({interval}) of those who have to wait hang up at once: within {AT_ONCE_S} s, beyond what the law below says.",
        "{own} ({interval}) tych, którzy mają czekać, rezygnuje od razu: w ciągu {AT_ONCE_S} s, ponad to, co mówi poniższy rozkład."
    )
}

/// The law of patience, and how it was told from exponential patience.
pub fn law(law: &Law, language: Language) -> String {
    let mean = &law.mean_s;
    let high = mean.high.map_or("∞".to_owned(), |high| duration(high, language));
    let (low, mean) = (duration(mean.low, language), duration(mean.value, language));
    let ratio = number(law.likelihood_ratio, 1, language);
    let p = match law.p_value < 0.001 {
        true => either(language, "below 0.001", "poniżej 0,001").to_owned(),
        false => number(law.p_value, 3, language),
    };
    let Some(shape) = &law.shape else {
        return say!(
            language,
            "Beyond that nothing speaks against exponential patience, mean {mean} ({low} – {high}): likelihood ratio of Weibull {ratio}, p {p} (Wilks 1938).",
            "Poza tym nic nie przeczy cierpliwości wykładniczej, średnia {mean} ({low} – {high}): iloraz wiarygodności Weibulla {ratio}, p {p} (Wilks 1938)."
        );
    };
    let figures = |value: f64| number(value, 2, language);
    let range = format!("{}–{}", figures(shape.low), figures(shape.high.unwrap_or(f64::INFINITY)));
    let (value, name) = (figures(shape.value), law_name(law.law, language));
    say!(
        language,
        "Patience of the others is {name} rather than exponential, shape {value} ({range}), mean {mean} ({low} – {high}): likelihood ratio of Weibull {ratio}, p {p} (Wilks 1938). The scenario's exponential patience keeps the rate of hang-ups over the waits seen.",
        "Cierpliwość pozostałych ma rozkład {name}, nie wykładniczy, kształt {value} ({range}), średnia {mean} ({low} – {high}): iloraz wiarygodności Weibulla {ratio}, p {p} (Wilks 1938). Wykładnicza cierpliwość scenariusza zachowuje tempo rezygnacji przy czekaniach, które widać."
    )
}

fn law_name(law: LawName, language: Language) -> &'static str {
    match law {
        LawName::Exponential => either(language, "exponential", "wykładniczy"),
        LawName::Weibull => either(language, "Weibull", "Weibulla"),
        LawName::LogNormal => either(language, "log-normal", "log-normalny"),
    }
}
