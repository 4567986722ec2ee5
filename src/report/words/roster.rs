//! Words of the roster in both languages.

use crate::domain::labour::Reason;
use crate::domain::units::Language;
use crate::wire::answer::Status;

/// Headings and phrases of the roster.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct RosterWords {
    pub weeks: &'static str,
    pub stages: &'static str,
    pub people: &'static str,
    pub wishes: &'static str,
    pub shortages: &'static str,
    pub relaxations: &'static str,
    pub rules: &'static str,
    pub why: &'static str,
    pub repair: &'static str,
    pub week_of: &'static str,
    pub off: &'static str,
    pub absent: &'static str,
    pub free: &'static str,
    pub pause: &'static str,
    pub hours: &'static str,
    pub norm: &'static str,
    pub name: &'static str,
    pub contract: &'static str,
    pub evenings: &'static str,
    pub weekend: &'static str,
    pub total: &'static str,
    pub stage: &'static str,
    pub value: &'static str,
    pub bound: &'static str,
    pub gap: &'static str,
    pub proof: &'static str,
    pub granted: &'static str,
    pub of: &'static str,
    pub not_granted: &'static str,
    pub changes: &'static str,
    pub extra: &'static str,
    pub more_changes: &'static str,
    pub short: &'static str,
    pub covered: &'static str,
    pub without: &'static str,
    pub still_short: &'static str,
    pub least: &'static str,
    pub proven: &'static str,
    pub not_proven: &'static str,
    pub not_enough: &'static str,
    pub endless: &'static str,
    pub chosen: &'static str,
    pub breaks_rule: &'static str,
    pub grades: &'static str,
    pub notice: &'static str,
    pub rule_set: &'static str,
    pub fixed_note: &'static str,
    pub away: &'static str,
    /// A day with more calls than expected.
    pub busier: &'static str,
    pub nothing_helps: &'static str,
    pub checked: &'static str,
    pub hand_over: &'static str,
    pub edited: &'static str,
    pub unedited: &'static str,
}

/// The words of a language.
pub fn words(language: Language) -> &'static RosterWords {
    match language {
        Language::En => &EN,
        Language::Pl => &PL,
    }
}

const EN: RosterWords = RosterWords {
    weeks: "Who works when",
    stages: "What was minimised, in this order",
    people: "People",
    wishes: "Wishes",
    shortages: "Where people are short",
    relaxations: "What would help, one thing given up at a time",
    rules: "Rules",
    why: "Alternatives on this day",
    repair: "Repair",
    week_of: "Week of",
    off: "-",
    absent: "absent",
    free: "off",
    pause: "break",
    hours: "hours",
    norm: "norm",
    name: "name",
    contract: "contract",
    evenings: "evenings",
    weekend: "weekend days",
    total: "total",
    stage: "stage",
    value: "value",
    bound: "no less than",
    gap: "gap",
    proof: "proof",
    granted: "granted",
    of: "of",
    not_granted: "Not granted",
    changes: "assignments changed",
    extra: "extra wages",
    more_changes: "takes more than two changes, or leaves people short",
    short: "short",
    covered: "Every half-hour is covered as the promises require.",
    without: "without",
    still_short: "person-hours still short",
    least: "Fewest assignments of others that must change",
    proven: "proven",
    not_proven: "that is proven; the search for so many was limited",
    not_enough: "at least",
    endless: "queue keeps growing",
    chosen: "as planned",
    breaks_rule: "breaks",
    grades: "grades of wishes",
    notice: "The rules are a reading of Polish labour law for planning; this is not legal advice.",
    rule_set: "Rule set",
    fixed_note: "* given beforehand",
    away: "Away",
    busier: "Busier day",
    nothing_helps: "No single thing given up would shorten this.",
    checked: "Recomputed independently: rules, coverage and cost agree.",
    hand_over: "To hand it over: --format xlsx -o FILE (a workbook that can be edited and read back), --format html -o FILE (to print), --format ics -o FOLDER (calendars), csv, json; --names FILE puts names for pseudonyms.",
    edited: "The workbook was edited since it was written.",
    unedited: "The workbook holds the roster as it was written.",
};

const PL: RosterWords = RosterWords {
    weeks: "Grafik",
    stages: "Co minimalizowano, w tej kolejności",
    people: "Osoby",
    wishes: "Życzenia",
    shortages: "Gdzie brakuje obsady",
    relaxations: "Co by pomogło (po jednym ustępstwie)",
    rules: "Reguły",
    why: "Inne możliwości tego dnia",
    repair: "Naprawa grafiku",
    week_of: "Tydzień od",
    off: "-",
    absent: "nieobecność",
    free: "wolne",
    pause: "przerwa",
    hours: "godziny",
    norm: "wymiar",
    name: "osoba",
    contract: "umowa",
    evenings: "wieczory",
    weekend: "dni weekendu",
    total: "razem",
    stage: "etap",
    value: "wartość",
    bound: "nie mniej niż",
    gap: "luka",
    proof: "dowód",
    granted: "spełnione",
    of: "z",
    not_granted: "Niespełnione",
    changes: "zmian w grafiku",
    extra: "dodatkowe płace",
    more_changes: "wymaga więcej niż dwóch zmian albo zostawia braki",
    short: "brak",
    covered: "Każda półgodzina ma obsadę, jakiej wymagają obietnice.",
    without: "bez",
    still_short: "osobogodzin nadal brakuje",
    least: "Najmniejsza liczba zmian u innych osób",
    proven: "dowiedziona",
    not_proven: "to jest dowiedzione; szukanie tylu zmian przerwano",
    not_enough: "co najmniej",
    endless: "kolejka rośnie bez końca",
    chosen: "tak jak w grafiku",
    breaks_rule: "łamie",
    grades: "punktów życzeń",
    notice: "Reguły to odczytanie prawa pracy na potrzeby planowania; nie jest to porada prawna.",
    rule_set: "Zestaw reguł",
    fixed_note: "* wyznaczone z góry",
    away: "Nieobecność",
    busier: "Większy ruch",
    nothing_helps: "Żadne pojedyncze ustępstwo tu nie pomoże.",
    checked: "Przeliczono niezależnie: reguły, obsada i koszt się zgadzają.",
    hand_over: "Przekazanie grafiku: --format xlsx -o PLIK (arkusz do zmian i odczytu), --format html -o PLIK (do druku), --format ics -o FOLDER (kalendarze), csv, json; --names PLIK wstawia nazwiska w miejsce pseudonimów.",
    edited: "Arkusz zmieniono od czasu zapisania.",
    unedited: "Arkusz zawiera grafik taki, jak go zapisano.",
};

/// A stage of the objective.
pub fn stage(stage: &str, language: Language) -> &str {
    match (language, stage) {
        (Language::Pl, "coverage") => "obsada (braki)",
        (Language::Pl, "cost") => "koszt",
        (Language::Pl, "wishes") => "życzenia",
        (Language::Pl, "fairness") => "sprawiedliwość",
        (Language::Pl, "steadiness") => "stałość",
        (Language::En, "coverage") => "coverage (short)",
        _ => stage,
    }
}

/// A unit of a stage.
pub fn unit(unit: &str, language: Language) -> &str {
    match (language, unit) {
        (Language::Pl, "person-hours") => "osobogodz.",
        (Language::Pl, "grades") => "punkty",
        (Language::Pl, "deviation") => "odchylenie",
        (Language::Pl, "starts") => "zmiany godz.",
        _ => unit,
    }
}

/// What is proven.
pub fn status(status: Status, language: Language) -> &'static str {
    match (language, status) {
        (Language::En, Status::Optimal) => "optimal",
        (Language::En, Status::Gap) => "in the gap",
        (Language::En, Status::Limit) => "best found",
        (Language::En, Status::Infeasible) => "impossible",
        (Language::En, Status::Unknown) => "unknown",
        (Language::Pl, Status::Optimal) => "optymalne",
        (Language::Pl, Status::Gap) => "w luce",
        (Language::Pl, Status::Limit) => "najlepsze znane",
        (Language::Pl, Status::Infeasible) => "niemożliwe",
        (Language::Pl, Status::Unknown) => "nieznane",
    }
}

/// What a bound holds for.
pub fn scope(scope: &str, language: Language) -> &str {
    match (language, scope) {
        (Language::Pl, "every lawful roster of these people") => {
            "dla każdego zgodnego z regułami grafiku tych osób"
        }
        (Language::Pl, "every lawful roster of these people with this coverage") => {
            "dla każdego zgodnego z regułami grafiku tych osób o tej obsadzie"
        }
        (Language::Pl, "these shifts dealt out anew within class, contract and day") => {
            "dla tych samych zmian rozdanych inaczej w obrębie klasy, umowy i dnia"
        }
        (
            Language::Pl,
            "these shifts dealt out anew within class, contract and day, no more wishes missed",
        ) => {
            "dla tych samych zmian rozdanych inaczej w obrębie klasy, umowy i dnia, gdy życzeń pominięto nie więcej"
        }
        _ => scope,
    }
}

/// A rule or another reason, with its source where it has one.
pub fn rule(id: &str, language: Language) -> String {
    if let Some(Reason::Rule(rule)) = Reason::of_code(id) {
        let rule = rule.rule();
        let name = if language == Language::Pl { rule.pl } else { rule.en };
        return format!("{name} ({}, {})", rule.id.code(), rule.source);
    }
    let text = match (language, id) {
        (Language::En, "absent") => "absent",
        (Language::En, "not-available") => "not available then",
        (Language::En, "at-work") => "at work at other hours",
        (Language::En, "fixed") => "has a duty given beforehand",
        (Language::En, "free") => "free, and could lawfully help",
        (Language::En, "no-shift") => "no shift rule covers it",
        (Language::En, "break-window") => "break outside of the window of the shift rule",
        (Language::Pl, "break-window") => "przerwa poza oknem reguły zmian",
        (Language::En, "personal-limit-day") => "personal limit of the day",
        (Language::En, "personal-limit-week") => "personal limit of the week",
        (Language::En, "personal-limit-breaks") => "personal limit of breaks",
        (Language::En, "personal-limit-night") => "personal limit at night",
        (Language::Pl, "absent") => "nieobecność",
        (Language::Pl, "not-available") => "niedostępność w tych godzinach",
        (Language::Pl, "at-work") => "pracuje w innych godzinach",
        (Language::Pl, "fixed") => "ma zmianę wyznaczoną z góry",
        (Language::Pl, "free") => "wolne, mogłoby zgodnie z regułami pomóc",
        (Language::Pl, "no-shift") => "żadna reguła zmian tego nie obejmuje",
        (Language::Pl, "personal-limit-day") => "osobisty limit dnia",
        (Language::Pl, "personal-limit-week") => "osobisty limit tygodnia",
        (Language::Pl, "personal-limit-breaks") => "osobisty limit przerw",
        (Language::Pl, "personal-limit-night") => "osobisty limit w nocy",
        _ => id,
    };
    text.to_owned()
}

/// A shift of an answer in the words of the language: `off`, `absent`, `07:30-15:30 (break 11:00)`.
pub fn told(shift: &str, language: Language) -> String {
    let w = words(language);
    match shift {
        "off" => w.free.to_owned(),
        "absent" => w.absent.to_owned(),
        other => other.replace("break", w.pause),
    }
}

/// A finding of the check, `who and when: rule` or `who and when: rule: more`, with the rule in the words
/// of the language; other findings as they are.
pub fn finding(text: &str, language: Language) -> String {
    let mut parts = text.splitn(2, ": ");
    let (Some(place), Some(rest)) = (parts.next(), parts.next()) else { return text.to_owned() };
    let (id, more) = rest.split_once(": ").map_or((rest, None), |(id, more)| (id, Some(more)));
    let told = rule(id, language);
    match more {
        _ if told == id => text.to_owned(),
        // Times are the same in every language.
        Some(more) if language == Language::En || !more.contains(char::is_alphabetic) => {
            format!("{place}: {told}: {more}")
        }
        _ => format!("{place}: {told}"),
    }
}

/// A kind of relaxation or repair.
pub fn kind(kind: &str, language: Language) -> &str {
    match (language, kind) {
        (Language::En, "rule") => "the rule",
        (Language::En, "absence") => "the absence of",
        (Language::En, "availability") => "the limits of availability of",
        (Language::En, "people") => "with",
        (Language::Pl, "rule") => "bez reguły",
        (Language::Pl, "absence") => "bez nieobecności:",
        (Language::Pl, "availability") => "bez ograniczeń dostępności:",
        (Language::Pl, "people") => "z osobą:",
        (Language::Pl, "stand-in") => "zastępstwo",
        (Language::Pl, "shift-moved") => "przesunięcie zmiany",
        (Language::Pl, "break-moved") => "przesunięcie przerwy",
        (Language::Pl, "day-off") => "wolny dzień",
        (Language::Pl, "edit-undone") => "cofnięcie zmiany ręcznej",
        (Language::Pl, "window-shortened") => "krótsze okno przerwy",
        (Language::Pl, "rule-broken") => "bez naprawy: reguła złamana",
        (Language::En, "day-off") => "day off",
        (Language::En, "edit-undone") => "edit undone",
        (Language::En, "window-shortened") => "shorter break window",
        (Language::En, "rule-broken") => "not mended: a rule stays broken",
        (Language::Pl, "swap") => "zamiana",
        (Language::Pl, "combination") => "kilka zmian",
        (Language::Pl, "accept-shortage") => "przyjęcie braku",
        (Language::Pl, "part-cover") => "częściowe zastępstwo",
        (Language::Pl, "no-change") => "bez zmian",
        (Language::En, "stand-in") => "stand-in",
        (Language::En, "shift-moved") => "shift moved",
        (Language::En, "break-moved") => "break moved",
        (Language::En, "swap") => "swap",
        (Language::En, "combination") => "several changes",
        (Language::En, "accept-shortage") => "shortage accepted",
        (Language::En, "part-cover") => "covered in part",
        (Language::En, "no-change") => "nothing has to change",
        _ => kind,
    }
}

/// Hours of norms that the roster does not plan.
pub fn idle(hours: &str, language: Language) -> String {
    match language {
        Language::En => format!(
            "{hours} h of the norms are not planned. Who is employed and ready to work is owed pay for them (KP 81 §1); the cost is that of the hours planned."
        ),
        Language::Pl => format!(
            "Niezaplanowane godziny wymiaru: {hours}. Pracownikom gotowym do pracy należy się za nie wynagrodzenie (KP 81 §1); koszt dotyczy godzin zaplanowanych."
        ),
    }
}

/// A wish.
pub fn wish(kind: &str, language: Language) -> &str {
    match (language, kind) {
        (Language::En, "off") => "day off",
        (Language::En, "early") => "no evenings",
        (Language::En, "late") => "evenings",
        (Language::En, "start") => "start",
        (Language::Pl, "off") => "wolny dzień",
        (Language::Pl, "early") => "bez wieczorów",
        (Language::Pl, "late") => "wieczory",
        (Language::Pl, "start") => "początek",
        _ => kind,
    }
}
