//! Words of the report on single waits.

use crate::domain::units::Language;

/// Headings, columns and sentences.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct WaitWords {
    pub title: &'static str,
    pub at: &'static str,
    pub week: &'static str,
    pub overlapping: &'static str,
    pub played: &'static str,
    pub by_half_hour: &'static str,
    pub columns: &'static str,
    pub places: &'static str,
    pub place_columns: &'static str,
    pub closed: &'static str,
    pub method: &'static str,
}

/// The words of a language. `{line}`, `{closing}`, `{day}`, `{start}`, `{wait}`, `{share}`, `{calls}`,
/// `{mean}`, `{p50}`, `{p90}`, `{agents}` are filled in by the report.
pub fn words(language: Language) -> &'static WaitWords {
    match language {
        Language::En => &EN,
        Language::Pl => &PL,
    }
}

const EN: WaitWords = WaitWords {
    title: "How long a single caller waits: {line}, open until {closing}",
    at: "{day} {start}: a caller waits longer than {wait} with probability {share}. Half wait at most \
         {p50}, nine in ten at most {p90}; the mean is {mean}. At the phone: {agents} consultants.",
    week: "Over the week, and a year of such weeks: {share} of {calls} calls a week wait longer than \
           {wait}; the mean wait is {mean}.",
    overlapping: "Not everyone answers every line: all of them are taken as one queue here, which is \
                  optimistic for the smaller line.",
    played: "Played out call by call, the mean wait over the week is {mean}.",
    by_half_hour: "By half-hour of the call",
    columns: "          calls   phone      mean    half within  90% within    longer",
    places: "What a place in the queue means then, for a caller who stays",
    place_columns: "place   expected   90% within",
    closed: "At that time the line is closed.",
    method: "Computed: the queue carried through the day exactly, from the plan's consultants less \
             breaks and shrinkage; calls random, handle times exponential. Who still waits at closing \
             is served. A wait is all time in the queue, however it ends.",
};

const PL: WaitWords = WaitWords {
    title: "Jak długo czeka pojedynczy dzwoniący: {line}, czynna do {closing}",
    at: "{day} {start}: dzwoniący czeka dłużej niż {wait} z prawdopodobieństwem {share}. Połowa czeka \
         najwyżej {p50}, dziewięciu na dziesięciu najwyżej {p90}; średnia to {mean}. Przy telefonie: \
         {agents} konsultantów.",
    week: "W tygodniu i w roku takich tygodni: {share} z {calls} połączeń tygodniowo czeka dłużej niż \
           {wait}; średni czas oczekiwania to {mean}.",
    overlapping: "Nie każdy odbiera każdą linię: tu wszyscy tworzą jedną wspólną kolejkę, co dla mniejszej \
                  linii jest zbyt optymistyczne.",
    played: "W symulacji połączenie po połączeniu średni czas oczekiwania w tygodniu to {mean}.",
    by_half_hour: "Według półgodziny połączenia",
    columns: "          poł.  przy tel.  średnio   połowa do    90% do         dłużej",
    places: "Co wtedy znaczy miejsce w kolejce dla tego, kto czeka",
    place_columns: "miejsce  średnio    90% do",
    closed: "O tej porze linia jest nieczynna.",
    method: "Obliczone: kolejka prowadzona dokładnie przez cały dzień, z konsultantów grafiku bez przerw \
             i nieobecności; połączenia losowe, czasy obsługi wykładnicze. Kto czeka przy zamknięciu, \
             zostaje obsłużony. Czekanie to cały czas w kolejce, jakkolwiek się kończy.",
};
