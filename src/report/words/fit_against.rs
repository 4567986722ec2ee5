//! Words about a plan that is held against records.

use super::macros::{say, words};
use super::numbers::{number, percent};
use crate::domain::units::Language;
use crate::estimate::against::Against;

words! {
    /// Fixed phrases.
    against -> AgainstWords {
        title: "The plan against the records", "Plan wobec zapisów";
        explained: "Callers' time in the queue, minutes a day: recorded less planned, and what of it each difference explains (Shapley's value, by the formula of a steady queue); the rest is the queue carried on, chance, and what the formula misses:",
            "Czas dzwoniących w kolejce, minuty dziennie: zapisany minus planowany i ile z tego wyjaśnia każda różnica (wartość Shapleya, według wzoru stałej kolejki); reszta to kolejka z poprzedniej półgodziny, przypadek i to, czego wzór nie ujmuje:";
        all_day: "all day", "cały dzień";
        heads[9]: ["from", "calls\nplanned", "came", "handle, s\nplanned", "was", "at phone\nplanned", "were", "wait, s\nplanned", "was"],
            ["od", "połączenia\nplan", "było", "obsługa, s\nplan", "była", "konsultanci\nplan", "było", "czekanie, s\nplan", "było"];
        causes[6]: ["from", "in all", "calls", "handle\ntime", "at the\nphone", "rest"],
            ["od", "razem", "połączenia", "czas\nobsługi", "przy\ntelefonie", "reszta"];
    }
}

/// How many days were compared.
pub fn days(days: u64, language: Language) -> String {
    say!(
        language,
        "Averages of {days} days on which the plan has the line open; planned waits by the formula.",
        "Średnie z dni, w których według planu linia jest czynna (dni: {days}); planowane czekanie według wzoru."
    )
}

/// Half-hours that the formula cannot answer.
pub fn unanswerable(count: &str, language: Language) -> String {
    say!(
        language,
        "{count} half-hours are left out: nobody hangs up and there is more work than the consultants can do.",
        "Pominięte półgodziny: {count}: nikt nie rezygnuje, a pracy jest więcej, niż konsultanci mogą wykonać."
    )
}

/// A number with its sign.
pub fn signed(value: f64, language: Language) -> String {
    let text = number(value.abs(), 0, language);
    if text == "0" {
        text
    } else if value < 0.0 {
        format!("−{text}")
    } else {
        format!("+{text}")
    }
}

/// Which number of the scenario to look at: one sentence for each of calls, handle time and consultants, the one that
/// explains most first.
pub fn advice(against: &Against, language: Language) -> Vec<String> {
    let (planned, actual) = (&against.all.planned, &against.all.actual);
    let ratio = |now: f64, then: f64| if then > 0.0 { now / then - 1.0 } else { 0.0 };
    let change = |value: f64| {
        let text = percent(value.abs(), 1, language);
        if value < 0.0 { format!("−{text}") } else { format!("+{text}") }
    };
    let calls = change(ratio(actual.calls, planned.calls));
    let calls = match against.calls_by_chance {
        true => say!(
            language,
            "Calls: {calls}, which chance alone may bring; no reason to change `[line.demand]`.",
            "Połączenia: {calls}, co może być przypadkiem; nie ma powodu zmieniać `[line.demand]`."
        ),
        false => say!(
            language,
            "Calls: {calls}, more than chance brings: look at `[line.demand]`.",
            "Połączenia: {calls}, więcej niż przypadek: sprawdź `[line.demand]`."
        ),
    };
    let aht = change(ratio(actual.aht_s, planned.aht_s));
    let aht = say!(
        language,
        "Handle time: {aht}; the scenario has it as `aht`.",
        "Czas obsługi: {aht}; w scenariuszu to `aht`."
    );
    let phone = change(ratio(actual.at_phone, planned.at_phone));
    let phone = say!(
        language,
        "At the phone: {phone}; the scenario has time away as `shrinkage`, or shifts were not worked as planned.",
        "Przy telefonie: {phone}; czas poza telefonem to w scenariuszu `shrinkage` albo zmiany nie odbyły się zgodnie z planem."
    );
    let e = &against.all.explained;
    let mut all = [(e.calls_s, calls), (e.aht_s, aht), (e.at_phone_s, phone)];
    all.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    all.into_iter().map(|(_, sentence)| sentence).collect()
}
