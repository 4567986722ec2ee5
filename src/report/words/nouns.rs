//! Counted nouns with the form that the number asks for.

use super::numbers;
use crate::domain::units::Language;

/// A noun that reports count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// Somebody who answers calls: "2 konsultanci".
    Consultant,
    /// The same after a verb that asks for the genitive: "potrzeba 2 konsultantów".
    ConsultantNeeded,
    /// Somebody under a contract, needed: "potrzeba 2 osób".
    PersonNeeded,
    /// A call.
    Call,
    /// An hour.
    Hour,
    /// An hour of one consultant's time.
    AgentHour,
    /// One person's shift on one day.
    Shift,
    /// A week that is played out.
    Week,
    /// Something that a check found.
    Violation,
    /// A number that a scenario holds.
    Figure,
}

/// Forms of a Polish noun after a number: 1, 2–4, 5 and more, fractions.
type Polish = [&'static str; 4];

/// Forms of an English noun after a number: 1, all others.
type English = [&'static str; 2];

impl Noun {
    fn forms(self) -> (English, Polish) {
        match self {
            Noun::Consultant => (
                ["consultant", "consultants"],
                ["konsultant", "konsultanci", "konsultantów", "konsultanta"],
            ),
            Noun::ConsultantNeeded => (
                ["consultant", "consultants"],
                ["konsultanta", "konsultantów", "konsultantów", "konsultanta"],
            ),
            Noun::PersonNeeded => (["person", "people"], ["osoby", "osób", "osób", "osoby"]),
            Noun::Call => {
                (["call", "calls"], ["połączenie", "połączenia", "połączeń", "połączenia"])
            }
            Noun::Hour => (["hour", "hours"], ["godzina", "godziny", "godzin", "godziny"]),
            Noun::AgentHour => (
                ["agent-hour", "agent-hours"],
                ["roboczogodzina", "roboczogodziny", "roboczogodzin", "roboczogodziny"],
            ),
            Noun::Shift => (["shift", "shifts"], ["zmiana", "zmiany", "zmian", "zmiany"]),
            Noun::Week => (["week", "weeks"], ["tydzień", "tygodnie", "tygodni", "tygodnia"]),
            Noun::Violation => (
                ["violation", "violations"],
                ["niezgodność", "niezgodności", "niezgodności", "niezgodności"],
            ),
            Noun::Figure => (["figure", "figures"], ["liczba", "liczby", "liczb", "liczby"]),
        }
    }

    /// The form that follows this count.
    pub fn after(self, count: u64, language: Language) -> &'static str {
        let (english, polish) = self.forms();
        match language {
            Language::En => english[usize::from(count != 1)],
            Language::Pl => polish[polish_form(count)],
        }
    }

    /// The count and the noun: `1 consultant`, `5 konsultantów`.
    pub fn counted(self, count: u64, language: Language) -> String {
        format!("{} {}", numbers::whole(count, language), self.after(count, language))
    }

    /// An amount with decimals and the noun: `12.5 calls`, `12,5 połączenia`. An amount without a
    /// fraction still takes the decimals, and with them the form for fractions.
    pub fn measured(self, amount: f64, decimals: usize, language: Language) -> String {
        let (english, polish) = self.forms();
        let noun = match language {
            Language::En => english[1],
            Language::Pl => polish[3],
        };
        format!("{} {noun}", numbers::number(amount, decimals, language))
    }
}

/// 0 for one, 1 for a few (2–4, 22–24 … but not 12–14), 2 for many.
fn polish_form(count: u64) -> usize {
    match (count, count % 10, count % 100) {
        (1, ..) => 0,
        (_, 2..=4, rest) if !(12..=14).contains(&rest) => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_forms_follow_the_number() {
        let expected = [
            (0, "0 konsultantów"),
            (1, "1 konsultant"),
            (2, "2 konsultanci"),
            (4, "4 konsultanci"),
            (5, "5 konsultantów"),
            (11, "11 konsultantów"),
            (12, "12 konsultantów"),
            (14, "14 konsultantów"),
            (21, "21 konsultantów"),
            (22, "22 konsultanci"),
            (25, "25 konsultantów"),
            (102, "102 konsultanci"),
            (112, "112 konsultantów"),
            (1_003, "1\u{a0}003 konsultanci"),
        ];
        for (count, text) in expected {
            assert_eq!(Noun::Consultant.counted(count, Language::Pl), text);
        }
        assert_eq!(Noun::ConsultantNeeded.counted(1, Language::Pl), "1 konsultanta");
        assert_eq!(Noun::ConsultantNeeded.counted(2, Language::Pl), "2 konsultantów");
        assert_eq!(Noun::PersonNeeded.counted(3, Language::Pl), "3 osób");
        assert_eq!(Noun::Call.counted(22, Language::Pl), "22 połączenia");
        assert_eq!(Noun::Call.measured(2.5, 1, Language::Pl), "2,5 połączenia");
    }

    #[test]
    fn english_has_one_and_others() {
        assert_eq!(Noun::Consultant.counted(1, Language::En), "1 consultant");
        assert_eq!(Noun::PersonNeeded.counted(0, Language::En), "0 people");
        assert_eq!(Noun::Call.measured(1.0, 1, Language::En), "1.0 calls");
    }
}
