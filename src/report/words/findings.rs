//! What a check found, in both languages.

use super::macros::{either, say};
use super::roster;
use crate::domain::finding::{Broken, Counted, Fault, Finding, Forbidden, Verdict};
use crate::domain::measure::{Direction, MeasureUnit};
use crate::domain::units::Language;
use crate::wire::answer::CheckReport;

/// A verdict as it stands in JSON, in English.
pub fn report(verdict: &Verdict) -> CheckReport {
    CheckReport {
        passed: verdict.passed(),
        violations: verdict.findings.iter().map(plain).collect(),
        remarks: verdict.remarks.iter().map(plain).collect(),
    }
}

/// A finding in English, with labour rules by their names.
pub fn plain(finding: &Finding) -> String {
    let text = fault(&finding.fault, Language::En);
    let more = if text.is_empty() { None } else { Some(text) };
    match (finding.fault.rule(), more) {
        (Some(rule), None) => format!("{}: {rule}", finding.place),
        (Some(rule), Some(more)) => format!("{}: {rule}: {more}", finding.place),
        (None, more) => format!("{}: {}", finding.place, more.unwrap_or_default()),
    }
}

/// A finding as people read it: labour rules in words, with their source.
pub fn finding(finding: &Finding, language: Language) -> String {
    let place = place(&finding.place, language);
    let text = fault(&finding.fault, language);
    match finding.fault.rule() {
        Some(id) if text.is_empty() => format!("{place}: {}", roster::rule(id, language)),
        Some(id) => format!("{place}: {}: {text}", roster::rule(id, language)),
        None => format!("{place}: {text}"),
    }
}

/// Words of an address, English and Polish; what follows them is a name, a day or a time.
const ADDRESSES: [(&str, &str); 17] = [
    ("plan", "plan"),
    ("scenario", "scenariusz"),
    ("solver", "solver"),
    ("candidates", "warianty"),
    ("recommendation", "zalecenie"),
    ("candidate", "wariant"),
    ("closing of line", "zamknięcie linii"),
    ("line", "linia"),
    ("target", "cel"),
    ("group", "grupa"),
    ("contract", "umowa"),
    ("shift", "zmiana"),
    ("evening", "wieczór"),
    ("week of", "tydzień od"),
    ("week", "tydzień"),
    ("stage", "etap"),
    ("step", "krok"),
];

/// Single words of an address that are keys of a roster.
const PARTS: [(&str, &str); 14] = [
    ("through the day", "w ciągu dnia"),
    ("shift_times", "godziny zmian"),
    ("shifts", "zmiany"),
    ("roster", "grafik"),
    ("edition", "wydanie"),
    ("earlier", "wcześniej"),
    ("weeks", "tygodnie"),
    ("notice", "zastrzeżenie"),
    ("coverage", "obsada"),
    ("leaders", "liderzy"),
    ("people", "osoby"),
    ("stages", "etapy"),
    ("cost", "koszt"),
    ("paid_hours", "godziny płatne"),
];

/// An address in the words of a language: `line city, mon 08:00`, `linia city, mon 08:00`.
fn place(place: &str, language: Language) -> String {
    if language == Language::En {
        return place.to_owned();
    }
    let word = |part: &str| -> String {
        if let Some((_, pl)) = PARTS.iter().find(|(en, _)| *en == part) {
            return (*pl).to_owned();
        }
        let named = ADDRESSES.iter().find_map(|(en, pl)| {
            let rest = part.strip_prefix(en)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| format!("{pl}{rest}"))
        });
        named.unwrap_or_else(|| part.to_owned()).replacen(" on ", ", ", 1)
    };
    let outer = place.split(": ").map(|outer| outer.split(", ").map(word).collect::<Vec<_>>());
    outer.map(|parts| parts.join(", ")).collect::<Vec<_>>().join(": ")
}

/// Words for a thing that has no key in the answer; keys stay as they are.
fn key(what: &'static str, language: Language) -> &'static str {
    match what {
        "name" => either(language, "its name", "nazwa"),
        "lines" => either(language, "its lines", "linie"),
        "contracts" => either(language, "the list of its contracts", "lista umów"),
        "targets" => either(language, "the number of targets", "liczba celów"),
        "end" => either(language, "the end of its hours", "koniec godzin otwarcia"),
        key => key,
    }
}

/// A fault as a phrase. Labour rules have their words in [`roster::rule`].
fn fault(fault: &Fault, language: Language) -> String {
    match fault {
        Fault::Claimed { what, claimed, recomputed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is claimed as {claimed}, recomputed {recomputed}",
                "{what}: podano {claimed}, przeliczono {recomputed}"
            )
        }
        Fault::Unwanted { what, claimed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is claimed as {claimed}, but there must be none",
                "{what}: podano {claimed}, a nie powinno jej być"
            )
        }
        Fault::Absent { what, recomputed } => {
            let what = key(what, language);
            say!(
                language,
                "{what} is missing, recomputed {recomputed}",
                "{what}: brak, przeliczono {recomputed}"
            )
        }
        Fault::Missing => either(language, "missing", "brak").to_owned(),
        Fault::Unasked => either(
            language,
            "told, but not in the scenario",
            "podane, choć nie ma tego w scenariuszu",
        )
        .to_owned(),
        Fault::InsteadOf { claimed, what, expected } => {
            let what = counted(*what, language);
            say!(
                language,
                "{claimed}{what} instead of {expected}",
                "{claimed}{what} zamiast {expected}"
            )
        }
        Fault::Expected { what, claimed, expected } => say!(
            language,
            "{what} is {claimed}, but {expected} is expected",
            "{what} to {claimed}, a powinno być {expected}"
        ),
        Fault::PlayedOut { what, claimed, played, error } => say!(
            language,
            "{what} is claimed as {claimed}, played out {played} with a standard error of {error}",
            "{what}: podano {claimed}, z symulacji {played} z błędem standardowym {error}"
        ),
        Fault::SumClaimed { claimed, recomputed } => say!(
            language,
            "{claimed} claimed, {recomputed} recomputed",
            "podano {claimed}, przeliczono {recomputed}"
        ),
        fault => of_plan(fault, language)
            .or_else(|| of_shift(fault, language))
            .unwrap_or_else(|| of_roster(fault, language)),
    }
}

fn counted(what: Counted, language: Language) -> &'static str {
    match what {
        Counted::Rows => either(language, " rows", " wierszy"),
        Counted::Weeks => either(language, " weeks", " tygodni"),
        Counted::Lines => either(language, " lines", " linii"),
        Counted::Days => either(language, " days", " dni"),
        Counted::Those => "",
    }
}

/// Faults of a plan's proof, candidates, lines and intervals.
fn of_plan(fault: &Fault, language: Language) -> Option<String> {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    Some(match fault {
        Fault::BoundAboveObjective { bound, objective } => say!(
            language,
            "the bound {bound} lies above the objective {objective}",
            "ograniczenie dolne {bound} leży powyżej wartości celu {objective}"
        ),
        Fault::StatusAgainstGap { status, gap } => say!(
            language,
            "status {status} does not fit a plan with a gap of {gap}",
            "wynik {status} nie pasuje do planu o luce {gap}"
        ),
        Fault::StatusAgainstFigure { status, what, given } => {
            let given = match given {
                true => either(language, "given", "podano"),
                false => either(language, "missing", "brakuje"),
            };
            say!(
                language,
                "its status is {status}, but {what} is {given}",
                "wynik to {status}, a {what}: {given}"
            )
        }
        Fault::StatusOfPlan { status, plan } => say!(
            language,
            "its status is {status}, the recommended plan's is {plan}",
            "wynik to {status}, a zalecanego planu {plan}"
        ),
        Fault::ProofMissing => fixed(
            "objective, bound or gap is missing",
            "brakuje wartości celu, ograniczenia dolnego lub luki",
        ),
        Fault::OtherCandidates { claimed, expected } => say!(
            language,
            "the plan lists {claimed}, the scenario has {expected}",
            "plan wymienia {claimed}, scenariusz ma {expected}"
        ),
        Fault::BreaksPromises { keeper } => say!(
            language,
            "it breaks promises that candidate {keeper} keeps",
            "nie dotrzymuje celów, których dotrzymuje wariant {keeper}"
        ),
        Fault::OpenLonger { other, hours, own } => say!(
            language,
            "open for {own} hours, though candidate {other} with {hours} hours is not told apart from the best",
            "otwarte {own} godz., choć wariantu {other} ({hours} godz.) nie da się odróżnić od najlepszego"
        ),
        Fault::Dearer { objective, other, cheaper } => say!(
            language,
            "its cost less the worth of answered calls is {objective}, that of candidate {other} is {cheaper}",
            "koszt po odjęciu wartości odebranych połączeń to {objective}, a wariantu {other} {cheaper}"
        ),
        Fault::ReportedTimes { times } => say!(
            language,
            "reported {times} times instead of once",
            "podana {times} razy zamiast raz"
        ),
        Fault::ReportedByPlan { times } => say!(
            language,
            "the plan reports it {times} times instead of once",
            "plan podaje ją {times} razy zamiast raz"
        ),
        Fault::NoSuchGroup => {
            fixed("the scenario has no such group", "scenariusz nie ma takiej grupy")
        }
        Fault::NoSuchLine => {
            fixed("the scenario has no such line", "scenariusz nie ma takiej linii")
        }
        Fault::RowTwice => fixed("the row is there twice", "wiersz występuje dwa razy"),
        Fault::TooManyShifts { held, most } => say!(
            language,
            "{held} are more than {most}; nothing is recounted",
            "{held} to więcej niż {most}; nic nie jest przeliczane"
        ),
        Fault::SearchNotRecounted => fixed(
            "not recounted: the name of the solver, bounds beyond that they fit their gaps, and how the search went (its rounds, what it began with, what it was tightened to, what stopped it)",
            "nie przeliczono: nazwy programu szukającego, oszacowań poza ich zgodnością z lukami oraz przebiegu szukania (rund, początku, zaostrzeń, przyczyny końca)",
        ),
        Fault::OnlyPlayedOut => fixed(
            "held only against weeks played out: the wait of the answered and the time worked after closing; half-widths, the number of weeks they come from and figures by the formula beside them are not recounted",
            "porównano tylko z rozegranymi tygodniami: czekanie odebranych i pracę po zamknięciu; szerokości przedziałów, liczby tygodni, z których pochodzą, i liczb według wzoru obok nich nie przeliczono",
        ),
        Fault::OthersNotRecounted => fixed(
            "not recounted: what callers experience and what is paid at closing times that are not recommended, beyond what follows from their other figures; their shifts are not given",
            "nie przeliczono: obsługi i płac przy godzinach, których nie zalecono, poza tym, co wynika z ich innych liczb; ich zmian nie podano",
        ),
        Fault::StepsNotRecounted => fixed(
            "not recounted: what fewer shift times cost; the shifts of these plans are not given",
            "nie przeliczono: kosztu planów o mniejszej liczbie godzin zmian; ich zmian nie podano",
        ),
        Fault::TodayAsTold => fixed(
            "not recounted: the figures of today, which are the scenario's own and held against it word for word; and how many people the same hours need where other hours are recommended",
            "nie przeliczono: liczb stanu dzisiejszego, które podaje scenariusz (porównano je z nim słowo w słowo), oraz liczby osób potrzebnych przy tych samych godzinach, gdy zalecono inne",
        ),
        Fault::RosterSearchNotRecounted => fixed(
            "not recounted: bounds beyond that they fit their values and gaps, the deviation that fairness is measured by, needs that averages bring, and how the search went (how often a week was solved again, what it was raised to and by what it was held up)",
            "nie przeliczono: oszacowań poza ich zgodnością z wartościami i lukami, odchylenia sprawiedliwości, potrzeb wynikających ze średnich oraz przebiegu szukania (ile razy planowano tydzień, do czego zaostrzono i co stanęło na przeszkodzie)",
        ),
        Fault::AdviceNotRecounted => fixed(
            "not recounted: what granting a wish would take, where exactly a shortage lies and why each person cannot fill it, and what would remain short if something were given up",
            "nie przeliczono: czego wymagałoby spełnienie życzenia, gdzie dokładnie jest brak i dlaczego kto nie może go uzupełnić oraz ile by brakowało po ustępstwie",
        ),
        Fault::NothingThroughDay => fixed(
            "the roster tells nothing of waits through the day; its promises are held by the formula alone",
            "grafik nic nie mówi o czekaniu w ciągu dnia; jego obietnice sprawdzono tylko wzorem",
        ),
        Fault::WishesNotTold => fixed(
            "the roster does not tell what became of wishes; they are counted in its stage alone",
            "grafik nie mówi, co stało się z życzeniami; policzono je tylko w jego etapie",
        ),
        Fault::RowMissing => fixed("the row is missing", "brakuje wiersza"),
        Fault::NoSuchSet => fixed(
            "no such lines share consultants at this time",
            "takie linie nie dzielą wtedy konsultantów",
        ),
        Fault::NoSuchClosing { claimed } => say!(
            language,
            "{claimed} is none of the line's closing times",
            "{claimed} nie jest żadną z godzin zamknięcia tej linii"
        ),
        Fault::UnknownLines => fixed(
            "the scenario does not have all its lines",
            "scenariusz nie ma wszystkich tych linii",
        ),
        Fault::NotForEachLine => fixed(
            "it does not give calls and agents for each of its lines",
            "nie podaje połączeń i konsultantów dla każdej swojej linii",
        ),
        Fault::CallsOfNoClosing { line, calls } => say!(
            language,
            "calls of line {line} are claimed as {calls}, which no closing brings",
            "połączenia linii {line}: podano {calls}, czego nie daje żadna godzina zamknięcia"
        ),
        Fault::Separate { line, claimed, recomputed } => say!(
            language,
            "separate is claimed as {claimed} for line {line}, recomputed {recomputed}",
            "osobna obsada linii {line}: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::FewerAttempts { attempts } => say!(
            language,
            "attempts_per_week {attempts} are fewer than its calls",
            "attempts_per_week {attempts}: mniej niż połączeń"
        ),
        Fault::KeptByClaimOnly { played, promised } => say!(
            language,
            "is claimed to be kept; in weeks played out it is {played}, and {promised} is promised",
            "według planu cel jest dotrzymany; w odegranych tygodniach wychodzi {played}, obiecano {promised}"
        ),
        Fault::NotReached { reached, promised } => say!(
            language,
            "{reached} reached, {promised} promised",
            "osiągnięto {reached}, obiecano {promised}"
        ),
        Fault::TooManySets => fixed(
            "too many sets of lines share consultants to check them all",
            "zbyt wiele zestawów linii dzieli konsultantów, by sprawdzić wszystkie",
        ),
        Fault::OnDuty { agents, people, required } => say!(
            language,
            "{agents} agents on duty, {people} required for {required} at the phone",
            "obecnych konsultantów {agents}, a potrzeba {people}, by {required} było przy telefonie"
        ),
        Fault::AtPhone { agents, required } => say!(
            language,
            "{agents} agents at the phone, {required} required",
            "konsultantów przy telefonie {agents}, wymaganych {required}"
        ),
        Fault::Overloaded { agents, load } => say!(
            language,
            "{agents} agents at the phone cannot keep up with {load} erlangs",
            "konsultantów przy telefonie {agents}: nie nadążą z ruchem {load} erlangów"
        ),
        Fault::Broken { promise, value, promised } => broken(*promise, *value, *promised, language),
        Fault::FiguresMissing => fixed("its figures are missing", "brakuje wyników"),
        Fault::ReachedMissing => fixed(
            "what is reached through the day is missing",
            "brakuje wartości osiąganej w ciągu dnia",
        ),
        Fault::MetThroughDay { claimed, value, met } => say!(
            language,
            "met through the day is claimed as {claimed}, at {value} it is {met}",
            "spełnienie w ciągu dnia: podano {claimed}, przy {value} jest {met}"
        ),
        Fault::ReachedOtherwise { claimed, own } => say!(
            language,
            "reached through the day is {claimed}, the line's own figure {own}",
            "w ciągu dnia osiągnięto {claimed}, a wynik samej linii to {own}"
        ),
        _ => return None,
    })
}

fn broken(promise: Broken, value: f64, promised: f64, language: Language) -> String {
    let what = super::measure_name(promise.measure, language);
    let threshold = promise.threshold_s.map_or(String::new(), |s| format!(" ({s} s)"));
    let unit = if promise.measure.unit() == MeasureUnit::Seconds { " s" } else { "" };
    let most = match promise.measure.direction() {
        Direction::AtMost => either(language, "at most", "najwyżej"),
        Direction::AtLeast => either(language, "at least", "co najmniej"),
    };
    say!(
        language,
        "{what} {value}{unit}{threshold}, promised {most} {promised}{unit}",
        "{what}: {value}{unit}{threshold}, obiecano {most} {promised}{unit}"
    )
}

/// Faults of shifts and of what contracts allow.
fn of_shift(fault: &Fault, language: Language) -> Option<String> {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    Some(match fault {
        Fault::NoSuchContract => {
            fixed("the group has no such contract", "grupa nie ma takiej umowy")
        }
        Fault::TooManyShiftTimes { used, most } => say!(
            language,
            "{used} shift times are used, but shift_times_max allows {most}",
            "różnych godzin zmian jest {used}, a shift_times_max dopuszcza {most}"
        ),
        Fault::StepsOutOfOrder => fixed(
            "fewer shift times must cost more, step by step",
            "mniej godzin zmian musi kosztować coraz więcej",
        ),
        Fault::NoSuchShiftTime => {
            fixed("no rule has such a shift time", "żadna reguła nie ma takich godzin zmiany")
        }
        Fault::HeadCount { used, heads } => say!(
            language,
            "{used} shifts start, but the group has a head count of {heads}",
            "zaczyna się zmian: {used}, a grupa ma osób: {heads}"
        ),
        Fault::ContractHeads { used, heads } => say!(
            language,
            "{used} shifts start, but only {heads} people have this contract",
            "zaczyna się zmian: {used}, a tę umowę ma osób: {heads}"
        ),
        Fault::ContractDays { used, days } => say!(
            language,
            "{used} shifts in the week, but its people work {days} days",
            "zmian w tygodniu: {used}, a dni pracy tych osób: {days}"
        ),
        Fault::ContractHours { used, hours } => say!(
            language,
            "{used} paid hours, but its people have {hours}",
            "godzin płatnych: {used}, a te osoby mają {hours}"
        ),
        Fault::ContractShare { used, hours } => say!(
            language,
            "{used} paid hours, but its share allows {hours} at most",
            "godzin płatnych: {used}, a udział umowy dopuszcza najwyżej {hours}"
        ),
        Fault::NobodyWorks => {
            fixed("nobody works it: count is 0", "nikt jej nie pracuje: count to 0")
        }
        Fault::NoSuchRule => {
            fixed("the scenario has no such shift rule", "scenariusz nie ma takiej reguły zmian")
        }
        Fault::Forbidden(what) => forbidden(*what, language),
        Fault::BreakCount { breaks, due } => say!(
            language,
            "it has {breaks} breaks, its rule asks for {due}",
            "przerw: {breaks}, a reguła wymaga {due}"
        ),
        Fault::BreakLength { number, minutes, due } => say!(
            language,
            "break {number} lasts {minutes} minutes, its rule asks for {due}",
            "przerwa {number} trwa {minutes} min, a reguła wymaga {due}"
        ),
        Fault::BreakWindow { number } => say!(
            language,
            "break {number} lies outside its window",
            "przerwa {number} leży poza swoim oknem"
        ),
        Fault::BreaksOverlap { number } => {
            let next = number + 1;
            say!(
                language,
                "breaks {number} and {next} overlap or are out of order",
                "przerwy {number} i {next} nachodzą na siebie albo są w złej kolejności"
            )
        }
        _ => return None,
    })
}

fn forbidden(what: Forbidden, language: Language) -> String {
    let what = match what {
        Forbidden::Group => either(language, "the group", "tej grupy").to_owned(),
        Forbidden::Contract => either(language, "the contract", "tej umowy").to_owned(),
        Forbidden::Day(day) => {
            let (code, pl) = (day.code(), super::numbers::day(day, language));
            say!(language, "a start on {code}", "początku w dniu {pl}")
        }
        Forbidden::Start => {
            either(language, "a start at this time", "początku o tej godzinie").to_owned()
        }
        Forbidden::Length(length) => {
            say!(language, "a length of {length} minutes", "długości {length} min")
        }
    };
    say!(language, "its rule does not allow {what}", "jej reguła nie dopuszcza {what}")
}

/// Faults of rosters.
fn of_roster(fault: &Fault, language: Language) -> String {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    match fault {
        Fault::NoRoster => fixed("the scenario has no [roster]", "scenariusz nie ma [roster]"),
        Fault::ShortSilent { hours } => say!(
            language,
            "{hours} person-hours are short, and the roster does not say so",
            "brakuje osobogodzin: {hours}, a grafik o tym nie mówi"
        ),
        Fault::NoCoverage => fixed(
            "the roster has no coverage of this interval",
            "grafik nie podaje obsady tego przedziału",
        ),
        Fault::OnDutyClaimed { claimed, recomputed } => say!(
            language,
            "{claimed} on duty claimed, {recomputed} recomputed",
            "obecnych: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::RaisedOtherwise { required } => say!(
            language,
            "{required} required, but raised to another number",
            "wymaganych {required}, a podniesiono do innej liczby"
        ),
        Fault::ByFormula { claimed, recomputed } => say!(
            language,
            "{claimed} by the formula claimed, {recomputed} recomputed",
            "według wzoru: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::RequiredClaimed { claimed, least } => say!(
            language,
            "{claimed} required claimed, at least {least} recomputed",
            "wymaganych: podano {claimed}, przeliczono co najmniej {least}"
        ),
        Fault::PaidHours { claimed, recomputed } => say!(
            language,
            "{claimed} paid hours claimed, {recomputed} recomputed",
            "godzin płatnych: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::Norm { claimed, recomputed } => say!(
            language,
            "a norm of {claimed:?} h claimed, {recomputed:?} recomputed",
            "wymiar w godzinach: podano {claimed:?}, przeliczono {recomputed:?}"
        ),
        Fault::Evenings { evenings, weekend_days } => say!(
            language,
            "{evenings} evenings and {weekend_days} weekend days recomputed",
            "przeliczono wieczorów: {evenings}, dni weekendu: {weekend_days}"
        ),
        Fault::Spread => fixed(
            "evenings or Saturdays of the contract are others",
            "wieczory lub soboty tej umowy są inne",
        ),
        Fault::NoSuchConsultant => {
            fixed("no such consultant in the scenario", "scenariusz nie ma takiej osoby")
        }
        Fault::ListedTwice => fixed("listed twice", "wymieniono dwa razy"),
        Fault::OtherContract => fixed(
            "group or contract differ from the scenario",
            "grupa lub umowa inna niż w scenariuszu",
        ),
        Fault::OtherPeople => fixed(
            "it was made for other people: [[consultant]] or [[group]] has changed since",
            "powstał dla innych osób: [[consultant]] lub [[group]] od tego czasu się zmieniły",
        ),
        Fault::OtherRules => fixed(
            "it was made for other rules: [roster], [[shift]] or [cost] has changed since",
            "powstał dla innych reguł: [roster], [[shift]] lub [cost] od tego czasu się zmieniły",
        ),
        Fault::OtherDemand => fixed(
            "it was made for other demand: [[line]] or [calendar] has changed since",
            "powstał dla innego ruchu: [[line]] lub [calendar] od tego czasu się zmieniły",
        ),
        Fault::OtherLines => {
            fixed("lines differ from the scenario", "linie inne niż w scenariuszu")
        }
        Fault::Dated { date } => say!(language, "the day is dated {date}", "dzień ma datę {date}"),
        Fault::NotMarkedAbsent => {
            fixed("the day is not marked as absent", "dnia nie oznaczono jako nieobecności")
        }
        Fault::CodeAgainstShift => {
            fixed("code and shift contradict one another", "kod dnia i zmiana są ze sobą sprzeczne")
        }
        Fault::NoRuleMakes { rule, start, end } => say!(
            language,
            "no shift rule `{rule}` makes {start}-{end} for this person",
            "żadna reguła zmian `{rule}` nie daje tej osobie {start}-{end}"
        ),
        Fault::HoursAndCost { hours, cost, own_hours, own_cost } => say!(
            language,
            "{hours} h and {cost} claimed, {own_hours} h and {own_cost} recomputed",
            "podano {hours} h i {cost}, przeliczono {own_hours} h i {own_cost}"
        ),
        Fault::OtherBreaks => fixed(
            "breaks: they are not those of the shift rule",
            "przerwy: nie są to przerwy z reguły zmian",
        ),
        Fault::StageClaimed { claimed, least, most } => say!(
            language,
            "{claimed} claimed, {least} to {most} recomputed",
            "podano {claimed}, przeliczono od {least} do {most}"
        ),
        Fault::BoundAboveValue => {
            fixed("its bound is above its value", "ograniczenie dolne jest powyżej wartości")
        }
        Fault::GapClaimed { claimed, recomputed } => say!(
            language,
            "a gap of {claimed} claimed, {recomputed} recomputed",
            "luka: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::NotOptimal => fixed(
            "called optimal, but its bound is below its value",
            "podano jako optymalny, a ograniczenie dolne jest poniżej wartości",
        ),
        Fault::OtherMonday => {
            fixed("another Monday is expected", "powinien to być inny poniedziałek")
        }
        Fault::OtherPromises { line } => say!(
            language,
            "the promises of line {line} are not those of the scenario",
            "cele linii {line} są inne niż w scenariuszu"
        ),
        Fault::BrokenUnlisted { measure, over } => say!(
            language,
            "{measure} over {over} is broken and not listed so",
            "cel {measure} ({over}) nie jest dotrzymany, a grafik go nie wymienia"
        ),
        Fault::ListedOtherwise { measure, over } => say!(
            language,
            "{measure} over {over} is listed as broken, but not with what its promise reaches",
            "cel {measure} ({over}) wymieniono jako niedotrzymany, ale nie z wartością, którą osiąga"
        ),
        Fault::NothingInTheWay => fixed(
            "what stands in the way of promises is told, and all are kept",
            "podano, co stoi na przeszkodzie celom, a wszystkie są dotrzymane",
        ),
        fault => of_rule(fault, language),
    }
}

/// The phrase after the name of a labour rule; empty where the name is enough.
fn of_rule(fault: &Fault, language: Language) -> String {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    match fault {
        Fault::WorksAway => fixed("works although away", "pracuje mimo nieobecności"),
        Fault::NotAvailable => fixed(
            "outside the times the person is available",
            "poza godzinami dostępności tej osoby",
        ),
        Fault::FixedMissing => {
            fixed("the duty given beforehand is missing", "brakuje zmiany wyznaczonej z góry")
        }
        Fault::FixedUnmarked => fixed(
            "whether it was given beforehand is told wrongly",
            "źle podano, czy wyznaczono ją z góry",
        ),
        Fault::FixedOther => {
            fixed("another duty was given beforehand", "z góry wyznaczono inną zmianę")
        }
        Fault::WindowSilent => fixed(
            "a break lies outside of it, and the roster does not say so",
            "przerwa leży poza nim, a grafik o tym nie mówi",
        ),
        Fault::WindowNotShortened => fixed(
            "shortened, the roster says, but no break lies outside of it",
            "według grafiku skrócone, a żadna przerwa nie leży poza nim",
        ),
        Fault::WindowShortened { from, to } => format!("{from}-{to}"),
        Fault::ShortNotice { days, asked } => say!(
            language,
            "{days} days of notice, {asked} asked for",
            "wyprzedzenie w dniach: {days}, wymagane {asked}"
        ),
        Fault::Unpublished => fixed(
            "the roster it is set against was never published",
            "grafiku, z którym go porównano, nie opublikowano",
        ),
        Fault::ChangesNotRecounted => fixed(
            "changes are held against the roster's own days alone; --published has them counted anew",
            "zmiany porównano tylko z dniami tego grafiku; --published przelicza je od nowa",
        ),
        _ => String::new(),
    }
}
