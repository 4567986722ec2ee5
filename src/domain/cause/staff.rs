//! Causes in groups, contracts, shifts and costs: E5xx, E6xx and E7xx.

use super::causes;
use crate::domain::clock::TimeOfDay;

causes! {
    /// What is wrong with groups and contracts, with shifts and breaks, or with costs.
    StaffCause {
        /// A line that no group answers.
        "E501" Unanswered { line: String },
        /// A group that no shift is for.
        "E502" WithoutShift { group: String },
        /// A number of days a week that nobody works.
        "E503" DaysPerWeek { days: f64 },
        /// No people.
        "E504" NoPeople,
        /// Nobody left at the phone.
        "E505" AllAway,
        /// Shares of contracts that leave room.
        "E506" SharesTooSmall { sum: f64 },
        /// More connected lines than can be planned.
        "E507" TooConnected { lines: usize, most: usize },
        /// A contract that no group of a shift has.
        "E601" UnknownContract { contract: String, meant: Option<String>, known: Vec<String> },
        /// A group with none of a shift's contracts.
        "E601" NoneOfContracts { group: String },
        /// A start at the end of the day.
        "E602" StartAtMidnight,
        /// A shift longer than a week's hours.
        "E603" ShiftTooLong { hours: f64, weekly: f64, contract: String, group: String },
        /// Starts in the wrong order.
        "E604" StartsReversed { from: TimeOfDay, to: TimeOfDay },
        /// A break that its window cannot hold; the shift is given by its start and end.
        "E605" BreakTooLong { shift: (u32, u32), room: u32, minutes: u32 },
        /// Windows of breaks that overlap.
        "E606" BreaksOverlap { shift: (u32, u32), window: (u32, u32), other: (u32, u32) },
        /// A shift at times when all lines are closed.
        "E607" CoversNothing { shift: String },
        /// A window of a break given twice.
        "E608" WindowTwice,
        /// A premium that is no share; `percent` where a percentage was probably meant.
        "E701" Premium { share: f64, percent: bool },
        /// Waiting counted without a price.
        "E702" WaitingWithoutPrice,
    }
}
