//! The sentences about a plan, each in both languages.
//!
//! Polish puts the names of lines in quotation marks after the word "linia", so that no name has to
//! be declined.

use super::labels;
use super::macros::{either, say};
use super::nouns::Noun;
use super::numbers::{at_most, duration, number, percent, whole};
use crate::domain::units::Language;
use crate::wire::answer::{Status, Stop};
use Language::{En, Pl};

/// Members of a list with "and" before the last.
pub fn list(parts: &[String], language: Language) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {} {last}", rest.join(", "), labels(language).and),
    }
}

/// The name of a line within a sentence.
pub fn line_name(name: &str, language: Language) -> String {
    match language {
        En => name.to_owned(),
        Pl => format!("„{name}”"),
    }
}

/// The English word for an interval of this many minutes.
fn interval_word(minutes: u32) -> &'static str {
    match minutes {
        15 => "quarter-hour",
        30 => "half-hour",
        60 => "hour",
        _ => "interval",
    }
}

/// The first words of the recommendation: until when which lines are open.
pub fn opening(closings: &[(String, String)], language: Language) -> String {
    if closings.is_empty() {
        return say!(language, "Keep the opening hours as they are", "Godziny otwarcia bez zmian");
    }
    let parts: Vec<String> = closings
        .iter()
        .map(|(name, label)| match is_time(label) {
            true => say!(language, "{name} until {label}", "linia „{name}” czynna do {label}"),
            false => say!(
                language,
                "{name} by “{label}”",
                "linia „{name}” czynna według wariantu „{label}”"
            ),
        })
        .collect();
    let list = list(&parts, language);
    match language {
        En => format!("Open {list}"),
        Pl => list.replacen("linia", "Linia", 1),
    }
}

fn is_time(label: &str) -> bool {
    crate::domain::clock::is_time(label)
}

/// The mean wait of each line, as a clause.
pub fn waits(lines: &[(String, f64)], language: Language) -> String {
    let parts: Vec<String> = match lines {
        [(_, wait)] => vec![duration(*wait, language)],
        lines => lines
            .iter()
            .map(|(name, wait)| {
                format!("{} ({})", duration(*wait, language), line_name(name, language))
            })
            .collect(),
    };
    match language {
        En => format!("callers wait {} on average", list(&parts, language)),
        Pl => format!("dzwoniący czekają średnio {}", list(&parts, language)),
    }
}

/// How many callers hang up, of the lines where they are many.
pub fn many_hang_up(lines: &[(String, f64)], language: Language) -> String {
    let parts: Vec<String> = lines
        .iter()
        .map(|(name, share)| format!("{name} {}", percent(*share, 0, language)))
        .collect();
    let parts = list(&parts, language);
    match language {
        En => format!("Many callers hang up before they are answered: {parts}."),
        Pl => format!("Wielu dzwoniących rezygnuje przed odebraniem: {parts}."),
    }
}

/// How the cost is known, as a clause. `excess` is the proven share above the least.
pub fn known(status: Status, stopped_by: Option<Stop>, excess: f64, language: Language) -> String {
    let in_time = stopped_by == Some(Stop::Time);
    let share = at_most(excess, language);
    let proven = excess.is_finite();
    match (status, language) {
        (_, En) if !proven => "nothing is proven about this cost".to_owned(),
        (_, Pl) if !proven => "o tym koszcie niczego nie udowodniono".to_owned(),
        (Status::Optimal, En) => "this cost is the proven least cost for these hours".to_owned(),
        (Status::Optimal, Pl) => "udowodniono, że przy tych godzinach taniej się nie da".to_owned(),
        (Status::Gap, En) => {
            format!("this cost is proven within {share} of the least possible cost for these hours")
        }
        (Status::Gap, Pl) => format!(
            "udowodniono, że koszt przekracza najniższy możliwy przy tych godzinach najwyżej o {share}"
        ),
        (Status::Limit, En) if in_time => format!(
            "this is the best plan found when the time limit stopped the search, at most {share} above the least possible cost for these hours"
        ),
        (Status::Limit, Pl) if in_time => format!(
            "to najlepszy plan znaleziony do upływu limitu czasu, najwyżej o {share} droższy od najtańszego możliwego przy tych godzinach"
        ),
        (Status::Limit, En) => format!(
            "this is the best plan found with the work allowed, at most {share} above the least possible cost for these hours"
        ),
        (Status::Limit, Pl) => format!(
            "to najlepszy plan znaleziony w dozwolonej liczbie kroków, najwyżej o {share} droższy od najtańszego możliwego przy tych godzinach"
        ),
        (_, En) => "nothing is proven about this cost".to_owned(),
        (_, Pl) => "o tym koszcie niczego nie udowodniono".to_owned(),
    }
}

/// How waits are computed.
pub fn method(hang_ups: bool, minutes: u32, language: Language) -> String {
    let model = if hang_ups { "A" } else { "C" };
    let word = interval_word(minutes);
    match (language, minutes) {
        (En, _) => format!("computed with Erlang {model} {word} by {word}"),
        (Pl, 15) => {
            format!("czasy oczekiwania obliczono wzorem Erlanga {model}, kwadrans po kwadransie")
        }
        (Pl, 30) => {
            format!("czasy oczekiwania obliczono wzorem Erlanga {model}, półgodzina po półgodzinie")
        }
        (Pl, 60) => {
            format!("czasy oczekiwania obliczono wzorem Erlanga {model}, godzina po godzinie")
        }
        (Pl, _) => format!(
            "czasy oczekiwania obliczono wzorem Erlanga {model}, osobno dla każdego przedziału {minutes} min"
        ),
    }
}

/// The recommendation in one sentence.
pub fn recommendation(
    opening: &str,
    cost: &str,
    waits: &str,
    method: &str,
    known: &str,
    language: Language,
) -> String {
    say!(
        language,
        "{opening}: a week costs {cost}, {waits} ({method}), and {known}.",
        "{opening}: tydzień kosztuje {cost}, {waits}; {method}; {known}."
    )
}

/// The recommendation where the scenario states the consultants needed: nothing is known of callers.
pub fn recommendation_for_needs(
    opening: &str,
    cost: &str,
    known: &str,
    language: Language,
) -> String {
    say!(
        language,
        "{opening}: a week costs {cost}, and {known}. The consultants needed are stated in the scenario, not worked out from calls, so nothing is said of waits.",
        "{opening}: tydzień kosztuje {cost}; {known}. Liczba potrzebnych konsultantów jest podana w scenariuszu, a nie wyliczona z połączeń, więc o czekaniu nic się nie mówi."
    )
}

/// How the recommended hours differ from others: `other` names them.
pub struct Difference<'a> {
    /// The hours compared with.
    pub other: &'a str,
    /// Amount of the difference in cost, without sign.
    pub money: &'a str,
    /// Recommended less other, as a share of the other's cost.
    pub share: f64,
    /// Recommended less other, calls answered a week.
    pub calls: f64,
}

/// One sentence on a [`Difference`].
pub fn comparison(d: &Difference<'_>, language: Language) -> String {
    let (other, money) = (d.other, d.money);
    let share = percent(d.share.abs(), 1, language);
    let calls = Noun::Call.measured(d.calls.abs(), 1, language);
    let dearer = d.share >= 0.0;
    let more = d.calls >= 0.0;
    match language {
        En => format!(
            "Compared with {other}, that is {money} ({share}) a week {}, for {calls} a week {} within opening hours.",
            if dearer { "more" } else { "less" },
            if more { "more" } else { "fewer" },
        ),
        Pl => format!(
            "W porównaniu z wariantem {other} to {money} ({share}) tygodniowo {} i {calls} tygodniowo {} w godzinach otwarcia.",
            if dearer { "więcej" } else { "mniej" },
            if more { "więcej" } else { "mniej" },
        ),
    }
}

/// How many people come on each day.
pub fn people_by_day(days: &str, language: Language) -> String {
    say!(language, "People on duty a day: {days}.", "Osoby na zmianach danego dnia: {days}.")
}

/// How many numbers have a range, and what shows what that changes.
pub fn rests_on_ranges(count: u64, one_closing: bool, language: Language) -> String {
    match (one_closing, language) {
        (true, En) => format!("Numbers that are known as a range only: {count}, listed below."),
        (true, Pl) => format!("Liczby znane tylko jako przedział: {count}, wymienione niżej."),
        (false, En) => format!(
            "Numbers that are known as a range only: {count}, listed below; `obsada compare` shows whether they change the recommendation."
        ),
        (false, Pl) => format!(
            "Liczby znane tylko jako przedział: {count}, wymienione niżej; `obsada compare` pokazuje, czy zmieniają zalecenie."
        ),
    }
}

/// Other closing times that are not told apart from the best, and how far costs are told apart.
pub fn not_told_apart(others: &[&str], resolution: &str, language: Language) -> String {
    let others = others.join(", ");
    say!(
        language,
        "Not told apart from the best: {others}. Plans are found by search, and costs a week that differ by less than {resolution} (what the difference of two plans scatters by) say nothing; of such hours the shortest are recommended.",
        "Nie do odróżnienia od najlepszego: {others}. Plany znajduje się przeszukiwaniem, a koszty tygodnia różniące się o mniej niż {resolution} (rozrzut różnicy dwóch planów) niczego nie rozstrzygają; z takich godzin zalecane są najkrótsze."
    )
}

/// A candidate that a limit left without a plan.
pub fn no_plan_yet(name: &str, stopped_by: Option<Stop>, language: Language) -> String {
    let in_time = stopped_by == Some(Stop::Time);
    match language {
        En if in_time => {
            format!("{name}: the time limit stopped the search before any plan was found.")
        }
        En => format!("{name}: the work allowed was done before any plan was found."),
        Pl if in_time => {
            format!("{name}: limit czasu przerwał poszukiwanie, zanim znaleziono jakikolwiek plan.")
        }
        Pl => format!(
            "{name}: dozwoloną liczbę kroków wyczerpano, zanim znaleziono jakikolwiek plan."
        ),
    }
}

/// A candidate that cannot be done, and why.
pub fn not_possible(name: &str, why: &str, language: Language) -> String {
    say!(language, "{name} is not possible. {why}", "{name}: wariant niemożliwy. {why}")
}

/// Pooled queue against separate ones, in one evening interval.
pub struct Pair<'a> {
    /// When.
    pub at: &'a str,
    /// Name and calls of the smaller line, and the agents it needs alone.
    pub small: (&'a str, f64, u32),
    /// The same of the larger line.
    pub large: (&'a str, f64, u32),
    /// Agents of the pooled queue.
    pub shared: u32,
}

/// Why one crew needs fewer people, at the example of one interval.
pub fn pair(p: &Pair<'_>, language: Language) -> String {
    let needs = |count: u32| Noun::ConsultantNeeded.counted(u64::from(count), language);
    let (small, large) = (line_name(p.small.0, language), line_name(p.large.0, language));
    let (few, many) = (number(p.small.1, 1, language), number(p.large.1, 1, language));
    let further = p.shared.saturating_sub(p.large.2);
    let at = p.at;
    match language {
        En => {
            let end = match further {
                0 => "no further person".to_owned(),
                more => format!("{more} more"),
            };
            format!(
                "Example, {at}: with {few} calls, {small} alone would need {}; beside the {} that {large} needs for its {many} calls, the shared queue needs {end}.",
                needs(p.small.2),
                p.large.2,
            )
        }
        Pl => {
            let end = match further {
                0 => "nie potrzeba nikogo więcej".to_owned(),
                more => format!("potrzeba jeszcze {}", needs(more)),
            };
            format!(
                "Przykład, {at}: sama linia {small} ({few} poł.) potrzebuje {}; gdy linia {large} ({many} poł.) ma już {}, we wspólnej kolejce {end}.",
                needs(p.small.2),
                needs(p.large.2),
            )
        }
    }
}

/// Why pooling saves people, and how much over the week.
pub fn pooling(shared: f64, separate: f64, language: Language) -> String {
    let (one, two) = (number(shared, 1, language), Noun::AgentHour.measured(separate, 1, language));
    say!(
        language,
        "One crew for all lines uses the same idle time for whoever calls next. In these hours of the week that takes {one} agent-hours at the phone; separate crews would take {two}.",
        "Wspólna obsada wykorzystuje ten sam czas wolny dla każdego, kto zadzwoni. W tych godzinach tygodnia wymaga to {one} roboczogodziny przy telefonie; osobne obsady: {two}."
    )
}

/// How often the pooled queue needs no more than its most demanding line.
pub fn free_rides(free: u64, all: u64, language: Language) -> String {
    let every = free == all;
    let (free, all) = (whole(free, language), whole(all, language));
    match language {
        En if every => format!(
            "In each of these {all} intervals of the week the shared queue needs no more people than its most demanding line alone."
        ),
        En => format!(
            "In {free} of these {all} intervals of the week the shared queue needs no more people than its most demanding line alone."
        ),
        Pl => format!(
            "Przedziały tygodnia, w których wspólna kolejka wymaga tyle samo osób co najbardziej wymagająca z linii: {free} z {all}."
        ),
    }
}

/// That a line is alone in the evening.
pub fn alone(name: &str, language: Language) -> String {
    say!(
        language,
        "{name} has no other open line to share consultants with at these times.",
        "Linia „{name}” nie ma w tych godzinach z kim dzielić konsultantów."
    )
}

/// That no hours are added by any candidate.
pub fn no_evening(language: Language) -> &'static str {
    either(
        language,
        "No closing time under comparison adds evening hours.",
        "Żaden z porównywanych wariantów nie wydłuża godzin otwarcia.",
    )
}

/// The lines of a table of the evening, in the order of its figures.
pub fn in_this_order(names: &[String], language: Language) -> String {
    let names = names.join(" + ");
    say!(language, "Lines in this order: {names}", "Linie w tej kolejności: {names}")
}
