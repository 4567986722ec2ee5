//! Keys of `[today]`.

use super::{Key, Keys, Kind, SHARE, may};

/// `[today]`.
pub(crate) static TODAY: Keys = Keys::new(&[
    may(
        "consultants",
        Kind::Uncertain(&Kind::Number(0.0, 1e5)),
        "People who answer the lines today, all groups together",
    ),
    may("paid_hours", Kind::Uncertain(&Kind::Number(0.0, 1e7)), "Hours paid today, a week"),
    may("cost", Kind::Uncertain(&Kind::Number(0.0, 1e10)), "What that costs, a week"),
    may("line", Kind::ByLine(&Kind::Table(&TODAY_LINE)), "The present state of a line, by line id"),
]);

/// `[today.line.ID]`.
pub(crate) static TODAY_LINE: Keys = Keys::new(&TODAY_OF_LINE);

const TODAY_OF_LINE: [Key; 4] = [
    may("close", Kind::Text, "Which candidate is today's close, default the line's own hours"),
    may(
        "mean_wait",
        Kind::Uncertain(&Kind::Seconds(0.0, 86_400.0)),
        "Mean wait of its callers today, seconds or text",
    ),
    may("abandoned", Kind::Uncertain(&SHARE), "Share of its callers who hang up today, 0 to 1"),
    may(
        "service_level",
        Kind::Uncertain(&SHARE),
        "Share answered today within the time of the line's target, else 20 s, 0 to 1",
    ),
];
