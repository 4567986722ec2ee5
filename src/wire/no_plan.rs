//! What is written in place of a plan where no plan can meet a scenario.

use super::answer::{Infeasibility, ScenarioRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Schema of [`NoPlan`].
pub const SCHEMA: &str = "obsada.no-plan/1";

/// What is written in place of a plan where none can meet the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoPlan {
    /// `obsada.no-plan/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Version of obsada that made it.
    pub version: String,
    /// The scenario.
    pub scenario: ScenarioRef,
    /// Why there is no plan, and what would help.
    pub cause: Infeasibility,
}
