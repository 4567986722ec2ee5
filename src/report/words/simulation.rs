//! The words of a simulation, in both languages.

use super::numbers::{percent, whole};
use crate::domain::units::Language;
use Language::{En, Pl};

/// Labels of a simulation.
#[derive(Debug)]
pub struct Labels {
    /// Heading: lines.
    pub lines: &'static str,
    /// Heading: promises.
    pub promises: &'static str,
    /// Heading: half-hours.
    pub day: &'static str,
    /// Heading: closing.
    pub closing: &'static str,
    /// Heading: groups.
    pub groups: &'static str,
    /// Column: what the plan says.
    pub planned: &'static str,
    /// Column: what the simulation found.
    pub simulated: &'static str,
    /// First calls a week.
    pub calls: &'static str,
    /// All attempts a week.
    pub attempts: &'static str,
    /// Share that wait longer, with a time that follows.
    pub longer: &'static str,
    /// Share cut off.
    pub cut_off: &'static str,
    /// Column: where it is worst.
    pub worst: &'static str,
    /// Verdicts: held, open, broken.
    pub verdicts: [&'static str; 3],
    /// Columns at closing: calls left, minutes until the queue is empty, minutes until the last
    /// call is over.
    pub left: [&'static str; 3],
    /// Hours at the phone a week.
    pub phone_hours: &'static str,
}

/// The labels of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        En => &Labels {
            lines: "Lines: planned and simulated",
            promises: "Promises in the simulation",
            day: "Mean wait by time of arrival, all days together",
            closing: "At closing",
            groups: "Groups",
            planned: "planned",
            simulated: "simulated",
            calls: "first calls a week",
            attempts: "attempts a week",
            longer: "waits longer than",
            cut_off: "cut off at closing",
            worst: "at worst",
            verdicts: ["held", "open", "BROKEN"],
            left: ["calls\nwaiting", "queue empty\nafter", "last call\nover after"],
            phone_hours: "hours at the phone",
        },
        Pl => &Labels {
            lines: "Linie: plan i symulacja",
            promises: "Cele w symulacji",
            day: "Średni czas oczekiwania według pory połączenia, wszystkie dni razem",
            closing: "Po zamknięciu",
            groups: "Grupy",
            planned: "plan",
            simulated: "symulacja",
            calls: "pierwsze połączenia w tygodniu",
            attempts: "próby w tygodniu",
            longer: "czeka dłużej niż",
            cut_off: "rozłączeni przy zamknięciu",
            worst: "najgorzej",
            verdicts: ["tak", "niepewne", "NIE"],
            left: ["w\nkolejce", "kolejka\npusta po", "ostatnia\nrozmowa do"],
            phone_hours: "godziny przy telefonie",
        },
    }
}

/// What was done.
pub fn method(weeks: u32, seed: u64, confidence: f64, language: Language) -> String {
    let (weeks, share) = (whole(weeks.into(), language), percent(confidence, 0, language));
    match language {
        En => format!(
            "Simulated, {weeks} weeks, seed {seed}: the plan played out call by call, with breaks, absences, queues that outlast their half-hour, and closing. The figure after ± is half the width of the {share} confidence interval."
        ),
        Pl => format!(
            "Symulacja, tygodni: {weeks}, ziarno {seed}: plan rozegrany połączenie po połączeniu, z przerwami, nieobecnościami, kolejkami dłuższymi niż pół godziny i zamknięciem. Liczba po ± to połowa przedziału ufności {share}."
        ),
    }
}

/// What the verdicts mean.
pub fn verdicts(confidence: f64, language: Language) -> String {
    let share = percent(confidence, 0, language);
    match language {
        En => format!(
            "held: beyond chance wherever it is promised; BROKEN: beyond chance not kept somewhere; open: these weeks cannot tell. All places of a promise are judged together with {share} confidence; the figure shown is where it fares worst, with its own interval."
        ),
        Pl => format!(
            "tak: spełniony wszędzie, ponad przypadek; NIE: gdzieś niespełniony, ponad przypadek; niepewne: te tygodnie nie rozstrzygają. Wszystkie miejsca jednego celu ocenia się łącznie z ufnością {share}; podana liczba pochodzi z miejsca, w którym jest najgorzej, z własnym przedziałem."
        ),
    }
}

/// In how many places a promise is broken.
pub fn broken(broken: usize, places: usize, language: Language) -> String {
    let (broken, places) = (whole(broken as u64, language), whole(places as u64, language));
    match language {
        En => format!("in {broken} of {places}"),
        Pl => format!("w {broken} z {places}"),
    }
}

/// The verdict over all promises.
pub fn summary(held: u64, open: u64, broken: u64, language: Language) -> String {
    let all = held + open + broken;
    match language {
        En => format!("Promises: {all}; held: {held}, open: {open}, broken: {broken}."),
        Pl => format!("Cele: {all}; spełnione: {held}, niepewne: {open}, niespełnione: {broken}."),
    }
}
