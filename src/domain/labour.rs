//! The dated set of working-time rules, as data: what a roster of named people keeps, where each rule
//! comes from, and its parameter.
//!
//! KP is the Polish Labour Code (Kodeks pracy). The set is a reading of the law for planning and **not
//! legal advice**; every parameter can be overridden and every rule switched off, for all contracts or
//! for some, in `[roster.rules]` of the scenario. Rules marked *from memory* were not read in a stored
//! text of the law.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The name of this set: country, and the date on which it was put together.
pub const RULE_SET: &str = "PL-2026-11";

/// What a rule's parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// A whole number: weeks.
    Weeks,
    /// A whole number: days.
    Days,
    /// None: the rule is on or off.
    Nothing,
}

/// A rule of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum RuleId {
    DailyRest,
    WorkingDay,
    WeeklyRest,
    DailyHours,
    DailyHoursEquivalent,
    WeeklyHours,
    PeriodHours,
    WeeklyCap,
    Breaks,
    FreeSunday,
    DisabilityDay,
    DisabilityWeek,
    DisabilityBreak,
    NoNight,
    ParentDay,
    ContractDays,
    MostDays,
    LeastDays,
    DaysOffTogether,
    EveningsInARow,
    EveningsAWeek,
    NoEarlyAfterEvening,
    FreeWeekend,
    ScheduleNotice,
}

impl RuleId {
    /// Stable name, used in scenarios and answers.
    pub const fn code(self) -> &'static str {
        match self {
            RuleId::DailyRest => "daily-rest",
            RuleId::WorkingDay => "working-day",
            RuleId::WeeklyRest => "weekly-rest",
            RuleId::DailyHours => "daily-hours",
            RuleId::DailyHoursEquivalent => "daily-hours-equivalent",
            RuleId::WeeklyHours => "weekly-hours",
            RuleId::PeriodHours => "period-hours",
            RuleId::WeeklyCap => "weekly-cap",
            RuleId::Breaks => "breaks",
            RuleId::FreeSunday => "free-sunday",
            RuleId::DisabilityDay => "disability-day",
            RuleId::DisabilityWeek => "disability-week",
            RuleId::DisabilityBreak => "disability-break",
            RuleId::NoNight => "no-night",
            RuleId::ParentDay => "parent-day",
            RuleId::ContractDays => "contract-days",
            RuleId::MostDays => "most-days-in-a-row",
            RuleId::LeastDays => "least-days-in-a-row",
            RuleId::DaysOffTogether => "days-off-together",
            RuleId::EveningsInARow => "most-evenings-in-a-row",
            RuleId::EveningsAWeek => "most-evenings-a-week",
            RuleId::NoEarlyAfterEvening => "no-early-after-evening",
            RuleId::FreeWeekend => "free-weekend",
            RuleId::ScheduleNotice => "schedule-notice",
        }
    }

    /// The rule with its source and parameter.
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// What keeps a person from a duty where this rule does.
    pub const fn reason(self) -> Reason {
        Reason::Rule(self)
    }
}

/// What keeps somebody from working a duty, or what is wrong with one that is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Reason {
    /// A rule of the set.
    Rule(RuleId),
    /// The limit of the day that the scenario sets for the person.
    DailyLimit,
    /// A break lies outside of the window of its shift rule.
    BreakWindow,
    /// Away.
    Absent,
    /// Another duty is given beforehand, or that one is missing.
    Fixed,
    /// An activity at a set time lies outside of the shift, or leaves no place for its breaks.
    Activity,
    /// Somebody with whom the person must not work is at work.
    Apart,
    /// Somebody without whom the person must not work is not at work.
    Together,
    /// Not available at that time.
    NotAvailable,
    /// At work at other hours of the day.
    AtWork,
    /// Nothing: a shift would be lawful.
    Free,
    /// No shift rule makes a shift then.
    NoShift,
    /// A limit of the day that some people have, whatever the reason.
    PersonalDay,
    /// A limit of the week.
    PersonalWeek,
    /// Further breaks.
    PersonalBreaks,
    /// No work at night.
    PersonalNight,
}

/// Reasons beside the rules.
const OTHERS: [Reason; 15] = [
    Reason::DailyLimit,
    Reason::BreakWindow,
    Reason::Absent,
    Reason::Fixed,
    Reason::Activity,
    Reason::Apart,
    Reason::Together,
    Reason::NotAvailable,
    Reason::AtWork,
    Reason::Free,
    Reason::NoShift,
    Reason::PersonalDay,
    Reason::PersonalWeek,
    Reason::PersonalBreaks,
    Reason::PersonalNight,
];

impl Reason {
    /// Stable name, used in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Rule(rule) => rule.code(),
            Reason::DailyLimit => "daily-limit",
            Reason::BreakWindow => "break-window",
            Reason::Absent => "absent",
            Reason::Fixed => "fixed",
            Reason::Activity => "activity",
            Reason::Apart => "apart",
            Reason::Together => "together",
            Reason::NotAvailable => "not-available",
            Reason::AtWork => "at-work",
            Reason::Free => "free",
            Reason::NoShift => "no-shift",
            Reason::PersonalDay => "personal-limit-day",
            Reason::PersonalWeek => "personal-limit-week",
            Reason::PersonalBreaks => "personal-limit-breaks",
            Reason::PersonalNight => "personal-limit-night",
        }
    }

    /// The reason of this name.
    pub fn of_code(code: &str) -> Option<Self> {
        let rules = RULES.iter().map(|rule| rule.id.reason());
        rules.chain(OTHERS).find(|reason| reason.code() == code)
    }

    /// What may be said beside a person's name: rules that protect some people only would give away why.
    pub const fn public(self) -> Self {
        use RuleId::{DisabilityBreak, DisabilityDay, DisabilityWeek, NoNight, ParentDay};
        match self {
            Reason::Rule(DisabilityDay | ParentDay) | Reason::DailyLimit => Reason::PersonalDay,
            Reason::Rule(DisabilityWeek) => Reason::PersonalWeek,
            Reason::Rule(DisabilityBreak) => Reason::PersonalBreaks,
            Reason::Rule(NoNight) => Reason::PersonalNight,
            other => other,
        }
    }
}

/// In the order of their names.
impl Ord for Reason {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Reason {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.code().to_owned()
    }
}

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::of_code(&code).ok_or_else(|| format!("`{code}` is the name of no rule"))
    }
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
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
    /// Whether it is in force only where the scenario asks for it: no law, but a pattern of days.
    pub optional: bool,
}

const fn rule(
    id: RuleId,
    source: &'static str,
    (en, pl): (&'static str, &'static str),
    parameter: u32,
    unit: Unit,
) -> Rule {
    Rule { id, source, en, pl, parameter, unit, optional: false }
}

/// A pattern of days: no law, in force where the scenario asks for it.
const fn pattern(
    id: RuleId,
    (en, pl): (&'static str, &'static str),
    parameter: u32,
    unit: Unit,
) -> Rule {
    Rule { optional: true, ..rule(id, "scenario", (en, pl), parameter, unit) }
}

/// Every rule that the scenario may change.
pub const RULES: [Rule; 24] = [
    rule(
        RuleId::DailyRest,
        "KP 132 §1",
        ("uninterrupted rest between shifts", "odpoczynek dobowy"),
        660,
        Unit::Minutes,
    ),
    rule(
        RuleId::WorkingDay,
        "KP 128 §3 (1), 140¹",
        ("no new start within the working day", "doba pracownicza"),
        1440,
        Unit::Minutes,
    ),
    rule(
        RuleId::WeeklyRest,
        "KP 133 §1",
        ("uninterrupted rest in each week", "odpoczynek tygodniowy"),
        2100,
        Unit::Minutes,
    ),
    rule(RuleId::DailyHours, "KP 129 §1", ("hours a day", "norma dobowa"), 480, Unit::Minutes),
    rule(
        RuleId::DailyHoursEquivalent,
        "KP 135 §1",
        ("hours a day, equivalent system", "norma dobowa, system równoważny"),
        720,
        Unit::Minutes,
    ),
    rule(
        RuleId::WeeklyHours,
        "KP 129 §1, contract",
        ("hours a week of the contract", "godziny tygodnia z umowy"),
        0,
        Unit::Nothing,
    ),
    rule(
        RuleId::PeriodHours,
        "KP 130",
        ("hours of the settlement period", "wymiar czasu pracy okresu"),
        480,
        Unit::Minutes,
    ),
    rule(
        RuleId::WeeklyCap,
        "KP 131 §1 (from memory)",
        (
            "hours a week on average with overtime",
            "przeciętny tygodniowy czas pracy z nadgodzinami",
        ),
        2880,
        Unit::Minutes,
    ),
    rule(
        RuleId::Breaks,
        "KP 134",
        ("paid breaks", "przerwy wliczane do czasu pracy"),
        15,
        Unit::Minutes,
    ),
    rule(
        RuleId::FreeSunday,
        "KP 151¹²",
        ("a free Sunday at least every so many weeks", "wolna niedziela"),
        4,
        Unit::Weeks,
    ),
    rule(
        RuleId::DisabilityDay,
        "Rehabilitation Act 15 (2)",
        ("protected hours a day", "chroniony wymiar dobowy"),
        420,
        Unit::Minutes,
    ),
    rule(
        RuleId::DisabilityWeek,
        "Rehabilitation Act 15 (2)",
        ("protected hours a week", "chroniony wymiar tygodniowy"),
        2100,
        Unit::Minutes,
    ),
    rule(
        RuleId::DisabilityBreak,
        "Rehabilitation Act 17",
        ("protected further paid break", "chroniona dodatkowa przerwa wliczana do czasu pracy"),
        15,
        Unit::Minutes,
    ),
    rule(
        RuleId::NoNight,
        "KP 151⁷, 178; Rehabilitation Act 15 (3)",
        (
            "no night work for who is protected; the night of 8 h starts at",
            "zakaz pracy w porze nocnej",
        ),
        1320,
        Unit::Minutes,
    ),
    rule(
        RuleId::ParentDay,
        "KP 148",
        ("protected hours a day", "chroniony wymiar dobowy"),
        480,
        Unit::Minutes,
    ),
    rule(
        RuleId::ContractDays,
        "contract",
        ("days a week of the contract", "dni tygodnia z umowy"),
        0,
        Unit::Nothing,
    ),
    pattern(
        RuleId::MostDays,
        ("most working days in a row", "najwięcej dni pracy z rzędu"),
        5,
        Unit::Days,
    ),
    pattern(
        RuleId::LeastDays,
        ("fewest working days in a row", "najmniej dni pracy z rzędu"),
        2,
        Unit::Days,
    ),
    pattern(
        RuleId::DaysOffTogether,
        ("fewest days off in a row", "najmniej dni wolnych z rzędu"),
        2,
        Unit::Days,
    ),
    pattern(
        RuleId::EveningsInARow,
        ("most evenings in a row", "najwięcej wieczorów z rzędu"),
        3,
        Unit::Days,
    ),
    pattern(
        RuleId::EveningsAWeek,
        ("most evenings a week", "najwięcej wieczorów w tygodniu"),
        3,
        Unit::Days,
    ),
    pattern(
        RuleId::NoEarlyAfterEvening,
        (
            "no early shift within so many days of an evening",
            "bez wczesnej zmiany w ciągu tylu dni po wieczorze",
        ),
        2,
        Unit::Days,
    ),
    pattern(
        RuleId::FreeWeekend,
        (
            "a free weekend at least every so many weeks",
            "wolny weekend co najmniej co tyle tygodni",
        ),
        2,
        Unit::Weeks,
    ),
    // Of the handing out of a roster, not of its shifts: what is late is told, and forbids nothing.
    rule(
        RuleId::ScheduleNotice,
        "KP 129 §3",
        ("notice of the schedule, days", "wyprzedzenie rozkładu czasu pracy, dni"),
        7,
        Unit::Days,
    ),
];

/// Length of the night, minutes (KP 151⁷ §1).
pub const NIGHT_MINUTES: u32 = 480;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_reasons_have_distinct_names() {
        for (k, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id as usize, k);
            assert!(!rule.source.is_empty() && rule.id.rule() == rule);
        }
        let codes = RULES.iter().map(|rule| rule.id.reason()).chain(OTHERS).map(Reason::code);
        for (k, code) in codes.clone().enumerate() {
            assert_eq!(codes.clone().position(|other| other == code), Some(k));
            assert_eq!(Reason::of_code(code).map(Reason::code), Some(code));
        }
    }
}
