//! Quantities that must not be mixed up, each its own type and checked where it is made.
//!
//! A value that exists is finite and inside the range its type promises, so code further down the
//! flow never checks again.

use std::fmt;

/// Hours a week of one full-time post.
pub const FULL_TIME_HOURS: f64 = 40.0;

/// Declares a newtype over `f64` with a range that is checked when a value is made.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $low:expr, $high:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(f64);

        impl $name {
            /// The value if it is finite and within the range of this quantity.
            pub fn new(value: f64) -> Option<Self> {
                (value.is_finite() && ($low..=$high).contains(&value)).then_some(Self(value))
            }

            /// The plain number, in the unit of this quantity.
            pub fn get(self) -> f64 {
                self.0
            }
        }
    };
}

quantity!(
    /// A length of time in seconds, zero or more.
    Seconds, 0.0, f64::MAX
);
quantity!(
    /// A share between 0 and 1, both included.
    Share, 0.0, 1.0
);
quantity!(
    /// An amount of money in the scenario's currency, zero or more.
    Money, 0.0, f64::MAX
);
quantity!(
    /// A number of calls expected in some stretch of time, zero or more.
    Calls, 0.0, f64::MAX
);

/// How a number is known.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Somebody who should know has said or published it.
    Stated,
    /// Computed from records or from stated figures.
    Estimated,
    /// Neither: a judgement that the reader may replace.
    Assumed,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::Stated => "stated",
            Basis::Estimated => "estimated",
            Basis::Assumed => "assumed",
        })
    }
}

/// A number with the range it may lie in and how it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain<T> {
    /// The central value, with which plans are made.
    pub value: T,
    /// The lowest value held possible, where one was given.
    pub low: Option<T>,
    /// The highest value held possible, where one was given.
    pub high: Option<T>,
    /// How the number is known.
    pub basis: Basis,
    /// Where it comes from, in the words of the scenario's author.
    pub note: Option<String>,
}

impl<T> Uncertain<T> {
    /// A number without a range, known on this basis.
    pub fn plain(value: T, basis: Basis) -> Self {
        Self { value, low: None, high: None, basis, note: None }
    }
}

/// The language of reports.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Polish.
    Pl,
    /// English.
    #[default]
    En,
}
