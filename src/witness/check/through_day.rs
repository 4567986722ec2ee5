//! Figures through the day, beside those of weeks played out anew.
//!
//! The plan's own figures come from the equations of the queue or from weeks with other random numbers.
//! Two estimates agree if they differ by no more than [`SIGMAS`] standard errors; the chance that sound
//! figures fail is then below one in ten million for each.

use super::carried::{self, FEW_CALLS};
use super::findings::{Findings, SIGMAS, agree, near, shown, sigmas};
use super::hours::{self, LineWeek};
use super::requirement::{Told, asked, told};
use super::service::keeps;
use super::shifts::Worked;
use crate::domain::clock::Grid;
use crate::domain::finding::{Fault, Finding};
use crate::domain::measure::Direction;
use crate::domain::shift::Crew;
use crate::domain::time::TimeLeft;
use crate::scenario::{Closing, Line, Measure, Over, Scenario, Target};
use crate::simulate::{self, Estimate, Figures, GroupFigures, GroupResults, LineResults, Traffic};
use crate::wire::answer::{Figure, Plan, TargetReport, TargetThroughDay, ThroughDay};

/// The seed of the weeks played here is the plan's and this.
const OTHER: u64 = 0x6f62_7361_6461;
/// Calls played out here, and fewest and most weeks.
const CALLS: f64 = 2e5;
const WEEKS: (f64, f64) = (20.0, 5_000.0);
/// −ln 10⁻⁷: a share of so many nths is missed by n calls once in ten million times.
const UNSEEN: f64 = 16.1;

/// What is claimed of a line through the day.
pub(crate) struct Claim<'a> {
    /// Line identifier.
    pub(crate) line: &'a str,
    /// Seconds within which calls are counted as answered.
    pub(crate) threshold_s: f64,
    /// Figures of the week; `None` where they are missing.
    pub(crate) figures: Option<&'a ThroughDay>,
    /// Promises.
    pub(crate) targets: &'a [TargetReport],
}

/// Lays the figures of the recommended plan beside weeks played out anew, if it has any.
pub(super) fn check(
    scenario: &Scenario,
    plan: &Plan,
    (weeks, shifts, time_left): (&[LineWeek], &[Worked], TimeLeft<'_>),
    findings: &mut Findings,
) {
    carried::complete(plan, findings);
    if plan.lines.iter().all(|line| line.through_day.is_none()) {
        return;
    }
    let claims: Vec<Claim<'_>> = plan
        .lines
        .iter()
        .map(|report| Claim {
            line: &report.line,
            threshold_s: report.threshold_s,
            figures: report.through_day.as_ref(),
            targets: &report.targets,
        })
        .collect();
    let crews: Vec<Crew> = shifts.iter().filter_map(Worked::crew).collect();
    let (played, played_for) = lay_beside(scenario, &claims, (weeks, &crews, time_left), findings);
    carried::rows(scenario, plan, (weeks, &played, played_for), findings);
}

/// The same for a week of a roster with its crews.
pub(crate) fn of_roster(
    scenario: &Scenario,
    closing: &[Option<&Closing>],
    claims: &[Claim<'_>],
    (crews, time_left): (&[Crew], TimeLeft<'_>),
) -> Vec<Finding> {
    let mut findings = Findings::default();
    let weeks = hours::weeks(scenario, closing);
    for claim in claims {
        let place = format!("line {}, through the day", claim.line);
        claim.targets.iter().for_each(|target| carried::decided(target, &place, &mut findings));
    }
    lay_beside(scenario, claims, (&weeks, crews, time_left), &mut findings);
    findings.verdict().findings
}

/// Holds claims against weeks played out, which are returned with their number.
fn lay_beside(
    scenario: &Scenario,
    claims: &[Claim<'_>],
    (weeks, crews, time_left): (&[LineWeek], &[Crew], TimeLeft<'_>),
    findings: &mut Findings,
) -> (Vec<LineResults>, u32) {
    let calls: f64 = weeks.iter().map(|line| line.calls.iter().sum::<f64>()).sum();
    let traffic: Vec<Traffic<'_>> =
        weeks.iter().map(|line| Traffic { open: &line.open, calls: &line.calls }).collect();
    let promised = scenario
        .lines
        .iter()
        .flat_map(|line| &line.targets)
        .filter_map(|target| target.measure.threshold_s());
    let thresholds: Vec<f64> =
        claims.iter().map(|claim| claim.threshold_s).chain(promised).collect();
    let options = simulate::Options {
        weeks: (CALLS / calls.max(1.0)).clamp(WEEKS.0, WEEKS.1) as u32,
        seed: OTHER,
        thresholds: &thresholds,
        time_left,
        ..simulate::Options::default()
    };
    let results = simulate::play(scenario, &traffic, crews, &options);
    let played_for = results.replications;
    for (index, line) in scenario.lines.iter().enumerate() {
        let Some(claim) = claims.iter().find(|claim| claim.line == line.id) else {
            continue;
        };
        let place = format!("line {}, through the day", line.id);
        let Some(claimed) = claim.figures else {
            findings.add(&place, Fault::FiguresMissing);
            continue;
        };
        let played = &results.lines[index];
        let level = played.thresholds.iter().position(|t| *t == claim.threshold_s);
        let level = level.and_then(|k| played.week.service_level[k].as_ref());
        let unseen = unseen_wait(line, played.week.offered.value * f64::from(played_for));
        week(claimed, (played, played_for), (level, unseen), &place, findings);
        for (number, target) in line.targets.iter().enumerate() {
            let Some(promise) = claim.targets.get(number) else { continue };
            let place = format!("line {}, target {}", line.id, number + 1);
            let alone = matches!(target.measure, Measure::AgentsMin(_));
            match &promise.through_day {
                Some(through) => {
                    verdict(target.measure, through, &place, findings);
                    if through.met {
                        let played = (played, &results.crews[index], sigmas(played_for));
                        let week = (scenario.calendar.grid, &weeks[index]);
                        kept(target, played, week, &place, findings);
                    }
                    if target.over == Over::Week && target.between.is_none() {
                        let threshold = claim.threshold_s;
                        of_week(target.measure, through, claimed, threshold, &place, findings);
                    }
                }
                None => {
                    let asked = asked_for(target, (scenario.calendar.grid, &weeks[index]));
                    let few = asked * claimed.weeks.map_or(f64::INFINITY, f64::from) < FEW_CALLS;
                    let nobody = asked == 0.0 || played.week.mean_wait.is_none();
                    findings.expect(alone || few || nobody, &place, || Fault::ReachedMissing);
                }
            }
        }
    }
    (results.lines, played_for)
}

/// The standard error of a mean wait of so many calls of which none waited: the spread that they show is none, yet
/// one in a million that waits would not be among them. A share that is met by none of n calls is
/// below [`UNSEEN`] ÷ n, and whoever waits does so for about a call, no longer than patience lasts.
fn unseen_wait(line: &Line, calls: f64) -> f64 {
    let patience = line.patience.as_ref();
    let patience = patience.map_or(f64::INFINITY, |patience| patience.mean.value.get());
    UNSEEN / calls.max(1.0) * line.aht.value.get().min(patience) / SIGMAS
}

/// Calls a week that a promise looks at.
fn asked_for(target: &Target, (grid, week): (Grid, &LineWeek)) -> f64 {
    let calls = week.calls.iter().enumerate();
    calls.filter(|(t, _)| asked(target, grid.start_of(*t).1)).map(|(_, calls)| calls).sum()
}

fn week(
    claimed: &ThroughDay,
    (played, weeks): (&LineResults, u32),
    (level, unseen): (Option<&Estimate>, f64),
    place: &str,
    findings: &mut Findings,
) {
    let mut near = |what: &'static str, claimed: Figure, own: Option<&Estimate>| {
        near(what, claimed, own, weeks, (place, findings));
    };
    // A mean of so many weeks, whose spread is that of the weeks played out here.
    let spread =
        |of: u32| played.week.offered.half_width * (f64::from(weeks) / f64::from(of)).sqrt();
    let half_width = claimed.weeks.map_or(0.0, spread);
    let attempts = Figure { value: claimed.attempts_per_week, half_width };
    near("attempts_per_week", attempts, Some(&played.week.offered));
    let wait = |own: Option<Estimate>| {
        let none = |own: &Estimate| own.value == 0.0 && own.standard_error == 0.0;
        own.map(|own| if none(&own) { Estimate { standard_error: unseen, ..own } } else { own })
    };
    near("mean_wait_s", claimed.mean_wait_s, wait(played.week.mean_wait).as_ref());
    near("asa_s", claimed.asa_s, wait(played.week.asa).as_ref());
    near("service_level", claimed.service_level, level);
    near("p_abandon", claimed.p_abandon, played.week.abandonment.as_ref());
}

/// A promise that is claimed to be kept is not broken beyond chance in the weeks played out here.
fn kept(
    target: &Target,
    (played, crew, sigmas): (&LineResults, &GroupResults, f64),
    (grid, week): (Grid, &LineWeek),
    place: &str,
    findings: &mut Findings,
) {
    let Some((days, whole)) = played.averages(target.between) else { return };
    let figures: Vec<(&Figures, &GroupFigures)> = match target.over {
        Over::Interval => {
            let each = played.intervals.iter().zip(&crew.intervals).zip(&week.calls);
            let called = each.enumerate().filter(|(_, (_, calls))| **calls > 0.0);
            let here = called.filter(|(t, _)| asked(target, grid.start_of(*t).1));
            here.map(|(_, (figures, _))| figures).collect()
        }
        Over::Day => days.iter().zip(&crew.days).collect(),
        Over::Week => vec![(whole, &crew.week)],
    };
    for (figures, crew) in figures {
        let found = match target.measure {
            Measure::OccupancyMax(_) => crew.occupancy,
            of_callers => figures.of(of_callers, &played.thresholds),
        };
        let promised = target.measure.promised();
        let sign = match target.measure.name().direction() {
            Direction::AtMost => 1.0,
            Direction::AtLeast => -1.0,
        };
        let Some(found) = found.filter(|found| found.standard_error > 0.0) else { continue };
        let beyond = sign * (found.value - promised) / found.standard_error;
        findings.expect(beyond <= sigmas, place, || Fault::KeptByClaimOnly {
            played: found.value,
            promised,
        });
    }
}

/// Whether the verdict follows from the value.
fn verdict(promise: Measure, claim: &TargetThroughDay, place: &str, findings: &mut Findings) {
    let value = claim.reached.value;
    let met = keeps(promise, value);
    let promised = promise.promised();
    // A value this near its promise may be told either way.
    let on_the_edge = (value - promised).abs() <= 1e-5 * promised;
    findings.expect(claim.met == met || on_the_edge, place, || Fault::MetThroughDay {
        claimed: claim.met,
        value: shown(value),
        met,
    });
}

/// A promise over the week is kept or broken by the line's own figure.
fn of_week(
    promise: Measure,
    claim: &TargetThroughDay,
    line: &ThroughDay,
    threshold_s: f64,
    place: &str,
    findings: &mut Findings,
) {
    let Some(own) = told(promise, threshold_s) else { return };
    let own = match own {
        Told::MeanWait => line.mean_wait_s.value,
        Told::HangUps => line.p_abandon.value,
        Told::ServiceLevel => line.service_level.value,
    };
    findings.expect(agree(claim.reached.value, own), place, || Fault::ReachedOtherwise {
        claimed: shown(claim.reached.value),
        own: shown(own),
    });
}
