//! What a decision under uncertainty needs beside the draws: how far these are off, a pilot of stated size, and what safety
//! costs.

use super::Missed;
use crate::wire::answer::{Infeasibility, Shift};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Draws planned in full, the proposed and the baseline's hours each, beside what summed effects say of them. The draws are
/// spread: all are put in the order of what the sums say, cut into parts of equal size, and one is taken by lot of each part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedDraws {
    /// Draws that were taken to be planned.
    pub draws: u32,
    /// Of these, those with a plan for both hours that keeps every promise.
    pub planned: u32,
    /// Those planned, in the order of what the sums say.
    pub each: Vec<PlannedDraw>,
    /// Hours that have no plan in a draw with the people and shifts there are, and what is short.
    pub without_plan: Vec<WithoutPlan>,
    /// Mean over all samples of the extra cost of the proposed hours less the worth of the further calls, by the sums.
    pub summed: Option<f64>,
    /// How far the sums are off; none where fewer than two draws were planned.
    pub error: Option<DrawError>,
}

/// A draw planned in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedDraw {
    /// Its number among the samples, from 0.
    pub draw: u32,
    /// Extra cost of the proposed hours less the worth of the further calls, by the sums.
    pub summed: f64,
    /// The same of the two plans made for this draw.
    pub planned: f64,
    /// What these plans cost a week: the baseline's hours, then the proposed.
    pub cost_per_week: [f64; 2],
}

/// Hours without a plan in a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WithoutPlan {
    /// The draw.
    pub draw: u32,
    /// The closing time.
    pub closing: usize,
    /// What is short, one sentence in English; `null` where only no plan was found that keeps every promise.
    pub short: Option<String>,
    /// The same in codes and numbers.
    #[serde(skip)]
    pub cause: Option<Infeasibility>,
}

/// What plans say less what the sums say, over the draws that were planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DrawError {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between draws.
    pub spread: f64,
    /// 95% confidence interval of the mean (Student's).
    pub interval: [f64; 2],
    /// `summed` corrected by the error: 95% confidence interval of what plans of all the samples would come to.
    pub advantage: [f64; 2],
    /// Whether the whole of that interval lies on the side of zero on which `summed` lies. If not, the draws do not tell which
    /// of the two hours costs less.
    pub decides: bool,
}

/// What a pilot counts or times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// Calls a week after the baseline close of people who would not ring by day; each caller is asked.
    NewCalls,
    /// Calls a week after the baseline close of people who would else ring by day; each caller is asked.
    MovedCalls,
    /// Calls of the line a week.
    Calls,
    /// Mean handle time of the line's calls, seconds.
    HandleTime,
    /// Time that callers of the line wait in all ÷ number of those who hang up, seconds.
    Patience,
    /// Share of those who hang up who ring again.
    Redials,
    /// Share of paid time away from the phone, looked at once in every paid hour.
    Shrinkage,
    /// Standard deviation of the calls of a day ÷ their mean.
    Busyness,
}

/// A pilot of stated size: what is measured for how long, and which value decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pilot {
    /// The number of the scenario that is measured.
    pub key: String,
    /// What is counted or timed.
    pub observed: Observed,
    /// The line, where it is of one.
    pub line: Option<String>,
    /// The closing time that is tried out; none where the present hours will do.
    pub hours: Option<usize>,
    /// Value of the number at which the rule's recommendation turns, on average over the samples of all others.
    pub turns_at: f64,
    /// Whether that lies within its range; else effects are carried on beyond the range as a straight line.
    pub within_range: bool,
    /// Recommended above that value.
    pub above: usize,
    /// Recommended below.
    pub below: usize,
    /// The value that decides, in the unit of what is observed.
    pub deciding: f64,
    /// Whole weeks of the pilot.
    pub weeks: u32,
    /// Observations expected in all of them: calls, handle times, callers who hang up, looks, days.
    pub expected: f64,
    /// Mean of what is observed, as expected before the pilot.
    pub expected_value: f64,
    /// Standard error of what is observed over all weeks, were the value that decides true.
    pub standard_error: f64,
    /// What decides at the end.
    pub end: Look,
    /// What ends the pilot halfway.
    pub halfway: Look,
    /// Largest probability that the pilot decides for `above` although the true value is not above `deciding`; and likewise
    /// for `below`. Both looks together.
    pub wrong_at_most: f64,
    /// Probability that the pilot decides, before it begins: over the range of the number, triangular.
    pub decides: f64,
    /// Whether that is as much as was aimed at (80%), or the weeks ended before.
    pub large_enough: bool,
    /// The date of the Monday after the last week, if the pilot begins with the week of the scenario and that has a date.
    pub review: Option<String>,
}

/// A look at what was observed so far, averaged over the weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Look {
    /// After so many weeks.
    pub weeks: u32,
    /// From this value on it is `above`.
    pub at_least: f64,
    /// Up to this value it is `below`; none where no value is that low.
    pub at_most: Option<f64>,
}

/// What it costs to miss a promise in few draws only: the recommended hours planned once more, every uncertain number that adds
/// load moved the same part of the way to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Safety {
    /// The closing time.
    pub closing: usize,
    /// Share of the samples in which some promise may be missed.
    pub aim: f64,
    /// Share of the samples in which some promise is missed with the plan for central numbers.
    pub risk: f64,
    /// Half the width of its 95% confidence interval.
    pub half_width: f64,
    /// The safe plan; none where none was found.
    pub plan: Option<SafePlan>,
    /// Why there is none, one sentence in English.
    pub infeasible: Option<String>,
    /// The same in codes and numbers.
    #[serde(skip)]
    pub cause: Option<Infeasibility>,
}

/// A plan with a small risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SafePlan {
    /// Erlangs offered for which it was planned ÷ those of central numbers, shrinkage included.
    pub load: f64,
    /// Part of the way from central values to the ends that add load.
    pub part: f64,
    /// Cost a week, at central wages.
    pub cost_per_week: f64,
    /// How much more that is than the plan for central numbers.
    pub extra: f64,
    /// Paid hours a week.
    pub paid_hours_per_week: f64,
    /// Paid hours ÷ 40.
    pub full_time_equivalents: f64,
    /// Verdict of the independent check of this plan.
    pub check_passed: bool,
    /// Its shifts, as in a plan.
    pub shifts: Vec<Shift>,
    /// How often promises are missed with this staffing, in the same samples.
    pub missed: Missed,
}
