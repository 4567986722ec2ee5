//! Keys of `[[group]]`, `[[shift]]` and `[cost]`.

use super::{ABOVE_ZERO, Keys, Kind, NAMES, SHARE, UNCERTAIN_SHARE, WEEKDAYS, may, must};

/// `[[group]]`.
pub(crate) static GROUP: Keys = Keys::new(&[
    must("id", Kind::Id, "Name of the group in this file and in answers"),
    may("name", Kind::Name, "Name of the group in reports, default its id"),
    must("lines", NAMES, "Ids of the lines it answers, first priority first"),
    may(
        "routing",
        Kind::Words(&["longest-wait", "first-priority"]),
        "Which waiting call is taken first, default longest-wait; simulation only",
    ),
    may(
        "head_count",
        Kind::Known(&Kind::Whole(1, 100_000)),
        "People there are, default as many as needed",
    ),
    may(
        "contracts",
        Kind::List(&Kind::Table(&CONTRACT), 1),
        "Contracts of its people, default one: full, 40 hours and 5 days a week",
    ),
    may(
        "shrinkage",
        UNCERTAIN_SHARE,
        "Share of paid time away from the phone that is no modelled break, 0 to below 1, default 0",
    ),
    must(
        "hourly_cost",
        Kind::Uncertain(&Kind::Number(0.0, 1e6)),
        "Cost of a paid hour, in the currency",
    ),
]);

/// An entry of `contracts`.
pub(crate) static CONTRACT: Keys = Keys::new(&[
    must("id", Kind::Id, "Name of the contract, within its group"),
    must(
        "weekly_hours",
        Kind::Number(ABOVE_ZERO, 168.0),
        "Paid hours a week of one person at most",
    ),
    must("days_per_week", Kind::Whole(1, 7), "Days a week of one person at most"),
    may("heads", Kind::Known(&Kind::Whole(1, 100_000)), "People on it, default as many as needed"),
    may("share_max", SHARE, "Largest share of the group's paid hours, 0 to 1, default 1"),
    may(
        "hourly_cost",
        Kind::Uncertain(&Kind::Number(0.0, 1e6)),
        "Cost of a paid hour on it, in the currency, default the group's",
    ),
]);

/// `[[shift]]`.
pub(crate) static SHIFT: Keys = Keys::new(&[
    must("id", Kind::Id, "Name of the rule in this file and in answers"),
    must("groups", NAMES, "Ids of the groups whose people may work these shifts"),
    may("contracts", NAMES, "Ids of the contracts that have them, default all of the groups"),
    may("days", WEEKDAYS, "Days on which they start, default calendar.days"),
    must(
        "starts",
        Kind::Either(&[Kind::List(&Kind::Time, 1), Kind::Table(&STARTS)]),
        "Times at which they start: a list, or from … to … every …",
    ),
    must(
        "lengths",
        Kind::List(&Kind::Minutes(1, 1440), 1),
        "Lengths with breaks, whole minutes, such as \"8h\"",
    ),
    may("breaks", Kind::List(&Kind::Table(&BREAK), 0), "Breaks, in the order of the shift"),
]);

/// `starts` as a range.
pub(crate) static STARTS: Keys = Keys::new(&[
    must("from", Kind::Time, "First start"),
    must("to", Kind::Time, "Last start"),
    must("every", Kind::Minutes(1, 1440), "Time from start to start, whole minutes"),
]);

/// An entry of `breaks`.
pub(crate) static BREAK: Keys = Keys::new(&[
    must("length", Kind::Minutes(1, 720), "Length, whole minutes, such as \"15m\""),
    may("paid", Kind::Boolean, "Whether it is paid, default false"),
    may(
        "min_shift",
        Kind::Minutes(0, 1440),
        "Shortest shift that has it, whole minutes, default 0",
    ),
    may(
        "after",
        Kind::Minutes(0, 1440),
        "Earliest start after the shift's start, whole minutes, default 1h",
    ),
    may(
        "before_end",
        Kind::Minutes(0, 1440),
        "Latest end before the shift's end, whole minutes, default 1h",
    ),
    may("window", Kind::Times, "Stretch of the day it lies in, in place of after and before_end"),
]);

const PREMIUM: Kind = Kind::Uncertain(&Kind::Number(0.0, 10.0));
const MONEY: Kind = Kind::Uncertain(&Kind::Number(0.0, 1e6));

/// `[cost]`.
pub(crate) static COST: Keys = Keys::new(&[
    may("evening", Kind::Table(&EVENING_PREMIUM), "Premium of the evening"),
    may(
        "saturday_premium",
        PREMIUM,
        "Share of the hourly cost on top on Saturdays, 0 to 10, default 0",
    ),
    may(
        "sunday_premium",
        PREMIUM,
        "Share of the hourly cost on top on Sundays, 0 to 10, default 0",
    ),
    may(
        "holiday_premium",
        PREMIUM,
        "Share of the hourly cost on top on public holidays, 0 to 10, in place of the day's",
    ),
    may(
        "opening_per_hour",
        MONEY,
        "Cost of an hour in which anything is open, in the currency, default 0",
    ),
    may("caller_minute", MONEY, "What a minute of waiting costs a caller, in the currency"),
    may(
        "count_waiting",
        Kind::Boolean,
        "Whether callers' waiting is part of what is minimised, default false; needs caller_minute",
    ),
    may("served_call", MONEY, "What one more served call is worth, in the currency; for compare"),
]);

/// `evening` of `[cost]`.
pub(crate) static EVENING_PREMIUM: Keys = Keys::new(&[
    must("from", Kind::Time, "Start of the evening"),
    must("premium", PREMIUM, "Share of the hourly cost on top, 0 to 10"),
]);
