//! What the check found, and how near two numbers must be to count as one.

use crate::domain::finding::{Fault, Finding, Verdict};

/// Relative difference up to which a claimed and a recomputed figure agree.
pub(super) const TOLERANCE: f64 = 1e-6;

/// Absolute difference below which two figures agree however small they are.
const FLOOR: f64 = 1e-9;

/// Whether two figures agree within [`TOLERANCE`]. Nothing agrees with an infinite or undefined one.
pub(super) fn agree(a: f64, b: f64) -> bool {
    let near = (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()) + FLOOR;
    // A queue that keeps growing has an infinite wait, here and there.
    (near && a.is_finite() && b.is_finite()) || (a == f64::INFINITY && b == f64::INFINITY)
}

/// A figure as messages show it: nine significant digits, enough to tell apart what does not agree.
pub(super) fn shown(figure: f64) -> f64 {
    format!("{figure:.8e}").parse().unwrap_or(figure)
}

/// Violations in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    /// Notes that something at `place` is not as it must be.
    pub(super) fn add(&mut self, place: &str, fault: Fault) {
        self.0.push(Finding::new(place, fault));
    }

    /// Notes it unless `holds`.
    pub(super) fn expect(&mut self, holds: bool, place: &str, fault: impl FnOnce() -> Fault) {
        if !holds {
            self.add(place, fault());
        }
    }

    /// Compares a figure with the recomputed one.
    pub(super) fn number(
        &mut self,
        place: &str,
        what: &'static str,
        claimed: f64,
        recomputed: f64,
    ) {
        self.expect(agree(claimed, recomputed), place, || {
            claimed_as(what, shown(claimed), shown(recomputed))
        });
    }

    /// Compares a figure that may be absent with the recomputed one.
    pub(super) fn optional(
        &mut self,
        place: &str,
        what: &'static str,
        claimed: Option<f64>,
        recomputed: Option<f64>,
    ) {
        match (claimed, recomputed) {
            (Some(claimed), Some(recomputed)) => self.number(place, what, claimed, recomputed),
            (None, None) => {}
            (Some(claimed), None) => {
                let claimed = shown(claimed);
                self.add(place, Fault::Unwanted { what, claimed });
            }
            (None, Some(recomputed)) => {
                let recomputed = shown(recomputed);
                self.add(place, Fault::Absent { what, recomputed });
            }
        }
    }

    /// Compares anything else: texts, whole numbers, yes and no.
    pub(super) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        place: &str,
        what: &'static str,
        claimed: T,
        recomputed: T,
    ) {
        self.expect(claimed == recomputed, place, || {
            claimed_as(what, format!("{claimed:?}"), format!("{recomputed:?}"))
        });
    }

    /// The verdict.
    pub(super) fn verdict(self) -> Verdict {
        Verdict { findings: self.0, remarks: Vec::new() }
    }
}

/// A value that is claimed and the one that is recomputed.
pub(super) fn claimed_as(
    what: &'static str,
    claimed: impl ToString,
    recomputed: impl ToString,
) -> Fault {
    Fault::Claimed { what, claimed: claimed.to_string(), recomputed: recomputed.to_string() }
}
