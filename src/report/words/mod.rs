//! All words of the reports, in both languages: labels here, counted nouns in [`nouns`], numbers in
//! [`numbers`], whole sentences in [`sentences`] and [`remarks`].
//!
//! Polish uses the words of the field: średni czas oczekiwania, poziom obsługi, odsetek porzuceń,
//! zajętość, etat, grafik, zmiana, przerwa, konsultant.

pub mod calculator;
pub mod captions;
pub mod edition;
pub mod explore;
pub mod explore_board;
pub mod failures;
pub mod findings;
pub mod fit;
pub mod fit_against;
pub mod fit_forecast;
pub mod fit_goodness;
pub mod fit_times;
pub mod fit_totals;
pub mod fitted;
pub mod hand_over;
pub mod keys;
pub mod macros;
pub mod memo;
pub mod memo_pages;
pub mod memo_pictures;
pub mod memo_risk;
pub mod memo_uncertain;
pub mod nouns;
pub mod numbers;
pub mod problems;
pub mod records;
pub mod remarks;
pub mod remedies;
pub mod repair;
pub mod rhythm;
pub mod roster;
pub mod roster_waits;
pub mod sentences;
pub mod shortage;
pub mod simulation;
pub mod sweep;
pub mod through_day;
pub mod today;
pub mod wait;

use crate::domain::measure::{LevelOf, MeasureName};
use crate::domain::units::Language;
use macros::{either, words};

words! {
    /// Headings and labels of plans, one field a meaning.
    labels -> Labels {
        recommendation: "Recommendation", "Zalecenie";
        candidates: "Closing times side by side", "Porównanie godzin zamknięcia";
        evening:
            "Evening: one shared crew or one for each line",
            "Wieczór: wspólna obsada czy osobna dla każdej linii";
        week: "The week: consultants required and on duty", "Tydzień: konsultanci wymagani i obecni";
        shifts: "Shifts to staff", "Grafik: zmiany do obsadzenia";
        people: "People needed", "Potrzebne osoby";
        targets: "Promises and what the plan reaches", "Cele i ich wykonanie";
        assumptions: "What the figures rest on", "Na czym opierają się liczby";
        notes: "Read this before using the figures", "Zastrzeżenia";
        proof: "Proof and check", "Dowód i kontrola";
        legend: "What the words mean", "Co znaczą użyte słowa";
        closing: "open until", "czynna do";
        status: "result", "wynik";
        cost: "cost a week", "koszt tygodnia";
        hours: "paid hours", "godziny płatne";
        fte: "full-time equivalents", "etaty";
        fte_short: "full-\ntime\nequiv.", "etaty";
        half_hour: "each extra half-hour", "każde dodatkowe pół godziny";
        half_hour_short: "each\nextra\nhalf-hour", "dodatk.\npół\ngodziny";
        waiting: "callers' waiting", "oczekiwanie dzwoniących";
        waiting_short: "callers'\nwaiting", "oczeki-\nwanie\ndzwon.";
        gap: "above least, at most", "nad minimum najwyżej";
        gap_short: "above\nleast", "nad\nmin.";
        needs: "consultants needed", "potrzebni konsultanci";
        needs_stated: "stated", "podani";
        mean_wait: "mean wait", "średni czas oczekiwania";
        mean_wait_short: "mean\nwait", "średni czas\noczekiwania";
        service_level: "service level", "poziom obsługi";
        answered_within: "answered within", "odebrane w ciągu";
        long_wait: "share who wait long", "odsetek długo czekających";
        waiting_longer: "waiting longer than", "oczekujące dłużej niż";
        abandonment: "share who hang up", "odsetek porzuceń";
        abandonment_short: "hang\nup", "porzu-\nceń";
        occupancy: "occupancy", "zajętość";
        agents: "consultants on duty", "obecni konsultanci";
        evening_calls: "evening calls a week", "połączenia wieczorne/tydz.";
        evening_calls_short: "evening\ncalls", "połączenia\nwieczorne";
        line: "line", "linia";
        days_head: "days", "dni";
        time: "time", "godziny";
        calls_each: "calls in each", "połączenia w każdym";
        separate: "separate crews", "osobne obsady";
        shared: "shared crew", "wspólna obsada";
        breaks: "breaks", "przerwy";
        hours_each: "paid h", "godz. płatne";
        count: "count", "liczba";
        contract: "contract", "umowa";
        group: "group", "grupa";
        shift_count: "shifts", "zmiany";
        shift_time_count: "shift times", "godziny zmian";
        dearer_by: "more", "więcej o";
        people_short: "people needed", "potrzeba osób";
        heads: "available", "dostępne";
        promise: "promise", "cel";
        promised: "promised", "obiecano";
        reached: "reached", "osiągnięto";
        by_formula: "by\nformula", "według\nwzoru";
        no_end: "no end", "bez końca";
        through_day: "through\nthe day", "w ciągu\ndnia";
        kept: "kept?", "spełniony?";
        breaks_promises: "breaks a promise", "nie spełnia celu";
        yes: "yes", "tak";
        no: "NO", "NIE";
        undecided: "open", "niepewne";
        each_interval: "in every interval", "w każdym przedziale";
        each_day: "over every day", "w każdym dniu";
        whole_week: "over the week", "w całym tygodniu";
        total: "total", "razem";
        short: "short", "brakuje";
        required: "required", "wymagani";
        recommended: "▶ recommended", "▶ zalecany wariant";
        and: "and", "i";
        status_words[5]:
            ["proven least", "bounded", "limit", "impossible", "no plan yet"],
            ["optimum", "z granicą", "limit", "niemożliwy", "brak planu"];
        days[7]:
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            ["pn", "wt", "śr", "czw", "pt", "sob", "nd"];
        months[12]:
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"];
        basis[3]: ["stated", "estimated", "assumed"], ["podane", "oszacowane", "założone"];
    }
}

/// The name of a measure.
pub fn measure_name(measure: MeasureName, language: Language) -> &'static str {
    let l = labels(language);
    match measure {
        MeasureName::MeanWait => l.mean_wait,
        MeasureName::ServiceLevel => l.service_level,
        MeasureName::AbandonmentMax => l.abandonment,
        MeasureName::LongWait => l.long_wait,
        MeasureName::OccupancyMax => l.occupancy,
        MeasureName::AgentsMin => l.agents,
    }
}

/// What a service level is a share of, behind its name.
pub fn level_of(of: LevelOf, language: Language) -> &'static str {
    match of {
        LevelOf::Offered => either(language, " ÷ offered", " ÷ przychodzące"),
        LevelOf::LessEarly => either(
            language,
            " ÷ offered less early hang-ups",
            " ÷ przychodzące bez wczesnych rezygnacji",
        ),
        LevelOf::Answered => either(language, " ÷ answered", " ÷ odebrane"),
    }
}

/// The same in a table on a page that says what is usual; nothing where it is that.
pub fn level_of_unusual(of: LevelOf, language: Language) -> &'static str {
    if of == LevelOf::default() { "" } else { level_of(of, language) }
}

/// What a service level is.
pub fn level_means(of: LevelOf, language: Language) -> &'static str {
    match of {
        LevelOf::Offered => either(
            language,
            "answered within the time given ÷ offered; who hangs up was not answered in time.",
            "odebrane w podanym czasie ÷ przychodzące; kto się rozłączy, nie został odebrany w czasie.",
        ),
        LevelOf::LessEarly => either(
            language,
            "answered within the time given ÷ offered less early hang-ups, those within that time.",
            "odebrane w podanym czasie ÷ przychodzące bez wczesnych rezygnacji, czyli tych w tym czasie.",
        ),
        LevelOf::Answered => either(
            language,
            "answered within the time given ÷ answered, however late; who hangs up counts neither way.",
            "odebrane w podanym czasie ÷ odebrane, choćby późno; kto się rozłączy, nie liczy się wcale.",
        ),
    }
}

/// A promise's measure, with the threshold of one that has it: "answered within 20 s".
pub fn promise_name(measure: MeasureName, threshold: &str, language: Language) -> String {
    let threshold = |what: &str| format!("{what} {threshold}");
    match measure {
        MeasureName::ServiceLevel => threshold(labels(language).answered_within),
        MeasureName::LongWait => threshold(labels(language).waiting_longer),
        MeasureName::MeanWait
        | MeasureName::AbandonmentMax
        | MeasureName::OccupancyMax
        | MeasureName::AgentsMin => measure_name(measure, language).to_owned(),
    }
}
