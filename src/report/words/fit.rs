//! What the report on records says, in both languages.

use super::numbers::number;
use crate::domain::units::Language;
use crate::estimate::Method;
use Language::{En, Pl};

/// Headings and heads of columns.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Labels {
    pub title: &'static str,
    pub records: &'static str,
    pub unusual: &'static str,
    pub parameters: &'static str,
    pub methods: &'static str,
    pub arrivals: &'static str,
    pub handle: &'static str,
    pub patience: &'static str,
    pub duty: &'static str,
    pub goodness: &'static str,
    pub rest: &'static str,
    pub backtest: &'static str,
    pub forecast: &'static str,
    pub estimate: &'static str,
    pub interval: &'static str,
    pub behind: &'static str,
    pub date: &'static str,
    pub calls: &'static str,
    pub usual: &'static str,
    pub distance: &'static str,
    pub half_hour: &'static str,
    pub all_day: &'static str,
    pub days: &'static str,
    pub waiting: &'static str,
    pub hang_ups: &'static str,
    pub seen: &'static str,
    pub at_phone: &'static str,
    pub busy: &'static str,
    pub recorded: &'static str,
    pub formula: &'static str,
    pub wait: &'static str,
    pub within: &'static str,
    pub hung_up: &'static str,
    pub model: &'static str,
    pub half_hours: &'static str,
    pub bias: &'static str,
    pub coverage: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    pub chosen: &'static str,
    pub total: &'static str,
    pub patience_s: &'static str,
    pub nobody: &'static str,
    pub agents: &'static str,
    /// Parameters in the order of the table.
    pub names: [&'static str; 9],
}

/// The labels of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        En => &ENGLISH,
        Pl => &POLISH,
    }
}

const ENGLISH: Labels = Labels {
    title: "What the records say",
    records: "The records",
    unusual: "Days out of the ordinary",
    parameters: "Estimates",
    methods: "How they were made",
    arrivals: "Calls expected by weekday and half-hour",
    handle: "Handle times",
    patience: "Patience",
    duty: "Consultants by half-hour, average of the days",
    goodness: "The queue model fed with the estimates, against the records",
    rest: "How near, and what explains the rest",
    backtest: "Forecast on trial",
    forecast: "Forecast",
    estimate: "estimate",
    interval: "95% interval",
    behind: "behind it",
    date: "day",
    calls: "calls",
    usual: "usual",
    distance: "spreads",
    half_hour: "from",
    all_day: "all day",
    days: "days",
    waiting: "waiting since",
    hang_ups: "hang-ups\nper hour\nwaited",
    seen: "seen",
    at_phone: "at the\nphone",
    busy: "busy",
    recorded: "recorded",
    formula: "model",
    wait: "mean\nwait, s",
    within: "answered\nin time",
    hung_up: "hang\nup",
    model: "model",
    half_hours: "half-\nhours",
    bias: "bias",
    coverage: "band\nholds",
    low: "low",
    high: "high",
    chosen: "used",
    total: "total",
    patience_s: "patience",
    nobody: "nobody\nhangs up",
    agents: "consultants\nat the phone",
    names: [
        "calls a week",
        "busyness of days (variation)",
        "mean handle time, s",
        "variation of handle time",
        "mean patience, s",
        "share who redial within an hour",
        "… of those who were answered",
        "share of time not at the phone",
        "half-hours vary, Poisson = 1",
    ],
};

const POLISH: Labels = Labels {
    title: "Co mówią zapisy",
    records: "Zapisy",
    unusual: "Dni nietypowe",
    parameters: "Oszacowania",
    methods: "Jak je uzyskano",
    arrivals: "Oczekiwana liczba połączeń według dnia i półgodziny",
    handle: "Czas obsługi",
    patience: "Cierpliwość dzwoniących",
    duty: "Konsultanci w półgodzinach, średnio z dni",
    goodness: "Model kolejki zasilony oszacowaniami wobec zapisów",
    rest: "Jak blisko i co wyjaśnia resztę",
    backtest: "Próba prognozy",
    forecast: "Prognoza",
    estimate: "ocena",
    interval: "przedział 95%",
    behind: "z ilu",
    date: "dzień",
    calls: "połączenia",
    usual: "zwykle",
    distance: "rozrzuty",
    half_hour: "od",
    all_day: "cały dzień",
    days: "dni",
    waiting: "czeka od",
    hang_ups: "rezygnacje\nna godzinę\nczekania",
    seen: "widziani",
    at_phone: "przy\ntelefonie",
    busy: "zajęci",
    recorded: "zapisy",
    formula: "model",
    wait: "średnie\nczekanie, s",
    within: "odebrane\nw porę",
    hung_up: "porzu-\ncenia",
    model: "model",
    half_hours: "pół-\ngodziny",
    bias: "odchy-\nlenie",
    coverage: "pasmo\ntrafia",
    low: "dół",
    high: "góra",
    chosen: "użyty",
    total: "razem",
    patience_s: "cierpliwość",
    nobody: "nikt nie\nrezygnuje",
    agents: "konsultanci\nprzy telefonie",
    names: [
        "połączenia w tygodniu",
        "zmienność dni",
        "średni czas obsługi, s",
        "zmienność czasu obsługi",
        "średnia cierpliwość, s",
        "ponowienia w ciągu godziny",
        "… u tych, których odebrano",
        "udział czasu poza telefonem",
        "zmienność półgodzin, Poisson = 1",
    ],
};

/// How an estimate was made, with its source.
pub fn method(method: Method, language: Language) -> &'static str {
    match (method, language) {
        (Method::SmoothedRate, En) => {
            "calls: Poisson rates smoothed over half-hours, as far as days held out warrant (Eilers & Marx 1996)"
        }
        (Method::SmoothedRate, Pl) => {
            "połączenia: tempo Poissona wygładzone po półgodzinach o tyle, o ile potwierdzają to dni odłożone (Eilers i Marx 1996)"
        }
        (Method::PearsonProfile, En) => {
            "busyness: variation of a factor common to a day, beyond Poisson; Pearson's statistic (Paule & Mandel 1982)"
        }
        (Method::PearsonProfile, Pl) => {
            "zmienność dni: współczynnik wspólny dla dnia, ponad Poissona; statystyka Pearsona (Paule i Mandel 1982)"
        }
        (Method::Mean, En) => "mean handle time: mean of answered calls, Student's interval",
        (Method::MeanOfReports, En) => {
            "mean handle time: mean of the half-hours' means, weighted by answered calls; interval between half-hours (Cochran 1977)"
        }
        (Method::MeanOfReports, Pl) => {
            "średni czas obsługi: średnia ze średnich półgodzin, ważona odebranymi; przedział z różnic między półgodzinami (Cochran 1977)"
        }
        (Method::Mean, Pl) => "średni czas obsługi: średnia odebranych, przedział Studenta",
        (Method::Variation, En) => {
            "variation: standard deviation ÷ mean, delta method (Cramér 1946)"
        }
        (Method::Variation, Pl) => {
            "zmienność: odchylenie standardowe ÷ średnia, metoda delta (Cramér 1946)"
        }
        (Method::CensoredExponential, En) => {
            "patience: time waited by all ÷ callers who hung up; the answered are censored (Mandelbaum & Zeltyn 2004)"
        }
        (Method::CensoredExponential, Pl) => {
            "cierpliwość: czas czekania wszystkich ÷ liczba rezygnacji; odebrani to obserwacje ucięte (Mandelbaum i Zeltyn 2004)"
        }
        (Method::ProductLimit, En) => {
            "at the phone: while somebody waits, as many as are busy; else at least as many (Kaplan & Meier 1958)"
        }
        (Method::ProductLimit, Pl) => {
            "przy telefonie: gdy ktoś czeka, tylu, ilu zajętych; w innych chwilach co najmniej tylu (Kaplan i Meier 1958)"
        }
        (Method::Share, En) => "shares of callers: Wilson's interval (1927)",
        (Method::Share, Pl) => "udziały dzwoniących: przedział Wilsona (1927)",
        (Method::DayRatio, En) => {
            "not at the phone: 1 − at the phone ÷ seen, interval between days (Cochran 1977); who came or left within a half-hour counts as away for the rest of it"
        }
        (Method::DayRatio, Pl) => {
            "poza telefonem: 1 − przy telefonie ÷ widziani, przedział z różnic między dniami (Cochran 1977); kto przyszedł lub wyszedł w półgodzinie, liczy się w reszcie jako nieobecny"
        }
    }
}

/// The first paragraph.
pub fn summary(figures: [&str; 5], language: Language) -> String {
    let [days, offered, answered, gave_up, asa] = figures;
    match language {
        En => format!(
            "{days}: {offered} calls offered, {answered} answered, {gave_up} hung up. The answered had waited {asa} on average."
        ),
        Pl => format!(
            "{days}: {offered} połączeń przychodzących, {answered} odebranych, {gave_up} porzuconych. Odebrani czekali średnio {asa}."
        ),
    }
}

/// Share answered in time, where it is known.
pub fn level(level: &str, within: &str, language: Language) -> String {
    match language {
        En => format!("{level} of all offered were answered within {within}."),
        Pl => format!("W ciągu {within} odebrano {level} wszystkich przychodzących."),
    }
}

/// Only handled calls are known.
pub fn handled_only(language: Language) -> &'static str {
    match language {
        En => {
            "The report gives handled calls only; they stand for the offered, so the load is understated by those who hung up."
        }
        Pl => {
            "Raport podaje tylko połączenia obsłużone; zastępują przychodzące, więc obciążenie jest zaniżone o porzucone."
        }
    }
}

/// Rows of other lines or days.
pub fn passed_over(count: &str, language: Language) -> String {
    match language {
        En => format!("{count} records of other lines or days were passed over."),
        Pl => format!("Pominięto {count} zapisów innych linii lub dni."),
    }
}

/// Several lines taken together.
pub fn pooled(lines: &str, language: Language) -> String {
    match language {
        En => format!("Lines taken together as one queue: {lines}. Choose one with --line."),
        Pl => format!("Linie potraktowane jako jedna kolejka: {lines}. Jedną wybiera --line."),
    }
}

/// What a day with a clock change is marked with.
pub fn clock_change(language: Language) -> &'static str {
    match language {
        En => "clock change",
        Pl => "zmiana czasu",
    }
}

/// Whether unusual days were left out.
pub fn left_out(left_out: bool, language: Language) -> &'static str {
    match (left_out, language) {
        (true, En) => "These days were left out of everything below.",
        (true, Pl) => "Dni te pominięto we wszystkim poniżej.",
        (false, En) => {
            "They are part of everything below, but for rates on days of a clock change; --leave-out-unusual-days leaves them out."
        }
        (false, Pl) => {
            "Są uwzględnione we wszystkim poniżej, prócz tempa w dniach zmiany czasu; pomija je --leave-out-unusual-days."
        }
    }
}

/// No day is unusual.
pub fn none_unusual(language: Language) -> &'static str {
    match language {
        En => "None: no day's volume lies more than 3.5 spreads from the median of its weekday.",
        Pl => {
            "Brak: w żadnym dniu liczba połączeń nie odbiega od mediany dnia tygodnia o więcej niż 3,5 rozrzutu."
        }
    }
}

/// How far rates are smoothed.
pub fn smoothing(penalty: Option<f64>, outside: f64, language: Language) -> String {
    let outside = number(outside, 0, language);
    match (penalty, language) {
        (Some(p), En) => format!(
            "Smoothed with the penalty {} on second differences of log-rates, chosen by cross-validation over days. {outside} calls came outside these hours. Intervals of each are in --format json.",
            number(p, 2, language)
        ),
        (Some(p), Pl) => format!(
            "Wygładzono z karą {} za drugie różnice logarytmów, wybraną walidacją krzyżową po dniach. Poza tymi godzinami przyszło połączeń: {outside}. Przedziały są w --format json.",
            number(p, 2, language)
        ),
        (None, En) => {
            "Not smoothed: no weekday has two days by which to judge how far to smooth.".to_owned()
        }
        (None, Pl) => {
            "Nie wygładzono: żaden dzień tygodnia nie wystąpił dwa razy, więc nie ma czym ocenić stopnia."
                .to_owned()
        }
    }
}

/// Definitions for the report's end.
pub fn definitions(language: Language) -> [&'static str; 5] {
    match language {
        En => [
            "mean wait: mean time in queue over all offered calls",
            "answered in time: answered within the threshold ÷ offered",
            "at the phone: ready for a call or busy with one",
            "spread: 1.4826 × median distance from the weekday's median, on a log scale",
            "95% interval: a procedure that holds the true value 95 times in 100",
        ],
        Pl => [
            "średnie czekanie: średni czas w kolejce wszystkich połączeń przychodzących",
            "odebrane w porę: odebrane przed progiem ÷ przychodzące",
            "przy telefonie: gotowy do rozmowy lub w jej trakcie",
            "rozrzut: 1,4826 × mediana odległości od mediany dnia tygodnia, w skali logarytmicznej",
            "przedział 95%: metoda, która w 95 przypadkach na 100 obejmuje wartość prawdziwą",
        ],
    }
}
