//! What would help where no plan can be made, as it was tried.

use super::macros::{either, say};
use super::{numbers, remarks, sentences};
use crate::domain::clock::Weekday;
use crate::domain::units::Language;
use crate::wire::answer::{BindingLimit, Change, ExtraShift, Infeasibility, Tried};
use std::collections::BTreeMap;

/// The closings that a cause is about: `MOPR until 20:00`.
pub fn closing(cause: &Infeasibility, language: Language) -> String {
    let one = |(line, label): (&String, &String)| {
        let name = cause.names.get(line).unwrap_or(line);
        say!(language, "{name} until {label}", "{name} do {label}")
    };
    cause.closing.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What is missing, where a limit was lifted and the week then planned: the shifts that take more than there is.
pub fn lack(cause: &Infeasibility, language: Language) -> Option<String> {
    let of =
        |limit: &BindingLimit| limit.tried.as_ref().map(|tried| shifts(&tried.extra, language));
    let missing = cause.limits.iter().filter_map(of).find(|shifts| !shifts.is_empty())?;
    Some(say!(
        language,
        "No plan keeps every promise with the people and shifts there are. What is missing: {missing}.",
        "Żaden plan nie spełni wszystkich celów z tymi osobami i zmianami. Czego brakuje: {missing}."
    ))
}

/// What was changed.
pub fn change(change: &Change, language: Language) -> String {
    match change {
        Change::People { now, more, .. } => {
            let people = now + more.unwrap_or(0);
            say!(language, "with {people} in place of {now}", "gdy jest ich {people} zamiast {now}")
        }
        Change::Days { more, .. } => {
            let more = more.unwrap_or(0);
            let days = if more == 1 { "day" } else { "days" };
            say!(
                language,
                "with {more} more working {days} a week",
                "gdy dni pracy w tygodniu jest więcej o {more}"
            )
        }
        Change::Hours { more, .. } => {
            let more = numbers::tenths(more.unwrap_or(0.0), language);
            say!(
                language,
                "with {more} more paid hours a week",
                "gdy płatnych godzin w tygodniu jest więcej o {more}"
            )
        }
        Change::Shifts { .. } => either(
            language,
            "with shifts that start at any time",
            "gdy zmiana może zacząć się o każdej porze",
        )
        .to_owned(),
        _ => either(language, "without it", "bez tego ograniczenia").to_owned(),
    }
}

/// How the week comes out with a limit lifted.
pub fn tried(
    (limit, subject): (&str, &str),
    change: &str,
    (tried, names): (&Tried, &BTreeMap<String, String>),
    language: Language,
) -> String {
    let cost = numbers::money(tried.cost_per_week, &tried.currency, language);
    let waits: Vec<String> = tried
        .mean_wait_s
        .iter()
        .map(|(line, wait)| {
            let name = names.get(line).unwrap_or(line);
            format!("{} ({name})", numbers::duration(*wait, language))
        })
        .collect();
    let waits = sentences::list(&waits, language);
    let extra = shifts(&tried.extra, language);
    let shifts = match extra.is_empty() {
        true => String::new(),
        false => say!(language, " What that takes: {extra}.", " Czego to wymaga: {extra}."),
    };
    say!(
        language,
        "{limit} ({subject}): planned {change}, the week keeps every promise and costs {cost}; callers wait {waits} on average.{shifts}",
        "{limit} ({subject}): zaplanowany, {change}, tydzień spełnia wszystkie cele i kosztuje {cost}; dzwoniący czekają średnio {waits}.{shifts}"
    )
}

/// Limits whose lifting, tried, was not enough; `None` if none was.
pub fn in_vain(limits: &[BindingLimit], language: Language) -> Option<String> {
    let named = limits.iter().map(|limit| {
        let name = remarks::limit_name(limit.limit, language);
        let subject = remarks::subject(limit, language);
        match &limit.change {
            Change::People { now, more, .. } => {
                let up_to = now + more.unwrap_or(0);
                say!(
                    language,
                    "{name} ({subject}), up to {up_to}",
                    "{name} ({subject}), do {up_to}"
                )
            }
            _ => format!("{name} ({subject})"),
        }
    });
    let named: Vec<String> = named.collect();
    let list = sentences::list(&named, language);
    (!named.is_empty()).then(|| {
        say!(
            language,
            "Lifted as well, each alone, without a plan being found: {list}.",
            "Zniesione także, każde osobno, bez znalezienia planu: {list}."
        )
    })
}

/// Equal shifts of several days drawn together: `a second person Tue, Thu 09:00–13:00`.
fn shifts(extra: &[ExtraShift], language: Language) -> String {
    let mut groups: Vec<(Vec<Weekday>, &ExtraShift)> = Vec::new();
    for shift in extra {
        let same = |other: &ExtraShift| ExtraShift { day: shift.day, ..other.clone() } == *shift;
        match groups.iter_mut().find(|(_, first)| same(first)) {
            Some((days, _)) => days.push(shift.day),
            None => groups.push((vec![shift.day], shift)),
        }
    }
    let one = |(days, shift): &(Vec<Weekday>, &ExtraShift)| {
        let (days, group) = (numbers::days(days, language), &shift.group);
        let time = numbers::stretch(shift.start, shift.end);
        match shift.person {
            Some(person) => {
                let person = nth_person(person, language);
                say!(
                    language,
                    "{person} ({group}), {days} {time}",
                    "{person} ({group}), {days} {time}"
                )
            }
            None => {
                say!(language, "a shift {days} {time} ({group})", "zmiana {days} {time} ({group})")
            }
        }
    };
    groups.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `a second person`.
fn nth_person(person: u32, language: Language) -> String {
    const EN: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    const PL: [&str; 5] = ["pierwsza", "druga", "trzecia", "czwarta", "piąta"];
    let at = (person as usize).wrapping_sub(1);
    match (EN.get(at), PL.get(at)) {
        (Some(en), Some(pl)) => say!(language, "a {en} person", "{pl} osoba"),
        _ => say!(language, "person no. {person}", "{person}. osoba"),
    }
}
