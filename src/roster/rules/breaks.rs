//! `breaks` (KP 134), for every contract under labour law, and `disability-break` (Rehabilitation Act 17), for who is
//! protected: paid minutes of break within a shift.

use super::{PersonRules, Worked};
use crate::domain::labour::{Reason, RuleId};

/// Paid minutes of break that a shift of so many minutes needs: one break from 6 h, another beyond 9 h
/// and another beyond 16 h (KP 134).
pub fn breaks_needed(each: u32, working: u32) -> u32 {
    each * (u32::from(working >= 360) + u32::from(working > 540) + u32::from(working > 960))
}

/// The rule of breaks that a duty breaks by itself.
pub(super) fn missing(rules: &PersonRules, duty: &Worked) -> Option<Reason> {
    let of_all = rules.breaks.map_or(0, |each| breaks_needed(each, duty.paid));
    if duty.breaks < of_all {
        return Some(RuleId::Breaks.reason());
    }
    let further = rules.further_break.is_some_and(|more| duty.breaks < of_all + more);
    further.then_some(RuleId::DisabilityBreak.reason())
}
