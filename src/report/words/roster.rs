//! Words of the roster in both languages.

use super::macros::{say, words};
use crate::domain::labour;
use crate::domain::units::Language;
use crate::wire::answer::Status;

words! {
    /// Headings and phrases of the roster.
    words -> RosterWords {
        weeks: "Who works when", "Grafik";
        stages: "What was minimised, in this order", "Co minimalizowano, w tej kolejności";
        people: "People", "Osoby";
        wishes: "Wishes", "Życzenia";
        shortages: "Where people are short", "Gdzie brakuje obsady";
        relaxations:
            "What would help, one thing given up at a time",
            "Co by pomogło (po jednym ustępstwie)";
        rules: "Rules", "Reguły";
        why: "Alternatives on this day", "Inne możliwości tego dnia";
        repair: "Repair", "Naprawa grafiku";
        week_of: "Week of", "Tydzień od";
        off: "-", "-";
        absent: "absent", "nieobecność";
        free: "off", "wolne";
        pause: "break", "przerwa";
        hours: "hours", "godziny";
        norm: "norm", "wymiar";
        name: "name", "osoba";
        contract: "contract", "umowa";
        evenings: "evenings", "wieczory";
        weekend: "weekend days", "dni weekendu";
        total: "total", "razem";
        stage: "stage", "etap";
        value: "value", "wartość";
        bound: "no less than", "nie mniej niż";
        gap: "gap", "luka";
        proof: "proof", "dowód";
        granted: "granted", "spełnione";
        of: "of", "z";
        not_granted: "Not granted", "Niespełnione";
        changes: "assignments changed", "zmian w grafiku";
        extra: "extra wages", "dodatkowe płace";
        more_changes:
            "takes more than two changes, or leaves people short",
            "wymaga więcej niż dwóch zmian albo zostawia braki";
        short: "short", "brak";
        covered:
            "Every half-hour is covered as the promises require.",
            "Każda półgodzina ma obsadę, jakiej wymagają obietnice.";
        without: "without", "bez";
        still_short: "person-hours still short", "osobogodzin nadal brakuje";
        least: "Fewest assignments of others that must change", "Najmniejsza liczba zmian u innych osób";
        proven: "proven", "dowiedziona";
        not_proven:
            "that is proven; the search for so many was limited",
            "to jest dowiedzione; szukanie tylu zmian przerwano";
        not_enough: "at least", "co najmniej";
        endless: "queue keeps growing", "kolejka rośnie bez końca";
        chosen: "as planned", "tak jak w grafiku";
        breaks_rule: "breaks", "łamie";
        grades: "grades of wishes", "punktów życzeń";
        notice:
            "The rules are a reading of Polish labour law for planning; this is not legal advice.",
            "Reguły to odczytanie prawa pracy na potrzeby planowania; nie jest to porada prawna.";
        rule_set: "Rule set", "Zestaw reguł";
        fixed_note: "* given beforehand", "* wyznaczone z góry";
        away: "Away", "Nieobecność";
        busier: "Busier day", "Większy ruch";
        nothing_helps:
            "No single thing given up would shorten this.",
            "Żadne pojedyncze ustępstwo tu nie pomoże.";
        checked:
            "Recomputed independently: rules, coverage and cost agree.",
            "Przeliczono niezależnie: reguły, obsada i koszt się zgadzają.";
        hand_over:
            "To hand it over: --format xlsx -o FILE (a workbook that can be edited and read back), --format html -o FILE (to print), --format ics -o FOLDER (calendars), csv, json; --names FILE puts names for pseudonyms.",
            "Przekazanie grafiku: --format xlsx -o PLIK (arkusz do zmian i odczytu), --format html -o PLIK (do druku), --format ics -o FOLDER (kalendarze), csv, json; --names PLIK wstawia nazwiska w miejsce pseudonimów.";
        edited: "The workbook was edited since it was written.", "Arkusz zmieniono od czasu zapisania.";
        unedited:
            "The workbook holds the roster as it was written.",
            "Arkusz zawiera grafik taki, jak go zapisano.";
    }
}

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
    if let Some(rule) = labour::find(id) {
        let name = if language == Language::Pl { rule.pl } else { rule.en };
        return format!("{name} ({}, {})", rule.id, rule.source);
    }
    let text = match (language, id) {
        (Language::En, "absent") => "absent",
        (Language::En, "not-available") => "not available then",
        (Language::En, "at-work") => "at work at other hours",
        (Language::En, "fixed") => "has a duty given beforehand",
        (Language::En, "needed-elsewhere") => "lawful, but then short elsewhere",
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
        (Language::Pl, "needed-elsewhere") => "zgodne z regułami, ale zabraknie gdzie indziej",
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
    say!(
        language,
        "{hours} h of the norms are not planned. Who is employed and ready to work is owed pay for them (KP 81 §1); the cost is that of the hours planned.",
        "Niezaplanowane godziny wymiaru: {hours}. Pracownikom gotowym do pracy należy się za nie wynagrodzenie (KP 81 §1); koszt dotyczy godzin zaplanowanych."
    )
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
