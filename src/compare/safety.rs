//! What safety costs: the recommended hours planned once more, so that promises are missed in few draws only.
//!
//! The plan for central numbers keeps its promises when these are true and misses some in many draws. The safe plan is one for
//! a harder week: every uncertain number that adds load is moved the same part of the way to its end, as far as it takes until
//! the load is that of the draws' upper quantile. Whether that is safe enough is not concluded but looked at: the plan is played
//! against the same draws as the other, and the week made harder or easier by halves until the share of draws in which some
//! promise is missed is near what is aimed at.

use super::fixed::Fixed;
use super::samples::Samples;
use super::variant::Parameter;
use super::{Work, variant};
use crate::domain::error::Error;
use crate::domain::shift::PlannedShift;
use crate::domain::units::FULL_TIME_HOURS;
use crate::plan::demand::demand;
use crate::scenario::Scenario;
use crate::wire::answer::{Infeasibility, Plan};
use crate::wire::proposal::{Missed, Proposal, SafePlan, Safety};
use crate::wire::shifts;

/// Share of the draws in which some promise may be missed.
const AIM: f64 = 0.1;
/// A risk that is this much smaller is near enough.
const NEAR: f64 = 0.03;
/// Plans that are made at most.
const PLANS: usize = 4;
/// Halvings of the way to the ends.
const HALVINGS: u32 = 40;

/// The safe plan of the recommended hours beside the one for central numbers; `None` without draws or time.
pub(super) fn safety(
    work: &Work<'_>,
    samples: &Samples<'_>,
    (proposal, plan): (&Proposal, &Plan),
    missed: &Missed,
) -> Result<Option<Safety>, Error> {
    if work.options.samples == 0 || samples.parameters.is_empty() {
        return Ok(None);
    }
    work.expect(1);
    let closing = proposal.recommended;
    let mut told = Safety {
        closing,
        aim: AIM,
        risk: missed.any,
        half_width: missed.half_width,
        plan: None,
        infeasible: None,
        cause: None,
    };
    if missed.any <= AIM {
        // It is safe as it is.
        told.plan = Some(safe_plan(plan, plan, [1.0, 0.0], missed.clone()));
        work.piece_done();
        return Ok(Some(told));
    }
    let like = vec![shifts::read(work.scenario, &plan.shifts).ok()];
    let harder = Harder { work, samples, seed: proposal.seed, closing, like };
    let loads = harder.loads();
    // A harder week is safer: between the hardest that was not safe enough and the easiest that was lies the one looked for.
    let (mut low, mut high) = (0.0, 1.0);
    let mut part = harder.part(quantile(&loads, 1.0 - AIM));
    let mut found: Vec<SafePlan> = Vec::new();
    for _ in 0..PLANS {
        if work.out_of_time() {
            break;
        }
        let safe = match harder.planned(plan, part)? {
            Ok(safe) => safe,
            Err(cause) if found.is_empty() => {
                told.cause = cause;
                break;
            }
            Err(_) => {
                high = part;
                part = 0.5 * (low + high);
                continue;
            }
        };
        let risk = safe.missed.any;
        found.push(safe);
        if (AIM - NEAR..=AIM).contains(&risk) {
            break;
        }
        if risk > AIM {
            low = part
        } else {
            high = part
        }
        part = 0.5 * (low + high);
    }
    work.piece_done();
    let risk = |safe: &SafePlan| safe.missed.any;
    let kept = found.iter().filter(|safe| risk(safe) <= AIM);
    let cheapest = kept.min_by(|a, b| a.cost_per_week.total_cmp(&b.cost_per_week));
    let safest = || found.iter().min_by(|a, b| risk(a).total_cmp(&risk(b)));
    told.plan = cheapest.or_else(safest).cloned();
    // Without time nothing is known, not even that there is none.
    Ok((told.plan.is_some() || !work.out_of_time()).then_some(told))
}

fn safe_plan(safe: &Plan, central: &Plan, [load, part]: [f64; 2], missed: Missed) -> SafePlan {
    SafePlan {
        load,
        part,
        cost_per_week: safe.cost_per_week,
        extra: safe.cost_per_week - central.cost_per_week,
        paid_hours_per_week: safe.paid_hours_per_week,
        full_time_equivalents: safe.paid_hours_per_week / FULL_TIME_HOURS,
        check_passed: safe.check.passed,
        shifts: safe.shifts.clone(),
        missed,
    }
}

/// Weeks harder than the central one.
struct Harder<'a> {
    work: &'a Work<'a>,
    samples: &'a Samples<'a>,
    seed: u64,
    closing: usize,
    like: Vec<Option<Vec<PlannedShift>>>,
}

impl Harder<'_> {
    /// Erlangs offered ÷ share of paid time at the phone.
    fn load(&self, scenario: &Scenario) -> f64 {
        let demand = demand(scenario, &self.work.choices[self.closing]);
        let lines = scenario.lines.iter().zip(&demand);
        let offered: f64 = lines.map(|(line, calls)| line.aht.value.get() * calls.total()).sum();
        let at_phone = scenario.groups.iter().map(|group| 1.0 - group.shrinkage.value.get());
        offered * scenario.groups.len() as f64 / at_phone.sum::<f64>()
    }

    /// Loads of all samples, ascending.
    fn loads(&self) -> Vec<f64> {
        let mut loads =
            self.samples.each(|number| self.load(&self.samples.scenario(self.seed, number)));
        loads.sort_by(f64::total_cmp);
        loads
    }

    /// Numbers that bear on the load, with the ends that add to it.
    fn ends(&self) -> Vec<(&Parameter, f64)> {
        let scenario = self.work.scenario;
        let load = |p: &Parameter, value: f64| self.load(&p.at(scenario, value));
        let bear = self.samples.parameters.iter().filter(|p| p.bears_on_load());
        bear.map(|p| (p, if load(p, p.high) >= load(p, p.low) { p.high } else { p.low })).collect()
    }

    /// The week with all of them moved this part of the way.
    fn week(&self, part: f64) -> Scenario {
        let mut week = self.work.scenario.clone();
        for (p, end) in self.ends() {
            p.apply(&mut week, p.central + part * (end - p.central));
        }
        week
    }

    /// The part of the way to the ends at which the load is this.
    fn part(&self, load: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.load(&self.week(middle)) < load { low = middle } else { high = middle }
        }
        high
    }

    /// A plan for the week that is so much harder, with its risk; or why there is none, as far as that is known.
    fn planned(
        &self,
        central: &Plan,
        part: f64,
    ) -> Result<Result<SafePlan, Option<Infeasibility>>, Error> {
        let week = self.week(part);
        let load = self.load(&week) / self.load(self.work.scenario);
        let closed = variant::closing(&week, &self.work.choices[self.closing]);
        Ok(match self.work.one(&closed, &self.like)? {
            Some(Ok(plan)) if plan.holds() => {
                let fixed = Fixed::new(self.work, self.closing, (&week, &plan))?;
                let missed = self.samples.missed(self.seed, &fixed);
                Ok(safe_plan(&plan, central, [load, part], missed))
            }
            Some(Err(Error::Infeasible(cause))) => Err(Some(*cause)),
            Some(Err(Error::Limit(_)) | Ok(_)) | None => Err(None),
            Some(Err(other)) => return Err(other),
        })
    }
}

/// The value below which this share of ascending values lies (nearest rank).
fn quantile(values: &[f64], share: f64) -> f64 {
    let last = values.len().saturating_sub(1);
    values.get((share * last as f64).round() as usize).copied().unwrap_or(0.0)
}
