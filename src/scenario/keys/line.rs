//! Keys of `[[line]]` and the tables in it.

use super::{
    ABOVE_ZERO, BASES, BASIS, Key, Keys, Kind, NOTE, SHARE, UNCERTAIN_SHARE, by_day, may, must,
};

const TIME_OF_A_CALL: Kind = Kind::Uncertain(&Kind::Seconds(ABOVE_ZERO, 86_400.0));

/// `[[line]]`.
pub(crate) static LINE: Keys = Keys {
    keys: &[
        must("id", Kind::Id, "Name of the line in this file and in answers"),
        may("name", Kind::Name, "Name of the line in reports, default its id"),
        may("open", Kind::Time, "Opening time on every day of calendar.days; with close"),
        may("close", Kind::Time, "Closing time on every day of calendar.days; with open"),
        may("hours", Kind::Table(&HOURS), "Opening hours by weekday, in place of open and close"),
        may(
            "open_on_holidays",
            Kind::Boolean,
            "Whether public holidays are ordinary days, default false",
        ),
        may(
            "close_candidates",
            Kind::List(&Kind::Either(&[Kind::Time, Kind::Table(&CANDIDATE)]), 1),
            "Closing times to compare: a time for every open day, or a table with times by weekday",
        ),
        may(
            "aht",
            TIME_OF_A_CALL,
            "Mean handle time: talk, hold and after-call work; seconds or text; needed unless demand has needs",
        ),
        may(
            "patience",
            Kind::Either(&[TIME_OF_A_CALL, Kind::Table(&PATIENCE)]),
            "Mean time before a waiting caller hangs up, seconds or text, or a table with its law; default nobody does",
        ),
        may(
            "redial_share",
            UNCERTAIN_SHARE,
            "Share of those who hang up who call again, 0 to 1, default 0",
        ),
        may(
            "redial_after",
            Kind::Uncertain(&Kind::Seconds(1.0, 86_400.0)),
            "Mean time after which they call again, seconds or text, 1 s to 24 h, default 10m; needs redial_share",
        ),
        may(
            "handle_times",
            Kind::Table(&HANDLE_TIMES),
            "How handle times scatter around aht; simulation only",
        ),
        may(
            "at_close",
            Kind::Words(&["serve", "cut-off"]),
            "What becomes of those who wait at closing, default serve; simulation only",
        ),
        must("demand", Kind::Table(&DEMAND), "How many calls come, and when"),
        may("branches", Kind::Table(&BRANCHES), "Callers who ring the branches' own telephones"),
        may(
            "target",
            Kind::List(&Kind::Table(&TARGET), 1),
            "Promises to callers; needed unless demand has needs",
        ),
        may(
            "evening",
            Kind::Table(&EVENING),
            "Calls that a later close moves and brings; needs close_candidates",
        ),
    ],
    one_of: &[&["open", "close"], &["hours"]],
};

const OPEN: [Key; 7] = by_day(
    Kind::List(&Kind::Stretch, 0),
    "Stretches of opening on this weekday, such as \"07:30-15:30\"",
);

/// `hours`.
pub(crate) static HOURS: Keys = Keys::new(&OPEN);

const CLOSE: [Key; 7] = by_day(Kind::Time, "Closing time on this weekday");

/// An entry of `close_candidates`.
pub(crate) static CANDIDATE: Keys = Keys::new(&[
    must("label", Kind::Name, "What reports call it"),
    CLOSE[0],
    CLOSE[1],
    CLOSE[2],
    CLOSE[3],
    CLOSE[4],
    CLOSE[5],
    CLOSE[6],
]);

/// `patience` with its law.
pub(crate) static PATIENCE: Keys = Keys::new(&[
    must(
        "mean",
        TIME_OF_A_CALL,
        "Mean patience of those who do not hang up at once, seconds or text",
    ),
    may(
        "law",
        Kind::Words(&["exponential", "weibull", "log-normal"]),
        "Law of their patience, default exponential; played call by call where it is another",
    ),
    may(
        "shape",
        Kind::Uncertain(&Kind::Number(0.1, 10.0)),
        "Shape of a Weibull law, 0.1 to 10: below 1 hang-ups grow rarer with the time waited; for weibull",
    ),
    may(
        "spread",
        Kind::Uncertain(&Kind::Number(0.05, 5.0)),
        "Standard deviation of the logarithm of patience, 0.05 to 5; for log-normal",
    ),
    may(
        "at_once",
        Kind::Uncertain(&Kind::Number(0.0, 0.9)),
        "Share of callers who hang up as soon as they would have to wait, 0 to 0.9, default 0",
    ),
]);

/// `handle_times`.
pub(crate) static HANDLE_TIMES: Keys = Keys::new(&[
    must(
        "shape",
        Kind::Words(&["exponential", "log-normal", "empirical"]),
        "Law of the handle times",
    ),
    may(
        "cv",
        Kind::Uncertain(&Kind::Number(0.01, 10.0)),
        "Standard deviation ÷ mean, 0.01 to 10; for log-normal",
    ),
    may(
        "csv",
        Kind::Name,
        "File with one column, seconds; relative to the scenario; for empirical",
    ),
]);

/// `[line.demand]`.
pub(crate) static DEMAND: Keys = Keys {
    keys: &[
        may(
            "calls_per_week",
            Kind::Uncertain(&Kind::Number(0.0, 1e9)),
            "Calls of an ordinary week",
        ),
        may(
            "calls_per_year",
            Kind::Uncertain(&Kind::Number(0.0, 1e9)),
            "Calls of a year; with working_days_per_year",
        ),
        may(
            "working_days_per_year",
            Kind::Known(&Kind::Number(ABOVE_ZERO, 366.0)),
            "Days on which the calls of a year come",
        ),
        may(
            "csv",
            Kind::Name,
            "File of calls by interval: columns day, start, calls; relative to the scenario",
        ),
        may(
            "needs",
            Kind::Name,
            "File of consultants needed by interval, in place of calls: columns day, start, consultants; relative to the scenario",
        ),
        may("csv_basis", Kind::Words(BASES), BASIS),
        may("csv_note", Kind::Text, NOTE),
        may(
            "weekday_share",
            Kind::Table(&WEEKDAY_SHARE),
            "Share of the week's calls by weekday, together 1; default equal over the open days",
        ),
        may(
            "profile",
            Kind::List(&Kind::Table(&PROFILE), 0),
            "Share of the day's calls by stretch, together 1; default even over the opening hours",
        ),
        may("profile_basis", Kind::Words(BASES), BASIS),
        may("profile_note", Kind::Text, NOTE),
    ],
    one_of: &[
        &["calls_per_week"],
        &["calls_per_year", "working_days_per_year"],
        &["csv"],
        &["needs"],
    ],
};

const OF_THE_WEEK: [Key; 7] =
    by_day(SHARE, "Share of the week's calls that come on this weekday, 0 to 1");

/// `weekday_share`.
pub(crate) static WEEKDAY_SHARE: Keys = Keys::new(&OF_THE_WEEK);

/// An entry of `profile`.
pub(crate) static PROFILE: Keys = Keys::new(&[
    must("from", Kind::Time, "Start of the stretch"),
    must("to", Kind::Time, "End of the stretch"),
    must("share", SHARE, "Share of the day's calls, 0 to 1, spread evenly inside the stretch"),
]);

/// `[line.branches]`.
pub(crate) static BRANCHES: Keys = Keys::new(&[
    must(
        "calls_per_week",
        Kind::Uncertain(&Kind::Number(0.0, 1e7)),
        "Calls a week to the branches' telephones",
    ),
    may(
        "moves_to_line",
        UNCERTAIN_SHARE,
        "Share of them that will ring the line, 0 to 1, default 0",
    ),
    may(
        "moves_from_line",
        UNCERTAIN_SHARE,
        "Share of the line's calls that will ring the branches, 0 to 1, default 0",
    ),
]);

/// `[[line.target]]`.
pub(crate) static TARGET: Keys = Keys {
    keys: &[
        may("mean_wait", Kind::Seconds(0.0, 86_400.0), "Longest mean wait, seconds or text"),
        may("service_level", Kind::Table(&SERVICE_LEVEL), "Least share answered within a time"),
        may("long_wait", Kind::Table(&LONG_WAIT), "Largest share who wait longer than a time"),
        may(
            "occupancy_max",
            SHARE,
            "Largest share of staffed time spent on calls, 0 to 1; interval only",
        ),
        may(
            "agents_min",
            Kind::Whole(0, 10_000),
            "Fewest consultants on duty, breaks taken off, default 1; interval only",
        ),
        may("abandonment_max", SHARE, "Largest share who hang up, 0 to 1; needs patience"),
        may(
            "over",
            Kind::Words(&["interval", "day", "week"]),
            "Over what it is averaged, default every interval",
        ),
        may("between", Kind::Times, "Stretch of the day that counts, default all of it"),
    ],
    one_of: &[
        &["mean_wait"],
        &["service_level"],
        &["long_wait"],
        &["occupancy_max"],
        &["agents_min"],
        &["abandonment_max"],
    ],
};

/// `service_level`.
pub(crate) static SERVICE_LEVEL: Keys = Keys::new(&[
    must("within", Kind::Seconds(0.0, 86_400.0), "Time within which a call should be answered"),
    must("share", SHARE, "Least share of the offered calls, such as 0.8"),
]);

/// `long_wait`.
pub(crate) static LONG_WAIT: Keys = Keys::new(&[
    must("beyond", Kind::Seconds(0.0, 86_400.0), "Time beyond which a wait is long"),
    must("share", SHARE, "Largest share of the offered calls that wait longer, such as 0.05"),
]);

/// `[line.evening]`.
pub(crate) static EVENING: Keys = Keys::new(&[
    may(
        "baseline_close",
        Kind::Time,
        "Close at which the calls were observed, default the line's own",
    ),
    must(
        "moved_share_per_hour",
        UNCERTAIN_SHARE,
        "Share of the day's calls, 0 to 1, that each hour of later closing moves to the evening",
    ),
    must(
        "new_calls_per_hour",
        Kind::Uncertain(&Kind::Number(0.0, 1e6)),
        "Calls a day that each hour of later closing brings on top",
    ),
    must("moved_from", Kind::Times, "Stretch of the day that the moved calls leave"),
]);
