//! The dated set of working-time rules, as data: what a roster of named people keeps, where each rule
//! comes from, and its parameter.
//!
//! KP is the Polish Labour Code (Kodeks pracy). The set is a reading of the law for planning and **not
//! legal advice**; every parameter can be overridden and every rule switched off, for all contracts or
//! for some, in `[roster.rules]` of the scenario. Rules marked *from memory* were not read in a stored
//! text of the law.

/// The name of this set: country, and the date on which it was put together.
pub const RULE_SET: &str = "PL-2026-11";

/// What a rule's parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// A whole number: weeks.
    Weeks,
    /// None: the rule is on or off.
    Nothing,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable name, used in scenarios and answers.
    pub id: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// In English.
    pub en: &'static str,
    /// In Polish.
    pub pl: &'static str,
    /// Value of the parameter.
    pub parameter: u32,
    /// Unit of the parameter.
    pub unit: Unit,
}

const fn rule(
    id: &'static str,
    source: &'static str,
    (en, pl): (&'static str, &'static str),
    parameter: u32,
    unit: Unit,
) -> Rule {
    Rule { id, source, en, pl, parameter, unit }
}

/// Every rule that the scenario may change.
pub const RULES: [Rule; 16] = [
    rule(
        "daily-rest",
        "KP 132 §1",
        ("uninterrupted rest between shifts", "odpoczynek dobowy"),
        660,
        Unit::Minutes,
    ),
    rule(
        "working-day",
        "KP 128 §3 (1), 140¹",
        ("no new start within the working day", "doba pracownicza"),
        1440,
        Unit::Minutes,
    ),
    rule(
        "weekly-rest",
        "KP 133 §1",
        ("uninterrupted rest in each week", "odpoczynek tygodniowy"),
        2100,
        Unit::Minutes,
    ),
    rule("daily-hours", "KP 129 §1", ("hours a day", "norma dobowa"), 480, Unit::Minutes),
    rule(
        "daily-hours-equivalent",
        "KP 135 §1",
        ("hours a day, equivalent system", "norma dobowa, system równoważny"),
        720,
        Unit::Minutes,
    ),
    rule(
        "weekly-hours",
        "KP 129 §1, contract",
        ("hours a week of the contract", "godziny tygodnia z umowy"),
        0,
        Unit::Nothing,
    ),
    rule(
        "period-hours",
        "KP 130",
        ("hours of the settlement period", "wymiar czasu pracy okresu"),
        480,
        Unit::Minutes,
    ),
    rule(
        "weekly-cap",
        "KP 131 §1 (from memory)",
        (
            "hours a week on average with overtime",
            "przeciętny tygodniowy czas pracy z nadgodzinami",
        ),
        2880,
        Unit::Minutes,
    ),
    rule("breaks", "KP 134", ("paid breaks", "przerwy wliczane do czasu pracy"), 15, Unit::Minutes),
    rule(
        "free-sunday",
        "KP 151¹²",
        ("a free Sunday at least every so many weeks", "wolna niedziela"),
        4,
        Unit::Weeks,
    ),
    rule(
        "disability-day",
        "Rehabilitation Act 15 (2)",
        ("protected hours a day", "chroniony wymiar dobowy"),
        420,
        Unit::Minutes,
    ),
    rule(
        "disability-week",
        "Rehabilitation Act 15 (2)",
        ("protected hours a week", "chroniony wymiar tygodniowy"),
        2100,
        Unit::Minutes,
    ),
    rule(
        "disability-break",
        "Rehabilitation Act 17",
        ("protected further paid break", "chroniona dodatkowa przerwa wliczana do czasu pracy"),
        15,
        Unit::Minutes,
    ),
    rule(
        "no-night",
        "KP 151⁷, 178; Rehabilitation Act 15 (3)",
        (
            "no night work for who is protected; the night of 8 h starts at",
            "zakaz pracy w porze nocnej",
        ),
        1320,
        Unit::Minutes,
    ),
    rule(
        "parent-day",
        "KP 148",
        ("protected hours a day", "chroniony wymiar dobowy"),
        480,
        Unit::Minutes,
    ),
    rule(
        "contract-days",
        "contract",
        ("days a week of the contract", "dni tygodnia z umowy"),
        0,
        Unit::Nothing,
    ),
];

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The name under which a rule may be told beside a person's name: rules that protect some people only
/// would give away why.
pub fn public_name(id: &str) -> &str {
    match id {
        "disability-day" | "parent-day" | "daily-limit" => "personal-limit-day",
        "disability-week" => "personal-limit-week",
        "disability-break" => "personal-limit-breaks",
        "no-night" => "personal-limit-night",
        other => other,
    }
}

/// Length of the night, minutes (KP 151⁷ §1).
pub const NIGHT_MINUTES: u32 = 480;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_distinct_names_and_sources() {
        for (k, rule) in RULES.iter().enumerate() {
            assert!(RULES[..k].iter().all(|other| other.id != rule.id), "{}", rule.id);
            assert!(!rule.source.is_empty() && find(rule.id) == Some(rule));
        }
    }
}
