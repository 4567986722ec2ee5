//! Patience as a fitted scenario states it: a mean, or a table with the law that the records speak for.

use super::fitted_numbers::{note, positive, uncertain};
use super::words::fitted::fitted;
use crate::domain::units::Language;
use crate::estimate::Estimate;
use crate::estimate::patience::Patience;
use crate::estimate::patience_law::{Law, LawName};

/// Ranges of what a scenario can state: seconds, shape, spread, share at once.
const MEAN_MOST_S: f64 = 86_400.0;
const SHAPES: (f64, f64) = (0.1, 10.0);
const SPREADS: (f64, f64) = (0.05, 5.0);
const AT_ONCE_MOST: f64 = 0.9;

/// The value of the key `patience`: an exponential mean, unless the test speaks against it and the law found can be
/// stated.
pub(super) fn written(patience: &Patience, language: Language) -> String {
    let hung_up = fitted(language).hung_up;
    let law = patience.law.as_ref().and_then(|law| of_law(law, language));
    law.unwrap_or_else(|| {
        let mean = &patience.mean_s;
        uncertain(&positive(mean), 1, "", &note(mean, hung_up, language))
    })
}

/// The law as an inline table; `None` for exponential patience and for what no scenario can state.
fn of_law(law: &Law, language: Language) -> Option<String> {
    let (name, key, range) = match law.law {
        LawName::Exponential => return None,
        LawName::Weibull => ("weibull", "shape", SHAPES),
        LawName::LogNormal => ("log-normal", "spread", SPREADS),
    };
    let shape = law.shape?;
    let within = (range.0..=range.1).contains(&shape.value)
        && (1.0..=MEAN_MOST_S).contains(&law.mean_s.value)
        && law.at_once.value <= AT_ONCE_MOST;
    let number = |estimate: &Estimate, range: (f64, f64), decimals: usize| {
        let noted = note(estimate, fitted(language).hung_up, language);
        let kept = Estimate {
            low: estimate.low.clamp(range.0, range.1),
            high: estimate.high.map(|high| high.clamp(range.0, range.1)),
            ..*estimate
        };
        uncertain(&kept, decimals, "", &noted)
    };
    within.then(|| {
        format!(
            "{{ mean = {}, law = \"{name}\", {key} = {}, at_once = {} }}",
            number(&law.mean_s, (0.1, MEAN_MOST_S), 1),
            number(&shape, range, 3),
            number(&law.at_once, (0.0, AT_ONCE_MOST), 4),
        )
    })
}
