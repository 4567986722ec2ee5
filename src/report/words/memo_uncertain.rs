//! Words of the memo about what is uncertain, each in both languages.

use super::macros::{either, say};
use crate::domain::units::Language;
use Language::{En, Pl};

/// How sure it is: shares of the draws in which the recommended and the most often best hours are the
/// best.
pub fn robust(
    robust: bool,
    share: &str,
    samples: &str,
    most: Option<[&str; 2]>,
    language: Language,
) -> String {
    let other = match most {
        Some([label, share]) => say!(
            language,
            " Most often recommended: {label}, in {share}.",
            " Najczęściej zalecane: {label}, w {share}."
        ),
        None => String::new(),
    };
    match robust {
        true => say!(
            language,
            "The recommendation is robust: the rule recommends it in {share} of {samples} draws of all uncertain numbers at once.",
            "Zalecenie jest odporne: reguła daje je w {share} z {samples} losowań wszystkich niepewnych wielkości naraz."
        ),
        false => say!(
            language,
            "The recommendation is not robust: the rule recommends it in {share} of {samples} draws of all uncertain numbers at once (90% would count as robust).{other}",
            "Zalecenie nie jest odporne: reguła daje je w {share} z {samples} losowań wszystkich niepewnych wielkości naraz (za odporne uznaje się 90%).{other}"
        ),
    }
}

/// What a pilot should measure.
pub fn pilot(key: &str, language: Language) -> String {
    say!(
        language,
        "What a pilot should measure first: {key}. Of all that can be measured, its range moves the advantage of the proposed hours most.",
        "Pilotaż powinien najpierw zmierzyć: {key}. Spośród wielkości mierzalnych jej zakres najbardziej zmienia przewagę proponowanych godzin."
    )
}

/// About the ranges of the first table.
pub fn ranges(language: Language) -> &'static str {
    either(
        language,
        "Low, central, high: how many callers move to the evening and how many new ones come, at the ends of their ranges; each is planned again. ± is half of the 95% confidence interval of a simulated figure.",
        "Niska, środkowa, wysoka: ilu dzwoniących przeniesie się na wieczór i ilu będzie nowych, na krańcach zakresów; każdy przypadek zaplanowano od nowa. ± to połowa 95-procentowego przedziału ufności wyniku z symulacji.",
    )
}

/// About the tornado.
pub fn tornado(label: &str, present: &str, language: Language) -> String {
    say!(
        language,
        "Each number at the low and the high end of its range, all others central: what {label} costs more than {present}, both planned again by the formula, less the worth of the further calls; and how long callers of the compared line would wait with the proposed staffing as it is (the queue followed through the day or, where that takes long, a sketch of it, corrected by what the queue itself comes to with central numbers). Plans are made of whole shifts, so small steps are noise of up to a shift.",
        "Każda wielkość na dolnym i górnym krańcu zakresu, pozostałe środkowe: o ile {label} kosztuje więcej niż {present} (oba zaplanowane od nowa według wzoru), po odjęciu wartości dodatkowych połączeń; oraz jak długo czekaliby dzwoniący na porównywaną linię przy proponowanej obsadzie (kolejka prześledzona przez dzień albo, gdzie to trwa długo, jej szkic z poprawką na to, co daje sama kolejka przy wartościach środkowych). Plany składają się z całych zmian, więc małe różnice to szum rzędu jednej zmiany."
    )
}

/// Where a number flips the recommendation.
pub fn flip(key: &str, between: [&str; 2], to: &str, language: Language) -> String {
    let [leaves, changes] = between;
    say!(
        language,
        "{key}: between {leaves} and {changes} the recommendation changes to {to}.",
        "{key}: między {leaves} a {changes} zalecenie zmienia się na {to}."
    )
}

/// No number flips it.
pub fn no_flip(language: Language) -> &'static str {
    either(
        language,
        "No single number within its range changes the recommendation.",
        "Żadna pojedyncza wielkość w swoim zakresie nie zmienia zalecenia.",
    )
}

/// About the chances.
pub fn chances(samples: &str, seed: u64, language: Language) -> String {
    say!(
        language,
        "{samples} draws (seed {seed}) of all uncertain numbers at once, independent of each other, each triangular between its low and high value with the central value most likely. The staffing stays as planned; waits by the queue followed through the day or, where that takes long, by a sketch of it (its mean and variance), corrected by what the queue itself comes to with central numbers. Which hours are recommended in a draw adds up the effects of single numbers.",
        "{samples} losowań (ziarno {seed}) wszystkich niepewnych wielkości naraz, niezależnie od siebie, każda z rozkładu trójkątnego między wartością niską a wysoką z najczęstszą środkową. Obsada pozostaje jak w planie; czasy oczekiwania z kolejki prześledzonej przez dzień albo, gdzie to trwa długo, z jej szkicu (średnia i wariancja) z poprawką na to, co daje sama kolejka przy wartościach środkowych. To, które godziny są najlepsze, wynika z sumowania wpływów pojedynczych wielkości."
    )
}

/// How often each closing is the best.
pub fn best_shares(parts: &[(String, String)], language: Language) -> String {
    let list: Vec<String> =
        parts.iter().map(|(label, share)| format!("{label}: {share}")).collect();
    match language {
        En => format!("Best by the rule, share of draws: {}.", list.join("; ")),
        Pl => format!("Najlepsze według reguły, udział losowań: {}.", list.join("; ")),
    }
}

/// Quantiles of the extra cost and the further calls.
pub fn spread(cost: [&str; 3], calls: [&str; 3], language: Language) -> String {
    match language {
        En => format!(
            "Extra cost of the proposed hours in the draws: {} (90% between {} and {}); further calls served a week: {} (90% between {} and {}).",
            cost[1], cost[0], cost[2], calls[1], calls[0], calls[2]
        ),
        Pl => format!(
            "Dodatkowy koszt proponowanych godzin w losowaniach: {} (90% między {} a {}); dodatkowe połączenia w tygodniu: {} (90% między {} a {}).",
            cost[1], cost[0], cost[2], calls[1], calls[0], calls[2]
        ),
    }
}
