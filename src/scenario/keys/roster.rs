//! Keys of `[[consultant]]` and `[roster]`.

use super::{Key, Keys, Kind, NAMES, WEEKDAYS, by_day, may, must};
use crate::domain::labour::{RULES, Unit};

/// `[[consultant]]`.
pub(crate) static CONSULTANT: Keys = Keys::new(&[
    must("name", Kind::Name, "Name or pseudonym; distinct"),
    must("group", Kind::Text, "Id of the group"),
    must("contract", Kind::Text, "Id of a contract of the group"),
    may("lines", NAMES, "Ids of the lines answered, default the group's"),
    may(
        "leader",
        Kind::Boolean,
        "Whether the person leads, for leaders of [roster]; default false",
    ),
    may(
        "available",
        Kind::Table(&AVAILABLE),
        "When the person can work; a weekday not named: any time",
    ),
    may(
        "absent",
        Kind::List(&Kind::Either(&[Kind::Date, Kind::Table(&ABSENCE)]), 0),
        "Days away: dates, or tables with from and to",
    ),
    may("fixed", Kind::List(&Kind::Table(&FIXED), 0), "Shifts that are settled"),
    may("wishes", Kind::List(&Kind::Table(&WISH), 0), "What the person would like"),
    may(
        "daily_limit",
        Kind::Minutes(1, 1440),
        "Paid hours a day at most, whole minutes, such as \"7h\"",
    ),
    may(
        "protected",
        Kind::List(&Kind::Words(&["disability", "pregnancy", "child"]), 0),
        "Protections under labour law; printed nowhere",
    ),
    may(
        "carried_hours",
        Kind::Number(-400.0, 400.0),
        "Hours worked beyond the norm so far in the settlement period, below 0: short of it; default 0",
    ),
]);

const FREE: [Key; 7] = by_day(
    Kind::List(&Kind::Stretch, 0),
    "Stretches of this weekday, such as \"07:30-16:00\"; an empty list: never",
);

/// `available`.
pub(crate) static AVAILABLE: Keys = Keys::new(&FREE);

/// An entry of `absent`.
pub(crate) static ABSENCE: Keys = Keys::new(&[
    must("from", Kind::Date, "First day"),
    must("to", Kind::Date, "Last day"),
    may("kind", Kind::Text, "For the planner; printed nowhere"),
]);

/// An entry of `fixed`.
pub(crate) static FIXED: Keys = Keys::new(&[
    must("date", Kind::Date, "Day"),
    must("start", Kind::Time, "Start"),
    must("length", Kind::Minutes(1, 1440), "Length with breaks, whole minutes, such as \"8h\""),
]);

/// An entry of `wishes`.
pub(crate) static WISH: Keys = Keys {
    keys: &[
        may("off", Kind::Date, "Day to be free"),
        may(
            "prefer",
            Kind::Words(&["early", "late"]),
            "No evenings, or evenings on every day worked",
        ),
        may("start", Kind::Time, "Start to have; with date"),
        may("date", Kind::Date, "Day on which to have it; with start"),
        may("grade", Kind::Whole(1, 5), "How much it matters, 1 to 5, default 1"),
        may("reason", Kind::Text, "For the planner; printed nowhere"),
    ],
    one_of: &[&["off"], &["prefer"], &["start", "date"]],
};

/// Most leaders that a line can ask for.
pub(crate) const LEADERS_MOST: u32 = 99;

/// `[roster]`.
pub(crate) static ROSTER: Keys = Keys::new(&[
    may("weeks", Kind::Whole(1, 5), "Weeks planned from week_start on, 1 to 5, default 1"),
    may("settlement_weeks", Kind::Whole(1, 5), "Weeks over which hours are settled, default all"),
    may(
        "closing",
        Kind::ByLine(&Kind::Text),
        "Label of the closing by line id, default the last candidate of each line",
    ),
    may(
        "leaders",
        Kind::ByLine(&Kind::Whole(1, LEADERS_MOST)),
        "Least leaders on duty while a line is open, by line id; default none",
    ),
    may(
        "evening_from",
        Kind::Time,
        "A shift that ends later is an evening; default that of cost, else 18:00",
    ),
    may("early_before", Kind::Time, "A shift that starts before it is early, default 09:00"),
    may("flexible_start", Kind::Boolean, "Lifts the rule working-day (KP 140¹), default false"),
    may("contractors", Kind::List(&Kind::Text, 0), "Ids of contracts outside labour law"),
    may(
        "equivalent",
        Kind::List(&Kind::Text, 0),
        "Ids of contracts in the equivalent system (KP 135)",
    ),
    may(
        "sick_pay",
        Kind::Number(0.0, 1.0),
        "Share of their pay that the employer pays to those away in a repair, default 0.8 (KP 92)",
    ),
    may(
        "call_in_notice",
        Kind::Minutes(1, 1440),
        "Least notice before a shift that somebody is called in for, such as \"2h\"; default none",
    ),
    may(
        "activity",
        Kind::List(&Kind::Table(&ACTIVITY), 0),
        "Work away from the phone: at a set time, or so many hours a week to place",
    ),
    may(
        "pair",
        Kind::List(&Kind::Table(&PAIR), 0),
        "Two people who must not, or must, work together",
    ),
    may("rules", Kind::Table(&RULE_KEYS), "Rules of labour law to change or switch off"),
    may("previous", Kind::Text, "The roster before this one (JSON), relative to the scenario"),
]);

/// An entry of `[[roster.activity]]`.
pub(crate) static ACTIVITY: Keys = Keys {
    keys: &[
        must("id", Kind::Id, "What it is called, such as training; printed"),
        may("people", NAMES, "Names of the people it is for; default by groups and contracts"),
        may("groups", NAMES, "Ids of the groups it is for, default all"),
        may("contracts", NAMES, "Ids of the contracts it is for, default all"),
        may("date", Kind::Date, "The one day of an activity at a set time; default every week"),
        may(
            "days",
            WEEKDAYS,
            "Weekdays: on which it is held at a set time, else on which it may be placed; default Monday to Friday",
        ),
        may("start", Kind::Time, "Start of an activity at a set time; with length"),
        may("length", Kind::Minutes(1, 1440), "Its length, whole minutes, such as \"2h\""),
        may(
            "per_week",
            Kind::Minutes(1, 10_080),
            "To be placed: as much of every week, for each of the people, such as \"1h\"",
        ),
        may("shared", Kind::Boolean, "Whether per_week is for all of them together; default false"),
        may("piece", Kind::Minutes(1, 1440), "Length of a piece that is placed, default \"30m\""),
        may("between", Kind::Stretch, "Time of day within which pieces lie, default any"),
    ],
    one_of: &[&["start", "length"], &["per_week"]],
};

/// An entry of `[[roster.pair]]`.
pub(crate) static PAIR: Keys = Keys {
    keys: &[
        may("apart", Kind::List(&Kind::Text, 2), "Two people who never work together"),
        may(
            "together",
            Kind::List(&Kind::Text, 2),
            "Two people of whom the first never works without the second",
        ),
        may(
            "by",
            Kind::Words(&["time", "day"]),
            "Whether that is meant of the same time or of the same day; default time",
        ),
    ],
    one_of: &[&["apart"], &["together"]],
};

/// `[roster.rules]`: the rules of the set.
pub(crate) static RULE_KEYS: Keys = Keys::new(&RULE_LIST);

const RULE_LIST: [Key; RULES.len()] = {
    let mut keys = [may("", Kind::Text, ""); RULES.len()];
    let mut at = 0;
    while at < RULES.len() {
        keys[at] = may(RULES[at].id.code(), Kind::Rule(RULES[at]), RULES[at].en);
        at += 1;
    }
    keys
};

/// The parameter of a rule in minutes.
pub(crate) const RULE_MINUTES: Kind = Kind::Minutes(1, 10_080);
/// The parameter of a rule in days.
pub(crate) const RULE_DAYS: Kind = Kind::Whole(1, 28);
/// The parameter of a rule in weeks.
pub(crate) const RULE_WEEKS: Kind = Kind::Whole(1, 52);
const OFF_FOR: Key =
    may("off_for", Kind::List(&Kind::Text, 0), "Ids of contracts for which it is off");

static RULE_OF_MINUTES: Keys = Keys::new(&[
    may("value", RULE_MINUTES, "Its parameter, whole minutes, such as \"11h\""),
    OFF_FOR,
]);
static RULE_OF_WEEKS: Keys =
    Keys::new(&[may("value", RULE_WEEKS, "Its parameter, weeks"), OFF_FOR]);
static RULE_OF_DAYS: Keys = Keys::new(&[may("value", RULE_DAYS, "Its parameter, days"), OFF_FOR]);
static RULE_OF_NOTHING: Keys = Keys::new(&[OFF_FOR]);

/// The keys of a rule that is written as a table.
pub(crate) fn rule_keys(unit: Unit) -> &'static Keys {
    match unit {
        Unit::Minutes => &RULE_OF_MINUTES,
        Unit::Weeks => &RULE_OF_WEEKS,
        Unit::Days => &RULE_OF_DAYS,
        Unit::Nothing => &RULE_OF_NOTHING,
    }
}
