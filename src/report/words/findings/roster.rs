//! Faults of rosters.

use crate::domain::finding::Fault;
use crate::domain::units::Language;
use crate::report::words::macros::{either, say};

/// A fault of this kind as a phrase; empty if it is of none that has words.
pub(super) fn phrase(fault: &Fault, language: Language) -> String {
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
        Fault::Norm { claimed, recomputed } => {
            let hours = |hours: &Option<f64>| hours.map_or("–".to_owned(), |h| h.to_string());
            let (claimed, recomputed) = (hours(claimed), hours(recomputed));
            say!(
                language,
                "a norm of {claimed} h claimed, {recomputed} recomputed",
                "wymiar w godzinach: podano {claimed}, przeliczono {recomputed}"
            )
        }
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
        Fault::ActivityOverlaps { activity } => say!(
            language,
            "activity `{activity}` lies outside of the shift, or over a break or another activity",
            "zajęcie `{activity}` leży poza zmianą albo zachodzi na przerwę lub inne zajęcie"
        ),
        Fault::ActivityElsewhere { activity } => say!(
            language,
            "activity `{activity}` is not at a time, of a length or for a person that the scenario has",
            "zajęcie `{activity}` ma porę, długość lub osobę inną niż w scenariuszu"
        ),
        Fault::OpenClaimed { claimed, recomputed } => say!(
            language,
            "{claimed} min not placed claimed, {recomputed} recomputed",
            "nierozmieszczonych minut: podano {claimed}, przeliczono {recomputed}"
        ),
        Fault::PlacedWhereShort { activity } => say!(
            language,
            "a piece of activity `{activity}` lies where people are short",
            "część zajęcia `{activity}` leży tam, gdzie brakuje ludzi"
        ),
        fault => of_rule(fault, language),
    }
}

/// The phrase after the name of a labour rule; empty where the name is enough.
fn of_rule(fault: &Fault, language: Language) -> String {
    let fixed = |en: &str, pl: &str| either(language, en, pl).to_owned();
    match fault {
        Fault::Pair { other, .. } => other.clone(),
        Fault::ActivityMissing { activity } => say!(
            language,
            "`{activity}` is missing at its set time",
            "brakuje zajęcia `{activity}` o ustalonej porze"
        ),
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
