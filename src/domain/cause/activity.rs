//! Causes in work away from the phone and in pairs of people: E819 to E827.

use super::causes;
use jiff::civil::Date;

causes! {
    /// What is wrong with activities or pairs.
    ActivityCause {
        /// An activity neither at a set time nor to be placed, or both.
        "E819" UnclearActivity { activity: String },
        /// An activity of nobody.
        "E820" ActivityOfNobody { activity: String },
        /// Pieces that do not add up or do not fit.
        "E821" ActivityPieces { activity: String },
        /// An activity at a set time on a day on which a person named for it is away.
        "E822" ActivityWhileAway { activity: String, name: String, date: Date },
        /// An activity at a set time that no shift of a person covers.
        "E823" ActivityOutsideShifts { activity: String, name: String, date: Date },
        /// Two activities of a person at one time.
        "E824" ActivitiesOverlap { activity: String, other: String, name: String, date: Date },
        /// A name that no consultant has.
        "E825" NoSuchPerson { name: String, meant: Option<String> },
        /// A pair that is not of two people, or of no kind, or of both.
        "E826" UnclearPair,
        /// Two people who must work together and must not.
        "E827" PairAgainstItself { first: String, second: String },
    }
}
