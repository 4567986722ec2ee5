//! Causes in promises: E4xx.

use super::causes;
use crate::domain::clock::TimeOfDay;

causes! {
    /// What is wrong with the targets of a line.
    TargetCause {
        /// A line without promises.
        "E401" NoTarget { line: String },
        /// A target without a measure.
        "E402" NoMeasure,
        /// A target with two measures.
        "E403" TwoMeasures { first: &'static str, second: &'static str },
        /// A mean wait of nothing.
        "E404" NoWait,
        /// A service level of everybody.
        "E405" Everybody,
        /// A service level of nobody.
        "E405" Nobody,
        /// An occupancy of nothing.
        "E406" NoOccupancy,
        /// A mean over a day of what holds in every interval.
        "E407" EveryInterval { measure: &'static str },
        /// Abandoned calls without patience.
        "E408" NoPatience,
        /// All or no calls abandoned.
        "E409" AllOrNone,
        /// All or no calls waiting long.
        "E411" AllOrNoneLong,
        /// A stretch of the day in which the line is not open throughout.
        "E410" NotOpenBetween { from: TimeOfDay, to: TimeOfDay },
    }
}
