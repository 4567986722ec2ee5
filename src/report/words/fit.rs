//! What the report on records says, in both languages.

use super::macros::{either, say, words};
use super::numbers::number;
use crate::domain::units::Language;
use crate::estimate::Method;
use Language::{En, Pl};

words! {
    /// Headings and heads of columns.
    labels -> Labels {
        title: "What the records say", "Co mówią zapisy";
        records: "The records", "Zapisy";
        unusual: "Days out of the ordinary", "Dni nietypowe";
        parameters: "Estimates", "Oszacowania";
        methods: "How they were made", "Jak je uzyskano";
        arrivals:
            "Calls expected by weekday and half-hour",
            "Oczekiwana liczba połączeń według dnia i półgodziny";
        handle: "Handle times", "Czas obsługi";
        patience: "Patience", "Cierpliwość dzwoniących";
        duty: "Consultants by half-hour, average of the days", "Konsultanci w półgodzinach, średnio z dni";
        goodness:
            "The queue model fed with the estimates, against the records",
            "Model kolejki zasilony oszacowaniami wobec zapisów";
        rest: "How near, and what explains the rest", "Jak blisko i co wyjaśnia resztę";
        backtest: "Forecast on trial", "Próba prognozy";
        forecast: "Forecast", "Prognoza";
        estimate: "estimate", "ocena";
        interval: "95% interval", "przedział 95-procentowy";
        behind: "behind it", "z ilu";
        date: "day", "dzień";
        calls: "calls", "połączenia";
        usual: "usual", "zwykle";
        distance: "spreads", "rozrzuty";
        half_hour: "from", "od";
        all_day: "all day", "cały dzień";
        days: "days", "dni";
        waiting: "waiting since", "czeka od";
        hang_ups: "hang-ups\nper hour\nwaited", "rezygnacje\nna godzinę\nczekania";
        seen: "seen", "widziani";
        at_phone: "at the\nphone", "przy\ntelefonie";
        busy: "busy", "zajęci";
        recorded: "recorded", "zapisy";
        formula: "model", "model";
        wait: "mean\nwait, s", "średnie\nczekanie, s";
        within: "answered\nin time", "odebrane\nw porę";
        hung_up: "hang\nup", "porzu-\ncenia";
        model: "model", "model";
        half_hours: "half-\nhours", "pół-\ngodziny";
        bias: "bias", "odchy-\nlenie";
        coverage: "band\nholds", "pasmo\ntrafia";
        low: "low", "dół";
        high: "high", "góra";
        chosen: "used", "użyty";
        total: "total", "razem";
        patience_s: "patience", "cierpliwość";
        nobody: "nobody\nhangs up", "nikt nie\nrezygnuje";
        agents: "consultants\nat the phone", "konsultanci\nprzy telefonie";
        names[9]:
            ["calls a week", "busyness of days (variation)", "mean handle time, s", "variation of handle time", "mean patience, s", "share who redial within an hour", "… of those who were answered", "share of time not at the phone", "half-hours vary, Poisson = 1"],
            ["połączenia w tygodniu", "zmienność dni", "średni czas obsługi, s", "zmienność czasu obsługi", "średnia cierpliwość, s", "ponowienia w ciągu godziny", "… u tych, których odebrano", "udział czasu poza telefonem", "zmienność półgodzin, Poisson = 1"];
    }
}

/// How an estimate was made, with its source.
pub fn method(method: Method, language: Language) -> &'static str {
    match method {
        Method::SmoothedRate => either(
            language,
            "calls: Poisson rates smoothed over half-hours, as far as days held out warrant (Eilers & Marx 1996)",
            "połączenia: tempo Poissona wygładzone po półgodzinach o tyle, o ile potwierdzają to dni odłożone (Eilers i Marx 1996)",
        ),
        Method::PearsonProfile => either(
            language,
            "busyness: variation of a factor common to a day, beyond Poisson; Pearson's statistic (Paule & Mandel 1982)",
            "zmienność dni: współczynnik wspólny dla dnia, ponad Poissona; statystyka Pearsona (Paule i Mandel 1982)",
        ),
        Method::Mean => either(
            language,
            "mean handle time: mean of answered calls, Student's interval",
            "średni czas obsługi: średnia odebranych, przedział Studenta",
        ),
        Method::MeanOfReports => either(
            language,
            "mean handle time: mean of the half-hours' means, weighted by answered calls; interval between half-hours (Cochran 1977)",
            "średni czas obsługi: średnia ze średnich półgodzin, ważona odebranymi; przedział z różnic między półgodzinami (Cochran 1977)",
        ),
        Method::Variation => either(
            language,
            "variation: standard deviation ÷ mean, delta method (Cramér 1946)",
            "zmienność: odchylenie standardowe ÷ średnia, metoda delta (Cramér 1946)",
        ),
        Method::CensoredExponential => either(
            language,
            "patience: time waited by all ÷ callers who hung up; the answered are censored (Mandelbaum & Zeltyn 2004)",
            "cierpliwość: czas czekania wszystkich ÷ liczba rezygnacji; odebrani to obserwacje ucięte (Mandelbaum i Zeltyn 2004)",
        ),
        Method::CensoredLaw => either(
            language,
            "law of patience: maximum likelihood with the answered as censored (Lawless 2003)",
            "rozkład cierpliwości: największa wiarygodność, odebrani to obserwacje ucięte (Lawless 2003)",
        ),
        Method::ProductLimit => either(
            language,
            "at the phone: while somebody waits, as many as are busy; else at least as many (Kaplan & Meier 1958)",
            "przy telefonie: gdy ktoś czeka, tylu, ilu zajętych; w innych chwilach co najmniej tylu (Kaplan i Meier 1958)",
        ),
        Method::Share => either(
            language,
            "shares of callers: Wilson's interval (1927)",
            "udziały dzwoniących: przedział Wilsona (1927)",
        ),
        Method::DayRatio => either(
            language,
            "not at the phone: 1 − at the phone ÷ seen, interval between days (Cochran 1977); who came or left within a half-hour counts as away for the rest of it",
            "poza telefonem: 1 − przy telefonie ÷ widziani, przedział z różnic między dniami (Cochran 1977); kto przyszedł lub wyszedł w półgodzinie, liczy się w reszcie jako nieobecny",
        ),
    }
}

/// The first paragraph.
pub fn summary(figures: [&str; 5], language: Language) -> String {
    let [days, offered, answered, gave_up, asa] = figures;
    say!(
        language,
        "{days}: {offered} calls offered, {answered} answered, {gave_up} hung up. The answered had waited {asa} on average.",
        "{days}: {offered} połączeń przychodzących, {answered} odebranych, {gave_up} porzuconych. Odebrani czekali średnio {asa}."
    )
}

/// Share answered in time, where it is known.
pub fn level(level: &str, within: &str, language: Language) -> String {
    say!(
        language,
        "{level} of all offered were answered within {within}.",
        "W ciągu {within} odebrano {level} wszystkich przychodzących."
    )
}

/// Only handled calls are known.
pub fn handled_only(language: Language) -> &'static str {
    either(
        language,
        "The report gives handled calls only; they stand for the offered, so the load is understated by those who hung up.",
        "Raport podaje tylko połączenia obsłużone; zastępują przychodzące, więc obciążenie jest zaniżone o porzucone.",
    )
}

/// Only totals of days are known.
pub fn profile_given(language: Language) -> &'static str {
    either(
        language,
        "The records have one row a day: how its calls fall over the half-hours is that of the profile given, and the intervals of half-hours say nothing of it.",
        "Rejestr ma jeden wiersz na dzień: rozkład połączeń na półgodziny pochodzi z podanego profilu, a przedziały półgodzin nic o nim nie mówią.",
    )
}

/// Rows of other lines or days.
pub fn passed_over(count: &str, language: Language) -> String {
    say!(
        language,
        "{count} records of other lines or days were passed over.",
        "Pominięto {count} zapisów innych linii lub dni."
    )
}

/// Several lines taken together.
pub fn pooled(lines: &str, language: Language) -> String {
    say!(
        language,
        "Lines taken together as one queue: {lines}. Choose one with --line.",
        "Linie potraktowane jako jedna kolejka: {lines}. Jedną wybiera --line."
    )
}

/// The mark of a day with a clock change.
pub fn clock_change(language: Language) -> &'static str {
    either(language, "clock change", "zmiana czasu")
}

/// Whether unusual days were left out.
pub fn left_out(left_out: bool, language: Language) -> &'static str {
    match left_out {
        true => either(
            language,
            "These days were left out of everything below.",
            "Dni te pominięto we wszystkim poniżej.",
        ),
        false => either(
            language,
            "They are part of everything below, but for rates on days of a clock change; --leave-out-unusual-days leaves them out.",
            "Są uwzględnione we wszystkim poniżej, prócz tempa w dniach zmiany czasu; pomija je --leave-out-unusual-days.",
        ),
    }
}

/// No day is unusual.
pub fn none_unusual(language: Language) -> &'static str {
    either(
        language,
        "None: no day's volume lies more than 3.5 spreads from the median of its weekday.",
        "Brak: w żadnym dniu liczba połączeń nie odbiega od mediany dnia tygodnia o więcej niż 3,5 rozrzutu.",
    )
}

/// How far rates are smoothed.
pub fn smoothing(penalty: Option<f64>, outside: f64, language: Language) -> String {
    let outside = number(outside, 0, language);
    let how = match (penalty, language) {
        (Some(p), En) => format!(
            "Smoothed with the penalty {} on second differences of log-rates, chosen by cross-validation over days.",
            number(p, 2, language)
        ),
        (Some(p), Pl) => format!(
            "Wygładzono z karą {} za drugie różnice logarytmów, wybraną walidacją krzyżową po dniach.",
            number(p, 2, language)
        ),
        (None, En) => {
            "Not smoothed: no weekday has two days by which to judge how far to smooth.".to_owned()
        }
        (None, Pl) => {
            "Nie wygładzono: żaden dzień tygodnia nie wystąpił dwa razy, więc nie ma czym ocenić stopnia."
                .to_owned()
        }
    };
    say!(
        language,
        "{how} {outside} calls came outside these hours. Intervals of each are in --format json.",
        "{how} Poza tymi godzinami przyszło połączeń: {outside}. Przedziały są w --format json."
    )
}

/// Definitions for the report's end.
pub fn definitions(language: Language) -> [&'static str; 5] {
    either(
        language,
        [
            "mean wait: mean time in queue over all offered calls",
            "answered in time: answered within the threshold ÷ offered",
            "at the phone: ready for a call or busy with one",
            "spread: 1.4826 × median distance from the weekday's median, on a log scale",
            "95% interval: a procedure that holds the true value 95 times in 100",
        ],
        [
            "średnie czekanie: średni czas w kolejce wszystkich połączeń przychodzących",
            "odebrane w porę: odebrane przed progiem ÷ przychodzące",
            "przy telefonie: gotowy do rozmowy lub w jej trakcie",
            "rozrzut: 1,4826 × mediana odległości od mediany dnia tygodnia, w skali logarytmicznej",
            "przedział 95-procentowy: metoda, która w 95 przypadkach na 100 obejmuje wartość prawdziwą",
        ],
    )
}
