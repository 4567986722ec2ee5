//! How long callers wait before they hang up.

use crate::domain::units::{Seconds, Share, Uncertain};

/// Patience of a line's callers: a share of them hangs up as soon as they would have to wait, the others when their
/// patience, of a law with this mean, is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Patience {
    /// Mean patience of those who do not hang up at once, above zero.
    pub mean: Uncertain<Seconds>,
    /// Law of their patience.
    pub law: PatienceLaw,
    /// Share of callers who hang up as soon as they would have to wait, where it is stated; well below 1.
    pub at_once: Option<Uncertain<Share>>,
}

/// Law of patience, apart from its mean.
#[derive(Debug, Clone, PartialEq)]
pub enum PatienceLaw {
    /// Hang-ups at one rate, however long the wait.
    Exponential,
    /// P(patience > t) = exp(−(t/scale)^shape); below shape 1 the rate falls with the time waited.
    Weibull(Uncertain<f64>),
    /// The logarithm of patience is normal with this standard deviation.
    LogNormal(Uncertain<f64>),
}

impl Patience {
    /// Share of callers who hang up as soon as they would have to wait.
    pub fn hang_up_at_once(&self) -> f64 {
        self.at_once.as_ref().map_or(0.0, |share| share.value.get())
    }

    /// Whether the formulas and equations of the queue hold for it: hang-ups at one rate, and none at once.
    pub fn is_exponential(&self) -> bool {
        match self.law {
            PatienceLaw::Exponential => self.hang_up_at_once() == 0.0,
            PatienceLaw::Weibull(_) | PatienceLaw::LogNormal(_) => false,
        }
    }
}
