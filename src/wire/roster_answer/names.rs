//! What the parts of a roster are called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is minimised in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Goal {
    Coverage,
    Cost,
    Wishes,
    Rhythm,
    Fairness,
    Steadiness,
}

impl Goal {
    /// All, in the order of the stages.
    pub const ALL: [Goal; 6] =
        [Goal::Coverage, Goal::Cost, Goal::Wishes, Goal::Rhythm, Goal::Fairness, Goal::Steadiness];

    /// Name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Goal::Coverage => "coverage",
            Goal::Cost => "cost",
            Goal::Wishes => "wishes",
            Goal::Rhythm => "rhythm",
            Goal::Fairness => "fairness",
            Goal::Steadiness => "steadiness",
        }
    }
}

/// Why promises of a week stay broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Obstacle {
    /// With stricter needs people would be short.
    People,
    /// The time allowed ended.
    #[serde(rename = "limit")]
    Time,
    /// It was solved again as often as is tried.
    Rounds,
    /// Only a shift of the Sunday before the first week could help.
    Before,
}

impl Obstacle {
    /// Name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Obstacle::People => "people",
            Obstacle::Time => "limit",
            Obstacle::Rounds => "rounds",
            Obstacle::Before => "before",
        }
    }
}

/// What is given up against a shortage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Given {
    /// A rule, for everybody.
    Rule,
    /// A person's absences.
    Absence,
    /// The times at which a person is available.
    Availability,
    /// There is one more person.
    People,
}

impl Given {
    /// Name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Given::Rule => "rule",
            Given::Absence => "absence",
            Given::Availability => "availability",
            Given::People => "people",
        }
    }
}

/// What somebody wishes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Wished {
    /// A day off.
    Off,
    /// No evenings.
    Early,
    /// Evenings only.
    Late,
    /// A start on a day.
    Start,
}

impl Wished {
    /// Name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Wished::Off => "off",
            Wished::Early => "early",
            Wished::Late => "late",
            Wished::Start => "start",
        }
    }
}
