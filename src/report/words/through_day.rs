//! Words about the queue carried through the day, each in both languages.

use super::macros::{either, say};
use super::nouns::Noun;
use super::numbers::{day, duration, number, percent, whole};
use super::sentences::line_name;
use crate::domain::measure::{Between, Direction, MeasureName, MeasureUnit, Over, TakenOver};
use crate::domain::units::Language;
use crate::wire::answer::{Broken, Figure, Method, Obstacle, Raised, Stricter, ThroughDay};
use Language::{En, Pl};

/// That what is recommended breaks promises, and with several closings under comparison all do.
pub fn breaks(several: bool, language: Language) -> &'static str {
    match several {
        false => either(
            language,
            "It does not keep every promise: with the queue carried through the day one is broken, as shown below.",
            "Nie dotrzymuje wszystkich celów: gdy kolejka przechodzi przez cały dzień, któryś nie jest dotrzymany, o czym niżej.",
        ),
        true => either(
            language,
            "It does not keep every promise, and no closing time under comparison does: with the queue carried through the day one is broken, as shown below.",
            "Nie dotrzymuje wszystkich celów i nie dotrzymuje ich żadna z porównywanych godzin zamknięcia: gdy kolejka przechodzi przez cały dzień, któryś nie jest dotrzymany, o czym niżej.",
        ),
    }
}

/// The heading of the section.
pub fn heading(language: Language) -> &'static str {
    either(
        language,
        "Waits through the day: a queue left over is still there in the next interval",
        "Oczekiwanie w ciągu dnia: kolejka przechodzi do następnego przedziału",
    )
}

/// A figure with its confidence interval, in this form.
pub fn with_interval(figure: Figure, text: &dyn Fn(f64) -> String) -> String {
    let value = text(figure.value);
    if figure.half_width > 0.0 { format!("{value} ± {}", text(figure.half_width)) } else { value }
}

/// How waits are known, in brackets in the recommendation.
pub fn method(lines: &[&ThroughDay], language: Language) -> String {
    let played = lines.iter().find(|line| line.method == Method::Simulated);
    match (played.and_then(|line| line.weeks), language) {
        (Some(weeks), En) => format!(
            "with the queue carried through the day; simulated, {} weeks",
            whole(u64::from(weeks), language)
        ),
        (Some(weeks), Pl) => format!(
            "czasy oczekiwania z kolejką przechodzącą przez cały dzień, z symulacji {} tygodni",
            whole(u64::from(weeks), language)
        ),
        (None, En) => "with the queue carried through the day; computed".to_owned(),
        (None, Pl) => {
            "czasy oczekiwania z kolejką przechodzącą przez cały dzień, obliczone".to_owned()
        }
    }
}

/// That the plan by the formula keeps everything.
pub fn kept_at_once(language: Language) -> &'static str {
    either(
        language,
        "The plan made by the formula keeps every promise through the day as it is.",
        "Plan ułożony według wzoru spełnia wszystkie cele także w ciągu dnia, bez zmian.",
    )
}

/// That the plan by the formula keeps everything, and another one does for less.
pub fn kept_for_less(before: &str, now: &str, language: Language) -> String {
    say!(
        language,
        "Planned by the formula of a steady queue in each interval, the week would keep every promise and cost {before}; this plan keeps them too and costs {now}.",
        "Plan według wzoru, z ustaloną kolejką w każdym przedziale, spełniłby wszystkie cele i kosztował {before} tygodniowo; ten plan też je spełnia i kosztuje {now}."
    )
}

/// Before the list of promises that the first plan would have broken.
pub fn would_break(cost: &str, language: Language) -> String {
    say!(
        language,
        "Planned by the formula of a steady queue in each interval, the week would cost {cost} and break these promises:",
        "Plan według wzoru, z ustaloną kolejką w każdym przedziale, kosztowałby {cost} tygodniowo i nie spełniłby celów:"
    )
}

/// The name of a measure, and how its figures are written.
pub fn measured(
    measure: MeasureName,
    language: Language,
) -> (&'static str, Box<dyn Fn(f64) -> String>) {
    let word = super::measure_name(measure, language);
    match measure.unit() {
        MeasureUnit::Seconds => (word, Box::new(move |v| duration(v, language))),
        MeasureUnit::Share => (word, Box::new(move |v| percent(v, 1, language))),
        MeasureUnit::Agents => (word, Box::new(move |v| number(v, 1, language))),
    }
}

/// One broken promise.
pub fn broken(name: &str, b: &Broken, language: Language) -> String {
    let name = line_name(name, language);
    let (label, text) = measured(b.measure, language);
    let reached = with_interval(b.reached, &*text);
    let promised = text(b.promised);
    let at = format!("{}{}", place(b.at, language), stretch(b.between, language));
    let more = match (b.places, b.over, language) {
        (0 | 1, ..) => String::new(),
        (n, Over::Interval, En) => format!(" ({n} intervals, this is the worst)"),
        (n, Over::Interval, Pl) => format!(" (liczba takich przedziałów: {n}, tu najgorzej)"),
        (n, Over::Day | Over::Week, En) => format!(" ({n} days, this is the worst)"),
        (n, Over::Day | Over::Week, Pl) => format!(" (liczba takich dni: {n}, tu najgorzej)"),
    };
    say!(
        language,
        "{name}, {at}: {label} {reached} instead of {promised}{more}",
        "{name}, {at}: {label} {reached} zamiast {promised}{more}"
    )
}

/// The stretch of the day that a promise is restricted to, after the promise: ", 17:00–20:00".
pub fn stretch(between: Option<Between>, language: Language) -> String {
    let Some(Between(from, to)) = between else { return String::new() };
    say!(language, ", from {from} to {to}", ", od {from} do {to}")
}

/// An interval, a day or the week in words.
pub fn place(at: TakenOver, language: Language) -> String {
    match at {
        TakenOver::Week => say!(language, "over the week", "w całym tygodniu"),
        TakenOver::Day(of) => day(of, language).to_owned(),
        TakenOver::Interval { day: of, start } => format!("{} {start}", day(of, language)),
    }
}

/// The cost of keeping the promises, as a share of the cost of the first plan.
pub fn kept_for(cost: &str, share: f64, rounds: u32, language: Language) -> String {
    let difference = percent(share.abs(), 1, language);
    let against = match (share, language) {
        (s, En) if s.abs() < 0.0005 => "no more".to_owned(),
        (s, Pl) if s.abs() < 0.0005 => "tyle samo".to_owned(),
        (s, En) if s > 0.0 => format!("{difference} more"),
        (s, Pl) if s > 0.0 => format!("o {difference} więcej"),
        (_, En) => format!("{difference} less"),
        (_, Pl) => format!("o {difference} mniej"),
    };
    match language {
        En => format!(
            "Planned again {}, with more people where a promise broke and fewer where there was slack, it costs {cost} ({against}) and keeps them all:",
            times(rounds, language)
        ),
        Pl => format!(
            "Zaplanowany ponownie ({}), z większą obsadą tam, gdzie cel nie był spełniony, i z mniejszą tam, gdzie był zapas, kosztuje {cost} ({against}) i spełnia wszystkie cele:",
            times(rounds, language)
        ),
    }
}

/// How often something was done again.
fn times(count: u32, language: Language) -> String {
    match (count, language) {
        (1, En) => "once".to_owned(),
        (2, En) => "twice".to_owned(),
        (n, En) => format!("{n} times"),
        (1, Pl) => "raz".to_owned(),
        (n, Pl) => format!("{n} razy"),
    }
}

/// Why promises remain broken, before their list.
pub fn not_kept(obstacle: Obstacle, rounds: u32, language: Language) -> String {
    let why = match obstacle {
        Obstacle::Infeasible => either(
            language,
            "no plan meets still stricter requirements with these people and shifts",
            "przy tych ludziach i zmianach ostrzejszych wymagań nie spełni żaden plan",
        ),
        Obstacle::Limit => {
            either(language, "a limit stopped the search", "poszukiwanie przerwał limit")
        }
        Obstacle::Rounds => {
            either(language, "no further round is allowed", "i na tym kończy się liczba prób")
        }
    };
    match language {
        En => format!(
            "Not every promise could be kept: it was planned again {}, then {why}. The plan shown breaks:",
            times(rounds, language)
        ),
        Pl => format!(
            "Nie wszystkie cele da się spełnić: planowano ponownie ({}), {why}. Pokazany plan nie spełnia:",
            times(rounds, language)
        ),
    }
}

/// One interval with more agents.
pub fn raised(name: &str, day: &str, r: &Raised, language: Language) -> String {
    format!("{} {day} {}: {} → {}", line_name(name, language), r.start, r.by_formula, r.planned)
}

/// Intervals in which more agents are required.
pub fn all_raised(listed: &[String], count: usize, language: Language) -> String {
    let rest = count - listed.len();
    let more = match rest {
        0 => String::new(),
        n => say!(language, " and {n} more", " i jeszcze {n}"),
    };
    let listed = listed.join("; ");
    say!(
        language,
        "at the phone where the formula asks for fewer: {listed}{more}",
        "przy telefonie więcej osób, niż żąda wzór: {listed}{more}"
    )
}

/// One average that is planned for more strictly.
pub fn stricter(name: &str, s: &Stricter, language: Language) -> String {
    let name = line_name(name, language);
    let over = format!("{}{}", place(s.over, language), stretch(s.between, language));
    let share = percent(s.share, 1, language);
    match s.measure.direction() {
        Direction::AtLeast => say!(
            language,
            "{name}, {over}: planned for {share} of the calls that may be answered late",
            "{name}, {over}: w planie tylko {share} dopuszczalnej liczby połączeń odebranych za późno"
        ),
        Direction::AtMost => say!(
            language,
            "{name}, {over}: planned for {share} of what is promised",
            "{name}, {over}: w planie {share} obiecanej wartości"
        ),
    }
}

/// Above the picture of a line.
pub fn picture_title(name: &str, column: u32, highest: &str, language: Language) -> String {
    say!(
        language,
        "{name} · mean wait, each mark {column} min, █ = {highest}",
        "{name} · średnie oczekiwanie, znak to {column} min, █ = {highest}"
    )
}

/// The longest wait of the picture.
pub fn longest(at: &str, wait: Figure, language: Language) -> String {
    let wait = with_interval(wait, &|v| duration(v, language));
    say!(
        language,
        "Longest mean wait: {wait}, {at}.",
        "Najdłuższe średnie oczekiwanie: {wait}, {at}."
    )
}

/// How a line's figures are known.
pub fn how(line: &ThroughDay, language: Language) -> String {
    match (line.method, line.weeks, language) {
        (Method::Exact, _, En) => {
            "Computed from the equations of the queue through time.".to_owned()
        }
        (Method::Exact, _, Pl) => "Obliczono z równań kolejki w czasie.".to_owned(),
        (Method::Simulated, weeks, En) => format!(
            "Simulated call by call, {}; ± is half the width of the 95% confidence interval.",
            Noun::Week.counted(u64::from(weeks.unwrap_or(0)), language)
        ),
        (Method::Simulated, weeks, Pl) => format!(
            "Symulacja połączenie po połączeniu, {}; ± to połowa 95-procentowego przedziału ufności.",
            Noun::Week.counted(u64::from(weeks.unwrap_or(0)), language)
        ),
    }
}

/// How a line's figures are known, and the end of its day.
pub fn known(line: &ThroughDay, language: Language) -> String {
    let how = how(line, language);
    let Some(overrun) = line.overrun_minutes else { return how };
    let minutes = number(overrun, 1, language);
    say!(
        language,
        "{how} After closing it takes {minutes} min on average until the last call is done.",
        "{how} Po zamknięciu ostatnia rozmowa kończy się średnio po {minutes} min."
    )
}

/// Calls that are offered because callers who hung up call again.
pub fn attempts(first: f64, attempts: f64, language: Language) -> String {
    let (first, again) =
        (Noun::Call.measured(first, 1, language), number(attempts - first, 1, language));
    say!(
        language,
        "{first} a week are first calls; {again} more come from callers who hung up and call again.",
        "Pierwsze próby: {first} tygodniowo; do tego ponowne po rozłączeniu: {again}."
    )
}
