//! What the report on records says, in both languages.

use super::numbers::{duration, number, percent};
use crate::estimate::Method;
use crate::estimate::backtest::Horizon;
use crate::estimate::forecast::{Model, Special};
use crate::estimate::goodness::{Distance, Goodness};
use crate::estimate::handle::{Handle, Shape, ShapeFit};
use crate::units::Language;
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

fn shape_name(shape: Shape, language: Language) -> &'static str {
    match (shape, language) {
        (Shape::Exponential, En) => "exponential",
        (Shape::LogNormal, En) => "log-normal",
        (Shape::Exponential, Pl) => "wykładniczy",
        (Shape::LogNormal, Pl) => "log-normalny",
    }
}

/// Which law handle times follow.
pub fn shape(fit: &ShapeFit, long_only: bool, language: Language) -> String {
    let which = match (long_only, language) {
        (false, En) => "All calls",
        (true, En) => "Calls of 10 s and more",
        (false, Pl) => "Wszystkie połączenia",
        (true, Pl) => "Połączenia od 10 s",
    };
    let name = shape_name(fit.better, language);
    let aic = number(fit.aic_difference.abs(), 0, language);
    let exponential = number(fit.distance_exponential, 3, language);
    let log_normal = number(fit.distance_log_normal, 3, language);
    match language {
        En => format!(
            "{which}: {name} rather (Akaike's criterion better by {aic}); greatest distance from the exponential law {exponential}, from the log-normal {log_normal}."
        ),
        Pl => format!(
            "{which}: raczej rozkład {name} (kryterium Akaikego lepsze o {aic}); największa odległość od wykładniczego {exponential}, od log-normalnego {log_normal}."
        ),
    }
}

/// Short calls.
pub fn short(handle: &Handle, language: Language) -> String {
    let count = number(handle.short as f64, 0, language);
    let share = percent(handle.short as f64 / handle.mean_s.records.max(1) as f64, 1, language);
    match language {
        En => format!("{count} calls ({share}) are shorter than 10 s; they are in the mean."),
        Pl => format!("{count} połączeń ({share}) trwa krócej niż 10 s; są w średniej."),
    }
}

/// Calls left out because they name no consultant.
pub fn unnamed(count: u64, mean_s: f64, language: Language) -> String {
    let (count, mean) = (number(count as f64, 0, language), duration(mean_s, language));
    match language {
        En => format!(
            "{count} answered calls name no consultant ({mean} on average); they are not in the handle times."
        ),
        Pl => format!(
            "{count} odebranych połączeń nie ma nazwy konsultanta (średnio {mean}); nie ma ich w czasach obsługi."
        ),
    }
}

/// A quantile of patience.
pub fn quantile(share: f64, time: Option<String>, exponential: f64, language: Language) -> String {
    let (share, exponential) = (percent(share, 0, language), duration(exponential, language));
    match (time, language) {
        (Some(t), En) => format!("{share} would hang up within {t} (exponential: {exponential})"),
        (Some(t), Pl) => {
            format!("{share} zrezygnowałoby w ciągu {t} (wykładniczo: {exponential})")
        }
        (None, En) => {
            format!("when {share} would hang up was not seen (exponential: {exponential})")
        }
        (None, Pl) => {
            format!("nie widać, kiedy zrezygnowałoby {share} (wykładniczo: {exponential})")
        }
    }
}

/// What product-limit figures and hang-up rates tell.
pub fn patience_check(language: Language) -> &'static str {
    match language {
        En => {
            "Without assuming a law (Kaplan & Meier 1958); were patience exponential, the rates would all be alike:"
        }
        Pl => {
            "Bez założeń o rozkładzie (Kaplan i Meier 1958); przy cierpliwości wykładniczej tempo byłoby stałe:"
        }
    }
}

/// What the columns of the picture are.
pub fn picture_marks(language: Language) -> &'static str {
    match language {
        En => "mean wait by half-hour, seconds:  ● recorded  ○ model  ◉ both",
        Pl => "średnie czekanie w półgodzinach, sekundy:  ● zapisy  ○ model  ◉ oba",
    }
}

fn distances(d: &Distance, language: Language) -> String {
    format!(
        "{} s · {} · {}",
        number(d.mean_wait_s, 1, language),
        points(d.service_level, language),
        points(d.p_abandon, language)
    )
}

fn points(share: f64, language: Language) -> String {
    let text = number(share * 100.0, 1, language);
    match language {
        En => format!("{text} points"),
        Pl => format!("{text} pkt proc."),
    }
}

/// How near the model comes: lines of label and figures.
pub fn nearness(g: &Goodness, language: Language) -> Vec<(String, String)> {
    let labels = match language {
        En => [
            "by half-hour of the day",
            "by single half-hour of a single day",
            "by half-hour, consultants told from those seen on other days",
            "by half-hour, from the mean of the replays",
            "replays from the model, by half-hour",
            "replays from the model, by single half-hour",
            "model from the mean of the replays",
        ],
        Pl => [
            "według półgodziny dnia",
            "w pojedynczych półgodzinach",
            "według półgodziny, konsultanci z liczby widzianych w innych dniach",
            "według półgodziny, od średniej odtworzeń",
            "odtworzenia od modelu, według półgodziny",
            "odtworzenia od modelu, w pojedynczych półgodzinach",
            "model od średniej odtworzeń",
        ],
    };
    let values = [
        &g.distance,
        &g.distance_single,
        &g.distance_from_seen,
        &g.distance_replayed,
        &g.chance,
        &g.chance_single,
        &g.formula_error,
    ];
    labels.iter().zip(values).map(|(l, d)| ((*l).to_owned(), distances(d, language))).collect()
}

/// What the distances are.
pub fn nearness_head(language: Language) -> &'static str {
    match language {
        En => "Call-weighted mean absolute differences: mean wait · answered in time · hang up",
        Pl => {
            "Średnie bezwzględne różnice ważone połączeniami: czekanie · odebrane w porę · porzucenia"
        }
    }
}

/// What explains the rest, from the figures.
pub fn verdict(g: &Goodness, language: Language) -> String {
    let [low, high] = g.chance_range_s;
    let own = number(g.distance.mean_wait_s, 1, language);
    let (low_text, high_text) = (number(low, 1, language), number(high, 1, language));
    let within = g.distance.mean_wait_s <= high;
    let runs = number(f64::from(g.replays), 0, language);
    let formula = number(g.formula_error.mean_wait_s, 1, language);
    let first = match (within, language) {
        (true, En) => format!(
            "The records lie {own} s from the model; days replayed from the same estimates, with chance alone at work, lie {low_text} to {high_text} s from it ({runs} replays, seed {}). For mean waits the distance is what chance explains.",
            g.seed
        ),
        (false, En) => format!(
            "The records lie {own} s from the model, but days replayed from the same estimates only {low_text} to {high_text} s ({runs} replays, seed {}). Chance does not explain the distance: staffing within the half-hour, handle times or patience differ from what was estimated.",
            g.seed
        ),
        (true, Pl) => format!(
            "Zapisy dzieli od modelu {own} s; dni odtworzone z tych samych oszacowań, w których działa sam przypadek, dzieli od niego od {low_text} do {high_text} s (odtworzeń: {runs}, ziarno {}). Dla średniego czekania odległość tłumaczy przypadek.",
            g.seed
        ),
        (false, Pl) => format!(
            "Zapisy dzieli od modelu {own} s, a dni odtworzone z tych samych oszacowań tylko od {low_text} do {high_text} s (odtworzeń: {runs}, ziarno {}). Przypadek nie tłumaczy odległości: obsada w półgodzinie, czasy obsługi lub cierpliwość różnią się od oszacowanych.",
            g.seed
        ),
    };
    let second = match language {
        En => format!(
            "The part that a queue carried from half-hour to half-hour and the shape of handle times make: {formula} s. The number at the phone is inferred from busy times of the same days, so the comparison is not one with days unseen; the third line is."
        ),
        Pl => format!(
            "Część, którą daje kolejka przechodząca z półgodziny na półgodzinę i kształt czasów obsługi: {formula} s. Liczbę osób przy telefonie wywnioskowano z zajętości tych samych dni, więc nie jest to porównanie z dniami nieznanymi; jest nim trzeci wiersz."
        ),
    };
    format!("{first} {second}")
}

/// A service level that the model misses more than chance explains.
pub fn level_gap(recorded: f64, model: f64, language: Language) -> String {
    let (a, b) = (percent(recorded, 1, language), percent(model, 1, language));
    match language {
        En => format!(
            "Answered in time over all calls: {a} recorded, {b} by the model. Beyond chance; seconds that pass before a free consultant's telephone is picked up, or patience that is not exponential, would do it."
        ),
        Pl => format!(
            "Odebrane w porę łącznie: {a} w zapisach, {b} w modelu. To więcej niż przypadek; mogą to sprawiać sekundy do podniesienia słuchawki przez wolnego konsultanta albo cierpliwość inna niż wykładnicza."
        ),
    }
}

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
    match language {
        En => format!(
            "Each model foretold {ahead} from {origins} Mondays ({first} to {last}), knowing only the days before. WAPE: Σ|error| ÷ Σ calls."
        ),
        Pl => format!(
            "Każdy model prognozował {ahead} z {origins} poniedziałków (od {first} do {last}), znając tylko wcześniejsze dni. WAPE: Σ|błąd| ÷ Σ połączeń."
        ),
    }
}

/// No trial was possible.
pub fn untried(language: Language) -> &'static str {
    match language {
        En => {
            "The history is too short for a trial (four weeks to learn, then a week to foretell): the weekday average is used, with a band from the differences between days."
        }
        Pl => {
            "Historia jest za krótka na próbę (cztery tygodnie nauki i tydzień prognozy): użyto średniej dnia tygodnia z pasmem z różnic między dniami."
        }
    }
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
