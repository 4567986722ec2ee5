//! The words of a simulation, in both languages.

use super::macros::{say, words};
use super::nouns::Noun;
use super::numbers::{number, percent, whole};
use crate::domain::units::Language;

words! {
    /// Labels of a simulation.
    labels -> Labels {
        lines: "Lines: planned and simulated", "Linie: plan i symulacja";
        promises: "Promises in the simulation", "Cele w symulacji";
        day:
            "Mean wait by time of arrival, all days together",
            "Średni czas oczekiwania według pory połączenia, wszystkie dni razem";
        closing: "At closing", "Po zamknięciu";
        groups: "Groups", "Grupy";
        planned: "planned", "plan";
        simulated: "simulated", "symulacja";
        calls: "first calls a week", "pierwsze połączenia w tygodniu";
        attempts: "attempts a week", "próby w tygodniu";
        longer: "waits longer than", "czeka dłużej niż";
        cut_off: "cut off at closing", "rozłączeni przy zamknięciu";
        worst: "at worst", "najgorzej";
        verdicts[3]: ["kept", "open", "BROKEN"], ["tak", "niepewne", "NIE"];
        left[3]:
            ["calls\nwaiting", "queue empty\nafter", "last call\nover after"],
            ["w\nkolejce", "kolejka\npusta po", "ostatnia\nrozmowa do"];
        phone_hours: "hours at the phone", "godziny przy telefonie";
    }
}

/// How the simulation was made.
pub fn method(
    (weeks, asked): (u32, u32),
    seed: u64,
    confidence: f64,
    language: Language,
) -> String {
    let fewer = weeks < asked;
    let weeks = Noun::Week.counted(weeks.into(), language);
    let weeks = match fewer {
        true => say!(
            language,
            "{weeks} of the {asked} asked for, as many as the limit of time allowed",
            "{weeks} z {asked} żądanych, na tyle pozwolił limit czasu"
        ),
        false => weeks,
    };
    let share = number(100.0 * confidence, 0, language);
    say!(
        language,
        "Simulated, {weeks}, seed {seed}: the plan played out call by call, with breaks, absences, queues that outlast their half-hour, and closing. The figure after ± is half the width of the {share}% confidence interval.",
        "Symulacja, {weeks}, ziarno {seed}: plan rozegrany połączenie po połączeniu, z przerwami, nieobecnościami, kolejkami dłuższymi niż pół godziny i zamknięciem. Liczba po ± to połowa {share}-procentowego przedziału ufności."
    )
}

/// What the verdicts mean.
pub fn verdicts(confidence: f64, language: Language) -> String {
    let share = percent(confidence, 0, language);
    say!(
        language,
        "kept: beyond chance wherever it is promised; BROKEN: beyond chance not kept somewhere; open: these weeks cannot tell. All places of a promise are judged together with {share} confidence; the figure shown is where it fares worst, with its own interval.",
        "tak: spełniony wszędzie, ponad przypadek; NIE: gdzieś niespełniony, ponad przypadek; niepewne: te tygodnie nie rozstrzygają. Wszystkie miejsca jednego celu ocenia się łącznie z ufnością {share}; podana liczba pochodzi z miejsca, w którym jest najgorzej, z własnym przedziałem."
    )
}

/// In how many places a promise is broken.
pub fn broken(broken: usize, places: usize, language: Language) -> String {
    let (broken, places) = (whole(broken as u64, language), whole(places as u64, language));
    say!(language, "in {broken} of {places}", "w {broken} z {places}")
}

/// The verdict over all promises.
pub fn summary(kept: u64, open: u64, broken: u64, language: Language) -> String {
    let all = kept + open + broken;
    say!(
        language,
        "Promises: {all}; kept: {kept}, open: {open}, broken: {broken}.",
        "Cele: {all}; spełnione: {kept}, niepewne: {open}, niespełnione: {broken}."
    )
}
