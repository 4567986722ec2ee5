//! Faults of shifts and of what contracts allow.

use crate::domain::finding::{Fault, Forbidden};
use crate::domain::units::Language;
use crate::report::words::macros::{either, say};
use crate::report::words::numbers;

/// A fault of this kind as a phrase; `None` if it is of another.
pub(super) fn phrase(fault: &Fault, language: Language) -> Option<String> {
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
            let (code, pl) = (day.code(), numbers::day(day, language));
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
