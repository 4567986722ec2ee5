//! The usual headings of tables in Polish and English.

/// Usual headings, in lower case with single blanks for punctuation: key of `[columns]`, headings.
const USUAL: [(&str, &[&str]); 18] = [
    ("date", &["data", "dzień", "data połączenia", "date", "day", "call date"]),
    (
        "time",
        &[
            "godzina",
            "godz",
            "czas",
            "przedział",
            "przedział czasu",
            "początek",
            "od",
            "time",
            "start",
            "start time",
            "interval",
            "half hour",
            "interval start",
        ],
    ),
    ("end", &["do", "koniec", "end", "end time", "interval end", "to"]),
    (
        "timestamp",
        &[
            "data i godzina",
            "data godzina",
            "data i czas",
            "data rozpoczęcia",
            "timestamp",
            "datetime",
            "date time",
            "arrival",
            "call start",
            "calldate",
            "start datetime",
        ],
    ),
    (
        "line",
        &["kolejka", "linia", "nazwa kolejki", "queue", "line", "queue name", "skill", "service"],
    ),
    (
        "wait",
        &[
            "czas oczekiwania",
            "oczekiwanie",
            "czas w kolejce",
            "wait",
            "wait time",
            "waiting time",
            "queue time",
            "time in queue",
            "hold time",
        ],
    ),
    ("outcome", &["status", "wynik", "rezultat", "outcome", "result", "disposition"]),
    (
        "handle",
        &[
            "czas rozmowy",
            "czas obsługi",
            "rozmowa",
            "handle",
            "handle time",
            "talk time",
            "service time",
            "duration",
        ],
    ),
    ("agent", &["agent", "konsultant", "pracownik", "consultant", "operator", "server"]),
    (
        "number",
        &[
            "numer",
            "numer telefonu",
            "telefon",
            "numer dzwoniącego",
            "dzwoniący",
            "numer klienta",
            "number",
            "phone",
            "phone number",
            "caller",
            "caller id",
            "callerid",
            "ani",
            "src",
            "customer id",
        ],
    ),
    ("id", &["id", "id połączenia", "identyfikator", "call id", "callid", "uniqueid", "unique id"]),
    (
        "offered",
        &[
            "połączenia oferowane",
            "oferowane",
            "zaoferowane",
            "połączenia przychodzące",
            "przychodzące",
            "liczba połączeń",
            "offered",
            "calls offered",
            "offered calls",
            "incoming",
            "calls received",
            "calls presented",
            "contacts queued",
        ],
    ),
    (
        "answered",
        &[
            "odebrane",
            "połączenia odebrane",
            "obsłużone",
            "połączenia obsłużone",
            "answered",
            "calls answered",
            "answered calls",
            "handled",
            "calls handled",
            "contacts handled",
        ],
    ),
    (
        "abandoned",
        &[
            "porzucone",
            "połączenia porzucone",
            "utracone",
            "połączenia utracone",
            "nieodebrane",
            "połączenia nieodebrane",
            "abandoned",
            "calls abandoned",
            "abandoned calls",
            "contacts abandoned",
            "lost",
        ],
    ),
    (
        "mean_wait",
        &[
            "śr czas oczekiwania",
            "średni czas oczekiwania",
            "asa",
            "mean wait",
            "average wait",
            "avg wait",
            "average speed of answer",
            "avg wait time",
            "average wait time",
        ],
    ),
    (
        "mean_handle",
        &[
            "śr czas rozmowy",
            "średni czas rozmowy",
            "śr czas obsługi",
            "średni czas obsługi",
            "aht",
            "mean handle",
            "average handle time",
            "avg handle time",
            "average talk time",
            "avg talk time",
        ],
    ),
    (
        "agents",
        &[
            "agenci",
            "konsultanci",
            "zalogowani",
            "zalogowani konsultanci",
            "agents",
            "agents seen",
            "consultants",
            "staffed",
            "agents staffed",
        ],
    ),
    ("service_level", &["poziom obsługi", "service level", "sl", "sla"]),
];

/// A heading in lower case, with single blanks for punctuation and without the word for seconds. The sign of
/// percent stays: `Abandoned %` is no number of calls.
pub(super) fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('%', " % ");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '%').collect();
    let words = words.into_iter().filter(|w| !matches!(*w, "" | "s" | "sec" | "sek" | "sekundy"));
    words.collect::<Vec<_>>().join(" ")
}

/// A heading without the unit of time at its end, and that unit in seconds. A unit of minutes or hours counts
/// only in brackets: `Min` may be the least.
pub(super) fn without_unit(heading: &str) -> (String, Option<f64>) {
    let heading = heading.trim();
    let bracketed = heading.strip_suffix([')', ']']).and_then(|rest| {
        let open = rest.rfind(['(', '['])?;
        let within = &rest[open + 1..];
        // `hh:mm:ss` says how cells are written, and they say it themselves.
        let clock = within.contains(':')
            && within
                .bytes()
                .all(|b| matches!(b.to_ascii_lowercase(), b'h' | b'm' | b's' | b':' | b'g'));
        let unit = super::numbers::unit(within);
        (clock || unit.is_some()).then_some((&rest[..open], unit))
    });
    if let Some((name, unit)) = bracketed.filter(|(name, _)| !name.trim().is_empty()) {
        return (name.trim_end().to_owned(), unit);
    }
    let last = heading.rsplit([' ', '_']).next().unwrap_or("");
    match super::numbers::unit(last) {
        Some(unit) if unit <= 1.0 && last.len() < heading.len() => {
            (heading[..heading.len() - last.len() - 1].to_owned(), Some(unit))
        }
        _ => (heading.to_owned(), None),
    }
}

/// The usual headings for a key of `[columns]`.
pub(super) fn usual(key: &str) -> &'static [&'static str] {
    USUAL.iter().find(|(k, _)| *k == key).map_or(&[], |(_, names)| names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_a_heading_is_found() {
        for (heading, name, unit) in [
            ("Wait time (s)", "Wait time", Some(1.0)),
            ("ASA [ms]", "ASA", Some(0.001)),
            ("avg_talk_ms", "avg_talk", Some(0.001)),
            ("Talk Time (min)", "Talk Time", Some(60.0)),
            ("Wait Min", "Wait Min", None),
            ("Wait (hh:mm:ss)", "Wait", None),
            ("Czas rozmowy [gg:mm:ss]", "Czas rozmowy", None),
            ("Wait (in queue)", "Wait (in queue)", None),
            ("ms", "ms", None),
            ("Queue", "Queue", None),
        ] {
            assert_eq!(without_unit(heading), (name.to_owned(), unit), "{heading}");
        }
    }

    #[test]
    fn no_heading_is_usual_for_two_keys() {
        let mut all: Vec<&str> =
            USUAL.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        assert!(all.iter().all(|name| plain(name) == *name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
