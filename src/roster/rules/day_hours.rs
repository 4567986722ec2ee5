//! `daily-hours` (KP 129 §1), `daily-hours-equivalent` (KP 135 §1), `disability-day` (Rehabilitation Act 15 (2)), `parent-day`
//! (KP 148) and a person's own limit: paid hours of a day. Which of them apply to a person stands in their rules.

use super::{PersonRules, Worked};
use crate::domain::labour::Reason;

/// The limit of the day that a duty exceeds by itself.
pub(super) fn exceeded(rules: &PersonRules, duty: &Worked) -> Option<Reason> {
    rules.day_minutes.iter().find(|(_, most)| duty.paid > *most).map(|(id, _)| *id)
}
