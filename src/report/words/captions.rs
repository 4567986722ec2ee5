//! Captions of pictures and tables, in both languages.

use super::macros::{either, say};
use super::nouns::Noun;
use super::numbers::{number, percent, steady_wait, whole};
use crate::domain::units::Language;
use Language::{En, Pl};

/// Head of the calls column of the evening.
pub fn calls_per_interval(minutes: u32, language: Language) -> String {
    say!(language, "calls in {minutes} min", "poł. w {minutes} min")
}

/// Agent-hours of a drawn day.
pub fn day_hours(on_duty: f64, required: f64, stated: bool, language: Language) -> String {
    let (on_duty, required) = (number(on_duty, 1, language), number(required, 1, language));
    if stated {
        return say!(
            language,
            "{on_duty} agent-hours a day on duty, {required} needed as stated",
            "dziennie {on_duty} roboczogodz. obsady, potrzeba {required}, jak podano"
        );
    }
    say!(
        language,
        "{on_duty} agent-hours a day on duty, {required} needed by formula",
        "dziennie {on_duty} roboczogodz. obsady, wg wzoru potrzeba {required}"
    )
}

/// What the marks of the picture mean.
pub fn marks(language: Language) -> &'static str {
    either(
        language,
        "█ needed, by formula   ░ on duty beyond that   × needed by formula, not on duty",
        "█ potrzebni wg wzoru   ░ obecni ponad to   × potrzebni wg wzoru, nieobecni",
    )
}

/// How many consultants a row of the picture stands for.
pub fn scale(per_row: f64, language: Language) -> String {
    let count = Noun::Consultant.counted(per_row as u64, language);
    say!(language, "Each row stands for {count}.", "Jeden wiersz to {count}.")
}

/// Why people are on duty beyond the requirement.
pub fn beyond(language: Language) -> &'static str {
    either(
        language,
        "“Needed” is what the promises ask of that interval by itself, by the formula of a steady queue, in people on duty: paid time away from the phone is counted in, breaks are taken off. Everybody is counted once. People beyond it serve promises over a day or the week and the queue left from before, or are there because a shift has a least length.",
        "„Potrzebni” to liczba osób na zmianie, której cele żądają od danego przedziału z osobna według wzoru stałej kolejki; płatny czas poza telefonem jest wliczony, przerwy są odjęte. Każda osoba jest liczona raz. Pozostali zapewniają cele dzienne i tygodniowe i obsługę wcześniejszej kolejki albo są obecni, bo zmiana ma najkrótszą długość.",
    )
}

/// What the marks of the picture mean where needs are stated.
pub fn marks_of_needs(language: Language) -> &'static str {
    either(
        language,
        "█ needed, as stated   ░ on duty beyond that   × needed, not on duty",
        "█ potrzebni, jak podano   ░ obecni ponad to   × potrzebni, nieobecni",
    )
}

/// What is needed where the scenario states it.
pub fn stated(language: Language) -> &'static str {
    either(
        language,
        "“Needed” is what the scenario states for the interval, in people on duty: breaks are taken off. Everybody is counted once. People beyond it are there because a shift has a least length.",
        "„Potrzebni” to liczba osób na zmianie podana w scenariuszu dla przedziału; przerwy są odjęte. Każda osoba jest liczona raz. Pozostali są obecni, bo zmiana ma najkrótszą długość.",
    )
}

/// That columns stand for more than one interval.
pub fn grouped(column: u32, language: Language) -> String {
    say!(
        language,
        "Each column is {column} minutes: the highest requirement and the mean on duty in them.",
        "Każda kolumna to {column} min: największe wymaganie i średnia liczba obecnych."
    )
}

/// Occupancy and the longest wait of the week.
pub fn peak(occupancy: f64, at: &str, wait: f64, calls: f64, language: Language) -> String {
    let (share, wait) = (percent(occupancy, 1, language), steady_wait(wait, language));
    let calls = Noun::Call.measured(calls, 1, language);
    say!(
        language,
        "Occupancy over the week by formula: {share}. Longest mean wait by formula: {wait}, {at} ({calls}).",
        "Zajętość w tygodniu wg wzoru: {share}. Najdłuższy średni czas oczekiwania wg wzoru: {wait}, {at} ({calls})."
    )
}

/// Totals of the shift table.
pub fn shift_totals(shifts: u64, hours: &str, cost: &str, language: Language) -> String {
    let shifts = Noun::Shift.counted(shifts, language);
    say!(
        language,
        "Total a week: {shifts}, {hours} paid hours, {cost} in wages with premiums.",
        "Razem w tygodniu: {shifts}; godziny płatne: {hours}; płace z dodatkami: {cost}."
    )
}

/// How many shift times there are, and how many may be.
pub fn shift_times(used: usize, most: Option<u32>, language: Language) -> String {
    let used = whole(used as u64, language);
    match most {
        None => say!(
            language,
            "Shift times (a start with a length): {used}.",
            "Różne godziny zmian (początek z długością): {used}."
        ),
        Some(most) => say!(
            language,
            "Shift times (a start with a length): {used}; at most {most} are allowed.",
            "Różne godziny zmian (początek z długością): {used}; dozwolone najwyżej {most}."
        ),
    }
}

/// What the table of fewer shift times shows.
pub fn fewer_shift_times(any: bool, language: Language) -> &'static str {
    match any {
        true => either(
            language,
            "Plans of fewer shift times that keep every promise, the cheapest that were found (shift_times_max in the \
             scenario asks for one):",
            "Plany o mniejszej liczbie godzin zmian, które dotrzymują każdej obietnicy, najtańsze ze znalezionych \
             (o taki plan prosi shift_times_max w scenariuszu):",
        ),
        false => either(
            language,
            "No plan of fewer shift times that keeps every promise was found.",
            "Nie znaleziono planu o mniejszej liczbie godzin zmian, który dotrzymuje każdej obietnicy.",
        ),
    }
}

/// People of a contract, of those there are.
pub fn of_heads(needed: u32, heads: Option<u32>, language: Language) -> String {
    let needed = whole(u64::from(needed), language);
    match (heads, language) {
        (Some(heads), En) => format!("{needed} of {}", whole(u64::from(heads), language)),
        (Some(heads), Pl) => format!("{needed} z {}", whole(u64::from(heads), language)),
        (None, _) => needed,
    }
}

/// Whose closing times a table compares, and in which currency.
pub fn closings_of(names: &str, currency: &str, language: Language) -> String {
    say!(
        language,
        "Closing times are those of {names}; amounts in {currency}.",
        "Godziny zamknięcia: {names}; kwoty: {currency}."
    )
}

/// What the mark at an amount that search cannot tell apart from nothing means.
pub fn not_told_apart(resolution: &str, language: Language) -> String {
    say!(
        language,
        "the cost differs from that of the next shorter hours by less than {resolution}, which plans are not told apart by",
        "koszt różni się od kosztu najbliższych krótszych godzin o mniej niż {resolution}; takich różnic nie da się rozstrzygnąć"
    )
}
