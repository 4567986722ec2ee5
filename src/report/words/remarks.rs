//! Notes, remedies, verdicts and definitions, each in both languages.

use super::macros::{either, say};
use super::nouns::Noun;
use super::numbers::{at_most, date, number};
use crate::domain::measure::LevelOf;
use crate::domain::units::Language;
use crate::wire::answer::{BindingLimit, Limit, NoteCode, Status};
use Language::{En, Pl};

/// A note by its code; `subject` is already in the reader's words.
pub fn note(code: NoteCode, subject: &str, language: Language) -> String {
    match (code, language) {
        (NoteCode::OverlappingSkills, En) => format!(
            "Not everyone answers every line ({subject}): where skills only overlap, figures for the pooled queue are optimistic."
        ),
        (NoteCode::OverlappingSkills, Pl) => format!(
            "Nie każdy odbiera każdą linię ({subject}): tam, gdzie umiejętności pokrywają się tylko częściowo, wyniki wspólnej kolejki są zbyt optymistyczne."
        ),
        (NoteCode::PatienceLaw, En) => format!(
            "Callers' patience is not exponential, or some hang up at once ({subject}): the formulas take the exponential patience with the same hang-ups for each second waited, up to the shortest wait promised; weeks that are played out have the patience as stated."
        ),
        (NoteCode::PatienceLaw, Pl) => format!(
            "Cierpliwość dzwoniących nie jest wykładnicza lub część rozłącza się od razu ({subject}): wzory przyjmują cierpliwość wykładniczą o tej samej liczbie rozłączeń na sekundę czekania, do najkrótszego obiecanego czasu; rozegrane tygodnie mają cierpliwość taką, jak podano."
        ),
        (NoteCode::ClockChange, En) => format!(
            "The clocks change on the Sunday of this week ({}); the plan counts 24 hours for that day.",
            date(subject, language)
        ),
        (NoteCode::ClockChange, Pl) => format!(
            "W niedzielę tego tygodnia zmienia się czas ({}); plan liczy tę dobę jako 24 godziny.",
            date(subject, language)
        ),
        (NoteCode::CallsOutsideHours, En) => {
            format!(
                "Some calls come when the line is closed and are not in the figures ({subject})."
            )
        }
        (NoteCode::CallsOutsideHours, Pl) => {
            format!(
                "Część połączeń przychodzi po zamknięciu linii; nie ma ich w wynikach ({subject})."
            )
        }
        (NoteCode::TimeLimit, En) => format!(
            "The time limit stopped the search{}: a cheaper plan may exist, by no more than the gap shown; --time-limit allows more.",
            of(subject)
        ),
        (NoteCode::TimeLimit, Pl) => format!(
            "Limit czasu przerwał poszukiwanie{}: może istnieć tańszy plan, lecz najwyżej o podaną lukę; dłużej szuka się z --time-limit.",
            of(subject)
        ),
        (NoteCode::WorkLimit, En) => format!(
            "The search ended with the work allowed{}: a cheaper plan may exist, by no more than the gap shown. More time would not change that.",
            of(subject)
        ),
        (NoteCode::WorkLimit, Pl) => format!(
            "Poszukiwanie wyczerpało dozwoloną liczbę kroków{}: może istnieć tańszy plan, lecz najwyżej o podaną lukę. Więcej czasu tego nie zmieni.",
            of(subject)
        ),
        (NoteCode::RankingOpen, En) => format!(
            "The proof leaves open whether {subject} could be had more cheaply than the recommended hours."
        ),
        (NoteCode::RankingOpen, Pl) => format!(
            "Dowód nie rozstrzyga, czy wariant {subject} nie mógłby być tańszy od zalecanego."
        ),
    }
}

/// A subject in brackets; nothing where there is none.
fn of(subject: &str) -> String {
    if subject.is_empty() { String::new() } else { format!(" ({subject})") }
}

/// The name of a limit.
pub fn limit_name(limit: Limit, language: Language) -> &'static str {
    match limit {
        Limit::HeadCount => either(language, "number of people", "liczba osób"),
        Limit::ContractHours => {
            either(language, "weekly hours of the contract", "tygodniowy wymiar umowy")
        }
        Limit::ContractDays => {
            either(language, "working days of the contract", "liczba dni pracy w umowie")
        }
        Limit::ShareMax => {
            either(language, "largest share of the contract", "największy udział umowy")
        }
        Limit::ShiftRules => either(language, "shifts allowed", "dozwolone zmiany"),
        Limit::OpeningHours => either(language, "opening hours", "godziny otwarcia"),
        Limit::Staff => {
            either(language, "all limits of staff together", "wszystkie limity kadrowe razem")
        }
    }
}

/// A binding limit with what lifting it takes.
pub fn limit(name: &str, subject: &str, without: f64, remedy: &str, language: Language) -> String {
    let rest = Noun::AgentHour.measured(without, 1, language);
    let nothing = without.abs() < 0.05;
    match language {
        En if nothing => format!("{name} ({subject}): without it nothing would be short. {remedy}"),
        En => format!("{name} ({subject}): without it {rest} would still be short. {remedy}"),
        Pl if nothing => format!(
            "{name} ({subject}): bez tego ograniczenia niczego nie zabraknie. Co zrobić: {remedy}."
        ),
        Pl => format!(
            "{name} ({subject}): bez tego ograniczenia zabraknie jeszcze {rest}. Co zrobić: {remedy}."
        ),
    }
}

/// Whom a limit belongs to.
pub fn subject(limit: &BindingLimit, language: Language) -> &str {
    match limit.subject.as_str() {
        "" => either(language, "all groups and contracts", "wszystkie grupy i umowy"),
        subject => subject,
    }
}

/// Heads of an explanation why nothing fits: of the page, and of its parts.
pub fn infeasible_heads(language: Language) -> [&'static str; 5] {
    either(
        language,
        [
            "No plan can meet this scenario",
            "Where consultants are short",
            "Promises that cannot be kept",
            "Limits that bind, the decisive first",
            "What the nearest plan with the people and shifts there are would break",
        ],
        [
            "Tego scenariusza nie spełni żaden plan",
            "Gdzie brakuje konsultantów",
            "Cele nie do spełnienia",
            "Ograniczenia, od najważniejszego",
            "Czego nie spełniłby najbliższy celom plan z tymi osobami i zmianami",
        ],
    )
}

/// The solver's name, result, objective, bound and gap.
pub fn solver(
    name: &str,
    status: Status,
    amounts: [&str; 2],
    gap: f64,
    language: Language,
) -> String {
    let [objective, bound] = amounts;
    let gap = at_most(gap, language);
    let result = match status {
        Status::Optimal => either(language, "proven best", "optimum dowiedzione"),
        Status::Gap => {
            either(language, "a plan with a proven bound", "plan z dowiedzionym ograniczeniem")
        }
        Status::Limit => {
            either(language, "stopped by the limit", "przerwano po osiągnięciu limitu")
        }
        Status::Infeasible => either(language, "no plan possible", "plan niemożliwy"),
        Status::Unknown => either(language, "no plan found", "nie znaleziono planu"),
    };
    say!(
        language,
        "Solver “{name}”: {result}. Minimised {objective}, proven lower bound {bound}, gap {gap}.",
        "Solver „{name}”: {result}. Zminimalizowano {objective}, dowiedzione ograniczenie dolne {bound}, luka {gap}."
    )
}

/// That what was minimised holds the callers' waiting too.
pub fn waiting_included(language: Language) -> &'static str {
    either(
        language,
        "What is minimised, and what the proof is about, includes the callers' cost of waiting.",
        "Minimalizowana kwota, której dotyczy dowód, zawiera koszt oczekiwania dzwoniących.",
    )
}

/// Verdict of the independent check.
pub fn verdict(passed: bool, violations: usize, language: Language) -> String {
    match (passed, language) {
        (true, En) => {
            "Check passed: an independent recomputation agrees with every figure and rule."
                .to_owned()
        }
        (true, Pl) => {
            "Kontrola pomyślna: niezależne przeliczenie potwierdza wszystkie liczby i reguły."
                .to_owned()
        }
        (false, En) => format!(
            "CHECK FAILED: {}. Do not use it.",
            Noun::Violation.counted(violations as u64, language)
        ),
        (false, Pl) => format!(
            "KONTROLA NIEPOMYŚLNA: {}. Nie należy tego używać.",
            Noun::Violation.counted(violations as u64, language)
        ),
    }
}

/// How many figures are stated, estimated and assumed.
pub fn bases(stated: u64, estimated: u64, assumed: u64, language: Language) -> String {
    let all = Noun::Figure.counted(stated + estimated + assumed, language);
    say!(
        language,
        "{all}: {stated} stated, {estimated} estimated, {assumed} assumed.",
        "{all}: podane {stated}, oszacowane {estimated}, założone {assumed}."
    )
}

/// How many assumed figures have neither range nor note.
pub fn plain_assumed(count: u64, language: Language) -> String {
    match language {
        En => format!(
            "{} assumed without a range or a note, not listed.",
            Noun::Figure.counted(count, language)
        ),
        Pl => format!(
            "Założone bez przedziału i uwag, niewymienione: {}.",
            Noun::Figure.counted(count, language)
        ),
    }
}

/// A range of an uncertain figure.
pub fn range(text: &str, language: Language) -> String {
    say!(language, "range {text}", "przedział {text}")
}

/// The version, scenario and its fingerprint.
pub fn made_by(version: &str, file: &str, sha: &str, language: Language) -> String {
    say!(
        language,
        "Made by obsada {version} from {file} (SHA-256 {sha}).",
        "Sporządził program obsada {version} na podstawie {file} (SHA-256 {sha})."
    )
}

/// Words with their meaning; `weekly_hours` are those of a full-time equivalent, `of` what service levels are shares of.
pub fn definitions(
    weekly_hours: f64,
    of: LevelOf,
    language: Language,
) -> Vec<(&'static str, String)> {
    let level = super::level_means(of, language).to_owned();
    let hours = number(weekly_hours, 0, language);
    match language {
        En => vec![
            ("cost a week", "wages with premiums and the cost of keeping lines open; the callers' waiting is apart.".to_owned()),
            ("full-time equivalents", format!("paid hours ÷ {hours}.")),
            ("mean wait", "mean time in the queue over all calls that come in opening hours.".to_owned()),
            ("service level", level),
            ("evening calls", "calls after the line's earliest close, served because it is open later.".to_owned()),
            ("each extra half-hour", "extra cost for each half-hour that a line is open longer in the week, against the next shorter hours.".to_owned()),
            ("callers' waiting", "what the callers' time in the queue costs them, at the price of a minute in the scenario.".to_owned()),
            ("above least, at most", "proven: the cost exceeds the least possible for these hours by no more than this share of the least; the gap is the same difference as a share of the plan's own cost.".to_owned()),
            ("required", "consultants at the phone that the promises ask for.".to_owned()),
            ("on duty", "consultants in their shift and not on a break.".to_owned()),
            ("occupancy", "share of time at the phone spent on calls.".to_owned()),
            ("agent-hour", "one consultant for one hour.".to_owned()),
        ],
        Pl => vec![
            ("koszt tygodnia", "płace z dodatkami i koszt otwarcia linii; bez oczekiwania dzwoniących.".to_owned()),
            ("etaty", format!("godziny płatne ÷ {hours}.")),
            ("średni czas oczekiwania", "średni czas w kolejce, liczony po wszystkich połączeniach w godzinach otwarcia.".to_owned()),
            ("poziom obsługi", level),
            ("połączenia wieczorne", "połączenia po najwcześniejszej godzinie zamknięcia, obsłużone dzięki dłuższemu otwarciu.".to_owned()),
            ("każde dodatkowe pół godziny", "dodatkowy koszt każdego pół godziny dłuższego otwarcia w tygodniu wobec najbliższego krótszego wariantu.".to_owned()),
            ("oczekiwanie dzwoniących", "koszt czasu, który dzwoniący spędzają w kolejce, według ceny minuty w scenariuszu.".to_owned()),
            ("nad minimum najwyżej", "dowiedzione: koszt przekracza najniższy możliwy przy tych godzinach najwyżej o tę jego część; luka to ta sama różnica jako część kosztu planu.".to_owned()),
            ("wymagani", "liczba konsultantów przy telefonie, której żądają cele.".to_owned()),
            ("obecni", "konsultanci w czasie zmiany, poza przerwami.".to_owned()),
            ("zajętość", "część czasu przy telefonie spędzona na obsłudze połączeń.".to_owned()),
            ("roboczogodzina", "jeden konsultant przez godzinę.".to_owned()),
        ],
    }
}
