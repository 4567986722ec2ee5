//! A pilot: which number to measure, how, for how long, and which value decides.
//!
//! The value that decides is where the rule's recommendation, on average over the samples of all other numbers, turns. So it
//! is the same rule as that of the recommendation, and effects, which are straight lines, make it free of the steps of whole
//! shifts. It is looked for within the number's range first and then as far beyond as [`BEYOND`] says. How long it takes to tell
//! on which side the truth lies is [`trial`]'s.

use super::Work;
use super::samples::{Samples, triangular};
use super::trial::{self, END, Figure, HALFWAY};
use super::variant::{Measurable, Parameter};
use crate::plan::demand::{LineDemand, demand};
use crate::scenario::{HandleTimes, Line, Scenario};
use crate::wire::answer::{LineReport, Plan};
use crate::wire::proposal::{Look, Observed, Pilot, Proposal};
use jiff::ToSpan;

/// Steps in which the range is searched for a turn.
const STEPS: u32 = 8;
/// Times the range by which it is searched beyond its ends.
const BEYOND: [f64; 2] = [1.0, 2.0];
/// Halvings of the step in which the recommendation turns.
const HALVINGS: u32 = 12;
/// Values of the number that the probability of a decision is averaged over.
const TRUTHS: u32 = 200;

/// A value at which the recommendation turns.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Turn {
    at: f64,
    below: usize,
    above: usize,
    within_range: bool,
}

/// The number to measure, and the pilot that does. `widest`: places of the numbers that can be measured, from the one whose
/// range moves the advantage most.
pub(super) fn pilot(
    work: &Work<'_>,
    samples: &Samples<'_>,
    (proposal, plans): (&Proposal, &[Option<Plan>]),
    widest: &[usize],
) -> (Option<String>, Option<Pilot>) {
    let first = widest.first().map(|place| samples.parameters[*place].key.clone());
    if work.options.samples == 0 {
        return (first, None);
    }
    let search = Search { samples, seed: proposal.seed };
    let mut found = None;
    for place in widest {
        if let Some(turn) = search.within(*place) {
            found = Some((*place, turn));
            break;
        }
    }
    let found = found.or_else(|| widest.iter().find_map(|k| Some((*k, search.beyond(*k)?))));
    let Some((place, turn)) = found else { return (first, None) };
    let parameter = &samples.parameters[place];
    let sized = Sized { work, proposal, plans, parameter, turn };
    (Some(parameter.key.clone()), sized.pilot())
}

struct Search<'a> {
    samples: &'a Samples<'a>,
    seed: u64,
}

impl Search<'_> {
    fn recommended(&self, place: usize, value: f64) -> Option<usize> {
        let means = self.samples.averaged(self.seed, Some((place, value)))?;
        self.samples.model.recommended(&means, 0.0)
    }

    /// The turn within the range that is nearest to the central value.
    fn within(&self, place: usize) -> Option<Turn> {
        let p = &self.samples.parameters[place];
        let step = (p.high - p.low) / f64::from(STEPS);
        let values: Vec<f64> = (0..=STEPS).map(|k| p.low + step * f64::from(k)).collect();
        self.nearest(place, &values, true)
    }

    /// The same beyond the ends, as far as such values exist.
    fn beyond(&self, place: usize) -> Option<Turn> {
        let p = &self.samples.parameters[place];
        let [least, most] = p.limits();
        let range = p.high - p.low;
        let down = BEYOND.iter().rev().map(|times| (p.low - times * range).max(least));
        let up = BEYOND.iter().map(|times| (p.high + times * range).min(most));
        let values: Vec<f64> = down.chain([p.low, p.high]).chain(up).collect();
        self.nearest(place, &values, false)
    }

    fn nearest(&self, place: usize, values: &[f64], within_range: bool) -> Option<Turn> {
        let central = self.samples.parameters[place].central;
        let best: Vec<Option<usize>> =
            values.iter().map(|value| self.recommended(place, *value)).collect();
        let turns =
            (1..values.len()).filter(|k| values[k - 1] < values[*k] && best[k - 1] != best[*k]);
        let distance = |k: &usize| (0.5 * (values[k - 1] + values[*k]) - central).abs();
        let k = turns.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        let (mut low, mut high) = (values[k - 1], values[k]);
        let (below, mut above) = (best[k - 1]?, best[k]?);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            match self.recommended(place, middle)? {
                same if same == below => low = middle,
                other => (high, above) = (middle, other),
            }
        }
        Some(Turn { at: 0.5 * (low + high), below, above, within_range })
    }
}

/// What the size of a pilot is worked out from.
struct Sized<'a> {
    work: &'a Work<'a>,
    proposal: &'a Proposal,
    plans: &'a [Option<Plan>],
    parameter: &'a Parameter,
    turn: Turn,
}

/// How a number is measured: what is observed in a week at a value of the number, and how that scatters.
struct Measuring<'a> {
    observed: Observed,
    line: Option<String>,
    /// What is observed at a value of the number; more where it is larger.
    value: Box<dyn Fn(f64) -> f64 + 'a>,
    figure: Figure,
    /// Observations of a week.
    a_week: f64,
}

impl Sized<'_> {
    fn pilot(&self) -> Option<Pilot> {
        let (p, turn) = (self.parameter, self.turn);
        let open = |k: usize| self.proposal.closings[k].open_hours;
        let longer = if open(turn.above) >= open(turn.below) { turn.above } else { turn.below };
        let hours = p.measurable().is_some_and(Measurable::takes_evenings).then_some(longer);
        let measuring = self.measuring(longer)?;
        let share = |k: u32| (f64::from(k) + 0.5) / f64::from(TRUTHS);
        let held = (0..TRUTHS).map(|k| triangular(p.low, p.central, p.high, share(k)));
        let truths: Vec<f64> = held.map(&measuring.value).collect();
        let expected_value = truths.iter().sum::<f64>() / f64::from(TRUTHS);
        let deciding = (measuring.value)(turn.at);
        let figure = &measuring.figure;
        let (weeks, decides) = figure.weeks(deciding, &truths);
        let look = |weeks: u32, wrong: f64| {
            let [at_least, at_most] = figure.bounds(deciding, weeks, wrong);
            Look { weeks, at_least, at_most: (at_most >= 0.0).then_some(at_most) }
        };
        let counted = matches!(figure, Figure::Count { .. });
        let a_week = if counted { expected_value } else { measuring.a_week };
        Some(Pilot {
            key: p.key.clone(),
            observed: measuring.observed,
            line: measuring.line,
            hours,
            turns_at: turn.at,
            within_range: turn.within_range,
            above: turn.above,
            below: turn.below,
            deciding,
            weeks,
            expected: a_week * f64::from(weeks),
            expected_value,
            standard_error: figure.standard_error(deciding, weeks),
            end: look(weeks, END),
            halfway: look(weeks / 2, HALFWAY),
            wrong_at_most: END + HALFWAY,
            decides,
            large_enough: decides >= trial::AIM,
            review: self.review(weeks),
        })
    }

    /// The Monday after the last week, where the scenario's week has a date.
    fn review(&self, weeks: u32) -> Option<String> {
        let start = self.work.scenario.calendar.week_start?;
        Some(start.checked_add(i64::from(weeks).weeks()).ok()?.to_string())
    }

    fn measuring(&self, longer: usize) -> Option<Measuring<'_>> {
        let scenario = self.work.scenario;
        match self.parameter.measurable()? {
            Measurable::NewCalls(l) => self.calls(l, longer, Observed::NewCalls),
            Measurable::MovedCalls(l) => self.calls(l, longer, Observed::MovedCalls),
            Measurable::Calls(l) => self.calls(l, self.proposal.baseline, Observed::Calls),
            Measurable::HandleTime(l) => {
                let (variation, skewness) = handle_times(&scenario.lines[l]);
                let report = self.report(l)?;
                let a_week = report.attempts_per_week * (1.0 - report.p_abandon);
                let figure = Figure::Mean { a_week, variation, skewness };
                self.of_line(l, Observed::HandleTime, figure, a_week)
            }
            Measurable::Patience(l) => {
                // The estimate is all the waiting ÷ those who hang up, and scatters as the mean of so many exponential times.
                let a_week = self.hung_up(l)?;
                let figure = Figure::Mean { a_week, variation: 1.0, skewness: 2.0 };
                self.of_line(l, Observed::Patience, figure, a_week)
            }
            Measurable::Redials(l) => {
                let a_week = self.hung_up(l)?;
                self.of_line(l, Observed::Redials, Figure::Share { a_week }, a_week)
            }
            Measurable::Shrinkage => {
                let present = &self.proposal.closings[self.proposal.baseline].central;
                let a_week = present.paid_hours_per_week?;
                of(Observed::Shrinkage, None, Figure::Share { a_week }, a_week)
            }
            Measurable::Busyness => {
                // Counts of n days: standard deviation ÷ mean scatters by 1 ÷ √(2n) of itself, and holds what chance adds.
                let present = &self.proposal.closings[self.proposal.baseline].central;
                let days = scenario.calendar.days.len().max(1) as f64;
                let a_day = present.calls_offered / days;
                let figure =
                    Figure::Mean { a_week: days, variation: 0.5_f64.sqrt(), skewness: 0.0 };
                let measuring = of(Observed::Busyness, None, figure, days)?;
                let value = move |cv: f64| (cv * cv + 1.0 / a_day).sqrt();
                Some(Measuring { value: Box::new(value), ..measuring })
            }
        }
    }

    fn report(&self, line: usize) -> Option<&LineReport> {
        self.plans[self.proposal.baseline].as_ref()?.lines.get(line)
    }

    /// Callers of a line who hang up in a week.
    fn hung_up(&self, line: usize) -> Option<f64> {
        self.report(line).map(|report| report.attempts_per_week * report.p_abandon)
    }

    fn of_line(
        &self,
        line: usize,
        observed: Observed,
        figure: Figure,
        a_week: f64,
    ) -> Option<Measuring<'_>> {
        of(observed, Some(self.work.scenario.lines[line].id.clone()), figure, a_week)
    }

    /// Calls of a line that are counted with these hours: all of them, or those in the evening that this number brings.
    fn calls(&self, line: usize, closing: usize, observed: Observed) -> Option<Measuring<'_>> {
        let scenario = self.work.scenario;
        let choice = &self.work.choices[closing];
        let evening = observed != Observed::Calls;
        let days = move |value: f64| -> [f64; 7] {
            let of = |value: f64| {
                let moved = self.parameter.at(scenario, value);
                by_day(scenario, &demand(&moved, choice)[line], evening)
            };
            let (with, without) = (of(value), if evening { of(0.0) } else { [0.0; 7] });
            std::array::from_fn(|day| with[day] - without[day])
        };
        let own = days(self.parameter.high);
        let total: f64 = own.iter().sum();
        let power = |n: i32| own.iter().map(|calls| (calls / total).powi(n)).sum::<f64>();
        let busyness = scenario.calendar.busyness_cv.value;
        let figure = Figure::Count { squares: power(2), cubes: power(3), busyness };
        (total > 0.0).then(|| Measuring {
            observed,
            line: Some(scenario.lines[line].id.clone()),
            value: Box::new(move |value| days(value).iter().sum()),
            figure,
            a_week: 0.0,
        })
    }
}

/// A number that is observed as it is.
fn of<'a>(
    observed: Observed,
    line: Option<String>,
    figure: Figure,
    a_week: f64,
) -> Option<Measuring<'a>> {
    // Without observations there is nothing to learn.
    (a_week > 0.0).then(|| Measuring { observed, line, value: Box::new(|v| v), figure, a_week })
}

/// Calls of a line by day: all, or those after the baseline close.
fn by_day(scenario: &Scenario, line: &LineDemand, evening: bool) -> [f64; 7] {
    let mut days = [0.0; 7];
    for (interval, calls) in line.calls.iter().enumerate() {
        let (day, minute) = scenario.calendar.grid.start_of(interval);
        let late = line.evening_from[day.index()].is_some_and(|from| minute >= from);
        if late || !evening {
            days[day.index()] += calls;
        }
    }
    days
}

/// Coefficient of variation of a line's handle times, and their skewness ÷ that.
fn handle_times(line: &Line) -> (f64, f64) {
    match &line.handle_times {
        HandleTimes::Exponential => (1.0, 2.0),
        HandleTimes::LogNormal(own) => (own.value, 3.0 + own.value * own.value),
        HandleTimes::Empirical(times) => {
            let count = times.len() as f64;
            let mean = times.iter().sum::<f64>() / count;
            let moment =
                |n: i32| times.iter().map(|t| (t / mean - 1.0).powi(n)).sum::<f64>() / count;
            let variation = moment(2).sqrt();
            let skewness = if variation > 0.0 { moment(3) / variation.powi(4) } else { 0.0 };
            (variation, skewness)
        }
    }
}
