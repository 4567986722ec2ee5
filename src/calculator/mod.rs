//! The calculator behind `obsada erlang`: one queue, or a table of them.
//!
//! Computes only; reading files and printing are left to others. A mistake is answered with what was
//! found and what is expected, in the words of the question: field and column names are the same.
//!
//! Two kinds of table are understood, told apart by their columns:
//!
//! | table | question | answer |
//! |---|---|---|
//! | measures | `model`, `calls_per_half_hour`, `aht_s`, `agents`, `patience_s`, `threshold_s` | `p_wait`, `mean_wait_s`, `service_level`, `p_abandon`, `occupancy` |
//! | requirements | `calls_per_half_hour`, `aht_s`, `threshold_s`, `service_level_min`, `mean_wait_max_s`, `occupancy_max` | `agents` |
//!
//! `calls` may stand in place of `calls_per_half_hour`, with `interval_minutes` beside it. Requirements may have
//! `patience_s`, `agents_min` and `shrinkage` too; with the last they also answer `scheduled`. Both may have `trunks`,
//! which is answered by `p_blocked`, and `blocking_max`, which is answered by `trunks_needed` (Erlang B).
//!
//! What the measures mean is defined in [`crate::queue`].

pub mod read;
mod table;
pub mod wait;
#[cfg(test)]
mod tests;

pub use table::{Defaults, Kind, TableAnswer, table, table_with};

use std::fmt;

use crate::queue::{
    AGENTS_MAX, ErlangA, ErlangC, Targets, erlang_b, offered_load, required_agents,
    required_agents_with_patience,
};

/// Seconds in half an hour, the usual interval.
pub const HALF_HOUR_S: f64 = 1800.0;

/// What is wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatorError {
    /// Line of the table, from 1; `None` outside tables.
    pub line: Option<u64>,
    /// The field or column at fault.
    pub field: String,
    /// What was found there.
    pub found: String,
    /// What is expected instead.
    pub expected: String,
}

impl CalculatorError {
    fn new(field: &str, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { line: None, field: field.to_owned(), found: found.into(), expected: expected.into() }
    }

    fn at_line(self, line: Option<u64>) -> Self {
        Self { line, ..self }
    }
}

impl fmt::Display for CalculatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}: found {}, expected {}", self.field, self.found, self.expected)
    }
}

impl std::error::Error for CalculatorError {}

/// How many agents there are, or what they must achieve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Staffing {
    /// So many agents.
    Agents(u32),
    /// The fewest agents that meet these targets.
    Targets(Targets),
}

/// One question to the calculator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Calls offered in an interval, 0 or more.
    pub calls: f64,
    /// Length of the interval, seconds; usually [`HALF_HOUR_S`].
    pub interval_s: f64,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Agents, or the targets they must meet.
    pub staffing: Staffing,
    /// Mean patience, seconds: Erlang A. `None`: nobody hangs up, Erlang C.
    pub patience_s: Option<f64>,
    /// Seconds within which a call should be answered, for the service level reported.
    pub threshold_s: f64,
}

/// The queueing model that gave an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Nobody hangs up.
    ErlangC,
    /// Exponential patience.
    ErlangA,
}

impl Measures {
    /// Agents, on average where their number is not whole.
    #[must_use]
    pub fn agents_on_average(&self) -> f64 {
        self.agents_mean.unwrap_or(f64::from(self.agents))
    }
}

impl Model {
    /// The name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ErlangC => "erlang_c",
            Self::ErlangA => "erlang_a",
        }
    }
}

/// All measures of one queue; see [`crate::queue`] for the definitions.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Measures {
    /// Model used.
    pub model: Model,
    /// Arrival rate × mean handle time, erlangs.
    pub offered_load: f64,
    /// Agents given, or the fewest that meet the targets; of a number that is not whole, the whole one above.
    pub agents: u32,
    /// Agents on average, where their number is not whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agents_mean: Option<f64>,
    /// Threshold of `service_level`, seconds.
    pub threshold_s: f64,
    /// Share of calls that find all agents busy.
    pub p_wait: f64,
    /// Mean wait over all offered calls, seconds.
    pub mean_wait_s: f64,
    /// Mean wait of answered calls, seconds; `None` if no call is answered.
    pub asa_s: Option<f64>,
    /// Calls answered within the threshold ÷ offered calls.
    pub service_level: f64,
    /// Share of calls abandoned; 0 for Erlang C.
    pub p_abandon: f64,
    /// Share of staffed time spent handling calls.
    pub occupancy: f64,
}

/// Answers one question.
///
/// With targets and a patience the requirement is that of Erlang A, otherwise that of Erlang C.
///
/// # Errors
///
/// Names the first field that is outside its range: `calls`, `interval_s`, `aht_s`, `patience_s`,
/// `threshold_s`, `agents`, `mean_wait_s`, `service_level`, `occupancy_max` or `agents_min`.
///
/// ```
/// use obsada::calculator::{Case, HALF_HOUR_S, Staffing, measure};
/// let case = Case {
///     calls: 360.0, interval_s: HALF_HOUR_S, aht_s: 240.0,
///     staffing: Staffing::Agents(55), patience_s: None, threshold_s: 15.0,
/// };
/// assert!((measure(&case)?.service_level - 0.845883092171).abs() < 1e-12);
/// # Ok::<(), obsada::calculator::CalculatorError>(())
/// ```
pub fn measure(case: &Case) -> Result<Measures, CalculatorError> {
    at_least_zero("calls", case.calls)?;
    above_zero("interval_s", case.interval_s)?;
    above_zero("aht_s", case.aht_s)?;
    if let Some(patience) = case.patience_s {
        above_zero("patience_s", patience)?;
    }
    at_least_zero("threshold_s", case.threshold_s)?;
    let load = offered_load(case.calls, case.interval_s, case.aht_s);
    let agents = match case.staffing {
        Staffing::Agents(agents) => agents,
        Staffing::Targets(targets) => required(load, case.aht_s, case.patience_s, &targets)?,
    };
    // No calls and no minimum: nobody is required, and nobody waits either.
    let unanswered = agents == 0 && case.calls > 0.0;
    if unanswered && matches!(case.staffing, Staffing::Agents(_)) || agents > AGENTS_MAX {
        return Err(CalculatorError::new("agents", agents.to_string(), COUNT));
    }
    match case.patience_s {
        None => without_patience(case, load, agents),
        Some(patience) => with_patience(case, load, agents, patience),
    }
}

/// Answers a question for a number of agents that need not be whole: so many on average, that is the whole number
/// below for part of the time and the one above for the rest. Calls come alike at all times, so their figures are
/// averaged over time; occupancy is time on calls ÷ time staffed.
///
/// # Errors
///
/// As [`measure`], for either whole number.
///
/// ```
/// use obsada::calculator::{Case, HALF_HOUR_S, Staffing, measure, measure_on_average};
/// let case = |agents| Case {
///     calls: 5.0, interval_s: HALF_HOUR_S, aht_s: 180.0,
///     staffing: Staffing::Agents(agents), patience_s: None, threshold_s: 20.0,
/// };
/// let [one, two] = [measure(&case(1))?, measure(&case(2))?];
/// let mixed = measure_on_average(&case(1), 1.25)?;
/// assert!((mixed.mean_wait_s - (0.75 * one.mean_wait_s + 0.25 * two.mean_wait_s)).abs() < 1e-12);
/// # Ok::<(), obsada::calculator::CalculatorError>(())
/// ```
pub fn measure_on_average(case: &Case, agents: f64) -> Result<Measures, CalculatorError> {
    if !(0.0..=f64::from(AGENTS_MAX)).contains(&agents) {
        return Err(CalculatorError::new("agents", format!("{agents:?}"), COUNT));
    }
    // The range above makes the conversion exact.
    let below = agents.floor() as u32;
    let whole = |agents| measure(&Case { staffing: Staffing::Agents(agents), ..*case });
    let part = agents.fract();
    if part == 0.0 {
        return whole(below);
    }
    let (low, high) = (whole(below)?, whole(below + 1)?);
    let mix = |of: fn(&Measures) -> f64| (1.0 - part) * of(&low) + part * of(&high);
    let answered = mix(|m| 1.0 - m.p_abandon);
    let waited = mix(|m| (1.0 - m.p_abandon) * m.asa_s.unwrap_or(0.0));
    let busy = mix(|m| m.occupancy * f64::from(m.agents));
    Ok(Measures {
        agents_mean: Some(agents),
        p_wait: mix(|m| m.p_wait),
        mean_wait_s: mix(|m| m.mean_wait_s),
        asa_s: (answered > 0.0).then_some(waited / answered),
        service_level: mix(|m| m.service_level),
        p_abandon: mix(|m| m.p_abandon),
        occupancy: busy / agents,
        ..high
    })
}

const COUNT: &str = "a number from 1 to 1000000";

fn without_patience(case: &Case, load: f64, agents: u32) -> Result<Measures, CalculatorError> {
    if agents == 0 {
        return Ok(nobody_calls(Model::ErlangC, case.threshold_s));
    }
    let queue = ErlangC::new(agents, load, case.aht_s).ok_or_else(|| {
        CalculatorError::new(
            "agents",
            format!("{agents} for an offered load of {load:?} erlangs"),
            "more agents than erlangs (Erlang C has no steady queue otherwise), or a patience (Erlang A)",
        )
    })?;
    Ok(Measures {
        model: Model::ErlangC,
        offered_load: load,
        agents,
        agents_mean: None,
        threshold_s: case.threshold_s,
        p_wait: queue.p_wait(),
        mean_wait_s: queue.mean_wait_s(),
        asa_s: Some(queue.mean_wait_s()),
        service_level: queue.service_level(case.threshold_s),
        p_abandon: 0.0,
        occupancy: queue.occupancy(),
    })
}

fn with_patience(
    case: &Case,
    load: f64,
    agents: u32,
    patience_s: f64,
) -> Result<Measures, CalculatorError> {
    if agents == 0 {
        return Ok(nobody_calls(Model::ErlangA, case.threshold_s));
    }
    let queue = ErlangA::new(agents, load, case.aht_s, patience_s).ok_or_else(|| {
        CalculatorError::new(
            "patience_s",
            format!(
                "{patience_s:?} with {agents} agents, {load:?} erlangs and aht_s {:?}",
                case.aht_s
            ),
            "at most 1e12 calls offered, or handled by all agents, per mean patience",
        )
    })?;
    Ok(Measures {
        model: Model::ErlangA,
        offered_load: load,
        agents,
        agents_mean: None,
        threshold_s: case.threshold_s,
        p_wait: queue.p_wait(),
        mean_wait_s: queue.mean_wait_s(),
        asa_s: queue.asa_s(),
        service_level: queue.service_level(case.threshold_s),
        p_abandon: queue.p_abandon(),
        occupancy: queue.occupancy(),
    })
}

/// Nobody calls and nobody is on duty: no wait, and by convention a service level of 1.
fn nobody_calls(model: Model, threshold_s: f64) -> Measures {
    Measures {
        model,
        offered_load: 0.0,
        agents: 0,
        agents_mean: None,
        threshold_s,
        p_wait: 0.0,
        mean_wait_s: 0.0,
        asa_s: None,
        service_level: 1.0,
        p_abandon: 0.0,
        occupancy: 0.0,
    }
}

/// The requirement, with each target checked first so that a refusal can name its cause.
fn required(
    load: f64,
    aht_s: f64,
    patience_s: Option<f64>,
    targets: &Targets,
) -> Result<u32, CalculatorError> {
    if let Some(wait) = targets.mean_wait_s {
        above_zero("mean_wait_s", wait)?;
    }
    if let Some((within, share)) = targets.service_level {
        at_least_zero("threshold_s", within)?;
        share_below_one("service_level", share)?;
    }
    if let Some(most) = targets.occupancy_max
        && !(most > 0.0 && most <= 1.0)
    {
        return Err(CalculatorError::new(
            "occupancy_max",
            format!("{most:?}"),
            "a share above 0 and at most 1",
        ));
    }
    if targets.agents_min > AGENTS_MAX {
        return Err(CalculatorError::new(
            "agents_min",
            targets.agents_min.to_string(),
            "at most 1000000",
        ));
    }
    let agents = match patience_s {
        None => required_agents(load, aht_s, targets),
        Some(patience) => required_agents_with_patience(load, aht_s, patience, targets),
    };
    agents.ok_or_else(|| {
        let found =
            format!("an offered load of {load:?} erlangs, which needs more than {AGENTS_MAX}");
        CalculatorError::new(
            "agents",
            found,
            "targets or a load that at most 1000000 agents can meet",
        )
    })
}

/// Consultants to schedule, so that those required are at the phone: required ÷ (1 − shrinkage).
///
/// # Errors
///
/// If the shrinkage is no share from 0 to below 1.
pub fn scheduled(agents: f64, shrinkage: f64) -> Result<f64, CalculatorError> {
    share_below_one("shrinkage", shrinkage)?;
    Ok(agents / (1.0 - shrinkage))
}

/// Share of calls that find all trunks busy, by Erlang B: a trunk is held while its caller waits and is
/// served.
pub fn blocked(case: &Case, measures: &Measures, trunks: u32) -> f64 {
    erlang_b(trunks, trunk_load(case, measures))
}

/// The fewest trunks that block at most this share of the calls; `None` beyond the largest number.
pub fn trunks_for(case: &Case, measures: &Measures, most_blocked: f64) -> Option<u32> {
    let load = trunk_load(case, measures);
    let enough = |trunks: u32| erlang_b(trunks, load) <= most_blocked;
    let (mut low, mut high) = (0, AGENTS_MAX);
    if !enough(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}

/// Erlangs that hold trunks: calls waiting and in service.
fn trunk_load(case: &Case, measures: &Measures) -> f64 {
    let held_s = measures.mean_wait_s + (1.0 - measures.p_abandon) * case.aht_s;
    offered_load(case.calls, case.interval_s, held_s)
}

fn at_least_zero(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = value.is_finite() && value >= 0.0;
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a finite number, 0 or more"))
    }
}

fn above_zero(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = value.is_finite() && value > 0.0;
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a finite number above 0"))
    }
}

fn share_below_one(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = (0.0..1.0).contains(&value);
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a share from 0 to below 1"))
    }
}
