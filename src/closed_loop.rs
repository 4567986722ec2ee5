//! Planning until the promises hold through the day.
//!
//! The programme promises by the formula of a steady queue in each interval. Where the plan's queue,
//! followed through the day, breaks a promise, the programme is given a stricter one and solved again:
//!
//! - a promise over a day or the week is planned for at the share of the promise that would have come
//!   out right, were the formula wrong by the same factor in the next plan;
//! - where an interval breaks its promise, more agents are required there, as many as the formula says
//!   it takes to make up the excess, one at least. A queue is inherited, so in a run of broken intervals
//!   the first is raised, and those after it only if they break the promise by far.
//!
//! Requirements only rise, so the loop ends: with every promise kept, with a programme that has no plan
//! any more, or after a fixed number of rounds. Averages are then loosened again by halving, as far as the promise
//! holds, so that no more is paid than the promise takes.

use crate::answer::{self, Broken, Figure, Raised, Stricter, Tightened};
use crate::clock::{Weekday, clock_text};
use crate::coverage::{self, Service};
use crate::error::Error;
use crate::figures::{Situation, measure_name, over_name, promised};
use crate::requirements::SetInterval;
use crate::scenario::{Measure, Over};
use crate::shift_plan::block::{TieKind, Week};
use crate::shift_plan::plan::WeekPlan;
use crate::through_day::report::place;
use crate::through_day::{LineThroughDay, Playing, Reached, reached, through_day};
use std::collections::BTreeMap;

/// Most times that a week is planned again.
const ROUNDS: u32 = 25;
/// Later intervals of a broken run are raised too where they break the promise by this factor.
const BY_FAR: f64 = 1.5;
/// An average is planned for this much below what would just do, relatively, so that the loop ends.
const A_LITTLE: f64 = 0.002;
/// Halvings when an average is loosened again.
const HALVINGS: u32 = 3;

/// A plan of the week as shifts.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The shifts.
    pub shifts: Vec<answer::Shift>,
    /// Counts, bound and whether a limit stopped the search.
    pub plan: WeekPlan,
}

/// What planning again came to.
pub enum Attempt {
    /// A plan.
    Found(Planned),
    /// No plan meets the stricter requirements.
    Infeasible,
    /// A limit stopped the search.
    Stopped(answer::Stop),
}

/// The plan that the loop ended with.
pub struct Closed {
    /// The plan.
    pub planned: Planned,
    /// What callers experience of it.
    pub through: Vec<LineThroughDay>,
    /// How it came about.
    pub tightened: Tightened,
}

/// Requirements beyond the formula's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tightening {
    /// Agents at the phone who can answer a line in an interval, at least.
    floors: BTreeMap<(usize, usize), u32>,
    /// Share of a promise's limit that is planned for: by line, target and day.
    shares: BTreeMap<(usize, usize, Option<Weekday>), f64>,
}

impl Tightening {
    /// The sharing sets with what is required of them.
    pub fn raised(&self, sets: &[SetInterval]) -> Vec<SetInterval> {
        let mut raised = sets.to_vec();
        for set in &mut raised {
            if let [line] = set.lines[..] {
                let floor = self.floors.get(&(line, set.interval)).copied().unwrap_or(0);
                set.required = set.required.map(|required| required.max(floor));
            }
        }
        raised
    }

    /// Lowers the limits of promises over a day or the week.
    pub fn lower(&self, week: &mut Week) {
        for tie in &mut week.ties {
            if let TieKind::Promise { line, target, day } = tie.kind {
                tie.limit *= self.shares.get(&(line, target, day)).copied().unwrap_or(1.0);
            }
        }
    }
}

/// Plans again until every promise holds through the day, or without `playing`, by the formula alone:
/// there too a plan can fall short, where callers hang up and the curve of an average is not convex.
///
/// # Errors
/// Those of `again` and of the engines.
pub fn close(
    situation: &Situation<'_>,
    first: Planned,
    playing: Option<Playing>,
    again: &dyn Fn(&Tightening) -> Result<Attempt, Error>,
) -> Result<Closed, Error> {
    let run = Loop { situation, playing, again };
    let first = run.judge(first);
    let before = first.clone();
    let (mut tight, mut now, mut obstacle) = (Tightening::default(), first, None);
    let (mut best, mut rounds) = (now.clone(), 0);
    // What the best plan was planned for; after an obstacle that is not the last tightening.
    let mut best_tight = tight.clone();
    let mut last_broken: Option<(Tightening, f64)> = None;
    while now.strain > 0.0 && obstacle.is_none() {
        if rounds == ROUNDS {
            obstacle = Some("rounds".to_owned());
            break;
        }
        last_broken = Some((tight.clone(), now.planned.plan.objective()));
        tight = run.tighten(&tight, &now);
        rounds += 1;
        match again(&tight)? {
            Attempt::Found(planned) => now = run.judge(planned),
            Attempt::Infeasible => obstacle = Some("infeasible".to_owned()),
            Attempt::Stopped(_) => obstacle = Some("limit".to_owned()),
        }
        if obstacle.is_none() && now.strain <= best.strain {
            best = now.clone();
            best_tight = tight.clone();
        }
    }
    if let (None, Some(broken)) = (&obstacle, last_broken) {
        rounds += run.loosen(&mut best_tight, &mut best, broken)?;
    }
    let tightened = run.report(&before, &best, &best_tight, rounds, obstacle);
    Ok(Closed { planned: best.planned, through: best.through, tightened })
}

/// A plan with what its callers experience.
#[derive(Clone)]
struct Judged {
    planned: Planned,
    through: Vec<LineThroughDay>,
    /// By line and target: every place where it is broken.
    broken: Vec<(usize, usize, Vec<Reached>)>,
    /// Sum of all excesses; 0 where every promise holds.
    strain: f64,
}

struct Loop<'a> {
    situation: &'a Situation<'a>,
    playing: Option<Playing>,
    again: &'a dyn Fn(&Tightening) -> Result<Attempt, Error>,
}

impl Loop<'_> {
    fn judge(&self, planned: Planned) -> Judged {
        let scenario = self.situation.scenario;
        let through = self.playing.map_or_else(Vec::new, |playing| {
            through_day(scenario, self.situation.demand, &planned.shifts, playing)
        });
        let services = self.situation.services(&coverage::on_duty(scenario, &planned.shifts));
        let mut broken = Vec::new();
        for (l, line) in scenario.lines.iter().enumerate() {
            for (k, target) in line.targets.iter().enumerate() {
                let carried = through.get(l).and_then(|line| reached(scenario, l, target, line));
                let mut places = carried.unwrap_or_default();
                places.retain(|place| !place.kept());
                if places.is_empty() {
                    places = self.late_by_formula(l, k, &services);
                }
                if !places.is_empty() {
                    broken.push((l, k, places));
                }
            }
        }
        let strain = broken.iter().flat_map(|(.., places)| places).map(|p| p.strain - 1.0).sum();
        Judged { planned, through, broken, strain }
    }

    /// Days, or the week, whose average misses its promise by the formula.
    fn late_by_formula(&self, line: usize, target: usize, services: &[Service]) -> Vec<Reached> {
        let promise = &self.situation.scenario.lines[line].targets[target];
        let days: Vec<Option<Weekday>> = match promise.over {
            Over::Interval => Vec::new(),
            Over::Day => Weekday::ALL.into_iter().map(Some).collect(),
            Over::Week => vec![None],
        };
        let place = |day| {
            let strain = self.situation.strain(line, target, day, services)?;
            let value = match promise.measure {
                Measure::ServiceLevel { share, .. } => 1.0 - strain * (1.0 - share.get()),
                measure => strain * promised(measure),
            };
            let figure = Figure { value, half_width: 0.0 };
            Some(Reached { interval: None, day, figure, strain })
        };
        days.into_iter().filter_map(place).filter(|place| !place.kept()).collect()
    }

    fn tighten(&self, tight: &Tightening, now: &Judged) -> Tightening {
        let mut tighter = tight.clone();
        let on_duty = coverage::on_duty(self.situation.scenario, &now.planned.shifts);
        let services = self.situation.services(&on_duty);
        for (line, target, places) in &now.broken {
            if self.situation.scenario.lines[*line].targets[*target].over == Over::Interval {
                self.raise(&mut tighter, *line, *target, places, &on_duty);
                continue;
            }
            for place in places {
                let day = place.day.filter(|_| {
                    self.situation.scenario.lines[*line].targets[*target].over == Over::Day
                });
                let by_formula = self.situation.strain(*line, *target, day, &services);
                let by_formula = by_formula.unwrap_or(1.0);
                let share = tighter.shares.entry((*line, *target, day)).or_insert(1.0);
                let needed = by_formula.min(*share) / place.strain * (1.0 - A_LITTLE);
                *share = needed.min(*share * (1.0 - A_LITTLE));
            }
        }
        tighter
    }

    /// Requires more agents where a promise for each interval is broken.
    fn raise(
        &self,
        tight: &mut Tightening,
        line: usize,
        target: usize,
        places: &[Reached],
        on_duty: &[Vec<f64>],
    ) {
        let mut last = None;
        for place in places {
            let Some(t) = place.interval else { continue };
            let follows = last.is_some_and(|last: usize| last + 1 == t);
            last = Some(t);
            if follows && place.strain < BY_FAR {
                continue;
            }
            let more = self.enough(line, target, t, place.strain, on_duty);
            let floor = tight.floors.entry((line, t)).or_default();
            *floor = more.max(*floor + u32::from(*floor > 0));
        }
    }

    /// Agents at the phone who, by the formula, would take the excess away; one more than there are at
    /// least.
    fn enough(
        &self,
        line: usize,
        target: usize,
        t: usize,
        strain: f64,
        on_duty: &[Vec<f64>],
    ) -> u32 {
        let scenario = self.situation.scenario;
        let groups = scenario.groups.iter().enumerate().filter(|(_, g)| g.lines.contains(&line));
        let at_phone: f64 =
            groups.map(|(g, group)| on_duty[g][t] * (1.0 - group.shrinkage.value.get())).sum();
        let next = (at_phone + 1e-9).floor() as u32 + 1;
        let measure = scenario.lines[line].targets[target].measure;
        let set = self
            .situation
            .sets
            .iter()
            .filter(|set| set.interval == t && set.exact && set.lines.contains(&line))
            .max_by_key(|set| set.lines.len());
        let value = |agents: u32| {
            let queue = set?.queue(agents)?;
            Some(match measure {
                Measure::ServiceLevel { within, .. } => 1.0 - queue.service_level(within.get()),
                _ => queue.mean_wait_s(),
            })
        };
        let Some(here) = value(next - 1) else { return next };
        let good = |agents: &u32| value(*agents).is_some_and(|value| value * strain <= here);
        (next..next + 1000).find(good).unwrap_or(next)
    }

    /// Loosens averages again between the last tightening that broke a promise and the first that
    /// keeps all, where that saves anything. Returns how often the week was planned.
    fn loosen(
        &self,
        tight: &mut Tightening,
        best: &mut Judged,
        (mut broken, cost_broken): (Tightening, f64),
    ) -> Result<u32, Error> {
        let mut rounds = 0;
        let worth = |best: &Judged| {
            let cost = best.planned.plan.objective();
            cost > cost_broken * (1.0 + A_LITTLE)
        };
        while rounds < HALVINGS && worth(best) && !tight.shares.is_empty() {
            let mut middle = tight.clone();
            for (key, share) in &mut middle.shares {
                let other = broken.shares.get(key).copied().unwrap_or(1.0);
                *share = (*share * other).sqrt();
            }
            rounds += 1;
            let Attempt::Found(planned) = (self.again)(&middle)? else { break };
            let judged = self.judge(planned);
            if judged.strain > 0.0 {
                broken = middle;
            } else {
                *tight = middle;
                if judged.planned.plan.objective() < best.planned.plan.objective() {
                    *best = judged;
                }
            }
        }
        Ok(rounds)
    }

    fn report(
        &self,
        before: &Judged,
        after: &Judged,
        tight: &Tightening,
        rounds: u32,
        obstacle: Option<String>,
    ) -> Tightened {
        Tightened {
            rounds,
            holds: after.strain <= 0.0,
            objective_before: before.planned.plan.objective() + self.situation.opening_cost(),
            bound_before: before.planned.plan.bound + self.situation.opening_cost(),
            broken_before: self.broken(before),
            broken: self.broken(after),
            raised: self.raised(tight),
            stricter: self.stricter(tight),
            obstacle: obstacle.filter(|_| after.strain > 0.0),
        }
    }

    fn broken(&self, judged: &Judged) -> Vec<Broken> {
        let lines = &self.situation.scenario.lines;
        judged
            .broken
            .iter()
            .filter_map(|(line, target, places)| {
                let worst = places.iter().max_by(|a, b| a.strain.total_cmp(&b.strain))?;
                let data = &lines[*line].targets[*target];
                Some(Broken {
                    line: lines[*line].id.clone(),
                    measure: measure_name(data.measure).into(),
                    over: over_name(data.over).into(),
                    at: place(self.situation.scenario.calendar.grid, worst),
                    places: places.len() as u32,
                    promised: promised(data.measure),
                    reached: worst.figure,
                })
            })
            .collect()
    }

    fn raised(&self, tight: &Tightening) -> Vec<Raised> {
        let scenario = self.situation.scenario;
        let entries = tight.floors.iter().filter_map(|((line, t), planned)| {
            let set = self
                .situation
                .sets
                .iter()
                .find(|set| set.interval == *t && set.lines == [*line])?;
            let (day, minute) = scenario.calendar.grid.start_of(*t);
            let by_formula = set.required_or_max();
            (*planned > by_formula).then(|| Raised {
                line: scenario.lines[*line].id.clone(),
                day: day.code().into(),
                start: clock_text(minute),
                by_formula,
                planned: *planned,
            })
        });
        entries.collect()
    }

    fn stricter(&self, tight: &Tightening) -> Vec<Stricter> {
        let lines = &self.situation.scenario.lines;
        let entries = tight.shares.iter().map(|((line, target, day), share)| Stricter {
            line: lines[*line].id.clone(),
            measure: measure_name(lines[*line].targets[*target].measure).into(),
            over: day.map_or("week", Weekday::code).into(),
            share: *share,
        });
        entries.collect()
    }
}
