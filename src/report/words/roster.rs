//! Words of the roster in both languages.

use super::macros::{either, say, words};
use super::numbers::number;
use crate::domain::labour::Reason;
use crate::domain::units::Language;
use crate::wire::answer::Status;
use crate::wire::roster_answer::{Scope, Unplaced};

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
    match stage {
        "coverage" => either(language, "coverage (short)", "obsada (braki)"),
        "cost" => either(language, "cost", "koszt"),
        "wishes" => either(language, "wishes", "życzenia"),
        "rhythm" => either(language, "rhythm of days", "rytm dni"),
        "fairness" => either(language, "fairness", "sprawiedliwość"),
        "steadiness" => either(language, "steadiness", "stałość"),
        _ => stage,
    }
}

/// A unit of a stage.
pub fn unit(unit: &str, language: Language) -> &str {
    match unit {
        "person-hours" => either(language, "person-hours", "osobogodz."),
        "grades" => either(language, "grades", "punkty"),
        "days" => either(language, "days, weeks", "dni, tyg."),
        "deviation" => either(language, "deviation", "odchylenie"),
        "starts" => either(language, "starts", "zm. godzin"),
        _ => unit,
    }
}

/// What is proven.
pub fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Optimal => either(language, "optimal", "optymalne"),
        Status::Gap => either(language, "in the gap", "w luce"),
        Status::Limit => either(language, "best found", "najlepsze znane"),
        Status::Infeasible => either(language, "impossible", "niemożliwe"),
        Status::Unknown => either(language, "unknown", "nieznane"),
    }
}

/// What a bound holds for.
pub fn scope(scope: Scope, language: Language) -> &'static str {
    match scope {
        Scope::Lawful => either(
            language,
            "every lawful roster of these people",
            "dla każdego zgodnego z regułami grafiku tych osób",
        ),
        Scope::Coverage => either(
            language,
            "every lawful roster of these people with this coverage",
            "dla każdego zgodnego z regułami grafiku tych osób o tej obsadzie",
        ),
        Scope::Dealt => either(
            language,
            "these shifts dealt out anew within class, contract and day",
            "dla tych samych zmian rozdanych inaczej w obrębie klasy, umowy i dnia",
        ),
        Scope::Granted => either(
            language,
            "these shifts dealt out anew within class, contract and day, no more wishes missed",
            "dla tych samych zmian rozdanych inaczej w obrębie klasy, umowy i dnia, gdy życzeń pominięto nie więcej",
        ),
    }
}

/// A rule or another reason, with its source where it has one.
pub fn rule(id: &str, language: Language) -> String {
    if let Some(Reason::Rule(rule)) = Reason::of_code(id) {
        let rule = rule.rule();
        let name = if language == Language::Pl { rule.pl } else { rule.en };
        return format!("{name} ({}, {})", rule.id.code(), rule.source);
    }
    let text = match id {
        "absent" => either(language, "absent", "nieobecność"),
        "not-available" => either(language, "not available then", "niedostępność w tych godzinach"),
        "at-work" => either(language, "at work at other hours", "pracuje w innych godzinach"),
        "fixed" => either(language, "has a duty given beforehand", "ma zmianę wyznaczoną z góry"),
        "activity" => either(
            language,
            "an activity at a set time does not go with it",
            "nie daje się pogodzić z zajęciem o ustalonej porze",
        ),
        "apart" => either(
            language,
            "would work together with somebody they must not work with",
            "praca razem z osobą, z którą nie wolno pracować",
        ),
        "together" => either(
            language,
            "would work without somebody they must work with",
            "praca bez osoby, z którą trzeba pracować",
        ),
        "free" => either(
            language,
            "free, and could lawfully help",
            "wolne, mogłoby zgodnie z regułami pomóc",
        ),
        "no-shift" => {
            either(language, "no shift rule covers it", "żadna reguła zmian tego nie obejmuje")
        }
        "break-window" => either(
            language,
            "break outside of the window of the shift rule",
            "przerwa poza oknem reguły zmian",
        ),
        "personal-limit-day" => {
            either(language, "personal limit of the day", "osobisty limit dnia")
        }
        "personal-limit-week" => {
            either(language, "personal limit of the week", "osobisty limit tygodnia")
        }
        "personal-limit-breaks" => {
            either(language, "personal limit of breaks", "osobisty limit przerw")
        }
        "personal-limit-night" => {
            either(language, "personal limit at night", "osobisty limit w nocy")
        }
        _ => id,
    };
    text.to_owned()
}

/// A shift of an answer in the words of the language: `off`, `absent`, `07:30-15:30 (break 11:00)`.
pub fn shift_text(shift: &str, language: Language) -> String {
    let w = words(language);
    match shift {
        "off" => w.free.to_owned(),
        "absent" => w.absent.to_owned(),
        other => other.replace("break", w.pause),
    }
}

/// What is short: agents for the calls of some lines, or leaders of one.
pub fn needed(lines: &[String], leaders: bool, language: Language) -> String {
    let lines = lines.join("+");
    match leaders {
        true => say!(language, "{lines} (leaders)", "{lines} (liderzy)"),
        false => lines,
    }
}

/// That there are leaders enough on a line.
pub fn led(line: &str, least: u32, language: Language) -> String {
    say!(
        language,
        "Leaders of {line} on duty while it is open, breaks taken off: {least} or more.",
        "Liderzy linii {line} obecni w godzinach otwarcia, bez przerw: co najmniej {least}."
    )
}

/// The heading of work away from the phone.
pub fn off_phone(language: Language) -> &'static str {
    either(language, "Off the phone", "Poza telefonem")
}

/// Hours of an activity.
pub fn held(activity: &str, hours: f64, language: Language) -> String {
    let hours = number(hours, 1, language);
    say!(
        language,
        "{activity}: {hours} h within the shifts, paid, away from the phone.",
        "{activity}: {hours} h w ramach zmian, płatne, poza telefonem."
    )
}

/// Who is excused from an activity at a set time.
pub fn excused(activity: &str, name: &str, date: &str, language: Language) -> String {
    say!(
        language,
        "{activity}, {date}: {name} is absent and excused",
        "{activity}, {date}: {name} – nieobecność, bez udziału"
    )
}

/// What of an activity is not placed, and why.
pub fn not_placed(
    activity: &str,
    (name, week): (Option<&str>, &str),
    (minutes, reason): (u32, Unplaced),
    language: Language,
) -> String {
    let who = name.map(|name| format!("{name}, ")).unwrap_or_default();
    let why = match reason {
        Unplaced::NoShift => either(
            language,
            "no shift has room for it within its days and hours",
            "żadna zmiana nie ma na to miejsca w podanych dniach i godzinach",
        ),
        Unplaced::Short => either(
            language,
            "wherever there is room, people would be short",
            "gdziekolwiek jest miejsce, brakowałoby ludzi",
        ),
        Unplaced::Promise => either(
            language,
            "where nobody would be short, a promise would break through the day",
            "tam, gdzie ludzi nie zabraknie, w ciągu dnia złamany byłby cel",
        ),
    };
    say!(
        language,
        "{activity}: {who}week of {week}: {minutes} min not placed: {why}",
        "{activity}: {who}tydzień od {week}: nierozmieszczone {minutes} min: {why}"
    )
}

/// A kind of relaxation or repair.
pub fn kind(kind: &str, language: Language) -> &str {
    match kind {
        "rule" => either(language, "the rule", "bez reguły"),
        "absence" => either(language, "the absence of", "bez nieobecności:"),
        "availability" => {
            either(language, "the limits of availability of", "bez ograniczeń dostępności:")
        }
        "people" => either(language, "with one more", "z jeszcze jedną osobą:"),
        "stand-in" => either(language, "stand-in", "zastępstwo"),
        "shift-longer" => either(
            language,
            "comes earlier or stays longer",
            "wcześniejsze przyjście lub dłuższa zmiana",
        ),
        "do-nothing" => either(language, "do nothing", "nic nie robić"),
        "shift-moved" => either(language, "shift moved", "przesunięcie zmiany"),
        "break-moved" => either(language, "break moved", "przesunięcie przerwy"),
        "day-off" => either(language, "day off", "wolny dzień"),
        "edit-undone" => either(language, "edit undone", "cofnięcie zmiany ręcznej"),
        "window-shortened" => either(language, "shorter break window", "krótsze okno przerwy"),
        "rule-broken" => {
            either(language, "not mended: a rule stays broken", "bez naprawy: reguła złamana")
        }
        "swap" => either(language, "swap", "zamiana"),
        "combination" => either(language, "several changes", "kilka zmian"),
        "accept-shortage" => either(language, "shortage accepted", "przyjęcie braku"),
        "part-cover" => either(language, "covered in part", "częściowe zastępstwo"),
        "no-change" => either(language, "nothing has to change", "bez zmian"),
        _ => kind,
    }
}

/// What the roster costs the employer.
pub fn employer(cost: &str, language: Language) -> String {
    say!(
        language,
        "Cost to the employer: {cost}; no hour of a norm is left unplanned.",
        "Koszt pracodawcy: {cost}; żadna godzina wymiaru nie pozostaje niezaplanowana."
    )
}

/// The same where the roster leaves hours of norms unplanned.
pub fn idle(cost: &str, (hours, owed): (&str, &str), language: Language) -> String {
    say!(
        language,
        "Cost to the employer: {cost}, of which {owed} for {hours} h of the norms that are not planned: who is employed and ready to work is paid for them (KP 81 §1).",
        "Koszt pracodawcy: {cost}, w tym {owed} za niezaplanowane godziny wymiaru ({hours}): pracownikom gotowym do pracy należy się za nie wynagrodzenie (KP 81 §1)."
    )
}

/// A wish.
pub fn wish(kind: &str, language: Language) -> &str {
    match kind {
        "off" => either(language, "day off", "wolny dzień"),
        "early" => either(language, "no evenings", "bez wieczorów"),
        "late" => either(language, "evenings", "wieczory"),
        "start" => either(language, "start", "początek"),
        _ => kind,
    }
}
