//! What the check found, and how near two numbers must be to count as one.

use crate::domain::finding::{Fault, Finding, Verdict};
use crate::simulate::Estimate;
use crate::wire::answer::Figure;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Relative difference up to which a claimed and a recomputed figure agree.
pub(super) const TOLERANCE: f64 = 1e-6;

/// Standard errors by which two estimates may differ.
pub(super) const SIGMAS: f64 = 5.5;

/// The chance that an estimate is further off than that to one side.
const ONE_SIDE: f64 = 1.9e-8;
/// Half-widths of a 95% interval hold so many standard errors; a few more for few weeks.
const HALF_WIDTH: f64 = 1.9;

/// Absolute difference below which two figures agree however small they are.
const FLOOR: f64 = 1e-9;

/// Whether two figures agree within [`TOLERANCE`]. Nothing agrees with an infinite or undefined one.
pub(super) fn agree(a: f64, b: f64) -> bool {
    let near = (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()) + FLOOR;
    // A queue that keeps growing has an infinite wait, here and there.
    (near && a.is_finite() && b.is_finite()) || (a == f64::INFINITY && b == f64::INFINITY)
}

/// Weeks from which on a standard error is taken for what it is.
const ENOUGH: u32 = 20;

/// The same for an error known from so many weeks. Of few of them the error is itself uncertain, and Student's law
/// takes the place of the normal one.
pub(super) fn sigmas(weeks: u32) -> f64 {
    if weeks >= ENOUGH {
        return SIGMAS;
    }
    let law = StudentsT::new(0.0, 1.0, f64::from(weeks.saturating_sub(1)));
    law.map_or(f64::INFINITY, |law| law.inverse_cdf(1.0 - ONE_SIDE)).max(SIGMAS)
}

/// A figure as messages show it: nine significant digits, enough to tell apart what does not agree.
pub(super) fn shown(figure: f64) -> f64 {
    format!("{figure:.8e}").parse().unwrap_or(figure)
}

/// Notes a claimed figure that is too far from the one that was played out, if there is one.
pub(super) fn near(
    what: &'static str,
    claimed: Figure,
    own: Option<&Estimate>,
    weeks: u32,
    (place, findings): (&str, &mut Findings),
) {
    let Some(own) = own else { return };
    let error = (claimed.half_width / HALF_WIDTH).hypot(own.standard_error);
    let allowed = sigmas(weeks) * error + FLOOR;
    findings.expect((claimed.value - own.value).abs() <= allowed, place, || {
        let (claimed, played) = (shown(claimed.value), shown(own.value));
        Fault::PlayedOut { what, claimed, played, error: shown(error) }
    });
}

/// Violations in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<Finding>,
    remarks: Vec<Finding>,
}

impl Findings {
    /// Notes that something at `place` is not as it must be.
    pub(super) fn add(&mut self, place: &str, fault: Fault) {
        self.found.push(Finding::new(place, fault));
    }

    /// Says something that is no violation.
    pub(super) fn remark(&mut self, place: &str, fault: Fault) {
        self.remarks.push(Finding::new(place, fault));
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
        Verdict { findings: self.found, remarks: self.remarks }
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
