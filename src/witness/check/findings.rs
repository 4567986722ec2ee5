//! What the check found, and how near two numbers must be to count as one.

use crate::wire::answer::CheckReport;

/// Relative difference up to which a claimed and a recomputed figure agree.
pub(super) const TOLERANCE: f64 = 1e-6;

/// Absolute difference below which two figures agree however small they are.
const FLOOR: f64 = 1e-9;

/// Whether two figures agree within [`TOLERANCE`]. Nothing agrees with an infinite or undefined one.
pub(super) fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()) + FLOOR && a.is_finite() && b.is_finite()
}

/// A figure as messages show it: nine significant digits, enough to tell apart what does not agree.
pub(super) fn shown(figure: f64) -> f64 {
    format!("{figure:.8e}").parse().unwrap_or(figure)
}

/// Violations in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    violations: Vec<String>,
    remarks: Vec<String>,
}

impl Findings {
    /// Notes that something at `place` is not as it must be.
    pub(super) fn add(&mut self, place: &str, what: &str) {
        self.violations.push(format!("{place}: {what}"));
    }

    /// Says something that is no violation.
    pub(super) fn remark(&mut self, what: &str) {
        self.remarks.push(what.to_owned());
    }

    /// Notes it unless `holds`; the wording is made only then.
    pub(super) fn expect(&mut self, holds: bool, place: &str, what: impl FnOnce() -> String) {
        if !holds {
            self.add(place, &what());
        }
    }

    /// Compares a figure with the recomputed one.
    pub(super) fn number(&mut self, place: &str, what: &str, claimed: f64, recomputed: f64) {
        self.expect(agree(claimed, recomputed), place, || {
            format!("{what} is claimed as {}, recomputed {}", shown(claimed), shown(recomputed))
        });
    }

    /// Compares a figure that may be absent with the recomputed one.
    pub(super) fn optional(
        &mut self,
        place: &str,
        what: &str,
        claimed: Option<f64>,
        recomputed: Option<f64>,
    ) {
        match (claimed, recomputed) {
            (Some(claimed), Some(recomputed)) => self.number(place, what, claimed, recomputed),
            (None, None) => {}
            (Some(claimed), None) => {
                let claimed = shown(claimed);
                self.add(place, &format!("{what} is claimed as {claimed}, but there must be none"));
            }
            (None, Some(recomputed)) => {
                let recomputed = shown(recomputed);
                self.add(place, &format!("{what} is missing, recomputed {recomputed}"));
            }
        }
    }

    /// Compares anything else: texts, whole numbers, yes and no.
    pub(super) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        place: &str,
        what: &str,
        claimed: T,
        recomputed: T,
    ) {
        self.expect(claimed == recomputed, place, || {
            format!("{what} is claimed as {claimed:?}, recomputed {recomputed:?}")
        });
    }

    /// The verdict.
    pub(super) fn report(self) -> CheckReport {
        let Self { violations, remarks } = self;
        CheckReport { passed: violations.is_empty(), violations, remarks }
    }
}
