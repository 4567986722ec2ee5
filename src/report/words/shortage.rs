//! Why there is no plan, in both languages.

use super::macros::{either, say};
use super::remarks::{limit_name, subject};
use super::through_day::stretch;
use super::{hand_over, remedies, roster, sentences};
use crate::domain::clock::{TimeOfDay, Weekday};
use crate::domain::measure::MeasureUnit;
use crate::domain::units::Language;
use crate::wire::answer::{
    BindingLimit, Cause, Change, GivenDuty, Infeasibility, Limit, MissedPromise, Shortage,
};
use std::collections::BTreeMap;

/// Names of lines by their identifiers.
type Names = BTreeMap<String, String>;

/// The explanation as it stands in JSON, with its sentences in English.
pub fn written(cause: &Infeasibility) -> Infeasibility {
    let en = Language::En;
    let limits = cause.limits.iter().map(|limit| BindingLimit {
        subject: subject(limit, en).to_owned(),
        remedy: remedy(&limit.change, &cause.names, en),
        ..limit.clone()
    });
    Infeasibility {
        summary: summary(cause, en),
        missed: cause.promises.iter().map(|p| missed(p, &cause.names, en)).collect(),
        limits: limits.collect(),
        ..cause.clone()
    }
}

/// A number with at most one decimal, none where it is whole; small amounts with two.
fn amount(value: f64, language: Language) -> String {
    let places = if value.abs() < 0.095 { 100.0 } else { 10.0 };
    let rounded = (value * places).round() / places;
    let text = if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded}") };
    either(language, text.clone(), text.replace('.', ","))
}

/// An English count with its noun: `1 consultant`, `2.5 consultants`.
fn counted(value: f64, one: &str, many: &str) -> String {
    let text = amount(value, Language::En);
    if text == "1" { format!("1 {one}") } else { format!("{text} {many}") }
}

fn name<'a>(line: &'a String, names: &'a Names) -> &'a str {
    names.get(line).unwrap_or(line)
}

/// `on Monday`, `w poniedziałek`.
fn on_day(day: Weekday, language: Language) -> String {
    const PL: [&str; 7] = [
        "w poniedziałek",
        "we wtorek",
        "w środę",
        "w czwartek",
        "w piątek",
        "w sobotę",
        "w niedzielę",
    ];
    match language {
        Language::En => format!("on {}", hand_over::weekday(day.index(), language)),
        Language::Pl => PL[day.index()].to_owned(),
    }
}

/// The reason in one sentence.
pub fn summary(cause: &Infeasibility, language: Language) -> String {
    let first = cause.limits.first();
    if let Some(lack) = remedies::lack(cause, language) {
        return lack;
    }
    match &cause.cause {
        Cause::Short { at_least } => short(cause, *at_least, language),
        Cause::Promises => promises(cause, first, language),
        Cause::Unreachable => unreachable(cause, language),
        Cause::FixedDuties { name, week } => {
            let name = if name.is_empty() { either(language, "somebody", "kogoś") } else { name };
            say!(
                language,
                "the fixed duties of {name} in the week of {week} leave no lawful line of work",
                "zmiany wyznaczone z góry ({name}, tydzień od {week}) nie pozwalają ułożyć zgodnego z regułami tygodnia"
            )
        }
        Cause::RefusedDuties { duties } => refused(duties, language),
        Cause::RefusedActivities { duties } => {
            let days = each(duties, language);
            say!(
                language,
                "Activities at a set time that their people cannot attend: {days}. Either move the activity, take the person out of it, or change what stands against it.",
                "Zajęcia o ustalonej porze, w których te osoby nie mogą wziąć udziału: {days}. Przenieś zajęcie, usuń z niego tę osobę albo zmień to, co stoi na przeszkodzie."
            )
        }
        Cause::RefusedPair { people: [a, b], date, reason } => {
            let reason = roster::rule(reason.code(), language);
            say!(
                language,
                "{a} and {b} on {date}, by what is given beforehand: {reason}. Either remove the pair, or change the fixed duties or activities.",
                "{a} i {b}, {date}, wskutek tego, co wyznaczono z góry: {reason}. Usuń parę albo zmień wyznaczone zmiany lub zajęcia."
            )
        }
        Cause::ShiftTimes { most, least } => say!(
            language,
            "shift_times_max is {most}; the fewest shift times that a plan was found with are {least}. Whether there is a plan \
             with fewer is not known.",
            "shift_times_max to {most}; najmniejsza liczba godzin zmian, z jaką znaleziono plan, to {least}. Czy istnieje plan \
             z mniejszą ich liczbą, nie wiadomo."
        ),
        Cause::Stopped => say!(
            language,
            "No plan meets the targets; the search for the cause was stopped.",
            "Celów nie spełni żaden plan; szukanie przyczyny przerwano."
        ),
    }
}

/// Fixed duties that cannot be worked, with the reasons and what to do.
fn refused(duties: &[GivenDuty], language: Language) -> String {
    let duties = each(duties, language);
    say!(
        language,
        "Duties given beforehand that their people cannot work: {duties}. Either remove the fixed duty, or change what stands against it.",
        "Zmiany wyznaczone z góry, których te osoby nie mogą przepracować: {duties}. Usuń wyznaczoną zmianę albo zmień to, co stoi jej na przeszkodzie."
    )
}

/// People and days with the reasons.
fn each(duties: &[GivenDuty], language: Language) -> String {
    let one = |duty: &GivenDuty| {
        let reason = roster::rule(duty.reason.code(), language);
        format!("{} {}: {reason}", duty.name, duty.date)
    };
    duties.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Where most is short, and how much in all.
fn short(cause: &Infeasibility, at_least: bool, language: Language) -> String {
    let size = |s: &Shortage| s.short * f64::from(s.minutes());
    let mut worst = cause.short.first();
    for stretch in &cause.short {
        if worst.is_some_and(|w| size(stretch) > size(w) + 1e-6) {
            worst = Some(stretch);
        }
    }
    let Some(worst) = worst else {
        return say!(language, "No plan meets the targets.", "Celów nie spełni żaden plan.");
    };
    let (day, binds) = (on_day(worst.day, language), binds(cause.limits.first(), language));
    let (start, end) = (&worst.start, &worst.end);
    match language {
        Language::En => format!(
            "No plan meets the targets: {} short of {} {day} {start}–{end} ({}{} a week in all){binds}.",
            lines_are(&worst.lines, &cause.names),
            counted(worst.short, "consultant", "consultants"),
            if at_least { "at least " } else { "" },
            counted(cause.shortage_hours, "agent-hour", "agent-hours"),
        ),
        Language::Pl => format!(
            "Celów nie spełni żaden plan: {day} {start}–{end} brakuje konsultantów: {} ({}); w całym tygodniu brakuje {}{} roboczogodz.{binds}.",
            amount(worst.short, language),
            quoted(&worst.lines, &cause.names),
            if at_least { "co najmniej " } else { "" },
            amount(cause.shortage_hours, language),
        ),
    }
}

/// English names of lines with their verb.
fn lines_are(ids: &[String], names: &Names) -> String {
    let named: Vec<&str> = ids.iter().map(|id| name(id, names)).collect();
    match named.as_slice() {
        [one] => format!("{one} is"),
        [head @ .., last] => format!("{} and {last} are", head.join(", ")),
        [] => "the lines are".to_owned(),
    }
}

/// Polish names of lines.
fn quoted(ids: &[String], names: &Names) -> String {
    let named = ids.iter().map(|id| format!("„{}”", name(id, names))).collect::<Vec<_>>();
    sentences::list(&named, Language::Pl)
}

/// Promises that cannot be kept.
fn promises(cause: &Infeasibility, limit: Option<&BindingLimit>, language: Language) -> String {
    let binds = binds(limit, language);
    let Some((first, rest)) = cause.promises.split_first() else {
        return say!(
            language,
            "No plan meets the targets, although fractions of consultants would: the limits leave no room for whole ones.",
            "Celów nie spełni żaden plan, choć spełniłyby je ułamki osób: limity nie mieszczą całych."
        );
    };
    let first = missed(first, &cause.names, language);
    let more = match rest.len() {
        0 => String::new(),
        1 => say!(language, " (and 1 promise more)", " (i jeszcze 1 cel)"),
        count => say!(language, " (and {count} promises more)", " (i dalsze cele: {count})"),
    };
    say!(
        language,
        "No plan meets the targets: {first}{more}{binds}.",
        "Celów nie spełni żaden plan: {first}{more}{binds}."
    )
}

/// Promises that no number of consultants keeps.
fn unreachable(cause: &Infeasibility, language: Language) -> String {
    let Some(first) = cause.short.first() else { return String::new() };
    let (day, start, end) = (on_day(first.day, language), &first.start, &first.end);
    match language {
        Language::En => format!(
            "No number of agents meets the targets: {} promised more than a million agents can keep, first {day} {start}–{end}.",
            lines_are(&first.lines, &cause.names),
        ),
        Language::Pl => format!(
            "Celów nie spełni żadna liczba konsultantów: {}, najpierw {day} {start}–{end} (sprawdzono do miliona).",
            quoted(&first.lines, &cause.names),
        ),
    }
}

/// A promise that cannot be kept, and the best that can be reached by the formula, which knows nothing of a day
/// that begins with an empty queue.
pub fn missed(promise: &MissedPromise, names: &Names, language: Language) -> String {
    let line = name(&promise.line, names);
    let when = match promise.day {
        Some(day) => on_day(day, language),
        None => either(language, "over the week", "w całym tygodniu").to_owned(),
    };
    let percent = |share: f64| amount(share * 100.0, language);
    let when = format!("{when}{}", stretch(promise.between, language));
    let threshold = format!("{} s", amount(promise.within_s.unwrap_or(0.0), language));
    let of = promise.service_level_of.map_or("", |of| super::level_of(of, language));
    let what = super::promise_name(promise.measure(), &threshold, language) + of;
    let at_best = either(language, "at best by formula", "osiągalne najwyżej wg wzoru");
    match promise.measure().unit() {
        MeasureUnit::Seconds | MeasureUnit::Agents => {
            let promised = amount(promise.promised, language);
            let best = amount(promise.at_best, language);
            say!(
                language,
                "{line}: {what} {when}: {promised} s promised, {best} s {at_best}",
                "{line}: {what} {when}: obiecano {promised} s, {at_best} {best} s"
            )
        }
        MeasureUnit::Share => {
            let (promised, best) = (percent(promise.promised), percent(promise.at_best));
            say!(
                language,
                "{line}: {what} {when}: {promised} % promised, {best} % {at_best}",
                "{line}: {what} {when}: obiecano {promised}%, {at_best} {best}%"
            )
        }
    }
}

/// The limit that decides, as the end of a sentence.
fn binds(limit: Option<&BindingLimit>, language: Language) -> String {
    let Some(limit) = limit else { return String::new() };
    let subject = &limit.subject;
    if language == Language::Pl {
        let subject = super::remarks::subject(limit, language);
        return format!(
            "; decyduje ograniczenie: {} ({subject})",
            limit_name(limit.limit, language)
        );
    }
    match limit.limit {
        Limit::HeadCount => format!("; the head count of {subject} binds"),
        Limit::ContractDays => format!("; the working days of contract {subject} bind"),
        Limit::ContractHours => format!("; the weekly hours of contract {subject} bind"),
        Limit::ShareMax => format!("; the largest share of contract {subject} binds"),
        Limit::ShiftRules => format!("; the shifts allowed by {subject} bind"),
        Limit::OpeningHours => format!("; the opening hours of {subject} bind"),
        Limit::Staff => "; the limits on people and contracts together bind".to_owned(),
    }
}

/// The remedy for a limit: either one change or another.
pub fn remedy(change: &Change, names: &Names, language: Language) -> String {
    match change {
        Change::People { group, contract, now, more } => {
            let place = match contract {
                None => {
                    say!(language, "in group {group} on one day", "w grupie {group} jednego dnia")
                }
                Some(contract) => say!(
                    language,
                    "on contract {contract} of group {group}",
                    "na umowie {contract} w grupie {group}"
                ),
            };
            people(*now, *more, &place, language)
        }
        Change::Days { contract, more } => days(*more, contract, language),
        Change::Hours { contract, more } => hours(*more, contract, language),
        Change::Share { contract, now, enough } => share(*now, *enough, contract, language),
        Change::Shifts { covered, first } => shifts(*covered, *first, language),
        Change::Close { line, closing } => {
            let line = name(line, names);
            say!(
                language,
                "either close {line} at {closing}, the latest closing without shortage, or staff the hours after it",
                "albo zamykaj linię {line} o {closing}, najpóźniej jak można bez braków, albo obsadź późniejsze godziny"
            )
        }
        Change::Staff => say!(
            language,
            "either raise head counts and contracts together or ease the targets; no single limit is enough",
            "albo zwiększ razem liczbę osób i wymiar umów, albo złagodź cele; żadne pojedyncze ograniczenie nie wystarczy"
        ),
    }
}

fn people(now: u32, more: Option<u32>, place: &str, language: Language) -> String {
    let Some(more) = more else {
        return say!(
            language,
            "either allow more people {place} or ease the targets",
            "albo dopuść więcej osób {place}, albo złagodź cele"
        );
    };
    let people = if more == 1 { "person" } else { "people" };
    let total = now + more;
    say!(
        language,
        "either allow at least {more} more {people} {place} ({total} in place of {now}) or ease the targets",
        "albo dopuść {place} co najmniej tyle osób: {total} zamiast {now}, albo złagodź cele"
    )
}

fn days(more: Option<u32>, contract: &str, language: Language) -> String {
    match more {
        None => say!(
            language,
            "either allow more working days on contract {contract} or put more people on it",
            "albo dopuść na umowie {contract} więcej dni pracy, albo zatrudnij na nią więcej osób"
        ),
        Some(more) => {
            let days = if more == 1 { "working day" } else { "working days" };
            say!(
                language,
                "either allow at least {more} more {days} a week on contract {contract} or put more people on it",
                "albo dopuść na umowie {contract} więcej dni pracy w tygodniu, co najmniej o {more}, albo zatrudnij na nią więcej osób"
            )
        }
    }
}

fn hours(more: Option<f64>, contract: &str, language: Language) -> String {
    let Some(more) = more else {
        return say!(
            language,
            "either allow more paid hours on contract {contract} or put more people on it",
            "albo dopuść na umowie {contract} więcej płatnych godzin, albo zatrudnij na nią więcej osób"
        );
    };
    let tenths = ((more - 1e-4) * 10.0).ceil().max(1.0) / 10.0;
    let en = counted(tenths, "paid hour", "paid hours");
    let pl = amount(tenths, Language::Pl);
    say!(
        language,
        "either allow at least {en} more a week on contract {contract} or put more people on it",
        "albo dopuść na umowie {contract} więcej płatnych godzin w tygodniu, co najmniej o {pl}, albo zatrudnij na nią więcej osób"
    )
}

fn share(now: f64, enough: Option<f64>, contract: &str, language: Language) -> String {
    let to = enough.map_or(String::new(), |share| {
        let now = amount(now * 100.0, language);
        let up = amount(((share - 1e-6) * 100.0).ceil(), language);
        say!(language, " from {now} % to {up} %", " z {now}% do {up}%")
    });
    say!(
        language,
        "either raise the largest share of contract {contract}{to} or add hours on the others",
        "albo podnieś największy udział umowy {contract}{to}, albo dodaj godziny na pozostałych"
    )
}

fn shifts(
    covered: bool,
    first: Option<(Weekday, TimeOfDay, TimeOfDay)>,
    language: Language,
) -> String {
    let what = match covered {
        true => either(
            language,
            "add starts or lengths that fit the hours that are short",
            "dodaj początki lub długości zmian, które pasują do godzin z brakiem",
        ),
        false => either(
            language,
            "allow a shift that covers hours that none covers now",
            "dopuść zmianę, która obejmie godziny, jakich dziś nie obejmuje żadna",
        ),
    };
    let Some((day, from, to)) = first else {
        return say!(
            language,
            "either {what} or ease the targets",
            "albo {what}, albo złagodź cele"
        );
    };
    let day = hand_over::weekday(day.index(), language);
    say!(
        language,
        "either {what} ({day} {from}–{to} first) or close the line then",
        "albo {what} (najpierw: {day} {from}–{to}), albo zamknij wtedy linię"
    )
}
