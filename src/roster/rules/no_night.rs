//! `no-night`: no work in the eight hours of the night (KP 151⁷, 178; Rehabilitation Act 15 (3)). For who is protected.

use super::{DAY, PersonRules, Worked};
use crate::domain::labour::{NIGHT_MINUTES, Reason, RuleId};

/// The rule, if a duty breaks it by itself.
pub(super) fn at_work(rules: &PersonRules, duty: &Worked) -> Option<Reason> {
    rules.night.is_some_and(|from| at_night(duty, from)).then_some(RuleId::NoNight.reason())
}

/// Whether a duty touches a night that starts at this minute of the day.
fn at_night(duty: &Worked, from: u32) -> bool {
    let first = duty.day() - 1;
    (first..first + 4).any(|day| {
        let night = day * DAY + from as i32;
        duty.start < night + NIGHT_MINUTES as i32 && night < duty.end
    })
}
